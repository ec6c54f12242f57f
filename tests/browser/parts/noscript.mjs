// Without scripts: everything can be read and reached, and the pages that need a script say what to do instead.
import { visit } from '../lib/browser.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';
import { open, unseen } from './appearance.mjs';

export const name = 'noscript';
const OFF = { javaScriptEnabled: false };

// Texts that are on the page and cannot be seen. What <details> hold can be opened without a script; and a form that
// nothing but a script can answer is better hidden until that is there.
const hidden = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
      .filter((e) => !e.closest('script, template, datalist, option') && !e.closest('details')?.matches(':not([open])') && !e.closest('[hidden] form') &&
        !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((e) => e.outerHTML.slice(0, 100)));

// What can be used, but does nothing without a script: a form that has nowhere to go, a button outside of a form.
const idle = (page) =>
  page.evaluate(() => [...document.querySelectorAll('main button, main input, main select, main textarea')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.form).map((e) => e.outerHTML.slice(0, 80)));

const advice = (page) => page.evaluate(() => [...document.querySelectorAll('main noscript')].map((e) => e.innerText.trim()).join(' '));

async function read(visitor, host, kind, page, tell) {
  await open(visitor, host, page, tell);
  for (const tag of await unseen(visitor.page)) tell(`no <${tag}> to be seen`);
  for (const html of await hidden(visitor.page)) tell(`hidden: ${html}`);
  for (const html of await idle(visitor.page)) tell(`does nothing: ${html}`);
  if (['search', 'decode'].includes(kind) && (await advice(visitor.page)).length < 40) tell('does not say what to do without a script');
}

// Waits until LINK is in sight and stays where it is: rows come to their size as they come into sight. To try a click again
// Playwright waits inside of the page, where without scripts no time passes.
async function still(page, link) {
  for (let last = null, tries = 0; tries < 100; tries++) {
    await link.scrollIntoViewIfNeeded();
    const box = JSON.stringify(await link.boundingBox());
    if (box === last) return;
    last = box;
    await page.waitForTimeout(50);
  }
}

// From the home page by links alone: to the index, a code, its comparison, the same in another language.
async function travel({ page }, host, language, other, tell) {
  await page.goto(`${host.url}${language}/`);
  const steps = [['a[href="smtp/"]', `${language}/smtp/`], ['main a[href="550/"]', `${language}/smtp/550/`],
    ['main a[href="../450-vs-550/"], main a[href="../550-vs-553/"]', ''], [`nav.languages a[hreflang=${other}]`, '']];
  for (const [selector, path] of steps) {
    await page.locator(selector).first().click();
    if (path && page.url() !== host.url + path) tell(`${selector} leads to ${page.url()}`);
  }
  if (!page.url().startsWith(`${host.url}${other}/smtp/`) || !page.url().includes('-vs-')) tell(`the language switch leads to ${page.url()}`);
  await page.goto(`${host.url}${language}/smtp/compare/`);
  // Rows that are out of sight are not laid out: a reader comes by the head of the row.
  await page.locator('.matrix h3 a[href="../221/"]').scrollIntoViewIfNeeded();
  const cell = page.locator('.matrix a[href="../221-vs-550/"]').first();
  await still(page, cell);
  await cell.click();
  if (page.url() !== `${host.url}${language}/smtp/221-vs-550/`) tell(`the matrix leads to ${page.url()}`);
}

const readable = (site, source, language) => Object.entries(kindsOf(site, source, language)).filter(([, { prepare }]) => !prepare);

export async function run({ browser, host, site, source, languages }, report) {
  const told = (at) => (fault) => report.fault(`${at}: ${fault}`);
  await visit(browser, host.url, OFF, told('no script'), async (visitor) => {
    for (const language of languages)
      for (const [kind, page] of [['chooser', CHOOSER], ...readable(site, source, language)]) {
        report.count('pages read without a script');
        await read(visitor, host, kind, page, told(`${kind} (${language})`));
      }
    for (const [i, language] of languages.entries()) {
      report.count('ways without a script');
      await travel(visitor, host, language, languages[(i + 1) % languages.length], told(`the way in ${language}`));
    }
  });
}

const PAGE = 'en/search/index.html';
const CASES = [
  { name: 'a text that waits for a script', path: PAGE, from: '</main>', to: '<p hidden>Some words.</p></main>', finds: /hidden: <p hidden/ },
  { name: 'a text beside a form that waits for a script', path: PAGE, from: '</main>', to: '<div hidden><p>Some words.</p><form></form></div></main>', finds: /hidden: <p>Some/ },
  { name: 'a button without a form', path: PAGE, from: '</main>', to: '<button>x</button></main>', finds: /does nothing: <button/ },
  { name: 'no advice', path: PAGE, from: /<noscript>.*<\/noscript>/s, to: '', finds: /does not say what to do/ },
];

export async function prove({ browser, host }, report) {
  await proveAll(host, CASES, async () => {
    const faults = [], tell = (fault) => faults.push(fault);
    await visit(browser, host.url, OFF, tell, (visitor) => read(visitor, host, 'search', { path: 'en/search/' }, tell));
    return faults;
  }, report);
}
