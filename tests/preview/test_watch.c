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
#include "preview/watch.h"

/* The scratch folder, in it `a` and `b`, which are watched, and `c`, which is not. There is no look without an event:
 * it is the monitors that are tested. */
static char *dir;
static guint calls;
static Watch *watch;

static void on_changed(gpointer data)
{
    (void)data;
    calls++;
}

static const char *const FOLDERS[] = {"a", "b", NULL};
static WatchOptions options = {.folders = FOLDERS, .quiet = 20, .longest = 100, .changed = on_changed};

static gboolean wake(gpointer data)
{
    gboolean *late = data;
    *late = TRUE;
    return G_SOURCE_REMOVE;
}

static void make(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Waits for a call, and takes what there is until it comes to WANTED files in all. */
static void await(guint wanted)
{
    enum { LIMIT = 60 }; /* seconds: a machine that is busy, not one that is wrong */
    gboolean late = FALSE;
    guint timer = g_timeout_add_seconds(LIMIT, wake, &late), sum = 0;
    while (sum < wanted && !late) {
        guint before = calls;
        while (calls == before && !late)
            g_main_context_iteration(NULL, TRUE);
        sum += watch_take(watch);
    }
    assert_false(late);
    g_source_remove(timer);
    assert_int_equal(sum, wanted);
}

/* The time of a file says nothing about a change in the same moment, so a look that finds one so new takes it for
 * changed once more; here that would be noise. */
static void settle(void)
{
    do
        g_usleep(30 * 1000);
    while (watch_take(watch));
}

static int set_up(void **state)
{
    (void)state;
    dir = g_dir_make_tmp("replyglot-watch-XXXXXX", NULL);
    assert_int_equal(chdir(dir) | mkdir("a", 0755) | mkdir("b", 0755) | mkdir("c", 0755), 0);
    make("a/one", "1");
    make("b/two", "2");
    make("c/three", "3");
    make("b/two~", "old");
    make("b/.two.swp", "x");
    options.source = dir;
    watch = watch_new(&options);
    assert_int_equal(watch_take(watch), 2);
    settle();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    watch_free(watch);
    assert_int_equal(chdir("/"), 0);
    gboolean gone = folder_delete(dir);
    g_free(dir);
    return gone ? 0 : 1;
}

/* The source is "in": links to other places there are followed, each folder once, and what is elsewhere is not read. */
static void links_are_followed_within_the_source(void **state)
{
    (void)state;
    static const char *const ONE[] = {"a", NULL};
    const WatchOptions within = {.source = "in", .folders = ONE, .quiet = 20, .longest = 100, .changed = on_changed};
    assert_int_equal(g_mkdir_with_parents("in/a", 0755) | g_mkdir_with_parents("in/other/deep", 0755), 0);
    make("in/other/one", "1");
    make("in/other/deep/two", "2");
    assert_int_equal(symlink("../other", "in/a/there") | symlink(".", "in/a/loop") | symlink("..", "in/a/up"), 0);
    assert_int_equal(symlink("../../c", "in/a/away") | symlink("../../c/three", "in/a/file"), 0);
    Watch *own = watch_new(&within);
    assert_int_equal(watch_take(own), 4); /* one, two, and the two links that lead away, as themselves */
    watch_free(own);
}

static void a_file_changes(void **state)
{
    (void)state;
    int fd = open("a/one", O_WRONLY | O_APPEND); /* in its place */
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    await(1);
}

/* What is emptied to be written anew is not read in between. A burst may last for ever here. */
static void an_open_file_is_waited_for(void **state)
{
    (void)state;
    options.longest = 60 * 1000;
    int fd = open("a/one", O_WRONLY | O_TRUNC);
    gboolean late = FALSE;
    g_timeout_add(300, wake, &late);
    guint before = calls;
    while (!late)
        g_main_context_iteration(NULL, TRUE);
    assert_int_equal(calls, before);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    await(1);
    options.longest = 100;
}

static void a_file_is_replaced(void **state)
{
    (void)state;
    make("a/one", "2"); /* by renaming, as most editors do; of the same size */
    await(1);
}

static void a_file_comes_and_goes(void **state)
{
    (void)state;
    make("a/new", "x");
    await(1);
    settle();
    assert_int_equal(g_unlink("a/new"), 0);
    await(1);
}

static void a_file_is_renamed(void **state)
{
    (void)state;
    assert_int_equal(g_rename("a/one", "b/one"), 0);
    await(2);
    settle();
    assert_int_equal(g_rename("b/one", "a/one"), 0);
    await(2);
}

static void a_folder_comes_with_files(void **state)
{
    (void)state;
    assert_int_equal(g_mkdir_with_parents("a/x/y", 0755), 0);
    make("a/x/y/deep", "1");
    await(1);
    settle();
    make("a/x/y/deep", "2"); /* it is watched by now */
    await(1);
    settle();
    assert_int_equal(g_rename("a/x", "b/z"), 0);
    await(2);
    settle();
    make("b/z/y/deep", "3"); /* by its new name */
    await(1);
    settle();
    assert_true(folder_delete("b/z"));
    await(1);
}

static void a_watched_folder_is_replaced(void **state)
{
    (void)state;
    assert_int_equal(g_rename("a", "old"), 0);
    await(1);
    assert_int_equal(g_rename("old", "a"), 0);
    await(1);
    settle();
    make("c/one", "other");
    assert_int_equal(g_rename("a", "old") | g_rename("c", "a") | g_rename("old", "c"), 0);
    await(2); /* `one` is another, `three` is new */
    settle();
    make("a/one", "again");
    await(1);
}

static void what_is_no_file_here(void **state)
{
    (void)state;
    make("a/.hidden", "x");
    make("a/one~", "x");
    make("other", "x");
    make("c/three", "4");
    gboolean late = FALSE;
    g_timeout_add(300, wake, &late);
    while (!late)
        g_main_context_iteration(NULL, TRUE);
    assert_int_equal(watch_take(watch), 0);
}

static void a_look_without_an_event(void **state)
{
    (void)state;
    WatchOptions looking = options;
    looking.look = 1;
    g_autoptr(Watch) other = watch_new(&looking);
    guint before = calls;
    while (calls == before)
        g_main_context_iteration(NULL, TRUE);
    assert_true(watch_take(other) > 0);
}

static void freeing_nothing(void **state)
{
    (void)state;
    watch_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(links_are_followed_within_the_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_open_file_is_waited_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_comes_and_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_renamed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_comes_with_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_watched_folder_is_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_look_without_an_event, set_up, tear_down),
        cmocka_unit_test(freeing_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
