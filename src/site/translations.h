/* translations.h: how far each language is, and the fingerprints that say so. */
#pragma once
#include "model/catalog.h"

/* How many texts of a kind are in each state, in one language: the passages of documents, and the texts of its locale
 * and words. Of these it is not known from which source they were made: they are current or unwritten (likeness.h). */
typedef struct TranslationCount {
    guint in[PASSAGE_MISSING + 1]; /* by state */
} TranslationCount;

/* A text that is not current. */
typedef struct TranslationGap {
    guint language;
    const char *kind;        /* as of catalog_each_document(), or "locale", "words" */
    const char *file;        /* of the translation; of the source when there is no translation at all */
    Mark mark;               /* of the text there; when it is missing, of the source's in SOURCE_FILE */
    const char *source_file; /* where the passage stands in the source language */
    Mark source_mark;
    const char *path; /* "fix.sender" */
    PassageState state;
} TranslationGap;

enum { TRANSLATION_KINDS = 8 };
extern const char *const TRANSLATION_KIND[TRANSLATION_KINDS];

typedef struct Translations {
    Catalog *catalog;
    TranslationCount (*counts)[TRANSLATION_KINDS]; /* by language */
    GArray *gaps;                                  /* of TranslationGap: by language, then in the order of the files */
    GHashTable *standing; /* by the real paths of all translations; NULL until the first is stamped */
} Translations;

/* Reads SOURCE. NULL when the site cannot be put together; then FINDINGS has errors. */
Translations *translations_load(const char *source, Findings *findings);
void translations_free(Translations *translations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Translations, translations_free)

/* Writes the fingerprints of all stale passages of FILE, which is the path of a translation as the shell has it, and
 * counts them at *STAMPED: none the second time. What LOADED, the findings of translations_load(), has against the form
 * of the file is added to FINDINGS, and nothing is written then. A passage whose codes, numbers, code spans or links
 * differ from its source's is not read yet: it is left stale and told in FINDINGS (changed-token). FALSE and ERROR when
 * FILE is no translation of the site, cannot be edited (stamp.h) or cannot be written; it is whole then, as it was. */
gboolean translations_stamp(Translations *translations, const Findings *loaded, const char *file, guint *stamped,
                            Findings *findings, GError **error);
