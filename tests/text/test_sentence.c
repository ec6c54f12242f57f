#include "text/sentence.h"

#include "cases.h"
#include <string.h>

static const char *resolve(const char *target, GString *href, gpointer data)
{
    (void)data;
    if (!g_str_has_prefix(target, "code:"))
        return "no such page";
    g_string_append_printf(href, "../%s/", target + strlen("code:"));
    return NULL;
}

static const InlineOptions LINKS = {resolve, NULL};

/* All patterns are given two names that they must use in GOOD if they like, and these values. */
static const char *const NAMES[] = {"?a", "?meaning", "last_one", NULL};
static const Phrase VALUES[] = {{"<code>450</code>", "450"}, {"A &amp; B", "A & B"}, {NULL, NULL}};

static const struct Good {
    const char *name, *pattern, *html, *text;
} GOOD[] = {
    {"empty", "", "", ""},
    {"no placeholder", "Both *fail*.", "Both <em>fail</em>.", "Both fail."},
    {"one", "{a}", "<code>450</code>", "450"},
    {"two", "{a} means that {meaning}.", "<code>450</code> means that A &amp; B.", "450 means that A & B."},
    {"side by side", "{a}{meaning}", "<code>450</code>A &amp; B", "450A & B"},
    {"twice", "{a}, {a}", "<code>450</code>, <code>450</code>", "450, 450"},
    {"white space between", "{a} {meaning}\n{a}", "<code>450</code> A &amp; B <code>450</code>", "450 A & B 450"},
    {"outer white space", " and {a}, \n", " and <code>450</code>, \n", " and 450, "},
    {"only white space", " ", " ", " "},
    {"four blanks make no code block", "    {a}", "    <code>450</code>", " 450"},
    {"value that is nothing", "x {last_one} y", "x  y", "x  y"},
    {"in code", "`{a}`", "<code translate=\"no\"><code>450</code></code>", "450"},
    {"in emphasis", "*{a}* **x {meaning}**", "<em><code>450</code></em> <strong>x A &amp; B</strong>", "450 x A & B"},
    {"emphasis in a word", "l**{a}**s", "l<strong><code>450</code></strong>s", "l450s"},
    {"CJK emphasis around one", "\xe3\x81\xaf**{a}**\xe3\x81\xa7",
     "\xe3\x81\xaf<strong><code>450</code></strong>\xe3\x81\xa7",
     "\xe3\x81\xaf"
     "450\xe3\x81\xa7"},
    {"underscores in a name", "_{last_one}x_ {last_one}", "<em>x</em> ", "x "},
    {"in the text of a link", "[{a}](code:550)", "<a href=\"../550/\"><code>450</code></a>", "450"},
    {"braces", "{{a}} {{{a}}} }}{{", "{a} {<code>450</code>} }{", "{a} {450} }{"},
    {"braces in a target", "[x](code:{{b}})", "<a href=\"../{b}/\">x</a>", "x"},
    {"pattern is escaped", "\"{a}\" & <", "&quot;<code>450</code>&quot; &amp; &lt;", "\"450\" & <"},
    {"other private use", "\xee\x80\x80{a}\xf3\xb1\x80\x80", "\xee\x80\x80<code>450</code>\xf3\xb1\x80\x80",
     "\xee\x80\x80"
     "450\xf3\xb1\x80\x80"},
    {"French",
     "\xc2\xab\xc2\xa0{a}\xc2\xa0\xc2\xbb\xc2\xa0: l\xe2\x80\x99"
     "autre",
     "\xc2\xab\xc2\xa0<code>450</code>\xc2\xa0\xc2\xbb\xc2\xa0: l\xe2\x80\x99"
     "autre",
     "\xc2\xab\xc2\xa0"
     "450\xc2\xa0\xc2\xbb\xc2\xa0: l\xe2\x80\x99"
     "autre"},
};

static const struct Bad {
    const char *name, *pattern, *report;
} BAD[] = {
    {"no placeholder", "x",
     "missing-placeholder: placeholder {code} is not used | missing-placeholder: placeholder {meaning} is not used"},
    {"one missing", "{code}{why}", "missing-placeholder: placeholder {meaning} is not used"},
    {"unknown", "{code} {meaning} {mening}", "unknown-placeholder: unknown placeholder {mening}"},
    {"capital", "{Code} {meaning}",
     "missing-placeholder: placeholder {code} is not used | unknown-placeholder: unknown placeholder {Code}"},
    {"not closed", "{code} {meaning", "bad-sentence: \"{meaning\" has no closing brace"},
    {"not closed before the next", "{code that {meaning}", "bad-sentence: \"{code\" has no closing brace"},
    {"not opened", "{code} meaning}", "bad-sentence: \"}\" has no opening brace"},
    {"no name", "{code}{meaning}{}", "bad-sentence: {} is no name of a placeholder"},
    {"blanks", "{ code } {meaning}", "bad-sentence: { code } is no name of a placeholder"},
    {"number", "{1}", "bad-sentence: {1} is no name of a placeholder"},
    {"question mark is no part", "{code}{meaning}{?why}", "bad-sentence: {?why} is no name of a placeholder"},
    {"lone braces", "{ }", "bad-sentence: { } is no name of a placeholder"},
    {"only an opening brace", "{", "bad-sentence: \"{\" has no closing brace"},
    {"in a target", "{code}{meaning} [x](code:{code})",
     "bad-sentence: a placeholder in the target of a link (\"code:{code}\")"},
    {"as an autolink", "{meaning} <https://{code}>",
     "bad-sentence: a placeholder in the target of a link (\"https://{code}\")"},
    {"in a title", "{code} [x](code:1 \"{meaning}\")", "inline-markup: a link title (\"{meaning}\")"},
    {"in raw HTML", "{meaning} <b title=\"{code}\">", "inline-markup: raw HTML (\"<b title=\"{code}\">\")"},
    {"in an image", "{meaning} ![{code}](x)", "inline-markup: an image (\"x\")"},
    {"list", "- {code}{meaning}", "inline-markup: a list item (\"- {code}{meaning}\")"},
    {"unknown link", "{code}{meaning} [x](rfc:1)", "unknown-link: link to \"rfc:1\": no such page"},
    {"definition with a placeholder", "{meaning}\n\n[x]: {code}",
     "inline-markup: a reference definition (\"[x]: {code}\")"},
    {"private use", "{code}{meaning}\xf3\xb0\x80\x80",
     "bad-sentence: a character for private use (U+F0000 to U+F0FFF)"},
    {"private use by entity", "{code}{meaning}&#xF0000;",
     "bad-sentence: a character for private use (U+F0000 to U+F0FFF)"},
    {"private use by entity before", "&#xF0001;{code}{meaning}",
     "bad-sentence: a character for private use (U+F0000 to U+F0FFF)"},
    {"not UTF-8", "{code}{meaning}\xff", "bad-sentence: the sentence is not UTF-8"},
    {"all at once", "{x} } <b> [x](y)",
     "bad-sentence: \"}\" has no opening brace | inline-markup: raw HTML (\"<b>\") | unknown-link: link to \"y\": no "
     "such page | unknown-placeholder: unknown placeholder {x}"},
};

static void test_good(void **state)
{
    const struct Good *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    const Sentence *sentence = sentence_compile(arena, c->pattern, NAMES, &LINKS, "f.yaml", (Mark){3, 5}, findings);
    g_autofree char *found = report(findings);
    assert_string_equal(found, "");
    assert_non_null(sentence);
    g_autoptr(GString) out = g_string_new("x");
    sentence_html(sentence, VALUES, out);
    assert_string_equal(out->str + 1, c->html);
    g_string_truncate(out, 1);
    sentence_text(sentence, VALUES, out);
    assert_string_equal(out->str + 1, c->text);
}

static void test_bad(void **state)
{
    static const char *const MUST[] = {"code", "meaning", "?why", "ever", NULL};
    const struct Bad *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    assert_null(sentence_compile(arena, c->pattern, MUST, &LINKS, "f.yaml", (Mark){3, 5}, findings));
    g_autofree char *found = report(findings);
    assert_string_equal(found, c->report);
}

static void test_hints(void **state)
{
    (void)state;
    static const char *const MUST[] = {"code", NULL};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    assert_null(sentence_compile(arena, "{code} {cod} {", MUST, NULL, "f.yaml", (Mark){3, 5}, findings));
    findings_sort(findings);
    assert_int_equal(findings_length(findings), 2);
    assert_string_equal(findings_get(findings, 0)->hint, "a placeholder is written {name}, a brace {{ or }}");
    assert_string_equal(findings_get(findings, 1)->hint, "did you mean \"code\"?");
}

/* A list's separator is a sentence that is given no name, and no value. */
static void test_without_names(void **state)
{
    (void)state;
    static const char *const NONE[] = {NULL};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    const Sentence *sentence = sentence_compile(arena, ", ", NONE, NULL, "f.yaml", (Mark){3, 5}, findings);
    assert_non_null(sentence);
    g_autoptr(GString) out = g_string_new(NULL);
    sentence_html(sentence, NULL, out);
    assert_string_equal(out->str, ", ");
}

static void test_too_many(void **state)
{
    (void)state;
    static const char *const NAME[] = {"a", NULL};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) pattern = g_string_new(NULL);
    for (int i = 0; i < 4096; i++)
        g_string_append(pattern, "{a}");
    assert_non_null(sentence_compile(arena, pattern->str, NAME, NULL, "f.yaml", (Mark){3, 5}, findings));
    g_string_append(pattern, "{a}");
    assert_null(sentence_compile(arena, pattern->str, NAME, NULL, "f.yaml", (Mark){3, 5}, findings));
    g_autofree char *found = report(findings);
    assert_string_equal(found, "bad-sentence: over 4096 placeholders");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    const struct CMUnitTest single[] = {cmocka_unit_test(test_hints), cmocka_unit_test(test_without_names),
                                        cmocka_unit_test(test_too_many)};
    g_array_append_vals(tests, single, G_N_ELEMENTS(single));
    ADD_CASES(tests, GOOD, test_good);
    ADD_CASES(tests, BAD, test_bad);
    return run_cases(tests, "text/sentence");
}
