#include "emit/data.h"
#include "model/ktl.h"

static char *feed(const Catalog *catalog, guint language)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){.base_url = "https://e.org/b/"}, findings);
    GString *out = g_string_new(NULL);
    emit_feed(plan, &(Output){.kind = OUTPUT_FEED, .language = (guint8)language}, out);
    return g_string_free(out, FALSE);
}

static void head(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autofree char *out = feed(catalog, 1);
    assert_true(g_str_has_prefix(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n"));
    assert_non_null(strstr(out,
                           "<id>https://e.org/b/fr/feed.xml</id>\n<link rel=\"self\" type=\"application/atom+xml\" "
                           "href=\"https://e.org/b/fr/feed.xml\"/>\n<link rel=\"alternate\" type=\"text/html\" "
                           "href=\"https://e.org/b/fr/\"/>\n<updated>2026-01-03T00:00:00Z</updated>\n"));
    assert_true(g_str_has_suffix(out, "</entry>\n</feed>\n"));
}

/* The addresses of the entries, in order. */
static char *entries(const char *feed)
{
    GString *found = g_string_new(NULL);
    for (const char *p = feed; (p = strstr(p, "<entry>"));) {
        p = strstr(p, "<id>https://e.org/b/") + strlen("<id>https://e.org/b/");
        g_string_append_len(found, p, strstr(p, "</id>") - p);
        g_string_append_c(found, '\n');
    }
    return g_string_free(found, FALSE);
}

/* Codes and the pair with a verdict, not those that are only computed. */
static void what_is_news(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autofree char *out = feed(catalog, 0), *found = entries(out);
    assert_string_equal(found, "en/ktl/20/\nen/ktl/40/\nen/ktl/41/\nen/ktl/40-vs-41/\n");
}

static void newest_first(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_write(&ktl, "content/ktl/pairs/40-41.yaml",
              "codes: [40, 41]\nupdated: 2026-02-03\nverdict: On `40` fetch water & on `41` *close* the lid.\n");
    ktl_remove(&ktl, "content/ktl/pairs/40-41.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autofree char *out = feed(catalog, 0), *found = entries(out);
    assert_string_equal(found, "en/ktl/40-vs-41/\nen/ktl/20/\nen/ktl/40/\nen/ktl/41/\n");
    assert_non_null(strstr(out, "<updated>2026-02-03T00:00:00Z</updated>\n"
                                "<summary>On 40 fetch water &amp; on 41 close the lid.</summary>"));
}

/* What is not translated is the source's news only. */
static void untranslated(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_remove(&ktl, "content/ktl/codes/41.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autofree char *out = feed(catalog, 1), *found = entries(out);
    assert_null(strstr(found, "fr/ktl/41/"));
    assert_non_null(strstr(found, "fr/ktl/40/"));
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "the feed itself", head);
    add_test(tests, "codes and written pairs", what_is_news);
    add_test(tests, "newest first, markup left out", newest_first);
    add_test(tests, "nothing that is not translated", untranslated);
    return run_cases(tests, "feed");
}
