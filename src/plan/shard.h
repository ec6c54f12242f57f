/* shard.h: the outputs of a plan, shared out to builds that know nothing of each other.
 *
 * Every shard makes the whole plan, and so the same links, sitemaps and search data; only which outputs it makes
 * differs. It makes a run of neighbours, since pages of one language and protocol have much in common that a worker
 * makes once (render/beside.h). The same plan and count give the same shards on every machine. */
#pragma once
#include "plan/plan.h"

/* The outputs FIRST to LAST - 1. */
typedef struct Shard {
    gsize first, last;
} Shard;

/* Shard NUMBER of OF, from 1 to OF; with OF 0 all outputs. Together the OF shards have every output once. They cost
 * about the same; none is empty as long as there are OF outputs. */
Shard shard_of(const Plan *plan, guint number, guint of);

/* Where shard NUMBER of OF ends among COUNT outputs that cost WEIGHTS (0: where the first begins). A shard weighs no
 * more than an equal share and the heaviest output. */
gsize shard_end(const guint32 *weights, gsize count, guint number, guint of);
