/* fold.h: text as the search sees it: words without case, accents and ligatures.
 *
 * templates/assets/search.js does the same to what a reader types; tests/search/fold.json is the contract of both. */
#pragma once
#include <glib.h>

/* Appends TEXT (UTF-8) in compatibility decomposition (Unicode Standard Annex 15, NFKD) without its marks, in lower
 * case; letters that are two, or are typed as another, become those: "Œuvre" is "oeuvre", "groß" is "gross". */
void fold_text(GString *out, const char *text);

/* Calls EACH for every word of TEXT: a run of letters and digits, folded. A point before a digit does not end a word
 * ("5.1.1"), everything else does: "l’expéditeur" is "l" and "expediteur". A Latin letter alone is no word. */
typedef void (*FoldWord)(const char *word, gpointer data);
void fold_words(const char *text, FoldWord each, gpointer data);
