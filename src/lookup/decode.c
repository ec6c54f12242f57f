#include "lookup/decode.h"

#include <stdlib.h>
#include <string.h>

GString *decode_base64(const char *bytes, gsize length)
{
    GString *out = g_string_sized_new(length / 4 * 3 + 4);
    guint32 bits = 0;
    guint n = 0;
    for (gsize i = 0; i < length && bytes[i] != '='; i++) {
        static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const char *digit = bytes[i] ? strchr(DIGITS, bytes[i]) : NULL;
        if (!digit)
            continue;
        bits = bits << 6 | (guint32)(digit - DIGITS);
        if (++n % 4 == 0)
            for (int shift = 16; shift >= 0; shift -= 8)
                g_string_append_c(out, (char)(bits >> shift & 0xff));
    }
    if (n % 4 >= 2)
        g_string_append_c(out, (char)(bits >> (n % 4 == 2 ? 4 : 10) & 0xff));
    if (n % 4 == 3)
        g_string_append_c(out, (char)(bits >> 2 & 0xff));
    return out;
}

GString *decode_quoted(const char *bytes, gsize length)
{
    GString *out = g_string_sized_new(length);
    for (gsize i = 0; i < length; i++) {
        gsize rest = length - i - 1, blanks = 0;
        while (bytes[i] == '=' && blanks < rest && strchr(" \t\r", bytes[i + 1 + blanks]) && bytes[i + 1 + blanks])
            blanks++;
        if (bytes[i] != '=') {
            g_string_append_c(out, bytes[i]);
        } else if (blanks == rest || bytes[i + 1 + blanks] == '\n') { /* a soft line break */
            i += blanks + (blanks < rest);
        } else if (rest >= 2 && g_ascii_isxdigit(bytes[i + 1]) && g_ascii_isxdigit(bytes[i + 2])) {
            g_string_append_c(out,
                              (char)(g_ascii_xdigit_value(bytes[i + 1]) * 16 + g_ascii_xdigit_value(bytes[i + 2])));
            i += 2;
        } else {
            g_string_append_c(out, '=');
        }
    }
    return out;
}

/* What mails call a charset, and what iconv calls what they mean by it (WHATWG Encoding, section 4.2, as browsers). */
static const char *charset_name(const char *charset)
{
    static const char *const NAMES[][2] = {
        {"us-ascii", "WINDOWS-1252"},
        {"ascii", "WINDOWS-1252"},
        {"iso-8859-1", "WINDOWS-1252"},
        {"latin1", "WINDOWS-1252"},
        {"cp932", "CP932"},
        {"windows-31j", "CP932"},
        {"ms932", "CP932"},
        {"x-sjis", "CP932"},
        {"shift_jis", "CP932"},
        {"shift-jis", "CP932"},
        {"sjis", "CP932"},
        {"gb2312", "GBK"},
        {"ks_c_5601-1987", "CP949"},
        {"euc-kr", "CP949"},
        {"iso-8859-9", "WINDOWS-1254"},
        {"iso-8859-8-i", "ISO-8859-8"},
        {"utf8", "UTF-8"},
        {"iso-2022-jp-ms", "ISO-2022-JP"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (g_ascii_strcasecmp(charset, NAMES[i][0]) == 0)
            return NAMES[i][1];
    return charset;
}

static char *convert(const char *bytes, gsize length, const char *charset)
{
    GIConv converter = g_iconv_open("UTF-8", charset);
    if (converter == (GIConv)-1)
        converter = g_iconv_open("UTF-8", "WINDOWS-1252");
    g_autoptr(GString) out = g_string_sized_new(length + length / 2);
    char *from = (char *)bytes, chunk[4096];
    while (length) {
        char *to = chunk;
        gsize room = sizeof chunk, before = length;
        gboolean bad = g_iconv(converter, &from, &length, &to, &room) == (gsize)-1 && room >= 16;
        g_string_append_len(out, chunk, to - chunk);
        if (length && (bad || (length == before && to == chunk))) {
            g_string_append(out, "\xef\xbf\xbd");
            from++;
            length--;
        }
    }
    g_iconv_close(converter);
    return g_utf8_make_valid(out->str, (gssize)out->len);
}

char *decode_charset(const char *bytes, gsize length, const char *charset, gboolean encoded)
{
    const char *name = charset && *charset ? charset_name(charset) : "UTF-8";
    gboolean escapes = g_ascii_strncasecmp(name, "iso-2022", 8) == 0;
    if (g_ascii_strcasecmp(name, "UTF-8") == 0 ||
        (!escapes && !encoded && g_utf8_validate(bytes, (gssize)length, NULL)))
        return g_utf8_make_valid(bytes, (gssize)length);
    return convert(bytes, length, name);
}

static gboolean is_tag(const char *name, gsize length, const char *const *names)
{
    for (; *names; names++)
        if (strlen(*names) == length && g_ascii_strncasecmp(name, *names, length) == 0)
            return TRUE;
    return FALSE;
}

/* Appends what the entity at P (a "&") stands for; returns what comes behind it. */
static const char *entity(const char *p, GString *out)
{
    static const char *const NAMES[][2] = {{"amp;", "&"},  {"lt;", "<"},   {"gt;", ">"},    {"quot;", "\""},
                                           {"apos;", "'"}, {"nbsp;", " "}, {"laquo;", "«"}, {"raquo;", "»"}};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (g_str_has_prefix(p + 1, NAMES[i][0])) {
            g_string_append(out, NAMES[i][1]);
            return p + 1 + strlen(NAMES[i][0]);
        }
    gboolean hex = p[1] == '#' && (p[2] == 'x' || p[2] == 'X');
    const char *digits = p + (hex ? 3 : 2);
    gsize n = p[1] == '#' ? strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") : 0;
    if (n < 1 || n > 7) {
        g_string_append_c(out, '&');
        return p + 1;
    }
    gunichar c = (gunichar)strtoul(digits, NULL, hex ? 16 : 10);
    g_string_append_unichar(out, c && g_unichar_validate(c) ? c : 0xfffd);
    return digits + n + (digits[n] == ';');
}

typedef struct Html {
    const char *p;
    GString *out;
    gboolean pre;
} Html;

/* Steps over the tag at P; FALSE where "<" begins none, as in "<x@example.org>". */
static gboolean tag(Html *html)
{
    static const char *const BLOCKS[] = {"br", "p",  "div", "tr", "li", "hr",    "h1",         "h2",  "h3", "h4",
                                         "h5", "h6", "ul",  "ol", "dl", "table", "blockquote", "pre", NULL};
    static const char *const UNSEEN[] = {"script", "style", "title", NULL};
    static const char *const CELLS[] = {"td", "th", "dt", "dd", NULL}, *const PRE[] = {"pre", NULL};
    const char *p = html->p;
    if (g_str_has_prefix(p, "<!--")) {
        const char *end = strstr(p + 4, "-->");
        html->p = end ? end + 3 : p + strlen(p);
        return TRUE;
    }
    gboolean closes = p[1] == '/';
    const char *name = p + 1 + closes;
    gsize n = 0, inside = strcspn(p + 1, "<>");
    while (g_ascii_isalnum(name[n]))
        n++;
    if ((!n && *name != '!' && *name != '?') || p[1 + inside] != '>' ||
        (memchr(p, '@', inside) && !memchr(p, '=', inside)))
        return FALSE;
    html->p = p + inside + 2;
    if (is_tag(name, n, PRE))
        html->pre = !closes;
    if (is_tag(name, n, BLOCKS))
        g_string_append_c(html->out, '\n');
    if (is_tag(name, n, CELLS))
        g_string_append_c(html->out, ' ');
    if (!closes && is_tag(name, n, UNSEEN)) {
        g_autofree char *word = g_strndup(name, n), *end = g_strdup_printf("</%s", word);
        const char *q = html->p;
        while (*q && g_ascii_strncasecmp(q, end, strlen(end)) != 0)
            q++;
        html->p = q;
    }
    return TRUE;
}

char *decode_html(const char *text)
{
    Html html = {.p = text, .out = g_string_sized_new(strlen(text))};
    while (*html.p) {
        if (*html.p == '<' && tag(&html))
            continue;
        if (*html.p == '&') {
            html.p = entity(html.p, html.out);
            continue;
        }
        g_string_append_c(html.out, *html.p == '\n' && !html.pre ? ' ' : *html.p);
        html.p++;
    }
    return g_string_free(html.out, FALSE);
}

char *decode_tidy(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean ends = c == '\n' || c == '\r' || c == 0x2028;
        if (c == 0x200b || c == 0x200c || c == 0x200d || c == 0xfeff || c == 0xad || (c == '\r' && p[1] == '\n'))
            continue;
        while (ends && out->len && out->str[out->len - 1] == ' ')
            g_string_truncate(out, out->len - 1);
        if (ends)
            g_string_append_c(out, '\n');
        else if (c <= 0x20 || c == 0x7f || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f)
            g_string_append_c(out, ' ');
        else
            g_string_append_unichar(out, c);
    }
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}
