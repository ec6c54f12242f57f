/* What stands in the output folder already, and is not ours to touch. */
#include "sandbox.h"

#define HINT "\n  move it away, delete it, or choose another --output\n"

static const Page SITE[] = {{"en/smtp/index.html", "smtp"}, {"index.html", "top"}, {0}};

static void stand(const char *kind, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
    if (strcmp(kind, "file") == 0)
        make_file(path, "mine");
    else if (strcmp(kind, "folder") == 0)
        assert_int_equal(mkdir(path, 0755), 0);
    else if (strcmp(kind, "pipe") == 0)
        assert_int_equal(mkfifo(path, 0600), 0);
    else
        assert_int_equal(symlink(kind, path), 0);
}

static void what_is_in_the_way_is_found_before_anything_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *path, *report, *tree;
    } CASES[] = {
        {"file", "out/index.html",
         "out/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT,
         "index.html: mine\n"},
        {"folder", "out/index.html", "out/index.html: error: a folder is in the way of a file [foreign-file]" HINT,
         "index.html/\n"},
        {"pipe", "out/index.html", "out/index.html: error: a special file is in the way [foreign-file]" HINT, NULL},
        {"nowhere", "out/index.html", "out/index.html: error: a symbolic link is in the way [foreign-file]" HINT,
         "index.html -> nowhere\n"},
        {"file", "out/en", "out/en: error: a file is in the way of a folder [foreign-file]" HINT, "en: mine\n"},
        {"..", "out/en", "out/en: error: a symbolic link is in the way [foreign-file]" HINT, "en -> ..\n"},
        {"nowhere", "out/en/smtp", "out/en/smtp: error: a symbolic link is in the way [foreign-file]" HINT,
         "en/\nen/smtp -> nowhere\n"},
        {"file", "out/en/smtp/index.html",
         "out/en/smtp/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT,
         "en/\nen/smtp/\nen/smtp/index.html: mine\n"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        sandbox_remove(OUT);
        stand(CASES[i].kind, CASES[i].path);
        assert_refused(OUT, SITE, CASES[i].report);
        if (CASES[i].tree)
            assert_tree(OUT, CASES[i].tree);
        assert_int_not_equal(access(MANIFEST, F_OK), 0);
    }
}

static void everything_in_the_way_is_found_at_once(void **state)
{
    (void)state;
    stand("file", "out/index.html");
    stand("file", "out/en/smtp/index.html");
    assert_refused(OUT "/", SITE,
                   "out/en/smtp/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT
                   "out/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT);
}

static void what_replaced_our_own_file_is_not_ours(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *path, *report;
    } CASES[] = {
        {"folder", "out/index.html", "out/index.html: error: a folder is in the way of a file [foreign-file]" HINT},
        {"victim", "out/index.html", "out/index.html: error: a symbolic link is in the way [foreign-file]" HINT},
        {"../victim", "out/en", "out/en: error: a symbolic link is in the way [foreign-file]" HINT},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        sandbox_remove(OUT);
        build(OUT, SITE);
        sandbox_remove(CASES[i].path);
        stand(CASES[i].kind, CASES[i].path);
        assert_refused(OUT, SITE, CASES[i].report);
    }
}

/* Only where a folder is new, and no killed run left it. */
static void a_foreign_stage_is_a_finding(void **state)
{
    (void)state;
    static const Page PAGES[] = {{"en/index.html", "en"}, {0}};
    make_file(OUT "/.replyglot-new/en/index.html", "mine");
    g_autoptr(Findings) findings = findings_new();
    assert_false(publish_pages(OUT, PAGES, findings, NULL, NULL));
    g_autoptr(GString) report = g_string_new(NULL);
    findings_print_text(findings, report);
    assert_string_equal(report->str,
                        "out/.replyglot-new: error: what is to become a new folder grows here, and something is in the "
                        "way [foreign-file]" HINT);
    assert_tree(OUT, ".replyglot-new/\n.replyglot-new/en/\n.replyglot-new/en/index.html: mine\n");
}

static void foreign_files_elsewhere_are_left(void **state)
{
    (void)state;
    stand("file", "out/CNAME");
    stand("file", "out/.git/config");
    stand("file", "out/en/.well-known/x");
    stand("nowhere", "out/link");
    build(OUT, SITE);
    static const Page NONE[] = {{0}};
    assert_counts(build(OUT, NONE), 0, 0, 2, 0);
    assert_tree(OUT, ".git/\n.git/config: mine\nCNAME: mine\nen/\nen/.well-known/\nen/.well-known/x: mine\n"
                     "link -> nowhere\n");
}

static void without_the_manifest_all_is_foreign(void **state)
{
    (void)state;
    build(OUT, SITE);
    sandbox_remove(MANIFEST);
    assert_refused(OUT, SITE,
                   "out/en/smtp/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT
                   "out/index.html: error: a file that no earlier build wrote is in the way [foreign-file]" HINT);
}

static void deleting_never_goes_through_a_link(void **state)
{
    (void)state;
    static const Page OTHER[] = {{"index.html", "top"}, {0}};
    make_file("victim/smtp/index.html", "precious");
    build(OUT, SITE);
    sandbox_remove(OUT "/en");
    stand("../victim", "out/en");
    assert_counts(build(OUT, OTHER), 0, 1, 0, 3);
    assert_tree("victim", "smtp/\nsmtp/index.html: precious\n");
    assert_tree(OUT, "en -> ../victim\nindex.html: top\n");
}

static void sweeping_never_goes_through_a_link(void **state)
{
    (void)state;
    static const Page OTHER[] = {{"index.html", "top"}, {0}};
    make_file("victim/smtp/.index.html.replyglot-tmp", "precious");
    make_file(MANIFEST, "replyglot-manifest 1\nwriting\nen/smtp/index.html\nindex.html\n");
    stand("../victim", "out/en");
    assert_counts(build(OUT, OTHER), 1, 0, 0, 3);
    assert_tree("victim", "smtp/\nsmtp/.index.html.replyglot-tmp: precious\n");
}

static void stale_but_no_longer_a_file_is_left(void **state)
{
    (void)state;
    static const Page OTHER[] = {{"a", "a"}, {0}};
    build(OUT, SITE);
    sandbox_remove(OUT "/index.html");
    sandbox_remove(OUT "/en/smtp/index.html");
    stand("nowhere", "out/index.html");
    stand("folder", "out/en/smtp/index.html");
    assert_counts(build(OUT, OTHER), 1, 0, 0, 1);
    assert_tree(OUT, "a: a\nen/\nen/smtp/\nen/smtp/index.html/\nindex.html -> nowhere\n");
}

#define DAMAGED                                                                                                        \
    "error: the list of our own files is damaged or of another program, so none is known to be ours [foreign-file]\n"  \
    "  empty the output folder, or choose another --output\n"

static void a_damaged_manifest_is_never_trusted(void **state)
{
    (void)state;
    static const struct {
        const char *manifest, *report;
    } CASES[] = {
        {"", "out/.replyglot-manifest:1:1: " DAMAGED},
        {"replyglot-manifest 1\ncomplete\n../victim\n", "out/.replyglot-manifest:3:1: " DAMAGED},
        {"replyglot-manifest 1\ncomplete\na/../../victim\n", "out/.replyglot-manifest:3:1: " DAMAGED},
        {"replyglot-manifest 1\ncomplete\nindex.html", "out/.replyglot-manifest:3:1: " DAMAGED},
        {"replyglot-manifest 7\ncomplete\n", "out/.replyglot-manifest:1:1: " DAMAGED},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        make_file("victim", "precious");
        make_file(OUT "/index.html", "mine");
        make_file(MANIFEST, CASES[i].manifest);
        assert_refused(OUT, SITE, CASES[i].report);
        assert_file("victim", "precious");
        assert_file(MANIFEST, CASES[i].manifest);
        assert_tree(OUT, "index.html: mine\n");
    }
}

static void a_huge_manifest_is_not_read(void **state)
{
    (void)state;
    make_file(MANIFEST, "");
    assert_int_equal(truncate(MANIFEST, (off_t)1 << 40), 0); /* a hole: costs no disk */
    assert_refused(OUT, SITE, "out/.replyglot-manifest:1:1: " DAMAGED);
}

static void a_manifest_that_is_no_file_is_foreign(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"folder", "pipe", "../list"};
    make_file("list", "replyglot-manifest 1\ncomplete\nindex.html\n");
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        sandbox_remove(OUT);
        stand(KINDS[i], MANIFEST);
        assert_refused(OUT, SITE,
                       "out/.replyglot-manifest: error: the list of our own files is not a file [foreign-file]" HINT);
    }
}

static void the_output_itself_may_be_a_link(void **state)
{
    (void)state;
    assert_int_equal(mkdir("real", 0755), 0);
    assert_int_equal(symlink("real", OUT), 0);
    assert_counts(build(OUT, SITE), 2, 0, 0, 7);
    assert_counts(build("./" OUT "/", SITE), 0, 2, 0, 7);
    assert_tree("real", "en/\nen/smtp/\nen/smtp/index.html: smtp\nindex.html: top\n");
}

static void an_output_that_cannot_be_a_folder_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *output, *message;
    } CASES[] = {
        {"file", "file: Not a directory"},
        {"file/below", "file/below: Not a directory"},
        {"dangling", "dangling: No such file or directory"},
        {"pipe", "pipe: Not a directory"},
        {"", ": Invalid argument"},
    };
    stand("file", "file");
    stand("nowhere", "dangling");
    stand("pipe", "pipe");
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(publish_open(CASES[i].output, &error));
        assert_true(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_IO));
        assert_message(error, CASES[i].message);
    }
    assert_file("file", "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(what_is_in_the_way_is_found_before_anything_is_written),
        sandbox_test(everything_in_the_way_is_found_at_once),
        sandbox_test(what_replaced_our_own_file_is_not_ours),
        sandbox_test(a_foreign_stage_is_a_finding),
        sandbox_test(foreign_files_elsewhere_are_left),
        sandbox_test(without_the_manifest_all_is_foreign),
        sandbox_test(deleting_never_goes_through_a_link),
        sandbox_test(sweeping_never_goes_through_a_link),
        sandbox_test(stale_but_no_longer_a_file_is_left),
        sandbox_test(a_damaged_manifest_is_never_trusted),
        sandbox_test(a_huge_manifest_is_not_read),
        sandbox_test(a_manifest_that_is_no_file_is_foreign),
        sandbox_test(the_output_itself_may_be_a_link),
        sandbox_test(an_output_that_cannot_be_a_folder_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
