// text.js: what is asked of any text: which rules match, its lines and codes, its first address, what its end belongs to,
// the known words in it. The steps are those of rules.c, reply.c and words.c in src/lookup/, the patterns their data.
(() => {
  'use strict';
  const PROSE = 40, WINDOW = 160, LONG = 2000, NEAR = 20, WORDS_SHORT = 25, WORDS_MOST = 10;
  const points = (text) => text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
  const sizeOf = (text) => new TextEncoder().encode(text).length;
  const isWord = (letter) => /^[0-9A-Za-z]/.test(letter ?? '');
  const spanOf = (text, set) => set.exec(text)[0].length;
  const QUOTING = /^[ >|<"']*/;

  // The rules of the data by kind.
  function rulesOf(rows) {
    const kinds = {};
    for (const [kind, , fold, pattern] of rows) (kinds[kind] ??= []).push(new RegExp(pattern, fold ? 'giu' : 'gu'));
    return {
      match: (kind, text) => kinds[kind].some((rule) => text.search(rule) >= 0),
      group(kind, text) {
        const rule = kinds[kind].find((one) => text.search(one) >= 0);
        return rule ? [...text.matchAll(rule)].at(-1)[1] : null;
      },
    };
  }

  // Logs may have "_" or "+" for a blank.
  function blanksOf(text) {
    if (text.includes('_said:_') || (text.includes('delivery ') && text.includes('_(#'))) return /[ _]+/;
    return / [2-5][0-9][0-9]\+/.test(text) ? /[ +]+/ : / +/;
  }

  // Lines have single blanks within, none at the ends; a very long one is taken as several.
  function addLine(lines, text) {
    let indented = text.startsWith(' '), line = '', length = 0;
    for (const word of text.split(blanksOf(text)).filter(Boolean)) {
      if (length >= LONG) {
        lines.push({ text: line, indented });
        [indented, line, length] = [true, '', 0];
      }
      line += line ? ` ${word}` : word;
      length += points(word) + (line === word ? 0 : 1);
    }
    lines.push({ text: line, indented });
  }

  function linesOf(text) {
    const lines = [];
    for (const line of text.split('\n')) addLine(lines, line);
    return lines;
  }

  // The enhanced code with which TEXT begins, or null.
  const enhancedAt = (text) => /^[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z@]|\.[0-9])/.exec(text)?.[0] ?? null;
  const startsEnhanced = (text, at) => !/[0-9A-Za-z._]/.test(text[at - 1] ?? ' ') && enhancedAt(text.slice(at, at + 13));
  const isGeneric = (enhanced) => enhanced.endsWith('.0.0');

  // The enhanced code right behind a reply code, or the same code again and then it.
  function adjacent(code, rest) {
    let at = spanOf(rest, /^[ :,;/([<'"#-]*/);
    if (rest.startsWith(code, at) && /[ -]/.test(rest[at + 3] ?? '')) at += 3 + spanOf(rest.slice(at + 3), /^[ #-]*/);
    return at <= 12 ? enhancedAt(rest.slice(at, at + 13)) : null;
  }

  // Whether what touches the number at TEXT[AT] belongs to no other number or word.
  function standsAlone(text, at) {
    const before = text[at - 1] ?? ' ', further = text[at - 2] ?? ' ', after = text[at + 3] ?? '';
    if (/[0-9A-Za-z._/\\@&%+$~?^|]/.test(before) || isWord(after)) return false;
    if (/[0-9][-:,]$|[\]:]:$|[A-Za-z]-$/.test(further + before)) return false;
    if (/^$|[ #)\];'"<>([{}\x80-\uffff]/.test(after) || adjacent(text.slice(at, at + 3), text.slice(at + 3))) return true;
    if (after === '-') return !/[0-9]/.test(text[at + 4] ?? '');
    return /[:.,?!]/.test(after) && !isWord(text[at + 4]);
  }

  // The last characters before LINES[LINE][AT], with the end of the line above, of up to two that are blank.
  function windowOf(lines, line, at) {
    const above = [1, 2, 3].map((back) => lines[line - back]?.text).find(Boolean);
    const all = (above ? `${above}\n` : '') + lines[line].text.slice(0, at);
    return [...all.slice(-2 * WINDOW)].slice(-WINDOW).join('');
  }

  // What LINE adds to the reply CODE ("550-…"); null when it does not go on with it.
  function nextOfReply(code, line, enhanced) {
    const rest = line.slice(spanOf(line, QUOTING));
    if (!rest.startsWith(code) || !/^[- ]?$/.test(rest[3] ?? '')) return null;
    const next = rest.slice(3).replace(/^[ -]+/, '');
    const again = enhanced && next.startsWith(enhanced) && !isWord(next[enhanced.length]);
    return again ? next.slice(enhanced.length).replace(/^ +/, '') : next;
  }

  // Whether BEFORE holds an OPENING more than its CLOSING, of which CLOSED more come behind. Arrows are no brackets.
  function isOpen(before, opening, closing, closed) {
    for (let i = before.length - 1; i >= 0; i--) {
      const opens = before[i] === opening && !(opening === '<' && /^[< ]/.test(before[i + 1] ?? ''));
      if (opens && !closed) return true;
      closed += (before[i] === closing) - opens;
    }
    return false;
  }

  // Where LINE closes a quote that it does not open, -1: nowhere. Marks behind a quote are AFTER.
  function closingQuote(line, quote, after) {
    let open = 0;
    for (let i = line.indexOf(quote); i >= 0; i = line.indexOf(quote, i + 1)) {
      const last = i === line.length - 1;
      if (line[i - 1] === '\\') continue;
      if (i && /[ "'([<]/.test(line[i - 1]) && !last) open++;
      else if ((last || after.test(line[i + 1])) && open-- === 0) return i;
    }
    return -1;
  }

  // Where LINE closes the quotation that was opened in BEFORE, -1: nowhere.
  function endOfQuotation(line, before) {
    if (before.endsWith('"')) return closingQuote(line, '"', /[ "')\]>.,;:!?}]/);
    for (const [opening, ...closings] of ['«»', '“”', '„“”']) {
      const from = before.lastIndexOf(opening);
      if (from < 0 || closings.some((one) => before.includes(one, from))) continue;
      let inner = 0;
      for (let i = 0; i < line.length; i++) {
        if (line[i] === opening) inner++;
        else if (closings.includes(line[i]) && inner-- === 0) return i;
      }
    }
    return -1;
  }

  // Whether the bracket or quote that LINE ends with was opened in BEFORE, of whose kind some were TAKEN already.
  function endsOutside(line, before, taken) {
    const last = line.at(-1), opening = { ')': '(', ']': '[', '>': '<' }[last], count = taken.split(last).length - 1;
    if (opening) return line.split(last).length > line.split(opening).length && isOpen(before, opening, last, count);
    return /^["']$/.test(last) && !count && before.endsWith(last) && closingQuote(line, last, /[ "')\]>]/) === line.length - 1;
  }

  // LINE without what is behind the quotation that it is, and what was opened before its code, at LINES[I].TEXT[AT].
  function dropClosings(line, lines, i, at) {
    const before = `${lines[i - 1]?.text ?? ''}\n${lines[i].text.slice(0, at)}`;
    const end = endOfQuotation(line, before);
    let kept = (end < 0 ? line : line.slice(0, end)).replace(/ +$/, ''), taken = '';
    while (taken.length < 4 && endsOutside(kept, before, taken)) {
      taken += kept.at(-1);
      kept = kept.slice(0, -1).replace(/ +$/, '');
    }
    return kept;
  }

  const STOPS = ' <>@:;,"\'()[]';
  function firstAddress(text) {
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      let from = at, to = at + 1;
      while (from && !STOPS.includes(text[from - 1])) from--;
      while (to < text.length && !STOPS.includes(text[to])) to++;
      if (from < at && to > at + 1) return text.slice(from, to).replace(/\.$/, '');
    }
    return null;
  }

  // The nearest address in the lines above that may be a recipient.
  function addressAbove(rules, lines, line) {
    let found = null;
    for (let i = line - 1; !found && i >= 0 && i >= line - NEAR; i--)
      if (!rules.match('not-whom', lines[i].text)) found = firstAddress(lines[i].text);
    return found;
  }

  // The known words in TEXT, best first.
  const fold = (text) => text.toLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"')
    .replace(/[\0- ]+/g, ' ').replace(/^ | $/g, '');

  function agreement(line, replies) {
    const each = replies.map(({ code, enhanced }, i) => {
      const same = code === line.code, finer = enhanced && enhanced === line.enhanced;
      return same || (finer && !code) ? (same && finer ? 0 : 1) + (i ? 2 : 0) : 4;
    });
    return Math.min(4, ...each);
  }

  function findWords(lines, text, about, replies) {
    const folded = fold(text), plain = folded.replace(/ [2-5][0-9][0-9][ -]#?(?:[245]\.[0-9]{1,3}\.[0-9]{1,3} )?/g, ' ');
    const classes = replies.map(({ code, enhanced }) => (code || enhanced)[0]);
    const found = lines.filter(({ words, code }) => (!classes.length || classes.includes(code[0])) && (folded.includes(words) || plain.includes(words)))
      .map((line) => ({ line, agrees: agreement(line, replies), length: sizeOf(line.words) }))
      .filter(({ agrees, length }) => agrees < 4 || length >= WORDS_SHORT || (about && !replies.length));
    found.sort((a, b) => a.agrees - b.agrees || b.length - a.length);
    // Words that agree with a reply leave no room for others.
    return found.slice(0, WORDS_MOST).filter(({ agrees }) => agrees < 4 || found[0].agrees === 4).map(({ line }) => line);
  }

  // Whether LINE is an address that the line ABOVE ends with a colon for, both indented, and that is in HEADINGS.
  function isAnnounced(headings, above, { text, indented }) {
    if (!indented || !above.indented || !above.text.endsWith(':') || text.includes(' ')) return false;
    const address = firstAddress(text);
    return address !== null && headings.some((one) => one.text.includes(address));
  }

  globalThis.text = { PROSE, QUOTING, points, sizeOf, spanOf, rulesOf, linesOf, enhancedAt, startsEnhanced, adjacent, standsAlone, windowOf, nextOfReply, isGeneric, firstAddress, addressAbove, isAnnounced, dropClosings, findWords };
})();
