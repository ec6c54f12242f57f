#include "publish/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/path.h"
#include "publish/publish.h"

enum { CHUNK_BYTES = 32 * 1024 }; /* more than a page of the site, less than a thread's stack minds */

gboolean tree_fail(const Tree *tree, const char *path, GError **error)
{
    int number = errno;
    g_autofree char *full = g_build_filename(tree->name, path, NULL);
    g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_IO, "%s: %s", full, g_strerror(number));
    return FALSE;
}

TreeLook tree_look(const Tree *tree, const char *path)
{
    struct stat status;
    if (fstatat(tree->fd, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return (TreeLook){.number = errno == ENOENT ? 0 : errno};
    return (TreeLook){status.st_mode, status.st_size, 0};
}

gboolean tree_shown(const Tree *tree, const char *path, TreeLook look, mode_t *mode, gint64 *size, GError **error)
{
    errno = look.number;
    if (look.number)
        return tree_fail(tree, path, error);
    *mode = look.mode;
    if (size)
        *size = look.size;
    return TRUE;
}

gboolean tree_stat(const Tree *tree, const char *path, mode_t *mode, gint64 *size, GError **error)
{
    return tree_shown(tree, path, tree_look(tree, path), mode, size, error);
}

static int by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *tree_names(const Tree *tree, const char *prefix, GError **error)
{
    int fd = openat(tree->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* closedir() closes it */
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) {
        tree_fail(tree, NULL, error);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    errno = 0;
    for (const struct dirent *entry; (entry = readdir(folder)); errno = 0)
        if (g_str_has_prefix(entry->d_name, prefix))
            g_ptr_array_add(names, g_strdup(entry->d_name));
    if (errno != 0) {
        tree_fail(tree, NULL, error);
        g_clear_pointer(&names, g_ptr_array_unref);
    }
    (void)closedir(folder);
    if (names)
        g_ptr_array_sort(names, by_bytes);
    return names;
}

static ssize_t read_some(int fd, char *to, gsize size)
{
    ssize_t n;
    do
        n = read(fd, to, size);
    while (n < 0 && errno == EINTR);
    return n;
}

static int open_to_read(const Tree *tree, const char *path)
{
    /* O_NONBLOCK: should the file have become a named pipe, opening it must not wait for a writer. */
    return openat(tree->fd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

gboolean tree_read(const Tree *tree, const char *path, gsize size, char **text, gsize *length, GError **error)
{
    int fd = open_to_read(tree, path);
    if (fd < 0)
        return tree_fail(tree, path, error);
    g_autofree char *bytes = g_malloc(size + 1);
    gsize done = 0;
    ssize_t n = 1;
    while (done < size && (n = read_some(fd, bytes + done, size - done)) > 0)
        done += (gsize)n;
    if (n < 0)
        tree_fail(tree, path, error);
    close(fd);
    if (n < 0)
        return FALSE;
    bytes[done] = '\0';
    *text = g_steal_pointer(&bytes);
    *length = done;
    return TRUE;
}

gboolean tree_holds(const Tree *tree, const char *path, const char *bytes, gsize length)
{
    int fd = open_to_read(tree, path);
    if (fd < 0)
        return FALSE;
    char chunk[CHUNK_BYTES];
    gsize done = 0;
    ssize_t n;
    /* One byte more than is left is asked for: so the same read that gets the last bytes sees that they are. */
    do {
        n = read_some(fd, chunk, MIN(length - done + 1, sizeof chunk));
        if (n < 0 || (gsize)n > length - done || memcmp(chunk, bytes + done, (gsize)n) != 0)
            break;
        done += (gsize)n;
    } while (n == sizeof chunk);
    gboolean equal = n >= 0 && n < (ssize_t)sizeof chunk && done == length;
    close(fd);
    return equal;
}

gboolean tree_digest(const Tree *tree, const char *path, gsize size, Digest *digest)
{
    char small[CHUNK_BYTES];
    g_autofree char *large = size < sizeof small ? NULL : g_malloc(size + 1);
    char *bytes = large ? large : small;
    gsize done = 0;
    ssize_t n;
    int fd = open_to_read(tree, path);
    if (fd < 0)
        return FALSE;
    /* One byte more than it should have is asked for: so the read that gets the last bytes sees that they are. */
    while ((n = read_some(fd, bytes + done, size + 1 - done)) > 0 && done < size)
        done += (gsize)n;
    close(fd);
    if (n < 0 || done != size)
        return FALSE;
    *digest = digest_of(bytes, size);
    return TRUE;
}

/* 0, or the errno of what failed; then the file is gone again. */
static int create(const Tree *tree, const char *path, const char *bytes, gsize length)
{
    /* O_EXCL: a killed run's leftovers are swept beforehand, so whatever has this name now is not ours. */
    int fd = openat(tree->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return errno;
    int number = file_write_all(fd, bytes, length);
    /* A full disk may show at the close only. EINTR: Linux has closed the file nevertheless. */
    if (close(fd) != 0 && number == 0 && errno != EINTR)
        number = errno;
    if (number != 0)
        unlinkat(tree->fd, path, 0);
    return number;
}

gboolean tree_write_new(const Tree *tree, const char *path, const char *bytes, gsize length, GError **error)
{
    int number = create(tree, path, bytes, length);
    errno = number;
    return number == 0 || tree_fail(tree, path, error);
}

gboolean tree_write(const Tree *tree, const char *path, const char *bytes, gsize length, GError **error)
{
    g_autofree char *temporary = file_temporary(path);
    int number = create(tree, temporary, bytes, length);
    if (number == 0 && renameat(tree->fd, temporary, tree->fd, path) == 0)
        return TRUE;
    if (number == 0) {
        number = errno;
        unlinkat(tree->fd, temporary, 0);
    }
    errno = number;
    return tree_fail(tree, number == EEXIST ? temporary : path, error);
}

gboolean tree_remove(const Tree *tree, const char *path, GError **error)
{
    if (unlinkat(tree->fd, path, 0) == 0 || errno == ENOENT)
        return TRUE;
    int number = errno; /* where nothing can be removed, that comes first, also of what is not there */
    TreeLook look = number == EROFS ? tree_look(tree, path) : (TreeLook){.number = number};
    errno = number;
    return (!look.number && !look.mode) || tree_fail(tree, path, error);
}

gboolean tree_remove_folders(const Tree *tree, const GArray *folders, GError **error)
{
    for (guint i = folders->len; i-- > 0;) { /* backwards: the inner before the outer */
        const Folder *folder = &g_array_index(folders, Folder, i);
        if (!S_ISDIR(folder->mode) || unlinkat(tree->fd, folder->path, AT_REMOVEDIR) == 0)
            continue;
        /* Not empty: pages of the plan are in it, or files of others. Busy: somebody mounted something there. */
        if (errno != ENOTEMPTY && errno != EEXIST && errno != EBUSY && errno != ENOENT)
            return tree_fail(tree, folder->path, error);
    }
    return TRUE;
}

gboolean tree_make_folder(const Tree *tree, Folder *folder, GError **error)
{
    if (g_atomic_int_get(&folder->ready))
        return TRUE;
    mode_t mode = 0;
    if (mkdirat(tree->fd, folder->path, 0755) != 0) {
        int number = errno; /* EEXIST: another thread was faster, but see that it is nothing else */
        if (number != EEXIST || !tree_stat(tree, folder->path, &mode, NULL, NULL) || !S_ISDIR(mode)) {
            errno = number;
            return tree_fail(tree, folder->path, error);
        }
    }
    g_atomic_int_set(&folder->ready, 1);
    return TRUE;
}

void walk_init(Walk *walk, Tree tree)
{
    *walk = (Walk){tree, arena_new(), g_array_new(FALSE, FALSE, sizeof(Folder)),
                   g_array_new(FALSE, FALSE, sizeof(guint)), NULL};
}

void walk_clear(Walk *walk)
{
    arena_free(walk->arena);
    g_clear_pointer(&walk->folders, g_array_unref);
    g_clear_pointer(&walk->chain, g_array_unref);
    walk->arena = NULL;
}

gssize walk_innermost(const Walk *walk)
{
    return walk->chain->len ? (gssize)g_array_index(walk->chain, guint, walk->chain->len - 1) : -1;
}

static const Folder *innermost(const Walk *walk)
{
    gssize i = walk_innermost(walk);
    return i < 0 ? NULL : &g_array_index(walk->folders, Folder, i);
}

static gboolean enter(Walk *walk, const char *path, gsize length, GError **error)
{
    const Folder *around = innermost(walk);
    Folder folder = {.path = arena_text(walk->arena, path, (gssize)length)};
    if (!around || S_ISDIR(around->mode)) {
        gboolean seen = walk->seen && !strchr(path + length + 1, '/');
        TreeLook look = seen ? *walk->seen : tree_look(&walk->tree, folder.path);
        if (!tree_shown(&walk->tree, folder.path, look, &folder.mode, NULL, error))
            return FALSE;
    }
    folder.ready = S_ISDIR(folder.mode);
    g_array_append_val(walk->chain, walk->folders->len);
    g_array_append_val(walk->folders, folder);
    return TRUE;
}

gboolean walk_to(Walk *walk, const char *path, gboolean *stands, GError **error)
{
    const Folder *in;
    while ((in = innermost(walk)) && !path_is_below(path, in->path, strlen(in->path)))
        g_array_set_size(walk->chain, walk->chain->len - 1);
    const char *rest = in ? path + strlen(in->path) + 1 : path;
    for (const char *slash = strchr(rest, '/'); slash; slash = strchr(slash + 1, '/'))
        if (!enter(walk, path, (gsize)(slash - path), error))
            return FALSE;
    in = innermost(walk);
    *stands = !in || S_ISDIR(in->mode);
    return TRUE;
}
