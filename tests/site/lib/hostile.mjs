// A source in which every text tries to break out of where it is put, and what to look for on its pages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { edit } from './program.mjs';
import { dressedSignals } from './signals.mjs';

// Ends attributes, elements, comments, CDATA and JSON strings; looks like entities, templates, placeholders of other
// languages and addresses; marks of direction (U+200E, U+200F, an isolate that is closed), an astral letter.
const PAYLOAD = `<script>alert(1)</script> </script> "q" 'a' & &amp; &lt; ]]> --> <!-- "><img src=x onerror=alert(1)> '><svg/onload=1> javascript:alert(1) \\" \\u003c {{TITLE}} \u200f\u05d0\u200e \u2067\u05d1\u2069 \u{1f4ee} </title></textarea></style> %3Cb%3E`;

const escaped = (text) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
const quoted = (text) => JSON.stringify(text);

// FIELDS: every text that an author can write, by the file that it stands in. Kinds: plain is taken as it is, prose is
// Markdown (everything escaped), code is Markdown with all of it in a code span, sentence is prose without braces.
const FIELDS = [
  ['content/site.yaml', /^title: .*$/m, 'title', 'plain'],
  ['content/site.yaml', /^tagline: .*$/m, 'tagline', 'plain'],
  ['content/site.yaml', /^about: >-\n(?: {2}.*\n)+/m, 'about', 'prose'],
  ['content/signals/protocol.yaml', /^name: .*$/m, 'name', 'plain'],
  ['content/signals/codes/B7.yaml', /^name: .*$/m, 'name', 'plain'],
  ['content/signals/codes/B7.yaml', /^updated: .*$/m, 'phrase', 'phrase'],
  ['content/signals/codes/B7.yaml', /^indicates: .*$/m, 'indicates', 'clause'],
  ['content/signals/codes/B7.yaml', /^description: .*$/m, 'description', 'prose'],
  ['content/signals/codes/B7.yaml', /^when: .*$/m, 'when', 'code'],
  ['content/signals/codes/B7.yaml', /^outcome: .*$/m, 'outcome', 'prose'],
  ['content/signals/codes/B7.yaml', /^use: .*$/m, 'use', 'code'],
  ['content/signals/codes/B7.yaml', /^ {2}skipper: .*$/m, '  skipper', 'prose'],
  ['content/signals/codes/B7.yaml', /(?<=\{title: )"[^"]*"/, '', 'value'],
  ['content/signals/codes/A1.yaml', /^caveat: .*$/m, 'caveat', 'prose'],
  ['content/signals/codes/A1.yaml', /(?<=^ {2}tower> A1)$/m, '', 'line'],
  ['content/signals/pairs/B7-B12.yaml', /^verdict: .*$/m, 'verdict', 'prose'],
  ['content/signals/words/en.yaml', /^expansion: .*$/m, 'expansion', 'prose'],
  ['content/signals/words/en.yaml', /(?<=^ {2}shut:\n {4}name: ).*$/m, '', 'inline'],
  ['content/signals/words/en.yaml', /(?<=^ {2}shut:\n.*\n {4}says: ).*$/m, '', 'sentence'],
  ['content/signals/words/en.yaml', /(?<=^ {2}echo:\n {4}label: ).*$/m, '', 'inline'],
  ['content/signals/words/en.yaml', /(?<=bell: \{name: )by bell/, '', 'inline'],
  ['content/signals/words/en.yaml', /(?<=skipper: \{name: )the skipper/, '', 'inline'],
  ['content/signals/words/en.yaml', /(?<=^ {2}opposite: ).*$/m, '', 'sentence'],
  ['locales/en.yaml', /^ {2}description: .*$/m, '  description', 'plain'],
  ['locales/en.yaml', /^ {2}language: .*$/m, '  language', 'plain'],
  ['locales/en.yaml', /(?<=^ {2}compare_description: ).*$/m, '', 'sentence'],
  ['locales/en.yaml', /^name: .*$/m, 'name', 'plain'],
  ['locales/en.yaml', /(?<=^months: \[January, February, )March/m, '', 'value'],
];

// What else a protocol may have, and the made-up one does not.
const FURTHER = {
  'content/signals/enhanced.yaml': (mark) => `updated: 2024-03-01
codes:
  X.1.1:
    title: ${quoted(mark('plain'))}
    says: ${quoted(escaped(mark('prose')))}
    specs: [{title: ${quoted(mark('plain'))}, url: "https://varn.example/law/?a=1&b='2'"}]
`,
  'content/signals/strangers.yaml': (mark) => `updated: 2024-03-01
numbers:
  B99:
    says: ${quoted(escaped(mark('prose')))}
    specs: [{title: ${quoted(mark('plain'))}, url: "https://varn.example/law/#9"}]
`,
  'content/signals/wire/tower.yaml': (mark) => `name: ${quoted(mark('plain'))}
updated: 2024-03-01
lines:
  one:
    words: ${quoted(mark('plain'))}
    code: B7
    means: ${quoted(escaped(mark('prose')))}
    title: ${quoted(mark('plain'))}
    url: "https://varn.example/tower/?x=1&y=%22"
    date: 2024-03-01
`,
};

const CODE_SPAN = (text) => `\`\` ${text} \`\``;

// Text of one field, as YAML: what REPLACES what the field's expression found.
function written(kind, key, text) {
  const start = key ? `${key}: ` : '';
  switch (kind) {
    case 'plain': return start + quoted(text);
    case 'value': return quoted(text);
    case 'line': return ` ${text}`;
    case 'inline': return quoted(escaped(text));
    case 'sentence': return quoted(`${escaped(text)} {PLACES}`);
    case 'prose': return `${start}${quoted(escaped(text))}\n`;
    case 'code': return start + quoted(CODE_SPAN(text));
    case 'clause': return start + quoted(`that ${escaped(text)}`);
    case 'phrase': return `updated: 2024-03-01\nphrase: ${quoted(text)}`;
    default: throw new Error(kind);
  }
}

// Braces are placeholders in a sentence, and an example's line must not end in blanks.
const payloadOf = (kind) => (kind === 'sentence' ? PAYLOAD.replace(/[{}]/g, '') : PAYLOAD);

// A temporary source, and the marked texts in it: {mark: text}. Every text begins with a mark of its own.
export function hostileSource(root) {
  const source = dressedSignals(root), texts = new Map();
  const mark = (kind) => {
    const name = `«${texts.size + 1}»`;
    texts.set(name, `${name} ${payloadOf(kind)} «end»`);
    return texts.get(name);
  };
  for (const [file, from, key, kind] of FIELDS) {
    const text = mark(kind), path = join(source, file);
    const places = kind === 'sentence' ? [...new Set(from.exec(readFileSync(path, 'utf8'))[0].match(/\{\w+\}/g))].join(' ') : '';
    edit(path, from, () => written(kind, key, text).replace('{PLACES}', () => places));
  }
  edit(join(source, 'content/signals/codes/B7.yaml'), 'gives: [watches]', 'gives: [watches, phrase, enhanced]');
  edit(join(source, 'content/signals/codes/B7.yaml'), /^echo: /m, 'enhanced: [shut.1.1]\necho: ');
  for (const [file, make] of Object.entries(FURTHER)) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), make(mark));
  }
  return { source, texts };
}
