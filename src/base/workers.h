/* workers.h: one array of work over N threads. */
#pragma once
#include <glib.h>

/* Does item ITEM as worker WORKER (0 to jobs - 1; two items of one worker never run at once, so
 * per-worker scratch needs no lock). Returning FALSE stops the run as soon as the others notice. */
typedef gboolean (*WorkersDo)(gsize item, guint worker, gpointer data);

/* Runs DO for every item 0 to COUNT - 1 on JOBS threads; worker 0 is the caller's. Each worker begins
 * with a stretch of its own and goes through it in order; what is left of the others' it shares with them. Returns
 * FALSE when some item did. Runs of other threads at the same time, or from within one, have only the thread that asks.
 */
gboolean workers_run(guint jobs, gsize count, WorkersDo work, gpointer data);
