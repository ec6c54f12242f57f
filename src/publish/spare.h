/* spare.h: files that no plan has any more and that stay for a while.
 *
 * Who has a page of the last site in a browser may ask for its style sheet or a script a moment later, whose names are
 * of their bytes, and are others by now. So what is in one folder, that of the assets, may stay for some generations:
 * each build whose plan lacks one of that folder that the build before had begins a new one. */
#pragma once
#include "publish/manifest.h"

/* What becomes of the paths in STALE (of const char *, sorted: those of OLD that PLANNED, sorted as well, lacks) that
 * are in FOLDER ("assets/"): those that the plan has lacked for no more than GENERATIONS are taken out of it, but for
 * compressed copies of what is planned. Returns how many generations each of these (const char *, of OLD) has been
 * lacked for by now, to g_hash_table_unref(). */
GHashTable *spare_choose(GPtrArray *stale, const GPtrArray *planned, const Manifest *old, const char *folder,
                         guint generations);

/* Whether A says other than B. */
gboolean spare_differs(GHashTable *a, GHashTable *b);
