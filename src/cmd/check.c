#include <stdio.h>

#include "cmd/common.h"
#include "site/site.h"

/* The command line. */
typedef struct Asked {
    char *source, *format;
    gboolean strict, quiet, verbose;
} Asked;

static void asked_clear(Asked *asked)
{
    g_free(asked->source);
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
    if (!common_print_findings(findings, &show))
        return EXIT_IO;
    g_autofree char *tally = common_tally(findings);
    if (asked->verbose || (findings_length(findings) && !asked->quiet))
        fprintf(stderr, "replyglot check: %s\n", tally);
    return findings_count(findings, failing) ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const Asked *asked, ReportFormat format)
{
    SiteOptions options = {.source = asked->source ? asked->source : ".", .jobs = 1};
    if (!common_is_source("check", options.source))
        return EXIT_IO;
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
        {"strict", 0, 0, G_OPTION_ARG_NONE, &asked.strict, "Warnings count like errors", NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &asked.quiet, "Tell only what makes the check fail", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &asked.verbose, "Tell also that nothing was found", NULL},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Check the source and write nothing.", &status))
        return status;
    if (asked.source && !*asked.source)
        return common_usage("check", "--source is empty");
    if (asked.quiet && asked.verbose)
        return common_usage("check", "--quiet and --verbose exclude each other");
    if (!common_format("check", asked.format, &format))
        return EXIT_USAGE;
    return run(&asked, format);
}
