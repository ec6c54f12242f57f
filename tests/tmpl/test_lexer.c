#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tmpl/lexer.h"

/* The markers of TEXT, written as: line:column, the kind as its sigil ("$" a variable, "}" a stray end), "?" for no
 * end, "_" for blanks, "!" for a bad name, the name and the modifiers. */
typedef struct Case {
    const char *text, *markers;
} Case;

static const Case CASES[] = {
    {"", ""},
    {"no markers { } }{", ""},
    {"{{A}}", "1:1 $A"},
    {"{{A}}{{#B}}{{/B}}{{>c}}", "1:1 $A, 1:6 #B, 1:12 /B, 1:18 >c"},
    {"{{a_1:none}}{{B:x-url=1:h}}", "1:1 $a_1:none, 1:13 $B:x-url=1:h"},
    {"{{A:}}", "1:1 $A:"},
    {"a\n\n  {{A}}\n{{B}}", "3:3 $A, 4:1 $B"},
    {"\xc3\xa9\xe2\x80\xa6{{A}}\xf0\x9f\x98\x80{{B}}", "1:3 $A, 1:9 $B"},
    {"\r\n{{A}}", "2:1 $A"},
    {"{{{A}}", "1:2 $A"},
    {"{{{{A}}}}", "1:3 $A, 1:8 }"},
    {"{ {A} }", ""},
    {"{{! a {{B}} c }}", "1:1 !, 1:15 }"},
    {"{{! over\nlines}}{{A}}", "1:1 !, 2:8 $A"},
    {"{{!}}", "1:1 !"},
    {"{{! open", "1:1 ?!"},
    {"{{%AUTOESCAPE context=\"HTML\"}}{{A}}", "1:1 %, 1:31 $A"},
    {"{{=<% %>=}}{{A}}", "1:1 =, 1:12 $A"},
    {"{{ A }}{{# B}}{{C :none}}{{\tD}}", "1:1 _$A, 1:8 _#B, 1:15 _$C:none, 1:26 _$D"},
    {"{{}}{{ }}{{#}}{{:none}}", "1:1 !$, 1:5 !$ , 1:10 !#, 1:15 !$:none"},
    {"{{A-B}}{{A B}}{{>a/b}}{{&A}}", "1:1 !$A-B, 1:8 !$A B, 1:15 !>a/b, 1:23 !$&A"},
    {"{{\xc3\x89}}{{A}}", "1:1 !$\xc3\x89, 1:6 $A"},
    {"{{", "1:1 ?$"},
    {"{{A", "1:1 ?$A"},
    {"{{#A}", "1:1 ?#A"},
    {"{{A {{B}}", "1:1 ?$A, 1:5 $B"},
    {"{{#A\n{{B}}", "1:1 ?#A, 2:1 $B"},
    {"{{A\n}}", "1:1 ?$A, 2:1 }"},
    {"{{! {{A}}", "1:1 !"},
    {"}}}", "1:1 }"},
    {"<p title='}}'><script>}}</script><!-- }} --><title>}}", "1:52 }"},
};

static void append(GString *out, const TmplMarker *marker)
{
    static const char *const kinds[] = {
        [TMPL_MARKER_VARIABLE] = "$", [TMPL_MARKER_SECTION] = "#",    [TMPL_MARKER_END] = "/",
        [TMPL_MARKER_INCLUDE] = ">",  [TMPL_MARKER_COMMENT] = "!",    [TMPL_MARKER_PRAGMA] = "%",
        [TMPL_MARKER_STRAY] = "}",    [TMPL_MARKER_DELIMITERS] = "=",
    };
    static const char *const faults[] = {
        [TMPL_FAULT_NONE] = "", [TMPL_FAULT_UNENDED] = "?", [TMPL_FAULT_BLANK] = "_", [TMPL_FAULT_NAME] = "!"};
    g_string_append_printf(out, "%s%u:%u %s%s%s%s", out->len ? ", " : "", marker->mark.line, marker->mark.column,
                           faults[marker->fault], kinds[marker->kind], marker->name, marker->modifiers);
}

static void markers(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(TmplTokens) tokens = tmpl_lex(CASES[i].text, strlen(CASES[i].text));
        g_autoptr(GString) out = g_string_new(NULL);
        for (guint j = 0; j < tokens->markers->len; j++)
            append(out, &g_array_index(tokens->markers, TmplMarker, j));
        if (!g_str_equal(out->str, CASES[i].markers))
            fail_msg("%s gives %s", CASES[i].text, out->str);
    }
}

static void spots(void **state)
{
    (void)state;
    const char *text = "{{A}}<a href=\"{{B}}#{{C}}\" class={{D}} {{E}}>\n<script>{{F}}</script><!-- {{G}}";
    static const HtmlSpot expected[] = {
        {HTML_TEXT, "", FALSE},          {HTML_ADDRESS, "href", FALSE}, {HTML_ADDRESS, "href", TRUE},
        {HTML_UNQUOTED, "class", FALSE}, {HTML_TAG, "", FALSE},         {HTML_SCRIPT, "", FALSE},
        {HTML_COMMENT, "", FALSE},
    };
    g_autoptr(TmplTokens) tokens = tmpl_lex(text, strlen(text));
    assert_int_equal(tokens->markers->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < tokens->markers->len; i++) {
        const HtmlSpot *spot = &g_array_index(tokens->markers, TmplMarker, i).spot;
        assert_int_equal(spot->place, expected[i].place);
        assert_string_equal(spot->attribute, expected[i].attribute);
        assert_int_equal(spot->fragment, expected[i].fragment);
    }
    assert_int_equal(tokens->end, HTML_COMMENT);
    assert_int_equal(tokens->open.line, 2);
    assert_int_equal(tokens->open.column, 23);
}

/* Every beginning of a text is read without reading past it: for the sanitizers. */
static void every_beginning(void **state)
{
    (void)state;
    const char *text = "{{%A}}{{{A:x}}}}<p a='{{#B}}'>{{! c }}{{=<% %>=}}<script>{{D:none}}</script>{{ }}<!--{{>e";
    for (gsize length = 0; length <= strlen(text); length++) {
        char *part = g_memdup2(text, length); /* no NUL behind it */
        tmpl_tokens_free(tmpl_lex(part ? part : "", length));
        g_free(part);
    }
    tmpl_tokens_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(markers), cmocka_unit_test(spots),
                                       cmocka_unit_test(every_beginning)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
