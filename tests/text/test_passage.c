#include "text/passage.h"

#include "cases.h"
#include <string.h>

/* Expected values: printf '%s' '…' | sha256sum */
static const struct Fingerprint {
    const char *name, *text, *expected;
} FINGERPRINTS[] = {
    {"fingerprint: nothing", "", "e3b0c442"},
    {"fingerprint: blank is nothing", " \n\t", "e3b0c442"},
    {"fingerprint: abc", "abc", "ba7816bf"},
    {"fingerprint: outer blanks", "\n  abc \r\n", "ba7816bf"},
    {"fingerprint: words", "The mailbox is gone.", "6b024b05"},
    {"fingerprint: words, folded", " The\tmailbox\r\n  is\fgone.\n", "6b024b05"},
    {"fingerprint: no-break space is text",
     "a\xc2\xa0"
     "b",
     "9507017c"},
};

/* Tokens joined with a blank. */
static const struct Tokens {
    const char *name, *markdown, *expected;
} TOKENS[] = {
    {"nothing", "", ""},
    {"no token", "The mailbox *is* gone.", ""},
    {"numbers", "Reply 550 5.7.1 of RFC 5321, 4.2.3.", "4.2.3 5.7.1 5321 550"},
    {"dots at the end", "x 550. 1.2. ...3", "1.2 3 550"},
    {"comma between digits", "5,321", "321 5"},
    {"percent", "4 % and 4%", "4 4"},
    {"repeats", "550, 550 and 450", "450 550 550"},
    {"ordinals", "2nd 2e 1er 1.\xc2\xaa 3rd", "1 1 2 2 3"},
    {"ranges", "2xx, 4yz, 5XX and 5xyz", "2xx 4yz 5XX 5xyz"},
    {"range before a letter of another script", "2xx\xe3\x81\xaf", "2xx"},
    {"no range", "2xl 2e10 0x1F", "0 1 10 2 2"},
    {"number in a word", "IPv6 and UTF8", "6 8"},
    {"code", "Send `RCPT TO:<x@y>` to 25", "25 `RCPT TO:<x@y>`"},
    {"number in code is code", "`550`", "`550`"},
    {"code with backtick", "`` a`b ``", "`a`b`"},
    {"code parts numbers", "5`x`5", "5 5 `x`"},
    {"backtick alone", "a ` 5", "5"},
    {"link", "See [550](code:550) and [it](rfc:5321#4.2.3).", "(code:550) (rfc:5321#4.2.3) 550"},
    {"link with code", "[`x`](code:1)", "(code:1) `x`"},
    {"autolink", "<https://e.org/1>", "(https://e.org/1) 1"},
    {"emphasis does not part", "5*5*0 **4**50", "450 550"},
    {"special characters do not part", "5\\.7\\.1 5.7&#46;1", "5.7.1 5.7.1"},
    {"lines part", "5\n7", "5 7"},
    {"numbers of other scripts are text", "\xd9\xa5\xd9\xa5\xd9\xa0", ""},
    {"bad Markdown is read all the same", "# 5\n- 6 ![7](x)", "(x) 5 6 7"},
};

static const struct Compare {
    const char *name, *source, *translation, *expected; /* NULL: the same */
} COMPARES[] = {
    {"same", "`RCPT` gives 550", "550 vient de `RCPT`", NULL},
    {"typography", "4% of 5,321 (2nd)",
     "4\xc2\xa0% de 5\xe2\x80\xaf"
     "321 (2e)",
     NULL},
    {"missing", "550", "", "\"550\" is missing"},
    {"new", "", "550", "\"550\" was not there before"},
    {"code changed", "550 `MAIL`", "`RCPT`",
     "\"550\" is missing, \"`MAIL`\" is missing, \"`RCPT`\" was not there before"},
    {"code in another case", "`MAIL`", "`Mail`", "\"`MAIL`\" is missing, \"`Mail`\" was not there before"},
    {"code that became text", "`550`", "550", "\"550\" was not there before, \"`550`\" is missing"},
    {"target changed", "[x](code:450)", "[x](code:550)",
     "\"(code:450)\" is missing, \"(code:550)\" was not there before"},
    {"fewer", "550 550 550", "550", "\"550\" is there 1 time, not 3"},
    {"more", "`a`", "`a` `a`", "\"`a`\" is there 2 times, not 1"},
    {"all of them are missing", "550 550", "", "\"550\" is missing"},
    {"range", "5xx", "5yz", "\"5xx\" is missing, \"5yz\" was not there before"},
    {"version", "5.7.1", "5.7", "\"5.7\" was not there before, \"5.7.1\" is missing"},
};

static void test_fingerprint(void **state)
{
    const struct Fingerprint *c = *state;
    char fingerprint[FINGERPRINT_LENGTH + 1];
    memset(fingerprint, 'x', sizeof fingerprint);
    passage_fingerprint(c->text, fingerprint);
    assert_string_equal(fingerprint, c->expected);
}

static void test_tokens(void **state)
{
    const struct Tokens *c = *state;
    g_auto(GStrv) tokens = passage_tokens(c->markdown);
    g_autofree char *joined = g_strjoinv(" ", tokens);
    assert_string_equal(joined, c->expected);
}

static void test_compare(void **state)
{
    const struct Compare *c = *state;
    gsize at = 99;
    g_auto(GStrv) wanted = passage_tokens(c->source);
    g_autofree char *told = passage_compare(wanted, c->translation, &at);
    assert_true(at <= strlen(c->translation));
    if (c->expected)
        assert_non_null(told);
    else
        assert_null(told);
    if (told)
        assert_string_equal(told, c->expected);
}

/* The first piece that was not there before, if it stands there once. */
static const struct Place {
    const char *name, *source, *translation, *piece; /* PIECE NULL: none */
} PLACES[] = {
    {"place: a code span", "a `MAIL`", "ein `RCPT`", "`RCPT`"},
    {"place: a target", "[x](code:450)", "das [x](code:550)", "(code:550)"},
    {"place: a number", "after 24 h", "nach 25 h", "25 h"},
    {"place: a number within another", "after 24 h", "nach 25, nicht 255 h", "25,"},
    {"place: a number within a word", "after 24 h", "nach 25 h, B25", "25 h"},
    {"place: the first of two", "a", "ein `x`, dann 7", "`x`"},
    {"place: the first that is certain", "a", "ein 7, `7`, dann `x`", "`7`, d"},
    {"place: none is new", "24 24", "24", NULL},
    {"place: one more of what was there", "24", "24 24", NULL},
    {"place: twice", "a", "7 und 7", NULL},
    {"place: a code span over lines", "a", "ein `x\ny`", NULL},
    {"place: nothing differs", "24", "vor 24", NULL},
};

static void test_place(void **state)
{
    const struct Place *c = *state;
    gsize at = 99;
    g_auto(GStrv) wanted = passage_tokens(c->source);
    g_autofree char *told = passage_compare(wanted, c->translation, &at);
    assert_true(told || !c->piece); /* there is no place without a difference */
    assert_int_equal(at, c->piece ? strstr(c->translation, c->piece) - c->translation : 0);
}

/* A passage that is too long to be one is read as plain text. */
static void test_long(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new("`550` ");
    while (text->len < (gsize)64 * 1024)
        g_string_append(text, "![[]()");
    g_auto(GStrv) tokens = passage_tokens(text->str);
    assert_int_equal(g_strv_length(tokens), 1);
    assert_string_equal(tokens[0], "550");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    struct CMUnitTest long_text = cmocka_unit_test(test_long);
    g_array_append_val(tests, long_text);
    ADD_CASES(tests, FINGERPRINTS, test_fingerprint);
    ADD_CASES(tests, TOKENS, test_tokens);
    ADD_CASES(tests, COMPARES, test_compare);
    ADD_CASES(tests, PLACES, test_place);
    return run_cases(tests, "text/passage");
}
