#include "model/ktl.h"
#include "plan/url.h"

static const struct Slug {
    const char *code; /* and the case's name */
    const char *expected;
} SLUGS[] = {
    {"550", "550"}, {"A1", "a1"},   {"x.y_z", "x.y_z"}, {"a b", "a-b"},  {"a/b", "a-b"},
    {"+", "-"},     {"a-b", "a-b"}, {"é", "--"},        {"\"<>", "---"}, {"", ""},
};

static void test_slug(void **state)
{
    const struct Slug *row = *state;
    g_autoptr(GString) out = g_string_new("x/");
    url_slug(out, row->code);
    assert_string_equal(out->str + 2, row->expected);
}

static const struct Way {
    const char *name, *from, *to, *expected;
} WAYS[] = {
    {"to itself", "en/a/", "en/a/", "./"},
    {"root to itself", "", "", "./"},
    {"to a sibling", "en/a/1/", "en/a/2/", "../2/"},
    {"to a sibling whose name begins alike", "en/a/40/", "en/a/40-vs-41/", "../40-vs-41/"},
    {"to a sibling whose name it begins", "en/a/40-vs-41/", "en/a/40/", "../40/"},
    {"up", "en/a/1/", "en/a/", "../"},
    {"up to the root", "en/a/1/", "", "../../../"},
    {"down", "en/", "en/a/1/", "a/1/"},
    {"down from the root", "", "en/", "en/"},
    {"to another language", "en/a/1/", "fr/a/1/", "../../../fr/a/1/"},
    {"to a language whose tag begins alike", "en/", "en-gb/", "../en-gb/"},
    {"to a file", "en/a/1/", "assets/site.css", "../../../assets/site.css"},
    {"from a file", "404.html", "en/", "en/"},
    {"from a file to itself", "en/a/index.html", "en/a/index.html", "index.html"},
    {"from a file to its sibling", "en/a/index.html", "en/b/index.html", "../b/index.html"},
    {"from a file to the root", "en/index.html", "index.html", "../index.html"},
};

static void test_way(void **state)
{
    const struct Way *row = *state;
    g_autoptr(GString) out = g_string_new("x");
    url_relative(out, row->from, row->to);
    assert_string_equal(out->str + 1, row->expected);
}

typedef void (*Append)(GString *out, const Plan *plan, const Output *output);

/* Every output of the made-up site, one a line. */
static char *all(const Plan *plan, Append append)
{
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < plan_count(plan); i++) {
        append(out, plan, plan_output(plan, i));
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static Plan *new_plan(const Catalog *catalog, const char *base_url)
{
    static const Asset ASSET = {"site.css", "assets/site.12345678.css", "x", 1};
    g_autoptr(Findings) findings = findings_new();
    Plan *plan = plan_new(catalog, &(PlanOptions){.base_url = base_url, .assets = &ASSET, .n_assets = 1}, findings);
    assert_report(findings, "");
    return plan;
}

static void files(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, NULL);
    g_autofree char *found = all(plan, url_file);
    assert_string_equal(
        found, "index.html\n404.html\nrobots.txt\nsitemap.xml\nassets/site.12345678.css\n"
               "en/index.html\nen/404.html\nen/search/index.html\nen/search-data.js\n"
               "en/opensearch.xml\nen/feed.xml\nen/ktl/index.html\nen/ktl/compare/index.html\n"
               "en/ktl/2x/index.html\nen/ktl/4x/index.html\nen/ktl/lines/index.html\nen/ktl/lines/acme/index.html\n"
               "en/ktl/20/index.html\nen/ktl/40/index.html\nen/ktl/41/index.html\n"
               "en/ktl/20-vs-40/index.html\nen/ktl/20-vs-41/index.html\nen/ktl/40-vs-41/index.html\n"
               "fr/index.html\nfr/404.html\nfr/search/index.html\nfr/search-data.js\n"
               "fr/opensearch.xml\nfr/feed.xml\nfr/ktl/index.html\nfr/ktl/compare/index.html\n"
               "fr/ktl/2x/index.html\nfr/ktl/4x/index.html\nfr/ktl/lines/index.html\nfr/ktl/lines/acme/index.html\n"
               "fr/ktl/20/index.html\nfr/ktl/40/index.html\nfr/ktl/41/index.html\n"
               "fr/ktl/20-vs-40/index.html\nfr/ktl/20-vs-41/index.html\nfr/ktl/40-vs-41/index.html\n"
               "sitemap-en-1.xml\nsitemap-fr-1.xml\n");
}

static void absolute(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/b/");
    g_autofree char *found = all(plan, url_absolute);
    assert_true(g_str_has_prefix(found,
                                 "https://e.org/b/\nhttps://e.org/b/404.html\nhttps://e.org/b/robots.txt\n"
                                 "https://e.org/b/sitemap.xml\nhttps://e.org/b/assets/site.12345678.css\n"
                                 "https://e.org/b/en/\nhttps://e.org/b/en/404.html\nhttps://e.org/b/en/search/\n"));
    assert_non_null(
        strstr(found, "\nhttps://e.org/b/en/ktl/\nhttps://e.org/b/en/ktl/compare/\nhttps://e.org/b/en/ktl/2x/\n"));
    assert_non_null(strstr(
        found, "\nhttps://e.org/b/en/ktl/lines/\nhttps://e.org/b/en/ktl/lines/acme/\nhttps://e.org/b/en/ktl/20/\n"));
}

static char *link_from(const Plan *plan, Output from, Output to)
{
    GString *out = g_string_new(NULL);
    url_link(out, plan, &from, &to);
    return g_string_free(out, FALSE);
}

#define ASSERT_LINK(plan, from, to, expected)                                                                          \
    do {                                                                                                               \
        g_autofree char *found = link_from((plan), (from), (to));                                                      \
        assert_string_equal(found, (expected));                                                                        \
    } while (0)

static const Output CHOOSER = {.kind = OUTPUT_CHOOSER}, HOME = {.kind = OUTPUT_HOME, .language = 1},
                    LOST = {.kind = OUTPUT_NOT_FOUND, .language = 1}, LOST_ROOT = {.kind = OUTPUT_NOT_FOUND_ROOT},
                    CODE = {.kind = OUTPUT_CODE, .language = 1, .a = 1},
                    PAIR = {.kind = OUTPUT_PAIR, .language = 0, .a = 1, .b = 2}, CSS = {.kind = OUTPUT_ASSET};

static void links(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/b/c/");
    ASSERT_LINK(plan, CODE, PAIR, "../../../en/ktl/40-vs-41/");
    ASSERT_LINK(plan, CODE, CHOOSER, "../../../");
    ASSERT_LINK(plan, CHOOSER, CODE, "fr/ktl/40/");
    ASSERT_LINK(plan, CODE, CODE, "./");
    ASSERT_LINK(plan, CODE, CSS, "../../../assets/site.12345678.css");
}

/* A 404 page is shown at any address: its links begin with the path of the site. */
static void links_of_404(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) deep = new_plan(catalog, "https://e.org/b/c/");
    ASSERT_LINK(deep, LOST, HOME, "/b/c/fr/");
    ASSERT_LINK(deep, LOST_ROOT, CSS, "/b/c/assets/site.12345678.css");
    ASSERT_LINK(deep, LOST_ROOT, CHOOSER, "/b/c/");
    g_autoptr(Plan) flat = new_plan(catalog, "https://e.org/");
    ASSERT_LINK(flat, LOST, PAIR, "/en/ktl/40-vs-41/");
    ASSERT_LINK(flat, LOST_ROOT, CHOOSER, "/");
}

static void links_with_index(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, NULL);
    plan->link_index = TRUE;
    ASSERT_LINK(plan, CODE, PAIR, "../../../en/ktl/40-vs-41/index.html");
    ASSERT_LINK(plan, CODE, CODE, "index.html");
    ASSERT_LINK(plan, CODE, CHOOSER, "../../../index.html");
    ASSERT_LINK(plan, CODE, CSS, "../../../assets/site.12345678.css");
    ASSERT_LINK(plan, LOST, HOME, "/fr/index.html");
    g_autoptr(GString) out = g_string_new(NULL);
    url_absolute(out, plan, &CODE); /* what search engines see has none */
    assert_string_equal(out->str, "https://kettles.example/fr/ktl/40/");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, SLUGS, test_slug);
    ADD_CASES(tests, WAYS, test_way);
    add_test(tests, "the file of every output", files);
    add_test(tests, "absolute addresses below a base path", absolute);
    add_test(tests, "links are relative", links);
    add_test(tests, "links of 404 pages begin with the base path", links_of_404);
    add_test(tests, "link_index names index.html", links_with_index);
    return run_cases(tests, "url");
}
