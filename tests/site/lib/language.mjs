// Finds text of the source language on pages of another one.
import { attribute, intern, kindOf } from './page.mjs';

const LONG = 40; // characters from which on two equal texts are no accident
// Emphasis too: Markdown has no other way to quote foreign words.
const SILENT = ['script', 'style', 'template', 'code', 'pre', 'kbd', 'samp', 'em'];
// Words that English cannot do without and French and Spanish do not have.
const ENGLISH = /\b(the|and|of|with|which|when|that|this|these|from|are|was|by|your|it|its|has|have|been|they|their|will)\b/gi;
const BLOCKS = ['p', 'li', 'dd', 'dt', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'caption', 'title', 'figcaption', 'label', 'option', 'button', 'a', 'div', 'span', 'q', 'text'];
const SPOKEN = ['aria-label', 'title', 'alt', 'placeholder'];

// Without references, which read the same in French: "RFC 5321, section 4.2.3".
const fold = (text) => text.replace(/RFC \d+(, section [\w.]+)?/g, '…').replace(/\s+/g, ' ').trim();
const sentencesOf = (text) => text.split(/(?<=[.!?…])\s+/).filter((sentence) => sentence.length >= LONG);

// The text of NODE in the language of the page: without code, and without parts that say that they are in another.
function own(node, language) {
  if (node.nodeName === '#text') return node.value;
  if (SILENT.includes(node.tagName) || node.tagName === 'svg') return '…'; // the words of a drawing are no sentence
  const lang = node.attrs && attribute(node, 'lang');
  if (lang !== undefined && lang !== language) return '…';
  return (node.childNodes ?? []).map((child) => own(child, language)).join('');
}

function isForeign(element, language) {
  for (let at = element; at?.tagName; at = at.parentNode) {
    if (SILENT.includes(at.tagName)) return true;
    const lang = attribute(at, 'lang');
    if (lang !== undefined) return lang !== language;
  }
  return false;
}

function strings(value) {
  if (typeof value === 'string') return /^https?:/.test(value) ? [] : [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

// Every text of PAGE in its own language: what is seen, read out, and told to machines.
export const textsOf = (page) =>
  page.once('texts', () => {
    const language = attribute(page.html, 'lang');
    const seen = page.all.filter((e) => BLOCKS.includes(e.tagName) && !isForeign(e, language)).map((e) => own(e, language));
    const spoken = page.all.filter((e) => !isForeign(e, language)).flatMap((e) => SPOKEN.map((name) => attribute(e, name) ?? ''));
    const told = ['description', 'og:title', 'og:description'].flatMap((name) => page.meta(name));
    const data = page.jsonLd.flatMap((source) => strings(JSON.parse(source)));
    return [...new Set([...seen, ...spoken, ...told, ...data].map(fold).filter(Boolean).map(intern))];
  });

// Most texts stand on many pages.
const remembered = new Map();
function heard(text) {
  if (!remembered.has(text)) {
    const words = [...new Set((text.match(ENGLISH) ?? []).map((word) => word.toLowerCase()))];
    remembered.set(text, { pieces: [...new Set([text, ...sentencesOf(text)])].filter((piece) => piece.length >= LONG), words });
  }
  return remembered.get(text);
}

// Faults of the pages that are not in the language SOURCE. A page that shows a notice may tell machines what it has.
export function languageFaults(site, source, report) {
  const english = new Set();
  for (const page of site.pages.values())
    if ((kindOf(page.path).language ?? source) === source)
      for (const text of textsOf(page)) heard(text).pieces.forEach((piece) => english.add(piece));
  report.count('English texts looked for', english.size);
  for (const page of site.pages.values()) {
    const { language } = kindOf(page.path);
    if (!language || language === source) continue;
    report.count(`pages in ${language}`);
    for (const text of textsOf(page)) {
      report.count('texts looked at');
      const { pieces, words } = heard(text);
      for (const piece of pieces)
        if (english.has(piece)) report.fault(`${page.path}: English outside lang="${source}": "${piece.slice(0, 90)}"`);
      if (words.length >= 2) report.fault(`${page.path}: sounds English (${words.join()}): "${text.slice(0, 90)}"`);
    }
  }
  return report;
}
