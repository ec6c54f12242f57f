/* inspect.h: a built site, read as a browser reads it.
 *
 * Shares nothing with what built the site (no plan, no template, no address maker): what is wrong there would be wrong
 * here too. The site is the folder; its address is the canonical one of its /index.html. */
#pragma once
#include "diag/finding.h"

/* What a page may weigh, in bytes: one that is about one thing (og:type article), and any other, such as a list. */
enum {
    INSPECT_ARTICLE = 25 * 1024,
    INSPECT_ARTICLE_GZIP = 8 * 1024,
    INSPECT_LIST = 256 * 1024,
    INSPECT_LIST_GZIP = 48 * 1024,
    INSPECT_FILE = 8 * 1024 * 1024, /* no page that is larger is read, nor one beyond bounds.h */
};

typedef struct InspectOptions {
    const char *folder;
    guint jobs; /* threads, 1 or more */
    /* Is told now and then how many files of how many are read, on the caller's thread; NULL: nobody is. */
    void (*progress)(gsize done, gsize total, gpointer data);
    gpointer progress_data;
} InspectOptions;

typedef struct InspectCounts {
    guint pages, files;
} InspectCounts;

/* Reads the site and adds to FINDINGS, under FOLDER/PATH: dead-link, dead-fragment, duplicate-id, foreign-resource,
 * missing-title, missing-language, missing-description, missing-canonical, missing-alternate, one-way-alternate,
 * wrong-alternate, orphan-page, heavy-page. FALSE and ERROR where the folder or a page cannot be read, or there is no
 * site. */
gboolean inspect_site(const InspectOptions *options, Findings *findings, InspectCounts *counts, GError **error);
