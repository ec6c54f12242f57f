/* finding.h: what there is to tell the author, as data.
 *
 * A finding is an author's mistake: it is collected, the work goes on, and the command prints all of
 * them, sorted, none twice. A machine's failure (a full disk) is a GError instead and ends the work. */
#pragma once
#include <glib.h>

#include "diag/rule.h"

G_BEGIN_DECLS /* tmpl/ includes it in C++ */

/* A place in a file: 1-based, columns in Unicode code points. Line 0: the file as a whole. */
typedef struct Mark {
    guint line, column;
} Mark;

typedef struct Finding {
    const Rule *rule;
    Severity severity; /* the rule's, or what findings_set_level() made of it; not OFF */
    char *file;        /* relative to the source folder, "/" between folders */
    Mark mark;
    char *message;        /* no capital, no full stop: `unknown key "stage"` */
    char *hint;           /* what to do, or NULL: `did you mean "stages"?` */
    const char *language; /* of the text that it is about, or NULL; see findings_file_language() */
} Finding;

typedef struct Findings Findings;

Findings *findings_new(void);
void findings_free(Findings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Findings, findings_free)

/* Adds a finding. FILE, HINT (NULL for none) and the message are copied. Any thread may call it. */
void findings_add(Findings *findings, RuleId rule, const char *file, Mark mark, const char *hint, const char *format,
                  ...) G_GNUC_PRINTF(6, 7);

/* Adds that FILE (or a folder) cannot be read, for the reason that ERROR, of file_read_below() or file_list(), says. */
void findings_add_unreadable(Findings *findings, const char *file, const GError *error);

/* From now on the findings of FILE are about a text in LANGUAGE. Both are copied. Any thread may call it. */
void findings_file_language(Findings *findings, const char *file, const char *language);

/* Moves all of OTHER, which is freed, to FINDINGS, whose levels hold for them. Any thread may call it; OTHER is nobody
 * else's any more. */
void findings_adopt(Findings *findings, Findings *other);

/* Gives the findings of RULE about texts in LANGUAGE (NULL: all that have no level of their own) the severity LEVEL,
 * those that are there already and those to come; SEVERITY_OFF takes them away. One thread calls it, before others
 * add. LANGUAGE is copied. */
void findings_set_level(Findings *findings, RuleId rule, const char *language, Severity level);

/* Sorts by file, line, column, rule, message and hint, and drops the exact repeats. */
void findings_sort(Findings *findings);

guint findings_count(const Findings *findings, Severity at_least);
guint findings_length(const Findings *findings);
const Finding *findings_get(const Findings *findings, guint i);

/* For hints: `did you mean "X"?` with the entry of the NULL-terminated WORDS that is nearest to WORD,
 * g_free() it; NULL when none is near (edit distance at most 1 + a third of the word's length, never over 3,
 * and less than the length of either: nothing is said by one letter for another). Looks at
 * the first SUGGEST_WORDS only: a file may have as many wrong words as there are right ones. */
enum { SUGGEST_WORDS = 1000 };
char *findings_suggest(const char *word, const char *const *words);

G_END_DECLS
