// The site where people put it: below a base path, and on a disk, opened as files. Style, links, language switch,
// search and decoder work there too.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, copyOf, edit } from '../../site/lib/program.mjs';
import { share, visit } from '../lib/browser.mjs';
import { Host } from '../lib/host.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';
import { unseen } from './appearance.mjs';

export const name = 'places';
const BASE = '/some/base/path/';

// Two places, each with the address of a path of the site: folders below a base path, files on a disk.
async function belowBase({ program, source }) {
  const host = await Host.start(build(program, source, { args: ['--base-url', `https://site.example${BASE}`] }), { base: BASE });
  return { how: 'below a base path', host, root: host.url, at: (path) => host.url + path, stop: () => host.stop() };
}
function onDisk({ program, source }) {
  const copy = copyOf(source);
  edit(join(copy, 'content/site.yaml'), /^link_index: false/m, 'link_index: true');
  const root = `${pathToFileURL(build(program, copy)).href}/`;
  const at = (path) => root + path.replace(/(^|\/)(?=\?|$)/, '$1index.html');
  return { how: 'on a disk', root, at, stop: () => {} };
}

const styled = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim() !== '');

// A page stands there as it should, and its language switch leads to the same page.
async function look({ page }, place, kind, other, tell) {
  const answer = await page.goto(place.at(kind.path));
  if (answer && answer.status() !== (kind.status ?? 200) && place.host) tell(`is answered with ${answer.status()}`);
  if (kind.prepare) await kind.prepare(page);
  for (const tag of await unseen(page)) tell(`no <${tag}> to be seen`);
  if (!(await styled(page))) tell('has no style');
  if (kind === CHOOSER) return;
  await page.locator(`nav.languages a[hreflang=${other}]`).click();
  const there = kind.status === 404 ? `${other}/` : kind.path.replace(/^[a-z]+/, other);
  const [url] = page.url().split(/[?#]/), [wanted] = place.at(there).split('?');
  if (url !== wanted) tell(`the switch to ${other} leads to ${page.url()}, not to ${wanted}`);
  if ((await page.evaluate(() => document.documentElement.lang)) !== other) tell(`the switch to ${other} leads to a page of another language`);
}

// A way through the site by links alone.
async function travel({ page }, place, tell) {
  const steps = [['main [hreflang=en]', 'en/'], ['nav.site a[href*="smtp/"]', 'en/smtp/'], ['main a[href*="550/"]', 'en/smtp/550/'],
    ['a[href*="5xx/"]', 'en/smtp/5xx/'], ['main a[href*="553/"]', 'en/smtp/553/'], ['nav.site a[href*="compare/"]', 'en/smtp/compare/'],
    ['main a[href*="450-vs-550/"]', 'en/smtp/450-vs-550/'], ['nav.site a[href*="lines/"]', 'en/smtp/lines/'], ['a.brand', 'en/']];
  await page.goto(place.at(''));
  for (const [selector, path] of steps) {
    await page.locator(selector).first().click();
    if (page.url() !== place.at(path)) return tell(`${selector} leads to ${page.url()}, not to ${place.at(path)}`);
  }
}

async function checkPlace({ browser, source }, place, folder, language, other, report) {
  const kinds = [['chooser', CHOOSER], ...Object.entries(kindsOf(folder, source, language))].filter(([, { status }]) => place.host || !status);
  const items = [...kinds.map(([kind, page]) => [kind, (visitor, tell) => look(visitor, place, page, other, tell)]),
    ['a way through the site', (visitor, tell) => travel(visitor, place, tell)]];
  report.count(`pages seen ${place.how}`, items.length);
  await share(browser, place.root, {}, items, ([what], fault) => report.fault(`${place.how}: ${what}: ${fault}`),
    (visitor, [, see], tell) => see(visitor, tell));
}

export async function run(env, report) {
  for (const make of [belowBase, onDisk]) {
    const place = await make(env);
    await checkPlace(env, place, env.site, env.languages[0], env.languages[1], report);
    await place.stop();
  }
}

const PAGE = 'en/smtp/550/index.html';
const CASES = [
  { name: 'a style that is not there', path: PAGE, from: /assets\/site\./, to: 'assets/sight.', finds: /has no style/ },
  { name: 'a style from the root', path: PAGE, from: /href="[./]*assets\/site\./, to: 'href="/assets/site.', finds: /has no style/ },
  { name: 'a switch to another page', path: PAGE, from: /href="[^"]*"( hreflang="fr" lang)/, to: 'href="../../../fr/smtp/551/"$1', finds: /the switch to fr leads to .*551/ },
  { name: 'a switch to nowhere', path: PAGE, from: /href="[^"]*"( hreflang="fr" lang)/, to: 'href="/fr/smtp/550/"$1', finds: /the switch to fr leads to/ },
];

export async function prove({ browser, ...env }, report) {
  const place = await belowBase(env);
  await proveAll(place.host, CASES, async () => {
    const faults = [], tell = (fault) => faults.push(fault);
    await visit(browser, place.root, {}, tell, (visitor) => look(visitor, place, { path: 'en/smtp/550/' }, 'fr', tell));
    return faults;
  }, report);
  await place.stop();
}
