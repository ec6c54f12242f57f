#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "lookup/lookup.h"
#include "model/schema.h"

/* The protocol ID of CATALOG, the first for NULL. */
static const Protocol *find_protocol(const Catalog *catalog, const char *id)
{
    for (guint i = 0; i < catalog->n_protocols; i++)
        if (!id || strcmp(catalog->protocols[i]->id, id) == 0)
            return catalog->protocols[i];
    return NULL;
}

static char *text_of(const SchemaKind *kind, gboolean translation, const Protocol *protocol)
{
    JsonNode *root = schema_of(kind, translation, protocol, LOOKUP_FORMS);
    char *json = json_to_string(root, TRUE), *text = g_strconcat(json, "\n", NULL);
    json_node_unref(root);
    g_free(json);
    return text;
}

static int print_kinds(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const SchemaKind *kind = SCHEMA_KINDS; kind->name; kind++)
        g_string_append_printf(out, "%-10s %s%s\n", kind->name, kind->files,
                               kind->translated ? "; has translations" : "");
    return common_print(out->str) ? EXIT_DONE : EXIT_IO;
}

static gboolean write_file(const char *folder, const SchemaKind *kind, gboolean translation, const Protocol *protocol)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("%s%s.json", kind->name, translation ? ".translation" : "");
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = text_of(kind, translation, protocol);
    if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &error))
        return TRUE;
    fprintf(stderr, "replyglot schema: %s\n", error->message);
    return FALSE;
}

static int write_all(const char *folder, const Protocol *protocol)
{
    if (g_mkdir_with_parents(folder, 0755) != 0) {
        fprintf(stderr, "replyglot schema: %s: %s\n", folder, g_strerror(errno));
        return EXIT_IO;
    }
    for (const SchemaKind *kind = SCHEMA_KINDS; kind->name; kind++)
        if (!write_file(folder, kind, FALSE, protocol) ||
            (kind->translated && !write_file(folder, kind, TRUE, protocol)))
            return EXIT_IO;
    return EXIT_DONE;
}

static int unknown_kind(const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const SchemaKind *kind = SCHEMA_KINDS; kind->name; kind++)
        g_ptr_array_add(names, (gpointer)kind->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *hint = findings_suggest(name, (const char *const *)names->pdata);
    return common_usage("schema", "no kind of file \"%s\"%s%s", name, hint ? ": " : "", hint ? hint : "");
}

typedef struct Options {
    char *source, *protocol, *output;
    gboolean translation;
} Options;

/* What a protocol has is part of some schemas. */
static int run_with_source(const Options *options, const SchemaKind *kind)
{
    const char *source = options->source ? options->source : ".";
    if (!common_is_source("schema", source))
        return EXIT_IO;
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Catalog) catalog = catalog_load(source, LOOKUP_FORMS, g_get_num_processors(), findings);
    const Protocol *protocol = catalog ? find_protocol(catalog, options->protocol) : NULL;
    if (!protocol && catalog && catalog->n_protocols && options->protocol)
        return common_usage("schema", "--protocol \"%s\" is none of this site", options->protocol);
    if (!protocol) { /* what is wrong elsewhere does not matter here */
        common_tell_findings(findings, source, SEVERITY_NOTE);
        return EXIT_FINDINGS;
    }
    if (options->output)
        return write_all(options->output, protocol);
    g_autofree char *text = text_of(kind, options->translation, protocol);
    return common_print(text) ? EXIT_DONE : EXIT_IO;
}

/* All kinds: into a folder, or their names. */
static int run_all(const Options *options)
{
    if (options->translation)
        return common_usage("schema", options->output ? "--output writes the translations too; leave out --translation"
                                                      : "--translation asks for a kind");
    return options->output ? run_with_source(options, NULL) : print_kinds();
}

static int run(const Options *options, char **kinds)
{
    if (options->output && kinds)
        return common_usage("schema", "--output writes all kinds; leave out \"%s\"", kinds[0]);
    if (!kinds)
        return run_all(options);
    const SchemaKind *kind = schema_find(kinds[0]);
    if (!kind)
        return unknown_kind(kinds[0]);
    if (kinds[1])
        return common_usage("schema", "\"%s\" is not expected here", kinds[1]);
    if (options->translation && !kind->translated)
        return common_usage("schema", "files of the kind %s have no translations", kind->name);
    if (kind->special)
        return run_with_source(options, kind);
    g_autofree char *text = text_of(kind, options->translation, NULL);
    return common_print(text) ? EXIT_DONE : EXIT_IO;
}

int cmd_schema(int argc, char **argv)
{
    Options options = {0};
    g_auto(GStrv) kinds = NULL;
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &options.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"protocol", 'p', 0, G_OPTION_ARG_STRING, &options.protocol,
         "Whose codes and words (default: the first of site.yaml)", "ID"},
        {"translation", 't', 0, G_OPTION_ARG_NONE, &options.translation, "Of the translations of the files", NULL},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
         "Write all of them into DIR, as KIND.json and KIND.translation.json", "DIR"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &kinds, NULL, "[KIND]"},
        {NULL},
    };
    if (common_parse(argc, argv, entries,
                     "Print the JSON Schema of a kind of file, for editors; without KIND, the kinds.", &status))
        status = run(&options, kinds);
    g_free(options.source);
    g_free(options.protocol);
    g_free(options.output);
    return status;
}
