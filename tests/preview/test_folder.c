#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "preview/folder.h"

/* The scratch folder: `site` with `text`, `empty`, `folder/inner`, a pipe and links; beside it `secret`. */
static char *dir;
static int site = -1;

static void make(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static int set_up(void **state)
{
    (void)state;
    dir = g_dir_make_tmp("replyglot-folder-XXXXXX", NULL);
    assert_int_equal(chdir(dir), 0);
    assert_int_equal(mkdir("site", 0755) | mkdir("site/folder", 0755), 0);
    make("secret", "secret");
    make("site/text", "some text");
    make("site/empty", "");
    make("site/folder/inner", "inner");
    assert_int_equal(mkfifo("site/pipe", 0600), 0);
    assert_int_equal(symlink("../secret", "site/link"), 0);
    assert_int_equal(symlink("text", "site/near"), 0);
    assert_int_equal(symlink("..", "site/up"), 0);
    assert_int_equal(symlink("folder", "site/alias"), 0);
    site = open("site", O_RDONLY | O_DIRECTORY);
    assert_true(site >= 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(site);
    assert_int_equal(chdir("/"), 0);
    gboolean gone = folder_delete(dir);
    g_free(dir);
    return gone ? 0 : 1;
}

static void what_is_there(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text;
    } CASES[] = {{"text", "some text"}, {"empty", ""}, {"folder/inner", "inner"}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(GBytes) wanted = g_bytes_new(CASES[i].text, strlen(CASES[i].text));
        assert_int_equal(folder_read(site, CASES[i].path, &bytes), FILE_REGULAR);
        assert_true(g_bytes_equal(bytes, wanted));
        assert_int_equal(folder_read(site, CASES[i].path, NULL), FILE_REGULAR);
    }
    assert_int_equal(folder_read(site, "", NULL), FILE_FOLDER);
    assert_int_equal(folder_read(site, "folder", NULL), FILE_FOLDER);
}

static void nothing_else_is(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "missing",   "text/x", "folder/missing", "pipe",       "link",      "near",           "up",
        "up/secret", "alias",  "alias/inner",    "..",         "../secret", "folder/../text", ".",
        "./text",    "/text",  "folder//inner",  "/etc/passwd"};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        GBytes *bytes = NULL;
        assert_int_equal(folder_read(site, CASES[i], &bytes), FILE_NONE);
        assert_null(bytes);
    }
    assert_int_equal(folder_read(-1, "text", NULL), FILE_NONE);
}

static void deleting_follows_no_link(void **state)
{
    (void)state;
    assert_int_equal(mkdir("old", 0755) | mkdir("old/inner", 0755), 0);
    assert_int_equal(symlink("../site", "old/site") | symlink("../../secret", "old/inner/link"), 0);
    make("old/inner/file", "x");
    assert_true(folder_delete("old"));
    assert_false(g_file_test("old", G_FILE_TEST_EXISTS));
    assert_true(g_file_test("site/text", G_FILE_TEST_EXISTS));
    assert_true(g_file_test("secret", G_FILE_TEST_EXISTS));
    assert_false(folder_delete("old"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there),
        cmocka_unit_test(nothing_else_is),
        cmocka_unit_test(deleting_follows_no_link),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
