// lighthouse.mjs REPLYGLOT ROOT [KIND…]: the four scores that Lighthouse gives, on a phone, to one page of each kind in
// English, and what keeps a score below 100. Run by hand, on an idle machine, after
// npm ci --prefix tests/browser/lighthouse --ignore-scripts
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { argumentsOf, build, temporary } from '../../site/lib/program.mjs';
import { Host } from '../lib/host.mjs';
import { kindsOf } from '../lib/kinds.mjs';

const require = createRequire(import.meta.url);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse } = await load('lighthouse');
const { launch } = await load('chrome-launcher');

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const KINDS = ['home', 'index', 'class', 'rich code', 'curated pair', 'compare', 'sender', 'search', 'decode'];

const { program, root, options } = argumentsOf();
const host = await Host.start(temporary(), { compress: true });
host.folder = build(program, root, { args: ['--base-url', host.url] });
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: FLAGS, logLevel: 'silent' });
const kinds = kindsOf(host.folder, root, 'en');
for (const kind of options.length ? options : KINDS) {
  const { lhr } = await lighthouse(host.url + kinds[kind].path, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: CATEGORIES });
  const scores = CATEGORIES.map((id) => Math.round(lhr.categories[id].score * 100));
  const { 'largest-contentful-paint': lcp, 'cumulative-layout-shift': cls, 'total-byte-weight': weight } = lhr.audits;
  console.log(`${kind.padEnd(16)} ${scores.map((score) => String(score).padStart(4)).join('')}  LCP ${lcp.displayValue}, CLS ${cls.displayValue}, ${weight.displayValue}`);
  for (const id of CATEGORIES)
    for (const { id: name, weight: counts } of lhr.categories[id].auditRefs) {
      const audit = lhr.audits[name];
      if (!counts || audit.score === null || audit.score >= 0.9) continue;
      console.log(`  ${id}: ${name}: ${audit.title} ${audit.displayValue ?? audit.explanation ?? ''}`);
      for (const item of audit.details?.items?.slice(0, 3) ?? []) console.log(`    ${JSON.stringify(item.node?.snippet ?? item.url ?? item.source ?? item).slice(0, 160)}`);
    }
}
await chrome.kill();
await host.stop();
