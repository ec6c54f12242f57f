#include "text/escape.h"

#include "cases.h"

typedef void (*Escape)(GString *, const char *);

static const struct Case {
    const char *name;
    Escape escape;
    const char *text, *expected;
} CASES[] = {
    {"html: nothing", escape_html, "", ""},
    {"html: plain", escape_html, "Mailbox not found", "Mailbox not found"},
    {"html: the five", escape_html, "<a href='x' b=\"y\">&</a>",
     "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;&lt;/a&gt;"},
    {"html: not twice cleverly", escape_html, "&amp;", "&amp;amp;"},
    {"html: tab, LF and CR stay", escape_html, "a\tb\nc\rd", "a\tb\nc\rd"},
    {"html: C0", escape_html, "a\x01\x08\x0b\x0c\x0e\x1f!",
     "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd!"},
    {"html: DEL", escape_html, "\x7f", "\xef\xbf\xbd"},
    {"html: C1, both ends", escape_html, "\xc2\x80|\xc2\x85|\xc2\x9f", "\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd"},
    {"html: behind C1", escape_html, "\xc2\xa0\xc2\xab", "\xc2\xa0\xc2\xab"},
    {"html: U+FFFE and U+FFFF", escape_html, "\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd"},
    {"html: their neighbours", escape_html, "\xef\xbf\xbd\xef\xbe\xbf\xef\xbb\xbf",
     "\xef\xbf\xbd\xef\xbe\xbf\xef\xbb\xbf"},
    {"html: separators stay", escape_html, "\xe2\x80\xa8\xe2\x80\xa9", "\xe2\x80\xa8\xe2\x80\xa9"},
    {"html: beyond the BMP", escape_html, "\xf0\x9f\x93\xa7<", "\xf0\x9f\x93\xa7&lt;"},
    {"html: accents", escape_html, "d\xc3\xa9j\xc3\xa0 & \xe2\x82\xac", "d\xc3\xa9j\xc3\xa0 &amp; \xe2\x82\xac"},
    {"xml: the five", escape_xml, "<&>\"'", "&lt;&amp;&gt;&quot;&#39;"},
    {"xml: end of CDATA", escape_xml, "]]>", "]]&gt;"},
    {"xml: controls", escape_xml, "\x1b[0m\xc2\x9b", "\xef\xbf\xbd[0m\xef\xbf\xbd"},
    {"json: end of script", escape_json, "</script><!--&", "\\u003c/script\\u003e\\u003c!--\\u0026"},
    {"json: separators", escape_json, "\xe2\x80\xa8\xe2\x80\xa9", "\\u2028\\u2029"},
    {"json: their neighbours", escape_json, "\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8",
     "\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8"},
    {"json: quotes and backslashes", escape_json, "it's \"\\", "it's \\\"\\\\"},
    {"json: tab, LF and CR", escape_json, "a\tb\nc\rd", "a\\tb\\nc\\rd"},
    {"json: C0, DEL and C1", escape_json, "\x01\x1f\x7f\xc2\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
};

static void test_escape(void **state)
{
    const struct Case *c = *state;
    g_autoptr(GString) out = g_string_new("<kept>");
    c->escape(out, c->text);
    assert_memory_equal(out->str, "<kept>", 6);
    assert_string_equal(out->str + 6, c->expected);
}

/* A lead byte that the text ends in must not carry the reading past the end. */
static void test_cut_off(void **state)
{
    (void)state;
    static const char *const ENDS[] = {"\xc2", "\xe2", "\xe2\x80", "\xef", "\xef\xbf"};
    static const Escape ESCAPES[] = {escape_html, escape_xml, escape_json};
    for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(ESCAPES); j++) {
            g_autofree char *exact = g_strdup(ENDS[i]); /* for the sanitizer: nothing behind it */
            g_autoptr(GString) out = g_string_new(NULL);
            ESCAPES[j](out, exact);
            assert_string_equal(out->str, ENDS[i]);
        }
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    struct CMUnitTest cut_off = cmocka_unit_test(test_cut_off);
    g_array_append_val(tests, cut_off);
    ADD_CASES(tests, CASES, test_escape);
    return run_cases(tests, "text/escape");
}
