/* difference.h: in which lines two versions of a file differ, for a person to read. */
#pragma once
#include <glib.h>

/* The lines between the first and the last that differ: `line 41: 2 lines were, 3 are` and an excerpt of the first on
 * each side, "- …" and "+ …", each on a line of its own with a line break. g_free() it. NULL when the two are equal. */
char *difference_of(const char *was, gsize was_length, const char *is, gsize is_length);
