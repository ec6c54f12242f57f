#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "base/confine.h"

/* The folder of the tests has `in/file`, `out/file`, `else/file` and the link `in/away` to `else`. */
static char *dir;

enum { KEPT_OUT = 2, NOT_HERE = 3, WRONG = 4 }; /* how a child ends */

static int set_up(void **state)
{
    (void)state;
    static const char *const FOLDERS[] = {"in", "out", "else"};
    dir = g_dir_make_tmp("replyglot-confine-XXXXXX", NULL);
    assert_int_equal(chdir(dir), 0);
    for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
        g_autofree char *file = g_build_filename(FOLDERS[i], "file", NULL);
        assert_int_equal(mkdir(FOLDERS[i], 0755), 0);
        assert_true(g_file_set_contents(file, "x", 1, NULL));
    }
    assert_int_equal(symlink("../else", "in/away"), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const MADE[] = {"in/file",    "in/away", "in",        "out/file", "out/new", "out/folder/new",
                                       "out/folder", "out",     "else/file", "else/new", "else"};
    for (guint i = 0; i < G_N_ELEMENTS(MADE); i++)
        g_remove(MADE[i]);
    assert_int_equal(chdir("/") | g_rmdir(dir), 0);
    g_free(dir);
    return 0;
}

static gboolean opens(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0644);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Whether each of them failed, and for want of leave. */
static gboolean all_refused(const gboolean *done, const int *numbers, guint n)
{
    for (guint i = 0; i < n; i++)
        if (done[i] || (numbers[i] != EACCES && numbers[i] != EXDEV)) {
            fprintf(stderr, "not refused: %u (%s)\n", i, g_strerror(numbers[i]));
            return FALSE;
        }
    return TRUE;
}

#define TRY(what) (errno = 0, done[n] = (what), numbers[n] = errno, n++)

/* What nobody may do who reads `in` and writes `out`. */
static gboolean is_kept_out(void)
{
    gboolean done[16];
    int numbers[16];
    guint n = 0;
    TRY(opens("else/file", O_RDONLY));
    TRY(opens("in/away/file", O_RDONLY));
    TRY(opens("/etc/passwd", O_RDONLY));
    TRY(opens("else", O_RDONLY | O_DIRECTORY));
    TRY(opens("in/file", O_WRONLY));
    TRY(opens("in/file", O_RDONLY | O_TRUNC));
    TRY(opens("else/new", O_WRONLY | O_CREAT));
    TRY(unlink("in/file") == 0);
    TRY(rename("out/file", "in/moved") == 0);
    TRY(rename("else/file", "out/taken") == 0);
    TRY(mkdir("in/folder", 0755) == 0);
    TRY(symlink("file", "out/link") == 0);
    TRY(execl("/bin/true", "true", (char *)NULL) == 0);
    return all_refused(done, numbers, n);
}

static gboolean can_work(void)
{
    return opens("in/file", O_RDONLY) && opens("in", O_RDONLY | O_DIRECTORY) && opens("out/file", O_RDONLY) &&
           opens("out/new", O_WRONLY | O_CREAT) && opens("out/new", O_WRONLY | O_TRUNC) &&
           (mkdir("out/folder", 0755) == 0 || errno == EEXIST) && rename("out/new", "out/folder/new") == 0 &&
           unlink("out/folder/new") == 0 && rmdir("out/folder") == 0;
}

/* In a child, for what it gives up is gone for good. */
static int confined(const Confinement *to, gboolean (*test)(void))
{
    pid_t child = fork();
    if (child == 0) {
        if (!confine_files(to))
            _exit(NOT_HERE);
        _exit(test() ? KEPT_OUT : WRONG);
    }
    int status = 0;
    assert_true(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_HERE)
        skip(); /* the kernel has no Landlock */
    return WEXITSTATUS(status);
}

static const char *const IN[] = {"in", NULL}, *const OUT[] = {"out", NULL};
static const Confinement IN_AND_OUT = {IN, OUT, NULL};

static void what_is_not_named_is_out_of_reach(void **state)
{
    (void)state;
    assert_int_equal(confined(&IN_AND_OUT, is_kept_out), KEPT_OUT);
}

static void what_is_named_can_be_used(void **state)
{
    (void)state;
    assert_int_equal(confined(&IN_AND_OUT, can_work), KEPT_OUT);
}

static gboolean reads_all_and_writes_nothing(void)
{
    return opens("else/file", O_RDONLY) && opens("/etc/passwd", O_RDONLY) && !opens("out/file", O_WRONLY) &&
           errno == EACCES && !opens("out/new", O_WRONLY | O_CREAT) && errno == EACCES;
}

static void without_folders_all_is_read_and_nothing_written(void **state)
{
    (void)state;
    assert_int_equal(confined(&(Confinement){0}, reads_all_and_writes_nothing), KEPT_OUT);
}

static gboolean changes_folders_only(void)
{
    return mkdir("else/folder", 0755) == 0 && rename("else/folder", "else/moved") == 0 && rmdir("else/moved") == 0 &&
           !opens("else/new", O_WRONLY | O_CREAT) && errno == EACCES && !opens("else/file", O_RDONLY) &&
           unlink("else/file") != 0 && rename("else/file", "else/taken") != 0 && opens("out/new", O_WRONLY | O_CREAT);
}

static void where_folders_are_renamed_no_file_is_touched(void **state)
{
    (void)state;
    assert_int_equal(confined(&(Confinement){IN, OUT, "else"}, changes_folders_only), KEPT_OUT);
}

static gboolean reads_nothing(void)
{
    return !opens("in/file", O_RDONLY) && errno == EACCES && !opens("out/file", O_RDONLY);
}

static void a_folder_that_is_not_there_opens_nothing(void **state)
{
    (void)state;
    static const char *const NOWHERE[] = {"nowhere", NULL};
    assert_int_equal(confined(&(Confinement){.reads = NOWHERE, .writes = NOWHERE}, reads_nothing), KEPT_OUT);
}

static gboolean cannot_get_more(void)
{
    static const char *const ALL[] = {"/", NULL};
    return confine_files(&(Confinement){ALL, ALL, "/"}) && is_kept_out();
}

static void a_second_call_takes_nothing_back(void **state)
{
    (void)state;
    assert_int_equal(confined(&IN_AND_OUT, cannot_get_more), KEPT_OUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_named_is_out_of_reach),
        cmocka_unit_test(what_is_named_can_be_used),
        cmocka_unit_test(without_folders_all_is_read_and_nothing_written),
        cmocka_unit_test(where_folders_are_renamed_no_file_is_touched),
        cmocka_unit_test(a_folder_that_is_not_there_opens_nothing),
        cmocka_unit_test(a_second_call_takes_nothing_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
