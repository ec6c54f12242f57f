// robots.txt, the sitemaps, and which pages search engines may list.
import { kindOf } from './page.mjs';
import { parseXml } from './xml.mjs';
import { alternatesOf } from './head.mjs';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const LIMIT = 50000;

function read(site, path, root, report) {
  try {
    const document = parseXml(site.files.get(path) ?? '');
    if (document.name !== root) throw new Error(`the root is <${document.name}>, not <${root}>`);
    if (document.attributes.xmlns !== NAMESPACE) throw new Error(`the namespace is ${document.attributes.xmlns}`);
    return document.children;
  } catch (error) {
    report.fault(`${path}: ${error.message}`);
    return [];
  }
}

const child = (element, name) => element.children.filter((c) => c.name === name).map((c) => c.text).join(' ');

function checkDate(path, element, report) {
  const date = child(element, 'lastmod');
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) report.fault(`${path}: lastmod of ${child(element, 'loc')} is "${date}"`);
}

// An address: of a page that may be listed, with the versions that its head names and the date of its JSON-LD.
function checkAddress(crawled, path, url, report) {
  const loc = child(url, 'loc');
  report.count('addresses in sitemaps');
  checkDate(path, url, report);
  const page = loc.startsWith(crawled.base) && crawled.site.pages.get(crawled.named(loc));
  if (!page || crawled.addressOf(page.path) !== loc) return void report.fault(`${path}: ${loc} is no page`);
  const said = url.children.filter((c) => c.name === 'xhtml:link').map(({ attributes: a }) => `${a.hreflang} ${a.href}`);
  const head = alternatesOf(page).map((pair) => pair.join(' '));
  if (said.join() !== head.join()) report.fault(`${path}: the alternates of ${loc} differ from those of its head`);
  const modified = page.jsonLd.map((source) => /"dateModified":"([^"]*)"/.exec(source)?.[1]).find(Boolean);
  if (modified && modified !== child(url, 'lastmod')) report.fault(`${path}: lastmod of ${loc} is not its dateModified, ${modified}`);
  if (modified && !page.source.includes(`datetime="${modified}"`)) report.fault(`${page.path}: does not show the date ${modified}`);
}

function checkRobots(crawled, report) {
  const lines = (crawled.site.files.get('robots.txt') ?? '').split('\n').filter(Boolean);
  const sitemaps = lines.filter((line) => /^sitemap:/i.test(line));
  report.check('robots.txt', sitemaps.join() === `Sitemap: ${crawled.base}sitemap.xml`, `robots.txt names ${sitemaps.join() || 'no sitemap'}`);
  if (!lines.includes('User-agent: *')) report.fault('robots.txt speaks to nobody');
  if (lines.some((line) => /^disallow:\s*\S/i.test(line))) report.fault('robots.txt keeps crawlers from seeing a noindex');
}

export function sitemapFaults(crawled, { fallbacks = [] }, report) {
  const { site } = crawled;
  const listed = [];
  const named = new Set();
  checkRobots(crawled, report);
  for (const entry of read(site, 'sitemap.xml', 'sitemapindex', report)) {
    const file = crawled.named(child(entry, 'loc'));
    report.check('sitemaps', file, `sitemap.xml names ${child(entry, 'loc')}, which is not there`);
    checkDate('sitemap.xml', entry, report);
    if (!file || named.has(file)) continue;
    named.add(file);
    const urls = read(site, file, 'urlset', report);
    if (urls.length > LIMIT) report.fault(`${file} has ${urls.length} addresses`);
    for (const url of urls) checkAddress(crawled, file, url, report);
    listed.push(...urls.map((url) => child(url, 'loc')));
  }
  for (const file of site.files.keys())
    if (/^sitemap-.*\.xml$/.test(file) && !named.has(file)) report.fault(`sitemap.xml does not name ${file}`);
  for (const [i, loc] of listed.entries()) if (listed.indexOf(loc) !== i) report.fault(`${loc} stands in the sitemaps twice`);
  const indexable = [...site.pages.values()].filter((page) => !page.isNoindex).map((page) => crawled.addressOf(page.path));
  report.count('pages that may be listed', indexable.length);
  report.count('pages with noindex', site.pages.size - indexable.length);
  // The chooser is no page of content: it may be listed, but sitemaps are by language.
  for (const address of indexable)
    if (!listed.includes(address) && address !== crawled.base) report.fault(`${address} may be listed, but is in no sitemap`);
  for (const loc of listed) if (!indexable.includes(loc)) report.fault(`${loc} is in a sitemap, but has noindex`);
  for (const page of site.pages.values())
    if (page.isNoindex && !['pair', 'not-found', 'search'].includes(kindOf(page.path).kind) && !fallbacks.includes(page.path))
      report.fault(`${page.path}: a page of content has noindex`);
}
