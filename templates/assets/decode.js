// decode.js: the box that reads what is pasted (partials/decode_box.html): lookup.js finds, this shows. The data
// (src/emit/lookup_data.c) are a script too, added on first use, so that all of it works from a disk.
(() => {
  'use strict';
  const PAUSE = 250; // milliseconds without a key, then the text is looked up
  const SHOWN = 64 * 1024; // bytes of a file that are shown: a box with much more is slow
  const form = document.getElementById('decode');
  if (!form || !globalThis.lookup) return;
  const byId = (id) => document.getElementById(id);
  const [box, file, told, answer, byHand] = ['paste', 'file', 'told', 'answer', 'by-hand'].map(byId);
  const source = new URL(form.dataset.source, document.baseURI).href;
  let loading = null, timer = 0, asked = 0, bytes = null; // BYTES: of the file whose text is in the box

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = source;
      script.onload = () => resolve(globalThis.lookupData);
      script.onerror = () => {
        loading = null;
        script.remove();
        reject(new Error(source));
      };
      document.head.append(script);
    });
    return loading;
  }

  // Fills what of ROOT is marked: data-part with text, data-href with an address, data-class with a class. A part without
  // a value goes, and the row that it is in.
  function fill(root, values) {
    const marked = (name) => root.querySelectorAll(`[data-${name}]`);
    for (const one of marked('class')) one.classList.add(`class-${values.class}`);
    for (const one of marked('part')) {
      const value = values[one.dataset.part];
      if (value === undefined || value === null || value === '') (one.closest('[data-row]') ?? one).remove();
      else if (value === true) one.hidden = false;
      else one.textContent = one.dataset.pattern ? one.dataset.pattern.replace('{sender}', () => value) : value;
      if (values.lang?.[one.dataset.part]) one.lang = values.lang[one.dataset.part];
    }
    for (const one of marked('href')) {
      const address = values[one.dataset.href];
      if (address) one.href = address;
      else if (!one.dataset.part) one.remove();
    }
    return root;
  }

  const copyOf = (id) => byId(id).content.cloneNode(true);

  // A list with a copy of its [data-each] for every one of ALL.
  function listOf(id, all) {
    const list = copyOf(id), each = list.querySelector('[data-each]');
    each.replaceWith(...all.map((values) => fill(each.cloneNode(true), values)));
    return list;
  }

  function tell(text) {
    const line = document.createElement('p');
    line.textContent = text;
    told.replaceChildren(...(text ? [line] : []));
  }

  const join = (...parts) => parts.filter(Boolean).join(' ');
  const toPage = (path) => path && new URL(`../${path}`, source).href;
  const finer = (data, enhanced) => data.enhanced[enhanced?.slice(2)] ?? {};

  function replyValues(data, reply) {
    const code = data.codes[reply.code], { title, says, path, lang, saysLang } = finer(data, reply.enhanced);
    const label = reply.code ? code?.name : title, labelLang = reply.code ? code?.lang : lang;
    const enhancedUrl = path && new URL(path, source).href;
    return {
      protocol: data.protocol, class: reply.class, className: data.classes[reply.class], url: toPage(reply.path) ?? enhancedUrl,
      plate: join(reply.code, reply.enhanced), verdict: code?.verdict, noPage: reply.path ? null : true,
      name: join(reply.code || reply.enhanced, label), label,
      finer: reply.code && reply.enhanced, title, says, enhancedUrl,
      recipient: reply.recipient, line: reply.line, lang: { title: lang, says: saysLang, name: labelLang, label: labelLang },
    };
  }

  function matchValues(data, match) {
    const line = data.lines.find(({ key }) => key === match.key), code = data.codes[match.code];
    return {
      class: match.code[0], plate: join(match.code, match.enhanced), sender: match.sender, means: line.means,
      lineUrl: new URL(line.path, source).href, url: toPage(match.path), name: join(match.code, code?.name),
      lang: { means: line.lang, name: code?.lang },
    };
  }

  // What was found, the reply that decided first; the words of its sender stand with it.
  function show(data, { replies: [first, ...others], matches }) {
    const own = first && matches.find(({ code }) => code === first.code), parts = [];
    if (first) {
      const { sender, means, lineUrl, lang } = own ? matchValues(data, own) : { lang: {} };
      const values = replyValues(data, first);
      parts.push(fill(copyOf('decided'), { ...values, sender, means, lineUrl, lang: { ...values.lang, means: lang.means } }));
    }
    if (others.length) parts.push(listOf('others', others.map((one) => replyValues(data, one))));
    const rest = matches.filter((one) => one !== own);
    if (rest.length) parts.push(listOf('known', rest.map((one) => matchValues(data, one))));
    answer.replaceChildren(...parts);
    byHand.open = !parts.length;
    const { first: decided, none, words } = form.dataset;
    tell(first ? decided.replace('{code}', () => join(first.code, first.enhanced)) : matches.length ? words : none);
  }

  async function look() {
    clearTimeout(timer);
    const number = ++asked, input = bytes ?? box.value;
    if (!box.value.trim()) {
      answer.replaceChildren();
      tell('');
      return;
    }
    try {
      const data = await load();
      if (number === asked) show(data, globalThis.lookup.text(input, data));
    } catch {
      if (number === asked) {
        answer.replaceChildren();
        tell(form.dataset.failed);
        byHand.open = true;
      }
    }
  }

  // On a phone the answer is below what is seen; the live region tells it, so the focus stays.
  async function answerNow() {
    await look();
    if (!box.value.trim()) box.focus();
    else if (told.getBoundingClientRect().top > innerHeight / 2) told.scrollIntoView();
  }

  function put(text, from = null) {
    box.value = text;
    bytes = from;
    look();
  }

  async function read(one) {
    if (!one) return;
    const all = new Uint8Array(await one.slice(0, globalThis.lookup.most).arrayBuffer());
    put(new TextDecoder().decode(all.subarray(0, SHOWN)), all);
  }

  box.addEventListener('input', () => {
    bytes = null;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answerNow();
  });
  file.addEventListener('change', () => read(file.files[0]));
  form.addEventListener('dragover', (event) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  });
  form.addEventListener('drop', (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
  for (const example of form.querySelectorAll('[data-text]'))
    example.addEventListener('click', () => {
      put(example.dataset.text);
      box.focus();
    });
  for (const control of form.elements) control.disabled = false;
  if (box.value) look(); // the browser has kept it
})();
