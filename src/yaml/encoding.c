#include "yaml/encoding.h"

#include <string.h>

static const char BYTE_ORDER_MARK[] = "\xef\xbb\xbf", REPLACEMENT[] = "\xef\xbf\xbd";

const char *encoding_fault(gunichar c)
{
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return "a line break to YAML and to no editor";
    if (c == '\r')
        return "a carriage return without a line feed";
    if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0))
        return "a control character";
    if (c == 0xfeff)
        return "a byte order mark";
    if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return "no character";
    return NULL;
}

/* With a byte order mark or without: the text of a record begins with two characters of ASCII. */
static gboolean is_utf16(const guchar *bytes, gsize length)
{
    return length >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff) ||
                           (bytes[0] == 0) != (bytes[1] == 0));
}

/* The character at P, above G_MAXINT32 where there is none. GLib takes a NUL for the end: not so here. */
static gunichar character_at(const char *p, const char *end)
{
    return *p ? g_utf8_get_char_validated(p, end - p) : 0;
}

static gsize width_at(const char *p, gunichar c)
{
    return c && c <= G_MAXINT32 ? g_utf8_skip[(guchar)*p] : 1;
}

/* The next place from P on that is refused, or END; MARK goes along. */
static const char *next_refused(const char *p, const char *end, Mark *mark)
{
    while (p < end) {
        gunichar c = (guchar)*p;
        if (c < 0x20 || c >= 0x7f) {
            c = character_at(p, end);
            gboolean crlf = c == '\r' && end - p > 1 && p[1] == '\n';
            if (c > G_MAXINT32 || (encoding_fault(c) && !crlf))
                return p;
        }
        mark->line += c == '\n';
        mark->column = c == '\n' ? 1 : mark->column + 1;
        p += width_at(p, c);
    }
    return end;
}

static void tell(const char *p, gunichar c, const char *file, Mark mark, Findings *findings)
{
    if (c > G_MAXINT32)
        findings_add(findings, RULE_YAML_ENCODING, file, mark, "save the file as UTF-8", "byte 0x%02x is not UTF-8",
                     (guchar)*p);
    else
        findings_add(findings, RULE_YAML_ENCODING, file, mark, "take it out", "U+%04X is %s", c, encoding_fault(c));
}

GString *encoding_clean(const char *file, const char *text, gsize length, guint limit, Findings *findings)
{
    const char *end = text + length;
    Mark mark = {1, 1};
    if (is_utf16((const guchar *)text, length)) {
        findings_add(findings, RULE_YAML_ENCODING, file, mark, "save the file as UTF-8",
                     "the file is UTF-16, not UTF-8");
        return NULL;
    }
    if (length >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0) {
        tell(text, 0xfeff, file, mark, findings);
        text += 3;
    }
    GString *clean = g_string_sized_new(length);
    for (guint refused = 0;; refused++) {
        const char *bad = next_refused(text, end, &mark);
        g_string_append_len(clean, text, bad - text);
        if (bad == end)
            return clean;
        if (refused == limit)
            break;
        gunichar c = character_at(bad, end);
        tell(bad, c, file, mark, findings);
        g_string_append(clean, REPLACEMENT);
        text = bad + width_at(bad, c);
        mark.column++;
    }
    findings_add(findings, RULE_YAML_LIMIT, file, mark, NULL, "over %u places that are no text: the file is not read",
                 limit);
    g_string_free(clean, TRUE);
    return NULL;
}
