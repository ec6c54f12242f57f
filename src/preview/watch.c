#include "preview/watch.h"

#include <gio/gio.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"

/* What tells one state of a file from another. */
typedef struct Stamp {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified, changed;
    gboolean fresh; /* changed so little before the look that the next change may have the same time */
} Stamp;

/* A folder that is watched. */
typedef struct Watched {
    GFileMonitor *monitor; /* NULL: the system has none to give */
    dev_t device;
    ino_t inode;
} Watched;

struct Watch {
    const WatchOptions *options;
    GHashTable *watched; /* path → Watched */
    GHashTable *stamps;  /* path → Stamp */
    guint timer, look;   /* sources of the main loop, or 0 */
    gint64 burst;        /* when the first event of the burst came, in microseconds; 0: none */
};

enum { TICK = 20 * 1000 * 1000 }; /* nanoseconds: more than the clocks of file systems take between two times */

static void watched_free(gpointer data)
{
    Watched *watched = data;
    if (watched->monitor)
        g_file_monitor_cancel(watched->monitor);
    g_clear_object(&watched->monitor);
    g_free(watched);
}

static gboolean end_burst(gpointer data)
{
    Watch *watch = data;
    watch->timer = 0;
    watch->burst = 0;
    watch->options->changed(watch->options->data);
    return G_SOURCE_REMOVE;
}

/* The burst goes on: the call comes when WAIT milliseconds have brought nothing more. */
static void put_off(Watch *watch, guint wait)
{
    gint64 now = g_get_monotonic_time();
    if (!watch->burst)
        watch->burst = now;
    gint64 left = watch->burst + (gint64)watch->options->longest * 1000 - now;
    if (watch->timer)
        g_source_remove(watch->timer);
    watch->timer = g_timeout_add((guint)CLAMP(left / 1000, 0, (gint64)wait), end_burst, watch);
}

static gboolean tells_nothing(GFile *file)
{
    g_autofree char *name = file ? g_file_get_basename(file) : NULL;
    return !name || file_is_aside(name);
}

static void on_event(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
    Watch *watch = data;
    /* Somebody has it open and may have emptied it to write it anew: the end of that is an event too. */
    gboolean open = event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_CHANGED;
    (void)monitor;
    if (!tells_nothing(file) || !tells_nothing(other))
        put_off(watch, open ? watch->options->longest : watch->options->quiet);
}

/* In the folder around, only what we watch is of interest. */
static void on_outer_event(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
    Watch *watch = data;
    g_autofree char *name = g_file_get_basename(file);
    g_autofree char *renamed = other ? g_file_get_basename(other) : NULL;
    (void)monitor;
    (void)event;
    if (g_strv_contains(watch->options->folders, name) ||
        (renamed && g_strv_contains(watch->options->folders, renamed)))
        put_off(watch, watch->options->quiet);
}

static gboolean on_look(gpointer data)
{
    const Watch *watch = data;
    watch->options->changed(watch->options->data);
    return G_SOURCE_CONTINUE;
}

static void watch_folder(Watch *watch, const char *path, const struct stat *status, gboolean outer)
{
    if (g_hash_table_contains(watch->watched, path))
        return;
    Watched *watched = g_new0(Watched, 1);
    g_autoptr(GFile) file = g_file_new_for_path(path);
    watched->device = status->st_dev;
    watched->inode = status->st_ino;
    watched->monitor = g_file_monitor_directory(file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
    if (watched->monitor) {
        g_file_monitor_set_rate_limit(watched->monitor, (int)watch->options->quiet);
        g_signal_connect(watched->monitor, "changed", G_CALLBACK(outer ? on_outer_event : on_event), watch);
    }
    g_hash_table_insert(watch->watched, g_strdup(path), watched);
}

/* A folder that is gone, or another by the same name, is no longer watched; before new ones are, because the system
 * knows a folder by what it is and not by its name. */
static gboolean is_gone(gpointer path, gpointer value, gpointer data)
{
    const Watched *watched = value;
    struct stat status;
    (void)data;
    return stat(path, &status) != 0 || !S_ISDIR(status.st_mode) || status.st_dev != watched->device ||
           status.st_ino != watched->inode;
}

/* Of a file that changed in the future, on another machine or before the clock was set back, the clock tells nothing.
 */
static gboolean is_fresh(const struct timespec *changed, const struct timespec *now)
{
    gint64 age = (gint64)(now->tv_sec - changed->tv_sec) * 1000 * 1000 * 1000 + (now->tv_nsec - changed->tv_nsec);
    return age < TICK && age > -TICK;
}

static void note_file(GHashTable *stamps, char *path, const struct stat *status)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    Stamp *stamp = g_new0(Stamp, 1);
    *stamp = (Stamp){.device = status->st_dev,
                     .inode = status->st_ino,
                     .size = status->st_size,
                     .modified = status->st_mtim,
                     .changed = status->st_ctim,
                     .fresh = is_fresh(&status->st_ctim, &now)};
    g_hash_table_insert(stamps, path, stamp);
}

/* One walk over all that is watched. */
typedef struct Look {
    Watch *watch;
    GHashTable *stamps;  /* of the files, as found now */
    GHashTable *visited; /* folders, by device and inode: a symbolic link may lead back */
} Look;

/* What is to be watched at PATH; FALSE: nothing. A link that leads out of the source counts as itself: nothing is read
 * there. */
static gboolean look_through(const Watch *watch, const char *path, struct stat *status)
{
    if (lstat(path, status) != 0)
        return FALSE;
    if (!S_ISLNK(status->st_mode) || !file_is_below(watch->options->source, path))
        return TRUE;
    return stat(path, status) == 0;
}

/* FALSE: it was looked at already. */
static gboolean visit(GHashTable *visited, const struct stat *status)
{
    return g_hash_table_add(visited, g_strdup_printf("%ju:%ju", (uintmax_t)status->st_dev, (uintmax_t)status->st_ino));
}

/* Notes the files of PATH. It is watched before it is listed, so that nothing is missed in between. */
static void look_at(const Look *look, const char *path)
{
    struct stat status;
    if (!look_through(look->watch, path, &status) || !S_ISDIR(status.st_mode) || !visit(look->visited, &status))
        return;
    watch_folder(look->watch, path, &status, FALSE);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        if (file_is_aside(name))
            continue;
        g_autofree char *file = g_build_filename(path, name, NULL);
        gboolean there = look_through(look->watch, file, &status);
        if (there && S_ISDIR(status.st_mode))
            look_at(look, file);
        else if (there)
            note_file(look->stamps, g_steal_pointer(&file), &status);
    }
}

static gboolean is_same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static gboolean is_same(const Stamp *before, const Stamp *now)
{
    return before && now && !before->fresh && before->device == now->device && before->inode == now->inode &&
           before->size == now->size && is_same_time(&before->modified, &now->modified) &&
           is_same_time(&before->changed, &now->changed);
}

static guint count_changes(GHashTable *before, GHashTable *now)
{
    guint count = 0;
    GHashTableIter iter;
    gpointer path, stamp;
    g_hash_table_iter_init(&iter, now);
    while (g_hash_table_iter_next(&iter, &path, &stamp))
        count += !is_same(g_hash_table_lookup(before, path), stamp);
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &path, &stamp))
        count += !g_hash_table_contains(now, path);
    return count;
}

static GHashTable *stamps_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

guint watch_take(Watch *watch)
{
    g_autoptr(GHashTable) stamps = stamps_new();
    g_autoptr(GHashTable) visited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const Look look = {watch, stamps, visited};
    struct stat status;
    g_hash_table_foreach_remove(watch->watched, is_gone, NULL);
    if (stat(watch->options->source, &status) == 0)
        watch_folder(watch, watch->options->source, &status, TRUE);
    for (guint i = 0; watch->options->folders[i]; i++) {
        g_autofree char *path = g_build_filename(watch->options->source, watch->options->folders[i], NULL);
        look_at(&look, path);
    }
    guint changes = count_changes(watch->stamps, stamps);
    g_hash_table_unref(watch->stamps);
    watch->stamps = g_steal_pointer(&stamps);
    return changes;
}

Watch *watch_new(const WatchOptions *options)
{
    Watch *watch = g_new0(Watch, 1);
    watch->options = options;
    watch->watched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, watched_free);
    watch->stamps = stamps_new();
    if (options->look)
        watch->look = g_timeout_add_seconds(options->look, on_look, watch);
    return watch;
}

void watch_free(Watch *watch)
{
    if (!watch)
        return;
    if (watch->timer)
        g_source_remove(watch->timer);
    if (watch->look)
        g_source_remove(watch->look);
    g_hash_table_unref(watch->watched);
    g_hash_table_unref(watch->stamps);
    g_free(watch);
}
