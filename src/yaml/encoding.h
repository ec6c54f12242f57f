/* encoding.h: which characters a file of the source may hold. */
#pragma once
#include "diag/finding.h"

/* What C is that no text may hold it, as in `U+0007 is …`, or NULL. Refused are the control characters but tab
 * and LF, the noncharacters (Unicode 15, 23.7), the byte order mark, and what YAML 1.1 takes for a line break and
 * an editor does not (U+0085, U+2028, U+2029), after which line numbers would be wrong. */
const char *encoding_fault(gunichar c);

/* Looks at the LENGTH bytes at TEXT and adds a yaml-encoding finding for each place that is not UTF-8 or has
 * a fault; CR before LF is fine. Returns a copy in which one U+FFFD stands for each of them (a byte order mark at
 * the start is left out), so that reading can go on with the columns unmoved: to g_string_free(). Returns NULL when
 * the bytes are no text at all: UTF-16, or over LIMIT places (a yaml-limit finding ends the list). */
GString *encoding_clean(const char *file, const char *text, gsize length, guint limit, Findings *findings);
