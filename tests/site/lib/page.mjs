// A page as a browser would see it, through parse5. Nothing here knows how the program wrote it.
let parse5;
try {
  parse5 = await import('parse5');
} catch {
  console.log('FAULT the packages of tests/site are missing: npm ci --prefix tests/site');
  process.exit(1);
}

export const attribute = (element, name) => element.attrs?.find((a) => a.name === name)?.value;

export function* elements(node) {
  for (const child of node.childNodes ?? []) {
    if (child.tagName) yield child;
    yield* elements(child);
  }
}

export function text(node) {
  if (node.nodeName === '#text') return node.value;
  return (node.childNodes ?? []).map(text).join('');
}

export const folded = (node) => text(node).replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, '');

// One string for all that are equal: thousands of pages say the same.
const strings = new Map();
export function intern(string) {
  const known = strings.get(string);
  if (known !== undefined) return known;
  strings.set(string, string);
  return string;
}

export function* ancestors(node) {
  for (let at = node; at; at = at.parentNode) yield at;
}

export const classes = (element) => (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);

const isIn = (element, tag) => [...ancestors(element)].some((at) => at.tagName === tag);

const KEPT = 8; // trees; a page of a thousand elements takes half a megabyte, and a site has thousands of pages
const trees = new Map();

function treeOf(page) {
  const tree = trees.get(page) ?? new Tree(parse5.parse(page.source));
  trees.delete(page);
  trees.set(page, tree);
  if (trees.size > KEPT) trees.delete(trees.keys().next().value);
  return tree;
}

class Tree {
  constructor(document) {
    this.all = [...elements(document)];
    this.byTag = new Map();
    for (const element of this.all) {
      if (!this.byTag.has(element.tagName)) this.byTag.set(element.tagName, []);
      this.byTag.get(element.tagName).push(element);
    }
  }
}

// A page is parsed when it is looked at, and soon forgotten; what once() has made stays.
export class Page {
  #facts = new Map();

  constructor(path, source) {
    this.path = path;
    this.source = source;
  }

  // What MAKE gives for this page, made once: pages are looked at many times, and never changed. No part of the tree.
  once(name, make) {
    if (!this.#facts.has(name)) this.#facts.set(name, make(this));
    return this.#facts.get(name);
  }

  // All elements, in their order.
  get all() {
    return treeOf(this).all;
  }

  tags(...names) {
    const { byTag } = treeOf(this);
    return names.flatMap((name) => byTag.get(name) ?? []);
  }

  // What the parser had to mend. Costs a second parse, which is slower, because it counts lines.
  get errors() {
    return this.once('errors', () => {
      const errors = [];
      parse5.parse(this.source, { onParseError: (e) => errors.push(`${e.code} in line ${e.startLine}`) });
      return errors;
    });
  }

  // The attributes of <html>, as an element.
  get html() {
    return this.once('html', () => ({ attrs: this.tags('html')[0].attrs }));
  }

  // The value of <meta name=…> or <meta property=…>: all there are.
  meta(name) {
    const metas = this.once('metas', () => this.tags('meta').map((meta) => ({ attrs: meta.attrs })));
    return metas
      .filter((meta) => attribute(meta, 'name') === name || attribute(meta, 'property') === name)
      .map((meta) => attribute(meta, 'content') ?? '');
  }

  // The <link>s of that kind, with their attributes.
  links(rel) {
    const links = this.once('links in the head', () => this.tags('link').map((link) => ({ attrs: link.attrs })));
    return links.filter((link) => (attribute(link, 'rel') ?? '').split(/\s+/).includes(rel));
  }

  get title() {
    return this.once('title', () => this.tags('title').filter((title) => isIn(title, 'head')).map(folded));
  }

  get headings() {
    return this.once('headings', () =>
      this.all.filter((e) => /^h[1-6]$/.test(e.tagName))
        .map((e) => ({ level: Number(e.tagName[1]), text: folded(e), id: attribute(e, 'id') ?? '' })));
  }

  get ids() {
    return this.once('ids', () => this.all.map((e) => attribute(e, 'id')).filter((id) => id !== undefined));
  }

  get jsonLd() {
    return this.once('JSON-LD', () => this.tags('script').filter((s) => attribute(s, 'type') === 'application/ld+json').map(text));
  }

  get isNoindex() {
    return this.meta('robots').some((content) => content.split(',').some((word) => word.trim() === 'noindex'));
  }
}

// What kind of page stands at PATH, by the address alone.
export function kindOf(path) {
  const parts = path.split('/');
  if (path === 'index.html') return { kind: 'chooser' };
  if (path === '404.html') return { kind: 'not-found' };
  const language = parts[0];
  if (parts.length === 2) return { kind: parts[1] === '404.html' ? 'not-found' : 'home', language };
  if (parts.length === 3 && ['search', 'decode'].includes(parts[1])) return { kind: parts[1], language };
  if (parts.length === 3) return { kind: 'index', language, protocol: parts[1] };
  if (parts[2] === 'lines') return { kind: parts.length === 4 ? 'lines' : 'sender', language, protocol: parts[1], name: parts[3] };
  if (parts[2].endsWith('x')) return { kind: 'class', language, protocol: parts[1], name: parts[2] }; // 5xx
  const kind = parts[2] === 'compare' ? 'compare' : parts[2].includes('-vs-') ? 'pair' : 'code';
  return { kind, language, protocol: parts[1], name: parts[2] };
}
