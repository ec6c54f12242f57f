#include "emit/data.h"
#include "model/ktl.h"

#include <json-glib/json-glib.h>

/* The kettles with a protocol that can be looked up. */
static Ktl lookup_copy(void)
{
    Ktl ktl = ktl_copy();
    g_autofree char *file = g_build_filename(ktl.folder, "content/ktl/protocol.yaml", NULL), *yaml = NULL;
    assert_true(g_file_get_contents(file, &yaml, NULL, NULL));
    g_autofree char *more = g_strconcat(yaml, "lookup: mail\n", NULL);
    ktl_write(&ktl, "content/ktl/protocol.yaml", more);
    return ktl;
}

/* The data of LANGUAGE, as an object. */
static JsonParser *data_of(const Catalog *catalog, guint language)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){0}, findings);
    g_autoptr(GString) out = g_string_new(NULL);
    emit_lookup_data(plan, &(Output){.kind = OUTPUT_LOOKUP_DATA, .language = (guint8)language}, out);
    const char *before = "globalThis.lookupData = ";
    assert_true(g_str_has_prefix(out->str, before));
    assert_true(g_str_has_suffix(out->str, "};\n"));
    JsonParser *parser = json_parser_new();
    gssize length = (gssize)(out->len - strlen(before) - strlen(";\n"));
    assert_true(json_parser_load_from_data(parser, out->str + strlen(before), length, NULL));
    return parser;
}

/* The member KEY of the data, as JSON. */
static char *member(JsonParser *data, const char *key)
{
    JsonNode *node = json_object_get_member(json_node_get_object(json_parser_get_root(data)), key);
    assert_non_null(node);
    return json_to_string(node, FALSE);
}

static void assert_member(JsonParser *data, const char *key, const char *expected)
{
    g_autofree char *got = member(data, key);
    assert_string_equal(got, expected);
}

static void words(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = lookup_copy();
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    assert_member(data, "folder", "\"en/\"");
    assert_member(data, "protocol", "\"KTL\"");
    assert_member(data, "classes", "{\"2\":\"Fine\",\"4\":\"Failure\"}");
    assert_member(
        data, "codes",
        "{\"20\":{\"path\":\"ktl/20/\",\"name\":\"Boiled\",\"verdict\":\"After 20 there is nothing to repeat. On 20 it "
        "is nobody who acts.\"},\"40\":{\"path\":\"ktl/40/\",\"name\":\"No Water\",\"verdict\":\"After 40, try later. "
        "On 40 it is the owner who acts.\"},\"41\":{\"path\":\"ktl/41/\",\"name\":\"Lid Open\",\"verdict\":\"After 41, "
        "never repeat it. On 41 these act: the owner and the repairer.\"}}");
    assert_member(data, "enhanced",
                  "{\"1\":{\"path\":\"ktl/#x-1\",\"title\":\"Dry\",\"says\":\"There is no water at "
                  "all.\"},\"2\":{\"path\":\"ktl/#x-2\",\"title\":\"Open\"}}");
    assert_member(data, "lines",
                  "[{\"words\":\"tank empty\",\"code\":\"40\",\"enhanced\":\"4.1\",\"sender\":\"Acme "
                  "Kettles\",\"key\":\"acme/dry\",\"path\":\"ktl/lines/acme/#dry\",\"means\":\"The tank below holds no "
                  "water.\"}]");
}

/* Each rule is a row of its kind, its name, whether case counts, and the pattern. */
static void rules(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = lookup_copy();
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    JsonArray *rows = json_object_get_array_member(json_node_get_object(json_parser_get_root(data)), "rules");
    g_autofree char *all = member(data, "rules");
    assert_true(json_array_get_length(rows) > 50);
    for (guint i = 0; i < json_array_get_length(rows); i++)
        assert_int_equal(json_array_get_length(json_array_get_array_element(rows, i)), 4);
    assert_non_null(strstr(all, "[\"not-before\",\"digits\",false,\"[0-9][.,:/-] ?$\"]"));
    assert_member(data, "quotes", "\"smtp; \"");
}

/* In French, what is not translated is told in English, and marked so. */
static void fallback(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = lookup_copy();
    ktl_remove(&ktl, "content/ktl/codes/40.fr.yaml");
    ktl_remove(&ktl, "content/ktl/enhanced.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 1);
    g_autofree char *codes = member(data, "codes"), *enhanced = member(data, "enhanced");
    assert_member(data, "folder", "\"fr/\"");
    assert_non_null(strstr(codes, "\"name\":\"No Water\",\"lang\":\"en\""));
    assert_non_null(strstr(enhanced, "\"title\":\"Dry\",\"lang\":\"en\""));
}

/* The title of an entry is translated and what it says is not: only that is marked. */
static void half_fallback(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = lookup_copy();
    ktl_write(&ktl, "content/ktl/enhanced.fr.yaml",
              "updated: 2026-01-03\ncodes:\n  X.1:\n    title: À sec\n  X.2:\n    title: Ouvert\n"
              "source:\n  codes.X.1.title: 702ec3f2\n  codes.X.2.title: ed077f3d\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 1);
    assert_member(data, "enhanced",
                  "{\"1\":{\"path\":\"ktl/#x-1\",\"title\":\"À sec\",\"says\":\"There is no water at "
                  "all.\",\"saysLang\":\"en\"},\"2\":{\"path\":\"ktl/#x-2\",\"title\":\"Ouvert\"}}");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    add_test(tests, "codes, entries and lines", words);
    add_test(tests, "the rules", rules);
    add_test(tests, "what is not translated is marked", fallback);
    add_test(tests, "a title that is translated is not marked for its sentence", half_fallback);
    return run_cases(tests, "lookup data");
}
