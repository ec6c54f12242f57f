#include "publish/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/manifest.h"
#include "publish/path.h"
#include "publish/tree.h"

G_DEFINE_QUARK(replyglot - publish - error, publish_error)

enum { MANIFEST_LIMIT = 64 * 1024 * 1024 }; /* bytes: over half a million paths */

#define HINT "move it away, delete it, or choose another --output"

typedef enum Outcome { NOT_PUT, UNCHANGED, WRITTEN, SKIPPED } Outcome;

typedef struct Target {
    const char *path;
    gint64 stands;   /* size of our file that stands there, -1 for none */
    gssize folder;   /* in the walk of the plan; -1: the output folder itself */
    gboolean listed; /* in the manifest of the last run */
    /* Set by the one thread that puts it, read after all have: needs no lock. */
    gsize length;
    Outcome outcome;
} Target;

struct Publisher {
    Tree tree;
    char *output;
    Arena *arena;
    Target *targets; /* by number */
    Target **sorted;
    gsize count;
    Walk folders;                     /* that the plan needs */
    Manifest old;                     /* as the last run left it */
    GPtrArray *planned, *stale, *all; /* of const char *, sorted: the plan, what only OLD has, both */
    GPtrArray *gone;                  /* of const char *: those of STALE that were deleted */
    gboolean clear;                   /* the plan met no foreign file */
    gboolean dry, absent;             /* only a look; at a folder that is not there */
    GMutex marking;
    gint marked; /* atomic: the manifest in the folder says `writing` and has all paths */
};

static Publisher *publisher_new(const char *output, gboolean dry)
{
    Publisher *publisher = g_new0(Publisher, 1);
    publisher->output = g_strdup(output);
    publisher->arena = arena_new();
    publisher->tree = (Tree){open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC), publisher->output};
    publisher->dry = dry;
    publisher->gone = g_ptr_array_new();
    g_mutex_init(&publisher->marking);
    manifest_init(&publisher->old);
    return publisher;
}

Publisher *publish_open(const char *output, GError **error)
{
    g_autoptr(Publisher) publisher = publisher_new(output, FALSE);
    if (publisher->tree.fd < 0 && errno == ENOENT && g_mkdir_with_parents(output, 0755) == 0)
        publisher->tree.fd = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (publisher->tree.fd < 0) {
        tree_fail(&publisher->tree, NULL, error);
        return NULL;
    }
    if (flock(publisher->tree.fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_BUSY, "%s: another build is writing to this folder",
                        output);
        else
            tree_fail(&publisher->tree, NULL, error);
        return NULL;
    }
    return g_steal_pointer(&publisher);
}

Publisher *publish_open_dry(const char *output, GError **error)
{
    g_autoptr(Publisher) publisher = publisher_new(output, TRUE);
    publisher->absent = publisher->tree.fd < 0 && errno == ENOENT;
    if (publisher->tree.fd < 0 && !publisher->absent) {
        tree_fail(&publisher->tree, NULL, error);
        return NULL;
    }
    return g_steal_pointer(&publisher);
}

static int compare_targets(const void *a, const void *b)
{
    return path_compare((*(Target *const *)a)->path, (*(Target *const *)b)->path);
}

static gboolean take_paths(Publisher *publisher, const char *const *paths, gsize count, GError **error)
{
    publisher->count = count;
    publisher->targets = g_new0(Target, count);
    publisher->sorted = g_new(Target *, count);
    for (gsize i = 0; i < count; i++) {
        g_assert(path_is_clean(paths[i]));
        if (!path_fits(paths[i])) {
            errno = ENAMETOOLONG;
            return tree_fail(&publisher->tree, paths[i], error);
        }
        publisher->targets[i] =
            (Target){.path = arena_text(publisher->arena, paths[i], -1), .stands = -1, .folder = -1};
        publisher->sorted[i] = &publisher->targets[i];
    }
    if (count > 0)
        qsort(publisher->sorted, count, sizeof *publisher->sorted, compare_targets);
    publisher->planned = g_ptr_array_sized_new((guint)count);
    for (gsize i = 0; i < count; i++) {
        const char *path = publisher->sorted[i]->path, *last = i ? publisher->sorted[i - 1]->path : "";
        /* Neither twice the same path nor a file that is also a folder: in this order they would be neighbours. */
        g_assert(i == 0 || (path_compare(last, path) < 0 && !path_is_below(path, last, strlen(last))));
        g_ptr_array_add(publisher->planned, (gpointer)path);
    }
    return TRUE;
}

static void add_foreign(Publisher *publisher, Findings *findings, const char *path, guint line, const char *what)
{
    g_autofree char *file = g_build_filename(publisher->output, path, NULL);
    findings_add(findings, RULE_FOREIGN_FILE, file, (Mark){line, line ? 1 : 0},
                 line ? "empty the output folder, or choose another --output" : HINT, "%s", what);
    publisher->clear = FALSE;
}

static gboolean load_manifest(Publisher *publisher, Findings *findings, GError **error)
{
    mode_t mode;
    gint64 size;
    if (!tree_stat(&publisher->tree, PUBLISH_MANIFEST, &mode, &size, error))
        return FALSE;
    if (mode == 0)
        return TRUE;
    if (!S_ISREG(mode)) {
        add_foreign(publisher, findings, PUBLISH_MANIFEST, 0, "the list of our own files is not a file");
        return TRUE;
    }
    char *text = NULL;
    gsize length = 0;
    guint line = 1;
    gboolean bearable = size <= MANIFEST_LIMIT;
    if (bearable && !tree_read(&publisher->tree, PUBLISH_MANIFEST, (gsize)size, &text, &length, error))
        return FALSE;
    if (!bearable || !manifest_parse(&publisher->old, text, length, &line))
        add_foreign(publisher, findings, PUBLISH_MANIFEST, line,
                    "the list of our own files is damaged or of another program, so none is known to be ours");
    return TRUE;
}

static const char *foreign_kind(mode_t mode)
{
    if (S_ISLNK(mode))
        return "a symbolic link is in the way";
    if (S_ISDIR(mode))
        return "a folder is in the way of a file";
    return S_ISREG(mode) ? "a file that no earlier build wrote is in the way" : "a special file is in the way";
}

static gboolean look_at_target(Publisher *publisher, Target *target, gboolean ours, Findings *findings, GError **error)
{
    gboolean stands;
    mode_t mode = 0;
    gint64 size;
    if (!walk_to(&publisher->folders, target->path, &stands, error))
        return FALSE;
    target->folder = walk_innermost(&publisher->folders);
    target->listed = ours;
    if (stands && !tree_stat(&publisher->tree, target->path, &mode, &size, error))
        return FALSE;
    if (S_ISREG(mode) && ours)
        target->stands = size;
    else if (mode != 0)
        add_foreign(publisher, findings, target->path, 0, foreign_kind(mode));
    return TRUE;
}

/* Both lists are sorted, so one pass over both finds what is in either, in both, or in the old one only. */
static gboolean look_at_all(Publisher *publisher, Findings *findings, GError **error)
{
    const GPtrArray *old = publisher->old.paths;
    publisher->all = g_ptr_array_sized_new((guint)publisher->count);
    publisher->stale = g_ptr_array_new();
    gsize next = 0, known = 0;
    while (next < publisher->count || known < old->len) {
        Target *target = next < publisher->count ? publisher->sorted[next] : NULL;
        const char *listed = known < old->len ? old->pdata[known] : NULL;
        int order = !target ? 1 : !listed ? -1 : path_compare(target->path, listed);
        g_ptr_array_add(publisher->all, (gpointer)(order <= 0 ? target->path : listed));
        if (order > 0)
            g_ptr_array_add(publisher->stale, (gpointer)listed);
        next += order <= 0;
        known += order >= 0;
        if (order <= 0 && !look_at_target(publisher, target, order == 0, findings, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_plan(Publisher *publisher, const char *const *paths, gsize count, Findings *findings, GError **error)
{
    g_assert(!publisher->targets && !publisher->planned);
    publisher->clear = TRUE;
    walk_init(&publisher->folders, publisher->tree);
    if (!take_paths(publisher, paths, count, error))
        return FALSE;
    if (publisher->absent) {
        publisher->stale = g_ptr_array_new();
        return TRUE;
    }
    if (!load_manifest(publisher, findings, error))
        return FALSE;
    if (!publisher->clear)
        return TRUE; /* without the list every file would look foreign: one finding says it better */
    if (!look_at_all(publisher, findings, error))
        return FALSE;
    for (guint i = 0; i < publisher->folders.folders->len; i++) {
        const Folder *folder = &g_array_index(publisher->folders.folders, Folder, i);
        if (folder->mode != 0 && !S_ISDIR(folder->mode))
            add_foreign(publisher, findings, folder->path, 0,
                        S_ISLNK(folder->mode) ? foreign_kind(folder->mode) : "a file is in the way of a folder");
    }
    return TRUE;
}

static gboolean write_manifest(Publisher *publisher, const GPtrArray *paths, gboolean writing, GError **error)
{
    GString *text = manifest_format(paths, writing);
    gboolean ok = tree_write(&publisher->tree, PUBLISH_MANIFEST, text->str, text->len, error);
    g_string_free(text, TRUE);
    return ok;
}

/* Before the first file is changed: from here on, until the end, a kill may leave a temporary file behind. */
static gboolean mark_writing(Publisher *publisher, GError **error)
{
    if (g_atomic_int_get(&publisher->marked))
        return TRUE;
    g_mutex_lock(&publisher->marking);
    gboolean ok = g_atomic_int_get(&publisher->marked) || write_manifest(publisher, publisher->all, TRUE, error);
    g_atomic_int_set(&publisher->marked, ok);
    g_mutex_unlock(&publisher->marking);
    return ok;
}

static gboolean remove_file(const Tree *tree, const char *path, GError **error)
{
    return unlinkat(tree->fd, path, 0) == 0 || errno == ENOENT || tree_fail(tree, path, error);
}

static gboolean sweep_temporaries(Publisher *publisher, GError **error)
{
    g_auto(Walk) walk = {0};
    walk_init(&walk, publisher->tree);
    for (guint i = 0; i < publisher->all->len; i++) {
        const char *path = publisher->all->pdata[i];
        gboolean stands;
        if (!walk_to(&walk, path, &stands, error))
            return FALSE;
        g_autofree char *temporary = stands ? path_temporary(path) : NULL;
        if (temporary && !remove_file(&publisher->tree, temporary, error))
            return FALSE;
    }
    return TRUE;
}

/* Only folders that hold folders: an innermost one is made when its first file is put, on that worker's time. */
static gboolean make_outer_folders(Publisher *publisher, GError **error)
{
    Folder *folders = (Folder *)(void *)publisher->folders.folders->data;
    for (guint i = 0; i + 1 < publisher->folders.folders->len; i++)
        if (!folders[i].ready && path_is_below(folders[i + 1].path, folders[i].path, strlen(folders[i].path)) &&
            !(mark_writing(publisher, error) && tree_make_folder(&publisher->tree, &folders[i], error)))
            return FALSE;
    return TRUE;
}

gboolean publish_begin(Publisher *publisher, GError **error)
{
    g_assert(publisher->clear);
    if (publisher->dry)
        return TRUE;
    g_autofree char *temporary = path_temporary(PUBLISH_MANIFEST);
    if (!remove_file(&publisher->tree, temporary, error))
        return FALSE;
    /* Where the plan has more paths than the manifest, the first change extends it; they may all be skipped. */
    publisher->marked = publisher->old.writing && publisher->all->len == publisher->old.paths->len;
    if (publisher->old.writing && !sweep_temporaries(publisher, error))
        return FALSE;
    return make_outer_folders(publisher, error);
}

static gboolean write_target(Publisher *publisher, const Target *target, const char *bytes, GError **error)
{
    if (!mark_writing(publisher, error))
        return FALSE;
    if (target->folder >= 0) {
        Folder *folder = &g_array_index(publisher->folders.folders, Folder, target->folder);
        if (!tree_make_folder(&publisher->tree, folder, error))
            return FALSE;
    }
    return tree_write(&publisher->tree, target->path, bytes, target->length, error);
}

gboolean publish_put(Publisher *publisher, gsize path, const char *bytes, gsize length, GError **error)
{
    g_assert(path < publisher->count);
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    target->length = length;
    if (target->stands == (gint64)length && tree_holds(&publisher->tree, target->path, bytes, length)) {
        target->outcome = UNCHANGED;
        return TRUE;
    }
    if (!publisher->dry && !write_target(publisher, target, bytes, error))
        return FALSE;
    target->outcome = WRITTEN;
    return TRUE;
}

void publish_keep(Publisher *publisher, gsize path)
{
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT && target->stands >= 0);
    target->length = (gsize)target->stands;
    target->outcome = UNCHANGED;
}

void publish_skip(Publisher *publisher, gsize path)
{
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    target->outcome = SKIPPED;
}

gboolean publish_read(const Publisher *publisher, gsize path, char **text, gsize *length)
{
    const Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    return target->stands >= 0 && tree_read(&publisher->tree, target->path, (gsize)target->stands, text, length, NULL);
}

static int compare_paths(const void *a, const void *b)
{
    return path_compare(*(const char *const *)a, *(const char *const *)b);
}

/* What was skipped is not of the plan any more, and what the manifest has of it is stale. */
static void forget_skipped(Publisher *publisher)
{
    g_ptr_array_set_size(publisher->planned, 0);
    for (gsize i = 0; i < publisher->count; i++) {
        const Target *target = publisher->sorted[i];
        if (target->outcome != SKIPPED)
            g_ptr_array_add(publisher->planned, (gpointer)target->path);
        else if (target->listed)
            g_ptr_array_add(publisher->stale, (gpointer)target->path);
    }
    g_ptr_array_sort(publisher->stale, compare_paths);
}

static gboolean remove_empty_folders(Publisher *publisher, const GArray *folders, GError **error)
{
    for (guint i = folders->len; i-- > 0;) { /* backwards: the inner before the outer */
        const Folder *folder = &g_array_index(folders, Folder, i);
        if (!S_ISDIR(folder->mode) || unlinkat(publisher->tree.fd, folder->path, AT_REMOVEDIR) == 0)
            continue;
        /* Not empty: pages of the plan are in it, or files of others. Busy: somebody mounted something there. */
        if (errno != ENOTEMPTY && errno != EEXIST && errno != EBUSY && errno != ENOENT)
            return tree_fail(&publisher->tree, folder->path, error);
    }
    return TRUE;
}

static gboolean remove_stale(Publisher *publisher, GError **error)
{
    g_auto(Walk) walk = {0};
    walk_init(&walk, publisher->tree);
    for (guint i = 0; i < publisher->stale->len; i++) {
        const char *path = publisher->stale->pdata[i];
        gboolean stands;
        mode_t mode = 0;
        if (!walk_to(&walk, path, &stands, error))
            return FALSE;
        if (stands && !tree_stat(&publisher->tree, path, &mode, NULL, error))
            return FALSE;
        if (!S_ISREG(mode)) /* gone, or replaced by what is no longer ours */
            continue;
        if (!publisher->dry && !remove_file(&publisher->tree, path, error))
            return FALSE;
        g_ptr_array_add(publisher->gone, (gpointer)path);
    }
    return publisher->dry || remove_empty_folders(publisher, walk.folders, error);
}

static void let_go(Publisher *publisher)
{
    if (publisher->tree.fd >= 0)
        close(publisher->tree.fd); /* and the lock goes with it */
    publisher->tree.fd = -1;
}

gboolean publish_finish(Publisher *publisher, PublishCounts *counts, GError **error)
{
    PublishCounts sum = {0};
    for (gsize i = 0; i < publisher->count; i++) {
        const Target *target = &publisher->targets[i];
        g_assert(target->outcome != NOT_PUT);
        sum.written += target->outcome == WRITTEN;
        sum.unchanged += target->outcome == UNCHANGED;
        sum.bytes += target->length;
        sum.largest = MAX(sum.largest, target->length);
    }
    forget_skipped(publisher);
    if (!remove_stale(publisher, error))
        return FALSE;
    sum.deleted = publisher->gone->len;
    gboolean same = publisher->old.stands && !publisher->old.writing && !publisher->marked && !publisher->stale->len;
    if (!same && !publisher->dry && !write_manifest(publisher, publisher->planned, FALSE, error))
        return FALSE;
    let_go(publisher);
    if (counts)
        *counts = sum;
    return TRUE;
}

void publish_each_change(const Publisher *publisher, PublishVisit visit, gpointer data)
{
    gsize next = 0, gone = 0;
    while (next < publisher->count || gone < publisher->gone->len) {
        const Target *target = next < publisher->count ? publisher->sorted[next] : NULL;
        const char *deleted = gone < publisher->gone->len ? publisher->gone->pdata[gone] : NULL;
        if (!target || (deleted && path_compare(deleted, target->path) < 0)) {
            visit(deleted, PUBLISH_DELETED, -1, data);
            gone++;
            continue;
        }
        if (target->outcome == WRITTEN)
            visit(target->path, target->stands < 0 ? PUBLISH_NEW : PUBLISH_REPLACED, target - publisher->targets, data);
        next++;
    }
}

void publish_free(Publisher *publisher)
{
    if (!publisher)
        return;
    let_go(publisher);
    walk_clear(&publisher->folders);
    manifest_clear(&publisher->old);
    g_clear_pointer(&publisher->planned, g_ptr_array_unref);
    g_clear_pointer(&publisher->stale, g_ptr_array_unref);
    g_clear_pointer(&publisher->all, g_ptr_array_unref);
    g_ptr_array_unref(publisher->gone);
    g_mutex_clear(&publisher->marking);
    g_free(publisher->targets);
    g_free(publisher->sorted);
    arena_free(publisher->arena);
    g_free(publisher->output);
    g_free(publisher);
}
