// The site in a language that is written from right to left: the layout is the mirror of the other, nothing scrolls
// sideways, axe finds nothing, and what goes over the wire still reads from left to right.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, copyOf } from '../../site/lib/program.mjs';
import { axe, share, visit } from '../lib/browser.mjs';
import { Host } from '../lib/host.mjs';
import { kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';
import { open, overflow } from './appearance.mjs';

export const name = 'mirrored';
const LANGUAGE = 'he', SCRIPT = fileURLToPath(new URL('../mirror.py', import.meta.url));
const size = (width) => ({ width, height: 900 });

function mirroredSource(source) {
  const copy = copyOf(source);
  const run = spawnSync('python3', ['-B', SCRIPT, copy], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`mirror.py: ${run.error?.message ?? run.stderr}`);
  return copy;
}

// What must stand on the other side than in English: [what, first, second]: the first is at the start of the line.
const ORDERS = [
  ['the name of the site, then the languages', 'header .brand', 'header nav.languages'],
  ['the first crumb, then the last', '.crumbs li:first-child', '.crumbs li:last-child'],
  ['the texts of a code, then what stands beside them', '.prose', '.rail'],
  ['the two sides of a pair', '.side:first-child', '.side:last-child'],
];

const places = (page) =>
  page.evaluate((orders) => {
    const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
    const style = (selector) => { const e = document.querySelector(selector); return e && getComputedStyle(e); };
    const verdict = style('.verdict');
    return {
      dir: document.documentElement.dir,
      orders: orders.map(([what, a, b]) => [what, box(a), box(b)]).filter(([, a, b]) => a && b && Math.abs(a.top - b.top) < Math.max(a.height, b.height))
        .map(([what, a, b]) => [what, a.left < b.left ? 'ltr' : 'rtl']),
      text: style('main p')?.textAlign === 'left' ? 'left' : 'start',
      bar: verdict && [parseFloat(verdict.borderLeftWidth), parseFloat(verdict.borderRightWidth)],
      // Commands, codes and reply lines: their brackets and full stops would else end up on the wrong side.
      turned: [...document.querySelectorAll('main :is(code, pre, textarea, q[lang], .session, .session li)')]
        .filter((e) => e.checkVisibility() && getComputedStyle(e).direction !== 'ltr').map((e) => e.outerHTML.slice(0, 80)),
    };
  }, ORDERS);

async function look(visitor, host, kind, { tell, count }) {
  const { page } = visitor;
  await page.setViewportSize(size(1280));
  await open(visitor, host, kind, tell);
  const found = await places(page);
  if (found.dir !== 'rtl') tell(`dir is "${found.dir}"`);
  for (const [what, direction] of found.orders) {
    count('parts that stand mirrored');
    if (direction !== 'rtl') tell(`not mirrored: ${what}`);
  }
  if (found.text !== 'start') tell('paragraphs are set to the left');
  if (found.bar && (found.bar[0] || !found.bar[1])) tell(`the bar of the verdict is ${found.bar[0]} px on the left and ${found.bar[1]} px on the right`);
  if (found.turned.length) tell(`reads from the right: ${found.turned[0]} (${found.turned.length} in all)`);
  for (const width of [1280, 360]) {
    await page.setViewportSize(size(width));
    count('mirrored pages that axe has read');
    for (const violation of await axe(page)) tell(`${width} px: ${violation}`);
    const wide = await overflow(page);
    if (wide) tell(`${width} px: ${wide}`);
  }
}

async function hosted(env, use) {
  const source = mirroredSource(env.source);
  const host = await Host.start(build(env.program, source));
  try {
    await use(host, source);
  } finally {
    await host.stop();
  }
}

export const run = ({ browser, ...env }, report) =>
  hosted(env, async (host, source) => {
    const count = (what) => report.count(what);
    const kinds = Object.entries(kindsOf(host.folder, source, LANGUAGE));
    await share(browser, host.url, {}, kinds, ([kind, page], fault) => report.fault(`${kind}, /${page.path}: ${fault}`),
      (visitor, [, page], tell) => look(visitor, host, page, { tell, count }));
  });

const CSS = /^assets\/site\./, TURN = { path: 'en/smtp/550/index.html', from: 'dir="ltr"', to: 'dir="rtl"' };
const css = (rule) => ({ path: CSS, from: /$/, to: `\n${rule}`, also: TURN });
const CASES = [
  { name: 'a page that is not mirrored', path: TURN.path, from: 'dir="ltr"', to: 'dir="auto"', finds: /dir is "auto"/ },
  { name: 'texts set to the left', ...css('p { text-align: left; }'), finds: /paragraphs are set to the left/ },
  { name: 'a bar on the left', ...css('.verdict { border: 0; border-left: 1rem solid; }'), finds: /bar of the verdict is 16 px on the left/ },
  { name: 'columns that do not turn', ...css('.columns { direction: ltr; }'), finds: /not mirrored: the texts of a code/ },
  { name: 'an element that sticks out on the left', ...css('h1 { margin-left: -30rem; }'), finds: /px: .*px wide/ },
  { name: 'code that turns', ...css('code, .session { direction: rtl !important; }'), finds: /reads from the right: <code/ },
];

// The English page with dir="rtl" stands for a mirrored one.
export async function prove({ browser, host }, report) {
  await proveAll(host, CASES, async () => {
    const faults = [], tell = (fault) => faults.push(fault);
    await visit(browser, host.url, {}, tell, (visitor) => look(visitor, host, { path: 'en/smtp/550/' }, { tell, count: () => {} }));
    return faults;
  }, report);
}
