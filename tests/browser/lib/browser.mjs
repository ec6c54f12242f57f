// One Chromium for the whole run, and pages that tell what the browser complains of.
import { accessSync } from 'node:fs';
import { axeSource, chromium } from './packages.mjs';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export async function launch() {
  try {
    accessSync(EXECUTABLE);
  } catch {
    console.log(`FAULT ${EXECUTABLE} is missing: apt-get install chromium`);
    process.exit(1);
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

// Tells TELL everything that goes wrong on PAGE, which may ask for addresses that begin with ALLOWED only.
// A page that is not there is answered with status 404, of which Chromium tells its console: no fault.
function watch(page, allowed, tell) {
  page.on('pageerror', (error) => tell(`an exception: ${error.message}`));
  page.on('console', (message) => {
    const lost = /the server responded with a status of 404/.test(message.text()) && message.location().url === page.url();
    if (['error', 'warning'].includes(message.type()) && !lost) tell(`the console says: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(allowed)) tell(`asks for ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure();
    if (errorText !== 'net::ERR_ABORTED') tell(`${request.url()} cannot be had: ${errorText}`); // aborted: the page was left before it was there
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) tell(`${response.url()} is answered with ${response.status()}`);
  });
}

// What violates the Content-Security-Policy says so on the console, even where the browser would not.
function tellViolations() {
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`CSP: ${event.violatedDirective} forbids ${event.blockedURI} (${event.sample})`));
}

const WAIT = 30000; // ms, on a machine that does other things too

// A page in a context of its own. What it complains of is collected in complaints, until take() is called.
export class Visitor {
  complaints = [];

  static async open(browser, allowed, options = {}) {
    const visitor = new Visitor();
    visitor.context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', ...options });
    visitor.context.setDefaultTimeout(WAIT);
    if (options.javaScriptEnabled !== false) await visitor.context.addInitScript(tellViolations);
    visitor.page = await visitor.context.newPage();
    watch(visitor.page, allowed, (text) => visitor.complaints.push(text));
    return visitor;
  }

  // The complaints so far, which are then forgotten.
  take() {
    return this.complaints.splice(0);
  }

  close() {
    return this.context.close();
  }
}

// USE(tell) may fail; that, and what the page of VISITOR complains of meanwhile, is told as well.
async function attempt(visitor, tell, use) {
  try {
    await use(tell);
  } catch (error) {
    tell(error.message.split('\n')[0]);
  }
  visitor.take().forEach(tell);
}

// The same for a visitor of its own.
export async function visit(browser, allowed, options, tell, use) {
  const visitor = await Visitor.open(browser, allowed, options);
  await attempt(visitor, tell, () => use(visitor));
  await visitor.close();
}

const CORES = 2; // of the smallest machine that tests run on

// USE(visitor, item, tell) for each of ITEMS, by as many visitors as there are cores, each with one page, which keeps
// what it has compiled. What goes wrong with ITEM is told to TELL(item, fault).
export async function share(browser, allowed, options, items, tell, use) {
  const queue = [...items];
  await Promise.all(Array.from({ length: CORES }, async () => {
    const visitor = await Visitor.open(browser, allowed, options);
    for (let item; (item = queue.shift()); ) await attempt(visitor, (fault) => tell(item, fault), (told) => use(visitor, item, told));
    await visitor.close();
  }));
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

// What axe finds on PAGE, as it is now: a line for each violation.
export async function axe(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async ([tags, only]) => {
    const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: tags };
    const { violations: found } = await window.axe.run(document, { runOnly, resultTypes: ['violations'], preload: false });
    return found.map(({ id, nodes }) => ({ id, n: nodes.length, html: nodes[0].html.slice(0, 160), why: nodes[0].failureSummary.split('\n')[1] ?? '' }));
  }, [TAGS, rules]);
  return violations.map(({ id, n, html, why }) => `axe: ${id} (${n}): ${html}: ${why.trim()}`);
}
