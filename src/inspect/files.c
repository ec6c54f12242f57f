#include "inspect/files.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define OURS ".replyglot-" /* what a build keeps for the next one */

static gboolean fail(const char *path, GError **error)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", path, g_strerror(errno));
    return FALSE;
}

static gboolean read_folder(Files *files, const char *folder, const char *below, GError **error);

static gboolean take(Files *files, const char *folder, const char *own, GError **error)
{
    g_autofree char *full = g_build_filename(folder, own, NULL), *deeper = g_strconcat(own, "/", NULL);
    struct stat about;
    if (lstat(full, &about) < 0)
        return fail(full, error);
    if (S_ISDIR(about.st_mode))
        return read_folder(files, folder, deeper, error);
    if (S_ISREG(about.st_mode) && !g_str_has_prefix(own, OURS))
        g_ptr_array_add(files->paths, g_strdup(own));
    return TRUE;
}

/* BELOW: the path from FOLDER, with a "/" behind it unless it is empty. */
static gboolean read_folder(Files *files, const char *folder, const char *below, GError **error)
{
    g_autofree char *path = g_build_filename(folder, below, NULL);
    DIR *dir = opendir(path);
    gboolean ok = dir || fail(path, error);
    while (ok) {
        errno = 0; /* tells the end of a folder from one that cannot be read on */
        const struct dirent *entry = readdir(dir);
        if (!entry) {
            ok = errno == 0 || fail(path, error);
            break;
        }
        g_autofree char *own = g_strconcat(below, entry->d_name, NULL);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            ok = take(files, folder, own, error);
    }
    if (dir)
        (void)closedir(dir);
    return ok;
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

gboolean files_read(Files *files, const char *folder, GError **error)
{
    files->paths = g_ptr_array_new_with_free_func(g_free);
    files->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    if (!read_folder(files, folder, "", error))
        return FALSE;
    g_ptr_array_sort(files->paths, by_text);
    for (guint i = 0; i < files->paths->len; i++)
        g_hash_table_insert(files->numbers, files->paths->pdata[i], GUINT_TO_POINTER(i + 1));
    return TRUE;
}

void files_clear(Files *files)
{
    g_clear_pointer(&files->numbers, g_hash_table_unref);
    g_clear_pointer(&files->paths, g_ptr_array_unref);
}

int files_find(const Files *files, const char *path)
{
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(files->numbers, path)) - 1;
}
