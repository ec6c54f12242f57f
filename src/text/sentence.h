/* sentence.h: a locale's sentence pattern, compiled.
 *
 * A pattern is inline Markdown with {named} placeholders: "`{a}` means that {meaning}." It is read once
 * per build; a page only joins pieces. `{{` and `}}` stand for braces. A placeholder may stand in a code
 * span, in emphasis or in plain text, not in a link's target. */
#pragma once
#include "base/arena.h"
#include "text/inline.h"

/* One thing in two forms: HTML (escaped, may hold tags) and plain text. Both NULL: nothing. */
typedef struct Phrase {
    const char *html;
    const char *text;
} Phrase;

typedef struct Sentence Sentence;

/* Compiles PATTERN, in ARENA. NAMES (NULL-terminated) are the placeholders that it is given; those before the
 * first one that begins with "?" (which is no part of the name) must be used, the others may be. Adds
 * bad-sentence, unknown-placeholder (with "did you mean"), missing-placeholder or inline-markup to FINDINGS at FILE and
 * MARK and returns NULL when there is any. */
Sentence *sentence_compile(Arena *arena, const char *pattern, const char *const *names, const InlineOptions *options,
                           const char *file, Mark mark, Findings *findings);

/* The sentence with VALUES[i] for NAMES[i], both forms in ARENA. A NULL form is left out. Thread-safe: the sentence is
 * only read. */
Phrase sentence_phrase(Arena *arena, const Sentence *sentence, const Phrase *values);

/* The same, one form, appended to OUT. */
void sentence_html(const Sentence *sentence, const Phrase *values, GString *out);
void sentence_text(const Sentence *sentence, const Phrase *values, GString *out);
