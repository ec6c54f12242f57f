// Escaping, Markdown, and what of a page depends on its language and one code only: made once and kept.
import markdownIt from "markdown-it";
import { records, sites } from "./records.js";

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escape = (text) => text.replace(/[&<>"']/g, (c) => entities[c]);

const markdown = markdownIt("commonmark");
markdown.renderer.rules.code_inline = (tokens, i) => `<code translate="no">${escape(tokens[i].content)}</code>`;
export const inline = (text) => markdown.renderInline(text);
const characters = Object.fromEntries(Object.entries(entities).map(([c, entity]) => [entity, c]));
export const plain = (html) => html.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, (entity) => characters[entity]);

export const kept = (make) => {
  const done = new Map();
  return (lang, code = "", more = "") => {
    const key = lang + code + more;
    if (!done.has(key)) done.set(key, make(lang, code, more));
    return done.get(key);
  };
};

// Sentences with {placeholders}: of Markdown, with values that are HTML, and of plain words.
const compiled = new Map();
export const words = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const sentence = (pattern, values) => {
  if (!compiled.has(pattern)) compiled.set(pattern, inline(pattern));
  return words(compiled.get(pattern), values);
};

// The record of a code with all its texts as HTML.
export const book = kept((lang, code) => {
  const record = records[lang][code];
  const html = (text) => (text == null ? null : inline(text));
  const passages = ["indicates", "description", "when", "outcome", "use", "caveat", "origin", "class_name", "class_says",
    "class_advice", "indicates_sentence", "headline", "enhanced", "spec"];
  return {
    ...record,
    ...Object.fromEntries(passages.map((key) => [key, html(record[key])])),
    name: escape(record.name),
    title: escape(record.title),
    phrase: record.phrase && escape(record.phrase),
    fixes: record.fixes.map(({ role, text }) => `<dt>${html(role)}</dt>\n<dd>${html(text)}</dd>\n`).join(""),
    facts: record.facts.map((fact) => ({ ...fact, value: html(fact.value), says: html(fact.says) })),
    worth: record.worth.map((link) => ({ other: link.other, html: pairLink(link) })),
  };
});

const pairLink = ({ url, name, reason }) =>
  `<li><a href="${url}">${escape(name)}</a>\n${reason ? `<p>${inline(reason)}</p>\n` : ""}</li>\n`;

export const labels = kept((lang) =>
  Object.fromEntries(Object.entries(sites[lang].labels).map(([key, text]) => [key, escape(text)])));
