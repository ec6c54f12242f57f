#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/workers.h"

enum { MOST_ITEMS = 5000, MOST_JOBS = 8 };

typedef struct Record {
    gint done[MOST_ITEMS]; /* atomic: times an item was done */
    gint busy[MOST_JOBS];  /* atomic: items that a worker is at */
    gint clashes;          /* atomic: two items of one worker at once, or a worker's number too high */
    gint total;            /* atomic */
    guint jobs;
    gsize fails_at;
} Record;

static gboolean note(gsize item, guint worker, gpointer data)
{
    Record *record = data;
    if (worker >= record->jobs || g_atomic_int_add(&record->busy[worker], 1) != 0)
        g_atomic_int_inc(&record->clashes);
    g_atomic_int_inc(&record->done[item]);
    g_atomic_int_inc(&record->total);
    if (worker < record->jobs)
        g_atomic_int_add(&record->busy[worker], -1);
    return item != record->fails_at;
}

static const guint JOBS[] = {1, 2, 8};

static void every_item_is_done_once(void **state)
{
    (void)state;
    static const gsize COUNTS[] = {0, 1, 2, 7, 15, 16, 17, 1000, MOST_ITEMS};
    for (guint j = 0; j < G_N_ELEMENTS(JOBS); j++)
        for (guint c = 0; c < G_N_ELEMENTS(COUNTS); c++) {
            g_autofree Record *record = g_new0(Record, 1);
            record->jobs = JOBS[j];
            record->fails_at = G_MAXSIZE;
            assert_true(workers_run(JOBS[j], COUNTS[c], note, record));
            for (gsize i = 0; i < MOST_ITEMS; i++)
                assert_int_equal(record->done[i], i < COUNTS[c]);
            assert_int_equal(record->clashes, 0);
        }
}

static void an_item_that_fails_stops_the_run(void **state)
{
    (void)state;
    for (guint j = 0; j < G_N_ELEMENTS(JOBS); j++) {
        g_autofree Record *record = g_new0(Record, 1);
        record->jobs = JOBS[j];
        record->fails_at = 20;
        assert_false(workers_run(JOBS[j], MOST_ITEMS, note, record));
        assert_int_equal(record->done[20], 1);
        if (JOBS[j] == 1) /* in order, and nothing behind it */
            assert_int_equal(record->total, 21);
        for (gsize i = 0; i < MOST_ITEMS; i++)
            assert_in_range(record->done[i], 0, 1);
    }
}

static void the_last_item_may_fail(void **state)
{
    (void)state;
    g_autofree Record *record = g_new0(Record, 1);
    record->jobs = 2;
    record->fails_at = 2;
    assert_false(workers_run(2, 3, note, record));
}

static gboolean meet(gsize item, guint worker, gpointer data)
{
    (void)item, (void)worker;
    gint *here = data;
    g_atomic_int_inc(here);
    gint64 until = g_get_monotonic_time() + 10 * G_TIME_SPAN_SECOND;
    while (g_atomic_int_get(here) < 2 && g_get_monotonic_time() < until)
        g_thread_yield();
    return g_atomic_int_get(here) == 2;
}

static void two_items_are_shared_by_two_workers(void **state)
{
    (void)state;
    gint here = 0;
    assert_true(workers_run(2, 2, meet, &here)); /* one worker alone would wait for itself */
}

static void no_jobs_are_one(void **state)
{
    (void)state;
    g_autofree Record *record = g_new0(Record, 1);
    record->jobs = 1;
    record->fails_at = G_MAXSIZE;
    assert_true(workers_run(0, 3, note, record));
    assert_int_equal(record->total, 3);
}

static gboolean run_within(gsize item, guint worker, gpointer data)
{
    (void)item, (void)worker;
    g_autofree Record *record = g_new0(Record, 1);
    record->jobs = 1; /* only the thread that asks */
    record->fails_at = G_MAXSIZE;
    gboolean ok = workers_run(8, 100, note, record) && record->total == 100 && record->clashes == 0;
    if (!ok)
        g_atomic_int_inc((gint *)data);
    return TRUE;
}

static void a_run_within_a_run_has_its_own_thread_only(void **state)
{
    (void)state;
    gint wrong = 0;
    assert_true(workers_run(4, 50, run_within, &wrong));
    assert_int_equal(wrong, 0);
}

static gpointer run_beside(gpointer data)
{
    g_autofree Record *record = g_new0(Record, 1);
    (void)data;
    record->jobs = 4;
    record->fails_at = G_MAXSIZE;
    for (guint i = 0; i < 200; i++)
        workers_run(4, 100, note, record);
    return GINT_TO_POINTER(record->total == 200 * 100 && record->clashes == 0);
}

static void runs_of_two_threads_do_not_meet(void **state)
{
    (void)state;
    GThread *other = g_thread_new("beside", run_beside, NULL);
    assert_true(GPOINTER_TO_INT(run_beside(NULL)));
    assert_true(GPOINTER_TO_INT(g_thread_join(other)));
}

/* The threads that wait for work are the parent's. */
static void a_child_process_has_helpers_of_its_own(void **state)
{
    (void)state;
    assert_true(GPOINTER_TO_INT(run_beside(NULL)));
    pid_t child = fork();
    if (child == 0)
        _exit(GPOINTER_TO_INT(run_beside(NULL)) ? 0 : 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once),
        cmocka_unit_test(an_item_that_fails_stops_the_run),
        cmocka_unit_test(the_last_item_may_fail),
        cmocka_unit_test(two_items_are_shared_by_two_workers),
        cmocka_unit_test(no_jobs_are_one),
        cmocka_unit_test(a_run_within_a_run_has_its_own_thread_only),
        cmocka_unit_test(runs_of_two_threads_do_not_meet),
        cmocka_unit_test(a_child_process_has_helpers_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
