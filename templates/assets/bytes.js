// bytes.js: from bytes to the text that they are, like decode.c in src/lookup/. A raw string has bytes for characters.
(() => {
  'use strict';
  // Charsets. What is no UTF-8 becomes U+FFFD, byte by byte.
  const UTF8 = new RegExp('([\\x01-\\x7f]+|[\\xc2-\\xdf]C|\\xe0[\\xa0-\\xbf]C|[\\xe1-\\xec\\xee\\xef]CC|\\xed[\\x80-\\x9f]C|'
    .concat('\\xf0[\\x90-\\xbf]CC|[\\xf1-\\xf3]CCC|\\xf4[\\x80-\\x8f]CC)|[^]').replaceAll('C', '[\\x80-\\xbf]'), 'g');
  const valid = (raw) => raw.replace(UTF8, (one, good) => good ?? '\xef\xbf\xbd');
  const bytes = (raw) => Uint8Array.from(raw, (c) => c.charCodeAt(0));
  const utf8 = (raw) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(valid(raw)));
  const ALIASES = { cp932: 'shift_jis', 'iso-2022-jp-ms': 'iso-2022-jp', cp949: 'euc-kr', cp936: 'gbk' };

  function toRaw(input) {
    const from = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    let raw = '';
    for (let at = 0; at < from.length; at += 8192) raw += String.fromCharCode(...from.subarray(at, at + 8192));
    return raw;
  }

  // By hand, for decoders that take it for ISO 8859-1 (Node 20); it is also what an unknown charset is.
  const WINDOWS = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
  const western = (raw) => raw.replace(/[\0\x80-\x9f]/g, (c) => WINDOWS[c.charCodeAt(0) - 128] ?? '\ufffd');

  function decoded(raw, name) {
    try {
      const decoder = new TextDecoder(ALIASES[name.toLowerCase()] ?? name, { ignoreBOM: true }), { encoding } = decoder;
      if (encoding === 'windows-1252') return western(raw);
      return decoder.decode(bytes(raw)).replace(encoding.startsWith('windows-') ? /[\0\x80-\x9f]/g : /\0/g, '\ufffd');
    } catch {
      return western(raw);
    }
  }

  // What was not encoded is taken as UTF-8 if it is that: it was on a screen.
  function fromCharset(raw, name, encoded) {
    if (!name || /^utf-?8$/i.test(name) || (!/^iso-2022/i.test(name) && !encoded && valid(raw) === raw)) return utf8(raw);
    return decoded(raw, name);
  }

  function fromBase64(raw) {
    const digits = raw.split('=', 1)[0].replace(/[^A-Za-z0-9+/]/g, '');
    return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  }

  const fromQuoted = (raw) => raw.replace(/=(?:[ \t\r]*(?:\n|$)|([0-9A-Fa-f]{2}))/g,
    (all, hex) => (hex ? String.fromCharCode(parseInt(hex, 16)) : ''));

  // HTML without its tags, with line breaks where blocks end.
  const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', laquo: '«', raquo: '»' };
  const HTML = new RegExp('<!--[^]*?(?:-->|$)|<(script|style|title)(?![a-z0-9])[^<>]*>[^]*?(?=</\\1|$)'
    .concat('|<(/?)([a-z0-9]*)(?![a-z0-9])([^<>]*)>|&([a-z]+);|&#(x[0-9a-f]+|[0-9]+);?|\\n'), 'gi');

  function entity(all, name, number) {
    if (name) return ENTITIES[name] ?? all;
    const value = Number(/^x/i.test(number) ? `0${number}` : number);
    if (number.replace(/^x/i, '').length > 7) return all;
    return value && value <= 0x10ffff && (value & ~0x7ff) !== 0xd800 ? String.fromCodePoint(value) : '\ufffd';
  }

  function fromHtml(html) {
    let pre = false;
    const replace = (all, unseen, slash, name, rest, named, number) => {
      if (named || number) return entity(all, named, number);
      if (all === '\n') return pre ? all : ' ';
      if (all.startsWith('<!--') || unseen) return '';
      const inside = all.slice(0, -2);
      if ((!name && !/^[!?]/.test(rest)) || (inside.includes('@') && !inside.includes('=')))
        return `<${all.slice(1).replace(HTML, replace)}`;
      if (/^pre$/i.test(name)) pre = !slash;
      if (/^(br|p|div|tr|li|hr|h[1-6]|ul|ol|dl|table|blockquote|pre)$/i.test(name)) return '\n';
      return /^(td|th|dt|dd)$/i.test(name) ? ' ' : '';
    };
    return html.replace(HTML, replace);
  }

  function chomp(line) {
    let length = line.length;
    while (length && line[length - 1] === ' ') length--;
    return line.slice(0, length);
  }

  const tidy = (text) => text.replace(/[\u200b-\u200d\ufeff\xad]|\r(?=\n)/g, '').replace(/[\r\u2028]/g, '\n')
    .replace(/[\0-\x09\x0b-\x1f\x7f\xa0\u3000\u2000-\u200a\u202f]/g, ' ').split('\n').map(chomp).join('\n');

  globalThis.bytes = { toRaw, fromRaw: bytes, utf8, fromCharset, fromBase64, fromQuoted, fromHtml, tidy };
})();
