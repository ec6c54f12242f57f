/* words.h: the known words (wires) in a text. */
#pragma once
#include "lookup/lookup.h"

/* TEXT as words are compared: lower case, single blanks, straight quotes. g_free() it. */
char *words_fold(const char *text);

/* Adds to MATCHES what of PROTOCOL's known words stands in TEXT, best first: what agrees with the first of REPLIES,
 * then with another, then the longest. Words that agree with no reply are left out where others do or where no reply is
 * of the class of their code, short ones also unless TEXT is ABOUT a delivery. */
void words_find(const Protocol *protocol, const char *text, gboolean about, const GPtrArray *replies, GArray *matches);
