// What a test has checked and found: every fault is listed, the counts are printed, the exit status follows.
const MANY = 100; // faults of one test that are printed; the rest are counted

export class Report {
  counts = new Map();
  faults = [];

  count(what, n = 1) {
    this.counts.set(what, (this.counts.get(what) ?? 0) + n);
  }

  fault(text) {
    this.faults.push(text);
  }

  // Counts WHAT as checked; a fault unless OK.
  check(what, ok, fault) {
    this.count(what);
    if (!ok) this.fault(typeof fault === 'function' ? fault() : fault);
    return ok;
  }

  // Adds the counts and faults of OTHER, each fault under NAME.
  add(name, other) {
    for (const [what, n] of other.counts) this.count(what, n);
    for (const fault of other.faults) this.fault(`${name}: ${fault}`);
  }
}

export function finish(name, report) {
  for (const [what, n] of report.counts) console.log(`${String(n).padStart(8)}  ${what}`);
  for (const fault of report.faults.slice(0, MANY)) console.log(`FAULT ${fault}`);
  if (report.faults.length > MANY) console.log(`… and ${report.faults.length - MANY} further faults`);
  console.log(`${name}: ${report.faults.length ? `${report.faults.length} faults` : 'no fault'}`);
  process.exitCode = report.faults.length ? 1 : 0;
}
