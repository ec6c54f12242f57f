import { begin, end } from "../frame.js";
import { languages, pairs, records, sites } from "../records.js";
import { book, escape, inline, kept, labels, plain, sentence, words } from "../text.js";

export const data = {
  list: languages.flatMap((lang) => pairs.map(([a, b]) => ({ lang, a, b }))),
  pagination: { data: "list", size: 1, alias: "item" },
  eleventyExcludeFromCollections: true,
  permalink: ({ item: { lang, a, b } }) => `${lang}/smtp/${a}-vs-${b}/index.html`,
};

const side = kept((lang, code, name) => {
  const L = labels(lang), R = book(lang, code);
  return `<article class="side class-${R.class_id}" aria-labelledby="${name}-code">
<div>
<h2 id="${name}-code"><code translate="no">${code}</code> ${R.name}</h2>
<p class="class-name">${R.class_name}</p>
</div>
<section>
<h3 id="${name}-description">${L.description}</h3>
<p>${R.description}</p>
</section>
<section>
<h3 id="${name}-when">${L.when}</h3>
<p>${R.when}</p>
</section>
<section>
<h3 id="${name}-fix">${L.fix}</h3>
<dl class="fixes">
${R.fixes}</dl>
</section>
</article>
`;
});

const use = kept((lang, code, name) => {
  const R = book(lang, code);
  return `<section class="class-${R.class_id}">
<h3 id="${name}-use"><code translate="no">${code}</code> ${R.name}</h3>
<p>${R.use}</p>
</section>
`;
});

function verdict(S, A, B, values) {
  const written = S.verdicts[`${A.code}-${B.code}`];
  if (written) return inline(written);
  if (A.class_id !== B.class_id) return `${A.class_advice} ${B.class_advice}`;
  const i = S.verdict_order.find((fact) => A.facts[fact].bits !== B.facts[fact].bits);
  if (i === undefined) return sentence(S.sentences.no_difference, values);
  return sentence(S.facts[i].verdict, { ...values, a_value: A.facts[i].value, b_value: B.facts[i].value });
}

function rows(S, A, B) {
  const row = (label, a, b, differs = a !== b) => ({ label, a, b, differs });
  const own = [row(inline(S.sentences.fact_class), A.class_name, B.class_name), ...S.facts.map(({ label }, i) =>
    row(inline(label), A.facts[i].value, B.facts[i].value, A.facts[i].bits !== B.facts[i].bits))];
  const enhanced = A.enhanced_views.length || B.enhanced_views.length
    ? [row(inline(S.sentences.fact_enhanced), A.enhanced, B.enhanced)] : [];
  return [own, [...own, ...enhanced, row(inline(S.sentences.fact_specification), A.spec, B.spec)]];
}

export function render({ item: { lang, a, b } }) {
  const S = sites[lang], L = labels(lang), A = book(lang, a), B = book(lang, b), sides = [[A, "a"], [B, "b"]];
  const code = { a, b, a_class: A.class_name, b_class: B.class_name, class: A.class_name,
    a_indicates: A.indicates, b_indicates: B.indicates };
  const names = { protocol: S.protocol, a, b, a_name: records[lang][a].name, b_name: records[lang][b].name };
  const oneClass = A.class_id === B.class_id;
  const appears = A.facts[S.appears], sameAppears = appears.bits === B.facts[S.appears].bits;
  const [own, all] = rows(S, A, B), contrasts = own.filter(({ differs }) => differs);
  const links = [...A.worth.filter(({ other }) => other !== b), ...B.worth.filter(({ other }) => other !== a)];
  const specs = [...new Map([...A.specs, ...B.specs].map((spec) => [spec.url, spec])).values()];
  const heading = words(S.sentences.pair_title, names), latest = A.updated > B.updated ? A : B;
  return `${begin({
    lang, slug: `${a}-vs-${b}`, heading, title: words(S.sentences.page_title, { title: heading, site: S.site_title }),
    description: words(S.sentences.pair_description, names), specs, updated: latest.updated,
    terms: sides.map(([R]) => ({ code: R.code, name: records[lang][R.code].name, description: plain(R.indicates_sentence) })),
    listed: A.worth.some(({ other }) => other === b),
    crumbs: [[S.compare_title, "../compare/", "smtp/compare/"], [words(S.sentences.pair_name, { a, b }), null, null]],
  })}<p class="wire"><span class="protocol" translate="no">${S.protocol}</span>
${sides.map(([R]) => `<code class="plate class-${R.class_id}" aria-hidden="true" translate="no">${R.code}</code>\n`).join("")}</p>
<h1 id="title">${escape(heading)}</h1>
<p class="summary">${sentence(oneClass ? S.sentences.pair_one_class : S.sentences.pair_classes, code)} ${
    sentence(S.sentences.pair_indicates, code)}</p>
<div class="verdict">
<p class="kicker">${L.verdict}</p>
<p>${verdict(S, A, B, code)}</p>
</div>
${contrasts.length ? `<div class="contrasts">
<p class="kicker"><a href="#facts">${L.contrasts}</a></p>
<ul>
${contrasts.map((row) => `<li><b>${row.label}</b> ${row.a} <b>↔</b> ${row.b}</li>\n`).join("")}</ul>
</div>` : `<p class="contrasts">${L.no_contrast} <a href="#facts">${L.facts_side_by_side}</a></p>`}
<section class="sides" aria-label="${L.side_by_side}">
${side(lang, a, "a")}${side(lang, b, "b")}</section>
<section>
<table class="facts both">
<caption><h2 id="facts">${L.facts_side_by_side}</h2></caption>
<thead>
<tr><th scope="col">${L.fact}</th>
${sides.map(([R]) => `<th scope="col" class="class-${R.class_id}"><code translate="no">${R.code}</code> ${R.name}</th>\n`).join("")}</tr>
</thead>
<tbody>
${all.map((row) => `<tr${row.differs ? ' class="differs"' : ""}><th scope="row">${row.label}${
    row.differs ? ` <span class="tag">${L.differs}</span>` : ""}</th><td>${row.a}</td><td>${row.b}</td></tr>\n`).join("")}</tbody>
</table>
</section>
<section>
<h2 id="key-differences">${L.key_differences}</h2>
<ol class="differences">
<li><strong class="kicker">${L.class}</strong>
${oneClass ? `<p>${sentence(S.sentences.same_class, code)}</p>\n` : `<p>${A.class_says}</p>\n<p>${B.class_says}</p>\n`}</li>
<li><strong class="kicker">${L.meaning}</strong>
<p>${A.outcome}</p>
<p>${B.outcome}</p>
</li>
<li><strong class="kicker">${L.appears}</strong>
${sameAppears
    ? `<p>${sentence(appears.one ? S.facts[S.appears].both_one : S.facts[S.appears].both, { a, b, list: appears.value })}</p>\n`
    : `<p>${appears.says}</p>\n<p>${B.facts[S.appears].says}</p>\n`}</li>
${S.facts.map(({ label }, i) => (i === S.appears || A.facts[i].bits === B.facts[i].bits ? "" : `<li><strong class="kicker">${
    inline(label)}</strong>
<p>${A.facts[i].says}</p>
<p>${B.facts[i].says}</p>
</li>
`)).join("")}</ol>
</section>
<section>
<h2 id="when-to-use-which">${L.when_to_use_which}</h2>
<div class="uses">
${use(lang, a, "a")}${use(lang, b, "b")}</div>
</section>
<section>
<h2 id="learn-more">${L.learn_more}</h2>
<ul class="cards">
${sides.map(([R]) => `<li><a href="../${R.code}/">${R.title}</a></li>\n`).join("")}<li><a href="../compare/">${L.all_comparisons}</a></li>
</ul>
${links.length ? `<h3 id="comparisons">${L.comparisons}</h3>
<ul class="links">
${links.slice(0, 8).map(({ html }) => html).join("")}</ul>
` : ""}<h3 id="specification">${L.specification}</h3>
<ul class="specs">
${specs.map(({ url, title }) => `<li><a href="${url}">${inline(title)}</a></li>\n`).join("")}</ul>
</section>
${end(lang, latest.updated, latest.updated_words)}`;
}
