// search.mjs REPLYGLOT ROOT: the index of every language, asked by the script of the search page: what is typed leads to
// where it is answered (queries.LANGUAGE.json: the first result, null for none; of a list the first result, and others
// that are to be among the first five), every document is where its path says, and program and script fold words alike.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { argumentsOf, build, copyOf } from '../site/lib/program.mjs';
import { finish, Report } from '../site/lib/report.mjs';

const BUDGET = 80 * 1024; // bytes of an index, gzipped
const SCRIPTS = { 'search.js': 10 * 1024, 'filter.js': 3 * 1024 }; // bytes
const MANY = 40; // queries of a language at least, and of those that expect several results
const SEEN = 5; // results that a reader looks at
const BASE = 'https://site.example/';
const { program, root } = argumentsOf();
const here = dirname(fileURLToPath(import.meta.url));
const report = new Report();
const json = (name) => JSON.parse(readFileSync(join(here, name), 'utf8'));

// The script without a page gives its functions; the data are a script too.
function opened(...scripts) {
  const world = vm.createContext({});
  for (const file of scripts) vm.runInContext(readFileSync(file, 'utf8'), world, { filename: file });
  return world;
}

const script = join(root, 'templates/assets/search.js');
const { wordsOf } = opened(script).search;
for (const [name, most] of Object.entries(SCRIPTS)) {
  const { length } = readFileSync(join(root, 'templates/assets', name));
  report.check('scripts within the budget', length <= most, `${name} has ${length} bytes, not ${most} at most`);
}

for (const [text, words] of json('fold.json').cases) {
  const got = [...wordsOf(text)];
  report.check('texts folded', JSON.stringify(got) === JSON.stringify(words), `${JSON.stringify(text)} is folded to ${got}`);
}

const source = copyOf(root);
const site = build(program, source, { args: ['--base-url', BASE] });
const page = (path) => readFileSync(join(site, path), 'utf8');

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (html) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name]);

// All words of a page, its attributes left out; a tag may stand within a word or end it.
function pageWords(html) {
  const body = html.slice(html.indexOf('<body'));
  return [...wordsOf(unescaped(body.replace(/<[^>]*>/g, ' '))), ...wordsOf(unescaped(body.replace(/<[^>]*>/g, '')))];
}

// Every document's address is a page, and its part an id there.
function checkPaths(language, data) {
  for (const [, path] of data.documents) {
    const [file, id] = path.split('#');
    let html = '';
    try {
      html = page(join(language, file, 'index.html'));
    } catch {
      report.fault(`${language}: there is no ${file}`);
    }
    report.check('documents with a page', !id || html.includes(` id="${id}"`), `${language}: ${file} has no #${id}`);
  }
}

// What the program folded is what the script makes of the pages, and what is shown is found.
function checkWords(language, { search, searchData: data }, index) {
  const shown = new Set([...new Set(data.documents.map(([, path]) => path.split('#')[0]))]
    .flatMap((path) => pageWords(page(join(language, path, 'index.html')))));
  for (const word of index.words) {
    const known = shown.has(word) || shown.has(word.replace(/^\d+\./, 'x.')); // an entry in the words of each class
    report.check('words of the program that the script makes too', known, `${language}: "${word}" is on no page`);
  }
  const where = new Map(index.words.map((word, i) => [word, new Set([...search.postingsOf(index, i)].map(([n]) => n))]));
  data.documents.forEach(([kind, path, plate, title, text], i) => {
    const quoted = ['entry', 'stranger', 'pair', 'line'].includes(kind) ? text : ''; // the others are sentences of the locale
    for (const word of wordsOf(`${plate} ${title ?? ''} ${quoted ?? ''}`))
      report.check('words of the script that the program makes too', index.stops.has(word) || where.get(word)?.has(i),
        `${language}: "${word}" does not lead to ${path}`);
  });
}

// Every code, entry, number and comparison is the first that its own name finds.
function checkPlates(language, data, first) {
  for (const [kind, path, plate, title] of data.documents) {
    const asked = { code: [plate], stranger: [plate], pair: [title], entry: [plate, plate?.replace(/^X/, '5'), plate?.replace(/^X/, '4')] };
    for (const query of asked[kind] ?? [])
      report.check(`documents of the kind ${kind} found by their name`, first(query) === path, `${language}: ${query} finds ${first(query)}`);
  }
}

// The numbers of the file that tells what is no code.
function checkStrangers(language, first) {
  const yaml = readFileSync(join(source, 'content/smtp/strangers.yaml'), 'utf8');
  const numbers = [...yaml.matchAll(/^ {2}"(\d+)":$/gm)].map(([, number]) => number);
  report.check('lists of strangers', numbers.length > 3 && numbers.includes('101') && numbers.includes('345'), 'few strangers');
  for (const number of numbers)
    report.check('strangers found', first(number) === `smtp/#n-${number}`, `${language}: ${number} finds ${first(number)}`);
}

// The filters of the index: every code has its facts there, and every choice leads to a code.
function checkFilter(language, data) {
  const html = page(join(language, 'smtp/index.html'));
  const form = /<div class="filter"[^]*?<\/form>/.exec(html)?.[0] ?? '';
  report.check('filters that wait for their script', /^<[^>]* hidden>/.test(form), `${language}: no hidden part of the class "filter"`);
  const choices = [...form.matchAll(/<select [^>]*name="([^"]+)">([^]*?)<\/select>/g)].flatMap(([, name, options]) =>
    [...options.matchAll(/<option value="([^"]+)">[^<]+</g)].map(([, value]) => `${name}:${value}`));
  const cards = [...html.matchAll(/<li data-facts="([^"]*)"><a [^>]*><code[^>]*>(\w+)</g)].map(([, facts, code]) => [code, facts.split(' ')]);
  const codes = data.documents.filter(([kind]) => kind === 'code').map(([, , plate]) => plate);
  report.check('lists of codes with facts', String(cards.map(([code]) => code)) === String(codes), `${language}: the cards are ${cards}`);
  for (const choice of choices)
    report.check('choices with a code', cards.some(([, facts]) => facts.includes(choice)), `${language}: no code has ${choice}`);
  for (const [code, facts] of cards) for (const fact of facts)
    report.check('facts with a choice', choices.includes(fact), `${language}: ${code} has ${fact}, which cannot be chosen`);
  report.check('facts of 421', String(cards.find(([code]) => code === '421')?.[1]).startsWith('retry:automatic,fixed_by:'), `${language}: 421`);
}

// Every page tells browsers where the description of the search is, and that leads back to the search page.
function checkDescription(language, data) {
  const folders = new Set(['', 'search/', ...data.documents.map(([, path]) => path.split('#')[0])]);
  for (const folder of folders) {
    const head = /<link rel="search" type="application\/opensearchdescription\+xml" title="[^"]+" href="([^"]+)">/.exec(page(join(language, folder, 'index.html')));
    report.check('pages that name the description', head && join(language, folder, head[1]) === `${language}/opensearch.xml`,
      `${language}/${folder}: the head names ${head?.[1]}`);
  }
  const xml = page(join(language, 'opensearch.xml'));
  const [, template] = /<Url type="text\/html" template="([^"]+)"/.exec(xml) ?? [];
  report.check('descriptions', template === `${BASE}${language}/search/?q={searchTerms}`, `${language}: the template is ${template}`);
  report.check('names of engines', [.../<ShortName>([^<]+)/.exec(xml)[1]].length <= 16, `${language}: the name is too long`);
}

for (const language of readdirSync(here).map((name) => /^queries\.(.+)\.json$/.exec(name)?.[1]).filter(Boolean)) {
  const file = join(site, language, 'search-data.js'), bytes = readFileSync(file);
  const size = gzipSync(bytes, { level: 9 }).length;
  console.log(`${language}: ${bytes.length} bytes, ${size} gzipped`);
  report.check('indexes within the budget', size <= BUDGET, `${language}: the index has ${size} bytes, not ${BUDGET} at most`);
  const world = opened(script, file), index = world.search.open(world.searchData);
  const seen = (query) => [...world.search.find(index, query)].slice(0, SEEN).map(([, path]) => path);
  const first = (query) => seen(query)[0] ?? null;
  const queries = Object.entries(json(`queries.${language}.json`)), several = queries.filter(([, paths]) => Array.isArray(paths));
  report.check('lists of queries', queries.length - several.length >= MANY && several.length >= MANY,
    `${language}: only ${queries.length} queries, ${several.length} of them for several results`);
  for (const [query, paths] of queries) {
    const [path, ...others] = [paths].flat();
    report.check('queries', first(query) === path, `${language}: "${query}" finds ${first(query)}, not ${path}`);
    for (const other of others)
      report.check('results among the first five', seen(query).includes(other), `${language}: "${query}" finds ${seen(query)}, not ${other}`);
  }
  for (const [kind, path, , title] of world.searchData.documents)
    if (kind === 'code')
      report.check('codes among the first five of their name', seen(title).includes(path), `${language}: "${title}" finds ${seen(title)}, not ${path}`);
  checkPaths(language, world.searchData);
  checkWords(language, world, index);
  checkPlates(language, world.searchData, first);
  checkStrangers(language, first);
  checkFilter(language, world.searchData);
  checkDescription(language, world.searchData);
}
finish('search', report);
