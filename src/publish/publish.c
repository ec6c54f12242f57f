#include "publish/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/workers.h"
#include "publish/ledger.h"
#include "publish/manifest.h"
#include "publish/path.h"
#include "publish/spare.h"
#include "publish/stage.h"
#include "publish/swap.h"
#include "publish/tree.h"

G_DEFINE_QUARK(replyglot - publish - error, publish_error)

enum { FOREIGN_TOLD = 16 }; /* of what is in the way of a swap: it may be all that stands */
enum { MANIFEST_LIMIT = 64 * 1024 * 1024, LEDGER_LIMIT = 192 * 1024 * 1024 }; /* bytes: over half a million paths */

G_STATIC_ASSERT((int)PUBLISH_SPARE == (int)MANIFEST_AGES);

#define HINT "move it away, delete it, or choose another --output"

typedef enum Outcome { NOT_PUT, UNCHANGED, WRITTEN, SKIPPED } Outcome;

typedef struct Target {
    const char *path;
    TreeLook file;   /* what stands there */
    TreeLook in;     /* and in the place of its folder; said of the first target there only: look_ahead() */
    gint64 stands;   /* size of our file that stands there, -1 for none */
    gssize folder;   /* in the walk of the plan; -1: the output folder itself */
    gboolean listed; /* in the manifest of the last run */
    /* Set by the one thread that puts it, read after all have: needs no lock. */
    gsize length;
    Outcome outcome;
    const LedgerLine *known; /* what the ledger says of the file that stands; or NULL */
    Digest made_of, bytes;   /* zero: nobody said */
} Target;

struct Publisher {
    Tree tree;
    Tree stage; /* open from publish_begin() to publish_finish() where a folder is new: stage.h */
    char *output;
    char *swap;        /* the folder whose place is taken, or NULL: publish_swap() */
    char *suffix;      /* of the names of our lists, the manifest and the ledger: publish_shard() */
    GPtrArray *merged; /* of char *: the suffixes of other lists, which go when ours stand */
    Arena *arena;
    Target *targets; /* by number */
    Target **sorted;
    gsize count;
    Walk folders;                     /* that the plan needs */
    Manifest old;                     /* as the last run left it, or that of each shard */
    GPtrArray *ledger_texts;          /* what LEDGER points into */
    GArray *ledger;                   /* of LedgerLine, sorted: likewise */
    GPtrArray *planned, *stale, *all; /* of const char *, sorted: the plan, what only OLD has, both */
    GPtrArray *gone;                  /* of const char *: those of STALE that were deleted */
    const char *spare_folder;         /* publish_spare() */
    guint spare_generations;
    GHashTable *ages;     /* of what stays though the plan lacks it: spare.h */
    Tree standing;        /* what a swap puts away, while CARRIED is to be copied from there */
    GPtrArray *carried;   /* of const char *, sorted: those in AGES, which stand there */
    gboolean clear;       /* the plan met no foreign file */
    gboolean dry, absent; /* only a look; at a folder that is not there */
    guint jobs;
    GMutex marking;
    gint marked; /* atomic: the manifest in the folder says `writing` and has all paths */
};

static Publisher *publisher_new(const char *output, gboolean dry)
{
    Publisher *publisher = g_new0(Publisher, 1);
    publisher->output = g_strdup(output);
    publisher->arena = arena_new();
    publisher->stage.fd = publisher->standing.fd = -1;
    publisher->spare_folder = "";
    publisher->ages = g_hash_table_new(g_str_hash, g_str_equal);
    publisher->carried = g_ptr_array_new();
    publisher->tree = (Tree){open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC), publisher->output};
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

Publisher *publish_open(const char *output, GError **error)
{
    g_autoptr(Publisher) publisher = publisher_new(output, FALSE);
    if (publisher->tree.fd < 0 && errno == ENOENT) {
        gboolean link = g_file_test(output, G_FILE_TEST_IS_SYMLINK); /* to nowhere: it is not for us to make that */
        if (!link && g_mkdir_with_parents(output, 0755) == 0)
            publisher->tree.fd = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        errno = link ? ENOENT : errno;
    }
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

static int compare_paths(const void *a, const void *b)
{
    return path_compare(*(const char *const *)a, *(const char *const *)b);
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

static gboolean load_manifest(Publisher *publisher, const char *name, Findings *findings, GError **error)
{
    mode_t mode;
    gint64 size;
    if (!tree_stat(&publisher->tree, name, &mode, &size, error))
        return FALSE;
    if (!S_ISREG(mode)) {
        add_foreign(publisher, findings, name, 0, "the list of our own files is not a file");
        return TRUE;
    }
    char *text = NULL;
    gsize length = 0;
    guint line = 1;
    gboolean bearable = size <= MANIFEST_LIMIT;
    if (bearable && !tree_read(&publisher->tree, name, (gsize)size, &text, &length, error))
        return FALSE;
    if (!bearable || !manifest_parse(&publisher->old, text, length, &line))
        add_foreign(publisher, findings, name, line,
                    "the list of our own files is damaged or of another program, so none is known to be ours");
    return TRUE;
}

static void add_other(Publisher *publisher, Findings *findings, const char *name, guint number, guint of)
{
    g_autofree char *file = g_build_filename(publisher->output, name, NULL);
    g_autofree char *what = of ? g_strdup_printf("shard %u of %u", number, of) : g_strdup("the whole site");
    findings_add(findings, RULE_FOREIGN_FILE, file, (Mark){0},
                 "give every shard an --output of its own, and copy them together when all are built",
                 "this folder holds %s", what);
    publisher->clear = FALSE;
}

/* Up to the first that is in the way: without its list every file would look foreign, and one finding says it better.
 */
static gboolean load_manifests(Publisher *publisher, Findings *findings, GError **error)
{
    g_autoptr(GPtrArray) names = tree_names(&publisher->tree, PUBLISH_MANIFEST, error);
    for (guint i = 0; names && publisher->clear && i < names->len; i++) {
        const char *name = names->pdata[i], *suffix = name + strlen(PUBLISH_MANIFEST);
        guint number, of;
        if (!manifest_has_suffix(suffix, &number, &of))
            continue;
        gboolean own = strcmp(suffix, publisher->suffix) == 0;
        if (!own && *publisher->suffix)
            add_other(publisher, findings, name, number, of);
        else if (!load_manifest(publisher, name, findings, error))
            return FALSE;
        if (!own)
            g_ptr_array_add(publisher->merged, g_strdup(suffix));
    }
    manifest_settle(&publisher->old);
    return names != NULL;
}

static const char *foreign_kind(mode_t mode)
{
    if (S_ISLNK(mode))
        return "a symbolic link is in the way";
    if (S_ISDIR(mode))
        return "a folder is in the way of a file";
    return S_ISREG(mode) ? "a file that no earlier build wrote is in the way" : "a special file is in the way";
}

/* What cannot be read of it is not known; it only saves work. One without the list of our files is not ours. */
static void load_ledger(Publisher *publisher, const char *suffix, Findings *findings)
{
    g_autofree char *name = g_strconcat(PUBLISH_LEDGER, suffix, NULL), *text = NULL;
    mode_t mode = 0;
    gint64 size;
    gsize length = 0;
    if (!tree_stat(&publisher->tree, name, &mode, &size, NULL) || mode == 0)
        return;
    if (!S_ISREG(mode) || !publisher->old.stands)
        add_foreign(publisher, findings, name, 0, foreign_kind(mode));
    else if (size <= LEDGER_LIMIT && tree_read(&publisher->tree, name, (gsize)size, &text, &length, NULL)) {
        g_autoptr(GArray) lines = ledger_parse(text, length);
        g_array_append_vals(publisher->ledger, lines->data, lines->len);
        g_ptr_array_add(publisher->ledger_texts, g_steal_pointer(&text));
    }
}

static int by_path(gconstpointer a, gconstpointer b)
{
    return path_compare(((const LedgerLine *)a)->path, ((const LedgerLine *)b)->path);
}

static void load_ledgers(Publisher *publisher, Findings *findings)
{
    load_ledger(publisher, publisher->suffix, findings);
    for (guint i = 0; i < publisher->merged->len; i++)
        load_ledger(publisher, publisher->merged->pdata[i], findings);
    if (publisher->merged->len)
        g_array_sort(publisher->ledger, by_path);
}

/* Both are sorted, and each has what the other has not. */
static void find_known(Publisher *publisher)
{
    guint line = 0;
    for (gsize i = 0; i < publisher->count && line < publisher->ledger->len;) {
        const LedgerLine *at = &g_array_index(publisher->ledger, LedgerLine, line);
        Target *target = publisher->sorted[i];
        int order = path_compare(target->path, at->path);
        if (order == 0 && target->stands >= 0)
            target->known = at;
        i += order <= 0;
        line += order >= 0;
    }
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
    publisher->ages =
        spare_choose(publisher->stale, &publisher->old, publisher->spare_folder, publisher->spare_generations);
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
        add_foreign(publisher, findings, PUBLISH_STAGE, 0,
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
    if (!load_manifests(publisher, findings, error))
        return FALSE;
    if (!publisher->clear)
        return TRUE;
    if (!look_at_all(publisher, findings, error))
        return FALSE;
    load_ledgers(publisher, findings);
    find_known(publisher);
    stage_choose(publisher->folders.folders);
    if (has_stage(publisher) && !publisher->old.writing && !look_at_stage(publisher, findings, error))
        return FALSE;
    for (guint i = 0; i < publisher->folders.folders->len; i++) {
        const Folder *folder = &g_array_index(publisher->folders.folders, Folder, i);
        if (folder->mode != 0 && !S_ISDIR(folder->mode))
            add_foreign(publisher, findings, folder->path, 0,
                        S_ISLNK(folder->mode) ? foreign_kind(folder->mode) : "a file is in the way of a folder");
    }
    return TRUE;
}

char *publish_beside(const char *output)
{
    return g_strconcat(output, ".next", NULL);
}

/* What stays is what stands in OUTPUT, not what stood there before: the rest of that is stale, and what stands only
 * there is to be copied. */
static void spare_of_standing(Publisher *publisher, Publisher *standing)
{
    g_autoptr(GPtrArray) lacked = g_ptr_array_new();
    g_autoptr(GHashTable) planned = g_hash_table_new(g_str_hash, g_str_equal), before = publisher->ages;
    GHashTableIter iter;
    gpointer path, age;
    for (gsize i = 0; i < publisher->count; i++)
        g_hash_table_add(planned, (char *)publisher->targets[i].path);
    for (guint i = 0; i < standing->old.paths->len; i++)
        if (!g_hash_table_contains(planned, standing->old.paths->pdata[i]))
            g_ptr_array_add(lacked, standing->old.paths->pdata[i]);
    g_autoptr(GHashTable) ages =
        spare_choose(lacked, &standing->old, publisher->spare_folder, publisher->spare_generations);
    publisher->ages = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_iter_init(&iter, ages);
    while (g_hash_table_iter_next(&iter, &path, &age)) {
        gpointer own = arena_text(publisher->arena, path, -1);
        g_hash_table_insert(publisher->ages, own, age);
        g_ptr_array_add(publisher->carried, own);
        if (!g_hash_table_contains(before, own))
            g_ptr_array_add(publisher->all, own);
    }
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        if (!g_hash_table_contains(publisher->ages, path))
            g_ptr_array_add(publisher->stale, path);
    g_ptr_array_sort(publisher->carried, compare_paths);
    g_ptr_array_sort(publisher->all, compare_paths);
    g_ptr_array_sort(publisher->stale, compare_paths);
}

/* What stands in OUTPUT, which is looked at as a folder of its own. */
static gboolean look_at_swapped(Publisher *standing, Findings *findings, GError **error)
{
    standing->clear = TRUE;
    if (!load_manifests(standing, findings, error))
        return FALSE;
    g_autoptr(GPtrArray) others = NULL;
    if (standing->clear && !(others = swap_others(standing->output, standing->old.paths, FOREIGN_TOLD, error)))
        return FALSE;
    for (guint i = 0; others && i < others->len; i++)
        add_foreign(standing, findings, others->pdata[i], 0, "not of a build, and the whole folder is to be changed");
    return TRUE;
}

gboolean publish_swap(Publisher *publisher, const char *output, Findings *findings, GError **error)
{
    if (!swap_is_named(&publisher->tree)) { /* another build has changed the names since */
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_BUSY, "%s: another build is writing to this folder",
                    publisher->output);
        return FALSE;
    }
    publisher->swap = g_strdup(output);
    if (g_file_test(output, G_FILE_TEST_IS_SYMLINK)) {
        findings_add(findings, RULE_FOREIGN_FILE, output, (Mark){0}, "name the folder that it leads to as --output",
                     "a symbolic link cannot change its place with a folder");
        return TRUE;
    }
    g_autoptr(Publisher) standing = publish_open_dry(output, error);
    if (!standing || (!standing->absent && !look_at_swapped(standing, findings, error)))
        return FALSE;
    spare_of_standing(publisher, standing);
    publisher->standing = (Tree){standing->tree.fd, publisher->swap};
    standing->tree.fd = -1;
    return TRUE;
}

static gboolean write_manifest(Publisher *publisher, const GPtrArray *paths, gboolean writing, GError **error)
{
    g_autofree char *name = g_strconcat(PUBLISH_MANIFEST, publisher->suffix, NULL);
    g_autoptr(GString) text = manifest_format(paths, publisher->ages, writing);
    return tree_write(&publisher->tree, name, text->str, text->len, error);
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

/* The temporary files of the lists with SUFFIX. */
static gboolean sweep_lists(const Publisher *publisher, const char *suffix, GError **error)
{
    g_autofree char *manifest = g_strconcat(PUBLISH_MANIFEST, suffix, NULL), *of_manifest = file_temporary(manifest);
    g_autofree char *ledger = g_strconcat(PUBLISH_LEDGER, suffix, NULL), *of_ledger = file_temporary(ledger);
    return tree_remove(&publisher->tree, of_manifest, error) && tree_remove(&publisher->tree, of_ledger, error);
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
            !(mark_writing(publisher, error) && tree_make_folder(tree_of(publisher, &folders[i]), &folders[i], error)))
            return FALSE;
    return TRUE;
}

gboolean publish_begin(Publisher *publisher, GError **error)
{
    g_assert(publisher->clear);
    if (publisher->dry)
        return TRUE;
    if (!sweep_lists(publisher, publisher->suffix, error))
        return FALSE;
    for (guint i = 0; i < publisher->merged->len; i++)
        if (!sweep_lists(publisher, publisher->merged->pdata[i], error))
            return FALSE;
    /* Where the plan has more paths than the manifest, the first change extends it; they may all be skipped. */
    gboolean grew = publisher->all->len > publisher->old.paths->len;
    publisher->marked = publisher->old.writing && !grew && publisher->merged->len == 0;
    if (publisher->old.writing &&
        (!sweep_temporaries(publisher, error) || !stage_sweep(&publisher->tree, publisher->all, error)))
        return FALSE;
    if (has_stage(publisher) &&
        !(mark_writing(publisher, error) && stage_open(&publisher->stage, &publisher->tree, error)))
        return FALSE;
    return make_outer_folders(publisher, error);
}

static gboolean write_target(Publisher *publisher, const Target *target, const char *bytes, GError **error)
{
    if (!mark_writing(publisher, error))
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
    g_ptr_array_sort(publisher->stale, compare_paths);
    if (!g_hash_table_size(publisher->ages))
        return;
    GHashTableIter iter;
    gpointer path;
    g_hash_table_iter_init(&iter, publisher->ages);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        g_ptr_array_add(publisher->planned, path);
    g_ptr_array_sort(publisher->planned, compare_paths);
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
    return mark_writing(publisher, error) &&
           tree_read(&publisher->standing, path, (gsize)size, &text, &length, error) &&
           tree_write(&publisher->tree, path, text, length, error);
}

/* Copies what a swap would put away and is to stay. What is gone by now, or is no file any more, is left out. */
static gboolean carry(Publisher *publisher, GError **error)
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
        if (!there)
            g_hash_table_remove(publisher->ages, path);
        else if (!here && !carry_one(publisher, path, size, error))
            return FALSE;
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
        if (!publisher->dry && !tree_remove(&publisher->tree, path, error))
            return FALSE;
        g_ptr_array_add(publisher->gone, (gpointer)path);
    }
    return publisher->dry || tree_remove_folders(&publisher->tree, walk.folders, error);
}

/* Whether the ledger would say the same as before. */
static gboolean is_same_ledger(const Publisher *publisher, const GArray *lines)
{
    if (publisher->merged->len || publisher->ledger->len != lines->len)
        return FALSE;
    for (guint i = 0; i < lines->len; i++) {
        const LedgerLine *old = &g_array_index(publisher->ledger, LedgerLine, i);
        const LedgerLine *new = &g_array_index(lines, LedgerLine, i);
        if (!digest_equal(old->made_of, new->made_of) || !digest_equal(old->bytes, new->bytes) ||
            strcmp(old->path, new->path) != 0)
            return FALSE;
    }
    return TRUE;
}

static gboolean write_ledger(Publisher *publisher, GError **error)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(LedgerLine));
    for (gsize i = 0; i < publisher->count; i++) {
        const Target *target = publisher->sorted[i];
        const LedgerLine line = {target->path, target->made_of, target->bytes};
        if (target->made_of.high || target->made_of.low)
            g_array_append_val(lines, line);
    }
    if (!lines->len || is_same_ledger(publisher, lines))
        return TRUE;
    g_autofree char *name = g_strconcat(PUBLISH_LEDGER, publisher->suffix, NULL);
    g_autoptr(GString) text = ledger_format(lines);
    return tree_write(&publisher->tree, name, text->str, text->len, error);
}

/* The new lists, where they are others, and only then away with those that they replace. */
static gboolean write_lists(Publisher *publisher, GError **error)
{
    gboolean same = publisher->old.stands && !publisher->old.writing && publisher->merged->len == 0 &&
                    !publisher->marked && publisher->stale->len == 0 &&
                    !spare_differs(publisher->ages, publisher->old.ages);
    if (!write_ledger(publisher, error) || (!same && !write_manifest(publisher, publisher->planned, FALSE, error)))
        return FALSE;
    for (guint i = 0; i < publisher->merged->len; i++) {
        const char *suffix = publisher->merged->pdata[i];
        g_autofree char *manifest = g_strconcat(PUBLISH_MANIFEST, suffix, NULL);
        g_autofree char *ledger = g_strconcat(PUBLISH_LEDGER, suffix, NULL);
        if (!tree_remove(&publisher->tree, ledger, error) || !tree_remove(&publisher->tree, manifest, error))
            return FALSE;
    }
    return TRUE;
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
    if (!carry(publisher, error))
        return FALSE;
    settle_plan(publisher);
    if (!remove_stale(publisher, error))
        return FALSE;
    sum.deleted = publisher->gone->len;
    if (!publisher->dry && !write_lists(publisher, error))
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
