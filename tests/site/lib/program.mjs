// Runs the program over temporary folders, which are gone when the test ends.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

// In memory where there is room for some sites: eight thousand new files cost a disk more than they cost us.
function place() {
  const ROOM = 2 ** 31;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return process.env.TMPDIR || bavail * bsize < ROOM ? tmpdir() : '/dev/shm';
  } catch {
    return tmpdir();
  }
}

export function temporary() {
  const folder = mkdtempSync(join(place(), 'replyglot-test-'));
  folders.push(folder);
  return folder;
}

// The two arguments of every test: the program and the root of the source tree.
export function argumentsOf(argv = process.argv) {
  const [program, root, ...options] = argv.slice(2);
  if (!program || !root) {
    console.log(`usage: node ${argv[1]} REPLYGLOT SOURCE-ROOT`);
    process.exit(2);
  }
  return { program: resolve(program), root: resolve(root), options };
}

// A copy of what the program reads of SOURCE, to be edited.
export function copyOf(source) {
  const copy = temporary();
  for (const part of ['content', 'locales', 'templates']) cpSync(join(source, part), join(copy, part), { recursive: true });
  return copy;
}

// Replaces FROM, a string or an expression that must be found, by TO in FILE.
export function edit(file, from, to) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file}: nothing to replace: ${from}`);
  writeFileSync(file, after);
}

// Builds SOURCE into a fresh folder: {status, output, messages}.
export function tryBuild(program, source, { args = [], output = join(temporary(), 'site'), ...how } = {}) {
  const run = spawnSync(program, ['build', '--source', source, '--output', output, ...args], { encoding: 'utf8', ...how });
  if (run.error) throw run.error;
  return { status: run.status ?? run.signal, output, messages: run.stderr, printed: run.stdout };
}

// The same, where a failure is the end of the test. Returns the folder.
export function build(program, source, how) {
  const run = tryBuild(program, source, how);
  if (run.status === 0) return run.output;
  console.log(`FAULT the build of ${source} ended with ${run.status}:\n${run.messages}`);
  process.exit(1);
}
