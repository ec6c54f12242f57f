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

/* The glance must never let pass what is unsafe or would be escaped. */
static void plain(void **state)
{
    (void)state;
    static const char *const PLAIN[] = {"", "../en/smtp/550/", "x?q=a#b", "https://h/x/", "?a", "http"};
    static const char *const OTHER[] = {"/x", "a&b", "a\"b", "a'b", "a<b", "\xc3\xa9", "a:b", "https:///h", "http://h"};
    for (gsize i = 0; i < G_N_ELEMENTS(PLAIN); i++)
        if (!tmpl_address_is_plain(PLAIN[i], strlen(PLAIN[i])) || !tmpl_address_is_safe(PLAIN[i], strlen(PLAIN[i])))
            fail_msg("not plain, or not safe: \"%s\"", PLAIN[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(OTHER); i++)
        if (tmpl_address_is_plain(OTHER[i], strlen(OTHER[i])))
            fail_msg("plain: \"%s\"", OTHER[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(UNSAFE); i++)
        if (tmpl_address_is_plain(UNSAFE[i], strlen(UNSAFE[i])))
            fail_msg("plain: \"%s\"", UNSAFE[i]);
    assert_false(tmpl_address_is_plain("a\0b", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(safe), cmocka_unit_test(unsafe), cmocka_unit_test(plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
