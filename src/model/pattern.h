/* pattern.h: regular expressions that an author writes. */
#pragma once
#include "model/document.h"

/* Compiles PATTERN, which stands in FILE; a WHOLE one must match a text from its beginning to its end. NULL when it was
 * not given, or with a bad-value finding. */
GRegex *pattern_compile(const Loader *loader, const char *file, const BindText *pattern, gboolean whole);
