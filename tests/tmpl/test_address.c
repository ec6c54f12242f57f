#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tmpl/engine.h"

static const char *const SAFE[] = {
    "",
    ".",
    "x",
    "../en/smtp/550/",
    "/x",
    "?a:b",
    "#a:b",
    "./a:b",
    "a/b:c",
    "http://h",
    "https://h/?q=a b",
    "HtTpS://h",
    "x?u=javascript:a",
    "\xc3\xa9/",
    "a b",
    "/",
    "\\",
    "http",
};

static const char *const UNSAFE[] = {
    "javascript:alert(1)",
    "JavaScript:x",
    "data:,x",
    "mailto:a@b",
    "tel:1",
    "//h",
    "\\\\h",
    "/\\h",
    "\\/h",
    " http://h",
    " javascript:x",
    "\tx",
    "java\nscript:x",
    "x\r",
    "\x01x",
    "x\x7f",
    "a:b",
    ":",
    ":x",
    "http:",
    "http:x",
    "http:/x",
    "http://",
    "https:///h",
    "https://\\h",
    "ftp://h",
    "blob:https://h",
    "vbscript:x",
    "htt\tp://h",
    "\xc3\xa9:x",
};

static void safe(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(SAFE); i++)
        if (!tmpl_address_is_safe(SAFE[i], strlen(SAFE[i])))
            fail_msg("refused: \"%s\"", SAFE[i]);
}

static void unsafe(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(UNSAFE); i++)
        if (tmpl_address_is_safe(UNSAFE[i], strlen(UNSAFE[i])))
            fail_msg("let pass: \"%s\"", UNSAFE[i]);
    assert_false(tmpl_address_is_safe("a\0b", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(safe), cmocka_unit_test(unsafe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
