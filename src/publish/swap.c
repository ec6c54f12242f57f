#include "publish/swap.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/claim.h"
#include "publish/lists.h"
#include "publish/path.h"
#include "publish/spare.h"
#include "publish/stage.h"

enum { FOREIGN_TOLD = 16 }; /* of what is in the way: it may be all that stands */

/* What publish.h knows of a folder. */
typedef struct Known {
    GHashTable *files, *folders; /* sets of paths below it; the folders are those around the files */
    gsize root;                  /* the length of the folder's own path, with its "/" */
} Known;

static Known known_of(const char *folder, const GPtrArray *paths)
{
    Known known = {g_hash_table_new(g_str_hash, g_str_equal),
                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), strlen(folder) + 1};
    for (guint i = 0; i < paths->len; i++) {
        const char *path = paths->pdata[i];
        g_hash_table_add(known.files, (gpointer)path);
        for (const char *slash = strrchr(path, '/'); slash; slash = g_strrstr_len(path, slash - path, "/")) {
            char *around = g_strndup(path, (gsize)(slash - path));
            if (!g_hash_table_add(known.folders, around))
                break; /* and so are those around it */
        }
    }
    return known;
}

static void known_clear(Known *known)
{
    g_hash_table_unref(known->files);
    g_hash_table_unref(known->folders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

/* A file of that path below the folder is one of a build, or one of its lists. */
static gboolean is_file(const Known *known, const char *path)
{
    return g_hash_table_contains(known->files, path) || (!strchr(path, '/') && lists_has_name(path));
}

/* Or what a killed run left of one (file_temporary()). */
static gboolean is_kept(const Known *known, const char *path)
{
    if (is_file(known, path))
        return TRUE;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (*name != '.' || !g_str_has_suffix(name, FILE_TEMPORARY_END))
        return FALSE;
    gsize length = strlen(name + 1) - strlen(FILE_TEMPORARY_END);
    g_autofree char *of = g_strdup_printf("%.*s%.*s", (int)(name - path), path, (int)length, name + 1);
    return is_file(known, of);
}

/* One step of a walk. 0, or the errno of what cannot be read. A folder of others is told where it is empty, else what
 * is in it. */
static int take(FTS *walk, FTSENT *entry, const Known *known, GPtrArray *others)
{
    const char *path = entry->fts_path + known->root;
    switch (entry->fts_info) {
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return entry->fts_errno;
    case FTS_D:
        if (entry->fts_level == 1 && strcmp(entry->fts_name, PUBLISH_STAGE) == 0)
            fts_set(walk, entry, FTS_SKIP);
        else if (entry->fts_level > 0 && !g_hash_table_contains(known->folders, path) &&
                 !fts_children(walk, FTS_NAMEONLY) && errno == 0)
            g_ptr_array_add(others, g_strdup(path));
        return 0;
    case FTS_DP:
        return 0;
    default:
        if (!is_kept(known, path))
            g_ptr_array_add(others, g_strdup(path));
        return 0;
    }
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* The files, links and empty folders below FOLDER that are neither among PATHS (of const char *) nor kept by publish.h
 * for itself: their paths below it, LIMIT at the most. g_ptr_array_unref() them. NULL: ERROR is set. */
static GPtrArray *others_in(const char *folder, const GPtrArray *paths, guint limit, GError **error)
{
    g_auto(Known) known = known_of(folder, paths);
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(g_free);
    char *const roots[] = {(char *)folder, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    int number = walk ? 0 : errno;
    errno = 0;
    for (FTSENT *entry; number == 0 && others->len < limit && (entry = fts_read(walk)); errno = 0)
        number = take(walk, entry, &known, others);
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

char *publish_beside(const char *output)
{
    return g_strconcat(output, ".next", NULL);
}

static void add_all(GHashTable *set, const GPtrArray *paths)
{
    for (guint i = 0; i < paths->len; i++)
        g_hash_table_add(set, paths->pdata[i]);
}

/* Those of PATHS that are not in SET, to g_ptr_array_unref(). */
static GPtrArray *lacking(const GPtrArray *paths, GHashTable *set)
{
    GPtrArray *lacked = g_ptr_array_new();
    for (guint i = 0; i < paths->len; i++)
        if (!g_hash_table_contains(set, paths->pdata[i]))
            g_ptr_array_add(lacked, paths->pdata[i]);
    return lacked;
}

/* What stays is what stands in OUTPUT, not what stood there before: that is to be copied, if need be, and all else that
 * stood there before is stale. */
static void spare_of_standing(Publisher *publisher, const Publisher *standing)
{
    g_autoptr(GHashTable) stays = g_hash_table_new(g_str_hash, g_str_equal);
    add_all(stays, publisher->planned);
    g_autoptr(GPtrArray) lacked = lacking(standing->old.paths, stays);
    g_autoptr(GHashTable) ages =
        spare_choose(lacked, publisher->planned, &standing->old, publisher->spare_folder, publisher->spare_generations);
    GHashTableIter iter;
    gpointer path, age;
    g_hash_table_remove_all(publisher->ages);
    g_hash_table_iter_init(&iter, ages);
    while (g_hash_table_iter_next(&iter, &path, &age)) {
        gpointer own = arena_text(publisher->arena, path, -1);
        g_hash_table_insert(publisher->ages, own, age);
        g_ptr_array_add(publisher->carried, own);
    }
    g_ptr_array_sort(publisher->carried, path_compare_items);
    add_all(stays, publisher->carried);
    g_ptr_array_unref(publisher->stale);
    publisher->stale = lacking(publisher->old.paths, stays);
    g_hash_table_remove_all(stays);
    add_all(stays, publisher->all);
    g_autoptr(GPtrArray) more = lacking(publisher->carried, stays);
    g_ptr_array_extend(publisher->all, more, NULL, NULL);
    g_ptr_array_sort(publisher->all, path_compare_items);
}

/* Whatever stands in the folder of PUBLISHER and is not among PATHS is a finding. */
static gboolean refuse_others(Publisher *publisher, const GPtrArray *paths, Findings *findings, GError **error)
{
    g_autoptr(GPtrArray) others = others_in(publisher->output, paths, FOREIGN_TOLD, error);
    for (guint i = 0; others && i < others->len; i++)
        publisher_foreign(publisher, findings, others->pdata[i], 0,
                          "not of a build, and the whole folder is to be changed");
    return others != NULL;
}

/* What stands in OUTPUT, which is looked at as a folder of its own. */
static gboolean look_at_swapped(Publisher *standing, Findings *findings, GError **error)
{
    standing->clear = TRUE;
    if (!lists_load_manifests(standing, findings, error))
        return FALSE;
    return !standing->clear || refuse_others(standing, standing->old.paths, findings, error);
}

static gboolean is_link(const char *folder, Findings *findings)
{
    gboolean link = g_file_test(folder, G_FILE_TEST_IS_SYMLINK);
    if (link)
        findings_add(findings, RULE_FOREIGN_FILE, folder, (Mark){0}, "name the folder that it leads to as --output",
                     "a symbolic link cannot change its place with a folder");
    return link;
}

/* Whether TREE, opened some time ago, is still what its name says. */
static gboolean check_name(const Tree *tree, GError **error)
{
    struct stat named = {0};
    if (lstat(tree->name, &named) != 0 && errno != ENOENT)
        return tree_fail(tree, NULL, error);
    return claim_is(tree->fd, &named) || claim_busy(tree, error); /* another build has changed the names since */
}

gboolean publish_swap(Publisher *publisher, const char *output, Findings *findings, GError **error)
{
    publisher->swap = g_strdup(output);
    if (is_link(output, findings) || is_link(publisher->output, findings))
        return TRUE;
    if (!check_name(&publisher->tree, error))
        return FALSE;
    /* What stands in the folder beside would be shown by the swap. */
    if (publisher->clear && !refuse_others(publisher, publisher->all, findings, error))
        return FALSE;
    g_autoptr(Publisher) standing = publish_open_dry(output, error);
    if (!standing || (!standing->absent && !look_at_swapped(standing, findings, error)))
        return FALSE;
    if (publisher->clear)
        spare_of_standing(publisher, standing);
    publisher->standing = (Tree){standing->tree.fd, publisher->swap};
    standing->tree.fd = -1;
    return TRUE;
}

/* The lock keeps out a build that writes to OUTPUT itself. */
static gboolean exchange(const Tree *output, const Tree *next, GError **error)
{
    struct stat status;
    if (!claim_lock(output, error))
        return FALSE;
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

/* Whether a file stands at PATH, to which WALK goes, and of what size. */
static gboolean find_file(Walk *walk, const char *path, gboolean *found, gint64 *size, GError **error)
{
    gboolean stands;
    mode_t mode = 0;
    if (!walk_to(walk, path, &stands, error) || (stands && !tree_stat(&walk->tree, path, &mode, size, error)))
        return FALSE;
    *found = S_ISREG(mode);
    return TRUE;
}

static gboolean carry_one(Publisher *publisher, const char *path, gint64 size, GError **error)
{
    g_autofree char *text = NULL;
    gsize length;
    return lists_mark(publisher, error) && tree_read(&publisher->standing, path, (gsize)size, &text, &length, error) &&
           tree_write(&publisher->tree, path, text, length, error);
}

gboolean swap_carry(Publisher *publisher, GError **error)
{
    g_auto(Walk) from = {0}, to = {0};
    walk_init(&from, publisher->standing);
    walk_init(&to, publisher->tree);
    for (guint i = 0; i < publisher->carried->len; i++) {
        const char *path = publisher->carried->pdata[i];
        gboolean there, here;
        gint64 size = 0, known;
        if (!find_file(&from, path, &there, &size, error) || !find_file(&to, path, &here, &known, error))
            return FALSE;
        if (!there && !here)
            g_hash_table_remove(publisher->ages, path);
        else if (!here && !carry_one(publisher, path, size, error))
            return FALSE;
    }
    return TRUE;
}
