#include "text/inline.h"

#include <string.h>

/* Everything is kept on one line, whose line ends and outer blanks are written as entities; so only its
 * beginning can be that of a block. */
static void escape_character(GString *out, const char *start, const char *p)
{
    gboolean edge = p == start || !p[1];
    gboolean ordinal = (*p == '.' || *p == ')') && p > start && strspn(start, "0123456789") == (gsize)(p - start);
    if (strchr("\r\n", *p) || (edge && strchr(" \t", *p)))
        g_string_append_printf(out, "&#%d;", *p);
    else if (strchr("\\`*_[]<>&", *p) || ordinal || (p == start && strchr("#+-~", *p)))
        g_string_append_printf(out, "\\%c", *p);
    else
        g_string_append_c(out, *p);
}

void inline_escape(GString *out, const char *text)
{
    for (const char *p = text; *p; p++)
        escape_character(out, text, p);
}
