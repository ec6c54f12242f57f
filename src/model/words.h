/* words.h: loads the words of a protocol in one language (struct Words of protocol.h). */
#pragma once
#include "model/protocol.h"

/* Reads content/<protocol>/words/<language>.yaml. The keys of its maps must be the ids that the protocol declares:
 * one that is not is an unknown-key, one that lacks a missing-label. Sentences are compiled, texts checked against
 * LOCALE's typography (NULL: not). NULL with findings when the file cannot be read. */
const Words *words_load(const Loader *loader, const Locale *locale, const Protocol *protocol, guint language);
