// compare.mjs REPLYGLOT ROOT: the script of the compare page, run on the built page with as much of a browser as it needs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { attribute, classes, elements, Page, text } from './lib/page.mjs';
import { argumentsOf, build, copyOf, edit } from './lib/program.mjs';
import { finish, Report } from './lib/report.mjs';
import { dressedSignals } from './lib/signals.mjs';

const { program, root } = argumentsOf();
const SCRIPT = readFileSync(join(root, 'templates/assets/compare.js'), 'utf8');
const AT = 'https://site.example/some/base/en/signals/compare/';
const CODES = ['A1', 'B7', 'B12']; // in their order

// An element of parse5 as the script sees one.
const shown = new Map();
function show(element) {
  if (!element) return null;
  if (!shown.has(element)) shown.set(element, {
    get children() { return element.childNodes.filter((node) => node.tagName).map(show); },
    get nextElementSibling() {
      const all = element.parentNode.childNodes;
      return show(all.slice(all.indexOf(element) + 1).find((node) => node.tagName));
    },
    get options() { return [...elements(element)].filter((e) => e.tagName === 'option').map(show); },
    get textContent() { return text(element); },
    get href() { return new URL(attribute(element, 'href'), AT).href; },
    get value() { return element.tagName === 'select' ? this.options.find((o) => o.selected)?.value ?? '' : attribute(element, 'value'); },
    name: attribute(element, 'name'),
    dataset: { url: attribute(element, 'data-url') },
    selected: false,
    querySelector: (tag) => show([...elements(element)].find((e) => e.tagName === tag)),
  });
  return shown.get(element);
}

// The page after the script has run at the address with QUERY: where it went to, and what the form does then.
function run(html, script, query) {
  shown.clear();
  const { all } = new Page('en/signals/compare/index.html', html), went = [];
  const go = (how) => (to) => went.push(`${how} ${new URL(to, AT).href}`);
  const form = show(all.find((e) => classes(e).includes('compare')));
  let submit;
  Object.assign(form, { addEventListener: (name, call) => (submit = name === 'submit' ? call : submit) });
  for (const select of all.filter((e) => e.tagName === 'select')) form[attribute(select, 'name')] = show(select);
  const document = {
    querySelector: (selector) => (selector === 'form.compare' ? form : null),
    querySelectorAll: (selector) => (selector === '.matrix h3' ? all.filter((e) => e.tagName === 'h3' && classes(e.parentNode).includes('matrix')).map(show) : []),
  };
  vm.runInNewContext(script, { document, location: { search: query, assign: go('assign'), replace: go('replace') }, URLSearchParams });
  const choose = (name, code) => form[name].options.forEach((option) => (option.selected = option.value === code));
  return { went, choose, submit: () => { let kept = false; submit({ preventDefault: () => (kept = true) }); return kept; } };
}

// Where A and B belong, in any order.
function target(a, b, file) {
  const [low, high] = [a, b].sort((x, y) => CODES.indexOf(x) - CODES.indexOf(y)).map((code) => code.toLowerCase());
  return new URL(`../${low === high ? low : `${low}-vs-${high}`}/${file}`, AT).href;
}

function check(html, script, file, report) {
  for (const a of CODES)
    for (const b of CODES) {
      const asked = run(html, script, `?a=${a}&b=${b}`), wanted = target(a, b, file);
      report.check('addresses with two codes', asked.went.join() === `replace ${wanted}`, `?a=${a}&b=${b} leads to ${asked.went.join() || 'nowhere'}`);
      const chosen = run(html, script, '');
      chosen.choose('a', a);
      chosen.choose('b', b);
      const kept = chosen.submit();
      report.check('choices of two codes', kept && chosen.went.join() === `assign ${wanted}`, `${a} and ${b} lead to ${chosen.went.join() || 'nowhere'}`);
    }
  for (const query of ['?a=A1', '?b=A1', '?a=A1&b=C9', '?a=&b=', '?a=A1&b='])
    report.check('addresses without two codes', !run(html, script, query).went.length, `${query} leads away`);
  const half = run(html, script, '?a=B7');
  report.check('choices with too few codes', !half.submit() && !half.went.length, 'one code is enough');
  half.choose('b', 'A1');
  report.check('choices that the address began', half.submit() && half.went.join() === `assign ${target('B7', 'A1', file)}`, `?a=B7 and A1 lead to ${half.went.join()}`);
}

const report = new Report(), source = dressedSignals(root);
const pageOf = (folder) => readFileSync(join(folder, 'en/signals/compare/index.html'), 'utf8');
const html = pageOf(build(program, source));
check(html, SCRIPT, '', report);
const files = copyOf(source);
edit(join(files, 'content/site.yaml'), /^link_index: false/m, 'link_index: true');
check(pageOf(build(program, files)), SCRIPT, 'index.html', report);
report.check('bytes', Buffer.byteLength(SCRIPT) <= 2048, `compare.js has ${Buffer.byteLength(SCRIPT)} bytes`);

// Proof: a script that does not order its codes, one that does not know equal ones, and a page with a row too few.
const BROKEN = [
  ['no order', html, SCRIPT.replace(/\.sort\(.*\)/, '')],
  ['equal codes', html, SCRIPT.replace(/if \(a === b\).*/, '')],
  ['a row too few', html.replace(/<h3 id="row-a1".*?<\/ul>/s, ''), SCRIPT],
];
for (const [name, page, script] of BROKEN) {
  const proof = new Report();
  try {
    check(page, script, '', proof);
  } catch (error) {
    proof.fault(error.message);
  }
  report.check('broken scripts and pages, each of which was found', proof.faults.length > 0, `self-test "${name}" was not found`);
}
finish('compare', report);
