#include "preview/preview.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <malloc.h>
#include <unistd.h>

#include "preview/folder.h"
#include "preview/panel.h"
#include "preview/server.h"
#include "preview/watch.h"

/* A burst of changes ends with as many milliseconds of quiet, and may last so long; and how often (in seconds) to look
 * even so. */
enum { QUIET = 50, LONGEST = 500, LOOK = 2 };

typedef struct Preview {
    const PreviewOptions *options;
    GMainLoop *loop;
    Server *server;
    Watch *watch;
    char *output;    /* the folder of the pages */
    char *base_path; /* of the site that stands; NULL: none does */
    char *panel;     /* on its pages, or NULL */
    gboolean told;   /* where the site is */
    gboolean building, again, ending;
} Preview;

/* One build, from its thread to ours. */
typedef struct Build {
    const PreviewOptions *options;
    const char *output;
    guint changed;
    gboolean first;
    double milliseconds;
    Findings *findings;
    PreviewResult result;
    GError *error;
} Build;

static void build_free(gpointer data)
{
    Build *build = data;
    findings_free(build->findings);
    g_free(build->result.base_path);
    g_clear_error(&build->error);
    g_free(build);
}

static void build_run(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    Build *build = data;
    gint64 began = g_get_monotonic_time();
    (void)source;
    (void)cancellable;
    if (!build->options->build(build->output, build->findings, &build->result, &build->error, build->options->data))
        g_clear_pointer(&build->result.base_path, g_free);
    build->milliseconds = (double)(g_get_monotonic_time() - began) / 1000;
    /* What a build leaves is given back, or each would add the pieces that the next one finds no use for. */
    malloc_trim(0);
    g_task_return_boolean(task, TRUE);
}

static void tell(const Build *build)
{
    PreviewReport report = {.first = build->first,
                            .changed = build->changed,
                            .milliseconds = build->milliseconds,
                            .findings = build->findings,
                            .result = &build->result,
                            .failure = build->error ? build->error->message : NULL};
    build->options->tell(&report, build->options->data);
}

/* Puts what BUILD came to before the readers. */
static void show(Preview *preview, Build *build)
{
    gboolean stands = build->result.base_path != NULL;
    g_autofree char *panel =
        panel_of(build->findings, build->error ? build->error->message : NULL, !stands && preview->base_path);
    gboolean same = g_strcmp0(panel, preview->panel) == 0 && build->result.written + build->result.deleted == 0 &&
                    (!stands || g_strcmp0(build->result.base_path, preview->base_path) == 0);
    g_free(preview->panel);
    preview->panel = g_steal_pointer(&panel);
    if (stands) {
        g_free(preview->base_path);
        preview->base_path = g_steal_pointer(&build->result.base_path);
    }
    server_show(preview->server, preview->base_path, preview->panel, !same);
}

static void say_where(Preview *preview)
{
    g_autofree char *address = g_strdup_printf("http://localhost:%u%s", server_port(preview->server),
                                               preview->base_path ? preview->base_path : "/");
    preview->told = TRUE;
    if (!preview->options->ready(address, preview->options->data))
        preview->ending = TRUE;
}

static void start(Preview *preview);

static void on_built(GObject *source, GAsyncResult *result, gpointer data)
{
    Preview *preview = data;
    Build *build = g_task_get_task_data(G_TASK(result));
    (void)source;
    preview->building = FALSE;
    findings_sort(build->findings);
    tell(build);
    show(preview, build);
    if (!preview->told && !preview->ending)
        say_where(preview);
    if (preview->ending)
        g_main_loop_quit(preview->loop);
    else if (preview->again)
        start(preview);
}

static void start(Preview *preview)
{
    preview->again = FALSE;
    guint changed = watch_take(preview->watch);
    if (!changed && preview->told)
        return;
    Build *build = g_new0(Build, 1);
    build->options = preview->options;
    build->output = preview->output;
    build->changed = changed;
    build->first = !preview->told;
    build->findings = findings_new();
    preview->building = TRUE;
    g_autoptr(GTask) task = g_task_new(NULL, NULL, on_built, preview);
    g_task_set_task_data(task, build, build_free);
    g_task_run_in_thread(task, build_run);
}

static void on_changed(gpointer data)
{
    Preview *preview = data;
    if (preview->building)
        preview->again = TRUE;
    else if (!preview->ending)
        start(preview);
}

static gboolean on_signal(gpointer data)
{
    Preview *preview = data;
    preview->ending = TRUE;
    if (!preview->building)
        g_main_loop_quit(preview->loop);
    return G_SOURCE_CONTINUE;
}

static void run_loop(Preview *preview, int folder, GError **error)
{
    static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
    guint sources[G_N_ELEMENTS(SIGNALS)];
    WatchOptions watching = {.source = preview->options->source,
                             .folders = preview->options->folders,
                             .quiet = QUIET,
                             .longest = LONGEST,
                             .look = LOOK,
                             .changed = on_changed,
                             .data = preview};
    preview->server = server_new(folder, preview->options->port, error);
    if (!preview->server)
        return;
    preview->loop = g_main_loop_new(NULL, FALSE);
    preview->watch = watch_new(&watching);
    for (guint i = 0; i < G_N_ELEMENTS(SIGNALS); i++)
        sources[i] = g_unix_signal_add(SIGNALS[i], on_signal, preview);
    start(preview);
    g_main_loop_run(preview->loop);
    for (guint i = 0; i < G_N_ELEMENTS(SIGNALS); i++)
        g_source_remove(sources[i]);
    watch_free(preview->watch);
    server_free(preview->server);
    g_main_loop_unref(preview->loop);
}

static gboolean fail(GError **error, const char *path)
{
    int number = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(number), "%s: %s", path, g_strerror(number));
    return FALSE;
}

gboolean preview_run(const PreviewOptions *options, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_autofree char *output = g_dir_make_tmp("replyglot-XXXXXX", error); /* 0700 */
    if (!output)
        return FALSE;
    Preview preview = {.options = options, .output = output};
    int folder = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return fail(error, output);
    run_loop(&preview, folder, &reason);
    close(folder);
    g_free(preview.base_path);
    g_free(preview.panel);
    if (!folder_delete(output) && !reason)
        return fail(error, output);
    if (!reason)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&reason));
    return FALSE;
}
