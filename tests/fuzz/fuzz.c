#include "fuzz.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "diag/report.h"

GArray *fuzz_lines(const char *text, gsize length)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));
    guint characters = 0;
    for (const char *p = text, *end = text + length; p < end;) {
        gunichar c = *p ? g_utf8_get_char_validated(p, end - p) : 0;
        p += c && c <= G_MAXINT32 ? g_utf8_skip[(guchar)*p] : 1;
        characters++;
        if (c != '\n')
            continue;
        characters--;
        g_array_append_val(lines, characters);
        characters = 0;
    }
    g_array_append_val(lines, characters);
    return lines;
}

gboolean fuzz_is_within(const GArray *lines, Mark mark)
{
    return mark.line >= 1 && mark.line <= lines->len && mark.column >= 1 &&
           mark.column <= g_array_index(lines, guint, mark.line - 1) + 1;
}

gboolean fuzz_is_printable(const char *text, const char *allowed)
{
    for (const char *p = text; *p; p++)
        if (g_ascii_iscntrl(*p) && !strchr(allowed, *p))
            return FALSE;
    return g_utf8_validate(text, -1, NULL);
}

static void check_finding(const Finding *finding, const char *file, const GArray *lines)
{
    g_assert(*finding->message && finding->severity != SEVERITY_OFF);
    if (!file)
        return;
    g_assert(strcmp(finding->file, file) == 0);
    g_assert(!lines || (!finding->mark.line && !finding->mark.column) || fuzz_is_within(lines, finding->mark));
}

static void check_report(const Findings *findings, ReportFormat format)
{
    g_autoptr(GString) out = g_string_new(NULL);
    report_print(findings, &(ReportOptions){.format = format, .source = "source", .version = "0"}, out);
    g_assert(strlen(out->str) == out->len && fuzz_is_printable(out->str, "\n"));
    if (format != REPORT_JSON && format != REPORT_SARIF)
        return;
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert(json_parser_load_from_data(parser, out->str, (gssize)out->len, NULL));
}

void fuzz_check_findings(Findings *findings, const char *file, const GArray *lines)
{
    enum { RARELY = 32 }; /* SARIF holds all rules: it would take most of the time */
    findings_sort(findings);
    if (!findings_length(findings))
        return;
    for (guint i = 0; i < findings_length(findings); i++)
        check_finding(findings_get(findings, i), file, lines);
    check_report(findings, REPORT_TEXT);
    check_report(findings, REPORT_GITHUB);
    check_report(findings, strlen(findings_get(findings, 0)->message) % RARELY ? REPORT_JSON : REPORT_SARIF);
}

static char *scratch;

static void run(const char *const *argv)
{
    int status = 0;
    g_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert(status == 0);
}

static void delete_scratch(void)
{
    run((const char *const[]){"rm", "-rf", scratch, NULL});
    g_free(scratch);
}

const char *fuzz_scratch(const char *folder)
{
    g_assert(!scratch);
    scratch = g_dir_make_tmp("fuzz-XXXXXX", NULL);
    g_assert(scratch);
    atexit(delete_scratch);
    g_autofree char *all = folder ? g_build_filename(folder, ".", NULL) : NULL;
    if (all)
        run((const char *const[]){"cp", "-R", all, scratch, NULL});
    return scratch;
}
