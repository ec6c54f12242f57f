// The site as a person uses it: looks something up, chooses two codes, changes the language, follows a wrong address.
import { visit } from '../lib/browser.mjs';
import { CHOOSER, kindsOf } from '../lib/kinds.mjs';
import { proveAll } from '../lib/proof.mjs';

export const name = 'use';

const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
const focusedId = (page) => page.evaluate(() => document.activeElement?.id ?? '');
const resultsOf = (page) => page.locator('#results a').evaluateAll((links) => links.map((a) => [a.href, a.textContent.trim()]));
const statusOf = (page) => page.locator('#count').innerText();
const settled = (page, said) => page.waitForFunction((before) => document.querySelector('#count').textContent.trim() !== before, said);

const BOUNCE = 'May 3 10:00:01 mx postfix/smtp[123]: 4ABC: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.2.0, status=deferred (host mx.example.org[192.0.2.1] said: 451 4.2.0 Try again later (in reply to RCPT TO command))\n' +
  'May 3 11:00:01 mx postfix/smtp[123]: 4ABC: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))';

// Each of these uses the page PAGE of the site at AT, and tells TELL what is not as it should be.
const USES = {
  // From the form of a deep page to the results, through them with the arrow keys, and to a page.
  async 'search from a deep page'({ page, at, tell }) {
    await page.goto(at('en/smtp/450-vs-550/'));
    await page.fill('header input[type=search]', 'mailbox not found');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#results a');
    if (!/^en.search.\?q=mailbox(\+|%20)not(\+|%20)found$/.test(page.url().slice(at('').length))) tell(`the form leads to ${page.url()}`);
    const [first, second] = await resultsOf(page);
    if (!first || first[0] !== at('en/smtp/550/')) tell(`"mailbox not found" finds first ${first}`);
    if (!/\d/.test(await statusOf(page))) tell(`the status says "${await statusOf(page)}"`);
    await page.focus('#q');
    await page.keyboard.press('ArrowDown');
    if ((await focusedText(page)) !== first[1]) tell(`the arrow down leads to "${await focusedText(page)}"`);
    await page.keyboard.press('ArrowDown');
    if ((await focusedText(page)) !== second[1]) tell(`the second arrow down leads to "${await focusedText(page)}"`);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    if ((await focusedId(page)) !== 'q') tell('the arrow up does not lead back to the box');
    await page.keyboard.press('Enter');
    await page.waitForURL(first[0]);
    await page.goBack();
    await page.waitForSelector('#results a');
    if ((await page.inputValue('#q')) !== 'mailbox not found') tell('the way back does not lead to what was searched');
  },

  async 'search while typing'({ page, at, host, tell }) {
    const asked = host.asked.length;
    await page.goto(at('en/search/'));
    await page.locator('#q').pressSequentially('greylist');
    await page.waitForSelector('#results a');
    await page.waitForURL(/\?q=greylist$/);
    const before = await statusOf(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape'); // on a result; in the box the browser itself knows that key
    await settled(page, before);
    if ((await page.inputValue('#q')) || (await resultsOf(page)).length) tell('Escape does not empty the search');
    if ((await focusedId(page)) !== 'q') tell('Escape does not lead back to the box');
    await page.waitForURL(at('en/search/'));
    await page.fill('#q', 'zzzyxq');
    await settled(page, '');
    if ((await resultsOf(page)).length || !(await statusOf(page))) tell(`nothing found: the status says "${await statusOf(page)}"`);
    if (!(await page.locator('#advice').isVisible())) tell('nothing found: no advice');
    const loads = host.asked.slice(asked).filter(({ path }) => /search-data/.test(path));
    if (loads.length !== 1) tell(`the data of the search was asked for ${loads.length} times`);
  },

  async 'search by address'({ page, at, tell }) {
    for (const [query, wanted] of [['550', 'en/smtp/550/'], ['5.1.1', 'en/smtp/#x-1-1'], ['450%20vs%20550', 'en/smtp/450-vs-550/']]) {
      await page.goto(at(`en/search/?q=${query}`));
      await page.waitForSelector('#results a');
      const [first] = await resultsOf(page);
      if (first[0] !== at(wanted)) tell(`?q=${query} finds first ${first[0]}`);
      if ((await page.inputValue('#q')) !== decodeURIComponent(query)) tell(`?q=${query}: the box has "${await page.inputValue('#q')}"`);
    }
  },

  async 'search without accents'({ page, at, tell }) {
    for (const [language, typed, found] of [['fr', 'boite', /boîte/i], ['es', 'buzon', /buzón/i], ['fr', 'BOÎTE', /boîte/i]]) {
      await page.goto(at(`${language}/search/`));
      await page.fill('#q', typed);
      await page.waitForSelector('#results a');
      if (!(await resultsOf(page)).some(([, text]) => found.test(text))) tell(`"${typed}" does not find ${found}`);
    }
  },

  async 'the filter of the index'({ page, at, tell }) {
    const shown = () => page.locator('.class-part li:visible').allInnerTexts();
    const said = () => page.locator('#filter [role=status]').innerText();
    const expect = async (what, fits, now) => {
      const cards = await shown();
      if (!cards.length || !cards.every((text) => fits.test(text))) tell(`${what}: shows ${cards.length} codes, such as "${cards.find((text) => !fits.test(text))?.slice(0, 60)}"`);
      if (!(await said()).includes(String(cards.length))) tell(`${what}: says "${await said()}" of ${cards.length} codes`);
      if (now && cards.length >= now) tell(`${what}: narrows nothing`);
      return cards.length;
    };
    await page.goto(at('en/smtp/'));
    const all = (await shown()).length;
    await page.fill('#words', 'Mailbox');
    const some = await expect('words', /mailbox/i, all);
    await page.selectOption('#filter select >> nth=0', 'never');
    await expect('words and a fact', /mailbox/i, some);
    await page.waitForURL(/\?q=Mailbox&retry=never$/);
    await page.reload();
    await expect('the address', /mailbox/i, some);
    await page.fill('#words', 'zzzyxq');
    if ((await shown()).length || !/\b0\b/.test(await said())) tell(`nothing fits: says "${await said()}"`);
    await page.click('#filter button[type=reset]');
    await page.waitForURL(at('en/smtp/'));
    if ((await shown()).length !== all) tell('the reset does not show all codes');
    await page.goto(at('fr/smtp/?q=boite'));
    await expect('words without accents', /boîte/i, all);
    await page.goto(at('en/smtp/?length=1&item=2&retry=nonsense&q=Mailbox'));
    await expect('an address of no sense', /mailbox/i, all);
    const choice = await page.locator('#filter select >> nth=0').evaluate((select) => select.selectedIndex);
    if (choice !== 0) tell(`a choice that is not there: number ${choice} is chosen`);
  },

  // A bounce with a deferral before the refusal that decided; then a text that holds no reply. Nothing leaves the browser.
  async 'the decoder'({ page, at, host, tell }) {
    for (const path of ['en/decode/', 'en/']) {
      await page.goto(at(path));
      const asked = host.asked.length;
      await page.fill('#paste', BOUNCE);
      await page.waitForSelector('#answer a');
      const links = await page.locator('#answer a').evaluateAll((all) => all.map((a) => a.href));
      if (links[0] !== at('en/smtp/550/')) tell(`${path}: the answer leads first to ${links[0]}`);
      if (!/550/.test(await page.locator('#told').innerText())) tell(`${path}: says "${await page.locator('#told').innerText()}"`);
      const sent = host.asked.slice(asked).map((one) => one.path).filter((one) => !/^\/en\/lookup-data[^/?]*\.js$|^\/assets\/favicon\./.test(one));
      if (sent.length) tell(`${path}: asked for ${sent.join()} when a text was pasted`);
      const before = await page.locator('#told').innerText();
      await page.fill('#paste', 'Invoice 550 of 2026-01-12, 4.99 EUR: thank you.');
      await page.waitForFunction((said) => document.querySelector('#told').innerText !== said, before);
      if (await page.locator('#answer a').count()) tell(`${path}: finds a reply in an invoice`);
      if (!(await page.locator('#told').innerText()).trim()) tell(`${path}: does not say that nothing was found`);
      if (page.url() !== at(path)) tell(`${path}: the text went into the address, ${page.url()}`);
    }
  },

  async 'two codes to compare'({ page, at, tell }) {
    for (const [a, b, wanted] of [['450', '550', 'en/smtp/450-vs-550/'], ['550', '450', 'en/smtp/450-vs-550/'], ['550', '550', 'en/smtp/550/']]) {
      await page.goto(at('en/smtp/compare/'));
      await page.selectOption('form.compare select >> nth=0', a);
      await page.selectOption('form.compare select >> nth=1', b);
      await page.click('form.compare button');
      await page.waitForURL(at(wanted)).catch(() => tell(`${a} and ${b} lead to ${page.url()}`));
    }
    await page.goBack();
    if (!page.url().startsWith(at('en/smtp/compare/'))) tell(`the way back leads to ${page.url()}`);
    await page.goto(at('en/smtp/compare/?a=550&b=450'));
    await page.waitForURL(at('en/smtp/450-vs-550/')).catch(() => tell(`?a=550&b=450 leads to ${page.url()}`));
    await page.goto(at('en/smtp/compare/'));
    await page.selectOption('form.compare select >> nth=0', '450');
    await page.click('form.compare button');
    if (page.url() !== at('en/smtp/compare/')) tell(`one code alone leads to ${page.url()}`);
  },

  async 'a comparison the wrong way round'({ page, at, tell }) {
    for (const [address, wanted] of [['en/smtp/550-vs-450/', 'en/smtp/450-vs-550/'], ['fr/smtp/550-vs-450', 'fr/smtp/450-vs-550/']]) {
      await page.goto(at(address));
      await page.waitForURL(at(wanted)).catch(() => tell(`${address} leads to ${page.url()}`));
      if (!(await page.locator('h1').innerText()).includes('550')) tell(`${address} leads to "${await page.locator('h1').innerText()}"`);
    }
    for (const address of ['en/smtp/450-vs-999/', 'en/smtp/551x/']) {
      const answer = await page.goto(at(address));
      if (answer.status() !== 404 || page.url() !== at(address)) tell(`${address} leads to ${page.url()}`);
    }
    if (!(await page.locator('header input[type=search]').isVisible())) tell('the 404 page offers no search');
  },

  // The box of the decode page and that of the home page: pasted, nothing found, by example, from a file.
  async 'what is pasted'({ page, at, host, tell }) {
    const told = () => page.locator('#told').innerText();
    const found = () => page.locator('#answer h2 a').getAttribute('href', { timeout: 3000 });
    const put = async (text) => {
      const before = await page.locator('#told').textContent();
      await page.fill('#paste', text);
      await page.waitForFunction((one) => document.querySelector('#told').textContent !== one, before);
    };
    for (const [path, language] of [['en/decode/', 'en'], ['fr/', 'fr']]) {
      const asked = host.asked.length, loads = () => host.asked.slice(asked).filter((one) => /lookup-data/.test(one.path)).length;
      await page.goto(at(path));
      if (loads()) tell(`${path}: the data are loaded before they are needed`);
      await put('<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <user@example.org>: User unknown');
      if ((await found()) !== at(`${language}/smtp/550/`)) tell(`${path}: the reply leads to ${await found()}`);
      if (!(await page.locator(`#answer a[href="${at(`${language}/smtp/#x-1-1`)}"]`).count())) tell(`${path}: no link to the enhanced code`);
      if (!(await page.locator('#answer').innerText()).includes('user@example.org')) tell(`${path}: the recipient is not named`);
      if ((await focusedId(page)) !== 'paste') tell(`${path}: the focus has left the box`);
      await put('Order 550 of 2026-11-22: 421 pieces.');
      if ((await page.locator('#answer a').count()) || !(await page.locator('#by-hand-list').isVisible())) tell(`${path}: nothing found, "${await told()}", but no advice`);
      await put('Our system has detected an unusual rate of unsolicited mail originating from your IP address');
      if (!(await page.locator(`#answer a[href="${at(`${language}/smtp/lines/google/#unusual-rate`)}"]`).count())) tell(`${path}: known words lead nowhere`);
      for (const [i, said] of ['550 5.1.1', '452 4.2.2', '550 5.7.1'].entries()) {
        await page.click(`#decode [data-text] >> nth=${i}`);
        await page.waitForFunction((one) => document.querySelector('#told').textContent.includes(one), said);
      }
      await page.setInputFiles('#file', { name: 'a.eml', mimeType: 'message/rfc822', buffer: Buffer.from('From: a@example.org\nSubject: x\n\n<b@example.org>: said: 554 5.7.1 refus\xe9\n', 'latin1') });
      await page.waitForFunction(() => document.querySelector('#told').textContent.includes('554 5.7.1'));
      await page.fill('#paste', '');
      await page.waitForFunction(() => !document.querySelector('#answer').children.length && !document.querySelector('#told').textContent);
      if (page.url() !== at(path) || loads() !== 1) tell(`${path}: asked for the data ${loads()} times, ends at ${page.url()}`);
    }
  },

  // The button on a phone, where the answer stands below what is seen (a click would scroll by itself); and what is told of several replies.
  async 'the button of the decoder'({ page, at, tell }) {
    const top = () => page.locator('#told').evaluate((one) => one.getBoundingClientRect().top);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto(at('en/decode/'));
    await page.click('#decode button >> nth=0');
    if ((await focusedId(page)) !== 'paste') tell('nothing pasted: the focus is not in the box');
    await page.fill('#paste', '<a@example.org>: host mx said: 550 5.1.1 User unknown\n\n<b@example.org>: host mx said: 554 5.7.1 Relay access denied');
    await page.waitForSelector('#answer a');
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    if ((await top()) < 640) tell('the answer is seen without the button: this proves nothing');
    await page.locator('#decode').evaluate((form) => form.requestSubmit());
    await page.waitForFunction(() => document.querySelector('#told').getBoundingClientRect().top < 320).catch(() => tell('the answer is not in view'));
    if ((await top()) < 0) tell('the answer is above what is seen');
    const other = await page.locator('#answer li a').first().innerText();
    if (other.match(/554/g)?.length !== 1) tell(`another reply is "${other}"`);
    await page.fill('#paste', 'Our system has detected an unusual rate of unsolicited mail originating from your IP address');
    await page.waitForFunction(() => !document.querySelector('#answer h2 a') && document.querySelector('#answer a'));
    if (await page.locator('#answer h3').count()) tell('a heading of the third level stands below none of the second');
  },

  // Round through all languages by the switch: every kind of page stays the page it is.
  async 'the language switch'({ page, at, tell, languages, kinds }) {
    for (const [kind, { path, status }] of Object.entries(kinds)) {
      await page.goto(at(path));
      for (const [i, from] of languages.entries()) {
        const to = languages[(i + 1) % languages.length];
        const { pathname } = new URL(page.url());
        // To another path: the search page, still at work, may write its own address anew meanwhile.
        const left = page.waitForNavigation({ url: (url) => url.pathname !== pathname });
        const [answer] = await Promise.all([left, page.click(`nav.languages a[hreflang=${to}]`)]);
        const wanted = status === 404 ? `${to}/` : path.replace(/^[a-z]+/, to).replace(/\?.*/, '');
        if (answer.status() !== 200 || page.url().replace(/\?.*/, '') !== at(wanted)) tell(`${kind}: from ${from} to ${to}: ${answer.status()}, ${page.url()}`);
        if ((await page.evaluate(() => document.documentElement.lang)) !== to) tell(`${kind}: the switch leads to another language`);
      }
    }
  },

  async 'the choice of a language'({ page, at, tell, languages }) {
    for (const language of languages) {
      await page.goto(at(CHOOSER.path));
      await page.click(`main a[hreflang=${language}]`);
      if (page.url() !== at(`${language}/`)) tell(`${language} leads to ${page.url()}`);
    }
  },
};

async function use({ browser, host, languages, kinds }, names, tell, { wait } = {}) {
  for (const what of names)
    await visit(browser, host.url, {}, (fault) => tell(`${what}: ${fault}`), async ({ page }) => {
      if (wait) page.setDefaultTimeout(wait);
      await USES[what]({ page, host, languages, kinds, at: (path) => host.url + path, tell: (fault) => tell(`${what}: ${fault}`) });
    });
}

export async function run(env, report) {
  const kinds = kindsOf(env.site, env.source, env.languages[0]);
  report.count('ways of use', Object.keys(USES).length);
  await use({ ...env, kinds }, Object.keys(USES), (fault) => report.fault(fault));
}

const FILTER = /^assets\/filter\./;
const DECODE = /^assets\/decode\./;
const SEARCH = /^assets\/search\./, COMPARE = /^assets\/compare\./;
const CASES = [
  { use: 'search from a deep page', name: 'a form that leads elsewhere', path: 'en/smtp/450-vs-550/index.html', from: /(class="find" action=")[^"]*"/, to: '$1../"', finds: /the form leads to|Timeout/ },
  { use: 'search from a deep page', name: 'arrows that lead nowhere', path: SEARCH, from: 'ArrowDown: 1', to: 'ArrowDown: 0', finds: /the arrow down leads to ""/ },
  { use: 'search while typing', name: 'Escape that does nothing', path: SEARCH, from: "'Escape'", to: "'Delete'", finds: /Timeout|does not empty/ },
  { use: 'search while typing', name: 'an address that stays', path: SEARCH, from: 'history.replaceState(', to: 'void (', finds: /Timeout/ },
  { use: 'search without accents', name: 'accents that count', path: SEARCH, from: ".normalize('NFKD')", to: '', finds: /Timeout|does not find/ },
  { use: 'search by address', name: 'an address that is not read', path: SEARCH, from: "get('q')", to: "get('p')", finds: /Timeout/ },
  { use: 'the filter of the index', name: 'a filter that hides nothing', path: FILTER, from: 'card.hidden = !fits', to: 'card.hidden = false', finds: /words: (shows|says)/ },
  { use: 'the filter of the index', name: 'a filter that asks for facts only', path: FILTER, from: 'words.every(', to: 'true || words.every(', finds: /words: shows/ },
  { use: 'the filter of the index', name: 'a filter that forgets', path: FILTER, from: 'history.replaceState(', to: 'void (', finds: /Timeout/ },
  { use: 'the decoder', name: 'a decoder that reports what was pasted', path: /^assets\/decode\./, from: "box.addEventListener('input', () => {", to: "box.addEventListener('input', () => { new Image().src = `/report?${box.value.length}`;", finds: /asked for .report.* when a text was pasted/ },
  { use: 'the decoder', name: 'a decoder that is silent', path: /^assets\/decode\./, from: 'told.replaceChildren(', to: 'void [].concat(', finds: /says ""/ },
  { use: 'two codes to compare', name: 'codes in their given order', path: COMPARE, from: 'location.assign(address)', to: "location.assign('../550-vs-450/')", finds: /550 and 550 lead to/ },
  { use: 'two codes to compare', name: 'a form that takes one code', path: 'en/smtp/compare/index.html', from: / required/g, to: '', finds: /one code alone leads to/ },
  { use: 'a comparison the wrong way round', name: 'no way on', path: /^assets\/404\./, from: 'location.replace', to: 'void ', finds: /550-vs-450.* leads to/ },
  { use: 'what is pasted', name: 'a box that takes the focus away', path: DECODE, from: 'byHand.open =', to: 'byHand.firstElementChild.focus(); byHand.open =', finds: /the focus has left/ },
  { use: 'what is pasted', name: 'addresses of another folder', path: DECODE, from: '`../${path}`', to: '`${path}`', finds: /the reply leads to/ },
  { use: 'what is pasted', name: 'no advice', path: DECODE, from: 'byHand.open = !parts.length', to: 'void 0', finds: /but no advice/ },
  { use: 'what is pasted', name: 'a file that is not read', path: DECODE, from: 'file.files[0]', to: 'null', finds: /Timeout/ },
  { use: 'the button of the decoder', name: 'an answer below the fold', path: DECODE, from: 'told.scrollIntoView()', to: 'void 0', finds: /not in view/ },
  { use: 'the button of the decoder', name: 'a button without an effect', path: DECODE, from: 'box.focus();', to: 'void 0;', finds: /the focus is not in the box/ },
  { use: 'the button of the decoder', name: 'a number twice', path: DECODE, from: ', label,', to: ', label: join(reply.code, label),', finds: /another reply is/ },
  { use: 'the button of the decoder', name: 'a heading too deep', path: 'en/decode/index.html', from: '<h2>Known Replies</h2>', to: '<h3>Known Replies</h3>', finds: /heading of the third level/ },
  { use: 'the language switch', name: 'a switch to another page', path: 'fr/smtp/lines/index.html', from: /href="[^"]*"( hreflang="es" lang)/, to: 'href="../"$1', finds: /from fr to es/ },
  { use: 'the choice of a language', name: 'a choice that leads to another', path: 'index.html', from: /href="fr\/"/, to: 'href="es/"', finds: /fr leads to/ },
];

export async function prove(env, report) {
  const kinds = { lines: { path: 'en/smtp/lines/' } };
  await proveAll(env.host, CASES, async (one) => {
    const faults = [];
    await use({ ...env, kinds }, [one.use], (fault) => faults.push(fault), { wait: 1500 });
    return faults;
  }, report);
}
