#include "model/ktl.h"
#include "plan/shard.h"

/* What is wrong with the OF shards of COUNT outputs, or NULL. */
static char *fault_of(const guint32 *weights, gsize count, guint of)
{
    guint64 total = 0, heaviest = 0;
    gsize first = 0;
    for (gsize i = 0; i < count; i++) {
        total += weights[i];
        heaviest = MAX(heaviest, weights[i]);
    }
    if (shard_end(weights, count, 0, of) != 0)
        return g_strdup("the first does not begin with the first");
    for (guint shard = 1; shard <= of; shard++) {
        gsize last = shard_end(weights, count, shard, of);
        guint64 weight = 0;
        if (last < first || last > count)
            return g_strdup_printf("shard %u is %zu to %zu", shard, first, last);
        for (gsize i = first; i < last; i++)
            weight += weights[i];
        if (weight > total / of + heaviest)
            return g_strdup_printf("shard %u weighs %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, shard, weight, total);
        if (last == first && count >= of)
            return g_strdup_printf("shard %u is empty", shard);
        if (last > first + 1 && count <= of)
            return g_strdup_printf("shard %u has %zu outputs", shard, last - first);
        first = last;
    }
    return first == count ? NULL : g_strdup_printf("%zu outputs are in no shard", count - first);
}

static void check(const char *what, const guint32 *weights, gsize count, guint of)
{
    g_autofree char *fault = fault_of(weights, count, of);
    if (fault)
        fail_msg("%s, %zu outputs, %u shards: %s", what, count, of, fault);
}

static const guint SHARDS[] = {1, 2, 3, 4, 5, 7, 8, 12, 16, 31, 32, 33, 60, 61, 64, 100, 1000};

static void equal_weights(void **state)
{
    (void)state;
    g_autofree guint32 *weights = g_new(guint32, 5000);
    for (guint i = 0; i < 5000; i++)
        weights[i] = 100;
    for (gsize count = 0; count <= 64; count++)
        for (guint of = 1; of <= 70; of++)
            check("equal", weights, count, of);
    for (guint i = 0; i < G_N_ELEMENTS(SHARDS); i++)
        check("equal", weights, 5000, SHARDS[i]);
    for (guint shard = 0; shard <= 8; shard++)
        assert_int_equal(shard_end(weights, 5000, shard, 8), 625 * shard);
}

static void one_heavy_among_light_ones(void **state)
{
    (void)state;
    guint32 weights[60];
    for (gsize heavy = 0; heavy < G_N_ELEMENTS(weights); heavy++) {
        for (gsize i = 0; i < G_N_ELEMENTS(weights); i++)
            weights[i] = i == heavy ? G_MAXUINT32 : 1;
        for (guint i = 0; i < G_N_ELEMENTS(SHARDS); i++)
            check("one heavy", weights, G_N_ELEMENTS(weights), SHARDS[i]);
    }
}

static void any_weights(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(41);
    g_autofree guint32 *weights = g_new(guint32, 3000);
    for (guint round = 0; round < 200; round++) {
        gsize count = (gsize)g_rand_int_range(random, 1, round % 10 ? 100 : 3000);
        for (gsize i = 0; i < count; i++)
            weights[i] = (guint32)(g_rand_int_range(random, 0, 20) ? 100 : g_rand_int_range(random, 1, 50000));
        for (guint i = 0; i < G_N_ELEMENTS(SHARDS); i++)
            check("any", weights, count, SHARDS[i]);
        check("as many as outputs", weights, count, (guint)count);
    }
}

/* The shards of a real plan follow each other from its first output to its last. */
static void shards_of_a_plan(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){0}, findings);
    Shard whole = shard_of(plan, 0, 0);
    assert_int_equal(whole.first, 0);
    assert_int_equal(whole.last, plan_count(plan));
    guint count = (guint)plan_count(plan);
    for (guint of = 1; of <= count + 2; of++) {
        gsize next = 0;
        for (guint number = 1; number <= of; number++) {
            Shard shard = shard_of(plan, number, of);
            assert_int_equal(shard.first, next);
            assert_true(shard.last > shard.first || of > count);
            next = shard.last;
        }
        assert_int_equal(next, count);
    }
}

/* The search data of a language cost many pages: the shard that has them has the fewer pages. */
static void what_lists_all_codes_counts_for_more(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){0}, findings);
    gsize least = plan_count(plan);
    guint lightest = 0;
    for (guint number = 1; number <= 6; number++) {
        Shard shard = shard_of(plan, number, 6);
        if (shard.last - shard.first < least) {
            least = shard.last - shard.first;
            lightest = number;
        }
    }
    Shard shard = shard_of(plan, lightest, 6);
    gboolean found = FALSE;
    for (gsize i = shard.first; i < shard.last; i++)
        found = found || plan_output(plan, i)->kind == OUTPUT_SEARCH_DATA;
    assert_true(found);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "equal weights", equal_weights);
    add_test(tests, "one heavy output among light ones", one_heavy_among_light_ones);
    add_test(tests, "any weights", any_weights);
    add_test(tests, "shards of a plan", shards_of_a_plan);
    add_test(tests, "what lists all codes counts for more", what_lists_all_codes_counts_for_more);
    return run_cases(tests, "shard");
}
