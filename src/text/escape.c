#include "text/escape.h"

#include "base/append.h"
#include "base/charcheck.h"

/* What a byte asks for. Everything but ORDINARY ends the run that is copied in one piece. */
enum { ORDINARY, MARKUP, CONTROL, LEAD_C2, LEAD_E2, LEAD_EF };

/* The byte 0 is a CONTROL as well: it ends the text, so a run needs no other test for the end. */
static const guint8 MARKUP_BYTES[256] = {
    C0_BYTES(CONTROL, ORDINARY),
    [0x7f] = CONTROL,
    ['&'] = MARKUP,
    ['<'] = MARKUP,
    ['>'] = MARKUP,
    ['"'] = MARKUP,
    ['\''] = MARKUP,
    [0xc2] = LEAD_C2,
    [0xef] = LEAD_EF,
};

static const guint8 JSON_BYTES[256] = {
    C0_BYTES(CONTROL, MARKUP), [0x7f] = CONTROL, ['&'] = MARKUP,   ['<'] = MARKUP,   ['>'] = MARKUP, ['"'] = MARKUP,
    ['\\'] = MARKUP,           [0xc2] = LEAD_C2, [0xe2] = LEAD_E2, [0xef] = LEAD_EF,
};

static const char REPLACEMENT[] = "\xef\xbf\xbd"; /* U+FFFD */

static const char *markup(guchar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default: /* not &apos;, which HTML 4 readers of a feed do not know */
        return "&#39;";
    }
}

static const char *json_markup(guchar c)
{
    switch (c) {
    case '&':
        return "\\u0026";
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    default:
        return "\\r";
    }
}

/* What stands for the character at P, which is of KIND, or NULL when it may stay; *LENGTH is its length in bytes. */
static const char *stand_in(const guchar *p, guint kind, const char *(*name)(guchar), gsize *length)
{
    *length = 1;
    switch (kind) {
    case MARKUP:
        return name(*p);
    case CONTROL:
        return REPLACEMENT;
    case LEAD_C2: /* U+0080 to U+009F, the C1 controls, are C2 80 to C2 9F */
        *length = 2;
        return p[1] >= 0x80 && p[1] <= 0x9f ? REPLACEMENT : NULL;
    case LEAD_E2: /* U+2028 and U+2029 are E2 80 A8 and E2 80 A9 */
        *length = 3;
        if (p[1] != 0x80 || (p[2] != 0xa8 && p[2] != 0xa9))
            return NULL;
        return p[2] == 0xa8 ? "\\u2028" : "\\u2029";
    default: /* U+FFFE and U+FFFF are EF BF BE and EF BF BF */
        *length = 3;
        return p[1] == 0xbf && p[2] >= 0xbe ? REPLACEMENT : NULL;
    }
}

static void escape(GString *out, const char *text, const guint8 table[256], const char *(*name)(guchar))
{
    const guchar *run = (const guchar *)text, *p = run;
    for (;;) {
        while (table[*p] == ORDINARY)
            p++;
        if (!*p)
            break;
        gsize length;
        const char *instead = stand_in(p, table[*p], name, &length);
        if (!instead) {
            p++; /* one byte only: what follows a lead byte is ordinary, and never overrun */
            continue;
        }
        append_bytes(out, (const char *)run, (gsize)(p - run));
        append_text(out, instead);
        p += length;
        run = p;
    }
    append_bytes(out, (const char *)run, (gsize)(p - run));
}

void escape_html(GString *out, const char *text)
{
    escape(out, text, MARKUP_BYTES, markup);
}

gboolean escape_html_changes(const char *text)
{
    const guchar *p = (const guchar *)text;
    for (gsize length;; p++) {
        while (MARKUP_BYTES[*p] == ORDINARY)
            p++;
        if (!*p || stand_in(p, MARKUP_BYTES[*p], markup, &length))
            return *p != '\0';
    }
}

/* The five characters and their references are those of HTML; the names are XML's own, or numbers. */
void escape_xml(GString *out, const char *text)
{
    escape(out, text, MARKUP_BYTES, markup);
}

void escape_json(GString *out, const char *text)
{
    escape(out, text, JSON_BYTES, json_markup);
}
