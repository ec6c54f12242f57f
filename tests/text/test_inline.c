#include "text/inline.h"

#include "cases.h"
#include <string.h>

/* A resolver as the site has it: some targets lead somewhere, the others have a reason. `echo:` leads where it says. */
static const char *resolve(const char *target, GString *href, gpointer data)
{
    (void)data;
    if (strcmp(target, "code:450") == 0)
        g_string_append(href, "../450/");
    else if (g_str_has_prefix(target, "https://") || g_str_has_prefix(target, "#"))
        g_string_append(href, target);
    else if (g_str_has_prefix(target, "echo:"))
        g_string_append(href, target + strlen("echo:"));
    else
        return "no such page";
    return NULL;
}

static const InlineOptions LINKS = {resolve, NULL};

static const struct Good {
    const char *name, *markdown, *html, *text;
} GOOD[] = {
    {"empty", "", "", ""},
    {"blank", " \n ", "", ""},
    {"plain", "The mailbox is gone.", "The mailbox is gone.", "The mailbox is gone."},
    {"outer blanks", "  a b  ", "a b", "a b"},
    {"code", "Send `MAIL FROM`.", "Send <code translate=\"no\">MAIL FROM</code>.", "Send MAIL FROM."},
    {"code with backtick", "`` a`b ``", "<code translate=\"no\">a`b</code>", "a`b"},
    {"code is literal", "`<b>&amp; *x* [a](b)`", "<code translate=\"no\">&lt;b&gt;&amp;amp; *x* [a](b)</code>",
     "<b>&amp; *x* [a](b)"},
    {"code over a line end", "`a\nb`", "<code translate=\"no\">a b</code>", "a b"},
    {"emphasis", "*a* _b_ **c** __d__ ***e***",
     "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em>", "a b c d e"},
    {"emphasis that is none", "2 * 3 * 4 snake_case_x", "2 * 3 * 4 snake_case_x", "2 * 3 * 4 snake_case_x"},
    {"CJK emphasis stays literal", "\xe3\x81\xaf**\xe3\x80\x8c\xe5\xbc\xb7\xe3\x80\x8d**\xe3\x81\xa7",
     "\xe3\x81\xaf**\xe3\x80\x8c\xe5\xbc\xb7\xe3\x80\x8d**\xe3\x81\xa7",
     "\xe3\x81\xaf**\xe3\x80\x8c\xe5\xbc\xb7\xe3\x80\x8d**\xe3\x81\xa7"},
    {"soft break", "one\ntwo\r\nthree", "one two three", "one two three"},
    {"white space in text is folded", "one  two\tthree", "one  two\tthree", "one two three"},
    {"folded over nodes", "a ` ` b *c *", "a <code translate=\"no\"> </code> b *c *", "a b *c *"},
    {"link", "See [450](code:450).", "See <a href=\"../450/\">450</a>.", "See 450."},
    {"link with code", "[`450`*x*](code:450)", "<a href=\"../450/\"><code translate=\"no\">450</code><em>x</em></a>",
     "450x"},
    {"link address is escaped", "[x](https://e.org/?a=1&b=\"'2)",
     "<a href=\"https://e.org/?a=1&amp;b=&quot;&#39;2\">x</a>", "x"},
    {"autolink", "<https://e.org/a?b&c>", "<a href=\"https://e.org/a?b&amp;c\">https://e.org/a?b&amp;c</a>",
     "https://e.org/a?b&c"},
    {"entities", "&lt;b&gt; &amp; &eacute; &#39; &quot;", "&lt;b&gt; &amp; \xc3\xa9 &#39; &quot;",
     "<b> & \xc3\xa9 ' \""},
    {"no entity", "&nosuch; AT&T", "&amp;nosuch; AT&amp;T", "&nosuch; AT&T"},
    {"quotes", "\"it's\"", "&quot;it&#39;s&quot;", "\"it's\""},
    {"backslashes", "\\<script\\> \\[x\\](y) \\*a\\* 2024\\. \\\\", "&lt;script&gt; [x](y) *a* 2024. \\",
     "<script> [x](y) *a* 2024. \\"},
    {"less than", "a < b && c > d", "a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"},
    {"brackets that are no link", "[a][b] [c] ![", "[a][b] [c] ![", "[a][b] [c] !["},
    {"nested brackets", "[[[x](code:450)]]", "[[<a href=\"../450/\">x</a>]]", "[[x]]"},
    {"link in a link", "[[x](code:450)](code:450)", "[<a href=\"../450/\">x</a>](code:450)", "[x](code:450)"},
    {"colon behind a bracket", "as in [1]: it is", "as in [1]: it is", "as in [1]: it is"},
    {"escaped definition", "\\[1]: /url", "[1]: /url", "[1]: /url"},
    {"marks of direction", "a\xe2\x80\x8f(b)\xe2\x80\x8e", "a\xe2\x80\x8f(b)\xe2\x80\x8e",
     "a\xe2\x80\x8f(b)\xe2\x80\x8e"},
    {"isolate that is closed", "\xe2\x81\xa7*x*\xe2\x81\xa9", "\xe2\x81\xa7<em>x</em>\xe2\x81\xa9",
     "\xe2\x81\xa7x\xe2\x81\xa9"},
    {"number that begins no list", "550 5.7.1 is final. 2024.5", "550 5.7.1 is final. 2024.5",
     "550 5.7.1 is final. 2024.5"},
    {"no break space stays", "4\xc2\xa0%", "4\xc2\xa0%", "4\xc2\xa0%"},
    {"script of no link", "javascript:alert(1)", "javascript:alert(1)", "javascript:alert(1)"},
    {"NUL as an entity", "a&#0;b",
     "a\xef\xbf\xbd"
     "b",
     "a\xef\xbf\xbd"
     "b"},
};

static const struct Bad {
    const char *name, *markdown, *report;
} BAD[] = {
    {"heading", "# x", "inline-markup: a heading (\"# x\")"},
    {"underlined heading", "x\n===", "inline-markup: a heading (\"x\")"},
    {"list", "- x", "inline-markup: a list item (\"- x\")"},
    {"year", "2024. A year", "inline-markup: a list item (\"2024. A year\")"},
    {"list within", "a\n* b\n* c", "inline-markup: a list item (\"* b\")"},
    {"quote", "> x", "inline-markup: a block quote (\"> x\")"},
    {"indented code", "    x", "inline-markup: a code block (\"x\")"},
    {"fenced code", "```\nx\n```", "inline-markup: a code block (\"```\")"},
    {"thematic break", "***", "inline-markup: a thematic break (\"***\")"},
    {"second paragraph", "a\n\nb *c*\n\nd",
     "inline-markup: a second paragraph (\"b *c*\") | inline-markup: a second paragraph (\"d\")"},
    {"html block", "<div>\nx\n</div>", "inline-markup: raw HTML (\"<div>\")"},
    {"script block", "<script>alert(1)</script>", "inline-markup: raw HTML (\"<script>alert(1)</script>\")"},
    {"html", "a <b>c</b>", "inline-markup: raw HTML (\"</b>\") | inline-markup: raw HTML (\"<b>\")"},
    {"script within", "a <script>alert(1)</script>",
     "inline-markup: raw HTML (\"</script>\") | inline-markup: raw HTML (\"<script>\")"},
    {"comment", "a <!-- c -->", "inline-markup: raw HTML (\"<!-- c -->\")"},
    {"image", "![alt](https://e.org/i.png)", "inline-markup: an image (\"https://e.org/i.png\")"},
    {"image of data", "![x](data:image/png;base64,AAAA)", "inline-markup: an image (\"data:image/png;base64,AAAA\")"},
    {"image in a link", "[![x](i)](code:450)", "inline-markup: an image (\"i\")"},
    {"hard break", "one  \ntwo", "inline-markup: a hard line break (\"one\")"},
    {"backslash break", "one\\\ntwo", "inline-markup: a hard line break (\"one\")"},
    {"definition", "[ref]: /url", "inline-markup: a reference definition (\"[ref]: /url\")"},
    {"definition and text", "[ref]: /url\nSee [ref].",
     "inline-markup: a reference definition (\"[ref]: /url\") | unknown-link: link to \"/url\": no such page"},
    {"definition and brackets", "[ref]: code:450\n[x]", "inline-markup: a reference definition (\"[ref]: code:450\")"},
    {"definition at the end", "See [ref].\n\n [ref]: code:450",
     "inline-markup: a reference definition (\"[ref]: code:450\")"},
    {"definition with a title", "[a\\]b]: </u>\n'title'", "inline-markup: a reference definition (\"[a\\]b]: </u>\")"},
    {"definition over lines", "[a\nb]: /u", "inline-markup: a reference definition (\"[a\")"},
    {"what looks like a definition", "[1]: a b c", "inline-markup: a reference definition (\"[1]: a b c\")"},
    {"unknown link", "[x](code:999)", "unknown-link: link to \"code:999\": no such page"},
    {"two unknown links", "[x](a) [y](b)",
     "unknown-link: link to \"a\": no such page | unknown-link: link to \"b\": no such page"},
    {"link without target", "[x]()", "unknown-link: link to \"\": it has no target"},
    {"link with title", "[x](code:450 \"t\")", "inline-markup: a link title (\"t\")"},
    {"link without text", "[](code:450)", "inline-markup: a link without text (\"code:450\")"},
    {"link with blank text", "[` `](code:450)", "inline-markup: a link without text (\"code:450\")"},
    {"mail autolink", "<a@b.org>", "unknown-link: link to \"mailto:a@b.org\": no such page"},
    {"javascript", "[x](echo:javascript:alert)",
     "unknown-link: link to \"echo:javascript:alert\": an address of this kind is not allowed"},
    {"javascript in capitals", "[x](echo:JaVaScRiPt:alert)",
     "unknown-link: link to \"echo:JaVaScRiPt:alert\": an address of this kind is not allowed"},
    {"javascript by entities", "[x](echo:&#106;avascript&colon;alert)",
     "unknown-link: link to \"echo:javascript:alert\": an address of this kind is not allowed"},
    {"javascript behind a blank", "[x](<echo: javascript:alert>)",
     "unknown-link: link to \"echo: javascript:alert\": a blank or control character in the target"},
    {"javascript with a tab", "[x](<echo:java\tscript:alert>)",
     "unknown-link: link to \"echo:java\tscript:alert\": a blank or control character in the target"},
    {"javascript with a tab entity", "[x](echo:java&Tab;script:alert)",
     "unknown-link: link to \"echo:java\tscript:alert\": a blank or control character in the target"},
    {"data", "[x](echo:DATA:text/html,1)",
     "unknown-link: link to \"echo:DATA:text/html,1\": an address of this kind is not allowed"},
    {"vbscript", "<echo:vbscript:x>",
     "unknown-link: link to \"echo:vbscript:x\": an address of this kind is not allowed"},
    {"override in a target", "[x](#a\xe2\x80\xae)",
     "inline-markup: a direction control that is not closed (U+202E) | unknown-link: link to \"#a\xe2\x80\xae\": an "
     "invisible character in the target"},
    {"override by entity in a target", "[x](#a&#x202e;)",
     "unknown-link: link to \"#a\xe2\x80\xae\": an invisible character in the target"},
    {"separator", "a\xe2\x80\xa8z", "inline-markup: a line or paragraph separator (U+2028)"},
    {"separator by entity", "a&#x2028;z", "inline-markup: a line or paragraph separator (U+2028)"},
    {"override", "a\xe2\x80\xaez", "inline-markup: a direction control that is not closed (U+202E)"},
    {"override by entity", "a&#x202E;z", "inline-markup: a direction control that is not closed (U+202E)"},
    {"pop alone", "a\xe2\x81\xa9z", "inline-markup: a direction control that closes nothing (U+2069)"},
    {"control", "a\x1bz `\x07`",
     "inline-markup: a control character (U+0007) | inline-markup: a control character (U+001B)"},
    {"byte order mark, which cmark drops", "\xef\xbb\xbfx", "inline-markup: a byte order mark (U+FEFF)"},
    {"not UTF-8", "a\xff", "inline-markup: a byte that is not UTF-8 (0xFF)"},
    {"all at once", "# a <b>\n- [x](y)",
     "inline-markup: a heading (\"# a <b>\") | inline-markup: a list item (\"- [x](y)\") | inline-markup: raw HTML "
     "(\"<b>\") | unknown-link: link to \"y\": no such page"},
    {"long pieces are cut",
     "# \xc3\xa9"
     "123456789 123456789 123456789 123456789 ",
     "inline-markup: a heading (\"# \xc3\xa9"
     "123456789 123456789 123456789 1234567\xe2\x80\xa6\")"},
};

static void test_good(void **state)
{
    const struct Good *c = *state;
    g_autoptr(GString) html = g_string_new("<p> ");
    g_autoptr(GString) text = g_string_new("- ");
    g_autoptr(Findings) findings = findings_new();
    gboolean fine = inline_render(c->markdown, &LINKS, html, text, "f.yaml", (Mark){3, 5}, findings);
    g_autofree char *found = report(findings);
    assert_string_equal(found, "");
    assert_true(fine);
    assert_memory_equal(html->str, "<p> ", 4);
    assert_string_equal(html->str + 4, c->html);
    assert_memory_equal(text->str, "- ", 2);
    assert_string_equal(text->str + 2, c->text);
}

static void test_bad(void **state)
{
    const struct Bad *c = *state;
    g_autoptr(GString) html = g_string_new("before");
    g_autoptr(GString) text = g_string_new("before");
    g_autoptr(Findings) findings = findings_new();
    gboolean fine = inline_render(c->markdown, &LINKS, html, text, "f.yaml", (Mark){3, 5}, findings);
    g_autofree char *found = report(findings);
    assert_string_equal(found, c->report);
    assert_false(fine);
    assert_string_equal(html->str, "before");
    assert_string_equal(text->str, "before");
}

/* ---- places ---- */

/* Where each finding about MARKDOWN stands, as what stands there up to a blank; "@" is the beginning, known no better.
 */
static const struct Place {
    const char *markdown; /* and the case's name */
    const char *places;
} PLACES[] = {
    {"a [b](x:1) c", "[b](x:1)"},
    {"a [b](x:1) [b](x:1)", "[b](x:1) [b](x:1)"},
    {"two\nlines [b](x:1) and\n[c](x:1)", "[b](x:1) [c](x:1)"},
    {"**a [b](x:1)** *[c](x:2)*", "[b](x:1)** [c](x:2)*"},
    {"a [b *c*](x:1)", "[b"},
    {"a [b](<x:1>) <xy:2>", "[b](<x:1>) <xy:2>"},
    {"`a\nb` [c](x:1)", "[c](x:1)"},
    {"`a\nb` [c](x:1) [d](x:1)", "[c](x:1) [d](x:1)"},
    {"a\n   indented [b](x:1) [c](x:1)", "@"},
    {"a [b](x&#58;1)", "@"},
    {"a [](code:450)", "[](code:450)"},
    {"a ![b](c.png) d", "![b](c.png)"},
    {"a <b>c</b>", "<b>c</b> </b>"},
    {"`<b>` and <b>", "<b>"},
    {"a\\\nb", "\\"},
    {"a  \nb\\\nc", "@ @"},
    {"a\n\nb", "b"},
    {"a\n\n- b\n\n# c", "- #"},
    {"a \x01 b", "\x01"},
    {"a \u202e b", "@"},
    {"a &#x202e; b", "@"},
    {"a\n\n[b]: c", "[b]:"},
};

/* As of a file that holds nothing but the passage, in one line: columns count its bytes. */
static Mark where(gsize offset, gconstpointer passage)
{
    assert_true(offset <= strlen(passage));
    return (Mark){1, (guint)offset + 1};
}

static void test_place(void **state)
{
    const struct Place *c = *state;
    const InlineOptions options = {.link = resolve, .where = where, .passage = c->markdown};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) places = g_string_new(NULL);
    inline_render(c->markdown, &options, NULL, NULL, "f.yaml", (Mark){0, 0}, findings);
    findings_sort(findings);
    for (guint i = 0; i < findings_length(findings); i++) {
        Mark mark = findings_get(findings, i)->mark;
        const char *at = c->markdown + mark.column - 1;
        g_string_append_printf(places, "%s%.*s", i ? " " : "", mark.line ? (int)strcspn(at, " \n") : 1,
                               mark.line ? at : "@");
    }
    assert_string_equal(places->str, c->places);
}

static void test_without_links(void **state)
{
    (void)state;
    static const InlineOptions NONE = {NULL, NULL};
    const InlineOptions *const all[] = {NULL, &NONE};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(Findings) findings = findings_new();
        assert_true(inline_render("*a*", all[i], NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
        assert_false(inline_render("[a](code:450)", all[i], NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
        g_autofree char *found = report(findings);
        assert_string_equal(found, "inline-markup: a link, which has no place here (\"code:450\")");
    }
}

/* Without outputs the passage is checked all the same. */
static void test_check_only(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    assert_true(inline_render("[a](code:450) `b`", &LINKS, NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
    assert_false(inline_render("[a](code:999)", &LINKS, NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
    assert_int_equal(findings_length(findings), 1);
}

static void test_length(void **state)
{
    (void)state;
    g_autoptr(Findings) findings = findings_new();
    g_autofree char *long_text = g_strnfill(INLINE_BYTES + 1, 'x');
    assert_true(inline_render(long_text + 1, &LINKS, NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
    assert_false(inline_render(long_text, &LINKS, NULL, NULL, "f.yaml", (Mark){3, 5}, findings));
    g_autofree char *found = report(findings);
    assert_string_equal(found, "inline-markup: over 32768 bytes in one passage");
}

static const struct Escaped {
    const char *name, *text, *markdown;
} ESCAPED[] = {
    {"escape: nothing", "", ""},
    {"escape: plain", "Mailbox - full. (a) #1", "Mailbox - full. (a) #1"},
    {"escape: marks", "\\`*_[]<>&!", "\\\\\\`\\*\\_\\[\\]\\<\\>\\&!"},
    {"escape: heading", "# x", "\\# x"},
    {"escape: list", "- x", "\\- x"},
    {"escape: year", "2024. x 1. y", "2024\\. x 1. y"},
    {"escape: bracketed number", "1) x", "1\\) x"},
    {"escape: fence", "~~~", "\\~~~"},
    {"escape: outer blanks", " a ", "&#32;a&#32;"},
    {"escape: tab", "\ta", "&#9;a"},
    {"escape: lines", "a\n\n- b\r", "a&#10;&#10;- b&#13;"},
};

static void test_inline_escape(void **state)
{
    const struct Escaped *c = *state;
    g_autoptr(GString) out = g_string_new("x");
    inline_escape(out, c->text);
    assert_string_equal(out->str + 1, c->markdown);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    const struct CMUnitTest single[] = {cmocka_unit_test(test_without_links), cmocka_unit_test(test_check_only),
                                        cmocka_unit_test(test_length)};
    g_array_append_vals(tests, single, G_N_ELEMENTS(single));
    ADD_CASES(tests, GOOD, test_good);
    ADD_CASES(tests, BAD, test_bad);
    ADD_CASES(tests, PLACES, test_place);
    ADD_CASES(tests, ESCAPED, test_inline_escape);
    return run_cases(tests, "text/inline");
}
