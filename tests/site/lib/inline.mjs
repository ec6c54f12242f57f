// What a strict Content-Security-Policy would refuse to run: no page may have any of it.
import { attribute } from './page.mjs';

// The scripts and styles that stand in the page itself, blocks of JSON-LD excepted: data, which no browser runs.
export const inlineOf = (page) =>
  page.once('inline', () => page.all.flatMap((element) => [
    ...(element.tagName === 'style' ? ['a style element'] : []),
    ...(element.tagName === 'script' && attribute(element, 'src') === undefined && attribute(element, 'type') !== 'application/ld+json' ? ['a script'] : []),
    ...element.attrs.filter(({ name }) => name === 'style' || /^on/i.test(name)).map(({ name }) => `the attribute ${name} of <${element.tagName}>`),
    ...element.attrs.filter(({ value }) => /^\s*javascript:/i.test(value)).map(({ name }) => `a script in ${name} of <${element.tagName}>`),
  ]));

export function inlineFaults(site, report) {
  for (const page of site.pages.values()) {
    report.count('pages without a script, style or event of their own');
    for (const what of inlineOf(page)) report.fault(`${page.path}: ${what} stands in the page itself`);
  }
}
