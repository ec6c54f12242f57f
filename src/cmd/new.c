#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/common.h"
#include "lookup/lookup.h"
#include "model/tie.h"
#include "site/skeleton.h"

typedef struct Options {
    char *source, *protocol, *language;
    char **words; /* what is new, and its names */
    const Catalog *catalog;
    const Protocol *of;
} Options;

/* Today, or the day that a reproducible run is told (SOURCE_DATE_EPOCH, reproducible-builds.org). */
static char *today(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    gint64 seconds = 0;
    if (epoch && !g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT64, &seconds, NULL))
        return NULL;
    g_autoptr(GDateTime) day = epoch ? g_date_time_new_from_unix_utc(seconds) : g_date_time_new_now_utc();
    return day ? g_date_time_format(day, "%Y-%m-%d") : NULL;
}

static GArray *translation_of(const Options *options, const Document *document, const char *date, GError **error)
{
    return skeleton_translation(options->catalog, document, options->language, date, error);
}

static GArray *make_code(const Options *options, const char *date, GError **error)
{
    int number = records_find(options->of, options->words[1]);
    if (options->language && number >= 0)
        return translation_of(options, options->of->codes[number].document, date, error);
    if (options->language) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there is no record of \"%s\" to translate",
                    options->words[1]);
        return NULL;
    }
    return skeleton_code(options->of, options->catalog->locales[0], options->words[1], date, error);
}

static GArray *make_pair(const Options *options, const char *date, GError **error)
{
    if (!options->language)
        return skeleton_pair(options->of, options->words[1], options->words[2], date, error);
    int a = records_find(options->of, options->words[1]), b = records_find(options->of, options->words[2]);
    const Pair *pair = a >= 0 && b >= 0 ? tie_pair(options->of, (guint)MIN(a, b), (guint)MAX(a, b)) : NULL;
    if (pair)
        return translation_of(options, pair->document, date, error);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there is no verdict on \"%s\" and \"%s\" to translate",
                options->words[1], options->words[2]);
    return NULL;
}

static GArray *make_locale(const Options *options, const char *date, GError **error)
{
    (void)date;
    return skeleton_locale(options->catalog, options->words[1], error);
}

static const struct Kind {
    const char *name, *names;
    guint n_names;
    gboolean of_protocol; /* and of a language */
    GArray *(*make)(const Options *options, const char *date, GError **error);
} KINDS[] = {
    {"code", "CODE", 1, TRUE, make_code},
    {"pair", "CODE CODE", 2, TRUE, make_pair},
    {"locale", "LANGUAGE", 1, FALSE, make_locale},
};

static int write_files(const Options *options, const GArray *files)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) said = g_string_new(NULL);
    if (!skeleton_write(options->source, files, &error)) {
        fprintf(stderr, "replyglot new: %s\n", error->message);
        return EXIT_IO;
    }
    for (guint i = 0; i < files->len; i++) {
        const SkeletonFile *file = &g_array_index(files, SkeletonFile, i);
        g_string_append_printf(said, "%s %s\n", file->replaces ? "changed" : "wrote", file->file);
    }
    if (strcmp(options->words[0], "locale") == 0)
        g_string_append_printf(said,
                               "Until its passages are translated, this in content/site.yaml keeps `check` quiet:\n"
                               "levels: {missing-translation: {%s: off}}\n",
                               options->words[1]);
    return common_print(said->str) ? EXIT_DONE : EXIT_IO;
}

static int make(const Options *options, const struct Kind *kind)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *date = today();
    if (!date || !document_is_date(date)) /* a date of records has a year from 1900 to 2099 */
        return common_usage("new", "SOURCE_DATE_EPOCH \"%s\" is no day until 2099, in seconds since 1970",
                            g_getenv("SOURCE_DATE_EPOCH"));
    g_autoptr(GArray) files = kind->make(options, date, &error);
    if (files)
        return write_files(options, files);
    if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INVAL))
        return common_usage("new", "%s", error->message);
    fprintf(stderr, "replyglot new: %s\n", error->message);
    return EXIT_IO;
}

/* Whether what is read of the source is enough for KIND. A language has words for all that the site names. */
static gboolean is_enough(const Options *options, const struct Kind *kind)
{
    const Catalog *catalog = options->catalog;
    if (!catalog || !options->of || !catalog->locales[0] || !options->of->words[0])
        return FALSE;
    if (kind->of_protocol)
        return TRUE;
    for (guint i = 0; i < catalog->n_protocols; i++)
        if (!catalog->protocols[i]->words[0])
            return FALSE;
    return catalog->n_protocols == catalog->site->protocols.count;
}

/* Mistakes elsewhere in the source do not matter. */
static int run(Options *options, const struct Kind *kind)
{
    g_autoptr(Findings) findings = findings_new();
    if (!common_is_source("new", options->source))
        return EXIT_IO;
    g_autoptr(Catalog) catalog = catalog_load(options->source, LOOKUP_FORMS, g_get_num_processors(), findings);
    for (guint i = 0; catalog && i < catalog->n_protocols && !options->of; i++)
        if (!options->protocol || strcmp(catalog->protocols[i]->id, options->protocol) == 0)
            options->of = catalog->protocols[i];
    if (catalog && catalog->n_protocols && !options->of)
        return common_usage("new", "--protocol \"%s\" is none of this site", options->protocol);
    options->catalog = catalog;
    if (!is_enough(options, kind)) {
        common_tell_findings(findings, options->source, SEVERITY_NOTE);
        return EXIT_FINDINGS;
    }
    return make(options, kind);
}

static int dispatch(Options *options)
{
    const char *names[G_N_ELEMENTS(KINDS) + 1] = {NULL};
    if (!options->words)
        return common_usage("new", "say what: code, pair or locale");
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        const struct Kind *kind = &KINDS[i];
        names[i] = kind->name;
        if (strcmp(kind->name, options->words[0]) != 0)
            continue;
        if (g_strv_length(options->words) != kind->n_names + 1)
            return common_usage("new", "what is expected is: new %s %s", kind->name, kind->names);
        if (options->language && !kind->of_protocol)
            return common_usage("new", "--lang is for translations of a code or a pair");
        if (options->protocol && !kind->of_protocol)
            return common_usage("new", "--protocol is for a code or a pair: a language is one of the whole site");
        return run(options, kind);
    }
    g_autofree char *hint = findings_suggest(options->words[0], names);
    return common_usage("new", "\"%s\" is no code, pair or locale%s%s", options->words[0], hint ? ": " : "",
                        hint ? hint : "");
}

int cmd_new(int argc, char **argv)
{
    Options options = {0};
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &options.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"protocol", 'p', 0, G_OPTION_ARG_STRING, &options.protocol,
         "Of which protocol (default: the first of site.yaml)", "ID"},
        {"lang", 'l', 0, G_OPTION_ARG_STRING, &options.language,
         "A translation into LANG of the code or pair that is there", "LANG"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.words, NULL,
         "code CODE | pair CODE CODE | locale LANGUAGE"},
        {NULL},
    };
    if (common_parse(argc, argv, entries, "Begin a record, a pair, a translation or a language.", &status)) {
        if (!options.source)
            options.source = g_strdup(".");
        status = dispatch(&options);
    }
    g_free(options.source);
    g_free(options.protocol);
    g_free(options.language);
    g_strfreev(options.words);
    return status;
}
