// lookup.js: what a pasted text says: lookup.text(bytesOrString, data) gives the replies, the one that decided first, and
// the known words, as `replyglot lookup --format json` does. The steps are those of src/lookup/.
(() => {
  'use strict';
  const { unpack, readStatus, text: { PROSE, rulesOf, linesOf, points, isGeneric, sizeOf, findWords }, reply: { EVIDENCE, read } } = globalThis;
  const MOST = 1024 * 1024, BRIEF = 3, CUT_LEAST = 6, INNER = 20, MOST_REPLIES = 500;
  const PER_OUTCOME = 15, ACCEPTED = 5, AFTERMATH = 25, SUPERSEDED = 60, WITHOUT_CODE = 5;

  // Ranks: the reply that decided first.
  const low = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const sameRecipient = (a, b) => !a.recipient || !b.recipient || low(a.recipient) === low(b.recipient);
  const classOf = ({ code, enhanced }) => (code || enhanced)[0];
  const mayExplain = (from) => from.code && !from.status && from.evidence >= EVIDENCE.doubt && !from.aftermath;
  const explains = (from, status) => classOf(from) === status.enhanced[0] && sameRecipient(from, status) &&
    (!from.enhanced || from.enhanced === status.enhanced || isGeneric(status.enhanced));

  // Gives the notifications without a reply code the one that the text quotes.
  function complete(replies) {
    const quoted = replies.filter(mayExplain);
    for (const status of replies) {
      const from = status.status && !status.code && quoted.find((one) => explains(one, status));
      if (!from) continue;
      const { code, enhanced = null, line } = from;
      Object.assign(status, { code, enhanced: enhanced ?? status.enhanced, line, evidence: EVIDENCE.status });
    }
  }

  // In a log, the last line about a recipient is the one that counts.
  function supersede(replies) {
    const seen = new Set();
    for (const reply of [...replies].reverse()) {
      if (!reply.log || !reply.recipient) continue;
      if (seen.has(reply.recipient)) reply.evidence -= SUPERSEDED;
      seen.add(reply.recipient);
    }
  }

  const score = (one) => one.evidence + (one.accepted ? ACCEPTED : 0) + PER_OUTCOME * one.outcome -
    (one.aftermath ? AFTERMATH : 0) - (one.code ? 0 : WITHOUT_CODE);

  // Whether LATER says nothing that FIRST does not say. FIRST may get its enhanced code and recipient.
  function saysTheSame(first, later) {
    const code = first.code === later.code;
    if (code && first.enhanced === later.enhanced) return true;
    if (!sameRecipient(first, later)) return false;
    if (code) first.recipient ??= later.recipient;
    if (code && (!later.enhanced || !first.enhanced)) {
      first.enhanced ??= later.enhanced;
      return true;
    }
    return !later.code && classOf(first) === classOf(later) &&
      (first.enhanced === later.enhanced || isGeneric(later.enhanced) || !first.enhanced);
  }

  function rank(replies) {
    // A number that is only called a code is none beside another reply.
    const founded = replies.filter(({ named }) => !named);
    if (founded.length) replies.splice(0, replies.length, ...founded);
    replies.forEach((one, i) => { one.order = i; });
    complete(replies);
    supersede(replies);
    replies.sort((a, b) => score(b) - score(a) || !!a.log - !!b.log || (a.log ? b.order - a.order : a.order - b.order));
    const kept = [];
    for (const later of replies) {
      if (kept.some((first) => saysTheSame(first, later))) continue;
      if (kept.length === MOST_REPLIES) break;
      kept.push(later);
    }
    replies.splice(0, replies.length, ...kept);
  }

  // A few lines hold nothing but what was asked about.
  function isBrief(parts) {
    const count = ({ text }) => {
      const lines = text.split('\n');
      return lines.slice(0, 22).filter(Boolean).length + (lines.length > 23 || lines[22] ? 1 : 0);
    };
    return parts.reduce((sum, part) => sum + count(part), 0) <= BRIEF;
  }

  // The message that begins in TEXT, whose beginning is none; it may be indented.
  function innerMessage(rules, text) {
    let tried = 0;
    for (let at = text.indexOf('\n') + 1; at && tried < INNER; at = text.indexOf('\n', at) + 1) {
      const end = text.indexOf('\n', at);
      if (!rules.match('headers', text.slice(at, end < 0 ? undefined : end).replace(/^ +/, ''))) continue;
      const inner = text[at] === ' ' ? unpack.blockOf(text.slice(at), false) : text.slice(at);
      if (unpack.isMessage(inner)) return inner;
      tried++;
    }
    return null;
  }

  // TEXT with each long line joined to what follows: what is told may be broken anywhere.
  function unwrap(text) {
    let all = '', joins = false;
    text.split('\n').forEach((line, i) => {
      const kept = joins ? line.replace(/^ +/, '') : line;
      all += (i ? (joins ? ' ' : '\n') : '') + kept;
      joins = points(kept) >= PROSE;
    });
    return all;
  }

  function look(input, looking, again) {
    const { data, rules } = looking, unpacked = unpack(input, rules.match), { parts, failed } = unpacked, replies = [];
    const status = parts.some((part) => part.status);
    const vouched = Boolean(unpacked.vouched || failed || status || parts.some(({ text }) => rules.match('vouch', unwrap(text))));
    const reading = { data, rules, replies, failed, vouched, brief: isBrief(parts), numbers: looking.numbers };
    let all = '';
    for (const { text, status: marked } of parts) {
      const whole = linesOf(text), end = marked ? -1 : whole.findIndex((line) => sizeOf(line.text.slice(0, CUT_LEAST)) >= CUT_LEAST && rules.match('cut', line.text));
      const lines = end < 0 ? whole : whole.slice(0, end);
      for (const line of lines) all += `${line.text} `;
      readStatus(reading, lines, marked);
      read(reading, lines);
    }
    looking.numbers = reading.numbers;
    rank(replies);
    let result = { replies, matches: findWords(data.lines, all, vouched || reading.brief, replies) };
    // A message that somebody passes on, if its headers are those of one about a delivery, unless its SUBJECT alone is.
    const lookAgain = (inner, subject) => {
      const headers = inner && unpack(inner, rules.match);
      if (!headers || !(headers.notice || (headers.vouched && subject))) return;
      const said = look(inner, looking, false);
      if (said.replies.length || said.matches.length) result = said;
    };
    const isFounded = () => result.replies.length > 0 && !result.replies[0].named;
    if (!again || status) return result;
    // What is in a notice is mostly the returned message.
    for (const { text } of parts) if (!isFounded()) lookAgain(innerMessage(rules, text), !unpacked.notice);
    for (const inner of unpacked.notice ? [] : unpacked.attached) if (!isFounded()) lookAgain(inner, false);
    return result;
  }

  const pathOf = (data, code, enhanced) => {
    const path = data.codes[code]?.path ?? (code ? null : data.enhanced[enhanced?.slice(2)]?.path);
    return path ? data.folder + path : null;
  };

  function text(input, data) {
    const cut = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    const { replies, matches } = look(cut.subarray(0, MOST), { data, rules: rulesOf(data.rules), numbers: 0 }, true);
    return {
      replies: replies.map(({ code, enhanced, line, recipient }) => {
        const path = pathOf(data, code, enhanced);
        return { code: code || null, enhanced, class: (code || enhanced)[0], path, line, recipient };
      }),
      matches: matches.map(({ sender, key, code, enhanced = null }) => ({ sender, key, code, enhanced, path: pathOf(data, code, null) })),
    };
  }

  globalThis.lookup = { text, most: MOST };
})();
