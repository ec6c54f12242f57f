// Leads from the two chosen codes, or from ?a=450&b=550, straight to their comparison: the lower code first, whatever the
// order of the choice, and one code twice to its own page. All addresses are links of this page.
(() => {
  'use strict';
  const form = document.querySelector('form.compare');
  if (!form) return;
  const rows = [...document.querySelectorAll('.matrix h3')]; // a row for every code but the highest, in their order

  const place = (code) => {
    const i = rows.findIndex((row) => row.querySelector('code').textContent === code);
    return i < 0 ? rows.length : i;
  };
  const optionOf = (select, code) => [...select.options].find((option) => option.value && option.value === code);

  // The page for codes A and B, or undefined while one of them is not chosen.
  function addressOf(a, b) {
    const option = optionOf(form.a, a);
    if (!option || !optionOf(form.b, b)) return undefined;
    if (a === b) return option.dataset.url;
    const [low, high] = [place(a), place(b)].sort((x, y) => x - y);
    return rows[low].nextElementSibling.children[high - low - 1].querySelector('a').href;
  }

  form.addEventListener('submit', (event) => {
    const address = addressOf(form.a.value, form.b.value);
    if (!address) return;
    event.preventDefault();
    location.assign(address);
  });

  const asked = new URLSearchParams(location.search);
  for (const select of [form.a, form.b]) {
    const option = optionOf(select, asked.get(select.name));
    if (option) option.selected = true;
  }
  const address = addressOf(asked.get('a'), asked.get('b'));
  if (address) location.replace(address); // so that the way back does not lead here again
})();
