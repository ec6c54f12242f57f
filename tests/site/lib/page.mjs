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

export function* ancestors(node) {
  for (let at = node; at; at = at.parentNode) yield at;
}

export const classes = (element) => (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);

const isIn = (element, tag) => [...ancestors(element)].some((at) => at.tagName === tag);

export class Page {
  #facts = new Map();

  constructor(path, source) {
    this.path = path;
    this.source = source;
    this.document = parse5.parse(source);
    this.all = [...elements(this.document)];
    this.byTag = new Map();
    for (const element of this.all) {
      if (!this.byTag.has(element.tagName)) this.byTag.set(element.tagName, []);
      this.byTag.get(element.tagName).push(element);
    }
  }

  // What MAKE gives for this page, made once: pages are looked at many times, and never changed.
  once(name, make) {
    if (!this.#facts.has(name)) this.#facts.set(name, make(this));
    return this.#facts.get(name);
  }

  // What the parser had to mend. Costs a second parse, which is slower, because it counts lines.
  get errors() {
    return this.once('errors', () => {
      const errors = [];
      parse5.parse(this.source, { onParseError: (e) => errors.push(`${e.code} in line ${e.startLine}`) });
      return errors;
    });
  }

  tags(...names) {
    if (names.length === 1) return this.byTag.get(names[0]) ?? [];
    return names.flatMap((name) => this.byTag.get(name) ?? []);
  }

  get html() {
    return this.tags('html')[0];
  }

  // The value of <meta name=…> or <meta property=…>: all there are.
  meta(name) {
    return this.tags('meta')
      .filter((meta) => attribute(meta, 'name') === name || attribute(meta, 'property') === name)
      .map((meta) => attribute(meta, 'content') ?? '');
  }

  links(rel) {
    return this.tags('link').filter((link) => (attribute(link, 'rel') ?? '').split(/\s+/).includes(rel));
  }

  get title() {
    return this.tags('title').filter((title) => isIn(title, 'head')).map(folded);
  }

  get headings() {
    return this.once('headings', () =>
      this.all.filter((e) => /^h[1-6]$/.test(e.tagName)).map((e) => ({ level: Number(e.tagName[1]), text: folded(e) })));
  }

  get ids() {
    return this.once('ids', () => this.all.map((e) => attribute(e, 'id')).filter((id) => id !== undefined));
  }

  get jsonLd() {
    return this.tags('script').filter((s) => attribute(s, 'type') === 'application/ld+json').map(text);
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
  if (parts.length === 3) return { kind: 'index', language, protocol: parts[1] };
  const kind = parts[2] === 'compare' ? 'compare' : parts[2].includes('-vs-') ? 'pair' : 'code';
  return { kind, language, protocol: parts[1], name: parts[2] };
}
