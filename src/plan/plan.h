/* plan.h: every output that the site will have, before any is made.
 *
 * Links, the language switcher, hreflang and the sitemap all read this one table, so that nothing can link to what is
 * not built. An output is a few bytes of numbers; its path is made by url.h when it is needed, so that memory grows
 * with the records and hardly with the pages. */
#pragma once
#include "model/catalog.h"

typedef enum OutputKind {
    OUTPUT_CHOOSER,        /* / : the choice of a language */
    OUTPUT_NOT_FOUND_ROOT, /* /404.html, in the source language */
    OUTPUT_ROBOTS,
    OUTPUT_SITEMAP_INDEX,
    OUTPUT_SITEMAP, /* A: its number */
    OUTPUT_ASSET,   /* A: its number */
    /* What the host reads by itself (host.h): */
    OUTPUT_HEADERS,
    OUTPUT_REDIRECTS,
    OUTPUT_NOJEKYLL,
    /* Of a language: */
    OUTPUT_HOME,
    OUTPUT_NOT_FOUND,
    OUTPUT_SEARCH,
    OUTPUT_DECODE,      /* what a pasted text says; only with a protocol that can be looked up so */
    OUTPUT_SEARCH_DATA, /* what the script of the search page reads */
    OUTPUT_LOOKUP_DATA, /* what the script of the decode page reads; only with that page */
    OUTPUT_OPENSEARCH,  /* how browsers may ask the search page */
    OUTPUT_FEED,        /* what has changed */
    /* Of a language and a protocol: */
    OUTPUT_INDEX,
    OUTPUT_COMPARE,
    OUTPUT_CLASS,  /* A: the class; only of classes that have codes */
    OUTPUT_LINES,  /* who sends replies; only of protocols that have reply lines */
    OUTPUT_SENDER, /* A: the sender of reply lines */
    OUTPUT_CODE,   /* A: the code */
    OUTPUT_PAIR,   /* A, B: the codes, the lower first */
} OutputKind;

typedef struct Output {
    guint8 kind, language, protocol;
    guint16 a, b;
} Output;

/* A file that is copied as it is, at ASSETS/<stem>.<8 hex digits of its SHA-256>.<ending>. */
typedef struct Asset {
    const char *name; /* "site.css" */
    const char *path; /* "assets/site.1a2b3c4d.css" */
    const char *bytes;
    gsize length;
} Asset;

/* A sitemap holds the listed ones of the outputs FIRST to LAST - 1, all of one language. */
typedef struct Sitemap {
    guint8 language;
    guint number; /* within the language, from 1 */
    gsize first, last;
} Sitemap;

/* So many passages, and how many of them are missing in a language. */
typedef struct PlanCount {
    gsize all, missing;
} PlanCount;

typedef struct Plan {
    Arena *arena;
    const Catalog *catalog;
    const char *base_url;  /* "https://example.org/base/" */
    const char *base_path; /* "/base/" : for 404 pages, which may be served at any depth */
    gboolean link_index;
    HostId host;
    const Asset *assets;
    guint n_assets;
    const char *const **slugs; /* by protocol and code: what url_slug() makes of it */
    PlanCount **beside;        /* by protocol, code and language: what a code's page shows besides its own document */
    GArray *outputs;           /* of Output: those of no language, then language by language, protocol by protocol */
    GArray *sitemaps;          /* of Sitemap */
} Plan;

/* sitemaps.org: at most 50,000 addresses and 50 MB (52,428,800 bytes) in one file. */
enum { SITEMAP_URLS = 50 * 1000, SITEMAP_BYTES = 52428800 };

typedef struct PlanOptions {
    const char *base_url; /* NULL: that of site.yaml */
    const Asset *assets;
    guint n_assets;
    HostId host;
    guint sitemap_urls; /* 0: SITEMAP_URLS; less in tests */
} PlanOptions;

/* The plan for CATALOG, which must outlive it. Two records that want one path are an output-clash finding. */
Plan *plan_new(const Catalog *catalog, const PlanOptions *options, Findings *findings);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

const Output *plan_output(const Plan *plan, gsize i);
gsize plan_count(const Plan *plan);

/* Whether OUTPUT is a page that its language can call its own: at least half of its passages are translated, and so are
 * the texts around them (Catalog.begun). Others name the source's page as canonical and stand in no sitemap and no
 * hreflang (conventions L4). */
gboolean plan_speaks(const Plan *plan, const Output *output);

/* Whether search engines may list OUTPUT: a page of content that speaks its language, not excluded by site.yaml. */
gboolean plan_is_listed(const Plan *plan, const Output *output);

/* Whether some passage of OUTPUT is shown in the source language for want of a translation. */
gboolean plan_has_fallback(const Plan *plan, const Output *output);

/* Whether OUTPUT is a page for readers, with a frame and a template. */
gboolean plan_is_page(const Output *output);

/* Sets ASSET to the output of the asset that is called NAME; FALSE: there is none. */
gboolean plan_asset(const Plan *plan, const char *name, Output *asset);

/* The same page in LANGUAGE. */
Output plan_in_language(const Output *output, guint language);

/* The version of OUTPUT for readers of no listed language (hreflang x-default): the chooser for the chooser and the
 * home pages, the source language's page elsewhere (conventions U5). */
Output plan_default(const Output *output);

/* The newest date (2026-11-22) of what OUTPUT shows. */
const char *plan_updated(const Plan *plan, const Output *output);
