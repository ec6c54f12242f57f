#include "press/press.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gio/gio.h>
#include <string.h>

/* A text that a page may be, of about 50 KB. */
static char *page(void)
{
    GString *text = g_string_new("<!doctype html>\n");
    for (guint i = 0; i < 2000; i++)
        g_string_append_printf(text, "<p>line %u of many</p>\n", i * i);
    return g_string_free(text, FALSE);
}

/* Unpacks a gzip file with GLib, which has its own way to zlib. */
static char *unpack(const GByteArray *copy)
{
    g_autoptr(GZlibDecompressor) converter = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
    g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data(copy->data, copy->len, NULL);
    g_autoptr(GInputStream) stream = g_converter_input_stream_new(memory, G_CONVERTER(converter));
    char *text = g_malloc0(1 << 20);
    gsize read = 0;
    assert_true(g_input_stream_read_all(stream, text, (1 << 20) - 1, &read, NULL, NULL));
    return text;
}

static void a_gzip_copy_is_the_file_without_a_name_and_a_time(void **state)
{
    (void)state;
    static const guint8 HEADER[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255}; /* RFC 1952, section 2.3 */
    g_autoptr(Press) own = press_new();
    g_autoptr(GByteArray) copy = g_byte_array_new();
    g_autofree char *text = page();
    assert_true(press(own, PRESS_GZIP, text, strlen(text), copy));
    assert_in_range(copy->len, 1, strlen(text) / 5);
    assert_memory_equal(copy->data, HEADER, sizeof HEADER);
    g_autofree char *back = unpack(copy);
    assert_string_equal(back, text);
}

static void a_copy_does_not_depend_on_the_one_before(void **state)
{
    (void)state;
    g_autofree char *text = page(), *other = g_strnfill(5000, 'x');
    for (guint form = 0; form < N_PRESS_FORMS; form++) {
        if (!press_can(form))
            continue;
        g_autoptr(Press) own = press_new();
        g_autoptr(GByteArray) first = g_byte_array_new(), again = g_byte_array_new();
        assert_true(press(own, form, text, strlen(text), first));
        assert_true(press(own, form, other, strlen(other), again));
        assert_false(press(own, form, "none", 4, again)); /* one that is broken off */
        assert_true(press(own, form, text, strlen(text), again));
        assert_int_equal(first->len, again->len);
        assert_memory_equal(first->data, again->data, first->len);
    }
}

/* LENGTH bytes of which LESS are one letter, and the rest cannot be pressed. */
static gboolean saves(PressForm form, gsize length, gsize less)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(42);
    g_autoptr(Press) own = press_new();
    g_autoptr(GByteArray) copy = g_byte_array_new();
    g_autofree char *bytes = g_strnfill(length, 'a');
    for (gsize i = less; i < length; i++)
        bytes[i] = (char)g_rand_int_range(dice, 0, 256);
    return press(own, form, bytes, length, copy);
}

static void what_saves_less_than_a_tenth_is_not_worth_it(void **state)
{
    (void)state;
    for (guint form = 0; form < N_PRESS_FORMS; form++) {
        if (!press_can(form))
            continue;
        assert_false(saves(form, 0, 0));
        assert_false(saves(form, 1, 1));
        assert_false(saves(form, 10000, 0));
        assert_false(saves(form, 10000, 900));
        assert_true(saves(form, 10000, 1100));
    }
}

static void files_that_are_text(void **state)
{
    (void)state;
    static const char *const YES[] = {"index.html", "assets/site.1a2b3c4d.css",
                                      "a.js",       "feed.xml",
                                      "a.svg",      "robots.txt",
                                      "a.json"},
                             *const NO[] = {"assets/og.png", "html", "a.html.gz", ".nojekyll",
                                            "_headers",      "",     "a.HTML"};
    for (guint i = 0; i < G_N_ELEMENTS(YES); i++)
        assert_true(press_suits(YES[i]));
    for (guint i = 0; i < G_N_ELEMENTS(NO); i++)
        assert_false(press_suits(NO[i]));
}

static void lists_of_forms(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        int set;
        const char *wrong;
    } CASES[] = {
        {"gzip", 1, NULL},       {"br", 2, NULL},        {"gzip,br", 3, NULL}, {"br,gzip,br", 3, NULL},
        {"none", 0, NULL},       {"gzip,none", 1, NULL}, {"", -1, ""},         {"gz", -1, "gz"},
        {"gzip, br", -1, " br"}, {"gzip,", -1, ""},      {"GZIP", -1, "GZIP"}, {"gzip,zstd", -1, "zstd"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *wrong = NULL;
        assert_int_equal(press_parse(CASES[i].list, &wrong), CASES[i].set);
        if (CASES[i].wrong)
            assert_string_equal(wrong, CASES[i].wrong);
        else
            assert_null(wrong);
    }
}

static void words_and_endings_are_in_the_order_of_the_forms(void **state)
{
    (void)state;
    assert_string_equal(PRESS_WORDS[PRESS_GZIP], "gzip");
    assert_string_equal(PRESS_WORDS[PRESS_BROTLI], "br");
    assert_string_equal(PRESS_WORDS[N_PRESS_FORMS], "none");
    assert_null(PRESS_WORDS[N_PRESS_FORMS + 1]);
    assert_string_equal(PRESS_ENDINGS[PRESS_GZIP], ".gz");
    assert_string_equal(PRESS_ENDINGS[PRESS_BROTLI], ".br");
    assert_true(press_can(PRESS_GZIP));
}

static void freeing_nothing_is_fine(void **state)
{
    (void)state;
    press_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gzip_copy_is_the_file_without_a_name_and_a_time),
        cmocka_unit_test(a_copy_does_not_depend_on_the_one_before),
        cmocka_unit_test(what_saves_less_than_a_tenth_is_not_worth_it),
        cmocka_unit_test(files_that_are_text),
        cmocka_unit_test(lists_of_forms),
        cmocka_unit_test(words_and_endings_are_in_the_order_of_the_forms),
        cmocka_unit_test(freeing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
