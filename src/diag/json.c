#include "diag/report.h"
#include "diag/report_json.h"

void report_append_json(GString *out, JsonBuilder *json)
{
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, FALSE);
    g_string_append(out, text);
}

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

static void add_finding(GString *out, const Finding *finding)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
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
    report_append_json(out, json);
}

void report_json(const Findings *findings, GString *out)
{
    guint errors = findings_count(findings, SEVERITY_ERROR);
    g_string_append(out, "{\n\"findings\": [");
    for (guint i = 0; i < findings_length(findings); i++) {
        g_string_append(out, i ? ",\n" : "\n");
        add_finding(out, findings_get(findings, i));
    }
    g_string_append_printf(out, "\n],\n\"errors\": %u,\n\"warnings\": %u\n}\n", errors,
                           findings_count(findings, SEVERITY_WARNING) - errors);
}
