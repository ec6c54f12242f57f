#include "base/workers.h"

/* Items taken at once, at most, and how many times each worker comes for more, at least: few trips to the shared
 * counter where there is much to do, and an even load where there is little. */
enum { MOST = 16, TRIPS = 8 };

typedef struct Pool {
    gsize count;
    gsize take;
    gsize next; /* atomic */
    gint stopped;
    WorkersDo work;
    gpointer data;
} Pool;

typedef struct Worker {
    Pool *pool;
    guint number;
} Worker;

static gpointer run(gpointer data)
{
    Worker *worker = data;
    Pool *pool = worker->pool;
    while (!g_atomic_int_get(&pool->stopped)) {
        gsize from = (gsize)g_atomic_pointer_add(&pool->next, pool->take);
        if (from >= pool->count)
            break;
        for (gsize i = from; i < MIN(from + pool->take, pool->count); i++)
            if (!pool->work(i, worker->number, pool->data)) {
                g_atomic_int_set(&pool->stopped, 1);
                return NULL;
            }
    }
    return NULL;
}

gboolean workers_run(guint jobs, gsize count, WorkersDo work, gpointer data)
{
    jobs = MAX(jobs, 1);
    gsize take = CLAMP(count / ((gsize)jobs * TRIPS), 1, MOST);
    Pool pool = {.count = count, .take = take, .work = work, .data = data};
    g_autofree Worker *workers = g_new0(Worker, jobs);
    g_autofree GThread **threads = g_new0(GThread *, jobs);
    for (guint i = 0; i < jobs; i++)
        workers[i] = (Worker){&pool, i};
    /* A thread that cannot be had is done without: the caller's own works off the rest. */
    for (guint i = 1; i < jobs; i++)
        threads[i] = g_thread_try_new("worker", run, &workers[i], NULL);
    run(&workers[0]);
    for (guint i = 1; i < jobs; i++)
        if (threads[i])
            g_thread_join(threads[i]);
    return !pool.stopped;
}
