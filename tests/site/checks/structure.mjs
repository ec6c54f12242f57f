// The order of the headings, in the words of each language.
import { attribute, classes, elements, folded, intern, kindOf, text } from '../lib/page.mjs';
import { proveAll } from '../lib/broken.mjs';
import { Report } from '../lib/report.mjs';

export const name = 'structure';
export const look = (page) => [page.headings, partsOf(page), contrastsOf(page), listsOf(page)];

// The parts of a page before its headings, in their order (the first of each).
const has = (name) => (e) => classes(e).includes(name);
const TOP = [['badge', (e) => has('protocol')(e) && inMain(e)], ['h1', (e) => e.tagName === 'h1']];
const PARTS = {
  pair: [
    ...TOP,
    ['summary', has('summary')],
    ['verdict', has('verdict')],
    ['contrasts', has('contrasts')],
    ['sides', (e) => attribute(e, 'id') === 'a-description'],
    ['facts', (e) => e.tagName === 'table'],
    ['differences', (e) => attribute(e, 'id') === 'key-differences'],
  ],
  // Whoever is in trouble reads first whether to try again and who acts.
  code: [...TOP, ['verdict', has('verdict')], ['?phrase', has('phrase')], ['summary', has('summary')], ['description', (e) => attribute(e, 'id') === 'description'], ['neighbours', has('neighbours')]],
  class: [...TOP, ['verdict', has('verdict')], ['summary', has('summary')], ['facts', (e) => e.tagName === 'table'], ['codes', (e) => attribute(e, 'id') === 'codes'], ['neighbours', has('neighbours')]],
  lines: [...TOP, ['summary', has('summary')], ['senders', has('cards')]],
  sender: [...TOP, ['summary', has('summary')], ['lines', has('fixes')], ['source', has('source')]],
};
function inMain(element) {
  return element?.tagName === 'main' || (element?.parentNode ? inMain(element.parentNode) : false);
}
const partsOf = (page) => page.once('order of parts', () => (PARTS[kindOf(page.path).kind] ?? []).map(([, is]) => page.all.findIndex(is)));

// A part whose name begins with "?" may be missing.
function checkParts(page, report) {
  let last = -1, before = 'the beginning';
  report.count('pages whose parts are in order');
  partsOf(page).forEach((place, i) => {
    const [name] = PARTS[kindOf(page.path).kind][i];
    if (place < 0 && name.startsWith('?')) return;
    if (place < 0) report.fault(`${page.path}: has no ${name}`);
    else if (place < last) report.fault(`${page.path}: ${name} stands before ${before}`);
    [last, before] = [Math.max(place, last), name];
  });
}

// The headings of the pages of classes and reply lines, word for word.
const LISTS = {
  en: { class: /^SMTP \dxx .+ replies$/, common: 'What They Have in Common', codes: 'The Codes', categories: ['Syntax', 'Information', 'Connections', 'Unspecified', 'Mail system', 'Of no category'], lines: 'Real SMTP reply lines', sender: /^Reply lines of \S/ },
  fr: { class: /^Réponses SMTP\u00a0: \dxx /, common: 'Ce qu’ils ont en commun', codes: 'Les codes', categories: ['Syntaxe', 'Information', 'Connexions', 'Non précisé', 'Système de messagerie', 'Hors catégorie'], lines: 'Réponses SMTP réelles', sender: /^Réponses envoyées par \S/ },
  es: { class: /^Respuestas SMTP: \dxx /, common: 'Lo que tienen en común', codes: 'Los códigos', categories: ['Sintaxis', 'Información', 'Conexiones', 'Sin especificar', 'Sistema de correo', 'Sin categoría'], lines: 'Respuestas SMTP reales', sender: /^Respuestas de \S/ },
};

// What a list says that it holds, and what it holds: codes, lines, or the lines of all senders.
const listsOf = (page) =>
  page.once('lists', () => {
    const number = (e) => Number(/\d+/.exec(folded(e))?.[0]);
    const cards = page.all.filter((e) => has('cards')(e)).flatMap((e) => [...elements(e)]);
    const ids = (tag) => page.tags(tag).filter((e) => inMain(e) && attribute(e, 'id'));
    return {
      says: number(page.all.find(has('wire')) ?? {}),
      cards: cards.filter((e) => e.tagName === 'li').length,
      shares: cards.filter((e) => e.tagName === 'small').map(number).reduce((a, b) => a + b, 0),
      lines: ids('dt').length,
      groups: ids('h2').map((e) => attribute(e, 'id')),
      unquoted: page.tags('dt').filter((e) => [...elements(e)].every((q) => q.tagName !== 'q' || !attribute(q, 'lang'))).length,
    };
  });

function checkClass(page, words, report) {
  const [h1, ...rest] = page.headings.map((h) => [h.level, h.text]);
  const found = rest.map(([level, text]) => `h${level} ${text}`);
  const categories = words.categories.filter((name) => found.includes(`h3 ${name}`));
  const wanted = [`h2 ${words.common}`, `h2 ${words.codes}`, ...categories.map((name) => `h3 ${name}`)];
  const { says, cards } = listsOf(page);
  if (!words.class.test(h1[1]) || found.join() !== wanted.join()) report.fault(`${page.path}: its headings are ${h1[1]}, ${found.join()}, not ${wanted.join()}`);
  if (says !== cards) report.fault(`${page.path}: says that it has ${says} codes, and has ${cards}`);
}

function checkLines(page, words, report) {
  const { says, shares } = listsOf(page);
  if (page.headings.map((h) => h.text).join() !== words.lines) report.fault(`${page.path}: its headings are ${page.headings.map((h) => h.text).join()}, not ${words.lines}`);
  if (says !== shares) report.fault(`${page.path}: says that there are ${says} lines, and its senders have ${shares}`);
}

function checkSender(page, words, report) {
  const [h1, ...groups] = page.headings, { says, lines, unquoted } = listsOf(page);
  const codes = groups.map((h) => h.text.split(' ')[0]);
  if (!words.sender.test(h1.text)) report.fault(`${page.path}: its h1 is ${h1.text}`);
  if (groups.some((h, i) => h.level !== 2 || h.id !== `code_${codes[i]}` || !/^\d{3} \S/.test(h.text))) report.fault(`${page.path}: its headings are ${show(groups)}, not its codes`);
  if ([...codes].sort().join() !== codes.join() || new Set(codes).size < codes.length) report.fault(`${page.path}: its codes are in the order ${codes.join()}`);
  if (says !== lines) report.fault(`${page.path}: says that it has ${says} lines, and has ${lines}`);
  if (unquoted) report.fault(`${page.path}: ${unquoted} lines are not quoted in a language`);
}

// The pages of classes and reply lines, and that other languages have the headings of the English page.
function checkLists(site, report) {
  for (const [kind, checkOne] of Object.entries({ class: checkClass, lines: checkLines, sender: checkSender }))
    for (const page of site.of(kind)) {
      report.count('pages of classes and reply lines');
      checkOne(page, LISTS[kindOf(page.path).language], report);
      const source = site.pages.get(page.path.replace(/^[^/]+/, 'en'));
      const shape = (p) => p.headings.map((h) => `h${h.level} ${h.id}`).join();
      if (source && shape(source) !== shape(page)) report.fault(`${page.path}: its headings differ from those of the English page`);
    }
}

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
  }
  for (const page of site.of(...Object.keys(PARTS))) checkParts(page, report);
  checkLists(site, report);
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
  proveAll(site.only(/^..\/smtp\/(220|221|421|450|451|55.|[45]xx|lines)/), check, [
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
    { name: 'a verdict too late', file: CODE, from: /(<div class="verdict.*?<\/div>)(.*?)(<h2 id="when")/s, to: '$2$1$3', finds: /phrase stands before verdict/ },
    { name: 'no way on', file: CODE, from: '<nav class="neighbours"', to: '<nav', finds: /has no neighbours/ },
    { name: 'a class without verdict', file: 'es/smtp/5xx/index.html', from: 'class="verdict', to: 'class="verdure', finds: /has no verdict/ },
    { name: 'an English heading of a class', file: 'es/smtp/5xx/index.html', from: '>Los códigos<', to: '>The Codes<', finds: /its headings are/ },
    { name: 'categories in another order', file: 'fr/smtp/5xx/index.html', from: /<h3 id="category-syntax">Syntaxe(.*)<h3 id="category-information">Information/s, to: '<h3 id="category-information">Information$1<h3 id="category-syntax">Syntaxe', finds: /its headings are/ },
    { name: 'a code too few', file: 'en/smtp/4xx/index.html', from: /<li><a class="code-link.*?<\/li>/s, to: '', finds: /says that it has/ },
    { name: 'a category that a language lacks', file: 'fr/smtp/5xx/index.html', from: /<h3 id="category-syntax">.*?<\/h3>/, to: '', finds: /differ from those of the English page/ },
    { name: 'a line too few', file: 'fr/smtp/lines/google/index.html', from: /<dt id.*?<\/dd>/s, to: '', finds: /says that it has/ },
    { name: 'a line without its language', file: 'fr/smtp/lines/google/index.html', from: /<q lang="en"/, to: '<q', finds: /not quoted in a language/ },
    { name: 'codes in another order', file: 'es/smtp/lines/google/index.html', from: /<section>\s*<h2 id="code_421".*?<\/section>(.*)<\/main>/s, to: (all, rest) => `${rest}${all.slice(0, all.indexOf('</section>') + 10)}</main>`, finds: /its codes are in the order/ },
    { name: 'another heading of a sender', file: 'en/smtp/lines/google/index.html', from: 'id="code_550"', to: 'id="code_551"', finds: /not its codes/ },
    { name: 'an English list of senders', file: 'fr/smtp/lines/index.html', from: /(<h1[^>]*>)[^<]*/, to: '$1Real SMTP reply lines', finds: /its headings are/ },
    { name: 'a sender too few', file: 'fr/smtp/lines/index.html', from: /<li><a href="google\/.*?<\/li>/s, to: '', finds: /its senders have/ },
    { name: 'another order', file: CODE, from: /(id="when">)[^<]*/, to: '$1Cómo solucionarlo', finds: /do not follow each other/ },
    { name: 'a part that another language lacks', file: CODE, from: /<h2 id="facts">.*?<\/h2>/, to: '', finds: /differ from those of the English page/ },
  ], report);
}
