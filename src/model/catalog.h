/* catalog.h: everything that the source says, const once it is loaded. */
#pragma once
#include "model/host.h"
#include "model/record.h"

/* content/site.yaml */
typedef struct SiteRecord {
    BindText title, base_url, updated, tagline, about;
    BindList languages, protocols; /* of BindText */
    gboolean link_index;
    BindBits host;      /* the bit of a HostId; none: HOST_PLAIN */
    BindBits compress;  /* a set of forms of press.h; without a mark: what the host serves */
    const Node *levels; /* see levels.h; NULL: not given */
    BindList gates;     /* of BindPair: see levels.h */
    struct {
        gboolean curated, related, other;
    } index;
} SiteRecord;

typedef struct Catalog {
    Arena *arena;
    const char *source;
    const SiteRecord *site;
    const Document *site_document;
    const char *const *languages; /* NULL-terminated; the first is the source language */
    guint n_languages;
    const Locale **locales; /* by language */
    Protocol **protocols;   /* in the order of site.yaml */
    guint n_protocols;
    gboolean *begun; /* by language: most texts of its locale and words are still those of the source (likeness.h) */
    const char *updated; /* the newest date of all documents */
} Catalog;

/* Reads the folders content/ and locales/ of SOURCE with JOBS threads. LOOKUPS: the forms of text that `lookup` of a
 * protocol may name, NULL-terminated; NULL: any. NULL when the site cannot be put together at all; then, and whenever
 * findings_count() has errors, nothing may be built. */
Catalog *catalog_load(const char *source, const char *const *lookups, guint jobs, Findings *findings);
void catalog_free(Catalog *catalog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalog, catalog_free)

/* Whether TEXT may be the tag of a language of the site. */
gboolean catalog_is_language(const char *text);

/* Whether some protocol can be looked up by a pasted text (Protocol.lookup). */
gboolean catalog_has_lookup(const Catalog *catalog);

/* Calls VISIT for every document: the site's, then protocol by protocol. KIND is the name of the folder or file that it
 * is of: "site", "enhanced", "strangers", "codes", "pairs", "wire". */
typedef void (*CatalogVisit)(const Document *document, const char *kind, gpointer data);
void catalog_each_document(const Catalog *catalog, CatalogVisit visit, gpointer data);

/* Sets the levels of FINDINGS that content/site.yaml of SOURCE asks for, as catalog_load() does; there need not be such
 * a file. What is wrong with the levels is told, what is wrong with the rest of the file is not. */
void catalog_load_levels(const char *source, Findings *findings);

/* Whether URL may be the site's address: http or https, a host, a path that ends with "/"; and what to say of one that
 * may not, behind "is not". */
gboolean catalog_is_base_url(const char *url);
#define CATALOG_BASE_URL "an http or https address in ASCII that ends with /, such as https://example.org/docs/"
