#include "model/stamp.h"

#include "model/ktl.h"
#include "yaml/node.h"

#define FP  "0123abcd"
#define NEW "ffffffff"

static const struct Case {
    const char *name, *text, *expected; /* EXPECTED NULL: refused */
} CASES[] = {
    {"a value is replaced", "a: x\nsource:\n  a: " FP "\n", "a: x\nsource:\n  a: " NEW "\n"},
    {"comments and spacing stay", "# top\na:   x # why\nsource:   # marks\n    a:   " FP "   # old\n# end\n",
     "# top\na:   x # why\nsource:   # marks\n    a:   " NEW "   # old\n# end\n"},
    {"folded passages stay", "a: >-\n  one\n  two # no comment\n\nb: 'it''s'\nsource:\n  b: 1\n  a: " FP "\n",
     "a: >-\n  one\n  two # no comment\n\nb: 'it''s'\nsource:\n  b: 1\n  a: " NEW "\n"},
    {"quotes go", "a: x\nsource:\n  'a': \"" FP "\" # c\n", "a: x\nsource:\n  'a': " NEW " # c\n"},
    {"a key that holds a colon", "a: x\nsource:\n  \"c:d\": 1\n  a: " FP "\n",
     "a: x\nsource:\n  \"c:d\": 1\n  a: " NEW "\n"},
    {"source before the passages", "source:\n  a: " FP "\na: x\n", "source:\n  a: " NEW "\na: x\n"},
    {"no line break at the end", "a: x\nsource:\n  a: " FP, "a: x\nsource:\n  a: " NEW},
    {"CR LF", "a: x\r\nsource:\r\n  a: " FP "\r\nb: y\r\n", "a: x\r\nsource:\r\n  a: " NEW "\r\nb: y\r\n"},
    {"an entry is added", "a: x\nsource:\n    b: 1 # c\nz: y\n", "a: x\nsource:\n    b: 1 # c\n    a: " NEW "\nz: y\n"},
    {"an entry is added at the end", "a: x\nsource:\n  b: 1", "a: x\nsource:\n  b: 1\n  a: " NEW "\n"},
    {"an entry is added with CR LF", "a: x\r\nsource:\r\n  b: 1\r\n", "a: x\r\nsource:\r\n  b: 1\r\n  a: " NEW "\r\n"},
    {"an entry without a value", "a: x\nsource:\n  a: # c\n  b: 1\n", "a: x\nsource:\n  a: " NEW " # c\n  b: 1\n"},
    {"the last entry has no value", "a: x\nsource:\n  b:\n", "a: x\nsource:\n  b:\n  a: " NEW "\n"},
    {"the last entry is a mapping", "a: x\nsource:\n  b: {c: 1}\n", "a: x\nsource:\n  b: {c: 1}\n  a: " NEW "\n"},
    {"the last entry is a mapping of lines", "a: x\nsource:\n  b:\n    c: 1\n    d: 2\n", NULL},
    {"source without a value", "a: x\nsource: # none yet\nb: y\n", "a: x\nsource: # none yet\n  a: " NEW "\nb: y\n"},
    {"no source", "# top\na: x\nb: >-\n  y\n", "# top\na: x\nb: >-\n  y\nsource:\n  a: " NEW "\n"},
    {"no source, behind ---", "---\n  a: x\n", "---\n  a: x\n  source:\n    a: " NEW "\n"},
    {"no source, no line break at the end", "a: x\nb: y", "a: x\nb: y\nsource:\n  a: " NEW "\n"},
    {"no source, CR LF", "a: x\r\n", "a: x\r\nsource:\r\n  a: " NEW "\r\n"},
    {"no source, a comment at the end", "a: x\n# end\n", "a: x\n# end\nsource:\n  a: " NEW "\n"},
    {"no source, a block that keeps its end", "a: x\nb: |+\n  y\n\n", "a: x\nb: |+\n  y\n\nsource:\n  a: " NEW "\n"},
    {"no source, a block without a line break", "# top\na: x\nb: |\n  y",
     "# top\nsource:\n  a: " NEW "\na: x\nb: |\n  y"},
    {"no source, before ...", "a: x\n...\n", "source:\n  a: " NEW "\na: x\n...\n"},
    {"in one line", "a: x\nsource: {b: 1, a: " FP "} # c\n", "a: x\nsource: {b: 1, a: " NEW "} # c\n"},
    {"in one line, added", "a: x\nsource: {b: 1}\n", "a: x\nsource: {a: " NEW ", b: 1}\n"},
    {"in one line, empty", "a: x\nsource: {}\n", "a: x\nsource: {a: " NEW "}\n"},
    {"letters of more bytes before it", "é: ü\nsource: {é: 1, a: " FP "}\n", "é: ü\nsource: {é: 1, a: " NEW "}\n"},
    {"a block", "a: x\nsource:\n  a: |\n    " FP "\n", NULL},
    {"a value over two lines", "a: x\nsource:\n  a: 0123\n    abcd\n", NULL},
    {"a list", "a: x\nsource: [a]\n", NULL},
    {"a value that is a mapping", "a: x\nsource:\n  a: {b: 1}\n", NULL},
    {"all in one line", "{a: x}\n", NULL},
    {"no YAML", "a: [x\n", NULL},
    {"an empty file", "", NULL},
};

static void test_case(void **state)
{
    const struct Case *row = *state;
    g_autoptr(GError) error = NULL;
    g_autofree char *out = stamp_text(row->text, strlen(row->text), &(StampEntry){"a", NEW}, 1, &error);
    if (!row->expected) {
        assert_null(out);
        assert_non_null(error);
        return;
    }
    assert_null(error);
    assert_string_equal(out, row->expected);
}

/* ---- generated files ---- */

enum { FILES = 3000, PASSAGES = 6 };

static const char *pick(GRand *rand, const char *const *from, guint n)
{
    return from[g_rand_int_range(rand, 0, (gint32)n)];
}
#define PICK(rand, ...)                                                                                                \
    pick((rand), (const char *const[]){__VA_ARGS__}, G_N_ELEMENTS(((const char *const[]){__VA_ARGS__})))

static void append_passage(GRand *rand, guint i, GString *out)
{
    g_string_append_printf(out, "p%u:%s", i,
                           PICK(rand, " plain words", " 'it''s: #no comment'", " \"a \\\" b\"",
                                "   >-\n   folded\n   é text\n", " |\n  kept\n\n  lines: {a}\n",
                                " >-\n  source:\n    p1: deadbeef\n", " [une, liste]"));
    if (out->str[out->len - 1] != '\n')
        g_string_append(out, PICK(rand, "\n", "  # a comment\n", "\n\n", "\n# source: x\n"));
}

static void append_source(GRand *rand, guint32 stamped, GString *out)
{
    if (!stamped) {
        g_string_append(out, PICK(rand, "", "", "source:\n", "source: {}\n", "source: # later\n"));
        return;
    }
    gboolean flow = g_rand_int_range(rand, 0, 4) == 0, first = TRUE;
    const char *indent = PICK(rand, "  ", "    ", " ");
    g_string_append(out, flow ? "source: {" : PICK(rand, "source:\n", "source: # of the passages\n", "source:  \n"));
    for (guint i = 0; i < PASSAGES; i++) {
        if (!(stamped >> i & 1))
            continue;
        const char *value = PICK(rand, "0a0a0a0a", "'0a0a0a0a'", "\"0a0a0a0a\"", "wrong");
        if (flow)
            g_string_append_printf(out, "%sp%u: %s", first ? "" : ", ", i, value);
        else
            g_string_append_printf(out, "%sp%u:%s%s%s", indent, i, PICK(rand, " ", "   "), value,
                                   PICK(rand, "\n", "  # read\n", "\n\n", "\n# between\n"));
        first = FALSE;
    }
    g_string_append(out, flow ? "}\n" : "");
}

/* Lines of TEXT that hold no stamp, the others left out, to g_free(). */
static char *without_stamps(const char *text)
{
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        if (!strstr(lines[i], "p0:") && !strstr(lines[i], "p1:") && !g_str_has_prefix(lines[i], "source: {") &&
            !g_str_has_prefix(lines[i], "source:"))
            g_string_append_printf(out, "%s\n", lines[i]);
    return g_string_free(out, FALSE);
}

static void assert_stamped(const char *text, const char *out)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    const Node *was = node_read(arena, "", text, strlen(text), findings);
    const Node *now = node_read(arena, "", out, strlen(out), findings);
    assert_report(findings, "");
    const Node *source = node_get(now, "source");
    assert_string_equal(node_get(source, "p0")->text, NEW);
    assert_string_equal(node_get(source, "p1")->text, FP);
    for (guint i = 0; i < PASSAGES; i++) {
        g_autofree char *key = g_strdup_printf("p%u", i);
        const Node *a = node_get(was, key), *b = node_get(now, key);
        assert_true(a && b && a->kind == b->kind);
        if (a->kind == NODE_TEXT)
            assert_string_equal(a->text, b->text);
    }
    g_autofree char *before = without_stamps(text), *after = without_stamps(out);
    assert_string_equal(before, after);
}

/* Comments, folded scalars and odd spacing: only lines with a fingerprint that was asked for are other ones. */
static void generated(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);
    const StampEntry entries[] = {{"p0", NEW}, {"p1", FP}};
    for (guint n = 0; n < FILES; n++) {
        g_autoptr(GString) text = g_string_new(PICK(rand, "", "# head\n", "---\n", "updated: 2026-01-02\n"));
        gboolean first = g_rand_int_range(rand, 0, 3) == 0;
        guint32 stamped = (guint32)g_rand_int_range(rand, 0, 1 << PASSAGES);
        if (first)
            append_source(rand, stamped, text);
        for (guint i = 0; i < PASSAGES; i++)
            append_passage(rand, i, text);
        if (!first)
            append_source(rand, stamped, text);
        g_autoptr(GError) error = NULL;
        g_autofree char *out = stamp_text(text->str, text->len, entries, 2, &error);
        if (error)
            print_message("%s\n%s\n", error->message, text->str);
        assert_null(error);
        assert_stamped(text->str, out);
        g_autofree char *again = stamp_text(out, strlen(out), entries, 2, &error);
        assert_string_equal(out, again);
    }
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, CASES, test_case);
    add_test(tests, "3000 generated files", generated);
    return run_cases(tests, "stamp");
}
