#include "lookup/words.h"

#include <string.h>

enum {
    WORDS_SHORT = 25, /* bytes: shorter words stand in any text */
    WORDS_MOST = 10   /* matches that are told */
};

char *words_fold(const char *text)
{
    g_autofree char *low = g_utf8_strdown(text, -1);
    GString *out = g_string_sized_new(strlen(low));
    for (const char *p = low; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0x2019 || c == 0x2018)
            c = '\'';
        else if (c == 0x201c || c == 0x201d)
            c = '"';
        else if (c <= ' ')
            c = ' ';
        if (c != ' ' || (out->len && out->str[out->len - 1] != ' '))
            g_string_append_unichar(out, c);
    }
    return g_strchomp(g_string_free(out, FALSE));
}

/* TEXT without what begins the further lines of a reply ("550-5.7.1 "), which may stand between two words. */
static char *without_codes(const char *text)
{
    g_autoptr(GRegex) codes =
        g_regex_new(" [2-5][0-9][0-9][ -]#?(?:[245]\\.[0-9]{1,3}\\.[0-9]{1,3} )?", G_REGEX_OPTIMIZE, 0, NULL);
    return g_regex_replace_literal(codes, text, -1, 0, " ", 0, NULL);
}

typedef struct Found {
    LookupMatch match;
    guint agrees; /* lower is better */
    gsize length, order;
} Found;

/* 0: with the first reply and its enhanced code, 1: with its code, 2, 3: with another, 4: with none */
static guint agreement(const WireLine *line, const GPtrArray *replies)
{
    guint best = 4;
    for (guint i = 0; i < replies->len; i++) {
        const Reply *reply = replies->pdata[i];
        gboolean same = strcmp(reply->code, line->code.s) == 0;
        gboolean finer = reply->enhanced && g_strcmp0(reply->enhanced, line->enhanced.s) == 0;
        guint here = same && finer ? 0 : same || (finer && !*reply->code) ? 1 : 4;
        best = MIN(best, here + (here < 4 && i ? 2 : 0));
    }
    return best;
}

/* Whether a reply is of the class of LINE's code; also if there is no reply. */
static gboolean may_be(const WireLine *line, const GPtrArray *replies)
{
    gboolean same = !replies->len;
    for (guint i = 0; i < replies->len; i++) {
        const Reply *reply = replies->pdata[i];
        same |= *(*reply->code ? reply->code : reply->enhanced) == *line->code.s;
    }
    return same;
}

static int by_worth(gconstpointer a, gconstpointer b)
{
    const Found *x = a, *y = b;
    if (x->agrees != y->agrees)
        return x->agrees < y->agrees ? -1 : 1;
    if (x->length != y->length)
        return x->length > y->length ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

void words_find(const Protocol *protocol, const char *text, gboolean about, const GPtrArray *replies, GArray *matches)
{
    g_autofree char *spaced = g_strdup_printf(" %s", text), *folded = words_fold(spaced);
    g_autofree char *plain = without_codes(folded);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
    for (guint w = 0; w < protocol->n_wires; w++)
        for (guint l = 0; l < protocol->wires[w].n_lines; l++) {
            const WireLine *line = &protocol->wires[w].lines[l];
            g_autofree char *words = words_fold(line->words.s);
            Found one = {.match = {&protocol->wires[w], line}, .length = strlen(words), .order = found->len};
            if ((!strstr(folded, words) && !strstr(plain, words)) || !may_be(line, replies))
                continue;
            one.agrees = agreement(line, replies);
            if (one.agrees < 4 || one.length >= WORDS_SHORT || (about && !replies->len))
                g_array_append_val(found, one);
        }
    g_array_sort(found, by_worth);
    for (guint i = 0; i < found->len && i < WORDS_MOST; i++)
        if (g_array_index(found, Found, i).agrees < 4 || g_array_index(found, Found, 0).agrees == 4)
            g_array_append_val(matches, g_array_index(found, Found, i).match);
}
