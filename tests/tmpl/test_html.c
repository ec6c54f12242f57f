#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tmpl/html.h"

/* TEXT, with @ for a value of the template, is read; then the place must be PLACE. */
typedef struct Case {
    const char *text;
    HtmlPlace place;
    const char *attribute;
    gboolean fragment;
} Case;

static const Case CASES[] = {
    {"", HTML_TEXT, ""},
    {"a < b", HTML_TEXT, ""},
    {"a <", HTML_TAG, ""},
    {"<<p>", HTML_TEXT, ""},
    {"</>", HTML_TEXT, ""},
    {"</ p", HTML_COMMENT, ""},
    {"</ p>", HTML_TEXT, ""},
    {"<p", HTML_TAG, ""},
    {"<p>", HTML_TEXT, ""},
    {"<br/>", HTML_TEXT, ""},
    {"<p class", HTML_TAG, ""},
    {"<p class ", HTML_TAG, ""},
    {"<p class=", HTML_UNQUOTED, "class"},
    {"<p class = ", HTML_UNQUOTED, "class"},
    {"<p class=a", HTML_UNQUOTED, "class"},
    {"<p class=@", HTML_UNQUOTED, "class"},
    {"<p class=@ ", HTML_TAG, ""},
    {"<p class=@>", HTML_TEXT, ""},
    {"<p class=>", HTML_TEXT, ""},
    {"<p class=a/b", HTML_UNQUOTED, "class"},
    {"<p CLASS = \"", HTML_VALUE, "class"},
    {"<p class='a\"b", HTML_VALUE, "class"},
    {"<p class='a'", HTML_TAG, ""},
    {"<p class='a>b'>", HTML_TEXT, ""},
    {"<p hidden class='", HTML_VALUE, "class"},
    {"<p hidden/class='", HTML_VALUE, "class"},
    {"<@", HTML_TAG, ""},
    {"<p @", HTML_TAG, ""},
    {"<a href='", HTML_ADDRESS, "href"},
    {"<a href='x", HTML_ADDRESS, "href"},
    {"<a href='x#", HTML_ADDRESS, "href", TRUE},
    {"<a href='&#", HTML_ADDRESS, "href"},
    {"<a href='@#y", HTML_ADDRESS, "href", TRUE},
    {"<a href='#' src='", HTML_ADDRESS, "src"},
    {"<a data-href='", HTML_VALUE, "data-href"},
    {"<use xlink:href='", HTML_ADDRESS, "xlink:href"},
    {"<a onclick='", HTML_CODE, "onclick"},
    {"<a style='", HTML_CODE, "style"},
    {"<iframe srcdoc='", HTML_CODE, "srcdoc"},
    {"<a a-very-long-name-of-more-than-24-letters='", HTML_VALUE, "a-very-long-name-of-mor"},
    {"<averylongelementnameofmorethan16letters>", HTML_TEXT, ""},
    {"<!", HTML_COMMENT, ""},
    {"<!doctype html", HTML_COMMENT, ""},
    {"<!doctype html>", HTML_TEXT, ""},
    {"<?xml?>", HTML_TEXT, ""},
    {"<!-- <p> -> --", HTML_COMMENT, ""},
    {"<!-- - -- ->", HTML_COMMENT, ""},
    {"<!-- -@->", HTML_COMMENT, ""},
    {"<!-- -->", HTML_TEXT, ""},
    {"<!-- --->", HTML_TEXT, ""},
    {"<!-->", HTML_TEXT, ""},
    {"<!--->", HTML_TEXT, ""},
    {"<!->", HTML_TEXT, ""},
    {"<script>", HTML_SCRIPT, ""},
    {"<script src='x'>", HTML_SCRIPT, ""},
    {"<script>a < b '</p>'", HTML_SCRIPT, ""},
    {"<script></scripty>", HTML_SCRIPT, ""},
    {"<script></scrip@t>", HTML_SCRIPT, ""},
    {"<script><</script>", HTML_TEXT, ""},
    {"<script></SCRIPT >", HTML_TEXT, ""},
    {"<script></script ", HTML_TAG, ""},
    {"<script></script/>", HTML_TEXT, ""},
    {"<Style>", HTML_STYLE, ""},
    {"<style></script>", HTML_STYLE, ""},
    {"<style></style><p>", HTML_TEXT, ""},
    {"<title>a <b> ", HTML_RCDATA, ""},
    {"<title></title>", HTML_TEXT, ""},
    {"<textarea><!-- ", HTML_RCDATA, ""},
    {"</script>", HTML_TEXT, ""},
};

static void places(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const Case *c = &CASES[i];
        HtmlReader reader = {0};
        for (const char *p = c->text; *p; p++)
            if (*p == '@')
                html_read_value(&reader);
            else
                html_read(&reader, *p);
        HtmlSpot spot = html_spot(&reader);
        if (spot.place != c->place || !g_str_equal(spot.attribute, c->attribute) || spot.fragment != c->fragment ||
            html_is_text(&reader) != (c->place == HTML_TEXT))
            fail_msg("%s: place %d, attribute \"%s\", fragment %d", c->text, (int)spot.place, spot.attribute,
                     spot.fragment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
