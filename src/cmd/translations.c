#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "site/translations.h"

static const char *const STATE[] = {[PASSAGE_CURRENT] = "current",
                                    [PASSAGE_STALE] = "stale",
                                    [PASSAGE_UNWRITTEN] = "unwritten",
                                    [PASSAGE_MISSING] = "missing"};

/* The number of LANGUAGE among those that are translated to, 0 for none. */
static guint find_language(const Catalog *catalog, const char *language)
{
    for (guint i = 1; i < catalog->n_languages; i++)
        if (strcmp(catalog->languages[i], language) == 0)
            return i;
    return 0;
}

static guint total(const TranslationCount *count)
{
    guint all = 0;
    for (guint state = 0; state < G_N_ELEMENTS(STATE); state++)
        all += count->in[state];
    return all;
}

/* A column is two wider than its head. */
static void append_row(GString *out, const char *language, const char *kind, const TranslationCount *count)
{
    g_string_append_printf(out, "%-10s%-11s", language, kind);
    for (guint state = 0; state < G_N_ELEMENTS(STATE); state++)
        g_string_append_printf(out, "%*u", (int)strlen(STATE[state]) + 2, count->in[state]);
    g_string_append_printf(out, "%7u\n", total(count));
}

static void append_table(const Translations *of, guint only, GString *out)
{
    g_string_append_printf(out, "%-10s%-11s", "language", "kind");
    for (guint state = 0; state < G_N_ELEMENTS(STATE); state++)
        g_string_append_printf(out, "  %s", STATE[state]);
    g_string_append_printf(out, "%7s\n", "all");
    for (guint i = 1; i < of->catalog->n_languages; i++) {
        if (only && only != i)
            continue;
        TranslationCount sum = {0};
        for (guint k = 0; k < TRANSLATION_KINDS; k++) {
            const TranslationCount *count = &of->counts[i][k];
            if (total(count))
                append_row(out, of->catalog->languages[i], TRANSLATION_KIND[k], count);
            for (guint state = 0; state < G_N_ELEMENTS(STATE); state++)
                sum.in[state] += count->in[state];
        }
        append_row(out, of->catalog->languages[i], "all", &sum);
    }
}

static void append_gaps(const Translations *of, guint only, GString *out)
{
    for (guint i = 0; i < of->gaps->len; i++) {
        const TranslationGap *gap = &g_array_index(of->gaps, TranslationGap, i);
        if (only && only != gap->language)
            continue;
        g_string_append(out, gap->file);
        if (gap->mark.line)
            g_string_append_printf(out, ":%u:%u", gap->mark.line, gap->mark.column);
        g_string_append_printf(out, ": %s %s: %s (source %s:%u:%u)\n", of->catalog->languages[gap->language],
                               STATE[gap->state], gap->path, gap->source_file, gap->source_mark.line,
                               gap->source_mark.column);
    }
}

static void add_member(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

static void add_number(JsonBuilder *builder, const char *name, guint value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_language(JsonBuilder *builder, const Translations *of, guint language)
{
    json_builder_begin_object(builder);
    add_member(builder, "language", of->catalog->languages[language]);
    json_builder_set_member_name(builder, "kinds");
    json_builder_begin_array(builder);
    for (guint k = 0; k < TRANSLATION_KINDS; k++) {
        const TranslationCount *count = &of->counts[language][k];
        if (!total(count))
            continue;
        json_builder_begin_object(builder);
        add_member(builder, "kind", TRANSLATION_KIND[k]);
        for (guint state = 0; state < G_N_ELEMENTS(STATE); state++)
            add_number(builder, STATE[state], count->in[state]);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void add_gap(JsonBuilder *builder, const Translations *of, const TranslationGap *gap)
{
    json_builder_begin_object(builder);
    add_member(builder, "language", of->catalog->languages[gap->language]);
    add_member(builder, "kind", gap->kind);
    add_member(builder, "state", STATE[gap->state]);
    add_member(builder, "passage", gap->path);
    add_member(builder, "file", gap->file);
    if (gap->mark.line) {
        add_number(builder, "line", gap->mark.line);
        add_number(builder, "column", gap->mark.column);
    }
    add_member(builder, "source_file", gap->source_file);
    add_number(builder, "source_line", gap->source_mark.line);
    add_number(builder, "source_column", gap->source_mark.column);
    json_builder_end_object(builder);
}

static void append_json(const Translations *of, guint only, GString *out)
{
    g_autoptr(JsonBuilder) builder = json_builder_new_immutable();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "languages");
    json_builder_begin_array(builder);
    for (guint i = 1; i < of->catalog->n_languages; i++)
        if (!only || only == i)
            add_language(builder, of, i);
    json_builder_end_array(builder);
    json_builder_set_member_name(builder, "passages");
    json_builder_begin_array(builder);
    for (guint i = 0; i < of->gaps->len; i++)
        if (!only || only == g_array_index(of->gaps, TranslationGap, i).language)
            add_gap(builder, of, &g_array_index(of->gaps, TranslationGap, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *json = json_to_string(root, TRUE);
    g_string_append_printf(out, "%s\n", json);
}

static int stamp(Translations *of, const Findings *loaded, char **files)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) said = g_string_new(NULL);
    gboolean failed = FALSE;
    for (guint i = 0; files[i]; i++) {
        g_autoptr(GError) error = NULL;
        guint stamped = 0;
        if (translations_stamp(of, loaded, files[i], &stamped, findings, &error))
            g_string_append_printf(said, "%s: %u fingerprint%s written\n", files[i], stamped, stamped == 1 ? "" : "s");
        else
            fprintf(stderr, "replyglot translations: %s\n", error->message);
        failed |= error != NULL;
    }
    if (!common_print(said->str) || !common_tell_findings(findings, of->catalog->source, SEVERITY_NOTE) || failed)
        return EXIT_IO;
    return findings_length(findings) ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const char *source, const char *language, gboolean json, gboolean stamping, char **files)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Translations) of = translations_load(source, findings);
    if (!of) {
        common_tell_findings(findings, source, SEVERITY_NOTE);
        return EXIT_FINDINGS;
    }
    if (stamping)
        return stamp(of, findings, files);
    if (findings_count(findings, SEVERITY_ERROR)) { /* what cannot be read would be missing from the table */
        common_tell_findings(findings, source, SEVERITY_ERROR);
        return EXIT_FINDINGS;
    }
    guint only = language ? find_language(of->catalog, language) : 0;
    if (language && !only)
        return common_usage("translations", "--lang \"%s\" is no language that this site is translated to", language);
    g_autoptr(GString) out = g_string_new(NULL);
    if (json)
        append_json(of, only, out);
    else {
        append_table(of, only, out);
        append_gaps(of, only, out);
    }
    return common_print(out->str) ? EXIT_DONE : EXIT_IO;
}

int cmd_translations(int argc, char **argv)
{
    g_autofree char *source = NULL, *language = NULL, *format = NULL;
    g_auto(GStrv) files = NULL;
    gboolean stamping = FALSE;
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"lang", 'l', 0, G_OPTION_ARG_STRING, &language, "Only this language", "LANG"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "text or json (default: text)", "FORMAT"},
        {"stamp", 0, 0, G_OPTION_ARG_NONE, &stamping,
         "Mark the passages of the FILEs (translations) as read against the present source", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "[FILE…]"},
        {NULL},
    };
    if (!common_parse(argc, argv, entries,
                      "Tell how far each language is: current, stale, unwritten and missing texts.", &status))
        return status;
    if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
        return common_usage("translations", "--format is text or json, not \"%s\"", format);
    if (stamping && !files)
        return common_usage("translations", "--stamp asks for the files that were read");
    if (stamping && (language || format))
        return common_usage("translations", "--stamp marks the files that are named; leave out --lang and --format");
    if (!stamping && files)
        return common_usage("translations", "\"%s\" is not expected here; --stamp marks files as read", files[0]);
    if (!common_is_source("translations", source ? source : "."))
        return EXIT_IO;
    return run(source ? source : ".", language, format && strcmp(format, "json") == 0, stamping, files);
}
