// hostile.mjs REPLYGLOT ROOT: texts that try to break out of where they are put stay texts, character by character; and
// what must not get onto a page at all stops the build before it writes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf, edit, tryBuild } from './lib/program.mjs';
import { attribute, text } from './lib/page.mjs';
import { hostileSource } from './lib/hostile.mjs';
import { proveAll } from './lib/broken.mjs';
import { finish, Report } from './lib/report.mjs';
import { dressedSignals } from './lib/signals.mjs';
import { Site } from './lib/site.mjs';
import { parseXml } from './lib/xml.mjs';

const { program, root } = argumentsOf();
const report = new Report();
const { source, texts } = hostileSource(root);

const FORBIDDEN = ['iframe', 'object', 'embed', 'base', 'img', 'math', 'style', 'frame', 'applet'];
const SVG = ['viewBox', 'textLength']; // attributes that HTML writes so
const FORM = /^(#[a-z]+|(\.\.?\/|\/book\/)?([\w-]+\/|\.\.\/)*(#[a-z]+)?)$/; // to a page of the site, or to a place on this one
const ADDRESSES = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'srcset', 'xlink:href', 'ping', 'cite'];

function checkElements(page, report) {
  for (const error of page.errors) report.fault(`${page.path}: not clean HTML: ${error}`);
  for (const element of page.all) {
    report.count('elements');
    const at = `${page.path}: <${element.tagName}>`;
    if (FORBIDDEN.includes(element.tagName)) report.fault(`${at} stands on no page of ours`);
    if (element.tagName === 'form' && ((attribute(element, 'method') ?? 'get') !== 'get' || !FORM.test(attribute(element, 'action') ?? '')))
      report.fault(`${at} leads to no page of ours: ${attribute(element, 'action')}`);
    if (element.tagName === 'noscript' && !/\/(search|compare|decode)\//.test(page.path)) report.fault(`${at} stands on no page of ours`);
    for (const { name, value } of element.attrs) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc') report.fault(`${at} has ${name}`);
      if (!/^[a-z][a-z:-]*$/.test(name) && !SVG.includes(name)) report.fault(`${at} has an attribute "${name}"`);
      if (ADDRESSES.includes(name) && /^[\s\0-\x20]*(?!https?:)[a-z][a-z0-9+.-]*:/i.test(value)) report.fault(`${at} has ${name}="${value.slice(0, 40)}"`);
    }
  }
  const scripts = page.tags('script');
  const data = scripts.filter((script) => attribute(script, 'type') === 'application/ld+json');
  for (const script of scripts) {
    report.count('scripts');
    const src = attribute(script, 'src');
    if (data.includes(script) ? src !== undefined : !/^(\.\.?\/|\/)*([\w-]+\/)*assets\/[a-z0-9_-]+\.[0-9a-f]{8}\.js$/.test(src ?? '') || text(script))
      report.fault(`${page.path}: a script that is none of ours: ${src ?? text(script).slice(0, 60)}`);
  }
  if (data.length > 1) report.fault(`${page.path}: ${data.length} blocks of JSON-LD`);
}

const strings = (value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(strings) : []);
const fold = (string) => string.replace(/[ \t\n\r\f]+/g, ' ');

// Every text of a page that a browser or a machine would read: with where it stands.
function* readings(page, report) {
  const [html] = page.tags('html');
  const silent = (node) => (node.tagName === 'script' ? '' : node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(silent).join(''));
  yield ['text', silent(html)];
  for (const element of page.all) for (const { name, value } of element.attrs) yield [name, value];
  for (const json of page.jsonLd) {
    try {
      for (const string of strings(JSON.parse(json))) yield ['JSON-LD', string];
    } catch (error) {
      report.fault(`${page.path}: JSON-LD: ${error.message}`);
    }
  }
}

// Each mark is followed by the rest of its text.
function checkTexts(page, report, seen) {
  for (const [where, raw] of readings(page, report)) {
    const read = fold(raw);
    for (const { 0: mark, index } of read.matchAll(/«\d+»/g)) {
      const wanted = texts.get(mark);
      report.count(where === 'text' ? 'texts that came through, as text' : where === 'JSON-LD' ? 'texts that came through, in JSON-LD' : 'texts that came through, in attributes');
      seen.add(mark);
      if (read.slice(index, index + wanted.length) !== wanted)
        report.fault(`${page.path}: in ${where}: ${JSON.stringify(read.slice(index, index + wanted.length))}`);
    }
  }
}

function check(site) {
  const report = new Report();
  const seen = new Set();
  for (const page of site.pages.values()) {
    const own = page.once('hostile', () => {
      const found = { report: new Report(), seen: new Set() };
      checkElements(page, found.report);
      checkTexts(page, found.report, found.seen);
      return found;
    });
    own.seen.forEach((mark) => seen.add(mark));
    for (const [what, n] of own.report.counts) report.count(what, n);
    own.report.faults.forEach((fault) => report.fault(fault));
  }
  for (const mark of texts.keys()) report.check('hostile texts', seen.has(mark), `${mark} is on no page`);
  for (const [path, text] of site.files) {
    if (!path.endsWith('.xml')) continue;
    try {
      parseXml(text);
      report.count('XML files');
    } catch (error) {
      report.fault(`${path}: ${error.message}`);
    }
  }
  return report;
}

const run = tryBuild(program, source);
report.check('builds that must succeed', run.status === 0, `the build ended with ${run.status}:\n${run.messages}`);
const site = run.status === 0 ? Site.read(run.output) : null;
if (site) report.add('hostile', check(site));

// What must be found, and stop the build: [file, from, to, the finding].
const B7 = 'content/signals/codes/B7.yaml', A1 = 'content/signals/codes/A1.yaml', WORDS = 'content/signals/words/en.yaml';
const passage = (text) => [B7, /^description: .*$/m, `description: ${JSON.stringify(text)}`];
const REFUSED = {
  'a link that is a script': [...passage('See [this](javascript:alert%281%29).'), /unknown-link/],
  'a link that hides its scheme': [...passage('See [this](JaVa&#115;cript:alert%281%29).'), /unknown-link/],
  'a link of data': [...passage('See [this](data:text/html,x).'), /unknown-link/],
  'a link without a scheme': [...passage('See [this](//else.example/).'), /unknown-link/],
  'an address in angle brackets': [...passage('See <javascript:alert%281%29>.'), /inline-markup|unknown-link/],
  'raw HTML': [...passage('A <b>bold</b> word.'), /inline-markup/],
  'a raw script': [...passage('A <script>alert(1)</script> word.'), /inline-markup/],
  'a comment': [...passage('A <!-- word --> here.'), /inline-markup/],
  'a picture': [...passage('A ![word](https://varn.example/x.png) here.'), /inline-markup/],
  'a line separator': [...passage('One\u2028two.'), /inline-markup|yaml/],
  'a control character': [...passage('One\u0007two.'), /inline-markup|yaml/],
  'an override that stays open': [...passage('One \u202e two.'), /yaml-encoding/],
  'a line separator in a name': [B7, /^name: .*$/m, 'name: "One\\u2028two"', /\[[a-z-]+\]/],
  'an override in a name': [B7, /^name: .*$/m, 'name: "One \\u202e two"', /\[[a-z-]+\]/],
  'an override in a label': ['locales/en.yaml', /^ {2}when: .*$/m, '  when: "One \\u202e two"', /\[[a-z-]+\]/],
  'an override in a title': ['content/site.yaml', /^title: .*$/m, 'title: "One \\u202e two"', /\[[a-z-]+\]/],
  'an override in an example': [A1, /^ {2}tower> A1$/m, '  tower> A1 \u202e', /\[[a-z-]+\]/],
  'a source that is a script': [B7, /url: "[^"]*"/, 'url: "javascript:alert(1)"', /bad-value/],
  'a source with a quote': [B7, /url: "[^"]*"/, 'url: "https://x.example/\\"onclick=alert(1)"', /bad-value/],
  'a base with a quote': ['content/site.yaml', /^base_url: .*$/m, 'base_url: "https://x.example/\\"><script>/"', /bad-value/],
  'a base that is a script': ['content/site.yaml', /^base_url: .*$/m, 'base_url: "javascript:alert(1)/"', /bad-value/],
  'a language that leaves the folder': ['content/site.yaml', /^languages: .*$/m, 'languages: [en, ../ar]', /bad-value/],
  'a protocol that leaves the folder': ['content/site.yaml', /^protocols: .*$/m, 'protocols: [../signals]', /bad-value/],
  'raw HTML in a sentence': [WORDS, /^ {2}before: .*$/m, '  before: "<b>`{other}`</b> `{code}`"', /inline-markup/],
  'a key of a role': [B7, /^ {2}skipper:/m, '  "<b>":', /unknown-key/],
  'a direction': ['locales/en.yaml', /^direction: .*$/m, 'direction: "ltr onclick=a()"', /unknown-value/],
  'a class': ['content/signals/protocol.yaml', /\{id: storm, match/, '{id: "x\\" onclick=\\"a()", match', /\[[a-z-]+\]/],
};
for (const [name, [file, from, to, finding]] of Object.entries(REFUSED)) {
  const copy = dressedSignals(root);
  edit(join(copy, file), from, () => to);
  const refused = tryBuild(program, copy);
  report.check('builds that must be refused', refused.status === 1 && finding.test(refused.messages),
    `${name}: the build ended with ${refused.status}: ${refused.messages.split('\n')[0] || 'nothing was said'}`);
  if (existsSync(refused.output)) report.fault(`${name}: the build was refused, but has written`);
}

if (site) {
  const PAGE = 'en/signals/b7/index.html', end = (html) => ({ file: PAGE, from: '</main>', to: `${html}</main>` });
  const [first] = texts.values();
  proveAll(site, check, [
    { name: 'a script', ...end('<script>alert(1)</script>'), finds: /none of ours/ },
    { name: 'a script from elsewhere', ...end('<script src="//else.example/a.js"></script>'), finds: /none of ours/ },
    { name: 'a second block of data', ...end('<script type="application/ld+json">{}</script>'), finds: /2 blocks/ },
    { name: 'an event', ...end('<p onclick="a()">x</p>'), finds: /has onclick/ },
    { name: 'a style', ...end('<p style="color: red">x</p>'), finds: /has style/ },
    { name: 'a form to another site', ...end('<form action="https://evil.example/" method="get"></form>'), finds: /<form> leads to no page/ },
    { name: 'a form that posts', ...end('<form action="../search/" method="post"></form>'), finds: /<form> leads to no page/ },
    { name: 'a notice without scripts', ...end('<noscript><p>x</p></noscript>'), finds: /<noscript> stands on no page/ },
    { name: 'a picture', ...end('<img src="x">'), finds: /<img> stands on no page/ },
    { name: 'an address', ...end('<a href=" javascript:a()">x</a>'), finds: /has href=/ },
    { name: 'an attribute that broke out', ...end('<p title="a"b"">x</p>'), finds: /not clean HTML/ },
    { name: 'a text that lost a letter', ...end(`<p>${first.slice(0, 8)}</p>`), finds: /in text: / },
    { name: 'a text escaped twice', ...end(`<p>${first.replace(/&/g, '&amp;').replace(/&/g, '&amp;').replace(/</g, '&amp;lt;')}</p>`), finds: /in text: / },
    { name: 'an attribute that lost a letter', ...end(`<p title="${first.slice(0, 6)}">x</p>`), finds: /in title: / },
    { name: 'JSON-LD that is none', file: PAGE, from: '{"@context"', to: '{@context"', finds: /JSON-LD: / },
    { name: 'a sitemap that is no XML', file: 'sitemap-en-1.xml', from: '<loc>', to: '<loc>&', finds: /bare "&"/ },
  ], report);
}

finish('hostile', report);
