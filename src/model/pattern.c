#include "model/pattern.h"

#include <string.h>

/* Of GLib's "Error … ‘PATTERN’ at char 9: missing )" the author needs the reason. */
static void tell(const Loader *loader, const char *file, const BindText *pattern, const GError *error)
{
    const char *quoted = strstr(error->message, pattern->s);
    const char *why = quoted ? strchr(quoted + strlen(pattern->s), ':') : NULL;
    findings_add(loader->findings, RULE_BAD_VALUE, file, pattern->mark, NULL, "not a regular expression: %s",
                 why ? why + strspn(why, ": ") : error->message);
}

GRegex *pattern_compile(const Loader *loader, const char *file, const BindText *pattern, gboolean whole)
{
    if (!pattern->s)
        return NULL;
    g_autoptr(GError) error = NULL;
    /* First as it was written: a stray ")" must not end the group. Never with G_REGEX_OPTIMIZE: it makes machine code,
     * in memory that can be both written and run (tests/install/hardened.py). */
    g_autoptr(GRegex) regex = g_regex_new(pattern->s, 0, 0, &error);
    if (regex && whole) {
        g_autofree char *anchored = g_strdup_printf("^(?:%s)$", pattern->s);
        g_regex_unref(regex);
        regex = g_regex_new(anchored, G_REGEX_DOLLAR_ENDONLY, 0, &error);
    }
    if (!regex)
        tell(loader, file, pattern, error);
    return g_steal_pointer(&regex);
}
