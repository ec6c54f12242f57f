#include "model/link.h"

#include <string.h>

static const char *read_rfc(const char *text, Link *link)
{
    gsize digits = strspn(text, "0123456789");
    if (digits == 0 || digits >= sizeof link->rfc)
        return "not the number of an RFC";
    memcpy(link->rfc, text, digits);
    link->rfc[digits] = '\0';
    link->kind = LINK_RFC;
    link->section = NULL;
    if (!text[digits])
        return NULL;
    if (text[digits] != '#' || !g_regex_match_simple("^([0-9]+|[A-Z])(\\.[0-9]+)*\\z", text + digits + 1, 0, 0))
        return "not a section such as rfc:2119#6.1";
    link->section = text + digits + 1;
    return NULL;
}

const char *link_read(const Protocol *protocol, const char *target, Link *link)
{
    if (g_str_has_prefix(target, "code:")) {
        const char *text = target + strlen("code:");
        int code = protocol ? records_find(protocol, text) : -1;
        gboolean known = code >= 0 || (protocol && records_is_damaged(protocol, text));
        link->kind = LINK_CODE;
        link->code = (guint)MAX(code, 0);
        return known ? NULL : "there is no record of this code";
    }
    if (g_str_has_prefix(target, "rfc:"))
        return read_rfc(target + strlen("rfc:"), link);
    link->kind = LINK_WEB;
    return g_str_has_prefix(target, "https://") ? NULL : "a link is code:CODE, rfc:NUMBER#SECTION or https://…";
}

void link_rfc(GString *out, const char *rfc, const char *section)
{
    g_string_append_printf(out, "https://www.rfc-editor.org/rfc/rfc%s", rfc);
    if (!section)
        return;
    /* The publisher's anchors: section-4.2.3, appendix-A.1 */
    g_string_append(out, g_ascii_isdigit(*section) ? "#section-" : "#appendix-");
    g_string_append(out, section);
}
