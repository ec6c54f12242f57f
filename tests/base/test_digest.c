#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"

static void written_and_read_again_it_is_the_same(void **state)
{
    (void)state;
    char hex[DIGEST_HEX + 1] = {0};
    const Digest digest = {0x0123456789abcdef, 0xfedcba9876543210};
    Digest read;
    digest_write(digest, hex);
    assert_string_equal(hex, "0123456789abcdeffedcba9876543210");
    assert_true(digest_read(hex, &read));
    assert_true(digest_equal(read, digest));
}

static void what_is_no_digest_is_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"0123456789abcdeffedcba987654321g", "0123456789ABCDEFfedcba9876543210",
                                        "0123456789abcde fedcba9876543210", " 123456789abcdeffedcba9876543210"};
    Digest digest;
    for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++)
        if (digest_read(WRONG[i], &digest))
            fail_msg("taken: %s", WRONG[i]);
}

static Digest sum_of(const char *first, const char *second)
{
    DigestSum sum;
    digest_begin(&sum);
    digest_add_text(&sum, first);
    digest_add_text(&sum, second);
    return digest_end(&sum);
}

/* Where one text ends and the next begins counts, and so does whether there is one. */
static void sums_of_different_things_differ(void **state)
{
    (void)state;
    assert_true(digest_equal(sum_of("ab", "c"), sum_of("ab", "c")));
    assert_false(digest_equal(sum_of("ab", "c"), sum_of("a", "bc")));
    assert_false(digest_equal(sum_of("", NULL), sum_of(NULL, "")));
    assert_false(digest_equal(digest_of("a", 1), digest_of("a\0", 2)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_and_read_again_it_is_the_same),
        cmocka_unit_test(what_is_no_digest_is_refused),
        cmocka_unit_test(sums_of_different_things_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
