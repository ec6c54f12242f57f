#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "preview/panel.h"

static void nothing_to_tell(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    assert_null(panel_of(findings, NULL, FALSE));
}

static void all_text_is_escaped(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    findings_add(findings, RULE_UNKNOWN_KEY, "a<b>&\".yaml", (Mark){3, 4}, "</section><img src=x onerror='y'>",
                 "unknown key \"%s\"", "<script>alert(1)</script>\x1b[31m");
    g_autofree char *panel = panel_of(findings, "full: </p><b>", TRUE);
    assert_null(strstr(panel, "<script"));
    assert_null(strstr(panel, "<img"));
    assert_null(strstr(panel, "<b>"));
    assert_null(strchr(panel, '\x1b'));
    assert_non_null(strstr(panel, "<code>a&lt;b&gt;&amp;&quot;.yaml:3:4</code>: <strong>error</strong>: unknown key "
                                  "&quot;&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m&quot; [unknown-key]\n  "
                                  "&lt;/section&gt;&lt;img src=x onerror=&apos;y&apos;&gt;"));
    assert_non_null(strstr(panel, "full: &lt;/p&gt;&lt;b&gt;"));
    assert_non_null(strstr(panel, "1 finding; this page is of the last good build"));
    assert_null(strstr(panel, "style="));
}

static void many_are_cut(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    for (guint i = 0; i < 103; i++)
        findings_add(findings, RULE_UNKNOWN_KEY, "file", (Mark){i + 1, 1}, NULL, "x");
    g_autofree char *panel = panel_of(findings, NULL, FALSE);
    assert_non_null(strstr(panel, "103 findings</p>"));
    assert_non_null(strstr(panel, "<code>file:100:1</code>"));
    assert_null(strstr(panel, "<code>file:101:1</code>"));
    assert_non_null(strstr(panel, "and 3 more"));
}

static void where_it_goes(void **state)
{
    (void)state;
    static const struct {
        const char *page, *panel, *wanted;
    } CASES[] = {
        {"<body>x</body></html>", NULL,
         "<body>x"
         "SCRIPT"
         "</body></html>"},
        {"<body>x</BODY>\n", NULL,
         "<body>x"
         "SCRIPT"
         "</BODY>\n"},
        {"<p></body></p>x</body>", NULL,
         "<p></body></p>x"
         "SCRIPT"
         "</body>"},
        {"x", NULL,
         "x"
         "SCRIPT"},
        {"", NULL, "SCRIPT"},
        {"x</body>", "<p>y</p>\n",
         "x<link rel=\"stylesheet\" href=\"/.replyglot/panel.css\">\n<p>y</p>\nSCRIPT</body>"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GBytes) page = g_bytes_new(CASES[i].page, strlen(CASES[i].page));
        g_autoptr(GBytes) out = panel_insert(page, CASES[i].panel, "a-1");
        g_auto(GStrv) around = g_strsplit(CASES[i].wanted, "SCRIPT", 2);
        g_autofree char *wanted = g_strconcat(
            around[0], "<script src=\"/.replyglot/reload.js?state=a-1\" defer></script>\n", around[1], NULL);
        assert_int_equal(g_bytes_get_size(out), strlen(wanted));
        assert_memory_equal(g_bytes_get_data(out, NULL), wanted, strlen(wanted));
    }
}

static void a_page_of_its_own(void **state)
{
    (void)state;
    g_autoptr(GBytes) building = panel_page(NULL, "a-1"), failed = panel_page("<p>y</p>\n", "a-2");
    const char *text = g_bytes_get_data(building, NULL);
    assert_non_null(g_strstr_len(text, (gssize)g_bytes_get_size(building), "<h1>Building</h1>"));
    text = g_bytes_get_data(failed, NULL);
    assert_non_null(g_strstr_len(text, (gssize)g_bytes_get_size(failed), "<p>y</p>\n<script "));
}

static void files(void **state)
{
    (void)state;
    assert_non_null(strstr(panel_file("panel.css"), ".replyglot-preview{"));
    assert_non_null(strstr(panel_file("reload.js"), "'/.replyglot/events'"));
    assert_null(panel_file("panel.cs"));
    assert_null(panel_file(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_tell), cmocka_unit_test(all_text_is_escaped), cmocka_unit_test(many_are_cut),
        cmocka_unit_test(where_it_goes),   cmocka_unit_test(a_page_of_its_own),   cmocka_unit_test(files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
