/* What a build leaves in the output folder. What it finds there first: test_standing.c; what can go wrong:
 * test_faults.c. */
#include "sandbox.h"

#include "base/workers.h"

static const Page SITE[] = {{"en/smtp/550/index.html", "550"}, {"404.html", "none"}, {"en/index.html", "home"}, {0}};

#define SITE_TREE     "404.html: none\nen/\nen/index.html: home\nen/smtp/\nen/smtp/550/\nen/smtp/550/index.html: 550\n"
#define SITE_MANIFEST "replyglot-manifest 1\ncomplete\n404.html\nen/index.html\nen/smtp/550/index.html\n"

static void a_new_output_is_made_with_its_parents(void **state)
{
    (void)state;
    assert_counts(build("a/b/out", SITE), 3, 0, 0, 11);
    assert_tree("a/b/out", SITE_TREE);
    assert_file("a/b/out/" PUBLISH_MANIFEST, SITE_MANIFEST);
}

static void no_pages_are_a_site_too(void **state)
{
    (void)state;
    static const Page NONE[] = {{0}};
    assert_counts(build(OUT, NONE), 0, 0, 0, 0);
    assert_tree(OUT, "");
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\n");
    build(OUT, SITE);
    assert_counts(build(OUT, NONE), 0, 0, 3, 0);
    assert_tree(OUT, "");
}

static void modes_are_fixed(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        mode_t mode;
    } CASES[] = {{OUT, 0755},
                 {OUT "/en", 0755},
                 {OUT "/en/smtp/550", 0755},
                 {OUT "/404.html", 0644},
                 {OUT "/en/index.html", 0644},
                 {MANIFEST, 0644}};
    build(OUT, SITE);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct stat status;
        assert_int_equal(stat(CASES[i].path, &status), 0);
        assert_int_equal(status.st_mode & 07777, CASES[i].mode);
    }
}

/* Everything that the kernel remembers of a write: inode, size, times of content and of name. */
static char *fingerprint(const char *const *paths)
{
    GString *out = g_string_new(NULL);
    for (; *paths; paths++) {
        struct stat s;
        assert_int_equal(lstat(*paths, &s), 0);
        g_string_append_printf(out, "%s %ju %jd %jd.%09ld %jd.%09ld\n", *paths, (uintmax_t)s.st_ino,
                               (intmax_t)s.st_size, (intmax_t)s.st_mtim.tv_sec, s.st_mtim.tv_nsec,
                               (intmax_t)s.st_ctim.tv_sec, s.st_ctim.tv_nsec);
    }
    return g_string_free(out, FALSE);
}

static void an_unchanged_build_writes_nothing_at_all(void **state)
{
    (void)state;
    static const char *const ALL[] = {OUT,
                                      MANIFEST,
                                      OUT "/404.html",
                                      OUT "/en",
                                      OUT "/en/index.html",
                                      OUT "/en/smtp",
                                      OUT "/en/smtp/550",
                                      OUT "/en/smtp/550/index.html",
                                      NULL};
    build(OUT, SITE);
    g_autofree char *before = fingerprint(ALL);
    g_usleep(20000); /* a write would show: the kernel's clock for files ticks every few milliseconds */
    assert_counts(build(OUT, SITE), 0, 3, 0, 11);
    g_autofree char *after = fingerprint(ALL);
    assert_string_equal(before, after);
}

static void a_changed_file_is_replaced_and_the_others_are_left(void **state)
{
    (void)state;
    static const Page CHANGED[] = {
        {"en/smtp/550/index.html", "551"}, {"404.html", "none"}, {"en/index.html", "home"}, {0}};
    static const char *const OTHERS[] = {OUT "/404.html", OUT "/en/index.html", NULL};
    build(OUT, SITE);
    g_autofree char *before = fingerprint(OTHERS);
    /* Who has the old file open goes on reading it whole. */
    FILE *reader = fopen(OUT "/en/smtp/550/index.html", "r");
    g_usleep(20000);
    assert_counts(build(OUT, CHANGED), 1, 2, 0, 11);
    g_autofree char *after = fingerprint(OTHERS);
    assert_string_equal(before, after);
    char bytes[4] = "";
    assert_int_equal(fread(bytes, 1, sizeof bytes, reader), 3);
    assert_memory_equal(bytes, "550", 3);
    fclose(reader);
    assert_file(OUT "/en/smtp/550/index.html", "551");
    assert_file(MANIFEST, SITE_MANIFEST);
}

static void equal_means_every_byte(void **state)
{
    (void)state;
    /* Around the 32 KiB in which the old file is read. */
    static const gsize LENGTHS[] = {0, 1, 32767, 32768, 32769, 65535, 65536, 65537, 100000};
    for (guint i = 0; i < G_N_ELEMENTS(LENGTHS); i++) {
        g_autofree char *bytes = g_strnfill(LENGTHS[i], 'x'), *longer = g_strnfill(LENGTHS[i] + 1, 'x');
        const Page same[] = {{"a", bytes}, {0}}, more[] = {{"a", longer}, {0}};
        sandbox_remove(OUT);
        assert_counts(build(OUT, same), 1, 0, 0, LENGTHS[i]);
        assert_counts(build(OUT, same), 0, 1, 0, LENGTHS[i]);
        assert_counts(build(OUT, more), 1, 0, 0, LENGTHS[i] + 1);
        assert_counts(build(OUT, same), 1, 0, 0, LENGTHS[i]);
        for (gsize at = 0; at < LENGTHS[i]; at += MAX(LENGTHS[i] - 1, 1)) { /* the first and the last byte */
            bytes[at] = 'y';
            assert_counts(build(OUT, same), 1, 0, 0, LENGTHS[i]);
            assert_file(OUT "/a", bytes);
        }
    }
}

static void bytes_may_be_any(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"a"};
    for (guint round = 0; round < 2; round++) {
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(Publisher) publisher = publish_open(OUT, NULL);
        PublishCounts counts = {0};
        assert_true(publish_plan(publisher, PATHS, 1, findings, NULL) && publish_begin(publisher, NULL));
        assert_true(publish_put(publisher, 0, "a\0\xff\n", 4, NULL) && publish_finish(publisher, &counts, NULL));
        assert_counts(counts, round == 0, round == 1, 0, 4);
        char *bytes;
        gsize length;
        assert_true(g_file_get_contents(OUT "/a", &bytes, &length, NULL));
        assert_int_equal(length, 4);
        assert_memory_equal(bytes, "a\0\xff\n", 4);
        g_free(bytes);
    }
}

static void stale_files_and_their_empty_folders_go(void **state)
{
    (void)state;
    static const Page MUCH[] = {{"en/index.html", "home"},
                                {"en/smtp/550/index.html", "550"},
                                {"fr/index.html", "f"},
                                {"fr/smtp/a/b/c/d", "d"},
                                {"en/smtp/551/index.html", "551"},
                                {"fr/smtp/a/x", "x"},
                                {0}};
    static const Page LITTLE[] = {{"en/index.html", "home"}, {"en/smtp/551/index.html", "551"}, {0}};
    build(OUT, MUCH);
    make_file(OUT "/fr/smtp/a/b/notes.txt", "mine");
    assert_counts(build(OUT, LITTLE), 0, 2, 4, 7);
    assert_tree(OUT, "en/\nen/index.html: home\nen/smtp/\nen/smtp/551/\nen/smtp/551/index.html: 551\n"
                     "fr/\nfr/smtp/\nfr/smtp/a/\nfr/smtp/a/b/\nfr/smtp/a/b/notes.txt: mine\n");
    assert_file(MANIFEST, "replyglot-manifest 1\ncomplete\nen/index.html\nen/smtp/551/index.html\n");
    assert_counts(build(OUT, MUCH), 4, 2, 0, 13);
}

static void files_that_the_user_deleted_come_back(void **state)
{
    (void)state;
    build(OUT, SITE);
    sandbox_remove(OUT "/en/smtp");
    assert_counts(build(OUT, SITE), 1, 2, 0, 11);
    assert_tree(OUT, SITE_TREE);
}

static void planning_alone_writes_nothing(void **state)
{
    (void)state;
    static const Page OTHER[] = {{"fr/index.html", "f"}, {0}};
    static const char *const ALL[] = {OUT, OUT "/en", MANIFEST, NULL};
    build(OUT, SITE);
    g_autofree char *before = fingerprint(ALL);
    g_usleep(20000);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = plan_pages(OUT, OTHER, findings, NULL);
    assert_non_null(publisher);
    publish_free(g_steal_pointer(&publisher));
    g_autofree char *after = fingerprint(ALL);
    assert_string_equal(before, after);
    assert_tree(OUT, SITE_TREE);
}

static void the_order_of_the_plan_does_not_matter(void **state)
{
    (void)state;
    static const Page TURNED[] = {
        {"en/index.html", "home"}, {"404.html", "none"}, {"en/smtp/550/index.html", "550"}, {0}};
    build(OUT, SITE);
    assert_counts(build(OUT, TURNED), 0, 3, 0, 11);
    assert_file(MANIFEST, SITE_MANIFEST);
}

static void one_writer_at_a_time(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(Publisher) first = publish_open(OUT, NULL);
    assert_null(publish_open(OUT, &error));
    assert_true(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_BUSY));
    assert_message(error, "out: another build is writing to this folder");
    publish_free(g_steal_pointer(&first));
    /* Both ways of letting go, the second without forgetting the publisher. */
    g_autoptr(Findings) findings = findings_new();
    first = plan_pages(OUT, &SITE[3], findings, NULL);
    assert_true(publish_begin(first, NULL) && publish_finish(first, NULL, NULL));
    g_autoptr(Publisher) second = publish_open(OUT, NULL);
    assert_non_null(second);
}

typedef struct Crowd {
    Publisher *publisher;
    gsize changed; /* each page whose number this divides has other bytes; 0: none */
} Crowd;

static gboolean put_number(gsize item, guint worker, gpointer data)
{
    (void)worker;
    const Crowd *crowd = data;
    char bytes[32];
    int length =
        g_snprintf(bytes, sizeof bytes, "%06" G_GSIZE_FORMAT, item + (crowd->changed && item % crowd->changed == 0));
    return publish_put(crowd->publisher, item, bytes, (gsize)length, NULL);
}

static void any_thread_may_put(void **state)
{
    (void)state;
    enum { PAGES = 2000 };
    g_auto(GStrv) paths = g_new0(char *, PAGES + 1);
    for (guint i = 0; i < PAGES; i++) /* some folders with one page, some with many */
        paths[i] = i % 2 ? g_strdup_printf("en/%u/index.html", i) : g_strdup_printf("en/many/%u/%u", i / 100, i);
    static const struct {
        gsize changed;
        guint written;
    } ROUNDS[] = {{0, PAGES}, {0, 0}, {100, 20}};
    for (guint round = 0; round < G_N_ELEMENTS(ROUNDS); round++) {
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(Publisher) publisher = publish_open(OUT, NULL);
        Crowd crowd = {publisher, ROUNDS[round].changed};
        PublishCounts counts = {0};
        assert_true(publish_plan(publisher, (const char *const *)paths, PAGES, findings, NULL));
        assert_true(publish_begin(publisher, NULL) && workers_run(8, PAGES, put_number, &crowd));
        assert_true(publish_finish(publisher, &counts, NULL));
        assert_counts(counts, ROUNDS[round].written, PAGES - ROUNDS[round].written, 0, PAGES * 6);
    }
    assert_file(OUT "/en/many/19/1900", "001901");
    assert_file(OUT "/en/1999/index.html", "001999");
}

static void note_change(const char *path, PublishChange change, gssize put, gpointer data)
{
    static const char MARK[] = {[PUBLISH_NEW] = '+', [PUBLISH_REPLACED] = '~', [PUBLISH_DELETED] = '-'};
    g_string_append_printf(data, "%c%s %d\n", MARK[change], path, (int)put);
}

/* What a dry run of PAGES into OUTPUT tells. */
static char *dry_run(const char *output, const Page *pages)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Publisher) publisher = publish_open_dry(output, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    GString *said = g_string_new(NULL);
    for (gsize i = 0; pages[i].path; i++)
        g_ptr_array_add(paths, (gpointer)pages[i].path);
    assert_true(publish_plan(publisher, (const char *const *)paths->pdata, paths->len, findings, NULL));
    assert_int_equal(findings_length(findings), 0);
    assert_true(publish_begin(publisher, NULL));
    for (gsize i = 0; pages[i].path; i++)
        assert_true(publish_put(publisher, i, pages[i].bytes, strlen(pages[i].bytes), NULL));
    assert_true(publish_finish(publisher, NULL, NULL));
    publish_each_change(publisher, note_change, said);
    return g_string_free(said, FALSE);
}

static void a_dry_run_tells_and_changes_nothing(void **state)
{
    (void)state;
    static const Page OTHER[] = {{"new", "n"}, {"404.html", "none"}, {"en/index.html", "HOME"}, {0}};
    g_autofree char *first = dry_run("none/yet", SITE);
    assert_string_equal(first, "+404.html 1\n+en/index.html 2\n+en/smtp/550/index.html 0\n");
    assert_false(g_file_test("none", G_FILE_TEST_EXISTS));
    build(OUT, SITE);
    g_autofree char *same = dry_run(OUT, SITE), *other = dry_run(OUT, OTHER);
    assert_string_equal(same, "");
    assert_string_equal(other, "~en/index.html 2\n-en/smtp/550/index.html -1\n+new 0\n");
    assert_tree(OUT, SITE_TREE);
    assert_file(MANIFEST, SITE_MANIFEST);
}

static void freeing_nothing_is_fine(void **state)
{
    (void)state;
    publish_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sandbox_test(a_new_output_is_made_with_its_parents),
        sandbox_test(no_pages_are_a_site_too),
        sandbox_test(modes_are_fixed),
        sandbox_test(an_unchanged_build_writes_nothing_at_all),
        sandbox_test(a_changed_file_is_replaced_and_the_others_are_left),
        sandbox_test(equal_means_every_byte),
        sandbox_test(bytes_may_be_any),
        sandbox_test(stale_files_and_their_empty_folders_go),
        sandbox_test(files_that_the_user_deleted_come_back),
        sandbox_test(planning_alone_writes_nothing),
        sandbox_test(the_order_of_the_plan_does_not_matter),
        sandbox_test(one_writer_at_a_time),
        sandbox_test(any_thread_may_put),
        sandbox_test(a_dry_run_tells_and_changes_nothing),
        cmocka_unit_test(freeing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
