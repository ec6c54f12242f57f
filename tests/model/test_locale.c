#include "model/ktl.h"

static const InlineOptions NO_LINKS = {0};

static Sentence *compile(Arena *arena, const char *pattern, const char *const *names)
{
    g_autoptr(Findings) findings = findings_new();
    Sentence *sentence = sentence_compile(arena, pattern, names, &NO_LINKS, "f", (Mark){1, 1}, findings);
    assert_report(findings, "");
    return sentence;
}

/* What the rules of the CLDR say, family by family. */
static const struct Family {
    const char *name;
    guint family;         /* its place in PLURAL_FAMILIES */
    const char *expected; /* "count:category …" */
} FAMILIES[] = {
    {"plural one", 0, "0:other 1:one 2:other 5:other 11:other 21:other 101:other"},
    {"plural zero-one", 1, "0:one 1:one 2:other 11:other 21:other"},
    {"plural none", 2, "0:other 1:other 2:other 100:other"},
    {"plural slavic", 3,
     "0:many 1:one 2:few 4:few 5:many 11:many 12:many 14:many 15:many 20:many 21:one 22:few 24:few 25:many 100:many "
     "101:one 102:few 111:many 112:many 114:many 121:one 122:few 1011:many"},
    {"plural arabic", 4,
     "0:zero 1:one 2:two 3:few 10:few 11:many 99:many 100:other 101:other 102:other 103:few 110:few 111:many 199:many "
     "200:other 1002:other 1003:few"},
    {"plural polish", 5,
     "0:many 1:one 2:few 4:few 5:many 11:many 12:many 14:many 21:many 22:few 25:many 101:many 102:few "
     "112:many"},
    {"plural serbian", 6,
     "0:other 1:one 2:few 4:few 5:other 11:other 12:other 14:other 21:one 22:few 25:other 101:one "
     "102:few 112:other"},
    {"plural hebrew", 7, "0:other 1:one 2:two 3:other 11:other 12:other 102:other"},
};

static void test_plural(void **state)
{
    static const char *const NAMES[] = {"?count", NULL};
    const struct Family *row = *state;
    g_autoptr(Arena) arena = arena_new();
    Locale locale = {.plural = row->family};
    for (guint i = 0; i < N_PLURALS; i++) {
        g_autofree char *pattern = g_strconcat("{count}:", PLURAL_NAMES[i], NULL);
        locale.counted[COUNTED_PAIRS][i] = compile(arena, pattern, NAMES);
    }
    g_autoptr(GString) said = g_string_new(NULL);
    for (const char *p = row->expected; p; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL) {
        g_string_append(said, said->len ? " " : "");
        locale_counted(&locale, COUNTED_PAIRS, (guint)g_ascii_strtoull(p, NULL, 10), NULL, said);
    }
    assert_string_equal(said->str, row->expected);
}

/* As replyglot-locale(5) lists them. */
static void forms_of_families(void **state)
{
    (void)state;
    g_autoptr(GString) said = g_string_new(NULL);
    for (guint family = 0; PLURAL_FAMILIES[family]; family++) {
        g_string_append_printf(said, "%s:", PLURAL_FAMILIES[family]);
        for (guint form = 0; form < N_PLURALS; form++)
            if (plural_uses(family, form))
                g_string_append_printf(said, " %s", PLURAL_NAMES[form]);
        g_string_append_c(said, '\n');
    }
    assert_string_equal(said->str, "one: one other\n"
                                   "zero-one: one other\n"
                                   "none: other\n"
                                   "slavic: one few many\n"
                                   "arabic: zero one two few many other\n"
                                   "polish: one few many\n"
                                   "serbian: one few other\n"
                                   "hebrew: one two other\n");
}

static void missing_form(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"?count", NULL};
    g_autoptr(Arena) arena = arena_new();
    Locale locale = {.plural = 3};
    locale.counted[COUNTED_CODES][PLURAL_OTHER] = compile(arena, "*{count}* things", NAMES);
    g_autoptr(GString) html = g_string_new("a ");
    g_autoptr(GString) text = g_string_new("b ");
    locale_counted(&locale, COUNTED_CODES, 3, html, text);
    assert_string_equal(html->str, "a <em>3</em> things");
    assert_string_equal(text->str, "b 3 things");
    locale_counted(&locale, COUNTED_CODES, G_MAXUINT, NULL, text);
    assert_string_equal(text->str, "b 3 things4294967295 things");
}

static const struct List {
    const char *name;
    gsize count;
    const char *english, *french;
} LISTS[] = {
    {"a list of one", 1, "<1>", "<1>"},
    {"a list of two", 2, "<1> and <2>", "<1> et <2>"},
    {"a list of three", 3, "<1>, <2>, and <3>", "<1>, <2> et <3>"},
    {"a list of four", 4, "<1>, <2>, <3>, and <4>", "<1>, <2>, <3> et <4>"},
};

static void test_list(void **state)
{
    static const Phrase ITEMS[] = {{"<1>", "one {x}"}, {"<2>", "*two*"}, {"<3>", "3"}, {"<4>", "4"}};
    const struct List *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(GString) english = g_string_new(NULL);
    g_autoptr(GString) french = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    locale_list(catalog->locales[0], ITEMS, row->count, english, text);
    locale_list(catalog->locales[1], ITEMS, row->count, french, NULL);
    assert_string_equal(english->str, row->english);
    assert_string_equal(french->str, row->french);
    if (row->count == 2)
        assert_string_equal(text->str, "one {x} and *two*"); /* values are no patterns */
}

static const struct Day {
    const char *date, *english, *french;
} DAYS[] = {
    {"2026-01-02", "January 2, 2026", "2 janvier 2026"},
    {"2026-12-01", "December 1, 2026", "1er décembre 2026"},
    {"2026-12-31", "December 31, 2026", "31 décembre 2026"},
    {"0999-08-10", "August 10, 0999", "10 août 0999"},
};

static void test_day(void **state)
{
    const struct Day *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(GString) english = g_string_new(NULL);
    g_autoptr(GString) french = g_string_new(NULL);
    locale_date(catalog->locales[0], row->date, english);
    locale_date(catalog->locales[1], row->date, french);
    assert_string_equal(english->str, row->english);
    assert_string_equal(french->str, row->french);
}

/* Against one rule: no straight apostrophe. */
static const struct Typography {
    const char *name, *text, *quoted; /* NULL: nothing is wrong */
} TYPOGRAPHY[] = {
    {"nothing wrong", "don’t", NULL},
    {"the word around it is quoted", "we don't know", "don't"},
    {"at the beginning", "'t is", "'t"},
    {"at the end", "it is dogs'", "dogs'"},
    {"alone", "a ' b", "'"},
    {"only the first of several", "can't don't", "can't"},
    {"in a code span", "we `don't` know", NULL},
    {"behind a code span", "`x` don't", "don't"},
    {"in the target of a link", "[it](https://e.org/'x')", NULL},
    {"in the text of a link", "[isn't](https://e.org/)", "[isn't](https://e.org/)"},
    {"behind a link", "[it](code:40) isn't", "isn't"},
    {"in brackets", "(isn't)", "(isn't)"},
    {"a code span within brackets", "(`'`)", NULL},
    {"beyond ASCII", "l'été", "l'été"},
    {"", "", NULL},
};

static void test_typography(void **state)
{
    const struct Typography *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Findings) findings = findings_new();
    locale_check_typography(catalog->locales[0], &(BindText){row->text, {3, 5}}, "f.yaml", findings);
    g_autofree char *expected =
        row->quoted
            ? g_strdup_printf("f.yaml:3:5: warning: a straight apostrophe; write ’: \"%s\" [typography]\n", row->quoted)
            : g_strdup("");
    assert_report(findings, expected);
}

static void labels(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    const Locale *french = catalog->locales[1];
    assert_string_equal(french->label_keys[0], "facts"); /* sorted */
    assert_string_equal(french->label_keys[1], "home");
    assert_null(french->label_keys[2]);
    assert_string_equal(locale_label(french, "home"), "Accueil");
    assert_null(locale_label(french, "hom"));
    assert_string_equal(french->direction, "ltr");
    assert_string_equal(french->og_locale, "fr_FR");
    assert_int_equal(french->label_marks[1].mark.line, 12);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, FAMILIES, test_plural);
    add_test(tests, "the forms that each family of plurals has", forms_of_families);
    add_test(tests, "a plural form that is missing is the other", missing_form);
    ADD_CASES(tests, LISTS, test_list);
    ADD_CASES(tests, DAYS, test_day);
    ADD_CASES(tests, TYPOGRAPHY, test_typography);
    add_test(tests, "labels", labels);
    return run_cases(tests, "locale");
}
