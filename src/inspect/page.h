/* page.h: what a browser reads in one page. The only includer of gumbo.h, an HTML5 parser. */
#pragma once
#include "base/arena.h"
#include "diag/finding.h"

typedef enum PageRefKind {
    PAGE_LINK,      /* a reader follows it */
    PAGE_RESOURCE,  /* the browser loads it with the page */
    PAGE_NAMED,     /* programs are told of it: feed, search, picture */
    PAGE_ALTERNATE, /* the page in another language */
    PAGE_CANONICAL, /* the page's own address */
} PageRefKind;

typedef struct PageRef {
    PageRefKind kind;
    const char *address;
    const char *language; /* ALTERNATE: what hreflang says */
    Mark mark;            /* of the attribute */
} PageRef;

typedef struct PageId {
    const char *id;
    Mark mark;
} PageId;

typedef struct Page {
    const char *language;    /* lang of the html element; NULL: none, or empty */
    const char *title;       /* NULL: none, or empty */
    const char *description; /* as above */
    gboolean article;        /* its og:type: one subject, not a list of others */
    gboolean unlisted;       /* it asks search engines not to list it */
    Mark head;               /* of what is around the title */
    GArray *refs;            /* of PageRef, in the order of the page */
    GArray *ids;             /* of PageId, as above */
} Page;

void page_init(Page *page);
void page_clear(Page *page);

/* Reads the LENGTH bytes at HTML, valid or not. The texts of PAGE are in ARENA, or are HTML's. */
void page_read(Page *page, Arena *arena, const char *html, gsize length);
