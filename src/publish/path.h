/* path.h: the paths that may stand in a plan or in a manifest. */
#pragma once
#include <glib.h>

/* Whether PATH is relative, without empty, "." or ".." parts and control characters, and none of the names that this
 * folder keeps for itself (the manifests, temporary files): a path that cannot lead out of the output folder. */
gboolean path_is_clean(const char *path);

/* Whether the names in PATH, and that of its temporary file, are short enough for Linux. */
gboolean path_fits(const char *path);

/* The order of all lists here: by bytes, but "/" before all others, so that what is in a folder stands together,
 * right behind the folder's own name. */
int path_compare(const char *a, const char *b);

/* The same, to sort arrays of paths by (of const char *). */
int path_compare_items(const void *a, const void *b);

/* Whether PATH lies in the folder that the LENGTH bytes at FOLDER name. */
gboolean path_is_below(const char *path, const char *folder, gsize length);
