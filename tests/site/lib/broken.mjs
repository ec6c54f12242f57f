// Proof that a check can fail: each case breaks one file of a site that was found good, and must be found.
import { Report } from './report.mjs';

// CASES: {name, file, from, to, finds}. FROM, a string or an expression, is replaced by TO in FILE (without FROM the
// file becomes TO, and is taken away where that is undefined); CHECK of the result must find a fault that fits FINDS
// and was not there before.
export function proveAll(site, check, cases, report) {
  const before = new Set(check(site).faults);
  for (const { name, file, from, to, finds } of cases) {
    report.count('broken pages, each of which was found');
    const source = site.files.get(file);
    const broken = from === undefined ? to : source?.replace(from, to);
    if (broken === source) {
      report.fault(`self-test "${name}": nothing to break in ${file}: ${from}`);
      continue;
    }
    const faults = check(site.with(file, broken)).faults.filter((fault) => !before.has(fault));
    if (!faults.some((fault) => finds.test(fault)))
      report.fault(`self-test "${name}" was not found; found instead: ${faults.slice(0, 3).join(' | ') || 'nothing'}`);
  }
  return report;
}

export { Report };
