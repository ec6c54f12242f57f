/* What need not be made again, and what must be: by the ledger and by the bytes that stand. */
#include "sandbox.h"

#include "publish/ledger.h"

#define LEDGER OUT "/" PUBLISH_LEDGER

static const Page PAGES[] = {{"a/index.html", "page a"}, {"b", "page b"}, {"c/d/e", "page e"}, {0}};

static Digest made_of(const char *what)
{
    return digest_of(what, strlen(what));
}

/* Builds PAGES, each made of its bytes and EXTRA, which the outcome does not show; how many had to be made. */
static guint build_known(const Page *pages, const char *extra, PublishCounts *counts)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, pages, findings, NULL);
    guint made = 0;
    assert_non_null(publisher);
    assert_int_equal(findings_length(findings), 0);
    assert_true(publish_begin(publisher, NULL));
    for (gsize i = 0; pages[i].path; i++) {
        g_autofree char *parts = g_strconcat(pages[i].bytes, extra, NULL);
        if (publish_keep(publisher, i, made_of(parts)))
            continue;
        made++;
        assert_true(publish_put(publisher, i, pages[i].bytes, strlen(pages[i].bytes), NULL));
    }
    assert_true(publish_finish(publisher, counts, NULL));
    return made;
}

static void what_stands_is_not_made_again(void **state)
{
    (void)state;
    PublishCounts counts;
    assert_int_equal(build_known(PAGES, "", &counts), 3);
    assert_counts(counts, 3, 0, 0, 18);
    assert_int_equal(build_known(PAGES, "", &counts), 0);
    assert_counts(counts, 0, 3, 0, 18);
    /* Made of something else it is made, but not written where the bytes are the same; and then it is known. */
    assert_int_equal(build_known(PAGES, "else", &counts), 3);
    assert_counts(counts, 0, 3, 0, 18);
    assert_int_equal(build_known(PAGES, "else", NULL), 0);
}

static void a_file_that_was_changed_is_made_again(void **state)
{
    (void)state;
    static const char *const OTHER[] = {"page A", "page", "page a and more", "", NULL};
    for (guint i = 0; i < G_N_ELEMENTS(OTHER); i++) {
        build_known(PAGES, "", NULL);
        if (OTHER[i])
            make_file(OUT "/a/index.html", OTHER[i]);
        else
            sandbox_remove(OUT "/a/index.html");
        assert_int_equal(build_known(PAGES, "", NULL), 1);
        assert_file(OUT "/a/index.html", "page a");
    }
}

static void changed_after_the_plan_it_is_made_again(void **state)
{
    (void)state;
    build_known(PAGES, "", NULL);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, PAGES, findings, NULL);
    assert_true(publish_begin(publisher, NULL));
    make_file(OUT "/a/index.html", "page a and more");
    assert_false(publish_keep(publisher, 0, made_of("page a")));
    assert_true(publish_keep(publisher, 1, made_of("page b")));
}

/* A ledger that is damaged, edited or of another folder: never other bytes than a first build. */
static void a_ledger_that_is_not_whole_is_not_believed(void **state)
{
    (void)state;
    build_known(PAGES, "", NULL);
    g_autofree char *good = read_file(LEDGER);
    gsize length = strlen(good);
    for (gsize i = 0; i < length; i++) { /* every byte of it in turn */
        g_autofree char *bad = g_strdup(good);
        bad[i] = bad[i] == '0' ? '1' : '0';
        make_file(LEDGER, bad);
        assert_int_equal(build_known(PAGES, "", NULL), 3);
        assert_file(LEDGER, good);
    }
    for (gsize cut = 0; cut < length; cut += 7) {
        g_autofree char *bad = g_strndup(good, cut);
        make_file(LEDGER, bad);
        assert_int_equal(build_known(PAGES, "", NULL), 3);
    }
    g_autofree char *twice = g_strconcat(good, good, NULL);
    make_file(LEDGER, twice);
    assert_int_equal(build_known(PAGES, "", NULL), 3);
}

static void an_old_ledger_does_no_harm(void **state)
{
    (void)state;
    static const Page LATER[] = {{"a/index.html", "page 2"}, {"b", "page b"}, {"c/d/e", "page e"}, {0}};
    build_known(PAGES, "", NULL);
    g_autofree char *old = read_file(LEDGER);
    build_known(LATER, "", NULL);
    make_file(LEDGER, old);
    assert_int_equal(build_known(LATER, "", NULL), 1);
    assert_file(OUT "/a/index.html", "page 2");
    make_file(LEDGER, old);
    assert_int_equal(build_known(PAGES, "", NULL), 1);
    assert_file(OUT "/a/index.html", "page a");
}

static void one_that_is_another_s_is_a_finding(void **state)
{
    (void)state;
    for (guint folder = 0; folder < 2; folder++) {
        sandbox_remove(OUT);
        make_file(folder ? LEDGER "/mine" : LEDGER, "mine");
        g_autoptr(Findings) findings = findings_new();
        assert_false(publish_pages(OUT, PAGES, findings, NULL, NULL));
        assert_int_equal(findings_length(findings), 1);
        assert_string_equal(findings_get(findings, 0)->file, LEDGER);
        assert_file(folder ? LEDGER "/mine" : LEDGER, "mine");
    }
}

static void build_shard(guint number, const Page *pages, const char *folder)
{
    sandbox_shard.number = number;
    sandbox_shard.of = 2;
    build_known(pages, "", NULL);
    sandbox_shard.number = sandbox_shard.of = 0;
    assert_int_equal(rename(OUT, folder), 0);
}

/* What the ledgers of merged shards know is known of the whole; of a shard without one everything is made. */
static void the_ledgers_of_shards_are_read_into_one(void **state)
{
    (void)state;
    static const Page SECOND[] = {{"b", "page b"}, {"c/d/e", "page e"}, {0}},
                      FIRST[] = {{"a/index.html", "page a"}, {0}};
    PublishCounts counts;
    for (guint lost = 0; lost <= 2; lost++) {
        sandbox_remove(OUT);
        build_shard(1, FIRST, "one");
        build_shard(2, SECOND, "two");
        assert_int_equal(system("mkdir " OUT " && cp -r one/. " OUT " && cp -r two/. " OUT " && rm -r one two"), 0);
        g_autofree char *name = g_strdup_printf(LEDGER "-%u-of-2", lost);
        assert_int_equal(remove(name), lost ? 0 : -1);
        assert_int_equal(build_known(PAGES, "", &counts), lost);
        assert_counts(counts, 0, 3, 0, 18);
        assert_false(g_file_test(LEDGER "-1-of-2", G_FILE_TEST_EXISTS));
        assert_false(g_file_test(LEDGER "-2-of-2", G_FILE_TEST_EXISTS));
        assert_int_equal(build_known(PAGES, "", NULL), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(what_stands_is_not_made_again),
        sandbox_test(a_file_that_was_changed_is_made_again),
        sandbox_test(changed_after_the_plan_it_is_made_again),
        sandbox_test(a_ledger_that_is_not_whole_is_not_believed),
        sandbox_test(an_old_ledger_does_no_harm),
        sandbox_test(one_that_is_another_s_is_a_finding),
        sandbox_test(the_ledgers_of_shards_are_read_into_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
