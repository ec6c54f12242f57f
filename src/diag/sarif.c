/* SARIF 2.1.0; the sections are those of the OASIS standard. */
#include "diag/report.h"
#include "diag/report_json.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static void begin(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
}

static void begin_array(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

static void string(JsonBuilder *json, const char *name, const char *text)
{
    g_autofree char *utf8 = report_for_json(text);
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, utf8);
}

static void number(JsonBuilder *json, const char *name, guint value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

/* A message object (3.11) or a multiformat message string (3.12), of plain text. */
static void message(JsonBuilder *json, const char *name, const char *text)
{
    begin(json, name);
    string(json, "text", text);
    json_builder_end_object(json);
}

/* 3.19: every rule, so that a result's index is that of the table. */
static void add_tool(GString *out, const char *version)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    begin(json, "driver");
    string(json, "name", "replyglot");
    if (version)
        string(json, "version", version);
    begin_array(json, "rules");
    for (guint i = 0; i < N_RULES; i++) {
        json_builder_begin_object(json);
        string(json, "id", RULES[i].id);
        message(json, "shortDescription", RULES[i].about);
        begin(json, "defaultConfiguration");
        string(json, "level", severity_name(RULES[i].severity));
        json_builder_end_object(json);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    json_builder_end_object(json);
    report_append_json(out, json);
}

/* 3.14.14 */
static void add_bases(GString *out)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    begin(json, "SRCROOT");
    message(json, "description", "The folder that the program was run in, or the source folder if that is elsewhere");
    json_builder_end_object(json);
    json_builder_end_object(json);
    report_append_json(out, json);
}

/* 3.28, 3.30: a finding about a file as a whole has no region. */
static void add_location(JsonBuilder *json, const Finding *finding, const ReportOptions *options)
{
    g_autofree char *path = report_path(finding, options);
    g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
    gboolean absolute = g_path_is_absolute(path); /* of no base then (3.4.4) */
    g_autofree char *uri = g_strconcat(absolute ? "file://" : "", escaped, NULL);
    begin_array(json, "locations");
    json_builder_begin_object(json);
    begin(json, "physicalLocation");
    begin(json, "artifactLocation");
    string(json, "uri", uri);
    if (!absolute)
        string(json, "uriBaseId", "SRCROOT");
    json_builder_end_object(json);
    if (finding->mark.line) {
        begin(json, "region");
        number(json, "startLine", finding->mark.line);
        number(json, "startColumn", MAX(finding->mark.column, 1));
        json_builder_end_object(json);
    }
    json_builder_end_object(json);
    json_builder_end_object(json);
    json_builder_end_array(json);
}

/* 3.27.17: no line in it, so that it stays when lines move; the hint may name one. */
static void add_fingerprint(JsonBuilder *json, const Finding *finding, GHashTable *seen)
{
    g_autofree char *what = g_strdup_printf("%s\n%s\n%s", finding->rule->id, finding->file, finding->message);
    guint nth = GPOINTER_TO_UINT(g_hash_table_lookup(seen, what));
    g_hash_table_replace(seen, g_strdup(what), GUINT_TO_POINTER(nth + 1));
    g_autofree char *numbered = g_strdup_printf("%s\n%u", what, nth);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, numbered, -1);
    begin(json, "partialFingerprints");
    string(json, "ruleFileMessage/v1", sum);
    json_builder_end_object(json);
}

static void add_result(GString *out, const Finding *finding, const ReportOptions *options, GHashTable *seen)
{
    g_autofree char *text =
        finding->hint ? g_strdup_printf("%s\n%s", finding->message, finding->hint) : g_strdup(finding->message);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    string(json, "ruleId", finding->rule->id);
    number(json, "ruleIndex", (guint)(finding->rule - RULES));
    string(json, "level", severity_name(finding->severity));
    message(json, "message", text);
    add_location(json, finding, options);
    add_fingerprint(json, finding, seen);
    json_builder_end_object(json);
    report_append_json(out, json);
}

/* One run (3.14). */
void report_sarif(const Findings *findings, const ReportOptions *options, GString *out)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_string_append(out, "{\n\"$schema\": \"" SCHEMA "\",\n\"version\": \"2.1.0\",\n\"runs\": [{\n\"tool\": ");
    add_tool(out, options->version);
    g_string_append(out, ",\n\"columnKind\": \"unicodeCodePoints\",\n\"originalUriBaseIds\": ");
    add_bases(out);
    g_string_append(out, ",\n\"results\": [");
    for (guint i = 0; i < findings_length(findings); i++) {
        g_string_append(out, i ? ",\n" : "\n");
        add_result(out, findings_get(findings, i), options, seen);
    }
    g_string_append(out, "\n]\n}]\n}\n");
}
