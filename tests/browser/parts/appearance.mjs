// How pages stand in a browser: axe finds nothing in any kind, language, colour scheme and width; nothing scrolls
// sideways; nothing is asked for elsewhere, fails, or says something on the console.
import { axe, share, visit } from '../lib/browser.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';

export const name = 'appearance';
const COLOURED = ['color-contrast', 'link-in-text-block']; // the rules of axe that a colour scheme can break
const SCHEMES = ['light', 'dark'], WIDTHS = [1280, 360], NARROWEST = 320;
const size = (width) => ({ width, height: 900 });

// How far the page could be scrolled sideways, in px, and what sticks out.
export const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const wide = [...document.querySelectorAll('body *')].find((e) => e.getBoundingClientRect().right > clientWidth + 1 || e.getBoundingClientRect().left < -1);
    return `${scrollWidth} px wide where there are ${clientWidth}: ${wide ? wide.outerHTML.slice(0, 100) : 'no element sticks out'}`;
  });

// Whether the heading and the content can be seen.
export const unseen = (page) =>
  page.evaluate(() => {
    const shown = (e) => e && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().height > 0;
    return ['h1', 'main'].filter((tag) => !shown(document.querySelector(tag)));
  });

// A person who has set the text of the browser to 200 % (WCAG 1.4.4), of the usual 16 px.
async function enlarge(page, standard) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } });
  await devtools.detach();
}

// A person who spaces the text out (1.4.12).
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }';
const dress = (page, css) =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = text ? [sheet] : [];
  }, css);

async function checkWidths(page, tell, count) {
  await page.setViewportSize(size(NARROWEST));
  count('widths');
  const narrow = await overflow(page);
  if (narrow) tell(`at ${NARROWEST} px: ${narrow}`);
  await dress(page, SPACED);
  count('widths');
  const spaced = await overflow(page);
  if (spaced) tell(`spaced text at ${NARROWEST} px: ${spaced}`);
  await dress(page, '');
  await enlarge(page, 32);
  for (const width of [1280, 640]) {
    await page.setViewportSize(size(width));
    count('widths');
    const wide = await overflow(page);
    if (wide) tell(`text of 200 % at ${width} px: ${wide}`);
  }
  await enlarge(page, 16);
}

// Media that change what is drawn: the content must still be there, and nothing may move that need not.
async function checkMedia(page, tell, count) {
  await page.setViewportSize(size(1280));
  for (const media of [{ forcedColors: 'active' }, { media: 'print' }, { contrast: 'more' }, { reducedMotion: 'reduce' }]) {
    await page.emulateMedia(media);
    count('media');
    const [how] = Object.entries(media).map((pair) => pair.join(' '));
    for (const tag of await unseen(page)) tell(`${how}: no <${tag}> to be seen`);
    if (media.reducedMotion) {
      const moving = await page.evaluate(() => [...document.getAnimations().map(() => 'an animation'),
        ...[document.documentElement, document.body].filter((e) => getComputedStyle(e).scrollBehavior === 'smooth').map(() => 'smooth scrolling'),
        ...[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0.01).map((e) => `a transition of <${e.tagName}>`)]);
      for (const what of new Set(moving)) tell(`${how}: there is ${what}`);
    }
    await page.emulateMedia({ forcedColors: 'none', media: 'screen', contrast: 'no-preference', reducedMotion: 'no-preference' });
  }
}

// Opens a page of KIND and gives it into the state that is to be seen; tells what goes wrong.
export async function open(visitor, host, kind, tell) {
  const { path, status = 200, prepare } = kind;
  const answer = await visitor.page.goto(host.url + path);
  if (answer.status() !== status) tell(`is answered with ${answer.status()}`);
  if (prepare) await prepare(visitor.page);
}

async function look(visitor, host, kind, { tell, count, schemes = SCHEMES, widths = WIDTHS, further = [checkWidths, checkMedia], rules }) {
  const { page } = visitor;
  await page.setViewportSize(size(widths[0]));
  await page.emulateMedia({ colorScheme: schemes[0] });
  await open(visitor, host, kind, tell);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize(size(width));
      count('pages that axe has read');
      const only = rules ?? (colorScheme === schemes[0] ? undefined : COLOURED);
      for (const violation of await axe(page, only)) tell(`${colorScheme}, ${width} px: ${violation}`);
      const wide = await overflow(page);
      if (wide) tell(`${width} px: ${wide}`);
    }
  }
  for (const check of further) await check(page, tell, count);
}

export async function run({ browser, host, site, source, languages }, report) {
  const count = (what) => report.count(what);
  const kinds = languages.flatMap((language) => Object.entries(kindsOf(site, source, language)).map(([kind, page]) => [`${kind} (${language})`, page]));
  await share(browser, host.url, {}, [['chooser', CHOOSER], ...kinds], ([kind, page], fault) => report.fault(`${kind}, /${page.path}: ${fault}`),
    (visitor, [, page], tell) => look(visitor, host, page, { count, tell }));
}

const CODE = 'en/smtp/550/index.html', CSS = /^assets\/site\./;
const end = (html) => ({ path: CODE, from: '</main>', to: `${html}</main>` });
const css = (rule) => ({ path: CSS, from: /$/, to: `\n${rule}` });
const CASES = [
  { name: 'a picture without words', ...end('<img src="../../../assets/none.png">'), finds: /axe: image-alt/ },
  { name: 'a picture that is not there', ...end('<img src="../../../assets/none.png" alt="x">'), finds: /none\.png is answered with 404/ },
  { name: 'grey on grey', ...css('p { color: #999; background: #888; }'), finds: /light, 1280 px: axe: color-contrast/ },
  { name: 'grey on grey in the dark', ...css('@media (prefers-color-scheme: dark) { p { color: #777; background: #888; } }'), how: { schemes: ['dark'] }, finds: /dark, 1280 px: axe: color-contrast/ },
  { name: 'grey on grey where it is narrow', ...css('@media (max-width: 400px) { p { color: #777; background: #888; } }'), how: { widths: [360] }, finds: /light, 360 px: axe: color-contrast/ },
  { name: 'two headings of the first level', ...end('<h1>x</h1><h6>y</h6>'), finds: /axe: heading-order/ },
  { name: 'a field without a label', ...end('<p><input></p>'), finds: /axe: label/ },
  { name: 'a style attribute', ...end('<p style="color: red">x</p>'), finds: /CSP: style-src/ },
  { name: 'a style element', ...end('<style>p { color: red; }</style>'), finds: /CSP: style-src/ },
  { name: 'an event attribute', ...end('<p onclick="a()">x</p>'), finds: /CSP: script-src/ },
  { name: 'a script', ...end('<script>window.a = 1;</script>'), finds: /CSP: script-src/ },
  { name: 'a script that fails', path: CODE, from: '</head>', to: '<script src="../../../assets/none.js"></script></head>', finds: /none\.js is answered with 404/ },
  { name: 'a request to another origin', ...end('<img src="http://127.0.0.1:9/x.png" alt="x">'), finds: /asks for http:..127.0.0.1:9/ },
  { name: 'a link that goes elsewhere at once', path: CODE, from: '<link rel="icon"', to: '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><link rel="icon"', finds: /asks for http:..127.0.0.1:9/ },
  { name: 'a wide element', ...css('h1 { inline-size: 400px; }'), how: { widths: [360] }, finds: /^360 px: .*h1/ },
  { name: 'an element that is wide at 320 px', ...css('main { min-inline-size: 310px; }'), how: { further: [checkWidths] }, finds: /^at 320 px: / },
  { name: 'an element that grows with the text', ...css('h1 { min-inline-size: 45rem; }'), how: { further: [checkWidths] }, finds: /^text of 200 % at / },
  { name: 'words that cannot be spaced', ...css('h1 { white-space: nowrap; font-size: 16px; }'), how: { further: [checkWidths] }, finds: /^spaced text at 320 px/ },
  { name: 'a page that prints nothing', ...css('@media print { main { display: none; } }'), how: { further: [checkMedia] }, finds: /^media print: no <main>/ },
  { name: 'a heading that forced colours hide', ...css('@media (forced-colors: active) { h1 { visibility: hidden; } }'), how: { further: [checkMedia] }, finds: /^forcedColors active: no <h1>/ },
  { name: 'a movement that is not wanted', ...css('a { transition: color 1s; }'), how: { further: [checkMedia] }, finds: /there is a transition of <A>/ },
  { name: 'scrolling that is not wanted', ...css('html { scroll-behavior: smooth !important; }'), how: { further: [checkMedia] }, finds: /there is smooth scrolling/ },
  { name: 'a page that is not there', path: CODE, from: '', to: 'x', kind: { path: 'en/smtp/550/', status: 404 }, finds: /answered with 200/ },
];
const RULES = ['image-alt', 'color-contrast', 'heading-order', 'label'];
const QUICK = { schemes: ['light'], widths: [1280], further: [] }; // unless the case says otherwise

export async function prove({ browser, host }, report) {
  await proveAll(host, CASES, async ({ kind = { path: 'en/smtp/550/' }, how = {} }) => {
    const faults = [], tell = (fault) => faults.push(fault);
    await visit(browser, host.url, {}, tell, (visitor) => look(visitor, host, kind, { ...QUICK, ...how, count: () => {}, tell, rules: RULES }));
    return faults;
  }, report);
}
