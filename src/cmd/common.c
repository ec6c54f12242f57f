#include "cmd/common.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int common_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "replyglot %s: %s\nTry: replyglot %s --help\n", command, message, command);
    return EXIT_USAGE;
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
        *status = common_usage(command, "%s", error->message);
        return FALSE;
    }
    if (help) {
        g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
        *status = common_print(text) ? EXIT_DONE : EXIT_IO;
        return FALSE;
    }
    if (argc > 1) {
        *status = common_usage(command, "\"%s\" is not expected here", argv[1]);
        return FALSE;
    }
    return TRUE;
}

gboolean common_is_source(const char *command, const char *source)
{
    static const char *const FOLDERS[] = {"content", "locales", "templates"};
    for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
        g_autofree char *path = g_build_filename(source, FOLDERS[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            continue;
        fprintf(
            stderr,
            "replyglot %s: %s: no such folder; name the folder with content/, locales/ and templates/ by --source\n",
            command, path);
        return FALSE;
    }
    return TRUE;
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

gboolean common_print_findings(Findings *findings, gboolean to_stdout)
{
    g_autoptr(GString) report = g_string_new(NULL);
    findings_sort(findings);
    findings_print_text(findings, report);
    return print_to(to_stdout ? stdout : stderr, report->str);
}
