/* search_index.h: which words stand in which documents, in few bytes.
 *
 * Documents are numbers from 0, added in rising order. A word is kept with the best place where it stands in each. */
#pragma once
#include <glib.h>

/* Where a word stands; a later one weighs more (the weights are the script's). */
typedef enum FoundIn {
    FOUND_IN_PASSAGE,
    FOUND_IN_LEAD,  /* the passages that say what a code is */
    FOUND_IN_WIRE,  /* quoted words */
    FOUND_IN_ENTRY, /* the title of an entry of a list, the name of a sender, the codes of a comparison */
    FOUND_IN_NAME,
    FOUND_AS_CODE, /* the number that the document is about */
    N_FOUND
} FoundIn;

typedef struct SearchIndex SearchIndex;

/* STOP_WORDS (NULL-terminated) are folded and passed over. */
SearchIndex *search_index_new(const char *const *stop_words);
void search_index_free(SearchIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SearchIndex, search_index_free)

/* Adds the words of TEXT (NULL: none). DOCUMENT is the last one or a new one. */
void search_index_add(SearchIndex *index, guint document, FoundIn where, const char *text);

/* The folded stop words, sorted, to g_list_free(); the strings are the index's. */
GList *search_index_stops(const SearchIndex *index);

/* The signs of postings: a number is any of SEARCH_MORE, then one of SEARCH_DIGITS: base 19, then base 64. */
#define SEARCH_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
#define SEARCH_MORE   "!#$%&()*,./:;=?@[]^"
#define SEARCH_LEVELS "_`{|}~" /* by FoundIn */

/* Appends all words in their order, each with a blank behind it. The first sign of a word tells in base 36 how many
 * letters (UTF-16 units) it shares with the one before; they are left out.
 * To POSTINGS, in the same order, each with a blank behind it: for each place where it stands, the sign of the place
 * and the documents as distances, each from the one before (the first from -1), less one. */
void search_index_write(const SearchIndex *index, GString *words, GString *postings);
