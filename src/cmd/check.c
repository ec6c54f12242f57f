#include <stdio.h>

#include "cmd/common.h"
#include "site/site.h"

static int run(const SiteOptions *options, gboolean strict)
{
    g_autoptr(Findings) findings = findings_new();
    site_check(options, findings);
    if (!common_print_findings(findings, TRUE))
        return EXIT_IO;
    guint errors = findings_count(findings, SEVERITY_ERROR);
    guint warnings = findings_count(findings, SEVERITY_WARNING) - errors;
    if (errors || warnings)
        fprintf(stderr, "replyglot check: %u error%s, %u warning%s\n", errors, errors == 1 ? "" : "s", warnings,
                warnings == 1 ? "" : "s");
    return errors || (strict && warnings) ? EXIT_FINDINGS : EXIT_DONE;
}

int cmd_check(int argc, char **argv)
{
    g_autofree char *source = NULL;
    gboolean strict = FALSE;
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Warnings count like errors", NULL},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Check the source and write nothing.", &status))
        return status;
    if (source && !*source)
        return common_usage("check", "--source is empty");
    SiteOptions options = {.source = source ? source : ".", .jobs = 1};
    if (!common_is_source("check", options.source))
        return EXIT_IO;
    return run(&options, strict);
}
