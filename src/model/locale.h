/* locale.h: one language of the site: locales/<language>.yaml.
 *
 * A locale knows no protocol. Its labels are for templates ({{label_KEY}}): any key may be added, but every
 * locale must have the same ones. Its sentences are those that the program builds: the table below names each
 * and its placeholders, and all of them are required. Grammar, word order and punctuation are the locale's. */
#pragma once
#include "model/likeness.h"
#include "model/plural.h"
#include "text/sentence.h"

/* X(enumerator, key, placeholders that must be used, placeholders that may be used) */
#define SENTENCE_TABLE(X)                                                                                              \
    X(CODE_TITLE, "code_title", "protocol", "code", "name")                                                            \
    X(CODE_NAME, "code_name", "code", "name")                                                                          \
    X(PAIR_TITLE, "pair_title", "protocol", "a", "a_name", "b", "b_name")                                              \
    X(PAIR_NAME, "pair_name", "a", "b")                                                                                \
    X(PAGE_TITLE, "page_title", "title", "site")                                                                       \
    X(INDICATES, "indicates", "code", "indicates")                                                                     \
    X(CODE_DESCRIPTION, "code_description", "protocol", "code", "name", "indicates")                                   \
    X(PAIR_DESCRIPTION, "pair_description", "protocol", "a", "a_name", "b", "b_name")                                  \
    X(PAIR_CLASSES, "pair_classes", "a", "b", "a_class", "b_class")                                                    \
    X(PAIR_ONE_CLASS, "pair_one_class", "a", "b", "class")                                                             \
    X(PAIR_INDICATES, "pair_indicates", "a", "b", "a_indicates", "b_indicates")                                        \
    X(SAME_CLASS, "same_class", "a", "b", "class")                                                                     \
    X(NO_DIFFERENCE, "no_difference", "a", "b")                                                                        \
    X(INDEX_TITLE, "index_title", "protocol")                                                                          \
    X(INDEX_DESCRIPTION, "index_description", "protocol")                                                              \
    X(COMPARE_TITLE, "compare_title", "protocol")                                                                      \
    X(COMPARE_DESCRIPTION, "compare_description", "protocol")                                                          \
    X(CLASS_TITLE, "class_title", "protocol", "class")                                                                 \
    X(CLASS_DESCRIPTION, "class_description", "protocol", "class")                                                     \
    X(SHARE, "share", "value", "count", "total")                                                                       \
    X(SHARE_ALL, "share_all", "value", "?total")                                                                       \
    X(LINES_TITLE, "lines_title", "protocol")                                                                          \
    X(LINES_DESCRIPTION, "lines_description", "protocol")                                                              \
    X(SENDER_TITLE, "sender_title", "sender", "?protocol")                                                             \
    X(SENDER_DESCRIPTION, "sender_description", "sender", "?protocol")                                                 \
    X(SEARCH_TITLE, "search_title", "?site")                                                                           \
    X(SEARCH_DESCRIPTION, "search_description", "?site")                                                               \
    X(DECODE_TITLE, "decode_title", "?site")                                                                           \
    X(DECODE_DESCRIPTION, "decode_description", "?site")                                                               \
    X(FEED_TITLE, "feed_title", "site")                                                                                \
    X(NOT_FOUND_TITLE, "not_found_title", "?site")                                                                     \
    X(NOT_FOUND_DESCRIPTION, "not_found_description", "?site")                                                         \
    X(CHOOSE_LANGUAGE, "choose_language", "?site")                                                                     \
    X(FACT_CLASS, "fact_class", "?protocol")                                                                           \
    X(FACT_ENHANCED, "fact_enhanced", "?protocol")                                                                     \
    X(FACT_SPECIFICATION, "fact_specification", "?protocol")                                                           \
    X(RFC, "rfc", "rfc")                                                                                               \
    X(RFC_SECTION, "rfc_section", "rfc", "section")                                                                    \
    X(DATE, "date", "day", "month", "year")                                                                            \
    X(LOOKUP_NONE, "lookup_none", "?site")                                                                             \
    X(LOOKUP_LOOK_FOR, "lookup_look_for", "?site")                                                                     \
    X(LOOKUP_KNOWN, "lookup_known", "sender")                                                                          \
    X(LIST_TWO, "list_two", "first", "last")                                                                           \
    X(LIST_MORE, "list_more", "first", "next")                                                                         \
    X(LIST_LAST, "list_last", "first", "last")

typedef enum SentenceId {
#define X(name, ...) SENTENCE_##name,
    SENTENCE_TABLE(X)
#undef X
        N_SENTENCES
} SentenceId;

/* Sentences that depend on {count}. */
#define COUNTED_TABLE(X)                                                                                               \
    X(CODES, "codes")                                                                                                  \
    X(PAIRS, "pairs")                                                                                                  \
    X(LINES, "lines")

typedef enum CountedId {
#define X(name, ...) COUNTED_##name,
    COUNTED_TABLE(X)
#undef X
        N_COUNTED
} CountedId;

extern const char *const COUNTED_KEYS[]; /* by CountedId */

enum { N_MONTHS = 12 };

/* A typographic rule of the language: text outside code spans must not match PATTERN. */
typedef struct TypographyRule {
    GRegex *pattern;
    const char *message;
} TypographyRule;

typedef struct Locale {
    const char *file;
    Digest digest;                          /* of its bytes */
    const char *language;                   /* BCP 47, in lower case: "fr" */
    const char *name;                       /* in the language itself: "Français" */
    const char *direction;                  /* "ltr", "rtl" */
    const char *og_locale;                  /* for Open Graph: "fr_FR" */
    const char **label_keys, **label_texts; /* NULL-terminated, in the same order, the keys sorted */
    const BindText *label_marks;            /* in the same order */
    gsize n_labels;
    Sentence *sentences[N_SENTENCES]; /* none NULL in a catalog without error findings */
    Sentence *counted[N_COUNTED][N_PLURALS];
    BindText counted_texts[N_COUNTED][N_PLURALS]; /* what they are made of; without a text: not given */
    guint plural;                                 /* the family */
    const char *months[N_MONTHS];
    const char *first_day;       /* of a month, in a date; NULL: 1 */
    const char **clause_openers; /* what a clause passage must begin with, one of them: "que ", "qu’" */
    const char **stop_words;     /* NULL-terminated: words that a search passes over */
    TypographyRule *typography;
    gsize n_typography;
    const Texts *texts;
    gboolean damaged; /* the file has errors: what is missing may be there, but misspelt */
} Locale;

/* Reads locales/LANGUAGE.yaml for language number I of the loader. NULL with findings when unreadable. */
const Locale *locale_load(const Loader *loader, guint i);

/* The label KEY, or NULL. */
const char *locale_label(const Locale *locale, const char *key);

/* Appends COUNT sentence ID. The digits are the Western ones, without grouping. */
void locale_counted(const Locale *locale, CountedId id, guint count, GString *html, GString *text);

/* Adds what is wrong with the forms that LOCALE has for its family of plurals: one that no number takes, and those that
 * are missing, which in another language than SOURCE (NULL: it cannot be read) are missing translations. */
void locale_check_forms(const Locale *locale, const Locale *source, Findings *findings);

/* Whether numbers take FORM, and it is not given. */
gboolean locale_lacks_form(const Locale *locale, CountedId id, Plural form);

/* Appends ITEMS (COUNT at least 1) as a list of the language: "a, b and c". HTML or TEXT may be NULL. */
void locale_list(const Locale *locale, const Phrase *items, gsize count, GString *html, GString *text);

/* Appends the day DATE (2026-11-22) as the language writes it. */
void locale_date(const Locale *locale, const char *date, GString *text);

/* Adds a typography finding for every rule that TEXT of FILE breaks outside its code spans and link targets, where it
 * does so first. */
void locale_check_typography(const Locale *locale, const BindText *text, const char *file, Findings *findings);
