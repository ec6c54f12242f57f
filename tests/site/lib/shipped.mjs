// What a source folder asks for, read from names of files and three lines of site.yaml.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const list = (yaml, key) => {
  const found = new RegExp(`^${key}: *\\[([^\\]]*)\\]`, 'm').exec(yaml);
  if (!found) throw new Error(`content/site.yaml has no list "${key}"`);
  return found[1].split(',').map((word) => word.trim()).filter(Boolean);
};

// The stems of the YAML files in FOLDER: 550.yaml, and not 550.fr.yaml.
const stems = (folder) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name)).map((name) => name.replace('.yaml', '')) : [];

// The pages of the classes that have codes: the class "5??" has "5xx/".
function classPages(id, yaml, codes) {
  const part = /^classes:[^\n]*\n((?: .*\n)+)/m.exec(yaml)[1];
  const matches = [...part.matchAll(/match: "([^"]+)"/g)].map(([, match]) => match);
  const fits = (match, code) => new RegExp(`^${match.replaceAll('?', '.').replaceAll('*', '.*')}$`).test(code);
  return matches.filter((match) => codes.some((code) => fits(match, code)))
    .map((match) => `${id}/${match.replace(/[?*]/g, 'x').toLowerCase()}/`);
}

// {languages, protocols: {id: [codes]}, more: [paths below a language that the records ask for besides]}
export function contentOf(source) {
  const yaml = readFileSync(join(source, 'content/site.yaml'), 'utf8');
  const protocols = {}, more = ['search/'];
  for (const id of list(yaml, 'protocols')) {
    const folder = join(source, 'content', id);
    protocols[id] = stems(join(folder, 'codes'));
    more.push(...classPages(id, readFileSync(join(folder, 'protocol.yaml'), 'utf8'), protocols[id]));
    const senders = stems(join(folder, 'wire'));
    if (senders.length) more.push(`${id}/lines/`, ...senders.map((sender) => `${id}/lines/${sender}/`));
    if (/^lookup:/m.test(readFileSync(join(folder, 'protocol.yaml'), 'utf8'))) more.push('decode/');
  }
  return { languages: list(yaml, 'languages'), protocols, more };
}
