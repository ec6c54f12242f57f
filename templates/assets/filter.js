// Narrows the list of codes by words and facts. What is chosen stands in the address, so that it can be passed on.
(() => {
  'use strict';
  const place = document.getElementById('filter'), form = place?.querySelector('form');
  if (!form) return;
  const status = form.querySelector('[role=status]');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/’/g, "'").replaceAll('œ', 'oe').replaceAll('ß', 'ss');
  const parts = [...document.querySelectorAll('.class-part')].map((part) => ({
    part,
    cards: [...part.querySelectorAll('[data-facts]')].map((card) =>
      ({ card, text: fold(card.textContent), facts: card.dataset.facts.split(' ') })),
  }));
  let timer;

  const remember = (chosen) => {
    const query = String(new URLSearchParams(chosen));
    try {
      history.replaceState(null, '', location.pathname + (query && `?${query}`) + location.hash);
    } catch {
      // A page from a disk has no address to change.
    }
  };

  const apply = () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    const facts = chosen.filter(([name]) => name !== 'q').map(([name, value]) => `${name}:${value}`);
    let count = 0;
    for (const { part, cards } of parts) {
      let some = false;
      for (const { card, text, facts: has } of cards) {
        const fits = words.every((word) => text.includes(word)) && facts.every((fact) => has.includes(fact));
        card.hidden = !fits;
        some ||= fits;
        count += fits;
      }
      part.hidden = !some;
    }
    status.textContent = chosen.length ? form.dataset.count.replace('{count}', count) : '';
    clearTimeout(timer);
    timer = setTimeout(remember, 300, chosen); // browsers allow few changes of the address in a row
  };

  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (!asked.has(field.name)) continue;
    field.value = asked.get(field.name);
    if (field.selectedIndex < 0) field.selectedIndex = 0; // no choice of this list
  }
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply)); // when the fields are empty
  form.addEventListener('submit', (event) => event.preventDefault());
  place.hidden = false;
  apply();
})();
