/* facts.h: what is kept of a page until all are read. For the files of inspect.h only. */
#pragma once
#include "diag/finding.h"
#include "inspect/files.h"

/* A reference that another page has to answer. */
typedef struct Pointer {
    int target;
    const char *what; /* a fragment, or a language */
    Mark mark;
} Pointer;

typedef struct Facts {
    const char *language; /* NULL: no page, or one that does not say */
    gboolean page;        /* HTML that has an address of its own: no 404.html */
    gboolean unlisted;    /* it asks search engines not to list it */
    int *links;           /* the files that a reader can go to from it, sorted, each once */
    guint n_links;
    const char **ids; /* sorted */
    guint n_ids;
    Pointer *fragments; /* into other pages */
    guint n_fragments;
    Pointer *alternates;
    guint n_alternates;
    Mark head;
} Facts;

/* All of them. */
typedef struct Site {
    const char *folder; /* as given */
    const char *base;   /* the address of the site, or NULL */
    Files files;
    Facts *facts; /* by file */
    Findings *findings;
} Site;

/* Adds a finding of FILE: its path below the folder goes behind the folder. */
#define SITE_ADD(site, rule, file, mark, ...)                                                                          \
    do {                                                                                                               \
        g_autofree char *site_path =                                                                                   \
            g_strdup_printf("%s/%s", (site)->folder, (char *)(site)->files.paths->pdata[file]);                        \
        findings_add((site)->findings, rule, site_path, mark, __VA_ARGS__);                                            \
    } while (0)

/* What shows only when all pages are read: fragments, alternates, pages that nothing leads to. */
void between_pages(const Site *site);
