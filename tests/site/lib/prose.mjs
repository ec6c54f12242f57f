// Finds on built pages what no author writes and only a program can: glued, cut, doubled and forgotten pieces of text.
import { ancestors, attribute, classes, folded, kindOf, text } from './page.mjs';
import { Report } from './report.mjs';

const LONG = 40; // characters from which on a text is a sentence, and two equal ones are no accident
const CODE = ['q', 'code', 'pre', 'kbd', 'samp', 'script', 'style', 'template'];
const MUST_SPEAK = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'li', 'dt', 'dd', 'th', 'td', 'caption', 'a', 'button', 'option', 'title', 'summary', 'q'];
const PROSE = ['p', 'dd', 'li', 'td'];
const BLOCK = ['p', 'ul', 'ol', 'dl', 'div', 'section', 'table'];
const DRAWN = ['img', 'svg', 'input', 'select', 'textarea'];
const TOLD = ['description', 'og:title', 'og:description', 'og:site_name'];

// Two words that follow each other in no sentence; the same one twice, but for the pronouns and the password of French.
const GLUED = /\b(when after|when if|if when|quand après|quand si|si quand|cuando después de|cuando si|si cuando|because because)\b/i;
const DOUBLED = /(?<![\p{L}\p{N}’'-])(\p{L}+) (\1)(?![\p{L}\p{N}’'-])/iu;
const MAY_DOUBLE = /^(nous|vous|passe|that|had)$/i;

const LEFT_OVER = [
  [/\{[a-z_]+\}/i, 'a placeholder'],
  [/\{\{|\}\}/, 'a template marker'],
  [/\(null\)|\[object |\bNaN\b/, 'a value that is none'],
  [/\bundefined\b/i, 'a value that is none'],
  [/&(amp|lt|gt|quot|#\d+);/, 'an entity that is escaped twice'],
  [/\]\((code|rfc|https?):/, 'a link that is not rendered'],
  [/\uFFFD/, 'a character that could not be read'],
];
const REGISTRY = /\bother (or )?undefined\b/gi; // the names of X.0.0 and its like in the registry of IANA

const TYPING = [
  [/(?<=\S) {2,}(?=\S)/, 'a double space'],
  [/\.\.(?!\.)(?<!\.\.\.)/, 'two full stops'],
  [/[,;] ?[.,;]/, 'two marks'],
  [/ [,.](?= |$)/, 'a space before a mark'],
  [/\( | \)/, 'a space within brackets'],
];

// The text of NODE with code and quoted words as one digit, so that a sentence stays one.
function prose(node) {
  if (node.nodeName === '#text') return node.value;
  if (CODE.includes(node.tagName)) return '0';
  return (node.childNodes ?? []).map(prose).join('');
}

// Names that are written small, and those of settings, may begin a sentence.
const NAMES = /^(sendmail|qmail|postgrey|postscreen|smtpd|spamdyke|vpopmail|chkuser|iCloud|[^\s’]*[-_.:0-9])/;

const start = (string) => `"${string.slice(0, 80)}${string.length > 80 ? ' …' : ''}"`;

function strings(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

// Every text that is read or told, with what it stands in.
function* textsOf(page) {
  for (const element of page.all) if (MUST_SPEAK.includes(element.tagName)) yield [element.tagName, prose(element)];
  for (const name of TOLD) for (const value of page.meta(name)) yield [name, value];
  for (const element of page.all)
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) if (attribute(element, name) !== undefined) yield [name, attribute(element, name)];
  for (const source of page.jsonLd) for (const value of strings(JSON.parse(source))) yield ['JSON-LD', value];
}

// What is wrong with a line, as the ends of messages. Most lines stand on many pages.
const remembered = new Map();
function wrongWith(line) {
  if (remembered.has(line)) return remembered.get(line);
  const doubled = DOUBLED.exec(line), wrong = [];
  if (GLUED.test(line)) wrong.push(`has "${GLUED.exec(line)[0]}"`);
  if (doubled && !MAY_DOUBLE.test(doubled[1])) wrong.push(`says "${doubled[0]}"`);
  for (const [pattern, what] of LEFT_OVER) if (pattern.test(line.replace(REGISTRY, ''))) wrong.push(`holds ${what}`);
  for (const [pattern, what] of TYPING) if (pattern.test(line)) wrong.push(`has ${what}`);
  remembered.set(line, wrong);
  return wrong;
}

function checkTexts(page, report) {
  for (const [where, raw] of textsOf(page)) {
    report.count('texts');
    const line = raw.replace(/[\n\t]+ */g, ' ').trim();
    for (const wrong of wrongWith(line)) report.fault(`${page.path}: <${where}> ${start(line)} ${wrong}`);
    if (where.startsWith('og:') || where === 'description' || where === 'aria-label')
      if (!line) report.fault(`${page.path}: an empty ${where}`);
  }
}

function checkEmpty(page, report) {
  for (const element of page.all) {
    if (!MUST_SPEAK.includes(element.tagName)) continue;
    report.count('elements that must not be empty');
    if (!folded(element) && !page.tags(...DRAWN).some((e) => [...ancestors(e)].includes(element))) report.fault(`${page.path}: an empty <${element.tagName}>`);
  }
}

// Paragraphs, with the heading that they stand under.
const paragraphsOf = (page) => {
  let heading = '';
  const found = [];
  for (const element of page.all) {
    if (/^h[1-6]$/.test(element.tagName)) heading = `${found.length} ${folded(element)}`;
    const leaf = !element.childNodes?.some((child) => BLOCK.includes(child.tagName));
    if (PROSE.includes(element.tagName) && leaf) found.push({ element, heading, string: folded(element) });
  }
  return found;
};

function checkRepeats(page, report) {
  const seen = new Map();
  for (const { element, heading, string } of paragraphsOf(page)) {
    if (string.length < LONG || element.tagName === 'td') continue;
    report.count('paragraphs');
    if (seen.has(string) && seen.get(string) !== heading)
      report.fault(`${page.path}: ${start(string)} stands under two headings: ${seen.get(string).slice(2)}, and ${heading.slice(2)}`);
    seen.set(string, heading);
  }
}

// A link or a title on its own is no sentence, nor is a date in the footer.
const isTitle = (element) =>
  element.childNodes.filter((child) => text(child).trim()).every((child) => child.tagName === 'a') ||
  [...ancestors(element)].some((at) => at.tagName === 'footer') ||
  classes(element).some((name) => ['tagline', 'kicker', 'wire', 'phrase'].includes(name));

// The text of a paragraph without the links and the source that follow its last sentence.
function withoutTrailers(element) {
  const children = element.childNodes.filter((child) => child.tagName || child.value.trim());
  while (children.length > 1 && ['a', 'small'].includes(children[children.length - 1].tagName)) children.pop();
  return children.map(text).join('').replace(/\s+/g, ' ').trim();
}

// A paragraph of a form is a label and what it is for.
const CONTROLS = new Set(['label', 'button', 'input', 'select', 'textarea']);
const isOfForm = (element) => element.childNodes.some(({ tagName }) => CONTROLS.has(tagName));

function checkSentences(page, report) {
  if (['chooser', 'not-found'].includes(kindOf(page.path).kind)) return; // they show the taglines of all languages
  for (const { element, string } of paragraphsOf(page)) {
    if (string.length < LONG || !['p', 'dd'].includes(element.tagName) || isTitle(element) || isOfForm(element)) continue;
    report.count('sentences');
    const sentence = withoutTrailers(element);
    if (!/[.!?…؟。]["”»’)\]]*$/.test(sentence.replace(/\s+(?=»)/g, ''))) report.fault(`${page.path}: ${start(string)} ends without a full stop: "… ${string.slice(-30)}"`);
    if (/^\p{Ll}/u.test(string) && !NAMES.test(string)) report.fault(`${page.path}: ${start(string)} begins in mid-sentence`);
    if (/\p{L}…$/u.test(string)) report.fault(`${page.path}: ${start(string)} is cut`);
  }
  const kind = kindOf(page.path).kind;
  if (kind === 'code' || kind === 'pair')
    for (const description of page.meta('description'))
      if (!/[.!?؟。]$/.test(description)) report.fault(`${page.path}: the description ends without a full stop: "… ${description.slice(-30)}"`);
}

// What is wrong with a page.
export const look = (page) =>
  page.once('prose', () => {
    const report = new Report();
    checkTexts(page, report);
    checkEmpty(page, report);
    checkRepeats(page, report);
    checkSentences(page, report);
    return report;
  });

export function proseFaults(site, report) {
  for (const page of site.pages.values()) {
    const { counts, faults } = look(page);
    report.count('pages');
    for (const [what, n] of counts) report.count(what, n);
    faults.forEach((fault) => report.fault(fault));
  }
  return report;
}
