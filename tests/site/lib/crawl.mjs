// Reads a built site as a crawler would: from the root, by its links.
import { attribute, folded, kindOf, ancestors, intern } from './page.mjs';
import { crumbsOf, headFaults } from './head.mjs';
import { feedAndSearchFaults } from './feeds.mjs';
import { inlineFaults, inlineOf } from './inline.mjs';
import { sitemapFaults } from './sitemap.mjs';
import { Report } from './report.mjs';

const directory = (path) => path.replace(/(^|\/)index\.html$/, '$1');

// SITE as it would stand at BASE; a 404 page may be asked for anywhere, so it is read at a deep address.
export class Crawled {
  constructor(site, base) {
    this.site = site;
    this.base = base;
  }

  addressOf(path) {
    return this.base + directory(path);
  }

  // Where PATH is read from. A 404 page answers for any address.
  placeOf(path) {
    if (kindOf(path).kind !== 'not-found') return this.addressOf(path);
    return `${this.base}${path.replace(/404\.html$/, '')}no/such/page/`;
  }

  // The file that URL leads to, undefined on another site, null where none is.
  fileAt(url) {
    if (!url.href.startsWith(this.base)) return undefined;
    const path = decodeURIComponent(url.pathname.slice(new URL(this.base).pathname.length));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    return this.site.files.has(file) ? file : null;
  }

  // The same for an absolute address, which may be no address at all.
  named(address) {
    try {
      return this.fileAt(new URL(address));
    } catch {
      return null;
    }
  }

  resolve(page, href) {
    try {
      return new URL(href, this.placeOf(page.path));
    } catch {
      return null;
    }
  }
}

const LINKS = { a: 'href', area: 'href', form: 'action' }; // forms are asked with GET
const PARTS = { link: 'href', script: 'src', img: 'src', source: 'src', iframe: 'src', use: 'href', image: 'href' };
const NOT_A_PART = ['canonical', 'alternate', 'prev', 'next'];

const linksOf = (page) =>
  page.once('links', () => page.all.filter((e) => LINKS[e.tagName] && attribute(e, LINKS[e.tagName]) !== undefined)
    .map((e) => intern(attribute(e, LINKS[e.tagName]))));

const partsOf = (page) =>
  page.once('parts', () => page.all.filter((e) => PARTS[e.tagName] && attribute(e, PARTS[e.tagName]) !== undefined &&
    !(e.tagName === 'link' && NOT_A_PART.includes(attribute(e, 'rel')))).map((e) => intern(attribute(e, PARTS[e.tagName]))));

// A reference must be written so that the site can be moved: relative, but on 404 pages below the base path.
function formFault(crawled, page, href, { linkIndex }) {
  const basePath = new URL(crawled.base).pathname;
  if (kindOf(page.path).kind === 'not-found')
    return href.startsWith(basePath) || href.startsWith('#') ? null : `does not begin with ${basePath}`;
  if (href.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(href)) return 'is not relative';
  if (linkIndex && !href.startsWith('#') && /\/$|(^|\/)\.{1,2}$/.test(href.split('#')[0])) return 'names a folder, not a file';
  return null;
}

function follow(crawled, page, href, options, report) {
  const at = `${page.path}: link "${href}"`;
  report.count('links');
  const url = crawled.resolve(page, href);
  if (!url || !/^https?:$/.test(url.protocol)) return void report.fault(`${at} is no http address`);
  const lost = kindOf(page.path).kind === 'not-found';
  const file = lost && href.startsWith('#') ? page.path : crawled.fileAt(url);
  if (file === undefined) {
    if (!/^https?:/.test(href)) report.fault(`${at} leads out of the site, to ${url}`);
    report.count('links to other sites');
    return undefined;
  }
  if (file === null) return void report.fault(`${at} leads nowhere: ${url}`);
  const form = formFault(crawled, page, href, options);
  if (form) report.fault(`${at} ${form}`);
  if (url.hash) {
    report.count('fragments');
    const target = crawled.site.pages.get(file);
    if (!target || !target.ids.includes(decodeURIComponent(url.hash.slice(1)))) report.fault(`${at}: no such id in ${file}`);
  }
  return file;
}

function checkParts(crawled, page, options, report) {
  for (const href of partsOf(page)) {
    report.count('references to stylesheets, scripts and images');
    const url = crawled.resolve(page, href);
    const file = url && crawled.fileAt(url);
    if (!file) report.fault(`${page.path}: "${href}" is not part of the site`);
    const form = file && formFault(crawled, page, href, options);
    if (form) report.fault(`${page.path}: "${href}" ${form}`);
  }
}

const REFERENCES = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'headers', 'list', 'form'];

const referencesOf = (page) =>
  page.once('references', () => page.all.flatMap((element) => REFERENCES.flatMap((name) =>
    (attribute(element, name) ?? '').split(/\s+/).filter(Boolean).map((id) => [name, id]))));

function checkIds(page, report) {
  const ids = page.ids;
  report.count('ids', ids.length);
  const given = new Set();
  for (const id of ids) {
    if (given.has(id)) report.fault(`${page.path}: the id "${id}" is given twice`);
    if (!/^\S+$/.test(id)) report.fault(`${page.path}: "${id}" is no id`);
    given.add(id);
  }
  for (const [name, id] of referencesOf(page))
    if (!given.has(id)) report.fault(`${page.path}: ${name}="${id}" names no element`);
}

// Follows every link from "/". The links of 404 pages are followed too, but reach nothing.
function walk(crawled, options, report) {
  const { pages } = crawled.site;
  const reached = new Set(['index.html']);
  for (const path of reached)
    for (const href of linksOf(pages.get(path))) {
      const file = follow(crawled, pages.get(path), href, options, report);
      if (file && pages.has(file)) reached.add(file);
    }
  for (const [path, page] of pages) {
    const lost = kindOf(path).kind === 'not-found';
    if (lost) linksOf(page).forEach((href) => follow(crawled, page, href, options, report));
    report.check('pages reached from /', lost || reached.has(path), `${path} is not reached from /`);
    if (lost && reached.has(path)) report.fault(`${path}: a page links to the 404 page`);
    checkParts(crawled, page, options, report);
    checkIds(page, report);
    for (const error of options.clean?.(path) ? page.errors : []) report.fault(`${path}: not clean HTML: ${error}`);
  }
}

// PROTOCOLS: {id: [codes]}; MORE: further paths. Every language has exactly the pages that the records ask for.
function checkCounts(site, { languages, protocols, more = [] }, report) {
  const expected = new Set(['index.html', '404.html']);
  const numbers = (a, b) => a.localeCompare(b, 'en', { numeric: true });
  for (const language of languages) {
    for (const name of ['index.html', '404.html', ...more.map((path) => `${path}index.html`)]) expected.add(`${language}/${name}`);
    for (const [id, codes] of Object.entries(protocols)) {
      const slugs = [...codes].sort(numbers).map((code) => code.toLowerCase());
      const pairs = slugs.flatMap((a, i) => slugs.slice(i + 1).map((b) => `${a}-vs-${b}`));
      for (const name of ['', 'compare/', ...[...slugs, ...pairs].map((slug) => `${slug}/`)])
        expected.add(`${language}/${id}/${name}index.html`);
      report.count(`code pages in ${language}`, slugs.length);
      report.count(`pair pages in ${language}`, (codes.length * (codes.length - 1)) / 2);
    }
  }
  for (const path of expected) if (!site.pages.has(path)) report.fault(`there is no ${path}`);
  for (const path of site.pages.keys()) if (!expected.has(path)) report.fault(`${path} is more than the records ask for`);
}

// The links of the language switcher: to which language, where, and how they are marked.
const switcherOf = (page) =>
  page.once('switcher', () => page.tags('a')
    .filter((a) => attribute(a, 'hreflang') && [...ancestors(a)].some((e) => e.tagName === 'nav'))
    .map((a) => ({
      to: attribute(a, 'hreflang'), href: attribute(a, 'href'), name: folded(a),
      marked: [...ancestors(a)].some((e) => attribute(e, 'lang') === attribute(a, 'hreflang')),
      current: attribute(a, 'aria-current') === 'page',
    })));

// From the switcher of each page the same page in every language is reached; from a page of no language, the homes.
function checkSwitcher(crawled, page, { languages }, report) {
  const { kind, language } = kindOf(page.path);
  const plain = kind === 'chooser' || kind === 'not-found';
  const list = switcherOf(page);
  report.count('language switchers');
  const names = list.map(({ to }) => to);
  if (names.join() !== languages.join()) report.fault(`${page.path}: the switcher has ${names.join()}`);
  for (const { to, href, name, marked, current } of list) {
    const expected = plain ? `${to}/index.html` : page.path.replace(/^[^/]+/, to);
    const file = crawled.fileAt(crawled.resolve(page, href));
    if (file !== expected) report.fault(`${page.path}: the switcher leads to ${file} for ${to}, not to ${expected}`);
    if (!marked) report.fault(`${page.path}: "${name}" is not marked as ${to}`);
    if (kind !== 'not-found' && current !== (to === language)) report.fault(`${page.path}: the switcher marks the wrong language`);
  }
}

// Makes all facts of a page that are asked for below, while its tree is there.
export function look(page) {
  for (const fact of [linksOf, partsOf, referencesOf, switcherOf, crumbsOf, inlineOf]) fact(page);
  return [page.ids, page.html, page.title, page.meta(''), page.links(''), page.headings, page.jsonLd];
}

// Checks SITE, built for BASE. OPTIONS: languages (the first is the source), protocols, linkIndex, fallbacks (the
// paths of pages that are mostly untranslated), and clean(path): whether to look for HTML that the parser has to mend.
export function crawl(site, base, options) {
  const report = new Report();
  const crawled = new Crawled(site, base);
  for (const page of site.pages.values()) look(page);
  checkCounts(site, options, report);
  if (!site.pages.has('index.html')) return report;
  walk(crawled, options, report);
  for (const page of site.pages.values()) checkSwitcher(crawled, page, options, report);
  headFaults(crawled, options, report);
  sitemapFaults(crawled, options, report);
  feedAndSearchFaults(crawled, options, report);
  inlineFaults(site, report);
  return report;
}
