// same.mjs REPLYGLOT ROOT: the same bytes, whatever the threads, the folder, the time zone, the locale and the umask;
// and a second build that touches nothing.
import { lstatSync, readFileSync, appendFileSync, chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { argumentsOf, build, copyOf, temporary } from './lib/program.mjs';
import { filesBelow } from './lib/site.mjs';
import { finish, Report } from './lib/report.mjs';

const { program, root } = argumentsOf();
const report = new Report();

const foldersOf = (files) => [...new Set(files.flatMap((path) => path.split('/').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('/'))))];

// {path: digest} of a tree, folders included.
function bytesOf(folder) {
  const files = filesBelow(folder);
  return new Map([...files.map((path) => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')]),
    ...foldersOf(files).map((path) => [`${path}/`, ''])]);
}

function compareBytes(name, one, other, to) {
  for (const path of new Set([...one.keys(), ...other.keys()]))
    to.check(`files of the same bytes, ${name}`, one.get(path) === other.get(path), `${name}: ${path} differs`);
}

function checkModes(name, folder, to) {
  const files = filesBelow(folder);
  const wrong = (path, mode) => (lstatSync(join(folder, path)).mode & 0o7777) !== mode;
  for (const path of files) to.check('modes', !wrong(path, 0o644), `${name}: ${path} has not mode 644`);
  for (const path of foldersOf(files)) to.check('modes', !wrong(path, 0o755), `${name}: ${path}/ has not mode 755`);
}

// {path: what a write would change}: the inode, and the times of content and inode to the nanosecond.
function marksOf(folder) {
  const mark = (path) => { const s = lstatSync(join(folder, path), { bigint: true }); return `${s.ino} ${s.mtimeNs} ${s.ctimeNs}`; };
  return new Map(filesBelow(folder).map((path) => [path, mark(path)]));
}

function compareMarks(name, one, other, to) {
  for (const path of new Set([...one.keys(), ...other.keys()]))
    to.check(`files left alone, ${name}`, one.get(path) === other.get(path), `${name}: ${path} was written again`);
}

function under(umask, make) {
  const before = process.umask(umask);
  try {
    return make();
  } finally {
    process.umask(before);
  }
}

const environment = (variables) => ({ env: { ...process.env, ...variables } });
const here = copyOf(root), elsewhere = copyOf(root); // copies, so that nobody writes the source meanwhile
const FRENCH = { LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8', LANGUAGE: 'fr', TZ: 'Asia/Tokyo' };
const BARE = { LANG: '', LC_ALL: 'C', TZ: 'America/St_Johns', HOME: '/nonexistent', SOURCE_DATE_EPOCH: '1' };
const WAYS = {
  'with 2 threads, under umask 077': () => under(0o077, () => build(program, here, { args: ['--jobs', '2'] })),
  'with 8 threads, in Tokyo, in French': () => build(program, here, { args: ['--jobs', '8'], ...environment(FRENCH) }),
  'from within another folder, in no locale, without a home, under umask 000': () =>
    under(0, () => build(program, '.', { cwd: elsewhere, ...environment(BARE) })),
};

const first = build(program, here, { args: ['--jobs', '1'] });
const bytes = bytesOf(first);
checkModes('with 1 thread', first, report);
for (const [name, make] of Object.entries(WAYS)) {
  const folder = make();
  compareBytes(name, bytes, bytesOf(folder), report);
  checkModes(name, folder, report);
  rmSync(folder, { recursive: true });
}

// A second build over the first writes nothing, not even the manifest, with other threads and another umask too.
const marks = marksOf(first);
build(program, here, { output: first });
compareMarks('by a second build', marks, marksOf(first), report);
under(0o077, () => build(program, here, { output: first, args: ['--jobs', '8'] }));
compareMarks('by a third', marks, marksOf(first), report);

// One record that changed: only what shows it is written.
appendFileSync(join(elsewhere, 'templates/not_found.html'), '<!-- changed -->\n');
build(program, elsewhere, { output: first });
const after = marksOf(first);
const isPage = (path) => !path.startsWith('.replyglot-'); // what is for the next build says what changed
const written = [...marks.keys()].filter((path) => isPage(path) && after.get(path) !== marks.get(path)).sort();
const lost = [...marks.keys()].filter((path) => path.endsWith('404.html')).sort();
report.check('partial builds', written.join() === lost.join(), `one template changed: ${written.join() || 'nothing'} was written, not ${lost.join()}`);

// Proof, on a tree of two files.
const proof = temporary(), clean = new Report();
mkdirSync(join(proof, 'a'));
writeFileSync(join(proof, 'a/b.html'), 'x');
writeFileSync(join(proof, 'c.html'), 'y');
chmodSync(join(proof, 'a'), 0o755);
for (const path of ['a/b.html', 'c.html']) chmodSync(join(proof, path), 0o644);
const was = bytesOf(proof), wasMarked = marksOf(proof);
compareBytes('proof', was, bytesOf(proof), clean);
compareMarks('proof', wasMarked, marksOf(proof), clean);
checkModes('proof', proof, clean);
report.check('broken trees, each of which was found', !clean.faults.length, `self-test: found in a good tree: ${clean.faults.join()}`);
const BREAK = {
  'a mode': () => chmodSync(join(proof, 'c.html'), 0o600),
  'a mode of a folder': () => chmodSync(join(proof, 'a'), 0o700),
  'a byte': () => writeFileSync(join(proof, 'c.html'), 'z'),
  'a time': () => utimesSync(join(proof, 'a/b.html'), 1, 1),
  'a file more': () => writeFileSync(join(proof, 'd.html'), ''),
};
const FINDS = ['c.html has not mode 644', 'a/ has not mode 755', 'c.html differs', 'a/b.html was written again', 'd.html differs'];
Object.entries(BREAK).forEach(([name, make], i) => {
  const found = new Report();
  make();
  compareBytes('proof', was, bytesOf(proof), found);
  compareMarks('proof', wasMarked, marksOf(proof), found);
  checkModes('proof', proof, found);
  report.check('broken trees, each of which was found', found.faults.includes(`proof: ${FINDS[i]}`), `self-test "${name}" was not found`);
});

finish('same', report);
