/* Which texts of a language are still those of the source language. */
#include "model/ktl.h"
#include "model/likeness.h"

static const struct Likeness {
    const char *own; /* and the case's name */
    const char *source, *same;
    gboolean unwritten;
} LIKENESS[] = {
    {"Home", "Home", "labels.other", TRUE},
    {"Accueil", "Home", "labels.other", FALSE},
    {"home", "Home", "labels.other", FALSE},
    {"Menu", "Menu", "labels.it", FALSE},
    {"{code} {name}", "{code} {name}", "labels.other", FALSE},
    {"`MAIL FROM`", "`MAIL FROM`", "labels.other", FALSE},
    {"`{a}` – 12 %", "`{a}` – 12 %", "labels.other", FALSE},
    {"{a} vs {b}", "{a} vs {b}", "labels.other", TRUE},
    {"`a` b", "`a` b", "labels.other", TRUE},
    {"é", "é", "labels.other", TRUE},
    {"家", "家", "labels.other", TRUE},
    {"…", "…", "labels.other", FALSE},
};

static void test_likeness(void **state)
{
    const struct Likeness *row = *state;
    const BindText same = {.s = row->same}, source = {.s = row->source};
    const BindPair text = {{.s = "labels.it"}, {.s = row->own}};
    const Texts own = {.texts = &text, .n_texts = 1, .same = &same, .n_same = 1};
    assert_int_equal(likeness_is_unwritten(&own, &text, &source), row->unwritten);
}

/* Those of the clean source: a locale's labels, sentences and lists, and the words below their keys. */
static void texts_of_languages(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    const Texts *locale = catalog->locales[1]->texts, *words = catalog->protocols[0]->words[1]->texts;
    assert_string_equal(locale->file, "locales/fr.yaml");
    assert_string_equal(likeness_find(locale, "labels.home")->s, "Accueil");
    assert_string_equal(likeness_find(locale, "sentences.list_two")->s, "{first} et {last}");
    assert_string_equal(likeness_find(locale, "counted.pairs.one")->s, "{count} paire");
    assert_string_equal(likeness_find(locale, "clause_openers")->s, "que , qu’");
    assert_null(likeness_find(locale, "counted.pairs.few"));
    const BindPair few = {{.s = "counted.pairs.few"}, {0}}, wrong = {{.s = "counted.pair.few"}, {0}};
    assert_string_equal(likeness_original(locale, &few)->s, "{count} paires");
    assert_null(likeness_original(locale, &wrong));
    assert_null(likeness_find(locale, "stop_words"));
    assert_null(likeness_find(locale, "name"));
    assert_string_equal(likeness_find(words, "expansion")->s, "Lien de bouilloire");
    assert_string_equal(likeness_find(words, "classes.4.name")->s, "Panne");
    assert_string_equal(likeness_find(words, "facts.retry.values.later.name")->s, "plus tard");
    assert_int_equal(likeness_find(words, "facts.step.label")->mark.line, 9);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    for (guint i = 0; i < G_N_ELEMENTS(LIKENESS); i++) {
        struct CMUnitTest test = {LIKENESS[i].own, test_likeness, NULL, NULL, (void *)&LIKENESS[i]};
        g_array_append_val(tests, test);
    }
    add_test(tests, "the texts of a locale and of words", texts_of_languages);
    return run_cases(tests, "likeness");
}
