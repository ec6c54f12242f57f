#include "text/fold.h"

#include <string.h>

#include "base/append.h"

/* What no decomposition takes apart, in lower case. */
static const struct {
    gunichar letter;
    const char *as;
} LETTERS[] = {{0xdf, "ss"}, {0xe6, "ae"}, {0xf0, "d"},   {0xf8, "o"},        {0xfe, "th"}, {0x111, "d"},
               {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x3c2, "\xcf\x83"}}; /* the last: a final sigma */

static void append_letter(GString *out, gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(LETTERS); i++)
        if (LETTERS[i].letter == c) {
            g_string_append(out, LETTERS[i].as);
            return;
        }
    g_string_append_unichar(out, c);
}

/* TEXT folded in general: decomposed by GLib, which takes its time. */
static void fold_any(GString *out, const char *text)
{
    g_autofree char *decomposed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    for (const char *p = decomposed; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x80)
            g_string_append_c(out, g_ascii_tolower((char)c));
        else if (!g_unichar_ismark(c))
            append_letter(out, g_unichar_tolower(c));
    }
}

/* What becomes of the letters and signs that European texts are made of, U+0080 to U+017F and U+2010 to U+203F. */
enum { LATIN = 0x80, LATIN_END = 0x180, SIGNS = 0x2010, SIGNS_END = 0x2040, FOLDED_BYTES = 16 };
static char FOLDED[LATIN_END - LATIN + SIGNS_END - SIGNS][FOLDED_BYTES];

static void fill_folded(void)
{
    g_autoptr(GString) folded = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(FOLDED); i++) {
        char letter[8] = {0};
        g_unichar_to_utf8(i < LATIN_END - LATIN ? LATIN + i : SIGNS + i - (LATIN_END - LATIN), letter);
        g_string_truncate(folded, 0);
        fold_any(folded, letter);
        g_assert(folded->len < FOLDED_BYTES);
        memcpy(FOLDED[i], folded->str, folded->len + 1);
    }
}

/* What C becomes, or NULL where the table has it not. */
static const char *folded_letter(gunichar c)
{
    if (c >= LATIN && c < LATIN_END)
        return FOLDED[c - LATIN];
    return c >= SIGNS && c < SIGNS_END ? FOLDED[c - SIGNS + LATIN_END - LATIN] : NULL;
}

/* Appends the ASCII characters at P, in one piece; what is behind them. */
static const char *fold_ascii(GString *out, const char *p)
{
    const char *end = p;
    while (*end && !(*end & 0x80))
        end++;
    append_bytes(out, p, (gsize)(end - p));
    for (char *c = out->str + out->len - (end - p); *c; c++)
        *c = g_ascii_tolower(*c);
    return end;
}

/* Letter by letter: decomposition takes each by itself, and the order of marks does not matter where all of them go. */
void fold_text(GString *out, const char *text)
{
    static gsize once = 0;
    if (g_once_init_enter(&once)) {
        fill_folded();
        g_once_init_leave(&once, 1);
    }
    for (const char *p = text, *next; *p; p = next) {
        next = fold_ascii(out, p);
        if (next > p)
            continue;
        next = g_utf8_next_char(p);
        const char *folded = folded_letter(g_utf8_get_char(p));
        char letter[8] = {0};
        if (folded)
            append_text(out, folded);
        else
            fold_any(out, memcpy(letter, p, (gsize)(next - p)));
    }
}

static gboolean is_number(gunichar c)
{
    GUnicodeType type = c < 0x80 ? G_UNICODE_CONTROL : g_unichar_type(c);
    return (c >= '0' && c <= '9') || type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_LETTER_NUMBER ||
           type == G_UNICODE_OTHER_NUMBER;
}

static gboolean is_of_word(gunichar c)
{
    return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalpha(c) || is_number(c);
}

static void end_word(const char *word, FoldWord each, gpointer data)
{
    if (word[0] && (word[1] || g_ascii_isdigit(word[0])))
        each(word, data);
}

/* A word lies in one piece in the folded text: it is ended there, by a NUL, while EACH has it. */
void fold_words(const char *text, FoldWord each, gpointer data)
{
    g_autoptr(GString) folded = g_string_sized_new(strlen(text) + 16);
    fold_text(folded, text);
    char *word = NULL;
    for (char *p = folded->str, *next; *p; p = next) {
        gunichar c = *p & 0x80 ? g_utf8_get_char(p) : (gunichar)*p;
        next = g_utf8_next_char(p);
        gboolean more = is_of_word(c) || (c == '.' && word && is_number(g_utf8_get_char(next)));
        if (more && !word)
            word = p;
        if (more || !word)
            continue;
        *p = '\0';
        end_word(word, each, data);
        word = NULL;
    }
    if (word)
        end_word(word, each, data);
}
