// What stands around the main part of every page.
import { sites } from "./records.js";
import { escape, kept, labels } from "./text.js";

const top = kept((lang) => {
  const L = labels(lang);
  return `<nav class="site" aria-label="${L.site_nav}">
<ul>
<li><a href="../../">${L.home}</a></li>
<li><a href="../../decode/">${L.decode}</a></li>
<li><span class="protocol" translate="no">${sites[lang].protocol}</span>
<ul>
<li><a href="../">${L.codes}</a></li>
<li><a href="../compare/">${L.compare}</a></li>
<li><a href="../lines/">${L.lines}</a></li>
</ul></li>
</ul>
</nav>
<form role="search" class="find" action="../../search/" method="get">
<label for="find">${L.find}</label>
<input id="find" name="q" type="search" autocomplete="off" required>
<button>${L.search}</button>
</form>
</header>
`;
});

const jsonLd = (page, S, here) => JSON.stringify({ "@context": "https://schema.org", "@graph": [
  {
    "@type": "TechArticle", "@id": here, url: here, headline: page.heading, description: page.description,
    inLanguage: page.lang, dateModified: page.updated,
    about: page.terms.map(({ code, name, description }) => ({
      "@type": "DefinedTerm", "@id": `${S.base_url}${page.lang}/smtp/${code}/`, termCode: code, name, description,
      inDefinedTermSet: { "@type": "DefinedTermSet", "@id": `${S.base_url}${page.lang}/smtp/`, name: S.index_title },
    })),
    isBasedOn: page.specs.map(({ url }) => url),
  },
  {
    "@type": "BreadcrumbList",
    itemListElement: page.crumbs.map(([name, , path], i) => ({ "@type": "ListItem", position: i + 1, name,
      item: path == null ? here : `${S.base_url}${page.lang}/${path}` })),
  },
] }).replace(/[&<>]/g, (c) => ({ "&": "\\u0026", "<": "\\u003c", ">": "\\u003e" })[c]);

// PAGE: lang, slug, heading, title, description, terms, specs, crumbs, updated, listed; texts are plain.
export const begin = (page) => {
  const S = sites[page.lang], L = labels(page.lang);
  const title = escape(page.title), description = escape(page.description);
  const address = (lang) => `${S.base_url}${lang}/smtp/${page.slug}/`;
  const here = address(page.lang), first = address(S.languages[0].language);
  const crumbs = [[S.site_title, "../../", ""], [S.index_title, "../", "smtp/"], ...page.crumbs];
  return `<!DOCTYPE html>
<html lang="${page.lang}" dir="${S.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${description}">
${page.listed ? "" : '<meta name="robots" content="noindex">\n'}<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf6">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14171b">
<link rel="stylesheet" href="../../../assets/site.css">
<link rel="icon" type="image/svg+xml" href="../../../assets/favicon.svg">
<link rel="search" type="application/opensearchdescription+xml" title="${S.site_title}" href="../../opensearch.xml">
<link rel="alternate" type="application/atom+xml" title="${escape(S.feed_title)}" href="../../feed.xml">
<link rel="canonical" href="${here}">
${S.languages.map(({ language }) => `<link rel="alternate" hreflang="${language}" href="${address(language)}">\n`).join("")
}<link rel="alternate" hreflang="x-default" href="${first}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${here}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="${S.site_title}">
<meta property="og:locale" content="${S.og_locale}">
${S.languages.filter(({ language }) => language !== page.lang).map(({ og_locale }) =>
    `<meta property="og:locale:alternate" content="${og_locale}">\n`).join("")
}<meta property="og:image" content="${S.base_url}assets/og.png">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="${L.og_image}">
<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json">${jsonLd({ ...page, crumbs }, S, here)}</script>
</head>
<body>
<a class="skip" href="#main">${L.skip}</a>
<header class="top">
<a class="brand" href="../../" translate="no">${S.site_title}</a>
<nav class="languages" aria-label="${L.language}">
<ul>
${S.languages.map(({ language, name, direction }) => `<li><a href="${
    language === page.lang ? "./" : `../../../${language}/smtp/${page.slug}/`}" hreflang="${language}" lang="${
    language}" dir="${direction}"${language === page.lang ? ' aria-current="page"' : ""}>${name}</a></li>\n`).join("")
}</ul>
</nav>
${top(page.lang)}<nav class="crumbs" aria-label="${L.breadcrumbs}">
<ol>
${crumbs.map(([name, url]) => `<li>${url ? `<a href="${url}">${escape(name)}</a>` : escape(name)}</li>\n`).join("")}</ol>
</nav>
<main id="main" tabindex="-1" aria-labelledby="title">
`;
};

export const end = kept((lang, updated, words) => `</main>
<footer class="foot">
<p><a href="../../" translate="no">${sites[lang].site_title}</a></p>
<p>${labels(lang).updated} <time datetime="${updated}">${words}</time></p>
</footer>
</body>
</html>
`);
