#include "emit/data.h"
#include "emit/search_index.h"
#include "model/ktl.h"

#include <json-glib/json-glib.h>

/* The data of LANGUAGE, as an object. */
static JsonParser *data_of(const Catalog *catalog, guint language)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Plan) plan = plan_new(catalog, &(PlanOptions){0}, findings);
    g_autoptr(GString) out = g_string_new(NULL);
    emit_search_data(plan, &(Output){.kind = OUTPUT_SEARCH_DATA, .language = (guint8)language}, out);
    const char *before = "globalThis.searchData = ";
    assert_true(g_str_has_prefix(out->str, before));
    assert_true(g_str_has_suffix(out->str, "};\n"));
    JsonParser *parser = json_parser_new();
    gssize length = (gssize)(out->len - strlen(before) - strlen(";\n"));
    assert_true(json_parser_load_from_data(parser, out->str + strlen(before), length, NULL));
    return parser;
}

static const char *member(JsonParser *data, const char *key)
{
    return json_object_get_string_member(json_node_get_object(json_parser_get_root(data)), key);
}

/* Each document's row on a line. */
static char *rows_of(JsonParser *data)
{
    JsonArray *rows = json_object_get_array_member(json_node_get_object(json_parser_get_root(data)), "documents");
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(rows); i++) {
        JsonArray *row = json_array_get_array_element(rows, i);
        for (guint c = 0; c < json_array_get_length(row); c++)
            g_string_append_printf(text, "%s%s", c ? "|" : "", json_array_get_string_element(row, c));
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

/* Every word once more in full, with its postings: "boil _AB". The words of the tests are ASCII. */
static char *words_of(const char *words, const char *postings)
{
    g_auto(GStrv) parts = g_strsplit(words, " ", -1), where = g_strsplit(postings, " ", -1);
    g_autoptr(GString) word = g_string_new(NULL);
    GString *text = g_string_new("\n");
    assert_int_equal(g_strv_length(parts), g_strv_length(where));
    for (guint i = 0; *parts[i]; i++) {
        g_string_truncate(word, (gsize)g_ascii_strtoll((char[]){parts[i][0], 0}, NULL, 36));
        g_string_append(word, parts[i] + 1);
        g_string_append_printf(text, "%s %s\n", word->str, where[i]);
    }
    return g_string_free(text, FALSE);
}

static char *index_of(JsonParser *data)
{
    return words_of(member(data, "words"), member(data, "postings"));
}

static void documents(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    g_autofree char *rows = rows_of(data);
    assert_string_equal(rows, "code|ktl/20/|20|Boiled|20 indicates that the water has boiled.|2\n"
                              "code|ktl/40/|40|No Water|40 indicates that the kettle is dry.|4\n"
                              "code|ktl/41/|41|Lid Open|41 indicates that the lid is open.|4\n"
                              "class|ktl/2x/||Fine|Every KTL signal of Fine.|2\n"
                              "class|ktl/4x/||Failure|Every KTL signal of Failure.|4\n"
                              "entry|ktl/#x-1|X.1|Dry|There is no water at all.\n"
                              "entry|ktl/#x-2|X.2|Open\n"
                              "stranger|ktl/#n-44|44||No kettle sends it; see 40.\n"
                              "pair|ktl/40-vs-41/||40 vs 41|On 40 fetch water, on 41 close the lid.\n"
                              "sender|ktl/lines/acme/||Acme Kettles|1 pair\n"
                              "line|ktl/lines/acme/#dry|40 4.1|Acme Kettles|tank empty|4\n");
}

/* Documents A to C are the codes 20, 40 and 41; the signs of the places are _`{|}~ from passages to codes. */
static void words(void **state)
{
    (void)state;
    static const char *const HAS[] = {
        "\n20 ~A\n",            /* as a code */
        "\n40 _H{K|F~BG\n",     /* in a passage, of a line, with an entry, as a code, of a pair */
        "\n2x ~D\n",            /* as a class */
        "\nfine _A}D\n",        /* in the name of a code's class, and of the class itself */
        "\n4.1 {K|B~F\n",       /* of a line, named by the record of 40, as an entry */
        "\nx.1 ~F\n",           /* the same entry by its own name */
        "\ncups `B\n",          /* in what the code is */
        "\ntank {K\n",          /* the words of the line */
        "\nacme _K}J\n",        /* in the line's sender, as the sender's name */
        "\nktl _AAAAAAAAAAA\n", /* all belong to it */
    };
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    g_autofree char *index = index_of(data);
    for (guint i = 0; i < G_N_ELEMENTS(HAS); i++)
        if (!strstr(index, HAS[i]))
            fail_msg("no line \"%s\" in %s", HAS[i], index);
}

/* In French, what is not translated is found in English, and marked so. */
static void fallback(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_remove(&ktl, "content/ktl/codes/40.fr.yaml");
    ktl_remove(&ktl, "content/ktl/enhanced.fr.yaml");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 1);
    g_autofree char *rows = rows_of(data), *index = index_of(data);
    assert_non_null(strstr(rows, "\ncode|ktl/40/|40|No Water|40 indicates that the kettle is dry.|4|en|en\n"));
    assert_non_null(strstr(rows, "\nentry|ktl/#x-1|X.1|Dry|There is no water at all.||en|en\n"));
    assert_non_null(strstr(rows, "\nline|ktl/lines/acme/#dry|40 4.1|Acme Kettles|tank empty|4||en\n"));
    assert_non_null(strstr(index, "\nrefuses `B\n"));
}

static void link_index(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    g_autofree char *file = g_build_filename(ktl.folder, "content/site.yaml", NULL), *yaml = NULL;
    assert_true(g_file_get_contents(file, &yaml, NULL, NULL));
    g_autofree char *more = g_strconcat(yaml, "link_index: true\n", NULL);
    ktl_write(&ktl, "content/site.yaml", more);
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    g_autofree char *rows = rows_of(data);
    assert_non_null(strstr(rows, "code|ktl/20/index.html|20|"));
    assert_non_null(strstr(rows, "stranger|ktl/index.html#n-44|44|"));
    assert_non_null(strstr(rows, "line|ktl/lines/acme/index.html#dry|"));
}

/* The list KEY as JSON. */
static char *list_of(JsonParser *data, const char *key)
{
    return json_to_string(json_object_get_member(json_node_get_object(json_parser_get_root(data)), key), FALSE);
}

static void add_to(const Ktl *ktl, const char *file, const char *more)
{
    g_autofree char *path = g_build_filename(ktl->folder, file, NULL), *yaml = NULL;
    assert_true(g_file_get_contents(path, &yaml, NULL, NULL));
    g_autofree char *text = g_strconcat(yaml, more, NULL);
    ktl_write(ktl, file, text);
}

/* Phrases are folded; answers are the numbers of documents, in the order of the author. Each language has its own. */
static void asked(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    add_to(&ktl, "content/ktl/words/en.yaml",
           "search:\n"
           "  - {typed: [Bone-Dry!, no such Tank], finds: [41, X.2, 40]}\n"
           "  - {typed: [kaputt], finds: [44, 4, 2]}\n");
    add_to(&ktl, "content/ktl/words/fr.yaml", "search:\n  - {typed: [À sec], finds: [40]}\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 0), french = data_of(catalog, 1);
    g_autofree char *english_list = list_of(data, "asked"), *french_list = list_of(french, "asked");
    assert_string_equal(english_list, "[[\"bone dry,no such tank\",2,6,1],[\"kaputt\",7,4,3]]");
    assert_string_equal(french_list, "[[\"sec\",1]]");
    g_autofree char *index = index_of(data);
    assert_null(strstr(index, "\nkaputt "));
}

/* The codes that the home page names are marked; a protocol whose words ask for nothing has an empty list. */
static void often(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    g_autofree char *codes = list_of(data, "often"), *none = list_of(data, "asked");
    assert_string_equal(codes, "[1]");
    assert_string_equal(none, "[]");
}

/* Where a class has no codes, it is no document, and those behind it move up. */
static void class_without_codes(void **state)
{
    (void)state;
    g_auto(Ktl) ktl = ktl_copy();
    ktl_remove(&ktl, "content/ktl/codes/20.yaml");
    ktl_remove(&ktl, "content/ktl/codes/20.fr.yaml");
    add_to(&ktl, "content/ktl/words/en.yaml", "search:\n  - {typed: [broken], finds: [4, X.1]}\n");
    g_autoptr(Catalog) catalog = ktl_load(&ktl);
    g_autoptr(JsonParser) data = data_of(catalog, 0);
    g_autofree char *list = list_of(data, "asked"), *rows = rows_of(data);
    assert_non_null(strstr(rows, "code|ktl/41/|41|Lid Open|41 indicates that the lid is open.|4\nclass|ktl/4x/"));
    assert_string_equal(list, "[[\"broken\",2,3]]");
}

static char *written(const SearchIndex *index)
{
    g_autoptr(GString) of_words = g_string_new(NULL), of_postings = g_string_new(NULL);
    search_index_write(index, of_words, of_postings);
    return words_of(of_words->str, of_postings->str);
}

static void stop_words(void **state)
{
    (void)state;
    static const char *const STOPS[] = {"où", "The", "l’", NULL};
    g_autoptr(SearchIndex) index = search_index_new(STOPS);
    search_index_add(index, 0, FOUND_IN_NAME, "Where the OU is");
    g_autofree char *got = written(index);
    assert_string_equal(got, "\nis }A\nwhere }A\n");
    g_autoptr(GList) stops = search_index_stops(index);
    assert_int_equal(g_list_length(stops), 2);
    assert_string_equal(stops->data, "ou");
    assert_string_equal(stops->next->data, "the");
}

/* The best place counts, whatever comes first. */
static void best_place(void **state)
{
    (void)state;
    static const char *const NONE[] = {NULL};
    g_autoptr(SearchIndex) index = search_index_new(NONE);
    search_index_add(index, 0, FOUND_IN_PASSAGE, "water water");
    search_index_add(index, 0, FOUND_IN_NAME, "water");
    search_index_add(index, 0, FOUND_IN_LEAD, "water");
    search_index_add(index, 0, FOUND_IN_LEAD, NULL);
    search_index_add(index, 2, FOUND_IN_PASSAGE, "water watering");
    search_index_add(index, 3, FOUND_IN_PASSAGE, "water");
    g_autofree char *got = written(index);
    assert_string_equal(got, "\nwater _CA}A\nwatering _C\n");
}

/* The distances are 0, 63, 64, 19 * 64 and (19 * 19 + 2 * 19 + 1) * 64 + 53. */
static void large_numbers(void **state)
{
    (void)state;
    static const char *const NONE[] = {NULL};
    static const guint AT[] = {0, 64, 129, 1346, 27000};
    g_autoptr(SearchIndex) index = search_index_new(NONE);
    for (guint i = 0; i < G_N_ELEMENTS(AT); i++)
        search_index_add(index, AT[i], FOUND_IN_PASSAGE, "far");
    g_autofree char *got = written(index);
    assert_string_equal(got, "\nfar _A-#A#!A#$#1\n");
}

/* What words share is counted as a script counts: a letter beyond the BMP is two, and at most 35 are shared. */
static void shared_letters(void **state)
{
    (void)state;
    static const char *const NONE[] = {NULL};
    g_autoptr(SearchIndex) index = search_index_new(NONE);
    g_autoptr(GString) of_words = g_string_new(NULL), of_postings = g_string_new(NULL);
    g_autofree char *long_one = g_strnfill(36, 'a');
    g_autofree char *longer = g_strconcat(long_one, "b", NULL);
    search_index_add(index, 0, FOUND_IN_PASSAGE, "\xf0\x90\x90\xa8x \xf0\x90\x90\xa8y ete\xcc\x81 \xc3\xa9tat");
    search_index_add(index, 0, FOUND_IN_PASSAGE, longer);
    search_index_add(index, 0, FOUND_IN_PASSAGE, long_one);
    search_index_write(index, of_words, of_postings);
    g_autofree char *expected = g_strconcat("0", long_one, " zab 0etat 2e 0\xf0\x90\x90\xa8x 2y ", NULL);
    assert_string_equal(of_words->str, expected);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    search_index_free(NULL);
    add_test(tests, "what is a document", documents);
    add_test(tests, "words and where they stand", words);
    add_test(tests, "what is not translated is found too", fallback);
    add_test(tests, "paths that name index.html", link_index);
    add_test(tests, "what readers type and the documents that answer it", asked);
    add_test(tests, "codes that are often seen", often);
    add_test(tests, "answers behind a class without codes", class_without_codes);
    add_test(tests, "stop words are folded and passed over", stop_words);
    add_test(tests, "the best place of a word counts", best_place);
    add_test(tests, "large distances", large_numbers);
    add_test(tests, "letters that words share", shared_letters);
    return run_cases(tests, "search data");
}
