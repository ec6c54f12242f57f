/* view.h: what a template may name, as tables.
 *
 * Every kind of page has a C struct (its view) and a TmplScope that lists the members. The expander
 * reads members through the table, the lint (lint.h) compares templates with it, and the README's table
 * of names is printed from it. Names are looked up in the innermost scope first, then outwards to the
 * page's. In addition {{label_KEY}} gives the label KEY of the page's locale. */
#pragma once
#include "base/arena.h"

typedef enum TmplKind {
    TMPL_TEXT, /* const char *: plain text; auto-escaped, `:none` is forbidden. Line breaks and tabs become blanks,
                  so what goes into <pre> is HTML */
    TMPL_HTML, /* const char *: ready HTML; must be written {{NAME:none}} */
    TMPL_JSON, /* const char *: a JSON text escaped for <script>; must be written {{NAME:none}} */
    TMPL_URL,  /* const char *: an address; must be written {{NAME:x-url}}, which lets pass relative, http
                  and https addresses, HTML-escaped, and fails the page on any other scheme */
    TMPL_SHOW, /* gboolean: section only, shown when true */
    TMPL_ONE,  /* const void *: section only, its own scope CHILD, hidden when NULL */
    TMPL_LIST, /* TmplList: section only, once per item with scope CHILD; hidden when empty */
} TmplKind;
/* A value of the first four kinds also opens a section, {{#NAME}}…{{/NAME}}: shown once, in the same
 * scope, when the value is neither NULL nor "". As a variable NULL is written as nothing. */

typedef struct TmplList {
    const void *items; /* an array of structs of the child scope's SIZE bytes */
    gsize count;
} TmplList;

typedef struct TmplScope TmplScope;

typedef struct TmplField {
    const char *name; /* A-Z, 0-9 and _ */
    TmplKind kind;
    gboolean same; /* in the scope of a page: the same in all pages that lead to one TmplKept */
    gsize offset;  /* of the member in the scope's struct */
    const TmplScope *child;
    const char *about; /* for the README */
} TmplField;

struct TmplScope {
    const char *name;        /* for findings and the README: "pair page" */
    const TmplField *fields; /* ends with a zero name */
    gsize size;              /* of the struct */
    gsize kept;              /* where a TmplKept * stands in the struct; 0: nowhere */
};

/* What partials make of an item that is the same on many pages. Where {{>name}} stands alone on its line, directly in
 * the section of an item whose struct leads to one of these, and the partial names nothing of further out, it is
 * expanded for the item once. So it is outside of all sections with what many pages have in common: a page's struct may
 * lead to one as well, and the partial names but fields that are SAME. All those pages are of one thread and one
 * locale. Zeroed but for its arena, where what is made is kept; NULL in the struct: the item, or what the page has in
 * common with others, is this page's only. */
typedef struct TmplKept {
    Arena *arena;
    struct TmplMade *made; /* the engine's */
} TmplKept;

/* Which page template is expanded with which scope; ends with a zero file. */
typedef struct TmplPage {
    const char *name; /* "pair" is the template pair.html */
    const TmplScope *scope;
} TmplPage;
