/* swap.h: two folders that give each other their names, for a site that is changed whole.
 *
 * A server that reads a folder of this machine sees the old site up to the one rename and the new one from then on.
 * What stood there stands then under the other name, and the next site grows from it: what did not change is not
 * written. */
#pragma once
#include "publish/tree.h"

/* The files and links below FOLDER that are neither among PATHS (of const char *) nor named as what publish.h keeps for
 * itself: their paths below it, LIMIT at the most. g_ptr_array_unref() them. NULL: ERROR is set. */
GPtrArray *swap_others(const char *folder, const GPtrArray *paths, guint limit, GError **error);

/* Whether TREE, opened some time ago, is still what its name says. */
gboolean swap_is_named(const Tree *tree);

/* Gives NEXT the name OUTPUT, and its mode where there is such a folder; that is then NEXT. FALSE: ERROR is set, and
 * both are as they were. */
gboolean swap_names(const char *output, const Tree *next, GError **error);
