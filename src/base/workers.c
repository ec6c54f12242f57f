#include "base/workers.h"

#include <string.h>
#include <unistd.h>

/* Items taken at once, at most, and how many times each worker comes for more, at least: few trips to the shared
 * counter where there is much to do, and an even load where there is little. */
enum { MOST = 16, TRIPS = 8 };
enum { MOST_HELPERS = 255, CACHE_LINE = 64 };

/* Each worker has a stretch of the items, and takes of the others' when its own is done: what lies together is mostly
 * one thread's, which finds what it has kept of the neighbours, and does not wait for others at the same folder. */
typedef struct Stretch {
    _Alignas(CACHE_LINE) gsize next; /* atomic */
    gsize end;
} Stretch;

typedef struct Pool {
    Stretch *stretches;
    guint jobs;
    gsize take;
    gint stopped;
    WorkersDo work;
    gpointer data;
} Pool;

/* A thread that was made once waits for the next run: there are half a dozen in a build, and a new thread may share the
 * processor of the one that made it for some milliseconds, until the kernel moves it. */
typedef struct Helper {
    GThread *thread;
    Pool *pool; /* what to work off now; NULL: nothing */
    guint number;
} Helper;

static struct Crew {
    GMutex lock;
    GCond begun, done;
    pid_t process; /* threads do not survive a fork */
    gboolean taken;
    Helper helpers[MOST_HELPERS];
    guint n_helpers, working;
} crew;

static void work_off_stretch(Pool *pool, Stretch *stretch, guint number)
{
    while (!g_atomic_int_get(&pool->stopped)) {
        gsize from = (gsize)g_atomic_pointer_add(&stretch->next, pool->take);
        if (from >= stretch->end)
            break;
        for (gsize i = from; i < MIN(from + pool->take, stretch->end); i++)
            if (!pool->work(i, number, pool->data)) {
                g_atomic_int_set(&pool->stopped, 1);
                return;
            }
    }
}

static void work_off(Pool *pool, guint number)
{
    for (guint i = 0; i < pool->jobs; i++)
        work_off_stretch(pool, &pool->stretches[(number + i) % pool->jobs], number);
}

static gpointer help(gpointer data)
{
    Helper *helper = data;
    g_mutex_lock(&crew.lock);
    for (;;) {
        while (!helper->pool)
            g_cond_wait(&crew.begun, &crew.lock);
        g_mutex_unlock(&crew.lock);
        work_off(helper->pool, helper->number);
        g_mutex_lock(&crew.lock);
        helper->pool = NULL;
        if (--crew.working == 0)
            g_cond_signal(&crew.done);
    }
    return NULL;
}

/* With the lock: up to N helpers at work on POOL. A thread that cannot be had is done without: the others work off the
 * rest. */
static void call_helpers(Pool *pool, guint n)
{
    for (guint i = 0; i < n; i++) {
        Helper *helper = &crew.helpers[i];
        helper->number = i + 1;
        if (i == crew.n_helpers) {
            helper->thread = g_thread_try_new("worker", help, helper, NULL);
            if (!helper->thread)
                break;
            crew.n_helpers++;
        }
        helper->pool = pool;
        crew.working++;
    }
    g_cond_broadcast(&crew.begun);
}

/* Whether the helpers are this run's: not while another thread's run has them. */
static gboolean take_crew(void)
{
    g_mutex_lock(&crew.lock);
    if (crew.process != getpid()) {
        crew.process = getpid();
        crew.n_helpers = crew.working = 0;
        crew.taken = FALSE;
        memset(crew.helpers, 0, sizeof crew.helpers);
    }
    gboolean free = !crew.taken;
    crew.taken = TRUE;
    if (!free)
        g_mutex_unlock(&crew.lock);
    return free;
}

gboolean workers_run(guint jobs, gsize count, WorkersDo work, gpointer data)
{
    jobs = CLAMP(jobs, 1, MOST_HELPERS + 1);
    gsize take = CLAMP(count / ((gsize)jobs * TRIPS), 1, MOST);
    gboolean helped = jobs > 1 && count > 1 && take_crew();
    Stretch stretches[MOST_HELPERS + 1];
    Pool pool = {.stretches = stretches, .jobs = helped ? jobs : 1, .take = take, .work = work, .data = data};
    for (guint i = 0; i < pool.jobs; i++)
        stretches[i] = (Stretch){i * count / pool.jobs, (i + 1) * count / pool.jobs};
    if (helped) {
        call_helpers(&pool, (guint)MIN(jobs - 1, count - 1));
        g_mutex_unlock(&crew.lock);
    }
    work_off(&pool, 0);
    if (helped) {
        g_mutex_lock(&crew.lock);
        while (crew.working)
            g_cond_wait(&crew.done, &crew.lock);
        crew.taken = FALSE;
        g_mutex_unlock(&crew.lock);
    }
    return !pool.stopped;
}
