#include "text/fold.h"

#include <string.h>

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

void fold_text(GString *out, const char *text)
{
    g_autofree char *decomposed = g_str_is_ascii(text) ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    for (const char *p = decomposed ? decomposed : text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x80)
            g_string_append_c(out, g_ascii_tolower((char)c));
        else if (!g_unichar_ismark(c))
            append_letter(out, g_unichar_tolower(c));
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

static void end_word(GString *word, FoldWord each, gpointer data)
{
    if (word->len > 1 || (word->len && g_ascii_isdigit(word->str[0])))
        each(word->str, data);
    g_string_truncate(word, 0);
}

void fold_words(const char *text, FoldWord each, gpointer data)
{
    g_autoptr(GString) folded = g_string_sized_new(strlen(text) + 16);
    g_autoptr(GString) word = g_string_sized_new(64);
    fold_text(folded, text);
    for (const char *p = folded->str; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_of_word(c) || (c == '.' && word->len && is_number(g_utf8_get_char(p + 1))))
            g_string_append_unichar(word, c);
        else
            end_word(word, each, data);
    }
    end_word(word, each, data);
}
