/* jsonld.h: a page's structured data (schema.org, JSON-LD 1.1), escaped for <script>.
 *
 * Every page describes itself (TechArticle for codes and pairs, CollectionPage for lists, WebSite for home pages) and
 * the way to it (BreadcrumbList, the same as the visible one). A code is a DefinedTerm of the DefinedTermSet that is
 * its protocol's index.
 */
#pragma once
#include "render/frame.h"

/* A code as a term: plain text, and absolute addresses. */
typedef struct JsonldTerm {
    const char *code, *name, *description, *url;
    const char *set_name, *set_url; /* the set that it is of */
} JsonldTerm;

/* Appends TERM as a JSON object. It is the same on every page: see CodeBook.term. */
void jsonld_term(GString *out, const JsonldTerm *term);

typedef struct JsonldPage {
    const char *type;       /* "TechArticle", "CollectionPage", "WebSite" */
    const FrameText *frame; /* what the page's frame was filled with */
    const char *terms[2];   /* what it is about: texts of jsonld_term(); NULL: nothing */
    TmplList based_on;      /* of LinkView: specifications */
} JsonldPage;

/* A page that lists others: its title and description are sentences of VALUES. */
typedef struct ListText {
    SentenceId title, description;
    const Phrase *values;
    const Crumb *parent; /* before it on the way, below the home page; NULL: none */
    const char *type;
} ListText;

/* Fills VIEW, frame and json_ld, for the list PAGE. */
void jsonld_list(const Page *page, const ListText *text, PageView *view);

/* The text, in the page's scratch. VIEW is filled but for json_ld. */
const char *jsonld_page(const Page *page, const PageView *view, const JsonldPage *of);
