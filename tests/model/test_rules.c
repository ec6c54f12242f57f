#include "model/ktl.h"
#include "model/tie.h"

/* 40 says that it is a wet-twin of 41; what 41 is follows. */
static void relations_have_two_sides(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    const Protocol *protocol = catalog->protocols[0];
    assert_int_equal(protocol->codes[0].n_relations, 0);
    assert_int_equal(protocol->codes[1].n_relations, 1);
    assert_int_equal(protocol->codes[1].relations[0].other, 2);
    assert_string_equal(protocol->reasons[protocol->codes[1].relations[0].reason].id.s, "wet-twin");
    assert_int_equal(protocol->codes[2].n_relations, 1);
    assert_int_equal(protocol->codes[2].relations[0].other, 1);
    assert_string_equal(protocol->reasons[protocol->codes[2].relations[0].reason].id.s, "dry-twin");
}

static const char TWENTY[] = "code: 20\nname: Boiled\nupdated: 2026-01-02\nstep: boil\nretry: none-needed\n"
                             "who: nobody\nenhanced: [2.1]\n%s"
                             "specs:\n  - {rfc: 9999, section: 2, gives: [step, retry, enhanced]}\n"
                             "indicates: that the water has boiled\n"
                             "description: The kettle says that the water is hot.\n"
                             "when: It comes some minutes after `BOIL`.\noutcome: The water stays hot for a while.\n"
                             "use: Send it once the water has boiled.\nfix:\n  nobody: Have your tea.\n";

static void write_twenty(const Ktl *ktl, const char *related)
{
    g_autofree char *text = g_strdup_printf(TWENTY, related);
    ktl_write(ktl, "content/ktl/codes/20.yaml", text);
}

/* Saying it from both sides is saying it once. */
static void relations_said_twice(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    write_twenty(&ktl, "related: [{code: 41, why: wet-twin}, {code: 40, why: dry-twin}, {code: 40, why: dry-twin}]\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    const Protocol *protocol = catalog->protocols[0];
    assert_int_equal(protocol->codes[0].n_relations, 2);
    assert_int_equal(protocol->codes[0].relations[0].other, 1); /* in the order of the codes */
    assert_int_equal(protocol->codes[0].relations[1].other, 2);
    assert_int_equal(protocol->codes[1].n_relations, 2);
    assert_string_equal(protocol->reasons[protocol->codes[1].relations[0].reason].id.s, "wet-twin");
}

static void enhanced_codes_know_theirs(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    write_twenty(&ktl, "");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    const Protocol *protocol = catalog->protocols[0];
    assert_int_equal(protocol->n_enhanced, 2);
    assert_string_equal(protocol->enhanced[0].key.s, "X.1");
    assert_int_equal(protocol->enhanced[0].n_codes, 2);
    assert_int_equal(protocol->enhanced[0].codes[0], 0);
    assert_int_equal(protocol->enhanced[0].codes[1], 1);
    assert_int_equal(protocol->enhanced[1].n_codes, 0);
    assert_int_equal(protocol->codes[1].n_enhanced, 1);
    assert_int_equal(protocol->codes[1].enhanced[0], 0);
    assert_int_equal(tie_tier(protocol, 0, 1), TIER_RELATED);
}

static const struct Groups {
    const char *code; /* and the case's name */
    int class, category;
} GROUPS[] = {{"20", 0, 0}, {"40", 1, 0}, {"41", 1, -1}, {"60", -1, 0}, {"4", -1, -1}, {"400", -1, -1}, {"", -1, -1}};

static void test_group(void **state)
{
    const struct Groups *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    assert_int_equal(protocol_class(catalog->protocols[0], row->code), row->class);
    assert_int_equal(protocol_category(catalog->protocols[0], row->code), row->category);
}

/* A category may have several patterns: the third and fourth digits of RFC 5321, 4.2.1, share one. */
static void group_of_several_patterns(void **state)
{
    (void)state;
    const Group both[] = {{.id = {.s = "both"}, .match = {.s = "?3? ?4?"}}};
    const Protocol protocol = {.categories = both, .n_categories = 1};
    assert_int_equal(protocol_category(&protocol, "530"), 0);
    assert_int_equal(protocol_category(&protocol, "440"), 0);
    assert_int_equal(protocol_category(&protocol, "550"), -1);
    assert_int_equal(protocol_category(&protocol, ""), -1);
}

static const struct Address {
    const char *url; /* and the case's name */
    gboolean expected;
} ADDRESSES[] = {
    {"https://e.org/", TRUE},
    {"http://localhost:8080/", TRUE},
    {"https://e.org/a/b.c/~d/", TRUE},
    {"https://e.org", FALSE},
    {"https://e.org/a", FALSE},
    {"https://e.org//", FALSE},
    {"https://e.org/a//b/", FALSE},
    {"https://e.org/%20/", FALSE},
    {"https://e.org/?a/", FALSE},
    {"https://e.org/\n", FALSE},
    {"https://u@e.org/", FALSE},
    {"https://e.org:/", FALSE},
    {"ftp://e.org/", FALSE},
    {"HTTPS://e.org/", FALSE},
    {"https:///", FALSE},
    {"", FALSE},
    {"https://e.org/<script>/", FALSE},
    {"https://e.org/../", TRUE},
};

static void test_base_url(void **state)
{
    const struct Address *row = *state;
    assert_int_equal(catalog_is_base_url(row->url), row->expected);
}

static void newest_date(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    assert_string_equal(catalog->updated, "2026-01-03");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "a relation has two sides", relations_have_two_sides);
    add_test(tests, "a relation may be said twice", relations_said_twice);
    add_test(tests, "enhanced codes know the codes that name them", enhanced_codes_know_theirs);
    ADD_CASES(tests, GROUPS, test_group);
    add_test(tests, "a category may have several patterns", group_of_several_patterns);
    ADD_CASES(tests, ADDRESSES, test_base_url);
    add_test(tests, "the newest date of all documents", newest_date);
    return run_cases(tests, "rules");
}
