#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "publish/path.h"

static void only_paths_that_stay_inside_are_clean(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        gboolean clean;
    } CASES[] = {
        {"index.html", TRUE},
        {"en/smtp/550/index.html", TRUE},
        {"a/.well-known/x", TRUE},
        {".nojekyll", TRUE},
        {"...", TRUE},
        {"a/..b/c..", TRUE},
        {"été/日本", TRUE},
        {"a b", TRUE},
        {"sub/.replyglot-manifest", TRUE},
        {"sub/.replyglot-manifest-1-of-2", TRUE},
        {"", FALSE},
        {".", FALSE},
        {"..", FALSE},
        {"/", FALSE},
        {"/etc/passwd", FALSE},
        {"a/", FALSE},
        {"a//b", FALSE},
        {"./a", FALSE},
        {"a/./b", FALSE},
        {"../a", FALSE},
        {"a/../b", FALSE},
        {"a/..", FALSE},
        {"a\nb", FALSE},
        {"a\x7f", FALSE},
        {"a\tb/c", FALSE},
        {".replyglot-manifest", FALSE},
        {".replyglot-manifest-1-of-2", FALSE},
        {".replyglot-ledger", FALSE},
        {".replyglot-ledger-1-of-2", FALSE},
        {".a.replyglot-tmp", FALSE},
        {"b/.a.replyglot-tmp", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        if (path_is_clean(CASES[i].path) != CASES[i].clean)
            fail_msg("\"%s\" should be %s", CASES[i].path, CASES[i].clean ? "clean" : "refused");
}

static void names_have_to_fit_with_their_temporary(void **state)
{
    (void)state;
    g_autofree char *most = g_strnfill(240, 'n'), *more = g_strnfill(241, 'n'), *folder = g_strnfill(255, 'f'),
                    *deep = g_strnfill(4095, 'p');
    for (gsize i = 100; i < 4000; i += 100)
        deep[i] = '/';
    g_autofree char *in_folder = g_strconcat(folder, "/a", NULL), *in_longer = g_strconcat("f", folder, "/a", NULL);
    assert_true(path_fits("index.html"));
    assert_true(path_fits(most));
    assert_false(path_fits(more));
    assert_true(path_fits(in_folder));
    assert_false(path_fits(in_longer));
    assert_false(path_fits(deep));
}

static void what_is_in_a_folder_stands_right_behind_its_name(void **state)
{
    (void)state;
    static const char *const SORTED[] = {"a", "a/b", "a/b/c", "a/b-c", "a b", "a-b", "a-b/c", "a.html", "ab", "b", "é"};
    for (guint i = 0; i < G_N_ELEMENTS(SORTED); i++)
        for (guint j = 0; j < G_N_ELEMENTS(SORTED); j++) {
            int order = path_compare(SORTED[i], SORTED[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void below_means_in_the_folder(void **state)
{
    (void)state;
    assert_true(path_is_below("a/b", "a", 1));
    assert_true(path_is_below("a/b/c", "a/b", 3));
    assert_false(path_is_below("a", "a", 1));
    assert_false(path_is_below("ab/c", "a", 1));
    assert_false(path_is_below("b/a", "a", 1));
}

static void the_temporary_is_in_the_same_folder(void **state)
{
    (void)state;
    g_autofree char *top = file_temporary("404.html"), *deep = file_temporary("en/smtp/550/index.html");
    assert_string_equal(top, ".404.html.replyglot-tmp");
    assert_string_equal(deep, "en/smtp/550/.index.html.replyglot-tmp");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_paths_that_stay_inside_are_clean),
        cmocka_unit_test(names_have_to_fit_with_their_temporary),
        cmocka_unit_test(what_is_in_a_folder_stands_right_behind_its_name),
        cmocka_unit_test(below_means_in_the_folder),
        cmocka_unit_test(the_temporary_is_in_the_same_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
