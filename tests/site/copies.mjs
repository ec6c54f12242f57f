// copies.mjs REPLYGLOT ROOT: what stands beside a file unpacks to that file, with other programs than those that packed it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { argumentsOf, build } from './lib/program.mjs';
import { finish, Report } from './lib/report.mjs';
import { filesBelow } from './lib/site.mjs';

const UNPACK = { gz: gunzipSync, br: brotliDecompressSync };
const WORTH = 0.9; // of the size of the file, at the most

const { program, root } = argumentsOf();
const report = new Report();
const site = build(program, root, { args: ['--compress', 'gzip,br'] });
const files = new Set(filesBelow(site));
for (const path of files) {
  const [, name, ending] = path.match(/^(.*)\.(gz|br)$/) ?? [];
  if (!name) continue;
  const copy = readFileSync(join(site, path)), file = readFileSync(join(site, name));
  report.check(`copies in the form ${ending}`, UNPACK[ending](copy).equals(file), `${path} is not ${name}`);
  report.check('sizes', copy.length <= WORTH * file.length, `${path} has ${copy.length} bytes, and ${name} ${file.length}`);
}
for (const page of [...files].filter((path) => path.endsWith('.html')))
  for (const ending of Object.keys(UNPACK)) report.check('pages with copies', files.has(`${page}.${ending}`), `${page} has no copy in the form ${ending}`);
finish('copies', report);
