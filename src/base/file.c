#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *path, int number)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s: %s", path, g_strerror(number));
    return FALSE;
}

static gboolean read_all(int fd, const char *path, char *text, gsize size, gsize *got, GError **error)
{
    gsize done = 0;
    while (done < size) {
        ssize_t n = read(fd, text + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, path, errno);
        if (n == 0)
            break; /* the file shrank while we read it: what is left is what it holds now */
        done += (gsize)n;
    }
    *got = done;
    return TRUE;
}

gboolean file_read(const char *path, gsize limit, char **text, gsize *length, GError **error)
{
    /* O_NONBLOCK: opening a named pipe must answer, not wait for a writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(error, path, errno);
    struct stat status;
    gboolean ok = fstat(fd, &status) == 0 || fail(error, path, errno);
    if (ok && !S_ISREG(status.st_mode)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: not a regular file", path);
        ok = FALSE;
    } else if (ok && (guint64)status.st_size > limit) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s: %" G_GINT64_FORMAT " bytes, more than the %" G_GSIZE_FORMAT " allowed", path,
                    (gint64)status.st_size, limit);
        ok = FALSE;
    }
    gsize got = 0;
    g_autofree char *bytes = ok ? g_malloc((gsize)status.st_size + 1) : NULL;
    ok = ok && read_all(fd, path, bytes, (gsize)status.st_size, &got, error);
    close(fd);
    if (!ok)
        return FALSE;
    bytes[got] = '\0';
    *text = g_steal_pointer(&bytes);
    *length = got;
    return TRUE;
}
