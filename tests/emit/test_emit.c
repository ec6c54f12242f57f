#include "emit/emit.h"
#include "model/ktl.h"

static Plan *new_plan(const Catalog *catalog, const char *base_url, guint sitemap_urls)
{
    static const Asset ASSET = {"x.bin", "assets/x.12345678.bin", "a\0b", 3};
    g_autoptr(Findings) findings = findings_new();
    return plan_new(catalog,
                    &(PlanOptions){.base_url = base_url, .assets = &ASSET, .n_assets = 1, .sitemap_urls = sitemap_urls},
                    findings);
}

static GString *emit(const Plan *plan, OutputKind kind, guint number)
{
    GString *out = g_string_new(NULL);
    emit_output(plan, &(Output){.kind = (guint8)kind, .a = (guint16)number}, out);
    return out;
}

static void assert_emits(const Plan *plan, OutputKind kind, guint number, const char *expected)
{
    g_autoptr(GString) out = emit(plan, kind, number);
    assert_string_equal(out->str, expected);
}

static void robots(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/b/", 0);
    assert_emits(plan, OUTPUT_ROBOTS, 0, "User-agent: *\nAllow: /\n\nSitemap: https://e.org/b/sitemap.xml\n");
}

static void asset(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, NULL, 0);
    g_autoptr(GString) out = emit(plan, OUTPUT_ASSET, 0);
    assert_int_equal(out->len, 3);
    assert_memory_equal(out->str, "a\0b", 3);
}

#define INDEX_HEAD                                                                                                     \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
#define PART_HEAD                                                                                                      \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
#define ALTERNATE(language, url) "<xhtml:link rel=\"alternate\" hreflang=\"" language "\" href=\"" url "\"/>"

static void index_of_one_each(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, NULL, 0);
    assert_emits(plan, OUTPUT_SITEMAP_INDEX, 0,
                 INDEX_HEAD "<sitemap><loc>https://kettles.example/sitemap-en-1.xml</loc>"
                            "<lastmod>2026-01-03</lastmod></sitemap>\n"
                            "<sitemap><loc>https://kettles.example/sitemap-fr-1.xml</loc>"
                            "<lastmod>2026-01-03</lastmod></sitemap>\n"
                            "</sitemapindex>\n");
}

/* Home, index, compare | two classes, the senders | one sender, 20, 40 | 41, the curated pair. Each part has its own
 * newest date. */
static void index_of_several(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/", 3);
    assert_emits(plan, OUTPUT_SITEMAP_INDEX, 0,
                 INDEX_HEAD
                 "<sitemap><loc>https://e.org/sitemap-en-1.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-en-2.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-en-3.xml</loc><lastmod>2026-01-02</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-en-4.xml</loc><lastmod>2026-01-02</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-fr-1.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-fr-2.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-fr-3.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "<sitemap><loc>https://e.org/sitemap-fr-4.xml</loc><lastmod>2026-01-03</lastmod></sitemap>\n"
                 "</sitemapindex>\n");
}

static void parts(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/", 1);
    assert_emits(
        plan, OUTPUT_SITEMAP, 0, /* home: its default is the chooser */
        PART_HEAD "<url><loc>https://e.org/en/</loc><lastmod>2026-01-02</lastmod>" ALTERNATE("en", "https://e.org/en/")
            ALTERNATE("fr", "https://e.org/fr/") ALTERNATE("x-default", "https://e.org/") "</url>\n</urlset>\n");
    assert_emits(plan, OUTPUT_SITEMAP, 21, /* the pair, in French */
                 PART_HEAD "<url><loc>https://e.org/fr/ktl/40-vs-41/</loc><lastmod>2026-01-03</lastmod>" ALTERNATE(
                     "en", "https://e.org/en/ktl/40-vs-41/") ALTERNATE("fr", "https://e.org/fr/ktl/40-vs-41/")
                     ALTERNATE("x-default", "https://e.org/en/ktl/40-vs-41/") "</url>\n</urlset>\n");
}

/* A page that is not translated is no version of its source. */
static void alternates_of_the_untranslated(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_remove(&ktl, "content/ktl/codes/41.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/", 0);
    g_autoptr(GString) english = emit(plan, OUTPUT_SITEMAP, 0);
    g_autoptr(GString) french = emit(plan, OUTPUT_SITEMAP, 1);
    assert_non_null(strstr(english->str,
                           "<url><loc>https://e.org/en/ktl/41/</loc><lastmod>2026-01-02</lastmod>" ALTERNATE(
                               "en", "https://e.org/en/ktl/41/")
                               ALTERNATE("x-default", "https://e.org/en/ktl/41/") "</url>\n"));
    assert_null(strstr(french->str, "<loc>https://e.org/fr/ktl/41/</loc>"));
    assert_non_null(strstr(french->str, "<loc>https://e.org/fr/ktl/40/</loc>"));
}

static void escaped(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = new_plan(catalog, "https://e.org/a&b'\"<c>/", 0);
    g_autoptr(GString) index = emit(plan, OUTPUT_SITEMAP_INDEX, 0);
    g_autoptr(GString) part = emit(plan, OUTPUT_SITEMAP, 0);
    assert_non_null(strstr(index->str, "<loc>https://e.org/a&amp;b&#39;&quot;&lt;c&gt;/sitemap-en-1.xml</loc>"));
    assert_non_null(strstr(part->str, "href=\"https://e.org/a&amp;b&#39;&quot;&lt;c&gt;/en/\""));
    assert_null(strstr(part->str, "a&b"));
}

/* Addresses that are long and grow when they are escaped: no file passes 50 MB, and none is much too small. */
static void bytes_are_bounded(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autofree char *path = g_strnfill(512 * 1024, '\'');
    g_autofree char *url = g_strconcat("https://e.org/", path, "/", NULL);
    g_autoptr(Plan) plan = new_plan(catalog, url, 0);
    assert_int_equal(plan->sitemaps->len, 6);
    for (guint i = 0; i < plan->sitemaps->len; i++) {
        g_autoptr(GString) part = emit(plan, OUTPUT_SITEMAP, i);
        assert_true(part->len <= SITEMAP_BYTES);
    }
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "robots.txt names the sitemap", robots);
    add_test(tests, "an asset is copied, NUL and all", asset);
    add_test(tests, "sitemap index", index_of_one_each);
    add_test(tests, "sitemap index of several per language", index_of_several);
    add_test(tests, "sitemap parts", parts);
    add_test(tests, "alternates leave out what is not translated", alternates_of_the_untranslated);
    add_test(tests, "addresses are escaped", escaped);
    add_test(tests, "sitemaps stay below 50 MB", bytes_are_bounded);
    return run_cases(tests, "emit");
}
