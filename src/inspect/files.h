/* files.h: what stands in the folder of a built site. */
#pragma once
#include <glib.h>

typedef struct Files {
    GPtrArray *paths;    /* of char *, below the folder, sorted; their indices number the files */
    GHashTable *numbers; /* path → number + 1 */
} Files;

/* Lists the regular files below FOLDER; symbolic links, and what a build keeps for the next one, are left out. FALSE
 * and ERROR where a folder cannot be read. files_clear() it in any case. */
gboolean files_read(Files *files, const char *folder, GError **error);
void files_clear(Files *files);

/* The number of the file at PATH, or -1. */
int files_find(const Files *files, const char *path);
