import { begin, end } from "../frame.js";
import { codes, languages, records, sites } from "../records.js";
import { book, escape, inline, labels, plain, words } from "../text.js";

export const data = {
  list: languages.flatMap((lang) => codes.map((code) => ({ lang, code }))),
  pagination: { data: "list", size: 1, alias: "item" },
  eleventyExcludeFromCollections: true,
  permalink: ({ item: { lang, code } }) => `${lang}/smtp/${code}/index.html`,
};

const section = (L, id, html, attributes = "") => (html == null ? "" : `<section${attributes}>
<h2 id="${id}">${L[id]}</h2>
<p>${html}</p>
</section>
`);

const drawing = (L, R) => `<svg class="ladder" role="img" aria-labelledby="appears" viewBox="0 0 320 ${R.drawing.height}">
<path d="${R.drawing.rest}"/>
<path class="lit" d="${R.drawing.commands}"/>
<path class="reply" d="${R.drawing.replies}"/>
<text x="0" y="12">${L.client}</text>
<text x="320" y="12" text-anchor="end">${L.server}</text>
<g paint-order="stroke" text-anchor="middle" transform="translate(160)">
${R.drawing.stages.map(({ name, y, reply_y }) => `<text y="${y}">${escape(name)}</text>\n${
  reply_y ? `<text class="reply" y="${reply_y}">${R.code}</text>\n` : ""}`).join("")}</g>
</svg>
`;

const enhanced = ({ code, url, title, says }) => `<dt><a href="${url}"><code translate="no">${code}</code></a></dt>
<dd><strong>${escape(title)}</strong>${says ? `<br>${inline(says)}` : ""}</dd>
`;

const line = (L, of) => `<dt><a href="${of.url}">${escape(of.sender)}</a> <q lang="${of.language}" translate="no">${
  of.enhanced ? `${of.enhanced} ` : ""}${escape(of.words)}</q></dt>
<dd>${inline(of.means)} <small>${L.source} <a href="${escape(of.source)}" lang="${of.language}">${escape(of.title)}</a>, ${
  of.date}</small></dd>
`;

const codeLink = ({ class_id, code, name }) =>
  `<a class="code-link class-${class_id}" href="../${code}/"><code translate="no">${code}</code> ${escape(name)}</a>`;

const neighbour = (of, rel, name, label) => (of ? `<li class="${name}"><a rel="${rel}" href="../${of.code}/"><span class="kicker">${
  label}</span> <span class="code-link class-${of.class_id}"><code translate="no">${of.code}</code> ${
  escape(of.name)}</span></a></li>\n` : "");

function facts(S, R) {
  const row = (label, value) => `<tr><th scope="row">${inline(label)}</th><td>${value}</td></tr>\n`;
  return row(S.sentences.fact_class, R.class_name) + S.facts.map(({ label }, i) => row(label, R.facts[i].value)).join("") +
    (R.enhanced_views.length ? row(S.sentences.fact_enhanced, R.enhanced) : "") + row(S.sentences.fact_specification, R.spec);
}

function below(lang, L, R) {
  const related = new Set(R.related.map(({ code }) => code)), pairs = R.worth.filter(({ other }) => !related.has(other));
  return `${R.wire.length ? `<section>
<h2 id="wire">${L.wire}</h2>
<dl class="fixes">
${R.wire.map((of) => line(L, of)).join("")}</dl>
${R.wire_more.length ? `<h3 id="wire-more">${L.wire_more}</h3>
<ul class="links">
${R.wire_more.map(({ url, title, count }) => `<li><a href="${url}">${escape(title)}</a> (${count})</li>\n`).join("")}</ul>
` : ""}</section>
` : ""}${R.related.length ? `<section>
<h2 id="related">${L.related}</h2>
<ul class="cards">
${R.related.map((of) => `<li>${codeLink(of)}
<p>${inline(of.reason)}</p>
<p class="more"><a href="${of.pair.url}">${escape(of.pair.name)}</a></p>
</li>
`).join("")}</ul>
</section>
` : ""}${pairs.length ? `<section>
<h2 id="comparisons">${L.comparisons}</h2>
<ul class="links">
${pairs.map(({ html }) => html).join("")}</ul>
<p class="more"><a href="../compare/">${L.all_comparisons}</a></p>
</section>
` : ""}<section>
<h2 id="specification">${L.specification}</h2>
<ul class="specs">
${R.specs.map(({ url, title }) => `<li><a href="${url}">${inline(title)}</a></li>\n`).join("")}</ul>
</section>
<nav class="neighbours" aria-label="${L.neighbours}">
<ul>
${neighbour(R.previous, "prev", "previous", L.previous)}${neighbour(R.next, "next", "next", L.next)}</ul>
</nav>
`;
}

export function render({ item: { lang, code } }) {
  const S = sites[lang], L = labels(lang), R = book(lang, code), { name, title, label } = records[lang][code];
  const names = { protocol: S.protocol, code, name, indicates: plain(R.indicates) };
  return `${begin({
    lang, slug: code, heading: title, title: words(S.sentences.page_title, { title, site: S.site_title }),
    description: words(S.sentences.code_description, names), specs: R.specs, updated: R.updated, listed: true,
    terms: [{ code, name, description: plain(R.indicates_sentence) }], crumbs: [[label, null, null]],
  })}<p class="wire class-${R.class_id}"><span class="protocol" translate="no">${S.protocol}</span> <code class="plate" aria-hidden="true" translate="no">${
    code}</code> <a href="${R.class_url}">${R.class_name}</a></p>
<h1 id="title">${R.title}</h1>
<div class="verdict class-${R.class_id}">
<p class="kicker">${L.verdict}</p>
<p>${R.headline}</p>
</div>
${R.phrase ? `<p class="phrase"><span class="kicker">${L.phrase}</span> <q lang="${S.languages[0].language}" dir="auto" translate="no">${
    R.phrase}</q></p>\n` : ""}<p class="summary">${R.indicates_sentence}</p>
<div class="columns">
<div class="prose">
${section(L, "description", R.description)}${section(L, "when", R.when)}${section(L, "outcome", R.outcome)}<section>
<h2 id="fix">${L.fix}</h2>
<dl class="fixes">
${R.fixes}</dl>
</section>
${section(L, "origin", R.origin)}${section(L, "use", R.use)}${section(L, "caveat", R.caveat, ' class="caveat"')}</div>
<div class="rail">
<section>
<h2 id="stages">${L.stages}</h2>
<figure class="class-${R.class_id}">
${drawing(L, R)}<figcaption id="appears">${R.facts[S.appears].says}</figcaption>
</figure>
</section>
${R.example.length ? `<section>
<h2 id="example">${L.example}</h2>
<ol class="session" translate="no">
${R.example.map(({ line: text, server }) => `<li${server ? ' class="server"' : ""}><code>${escape(text)}</code></li>\n`).join("")}</ol>
</section>
` : ""}${R.enhanced_views.length ? `<section>
<h2 id="enhanced">${L.enhanced}</h2>
<dl class="enhanced">
${R.enhanced_views.map(enhanced).join("")}</dl>
</section>
` : ""}<section>
<table class="facts">
<caption><h2 id="facts">${L.facts}</h2></caption>
<tbody>
${facts(S, R)}</tbody>
</table>
</section>
</div>
</div>
${below(lang, L, R)}${end(lang, R.updated, R.updated_words)}`;
}
