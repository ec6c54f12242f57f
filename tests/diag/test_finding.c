#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "diag/finding.h"
#include "diag/report.h"

static const Mark WHOLE = {0, 0};

static void assert_report(Findings *findings, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    findings_print_text(findings, out);
    assert_string_equal(out->str, expected);
}

static void a_line_tells_place_severity_message_rule_and_hint(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_add(findings, RULE_UNKNOWN_KEY, "content/smtp/codes/550.yaml", (Mark){12, 3}, "did you mean \"stages\"?",
                 "unknown key \"%s\"", "stage");
    findings_add(findings, RULE_STALE_TRANSLATION, "b.yaml", WHOLE, NULL, "old");
    assert_report(findings, "content/smtp/codes/550.yaml:12:3: error: unknown key \"stage\" [unknown-key]\n"
                            "  did you mean \"stages\"?\n"
                            "b.yaml: warning: old [stale-translation]\n");
}

static void nothing_found_is_an_empty_report(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_sort(findings);
    assert_report(findings, "");
    assert_int_equal(findings_length(findings), 0);
    assert_int_equal(findings_count(findings, SEVERITY_NOTE), 0);
    findings_free(NULL);
}

static void sorted_by_file_line_column_rule_message_hint(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        Mark mark;
        RuleId rule;
        const char *message, *hint;
    } ROWS[] = {
        {"b", {1, 1}, RULE_BAD_VALUE, "m", NULL}, {"a", {10, 1}, RULE_BAD_VALUE, "m", NULL},
        {"a", {9, 2}, RULE_BAD_VALUE, "m", NULL}, {"a", {9, 1}, RULE_UNKNOWN_KEY, "m", NULL},
        {"a", {9, 1}, RULE_BAD_VALUE, "n", NULL}, {"a", {9, 1}, RULE_BAD_VALUE, "m", "z"},
        {"a", {9, 1}, RULE_BAD_VALUE, "m", NULL}, {"a", {0, 0}, RULE_UNKNOWN_KEY, "m", NULL},
        {"a", {9, 1}, RULE_BAD_VALUE, "m", "h"},  {"a/b", {1, 1}, RULE_BAD_VALUE, "m", NULL},
    };
    g_autoptr(Findings) findings = findings_new();
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++)
        findings_add(findings, ROWS[i].rule, ROWS[i].file, ROWS[i].mark, ROWS[i].hint, "%s", ROWS[i].message);
    findings_sort(findings);
    assert_report(findings, "a: error: m [unknown-key]\n"
                            "a:9:1: error: m [bad-value]\n"
                            "a:9:1: error: m [bad-value]\n  h\n"
                            "a:9:1: error: m [bad-value]\n  z\n"
                            "a:9:1: error: n [bad-value]\n"
                            "a:9:1: error: m [unknown-key]\n"
                            "a:9:2: error: m [bad-value]\n"
                            "a:10:1: error: m [bad-value]\n"
                            "a/b:1:1: error: m [bad-value]\n"
                            "b:1:1: error: m [bad-value]\n");
}

static void repeats_are_dropped_and_fast(void **state)
{
    (void)state;
    enum { REPEATS = 200000 }; /* removing them one by one from the array took minutes */
    g_autoptr(Findings) findings = findings_new();
    for (guint i = 0; i < REPEATS; i++)
        findings_add(findings, RULE_BAD_VALUE, "a", (Mark){1 + i % 3, 1}, NULL, "m");
    findings_sort(findings);
    assert_int_equal(findings_length(findings), 3);
    for (guint i = 0; i < 3; i++)
        assert_int_equal(findings_get(findings, i)->mark.line, i + 1);
    findings_sort(findings);
    assert_int_equal(findings_length(findings), 3);
}

static void counted_by_severity(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_add(findings, RULE_TYPOGRAPHY, "a", WHOLE, NULL, "w");
    findings_add(findings, RULE_BAD_VALUE, "a", WHOLE, NULL, "e");
    findings_add(findings, RULE_BAD_VALUE, "b", WHOLE, NULL, "e");
    assert_int_equal(findings_count(findings, SEVERITY_NOTE), 3);
    assert_int_equal(findings_count(findings, SEVERITY_WARNING), 3);
    assert_int_equal(findings_count(findings, SEVERITY_ERROR), 2);
}

/* The severities of what is found now, in the order in which it was added. */
static void assert_severities(const Findings *findings, const char *expected)
{
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint i = 0; i < findings_length(findings); i++)
        g_string_append_printf(got, "%s %s\n", findings_get(findings, i)->file,
                               severity_name(findings_get(findings, i)->severity));
    assert_string_equal(got->str, expected);
}

static void levels_hold_for_what_is_there_and_what_comes(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_file_language(findings, "fr", "fr");
    findings_file_language(findings, "es", "es");
    static const char *const FILES[] = {"fr", "es", "none"};
    for (guint round = 0; round < 2; round++) {
        for (guint i = 0; i < G_N_ELEMENTS(FILES); i++)
            findings_add(findings, RULE_TYPOGRAPHY, FILES[i], WHOLE, NULL, "m");
        findings_add(findings, RULE_UNUSED_LABEL, "fr", WHOLE, NULL, "m");
        if (round == 0) {
            assert_severities(findings, "fr warning\nes warning\nnone warning\nfr warning\n");
            /* That of a language goes first, whatever the order. */
            findings_set_level(findings, RULE_TYPOGRAPHY, "fr", SEVERITY_ERROR);
            findings_set_level(findings, RULE_TYPOGRAPHY, NULL, SEVERITY_NOTE);
            findings_set_level(findings, RULE_TYPOGRAPHY, "es", SEVERITY_OFF);
            assert_severities(findings, "fr error\nnone note\nfr warning\n");
        }
    }
    assert_severities(findings, "fr error\nnone note\nfr warning\nfr error\nnone note\nfr warning\n");
    assert_int_equal(findings_count(findings, SEVERITY_ERROR), 2);
    assert_int_equal(findings_count(findings, SEVERITY_WARNING), 4);
}

static void rules_and_severities_by_name(void **state)
{
    (void)state;
    for (guint i = 0; i < N_RULES; i++)
        assert_int_equal(rule_of(RULES[i].id), i); /* none twice */
    assert_int_equal(rule_of("no-rule"), N_RULES);
    for (guint i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++)
        assert_int_equal(severity_of(severity_name((Severity)i)), i);
    assert_int_equal(severity_of("Error"), -1);
    /* What may be lowered is nothing that the build stands on. */
    for (guint i = 0; i < N_RULES; i++)
        assert_true(RULES[i].severity == SEVERITY_ERROR || RULES[i].kind == RULE_IS_FREE ||
                    RULES[i].kind == RULE_IS_PAGE);
}

static void hostile_text_cannot_act_on_the_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *shown;
    } CASES[] = {
        {"plain text and other scripts", "naïve 日本 \"q\" \\", "naïve 日本 \"q\" \\"},
        {"escape sequence", "\x1b[2J", "\\x1b[2J"},
        {"line ends and tabs", "a\nb\r\tc", "a\\x0ab\\x0d\\x09c"},
        {"delete", "\x7f", "\\x7f"},
        {"C1 control, as a character", "\xc2\x9b", "\\xc2\\x9b"},
        {"C1 control, as a byte", "\x9b", "\\x9b"},
        {"right-to-left override", "\xe2\x80\xae", "\\xe2\\x80\\xae"},
        {"zero-width space", "a\xe2\x80\x8b", "a\\xe2\\x80\\x8b"},
        {"line separator", "\xe2\x80\xa8", "\\xe2\\x80\\xa8"},
        {"language tag character", "\xf3\xa0\x81\x81", "\\xf3\\xa0\\x81\\x81"},
        {"byte order mark", "\xef\xbb\xbf", "\\xef\\xbb\\xbf"},
        {"stray continuation", "a\x80z", "a\\x80z"},
        {"overlong NUL", "\xc0\x80", "\\xc0\\x80"},
        {"surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80"},
        {"cut off at the end", "a\xf0\x9f\x92", "a\\xf0\\x9f\\x92"},
        {"cut off before a letter", "\xe6\x97z", "\\xe6\\x97z"},
        {"lead byte alone", "\xf0", "\\xf0"},
        {"no lead byte at all", "\xff\xfe", "\\xff\\xfe"},
        {"empty", "", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        print_message("%s\n", CASES[i].what);
        g_autoptr(Findings) findings = findings_new();
        findings_add(findings, RULE_BAD_VALUE, CASES[i].text, WHOLE, CASES[i].text, "%s", CASES[i].text);
        g_autofree char *expected =
            g_strdup_printf("%s: error: %s [bad-value]\n  %s\n", CASES[i].shown, CASES[i].shown, CASES[i].shown);
        assert_report(findings, expected);
    }
}

static void suggests_the_nearest_word(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"stages", "retry", "fix", "fixed_by", "enhanced", "1", NULL};
    g_autofree char *long_word = g_strnfill(100, 's');
    const struct {
        const char *word, *nearest;
    } CASES[] = {
        {"stage", "stages"},   {"stages", "stages"},
        {"retyr", "retry"},    {"fxi", "fix"},
        {"fx", "fix"},         {"enhancde", "enhanced"},
        {"f", NULL},           {"", NULL},
        {"description", NULL}, {"fixed-by", "fixed_by"},
        {"Stages", "stages"},  {"enh", NULL},
        {long_word, NULL},     {"5", NULL},
        {"12", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *hint = findings_suggest(CASES[i].word, WORDS);
        g_autofree char *expected = CASES[i].nearest ? g_strdup_printf("did you mean \"%s\"?", CASES[i].nearest) : NULL;
        if (g_strcmp0(hint, expected) != 0)
            fail_msg("%s: %s", CASES[i].word, hint ? hint : "no hint");
    }
    const char *const none[] = {NULL};
    assert_null(findings_suggest("stage", none));
}

static void suggests_from_no_more_words_than_anyone_knows(void **state)
{
    (void)state;
    const char *words[SUGGEST_WORDS + 2] = {NULL};
    for (guint i = 0; i <= SUGGEST_WORDS; i++)
        words[i] = "another";
    words[SUGGEST_WORDS] = "stages";
    assert_null(findings_suggest("stage", words));
    words[SUGGEST_WORDS - 1] = "stages";
    g_autofree char *hint = findings_suggest("stage", words);
    assert_string_equal(hint, "did you mean \"stages\"?");
}

static gpointer add_many(gpointer findings)
{
    for (guint i = 0; i < 1000; i++)
        findings_add(findings, RULE_BAD_VALUE, "a", (Mark){i + 1, 1}, NULL, "%p", (void *)&i);
    return NULL;
}

static void any_thread_may_add(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    GThread *threads[4];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("adds", add_many, findings);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    assert_int_equal(findings_length(findings), 4000);
}

static void what_is_adopted_has_the_levels_of_its_new_home(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_set_level(findings, RULE_UNUSED_LABEL, NULL, SEVERITY_OFF);
    findings_set_level(findings, RULE_STALE_TRANSLATION, "fr", SEVERITY_ERROR);
    findings_set_level(findings, RULE_TYPOGRAPHY, "fr", SEVERITY_NOTE);
    findings_file_language(findings, "c.fr.yaml", "fr"); /* by who read it; who checks it does not know */
    Findings *other = findings_new();
    findings_file_language(other, "a.fr.yaml", "fr");
    findings_add(other, RULE_TYPOGRAPHY, "c.fr.yaml", WHOLE, NULL, "a note in French");
    findings_add(other, RULE_UNUSED_LABEL, "a", WHOLE, NULL, "off");
    findings_add(other, RULE_STALE_TRANSLATION, "a.fr.yaml", WHOLE, NULL, "an error in French");
    findings_add(other, RULE_STALE_TRANSLATION, "b.yaml", WHOLE, "do", "a warning elsewhere");
    findings_adopt(findings, other);
    findings_add(findings, RULE_STALE_TRANSLATION, "a.fr.yaml", WHOLE, NULL, "the language is known here too");
    assert_report(findings, "c.fr.yaml: note: a note in French [typography]\n"
                            "a.fr.yaml: error: an error in French [stale-translation]\n"
                            "b.yaml: warning: a warning elsewhere [stale-translation]\n  do\n"
                            "a.fr.yaml: error: the language is known here too [stale-translation]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_tells_place_severity_message_rule_and_hint),
        cmocka_unit_test(nothing_found_is_an_empty_report),
        cmocka_unit_test(sorted_by_file_line_column_rule_message_hint),
        cmocka_unit_test(repeats_are_dropped_and_fast),
        cmocka_unit_test(counted_by_severity),
        cmocka_unit_test(levels_hold_for_what_is_there_and_what_comes),
        cmocka_unit_test(rules_and_severities_by_name),
        cmocka_unit_test(hostile_text_cannot_act_on_the_terminal),
        cmocka_unit_test(suggests_the_nearest_word),
        cmocka_unit_test(suggests_from_no_more_words_than_anyone_knows),
        cmocka_unit_test(any_thread_may_add),
        cmocka_unit_test(what_is_adopted_has_the_levels_of_its_new_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
