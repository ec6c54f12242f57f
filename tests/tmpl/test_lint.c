/* Every file in lint/ is a case: templates, and the findings they get (part "findings"), and, where given, the labels
 * they use (part "used"). The page "box" is one only where it has a template, "page" always. */
#include "fixture.h"

#include "diag/report.h"
#include "tmpl/lint.h"
#include "views.h"

static const char *const LABELS[] = {"when", "fix", "learn_more", NULL};

static void print_set(GHashTable *set, GString *out)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(set), (GCompareFunc)strcmp);
    for (GList *name = names; name; name = name->next)
        g_string_append_printf(out, "%s\n", (const char *)name->data);
}

static void lint(void **state)
{
    Fixture *fixture = fixture_read(*state);
    const TmplPage pages[] = {{"page", &PAGE}, {fixture_part(fixture, "templates/box.html") ? "box" : NULL, &BOX}, {0}};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) report = g_string_new(NULL), labels = g_string_new(NULL);
    gboolean clean = tmpl_lint((const TmplSource *)fixture->sources->data, fixture->sources->len, TRUE, pages, LABELS,
                               used, findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, fixture_part(fixture, "findings"));
    assert_int_equal(clean, report->len == 0);
    print_set(used, labels);
    if (fixture_part(fixture, "used"))
        assert_string_equal(labels->str, fixture_part(fixture, "used"));
    fixture_free(fixture);
}

/* What no text file can hold. */
static void not_text(const char *text, gsize length, const char *expected)
{
    const TmplPage pages[] = {{"page", &PAGE}, {0}};
    const TmplSource source = {"page", "templates/page.html", text, length};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL);
    assert_false(tmpl_lint(&source, 1, TRUE, pages, LABELS, NULL, findings));
    findings_print_text(findings, report);
    assert_string_equal(report->str, expected);
}

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}"

static void nul_byte(void **state)
{
    (void)state;
    const char text[] = PRAGMA "\n<p>\xc3\xa9\0{{TITLE}}\n";
    not_text(text, sizeof text - 1, "templates/page.html:2:5: error: this is a NUL byte [template-syntax]\n");
}

static void latin_1(void **state)
{
    (void)state;
    const char text[] = PRAGMA "\n<p>caf\xe9 {{TITLE}}\n";
    not_text(text, sizeof text - 1, "templates/page.html:2:7: error: this is not UTF-8 [template-syntax]\n");
}

static void deep_sections(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(PRAGMA);
    for (guint i = 0; i < 100000; i++)
        g_string_append(text, "{{#YES}}");
    g_autoptr(Findings) findings = findings_new();
    const TmplPage pages[] = {{"page", &PAGE}, {0}};
    const TmplSource source = {"page", "templates/page.html", text->str, text->len};
    assert_false(tmpl_lint(&source, 1, TRUE, pages, LABELS, NULL, findings));
    assert_int_equal(findings_length(findings), 100000);
}

/* What is found in a page and N partials, each of which includes the next, TWICE if so. */
static void check_chain(guint n, gboolean twice, const char *expected)
{
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    g_autofree TmplSource *sources = g_new(TmplSource, n + 1);
    for (guint i = 0; i <= n; i++) {
        g_autofree char *next = i < n ? g_strdup_printf("{{>p%u}}", i + 1) : g_strdup("{{TITLE}}");
        char *name = i ? g_strdup_printf("p%u", i) : g_strdup("page");
        char *text = g_strconcat(PRAGMA "{{#ROWS}}", next, "{{/ROWS}}{{#BOX}}", twice ? next : "", "{{/BOX}}", NULL);
        g_ptr_array_add(owned, name);
        g_ptr_array_add(owned, text);
        sources[i] = (TmplSource){name, name, text, strlen(text)};
    }
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL);
    const TmplPage pages[] = {{"page", &PAGE}, {0}};
    tmpl_lint(sources, n + 1, TRUE, pages, LABELS, NULL, findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, expected);
}

static void includes_within_each_other(void **state)
{
    (void)state;
    check_chain(64, FALSE, "");
    check_chain(65, FALSE,
                "p64:1:40: error: {{>p65}} brings more than 64 templates within each other [template-include]\n");
}

/* 40 partials, each of which includes the next in two scopes, are 2^40 ways, which must not be walked one by one. */
static void includes_in_one_page(void **state)
{
    (void)state;
    check_chain(8, TRUE, ""); /* 510 */
    check_chain(9, TRUE,      /* 1022 */
                "page:1:64: error: {{>p1}} brings more than 1000 templates into one page [template-include]\n");
    check_chain(40, TRUE,
                "p13:1:65: error: {{>p14}} brings more than 1000 templates into one page [template-include]\n"
                "p22:1:65: error: {{>p23}} brings more than 1000 templates into one page [template-include]\n"
                "p31:1:65: error: {{>p32}} brings more than 1000 templates into one page [template-include]\n"
                "p4:1:64: error: {{>p5}} brings more than 1000 templates into one page [template-include]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nul_byte),
        cmocka_unit_test(latin_1),
        cmocka_unit_test(deep_sections),
        cmocka_unit_test(includes_within_each_other),
        cmocka_unit_test(includes_in_one_page),
    };
    return fixture_run_all("lint", lint) + cmocka_run_group_tests(tests, NULL, NULL);
}
