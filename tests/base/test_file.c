#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "base/file.h"

/* The folder of the tests: `text`, `empty`, `large`, the pipe `pipe`, the folder `folder`, links to some of them. */
static char *dir;

static void make(const char *name, const char *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

static int set_up(void **state)
{
    (void)state;
    dir = g_dir_make_tmp("replyglot-file-XXXXXX", NULL);
    assert_int_equal(chdir(dir), 0);
    g_autofree char *large = g_strnfill(100000, 'x');
    make("text", "a\0b\n", 4);
    make("empty", "", 0);
    make("large", large, 100000);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(symlink("text", "link"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"text", "empty",    "large", "folder", "pipe",
                                        "link", "dangling", "mine",  "to-mine"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        g_remove(NAMES[i]);
    assert_int_equal(chdir("/") | g_rmdir(dir), 0);
    g_free(dir);
    return 0;
}

static void reads_every_byte(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        gsize limit, length;
    } CASES[] = {{"text", 4, 4}, {"link", 100, 4}, {"empty", 0, 0}, {"large", 100000, 100000}, {"text", G_MAXSIZE, 4}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = NULL;
        gsize length = 99;
        g_autoptr(GError) error = NULL;
        assert_true(file_read(CASES[i].path, CASES[i].limit, &text, &length, &error));
        assert_int_equal(length, CASES[i].length);
        assert_int_equal(text[length], '\0');
        if (length == 4)
            assert_memory_equal(text, "a\0b\n", 4);
    }
}

static void says_why_it_does_not(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        gsize limit;
        int code;
        const char *message;
    } CASES[] = {
        {"missing", 10, G_FILE_ERROR_NOENT, "missing: No such file or directory"},
        {"dangling", 10, G_FILE_ERROR_NOENT, "dangling: No such file or directory"},
        {"text/below", 10, G_FILE_ERROR_NOTDIR, "text/below: Not a directory"},
        {"folder", 10, G_FILE_ERROR_INVAL, "folder: not a regular file"},
        {"pipe", 10, G_FILE_ERROR_INVAL, "pipe: not a regular file"},
        {"/dev/zero", 10, G_FILE_ERROR_INVAL, "/dev/zero: not a regular file"},
        {"text", 3, G_FILE_ERROR_INVAL, "text: more than the 3 bytes allowed"},
        {"large", 99999, G_FILE_ERROR_INVAL, "large: more than the 99999 bytes allowed"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *text = dir;
        gsize length = 99;
        g_autoptr(GError) error = NULL;
        assert_false(file_read(CASES[i].path, CASES[i].limit, &text, &length, &error));
        assert_true(g_error_matches(error, G_FILE_ERROR, CASES[i].code));
        assert_string_equal(error->message, CASES[i].message);
        assert_ptr_equal(text, dir); /* the outputs are left alone */
        assert_int_equal(length, 99);
    }
}

static void a_file_that_hides_its_size_is_read_to_its_end(void **state)
{
    (void)state;
    struct stat status;
    if (stat("/proc/self/status", &status) != 0 || status.st_size != 0)
        skip();
    g_autofree char *text = NULL;
    gsize length = 0;
    assert_true(file_read("/proc/self/status", 1 << 20, &text, &length, NULL));
    assert_true(g_str_has_prefix(text, "Name:\t"));
    assert_int_equal(strlen(text), length);
    g_autoptr(GError) error = NULL;
    char *none = NULL;
    assert_false(file_read("/proc/self/status", 10, &none, &length, &error));
    assert_string_equal(error->message, "/proc/self/status: more than the 10 bytes allowed");
}

static void a_replaced_file_keeps_its_mode_and_the_links_to_it(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    gsize length = 0;
    struct stat status;
    make("mine", "was", 3);
    assert_int_equal(chmod("mine", 0640), 0);
    assert_int_equal(symlink("mine", "to-mine"), 0);
    assert_true(file_replace("to-mine", "is", &error));
    assert_int_equal(lstat("to-mine", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat("mine", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_true(file_read("mine", 10, &text, &length, NULL));
    assert_string_equal(text, "is");
    assert_false(file_replace("dangling", "is", &error));
    assert_string_equal(error->message, "dangling: No such file or directory");
}

static void assert_holds(const char *path, const char *expected)
{
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, expected);
}

static void a_created_file_takes_no_other_ones_place(void **state)
{
    (void)state;
    struct stat status;
    g_autoptr(GError) error = NULL, none = NULL;
    assert_int_equal(mkdir("new", 0755), 0);
    make("new/.one.replyglot-tmp", "left by a killed run", 20);
    assert_true(file_create("new/one", "first\n", NULL));
    assert_holds("new/one", "first\n");
    assert_int_equal(stat("new/one", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    assert_false(file_create("new/one", "second\n", &error));
    assert_string_equal(error->message, "new/one: File exists");
    assert_holds("new/one", "first\n");
    assert_int_equal(symlink("nowhere", "new/link"), 0);
    assert_false(file_create("new/link", "through it\n", NULL));
    assert_false(file_create("new/none/two", "no folder\n", &none));
    assert_string_equal(none->message, "new/none/two: No such file or directory");
    assert_true(file_replace("new/one", "third\n", NULL));
    assert_int_equal(unlink("new/link"), 0);
    assert_int_equal(unlink("new/one"), 0);
    assert_int_equal(rmdir("new"), 0); /* so nothing else is left in it */
}

static void a_folder_that_cannot_be_listed_is_an_error_and_not_empty(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_null(file_list(".", "text", &error));
    assert_string_equal(error->message, "Not a directory");
    g_autoptr(GPtrArray) names = file_list(".", "folder", NULL);
    assert_non_null(names);
    assert_int_equal(names->len, 0);
}

/* What is read of NAME below "within": what stands there, or what the error says, to g_free(). */
static char *read_within(const char *name)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    gsize length = 0;
    if (file_read_below("within", name, 100, &text, &length, &error))
        return text;
    assert_true((error->domain == FILE_OUTSIDE) == (strstr(error->message, "leads out") != NULL));
    return g_strdup(error->message);
}

static void a_link_may_not_lead_out_of_its_folder(void **state)
{
    (void)state;
    g_autofree char *absolute_in = g_build_filename(dir, "inside/a", NULL);
    g_autofree char *absolute_out = g_build_filename(dir, "text", NULL);
    g_autofree char *beside = g_build_filename(dir, "inside-not/a", NULL);
    const struct {
        const char *name, *to, *said;
    } CASES[] = {{"plain", NULL, "inside"},
                 {"to-a", "a", "inside"},
                 {"up-and-down", "../inside/a", "inside"},
                 {"deep/up", "../a", "inside"},
                 {"absolute", absolute_in, "inside"},
                 {"out", "../text", "a link leads out of the folder"},
                 {"absolute-out", absolute_out, "a link leads out of the folder"},
                 {"beside", beside, "a link leads out of the folder"},
                 {"twice", "out", "a link leads out of the folder"},
                 {"folder-out/large", NULL, "a link leads out of the folder"},
                 {"itself", "itself", "Too many levels of symbolic links"},
                 {"nowhere", "none", "No such file or directory"},
                 {"none", NULL, "No such file or directory"},
                 {"deep", NULL, "not a regular file"},
                 {"a/b", NULL, "Not a directory"}};
    assert_int_equal(mkdir("inside", 0755) | mkdir("inside/deep", 0755) | mkdir("inside-not", 0755), 0);
    assert_int_equal(symlink("inside", "within") | symlink("..", "inside/folder-out"), 0);
    make("inside/a", "inside", 6);
    make("inside/plain", "inside", 6);
    make("inside-not/a", "outside", 7);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_build_filename("inside", CASES[i].name, NULL);
        if (CASES[i].to)
            assert_int_equal(symlink(CASES[i].to, path), 0);
        g_autofree char *read = read_within(CASES[i].name);
        assert_string_equal(read, CASES[i].said);
    }
    g_autoptr(GError) error = NULL;
    assert_null(file_list("within", "folder-out", &error));
    assert_true(g_error_matches(error, FILE_OUTSIDE, 0));
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_build_filename("inside", CASES[i].name, NULL);
        if (CASES[i].to)
            assert_int_equal(unlink(path), 0);
    }
    static const char *const MADE[] = {"inside/folder-out", "inside/a",   "inside/plain", "inside/deep", "inside",
                                       "inside-not/a",      "inside-not", "within"};
    for (guint i = 0; i < G_N_ELEMENTS(MADE); i++)
        assert_int_equal(g_remove(MADE[i]), 0);
}

static void what_cannot_be_looked_at_is_not_taken_for_missing(void **state)
{
    (void)state;
    g_autofree char *long_name = g_strnfill(5000, 'x'); /* longer than any file system takes: ENAMETOOLONG */
    assert_true(file_stands("text") && file_stands("dangling") && file_stands(long_name));
    assert_false(file_stands("nowhere") || file_stands("text/below"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_byte),
        cmocka_unit_test(says_why_it_does_not),
        cmocka_unit_test(a_file_that_hides_its_size_is_read_to_its_end),
        cmocka_unit_test(a_replaced_file_keeps_its_mode_and_the_links_to_it),
        cmocka_unit_test(a_created_file_takes_no_other_ones_place),
        cmocka_unit_test(a_folder_that_cannot_be_listed_is_an_error_and_not_empty),
        cmocka_unit_test(a_link_may_not_lead_out_of_its_folder),
        cmocka_unit_test(what_cannot_be_looked_at_is_not_taken_for_missing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
