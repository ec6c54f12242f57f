#include <stdio.h>

#include "cmd/common.h"
#include "site/site.h"

enum { MAX_JOBS = 256 };

static int print_counts(const SiteOptions *options, const SiteCounts *counts)
{
    g_autofree char *size = g_format_size(counts->bytes);
    g_autofree char *line =
        g_strdup_printf("%s: %u pages in %u files, %s: %u written, %u unchanged, %u deleted\n", options->output,
                        counts->pages, counts->files, size, counts->written, counts->unchanged, counts->deleted);
    return common_print(line) ? EXIT_DONE : EXIT_IO;
}

static int run(const SiteOptions *options)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    SiteCounts counts = {0};
    gboolean built = site_build(options, findings, &counts, &error);
    if (!common_print_findings(findings, FALSE))
        return EXIT_IO;
    if (!built) {
        fprintf(stderr, "replyglot build: %s\n", error->message);
        return site_is_internal(error) ? EXIT_INTERNAL : EXIT_IO;
    }
    guint errors = findings_count(findings, SEVERITY_ERROR);
    if (errors) {
        fprintf(stderr, "replyglot build: %u error%s; nothing was written\n", errors, errors == 1 ? "" : "s");
        return EXIT_FINDINGS;
    }
    return print_counts(options, &counts);
}

int cmd_build(int argc, char **argv)
{
    g_autofree char *source = NULL, *output = NULL, *base_url = NULL;
    int jobs = (int)MIN(g_get_num_processors(), MAX_JOBS), status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The folder to write to (default: public)", "DIR"},
        {"base-url", 'b', 0, G_OPTION_ARG_STRING, &base_url,
         "Where the site will stand (default: that of content/site.yaml)", "URL"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "How many threads work (default: one per processor)", "N"},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Build the site.", &status))
        return status;
    if (jobs < 1 || jobs > MAX_JOBS)
        return common_usage("build", "--jobs is a number from 1 to %d", MAX_JOBS);
    if (source && !*source)
        return common_usage("build", "--source is empty");
    if (output && !*output)
        return common_usage("build", "--output is empty");
    if (base_url && !site_is_base_url(base_url))
        return common_usage("build", "--base-url \"%s\" is not an http or https address that ends with /", base_url);
    SiteOptions options = {.source = source ? source : ".",
                           .output = output ? output : "public",
                           .base_url = base_url,
                           .jobs = (guint)jobs};
    if (!common_is_source("build", options.source))
        return EXIT_IO;
    return run(&options);
}
