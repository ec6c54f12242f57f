#include "look.h"
#include "lookup/rank.h"

static LookupResult *look_many(const char *piece, gsize bytes)
{
    g_autoptr(GString) text = g_string_sized_new(bytes);
    while (text->len < bytes)
        g_string_append(text, piece);
    return lookup_text(look_protocol(), text->str, text->len);
}

/* Text that is made to be slow or to overflow something: it ends, and what is left out is told. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "550 ",   "550 5.1.1 ", "5.1.1 ",       "550\n",         "550-5.1.1 x\n", "<!--",
        "<",      "((((",       "user@example", "::::",          "a@b:\n",        "\n",
        "said: ", "_",          "=\n",          "--b\nContent-", "<script>",      "421 4.7.0 x\n"};
    for (guint i = 0; i < G_N_ELEMENTS(PIECES); i++) {
        g_autoptr(LookupResult) result = look_many(PIECES[i], i ? 128 * 1024 : LOOKUP_MOST);
        for (guint r = 0; r < result->replies->len; r++) {
            const Reply *reply = result->replies->pdata[r];
            assert_true(*reply->code || reply->enhanced);
            assert_true(g_utf8_validate(reply->line, -1, NULL));
            assert_null(strchr(reply->line, '\n'));
        }
    }
}

static void test_too_long(void **state)
{
    (void)state;
    g_autoptr(LookupResult) whole = look_many("x y z ", LOOKUP_MOST - 10);
    g_autoptr(LookupResult) cut = look_many("x y z ", LOOKUP_MOST + 1);
    assert_false(whole->cut);
    assert_true(cut->cut);
}

static void test_too_many(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i <= READING_NUMBERS; i++)
        g_string_append_printf(text, "%u 421\n", i);
    g_autoptr(LookupResult) result = lookup_text(look_protocol(), text->str, text->len);
    assert_true(result->cut);
}

/* The most of them are told, those that decided first; the same one again is none more. */
static void test_many_replies(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new("host a said: 421 4.7.0 later\n");
    for (guint i = 0; i < RANK_MOST - 1; i++)
        g_string_append_printf(text, "host a said: 550 5.1.%u no\n", i % 2 ? 1 : i + 1);
    g_autoptr(LookupResult) repeated = lookup_text(look_protocol(), text->str, text->len);
    assert_int_equal(repeated->replies->len, RANK_MOST / 2 + 1);
    assert_false(repeated->cut);
    for (guint i = 0; i < RANK_MOST; i++)
        g_string_append_printf(text, "host a said: 554 5.7.%u no\n", i);
    g_autoptr(LookupResult) many = lookup_text(look_protocol(), text->str, text->len);
    assert_int_equal(many->replies->len, RANK_MOST);
    assert_true(many->cut);
    for (guint i = 0; i < many->replies->len; i++)
        assert_int_equal(*((const Reply *)many->replies->pdata[i])->code, '5'); /* the delay is behind them */
}

static void test_words(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "the words that everybody of them knows",
        "421-4.7.0 The words that  everybody\n421 4.7.0 of them knows",
        "host x said: 421-4.7.0 the words that everybody 421 4.7.0 of them knows (in reply to RCPT TO)",
    };
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(LookupResult) result = lookup_text(look_protocol(), TEXTS[i], strlen(TEXTS[i]));
        assert_int_equal(result->matches->len, 1);
        g_autofree char *key = lookup_match_key(&g_array_index(result->matches, LookupMatch, 0));
        assert_string_equal(key, "somebody/known");
    }
    g_autoptr(LookupResult) none = lookup_text(look_protocol(), "the words that everybody", 24);
    assert_int_equal(none->matches->len, 0);
    assert_int_equal(none->replies->len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile),      cmocka_unit_test(test_too_long), cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_many_replies), cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
