// The feed and the search description of each language, read by a strict XML parser that is not ours.
import { createRequire } from 'node:module';
import { kindOf } from './page.mjs';

const { SaxesParser } = createRequire(import.meta.url)('saxes');
const ATOM = 'http://www.w3.org/2005/Atom', SEARCH = 'http://a9.com/-/spec/opensearch/1.1/';

// {name, uri, attributes, children, text} of a well-formed document with namespaces; else throws.
function read(source) {
  const top = { children: [], text: '' }, open = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element = { name: local, uri, attributes: Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value])), children: [], text: '' };
    open[open.length - 1].children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => { open[open.length - 1].text += text; });
  parser.on('closetag', () => open.pop());
  parser.write(source).close();
  return top.children[0];
}

const all = (element, name) => element.children.filter((child) => child.name === name);
const one = (element, name) => (all(element, name).length === 1 ? all(element, name)[0] : undefined);
const textOf = (element, name) => one(element, name)?.text.trim();
const linkOf = (element, rel) => all(element, 'link').filter(({ attributes }) => (attributes.rel ?? 'alternate') === rel).map(({ attributes }) => attributes.href).join(' ');
const isInstant = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text ?? '') && !Number.isNaN(Date.parse(text));

// RFC 4287, section 4.1: what a feed and its entries must have.
function feedFaults(crawled, path, feed, language, tell) {
  if (feed.name !== 'feed' || feed.uri !== ATOM) return tell(`is a ${feed.name} of ${feed.uri}`);
  if (feed.attributes['xml:lang'] !== language) tell(`xml:lang is ${feed.attributes['xml:lang']}`);
  if (linkOf(feed, 'self') !== crawled.base + path) tell(`the link to itself is "${linkOf(feed, 'self')}"`);
  if (linkOf(feed, 'alternate') !== `${crawled.base}${language}/`) tell(`the link to the site is "${linkOf(feed, 'alternate')}"`);
  if (!textOf(one(feed, 'author') ?? feed, 'name')) tell('has no author');
  const entries = all(feed, 'entry'), ids = new Set();
  if (!entries.length) tell('has no entry');
  for (const element of [feed, ...entries]) {
    const what = element === feed ? 'the feed' : `the entry "${textOf(element, 'title')}"`;
    for (const name of ['id', 'title']) if (!textOf(element, name)) tell(`${what} has no ${name}`);
    if (!isInstant(textOf(element, 'updated'))) tell(`${what} was updated "${textOf(element, 'updated')}"`);
    if (ids.has(textOf(element, 'id'))) tell(`${what} has the id of another`);
    ids.add(textOf(element, 'id'));
  }
  for (const entry of entries) {
    const page = crawled.site.pages.get(crawled.named(linkOf(entry, 'alternate')));
    if (!page) tell(`the entry "${textOf(entry, 'title')}" leads to "${linkOf(entry, 'alternate')}", which is no page`);
    else if (kindOf(page.path).language !== language) tell(`the entry "${textOf(entry, 'title')}" is in another language`);
    if (!textOf(entry, 'summary')) tell(`the entry "${textOf(entry, 'title')}" has no summary`);
  }
  const newest = entries.map((entry) => textOf(entry, 'updated')).sort().pop();
  if (newest > textOf(feed, 'updated')) tell(`is older than its newest entry, of ${newest}`);
}

// OpenSearch 1.1, draft 6: what a description must have, and how long it may be.
function searchFaults(crawled, description, language, tell) {
  if (description.name !== 'OpenSearchDescription' || description.uri !== SEARCH) return tell(`is a ${description.name} of ${description.uri}`);
  for (const [name, most] of [['ShortName', 16], ['Description', 1024]]) {
    const text = textOf(description, name);
    if (!text || text.length > most) tell(`${name} is ${text ? `longer than ${most} characters` : 'missing'}`);
  }
  const own = { 'text/html': `${language}/search/?q={searchTerms}`, 'application/opensearchdescription+xml': `${language}/opensearch.xml` };
  const addresses = all(description, 'Url').map(({ attributes: { type, template } }) => `${type} ${template}`);
  for (const [type, path] of Object.entries(own))
    if (!addresses.includes(`${type} ${crawled.base}${path}`)) tell(`the address of the type ${type} is not ${crawled.base}${path}, but among ${addresses.join(', ')}`);
}

const linked = (page, rel, type) => page.links(rel).filter(({ attrs }) => attrs.some(({ name, value }) => name === 'type' && value === type))
  .map(({ attrs }) => attrs.find(({ name }) => name === 'href').value);

export function feedAndSearchFaults(crawled, { languages }, report) {
  for (const language of languages)
    for (const file of ['feed.xml', 'opensearch.xml']) {
      const path = `${language}/${file}`, tell = (fault) => report.fault(`${path}: ${fault}`);
      report.count('feeds and search descriptions');
      try {
        const document = read(crawled.site.files.get(path) ?? '');
        if (file === 'feed.xml') feedFaults(crawled, path, document, language, tell);
        else searchFaults(crawled, document, language, tell);
      } catch (error) {
        tell(error.message);
      }
    }
  for (const page of crawled.site.pages.values()) {
    const language = kindOf(page.path).language ?? languages[0];
    for (const [rel, type, file] of [['alternate', 'application/atom+xml', 'feed.xml'], ['search', 'application/opensearchdescription+xml', 'opensearch.xml']]) {
      const found = linked(page, rel, type).map((href) => crawled.fileAt(crawled.resolve(page, href)));
      if (found.join() !== `${language}/${file}`) report.fault(`${page.path}: leads to ${found.join() || 'no'} ${file}, not to that of ${language}`);
    }
  }
}
