/* file.h: whole regular files, read and replaced, and folders, listed, with the reasons for not doing so. */
#pragma once
#include <glib.h>

/* Reads the regular file PATH, of at most LIMIT bytes, into *TEXT (g_free() it; a NUL stands behind the
 * last byte) and *LENGTH. A directory, a device, a larger file or a read error sets ERROR (domain
 * G_FILE_ERROR, the message names PATH and says what is wrong) and leaves the outputs alone. */
gboolean file_read(const char *path, gsize limit, char **text, gsize *length, GError **error);

/* The same for NAME of FOLDER ("content/site.yaml"), but nothing is read outside of FOLDER: a link from there on may
 * lead to another place in FOLDER, and no further. FOLDER itself may be one. Messages name no file: who calls knows it.
 * Where a link leads out, ERROR has the domain FILE_OUTSIDE. */
gboolean file_read_below(const char *folder, const char *name, gsize limit, char **text, gsize *length, GError **error);
#define FILE_OUTSIDE (file_outside_quark())
GQuark file_outside_quark(void);

/* Whether PATH, links followed, is FOLDER or stands in it. */
gboolean file_is_below(const char *folder, const char *path);

/* The nearest folder above PATH that is there ("." or "/" at the last); g_free() it. */
char *file_standing_above(const char *path);

/* Whether something stands at PATH, be it a link to nowhere. Where the machine cannot tell, it does: what is read then
 * says why, and nothing is left out as if it had never been there. */
gboolean file_stands(const char *path);

/* Whether NAME is that of a hidden file or an editor's backup (`~`), which nobody reads. */
gboolean file_is_aside(const char *name);

/* The names in the folder NAME of FOLDER but for hidden files and editors' backups (`~`), sorted by their bytes, so
 * that nothing depends on the order of a directory. g_ptr_array_unref() it. NULL: ERROR is set as by file_read_below().
 */
GPtrArray *file_list(const char *folder, const char *name, GError **error);

/* Writes the LENGTH bytes at BYTES to FD. 0, or the errno of the write that failed. */
int file_write_all(int fd, const char *bytes, gsize length);

/* The name under which PATH is written before it is renamed: hidden, in the same folder, and always the same, so that
 * the run after a killed one finds it. g_free() it. */
#define FILE_TEMPORARY_END ".replyglot-tmp"
char *file_temporary(const char *path);

/* Makes the file PATH with TEXT and mode 0644, whole or not at all, in a folder that stands; what stands there stays,
 * and is an error. FALSE: ERROR is set as by file_read(). Killed, it leaves at most a hidden file, which the next call
 * for PATH, of this or of file_replace(), takes away. */
gboolean file_create(const char *path, const char *text, GError **error);

/* Puts TEXT in the place of what the file PATH says (a link is followed, and stays one), whole or not at all; the mode
 * stays. FALSE: ERROR is set (domain G_FILE_ERROR, the message names PATH), and the file is as it was. */
gboolean file_replace(const char *path, const char *text, GError **error);
