// What the head of every page tells to machines: language, title, canonical, hreflang, Open Graph, JSON-LD.
import { attribute, folded, kindOf } from './page.mjs';
import { schemaFaults } from './schema.mjs';

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

const one = (list) => (list.length === 1 && list[0].trim() ? list[0] : undefined);

// {language: address} of the alternates, in their order.
export const alternatesOf = (page) =>
  page.once('alternates', () =>
    page.links('alternate').filter((link) => attribute(link, 'hreflang'))
      .map((link) => [attribute(link, 'hreflang'), attribute(link, 'href')]));

const canonicalOf = (page) => one(page.links('canonical').map((link) => attribute(link, 'href') ?? ''));

function checkLanguage(page, { languages }, report) {
  const lang = attribute(page.html, 'lang');
  const expected = kindOf(page.path).language ?? languages[0];
  report.check('lang and dir of a page', lang === expected, `${page.path}: lang is "${lang}", not "${expected}"`);
  const dir = RIGHT_TO_LEFT.includes(expected) ? 'rtl' : 'ltr';
  if (attribute(page.html, 'dir') !== dir) report.fault(`${page.path}: dir is "${attribute(page.html, 'dir')}", not "${dir}"`);
}

// Titles and descriptions: there, and each only once in a language.
function checkTitles(site, report) {
  const seen = new Map();
  for (const page of site.pages.values()) {
    const { kind, language } = kindOf(page.path);
    for (const [what, list] of [['title', page.title], ['description', page.meta('description')]]) {
      const value = one(list);
      report.check('titles and descriptions', value, `${page.path}: ${list.length} texts for the ${what}, or an empty one`);
      const key = `${kind === 'not-found' ? 'lost' : ''}${language} ${what} ${value}`;
      if (value && seen.has(key)) report.fault(`${page.path}: has the same ${what} as ${seen.get(key)}: "${value}"`);
      seen.set(key, page.path);
    }
  }
}

function checkCanonical(crawled, page, { languages, fallbacks = [] }, report) {
  const canonical = canonicalOf(page);
  const own = fallbacks.includes(page.path) ? page.path.replace(/^[^/]+/, languages[0]) : page.path;
  report.check('canonical addresses', canonical === crawled.addressOf(own),
    `${page.path}: canonical is ${canonical}, not ${crawled.addressOf(own)}`);
}

// Which versions the page at PATH has: {language or x-default: file}.
function versionsOf(site, path, { languages, fallbacks = [] }) {
  const { kind } = kindOf(path);
  const home = kind === 'chooser' || kind === 'home';
  const of = (language) => (home ? `${language}/index.html` : path.replace(/^[^/]+/, language));
  const versions = languages.map((language) => [language, of(language)]).filter(([, file]) => !fallbacks.includes(file));
  return [...versions, ['x-default', home ? 'index.html' : of(languages[0])]];
}

function checkAlternates(crawled, page, options, report) {
  const found = alternatesOf(page).map((pair) => pair.join(' '));
  const expected = versionsOf(crawled.site, page.path, options).map(([language, file]) => `${language} ${crawled.addressOf(file)}`);
  report.count('hreflang sets');
  for (const pair of expected) if (!found.includes(pair)) report.fault(`${page.path}: no alternate ${pair}`);
  for (const pair of found) if (!expected.includes(pair)) report.fault(`${page.path}: alternate ${pair} is not a version of it`);
  if (new Set(found).size !== found.length) report.fault(`${page.path}: an alternate is given twice`);
  for (const [language, address] of alternatesOf(page)) {
    const other = crawled.site.pages.get(crawled.named(address));
    const back = other && alternatesOf(other).map((pair) => pair.join(' ')).sort().join();
    if (back !== [...found].sort().join()) report.fault(`${page.path}: its alternate ${language} does not name the same versions`);
  }
}

function checkOpenGraph(page, { languages }, report) {
  const { kind } = kindOf(page.path);
  const expected = {
    'og:title': one(page.title), 'og:description': one(page.meta('description')),
    'og:type': kind === 'code' || kind === 'pair' ? 'article' : 'website',
    ...(kind === 'not-found' ? {} : { 'og:url': canonicalOf(page) }),
  };
  for (const [name, value] of Object.entries(expected))
    report.check('Open Graph values', one(page.meta(name)) === value, `${page.path}: ${name} is ${JSON.stringify(page.meta(name))}, not "${value}"`);
  const locale = one(page.meta('og:locale')) ?? '';
  if (!/^[a-z]{2,3}_[A-Z]{2}$/.test(locale) || !locale.startsWith(attribute(page.html, 'lang')))
    report.fault(`${page.path}: og:locale is "${locale}"`);
  const others = alternatesOf(page).map(([language]) => language).filter((l) => l !== 'x-default' && l !== attribute(page.html, 'lang'));
  const found = page.meta('og:locale:alternate').map((l) => l.split('_')[0]);
  if (found.join() !== others.join()) report.fault(`${page.path}: og:locale:alternate has "${found.join()}", not "${others.join()}"`);
  for (const name of ['og:site_name', 'twitter:card'])
    if (!one(page.meta(name))) report.fault(`${page.path}: no ${name}`);
  if (languages.length > 1 && kind === 'not-found' && !page.isNoindex) report.fault(`${page.path}: a 404 page may be listed`);
}

// The visible way to a page: [name, the link's address; none for this page].
export const crumbsOf = (page) =>
  page.once('crumbs', () => {
    const nav = page.tags('nav').find((e) => (attribute(e, 'class') ?? '').split(' ').includes('crumbs'));
    const items = nav ? page.tags('li').filter((li) => li.parentNode?.parentNode === nav) : [];
    return items.map((li) => [folded(li), attribute(page.tags('a').find((e) => e.parentNode === li) ?? { attrs: [] }, 'href')]);
  });

// The same with the address of the page that it leads to: the last is this page, by its one address.
function wayTo(crawled, page) {
  return crumbsOf(page).map(([name, href]) => {
    const file = href && crawled.fileAt(crawled.resolve(page, href));
    return [name, href ? file && crawled.addressOf(file) : canonicalOf(page)];
  });
}

function checkCrumbs(crawled, page, list, report) {
  const visible = wayTo(crawled, page);
  const items = list?.itemListElement ?? [];
  report.count('breadcrumbs');
  if (!visible.length) report.fault(`${page.path}: no visible breadcrumb`);
  const said = items.map((item) => [item.name, item.item]);
  if (JSON.stringify(said) !== JSON.stringify(visible))
    report.fault(`${page.path}: BreadcrumbList ${JSON.stringify(said)} is not the visible ${JSON.stringify(visible)}`);
  if (items.some((item, i) => item.position !== i + 1 || item['@type'] !== 'ListItem'))
    report.fault(`${page.path}: the positions of the BreadcrumbList are not 1 to ${items.length}`);
}

function checkArticle(crawled, page, article, report) {
  const expected = {
    headline: page.headings.find((h) => h.level === 1)?.text, inLanguage: attribute(page.html, 'lang'),
    url: canonicalOf(page), description: one(page.meta('description')),
  };
  for (const [key, value] of Object.entries(expected))
    if (article?.[key] !== value) report.fault(`${page.path}: TechArticle has ${key} ${JSON.stringify(article?.[key])}, not ${JSON.stringify(value)}`);
  if (!/^\d{4}-\d\d-\d\d$/.test(article?.dateModified)) report.fault(`${page.path}: TechArticle has dateModified ${article?.dateModified}`);
  const terms = [article?.about ?? []].flat().filter((term) => term['@type'] === 'DefinedTerm');
  const codes = kindOf(page.path).name.split('-vs-');
  const named = terms.map((term) => String(term.termCode).toLowerCase());
  if (named.join() !== codes.join())
    report.fault(`${page.path}: the DefinedTerms are ${named.join() || 'missing'}, not ${codes.join()}`);
  for (const term of terms) {
    if (!term.name || !term.description) report.fault(`${page.path}: the DefinedTerm ${term.termCode} has no name or description`);
    for (const id of [term['@id'], term.inDefinedTermSet?.['@id']])
      if (!id || !crawled.named(id)) report.fault(`${page.path}: the DefinedTerm ${term.termCode} names ${id}, which is no page`);
  }
}

function checkJsonLd(crawled, page, report) {
  const { kind } = kindOf(page.path);
  let graph = [];
  for (const source of page.jsonLd) {
    try {
      const data = JSON.parse(source);
      report.count('JSON-LD blocks');
      if (data['@context'] !== 'https://schema.org') report.fault(`${page.path}: JSON-LD of the context ${data['@context']}`);
      graph = [...graph, ...(data['@graph'] ?? [data])];
    } catch (error) {
      report.fault(`${page.path}: JSON-LD: ${error.message}`);
    }
  }
  schemaFaults(graph, kind, (fault) => report.fault(`${page.path}: JSON-LD: ${fault}`));
  const typed = (type) => graph.find((node) => node['@type'] === type);
  if (kind === 'code' || kind === 'pair') checkArticle(crawled, page, typed('TechArticle'), report);
  if (!['chooser', 'home', 'not-found'].includes(kind)) checkCrumbs(crawled, page, typed('BreadcrumbList'), report);
  if (kind === 'not-found' && page.jsonLd.length) report.fault(`${page.path}: a 404 page has JSON-LD`);
}

export function headFaults(crawled, options, report) {
  checkTitles(crawled.site, report);
  for (const page of crawled.site.pages.values()) {
    const lost = kindOf(page.path).kind === 'not-found';
    checkLanguage(page, options, report);
    checkOpenGraph(page, options, report);
    checkJsonLd(crawled, page, report);
    if (lost && (canonicalOf(page) || alternatesOf(page).length)) report.fault(`${page.path}: a 404 page has an address of its own`);
    if (lost) continue;
    checkCanonical(crawled, page, options, report);
    if (!(options.fallbacks ?? []).includes(page.path)) checkAlternates(crawled, page, options, report);
  }
}
