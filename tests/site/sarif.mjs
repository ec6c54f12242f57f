// sarif.mjs REPLYGLOT ROOT: what `check --format sarif` prints is valid against the schema of SARIF 2.1.0, with and
// without findings, and keeps what the schema cannot say.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { argumentsOf, copyOf, edit } from './lib/program.mjs';
import { finish, Report } from './lib/report.mjs';

const { program, root } = argumentsOf();
const report = new Report();
const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
// Formats the schema does not depend on for a log of ours are left to the checks below.
const valid = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore' })
  .addMetaSchema(createRequire(import.meta.url)('ajv/lib/refs/json-schema-draft-04.json')).compile(schema);

function check(source) {
  const run = spawnSync(program, ['check', '--source', source, '--format', 'sarif'], { encoding: 'utf8' });
  if (run.error) throw run.error;
  return JSON.parse(run.stdout);
}

const problems = (log) => (valid(log) ? [] : valid.errors.map((error) => `${error.dataPath} ${error.message}`));

// SARIF 3.19.23 (ids once), 3.27.5 and 3.27.6 (the index leads to the rule), 3.4.4 (the base is declared).
function contradictions({ runs: [run] }) {
  const { rules } = run.tool.driver;
  const found = new Set(rules.map(({ id }) => id)).size === rules.length ? [] : ['a rule stands twice'];
  for (const result of run.results) {
    if (rules[result.ruleIndex]?.id !== result.ruleId) found.push(`${result.ruleId} is not rule ${result.ruleIndex}`);
    for (const { physicalLocation: { artifactLocation: { uriBaseId } } } of result.locations)
      if (!(uriBaseId in run.originalUriBaseIds)) found.push(`${uriBaseId} is not declared`);
  }
  const prints = run.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  if (new Set(prints).size !== prints.length) found.push('two results have one fingerprint');
  return found;
}

const clean = join(root, 'tests/diag/base');
const broken = copyOf(clean);
edit(join(broken, 'content/ktl/codes/40.yaml'), /^retry: later$/m, 'retry: sometimes\ncolour: red\n"a\\e": 1');
edit(join(broken, 'content/site.yaml'), /$/, 'levels: {missing-translation: note, typography: loud}\n');
rmSync(join(broken, 'content/ktl/pairs/40-41.fr.yaml'));
for (const [name, source, least] of [['clean', clean, 0], ['broken', broken, 4]]) {
  const log = check(source);
  report.count('reports that are valid SARIF');
  for (const problem of [...problems(log), ...contradictions(log)]) report.fault(`${name}: ${problem}`);
  if (log.runs[0].results.length < least) report.fault(`${name}: only ${log.runs[0].results.length} results`);
}

// The check can fail.
const BREAKS = [
  (log) => delete log.version,
  (log) => { log.runs[0].results[0].level = 'fatal'; },
  (log) => { log.runs[0].results[0].message = 'text'; },
  (log) => { log.runs[0].results.find(({ locations: [at] }) => at.physicalLocation.region)
    .locations[0].physicalLocation.region.startLine = 0; },
  (log) => { log.runs[0].tool.driver.name = undefined; delete log.runs[0].tool.driver.name; },
  (log) => { log.runs[0].columnKind = 'bytes'; },
  (log) => { log.runs[0].results[0].ruleIndex += 1; },
  (log) => { log.runs[0].results[0].fixed = true; },
];
for (const [i, spoil] of BREAKS.entries()) {
  const log = check(broken);
  spoil(log);
  report.count('spoilt reports, each of which was found');
  if ([...problems(log), ...contradictions(log)].length === 0) report.fault(`spoilt report ${i} was not found`);
}
finish('sarif', report);
