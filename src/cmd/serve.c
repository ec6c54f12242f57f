#include <stdio.h>

#include "cmd/common.h"
#include "preview/preview.h"
#include "site/site.h"

enum { MAX_JOBS = 256, MAX_PORT = 65535, PORT = 8000 };

/* The command line. */
typedef struct Asked {
    char *source, *base_url;
    int port, jobs;
    gboolean silent; /* standard output is gone */
} Asked;

static void asked_clear(Asked *asked)
{
    g_free(asked->source);
    g_free(asked->base_url);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static const char *source_of(const Asked *asked)
{
    return asked->source ? asked->source : ".";
}

static gboolean build(const char *output, Findings *findings, PreviewResult *result, GError **error, gpointer data)
{
    const Asked *asked = data;
    g_auto(SiteCounts) counts = {0};
    /* Without copies: nobody waits for a page that is on this machine. */
    SiteOptions options = {.source = source_of(asked),
                           .output = output,
                           .base_url = asked->base_url,
                           .jobs = (guint)asked->jobs,
                           .host = -1};
    if (!site_build(&options, findings, &counts, error))
        return FALSE;
    *result = (PreviewResult){.base_path = g_steal_pointer(&counts.base_path),
                              .files = counts.files,
                              .written = counts.written,
                              .deleted = counts.deleted};
    return TRUE;
}

/* "12 ms: 3 files changed, 14 written" */
static void tell(const PreviewReport *report, gpointer data)
{
    const Asked *asked = data;
    g_autoptr(GString) line = g_string_new(NULL);
    guint errors = findings_count(report->findings, SEVERITY_ERROR);
    common_tell_findings(report->findings, source_of(asked), SEVERITY_NOTE);
    g_string_append_printf(line, "%.0f ms: ", report->milliseconds);
    if (report->first)
        g_string_append_printf(line, "%u files read", report->changed);
    else
        g_string_append_printf(line, "%u file%s changed", report->changed, report->changed == 1 ? "" : "s");
    if (report->failure)
        g_string_append_printf(line, "; %s", report->failure);
    else if (!report->result->files)
        g_string_append_printf(line, "; %u error%s, nothing was written", errors, errors == 1 ? "" : "s");
    else
        g_string_append_printf(line, "; of %u files %u written, %u deleted%s", report->result->files,
                               report->result->written, report->result->deleted,
                               errors ? "; its host does not take the site" : "");
    fprintf(stderr, "%s\n", line->str);
}

static gboolean ready(const char *address, gpointer data)
{
    Asked *asked = data;
    g_autofree char *line = g_strdup_printf("%s\n", address);
    asked->silent = !common_print(line);
    return !asked->silent;
}

static int run(Asked *asked)
{
    static const char *const FOLDERS[] = {"content", "locales", "templates", NULL};
    g_autoptr(GError) error = NULL;
    PreviewOptions options = {.source = source_of(asked),
                              .folders = FOLDERS,
                              .port = (guint)asked->port,
                              .build = build,
                              .tell = tell,
                              .ready = ready,
                              .data = asked};
    if (!common_is_source("serve", options.source))
        return EXIT_IO;
    if (!preview_run(&options, &error)) {
        fprintf(stderr, "replyglot serve: %s\n", error->message);
        return EXIT_IO;
    }
    return asked->silent ? EXIT_IO : EXIT_DONE;
}

int cmd_serve(int argc, char **argv)
{
    g_auto(Asked) asked = {.port = PORT, .jobs = (int)MIN(g_get_num_processors(), MAX_JOBS)};
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &asked.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"port", 'p', 0, G_OPTION_ARG_INT, &asked.port, "The port (default: 8000; 0: one that is free)", "N"},
        {"base-url", 'b', 0, G_OPTION_ARG_STRING, &asked.base_url,
         "Where the site will stand; its path is kept (default: that of content/site.yaml)", "URL"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &asked.jobs, "How many threads work (default: one per processor)", "N"},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Show the site on this machine, and build it again when it changes.",
                      &status))
        return status;
    if (asked.jobs < 1 || asked.jobs > MAX_JOBS)
        return common_usage("serve", "--jobs is a number from 1 to %d", MAX_JOBS);
    if (asked.port < 0 || asked.port > MAX_PORT)
        return common_usage("serve", "--port is a number from 0 to %d", MAX_PORT);
    if (!common_base_url("serve", asked.base_url))
        return EXIT_USAGE;
    return run(&asked);
}
