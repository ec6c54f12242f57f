/* sandbox.h: a fresh folder for one test, and the site that is published into it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag/report.h"
#include "publish/publish.h"

typedef struct Page {
    const char *path, *bytes;
} Page;

enum { MOST_PAGES = 16 };

/* The tests name all files relative to the folder, which is the current one; the output is OUT. */
#define OUT      "out"
#define MANIFEST OUT "/" PUBLISH_MANIFEST

static inline int sandbox_enter(void **state)
{
    umask(022);
    *state = g_dir_make_tmp("replyglot-publish-XXXXXX", NULL);
    return chdir(*state);
}

static inline int sandbox_remove_one(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status, (void)type, (void)ftw;
    return remove(path);
}

static inline void sandbox_remove(const char *path)
{
    nftw(path, sandbox_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static inline int sandbox_leave(void **state)
{
    int left = chdir("/");
    sandbox_remove(*state);
    g_free(*state);
    return left;
}

static inline void make_file(const char *path, const char *bytes)
{
    g_autofree char *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
    assert_true(g_file_set_contents(path, bytes, -1, NULL));
}

static inline char *read_file(const char *path)
{
    char *bytes = NULL;
    g_file_get_contents(path, &bytes, NULL, NULL);
    return bytes;
}

static inline int sandbox_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline void append_tree(GString *out, const char *path, const char *shown)
{
    g_autofree char *target = g_file_read_link(path, NULL);
    if (target) {
        g_string_append_printf(out, "%s -> %s\n", shown, target);
        return;
    }
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (!dir) {
        g_autofree char *bytes = read_file(path);
        g_string_append_printf(out, "%s: %s\n", shown, bytes ? bytes : "(none)");
        return;
    }
    if (*shown)
        g_string_append_printf(out, "%s/\n", shown);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, sandbox_compare);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *below = g_build_filename(path, names->pdata[i], NULL);
        g_autofree char *name = *shown ? g_build_filename(shown, names->pdata[i], NULL) : g_strdup(names->pdata[i]);
        if (strcmp(name, PUBLISH_MANIFEST) != 0)
            append_tree(out, below, name);
    }
}

/* All that is in PATH but the manifest, a line each: `folder/`, `folder/file: bytes`, `link -> target`. */
#define assert_tree(path, expected)                                                                                    \
    do {                                                                                                               \
        g_autoptr(GString) tree_ = g_string_new(NULL);                                                                 \
        append_tree(tree_, path, "");                                                                                  \
        assert_string_equal(tree_->str, expected);                                                                     \
    } while (0)

#define assert_file(path, expected)                                                                                    \
    do {                                                                                                               \
        g_autofree char *bytes_ = read_file(path);                                                                     \
        assert_non_null(bytes_);                                                                                       \
        assert_string_equal(bytes_, expected);                                                                         \
    } while (0)

#define assert_message(error, expected)                                                                                \
    do {                                                                                                               \
        assert_non_null(error);                                                                                        \
        assert_string_equal((error)->message, expected);                                                               \
    } while (0)

/* Which shard is published; the whole unless a test says so. */
static struct {
    guint number, of;
} sandbox_shard;

/* Opens OUTPUT and plans PAGES, up to the one without a path. NULL on failure. */
static inline Publisher *plan_pages(const char *output, const Page *pages, Findings *findings, GError **error)
{
    const char *paths[MOST_PAGES];
    gsize count = 0;
    for (; pages[count].path; count++)
        paths[count] = pages[count].path;
    g_autoptr(Publisher) publisher = publish_open(output, error);
    if (!publisher)
        return NULL;
    publish_shard(publisher, sandbox_shard.number, sandbox_shard.of);
    if (!publish_plan(publisher, paths, count, findings, error))
        return NULL;
    return g_steal_pointer(&publisher);
}

/* The whole way, as site.c goes it. With findings nothing is written, and it is no success. */
static inline gboolean publish_pages(const char *output, const Page *pages, Findings *findings, PublishCounts *counts,
                                     GError **error)
{
    g_autoptr(Publisher) publisher = plan_pages(output, pages, findings, error);
    if (!publisher || findings_length(findings) > 0 || !publish_begin(publisher, error))
        return FALSE;
    for (gsize i = 0; pages[i].path; i++)
        if (!publish_put(publisher, i, pages[i].bytes, strlen(pages[i].bytes), error))
            return FALSE;
    return publish_finish(publisher, counts, error);
}

/* A build that has to succeed, and what it counted. */
static inline PublishCounts build(const char *output, const Page *pages)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    PublishCounts counts = {0};
    gboolean ok = publish_pages(output, pages, findings, &counts, &error);
    g_autoptr(GString) report = g_string_new(error ? error->message : NULL);
    findings_print_text(findings, report);
    if (!ok)
        fail_msg("not built: %s", report->str);
    return counts;
}

/* A build that has to end with the findings EXPECTED, as text. */
static inline void assert_refused(const char *output, const Page *pages, const char *expected)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    assert_false(publish_pages(output, pages, findings, NULL, &error));
    assert_null(error);
    findings_sort(findings);
    g_autoptr(GString) report = g_string_new(NULL);
    findings_print_text(findings, report);
    assert_string_equal(report->str, expected);
}

#define assert_counts(counts, w, u, d, b)                                                                              \
    do {                                                                                                               \
        PublishCounts counts_ = (counts);                                                                              \
        assert_int_equal(counts_.written, w);                                                                          \
        assert_int_equal(counts_.unchanged, u);                                                                        \
        assert_int_equal(counts_.deleted, d);                                                                          \
        assert_int_equal(counts_.bytes, b);                                                                            \
    } while (0)

#define sandbox_test(name) cmocka_unit_test_setup_teardown(name, sandbox_enter, sandbox_leave)
