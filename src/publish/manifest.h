/* manifest.h: the list of the files in the output folder that are ours.
 *
 *   replyglot-manifest 1
 *   complete
 *   en/index.html
 *   …
 * one path a line, in the order of path_compare(). Behind one that the plan has no more (spare.h) stand a tab and for
 * how many generations it has had it no more. The second line is `writing` from before the first changed file is
 * written until all is done: the run that finds it so sweeps up the temporary files of the one before.
 *
 * It is called PUBLISH_MANIFEST, that of shard 3 of 8 with "-3-of-8" behind it, so that those of all shards can stand
 * in one folder. They are read into one. */
#pragma once
#include <glib.h>

enum { MANIFEST_AGES = 99 }; /* generations, at most */

typedef struct Manifest {
    GPtrArray *texts; /* what PATHS points into */
    GPtrArray *paths; /* of const char *, sorted once manifest_settle() was called */
    GHashTable *ages; /* of those PATHS that the plan had no more: guint, at least 1 */
    gboolean stands;  /* there is one */
    gboolean writing; /* so does one of them say */
} Manifest;

/* What stands behind the name of a list of shard NUMBER of OF; "" for the whole, whose OF is 0. g_free() it. */
char *manifest_suffix(guint number, guint of);

/* Whether SUFFIX is one, and if so of what. */
gboolean manifest_has_suffix(const char *suffix, guint *number, guint *of);

void manifest_init(Manifest *manifest); /* of a folder without one */
void manifest_clear(Manifest *manifest);

/* Adds what the LENGTH bytes at TEXT list, which become MANIFEST's own. They are not trusted: whatever we would not
 * have written ourselves makes them damaged. FALSE then, with *LINE the first line that is. */
gboolean manifest_parse(Manifest *manifest, char *text, gsize length, guint *line);

/* After the last one was parsed: sorts the paths of all, each once. */
void manifest_settle(Manifest *manifest);

/* The text of a manifest of PATHS (of const char *, sorted), of which AGES tells as Manifest.ages does. g_string_free()
 * it. */
GString *manifest_format(const GPtrArray *paths, GHashTable *ages, gboolean writing);
