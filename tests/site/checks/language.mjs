// No English on a French or Spanish page unless it says so; and what becomes of passages that are not translated.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, copyOf, edit, tryBuild } from '../lib/program.mjs';
import { attribute, elements, folded } from '../lib/page.mjs';
import { crawl } from '../lib/crawl.mjs';
import { languageFaults, textsOf } from '../lib/language.mjs';
import { proveAll } from '../lib/broken.mjs';
import { Report } from '../lib/report.mjs';
import { contentOf } from '../lib/shipped.mjs';
import { dressedSignals } from '../lib/signals.mjs';
import { Site } from '../lib/site.mjs';

const PAGE = 'fr/smtp/550/index.html', SOURCE = 'en/smtp/550/index.html';
const ABOUT = /(^|\/|-vs-)(450|550|5xx|google)\/|^..\/smtp\/index/; // as much of the site as a proof needs
const at = (base) => ({ args: ['--base-url', base] });
export const name = 'language';
export const look = textsOf;
export const check = (site, { content }) => languageFaults(site, content.languages[0], new Report());

const labelOf = (source, language, key) =>
  new RegExp(`^  ${key}: (.*)$`, 'm').exec(readFileSync(join(source, 'locales', `${language}.yaml`), 'utf8'))[1];

const hasNotice = (site, path, words) => site.pages.get(path).once('paragraphs', (page) => page.tags('p').map(folded)).includes(words);

// The paragraph under the heading with the id ID.
function paragraph(site, path, id) {
  const page = site.pages.get(path);
  const heading = page.all.find((e) => attribute(e, 'id') === id);
  return [...elements(heading.parentNode)].find((e) => e.tagName === 'p');
}

// One passage is missing: English within lang="en", a notice, and a page that still counts as French.
function onePassage({ program, source: root, base, content, site: shipped }, report) {
  const expect = (what, ok) => report.check('statements about fallbacks', ok, what);
  const notice = labelOf(root, 'fr', 'untranslated');
  const source = copyOf(root), file = join(source, 'content/smtp/codes/550.fr.yaml');
  edit(file, /^when: >-\n(?: {2}.*\n)+/m, '');
  edit(file, /^ {2}when: [0-9a-f]{8}\n/m, '');
  const run = tryBuild(program, source, at(base));
  expect(`one passage missing: the build ended with ${run.status}`, run.status === 0);
  expect('one passage missing: no warning', /550\.fr\.yaml:.*"when" is not translated \[missing-translation\]/.test(run.messages));
  const site = Site.read(run.output).only(ABOUT);
  const english = folded(paragraph(site, SOURCE, 'when'));
  const inner = [...elements(paragraph(site, PAGE, 'when'))].find((e) => attribute(e, 'lang') === 'en');
  expect('the English passage does not stand within lang="en"', inner && folded(inner) === english);
  expect('the English passage has no dir', inner && attribute(inner, 'dir') === 'ltr');
  expect('there is no notice on the page of the code', hasNotice(site, PAGE, notice));
  expect('there is no notice on a page of a pair with the code', hasNotice(site, 'fr/smtp/450-vs-550/index.html', notice));
  expect('there is a notice on a page that has all its passages', !hasNotice(site, 'fr/smtp/450/index.html', notice));
  expect('there is a notice on a page in another language', !hasNotice(site, 'es/smtp/550/index.html', notice));
  expect('there is a notice where nothing is missing', !hasNotice(shipped, PAGE, notice));
  expect('the page may not be listed any more', !site.pages.get(PAGE).isNoindex);
  report.add('one passage missing', check(site, { content }));
}

// Whole sites with less and less in Arabic, the made-up protocol in the shipped templates: crawled as every other.
function lessAndLess({ program, root, base }, report) {
  const expect = (what, ok) => report.check('statements about fallbacks', ok, what);
  const source = dressedSignals(root), small = contentOf(source);
  const arabic = labelOf(source, 'ar', 'untranslated'), codes = join(source, 'content/signals/codes');
  edit(join(codes, 'A1.ar.yaml'), /^caveat: .*\n/m, '');
  edit(join(codes, 'A1.ar.yaml'), /^ {2}caveat: .*\n/m, '');
  const some = Site.read(build(program, source, at(base)));
  expect('some missing: no notice', hasNotice(some, 'ar/signals/a1/index.html', arabic));
  report.add('some missing', crawl(some, base, small));

  rmSync(join(codes, 'B7.ar.yaml'));
  const most = Site.read(build(program, source, at(base)));
  const canonical = (path) => attribute(most.pages.get(path).links('canonical')[0] ?? { attrs: [] }, 'href') ?? '';
  const fallbacks = [...most.pages.keys()].filter((path) => path.startsWith('ar/') && canonical(path).startsWith(`${base}en/`));
  expect('most missing: the page is its own canonical', fallbacks.includes('ar/signals/b7/index.html'));
  expect('most missing: a page that is translated falls back', !fallbacks.includes('ar/signals/a1/index.html'));
  for (const path of fallbacks) {
    report.count('pages that fall back to English');
    if (!path.includes('b7')) report.fault(`${path} falls back to English, but is not about B7`);
    if (!most.pages.get(path).isNoindex) report.fault(`${path} falls back to English, but may be listed`);
    if (!hasNotice(most, path, arabic)) report.fault(`${path} falls back to English without a notice`);
    if (most.files.get('sitemap-ar-1.xml').includes(`${base}${path.replace('index.html', '<')}`)) report.fault(`${path} falls back to English, but is in a sitemap`);
    const head = most.pages.get(path.replace(/^ar/, 'en')).links('alternate');
    if (head.some((link) => attribute(link, 'hreflang') === 'ar')) report.fault(`${path} falls back to English, but the English page names it`);
  }
  report.add('most missing', crawl(most, base, { ...small, fallbacks }));
}

export function prove(env, report) {
  const { site: shipped } = env;
  onePassage(env, report);
  lessAndLess(env, report);
  const english = folded(paragraph(shipped, SOURCE, 'description'));
  proveAll(shipped.only(ABOUT), (site) => check(site, env), [
    { name: 'an English paragraph', file: PAGE, from: '</main>', to: `<p>${english}</p></main>`, finds: /English outside/ },
    { name: 'an English sentence within French', file: PAGE, from: '</main>', to: `<p>Voici. ${english} Et voilà.</p></main>`, finds: /English outside/ },
    { name: 'English within another language', file: PAGE, from: '</main>', to: `<p lang="es">${english}</p><p lang="en"><span lang="fr">${english}</span></p></main>`, finds: /English outside/ },
    { name: 'an English label', file: 'es/smtp/index.html', from: '</main>', to: '<p>Part of the list</p></main>', finds: /sounds English/ },
    { name: 'an English name for screen readers', file: 'es/smtp/index.html', from: '<main', to: '<div aria-label="The list of codes"></div><main', finds: /sounds English/ },
    { name: 'a reply line without its language', file: 'fr/smtp/lines/google/index.html', from: /<q lang="en"/g, to: '<q', finds: /English outside/ },
    { name: 'an English verdict of a class', file: 'es/smtp/5xx/index.html', from: /(class="verdict.*?<p>)[^<]*/s, to: '$1What the server says and when.', finds: /sounds English/ },
    { name: 'an English description', file: PAGE, from: /name="description" content="[^"]*"/, to: () => /name="description" content="[^"]*"/.exec(shipped.files.get(SOURCE))[0], finds: /English outside/ },
    { name: 'English JSON-LD', file: PAGE, from: /"headline":"[^"]*"/, to: '"headline":"What the server says and when"', finds: /sounds English/ },
  ], report);
  const part = shipped.only(ABOUT);
  const marked = part.with(PAGE, shipped.files.get(PAGE).replace('</main>', `<p lang="en">${english}</p></main>`));
  report.check('pages with marked English, which is no fault', check(marked, env).faults.length === check(part, env).faults.length, 'self-test: marked English was found');

}
