/* ours.h: what the HTML of a passage may hold, whatever the passage says. */
#pragma once
#include <glib.h>
#include <string.h>

static inline gboolean ours_take(const char **p, const char *word)
{
    if (!g_str_has_prefix(*p, word))
        return FALSE;
    *p += strlen(word);
    return TRUE;
}

/* Whether the attribute value at *P ends in `">` and is an address that does nothing; takes it. */
static inline gboolean ours_take_address(const char **p)
{
    gsize length = strcspn(*p, "\"<>");
    g_autofree char *address = g_strndup(*p, length);
    g_autofree char *lower = g_ascii_strdown(address, -1);
    *p += length;
    for (const char *c = address; *c; c++)
        if ((guchar)*c <= ' ')
            return FALSE;
    return ours_take(p, "\">") && !g_str_has_prefix(lower, "javascript:") && !g_str_has_prefix(lower, "data:");
}

/* Takes one tag of the five; OPEN holds the first letters of those that are open. */
static inline gboolean ours_take_tag(const char **p, GString *open)
{
    static const struct {
        char letter;
        const char *start, *end;
    } TAGS[] = {
        {'e', "<em>", "</em>"},
        {'s', "<strong>", "</strong>"},
        {'c', "<code translate=\"no\">", "</code>"},
        {'a', "<a href=\"", "</a>"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TAGS); i++) {
        if (ours_take(p, TAGS[i].start)) {
            g_string_append_c(open, TAGS[i].letter);
            return TAGS[i].letter != 'a' || ours_take_address(p);
        }
        if (ours_take(p, TAGS[i].end)) {
            if (open->len == 0 || open->str[open->len - 1] != TAGS[i].letter)
                return FALSE;
            g_string_truncate(open, open->len - 1);
            return TRUE;
        }
    }
    return FALSE;
}

static inline gboolean ours_take_reference(const char **p)
{
    return ours_take(p, "&amp;") || ours_take(p, "&lt;") || ours_take(p, "&gt;") || ours_take(p, "&quot;") ||
           ours_take(p, "&#39;");
}

/* Whether HTML holds nothing but text, the five references and the tags of a passage, well nested. */
static inline gboolean ours_is_passage(const char *html)
{
    g_autoptr(GString) open = g_string_new(NULL);
    for (const char *p = html; *p;)
        if (*p == '<') {
            if (!ours_take_tag(&p, open))
                return FALSE;
        } else if (*p == '&') {
            if (!ours_take_reference(&p))
                return FALSE;
        } else if (strchr(">\"'\x01\x7f", *p++)) {
            return FALSE;
        }
    return open->len == 0 && g_utf8_validate(html, -1, NULL) && !strstr(html, "\xe2\x80\xa8");
}
