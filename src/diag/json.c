#include <json-glib/json-glib.h>

#include "diag/report.h"

static void member(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    if (!text) {
        json_builder_add_null_value(json);
        return;
    }
    g_autofree char *utf8 = report_for_json(text);
    json_builder_add_string_value(json, utf8);
}

static void number(JsonBuilder *json, const char *name, guint value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

static void add_finding(JsonBuilder *json, const Finding *finding)
{
    json_builder_begin_object(json);
    member(json, "rule", finding->rule->id);
    member(json, "severity", severity_name(finding->severity));
    member(json, "file", finding->file);
    number(json, "line", finding->mark.line);
    number(json, "column", finding->mark.column);
    member(json, "message", finding->message);
    member(json, "hint", finding->hint);
    member(json, "language", finding->language);
    json_builder_end_object(json);
}

void report_json(const Findings *findings, GString *out)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    guint errors = findings_count(findings, SEVERITY_ERROR);
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "findings");
    json_builder_begin_array(json);
    for (guint i = 0; i < findings_length(findings); i++)
        add_finding(json, findings_get(findings, i));
    json_builder_end_array(json);
    number(json, "errors", errors);
    number(json, "warnings", findings_count(findings, SEVERITY_WARNING) - errors);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    g_string_append_printf(out, "%s\n", text);
}
