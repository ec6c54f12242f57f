#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inspect/page.h"
#include "inspect/weight.h"

typedef struct Reading {
    Arena *arena;
    Page page;
    GString *shown;
} Reading;

static int setup(void **state)
{
    Reading *reading = g_new0(Reading, 1);
    reading->arena = arena_new();
    reading->shown = g_string_new(NULL);
    page_init(&reading->page);
    *state = reading;
    return 0;
}

static int teardown(void **state)
{
    Reading *reading = *state;
    arena_free(reading->arena);
    g_string_free(reading->shown, TRUE);
    page_clear(&reading->page);
    g_free(reading);
    return 0;
}

/* All that was read of HTML, a line each. */
static void assert_read(Reading *reading, const char *html, const char *expected)
{
    static const char *const KINDS[] = {[PAGE_LINK] = "link",
                                        [PAGE_RESOURCE] = "resource",
                                        [PAGE_NAMED] = "named",
                                        [PAGE_ALTERNATE] = "alternate",
                                        [PAGE_CANONICAL] = "canonical"};
    Page *page = &reading->page;
    page_read(page, reading->arena, html, strlen(html));
    g_string_truncate(reading->shown, 0);
    g_string_append_printf(reading->shown, "%s|%s|%s|%d|%u:%u\n", page->language ? page->language : "",
                           page->title ? page->title : "", page->description ? page->description : "", page->article,
                           page->head.line, page->head.column);
    for (guint i = 0; i < page->ids->len; i++) {
        const PageId *id = &g_array_index(page->ids, PageId, i);
        g_string_append_printf(reading->shown, "%u:%u id %s\n", id->mark.line, id->mark.column, id->id);
    }
    for (guint i = 0; i < page->refs->len; i++) {
        const PageRef *ref = &g_array_index(page->refs, PageRef, i);
        g_string_append_printf(reading->shown, "%u:%u %s %s%s%s\n", ref->mark.line, ref->mark.column, KINDS[ref->kind],
                               ref->address, ref->language ? " " : "", ref->language ? ref->language : "");
    }
    assert_string_equal(reading->shown->str, expected);
}

static void the_head(void **state)
{
    assert_read(*state,
                "<!DOCTYPE html>\n<html lang=en>\n\t<head><title>A &amp; B</title><meta name=Description content=' d '>"
                "<meta property=og:type content=article>",
                "en|A & B| d |1|3:2\n");
    assert_read(*state, "<title> </title><meta name=description content=''>", "|||0|1:1\n");
    assert_read(*state, "", "|||0|1:1\n");
}

static void references_by_what_a_browser_does_with_them(void **state)
{
    assert_read(*state,
                "<link rel='x STYLESHEET' href=a><link rel=icon href=b><link rel=search href=c>\n"
                "<link rel=alternate hreflang=fr href=d><link rel=alternate href=e><link rel=canonical href=f>\n"
                "<meta property=og:image content=g><meta property=og:title content=no>\n",
                "|||0|1:1\n1:26 resource a\n1:48 resource b\n1:72 named c\n2:33 alternate d fr\n2:60 named e\n"
                "2:87 canonical f\n3:25 named g\n");
    assert_read(*state,
                "<a href=a>x</a><map><area href=b></map><form action=c></form><img src=d srcset='e, f 2x,g 1x'>\n"
                "<script src=h></script><object data=i></object><svg><a href=j /><use href=k /></svg><a>x</a>",
                "|||0|1:1\n1:4 link a\n1:27 link b\n1:46 link c\n1:67 resource d\n1:73 resource e\n1:73 resource f\n"
                "1:73 resource g\n2:9 resource h\n2:32 resource i\n2:56 link j\n2:70 resource k\n");
}

static void columns_count_characters(void **state)
{
    assert_read(*state, "\té日𝄞<b id=a>\r\n<b id=b><!-- <b id=c> --><script>'<b id=d>'</script><template><b id=e>",
                "|||0|1:2\n1:8 id a\n2:4 id b\n2:66 id e\n");
}

static void depth_is_no_danger(void **state)
{
    Reading *reading = *state;
    enum { DEPTH = 20000 };
    g_autoptr(GString) html = g_string_new(NULL);
    for (guint i = 0; i < DEPTH; i++)
        g_string_append(html, "<b>");
    g_string_append(html, "<i id=x>");
    page_read(&reading->page, reading->arena, html->str, html->len);
    assert_int_equal(reading->page.ids->len, 1);
}

static void weight_is_that_of_gzip(void **state)
{
    (void)state;
    /* Header 10, an empty block 2, check sum and length 8. */
    assert_int_equal(weight_above("", 0, 19), 20);
    assert_int_equal(weight_above("", 0, 20), 0);
    /* 3,000 runs of letters: the levels differ, and what counts is the usual one (6). */
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(text, "%u %s", i * i % 977, i % 3 ? "reply code" : "code of a reply");
    gsize usual = weight_above(text->str, text->len, 0);
    assert_in_range(usual, 1000, text->len / 2);
    assert_int_equal(weight_above(text->str, text->len, usual - 1), usual);
    assert_int_equal(weight_above(text->str, text->len, usual), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_head, setup, teardown),
        cmocka_unit_test_setup_teardown(references_by_what_a_browser_does_with_them, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_count_characters, setup, teardown),
        cmocka_unit_test_setup_teardown(depth_is_no_danger, setup, teardown),
        cmocka_unit_test(weight_is_that_of_gzip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
