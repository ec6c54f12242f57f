// A walk over each kind of page with the Tab key: the skip link first, then everything that can be used, in the order
// of the document, each with a ring around it and not hidden behind something; and out again at the end.
import { share, visit } from '../lib/browser.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';
import { open } from './appearance.mjs';

export const name = 'keyboard';
const FIRST = 60, LAST = 12; // stops of a long page that are walked, at its beginning and at its end
const THICK = 2; // px a ring must have at least

// All that Tab should stop at, in the order of the document; kept in the page as "stops".
const findStops = (page) =>
  page.evaluate(() => {
    const stops = [...document.querySelectorAll('a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]')]
      .filter((e) => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({ visibilityProperty: true }));
    window.stops = stops;
    return stops.length;
  });

// Where the focus is: null on no element.
const focused = (page) =>
  page.evaluate((thick) => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const style = getComputedStyle(e), box = [...e.getClientRects()].find(({ width, height }) => width && height);
    const x = box && box.left + box.width / 2, y = box && box.top + box.height / 2;
    const there = box && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    return {
      index: window.stops.indexOf(e), id: e.id, html: e.outerHTML.slice(0, 80), text: e.textContent.trim(),
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= thick && style.outlineColor !== 'rgba(0, 0, 0, 0)',
      there, covered: there && !e.contains(document.elementFromPoint(x, y)),
      scrolls: e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight,
    };
  }, THICK);

// To where a reader of the page begins, wherever a script has put the focus.
const toTop = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    root.tabIndex = -1;
    root.focus();
    root.removeAttribute('tabindex');
  });

function checkStop(at, expected, tell) {
  if (!at) return tell(`the focus is on nothing after stop ${expected}`);
  if (at.index !== expected) tell(`stop ${expected} is ${at.html}, number ${at.index} of the document`);
  if (!at.ring) tell(`no ring around ${at.html}`);
  if (!at.there) tell(`out of sight with the focus on it: ${at.html}`);
  if (at.covered) tell(`something covers ${at.html}`);
}

// Presses Tab from stop FROM to stop TO. Chromium stops at what scrolls and has nothing to stop at within it, too.
async function walk(page, from, to, tell, count) {
  for (let i = from; i < to; i++) {
    await page.keyboard.press('Tab');
    let at = await focused(page);
    if (at && at.index < 0 && at.scrolls) {
      if (!at.ring) tell(`no ring around ${at.html}`);
      await page.keyboard.press('Tab');
      at = await focused(page);
    }
    count('stops of the Tab key');
    checkStop(at, i, tell);
    if (at?.index !== i) return;
  }
}

async function checkSkip(page, tell) {
  await page.keyboard.press('Tab');
  const at = await focused(page);
  if (!/^<a [^>]*href="#main"/.test(at?.html ?? '')) return tell(`Tab comes first to ${at?.html ?? 'nothing'}, not to the skip link`);
  if (!at.there || !at.ring) tell('the skip link is not to be seen when it has the focus');
  await page.keyboard.press('Enter');
  const there = await page.evaluate(() => document.activeElement?.id);
  if (there !== 'main') tell(`the skip link leads to "${there}"`);
  await page.keyboard.press('Tab');
  if (!(await page.evaluate(() => document.activeElement?.closest('main, footer')))) tell('after the skip link, Tab goes on outside of the content');
}

async function walkPage(visitor, host, kind, { skip = true, tell, count }) {
  const { page } = visitor;
  await open(visitor, host, kind, tell);
  const n = await findStops(page);
  await toTop(page);
  const early = Math.min(n, FIRST), late = Math.max(early, n - LAST);
  await walk(page, 0, early, tell, count);
  if (late > early) await page.evaluate((i) => window.stops[i - 1].focus(), late);
  await walk(page, late, n, tell, count);
  await page.keyboard.press('Tab');
  const beyond = await focused(page);
  if (beyond && beyond.index > 0) tell(`no way out: after the last stop Tab comes to ${beyond.html}`);
  await page.evaluate(() => window.stops[window.stops.length - 1].focus());
  await page.keyboard.press('Shift+Tab');
  const back = await focused(page);
  if (n > 1 && back?.index !== n - 2) tell(`back from the last stop: ${back?.html ?? 'nothing'}`);
  if (!skip) return;
  await open(visitor, host, kind, tell);
  await findStops(page);
  await toTop(page);
  await checkSkip(page, tell);
}

const STILL = { reducedMotion: 'reduce' }; // so that what is focused is where it will be

export async function run({ browser, host, site, source, languages }, report) {
  const kinds = [['chooser', CHOOSER, { skip: false }], ...Object.entries(kindsOf(site, source, languages[0]))];
  const count = (what) => report.count(what);
  report.count('pages walked', kinds.length);
  await share(browser, host.url, STILL, kinds, ([kind, page], fault) => report.fault(`${kind}, /${page.path}: ${fault}`),
    (visitor, [, page, how], tell) => walkPage(visitor, host, page, { ...how, tell, count }));
}

const PAGE = 'en/smtp/lines/index.html', CSS = /^assets\/site\./;
const css = (rule) => ({ path: CSS, from: /$/, to: `\n${rule}` });
const main = (html) => ({ path: PAGE, from: /<main[^>]*>/, to: (tag) => `${tag}${html}` });
const CASES = [
  { name: 'no ring', ...css(':focus-visible { outline: none; }'), finds: /no ring around <a class="skip"/ },
  { name: 'a thin ring', ...css('.cards :focus-visible { outline-width: 1px; }'), finds: /no ring around <a href/ },
  { name: 'a ring that cannot be seen', ...css('.brand:focus-visible { outline-color: transparent; }'), finds: /no ring around <a class="brand"/ },
  { name: 'another order', path: PAGE, from: '<a class="brand"', to: '<a tabindex="1" class="brand"', finds: /^stop \d+ is .* number \d+ of the document/ },
  { name: 'no skip link', path: PAGE, from: /<a class="skip".*?<\/a>/, to: '', finds: /comes first to <a class="brand".*not to the skip link/ },
  { name: 'a skip link to nowhere', path: PAGE, from: '<main id="main"', to: '<main id="content"', finds: /the skip link leads to/ },
  { name: 'a skip link that stays hidden', ...css('.skip:focus { inset-block-start: -6rem; }'), finds: /out of sight with the focus on it: <a class="skip"/ },
  { name: 'a covering part', ...css('.top { position: fixed; inset: 0; z-index: 9; background: red; }'), finds: /something covers <a / },
  { name: 'a trap', ...main('<input aria-label="x" id="trap">'), script: 'document.querySelector("#trap").addEventListener("keydown", (e) => e.key === "Tab" && e.preventDefault())', finds: /stop \d+ is <input/ },
];

export async function prove({ browser, host }, report) {
  await proveAll(host, CASES, async ({ script }) => {
    const faults = [], tell = (fault) => faults.push(fault);
    await visit(browser, host.url, STILL, tell, async (visitor) => {
      if (script) await visitor.context.addInitScript(`addEventListener('DOMContentLoaded', () => { ${script} })`);
      await walkPage(visitor, host, { path: 'en/smtp/lines/' }, { tell, count: () => {} });
    });
    return faults;
  }, report);
}
