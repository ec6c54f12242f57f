#include "preview/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens the part of LENGTH bytes at NAME below FOLDER; -1 for what may not be opened. */
static int open_part(int folder, const char *name, gsize length, int flags)
{
    g_autofree char *part = g_strndup(name, length);
    if (!*part || strcmp(part, ".") == 0 || strcmp(part, "..") == 0)
        return -1;
    /* O_NONBLOCK: should it be a named pipe, opening it must not wait for a writer. */
    return openat(folder, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags);
}

static int open_path(int folder, const char *path)
{
    int fd = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    while (fd >= 0 && *path) {
        gsize length = strcspn(path, "/");
        gboolean last = path[length] == '\0';
        int next = open_part(fd, path, length, last ? 0 : O_DIRECTORY);
        close(fd);
        fd = next;
        path += length + !last;
    }
    return fd;
}

static GBytes *read_all(int fd, gsize size)
{
    g_autoptr(GByteArray) bytes = g_byte_array_sized_new((guint)size);
    guint8 chunk[32 * 1024];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return NULL;
        if (n == 0)
            return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
        g_byte_array_append(bytes, chunk, (guint)n);
    }
}

FileKind folder_read(int folder, const char *path, GBytes **bytes)
{
    enum { LIMIT = 256 * 1024 * 1024 };
    struct stat status;
    FileKind kind = FILE_NONE;
    int fd = open_path(folder, path);
    if (fd < 0)
        return FILE_NONE;
    if (fstat(fd, &status) != 0)
        status = (struct stat){0};
    if (S_ISDIR(status.st_mode))
        kind = FILE_FOLDER;
    else if (S_ISREG(status.st_mode) && status.st_size <= LIMIT)
        kind = FILE_REGULAR;
    if (kind == FILE_REGULAR && bytes && !(*bytes = read_all(fd, (gsize)status.st_size)))
        kind = FILE_NONE;
    close(fd);
    return kind;
}

static int delete_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

gboolean folder_delete(const char *path)
{
    enum { OPEN_FOLDERS = 16 };
    return nftw(path, delete_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0;
}
