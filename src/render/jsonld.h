/* jsonld.h: a page's structured data (schema.org, JSON-LD 1.1), made by json-glib and escaped for <script>.
 *
 * Every page describes itself (TechArticle for codes and pairs, CollectionPage for lists, WebSite for home pages) and
 * the way to it (BreadcrumbList, the same as the visible one). A code is a DefinedTerm of the DefinedTermSet that is
 * its protocol's index. */
#pragma once
#include "render/frame.h"

/* A code as a term. */
typedef struct JsonldTerm {
    const char *code, *name, *description; /* plain text */
    const char *url;                       /* absolute */
} JsonldTerm;

typedef struct JsonldPage {
    const char *type; /* "TechArticle", "CollectionPage", "WebSite" */
    const char *heading;
    const JsonldTerm *terms;
    gsize n_terms;
    const char *set_name, *set_url; /* of the terms' set, or NULL */
    const TmplList *based_on;       /* of LinkView: specifications; or NULL */
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
