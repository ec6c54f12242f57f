#include "emit/data.h"
#include "model/ktl.h"

static char *described(const Catalog *catalog, guint language, const Asset *icon)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(
        catalog, &(PlanOptions){.base_url = "https://e.org/a&b/", .assets = icon, .n_assets = icon != NULL}, findings);
    GString *out = g_string_new(NULL);
    emit_opensearch(plan, &(Output){.kind = OUTPUT_OPENSEARCH, .language = (guint8)language}, out);
    return g_string_free(out, FALSE);
}

static void complete(void **state)
{
    (void)state;
    static const Asset ICON = {"favicon.svg", "assets/favicon.12345678.svg", "<svg/>", 6};
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autofree char *out = described(catalog, 1, &ICON);
    assert_string_equal(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                             "<ShortName>Kettle codes fr</ShortName>\n"
                             "<Description>Trouver un code.</Description>\n"
                             "<Language>fr</Language>\n"
                             "<InputEncoding>UTF-8</InputEncoding>\n"
                             "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">"
                             "https://e.org/a&amp;b/assets/favicon.12345678.svg</Image>\n"
                             "<Url type=\"text/html\" template=\"https://e.org/a&amp;b/fr/search/?q={searchTerms}\"/>\n"
                             "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" "
                             "template=\"https://e.org/a&amp;b/fr/opensearch.xml\"/>\n"
                             "</OpenSearchDescription>\n");
}

static void without_icon(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autofree char *out = described(catalog, 0, NULL);
    assert_null(strstr(out, "<Image"));
}

/* 16 characters at most, with the language, and no word cut that has another beside it. */
static const struct Name {
    const char *name, *title, *expected, *tag; /* TAG: NULL: "en" */
} NAMES[] = {
    {"a name of 13 letters is whole", "Kettles & Pot", "<ShortName>Kettles &amp; Pot en</ShortName>"},
    {"a longer one ends with a word", "Kettles and Pots", "<ShortName>Kettles and en</ShortName>"},
    {"a word that ends where it must", "Kettles ofall pots", "<ShortName>Kettles ofall en</ShortName>"},
    {"one long word is cut", "Éééééééééééééééééé", "<ShortName>Ééééééééééééé en</ShortName>"},
    {"a long tag leaves a letter", "Kettles", "<ShortName>K zh-hant-valenc</ShortName>", "zh-hant-valenc"},
    {"a longer one stands alone", "Kettles", "<ShortName>zh-hant-valenci</ShortName>", "zh-hant-valenci"},
    {"one that is too long is cut", "Kettles", "<ShortName>zh-hant-valencia</ShortName>", "zh-hant-valencia-tw"},
};

static void short_names(void **state)
{
    const struct Name *name = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    SiteRecord site = *catalog->site;
    site.title.s = name->title;
    catalog->site = &site;
    const char *tags[] = {name->tag, "fr", NULL};
    if (name->tag)
        catalog->languages = tags;
    g_autofree char *out = described(catalog, 0, NULL);
    if (!strstr(out, name->expected))
        fail_msg("no %s in %s", name->expected, out);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "a description in French", complete);
    add_test(tests, "no icon, no image", without_icon);
    ADD_CASES(tests, NAMES, short_names);
    return run_cases(tests, "OpenSearch");
}
