// dressed.mjs REPLYGLOT ROOT: the made-up protocol of signals/ with the shipped templates, read as a crawler would.
// The program and the shipped templates know no protocol: not its codes, its facts, its languages or their direction.
import { spawnSync } from 'node:child_process';
import { argumentsOf, build } from '../site/lib/program.mjs';
import { crawl } from '../site/lib/crawl.mjs';
import { finish, Report } from '../site/lib/report.mjs';
import { contentOf } from '../site/lib/shipped.mjs';
import { dressedSignals } from '../site/lib/signals.mjs';
import { Site } from '../site/lib/site.mjs';

const { program, root } = argumentsOf();
const report = new Report();
const source = dressedSignals(root);
const check = spawnSync(program, ['check', '--strict', '--source', source], { encoding: 'utf8' });
report.check('checks without a finding', check.status === 0, `check ended with ${check.status}:\n${check.stdout}${check.stderr}`);

const base = 'https://varn.example/book/';
const site = Site.read(build(program, source));
report.add('signals', crawl(site, base, { ...contentOf(source), clean: () => true }));

// Words of the shipped protocol that no page of another one may hold.
const FOREIGN = /smtp|\be?-?mail(box)?\b|bounce|\b[2345]xx\b|postmaster/i;
for (const [path, text] of site.files)
  report.check('files without a word of the shipped protocol', !FOREIGN.test(text), () => `${path}: "${FOREIGN.exec(text)[0]}"`);
report.check('broken pages, each of which was found', FOREIGN.test('<p>The mailbox is full.'), 'self-test: a foreign word was not found');

finish('dressed', report);
