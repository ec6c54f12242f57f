/* manifest.h: the list of the files in the output folder that are ours.
 *
 *   replyglot-manifest 1
 *   complete
 *   en/index.html
 *   …
 * one path a line, in the order of path_compare(). The second line is `writing` from before the first changed file is
 * written until all is done: the run that finds it so sweeps up the temporary files of the one before. */
#pragma once
#include <glib.h>

typedef struct Manifest {
    char *text;       /* what PATHS points into */
    GPtrArray *paths; /* of const char *, sorted */
    gboolean stands;  /* there is one */
    gboolean writing;
} Manifest;

void manifest_init(Manifest *manifest); /* of a folder without one */
void manifest_clear(Manifest *manifest);

/* Reads the LENGTH bytes at TEXT, which become MANIFEST's own. It is not trusted: whatever we would not have written
 * ourselves makes it damaged. FALSE then, with *LINE the first line that is. */
gboolean manifest_parse(Manifest *manifest, char *text, gsize length, guint *line);

/* The text of a manifest of PATHS (of const char *, sorted). g_string_free() it. */
GString *manifest_format(const GPtrArray *paths, gboolean writing);
