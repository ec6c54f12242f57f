// A strict reader for the little of XML that a sitemap may use: no DTD, no CDATA, the five entities, no comments.
// Anything that is not well-formed (XML 1.0, 5th edition) throws.
const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const ENTITY = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function unescaped(text) {
  if (text.includes(']]>')) throw new Error('"]]>" in text');
  return text.replace(/&([^;&]*;?)/g, (all, name) => {
    const number = /^#(x[0-9A-Fa-f]+|[0-9]+);$/.exec(name);
    if (number) return String.fromCodePoint(Number(number[1].replace(/^x/, '0x')));
    if (!name.endsWith(';') || !(name.slice(0, -1) in ENTITY)) throw new Error(`bare "&" before ${JSON.stringify(name.slice(0, 20))}`);
    return ENTITY[name.slice(0, -1)];
  });
}

function attributesOf(source, tag) {
  const attributes = {};
  const rest = source.replace(new RegExp(`\\s+(${NAME})\\s*=\\s*("([^"<]*)"|'([^'<]*)')`, 'gy'), (all, name, value) => {
    if (name in attributes) throw new Error(`<${tag}> has ${name} twice`);
    attributes[name] = unescaped(value.slice(1, -1));
    return '';
  });
  if (rest.trim()) throw new Error(`<${tag}>: cannot read ${JSON.stringify(rest.slice(0, 40))}`);
  return attributes;
}

// {name, attributes, children, text}
export function parseXml(source) {
  if (ILLEGAL.test(source)) throw new Error('a character that XML forbids');
  if (!source.startsWith('<?xml version="1.0" encoding="UTF-8"?>')) throw new Error('no XML declaration');
  const document = { name: '', children: [], text: '' };
  const open = [document];
  const token = new RegExp(`<(/?)(${NAME})((?:[^<>"']|"[^"]*"|'[^']*')*?)(/?)>|([^<]+)|(<)`, 'y');
  token.lastIndex = source.indexOf('?>') + 2;
  for (let m; token.lastIndex < source.length && (m = token.exec(source)); ) {
    const top = open[open.length - 1];
    const [, close, name, attributes, empty, text, stray] = m;
    if (stray) throw new Error(`cannot read ${JSON.stringify(source.slice(m.index, m.index + 40))}`);
    if (text !== undefined) {
      if (open.length === 1 && text.trim()) throw new Error('text outside the root element');
      top.text += unescaped(text);
    } else if (close) {
      if (top.name !== name) throw new Error(`</${name}> closes <${top.name}>`);
      if (attributes.trim()) throw new Error(`</${name}> has attributes`);
      open.pop();
    } else {
      const element = { name, attributes: attributesOf(attributes, name), children: [], text: '' };
      top.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open[open.length - 1].name}> is not closed`);
  if (document.children.length !== 1) throw new Error(`${document.children.length} root elements`);
  return document.children[0];
}
