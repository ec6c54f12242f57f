// The made-up protocol of tests/golden/signals in the clothes of the shipped site: its content, the shipped templates.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf } from './program.mjs';
import { contentOf } from './shipped.mjs';

const BLOCK = /^labels:\n((?: {2}.*\n|\n)+)/m;

const labelsOf = (yaml) =>
  new Map([...BLOCK.exec(yaml)[1].matchAll(/^ {2}(\w+):(.*(?:\n {3,}.*)*)/gm)].map(([, key, text]) => [key, text]));

const placeholders = (text) => (text.match(/\{[a-z_]+\}/g) ?? []).map((word) => ` ${word}`).join('');

// The labels that the shipped templates ask for: the locale's own text, else the shipped English, else a made-up word.
function withLabels(yaml, shipped) {
  const own = labelsOf(yaml);
  const english = /^language: en$/m.test(yaml);
  const lines = [...shipped].map(([key, text]) => `  ${key}:${own.get(key) ?? (english ? text : ` «${key}»${placeholders(text)}`)}\n`);
  return yaml.replace(BLOCK, () => `labels:\n${lines.join('')}`);
}

// A temporary source folder.
export function dressedSignals(root) {
  const copy = copyOf(join(root, 'tests/golden/signals'));
  const shipped = labelsOf(readFileSync(join(root, 'locales/en.yaml'), 'utf8'));
  rmSync(join(copy, 'templates'), { recursive: true });
  cpSync(join(root, 'templates'), join(copy, 'templates'), { recursive: true });
  for (const language of contentOf(copy).languages) {
    const file = join(copy, 'locales', `${language}.yaml`);
    writeFileSync(file, withLabels(readFileSync(file, 'utf8'), shipped));
  }
  return copy;
}
