/* charcheck.h: characters that no text may hold, because they act on what stands around it.
 *
 * These are the control characters (C0 except tab, LF and CR; DEL; C1), the line and paragraph separators U+2028 and
 * U+2029, the byte order mark, the noncharacters U+FFFE and U+FFFF, and controls of direction (U+202A to
 * U+202E, U+2066 to U+2069) that are not closed in the same text: they would reorder the page (Unicode UAX #9; it is
 * the trick of CVE-2021-42574). The marks U+200E and U+200F act on nothing outside and may stand. */
#pragma once
#include <glib.h>

/* The first 32 entries of a table of bytes: X for the C0 controls that no text may hold, BLANK for tab, LF and CR. */
#define C0_BYTES(x, blank)                                                                                             \
    x, x, x, x, x, x, x, x, x, blank, blank, x, x, blank, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

enum { CHARCHECK_DEPTH = 16 };

/* The passage so far; all zero at its beginning. */
typedef struct CharCheck {
    gunichar open[CHARCHECK_DEPTH]; /* the direction controls that are not closed yet */
    guint depth;
} CharCheck;

/* Finds the next bad character from *CURSOR (valid UTF-8) on: says what it is (`a control character`), sets
 * *CULPRIT to it and *CURSOR behind it; NULL when there is none. The pieces of a passage are given one after another.
 */
const char *charcheck_next(CharCheck *check, const char **cursor, gunichar *culprit);

/* The same at the end of the passage, for what is still open. */
const char *charcheck_end(CharCheck *check, gunichar *culprit);
