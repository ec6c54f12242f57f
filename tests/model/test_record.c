#include "model/ktl.h"
#include "model/tie.h"

/* Each is before the next. */
static const char *const ORDER[] = {
    "",
    "-",
    "2",
    "9",
    "10",
    "10-1",
    "10-2",
    "10-10",
    "10a",
    "010b",
    "11",
    "100",
    "99999999999999999998",
    "99999999999999999999",
    "A",
    "A2",
    "A10",
    "A10B",
    "B",
    "a",
    "a1",
    "b",
};

static void order(void **state)
{
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(ORDER); i++)
        for (guint j = 0; j < G_N_ELEMENTS(ORDER); j++) {
            int found = records_compare(ORDER[i], ORDER[j]);
            if ((found > 0) - (found < 0) != (i > j) - (i < j))
                fail_msg("\"%s\" and \"%s\" compare as %d", ORDER[i], ORDER[j], found);
        }
}

/* Leading zeros do not count, but different codes are never equal. */
static void zeros(void **state)
{
    (void)state;
    assert_true(records_compare("007", "7") < 0);
    assert_true(records_compare("7", "007") > 0);
    assert_true(records_compare("007", "8") < 0);
    assert_true(records_compare("a07b", "a7b") < 0);
    assert_int_equal(records_compare("007", "007"), 0);
}

static const struct Pairs {
    const char *text; /* and the case's name */
    int a, b;         /* -1: none */
} PAIRS[] = {
    {"20-40", 0, 1},   {"20-41", 0, 2},     {"40-41", 1, 2}, {"41-40", -1, -1},  {"40-40", -1, -1},
    {"40-42", -1, -1}, {"4041", -1, -1},    {"40-", -1, -1}, {"-41", -1, -1},    {"-", -1, -1},
    {"", -1, -1},      {"40 - 41", -1, -1}, {"40", -1, -1},  {"40--41", -1, -1}, {"20-40-41", -1, -1},
};

static void test_pair(void **state)
{
    const struct Pairs *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    guint a = 77, b = 77;
    assert_int_equal(records_read_pair(catalog->protocols[0], row->text, &a, &b), row->a >= 0);
    assert_int_equal(a, row->a < 0 ? 77 : row->a);
    assert_int_equal(b, row->b < 0 ? 77 : row->b);
}

/* Codes with a "-" of their own: the first joint that parts two of them. */
static void pair_of_dashes(void **state)
{
    (void)state;
    Code codes[] = {{.code = "1"}, {.code = "1-2"}, {.code = "2"}, {.code = "2-3"}};
    Protocol protocol = {.codes = codes, .n_codes = 4};
    guint a = 0, b = 0;
    assert_true(records_read_pair(&protocol, "1-2-2", &a, &b));
    assert_int_equal(a, 1);
    assert_int_equal(b, 2);
    assert_true(records_read_pair(&protocol, "1-2-3", &a, &b));
    assert_int_equal(a, 0);
    assert_int_equal(b, 3);
    assert_true(records_read_pair(&protocol, "1-2-2-3", &a, &b));
    assert_int_equal(a, 1);
    assert_int_equal(b, 3);
}

static void find(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    const Protocol *protocol = catalog->protocols[0];
    assert_int_equal(protocol->n_codes, 3);
    assert_int_equal(records_find(protocol, "20"), 0);
    assert_int_equal(records_find(protocol, "41"), 2);
    assert_int_equal(records_find(protocol, "4"), -1);
    assert_int_equal(records_find(protocol, ""), -1);
    assert_non_null(tie_pair(protocol, 1, 2));
    assert_ptr_equal(tie_pair(protocol, 2, 1), tie_pair(protocol, 1, 2));
    assert_null(tie_pair(protocol, 0, 1));
    assert_false(records_is_damaged(protocol, "40"));
}

static void damaged(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    g_autoptr(Findings) findings = findings_new();
    ktl_write(&ktl, "content/ktl/codes/20.yaml", "code: [");
    ktl_write(&ktl, "content/ktl/codes/43.yaml", "code: 44");
    g_autoptr(Catalog) catalog = catalog_load(ktl.folder, NULL, 2, findings);
    const Protocol *protocol = catalog->protocols[0];
    assert_int_equal(protocol->n_codes, 2);
    assert_true(records_is_damaged(protocol, "20"));
    assert_true(records_is_damaged(protocol, "43"));
    assert_true(records_is_damaged(protocol, "44"));
    assert_false(records_is_damaged(protocol, "40"));
    assert_false(records_is_damaged(protocol, "99"));
}

/* 0 and 1 are related, 1 and 2 have a verdict, 0 and 2 one enhanced code, which COUNT records name. In both orders. */
static PairTier tier(guint a, guint b, guint count)
{
    Relation to_1 = {1, 0}, to_0 = {0, 0};
    guint number = 0;
    guint sharers[] = {0, 2, 4, 5};
    Enhanced enhanced = {.codes = sharers, .n_codes = count};
    Code codes[] = {{.relations = &to_1, .n_relations = 1, .enhanced = &number, .n_enhanced = 1},
                    {.relations = &to_0, .n_relations = 1},
                    {.enhanced = &number, .n_enhanced = 1},
                    {.code = "alone"},
                    {.enhanced = &number, .n_enhanced = 1},
                    {.enhanced = &number, .n_enhanced = 1}};
    Pair pair = {.a = 1, .b = 2};
    Protocol protocol = {.codes = codes, .n_codes = 6, .pairs = &pair, .n_pairs = 1, .enhanced = &enhanced};
    g_autoptr(Arena) arena = arena_new();
    ties_list(arena, &protocol);
    assert_int_equal(tie_tier(&protocol, a, b), tie_tier(&protocol, b, a));
    return tie_tier(&protocol, a, b);
}

static void tiers(void **state)
{
    (void)state;
    assert_int_equal(tier(0, 1, 2), TIER_RELATED);
    assert_int_equal(tier(1, 2, 2), TIER_CURATED);
    assert_int_equal(tier(0, 2, 2), TIER_RELATED);
    assert_int_equal(tier(0, 2, 3), TIER_RELATED);
    assert_int_equal(tier(0, 2, 4), TIER_OTHER); /* too many share it */
    assert_int_equal(tier(0, 3, 2), TIER_OTHER);
    assert_int_equal(tier(2, 3, 2), TIER_OTHER);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "order: numbers by value, within text too", order);
    add_test(tests, "order: leading zeros break a tie", zeros);
    ADD_CASES(tests, PAIRS, test_pair);
    add_test(tests, "a pair of codes with a dash", pair_of_dashes);
    add_test(tests, "codes and pairs are found", find);
    add_test(tests, "damaged records are known by file and by code", damaged);
    add_test(tests, "tiers", tiers);
    return run_cases(tests, "record");
}
