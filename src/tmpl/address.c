#include <string.h>

#include "tmpl/engine.h"

static gboolean is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Browsers strip blanks and control characters in front, and tabs and line breaks anywhere. */
static gboolean has_hidden_bytes(const char *address, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if ((guchar)address[i] < 0x20 || address[i] == 0x7f)
            return TRUE;
    return length > 0 && address[0] == ' ';
}

gboolean tmpl_address_is_safe(const char *address, gsize length)
{
    if (has_hidden_bytes(address, length) || (length >= 2 && is_slash(address[0]) && is_slash(address[1])))
        return FALSE;
    gsize i = 0;
    while (i < length && !strchr(":/\\?#", address[i]))
        i++;
    if (i == length || address[i] != ':')
        return TRUE; /* no scheme before the path, query or fragment: relative */
    static const char *const schemes[] = {"http://", "https://"};
    for (gsize s = 0; s < G_N_ELEMENTS(schemes); s++)
        if (length > strlen(schemes[s]) && g_ascii_strncasecmp(address, schemes[s], strlen(schemes[s])) == 0)
            return !is_slash(address[strlen(schemes[s])]);
    return FALSE;
}

/* Bit C: the character C is what it is everywhere in an address, and in HTML: letters, digits and #%+-./=?_~ */
static const guint64 PLAIN[4] = {0xa3ffe82800000000, 0x47fffffe87fffffe, 0, 0};

gboolean tmpl_address_is_plain(const char *address, gsize length)
{
    static const char scheme[] = "https://";
    gsize i = length > strlen(scheme) && memcmp(address, scheme, strlen(scheme)) == 0 ? strlen(scheme) : 0;
    if (i < length && address[i] == '/') /* the path of this host, or another host */
        return FALSE;
    while (i < length && PLAIN[(guchar)address[i] >> 6] >> (address[i] & 63) & 1)
        i++;
    return i == length;
}
