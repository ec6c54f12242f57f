#include "publish/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/workers.h"
#include "publish/claim.h"
#include "publish/lists.h"
#include "publish/path.h"
#include "publish/spare.h"
#include "publish/stage.h"
#include "publish/swap.h"

G_DEFINE_QUARK(replyglot - publish - error, publish_error)

G_STATIC_ASSERT((int)PUBLISH_SPARE == (int)MANIFEST_AGES);

#define HINT "move it away, delete it, or choose another --output"

static Publisher *publisher_new(const char *output, int fd, gboolean dry)
{
    Publisher *publisher = g_new0(Publisher, 1);
    publisher->output = g_strdup(output);
    publisher->arena = arena_new();
    publisher->stage.fd = publisher->standing.fd = -1;
    publisher->spare_folder = "";
    publisher->ages = g_hash_table_new(g_str_hash, g_str_equal);
    publisher->carried = g_ptr_array_new();
    publisher->tree = (Tree){fd, publisher->output};
    publisher->dry = dry;
    publisher->gone = g_ptr_array_new();
    g_mutex_init(&publisher->marking);
    manifest_init(&publisher->old);
    publisher->ledger_texts = g_ptr_array_new_with_free_func(g_free);
    publisher->ledger = g_array_new(FALSE, FALSE, sizeof(LedgerLine));
    publisher->merged = g_ptr_array_new_with_free_func(g_free);
    publish_shard(publisher, 0, 0);
    return publisher;
}

void publish_spare(Publisher *publisher, const char *folder, guint generations)
{
    publisher->spare_folder = folder;
    publisher->spare_generations = generations;
}

void publish_jobs(Publisher *publisher, guint jobs)
{
    publisher->jobs = jobs;
}

void publish_shard(Publisher *publisher, guint number, guint of)
{
    g_assert(!publisher->planned);
    g_free(publisher->suffix);
    publisher->suffix = manifest_suffix(number, of);
}

Publisher *publish_open_claimed(const PublishClaim *claim, GError **error)
{
    int fd = fcntl(claim->fd, F_DUPFD_CLOEXEC, 0); /* the lock is of both */
    if (fd >= 0)
        return publisher_new(claim->folder, fd, FALSE);
    tree_fail(&(Tree){claim->fd, claim->folder}, NULL, error);
    return NULL;
}

Publisher *publish_open(const char *output, GError **error)
{
    PublishClaim claim;
    return publish_claim(output, &claim, error) ? publisher_new(output, claim.fd, FALSE) : NULL;
}

Publisher *publish_open_dry(const char *output, GError **error)
{
    int fd = claim_open(output);
    gboolean absent = fd < 0 && errno == ENOENT;
    if (fd < 0 && !absent) {
        tree_fail(&(Tree){fd, output}, NULL, error);
        return NULL;
    }
    Publisher *publisher = publisher_new(output, fd, TRUE);
    publisher->absent = absent;
    return publisher;
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

void publisher_foreign(Publisher *publisher, Findings *findings, const char *path, guint line, const char *what)
{
    g_autofree char *file = g_build_filename(publisher->output, path, NULL);
    findings_add(findings, RULE_FOREIGN_FILE, file, (Mark){line, line ? 1 : 0},
                 line ? "empty the output folder, or choose another --output" : HINT, "%s", what);
    publisher->clear = FALSE;
}

const char *publisher_foreign_kind(mode_t mode)
{
    if (S_ISLNK(mode))
        return "a symbolic link is in the way";
    if (S_ISDIR(mode))
        return "a folder is in the way of a file";
    return S_ISREG(mode) ? "a file that no earlier build wrote is in the way" : "a special file is in the way";
}

/* The path of the folder that PATH lies in as its length; 0: the output folder. */
static gsize folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (gsize)(slash - path) : 0;
}

/* Looks at one target and its folder: in the largest sites these looks take longer than all else that an unchanged
 * build does one by one. Several targets in one folder have what the first one saw. */
static gboolean look_ahead(gsize item, guint worker, gpointer data)
{
    const Publisher *publisher = data;
    Target *target = publisher->sorted[item];
    gsize length = folder_length(target->path);
    const char *before = item ? publisher->sorted[item - 1]->path : "";
    (void)worker;
    target->file = tree_look(&publisher->tree, target->path);
    if (length && !(folder_length(before) == length && memcmp(before, target->path, length) == 0)) {
        g_autofree char *folder = g_strndup(target->path, length);
        target->in = tree_look(&publisher->tree, folder);
    }
    return TRUE;
}

static gboolean look_at_target(Publisher *publisher, Target *target, gboolean ours, Findings *findings, GError **error)
{
    gboolean stands;
    mode_t mode = 0;
    gint64 size;
    gboolean looked = publisher->old.paths->len > 0;
    publisher->folders.seen = looked ? &target->in : NULL;
    if (!walk_to(&publisher->folders, target->path, &stands, error))
        return FALSE;
    target->folder = walk_innermost(&publisher->folders);
    target->listed = ours;
    if (stands && !looked)
        target->file = tree_look(&publisher->tree, target->path);
    if (stands && !tree_shown(&publisher->tree, target->path, target->file, &mode, &size, error))
        return FALSE;
    if (S_ISREG(mode) && ours)
        target->stands = size;
    else if (mode != 0)
        publisher_foreign(publisher, findings, target->path, 0, publisher_foreign_kind(mode));
    return TRUE;
}

/* Both lists are sorted, so one pass over both finds what is in either, in both, or in the old one only. */
static gboolean look_at_all(Publisher *publisher, Findings *findings, GError **error)
{
    const GPtrArray *old = publisher->old.paths;
    publisher->all = g_ptr_array_sized_new((guint)publisher->count);
    publisher->stale = g_ptr_array_new();
    gsize next = 0, known = 0;
    if (old->len > 0) /* where nothing was built before, most folders are not there, and are not looked into */
        workers_run(publisher->jobs, publisher->count, look_ahead, publisher);
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
    g_hash_table_unref(publisher->ages);
    publisher->ages = spare_choose(publisher->stale, publisher->planned, &publisher->old, publisher->spare_folder,
                                   publisher->spare_generations);
    return TRUE;
}

static gboolean has_stage(const Publisher *publisher)
{
    const GArray *folders = publisher->folders.folders;
    for (guint i = 0; i < folders->len; i++)
        if (g_array_index(folders, Folder, i).staged)
            return TRUE;
    return FALSE;
}

/* A stage that no killed run left is another's. */
static gboolean look_at_stage(Publisher *publisher, Findings *findings, GError **error)
{
    mode_t mode;
    if (!tree_stat(&publisher->tree, PUBLISH_STAGE, &mode, NULL, error))
        return FALSE;
    if (mode != 0)
        publisher_foreign(publisher, findings, PUBLISH_STAGE, 0,
                          "what is to become a new folder grows here, and something is in the way");
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
    if (!lists_load_manifests(publisher, findings, error))
        return FALSE;
    if (!publisher->clear)
        return TRUE;
    if (!look_at_all(publisher, findings, error))
        return FALSE;
    lists_load_ledgers(publisher, findings);
    stage_choose(publisher->folders.folders);
    if (has_stage(publisher) && !publisher->old.writing && !look_at_stage(publisher, findings, error))
        return FALSE;
    for (guint i = 0; i < publisher->folders.folders->len; i++) {
        const Folder *folder = &g_array_index(publisher->folders.folders, Folder, i);
        if (folder->mode != 0 && !S_ISDIR(folder->mode))
            publisher_foreign(publisher, findings, folder->path, 0,
                              S_ISLNK(folder->mode) ? publisher_foreign_kind(folder->mode)
                                                    : "a file is in the way of a folder");
    }
    return TRUE;
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
        g_autofree char *temporary = stands ? file_temporary(path) : NULL;
        if (temporary && !tree_remove(&publisher->tree, temporary, error))
            return FALSE;
    }
    return TRUE;
}

static const Tree *tree_of(const Publisher *publisher, const Folder *folder)
{
    return folder->staged ? &publisher->stage : &publisher->tree;
}

/* Only folders that hold folders: an innermost one is made when its first file is put, on that worker's time. */
static gboolean make_outer_folders(Publisher *publisher, GError **error)
{
    Folder *folders = (Folder *)(void *)publisher->folders.folders->data;
    for (guint i = 0; i + 1 < publisher->folders.folders->len; i++)
        if (!folders[i].ready && path_is_below(folders[i + 1].path, folders[i].path, strlen(folders[i].path)) &&
            !(lists_mark(publisher, error) && tree_make_folder(tree_of(publisher, &folders[i]), &folders[i], error)))
            return FALSE;
    return TRUE;
}

gboolean publish_begin(Publisher *publisher, GError **error)
{
    g_assert(publisher->clear);
    if (publisher->dry)
        return TRUE;
    if (!lists_sweep(publisher, error))
        return FALSE;
    /* Where the plan has more paths than the manifest, the first change extends it; they may all be skipped. */
    gboolean grew = publisher->all->len > publisher->old.paths->len;
    publisher->marked = publisher->old.writing && !grew && publisher->merged->len == 0;
    if (publisher->old.writing &&
        (!sweep_temporaries(publisher, error) || !stage_sweep(&publisher->tree, publisher->all, error)))
        return FALSE;
    if (has_stage(publisher) &&
        !(lists_mark(publisher, error) && stage_open(&publisher->stage, &publisher->tree, error)))
        return FALSE;
    return make_outer_folders(publisher, error);
}

static gboolean write_target(Publisher *publisher, const Target *target, const char *bytes, GError **error)
{
    if (!lists_mark(publisher, error))
        return FALSE;
    if (target->folder < 0)
        return tree_write(&publisher->tree, target->path, bytes, target->length, error);
    Folder *folder = &g_array_index(publisher->folders.folders, Folder, target->folder);
    const Tree *tree = tree_of(publisher, folder);
    if (!tree_make_folder(tree, folder, error))
        return FALSE;
    return (folder->staged ? tree_write_new : tree_write)(tree, target->path, bytes, target->length, error);
}

gboolean publish_keep(Publisher *publisher, gsize path, Digest made_of)
{
    g_assert(path < publisher->count);
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    target->made_of = made_of;
    Digest bytes;
    if (!target->known || !digest_equal(target->known->made_of, made_of) ||
        !tree_digest(&publisher->tree, target->path, (gsize)target->stands, &bytes) ||
        !digest_equal(target->known->bytes, bytes))
        return FALSE;
    target->bytes = bytes;
    target->length = (gsize)target->stands;
    target->outcome = UNCHANGED;
    return TRUE;
}

gboolean publish_put(Publisher *publisher, gsize path, const char *bytes, gsize length, GError **error)
{
    g_assert(path < publisher->count);
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    target->length = length;
    if (target->made_of.high || target->made_of.low)
        target->bytes = digest_of(bytes, length);
    if (target->stands == (gint64)length && tree_holds(&publisher->tree, target->path, bytes, length)) {
        target->outcome = UNCHANGED;
        return TRUE;
    }
    if (!publisher->dry && !write_target(publisher, target, bytes, error))
        return FALSE;
    target->outcome = WRITTEN;
    return TRUE;
}

void publish_skip(Publisher *publisher, gsize path)
{
    Target *target = &publisher->targets[path];
    g_assert(target->outcome == NOT_PUT);
    target->made_of = (Digest){0};
    target->outcome = SKIPPED;
}

Digest publish_digest(const Publisher *publisher, gsize path)
{
    return publisher->targets[path].bytes;
}

gboolean publish_read(const Publisher *publisher, gsize path, char **text, gsize *length, GError **error)
{
    const Target *target = &publisher->targets[path];
    g_assert(target->outcome == UNCHANGED);
    return tree_read(&publisher->tree, target->path, target->length, text, length, error);
}

/* What was skipped is not of the plan any more, and what the manifest has of it is stale; what is spared stays in it.
 */
static void settle_plan(Publisher *publisher)
{
    g_ptr_array_set_size(publisher->planned, 0);
    for (gsize i = 0; i < publisher->count; i++) {
        const Target *target = publisher->sorted[i];
        if (target->outcome != SKIPPED)
            g_ptr_array_add(publisher->planned, (gpointer)target->path);
        else if (target->listed)
            g_ptr_array_add(publisher->stale, (gpointer)target->path);
    }
    g_ptr_array_sort(publisher->stale, path_compare_items);
    if (!g_hash_table_size(publisher->ages))
        return;
    GHashTableIter iter;
    gpointer path;
    g_hash_table_iter_init(&iter, publisher->ages);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        g_ptr_array_add(publisher->planned, path);
    g_ptr_array_sort(publisher->planned, path_compare_items);
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
        if (!publisher->dry && !tree_remove(&publisher->tree, path, error))
            return FALSE;
        g_ptr_array_add(publisher->gone, (gpointer)path);
    }
    return publisher->dry || tree_remove_folders(&publisher->tree, walk.folders, error);
}

static void let_go(Publisher *publisher)
{
    if (publisher->stage.fd >= 0)
        close(publisher->stage.fd);
    publisher->stage.fd = -1;
    if (publisher->standing.fd >= 0)
        close(publisher->standing.fd);
    publisher->standing.fd = -1;
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
    if (publisher->stage.fd >= 0 && !stage_land(&publisher->stage, &publisher->tree, publisher->folders.folders, error))
        return FALSE;
    if (!swap_carry(publisher, error))
        return FALSE;
    settle_plan(publisher);
    if (!remove_stale(publisher, error))
        return FALSE;
    sum.deleted = publisher->gone->len;
    if (!publisher->dry && !lists_write(publisher, error))
        return FALSE;
    if (publisher->swap && !swap_names(publisher->swap, &publisher->tree, error))
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
    g_array_unref(publisher->ledger);
    g_ptr_array_unref(publisher->ledger_texts);
    g_ptr_array_unref(publisher->merged);
    g_free(publisher->suffix);
    g_free(publisher->swap);
    g_clear_pointer(&publisher->planned, g_ptr_array_unref);
    g_clear_pointer(&publisher->stale, g_ptr_array_unref);
    g_clear_pointer(&publisher->all, g_ptr_array_unref);
    g_ptr_array_unref(publisher->gone);
    g_ptr_array_unref(publisher->carried);
    g_hash_table_unref(publisher->ages);
    g_mutex_clear(&publisher->marking);
    g_free(publisher->targets);
    g_free(publisher->sorted);
    arena_free(publisher->arena);
    g_free(publisher->output);
    g_free(publisher);
}
