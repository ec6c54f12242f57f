#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/common.h"
#include "site/site.h"

enum { MAX_JOBS = 256, MAX_SHARDS = 10000 };

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
    g_string_append_printf(out, "%s: ", options->output);
    if (options->shards)
        g_string_append_printf(out, "shard %u of %u: ", options->shard, options->shards);
    g_string_append_printf(out, "%u pages in %u files, %s: %u %swritten, %u unchanged, %u %sdeleted\n", counts->pages,
                           counts->files, size, counts->written, options->dry_run ? "to be " : "", counts->unchanged,
                           counts->deleted, options->dry_run ? "to be " : "");
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
    g_autofree char *output = report_for_json(options->output);
    json_builder_begin_object(builder);
    add_text(builder, "output", output);
    json_builder_set_member_name(builder, "dry_run");
    json_builder_add_boolean_value(builder, options->dry_run);
    if (options->shards) {
        add_number(builder, "shard", options->shard);
        add_number(builder, "shards", options->shards);
    }
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

/* The command line. */
typedef struct Asked {
    char *source, *output, *base_url, *diff, *format, *shard, *host, *compress;
    int jobs;
    int keep_assets;
    gboolean dry_run, swap, quiet, verbose;
} Asked;

static void asked_clear(Asked *asked)
{
    g_free(asked->source);
    g_free(asked->output);
    g_free(asked->base_url);
    g_free(asked->diff);
    g_free(asked->format);
    g_free(asked->shard);
    g_free(asked->host);
    g_free(asked->compress);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static void tell_seconds(const SiteCounts *counts, const Findings *findings, guint jobs)
{
    g_autofree char *tally = common_tally(findings);
    fprintf(stderr, "replyglot build: %s; %u thread%s", tally, jobs, jobs == 1 ? "" : "s");
    for (guint i = 0; i < N_SITE_PHASES; i++)
        fprintf(stderr, ", %s %.3f s", SITE_PHASE[i], counts->seconds[i]);
    fputc('\n', stderr);
}

static int tell_result(const Asked *asked, const SiteOptions *options, const SiteCounts *counts,
                       const Findings *findings)
{
    guint errors = findings_count(findings, SEVERITY_ERROR);
    if (errors) {
        fprintf(stderr, "replyglot build: %u error%s; %s\n", errors, errors == 1 ? "" : "s",
                !counts->files     ? "nothing was written"
                : options->dry_run ? "the site can be built, and its host will not take it"
                                   : "the site was built, and its host does not take it");
        if (counts->files)
            print_counts(options, counts, g_strcmp0(asked->format, "json") == 0);
        return EXIT_FINDINGS;
    }
    if (asked->verbose)
        tell_seconds(counts, findings, options->jobs);
    /* What was asked for is told even so. */
    if (asked->quiet && !asked->format && !options->dry_run)
        return EXIT_DONE;
    return print_counts(options, counts, g_strcmp0(asked->format, "json") == 0);
}

static int run(const Asked *asked, SiteOptions *options)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    g_auto(SiteCounts) counts = {0};
    CommonProgress progress;
    common_progress_init(&progress, "files");
    options->progress = asked->quiet ? NULL : common_progress;
    options->progress_data = &progress;
    gboolean built = site_build(options, findings, &counts, &error);
    common_progress_end(&progress);
    if (!common_tell_findings(findings, options->source, asked->quiet ? SEVERITY_ERROR : SEVERITY_NOTE))
        return EXIT_IO;
    if (!built) {
        fprintf(stderr, "replyglot build: %s\n", error->message);
        return site_is_internal(error) ? EXIT_INTERNAL : EXIT_IO;
    }
    return tell_result(asked, options, &counts, findings);
}

/* Reads "3/8", the third of eight, into OPTIONS. */
static gboolean take_shard(const char *text, SiteOptions *options)
{
    g_auto(GStrv) words = g_strsplit(text, "/", -1);
    guint64 number = 0, of = 0;
    if (g_strv_length(words) != 2 || !g_ascii_string_to_unsigned(words[1], 10, 1, MAX_SHARDS, &of, NULL) ||
        !g_ascii_string_to_unsigned(words[0], 10, 1, of, &number, NULL))
        return FALSE;
    options->shard = (guint)number;
    options->shards = (guint)of;
    return TRUE;
}

/* PATH without the "/" at its end, to g_free(), where it ends with the name of a folder; or NULL. */
static char *named_folder(const char *path)
{
    gsize length = strlen(path);
    while (length > 0 && path[length - 1] == '/')
        length--;
    g_autofree char *folder = g_strndup(path, length), *name = g_path_get_basename(folder);
    gboolean named = length > 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    return named ? g_steal_pointer(&folder) : NULL;
}

/* What is wrong with the command line, to g_free(), or NULL. */
static char *misuse(const Asked *asked)
{
    if (asked->jobs < 1 || asked->jobs > MAX_JOBS)
        return g_strdup_printf("--jobs is a number from 1 to %d", MAX_JOBS);
    if (asked->keep_assets < 0 || asked->keep_assets > PUBLISH_SPARE)
        return g_strdup_printf("--keep-assets is a number from 0 to %d", PUBLISH_SPARE);
    if (asked->diff && asked->output)
        return g_strdup("--diff names the folder itself; leave out --output");
    if (asked->swap && (asked->dry_run || asked->diff || asked->shard))
        return g_strdup("--swap changes a whole site for another; leave out --dry-run, --diff and --shard");
    if (asked->keep_assets && asked->shard)
        return g_strdup("--keep-assets looks at the assets of a whole site; leave out --shard");
    if (asked->format && strcmp(asked->format, "text") != 0 && strcmp(asked->format, "json") != 0)
        return g_strdup_printf("--format is text or json, not \"%s\"", asked->format);
    if (asked->quiet && asked->verbose)
        return g_strdup("--quiet and --verbose exclude each other");
    return NULL;
}

/* With findings nothing is written, and no folder below ABOVE stays that was made for it. */
static void take_away(const char *folder, const char *above)
{
    g_autofree char *path = g_strdup(folder);
    while (!g_str_equal(path, above) && (g_rmdir(path) == 0 || errno == ENOENT)) {
        char *next = g_path_get_dirname(path);
        g_free(path);
        path = next;
    }
}

/* The folder is made first, for only what is there can be let, and no more is. */
static int run_claimed(const Asked *asked, SiteOptions *options)
{
    g_autofree char *folder = options->swap ? publish_beside(options->output) : g_strdup(options->output);
    g_autofree char *above = file_standing_above(folder);
    g_autoptr(GError) error = NULL;
    PublishClaim claim;
    if (!publish_claim(folder, &claim, &error)) {
        fprintf(stderr, "replyglot build: %s\n", error->message);
        return EXIT_IO;
    }
    options->claim = &claim;
    common_confine_writer(options->source, options->output, claim.made || options->swap ? above : NULL);
    int status = run(asked, options);
    if (claim.made && status != EXIT_DONE)
        take_away(folder, above);
    publish_release(&claim);
    return status;
}

static int run_confined(const Asked *asked, SiteOptions *options)
{
    if (!options->dry_run)
        return run_claimed(asked, options);
    common_confine(options->source, options->output);
    return run(asked, options);
}

static int build(const Asked *asked)
{
    g_autofree char *wrong = misuse(asked);
    int host, compress;
    if (wrong)
        return common_usage("build", "%s", wrong);
    if (!common_base_url("build", asked->base_url) || !common_host("build", asked->host, &host) ||
        !common_compress("build", asked->compress, &compress))
        return EXIT_USAGE;
    const char *wanted = asked->diff ? asked->diff : asked->output ? asked->output : "public";
    g_autofree char *output = asked->swap ? named_folder(wanted) : g_strdup(wanted);
    if (!output)
        return common_usage("build", "--swap gives a folder another name, and --output \"%s\" ends with none", wanted);
    SiteOptions options = {.source = asked->source ? asked->source : ".",
                           .output = output,
                           .base_url = asked->base_url,
                           .jobs = (guint)asked->jobs,
                           .host = host,
                           .compress = compress,
                           .dry_run = asked->dry_run || asked->diff,
                           .diff = asked->diff != NULL,
                           .swap = asked->swap,
                           .keep_assets = (guint)asked->keep_assets};
    if (asked->shard && !take_shard(asked->shard, &options))
        return common_usage("build",
                            "--shard \"%s\" is not I/N, the I-th of N shards, with N from 1 to %d and I from 1 to N",
                            asked->shard, MAX_SHARDS);
    if (!common_is_source("build", options.source))
        return EXIT_IO;
    if (asked->diff && !g_file_test(asked->diff, G_FILE_TEST_IS_DIR)) {
        fprintf(stderr, "replyglot build: %s: no such folder to compare with\n", asked->diff);
        return EXIT_IO;
    }
    const char *folder = common_source_folder(options.source, options.output);
    if (folder)
        return common_usage("build", "the site cannot stand in %s/ of the source: \"%s\"", folder, options.output);
    return run_confined(asked, &options);
}

int cmd_build(int argc, char **argv)
{
    g_auto(Asked) asked = {.jobs = (int)MIN(g_get_num_processors(), MAX_JOBS)};
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &asked.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &asked.output, "The folder to write to (default: public)", "DIR"},
        {"base-url", 'b', 0, G_OPTION_ARG_STRING, &asked.base_url,
         "Where the site will stand (default: that of content/site.yaml)", "URL"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &asked.jobs, "How many threads work (default: one per processor)", "N"},
        {"host", 0, 0, G_OPTION_ARG_STRING, &asked.host,
         "The host that the site is made for (default: that of content/site.yaml); replyglot host lists them", "NAME"},
        {"compress", 'c', 0, G_OPTION_ARG_STRING, &asked.compress, COMMON_COMPRESS, "FORM,…"},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &asked.shard,
         "Build only the I-th of N shards, to be merged with the others", "I/N"},
        {"keep-assets", 0, 0, G_OPTION_ARG_INT, &asked.keep_assets,
         "Leave the assets of the last N versions where they are (default: 0)", "N"},
        {"swap", 0, 0, G_OPTION_ARG_NONE, &asked.swap,
         "Build beside the folder, and give both each other's name when all is written", NULL},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &asked.dry_run,
         "Write nothing; list what would be new, replaced and deleted", NULL},
        {"diff", 'd', 0, G_OPTION_ARG_FILENAME, &asked.diff,
         "Write nothing; tell page by page what differs from the site that stands in DIR", "DIR"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &asked.format, "text or json: how the result is told (default: text)",
         "FORMAT"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &asked.quiet, "Tell only what stops the build", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &asked.verbose, "Tell also how long each part took", NULL},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Build the site.", &status))
        return status;
    return build(&asked);
}
