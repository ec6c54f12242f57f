// The reversed address of a comparison, B-vs-A, leads to A-vs-B, if that page exists. Codes are ordered by
// number; an address that is in order is left alone, so that no host can send the reader back and forth.
(async () => {
  const [, folder, b, a] = location.pathname.match(/^(.*\/)([^/]+)-vs-([^/]+?)(?:\/(?:index\.html)?)?$/) ?? [];
  if (!a || a.localeCompare(b, 'en', { numeric: true }) >= 0) return;
  const there = `${folder}${a}-vs-${b}/`;
  try {
    const answer = await fetch(there, { method: 'HEAD' });
    if (answer.status === 200) location.replace(there + location.search + location.hash);
  } catch {
    // Offline, or read from a disk: the page says what there is to say.
  }
})();
