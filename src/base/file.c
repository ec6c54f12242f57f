#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* O_NONBLOCK: opening a named pipe must answer, not wait for a writer. */
enum { READING = O_RDONLY | O_CLOEXEC | O_NONBLOCK };

static gboolean fail(GError **error, int number)
{
    g_set_error_literal(error, G_FILE_ERROR, g_file_error_from_errno(number), g_strerror(number));
    return FALSE;
}

static gboolean fail_at(GError **error, const char *path, int number)
{
    fail(error, number);
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

static gboolean refuse_large(GError **error, gsize limit)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "more than the %" G_GSIZE_FORMAT " bytes allowed", limit);
    return FALSE;
}

/* Up to the end, not up to the size that fstat() gave: files below /proc have none, others may grow meanwhile. */
static gboolean read_all(int fd, gsize limit, GString *text, GError **error)
{
    char chunk[16 * 1024];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, errno);
        if (n == 0)
            return TRUE;
        if ((gsize)n > limit - text->len)
            return refuse_large(error, limit);
        g_string_append_len(text, chunk, n);
    }
}

static gboolean read_regular(int fd, gsize limit, GString *text, GError **error)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fail(error, errno);
    if (!S_ISREG(status.st_mode)) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "not a regular file");
        return FALSE;
    }
    if ((guint64)status.st_size > limit)
        return refuse_large(error, limit);
    return read_all(fd, limit, text, error);
}

/* What FD reads, which is closed; -1: nothing, for the reason that errno says. */
static gboolean read_opened(int fd, gsize limit, char **text, gsize *length, GError **error)
{
    if (fd < 0)
        return fail(error, errno);
    GString *bytes = g_string_new(NULL);
    gboolean ok = read_regular(fd, limit, bytes, error);
    close(fd);
    if (!ok) {
        g_string_free(bytes, TRUE);
        return FALSE;
    }
    *length = bytes->len;
    *text = g_string_free(bytes, FALSE);
    return TRUE;
}

gboolean file_read(const char *path, gsize limit, char **text, gsize *length, GError **error)
{
    if (read_opened(open(path, READING), limit, text, length, error))
        return TRUE;
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

/* Both are real names. */
static gboolean is_in(const char *path, const char *folder)
{
    gsize length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, length) == 0 && strchr("/", path[length]);
}

gboolean file_is_below(const char *folder, const char *path)
{
    g_autofree char *real = realpath(path, NULL), *root = real ? realpath(folder, NULL) : NULL;
    return root && is_in(real, root);
}

char *file_standing_above(const char *path)
{
    struct stat status;
    char *folder = g_path_get_dirname(path);
    while (stat(folder, &status) != 0 && strcmp(folder, ".") != 0 && strcmp(folder, "/") != 0) {
        g_autofree char *below = folder;
        folder = g_path_get_dirname(below);
    }
    return folder;
}

/* By the names that FOLDER and NAME have without links: for links that say where they lead from the root on, and for
 * what cannot hold a look to a folder (openat2(), Linux 5.6). */
static int open_by_name(const char *folder, const char *name, int flags)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *real = realpath(path, NULL), *root = real ? realpath(folder, NULL) : NULL;
    if (!root)
        return -1;
    if (!is_in(real, root)) {
        errno = EXDEV;
        return -1;
    }
    return open(real, flags | O_NOFOLLOW);
}

/* Opens NAME of FOLDER, and nothing outside of FOLDER: -1 and EXDEV where a link leads out. */
static int open_below(const char *folder, const char *name, int flags)
{
    struct open_how how = {.flags = (guint)flags, .resolve = RESOLVE_BENEATH};
    int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int below = fd < 0 ? -1 : (int)syscall(SYS_openat2, fd, name, &how, sizeof how);
    if (fd >= 0)
        close(fd);
    return below < 0 ? open_by_name(folder, name, flags) : below;
}

/* Tells apart, for those who need to, what is refused and what the machine cannot. */
static gboolean tell_outside(int fd, GError **error)
{
    if (fd >= 0 || errno != EXDEV)
        return FALSE;
    g_set_error_literal(error, FILE_OUTSIDE, 0, "a link leads out of the folder");
    return TRUE;
}

GQuark file_outside_quark(void)
{
    return g_quark_from_static_string("file-outside");
}

gboolean file_read_below(const char *folder, const char *name, gsize limit, char **text, gsize *length, GError **error)
{
    int fd = open_below(folder, name, READING);
    return !tell_outside(fd, error) && read_opened(fd, limit, text, length, error);
}

gboolean file_stands(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

gboolean file_is_aside(const char *name)
{
    return name[0] == '.' || g_str_has_suffix(name, "~");
}

static int by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* 0, or the errno of what failed: GDir would take a folder whose rest cannot be read for one that ends there. */
static int read_names(DIR *dir, GPtrArray *names)
{
    if (!dir)
        return errno;
    const struct dirent *entry;
    errno = 0;
    while ((entry = readdir(dir))) {
        if (!file_is_aside(entry->d_name))
            g_ptr_array_add(names, g_strdup(entry->d_name));
        errno = 0;
    }
    return errno;
}

GPtrArray *file_list(const char *folder, const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    int fd = open_below(folder, name, READING | O_DIRECTORY);
    if (tell_outside(fd, error))
        return NULL;
    DIR *dir = fd < 0 ? NULL : fdopendir(fd); /* closedir() closes it */
    int number = read_names(dir, names);
    if (dir)
        (void)closedir(dir);
    else if (fd >= 0)
        close(fd);
    if (number != 0) {
        fail(error, number);
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
    return number == 0 || fail_at(error, path, number);
}

gboolean file_replace(const char *path, const char *text, GError **error)
{
    struct stat status;
    g_autofree char *real = realpath(path, NULL);
    if (!real || stat(real, &status) != 0)
        return fail_at(error, path, errno);
    g_autofree char *temporary = file_temporary(real);
    int number = write_temporary(temporary, text, status.st_mode & 0777);
    if (number == 0 && rename(temporary, real) != 0) {
        number = errno;
        unlink(temporary);
    }
    return number == 0 || fail_at(error, path, number);
}
