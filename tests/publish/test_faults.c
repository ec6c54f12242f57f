/* The machine fails, or kills us: what was there stays whole, and the next run puts it right. */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>

static const Page OLD[] = {
    {"a/index.html", "old a"}, {"b/index.html", "old b"}, {"c", "old c"}, {"s/t/u", "stale"}, {0}};
static const Page NEW[] = {
    {"a/index.html", "new a!"}, {"b/index.html", "old b"}, {"c", "new c"}, {"d/e/f", "new f"}, {0}};
static const Page SAME_PATHS[] = {
    {"a/index.html", "new a!"}, {"b/index.html", "new b"}, {"c", "old c"}, {"s/t/u", "new u"}, {0}};

#define NEW_TREE      "a/\na/index.html: new a!\nb/\nb/index.html: old b\nc: new c\nd/\nd/e/\nd/e/f: new f\n"
#define NEW_MANIFEST  "replyglot-manifest 1\ncomplete\na/index.html\nb/index.html\nc\nd/e/f\n"
#define SAME_TREE     "a/\na/index.html: new a!\nb/\nb/index.html: new b\nc: old c\ns/\ns/t/\ns/t/u: new u\n"
#define SAME_MANIFEST "replyglot-manifest 1\ncomplete\na/index.html\nb/index.html\nc\ns/t/u\n"

/* A build in a child of its own, which ends without the parent's clean-up. */
static void build_and_exit(const Page *pages)
{
    g_autoptr(Findings) findings = findings_new();
    _exit(publish_pages(OUT, pages, findings, NULL, NULL) ? 0 : 1);
}

/* Whether the file at PATH, if there is one, has the bytes of the OLD or of the new pages: never anything between. */
static void assert_whole(const Page *pages, const Page *others)
{
    for (; pages->path; pages++) {
        g_autofree char *path = g_build_filename(OUT, pages->path, NULL), *bytes = read_file(path);
        gboolean whole = !bytes || strcmp(bytes, pages->bytes) == 0;
        for (const Page *other = others; other->path; other++)
            whole = whole || (strcmp(other->path, pages->path) == 0 && strcmp(bytes, other->bytes) == 0);
        if (!whole)
            fail_msg("%s: %s", path, bytes);
    }
}

/* Builds in a child, which is killed as it enters or leaves the kernel for the NTH time. TRUE; FALSE when the child
 * came to its end before; -1 where tracing is not allowed. */
static int kill_at(guint nth, const Page *pages)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(77);
        raise(SIGSTOP);
        build_and_exit(pages);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        return -1;
    for (guint i = 0; i < nth; i++) {
        assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            return FALSE;
        }
    }
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return TRUE;
}

static void kill_everywhere(const Page *from, const Page *to, const char *tree, const char *manifest)
{
    for (guint nth = 1;; nth++) {
        sandbox_remove(OUT);
        build(OUT, from);
        int killed = kill_at(nth, to);
        if (killed < 0)
            skip();
        assert_whole(from, to);
        assert_whole(to, from);
        build(OUT, to);
        assert_tree(OUT, tree);
        assert_file(MANIFEST, manifest);
        if (!killed) {
            assert_true(nth > 40); /* it was really there that we were */
            return;
        }
    }
}

static void killed_at_any_system_call_the_next_run_is_right(void **state)
{
    (void)state;
    static const Page NONE[] = {{0}};
    kill_everywhere(NONE, NEW, NEW_TREE, NEW_MANIFEST);
    kill_everywhere(OLD, NEW, NEW_TREE, NEW_MANIFEST);
    kill_everywhere(OLD, SAME_PATHS, SAME_TREE, SAME_MANIFEST);
}

static void killed_twice_with_other_plans_nothing_is_left(void **state)
{
    (void)state;
    static const Page GROWN[] = {{"g/h", "g"}, {"a/index.html", "a"}, {"d/e/f", "f"}, {0}}, LAST[] = {{"z", "z"}, {0}};
    for (guint nth = 1;; nth += 3) {
        sandbox_remove(OUT);
        build(OUT, OLD);
        int killed = kill_at(nth, NEW);
        if (killed < 0)
            skip();
        kill_at(nth, GROWN);
        build(OUT, LAST);
        assert_tree(OUT, "z: z\n");
        if (!killed)
            return;
    }
}

/* The same promise without a tracer, for where there is none. */
static void killed_after_any_put_the_next_run_is_right(void **state)
{
    (void)state;
    for (gsize puts = 0; puts <= 4; puts++) {
        sandbox_remove(OUT);
        build(OUT, OLD);
        pid_t child = fork();
        if (child == 0) {
            g_autoptr(Findings) findings = findings_new();
            Publisher *publisher = plan_pages(OUT, NEW, findings, NULL);
            if (!publish_begin(publisher, NULL))
                _exit(1);
            for (gsize i = 0; i < puts; i++)
                if (!publish_put(publisher, i, NEW[i].bytes, strlen(NEW[i].bytes), NULL))
                    _exit(1);
            kill(getpid(), SIGKILL);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        assert_whole(NEW, OLD);
        build(OUT, NEW);
        assert_tree(OUT, NEW_TREE);
        assert_file(MANIFEST, NEW_MANIFEST);
    }
}

static void temporaries_of_a_killed_run_are_swept(void **state)
{
    (void)state;
    make_file(OUT "/a/.index.html.replyglot-tmp", "ha");
    make_file(OUT "/s/t/.u.replyglot-tmp", "hal");
    make_file(OUT "/.c.replyglot-tmp", "half");
    make_file(OUT "/.else.replyglot-tmp", "foreign");
    make_file(OUT "/..replyglot-manifest.replyglot-tmp", "h");
    make_file(MANIFEST, "replyglot-manifest 1\nwriting\na/index.html\nb/index.html\nc\ns/t/u\n");
    build(OUT, NEW);
    assert_tree(OUT, ".else.replyglot-tmp: foreign\n" NEW_TREE);
}

static void a_foreign_file_of_a_temporary_s_name_is_not_overwritten(void **state)
{
    (void)state;
    make_file(OUT "/.c.replyglot-tmp", "mine");
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    assert_false(publish_pages(OUT, NEW, findings, NULL, &error));
    assert_message(error, "out/.c.replyglot-tmp: File exists");
    assert_file(OUT "/.c.replyglot-tmp", "mine");
}

/* Sets a limit for as long as the publisher works. */
static rlim_t set_limit(int resource, rlim_t value)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(resource, &limit), 0);
    rlim_t old = limit.rlim_cur;
    limit.rlim_cur = value;
    assert_int_equal(setrlimit(resource, &limit), 0);
    return old;
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;
    g_autofree char *large = g_strnfill(100000, 'x');
    const Page pages[] = {{"a/index.html", large}, {"b/index.html", "old b"}, {"c", "old c"}, {"s/t/u", "stale"}, {0}};
    build(OUT, OLD);
    signal(SIGXFSZ, SIG_IGN);
    rlim_t old = set_limit(RLIMIT_FSIZE, 50000);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    gboolean ok = publish_pages(OUT, pages, findings, NULL, &error);
    set_limit(RLIMIT_FSIZE, old);
    assert_false(ok);
    assert_true(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_IO));
    assert_message(error, "out/a/index.html: File too large");
    assert_tree(OUT, "a/\na/index.html: old a\nb/\nb/index.html: old b\nc: old c\ns/\ns/t/\ns/t/u: stale\n");
    assert_counts(build(OUT, OLD), 0, 4, 0, 20);
    assert_file(MANIFEST, SAME_MANIFEST);
}

static void a_disk_too_full_for_the_manifest_changes_nothing(void **state)
{
    (void)state;
    build(OUT, OLD);
    g_autofree char *before = read_file(MANIFEST);
    signal(SIGXFSZ, SIG_IGN);
    rlim_t old = set_limit(RLIMIT_FSIZE, 10);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    gboolean ok = publish_pages(OUT, NEW, findings, NULL, &error);
    set_limit(RLIMIT_FSIZE, old);
    assert_false(ok);
    assert_message(error, "out/.replyglot-manifest: File too large");
    assert_tree(OUT, "a/\na/index.html: old a\nb/\nb/index.html: old b\nc: old c\ns/\ns/t/\ns/t/u: stale\n");
    assert_file(MANIFEST, before);
}

static void no_descriptor_left_is_an_error_that_names_the_file(void **state)
{
    (void)state;
    build(OUT, OLD);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Publisher) publisher = plan_pages(OUT, NEW, findings, NULL);
    assert_true(publish_begin(publisher, NULL));
    rlim_t old = set_limit(RLIMIT_NOFILE, 0);
    gboolean ok = publish_put(publisher, 0, "x", 1, &error);
    set_limit(RLIMIT_NOFILE, old);
    assert_false(ok);
    assert_message(error, "out/a/index.html: Too many open files");
    assert_file(OUT "/a/index.html", "old a");
    publish_free(g_steal_pointer(&publisher));
    build(OUT, NEW);
    assert_tree(OUT, NEW_TREE);
}

static void too_long_a_name_is_an_error_before_anything_is_written(void **state)
{
    (void)state;
    g_autofree char *name = g_strnfill(241, 'n'), *message = g_strdup_printf("out/%s: File name too long", name);
    const Page pages[] = {{"a", "a"}, {name, "n"}, {0}};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    assert_false(publish_pages(OUT, pages, findings, NULL, &error));
    assert_message(error, message);
    assert_tree(OUT, "");
}

static void what_comes_in_the_way_meanwhile_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        gboolean link; /* else a folder */
        const char *message;
    } CASES[] = {
        {OUT "/d/e", TRUE, "out/d/e: File exists"},         /* the folder of a file that is put */
        {OUT "/d/e/f", FALSE, "out/d/e/f: Is a directory"}, /* the file itself */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        sandbox_remove(OUT);
        make_file(OUT "/d/mine", "not new");
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(Publisher) publisher = plan_pages(OUT, NEW, findings, NULL);
        assert_true(publish_begin(publisher, NULL));
        assert_int_equal(CASES[i].link ? symlink("..", CASES[i].path) : g_mkdir_with_parents(CASES[i].path, 0755), 0);
        assert_false(publish_put(publisher, 3, "x", 1, &error));
        assert_message(error, CASES[i].message);
    }
}

/* Nobody sees a part of a folder that is new; what comes to its place meanwhile is not overwritten. */
static void a_new_folder_comes_whole(void **state)
{
    (void)state;
    static const struct {
        const char *foreign, *message;
    } CASES[] = {{NULL, NULL}, {OUT "/d/mine", "out/d: Directory not empty"}, {OUT "/d", "out/d: Not a directory"}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        sandbox_remove(OUT);
        build(OUT, OLD);
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(Publisher) publisher = plan_pages(OUT, NEW, findings, NULL);
        assert_true(publish_begin(publisher, NULL));
        for (gsize n = 0; NEW[n].path; n++)
            assert_true(publish_put(publisher, n, NEW[n].bytes, strlen(NEW[n].bytes), NULL));
        assert_false(g_file_test(OUT "/d", G_FILE_TEST_EXISTS));
        assert_file(OUT "/.replyglot-new/d/e/f", "new f");
        if (CASES[i].foreign)
            make_file(CASES[i].foreign, "mine");
        assert_int_equal(publish_finish(publisher, NULL, &error), CASES[i].foreign == NULL);
        if (!CASES[i].foreign) {
            assert_tree(OUT, NEW_TREE);
            continue;
        }
        assert_message(error, CASES[i].message);
        assert_file(CASES[i].foreign, "mine");
        publish_free(g_steal_pointer(&publisher));
        sandbox_remove(CASES[i].foreign);
        build(OUT, NEW);
        assert_tree(OUT, NEW_TREE);
    }
}

static void what_a_killed_run_staged_is_swept_and_nothing_else(void **state)
{
    (void)state;
    make_file(OUT "/.replyglot-new/d/e/f", "ha");
    make_file(OUT "/.replyglot-new/d/mine", "foreign");
    make_file(MANIFEST, "replyglot-manifest 1\nwriting\na/index.html\nb/index.html\nc\nd/e/f\n");
    static const Page PLAN[] = {{"a/index.html", "a"}, {0}};
    build(OUT, PLAN);
    assert_tree(OUT, ".replyglot-new/\n.replyglot-new/d/\n.replyglot-new/d/mine: foreign\na/\na/index.html: a\n");
}

static void what_changed_since_the_plan_is_not_taken_for_equal(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"longer", "link"};
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        sandbox_remove(OUT);
        build(OUT, OLD);
        make_file("elsewhere", "old c");
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(Publisher) publisher = plan_pages(OUT, OLD, findings, NULL);
        assert_true(publish_begin(publisher, NULL));
        sandbox_remove(OUT "/c");
        if (strcmp(KINDS[i], "link") == 0)
            assert_int_equal(symlink("../elsewhere", OUT "/c"), 0);
        else
            make_file(OUT "/c", "old c, and more");
        assert_true(publish_put(publisher, 2, "old c", 5, NULL));
        assert_tree(OUT, "a/\na/index.html: old a\nb/\nb/index.html: old b\nc: old c\ns/\ns/t/\ns/t/u: stale\n");
    }
}

static void a_failed_finish_is_made_good_by_the_next_run(void **state)
{
    (void)state;
    build(OUT, OLD);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Publisher) publisher = plan_pages(OUT, NEW, findings, NULL);
    assert_true(publish_begin(publisher, NULL));
    for (gsize i = 0; NEW[i].path; i++)
        assert_true(publish_put(publisher, i, NEW[i].bytes, strlen(NEW[i].bytes), NULL));
    rlim_t old = set_limit(RLIMIT_NOFILE, 0);
    PublishCounts counts = {.written = 99};
    gboolean ok = publish_finish(publisher, &counts, &error);
    set_limit(RLIMIT_NOFILE, old);
    assert_false(ok);
    assert_message(error, "out/.replyglot-manifest: Too many open files");
    assert_int_equal(counts.written, 99); /* set on success only */
    publish_free(g_steal_pointer(&publisher));
    assert_counts(build(OUT, NEW), 0, 4, 0, 21);
    assert_tree(OUT, NEW_TREE);
    assert_file(MANIFEST, NEW_MANIFEST);
}

static void an_unfit_plan_ends_the_program(void **state)
{
    (void)state;
    static const Page PLANS[][3] = {
        {{""}},
        {{"/etc/passwd"}},
        {{"../a"}},
        {{"a/../b"}},
        {{"a//b"}},
        {{"a\nb"}},
        {{"a"}, {"a"}},
        {{"a/b"}, {"a"}},
        {{"a"}, {"a/b/c"}},
        {{PUBLISH_MANIFEST}},
        {{".replyglot-new/a"}},
    };
    for (guint i = 0; i < G_N_ELEMENTS(PLANS); i++) {
        pid_t child = fork();
        if (child == 0) {
            int null = open("/dev/null", O_WRONLY); /* the assertion's message */
            if (dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
                _exit(1);
            signal(SIGABRT, SIG_DFL);
            set_limit(RLIMIT_CORE, 0);
            build_and_exit(PLANS[i]);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
            fail_msg("plan %u (%s) was taken", i, PLANS[i][0].path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(killed_at_any_system_call_the_next_run_is_right),
        sandbox_test(killed_twice_with_other_plans_nothing_is_left),
        sandbox_test(killed_after_any_put_the_next_run_is_right),
        sandbox_test(temporaries_of_a_killed_run_are_swept),
        sandbox_test(a_foreign_file_of_a_temporary_s_name_is_not_overwritten),
        sandbox_test(a_full_disk_leaves_the_old_file),
        sandbox_test(a_disk_too_full_for_the_manifest_changes_nothing),
        sandbox_test(no_descriptor_left_is_an_error_that_names_the_file),
        sandbox_test(too_long_a_name_is_an_error_before_anything_is_written),
        sandbox_test(what_comes_in_the_way_meanwhile_is_an_error),
        sandbox_test(a_new_folder_comes_whole),
        sandbox_test(what_a_killed_run_staged_is_swept_and_nothing_else),
        sandbox_test(what_changed_since_the_plan_is_not_taken_for_equal),
        sandbox_test(a_failed_finish_is_made_good_by_the_next_run),
        sandbox_test(an_unfit_plan_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
