/* jsonout.h: JSON text (RFC 8259) appended piece by piece, escaped for <script>.
 *
 * For what a build writes thousands of times, or writes much of: json-glib makes a tree of nodes first, which took a
 * third of the time of a page. Each piece brings the comma before it where there is one to bring; that brackets and
 * keys match is the caller's to see to. What users read of other commands is json-glib's. */
#pragma once
#include <glib.h>

/* Begins an array or an object: BRACKET is '[' or '{'. */
void jsonout_begin(GString *out, char bracket);

/* Ends it: ']' or '}'. */
void jsonout_end(GString *out, char bracket);

/* The name of the member whose value comes next. KEY needs no escape. */
void jsonout_key(GString *out, const char *key);

/* A string, of UTF-8. */
void jsonout_text(GString *out, const char *text);

/* A member that is a string; none where TEXT is NULL. */
void jsonout_member(GString *out, const char *key, const char *text);

/* A value that is JSON already. */
void jsonout_value(GString *out, const char *json);
