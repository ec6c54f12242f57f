// budget.mjs REPLYGLOT ROOT: what a reader has to load stays small (DESIGN section 8): every file of the shipped site,
// as it is and gzipped as a host would.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { argumentsOf, build } from './lib/program.mjs';
import { kindOf } from './lib/page.mjs';
import { finish, Report } from './lib/report.mjs';
import { filesBelow } from './lib/site.mjs';

const KB = 1024;
const PAGE = { bytes: 25 * KB, gzipped: 8 * KB };
// The index and the matrix list every code or pair there is: what counts for them is what goes over the wire.
const LIMITS = {
  code: PAGE, pair: PAGE, class: PAGE, lines: PAGE, sender: PAGE, home: PAGE, search: PAGE, decode: PAGE, chooser: PAGE, 'not-found': PAGE,
  index: { bytes: 96 * KB, gzipped: 20 * KB },
  compare: { bytes: 256 * KB, gzipped: 40 * KB },
  stylesheet: { bytes: 12 * KB, gzipped: 8 * KB },
  script: { bytes: 10 * KB, gzipped: 8 * KB },
  'search data': { bytes: 512 * KB, gzipped: 80 * KB },
  'lookup data': { bytes: 512 * KB, gzipped: 80 * KB },
};

const OTHERS = [[/^assets\/[^/]+\.css$/, 'stylesheet'], [/^assets\/[^/]+\.js$/, 'script'], [/search-data[^/]*\.js$/, 'search data'],
  [/lookup-data[^/]*\.js$/, 'lookup data'], [/\.js$/, 'script'], [/\.css$/, 'stylesheet']];

const budgetOf = (path) => (path.endsWith('.html') ? kindOf(path).kind : OTHERS.find(([pattern]) => pattern.test(path))?.[1]);

// A path of each kind, for the proof.
const PROOF = [['en/smtp/550/index.html', 'code'], ['en/smtp/450-vs-550/index.html', 'pair'], ['en/smtp/5xx/index.html', 'class'],
  ['en/smtp/lines/index.html', 'lines'], ['en/smtp/lines/google/index.html', 'sender'], ['en/index.html', 'home'], ['index.html', 'chooser'],
  ['en/search/index.html', 'search'], ['en/decode/index.html', 'decode'], ['en/404.html', 'not-found'], ['en/smtp/index.html', 'index'],
  ['en/smtp/compare/index.html', 'compare'], ['assets/site.0.css', 'stylesheet'], ['assets/404.0.js', 'script'],
  ['en/search-data.js', 'search data'], ['en/lookup-data.js', 'lookup data']];

// Weighs FILES, pairs of path and content, against LIMITS. Returns the largest file of each kind.
function weigh(files, report) {
  const largest = new Map();
  for (const [path, content] of files) {
    const kind = budgetOf(path), limit = LIMITS[kind];
    if (!kind) continue;
    report.count(`files of the kind "${kind}"`);
    if (!limit) {
      report.fault(`${path}: there is no budget for the kind "${kind}"`);
      continue;
    }
    const size = { path, bytes: content.length, gzipped: gzipSync(content, { level: 9 }).length };
    if (size.bytes > limit.bytes) report.fault(`${path}: ${size.bytes} bytes, where ${limit.bytes} are allowed`);
    if (size.gzipped > limit.gzipped) report.fault(`${path}: ${size.gzipped} bytes gzipped, where ${limit.gzipped} are allowed`);
    if (!largest.has(kind) || largest.get(kind).bytes < size.bytes) largest.set(kind, size);
  }
  return largest;
}

const { program, root } = argumentsOf();
const folder = build(program, root), report = new Report();
function* filesOf(below) {
  for (const path of filesBelow(below)) yield [path, readFileSync(join(below, path))];
}
const largest = weigh(filesOf(folder), report);
for (const kind of Object.keys(LIMITS)) if (!largest.has(kind)) report.fault(`there is no file of the kind "${kind}"`);
for (const [kind, { path, bytes, gzipped }] of [...largest].sort(([, a], [, b]) => b.bytes - a.bytes))
  console.log(`${String(bytes).padStart(8)} bytes, ${String(gzipped).padStart(6)} gzipped: the largest ${kind}, ${path}`);

// Files that are too large, of each kind: by what they hold, and by what cannot be compressed.
for (const [path, kind] of PROOF) {
  const { bytes, gzipped } = LIMITS[kind], found = new Report();
  weigh([[path, Buffer.alloc(bytes)], [path, randomBytes(gzipped - KB)]], found);
  report.check('files that keep to their budget', !found.faults.length, `self-test "${kind}": ${found.faults[0]}`);
  weigh([[path, Buffer.alloc(bytes + 1)], [path, randomBytes(gzipped + 1)]], found);
  const wanted = [`${path}: ${bytes + 1} bytes, where`, `bytes gzipped, where ${gzipped} are allowed`];
  report.check('files that are too large, each of which was found', wanted.every((part) => found.faults.some((fault) => fault.includes(part))),
    `self-test "${kind}" was not found; found instead: ${found.faults.join(' | ') || 'nothing'}`);
}

finish('budget', report);
