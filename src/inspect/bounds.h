/* bounds.h: pages that an HTML parser had better not read.
 *
 * For each tag gumbo goes through all elements that are open, and for each attribute through all before it: 256 KiB of
 * `<div>` take seconds, 8 MiB an hour. Browsers flatten what is deeper than 512. */
#pragma once
#include <glib.h>

enum { BOUNDS_DEPTH = 512, BOUNDS_ATTRIBUTES = 256 };

/* Why the LENGTH bytes at HTML should not be parsed, behind the name of their file in a message (static); NULL: they
 * may be. An element is open until its own end tag, so that where tags are missing or in disorder there are more of
 * them than a parser sees, and never much fewer. */
const char *bounds_passed(const char *html, gsize length);
