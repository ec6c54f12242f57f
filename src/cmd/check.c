#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "inspect/inspect.h"
#include "model/catalog.h"
#include "site/site.h"

/* The command line. */
typedef struct Asked {
    char *source, *output, *format;
    gboolean strict, quiet, verbose;
} Asked;

static void asked_clear(Asked *asked)
{
    g_free(asked->source);
    g_free(asked->output);
    g_free(asked->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static int report(const Asked *asked, ReportFormat format, Findings *findings)
{
    Severity failing = asked->strict ? SEVERITY_WARNING : SEVERITY_ERROR;
    CommonShow show = {.format = format,
                       .to_stdout = TRUE,
                       .at_least = asked->quiet ? failing : SEVERITY_NOTE,
                       .source = asked->source};
    if (!common_report(findings, &show))
        return EXIT_IO;
    g_autofree char *tally = common_tally(findings);
    if (asked->verbose || (findings_length(findings) && !asked->quiet))
        fprintf(stderr, "replyglot check: %s\n", tally);
    return findings_count(findings, failing) ? EXIT_FINDINGS : EXIT_DONE;
}

/* Whether ARGUMENT is --output, or ends with -o: "-qo". */
static gboolean asks_for_output(const char *argument)
{
    gsize flags = *argument == '-' ? strspn(argument + 1, "qv") : 0;
    return strcmp(argument, "--output") == 0 || (*argument == '-' && strcmp(argument + 1 + flags, "o") == 0);
}

/* The folder behind --output may be left out, which GOption has for callbacks only: it is put in here. To g_free(); the
 * strings are ARGV's, or static. */
static char **with_output(int argc, char **argv, int *n)
{
    char **all = g_new0(char *, 2 * (gsize)argc + 1);
    *n = 0;
    for (int i = 0; i < argc; i++) {
        all[(*n)++] = argv[i];
        if (asks_for_output(argv[i]) && (i + 1 == argc || (argv[i + 1][0] == '-' && argv[i + 1][1])))
            all[(*n)++] = (char *)"public";
    }
    return all;
}

/* Some shards without the others are no site. */
static void tell_shards(const char *folder)
{
    guint number, count, of;
    if (publish_is_part(folder, &number, &count, &of))
        fprintf(stderr,
                "replyglot check: %s holds %u of %u shards (the first is %u): copy all of them together before\n",
                folder, count, of, number);
}

static int run_output(const Asked *asked, ReportFormat format)
{
    const char *source = asked->source ? asked->source : ".";
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    CommonProgress progress;
    InspectCounts counts = {0};
    InspectOptions options = {.folder = asked->output,
                              .jobs = g_get_num_processors(),
                              .progress = asked->quiet ? NULL : common_progress,
                              .progress_data = &progress};
    if (asked->source && !g_file_test(source, G_FILE_TEST_IS_DIR)) { /* of which only content/site.yaml is read */
        fprintf(stderr, "replyglot check: %s: no such folder\n", source);
        return EXIT_IO;
    }
    common_confine(source, asked->output);
    catalog_load_levels(source, findings);
    common_progress_init(&progress, "files");
    gboolean read = inspect_site(&options, findings, &counts, &error);
    common_progress_end(&progress);
    if (!read) {
        g_autoptr(GString) said = g_string_new(NULL);
        report_append_visible(said, error->message); /* it has names of files that others have made */
        fprintf(stderr, "replyglot check: %s\n", said->str);
        tell_shards(asked->output);
        return EXIT_IO;
    }
    if (asked->verbose)
        fprintf(stderr, "replyglot check: %s: %u pages in %u files\n", asked->output, counts.pages, counts.files);
    int status = report(asked, format, findings);
    if (status == EXIT_FINDINGS)
        tell_shards(asked->output);
    return status;
}

static int run(const Asked *asked, ReportFormat format)
{
    SiteOptions options = {
        .source = asked->source ? asked->source : ".", .jobs = g_get_num_processors(), .host = -1, .compress = -1};
    if (!common_is_source("check", options.source))
        return EXIT_IO;
    common_confine(options.source, NULL);
    g_autoptr(Findings) findings = findings_new();
    site_check(&options, findings);
    return report(asked, format, findings);
}

int cmd_check(int argc, char **argv)
{
    g_auto(Asked) asked = {0};
    int status = EXIT_DONE;
    ReportFormat format = REPORT_TEXT;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &asked.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &asked.format,
         "text, json, sarif or github (default: text; github where GITHUB_ACTIONS=true)", "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &asked.output,
         "Check the built site in DIR instead (without DIR: public), as a browser reads it", "DIR"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &asked.strict, "Warnings count like errors", NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &asked.quiet, "Tell only what makes the check fail", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &asked.verbose, "Tell also that nothing was found", NULL},
        {NULL},
    };
    g_autofree char **all = with_output(argc, argv, &argc);
    if (!common_parse(argc, all, entries, "Check the source, or a built site, and write nothing.", &status))
        return status;
    if (asked.quiet && asked.verbose)
        return common_usage("check", "--quiet and --verbose exclude each other");
    if (!common_format("check", asked.format, &format))
        return EXIT_USAGE;
    return asked.output ? run_output(&asked, format) : run(&asked, format);
}
