/* ktl.h: what the tests of model/, plan/ and emit/ share: the made-up protocol of tests/diag/base, as it is or with
 * some files changed, and a cmocka test for each row of a table. */
#pragma once
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <glib/gstdio.h>
#include <string.h>

#include "diag/report.h"
#include "model/base.h" /* made by meson: where the source is */
#include "model/catalog.h"

/* A scratch folder. */
typedef struct Ktl {
    char *folder;
} Ktl;

static inline void ktl_write(const Ktl *ktl, const char *file, const char *text)
{
    g_autofree char *path = g_build_filename(ktl->folder, file, NULL), *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static inline void ktl_remove(const Ktl *ktl, const char *file)
{
    g_autofree char *path = g_build_filename(ktl->folder, file, NULL);
    assert_int_equal(g_remove(path), 0);
}

static inline void ktl_run(const char *const *argv)
{
    int status = 0;
    assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    assert_int_equal(status, 0);
}

/* An empty folder, or a copy of the source. */
static inline Ktl ktl_empty(void)
{
    Ktl ktl = {g_dir_make_tmp("ktl-XXXXXX", NULL)};
    assert_non_null(ktl.folder);
    return ktl;
}

static inline Ktl ktl_copy(void)
{
    Ktl ktl = ktl_empty();
    g_autofree char *all = g_build_filename(KTL_BASE, ".", NULL);
    ktl_run((const char *[]){"cp", "-R", all, ktl.folder, NULL});
    return ktl;
}

static inline void ktl_clear(Ktl *ktl)
{
    ktl_run((const char *[]){"rm", "-rf", ktl->folder, NULL});
    g_free(ktl->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ktl, ktl_clear)

/* The catalog of the clean source. */
static inline Catalog *ktl_catalog(void)
{
    g_autoptr(Findings) findings = findings_new();
    Catalog *catalog = catalog_load(KTL_BASE, NULL, 2, findings);
    assert_non_null(catalog);
    assert_int_equal(findings_length(findings), 0);
    return catalog;
}

/* That of a changed one, which may have warnings. */
static inline Catalog *ktl_load(const Ktl *ktl)
{
    g_autoptr(Findings) findings = findings_new();
    Catalog *catalog = catalog_load(ktl->folder, NULL, 2, findings);
    assert_non_null(catalog);
    assert_int_equal(findings_count(findings, SEVERITY_ERROR), 0);
    return catalog;
}

static inline void assert_report(Findings *findings, const char *expected)
{
    g_autoptr(GString) report = g_string_new(NULL);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, expected);
}

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

static inline void add_test(GArray *tests, const char *name, CMUnitTestFunction function)
{
    struct CMUnitTest test = {name, function, NULL, NULL, NULL};
    g_array_append_val(tests, test);
}

static inline int run_cases(GArray *tests, const char *group)
{
    return _cmocka_run_group_tests(group, (struct CMUnitTest *)(void *)tests->data, tests->len, NULL, NULL);
}
