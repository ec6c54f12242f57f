// golden.mjs REPLYGLOT ROOT [--update]: the site of signals/ is, byte for byte, signals.expected/.
// After a change that is meant: run it with --update, and read what git shows.
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { argumentsOf, build, temporary } from '../site/lib/program.mjs';
import { filesBelow } from '../site/lib/site.mjs';
import { finish, Report } from '../site/lib/report.mjs';

const { program, root, options } = argumentsOf();
const source = join(root, 'tests/golden/signals'), expected = join(root, 'tests/golden/signals.expected');

// The first line in which two texts differ, to be read without a tool.
function difference(was, is) {
  const before = was.toString().split('\n'), after = is.toString().split('\n');
  const line = after.findIndex((text, i) => text !== before[i]);
  const at = line < 0 ? after.length : line;
  return `line ${at + 1}:\n  expected ${before[at] ?? '(the end)'}\n  built    ${after[at] ?? '(the end)'}`;
}

const LEDGER = '.replyglot-ledger'; // tells one build of the program from another

function compare(built, wanted, report) {
  const files = filesBelow(built).filter((file) => file !== LEDGER);
  for (const file of filesBelow(wanted)) if (!files.includes(file)) report.fault(`${file} is not built`);
  for (const file of files) {
    report.count('files compared');
    let was;
    try {
      was = readFileSync(join(wanted, file));
    } catch {
      report.fault(`${file} is not expected`);
      continue;
    }
    const is = readFileSync(join(built, file));
    report.count('bytes', is.length);
    if (!was.equals(is)) report.fault(`${file}, ${difference(was, is)}`);
  }
}

const report = new Report();
const check = spawnSync(program, ['check', '--strict', '--source', source], { encoding: 'utf8' });
report.check('checks without a finding', check.status === 0, `check ended with ${check.status}:\n${check.stdout}${check.stderr}`);
const built = build(program, source);
if (options.includes('--update')) {
  rmSync(expected, { recursive: true, force: true });
  cpSync(built, expected, { recursive: true });
  rmSync(join(expected, LEDGER));
}
compare(built, expected, report);

// Proof: one byte more, a file less, a file more.
const other = join(temporary(), 'other');
cpSync(built, other, { recursive: true });
appendFileSync(join(other, 'ar/index.html'), ' ');
rmSync(join(other, 'robots.txt'));
writeFileSync(join(other, 'stray.txt'), '');
const proof = new Report();
compare(other, built, proof);
for (const finds of [/^ar\/index.html, line/, /^robots.txt is not built/, /^stray.txt is not expected/])
  report.check('broken trees, each of which was found', proof.faults.some((fault) => finds.test(fault)), `self-test: ${finds} was not found`);

finish('golden', report);
