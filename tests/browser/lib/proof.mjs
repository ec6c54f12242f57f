// Proof that a check can fail: each case breaks what the host serves, and must be found.

const changed = (text, { from, to }) => text.replace(from, to);
const fits = (path, file) => (typeof path === 'string' ? file === path : path.test(file));

// CASES: {name, path, from, to, also?, finds}: in the files that fit PATH (a string or an expression) FROM is replaced
// by TO; ALSO is a further {path, from, to}, which by itself breaks nothing. CHECK(case) gives the faults: one that fits
// FINDS must be among them.
export async function proveAll(host, cases, check, report) {
  for (const one of cases) {
    report.count('broken pages, each of which was found');
    let broken = 0;
    host.change = (file, before) => {
      const text = one.also && fits(one.also.path, file) ? changed(before, one.also) : before;
      if (!fits(one.path, file)) return text;
      const after = changed(text, one);
      if (after !== text) broken++;
      return after;
    };
    const faults = await check(one);
    host.change = null;
    if (!broken) report.fault(`self-test "${one.name}": nothing to break: ${one.from}`);
    else if (!faults.some((fault) => one.finds.test(fault)))
      report.fault(`self-test "${one.name}" was not found; found instead: ${faults.slice(0, 3).join(' | ') || 'nothing'}`);
  }
}
