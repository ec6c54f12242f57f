/* lists.h: the manifest and the ledger of a publisher, read at its beginning and written at its end. */
#pragma once
#include "publish/publisher.h"

/* Whether NAME, in the output folder itself, is that of a list, be it of the whole or of a shard. */
gboolean lists_has_name(const char *name);

/* Reads the manifests in the folder up to the first that is in the way: without its list every file would look foreign,
 * and one finding says it better. */
gboolean lists_load_manifests(Publisher *publisher, Findings *findings, GError **error);

/* Reads the ledgers: Target.known. */
void lists_load_ledgers(Publisher *publisher, Findings *findings);

/* Takes away what a killed run left of lists that it was writing. */
gboolean lists_sweep(Publisher *publisher, GError **error);

/* Before the first file is changed: from here on, until the end, a kill may leave a temporary file behind. Any thread,
 * as often as it likes. */
gboolean lists_mark(Publisher *publisher, GError **error);

/* The new lists, where they are others, and only then away with those that they replace. */
gboolean lists_write(Publisher *publisher, GError **error);
