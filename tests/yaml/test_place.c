/* Where the characters of a scalar stand, in every style that YAML has. */
#include "yaml/node.h"
#include "yaml/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The place of PIECE in the value of "a" of FILE. */
static const struct Case {
    const char *name, *file, *piece;
    Mark place;
} CASES[] = {
    {"plain", "a: one two\n", "two", {1, 8}},
    {"plain, its first character", "a: one two\n", "one", {1, 4}},
    {"plain, over lines", "a: one\n  two\n\n  three four # no\n", "four", {4, 9}},
    {"plain, letters of more bytes", "é: ü\na: héé ñ zwei\n", "zwei", {2, 10}},
    {"plain, in a list of one line", "a: {x: [é, one two]}\n", "two", {1, 16}},
    {"plain, with CR LF", "a: one\r\n  two\r\n", "two", {2, 3}},
    {"single quotes", "a: 'it''s so'\n", "so", {1, 11}},
    {"single quotes, the quote", "a: 'it''s so'\n", "'s", {1, 7}},
    {"single quotes over lines", "a: 'one\n\n   two'\n", "two", {3, 4}},
    {"double quotes", "a: \"one \\\"two\\\"\"\n", "two", {1, 11}},
    {"double quotes, an escape", "a: \"one \\u00e9t\\xe9 two\"\n", "two", {1, 21}},
    {"double quotes, the escape", "a: \"one \\u00e9t\"\n", "ét", {1, 9}},
    {"double quotes, a long escape", "a: \"\\U0001F600x\"\n", "x", {1, 15}},
    {"double quotes, a no-break space", "a: \"one\\_:\\ttwo\\n\\\n  three\"\n", "three", {2, 3}},
    {"double quotes, a backslash and a slash", "a: \"\\\\ \\/ x\"\n", "x", {1, 11}},
    {"folded", "a: >-\n  one\n  two\n", "two", {3, 3}},
    {"folded, deeper lines", "a: >\n  one\n\n    two\n  three\n", "three", {5, 3}},
    {"folded, an indentation that is said", "a: >2-\n   one\n  two\n", "two", {3, 3}},
    {"folded, a comment on its head", "a: >- # one two\n  one two\n", "two", {2, 7}},
    {"literal", "a: |\n  one\n\n   two\n", "two", {4, 4}},
    {"literal, a line like a comment", "a: |+\n  # one\n  two\n\n", "two", {3, 3}},
    {"a blank: where the blanks begin", "a: one\n  two\n", " two", {1, 7}},
    {"the end", "a: one  \n", "", {1, 7}},
    {"what is refused is not sought", "a: \"one\\x07 two\"\n", "two", {1, 4}},
};

static Node *value_of(Arena *arena, const char *file, Findings *findings)
{
    const Node *value = node_get(node_read(arena, "f", file, strlen(file), findings), "a");
    while (value->kind != NODE_TEXT)
        value = value->kind == NODE_LIST ? value->items[value->count - 1] : value->entries[0].value;
    return (Node *)value;
}

static void check(void **state)
{
    const struct Case *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    const Node *value = value_of(arena, c->file, findings);
    const char *at = *c->piece ? strstr(value->text, c->piece) : value->text + strlen(value->text);
    assert_non_null(at);
    Mark place = place_in(value->raw, value->mark, value->text, (gsize)(at - value->text));
    assert_int_equal(place.line, c->place.line);
    assert_int_equal(place.column, c->place.column);
}

/* A file that is not the one of the text, and an escape that is none. */
static void strangers(void **state)
{
    (void)state;
    static const char *const RAW[] = {"one tow", "", "\"one\\q two\"", "\"one\\u00 two\"", "'one", "|"};
    for (gsize i = 0; i < G_N_ELEMENTS(RAW); i++) {
        Mark place = place_in(RAW[i], (Mark){3, 5}, "one two", 5);
        assert_int_equal(place.line, 3);
        assert_int_equal(place.column, 5);
    }
}

/* ---- generated scalars: every word is found where its letters stand in the file ---- */

enum { FILES = 2000, WORDS = 12 };

static const char *pick(GRand *rand, const char *const *from, gint32 n)
{
    return from[g_rand_int_range(rand, 0, n)];
}
#define PICK(rand, ...)                                                                                                \
    pick((rand), (const char *const[]){__VA_ARGS__}, G_N_ELEMENTS(((const char *const[]){__VA_ARGS__})))

/* Words of one style: what parts them, what may stand beside them. */
static void append_words(GRand *rand, char quote, gboolean block, GString *out)
{
    for (guint i = 0; i < WORDS; i++) {
        const char *beside = quote == '"'    ? PICK(rand, "", "é", "\\\"", "\\u00e9", "\\_", "\\\\")
                             : quote == '\'' ? PICK(rand, "", "é", "''", "\"", "\\")
                                             : PICK(rand, "", "é", "'", "\"", "\\", "»");
        const char *parted = block ? PICK(rand, " ", "\n  ", "\n\n  ", "  ", "\n    ")
                                   : PICK(rand, " ", "   ", "\n  ", "\n\n      ", "\t");
        g_string_append_printf(out, "%sw%02u%s%s", i ? parted : "", i, i % 2 ? beside : "", i % 3 ? "" : "é");
    }
}

static void generated(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);
    for (guint n = 0; n < FILES; n++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(Findings) findings = findings_new();
        g_autoptr(GString) file = g_string_new(PICK(rand, "", "# héad\n", "b: {ç: x}\n"));
        const char *head = PICK(rand, "", "'", "\"", ">-\n  ", ">+ # two\n  ", "|\n  ", "|-\n  ");
        g_string_append_printf(file, "a: %s", head);
        append_words(rand, *head == '\'' || *head == '"' ? *head : '\0', *head == '>' || *head == '|', file);
        g_string_append_printf(file, "%s\nz: end\n", *head == '\'' || *head == '"' ? head : "");
        const Node *value = value_of(arena, file->str, findings);
        for (guint i = 0; i < WORDS; i++) {
            g_autofree char *word = g_strdup_printf("w%02u", i);
            const char *at = strstr(value->text, word), *raw = strstr(file->str, word), *line = raw;
            Mark place = place_in(value->raw, value->mark, value->text, (gsize)(at - value->text)), real = {1, 1};
            for (const char *p = file->str; p < raw; p++)
                real.line += *p == '\n';
            while (line > file->str && line[-1] != '\n')
                line--;
            real.column = (guint)g_utf8_strlen(line, raw - line) + 1;
            if (place.line != real.line || place.column != real.column)
                fail_msg("%s is said to be at %u:%u of\n%s", word, place.line, place.column, file->str);
        }
    }
}

enum { PLAIN = 2 };

int main(void)
{
    static struct CMUnitTest tests[G_N_ELEMENTS(CASES) + PLAIN] = {cmocka_unit_test(strangers),
                                                                   cmocka_unit_test(generated)};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        tests[PLAIN + i] = (struct CMUnitTest){CASES[i].name, check, NULL, NULL, (void *)&CASES[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
