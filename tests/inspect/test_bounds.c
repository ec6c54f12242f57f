#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inspect/bounds.h"

#define DEEP "over 512 elements within each other"

/* TEXT, so many times. */
static char *times(const char *text, guint n)
{
    GString *out = g_string_new(NULL);
    while (n-- > 0)
        g_string_append(out, text);
    return g_string_free(out, FALSE);
}

static void assert_repeated(const char *text, guint n, const char *expected)
{
    g_autofree char *html = times(text, n);
    const char *passed = bounds_passed(html, strlen(html));
    if (g_strcmp0(passed, expected) != 0)
        fail_msg("%u times %s: %s", n, text, passed ? passed : "nothing passed");
}

static void depth(void **state)
{
    (void)state;
    assert_repeated("<div>", 512, NULL);
    assert_repeated("<div>", 513, DEEP);
    assert_repeated("<DIV class=a>", 513, DEEP);
    assert_repeated("<b></p>", 513, DEEP); /* what closes nothing */
    assert_repeated("<div></b>", 513, DEEP);
    assert_repeated("<div></divx>", 513, DEEP);
    assert_repeated("<svg><p>", 513, DEEP);
    assert_repeated("<svg><input><g x=/>", 257, DEEP); /* that "/" is a value */
    assert_repeated("<area><svg></svg/>", 513, DEEP);
    assert_repeated("<math><mi></mi ></math>", 513, DEEP);
}

static void what_is_not_deep(void **state)
{
    (void)state;
    assert_repeated("<div><p>x</div>", 1000, NULL);
    assert_repeated("<li><a href='>'>x</a >", 1000, NULL);
    assert_repeated("<br><img src=x><input>", 1000, NULL);
    assert_repeated("<svg><path d='M1 1'/><use href=\"#a\" /></svg><math/>", 1000, NULL);
    assert_repeated("a < b <3 </3> <!-- <b> --><!--><!---><?x <b>", 1000, NULL);
    assert_repeated("<script>if (a<b) '<b>'</script><TITLE><b></title>", 1000, NULL);
}

/* In a drawing a tag may close itself; not so where it holds HTML, nor where it has ended. */
static void html_in_a_drawing(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"<svg>", "<div/>"},
        {"<svg><g/><b/>", "<path/>"},
        {"<svg><desc>", "<div/>"},
        {"<math><mi>", "<g/>"},
        {"<math><annotation-xml encoding=text/html>", "<div/>"},
        {"<svg><desc><title><svg></title>", "<path/>"},
        {"<div><svg></div>", "<path/>"},
        {"<select><svg><input/>", "<path/>"},
        {"<script><!--</script><svg><desc>x</desc>", "<tr>"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *row = times(CASES[i][1], 600), *html = g_strconcat(CASES[i][0], row, NULL);
        const char *passed = bounds_passed(html, strlen(html));
        if (g_strcmp0(passed, DEEP) != 0)
            fail_msg("%s and 600 times %s: %s", CASES[i][0], CASES[i][1], passed ? passed : "nothing passed");
    }
    assert_repeated("<svg><title>An icon</title><path d='M1 1'/><g><path/></g></svg>", 1000, NULL);
    assert_repeated("<svg><foreignObject><p>a<br>b</p><ul><li>c</ul></foreignObject></svg>", 1000, NULL);
}

/* What a parser takes for text is no end tag here. */
static void hidden_end_tags(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "<div><script></div></script>",
        "<div><script></scripts></div></script>",
        "<div><script><!--<script></script></div>--></script>",
        "<div><!--</div>-->",
        "<div><!-- --!><!--</div>-->",
        "<div title='</div>'>",
        "<div a=b'</div>c>",
        "<div><?</div>",
        "<div><textarea></div></textarea>",
        "<svg><g><![CDATA[ > </g> ]]>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        assert_repeated(CASES[i], 600, DEEP);
}

static void attributes(void **state)
{
    (void)state;
    static const char *const CASES[] = {" a", " a=1", "/a", " a = 'x y z'", "\na=\"\""};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        for (guint n = 256; n <= 257; n++) {
            g_autofree char *row = times(CASES[i], n), *html = g_strdup_printf("<p%s>", row);
            const char *passed = bounds_passed(html, strlen(html));
            assert_int_equal(passed != NULL, n > 256);
            if (passed)
                assert_string_equal(passed, "a tag with over 256 attributes");
        }
}

/* Of a page that ends within something, nothing behind the end is read. */
static void every_end(void **state)
{
    (void)state;
    static const char PAGE[] =
        "<!DOCTYPE html><p a = 'b' c=d e/><!-- x --!></p ><script>x</script><svg><![CDATA[]]></svg>";
    for (gsize length = 0; length < sizeof PAGE; length++) {
        g_autofree char *html = g_memdup2(PAGE, MAX(length, 1));
        assert_null(bounds_passed(html, length));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth),           cmocka_unit_test(what_is_not_deep), cmocka_unit_test(html_in_a_drawing),
        cmocka_unit_test(hidden_end_tags), cmocka_unit_test(attributes),       cmocka_unit_test(every_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
