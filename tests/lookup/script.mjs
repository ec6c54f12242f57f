// script.mjs REPLYGLOT ROOT ANSWER: what the script of the decode page finds in a text. Every case of this folder is
// compared with what is expected of it, as run.py compares what the program finds; and program and script must give the
// very same answer to every case, and to cases that were damaged by chance (always the same chance).
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { argumentsOf, build, copyOf } from '../site/lib/program.mjs';
import { finish, Report } from '../site/lib/report.mjs';

const DAMAGED = 1000, SAMPLE = 12, BUDGET = 80 * 1024; // BUDGET: bytes of a language's data, gzipped
const SCRIPTS = ['bytes.js', 'unpack.js', 'text.js', 'reply.js', 'status.js', 'lookup.js'];
const { program, root, options: [helper] } = argumentsOf();
const here = dirname(fileURLToPath(import.meta.url));
const report = new Report();
const site = build(program, copyOf(root));

const world = vm.createContext({ TextDecoder, TextEncoder, atob });
const run = (file) => vm.runInContext(readFileSync(file, 'utf8'), world, { filename: file });
for (const name of SCRIPTS) run(join(root, 'templates/assets', name));
run(join(site, 'en/lookup-data.js'));
const look = (bytes) => JSON.parse(JSON.stringify(world.lookup.text(bytes, world.lookupData)));

const cases = readdirSync(here).filter((name) => name.endsWith('.txt')).sort().map((name) => ({
  name, bytes: readFileSync(join(here, name)), expected: JSON.parse(readFileSync(join(here, name.replace(/txt$/, 'json')), 'utf8')),
}));

// Only the members that are expected are compared; all replies or the first.
function agrees({ replies, matches, first_only: first }, found) {
  const [wanted, got] = [replies, found.replies].map((list) => (first ? list.slice(0, 1) : list));
  return wanted.length === got.length && wanted.every((one, i) => Object.keys(one).every((key) => one[key] === got[i][key])) &&
    (!matches || JSON.stringify(matches.map(({ key }) => key)) === JSON.stringify(found.matches.map(({ key }) => key)));
}

for (const { name, bytes, expected } of cases) {
  const found = look(bytes);
  report.check('cases', agrees(expected, found), () => `${name}: expected ${JSON.stringify(expected.replies)}, found ${JSON.stringify(found)}`);
}
report.check('self-tests', !agrees({ replies: [{ code: '550' }] }, { replies: [{ code: '551' }], matches: [] }), 'another code was taken for the one expected');
report.check('self-tests', !agrees({ replies: [], matches: [{ key: 'a' }] }, { replies: [], matches: [] }), 'a match that is missing was not missed');

// Chance: mulberry32, which everyone has.
let state = 20261122;
function chance(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

// What becomes of broken bytes of several to a character is not the same everywhere: iconv and browsers differ.
const whole = cases.filter(({ bytes }) => !/iso-2022|shift_jis|euc-|gb2312|gbk|gb18030|big5/i.test(bytes.toString('latin1')));
const one = () => whole[chance(whole.length)];
const anyCase = () => one().bytes.toString('latin1');
const lines = (change) => (text) => text.split('\n').flatMap(change).join('\n');
const at = (text, put, take = 1) => {
  const where = chance(text.length + 1);
  return text.slice(0, where) + put + text.slice(where + take);
};
const repeat = (change) => (text) => Array.from({ length: 1 + chance(12) }).reduce(change, text);
const DAMAGE = {
  'lines dropped': lines((line) => (chance(6) ? [line] : [])),
  'lines doubled': lines((line) => (chance(8) ? [line] : [line, line])),
  'lines joined': (text) => text.replace(/\n/g, (feed) => (chance(6) ? feed : ' ')),
  'lines quoted': lines((line) => [`> ${line}`]),
  'CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'CR': (text) => text.replace(/\r?\n/g, () => (chance(9) ? '\n' : '\r')),
  'truncated': (text) => text.slice(0, chance(text.length)),
  'beheaded': (text) => text.slice(chance(text.length)),
  'bytes flipped': repeat((text) => at(text, String.fromCharCode(chance(256)))),
  'bits flipped': repeat((text) => {
    const where = chance(text.length || 1);
    return text.slice(0, where) + String.fromCharCode((text.charCodeAt(where) || 0) ^ (1 << chance(8))) + text.slice(where + 1);
  }),
  'numbers put in': repeat((text) => at(text, ` ${200 + chance(400)}${['', '-', ' 5.1.1', ':', '.', ' OK'][chance(6)]} `, 0)),
  'cases joined': (text) => `${text}\n${anyCase()}`,
  'cases mixed': (text) => at(text, anyCase(), 0),
};

const kinds = Object.keys(DAMAGE);
const damaged = Array.from({ length: DAMAGED }, (_, i) => {
  const { name, bytes } = one(), kind = kinds[i % kinds.length];
  return { name: `${name}, ${kind} (${i})`, bytes: Buffer.from(DAMAGE[kind](bytes.toString('latin1')), 'latin1') };
});

// The answers of the program, which is asked all at once.
function answers(texts) {
  const input = Buffer.concat(texts.flatMap(({ bytes }) => [Buffer.from(`${bytes.length}\n`), bytes]));
  const { status, stdout, stderr } = spawnSync(helper, [root], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${helper} ended with ${status}: ${stderr}`);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

// More replies than are told, each its own: lines of a log, and notifications that name no reply code.
const many = (line) => ({ name: `many of ${JSON.stringify(line(0))}`, bytes: Buffer.from(Array.from({ length: 1200 }, (_, i) => line(i)).join('')) });
const crowded = [
  many((i) => `\nhost mx.example.org said: 550 5.${i % 7}.${i % 997} user unknown`),
  many((i) => `Final-Recipient: rfc822; u${i}@example.org\nAction: failed\nStatus: 5.${i % 7}.${i % 997}\n\n`),
  many((i) => `Final-Recipient: rfc822; u${i}@example.org\nAction: failed\nStatus: 5.1.1\n\nu${i + 3}@example.org: host a said: 55${i % 5} 5.1.${i % 900} no\n\n`),
];

const without = (list) => list.map(({ path, ...rest }) => rest);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
for (const [what, texts] of [['cases answered alike', cases], ['damaged cases answered alike', damaged], ['many replies answered alike', crowded]])
  answers(texts).forEach((answer, i) => {
    const found = look(texts[i].bytes), told = { replies: without(found.replies), matches: without(found.matches) };
    report.check(what, same(answer, told), () => `${texts[i].name}: the program says ${JSON.stringify(answer)}, the script ${JSON.stringify(told)}`);
  });
report.check('self-tests', new Set(damaged.map(({ bytes }) => bytes.toString('latin1'))).size > DAMAGED * 0.8, 'damage leaves too many texts as they are');

// The addresses, and what a string is taken for, of some.
for (const { name, bytes } of cases.filter((_, i) => i % Math.floor(cases.length / SAMPLE) === 0)) {
  const { stdout } = spawnSync(program, ['lookup', '--source', root, '--format', 'json'], { input: bytes, encoding: 'utf8' });
  const text = bytes.toString('utf8');
  report.check('whole answers alike', same(JSON.parse(stdout), look(bytes)), `${name}: the answers differ`);
  if (Buffer.from(text).equals(bytes)) report.check('strings', same(look(text), look(bytes)), `${name}: a string is read otherwise than its bytes`);
}

for (const language of ['en', 'fr', 'es']) {
  const size = gzipSync(readFileSync(join(site, language, 'lookup-data.js'))).length;
  report.check('data within the budget', size <= BUDGET, `${language}: ${size} bytes, gzipped`);
}
finish('script', report);
