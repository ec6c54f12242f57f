// vnu.mjs REPLYGLOT ROOT: the Nu Html Checker of the W3C over every page of the shipped site, and of the made-up one in
// its templates; over the stylesheet and the drawings too. One JVM, which is most of the time of a short run.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argumentsOf, build, temporary } from './lib/program.mjs';
import { finish, Report } from './lib/report.mjs';
import { filesBelow } from './lib/site.mjs';
import { dressedSignals } from './lib/signals.mjs';

const { program, root } = argumentsOf();
const report = new Report();
const jar = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/vnu-jar/build/dist/vnu.jar');

const checkable = (folder) => filesBelow(folder).filter((path) => /\.(html|css|svg)$/.test(path)).map((path) => join(folder, path));

// Pages that are broken on purpose, in the same run.
function broken() {
  const folder = temporary();
  const page = (body) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>${body}</body></html>`;
  const bodies = { 'duplicate.html': '<p id="a"></p><p id="a"></p>', 'nested.html': '<ul><p>x</p></ul>', 'unclosed.html': '<div>' };
  mkdirSync(folder, { recursive: true });
  return Object.entries(bodies).map(([name, body]) => {
    writeFileSync(join(folder, name), page(body));
    return join(folder, name);
  });
}

function validate(files) {
  const run = spawnSync('java', ['-jar', jar, '--errors-only', '--also-check-css', '--also-check-svg', '--format', 'json', '--exit-zero-always', ...files],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error?.code === 'ENOENT') return void report.fault('java is missing: apt-get install default-jre-headless');
  try {
    return JSON.parse(run.stderr).messages;
  } catch {
    return void report.fault(`vnu-jar said no JSON (status ${run.status}): ${run.stderr.slice(0, 300)}`);
  }
}

const sites = [build(program, root), build(program, dressedSignals(root))];
const pages = sites.flatMap(checkable), bad = broken();
if (existsSync(jar)) {
  const messages = validate([...pages, ...bad]) ?? [];
  const fileOf = (message) => (message.url ? fileURLToPath(message.url) : '');
  report.count('files validated', pages.length);
  for (const message of messages) {
    const file = fileOf(message);
    if (bad.includes(file)) continue;
    const site = sites.find((folder) => file.startsWith(folder)) ?? '/';
    report.fault(`${relative(site, file)}:${message.lastLine}:${message.lastColumn}: ${message.message}`);
  }
  for (const file of bad)
    report.check('broken pages, each of which was found', messages.some((message) => fileOf(message) === file), `self-test: nothing was found in ${file}`);
} else report.fault('the packages of tests/site are missing: npm ci --prefix tests/site');

finish('vnu', report);
