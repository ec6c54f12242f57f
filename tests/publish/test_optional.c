/* Files of which only the making tells whether they are needed. */
#include "sandbox.h"

static const Page SITE[] = {{"a/index.html", "page"}, {"a/index.html.gz", "small"}, {0}};

/* Builds PAGES; what has no bytes is skipped. */
static PublishCounts build_some(const Page *pages)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, pages, findings, NULL);
    PublishCounts counts = {0};
    assert_int_equal(findings_length(findings), 0);
    assert_true(publish_begin(publisher, NULL));
    for (gsize i = 0; pages[i].path; i++) {
        if (!pages[i].bytes)
            publish_skip(publisher, i);
        else
            assert_true(publish_put(publisher, i, pages[i].bytes, strlen(pages[i].bytes), NULL));
    }
    assert_true(publish_finish(publisher, &counts, NULL));
    return counts;
}

static void what_is_skipped_is_not_there(void **state)
{
    (void)state;
    static const Page SKIPPED[] = {{"a/index.html", "page"}, {"a/index.html.gz", NULL}, {0}};
    assert_counts(build_some(SKIPPED), 1, 0, 0, 4);
    assert_tree(OUT, "a/\na/index.html: page\n");
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\na/index.html\n");
}

static void what_is_skipped_and_stands_is_deleted(void **state)
{
    (void)state;
    static const Page SKIPPED[] = {{"a/index.html.gz", NULL}, {"a/index.html", "page"}, {"b", "new"}, {0}};
    build(OUT, SITE);
    assert_counts(build_some(SKIPPED), 1, 1, 1, 7);
    assert_tree(OUT, "a/\na/index.html: page\nb: new\n");
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\na/index.html\nb\n");
}

/* Even where the user has deleted it: the manifest must not go on to claim the name. */
static void what_is_skipped_is_no_longer_ours(void **state)
{
    (void)state;
    static const Page SKIPPED[] = {{"a/index.html", "page"}, {"a/index.html.gz", NULL}, {0}};
    build(OUT, SITE);
    assert_int_equal(remove(OUT "/a/index.html.gz"), 0);
    assert_counts(build_some(SKIPPED), 0, 1, 0, 4);
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\na/index.html\n");
}

static void skipping_again_writes_nothing_at_all(void **state)
{
    (void)state;
    static const Page SKIPPED[] = {{"a/index.html", "page"}, {"a/index.html.gz", NULL}, {0}};
    struct stat before, after;
    build_some(SKIPPED);
    assert_int_equal(stat(MANIFEST, &before), 0);
    assert_counts(build_some(SKIPPED), 0, 1, 0, 4);
    assert_int_equal(stat(MANIFEST, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void what_was_kept_can_be_read(void **state)
{
    (void)state;
    static const Digest MADE_OF = {1, 2};
    g_autoptr(Findings) findings = findings_new();
    for (guint run = 0; run < 2; run++) {
        g_autoptr(Publisher) publisher = plan_pages(OUT, SITE, findings, NULL);
        assert_true(publish_begin(publisher, NULL));
        assert_int_equal(publish_keep(publisher, 0, MADE_OF), run == 1);
        if (run == 1) {
            g_autofree char *text = NULL;
            gsize length = 0;
            assert_true(digest_equal(publish_digest(publisher, 0), digest_of("page", 4)));
            assert_true(publish_read(publisher, 0, &text, &length, NULL));
            assert_int_equal(length, 4);
            assert_string_equal(text, "page");
        } else {
            assert_true(publish_put(publisher, 0, "page", 4, NULL));
        }
        publish_skip(publisher, 1);
        assert_true(publish_finish(publisher, NULL, NULL));
    }
}

/* What nobody puts has no line in the ledger, also where it was asked for before. */
static void what_is_skipped_is_not_known(void **state)
{
    (void)state;
    static const Digest MADE_OF = {1, 2};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, SITE, findings, NULL);
    assert_true(publish_begin(publisher, NULL));
    assert_false(publish_keep(publisher, 0, MADE_OF));
    assert_true(publish_put(publisher, 0, "page", 4, NULL));
    assert_false(publish_keep(publisher, 1, MADE_OF));
    publish_skip(publisher, 1);
    assert_true(publish_finish(publisher, NULL, NULL));
    g_autofree char *ledger = read_file(OUT "/.replyglot-ledger");
    assert_non_null(strstr(ledger, " a/index.html\n"));
    assert_null(strstr(ledger, ".gz"));
}

/* A run that was killed while it wrote is put right also by one that finds nothing to write. */
static void after_a_kill_skipping_is_enough(void **state)
{
    (void)state;
    static const Page SKIPPED[] = {{"a/index.html", "page"}, {"a/index.html.gz", NULL}, {0}};
    build_some(SKIPPED);
    make_file(MANIFEST, "replyglot-manifest 1\nwriting\na/index.html\n");
    assert_counts(build_some(SKIPPED), 0, 1, 0, 4);
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\na/index.html\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(what_is_skipped_is_not_there),      sandbox_test(what_is_skipped_and_stands_is_deleted),
        sandbox_test(what_is_skipped_is_no_longer_ours), sandbox_test(skipping_again_writes_nothing_at_all),
        sandbox_test(what_was_kept_can_be_read),         sandbox_test(what_is_skipped_is_not_known),
        sandbox_test(after_a_kill_skipping_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
