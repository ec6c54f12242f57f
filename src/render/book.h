/* book.h: the words of every code in every language, rendered once.
 *
 * A page about two codes is put together from what stands here, so that the work of Markdown, lists and sentences is
 * done per record and language, not per page. Passages that are not translated stand in the source language, within
 * <span lang="…" dir="…">. */
#pragma once
#include "plan/plan.h"
#include "render/views.h"

/* One code in one language. */
typedef struct CodeBook {
    Phrase name, title; /* "Not Found", "HTTP 404 Not Found" */
    Phrase label;       /* "404 Not Found" */
    Phrase indicates;   /* the clause */
    Phrase indicates_sentence, description, when, outcome, use, caveat, origin;
    Phrase class_name, class_says, class_advice;
    Phrase headline; /* the verdict of the code */
    Phrase fact_value[MAX_FACTS], fact_says[MAX_FACTS];
    Phrase enhanced, spec; /* for the table of facts */
    const char *term;      /* as structured data: jsonld_term() */
    const char *class_id;
    const char *url;                /* from the page of another code or of a pair */
    TmplList fixes;                 /* of FixView */
    TmplList enhanced_views, specs; /* of EnhancedView, LinkView */
} CodeBook;

typedef struct Book {
    Arena *arena;
    const Plan *plan;
    CodeBook **codes; /* [language * n_protocols + protocol][code] */
} Book;

/* The book of PLAN, which must outlive it, written by JOBS threads. PLAN's catalog has no errors. */
Book *book_new(const Plan *plan, guint jobs);
void book_free(Book *book);

const CodeBook *book_code(const Book *book, guint language, guint protocol, guint code);

/* An inline passage in a language, in the source language when it is missing. Its links lead from a code's page, which
 * is as far from all others as a pair's and the comparisons'. */
Phrase book_passage(const Book *book, Arena *arena, const Document *document, const char *path, guint language,
                    guint protocol);

/* The same on another page, in its language. */
Phrase book_passage_on(const Book *book, Arena *arena, const Document *document, const char *path, const Output *page);

/* The same of the site's own document, which links to no code. */
Phrase book_site_passage(const Book *book, Arena *arena, const char *path, guint language);

/* "A B" */
Phrase book_join(Arena *arena, Phrase a, Phrase b);

/* TEXT as a phrase. */
Phrase book_plain(Arena *arena, const char *text);

/* The values BITS of fact number FACT as a sentence about CODE. */
Phrase book_fact_says(Arena *arena, const Locale *locale, const Words *words, guint fact, guint64 bits,
                      const char *code);
/* The same values as a list. */
Phrase book_fact_value(Arena *arena, const Locale *locale, const Words *words, guint fact, guint64 bits);

/* The id of an enhanced code ("X.1.1") or a stranger on the index page: "x-1-1", "n-101". */
const char *book_anchor(Arena *arena, const char *key);

/* A passage that is no Markdown: a name, a title. */
Phrase book_plain_passage(const Book *book, Arena *arena, const Document *document, const char *path, guint language);

/* The link of a spec: "RFC 2119, section 6", or the title of a source that is no RFC, marked as the source's language.
 * Its address is interned: the same address is the same pointer. */
LinkView book_spec(const Book *book, Arena *arena, const Spec *spec, guint language);
