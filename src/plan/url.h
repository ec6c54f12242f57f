/* url.h: the only place that builds a path.
 *
 *   /                      /404.html              /robots.txt  /sitemap.xml  /sitemap-en-1.xml  /assets/…
 *   /_headers              /_redirects             /.nojekyll
 *   /{lang}/               /{lang}/404.html       /{lang}/search/   /{lang}/decode/
 *   /{lang}/search-data.js /{lang}/lookup-data.js /{lang}/opensearch.xml  /{lang}/feed.xml
 *   /{lang}/{protocol}/    /{lang}/{protocol}/compare/  /{lang}/{protocol}/5xx/
 *   /{lang}/{protocol}/lines/                     /{lang}/{protocol}/lines/{sender}/
 *   /{lang}/{protocol}/{code}/                    /{lang}/{protocol}/{low}-vs-{high}/
 * All append to OUT. */
#pragma once
#include "plan/plan.h"

/* The code as a part of a path: ASCII lower case; what is no letter, digit, "." or "_" becomes "-". */
void url_slug(GString *out, const char *code);

/* The id of an entry of a list on the index page: "X.1.1" is "x-1-1"; a number gets a letter before it: "n-101". */
void url_anchor(GString *out, const char *key);

/* The pattern of a class as a part of a path: "5??" is "5xx", and "5" is "5x". */
void url_class_slug(GString *out, const char *match);

/* The file below the output folder: "en/PROTOCOL/550/index.html". */
void url_file(GString *out, const Plan *plan, const Output *output);

/* The address below the base: "en/PROTOCOL/550/"; with link_index "en/PROTOCOL/550/index.html". */
void url_page(GString *out, const Plan *plan, const Output *output);

/* The way from FROM to TO: "../550/". From a 404 page, which may be served anywhere, "/base/en/PROTOCOL/550/". */
void url_link(GString *out, const Plan *plan, const Output *from, const Output *to);

/* "https://example.org/base/en/PROTOCOL/550/", always without index.html: for canonical, hreflang, sitemap. */
void url_absolute(GString *out, const Plan *plan, const Output *to);

/* The way from one page address (as of url_page) to another. Both may stand in OUT itself, if there is room for the way
 * behind them. */
void url_relative(GString *out, const char *from, const char *to);
