#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "cmd/common.h"
#include "site/site.h"

enum { MAX_JOBS = 256 };

static const char *const CHANGE[] = {
    [PUBLISH_NEW] = "new", [PUBLISH_REPLACED] = "replaced", [PUBLISH_DELETED] = "deleted"};

static const SiteChange *change_at(const SiteCounts *counts, guint i)
{
    return &g_array_index(counts->changes, SiteChange, i);
}

static void append_changes(const SiteCounts *counts, GString *out)
{
    for (guint i = 0; i < counts->changes->len; i++) {
        const SiteChange *change = change_at(counts, i);
        g_string_append_printf(out, "%-8s %s\n", CHANGE[change->change], change->path);
        g_auto(GStrv) lines = g_strsplit(change->difference ? change->difference : "", "\n", -1);
        for (guint n = 0; lines[n]; n++)
            if (*lines[n])
                g_string_append_printf(out, "  %s\n", lines[n]);
    }
}

static void append_text(const SiteOptions *options, const SiteCounts *counts, GString *out)
{
    g_autofree char *size = g_format_size(counts->bytes);
    if (counts->changes)
        append_changes(counts, out);
    g_string_append_printf(out, "%s: %u pages in %u files, %s: %u %swritten, %u unchanged, %u %sdeleted\n",
                           options->output, counts->pages, counts->files, size, counts->written,
                           options->dry_run ? "to be " : "", counts->unchanged, counts->deleted,
                           options->dry_run ? "to be " : "");
}

static void add_number(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_text(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

static void add_changes(JsonBuilder *builder, const SiteCounts *counts)
{
    json_builder_set_member_name(builder, "changes");
    json_builder_begin_array(builder);
    for (guint i = 0; i < counts->changes->len; i++) {
        const SiteChange *change = change_at(counts, i);
        json_builder_begin_object(builder);
        add_text(builder, "change", CHANGE[change->change]);
        add_text(builder, "file", change->path);
        if (change->difference)
            add_text(builder, "difference", change->difference);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

/* Bytes; Linux counts in KiB. */
static gint64 peak_memory(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (gint64)usage.ru_maxrss * 1024 : 0;
}

static void append_json(const SiteOptions *options, const SiteCounts *counts, GString *out)
{
    g_autoptr(JsonBuilder) builder = json_builder_new_immutable();
    g_autofree char *output = g_utf8_make_valid(options->output, -1);
    json_builder_begin_object(builder);
    add_text(builder, "output", output);
    json_builder_set_member_name(builder, "dry_run");
    json_builder_add_boolean_value(builder, options->dry_run);
    add_number(builder, "pages", counts->pages);
    add_number(builder, "files", counts->files);
    add_number(builder, "bytes", (gint64)counts->bytes);
    add_number(builder, "written", counts->written);
    add_number(builder, "unchanged", counts->unchanged);
    add_number(builder, "deleted", counts->deleted);
    json_builder_set_member_name(builder, "seconds");
    json_builder_begin_object(builder);
    for (guint i = 0; i < N_SITE_PHASES; i++) {
        json_builder_set_member_name(builder, SITE_PHASE[i]);
        json_builder_add_double_value(builder, counts->seconds[i]);
    }
    json_builder_end_object(builder);
    add_number(builder, "peak_memory", peak_memory());
    if (counts->changes)
        add_changes(builder, counts);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *json = json_to_string(root, TRUE);
    g_string_append_printf(out, "%s\n", json);
}

static int print_counts(const SiteOptions *options, const SiteCounts *counts, gboolean json)
{
    g_autoptr(GString) out = g_string_new(NULL);
    (json ? append_json : append_text)(options, counts, out);
    return common_print(out->str) ? EXIT_DONE : EXIT_IO;
}

static int run(const SiteOptions *options, gboolean json)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    g_auto(SiteCounts) counts = {0};
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
    return print_counts(options, &counts, json);
}

int cmd_build(int argc, char **argv)
{
    g_autofree char *source = NULL, *output = NULL, *base_url = NULL, *diff = NULL, *format = NULL;
    gboolean dry_run = FALSE;
    int jobs = (int)MIN(g_get_num_processors(), MAX_JOBS), status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The folder to write to (default: public)", "DIR"},
        {"base-url", 'b', 0, G_OPTION_ARG_STRING, &base_url,
         "Where the site will stand (default: that of content/site.yaml)", "URL"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "How many threads work (default: one per processor)", "N"},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, "Write nothing; list what would be new, replaced and deleted",
         NULL},
        {"diff", 'd', 0, G_OPTION_ARG_FILENAME, &diff,
         "Write nothing; tell page by page what differs from the site that stands in DIR", "DIR"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "text or json: how the result is told (default: text)",
         "FORMAT"},
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
    if (diff && (output || !*diff))
        return common_usage("build", output ? "--diff names the folder itself; leave out --output" : "--diff is empty");
    if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
        return common_usage("build", "--format is text or json, not \"%s\"", format);
    SiteOptions options = {.source = source ? source : ".",
                           .output = diff     ? diff
                                     : output ? output
                                              : "public",
                           .base_url = base_url,
                           .jobs = (guint)jobs,
                           .dry_run = dry_run || diff,
                           .diff = diff != NULL};
    if (!common_is_source("build", options.source))
        return EXIT_IO;
    return run(&options, format && strcmp(format, "json") == 0);
}
