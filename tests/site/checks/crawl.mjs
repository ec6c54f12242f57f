// The site, read as a crawler would; the same below a base path and for reading from a disk.
import { join } from 'node:path';
import { build, copyOf, edit } from '../lib/program.mjs';
import { crawl, look as lookAt } from '../lib/crawl.mjs';
import { proveAll } from '../lib/broken.mjs';
import { kindOf } from '../lib/page.mjs';
import { Report } from '../lib/report.mjs';
import { contentOf } from '../lib/shipped.mjs';
import { dressedSignals } from '../lib/signals.mjs';
import { Site } from '../lib/site.mjs';

const BELOW = 'https://example.org/some/base/';
const at = (base) => ({ args: ['--base-url', base] });
export const name = 'crawl';
export const look = lookAt;

// Parsing is what takes the time, so HTML that needs mending is looked for on every 40th pair only.
export function check(site, { base, content }) {
  let pairs = 0;
  const clean = (path) => kindOf(path).kind !== 'pair' || pairs++ % 40 === 0;
  return crawl(site, base, { ...content, clean });
}

function linkingFiles(source) {
  const copy = copyOf(source);
  edit(join(copy, 'content/site.yaml'), /^link_index: false/m, 'link_index: true');
  return copy;
}

// The same site elsewhere: apart from the addresses it must be, byte for byte, the one that was found good.
function compare(how, site, other, restored, report) {
  for (const [path, text] of other.files) {
    if (path.startsWith('.replyglot-')) continue; // for the next build
    const same = restored(path, text) === site.files.get(path);
    report.check(`files that differ in their addresses only, ${how}`, same, `${how}: ${path} differs in more than its addresses`);
  }
}

// What names index.html where a site is read from a disk: links and forms, and paths in what scripts read.
const IN_PAGE = /( (?:href|action|data-url)=")((?:[^":]*\/)?)index\.html(#[^"]*)?"/g;
const IN_DATA = /([[,:]")((?:[^":]*\/)?)index\.html(#[^"]*)?"/g;

// Further builds of the whole site.
export function further({ program, source, base, site }, report) {
  const below = Site.read(build(program, source, at(BELOW)));
  compare('below a base path', site, below, (path, text) => {
    const there = text.replaceAll(BELOW, base);
    return path.endsWith('404.html') ? there.replaceAll('="/some/base/', '="/') : there;
  }, report);
  const files = Site.read(build(program, linkingFiles(source), at(base)));
  const folders = (path, text) => text.replace(path.endsWith('-data.js') ? IN_DATA : IN_PAGE,
    (all, before, folder, fragment = '') => `${before}${folder || './'}${fragment}"`);
  compare('from a disk', site, files, folders, report);
  for (const [path, { source: html }] of files.pages) {
    const folder = / (?:href|action|data-url)="(?![a-z]+:)[^"#]*\/(#[^"]*)?"/.exec(html);
    if (folder) report.fault(`from a disk: ${path}:${folder[0]} names a folder`);
  }
  const proof = new Report();
  compare('self-test', site, site.only(/^en\/smtp\/index/), (path, text) => text.replace('550', '551'), proof);
  report.check('broken pages, each of which was found', proof.faults.length === 1, 'self-test "a page that differs" was not found');
}

const CODE = 'en/signals/b7/index.html', PAIR = 'ar/signals/b7-vs-b12/index.html', OTHER = 'ar/signals/a1-vs-b12/index.html';
const TITLE = /<title>[^<]*/, DESCRIPTION = /name="description" content="[^"]*"/;
const casesOf = (base, of) => [
  { name: 'a page too few', file: OTHER, finds: /there is no ar.signals.a1-vs-b12/ },
  { name: 'a page too many', file: 'en/signals/d9/index.html', to: '<!DOCTYPE html>', finds: /d9.* is more than/ },
  { name: 'a dead link', file: CODE, from: /href="\.\.\/a1\/"/, to: 'href="../a9/"', finds: /a9.* leads nowhere/ },
  { name: 'a form that asks nowhere', file: CODE, from: '</main>', to: '<form action="../a9/"></form></main>', finds: /a9.* leads nowhere/ },
  { name: 'a dead fragment', file: CODE, from: 'href="#main"', to: 'href="#mane"', finds: /no such id/ },
  { name: 'a link from the root', file: CODE, from: /href="\.\.\/a1\/"/, to: 'href="/en/signals/a1/"', finds: /not relative/ },
  { name: 'a scheme', file: CODE, from: /href="\.\.\/a1\/"/, to: 'href="javascript:a()"', finds: /no http address/ },
  { name: 'a link out of the site', file: CODE, from: /href="\.\.\/a1\/"/, to: 'href="//else.example/"', finds: /leads out of the site/ },
  { name: 'a relative link on a 404 page', file: 'ar/404.html', from: /href="\/ar\/"/, to: 'href="ar/"', finds: /leads nowhere/ },
  { name: 'a missing stylesheet', file: CODE, from: /assets\/site\./, to: 'assets/sight.', finds: /not part of the site/ },
  { name: 'an id twice', file: CODE, from: 'id="when"', to: 'id="fix"', finds: /the id "fix" is given twice/ },
  { name: 'a label that is not there', file: PAIR, from: /aria-labelledby="([^"]*)"/, to: 'aria-labelledby="$1-"', finds: /names no element/ },
  { name: 'HTML that is not clean', file: CODE, from: '<main', to: '<main =', finds: /not clean HTML/ },
  { name: 'the wrong language', file: PAIR, from: '<html lang="ar"', to: '<html lang="en"', finds: /lang is "en"/ },
  { name: 'the wrong direction', file: PAIR, from: '<html lang="ar" dir="rtl"', to: '<html lang="ar" dir="ltr"', finds: /dir is "ltr"/ },
  { name: 'no title', file: PAIR, from: TITLE, to: '<title>', finds: /title, or an empty one/ },
  { name: 'a title twice', file: 'en/signals/a1/index.html', from: TITLE, to: of(CODE, TITLE), finds: /same title/ },
  { name: 'a description twice', file: 'en/signals/a1/index.html', from: DESCRIPTION, to: of(CODE, DESCRIPTION), finds: /same description/ },
  { name: 'another canonical', file: CODE, from: /rel="canonical" href="[^"]*"/, to: `rel="canonical" href="${base}en/"`, finds: /canonical is/ },
  { name: 'an alternate too few', file: CODE, from: /<link rel="alternate" hreflang="ar"[^>]*>/, to: '', finds: /no alternate ar/ },
  { name: 'an alternate that does not answer', file: 'ar/signals/b7/index.html', from: /hreflang="en" href="[^"]*\/b7\/"/, to: `hreflang="en" href="${base}en/signals/a1/"`, finds: /does not name the same versions/ },
  { name: 'no x-default', file: CODE, from: 'hreflang="x-default"', to: 'hreflang="de"', finds: /no alternate x-default/ },
  { name: 'no og:title', file: CODE, from: /<meta property="og:title"[^>]*>/, to: '', finds: /og:title/ },
  { name: 'another og:locale', file: CODE, from: 'content="en_GB"', to: 'content="fr_FR"', finds: /og:locale is/ },
  { name: 'JSON-LD that is none', file: CODE, from: '{"@context"', to: '{@context"', finds: /JSON-LD: / },
  { name: 'no TechArticle', file: CODE, from: '"TechArticle"', to: '"Article"', finds: /TechArticle has headline undefined/ },
  { name: 'no DefinedTerm', file: PAIR, from: '"termCode":"B7"', to: '"termCode":"B8"', finds: /DefinedTerms are b8,b12, not/ },
  { name: 'another breadcrumb', file: PAIR, from: '"position":2,"name":"', to: '"position":2,"name":"X', finds: /is not the visible/ },
  { name: 'the switcher to another page', file: OTHER, from: /(<li><a href="[^"]*en\/signals\/)a1-vs-b12/, to: '$1a1-vs-b7', finds: /the switcher leads to/ },
  { name: 'a switcher without a language', file: OTHER, from: /hreflang="en" lang="en"/, to: 'lang="en"', finds: /the switcher has ar/ },
  { name: 'noindex on a page of content', file: CODE, from: '<title>', to: '<meta name="robots" content="noindex"><title>', finds: /in a sitemap, but has noindex/ },
  { name: 'a page in no sitemap', file: OTHER, from: '<meta name="robots" content="noindex">', to: '', finds: /in no sitemap/ },
  { name: 'an address that is no page', file: 'sitemap-en-1.xml', from: 'signals/b7/</loc>', to: 'signals/b9/</loc>', finds: /b9. is no page/ },
  { name: 'a sitemap with other alternates', file: 'sitemap-en-1.xml', from: 'hreflang="ar"', to: 'hreflang="de"', finds: /differ from those of its head/ },
  { name: 'a sitemap that is no XML', file: 'sitemap-ar-1.xml', from: '</urlset>', to: '', finds: /<urlset> is not closed/ },
  { name: 'a bare ampersand', file: 'sitemap-ar-1.xml', from: '</loc>', to: '&</loc>', finds: /bare "&"/ },
  { name: 'a sitemap that is not named', file: 'sitemap-de-1.xml', to: '', finds: /does not name sitemap-de/ },
  { name: 'another date', file: 'sitemap-en-1.xml', from: /<lastmod>[^<]*(?=<\/lastmod><xhtml)/g, to: '<lastmod>2000-01-01', finds: /is not its dateModified/ },
  { name: 'a style element', file: CODE, from: '</head>', to: '<style>p{}</style></head>', finds: /a style element stands in/ },
  { name: 'a style attribute', file: CODE, from: '<main', to: '<main style="a"', finds: /the attribute style of <main>/ },
  { name: 'an event', file: CODE, from: '<main', to: '<main onclick="a()"', finds: /the attribute onclick of <main>/ },
  { name: 'a script', file: CODE, from: '</head>', to: '<script>a()</script></head>', finds: /a script stands in/ },
  { name: 'JSON-LD of another type', file: 'en/index.html', from: '"@type":"WebSite"', to: '"@type":"WebPage"', finds: /says that it is a WebPage, not a WebSite/ },
  { name: 'JSON-LD of an unknown type', file: 'en/index.html', from: '"@type":"WebSite"', to: '"@type":"Site"', finds: /the type Site is not known/ },
  { name: 'JSON-LD that lacks a member', file: 'en/index.html', from: /"inLanguage":"[^"]*",?/, to: '', finds: /a WebSite has no inLanguage/ },
  { name: 'JSON-LD with an empty text', file: CODE, from: /"termCode":"[^"]*"/, to: '"termCode":""', finds: /termCode of a DefinedTerm is "", which/ },
  { name: 'a feed that is no XML', file: 'en/feed.xml', from: '</feed>', to: '', finds: /feed.xml: .*unclosed/ },
  { name: 'a feed without a date', file: 'en/feed.xml', from: /<updated>[^<]*/g, to: '<updated>yesterday', finds: /the feed was updated "yesterday"/ },
  { name: 'a feed with an entry twice', file: 'ar/feed.xml', from: /(<entry>.*?<\/entry>)/s, to: '$1$1', finds: /has the id of another/ },
  { name: 'a feed to no page', file: 'en/feed.xml', from: /(<entry>.*?<link href="[^"]*)"/s, to: '$1x"', finds: /which is no page/ },
  { name: 'a feed of no language', file: 'en/feed.xml', from: ' xml:lang="en"', to: '', finds: /xml:lang is undefined/ },
  { name: 'a search that leads elsewhere', file: 'en/opensearch.xml', from: '/search/', to: '/find/', finds: /opensearch.xml: the address of the type text.html is not/ },
  { name: 'a search without a name', file: 'en/opensearch.xml', from: /<ShortName>.*<\/ShortName>/, to: '', finds: /ShortName is missing/ },
  { name: 'a search without a description', file: 'en/opensearch.xml', from: /<Description>.*<\/Description>/, to: '', finds: /Description is missing/ },
  { name: 'a search that is no XML', file: 'en/opensearch.xml', from: '<Url', to: '<Url <', finds: /opensearch.xml: / },
  { name: 'the feed of another language', file: CODE, from: /(type="application\/atom\+xml"[^>]*href="[^"]*)feed/, to: '$1food', finds: /leads to .* feed.xml, not to that of en/ },
  { name: 'robots.txt without sitemap', file: 'robots.txt', from: /Sitemap:.*/, to: '', finds: /no sitemap/ },
  { name: 'robots.txt that hides', file: 'robots.txt', from: 'Allow: /', to: 'Disallow: /en/', finds: /keeps crawlers/ },
];

// A small site thrice, whole, and what breaks on it: the made-up protocol in the shipped templates.
export function prove({ program, root, base }, report) {
  const source = dressedSignals(root), content = { ...contentOf(source), clean: () => true };
  const good = Site.read(build(program, source, at(base)));
  report.add('small', crawl(good, base, content));
  report.add('small, below a base path', crawl(Site.read(build(program, source, at(BELOW))), BELOW, content));
  report.add('small, from a disk', crawl(Site.read(build(program, linkingFiles(source), at(base))), base, { ...content, linkIndex: true }));

  const of = (file, part) => part.exec(good.files.get(file))[0];
  proveAll(good, (broken) => crawl(broken, base, content), casesOf(base, of), report);

  // A page that nothing links to: the links of every page to it must go.
  let lonely = good;
  for (const [path, page] of good.pages) lonely = lonely.with(path, page.source.replace(/<a ([^>]*)href="[^"]*a1-vs-b12\/"/g, '<a $1href="#main"'));
  report.check('broken pages, each of which was found', crawl(lonely, base, content).faults.includes(`${OTHER} is not reached from /`),
    'self-test "a page that nothing links to" was not found');

  // Links for a disk must name files.
  const folders = crawl(good, base, { ...content, linkIndex: true }).faults;
  report.check('broken pages, each of which was found', folders.some((fault) => /names a folder/.test(fault)), 'self-test "a link to a folder" was not found');
}
