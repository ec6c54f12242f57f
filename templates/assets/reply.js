// reply.js: the replies that stand in a text, each with what speaks for it. The steps are those of reply.c in src/lookup/,
// the patterns its data.
(() => {
  'use strict';
  const { PROSE, QUOTING, points, sizeOf, spanOf, enhancedAt, startsEnhanced, adjacent, standsAlone, windowOf, nextOfReply, isGeneric, firstAddress, addressAbove, isAnnounced, dropClosings } = globalThis.text;
  const PER_LINE = 20, NUMBERS = 20000, UNFOLD = 12, HEAD = 12, WRAPPED = 55, LONG = 2000;
  const DONE = 0, DELAYED = 1, FAILED = 2;
  const EVIDENCE = { status: 60, quoted: 50, field: 45, line: 42, pair: 38, words: 34, doubt: 30, bare: 22, generic: 20 };
  const isCode = (text) => /^[2-5][0-9][0-9]/.test(text);
  const OPENING = /^[ >|*"'(<#[-]*/;

  const outcomeOf = (digit) => (digit === '5' ? FAILED : digit === '4' ? DELAYED : DONE);

  function ofEnhanced(text) {
    const enhanced = enhancedAt(text);
    return enhanced && { code: '', enhanced, recipient: null, line: text, evidence: EVIDENCE.field, outcome: outcomeOf(text[0]) };
  }

  // The first enhanced code of the class of CODE, before another reply that has its own.
  function within(rules, code, rest) {
    for (let i = 0; i < rest.length; i++) {
      if (i && rest[i - 1] === ' ' && isCode(rest.slice(i, i + 3)) && !rest.startsWith(code, i) &&
          adjacent(rest.slice(i, i + 3), rest.slice(i + 3))) return null;
      const found = rest[i] === code[0] && startsEnhanced(rest, i);
      if (found && !rules.match('not-enhanced', rest.slice(0, i))) return found;
    }
    return null;
  }

  function ahead(code, text, at) {
    for (let i = at - 1; i >= 0; i--) {
      const found = text[i] === code[0] && startsEnhanced(text, i);
      if (found) return found;
    }
    return null;
  }

  // Reads what stands behind the code, over the lines of a reply and wrapped lines.
  function unfold(rules, c) {
    const { lines } = c, rest = lines[c.line].text.slice(c.at + 3);
    let more = rest.startsWith('-'), i = c.line + 1;
    Object.assign(c, { rest, adjacent: adjacent(c.code, rest), several: false });
    for (; i < lines.length && i <= c.line + UNFOLD && sizeOf(c.rest) < LONG; i++) {
      const beyond = more && !lines[i].text ? nextOfReply(c.code, lines[i + 1]?.text ?? '', c.adjacent) : null;
      if (beyond !== null && !(c.adjacent && enhancedAt(beyond))) continue; // a blank line within the reply
      if (!lines[i].text) break;
      const { text, indented } = lines[i], next = nextOfReply(c.code, text, c.adjacent);
      if (next !== null && more) {
        more = text[spanOf(text, QUOTING) + 3] === '-';
        c.several = true;
        if (next) c.rest += ` ${next}`;
        continue;
      }
      const empty = /^[ :-]*$/.test(c.rest), goesOn = empty || indented || points(lines[i - 1].text) >= WRAPPED;
      const announced = isAnnounced(lines.slice(Math.max(0, c.line - HEAD), c.line), lines[i - 1], lines[i]);
      // The address of the reply is broken off the line that says whose it is.
      const folded = indented && !c.begins && !lines[c.line].indented && /^<[^<]/.test(text);
      const fresh = !announced && !folded && rules.match('fresh', text);
      if (!(empty && enhancedAt(text)) && (next !== null || fresh || !goesOn)) break;
      c.rest += ` ${text}`;
      if (empty) c.adjacent ??= adjacent(c.code, c.rest);
      if (announced) {
        i++;
        break;
      }
    }
    c.last = i - 1;
  }

  // What speaks for the number, 0 when it is something else.
  function evidenceOf(c, { rules, vouched, brief }) {
    const sameLine = c.before.slice(c.before.lastIndexOf('\n') + 1), positive = c.code < '4';
    if (!c.adjacent && (rules.match('not-before', sameLine) || rules.match('not-after', c.rest))) return 0;
    const says = rules.match(positive ? 'success' : 'words', c.rest);
    if (rules.match('mark', c.before) && (c.adjacent || says || vouched || brief)) return EVIDENCE.quoted;
    if (c.adjacent) return c.begins ? EVIDENCE.line : EVIDENCE.pair;
    const hinted = c.begins || rules.match('hint', sameLine);
    if (c.begins && c.several) return EVIDENCE.line;
    if (c.begins && brief && c.lines.slice(0, c.line).every((line) => !line.text)) return EVIDENCE.bare;
    const above = c.lines[c.line - 1]?.text ?? '', below = c.lines[c.line + 1]?.text ?? '', colon = above.endsWith(':');
    const wrapped = c.begins && above && !colon && points(above) >= PROSE && !rules.match('fresh', above);
    if (says && !wrapped && (vouched || (c.begins && brief)) && (c.begins || (hinted && !positive)))
      return positive ? EVIDENCE.bare : EVIDENCE.words;
    const apart = colon || !(above || below); // or behind a colon
    return vouched && !positive && c.begins && apart ? EVIDENCE.bare : 0;
  }

  // Whether a word calls the number one of the protocol's codes: "error 550".
  function isNamed({ before, code, rest }, { data, rules, vouched, brief }) {
    return (vouched || brief) && code in data.codes && rules.match('named', before.slice(before.lastIndexOf('\n') + 1)) &&
      !rules.match('not-named', before + code + rest);
  }

  function recipientOf({ rules, failed }, c) {
    const { text } = c.lines[c.line];
    let found = rules.group('whom', text.slice(0, c.at));
    for (let i = c.line - 1; !found && i >= 0 && i >= c.line - HEAD; i--) found = rules.group('head-whom', c.lines[i].text);
    found ??= rules.group('whom', text);
    if (!c.rest.includes('ender')) found ??= firstAddress(c.rest);
    if (!failed.includes(',')) found ??= firstAddress(failed);
    return found ?? addressAbove(rules, c.lines, c.line);
  }

  // What a log says of the delivery weighs more than the class.
  function add(reading, reply, c) {
    const { rules, replies } = reading, { text } = c.lines[c.line];
    const outcome = [FAILED, DELAYED, DONE].find((one) => rules.match(['done', 'delayed', 'failed'][one], text));
    reply.recipient = recipientOf(reading, c);
    if (outcome !== undefined) Object.assign(reply, { log: true, outcome });
    replies.push(reply);
  }

  function candidate(lines, line, at) {
    return { lines, line, at, before: windowOf(lines, line, at), begins: spanOf(lines[line].text, OPENING) >= at };
  }

  // Adds the reply whose code stands there; returns the line behind it, 0 when it is none.
  function readCode(reading, lines, line, at) {
    const { rules } = reading, { text } = lines[line], c = candidate(lines, line, at), code = text.slice(at, at + 3);
    c.code = code;
    unfold(rules, c);
    const evidence = evidenceOf(c, reading), named = !evidence && isNamed(c, reading);
    if (!evidence && !named) return 0;
    // Behind it go on the words of whoever names it, unless they begin as a reply does.
    if (named && !/^ ?[:-]|^ [A-Z]/.test(c.rest)) Object.assign(c, { rest: '', last: line });
    const whole = dropClosings(`${code}${c.rest.startsWith('-') ? ' ' : ''}${c.rest.replace(/^-/, '')}`, lines, line, at);
    if (rules.match('not-reply', whole)) return 0;
    add(reading, {
      code, enhanced: c.adjacent ?? within(rules, code, c.rest) ?? ahead(code, text, at), line: whole, evidence: evidence || EVIDENCE.bare, named, outcome: outcomeOf(code[0]),
      accepted: rules.match('accepted', whole), aftermath: rules.match('aftermath', whole),
    }, c);
    return c.last + 1;
  }

  function readEnhanced(reading, lines, line, at, enhanced) {
    const { rules, vouched, brief } = reading, { text } = lines[line], c = candidate(lines, line, at);
    c.rest = text.slice(at + enhanced.length);
    const sameLine = c.before.slice(c.before.lastIndexOf('\n') + 1), marked = rules.match('enhanced-mark', c.before);
    const likely = (vouched || brief) && /^..[0-7]\./.test(enhanced) && (c.begins || rules.match('hint', sameLine)) &&
      !rules.match('not-enhanced', sameLine) && (rules.match('words', c.rest) || (brief && c.begins && !c.rest));
    if (!marked && !likely) return;
    const evidence = isGeneric(enhanced) ? EVIDENCE.generic : marked ? EVIDENCE.field : EVIDENCE.bare;
    const last = !c.begins && /^[)\]>"'. ]*$/.test(c.rest); // what it is about stands before it
    const shown = last ? text : dropClosings(text.slice(at), lines, line, at);
    add(reading, Object.assign(ofEnhanced(text.slice(at)), { evidence, line: shown }), c);
  }

  // Adds the replies in LINES to READING.
  function read(reading, lines) {
    let covered = 0; // the lines before this one belong to a reply that is read
    for (let line = 0; line < lines.length && reading.numbers < NUMBERS; line++) {
      const { text } = lines[line], inReply = line < covered;
      if ((line && text === lines[line - 1].text) || reading.rules.match('skip', text)) continue;
      let here = false, numbers = 0;
      for (const { index: at } of text.matchAll(/(?=[2-5][0-9][0-9])/g)) {
        if (numbers >= PER_LINE) break;
        if (!standsAlone(text, at)) continue;
        numbers++;
        const behind = inReply && spanOf(text, QUOTING) >= at ? 0 : readCode(reading, lines, line, at);
        here ||= behind > 0;
        covered = Math.max(covered, behind);
      }
      for (let at = 0; !here && !inReply && at < text.length && numbers < PER_LINE; at++) {
        const enhanced = startsEnhanced(text, at);
        if (!enhanced) continue;
        numbers++;
        readEnhanced(reading, lines, line, at, enhanced);
      }
      reading.numbers += numbers;
    }
  }

  globalThis.reply = { EVIDENCE, DONE, DELAYED, FAILED, ofEnhanced, read };
})();
