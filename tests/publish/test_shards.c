/* A site that is published in shards, and the folder that they are copied into. */
#include "sandbox.h"

#define HEAD "replyglot-manifest 1\ncomplete\n"
#define ONE  ".replyglot-manifest-1-of-2"
#define TWO  ".replyglot-manifest-2-of-2"

static const Page SITE[] = {{"a/index.html", "a"}, {"b/c", "c"}, {"b/d", "d"}, {"e", "e"}, {0}};
static const Page FIRST[] = {{"a/index.html", "a"}, {"b/c", "c"}, {0}}, SECOND[] = {{"b/d", "d"}, {"e", "e"}, {0}};

#define SITE_TREE "a/\na/index.html: a\nb/\nb/c: c\nb/d: d\ne: e\n"

static PublishCounts build_shard(guint number, guint of, const char *output, const Page *pages)
{
    sandbox_shard.number = number;
    sandbox_shard.of = of;
    PublishCounts counts = build(output, pages);
    sandbox_shard.number = sandbox_shard.of = 0;
    return counts;
}

static void assert_shard_refused(guint number, guint of, const char *output, const Page *pages, const char *expected)
{
    sandbox_shard.number = number;
    sandbox_shard.of = of;
    assert_refused(output, pages, expected);
    sandbox_shard.number = sandbox_shard.of = 0;
}

/* Builds both shards and copies them over each other, into OUT. */
static void merge(void)
{
    build_shard(1, 2, "one", FIRST);
    build_shard(2, 2, "two", SECOND);
    assert_int_equal(system("mkdir " OUT " && cp -r one/. " OUT " && cp -r two/. " OUT), 0);
}

static void a_shard_has_its_number_in_its_manifest(void **state)
{
    (void)state;
    assert_counts(build_shard(1, 2, OUT, FIRST), 2, 0, 0, 2);
    assert_tree(OUT, ONE ": " HEAD "a/index.html\nb/c\n\na/\na/index.html: a\nb/\nb/c: c\n");
    assert_false(g_file_test(MANIFEST, G_FILE_TEST_EXISTS));
}

static void a_shard_that_is_built_again_takes_its_own_stale_files_away(void **state)
{
    (void)state;
    static const Page LATER[] = {{"b/c", "C!"}, {"b/d", "d"}, {0}};
    build_shard(1, 2, OUT, FIRST);
    assert_counts(build_shard(1, 2, OUT, FIRST), 0, 2, 0, 2);
    assert_counts(build_shard(1, 2, OUT, LATER), 2, 0, 1, 3);
    assert_tree(OUT, ONE ": " HEAD "b/c\nb/d\n\nb/\nb/c: C!\nb/d: d\n");
}

static void an_empty_shard_is_one_too(void **state)
{
    (void)state;
    static const Page NONE[] = {{0}};
    assert_counts(build_shard(3, 3, OUT, NONE), 0, 0, 0, 0);
    assert_tree(OUT, ".replyglot-manifest-3-of-3: " HEAD "\n");
}

static void merged_shards_are_the_whole_and_become_its_own(void **state)
{
    (void)state;
    merge();
    assert_tree(OUT, ONE ": " HEAD "a/index.html\nb/c\n\n" TWO ": " HEAD "b/d\ne\n\n" SITE_TREE);
    assert_counts(build(OUT, SITE), 0, 4, 0, 4);
    assert_tree(OUT, SITE_TREE);
    assert_file(MANIFEST, HEAD "a/index.html\nb/c\nb/d\ne\n");
    assert_counts(build(OUT, SITE), 0, 4, 0, 4);
}

static void what_is_stale_in_merged_shards_goes_with_the_whole(void **state)
{
    (void)state;
    static const Page LATER[] = {{"b/d", "D"}, {"f", "f"}, {0}};
    merge();
    assert_counts(build(OUT, LATER), 2, 0, 3, 2);
    assert_tree(OUT, "b/\nb/d: D\nf: f\n");
    assert_file(MANIFEST, HEAD "b/d\nf\n");
}

/* Shards of sources that differ a little, as when one machine was behind: a page may be in two, or in none. */
static void shards_that_overlap_are_taken_all_the_same(void **state)
{
    (void)state;
    static const Page OVERLAP[] = {{"b/c", "old"}, {"e", "e"}, {0}};
    build_shard(1, 2, OUT, FIRST);
    build_shard(2, 2, "two", OVERLAP);
    assert_int_equal(system("cp -r two/. " OUT), 0);
    assert_counts(build(OUT, SITE), 2, 2, 0, 4);
    assert_tree(OUT, SITE_TREE);
    assert_file(MANIFEST, HEAD "a/index.html\nb/c\nb/d\ne\n");
}

static void a_dry_run_over_merged_shards_changes_nothing(void **state)
{
    (void)state;
    merge();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = publish_open_dry(OUT, NULL);
    const char *paths[] = {"b/d"};
    PublishCounts counts;
    assert_true(publish_plan(publisher, paths, 1, findings, NULL));
    assert_true(publish_begin(publisher, NULL));
    assert_true(publish_put(publisher, 0, "d", 1, NULL));
    assert_true(publish_finish(publisher, &counts, NULL));
    assert_counts(counts, 0, 1, 3, 1);
    assert_tree(OUT, ONE ": " HEAD "a/index.html\nb/c\n\n" TWO ": " HEAD "b/d\ne\n\n" SITE_TREE);
    assert_false(g_file_test(MANIFEST, G_FILE_TEST_EXISTS));
}

#define OTHERS(name, what)                                                                                             \
    "out/" name ": error: this folder holds " what " [foreign-file]\n"                                                 \
    "  give every shard an --output of its own, and copy them together when all are built\n"

/* Otherwise the last of the shards that are built into one folder would be all that is left there. */
static void a_shard_does_not_go_where_something_else_of_ours_is(void **state)
{
    (void)state;
    build_shard(1, 2, OUT, FIRST);
    assert_shard_refused(2, 2, OUT, SECOND, OTHERS(ONE, "shard 1 of 2"));
    assert_shard_refused(1, 3, OUT, FIRST, OTHERS(ONE, "shard 1 of 2"));
    assert_tree(OUT, ONE ": " HEAD "a/index.html\nb/c\n\na/\na/index.html: a\nb/\nb/c: c\n");
    sandbox_remove(OUT);
    merge();
    assert_shard_refused(1, 2, OUT, FIRST, OTHERS(TWO, "shard 2 of 2"));
    build(OUT, SITE);
    assert_shard_refused(1, 2, OUT, FIRST, OTHERS(".replyglot-manifest", "the whole site"));
    assert_tree(OUT, SITE_TREE);
}

static void a_shard_finds_foreign_files_as_the_whole_does(void **state)
{
    (void)state;
    make_file(OUT "/b/c", "mine");
    make_file(OUT "/e", "mine");
    assert_shard_refused(1, 2, OUT, FIRST,
                         "out/b/c: error: a file that no earlier build wrote is in the way [foreign-file]\n"
                         "  move it away, delete it, or choose another --output\n");
}

static void the_manifest_of_a_shard_is_not_trusted_either(void **state)
{
    (void)state;
    make_file("victim", "precious");
    merge();
    make_file(OUT "/" TWO, HEAD "../victim\n");
    assert_refused(OUT, SITE,
                   "out/" TWO ":3:1: error: the list of our own files is damaged or of another program, so none is "
                   "known to be ours [foreign-file]\n"
                   "  empty the output folder, or choose another --output\n");
    assert_file("victim", "precious");
    assert_int_equal(remove(OUT "/" TWO), 0);
    assert_int_equal(mkdir(OUT "/" TWO, 0755), 0);
    assert_refused(OUT, SITE,
                   "out/" TWO ": error: the list of our own files is not a file [foreign-file]\n"
                   "  move it away, delete it, or choose another --output\n");
}

static void what_is_only_called_like_a_manifest_is_left(void **state)
{
    (void)state;
    make_file(OUT "/.replyglot-manifest-3-of-2", "mine");
    make_file(OUT "/.replyglot-manifest.bak", "mine");
    build(OUT, FIRST);
    assert_tree(OUT, ".replyglot-manifest-3-of-2: mine\n.replyglot-manifest.bak: mine\n"
                     "a/\na/index.html: a\nb/\nb/c: c\n");
}

static void what_a_killed_shard_left_is_swept_by_the_whole(void **state)
{
    (void)state;
    merge();
    make_file(OUT "/" TWO, "replyglot-manifest 1\nwriting\nb/d\ne\n");
    make_file(OUT "/b/.d.replyglot-tmp", "ha");
    make_file(OUT "/." TWO ".replyglot-tmp", "re");
    assert_counts(build(OUT, SITE), 0, 4, 0, 4);
    assert_tree(OUT, SITE_TREE);
    assert_file(MANIFEST, HEAD "a/index.html\nb/c\nb/d\ne\n");
}

/* Before the first new file there is a list that has it, and those of the shards stay until the end. */
static void a_whole_that_is_killed_among_shards_is_cleaned_up_by_the_next(void **state)
{
    (void)state;
    static const Page LATER[] = {{"b/d", "D!"}, {"f", "f"}, {0}};
    merge();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, LATER, findings, NULL);
    assert_true(publish_begin(publisher, NULL));
    assert_true(publish_put(publisher, 0, "D!", 2, NULL));
    publish_free(g_steal_pointer(&publisher));
    assert_file(MANIFEST, "replyglot-manifest 1\nwriting\na/index.html\nb/c\nb/d\ne\nf\n");
    assert_true(g_file_test(OUT "/" ONE, G_FILE_TEST_EXISTS) && g_file_test(OUT "/" TWO, G_FILE_TEST_EXISTS));
    assert_counts(build(OUT, SITE), 1, 3, 0, 4);
    assert_tree(OUT, SITE_TREE);
    assert_file(MANIFEST, HEAD "a/index.html\nb/c\nb/d\ne\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(a_shard_has_its_number_in_its_manifest),
        sandbox_test(a_shard_that_is_built_again_takes_its_own_stale_files_away),
        sandbox_test(an_empty_shard_is_one_too),
        sandbox_test(merged_shards_are_the_whole_and_become_its_own),
        sandbox_test(what_is_stale_in_merged_shards_goes_with_the_whole),
        sandbox_test(shards_that_overlap_are_taken_all_the_same),
        sandbox_test(a_dry_run_over_merged_shards_changes_nothing),
        sandbox_test(a_shard_does_not_go_where_something_else_of_ours_is),
        sandbox_test(a_shard_finds_foreign_files_as_the_whole_does),
        sandbox_test(the_manifest_of_a_shard_is_not_trusted_either),
        sandbox_test(what_is_only_called_like_a_manifest_is_left),
        sandbox_test(what_a_killed_shard_left_is_swept_by_the_whole),
        sandbox_test(a_whole_that_is_killed_among_shards_is_cleaned_up_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
