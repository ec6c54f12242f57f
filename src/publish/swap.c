#include "publish/swap.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/publish.h"

/* Lists, the stage, what a killed run left of a file: all that publish.h keeps for itself is named so. */
static gboolean is_kept(const FTSENT *entry)
{
    return strstr(entry->fts_name, ".replyglot-") != NULL;
}

/* One step of a walk. 0, or the errno of what cannot be read. */
static int take(FTS *walk, FTSENT *entry, gsize root, GHashTable *known, GPtrArray *others)
{
    switch (entry->fts_info) {
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return entry->fts_errno;
    case FTS_D:
        if (entry->fts_level > 0 && is_kept(entry))
            fts_set(walk, entry, FTS_SKIP);
        return 0;
    case FTS_DP:
        return 0;
    default:
        if (!is_kept(entry) && !g_hash_table_contains(known, entry->fts_path + root))
            g_ptr_array_add(others, g_strdup(entry->fts_path + root));
        return 0;
    }
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

GPtrArray *swap_others(const char *folder, const GPtrArray *paths, guint limit, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < paths->len; i++)
        g_hash_table_add(known, paths->pdata[i]);
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(g_free);
    char *const roots[] = {(char *)folder, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    int number = walk ? 0 : errno;
    errno = 0;
    for (FTSENT *entry; number == 0 && others->len < limit && (entry = fts_read(walk)); errno = 0)
        number = take(walk, entry, strlen(folder) + 1, known, others);
    if (number == 0 && others->len < limit)
        number = errno;
    if (walk)
        fts_close(walk);
    errno = number;
    if (number != 0) {
        tree_fail(&(Tree){-1, folder}, NULL, error);
        return NULL;
    }
    return g_steal_pointer(&others);
}

gboolean swap_is_named(const Tree *tree)
{
    struct stat opened, named;
    return fstat(tree->fd, &opened) == 0 && lstat(tree->name, &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

/* The lock keeps out a build that writes to OUTPUT itself. */
static gboolean exchange(const Tree *output, const Tree *next, GError **error)
{
    struct stat status;
    if (flock(output->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_BUSY, "%s: another build is writing to this folder",
                    output->name);
        return FALSE;
    }
    if (fstat(output->fd, &status) != 0 || fchmod(next->fd, status.st_mode & 07777) != 0 ||
        renameat2(AT_FDCWD, next->name, AT_FDCWD, output->name, RENAME_EXCHANGE) != 0)
        return tree_fail(output, NULL, error);
    return TRUE;
}

gboolean swap_names(const char *output, const Tree *next, GError **error)
{
    Tree tree = {open(output, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), output};
    if (tree.fd < 0) {
        gboolean done = errno == ENOENT && renameat2(AT_FDCWD, next->name, AT_FDCWD, output, RENAME_NOREPLACE) == 0;
        return done || tree_fail(&tree, NULL, error);
    }
    gboolean done = exchange(&tree, next, error);
    close(tree.fd);
    return done;
}
