// The reversed address of a comparison, B-vs-A, leads to A-vs-B. Codes are ordered by number, and an address that is in
// order is left alone: if there is no such page either, this one stands there again, and no reader goes round in circles.
(() => {
  'use strict';
  const [, folder, b, a] = location.pathname.match(/^(.*\/)([^/]+)-vs-([^/]+?)(?:\/(?:index\.html)?)?$/) ?? [];
  if (!a || a.localeCompare(b, 'en', { numeric: true }) >= 0) return;
  location.replace(`${folder}${a}-vs-${b}/${location.search}${location.hash}`);
})();
