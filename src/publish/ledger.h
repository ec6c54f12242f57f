/* ledger.h: of what each file was made when it was written.
 *
 * PUBLISH_LEDGER stands beside the manifest (that of a shard beside the shard's, with the same end of its name): for
 * each file a digest of what it was made of, given by the caller, and one of its bytes. What it says stays true for
 * ever, however old it is: from this, those bytes are made. So a file that has these bytes need not be made again from
 * the same. A seal over the whole tells one that is damaged, or edited by hand; without it, or with a wrong one,
 * nothing is known and everything is made. */
#pragma once
#include "base/digest.h"
#include "publish/tree.h"

#define PUBLISH_LEDGER ".replyglot-ledger"

typedef struct LedgerLine {
    const char *path;
    Digest made_of, bytes;
} LedgerLine;

/* The lines in TEXT (LENGTH bytes, changed), in their order, of LedgerLine; none when the seal or a line is wrong. */
GArray *ledger_parse(char *text, gsize length);

/* The text of LINES (of LedgerLine), sealed. */
GString *ledger_format(const GArray *lines);
