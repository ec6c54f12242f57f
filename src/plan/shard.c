#include "plan/shard.h"

/* What making OUTPUT costs, beside the page of a pair. What lists all codes of a language, or compares each with each,
 * grows with them: measured with 45 to 150 codes. */
static guint32 weight_of(const Plan *plan, const Output *output)
{
    enum { PAIR = 100, SEARCH_CODE = 300, LOOKUP_CODE = 70, INDEX_CODE = 25, COMPARED = 2 };
    guint32 all = 0, own = plan->catalog->protocols[output->protocol]->n_codes;
    for (guint i = 0; i < plan->catalog->n_protocols; i++)
        all += plan->catalog->protocols[i]->n_codes;
    switch ((OutputKind)output->kind) {
    case OUTPUT_SEARCH_DATA:
        return PAIR + all * SEARCH_CODE;
    case OUTPUT_LOOKUP_DATA:
        return PAIR + all * LOOKUP_CODE;
    case OUTPUT_INDEX:
        return PAIR + own * INDEX_CODE;
    case OUTPUT_COMPARE:
        return PAIR + own * own / COMPARED;
    default:
        return PAIR;
    }
}

gsize shard_end(const guint32 *weights, gsize count, guint number, guint of)
{
    guint64 total = 0, before = 0;
    gsize next = 0, end = 0;
    for (gsize i = 0; i < count; i++)
        total += weights[i];
    for (guint shard = 1; shard <= number; shard++) {
        /* Up to where the sum comes nearest to SHARD shares of OF… */
        while (next < count && (2 * before + weights[next]) * of <= 2 * total * shard)
            before += weights[next++];
        /* …but with one output at least, and one left for each of the shards behind. */
        gsize least = end + 1, most = count + shard > of ? count + shard - of : 0;
        end = MIN(CLAMP(next, least, MAX(least, most)), count);
    }
    return end;
}

Shard shard_of(const Plan *plan, guint number, guint of)
{
    gsize count = plan_count(plan);
    if (of == 0)
        return (Shard){0, count};
    g_autofree guint32 *weights = g_new(guint32, count);
    for (gsize i = 0; i < count; i++)
        weights[i] = weight_of(plan, plan_output(plan, i));
    return (Shard){shard_end(weights, count, number - 1, of), shard_end(weights, count, number, of)};
}
