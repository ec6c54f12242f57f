#include "site/difference.h"

#include <string.h>

enum { EXCERPT = 100 }; /* bytes, about */

typedef struct Span {
    const char *from, *to;
} Span;

static guint lines_in(Span span)
{
    guint lines = 0;
    for (const char *p = span.from; p < span.to; p++)
        lines += *p == '\n';
    return lines + (span.from < span.to && span.to[-1] != '\n');
}

/* Drops the whole lines that both begin with; returns how many. */
static guint skip_common_head(Span *a, Span *b)
{
    guint lines = 0;
    const char *p = a->from, *q = b->from;
    while (p < a->to && q < b->to && *p == *q) {
        p++, q++;
        if (p[-1] == '\n') {
            lines++;
            a->from = p;
            b->from = q;
        }
    }
    return lines;
}

/* FROM is where a line begins. */
static gboolean begins_line(const char *p, const char *from)
{
    return p == from || p[-1] == '\n';
}

static void skip_common_tail(Span *a, Span *b)
{
    const char *p = a->to, *q = b->to;
    while (p > a->from && q > b->from && p[-1] == q[-1]) {
        p--, q--;
        if (begins_line(p, a->from) && begins_line(q, b->from)) {
            a->to = p;
            b->to = q;
        }
    }
}

/* The first line of SPAN, from a little before the byte AT on. */
static void append_excerpt(GString *out, const char *mark, Span span, gsize at)
{
    const char *end = memchr(span.from, '\n', (gsize)(span.to - span.from));
    if (span.from == span.to)
        return;
    if (!end)
        end = span.to;
    const char *from = span.from + MIN((gsize)(end - span.from), at > EXCERPT / 3 ? at - EXCERPT / 3 : 0);
    const char *to = from + MIN((gsize)(end - from), (gsize)EXCERPT);
    while (from > span.from && ((guchar)*from & 0xc0) == 0x80)
        from--;
    while (to < end && ((guchar)*to & 0xc0) == 0x80)
        to++;
    g_autofree char *piece = g_strndup(from, (gsize)(to - from)), *valid = g_utf8_make_valid(piece, -1);
    g_string_append_printf(out, "%s %s%s%s\n", mark, from > span.from ? "…" : "", valid, to < end ? "…" : "");
}

char *difference_of(const char *was, gsize was_length, const char *is, gsize is_length)
{
    if (was_length == is_length && memcmp(was, is, is_length) == 0)
        return NULL;
    Span a = {was, was + was_length}, b = {is, is + is_length};
    guint line = skip_common_head(&a, &b) + 1;
    skip_common_tail(&a, &b);
    gsize at = 0;
    while (a.from + at < a.to && b.from + at < b.to && a.from[at] == b.from[at])
        at++;
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "line %u: %u before, %u now\n", line, lines_in(a), lines_in(b));
    append_excerpt(out, "-", a, at);
    append_excerpt(out, "+", b, at);
    return g_string_free(out, FALSE);
}
