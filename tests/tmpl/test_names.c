#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tmpl/fixtures.h"
#include "tmpl/names.h"
#include "views.h"

static void tables(void **state)
{
    (void)state;
    const TmplPage pages[] = {{"page", &PAGE}, {"row", &ROW}, {"other", &PAGE}, {0}};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *expected = NULL;
    tmpl_print_names(pages, out);
    assert_true(g_file_get_contents(FIXTURES "/names.md", &expected, NULL, NULL));
    assert_string_equal(out->str, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
