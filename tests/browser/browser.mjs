// browser.mjs REPLYGLOT ROOT [PART…]: the shipped site in Debian's Chromium, as people meet it: every kind of page, in
// every language. Each part (all of them, or those that are named) is then proven on pages that are broken on purpose.
import { argumentsOf, build, copyOf } from '../site/lib/program.mjs';
import { finish, Report } from '../site/lib/report.mjs';
import { contentOf } from '../site/lib/shipped.mjs';
import { Host } from './lib/host.mjs';
import { launch } from './lib/browser.mjs';
import * as appearance from './parts/appearance.mjs';
import * as keyboard from './parts/keyboard.mjs';
import * as mirrored from './parts/mirrored.mjs';
import * as noscript from './parts/noscript.mjs';
import * as places from './parts/places.mjs';
import * as policy from './parts/policy.mjs';
import * as use from './parts/use.mjs';

const { program, root, options } = argumentsOf();
const parts = [appearance, keyboard, noscript, mirrored, places, policy, use].filter(({ name }) => !options.length || options.includes(name));
const source = copyOf(root); // a copy, so that nobody writes it meanwhile
const site = build(program, source);
const host = await Host.start(site), browser = await launch();
const env = { program, root, source, site, host, browser, languages: contentOf(source).languages };

const all = new Report();
for (const { name, run, prove } of parts) {
  const report = new Report(), started = Date.now();
  await run(env, report);
  const between = Date.now();
  await prove(env, report);
  finish(name, report);
  console.log(`${name} took ${((between - started) / 1000).toFixed(1)} s, its proof ${((Date.now() - between) / 1000).toFixed(1)} s\n`);
  all.add(name, report);
}
await browser.close();
await host.stop();
console.log(`${all.faults.length} faults`);
process.exitCode = all.faults.length ? 1 : 0;
