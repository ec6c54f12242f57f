/* likeness.h: the texts of a language's own files, its locale and its words, and which of them are still those of the
 * source language.
 *
 * A language begins as a copy of the source. A text that is equal to the source's is taken for one that nobody has
 * written yet, unless it has no word of a language in it (placeholders and code only), or its path is listed under
 * `same`: then it was meant. */
#pragma once
#include "model/document.h"

typedef struct Texts {
    const char *file;
    const BindPair *texts;    /* paths (as of bind_passages()) and texts, in the order of the table */
    const BindPair **by_path; /* the same, sorted by path */
    gsize n_texts;
    const BindText *same;
    gsize n_same;
} Texts;

/* A list that is one text, its items joined. */
typedef struct TextList {
    const char *path;
    const BindList *list; /* of BindText */
} TextList;

/* The passages that the struct at BASE has by FIELDS, and LISTS (ends with a NULL path), in the loader's arena. An
 * entry of SAME that names none of them is a missing-label finding. */
const Texts *likeness_texts(const Loader *loader, const char *file, const BindField *fields, void *base,
                            const TextList *lists, const BindList *same);

/* The text of TEXTS at PATH, or NULL. */
const BindText *likeness_find(const Texts *texts, const char *path);

/* The text of SOURCE that TEXT of another language is to say: the one at its path, or, of a plural form that the source
 * language does not have, the one of the form `other`. NULL: there is none. */
const BindText *likeness_original(const Texts *source, const BindPair *text);

/* Whether TEXT of OWN, for which the source has SOURCE, is not written yet. */
gboolean likeness_is_unwritten(const Texts *own, const BindPair *text, const BindText *source);

/* How many texts of OWN are not written yet; one finding says so, with the first of them. */
guint likeness_check(const Texts *own, const Texts *source, Findings *findings);
