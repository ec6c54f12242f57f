#include "cmd/common.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/confine.h"
#include "model/catalog.h"
#include "model/host.h"
#include "press/press.h"
#include "publish/publish.h"

int common_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "replyglot %s: %s\nTry: replyglot %s --help\n", command, message, command);
    return EXIT_USAGE;
}

/* GOption says which option it does not know, and not which it may be. */
static int unknown_option(const char *command, const GOptionEntry *entries, const char *message)
{
    const char *given = strstr(message, " --");
    g_autofree char *word = given ? g_strndup(given + 1, strcspn(given + 1, "=")) : NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (; entries->long_name; entries++)
        g_ptr_array_add(names, g_strdup_printf("--%s", entries->long_name));
    g_ptr_array_add(names, g_strdup("--help"));
    g_ptr_array_add(names, NULL);
    g_autofree char *hint = word ? findings_suggest(word, (const char *const *)names->pdata) : NULL;
    return common_usage(command, hint ? "%s: %s" : "%s", message, hint);
}

/* A file or folder without a name would quietly be the present one. NULL: there is none among what was given. */
static const char *empty_option(const GOptionEntry *entries)
{
    for (; entries->long_name; entries++) {
        const char *const *value = entries->arg == G_OPTION_ARG_FILENAME ? entries->arg_data : NULL;
        if (value && *value && !**value)
            return entries->long_name;
    }
    return NULL;
}

/* What GOption lets pass; EXIT_DONE when that is nothing. */
static int check_parsed(const char *command, const GOptionEntry *entries, const char *unexpected)
{
    const char *empty = empty_option(entries);
    if (unexpected)
        return common_usage(command, "\"%s\" is not expected here", unexpected);
    return empty ? common_usage(command, "--%s is empty", empty) : EXIT_DONE;
}

gboolean common_parse(int argc, char **argv, const GOptionEntry *entries, const char *summary, int *status)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    gboolean help = FALSE;
    const GOptionEntry own[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL}, {NULL}};
    g_option_context_set_summary(context, summary);
    g_option_context_set_help_enabled(context, FALSE); /* GLib's own exits by itself, before a full disk is seen */
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, own, NULL);
    g_autofree char *command = g_strdup(argv[0]), *name = g_strdup_printf("replyglot %s", command);
    g_set_prgname(name);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        gboolean unknown = g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);
        *status =
            unknown ? unknown_option(command, entries, error->message) : common_usage(command, "%s", error->message);
        return FALSE;
    }
    if (help) {
        g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
        *status = common_print(text) ? EXIT_DONE : EXIT_IO;
        return FALSE;
    }
    *status = check_parsed(command, entries, argc > 1 ? argv[1] : NULL);
    return *status == EXIT_DONE;
}

static const char *const SOURCE_FOLDERS[] = {"content", "locales", "templates"};

gboolean common_is_source(const char *command, const char *source)
{
    for (guint i = 0; i < G_N_ELEMENTS(SOURCE_FOLDERS); i++) {
        g_autofree char *path = g_build_filename(source, SOURCE_FOLDERS[i], NULL);
        struct stat status = {0};
        int number = stat(path, &status) == 0 ? 0 : errno;
        if (S_ISDIR(status.st_mode))
            continue;
        const char *why = "no such folder; name the folder with content/, locales/ and templates/ by --source";
        if (number != 0 && number != ENOENT && number != ENOTDIR)
            why = g_strerror(number);
        fprintf(stderr, "replyglot %s: %s: %s\n", command, path, why);
        return FALSE;
    }
    return TRUE;
}

/* PATH without links and dots, as far as it is there; to g_free(). Part by part: ".." is of where a link leads to. */
static char *resolve(const char *path)
{
    g_autofree char *cwd = g_get_current_dir();
    char *real = g_strdup(g_path_is_absolute(path) ? "/" : cwd);
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    for (guint i = 0; parts[i]; i++) {
        if (!*parts[i] || strcmp(parts[i], ".") == 0)
            continue;
        g_autofree char *before = real;
        gboolean up = strcmp(parts[i], "..") == 0;
        g_autofree char *next = up ? g_path_get_dirname(before) : g_build_filename(before, parts[i], NULL);
        char *standing = realpath(next, NULL);
        real = standing ? standing : g_steal_pointer(&next);
    }
    return real;
}

const char *common_source_folder(const char *source, const char *path)
{
    g_autofree char *real = resolve(path);
    for (guint i = 0; i < G_N_ELEMENTS(SOURCE_FOLDERS); i++) {
        g_autofree char *below = g_build_filename(source, SOURCE_FOLDERS[i], NULL), *folder = resolve(below);
        gsize length = strlen(folder);
        if (g_str_has_prefix(real, folder) && (real[length] == '/' || !real[length]))
            return SOURCE_FOLDERS[i];
    }
    return NULL;
}

static void confine(const char *source, const char *output, gboolean writes, const char *renames)
{
    g_autofree char *beside = output ? publish_beside(output) : NULL;
    /* What the program is made of tells whether a site was built by the same (site/program.h). */
    const char *const reads[] = {source, "/proc/self/exe", output, beside, NULL}, *const sites[] = {output, beside,
                                                                                                    NULL};
    if (REPLYGLOT_CONFINED) /* the sanitizers' own reports need more of the machine */
        confine_files(&(Confinement){source ? reads : NULL, writes ? sites : NULL, renames});
}

void common_confine(const char *source, const char *output)
{
    confine(source, output, FALSE, NULL);
}

void common_confine_writer(const char *source, const char *output, const char *renames)
{
    confine(source, output, TRUE, renames);
}

/* A write error shows at the latest when the stream is flushed: a full disk, a closed pipe. */
static gboolean print_to(FILE *stream, const char *text)
{
    if (fputs(text, stream) >= 0 && fflush(stream) == 0 && !ferror(stream))
        return TRUE;
    if (stream == stdout)
        fprintf(stderr, "replyglot: standard output: %s\n", g_strerror(errno));
    return FALSE;
}

gboolean common_print(const char *text)
{
    return print_to(stdout, text);
}

gboolean common_format(const char *command, const char *name, ReportFormat *format)
{
    *format = g_strcmp0(g_getenv("GITHUB_ACTIONS"), "true") == 0 ? REPORT_GITHUB : REPORT_TEXT;
    if (!name)
        return TRUE;
    for (guint i = 0; REPORT_FORMATS[i]; i++)
        if (strcmp(REPORT_FORMATS[i], name) == 0) {
            *format = (ReportFormat)i;
            return TRUE;
        }
    g_autofree char *hint = findings_suggest(name, REPORT_FORMATS);
    g_autofree char *all = g_strjoinv(", ", (char **)REPORT_FORMATS);
    common_usage(command, "--format \"%s\" is not one of %s%s%s", name, all, hint ? ": " : "", hint ? hint : "");
    return FALSE;
}

/* https://no-color.org: set to anything but nothing. */
static gboolean has_colour(FILE *stream)
{
    const char *no = g_getenv("NO_COLOR");
    return !(no && *no) && g_strcmp0(g_getenv("TERM"), "dumb") != 0 && isatty(fileno(stream));
}

gboolean common_base_url(const char *command, const char *url)
{
    if (!url || catalog_is_base_url(url))
        return TRUE;
    common_usage(command, "--base-url \"%s\" is not " CATALOG_BASE_URL, url);
    return FALSE;
}

gboolean common_host(const char *command, const char *name, int *host)
{
    *host = -1;
    for (int i = 0; name && i < N_HOSTS && *host < 0; i++)
        if (strcmp(HOST_NAMES[i], name) == 0)
            *host = i;
    if (!name || *host >= 0)
        return TRUE;
    g_autofree char *hint = findings_suggest(name, HOST_NAMES), *all = g_strjoinv(", ", (char **)HOST_NAMES);
    common_usage(command, "there is no host \"%s\", but %s%s%s", name, all, hint ? ": " : "", hint ? hint : "");
    return FALSE;
}

gboolean common_compress(const char *command, const char *list, int *forms)
{
    g_autofree char *wrong = NULL;
    *forms = list ? press_parse(list, &wrong) : -1;
    if (wrong) {
        common_usage(command, "--compress is gzip, br or none, or several with commas between, not \"%s\"", wrong);
        return FALSE;
    }
    for (guint form = 0; *forms > 0 && form < N_PRESS_FORMS; form++)
        if ((*forms & 1 << form) && !press_can(form)) {
            common_usage(command, "this program was compiled without what --compress %s needs", PRESS_WORDS[form]);
            return FALSE;
        }
    return TRUE;
}

gboolean common_report(Findings *findings, const CommonShow *show)
{
    FILE *stream = show->to_stdout ? stdout : stderr;
    ReportOptions options = {.format = show->format,
                             .colour = has_colour(stream),
                             .at_least = show->at_least,
                             .source = show->source,
                             .version = REPLYGLOT_VERSION};
    g_autoptr(GString) report = g_string_new(NULL);
    findings_sort(findings);
    report_print(findings, &options, report);
    return print_to(stream, report->str);
}

gboolean common_tell_findings(Findings *findings, const char *source, Severity at_least)
{
    CommonShow show = {.source = source, .at_least = at_least};
    return common_format("", NULL, &show.format) && common_report(findings, &show);
}

char *common_tally(const Findings *findings)
{
    guint errors = findings_count(findings, SEVERITY_ERROR);
    guint warnings = findings_count(findings, SEVERITY_WARNING) - errors;
    guint notes = findings_length(findings) - errors - warnings;
    g_autofree char *noted = notes ? g_strdup_printf(", %u note%s", notes, notes == 1 ? "" : "s") : NULL;
    return g_strdup_printf("%u error%s, %u warning%s%s", errors, errors == 1 ? "" : "s", warnings,
                           warnings == 1 ? "" : "s", noted ? noted : "");
}

/* What has fewer items is done before it can be read; and so many steps a reader can see. */
enum { PROGRESS_LEAST = 1000, PROGRESS_STEPS = 50 };

void common_progress_init(CommonProgress *progress, const char *what)
{
    *progress = (CommonProgress){.what = what, .on = isatty(STDERR_FILENO)};
}

void common_progress(gsize done, gsize total, gpointer data)
{
    CommonProgress *progress = data;
    if (!progress->on || total < PROGRESS_LEAST || (done - progress->shown) * PROGRESS_STEPS < total)
        return;
    progress->shown = done;
    fprintf(stderr, "\r%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " %s", done, total, progress->what);
    (void)fflush(stderr);
}

void common_progress_end(CommonProgress *progress)
{
    if (progress->shown) /* to the start of the line, and erase it (ECMA-48 EL) */
        fputs("\r\x1b[K", stderr);
    progress->shown = 0;
}
