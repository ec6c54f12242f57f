// One page of every kind, for every check that has to see them all.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sizeOf = (site, path) => statSync(join(site, path, 'index.html')).size;
const isNoindex = (site, path) => readFileSync(join(site, path, 'index.html'), 'utf8').includes('<meta name="robots" content="noindex">');

// The standing that each record of a code has in SOURCE: [code, standing].
const standings = (source) =>
  readdirSync(join(source, 'content/smtp/codes')).filter((name) => /^\d+\.yaml$/.test(name))
    .map((name) => [name.slice(0, 3), /^standing: (\w+)/m.exec(readFileSync(join(source, 'content/smtp/codes', name), 'utf8'))[1]]);

// A pair of each tier: one that was written by hand, one that the facts tie, one of the many others.
function pairsOf(site, source, language) {
  const curated = readdirSync(join(source, 'content/smtp/pairs')).filter((name) => /^\d+-\d+\.yaml$/.test(name))
    .map((name) => name.replace('.yaml', '').replace('-', '-vs-'));
  const paths = readdirSync(join(site, language, 'smtp')).filter((name) => name.includes('-vs-')).sort();
  const of = (name) => `${language}/smtp/${name}`;
  const related = paths.find((name) => !curated.includes(name) && !isNoindex(site, of(name)));
  const other = paths.find((name) => isNoindex(site, of(name)));
  return { 'curated pair': curated.includes('450-vs-550') ? '450-vs-550' : curated[0], 'related pair': related, 'other pair': other };
}

// Kinds that are more than an address: what a person has to do until the page shows what is to be seen.
const BOUNCE = '<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)';
export const results = { search: '#results a', decode: '#answer a' };

async function findPage(page) {
  await page.waitForSelector(results.search);
}
async function paste(page) {
  await page.fill('textarea', BOUNCE);
  await page.waitForSelector(results.decode);
}

// {kind: {path, status?, prepare?(page)}} of the site at SITE, built from SOURCE, in LANGUAGE.
export function kindsOf(site, source, language) {
  const codes = standings(source).map(([code, standing]) => ({ code, standing, size: sizeOf(site, `${language}/smtp/${code}`) }));
  const bySize = [...codes].sort((a, b) => a.size - b.size);
  const unofficial = bySize.filter(({ standing }) => standing === 'unofficial').pop();
  const code = ({ code: number }) => ({ path: `${language}/smtp/${number}/` });
  const pairs = Object.entries(pairsOf(site, source, language)).map(([kind, name]) => [kind, { path: `${language}/smtp/${name}/` }]);
  const senders = readdirSync(join(site, language, 'smtp/lines')).filter((name) => existsSync(join(site, language, 'smtp/lines', name, 'index.html')));
  const largest = senders.sort((a, b) => sizeOf(site, `${language}/smtp/lines/${a}`) - sizeOf(site, `${language}/smtp/lines/${b}`)).pop();
  return {
    home: { path: `${language}/` },
    index: { path: `${language}/smtp/` },
    class: { path: `${language}/smtp/5xx/` },
    'rich code': code({ code: '550' }),
    'poor code': code(bySize[0]),
    'unofficial code': code(unofficial),
    ...Object.fromEntries(pairs),
    compare: { path: `${language}/smtp/compare/` },
    lines: { path: `${language}/smtp/lines/` },
    sender: { path: `${language}/smtp/lines/${largest}/` },
    search: { path: `${language}/search/` },
    'search with results': { path: `${language}/search/?q=550`, prepare: findPage },
    decode: { path: `${language}/decode/` },
    'decode with a result': { path: `${language}/decode/`, prepare: paste },
    'not found': { path: `${language}/no/such/page/`, status: 404 },
  };
}

// The page that all languages share.
export const CHOOSER = { path: '' };
