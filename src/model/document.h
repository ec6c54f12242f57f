/* document.h: a file with passages, and its translations.
 *
 * A document is a source file (550.yaml: facts and the passages of the source language) and at most one
 * sibling per other language (550.fr.yaml: passages only). A translation names, under `source`, the
 * fingerprint of the passage that each of its own was made from, so every passage in every language is
 * current, stale or missing without a look at a clock or at git. */
#pragma once
#include "text/passage.h"
#include "yaml/bind.h"

enum { MAX_LANGUAGES = 32 };

/* UNWRITTEN: a skeleton stands in its place. */
typedef enum PassageState { PASSAGE_CURRENT, PASSAGE_STALE, PASSAGE_UNWRITTEN, PASSAGE_MISSING } PassageState;

/* One passage in one language. TEXT.s is NULL when the source has none or the state is missing. */
typedef struct PassageIn {
    BindText text;
    PassageState state;
    const char *plain; /* TEXT without its markup, of an inline passage that was checked (passages.h) */
    const char *html;  /* the same as HTML; NULL where it has links, which lead from each page another way */
} PassageIn;

typedef struct Passage {
    const BindField *field;
    const char *path;    /* "fix.sender" */
    guint hash;          /* g_str_hash() of PATH: a file of many entries has hundreds of passages */
    const PassageIn *in; /* by language; [0] is the source */
} Passage;

typedef struct Document {
    const char *file;        /* "content/PROTOCOL/codes/550.yaml" */
    const char **files;      /* by language; [0] is FILE; NULL: there is no such translation */
    Digest *digests;         /* by language: of the files; zero: there is none */
    const char **updated;    /* by language: the newest date of the source and that translation */
    const Passage *passages; /* those that the source gives, in the order of the tables */
    gsize n_passages;
    gsize *n_missing; /* by language: how many of them fall back */
    gboolean damaged; /* the source has findings of its shape: what it lacks may only be misspelt */
} Document;

/* What every loader needs. */
typedef struct Loader {
    Arena *arena;
    const char *source;           /* the source folder, as given */
    const char *const *languages; /* the first is that of the sources */
    guint n_languages;
    Findings *findings;
    guint jobs;                 /* threads that may load at once: crew.h */
    gboolean languages_damaged; /* LANGUAGES may lack some: no file is told to be of an unknown one */
    const char *const *lookups; /* what `lookup` of a protocol may name, NULL-terminated; NULL: anything */
} Loader;

/* Reads FOLDER/STEM.yaml and its translations by FIELDS, whose struct has SIZE bytes, and gives the filled
 * struct at *RECORD and the document, both in the arena. FIELDS must hold an `updated` date whose BindText
 * stands at UPDATED. NULL when the source file cannot be bound at all (there is a finding then).
 * Findings: those of node_read_file() and bind_record(), orphan-translation, missing-translation,
 * stale-translation, changed-token. What a damaged source lacks is told once, there, not as orphans here. */
const Document *document_load(const Loader *loader, const char *folder, const char *stem, const BindField *fields,
                              gsize size, gsize updated, void **record);

/* The passage at PATH, or NULL when the source has none. */
const Passage *document_passage(const Document *document, const char *path);

/* Whether readers of the language get the source's text in the place of IN: it is missing, or not written yet. */
gboolean document_falls_back(const PassageIn *in);

/* The passage at PATH as it is to be shown in LANGUAGE: where that falls back, the source's, and *FALLBACK (may be
 * NULL) is set to TRUE. NULL when the source has no such passage. */
const PassageIn *document_shown(const Document *document, const char *path, guint language, gboolean *fallback);

/* The text of the passage at PATH in LANGUAGE; where that falls back, the source's, and *FALLBACK (may be NULL) is set
 * to TRUE. NULL when the source has none. */
const char *document_text(const Document *document, const char *path, guint language, gboolean *fallback);

/* The same without markup. DOCUMENT was checked and has no error findings. */
const char *document_plain(const Document *document, const char *path, guint language, gboolean *fallback);

/* The names in FOLDER (below the source folder), as of file_list(). A folder that does not exist holds nothing; one
 * that cannot be read is a finding and NULL. g_ptr_array_unref() them. */
GPtrArray *document_names(const Loader *loader, const char *folder);

/* The stems of the YAML files in FOLDER (below the source folder), sorted, each once. Anything
 * else that document_names() has is an unexpected-file or unknown-language finding, a translation without its source an
 * orphan-translation. NULL as there. The strings are the arena’s. */
GPtrArray *document_stems(const Loader *loader, const char *folder);

/* Adds the finding that FILE is of a LANGUAGE that the site does not translate to, if that is certain. */
void document_unknown_language(const Loader *loader, const char *file, const char *language);

/* For BindField.fits: a day of the calendar such as 2026-11-22 (ISO 8601). A slip such as 2226 is told by the century
 * and not by today's date: the same source is right or wrong whenever it is read. */
enum { DATE_FIRST_YEAR = 1900, DATE_LAST_YEAR = 2099 };
gboolean document_is_date(const char *text);
#define DOCUMENT_DATE         "a date such as 2026-11-22, of the years 1900 to 2099"
#define DATE_FORM             .pattern = DOCUMENT_DATE_PATTERN, .fits = document_is_date, .form = DOCUMENT_DATE, .format = "date"
#define DOCUMENT_DATE_PATTERN "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
