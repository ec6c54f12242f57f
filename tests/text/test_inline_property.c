/* Properties that hold for any input: the HTML of inline_render() is ours alone, and inline_escape() is undone by it.
 */
#include "text/inline.h"

#include <string.h>

#include "cases.h"
#include "ours.h"
#include "text/escape.h"

enum { ROUNDS = 20000, PIECES = 14 };

static const char *const NASTY[] = {
    "<",
    ">",
    "&",
    "\"",
    "'",
    "`",
    "``",
    "*",
    "**",
    "_",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[a](",
    "\\",
    "\n",
    "  \n",
    " ",
    "\t",
    "    ",
    "#",
    "# ",
    "- ",
    "1. ",
    "> ",
    "~~~",
    "---",
    "=",
    ":",
    "]:",
    "/u",
    "<b>",
    "</a>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "x",
    "5",
    "&lt;",
    "&#60;",
    "&#x22;",
    "&#10;",
    "&Tab;",
    "&colon;",
    "&quot;",
    "&#0;",
    "a:",
    "data:",
    "{",
    "}",
    "\xc2\xa0",
    "\xc3\xa9",
    "\x01",
    "\x7f",
    "\xc2\x85",
    "\xef\xbb\xbf",
    "javascript:",
    "JAVASCRIPT:",
    "java",
    "script:",
    "<a href=\"",
    "onclick=",
    "<script>",
    "</script>",
    "https://e.org",
    "\xe2\x80\xa8",
    "\xe2\x80\xae",
    "\xe2\x80\xac",
    "\xe2\x81\xa6",
    "\xe2\x81\xa9",
    "\xe2\x80\x8f",
    "\xe2\x80\x99",
    "\xf0\x9f\x93\xa7",
    "\xf3\xb0\x80\x80",
    "\xef\xbf\xbf",
    "e\xcc\x81",
    "&#x202e;",
};

/* The worst resolver: every target leads where it says. */
static const char *echo(const char *target, GString *href, gpointer data)
{
    (void)data;
    g_string_append(href, target);
    return NULL;
}

static void append_nasty(GString *out, GRand *random, int pieces)
{
    for (int i = 0; i < pieces; i++)
        g_string_append(out, NASTY[g_rand_int_range(random, 0, G_N_ELEMENTS(NASTY))]);
}

static void test_checker(void **state)
{
    (void)state;
    static const char *const OURS[] = {"", "a <em><a href=\"x\">&lt;</a></em>", "<code translate=\"no\">x</code>"};
    static const char *const NOT[] = {"<b>",
                                      "<em>",
                                      "</em>",
                                      "<em><a href=\"x\"></em></a>",
                                      "&copy;",
                                      "a > b",
                                      "\"",
                                      "<a href=\"x\" onclick=\"y\">z</a>",
                                      "<a href=\"javascript:x\">y</a>",
                                      "<code>"};
    for (gsize i = 0; i < G_N_ELEMENTS(OURS); i++)
        assert_true(ours_is_passage(OURS[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(NOT); i++)
        assert_false(ours_is_passage(NOT[i]));
}

/* Either findings and no output, or output that is ours; and often enough the latter. */
static void test_output_is_ours(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(5321);
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) markdown = g_string_new(NULL);
    const InlineOptions options = {echo, NULL};
    guint rendered = 0;
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(Findings) findings = findings_new();
        g_string_truncate(html, 0);
        g_string_truncate(text, 0);
        g_string_assign(markdown, "x");
        append_nasty(markdown, random, g_rand_int_range(random, 0, PIECES));
        const char *start = markdown->str + g_rand_int_range(random, 0, 2); /* with and without the `x` */
        gboolean fine = inline_render(start, &options, html, text, "f.yaml", (Mark){3, 5}, findings);
        assert_int_equal(fine, findings_length(findings) == 0);
        if (!fine)
            assert_int_equal(html->len + text->len, 0);
        if (!ours_is_passage(html->str))
            fail_msg("from %s came %s", start, html->str);
        rendered += fine;
    }
    assert_in_range(rendered, ROUNDS / 10, ROUNDS);
}

/* inline_escape() is undone by inline_render(): the HTML is that of the text, character for character. */
static void test_round_trip(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(3463);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) markdown = g_string_new(NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    g_autoptr(Findings) findings = findings_new();
    for (int round = 0; round < ROUNDS; round++) {
        g_string_truncate(out, 0);
        g_string_truncate(text, 0);
        g_string_truncate(markdown, 0);
        g_string_truncate(expected, 0);
        for (int i = g_rand_int_range(random, 0, 24); i > 0; i--)
            if (g_rand_boolean(random))
                g_string_append_c(text, (char)g_rand_int_range(random, ' ', 0x7f));
            else
                g_string_append(text,
                                (const char *[]){"\n", "\t", "- ", "1.", "&lt;", "\xc3\xa9"}[g_rand_int(random) % 6]);
        inline_escape(markdown, text->str);
        escape_html(expected, text->str);
        assert_true(inline_render(markdown->str, NULL, out, NULL, "f.yaml", (Mark){3, 5}, findings));
        assert_string_equal(out->str, expected->str);
    }
}

/* For text on one line without two blanks side by side the plain form is the text itself. */
static void test_round_trip_of_text(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(550);
    g_autoptr(Findings) findings = findings_new();
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GString) markdown = g_string_new(NULL);
        g_autoptr(GString) out = g_string_new(NULL);
        for (int i = g_rand_int_range(random, 0, 24); i > 0; i--) {
            char c = (char)g_rand_int_range(random, ' ', 0x7f);
            if (c != ' ' || text->len == 0 || text->str[text->len - 1] != ' ')
                g_string_append_c(text, c);
        }
        inline_escape(markdown, text->str);
        assert_true(inline_render(markdown->str, NULL, NULL, out, "f.yaml", (Mark){3, 5}, findings));
        assert_string_equal(out->str, text->str);
    }
}

/* Nothing of these may take long or overflow a stack; the time is not tested, but a hang is seen. */
static void test_long_rows(void **state)
{
    (void)state;
    static const char *const ROWS[] = {"[",     "]",   "*",    "* a", "_",      "a**b", "`",        "<",
                                       "&",     "![",  "[a](", "[]:", "\\",     "> ",   "- ",       "# x\n",
                                       "\n\nx", "<b>", "{",    "((",  "![[]()", "*[",   "**a __b ", "&#60;"};
    const InlineOptions options = {echo, NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        g_autoptr(GString) markdown = g_string_new(NULL);
        g_autoptr(GString) html = g_string_new(NULL);
        g_autoptr(Findings) findings = findings_new();
        while (markdown->len + strlen(ROWS[i]) <= INLINE_BYTES)
            g_string_append(markdown, ROWS[i]);
        gboolean fine = inline_render(markdown->str, &options, html, NULL, "f.yaml", (Mark){3, 5}, findings);
        assert_int_equal(fine, findings_length(findings) == 0);
        assert_true(ours_is_passage(html->str));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checker),    cmocka_unit_test(test_output_is_ours),
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_round_trip_of_text),
        cmocka_unit_test(test_long_rows),
    };
    return cmocka_run_group_tests_name("text/inline_property", tests, NULL, NULL);
}
