#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <json-glib/json-glib.h>

#include "diag/report.h"

static const Mark WHOLE = {0, 0};

static char *printed(const Findings *findings, ReportOptions options)
{
    GString *out = g_string_new(NULL);
    report_print(findings, &options, out);
    return g_string_free(out, FALSE);
}

static void assert_printed(const Findings *findings, ReportOptions options, const char *expected)
{
    g_autofree char *got = printed(findings, options);
    assert_string_equal(got, expected);
}

static JsonNode *parsed(const Findings *findings, ReportFormat format, const char *source)
{
    g_autofree char *text = printed(findings, (ReportOptions){.format = format, .source = source, .version = "1"});
    GError *error = NULL;
    JsonNode *root = json_from_string(text, &error);
    assert_null(error);
    return root;
}

/* The value at PATH ("$.runs[0].results[1].level") as JSON; g_free() it. */
static char *at(JsonNode *root, const char *path)
{
    g_autoptr(JsonNode) found = json_path_query(path, root, NULL);
    assert_non_null(found);
    char *text = json_to_string(found, FALSE);
    return text;
}

static void assert_at(JsonNode *root, const char *path, const char *expected)
{
    g_autofree char *got = at(root, path);
    assert_string_equal(got, expected);
}

static void colour_is_around_the_severity_only(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_set_level(findings, RULE_CHANGED_TOKEN, NULL, SEVERITY_NOTE);
    findings_add(findings, RULE_BAD_VALUE, "a", (Mark){1, 2}, NULL, "\x1b[1m");
    findings_add(findings, RULE_TYPOGRAPHY, "b", WHOLE, "h", "w");
    findings_add(findings, RULE_CHANGED_TOKEN, "c", WHOLE, NULL, "n");
    assert_printed(findings, (ReportOptions){.colour = TRUE},
                   "a:1:2: \x1b[1;31merror:\x1b[0m \\x1b[1m [bad-value]\n"
                   "b: \x1b[1;33mwarning:\x1b[0m w [typography]\n  h\n"
                   "c: \x1b[36mnote:\x1b[0m n [changed-token]\n");
    assert_printed(findings, (ReportOptions){.at_least = SEVERITY_WARNING},
                   "a:1:2: error: \\x1b[1m [bad-value]\nb: warning: w [typography]\n  h\n");
}

static void json_holds_all_of_a_finding(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_file_language(findings, "b\x80", "fr");
    findings_add(findings, RULE_BAD_VALUE, "a \"é\"\n", (Mark){3, 4}, "h\x1b", "m\\");
    findings_add(findings, RULE_TYPOGRAPHY, "b\x80", WHOLE, NULL, "\xff");
    g_autoptr(JsonNode) root = parsed(findings, REPORT_JSON, "elsewhere");
    assert_at(root, "$.findings[0]",
              "[{\"rule\":\"bad-value\",\"severity\":\"error\",\"file\":\"a \\\"é\\\"\\n\",\"line\":3,\"column\":4,"
              "\"message\":\"m\\\\\",\"hint\":\"h\\u001b\",\"language\":null}]");
    assert_at(root, "$.findings[1]",
              "[{\"rule\":\"typography\",\"severity\":\"warning\",\"file\":\"b\\\\x80\",\"line\":0,\"column\":0,"
              "\"message\":\"\\\\xff\",\"hint\":null,\"language\":\"fr\"}]");
    assert_at(root, "$.errors", "[1]");
    assert_at(root, "$.warnings", "[1]");
}

/* RFC 8259, section 7; json-glib 1.6 leaves U+001F as it is. */
static void no_control_character_in_json(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    for (guint c = 1; c < 0x20; c++)
        findings_add(findings, RULE_BAD_VALUE, "a", WHOLE, NULL, "before %c behind", c);
    for (ReportFormat format = REPORT_JSON; format <= REPORT_SARIF; format++) {
        g_autoptr(GString) out = g_string_new(NULL);
        report_print(findings, &(ReportOptions){.format = format, .version = "0"}, out);
        for (const char *p = out->str; *p; p++)
            assert_true((guchar)*p >= 0x20 || *p == '\n');
        assert_non_null(strstr(out->str, "before \\\\x1f behind"));
    }
}

/* Those who read a report by lines find each finding on one; and none of a hundred thousand is held with the others. */
static void each_finding_is_a_line_of_json(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    for (guint line = 1; line <= 3; line++)
        findings_add(findings, RULE_BAD_VALUE, "a", (Mark){line, 1}, "a\nb", "line\n%u", line);
    for (ReportFormat format = REPORT_JSON; format <= REPORT_SARIF; format++) {
        g_autoptr(GString) out = g_string_new(NULL);
        report_print(findings, &(ReportOptions){.format = format}, out);
        g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
        guint whole = 0;
        for (char **line = lines; *line; line++) {
            gsize length = strlen(*line) - (g_str_has_suffix(*line, ",") ? 1 : 0);
            g_autofree char *object = g_strndup(*line, length);
            g_autoptr(JsonNode) node = g_str_has_prefix(object, "{\"rule") ? json_from_string(object, NULL) : NULL;
            whole += node != NULL;
        }
        assert_int_equal(whole, 3);
    }
}

static void nothing_found_in_every_format(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    assert_printed(findings, (ReportOptions){.format = REPORT_TEXT}, "");
    assert_printed(findings, (ReportOptions){.format = REPORT_GITHUB}, "");
    g_autoptr(JsonNode) json = parsed(findings, REPORT_JSON, NULL);
    g_autoptr(JsonNode) sarif = parsed(findings, REPORT_SARIF, NULL);
    assert_at(json, "$.findings", "[[]]");
    assert_at(sarif, "$.runs[0].results", "[[]]"); /* 3.14.23: the run looked, and found nothing */
}

static void sarif_names_rule_level_message_and_place(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_set_level(findings, RULE_TYPOGRAPHY, NULL, SEVERITY_NOTE);
    findings_add(findings, RULE_UNKNOWN_KEY, "content/é 1#2:%.yaml", (Mark){3, 4}, "did you mean \"b\"?", "unknown");
    findings_add(findings, RULE_TYPOGRAPHY, "b", WHOLE, NULL, "w");
    findings_add(findings, RULE_DEAD_LINK, "/srv/a b/index.html", WHOLE, NULL, "d");
    g_autoptr(JsonNode) root = parsed(findings, REPORT_SARIF, "./site/");
    assert_at(root, "$.runs[0].results[2].locations[0].physicalLocation",
              "[{\"artifactLocation\":{\"uri\":\"file:///srv/a%20b/index.html\"}}]");
    assert_at(root, "$.version", "[\"2.1.0\"]");
    assert_at(root, "$.runs[0].columnKind", "[\"unicodeCodePoints\"]");
    assert_at(root, "$.runs[0].results[0].ruleId", "[\"unknown-key\"]");
    assert_at(root, "$.runs[0].results[0].level", "[\"error\"]");
    assert_at(root, "$.runs[0].results[0].message", "[{\"text\":\"unknown\\ndid you mean \\\"b\\\"?\"}]");
    assert_at(root, "$.runs[0].results[0].locations[0].physicalLocation",
              "[{\"artifactLocation\":{\"uri\":\"site/content/%C3%A9%201%232%3A%25.yaml\",\"uriBaseId\":\"SRCROOT\"},"
              "\"region\":{\"startLine\":3,\"startColumn\":4}}]");
    assert_at(root, "$.runs[0].results[1].level", "[\"note\"]");
    assert_at(root, "$.runs[0].results[1].locations[0].physicalLocation",
              "[{\"artifactLocation\":{\"uri\":\"site/b\",\"uriBaseId\":\"SRCROOT\"}}]");
    for (guint i = 0; i < N_RULES; i++) {
        g_autofree char *path = g_strdup_printf("$.runs[0].tool.driver.rules[%u].id", i);
        g_autofree char *id = g_strdup_printf("[\"%s\"]", RULES[i].id);
        assert_at(root, path, id);
    }
    g_autofree char *index = g_strdup_printf("[%d]", RULE_UNKNOWN_KEY);
    assert_at(root, "$.runs[0].results[0].ruleIndex", index);
}

static char *fingerprint(Mark first, Mark second, const char *hint, const char *message, guint which)
{
    g_autoptr(Findings) findings = findings_new();
    findings_add(findings, RULE_BAD_VALUE, "a", first, hint, "m");
    findings_add(findings, RULE_BAD_VALUE, "a", second, hint, "%s", message);
    g_autoptr(JsonNode) root = parsed(findings, REPORT_SARIF, NULL);
    g_autofree char *path = g_strdup_printf("$.runs[0].results[%u].partialFingerprints", which);
    return at(root, path);
}

static void fingerprints_survive_what_moves_lines(void **state)
{
    (void)state;
    g_autofree char *before = fingerprint((Mark){1, 1}, (Mark){2, 1}, "line 1", "m", 0);
    g_autofree char *moved = fingerprint((Mark){31, 5}, (Mark){70, 1}, "line 31", "m", 0);
    assert_string_equal(before, moved);
    /* The same said twice of a file is two results, and what is said differently is another. */
    g_autofree char *second = fingerprint((Mark){1, 1}, (Mark){2, 1}, "line 1", "m", 1);
    g_autofree char *second_moved = fingerprint((Mark){31, 5}, (Mark){70, 1}, "line 31", "m", 1);
    g_autofree char *other = fingerprint((Mark){1, 1}, (Mark){2, 1}, "line 1", "n", 1);
    assert_string_equal(second, second_moved);
    assert_string_not_equal(before, second);
    assert_string_not_equal(second, other);
}

static void github_escapes_data_and_properties(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_set_level(findings, RULE_CHANGED_TOKEN, NULL, SEVERITY_NOTE);
    findings_add(findings, RULE_BAD_VALUE, "a,b:%.yaml", (Mark){3, 4}, "do: 100%, now", "::error::m\r\n%%");
    findings_add(findings, RULE_TYPOGRAPHY, "b", WHOLE, NULL, "w");
    findings_add(findings, RULE_CHANGED_TOKEN, "c", WHOLE, NULL, "n");
    findings_add(findings, RULE_FOREIGN_FILE, "public/x", WHOLE, NULL, "n");
    assert_printed(findings, (ReportOptions){.format = REPORT_GITHUB, .source = "./site"},
                   "::error file=site/a%2Cb%3A%25.yaml,line=3,col=4,title=bad-value::"
                   "::error::m\\x0d\\x0a%25%0Ado: 100%25, now\n"
                   "::warning file=site/b,title=typography::w\n"
                   "::notice file=site/c,title=changed-token::n\n"
                   "::error file=public/x,title=foreign-file::n\n");
}

static void github_shows_ten_of_a_kind(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    for (guint i = 0; i < 11; i++)
        findings_add(findings, RULE_BAD_VALUE, "a", (Mark){i + 1, 1}, NULL, "m");
    for (guint i = 0; i < 13; i++)
        findings_add(findings, RULE_TYPOGRAPHY, "a", (Mark){i + 1, 1}, NULL, "m");
    for (guint i = 0; i < 10; i++)
        findings_add(findings, RULE_UNUSED_LABEL, "b", (Mark){i + 1, 1}, NULL, "m");
    g_autofree char *text = printed(findings, (ReportOptions){.format = REPORT_GITHUB});
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    assert_int_equal(g_strv_length(lines), 10 + 10 + 1 + 1);
    assert_true(g_str_has_prefix(lines[9], "::error file=a,line=10,"));
    assert_true(g_str_has_prefix(lines[10], "::warning file=a,line=1,"));
    assert_string_equal(lines[20], "and 1 more error, 13 more warnings; --format text tells all");
}

static void files_are_seen_from_the_working_folder(void **state)
{
    (void)state;
    static const struct {
        const char *source, *path;
    } CASES[] = {{NULL, "a"},   {".", "a"},         {"./", "a"},        {"././/", "a"}, {"x", "x/a"},
                 {"x/", "x/a"}, {"./x/y", "x/y/a"}, {"../x", "../x/a"}, {"/x", "a"}};
    Finding finding = {.rule = &RULES[RULE_BAD_VALUE], .file = (char *)"a"};
    Finding output = {.rule = &RULES[RULE_FOREIGN_FILE], .file = (char *)"a"};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        ReportOptions options = {.source = CASES[i].source};
        g_autofree char *path = report_path(&finding, &options), *own = report_path(&output, &options);
        assert_string_equal(path, CASES[i].path);
        assert_string_equal(own, "a");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colour_is_around_the_severity_only),
        cmocka_unit_test(json_holds_all_of_a_finding),
        cmocka_unit_test(no_control_character_in_json),
        cmocka_unit_test(each_finding_is_a_line_of_json),
        cmocka_unit_test(nothing_found_in_every_format),
        cmocka_unit_test(sarif_names_rule_level_message_and_place),
        cmocka_unit_test(fingerprints_survive_what_moves_lines),
        cmocka_unit_test(github_escapes_data_and_properties),
        cmocka_unit_test(github_shows_ten_of_a_kind),
        cmocka_unit_test(files_are_seen_from_the_working_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
