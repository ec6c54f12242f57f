#include "base/charcheck.h"

/* Bytes with which a bad character can begin; all others are skipped at one look each. 0 ends the text. */
static const guint8 SUSPECT[256] = {
    C0_BYTES(1, 0), [0x7f] = 1, [0xc2] = 1, /* U+0080 */
    [0xe2] = 1,                             /* U+2000 */
    [0xef] = 1,                             /* U+F000 */
};

enum { LRE = 0x202a, PDF = 0x202c, RLO = 0x202e, LRI = 0x2066, FSI = 0x2068, PDI = 0x2069 };

static gboolean opens(gunichar c)
{
    return (c >= LRE && c <= RLO && c != PDF) || (c >= LRI && c <= FSI);
}

/* Embeddings and overrides end with PDF, isolates with PDI (UAX #9, 2.5). */
static const char *direction(CharCheck *check, gunichar c)
{
    if (opens(c)) {
        if (check->depth == CHARCHECK_DEPTH)
            return "a direction control in too many others";
        check->open[check->depth++] = c;
        return NULL;
    }
    gboolean isolate = c == PDI;
    if (check->depth == 0 || (check->open[check->depth - 1] >= LRI) != isolate)
        return "a direction control that closes nothing";
    check->depth--;
    return NULL;
}

static const char *examine(CharCheck *check, gunichar c)
{
    if (c < 0xa0)
        return c < 0x20 || c >= 0x7f ? "a control character" : NULL;
    if (c == 0x2028 || c == 0x2029)
        return "a line or paragraph separator";
    if (opens(c) || c == PDF || c == PDI)
        return direction(check, c);
    if (c == 0xfeff)
        return "a byte order mark";
    return c == 0xfffe || c == 0xffff ? "no character" : NULL;
}

const char *charcheck_next(CharCheck *check, const char **cursor, gunichar *culprit)
{
    const char *p = *cursor, *what = NULL;
    while (!what) {
        while (!SUSPECT[(guchar)*p])
            p++;
        if (!*p)
            break;
        *culprit = g_utf8_get_char(p);
        what = examine(check, *culprit);
        p = g_utf8_next_char(p);
    }
    *cursor = p;
    return what;
}

const char *charcheck_end(CharCheck *check, gunichar *culprit)
{
    if (check->depth == 0)
        return NULL;
    *culprit = check->open[--check->depth];
    return "a direction control that is not closed";
}
