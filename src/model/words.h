/* words.h: loads the words of a protocol in one language (struct Words of protocol.h). */
#pragma once
#include "model/protocol.h"

/* Reads content/<protocol>/words/<language>.yaml. The keys of its maps must be the ids that the protocol declares:
 * one that is not is an unknown-key, one that lacks a missing-label. Sentences are compiled, texts checked against
 * LOCALE's typography (NULL: not). NULL with findings when the file cannot be read. */
const Words *words_load(const Loader *loader, const Locale *locale, const Protocol *protocol, guint language);

/* Append the values BITS of fact number FACT: as a sentence about CODE, as a list of the language. Nothing when there
 * are none. HTML or TEXT may be NULL. */
void words_fact_says(const Locale *locale, const Words *words, guint fact, guint64 bits, const char *code,
                     GString *html, GString *text);
void words_fact_value(const Locale *locale, const Words *words, guint fact, guint64 bits, GString *html, GString *text);
