// pages.mjs REPLYGLOT ROOT [CHECK…]: the shipped content, built once and parsed once, read by the checks of checks/ (all
// of them, or those that are named); then each check is proven on pages that are broken on purpose.
import { argumentsOf, build, copyOf } from './lib/program.mjs';
import { finish, Report } from './lib/report.mjs';
import { contentOf } from './lib/shipped.mjs';
import { Site } from './lib/site.mjs';
import * as crawl from './checks/crawl.mjs';
import * as language from './checks/language.mjs';
import * as prose from './checks/prose.mjs';
import * as structure from './checks/structure.mjs';

const { program, root, options } = argumentsOf();
const checks = [crawl, language, prose, structure].filter(({ name }) => !options.length || options.includes(name));
const base = 'https://site.example/';
const source = copyOf(root); // a copy, so that nobody writes it meanwhile
const site = Site.read(build(program, source, { args: ['--base-url', base] }));
const env = { program, root, source, base, site, content: contentOf(source) };

// The tree of a page is gone when the next ones are looked at: every check takes from it what it needs.
for (const page of site.pages.values()) for (const check of checks) check.look(page);

const all = new Report();
for (const { name, check, further, prove } of checks) {
  const report = new Report(), started = Date.now();
  report.add('shipped', check(site, env));
  further?.(env, report);
  prove(env, report);
  finish(name, report);
  console.log(`${name} took ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  all.add(name, report);
}
console.log(`${site.pages.size} pages, ${all.faults.length} faults`);
process.exitCode = all.faults.length ? 1 : 0;
