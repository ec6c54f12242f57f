// The search page. Its index (src/emit/search_data.c) is a script too, added on first use, so that all of it works from
// a disk. Weighed and left: lunr 2.3 (29 KB), Fuse.js 7.5 (26), MiniSearch 7.2 (86), FlexSearch 0.8 (12 to 51) pass the
// 10 KB of a page's scripts and fold in their own way; Pagefind is modules and WebAssembly, which no disk serves.
(() => {
  'use strict';
  const LETTERS = { ß: 'ss', æ: 'ae', ð: 'd', ø: 'o', þ: 'th', đ: 'd', ı: 'i', ł: 'l', œ: 'oe', ς: 'σ' };
  const WEIGHTS = [1, 3, 4, 6, 12], NAME = 4; // passage, lead, wire words, entry, name
  const CODE = 1000, ANSWER = 500, OFTEN = 1.5, LIMIT = 50;

  // As src/text/fold.h says; tests/search/fold.json holds both to it.
  const wordsOf = (text) => (text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[ßæðøþđıłœς]/g, (letter) => LETTERS[letter])
    .match(/[\p{L}\p{N}]+(?:\.(?=\p{N})[\p{L}\p{N}]+)*/gu) ?? []).filter((word) => !/^[a-z]$/.test(word));

  // The data with its words, postings and stop words taken apart (src/emit/search_index.h).
  const open = (data) => {
    let word = '';
    const words = data.words.split(' ').slice(0, -1)
      .map((part) => (word = word.slice(0, parseInt(part[0], 36)) + part.slice(1)));
    const asked = data.asked.map(([text, ...answers]) => ({ phrases: text.split(',').map((one) => one.split(' ')), answers }));
    return { ...data, words, asked, postings: data.postings.split(' '), stops: new Set(data.stops.split(' ')) };
  };

  // [document, place] of word number I.
  const postingsOf = (index, i) => {
    const found = [];
    let place = 0, number = 0, next = 0;
    for (const sign of index.postings[i]) {
      const level = index.levels.indexOf(sign), more = index.more.indexOf(sign);
      if (level >= 0) [place, next] = [level, 0];
      else if (more >= 0) number = number * index.more.length + more;
      else {
        next += number * index.digits.length + index.digits.indexOf(sign);
        found.push([next++, place]);
        number = 0;
      }
    }
    return found;
  };

  // {document: [points, place]} for WORD; if UNFINISHED also for the longer words that begin with it. Codes that are
  // often seen weigh more.
  const pointsOf = (index, word, unfinished) => {
    const points = new Map();
    index.words.forEach((other, i) => {
      if (other !== word && !(unfinished && other.startsWith(word))) return;
      const postings = postingsOf(index, i), rare = Math.log(1 + index.documents.length / postings.length);
      for (const [number, place] of postings) {
        let more = place <= NAME ? WEIGHTS[place] * rare * word.length / other.length : CODE;
        if (place <= NAME && index.often.includes(number)) more *= OFTEN;
        if (other !== word) more /= 2;
        if (more > (points.get(number)?.[0] ?? 0)) points.set(number, [more, place]);
      }
    });
    return points;
  };

  // How well what is typed fits the WORD of a phrase: as a plural of it, say, or as its beginning; 0: not at all.
  const fit = (typed, word, last) => {
    if (typed === word) return 1;
    if (word.length > 3 && typed.startsWith(word) && typed.length < word.length + 3) return 0.9;
    return last && typed.length > 2 && word.startsWith(typed) ? typed.length / word.length / 2 : 0;
  };

  // What readers ask for in words of their own (`search` of the words of a protocol). Where TYPED has all words of a
  // phrase, half as many as are ASKED or more, its answers have these words, the best first, and so has what the other
  // phrases of the entry find. POINTS, of each word, get more by it.
  const answer = (index, typed, asked, points) => {
    for (const { phrases, answers } of index.asked) for (const phrase of phrases) {
      if (phrase.length < asked.length / 2) continue; // soon done with a long text
      const met = phrase.map((word) => typed.map((one, i) => [fit(one, word, i === typed.length - 1), one])
        .sort(([a], [b]) => b - a)[0]);
      const at = new Set(met.map(([, one]) => asked.indexOf(one)).filter((i) => i >= 0)), share = at.size / asked.length;
      const worth = Math.min(...met.map(([how]) => how)) * share;
      if (!worth) continue;
      const give = (number, more) => at.forEach((i) => {
        if (more * worth > (points[i].get(number)?.[0] ?? 0)) points[i].set(number, [more * worth]);
      });
      answers.forEach((number, i) => give(number, ANSWER - i));
      for (const other of phrases.filter((one) => one !== phrase)) {
        const [first, ...more] = other.filter((word) => !index.stops.has(word)).map((word) => pointsOf(index, word));
        first?.forEach(([one], number) => more.every((has) => has.has(number)) && give(number, one / 2));
      }
    }
  };

  // The documents with all words of QUERY, the best first, equals in their order; for want of any, as of a pasted line,
  // those with half of the words. Behind them, what is about a code, or answers a phrase, that is asked for. The last
  // word may be unfinished, and so may one that no document has. A code that has all the words in its name and meaning
  // comes before documents where they are scattered.
  const find = (index, query) => {
    const typed = wordsOf(query), asked = [...new Set(typed.filter((word) => !index.stops.has(word)))];
    if (!typed.length) return [];
    if (!asked.length) asked.push(...typed.slice(-1));
    const words = asked.map((word, i) => pointsOf(index, word, i === asked.length - 1 || !index.words.includes(word)));
    for (const number of words[0].keys()) {
      const places = words.map((one) => one.get(number)?.[1] ?? 0), least = Math.min(...places);
      if (index.documents[number][0] === 'code' && Math.max(...places) <= NAME)
        for (const one of words) if (least) one.get(number)[0] *= least < NAME ? 2 : 4;
    }
    answer(index, typed, asked, words);
    const points = new Map(), hits = new Map();
    for (const one of words) for (const [number, [more]] of one) {
      points.set(number, (points.get(number) ?? 0) + more);
      hits.set(number, (hits.get(number) ?? 0) + 1);
    }
    const best = (fits) => [...points.keys()].filter(fits)
      .sort((a, b) => points.get(b) - points.get(a) || a - b);
    const having = (n) => best((number) => hits.get(number) >= n);
    let found = having(asked.length);
    if (!found.length) found = having(asked.length / 2);
    found.push(...best((number) => points.get(number) >= ANSWER / 4 && !found.includes(number)));
    return found.map((number) => index.documents[number]);
  };

  if (!globalThis.document) return (globalThis.search = { wordsOf, open, postingsOf, find }); // a test

  const form = document.querySelector('form[data-source]'), box = form.elements.q;
  const [list, status, advice] = ['results', 'count', 'advice'].map((id) => document.getElementById(id));
  const source = new URL(form.dataset.source, location.href);
  let index, script, timer;

  const element = (name, text = '', properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text, ...properties });

  const itemOf = ([kind, path, plate, title, text, group, titleLang, textLang]) => {
    const item = element('li'), says = element('p');
    const link = element('a', '', { href: new URL(path, source), className: group ? `code-link class-${group}` : 'code-link' });
    if (plate) link.append(element('code', plate, { translate: false }), ' ');
    if (title) link.append(element('span', title, titleLang && { lang: titleLang }));
    says.append(element(kind === 'line' ? 'q' : 'span', text, textLang && { lang: textLang }));
    if (kind === 'line') says.translate = false;
    item.append(link, ' ', element('small', list.dataset[kind]), says);
    return item;
  };

  const load = () => {
    if (script) return;
    script = element('script');
    script.src = source;
    script.onload = script.onerror = () => {
      if (globalThis.searchData?.documents) {
        index = open(globalThis.searchData);
        return show();
      }
      script.remove();
      script = undefined;
      status.textContent = status.dataset.failed;
    };
    document.head.append(script);
  };

  const remember = () => {
    const query = box.value.trim();
    try {
      history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    } catch {
      // A page from a disk has no address to change.
    }
  };

  const show = () => {
    const asked = Boolean(box.value.trim());
    clearTimeout(timer);
    timer = setTimeout(remember, 300); // browsers allow few changes of the address in a row
    if (asked && !index) return load();
    const found = asked ? find(index, box.value) : [], many = found.length > LIMIT;
    list.replaceChildren(...found.slice(0, LIMIT).map(itemOf));
    const { count, none } = status.dataset;
    status.textContent = found.length ? count.replace('{count}', many ? `${LIMIT}+` : found.length) : asked ? none : '';
    advice.hidden = found.length > 0;
  };

  box.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const stops = [box, ...list.querySelectorAll('a')], at = stops.indexOf(document.activeElement);
    let to;
    if (event.key === '/' && !event.target.closest('input, textarea, select')) to = box;
    if (event.key === 'Escape' && at >= 0) {
      to = box;
      box.value = '';
      show();
    }
    if (at >= 0) to ??= stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  const query = new URLSearchParams(location.search).get('q');
  if (query === null) box.focus();
  else {
    box.value = query;
    show();
  }
})();
