// What a source folder asks for, read from names of files and three lines of site.yaml.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const list = (yaml, key) => {
  const found = new RegExp(`^${key}: *\\[([^\\]]*)\\]`, 'm').exec(yaml);
  if (!found) throw new Error(`content/site.yaml has no list "${key}"`);
  return found[1].split(',').map((word) => word.trim()).filter(Boolean);
};

// {languages, protocols: {id: [codes]}}
export function contentOf(source) {
  const yaml = readFileSync(join(source, 'content/site.yaml'), 'utf8');
  const codes = (id) => readdirSync(join(source, 'content', id, 'codes')).filter((name) => /^[^.]+\.yaml$/.test(name)).map((name) => name.replace('.yaml', ''));
  return { languages: list(yaml, 'languages'), protocols: Object.fromEntries(list(yaml, 'protocols').map((id) => [id, codes(id)])) };
}
