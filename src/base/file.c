#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *path, int number)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s: %s", path, g_strerror(number));
    return FALSE;
}

static gboolean refuse_large(GError **error, const char *path, gsize limit)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: more than the %" G_GSIZE_FORMAT " bytes allowed", path,
                limit);
    return FALSE;
}

/* Up to the end, not up to the size that fstat() gave: files below /proc have none, others may grow meanwhile. */
static gboolean read_all(int fd, const char *path, gsize limit, GString *text, GError **error)
{
    char chunk[16 * 1024];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, path, errno);
        if (n == 0)
            return TRUE;
        if ((gsize)n > limit - text->len)
            return refuse_large(error, path, limit);
        g_string_append_len(text, chunk, n);
    }
}

static gboolean read_regular(int fd, const char *path, gsize limit, GString *text, GError **error)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fail(error, path, errno);
    if (!S_ISREG(status.st_mode)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: not a regular file", path);
        return FALSE;
    }
    if ((guint64)status.st_size > limit)
        return refuse_large(error, path, limit);
    return read_all(fd, path, limit, text, error);
}

gboolean file_read(const char *path, gsize limit, char **text, gsize *length, GError **error)
{
    /* O_NONBLOCK: opening a named pipe must answer, not wait for a writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(error, path, errno);
    GString *bytes = g_string_new(NULL);
    gboolean ok = read_regular(fd, path, limit, bytes, error);
    close(fd);
    if (!ok) {
        g_string_free(bytes, TRUE);
        return FALSE;
    }
    *length = bytes->len;
    *text = g_string_free(bytes, FALSE);
    return TRUE;
}

gboolean file_stands(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static int by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* 0, or the errno of what failed: GDir would take a folder whose rest cannot be read for one that ends there. */
static int read_names(DIR *dir, GPtrArray *names)
{
    const struct dirent *entry;
    errno = 0;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] != '.' && !g_str_has_suffix(entry->d_name, "~"))
            g_ptr_array_add(names, g_strdup(entry->d_name));
        errno = 0;
    }
    return errno;
}

GPtrArray *file_list(const char *path, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    DIR *dir = opendir(path);
    int number = dir ? read_names(dir, names) : errno;
    if (dir)
        (void)closedir(dir);
    if (number != 0) {
        fail(error, path, number);
        return NULL;
    }
    g_ptr_array_sort(names, by_bytes);
    return g_steal_pointer(&names);
}

gboolean file_replace(const char *path, const char *text, GError **error)
{
    struct stat status;
    g_autofree char *real = realpath(path, NULL);
    if (!real || stat(real, &status) != 0)
        return fail(error, path, errno);
    return g_file_set_contents_full(real, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, (int)(status.st_mode & 0777),
                                    error);
}
