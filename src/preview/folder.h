/* folder.h: the files below one folder, and nothing else. */
#pragma once
#include <glib.h>

typedef enum FileKind { FILE_NONE, FILE_REGULAR, FILE_FOLDER } FileKind;

/* What stands at PATH below the open FOLDER: relative, "/" between names, none of them empty, "." or ".." (anything
 * else is FILE_NONE). Folder by folder is opened without following a symbolic link, so that nothing outside can be
 * reached even while the tree changes. BYTES (may be NULL) is set for a regular file; what cannot be read is FILE_NONE.
 */
FileKind folder_read(int folder, const char *path, GBytes **bytes);

/* Deletes PATH and all that is in it; symbolic links are deleted and not followed. FALSE when something is left. */
gboolean folder_delete(const char *path);
