#include <string.h>

#include "diag/report.h"

/* The runner reads a command up to the end of its line, a property up to the next comma, and undoes these escapes. The
 * colon is escaped because properties end at "::". (actions/toolkit, packages/core, command) */
static void append_escaped(GString *out, const char *text, const char *special)
{
    for (; *text; text++)
        if (strchr(special, *text))
            g_string_append_printf(out, "%%%02X", (guchar)*text);
        else
            g_string_append_c(out, *text);
}

static void append_text(GString *out, const char *text, const char *special)
{
    g_autoptr(GString) visible = g_string_new(NULL);
    report_append_visible(visible, text);
    append_escaped(out, visible->str, special);
}

#define IN_DATA     "%\r\n"
#define IN_PROPERTY IN_DATA ":,"

static void print_command(const Finding *finding, const ReportOptions *options, GString *out)
{
    static const char *const COMMANDS[] = {
        [SEVERITY_NOTE] = "notice", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    g_autofree char *path = report_path(finding, options);
    g_string_append_printf(out, "::%s file=", COMMANDS[finding->severity]);
    append_text(out, path, IN_PROPERTY);
    if (finding->mark.line)
        g_string_append_printf(out, ",line=%u,col=%u", finding->mark.line, finding->mark.column);
    g_string_append(out, ",title=");
    append_escaped(out, finding->rule->id, IN_PROPERTY);
    g_string_append(out, "::");
    append_text(out, finding->message, IN_DATA);
    if (finding->hint) {
        append_escaped(out, "\n", IN_DATA);
        append_text(out, finding->hint, IN_DATA);
    }
    g_string_append_c(out, '\n');
}

void report_github(const Findings *findings, const ReportOptions *options, GString *out)
{
    guint seen[SEVERITY_ERROR + 1] = {0};
    for (guint i = 0; i < findings_length(findings); i++) {
        const Finding *finding = findings_get(findings, i);
        if (finding->severity >= options->at_least && seen[finding->severity]++ < GITHUB_SHOWN)
            print_command(finding, options, out);
    }
    const char *between = "and ";
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
        if (seen[severity] <= GITHUB_SHOWN)
            continue;
        guint more = seen[severity] - GITHUB_SHOWN;
        g_string_append_printf(out, "%s%u more %s%s", between, more, severity_name((Severity)severity),
                               more == 1 ? "" : "s");
        between = ", ";
    }
    if (*between == ',')
        g_string_append(out, "; --format text tells all\n");
}
