// The Content-Security-Policy that a build gives to its host, on two hundred pages: a browser that reports whatever
// violates it has nothing to report.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../site/lib/program.mjs';
import { share, visit } from '../lib/browser.mjs';
import { Host, REPORTS } from '../lib/host.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';

export const name = 'policy';
const PAGES = 200, POLICY = 'Content-Security-Policy';

// What _headers of SITE says of every page; the policy a second time, so that violations are reported too.
function headersOf(site) {
  const [, rules] = readFileSync(join(site, '_headers'), 'utf8').match(/^\/\*\n((?: {2}.*\n)+)/);
  const headers = Object.fromEntries(rules.trim().split('\n').map((line) => line.trim().split(/: (.*)/, 2)));
  return { ...headers, [`${POLICY}-Report-Only`]: `${headers[POLICY]}; report-uri ${REPORTS}` };
}

async function start({ program, source }) {
  const site = build(program, source, { args: ['--host', 'cloudflare-pages'] });
  const host = await Host.start(site, { headers: headersOf(site) });
  return { site, host };
}

// Every kind of page in every language, and comparisons from everywhere until there are enough.
function itemsOf(site, source, languages) {
  const kinds = languages.flatMap((language) => Object.values(kindsOf(site, source, language)));
  const pairs = languages.flatMap((language) => readdirSync(join(site, language, 'smtp')).filter((folder) => folder.includes('-vs-'))
    .map((folder) => ({ path: `${language}/smtp/${folder}/` })));
  const more = PAGES - kinds.length - 1;
  return [CHOOSER, ...kinds, ...Array.from({ length: more }, (_, i) => pairs[Math.floor((i * pairs.length) / more)])];
}

const shown = ({ 'document-uri': page, 'effective-directive': directive, 'blocked-uri': blocked }) => `${page}: ${directive} forbids ${blocked}`;

const STYLED = { path: 'en/smtp/550/index.html', from: '<h1', to: '<p style="color: red">red</p><h1' };

// A report comes some time after the page. What is awaited here is that of a page with a style of its own, which is
// asked for last: the reports before it.
async function reportsBefore(browser, host) {
  host.change = (file, text) => (file === STYLED.path ? text.replace(STYLED.from, STYLED.to) : text);
  await visit(browser, host.url, {}, () => {}, ({ page }) => page.goto(`${host.url}en/smtp/550/?last`));
  host.change = null;
  const isLast = (report) => report['document-uri'].endsWith('?last');
  for (let i = 0; i < 200 && !host.reports.some(isLast); i++) await new Promise((done) => setTimeout(done, 50));
  const last = host.reports.findIndex(isLast);
  return last < 0 ? null : host.reports.splice(0).slice(0, last).filter((report) => !isLast(report));
}

export async function run({ browser, source, languages, ...env }, report) {
  const { site, host } = await start({ source, ...env });
  const items = itemsOf(site, source, languages);
  report.count('pages seen under the policy of a host', items.length);
  await share(browser, host.url, {}, items, ({ path }, fault) => report.fault(`/${path}: ${fault}`), async ({ page }, { path, prepare }) => {
    await page.goto(host.url + path);
    if (prepare) await prepare(page);
  });
  const reports = await reportsBefore(browser, host);
  if (!reports) report.fault('no report came of a page that violates the policy');
  for (const violation of reports ?? []) report.fault(`reported: ${shown(violation)}`);
  report.count('violations reported', reports?.length ?? 0);
  await host.stop();
}

const at = (to, finds) => ({ path: 'en/smtp/450-vs-550/index.html', from: '<h1', to: `${to}<h1`, finds });
const CASES = [
  { name: 'a style of an element', ...at('<p style="color: red">red</p>', /style-src-attr forbids inline/) },
  { name: 'a style of a page', ...at('<style>p { color: red }</style>', /style-src-elem forbids inline/) },
  { name: 'a script of a page', ...at('<script>1</script>', /script-src-elem forbids inline/) },
  { name: 'a handler', ...at('<img src="x.png" onerror="1">', /script-src-attr forbids inline/) },
  { name: 'a picture from elsewhere', ...at('<img src="http://127.0.0.1:9/x.png" alt="">', /img-src forbids http:\/\/127\.0\.0\.1:9/) },
  { name: 'a frame', ...at('<iframe src="../550/"></iframe>', /frame-src forbids/) },
];

export async function prove({ browser, ...env }, report) {
  const { host } = await start(env);
  await proveAll(host, CASES, async () => {
    await visit(browser, host.url, {}, () => {}, ({ page }) => page.goto(`${host.url}en/smtp/450-vs-550/`));
    return ((await reportsBefore(browser, host)) ?? []).map(shown);
  }, report);
  await host.stop();
}
