// unpack.js: from what was pasted to the texts in it that may hold a reply, like unpack.c and decode.c. A raw string
// has bytes for characters.
(() => {
  'use strict';
  const DEPTH = 8, PARTS = 200, BLANKS = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;
  const NAME = /^[a-z][a-z0-9_-]{0,75}:/i, OF_PART = /^(content-|mime-|x-)/i;
  const KNOWN = /^(received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to):/i;
  const endOfLine = (raw, at) => (raw.indexOf('\n', at) + 1 || raw.length + 1) - 1;

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
    .concat('|<(/?)([a-z0-9]*)([^<>]*)>|&([a-z]+);|&#(x[0-9a-f]+|[0-9]+);?|\\n'), 'gi');

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

  // The fields at the beginning of a text and what follows them; of a part, only the fields of a part.
  function entityOf(raw, part) {
    const fields = [];
    let at = 0;
    while (at < raw.length) {
      const stop = endOfLine(raw, at), line = raw.slice(at, stop).replace(/\r$/, '');
      if (!line) {
        at = stop + 1;
        break;
      }
      const last = fields.length - 1;
      if (/^[ \t]/.test(line) && fields.length) {
        if (fields[last].length < 4000) fields[last] += ` ${line.replace(BLANKS, '')}`;
      } else if (NAME.test(line) && (!part || OF_PART.test(line))) {
        fields.push(line);
      } else {
        break;
      }
      at = stop + 1;
    }
    return { fields, body: raw.slice(at) };
  }

  function field({ fields }, name) {
    const line = fields.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`);
    return line ? line.slice(name.length + 1).replace(/^[ \t]+/, '') : '';
  }

  function parameter(value, name) {
    const found = new RegExp(`${name}[ \\t]*=[ \\t]*(?:"([^"]*)|([^; \\t]*))`, 'i').exec(value);
    return found ? found[1] ?? found[2] : '';
  }

  const reportType = (entity) => parameter(field(entity, 'content-type'), 'report-type').toLowerCase();
  const guessBoundary = (raw) =>
    /(?:^|\n)--([^ \n][^\n]*)\n(?=content-)/i.exec(raw)?.[1].replace(/[ \t\v\f\r]+$/, '') ?? '';

  function takeParts(to, raw, boundary, depth) {
    let from = -1, any = false;
    for (let at = 0; boundary && at < raw.length;) {
      const stop = endOfLine(raw, at);
      const edge = raw.startsWith(`--${boundary}`, at);
      const rest = edge ? raw.slice(at + boundary.length + 2, stop).replace(/[ \t\r]+$/, '') : null;
      if (rest === '' || rest === '--') {
        if (from >= 0 && at > from) take(to, raw.slice(from, at), true, depth + 1);
        any = true;
        from = rest ? -1 : stop + 1;
      }
      at = stop + 1;
    }
    if (from >= 0 && from < raw.length) take(to, raw.slice(from), true, depth + 1);
    return any;
  }

  const takeMultipart = (to, entity, depth) =>
    takeParts(to, entity.body, parameter(field(entity, 'content-type'), 'boundary'), depth) ||
    takeParts(to, entity.body, guessBoundary(entity.body), depth);

  function takeText(to, entity, type) {
    const encoding = field(entity, 'content-transfer-encoding');
    const decode = /^base64/i.test(encoding) ? fromBase64 : /^quoted-printable/i.test(encoding) ? fromQuoted : null;
    const charset = parameter(field(entity, 'content-type'), 'charset');
    const text = fromCharset(decode ? decode(entity.body) : entity.body, charset, Boolean(decode));
    const html = type === 'text/html';
    to.parts.push({ text: tidy(html ? fromHtml(text) : text), status: !html && type.includes('delivery-status') });
  }

  function noteHeaders(to, entity) {
    const known = (name) => to.match('vouch', utf8(field(entity, name)));
    to.failed ||= tidy(utf8(field(entity, 'x-failed-recipients'))).replace(/\n/g, ' ').trim();
    if (reportType(entity) === 'delivery-status') to.report = to.vouched = true;
    to.vouched ||= known('from') || known('subject');
  }

  function take(to, raw, part, depth) {
    if (depth > DEPTH || to.parts.length >= PARTS) return;
    const entity = entityOf(raw, part), type = /^[^; \t]*/.exec(field(entity, 'content-type'))[0].toLowerCase();
    if (!part) noteHeaders(to, entity);
    if (['feedback-report', 'disposition-notification'].includes(reportType(entity))) return;
    if (type.startsWith('multipart/') && takeMultipart(to, entity, depth)) return;
    if (type === 'message/rfc822') {
      const inner = to.report ? '' : reportType(entityOf(entity.body, false));
      if (inner === 'delivery-status') take(to, entity.body, false, depth + 1);
    } else if (!type.includes('/') || /^(text\/(plain|html)$|multipart\/)|delivery-status/.test(type) ||
               (!part && type !== 'text/rfc822-headers')) {
      takeText(to, entity, type);
    }
  }

  // Whether TEXT begins with headers.
  function isMessage(text) {
    let fields = 0, known = 0;
    for (let at = 0; at < text.length && fields < 100; at = endOfLine(text, at) + 1) {
      const line = text.slice(at, endOfLine(text, at));
      if (fields && /^[ \t]/.test(line)) continue;
      if (!NAME.test(line)) break;
      fields++;
      known += KNOWN.test(line);
    }
    return known >= 2 || (known === 1 && (/^content-type:/i.test(text) || (fields > 2 && !/^reporting-mta:/i.test(text))));
  }

  // Without the quote marks of who passed it on; ">>>" begins what a client said.
  function unquote(raw) {
    const lines = raw.split('\n'), quoted = lines.filter((line) => /^>(?!>>)/.test(line)).length;
    const others = lines.filter((line) => /^(?!>(?!>>))[^\r]/.test(line)).length;
    return quoted && quoted > others * 4 ? lines.map((line) => line.replace(/^>(?!>>) ?/, '')).join('\n') : null;
  }

  // INPUT is bytes or a string; MATCH tells whether a text matches a rule of a kind.
  function unpack(input, match) {
    const to = { parts: [], failed: '', vouched: false, report: false, match };
    let raw = toRaw(input).replaceAll('\0', ' ');
    for (let i = 0, less; i < 5 && (less = unquote(raw)) !== null; i++) raw = less;
    raw = raw.replace(/^[ \t\r\n]+/, '');
    if (/^>?From /.test(raw) && isMessage(raw.slice(endOfLine(raw, 0) + 1))) raw = raw.slice(endOfLine(raw, 0) + 1);
    if (isMessage(raw)) take(to, raw, false, 0);
    else if (!takeParts(to, raw, guessBoundary(raw), 0)) to.parts.push({ text: tidy(utf8(raw)), status: false });
    return to;
  }

  globalThis.unpack = Object.assign(unpack, { isMessage });
})();
