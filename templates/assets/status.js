// status.js: the fields of delivery status notifications (RFC 3464), wherever they stand. The steps are those of status.c
// in src/lookup/.
(() => {
  'use strict';
  const { EVIDENCE, DONE, DELAYED, FAILED, ofEnhanced, read } = globalThis.reply;
  const { linesOf, isGeneric, addressAbove } = globalThis.text;

  const FIELDS = { 'final-recipient': 'recipient', 'original-recipient': 'original', action: 'action', status: 'status',
    'diagnostic-code': 'diagnostic', 'x-diagnostic-code': 'diagnostic' };
  const OTHERS = ['remote-mta', 'reporting-mta', 'received-from-mta', 'arrival-date', 'last-attempt-date', 'will-retry-until',
    'original-envelope-id', 'dsn-gateway', 'final-log-id'];
  const ACTIONS = [[/^(fail|expired)/i, FAILED], [/^delay/i, DELAYED], [/^(relay|expand)/i, DONE],
    [/^delivery-delay/i, DELAYED], [/^deliver/i, DONE]];
  const newGroup = () => ({ recipient: '', original: '', action: '', status: '', diagnostic: '', other: '', unknown: '' });

  function fieldOf(line, whole) {
    const [all, name, value] = /^[> ]*([a-z0-9-]+)(?: :|:(?!\/\/)) *([^]*)$/i.exec(line) ?? [];
    if (all === undefined) return { to: null, value: line };
    const low = name.toLowerCase();
    return { to: FIELDS[low] ?? (OTHERS.includes(low) ? 'other' : whole || low.startsWith('x-') ? 'unknown' : null), value };
  }

  const addressOf = (value) => /^[^ <>"]*@[^ <>"]*/.exec(value.slice(value.indexOf(';') + 1).replace(/^[ <"]+/, ''))?.[0] ?? null;

  function outcomeOf({ action }, digit) {
    const said = ACTIONS.find(([begins]) => begins.test(action));
    return said ? said[1] : digit === '4' ? DELAYED : /[23]/.test(digit) ? DONE : FAILED;
  }

  // The diagnostic as a line of the kind that quotes a server, whatever type it names; x-unix is a program's exit status.
  function diagnosticOf({ diagnostic }) {
    const text = diagnostic.replace(/^[a-z0-9-]* *;/i, '');
    return /^x-unix/i.test(diagnostic) && /^[ 0-9]*$/.test(text) ? '' : text.replace(/^ +/, '');
  }

  // Joins the status to REPLY, or adds it as a reply of its own when there is none.
  function joinStatus(reading, group, reply) {
    const own = ofEnhanced(group.status.replace(/^[ #(<]+/, ''));
    if (own && reply && !reply.enhanced && reply.code[0] === own.enhanced[0]) reply.enhanced = own.enhanced;
    const better = own && reply && !reply.code && isGeneric(reply.enhanced) && !isGeneric(own.enhanced);
    if (!own || (reply && !better)) return reply;
    reading.replies.push(own);
    return own;
  }

  function endGroup(reading, group, lines, above) {
    const { replies, rules, data } = reading, from = replies.length, text = diagnosticOf(group);
    if (!group.action && !group.status && !group.diagnostic) return;
    read(reading, linesOf(data.quotes + text));
    const found = replies.slice(from), one = joinStatus(reading, group, found.find(({ code }) => code) ?? found[0]);
    for (const other of replies.slice(from)) {
      other.recipient = addressOf(group.recipient) ?? addressOf(group.original) ?? addressAbove(rules, lines, above);
      other.evidence = Math.min(other.evidence, EVIDENCE.words);
      other.status = true;
    }
    if (!one) return;
    one.evidence = one.code ? EVIDENCE.status : isGeneric(one.enhanced) ? EVIDENCE.generic : EVIDENCE.field;
    one.outcome = outcomeOf(group, (one.code || one.enhanced)[0]);
    if (!one.code && group.diagnostic) one.line = `${one.enhanced} ${text}`;
  }

  // GAP: a blank line stands before the field.
  const beginsGroup = (group, to, gap) => (to === 'original'
    ? group.original || group.status || group.diagnostic || (gap && group.action)
    : ['recipient', 'action', 'status'].includes(to) && group[to]);
  const isFirst = (to, line) =>
    ['recipient', 'original', 'action', 'diagnostic'].includes(to) || /^[> ]*reporting-mta/i.test(line);

  // Adds what the recipients' fields say, and empties their lines. WHOLE: LINES are a delivery status.
  function readStatus(reading, lines, whole) {
    let group = newGroup(), to = null, inside = whole, first = 0, gap = false, indented = false; // the line of TO is
    lines.forEach((line, i) => {
      let { to: found, value } = fieldOf(line.text, whole || inside);
      const own = !to || !line.indented || indented || found === 'other'; // else it may go on with the field above
      const begun = (group.recipient || group.action || group.status) && ['diagnostic', 'unknown'].includes(to);
      if (found && !own && (found === 'unknown' || group[found] || begun)) [found, value] = [null, line.text];
      const more = !found && line.text && to && (line.indented || to === 'diagnostic');
      const next = found && (inside || isFirst(found, line.text)) ? found : null;
      if (next && !inside) first = i;
      if (next && beginsGroup(group, next, gap)) {
        endGroup(reading, group, lines, first);
        first = i;
        group = newGroup();
      }
      if (next || more) group[next ?? to] += (group[next ?? to] ? ' ' : '') + value;
      if (next) indented = line.indented;
      gap = !line.text || (gap && !next && !more);
      to = next ?? (more ? to : null);
      inside = whole || next || more || (inside && !line.text);
      if (next || more) line.text = '';
    });
    endGroup(reading, group, lines, first);
  }

  globalThis.readStatus = readStatus;
})();
