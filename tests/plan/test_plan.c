#include "model/ktl.h"
#include "model/wire.h"
#include "plan/plan.h"

static Plan *new_plan(const Catalog *catalog, guint sitemap_urls)
{
    g_autoptr(Findings) findings = findings_new();
    Plan *plan = plan_new(catalog, &(PlanOptions){.sitemap_urls = sitemap_urls}, findings);
    assert_report(findings, "");
    return plan;
}

/* ---- sitemaps ---- */

/* "language.number first-last listed", one a line. Checks that every listed page of a language is in one of them. */
static char *sitemaps(const Plan *plan)
{
    GString *out = g_string_new(NULL);
    gsize listed = 0, in_sitemaps = 0;
    for (gsize i = 0; i < plan_count(plan); i++)
        listed += plan_output(plan, i)->kind >= OUTPUT_HOME && plan_is_listed(plan, plan_output(plan, i));
    for (guint i = 0; i < plan->sitemaps->len; i++) {
        const Sitemap *sitemap = &g_array_index(plan->sitemaps, Sitemap, i);
        guint count = 0;
        for (gsize o = sitemap->first; o < sitemap->last; o++) {
            assert_int_equal(plan_output(plan, o)->language, sitemap->language);
            count += plan_is_listed(plan, plan_output(plan, o));
        }
        in_sitemaps += count;
        g_string_append_printf(out, "%u.%u %u\n", sitemap->language, sitemap->number, count);
    }
    assert_int_equal(in_sitemaps, listed);
    return g_string_free(out, FALSE);
}

/* Listed of a language: home, index, compare, two classes, the senders, one of them, three codes and the curated pair.
 */
static const struct Cut {
    const char *name;
    guint limit;
    const char *expected;
} CUTS[] = {
    {"no limit", 0, "0.1 11\n1.1 11\n"},
    {"a limit that is just enough", 11, "0.1 11\n1.1 11\n"},
    {"one too few", 10, "0.1 10\n0.2 1\n1.1 10\n1.2 1\n"},
    {"three", 3, "0.1 3\n0.2 3\n0.3 3\n0.4 2\n1.1 3\n1.2 3\n1.3 3\n1.4 2\n"},
    {"one", 1,
     "0.1 1\n0.2 1\n0.3 1\n0.4 1\n0.5 1\n0.6 1\n0.7 1\n0.8 1\n0.9 1\n0.10 1\n0.11 1\n"
     "1.1 1\n1.2 1\n1.3 1\n1.4 1\n1.5 1\n1.6 1\n1.7 1\n1.8 1\n1.9 1\n1.10 1\n1.11 1\n"},
};

static void test_cut(void **state)
{
    const struct Cut *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, row->limit);
    g_autofree char *found = sitemaps(plan);
    assert_string_equal(found, row->expected);
    guint outputs = 0;
    for (gsize i = 0; i < plan_count(plan); i++)
        outputs += plan_output(plan, i)->kind == OUTPUT_SITEMAP;
    assert_int_equal(outputs, plan->sitemaps->len);
}

/* Addresses of half a megabyte: the 50 MB are full long before the 50,000 are. */
static void cut_by_bytes(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Findings) findings = findings_new();
    g_autofree char *path = g_strnfill(512 * 1024, '&');
    g_autofree char *url = g_strconcat("https://e.org/", path, "/", NULL);
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){.base_url = url}, findings);
    g_autofree char *found = sitemaps(plan);
    assert_string_equal(found, "0.1 4\n0.2 4\n0.3 3\n1.1 4\n1.2 4\n1.3 3\n");
}

/* ---- what a page is ---- */

static const Output HOME = {.kind = OUTPUT_HOME, .language = 1}, INDEX = {.kind = OUTPUT_INDEX, .language = 1},
                    CODE_20 = {.kind = OUTPUT_CODE, .language = 1, .a = 0},
                    CODE_40 = {.kind = OUTPUT_CODE, .language = 1, .a = 1},
                    CODE_41 = {.kind = OUTPUT_CODE, .language = 1, .a = 2},
                    PAIR_20_40 = {.kind = OUTPUT_PAIR, .language = 1, .a = 0, .b = 1},
                    PAIR_40_41 = {.kind = OUTPUT_PAIR, .language = 1, .a = 1, .b = 2};

static void pages_that_speak(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    for (gsize i = 0; i < plan_count(plan); i++) {
        const Output *output = plan_output(plan, i);
        assert_int_equal(plan_speaks(plan, output),
                         output->kind >= OUTPUT_HOME && plan_is_page(output) && output->kind != OUTPUT_NOT_FOUND);
        assert_false(plan_has_fallback(plan, output));
    }
    assert_true(plan_is_listed(plan, &(Output){.kind = OUTPUT_CHOOSER}));
    assert_false(plan_is_listed(plan, &(Output){.kind = OUTPUT_NOT_FOUND_ROOT}));
    assert_false(plan_is_listed(plan, &(Output){.kind = OUTPUT_NOT_FOUND}));
    assert_false(plan_is_listed(plan, &PAIR_20_40)); /* nothing ties them */
    assert_true(plan_is_listed(plan, &PAIR_40_41));
}

/* 41 has 8 passages; the pair of 40 and 41 has 7 + 8 + 1. */
static void pages_that_do_not(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_write(&ktl, "content/ktl/codes/41.fr.yaml",
              "updated: 2026-01-03\nname: Couvercle\nindicates: que rien\noutcome: Rien ne coule.\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    assert_false(plan_speaks(plan, &CODE_41)); /* 3 of 8 */
    assert_false(plan_is_listed(plan, &CODE_41));
    assert_true(plan_has_fallback(plan, &CODE_41));
    assert_true(plan_speaks(plan, &PAIR_40_41)); /* 11 of 16 */
    assert_true(plan_has_fallback(plan, &PAIR_40_41));
    assert_true(plan_speaks(plan, &CODE_40));
    assert_false(plan_has_fallback(plan, &CODE_40));
    Output english = plan_in_language(&CODE_41, 0);
    assert_true(plan_speaks(plan, &english));
    assert_false(plan_has_fallback(plan, &english));
}

static void half_is_enough(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_write(&ktl, "content/ktl/codes/41.fr.yaml",
              "updated: 2026-01-03\nname: Couvercle\nindicates: que rien\noutcome: Rien ne coule.\nuse: Rien.\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    assert_true(plan_speaks(plan, &CODE_41)); /* 4 of 8 */
    assert_true(plan_has_fallback(plan, &CODE_41));
}

static void no_translation_at_all(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_remove(&ktl, "content/site.fr.yaml");
    ktl_remove(&ktl, "content/ktl/codes/20.fr.yaml");
    ktl_remove(&ktl, "content/ktl/codes/40.fr.yaml");
    ktl_remove(&ktl, "content/ktl/codes/41.fr.yaml");
    ktl_remove(&ktl, "content/ktl/pairs/40-41.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    assert_false(plan_speaks(plan, &HOME));
    assert_false(plan_speaks(plan, &CODE_20));
    assert_false(plan_speaks(plan, &PAIR_40_41));
    assert_true(plan_speaks(plan, &(Output){.kind = OUTPUT_COMPARE, .language = 1})); /* all of it is the locale's */
}

static void listed_tiers(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_write(&ktl, "content/site.yaml",
              "title: K\nbase_url: https://e.org/\nlanguages: [en, fr]\nprotocols: [ktl]\nupdated: 2026-01-02\n"
              "index: {curated: false, other: true}\ntagline: What kettles answer\nabout: Kettles.\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    assert_false(plan_is_listed(plan, &PAIR_40_41));
    assert_true(plan_is_listed(plan, &PAIR_20_40));
}

static void defaults(void **state)
{
    (void)state;
    Output home = plan_default(&HOME), pair = plan_default(&PAIR_40_41);
    assert_int_equal(home.kind, OUTPUT_CHOOSER);
    assert_int_equal(pair.kind, OUTPUT_PAIR);
    assert_int_equal(pair.language, 0);
    assert_int_equal(pair.a, 1);
    assert_int_equal(pair.b, 2);
}

static void dates(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_write(&ktl, "content/ktl/pairs/40-41.yaml",
              "codes: [40, 41]\nupdated: 2026-02-03\nverdict: On `40` fetch water, on `41` close the lid.\n");
    ktl_write(&ktl, "content/ktl/enhanced.fr.yaml", "updated: 2026-03-03\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, 0);
    Output english_41 = plan_in_language(&CODE_41, 0), english_pair = plan_in_language(&PAIR_40_41, 0);
    assert_string_equal(plan_updated(plan, &english_41), "2026-01-02");
    assert_string_equal(plan_updated(plan, &CODE_41), "2026-01-03");
    assert_string_equal(plan_updated(plan, &CODE_40), "2026-03-03"); /* it shows an enhanced code */
    assert_string_equal(plan_updated(plan, &english_pair), "2026-02-03");
    assert_string_equal(plan_updated(plan, &PAIR_20_40), "2026-01-03");
    assert_string_equal(plan_updated(plan, &INDEX), "2026-03-03"); /* that of everything */
}

/* ---- clashes ---- */

static const struct Clash {
    const char *name, *codes, *expected; /* CODES: parted by a blank; NULL: none */
} CLASHES[] = {
    {"codes that differ", "1 2 10", NULL},
    {"capitals", "a1 A1", "the page of \"A1\" would stand at \"a1/\", as that of a1"},
    {"signs", "a+ a*", "the page of \"a*\" would stand at \"a-/\", as that of a+"},
    {"a class", "4X", "the page of \"4X\" would stand at \"4x/\", as that of a class"},
    {"the reply lines", "Lines", "the page of \"Lines\" would stand at \"lines/\", as that of the reply lines"},
    {"the compare page", "Compare", "the page of \"Compare\" would stand at \"compare/\", as that of the compare page"},
    {"a pair", "a-vs-b", "the page of \"a-vs-b\" would stand at \"a-vs-b/\", as that of a pair"},
    {"half a pair before", "a-vs", "the page of \"a-vs\" would stand at \"a-vs/\", as that of a pair"},
    {"half a pair behind", "vs-b", "the page of \"vs-b\" would stand at \"vs-b/\", as that of a pair"},
    {"vs alone", "vs", NULL},
    {"vs in a word", "avs vsb a-v s-b", NULL},
};

static void test_clash(void **state)
{
    const struct Clash *row = *state;
    g_auto(GStrv) names = g_strsplit(row->codes, " ", -1);
    Code codes[8] = {{NULL}};
    Document document = {.file = "f.yaml"};
    Record record = {.code = {"", {3, 5}}};
    guint n = g_strv_length(names);
    for (guint i = 0; i < n; i++)
        codes[i] = (Code){.code = names[i], .document = &document, .record = &record};
    const Group class = {{"4", {1, 1}}, {"4?", {1, 1}}};
    Protocol protocol = {.id = "p", .codes = codes, .n_codes = n, .classes = &class, .n_classes = 1},
             *protocols[] = {&protocol};
    SiteRecord site = {.base_url = {"https://e.org/", {1, 1}}};
    Catalog catalog = {.site = &site, .protocols = protocols, .n_protocols = 1};
    g_autoptr(Findings) findings = findings_new();
    plan_free(plan_new(&catalog, &(PlanOptions){0}, findings));
    g_autofree char *expected =
        row->expected ? g_strdup_printf("f.yaml:3:5: error: %s [output-clash]\n", row->expected) : g_strdup("");
    assert_report(findings, expected);
}

/* Errors of the other folders: a language's and a protocol's. */
static void other_clashes(void **state)
{
    (void)state;
    const Group classes[] = {{{"x", {1, 1}}, {"5", {7, 9}}}, {{"y", {1, 1}}, {"5?", {8, 9}}}};
    Document google = {.file = "wire/Google.yaml"}, again = {.file = "wire/google.yaml"};
    Wire wires[] = {{.id = "Google", .document = &google}, {.id = "google", .document = &again}};
    Protocol first = {.id = "search", .file = "s.yaml", .classes = classes, .n_classes = 2},
             second = {.id = "smtp", .file = "p.yaml", .wires = wires, .n_wires = 2},
             *protocols[] = {&first, &second, &second};
    SiteRecord site = {.base_url = {"https://e.org/", {1, 1}}};
    Catalog catalog = {.site = &site, .protocols = protocols, .n_protocols = 3};
    g_autoptr(Findings) findings = findings_new();
    plan_free(plan_new(&catalog, &(PlanOptions){0}, findings));
    assert_report(
        findings,
        "p.yaml: error: the page of \"smtp\" would stand at \"smtp/\", as that of another protocol [output-clash]\n"
        "s.yaml: error: the page of \"search\" would stand at \"search/\", as that of the search page [output-clash]\n"
        "s.yaml:8:9: error: the page of \"5?\" would stand at \"5x/\", as that of a class [output-clash]\n"
        "wire/google.yaml: error: the page of \"google\" would stand at \"google/\", as that of Google "
        "[output-clash]\n");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, CUTS, test_cut);
    add_test(tests, "sitemaps are cut by bytes too", cut_by_bytes);
    add_test(tests, "pages speak their language", pages_that_speak);
    add_test(tests, "pages that are not translated do not", pages_that_do_not);
    add_test(tests, "half of the passages are enough", half_is_enough);
    add_test(tests, "no translation at all", no_translation_at_all);
    add_test(tests, "site.yaml says which pairs are listed", listed_tiers);
    add_test(tests, "the default of a page", defaults);
    add_test(tests, "the newest date of what a page shows", dates);
    ADD_CASES(tests, CLASHES, test_clash);
    add_test(tests, "pages of a class, a sender and a protocol that would stand at one place", other_clashes);
    return run_cases(tests, "plan");
}
