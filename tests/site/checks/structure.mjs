// The order of the headings, in the words of each language.
import { attribute, classes, elements, folded, intern, kindOf, text } from '../lib/page.mjs';
import { proveAll } from '../lib/broken.mjs';
import { Report } from '../lib/report.mjs';

export const name = 'structure';
export const look = (page) => [page.headings, partsOf(page), contrastsOf(page)];

// The parts of a pair page before its headings, in their order (the first of each).
const PARTS = [
  ['badge', (e) => classes(e).includes('protocol') && inMain(e)],
  ['h1', (e) => e.tagName === 'h1'],
  ['summary', (e) => classes(e).includes('summary')],
  ['verdict', (e) => classes(e).includes('verdict')],
  ['contrasts', (e) => classes(e).includes('contrasts')],
  ['sides', (e) => attribute(e, 'id') === 'a-description'],
  ['facts', (e) => e.tagName === 'table'],
  ['differences', (e) => attribute(e, 'id') === 'key-differences'],
];
function inMain(element) {
  return element?.tagName === 'main' || (element?.parentNode ? inMain(element.parentNode) : false);
}
const partsOf = (page) => page.once('order of parts', () => PARTS.map(([, is]) => page.all.findIndex(is)));

// What a pair page says at a glance that its codes differ in, and the rows of its table that are marked so.
const contrastsOf = (page) =>
  page.once('contrasts', () => {
    const part = page.all.find((e) => classes(e).includes('contrasts'));
    const below = (top, tag) => [...elements(top ?? {})].filter((e) => e.tagName === tag);
    return {
      glance: below(part, 'li').map((li) => folded(below(li, 'b')[0] ?? li)),
      linked: below(part, 'a').some((a) => attribute(a, 'href') === '#facts'),
      table: page.tags('tr').filter((tr) => classes(tr).includes('differs')).map((tr) => text(below(tr, 'th')[0].childNodes[0]).trim()),
    };
  });

// The list names the rows that differ, in their order; the finer codes and the specification, the last two, are no news.
function checkContrasts(page, report) {
  const { glance, linked, table } = contrastsOf(page);
  report.count('pair pages whose contrasts are those of the table');
  if (!linked) report.fault(`${page.path}: its contrasts do not lead to the table`);
  if (table.length - glance.length > 2 || glance.some((label, i) => label !== table[i]))
    report.fault(`${page.path}: its contrasts are ${glance.join() || 'none'}, in the table they are ${table.join() || 'none'}`);
}

// The headings that readers of the site know, word for word.
const WORDS = {
  en: { description: 'Description', when: 'When You See It', fix: 'How to Fix', differences: 'Key Differences', which: 'When to Use Which', more: 'Learn More' },
  fr: { description: 'Description', when: 'Quand vous le voyez', fix: 'Comment résoudre', differences: 'Différences clés', which: 'Quand utiliser lequel', more: 'En savoir plus' },
  es: { description: 'Descripción', when: 'Cuándo lo verás', fix: 'Cómo solucionarlo', differences: 'Diferencias clave', which: 'Cuándo usar cada uno', more: 'Más información' },
};

// Pairs whose headings are spelled out: page and the names of its two codes.
const NAMED = {
  'en/smtp/221-vs-550/index.html': ['221 Closing Connection', '550 Mailbox Not Found'],
  'fr/smtp/221-vs-553/index.html': [/^221 \S/, /^553 \S/],
  'es/smtp/220-vs-553/index.html': [/^220 \S/, /^553 \S/],
  'en/smtp/450-vs-550/index.html': [/^450 \S/, '550 Mailbox Not Found'],
};

const H1 = {
  'en/smtp/221-vs-550/index.html': 'SMTP 221 Closing Connection vs 550 Mailbox Not Found',
  'en/smtp/550/index.html': 'SMTP 550 Mailbox Not Found',
  'en/smtp/421/index.html': 'SMTP 421 Service Not Available',
};

const fits = (wanted, heading) => (wanted instanceof RegExp ? wanted.test(heading) : wanted === heading);
const show = (headings) => headings.map((h) => `h${h.level} ${h.text}`).join(' / ');

// The sides with their three sections, then the facts, and what is made of them; further headings may follow the last.
function pairOutline(language, [a, b]) {
  const words = WORDS[language];
  const side = (name) => [[2, name], [3, words.description], [3, words.when], [3, words.fix]];
  return [[1, /^SMTP \S+ .+ vs \S+ .+$/], ...side(a), ...side(b), [2, /./], [2, words.differences], [2, words.which], [3, a], [3, b], [2, words.more]];
}

function checkOutline(page, outline, report) {
  report.count('pages with the headings spelled out');
  outline.forEach(([level, wanted], i) => {
    const heading = page.headings[i];
    if (!heading || heading.level !== level || !fits(wanted, heading.text))
      report.fault(`${page.path}: heading ${i + 1} is ${heading ? `h${heading.level} "${heading.text}"` : 'missing'}, not h${level} ${wanted}`);
  });
  for (const heading of page.headings.slice(outline.length))
    if (heading.level < 3) report.fault(`${page.path}: h${heading.level} "${heading.text}" after the last part`);
}

// Headings as words only: names of codes become "#", so that pages of one kind can be compared.
const skeletonOf = (page) =>
  page.once('skeleton', () => page.headings.map((h) =>
    intern(`h${h.level} ${h.level === 1 ? '#' : h.text.replace(/^[2-5]\d\d .*/, '#')} [${h.id}]`)));

// Parts that a page may lack, by the id of the heading: what the record does not have is left out.
const OPTIONAL = { pair: ['comparisons'], code: ['caveat', 'origin', 'stages', 'example', 'enhanced', 'wire', 'wire-more', 'related', 'comparisons'] };

// All pages of one kind in one language have the same headings in the same order, but for the optional parts, of which
// each has its place; and in every language the levels and ids are those of the English page.
function checkSkeletons(site, kind, report) {
  const models = new Map(), follows = new Map();
  for (const page of site.of(kind)) {
    const { language } = kindOf(page.path);
    const skeleton = skeletonOf(page), lines = skeleton.filter((line) => !OPTIONAL[kind].some((id) => line.endsWith(`[${id}]`)));
    report.count(`${kind} pages with one skeleton`);
    const model = models.get(language) ?? { path: page.path, lines: lines.join(' / ') };
    models.set(language, model);
    if (lines.join(' / ') !== model.lines) report.fault(`${page.path}: its headings (${lines.join(' / ')}) are not those of ${model.path} (${model.lines})`);
    checkOrder(page, skeleton, follows, report);
    const source = site.pages.get(page.path.replace(/^[^/]+/, 'en'));
    const shape = (p) => p.headings.map((h) => `h${h.level} ${h.id}`).join();
    if (source && shape(source) !== shape(page)) report.fault(`${page.path}: its headings differ from those of the English page`);
  }
}

// FOLLOWS: "line > line" for every heading that stood before another, and the page where it did.
function checkOrder(page, skeleton, follows, report) {
  skeleton.forEach((before, i) => skeleton.slice(i + 1).forEach((after) => {
    const other = follows.get(`${after} > ${before}`);
    if (other && after !== before && !skeleton.slice(0, i).includes(after) && !skeleton.slice(i + 1).includes(before))
      report.fault(`${page.path}: ${before} stands before ${after}, which is the other way round in ${other}`);
    follows.set(`${before} > ${after}`, page.path);
  }));
}

function checkLevels(page, report) {
  report.count('pages whose levels follow');
  const ones = page.headings.filter((h) => h.level === 1);
  if (ones.length !== 1) report.fault(`${page.path}: ${ones.length} h1`);
  if (page.headings[0]?.level !== 1) report.fault(`${page.path}: does not begin with its h1: ${show(page.headings.slice(0, 2))}`);
  page.headings.forEach((heading, i) => {
    if (i && heading.level > page.headings[i - 1].level + 1) report.fault(`${page.path}: h${heading.level} "${heading.text}" skips a level`);
    if (!heading.text) report.fault(`${page.path}: an empty h${heading.level}`);
  });
}

export function check(site) {
  const report = new Report();
  for (const page of site.pages.values()) checkLevels(page, report);
  for (const kind of ['pair', 'code']) checkSkeletons(site, kind, report);
  for (const [path, names] of Object.entries(NAMED)) {
    const page = site.pages.get(path);
    if (page) checkOutline(page, pairOutline(kindOf(path).language, names), report);
    else report.fault(`there is no ${path}`);
  }
  for (const [path, wanted] of Object.entries(H1)) {
    const found = site.pages.get(path)?.headings[0]?.text;
    report.check('h1 spelled out', found === wanted, `${path}: h1 is "${found}", not "${wanted}"`);
  }
  for (const page of site.of('pair')) {
    checkContrasts(page, report);
    const places = partsOf(page);
    places.forEach((place, i) => {
      if (place < 0) report.fault(`${page.path}: has no ${PARTS[i][0]}`);
      if (i && place < places[i - 1]) report.fault(`${page.path}: ${PARTS[i][0]} stands before ${PARTS[i - 1][0]}`);
    });
  }
  for (const page of site.of('code')) {
    const words = WORDS[kindOf(page.path).language];
    const texts = page.headings.map((h) => h.text);
    const at = ['description', 'when', 'fix'].map((key) => texts.indexOf(words[key]));
    report.check('code pages with the known headings', at[0] > 0 && at[0] < at[1] && at[1] < at[2], `${page.path}: "${words.description}", "${words.when}" and "${words.fix}" do not follow each other`);
  }
  return report;
}

export function prove({ site }, report) {
  const PAIR = 'en/smtp/221-vs-550/index.html', FRENCH = 'fr/smtp/221-vs-553/index.html', CODE = 'es/smtp/550/index.html';
  proveAll(site.only(/^..\/smtp\/(220|221|421|450|451|55.)/), check, [
    { name: 'another h1', file: PAIR, from: /(<h1[^>]*>)SMTP 221 /, to: '$1SMTP 550 vs ', finds: /h1 is/ },
    { name: 'no verdict', file: PAIR, from: 'class="verdict"', to: 'class="verdure"', finds: /has no verdict/ },
    { name: 'a summary too late', file: PAIR, from: /(<p class="summary">.*?<\/p>)(.*?)(<h2 id="key-differences")/s, to: '$2$1$3', finds: /verdict stands before summary/ },
    { name: 'no contrasts', file: PAIR, from: '<div class="contrasts"', to: '<div', finds: /has no contrasts/ },
    { name: 'a contrast too few', file: PAIR, from: /(class="contrasts">.*?)<li>.*?<\/li>/s, to: '$1', finds: /its contrasts are/ },
    { name: 'a contrast that the table does not have', file: PAIR, from: /(class="contrasts">.*?<li><b>)[^<]*/s, to: '$1Size', finds: /its contrasts are Size/ },
    { name: 'contrasts that lead nowhere', file: PAIR, from: /(class="contrasts">.*?)href="#facts"/s, to: '$1href="#main"', finds: /do not lead to the table/ },
    { name: 'two h1', file: PAIR, from: /<h2([^>]*)>(.*?)<\/h2>/, to: '<h1$1>$2</h1>', finds: /2 h1/ },
    { name: 'a level that is skipped', file: FRENCH, from: /<h2([^>]*)>(.*?)<\/h2>/, to: '<h4$1>$2</h4>', finds: /skips a level/ },
    { name: 'an English heading', file: FRENCH, from: 'Différences clés', to: 'Key Differences', finds: /not h2 Différences clés/ },
    { name: 'a heading too few', file: FRENCH, from: /<h2 id="when-to-use-which".*<\/h2>/, to: '', finds: /not h2 Quand utiliser lequel/ },
    { name: 'a heading too many', file: PAIR, from: '</main>', to: '<h2>More</h2></main>', finds: /after the last part/ },
    { name: 'an empty heading', file: CODE, from: /(<h2[^>]*>)[^<]*/, to: '$1', finds: /an empty h2/ },
    { name: 'another skeleton', file: 'en/smtp/450-vs-451/index.html', from: 'Key Differences<', to: 'Differences<', finds: /are not those of/ },
    { name: 'an optional part elsewhere', file: CODE, from: /<h2 id="caveat">(.*?)<\/h2>(.*?)<h2 id="stages">(.*?)<\/h2>/s, to: '<h2 id="stages">$3</h2>$2<h2 id="caveat">$1</h2>', finds: /the other way round/ },
    { name: 'another order', file: CODE, from: /(id="when">)[^<]*/, to: '$1Cómo solucionarlo', finds: /do not follow each other/ },
    { name: 'a part that another language lacks', file: CODE, from: /<h2 id="facts">.*?<\/h2>/, to: '', finds: /differ from those of the English page/ },
  ], report);
}
