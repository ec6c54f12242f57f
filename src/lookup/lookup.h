/* lookup.h: what a pasted text says: the reply that decided the delivery, then the others, and known words.
 *
 * The text may be a reply, lines of a log, a delivery status notification or a whole bounce mail. The way:
 *
 *   unpack    mail → texts (unpack.h, decode.h)
 *   status    the fields of a delivery status → replies (status.h)
 *   reply     lines → replies, each with what speaks for it, by the patterns of rules.h (reply.h)
 *   rank      joined, ordered, none twice (rank.h)
 *   words     the known words of the protocol's wires (words.h)
 *
 * The browser's script takes the same steps with the same patterns, and both run tests/lookup/. Nothing here depends on
 * a record, a language or an address: which page a reply has is for the caller to find. */
#pragma once
#include "lookup/reply.h"
#include "model/wire.h"

/* The forms of text that can be looked up, as `lookup` of protocol.yaml names them; NULL-terminated. */
extern const char *const LOOKUP_FORMS[];

/* Bytes of a text; what is behind them is not read. */
enum { LOOKUP_MOST = 1024 * 1024 };

/* Words that are known to come with a reply. */
typedef struct LookupMatch {
    const Wire *wire;
    const WireLine *line;
} LookupMatch;

typedef struct LookupResult {
    GPtrArray *replies; /* of Reply, the one that decided first */
    GArray *matches;    /* of LookupMatch, the best first */
    gboolean cut;       /* the text was longer than LOOKUP_MOST, or holds more numbers or replies than are looked at */
} LookupResult;

/* Looks BYTES up, which may be any. PROTOCOL gives the known words and codes and must outlive the result. */
LookupResult *lookup_text(const Protocol *protocol, const char *bytes, gsize length);
void lookup_result_free(LookupResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LookupResult, lookup_result_free)

/* The name of a match: the file of its sender and its key there, "google/unusual-rate". g_free() it. */
char *lookup_match_key(const LookupMatch *match);
