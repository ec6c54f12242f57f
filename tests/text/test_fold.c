#include "text/fold.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <json-glib/json-glib.h>

#include "text/search.h" /* made by meson: where fold.json is */

static void append(const char *word, gpointer data)
{
    json_array_add_string_element(data, word);
}

/* The cases that the script of the search page must keep too (tests/search/search.mjs). */
static void contract(void **state)
{
    (void)state;
    g_autoptr(JsonParser) parser = json_parser_new();
    assert_true(json_parser_load_from_file(parser, FOLD_CASES, NULL));
    JsonArray *cases = json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)), "cases");
    assert_true(json_array_get_length(cases) > 20);
    for (guint i = 0; i < json_array_get_length(cases); i++) {
        JsonArray *one = json_array_get_array_element(cases, i);
        g_autoptr(JsonArray) words = json_array_new();
        fold_words(json_array_get_string_element(one, 0), append, words);
        g_autoptr(JsonNode) got = json_node_init_array(json_node_alloc(), words);
        g_autofree char *is = json_to_string(got, FALSE);
        g_autofree char *wanted = json_to_string(json_array_get_element(one, 1), FALSE);
        assert_string_equal(is, wanted);
    }
}

static void whole_text(void **state)
{
    (void)state;
    g_autoptr(GString) folded = g_string_new("> ");
    fold_text(folded, "L’Œuvre n’est PAS là.");
    assert_string_equal(folded->str, "> l’oeuvre n’est pas la.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contract),
        cmocka_unit_test(whole_text),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
