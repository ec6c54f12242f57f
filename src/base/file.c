#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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

int file_write_all(int fd, const char *bytes, gsize length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno != EINTR)
            return errno;
        if (n > 0) {
            bytes += n;
            length -= (gsize)n;
        }
    }
    return 0;
}

char *file_temporary(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return g_strdup_printf("%.*s.%s" FILE_TEMPORARY_END, (int)(name - path), path, name);
}

/* Writes TEXT to TEMPORARY; 0, or the errno of what failed: then nothing is left. */
static int write_temporary(const char *temporary, const char *text, mode_t mode)
{
    unlink(temporary); /* what a killed run left; what else is wrong there shows at once */
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    int number = file_write_all(fd, text, strlen(text));
    if (number == 0 && (fchmod(fd, mode) != 0 || fsync(fd) != 0))
        number = errno;
    if (close(fd) != 0 && number == 0 && errno != EINTR) /* a full disk may show at the close only */
        number = errno;
    if (number != 0)
        unlink(temporary);
    return number;
}

/* Gives TEMPORARY the name PATH, which must be free: a plain rename would take the place of what another has put there
 * meanwhile. 0, or the errno of what failed: then nothing is left. */
static int name_it(const char *temporary, const char *path)
{
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return 0;
    int number = errno;
    if (number == EINVAL || number == ENOSYS) /* a file system that cannot do this has links */
        number = link(temporary, path) == 0 ? 0 : errno;
    unlink(temporary);
    return number;
}

gboolean file_create(const char *path, const char *text, GError **error)
{
    g_autofree char *temporary = file_temporary(path);
    int number = write_temporary(temporary, text, 0644);
    if (number == 0)
        number = name_it(temporary, path);
    return number == 0 || fail(error, path, number);
}

gboolean file_replace(const char *path, const char *text, GError **error)
{
    struct stat status;
    g_autofree char *real = realpath(path, NULL);
    if (!real || stat(real, &status) != 0)
        return fail(error, path, errno);
    g_autofree char *temporary = file_temporary(real);
    int number = write_temporary(temporary, text, status.st_mode & 0777);
    if (number == 0 && rename(temporary, real) != 0) {
        number = errno;
        unlink(temporary);
    }
    return number == 0 || fail(error, path, number);
}
