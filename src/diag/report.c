#include "diag/report.h"

#include <string.h>

const char *const REPORT_FORMATS[] = {
    [REPORT_TEXT] = "text", [REPORT_JSON] = "json", [REPORT_SARIF] = "sarif", [REPORT_GITHUB] = "github", NULL};

/* What moves a cursor, ends a line or turns the reading direction. */
static gboolean acts_on_terminal(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* json-glib escapes all control characters but this one, and JSON allows none (RFC 8259, section 7). */
static gboolean breaks_json(gunichar c)
{
    return c == 0x1f;
}

/* Content is quoted in messages, and content may be hostile. Shown byte by byte, so that a character and a stray byte
 * of the same number (U+0085 and 0x85) look different. */
static void append(GString *out, const char *text, gboolean (*shown)(gunichar))
{
    for (const char *p = text; *p;) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        gboolean valid = (gint32)c >= 0;
        const char *next = valid ? g_utf8_next_char(p) : p + 1;
        if (valid && !shown(c))
            g_string_append_len(out, p, next - p);
        else
            for (const char *byte = p; byte < next; byte++)
                g_string_append_printf(out, "\\x%02x", (guchar)*byte);
        p = next;
    }
}

void report_append_visible(GString *out, const char *text)
{
    append(out, text, acts_on_terminal);
}

char *report_for_json(const char *text)
{
    GString *out = g_string_new(NULL);
    append(out, text, breaks_json);
    return g_string_free(out, FALSE);
}

char *report_path(const Finding *finding, const ReportOptions *options)
{
    const char *source = options->source ? options->source : ".";
    while (g_str_has_prefix(source, "./"))
        source += strspn(source + 1, "/") + 1;
    if (finding->rule->kind >= RULE_IS_OUTPUT || !*source || strcmp(source, ".") == 0 || g_path_is_absolute(source))
        return g_strdup(finding->file);
    return g_build_path("/", source, finding->file, NULL);
}

static void print_finding(const Finding *finding, gboolean colour, GString *out)
{
    static const char *const COLOURS[] = {
        [SEVERITY_NOTE] = "36", [SEVERITY_WARNING] = "1;33", [SEVERITY_ERROR] = "1;31"};
    report_append_visible(out, finding->file);
    if (finding->mark.line)
        g_string_append_printf(out, ":%u:%u", finding->mark.line, finding->mark.column);
    if (colour)
        g_string_append_printf(out, ": \x1b[%sm%s:\x1b[0m ", COLOURS[finding->severity],
                               severity_name(finding->severity));
    else
        g_string_append_printf(out, ": %s: ", severity_name(finding->severity));
    report_append_visible(out, finding->message);
    g_string_append_printf(out, " [%s]\n", finding->rule->id);
    if (finding->hint) {
        g_string_append(out, "  ");
        report_append_visible(out, finding->hint);
        g_string_append_c(out, '\n');
    }
}

static void print_text(const Findings *findings, const ReportOptions *options, GString *out)
{
    for (guint i = 0; i < findings_length(findings); i++)
        if (findings_get(findings, i)->severity >= options->at_least)
            print_finding(findings_get(findings, i), options->colour, out);
}

void findings_print_text(const Findings *findings, GString *out)
{
    print_text(findings, &(ReportOptions){0}, out);
}

void report_print(const Findings *findings, const ReportOptions *options, GString *out)
{
    switch (options->format) {
    case REPORT_TEXT:
        print_text(findings, options, out);
        break;
    case REPORT_JSON:
        report_json(findings, out);
        break;
    case REPORT_SARIF:
        report_sarif(findings, options, out);
        break;
    case REPORT_GITHUB:
        report_github(findings, options, out);
        break;
    }
}
