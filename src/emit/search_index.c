#include "emit/search_index.h"

#include <string.h>

#include "text/fold.h"

enum { LONGEST_SHARED = 35 }; /* one digit of base 36 */

typedef struct Posting {
    guint document;
    guint8 where;
} Posting;

struct SearchIndex {
    GHashTable *words; /* of GArray of Posting; NULL for a stop word, so that a word is looked up once */
};

typedef struct Adding {
    SearchIndex *index;
    Posting posting;
} Adding;

static void add_stop(const char *word, gpointer data)
{
    g_hash_table_insert(data, g_strdup(word), NULL);
}

static void free_postings(gpointer postings)
{
    if (postings)
        g_array_unref(postings);
}

SearchIndex *search_index_new(const char *const *stop_words)
{
    SearchIndex *index = g_new0(SearchIndex, 1);
    index->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_postings);
    for (; *stop_words; stop_words++)
        fold_words(*stop_words, add_stop, index->words);
    return index;
}

void search_index_free(SearchIndex *index)
{
    if (!index)
        return;
    g_hash_table_unref(index->words);
    g_free(index);
}

static void add_word(const char *word, gpointer data)
{
    const Adding *adding = data;
    gpointer value = NULL;
    gboolean known = g_hash_table_lookup_extended(adding->index->words, word, NULL, &value);
    GArray *postings = value;
    if (known && !postings)
        return;
    if (!known) {
        postings = g_array_new(FALSE, FALSE, sizeof(Posting));
        g_hash_table_insert(adding->index->words, g_strdup(word), postings);
    }
    Posting *last = postings->len ? &g_array_index(postings, Posting, postings->len - 1) : NULL;
    if (!last || last->document != adding->posting.document)
        g_array_append_val(postings, adding->posting);
    else
        last->where = MAX(last->where, adding->posting.where);
}

void search_index_add(SearchIndex *index, guint document, FoundIn where, const char *text)
{
    Adding adding = {index, {document, (guint8)where}};
    if (text)
        fold_words(text, add_word, &adding);
}

/* The words; STOPS: the stop words. */
static GList *sorted_keys(const SearchIndex *index, gboolean stops)
{
    GHashTableIter iter;
    gpointer word, postings;
    GList *keys = NULL;
    g_hash_table_iter_init(&iter, index->words);
    while (g_hash_table_iter_next(&iter, &word, &postings))
        if ((postings == NULL) == stops)
            keys = g_list_prepend(keys, word);
    return g_list_sort(keys, (GCompareFunc)(void (*)(void))strcmp);
}

GList *search_index_stops(const SearchIndex *index)
{
    return sorted_keys(index, TRUE);
}

static void append_word(GString *out, const char *word, const char *before)
{
    guint units = 0;
    while (*word && g_utf8_get_char(word) == g_utf8_get_char(before)) {
        guint more = g_utf8_get_char(word) > 0xffff ? 2 : 1; /* a surrogate pair */
        if (units + more > LONGEST_SHARED)
            break;
        units += more;
        word = g_utf8_next_char(word);
        before = g_utf8_next_char(before);
    }
    g_string_append_c(out, "0123456789abcdefghijklmnopqrstuvwxyz"[units]);
    g_string_append(out, word);
    g_string_append_c(out, ' ');
}

static void append_number(GString *out, guint number)
{
    gsize at = out->len;
    g_string_append_c(out, SEARCH_DIGITS[number % strlen(SEARCH_DIGITS)]);
    for (number /= strlen(SEARCH_DIGITS); number; number /= strlen(SEARCH_MORE))
        g_string_insert_c(out, (gssize)at, SEARCH_MORE[number % strlen(SEARCH_MORE)]);
}

static void append_postings(GString *out, const GArray *postings)
{
    for (guint where = 0; where < N_FOUND; where++) {
        guint next = 0;
        gboolean begun = FALSE;
        for (guint i = 0; i < postings->len; i++) {
            const Posting *posting = &g_array_index(postings, Posting, i);
            if (posting->where != where)
                continue;
            if (!begun)
                g_string_append_c(out, SEARCH_LEVELS[where]);
            begun = TRUE;
            append_number(out, posting->document - next);
            next = posting->document + 1;
        }
    }
    g_string_append_c(out, ' ');
}

void search_index_write(const SearchIndex *index, GString *words, GString *postings)
{
    g_autoptr(GList) keys = sorted_keys(index, FALSE);
    const char *before = "";
    for (const GList *key = keys; key; key = key->next) {
        append_word(words, key->data, before);
        append_postings(postings, g_hash_table_lookup(index->words, key->data));
        before = key->data;
    }
}
