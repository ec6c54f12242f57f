/* frame.h: what every page has: its addresses, languages, way and structured data. */
#pragma once
#include "render/book.h"
#include "render/views.h"

typedef struct Beside Beside; /* beside.h */

/* One page while it is made. SCRATCH is the worker's; it lasts for this page. */
typedef struct Page {
    const Plan *plan;
    const Book *book;
    const Output *output;
    const Locale *locale;
    Arena *scratch;
    GString *buffer; /* the worker's, for what is put together piece by piece; each user empties it first */
    Beside *beside;  /* the worker's */
} Page;

/* A page on the way to this one. OUTPUT is NULL for this one; URL may be the link to it, where that is known. */
typedef struct Crumb {
    const char *title;
    const Output *output;
    const char *url;
} Crumb;

/* What a kind of page says of itself, in plain text. */
typedef struct FrameText {
    const char *heading; /* without the site's name */
    const char *description;
    const char *og_type;
    const Crumb *crumbs; /* below the home page, this page last */
    gsize n_crumbs;
    gboolean bare; /* 404: no canonical, alternates or structured data */
} FrameText;

/* Fills those members of VIEW that pages beside PAGE have as well (beside.h). */
void frame_fill_same(const Page *page, PageView *view);

/* Fills VIEW for PAGE, but for json_ld, which jsonld.h makes of it. */
void frame_fill(const Page *page, const FrameText *text, PageView *view);

/* What is in PAGE's buffer, in its scratch. */
const char *frame_keep(const Page *page);

/* The link from PAGE to OUTPUT. */
const char *frame_link(const Page *page, const Output *to);

/* The page that search engines are to list for PAGE: itself, or the source's where it hardly speaks its language. */
Output frame_canonical(const Page *page);

/* The absolute address of OUTPUT. */
const char *frame_absolute(const Page *page, const Output *output);

/* The output of a kind in the page's language. */
Output frame_output(const Page *page, OutputKind kind, guint protocol, guint a, guint b);

/* COUNT sentence ID of the page's locale, as text. */
const char *frame_counted(const Page *page, CountedId id, guint count);

/* DATE (2026-11-22) as the page's language writes it. */
const char *frame_date(const Page *page, const char *date);

/* NUMBER in digits. */
const char *frame_number(const Page *page, guint number);

/* Sentence ID of the page's locale with VALUES. */
Phrase frame_sentence(const Page *page, SentenceId id, const Phrase *values);
