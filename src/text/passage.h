/* passage.h: what a translation is compared by. */
#pragma once
#include <glib.h>

enum { FINGERPRINT_LENGTH = 8 };

/* The fingerprint of a source passage: the first 8 hex digits (lower case) of the SHA-256 of TEXT with
 * every run of ASCII white space folded to one space and none at the ends. Writes them and a NUL. */
void passage_fingerprint(const char *text, char fingerprint[FINGERPRINT_LENGTH + 1]);

/* The pieces of a passage that no translation may change: code spans ("`QUIT`"), link targets ("(code:450)"), and
 * in the text outside both every number ("550", "5.7.1", "2119"; a dot belongs to it between digits; "2xx" and
 * "4yz" are whole, of "2nd" and "2e" it is 2). A sorted, NULL-terminated list with repeats, to g_strfreev(). */
char **passage_tokens(const char *markdown);

/* Compares the tokens of a passage, WANTED, with those of TRANSLATION: NULL when they are the same multiset, else what
 * differs, to g_free():
 * `"550" is missing, "`QUIT`" was not there before, "25" is there 1 time, not 2`. *AT is then the offset in TRANSLATION
 * of the first piece that was not there before and stands there once, 0 if there is none. */
char *passage_compare(char *const *wanted, const char *translation, gsize *at);
