#include "site/difference.h"

#include "model/ktl.h"

static const struct Case {
    const char *name, *was, *is, *expected;
} CASES[] = {
    {"equal", "a\nb\n", "a\nb\n", NULL},
    {"empty", "", "", NULL},
    {"one line", "a\nb\nc\n", "a\nx\nc\n", "line 2: 1 before, 1 now\n- b\n+ x\n"},
    {"a line more", "a\nc\n", "a\nb\nc\n", "line 2: 0 before, 1 now\n+ b\n"},
    {"a line less", "a\nb\nc\n", "a\nc\n", "line 2: 1 before, 0 now\n- b\n"},
    {"the same line twice", "a\na\n", "a\n", "line 2: 1 before, 0 now\n- a\n"},
    {"several", "a\nb\nc\nd\n", "a\nx\nc\ny\nd\n", "line 2: 2 before, 3 now\n- b\n+ x\n"},
    {"no line break at the end", "a", "b", "line 1: 1 before, 1 now\n- a\n+ b\n"},
    {"only the line break", "a", "a\n", "line 1: 1 before, 1 now\n- a\n+ a\n"},
    {"from nothing", "", "a\n", "line 1: 0 before, 1 now\n+ a\n"},
    {"letters of two bytes", "é\n", "è\n", "line 1: 1 before, 1 now\n- é\n+ è\n"},
    {"no UTF-8", "\xff\n", "b\n", "line 1: 1 before, 1 now\n- \xef\xbf\xbd\n+ b\n"},
};

static void test_case(void **state)
{
    const struct Case *row = *state;
    g_autofree char *found = difference_of(row->was, strlen(row->was), row->is, strlen(row->is));
    if (row->expected)
        assert_string_equal(found, row->expected);
    else
        assert_null(found);
}

/* Of a long line the piece that differs is shown. */
static void long_lines(void **state)
{
    (void)state;
    g_autofree char *fill = g_strnfill(1000, 'x'), *was = g_strconcat(fill, "old", fill, "\n", NULL),
                    *is = g_strconcat(fill, "new", fill, "\n", NULL);
    g_autofree char *found = difference_of(was, strlen(was), is, strlen(is));
    g_auto(GStrv) lines = g_strsplit(found, "\n", -1);
    assert_true(g_str_has_prefix(lines[1], "- …xxx") && strstr(lines[1], "xoldx") && g_str_has_suffix(lines[1], "x…"));
    assert_true(g_str_has_prefix(lines[2], "+ …xxx") && strstr(lines[2], "xnewx") && strlen(lines[2]) < 120);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, CASES, test_case);
    add_test(tests, "long lines", long_lines);
    return run_cases(tests, "difference");
}
