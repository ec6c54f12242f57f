/* cases.h: what the tests of text/ share: a named cmocka test for each row of a table. */
#pragma once
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include "diag/finding.h"

/* Adds a test per row of TABLE, whose rows begin with their name. */
#define ADD_CASES(tests, table, function) add_cases((tests), (table), sizeof *(table), G_N_ELEMENTS(table), (function))

static inline void add_cases(GArray *tests, const void *table, gsize size, gsize count, CMUnitTestFunction function)
{
    for (gsize i = 0; i < count; i++) {
        const char *row = (const char *)table + i * size;
        struct CMUnitTest test = {*(const char *const *)row, function, NULL, NULL, (void *)(guintptr)row};
        g_array_append_val(tests, test);
    }
}

static inline int run_cases(GArray *tests, const char *group)
{
    return _cmocka_run_group_tests(group, (struct CMUnitTest *)(void *)tests->data, tests->len, NULL, NULL);
}

/* The findings, sorted, as `rule: message` joined with " | "; g_free() it. Checks that each stands at f.yaml:3:5. */
static inline char *report(Findings *findings)
{
    GString *out = g_string_new(NULL);
    findings_sort(findings);
    for (guint i = 0; i < findings_length(findings); i++) {
        const Finding *finding = findings_get(findings, i);
        assert_string_equal(finding->file, "f.yaml");
        assert_int_equal(finding->mark.line, 3);
        assert_int_equal(finding->mark.column, 5);
        g_string_append_printf(out, "%s%s: %s", i > 0 ? " | " : "", finding->rule->id, finding->message);
    }
    return g_string_free(out, FALSE);
}
