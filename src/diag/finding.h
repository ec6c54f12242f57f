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
    char *file; /* relative to the source folder, "/" between folders */
    Mark mark;
    char *message; /* no capital, no full stop: `unknown key "stage"` */
    char *hint;    /* what to do, or NULL: `did you mean "stages"?` */
} Finding;

typedef struct Findings Findings;

Findings *findings_new(void);
void findings_free(Findings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Findings, findings_free)

/* Adds a finding. FILE, HINT (NULL for none) and the message are copied. Any thread may call it. */
void findings_add(Findings *findings, RuleId rule, const char *file, Mark mark, const char *hint, const char *format,
                  ...) G_GNUC_PRINTF(6, 7);

/* Sorts by file, line, column, rule, message and hint, and drops the exact repeats. */
void findings_sort(Findings *findings);

guint findings_count(const Findings *findings, Severity at_least);
guint findings_length(const Findings *findings);
const Finding *findings_get(const Findings *findings, guint i);

/* Appends the report to OUT, a line per finding as in
 *   content/PROTOCOL/codes/550.yaml:12:3: error: unknown key "stage" [unknown-key]
 *     did you mean "stages"?
 * The bytes of characters that could act on a terminal, and of what is not UTF-8, are shown as \xNN. */
void findings_print_text(const Findings *findings, GString *out);

/* For hints: `did you mean "X"?` with the entry of the NULL-terminated WORDS that is nearest to WORD,
 * g_free() it; NULL when none is near (edit distance at most 1 + a third of the word's length, never over 3). */
char *findings_suggest(const char *word, const char *const *words);

G_END_DECLS
