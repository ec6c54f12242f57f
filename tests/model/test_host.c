#include "model/host.h"

#include "model/ktl.h"
#include "press/press.h"

static void every_host_is_named_once(void **state)
{
    (void)state;
    assert_null(HOST_NAMES[N_HOSTS]);
    for (guint i = 0; i < N_HOSTS; i++) {
        assert_non_null(HOSTS[i].title);
        assert_true(g_regex_match_simple("^[a-z0-9-]+$", HOST_NAMES[i], 0, 0));
        for (guint j = 0; j < i; j++)
            assert_string_not_equal(HOST_NAMES[i], HOST_NAMES[j]);
    }
    assert_string_equal(HOST_NAMES[HOST_PLAIN], "plain");
    assert_int_equal(HOSTS[HOST_PLAIN].wants | HOSTS[HOST_PLAIN].compress | (guint)HOSTS[HOST_PLAIN].limits->most, 0);
}

static void every_limit_says_who_said_so_and_when(void **state)
{
    (void)state;
    guint limits = 0;
    for (guint i = 0; i < N_HOSTS; i++)
        for (guint l = 0; l < HOST_LIMITS && HOSTS[i].limits[l].most; l++) {
            const HostLimit *limit = &HOSTS[i].limits[l];
            limits++;
            assert_true(limit->count < N_HOST_COUNTS);
            assert_non_null(HOST_COUNT_NAMES[limit->count]);
            assert_true(document_is_date(limit->confirmed));
            assert_true(g_str_has_prefix(limit->page, "https://"));
            assert_false(HOSTS[i].configured); /* the limits of a server of one's own are one's own */
        }
    assert_int_equal(limits, 8);
}

static void a_host_serves_copies_in_forms_that_there_are(void **state)
{
    (void)state;
    for (guint i = 0; i < N_HOSTS; i++)
        assert_int_equal(HOSTS[i].compress & ~(guint)PRESS_ALL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_host_is_named_once),
        cmocka_unit_test(every_limit_says_who_said_so_and_when),
        cmocka_unit_test(a_host_serves_copies_in_forms_that_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
