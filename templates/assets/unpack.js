// unpack.js: from what was pasted to the texts in it that may hold a reply. The steps are those of unpack.c in
// src/lookup/. A raw string has bytes for characters.
(() => {
  'use strict';
  const { toRaw, fromRaw, utf8, fromCharset, fromBase64, fromQuoted, fromHtml, tidy } = globalThis.bytes;
  const DEPTH = 8, PARTS = 200;
  const NAME = /^[a-z][a-z0-9_-]{0,75}:/i, OF_PART = /^(content-|mime-|x-)/i;
  const KNOWN = /^(received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to):/i;
  const endOfLine = (raw, at) => (raw.indexOf('\n', at) + 1 || raw.length + 1) - 1;

  // Without the characters of SET at its end; a pattern would be slow where there are many within.
  function stripEnd(text, set) {
    let length = text.length;
    while (length && set.includes(text[length - 1])) length--;
    return text.slice(0, length);
  }

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
        if (fields[last].length < 4000) fields[last] += ` ${stripEnd(line.replace(/^[ \t\n\v\f\r]+/, ''), ' \t\n\v\f\r')}`;
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
    stripEnd(/(?:^|\n)--([^ \n][^\n]*)\n(?=content-)/i.exec(raw)?.[1] ?? '', ' \t\v\f\r');

  function takeParts(to, raw, boundary, depth) {
    let from = -1, any = false;
    for (let at = 0; boundary && at < raw.length;) {
      const stop = endOfLine(raw, at);
      const edge = raw.startsWith(`--${boundary}`, at);
      const rest = edge ? stripEnd(raw.slice(at + boundary.length + 2, stop), ' \t\r') : null;
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
    to.failed ||= tidy(utf8(field(entity, 'x-failed-recipients'))).replace(/\n/g, ' ').replace(/^ +/, '');
    to.report ||= reportType(entity) === 'delivery-status';
    const sender = to.report || known('from');
    to.notice ||= sender || Boolean(to.failed);
    to.vouched ||= sender || known('subject');
  }

  function take(to, raw, part, depth) {
    if (depth > DEPTH || to.parts.length >= PARTS) return;
    const entity = entityOf(raw, part), type = /^[^; \t]*/.exec(field(entity, 'content-type'))[0].toLowerCase();
    if (!part) noteHeaders(to, entity);
    if (['feedback-report', 'disposition-notification'].includes(reportType(entity))) return;
    if (type.startsWith('multipart/') && takeMultipart(to, entity, depth)) return;
    if (type === 'message/rfc822') {
      if (to.report) return;
      if (reportType(entityOf(entity.body, false)) === 'delivery-status') take(to, entity.body, false, depth + 1);
      else if (to.attached.length < PARTS) to.attached.push(fromRaw(entity.body));
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

  // The lines at its beginning that are indented, or blank, without the blanks that all of them have; null when there are
  // none, or, if they have to be the WHOLE text, others behind them.
  function blockOf(text, whole) {
    const lines = text.split('\n'), indent = (line) => /^[ \t]*/.exec(line)[0].length, isBlank = (line) => /^[ \t\r]*$/.test(line);
    const other = lines.findIndex((line) => !isBlank(line) && !indent(line));
    if (whole && other >= 0) return null;
    const kept = other < 0 ? lines : lines.slice(0, other);
    const least = kept.reduce((sum, line) => (isBlank(line) ? sum : Math.min(sum, indent(line))), Infinity);
    return least < Infinity ? kept.map((line) => line.slice(Math.min(least, indent(line)))).join('\n') : null;
  }

  // The message that RAW is, maybe behind a "From " line, or null.
  function messageIn(raw) {
    const start = raw.replace(/^[ \t\r\n]+/, ''), next = start.slice(endOfLine(start, 0) + 1);
    if (/^>?From /.test(start) && isMessage(next)) return next;
    return isMessage(start) ? start : null;
  }

  // INPUT is bytes or a string; MATCH tells whether a text matches a rule of a kind.
  function unpack(input, match) {
    const to = { parts: [], attached: [], failed: '', vouched: false, notice: false, report: false, match };
    let raw = toRaw(input).replaceAll('\0', ' ');
    for (let i = 0, less; i < 5 && (less = unquote(raw)) !== null; i++) raw = less;
    const block = blockOf(raw, true); // of a few lines, what is indented goes on with what is above
    const isStatus = (text) => /^[ \t\r\n]*(reporting-mta|(final|original)-recipient):/i.test(text);
    if (block && (/\n\r?\n[ \t\r\n]*[^ \t\r\n]/.test(messageIn(block) ?? '') || isStatus(block) || guessBoundary(block))) raw = block;
    const message = messageIn(raw), start = raw.replace(/^[ \t\r\n]+/, '');
    if (message !== null) take(to, message, false, 0);
    else if (takeParts(to, start, guessBoundary(start), 0)) to.attached = []; // of what, no header tells
    else to.parts.push({ text: tidy(utf8(start)), status: false });
    return to;
  }

  globalThis.unpack = Object.assign(unpack, { isMessage, blockOf });
})();
