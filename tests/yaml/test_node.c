/* What node_read() makes of a text: the tree with its marks, and the whole report. */
#include "diag/report.h"
#include "yaml/node.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The tree as text: "x"@1:4 quoted, |x| literal, x plain; [items]@…, {key@1:1: value, …}@…. */
static void dump(GString *out, const Node *node)
{
    if (node->kind == NODE_TEXT) {
        const char *quote = node->literal ? "|" : node->quoted ? "\"" : "";
        g_string_append_printf(out, "%s%s%s", quote, node->text, quote);
    }
    for (gsize i = 0; i < node->count; i++) {
        g_string_append(out, i ? ", " : node->kind == NODE_LIST ? "[" : "{");
        if (node->kind == NODE_MAP) {
            const NodeEntry *e = &node->entries[i];
            g_string_append_printf(out, "%s@%u:%u: ", e->key, e->mark.line, e->mark.column);
        }
        dump(out, node->kind == NODE_MAP ? node->entries[i].value : node->items[i]);
    }
    if (node->kind != NODE_TEXT)
        g_string_append_printf(out, "%s%c",
                               node->count               ? ""
                               : node->kind == NODE_LIST ? "["
                                                         : "{",
                               node->kind == NODE_LIST ? ']' : '}');
    g_string_append_printf(out, "@%u:%u", node->mark.line, node->mark.column);
}

typedef struct Case {
    const char *name, *text;
    const char *tree; /* NULL: none */
    const char *report;
} Case;

#define BEHIND "error: found more behind the end of the document [yaml-syntax]\n"
#define SECOND                                                                                                         \
    "error: a second document [yaml-subset]\n  a file holds one document: put this one in a file of its own\n"
#define LINE_OUT " [yaml-subset]\n  take the line out\n"
#define ANCHOR   " [yaml-subset]\n  take it out, and write the value out where it is needed\n"
#define ALIAS    " [yaml-subset]\n  write the value out again\n"
#define TAG      " [yaml-subset]\n  take it out: every value is text until its key gives it a type\n"
#define KEY      "error: a list or mapping as a key [yaml-subset]\n  a key is a text\n"
#define INDENT(here, what, at, there)                                                                                  \
    "  this line is indented by " here ", what it stands in (the " what " that began at " at ") by " there             \
    ": lines that belong together are indented alike, with spaces\n"
#define OPEN "error: found unexpected end of stream [yaml-syntax]\n  the quote that opens here is not closed\n"
#define START                                                                                                          \
    "error: found character that cannot start any token [yaml-syntax]\n"                                               \
    "  a text that begins with ` @ or % goes in quotes or below >-; lines are indented with spaces, not tabs\n"
#define COLON                                                                                                          \
    "error: mapping values are not allowed in this context [yaml-syntax]\n"                                            \
    "  a text that holds a colon and a space goes in quotes or below >-\n"
#define CLOSE  " [yaml-encoding]\n  close it in the same text, or take it out\n"
#define ESCAPE " [yaml-encoding]\n  take the escape out\n"
#define BAD    "\xef\xbf\xbd"

static const Case CASES[] = {
    /* documents */
    {"empty file", "", "{}@1:1", ""},
    {"comment only", "# nothing\n\n", "{}@1:1", ""},
    {"document start only", "---\n", "{}@2:1", ""},
    {"start and end", "---\na: 1\n...\n", "{a@2:1: 1@2:4}@2:1", ""},
    {"two ends", "a: 1\n...\n...\n", "{a@1:1: 1@1:4}@1:1", ""},
    {"second document", "a: 1\n---\nb: 2\n", "{a@1:1: 1@1:4}@1:1", "f:2:1: " SECOND},
    {"second document without a start", "a: 1\n...\nb: 2\n", "{a@1:1: 1@1:4}@1:1", "f:3:1: " SECOND},
    {"second empty document", "---\n---\n", "{}@2:1", "f:2:1: " SECOND},
    {"second document with a directive", "a: 1\n...\n%TAG ! x\n---\n", "{a@1:1: 1@1:4}@1:1", "f:3:1: " SECOND},
    {"second document that is broken", "a: 1\n--- ]\n", "{a@1:1: 1@1:4}@1:1", "f:2:1: " SECOND},
    {"more behind the end", "{a: b} c", NULL, "f:1:8: " BEHIND},
    {"bracket behind the end", "[a]\n ]", NULL, "f:2:2: " BEHIND},
    {"broken token behind the end", "[a]\n@", NULL, "f:2:1: " START},
    /* values */
    {"everything is text", "a: no\nb: 221\nc: 1.10\nd: ~\ne: 0x1F\n",
     "{a@1:1: no@1:4, b@2:1: 221@2:4, c@3:1: 1.10@3:4, d@4:1: ~@4:4, e@5:1: 0x1F@5:4}@1:1", ""},
    {"nothing and nothing in quotes", "a:\nb: ''\nc: \"\"\n", "{a@1:1: @1:3, b@2:1: \"\"@2:4, c@3:1: \"\"@3:4}@1:1",
     ""},
    {"block scalars", "a: >-\n  x\n  y\nb: |\n  x\n  y\nc: >\n  x\n",
     "{a@1:1: \"x y\"@1:4, b@4:1: |x\ny\n|@4:4, c@7:1: \"x\n\"@7:4}@1:1", ""},
    {"CRLF", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", "{a@1:1: |x\ny\n|@1:4, b@4:1: 1@4:4}@1:1", ""},
    {"lists and mappings", "- a\n-\n- [b, {c: d}, e: f]\n- k: []\n  l: {}\n",
     "[a@1:3, @2:2, [b@3:4, {c@3:8: d@3:11}@3:7, {e@3:15: f@3:18}@3:15]@3:3, {k@4:3: []@4:6, l@5:3: {}@5:6}@4:3]@1:1",
     ""},
    {"flow keys without values", "x: {a, b: }", "{x@1:1: {a@1:5: @1:6, b@1:8: @1:11}@1:4}@1:1", ""},
    {"text alone", "a b", "a b@1:1", ""},
    {"quoted nothing alone", "''", "\"\"@1:1", ""},
    {"columns count code points", "\xf0\x9f\x98\x80\xc3\xa9: b\n", "{\xf0\x9f\x98\x80\xc3\xa9@1:1: b@1:5}@1:1", ""},
    {"escapes", "a: \"\\t\\u00e9\\n\"", "{a@1:1: \"\t\xc3\xa9\n\"@1:4}@1:1", ""},
    {"depth at the limit", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]@1:32]@1:31]@1:30]@1:29]@1:28]@1:27]@1:26]@1:25]@1:24]@1:23]@1:22]@1:21]@1:20]"
     "@1:19]@1:18]@1:17]@1:16]@1:15]@1:14]@1:13]@1:12]@1:11]@1:10]@1:9]@1:8]@1:7]@1:6]@1:5]@1:4]@1:3]@1:2]@1:1",
     ""},
    /* the subset */
    {"directives", "\n%YAML 1.1\n# c\n%TAG ! x\n%FOO\n---\na: 1\n", "{a@7:1: 1@7:4}@7:1",
     "f:2:1: error: directive \"%YAML 1.1\"" LINE_OUT "f:4:1: error: directive \"%TAG ! x\"" LINE_OUT
     "f:5:1: error: directive \"%FOO\"" LINE_OUT},
    {"directive alone", "%YAML 1.1", "{}@1:1", "f:1:1: error: directive \"%YAML 1.1\"" LINE_OUT},
    {"a percent sign is no directive", "a: \"x\n%b\"\nc: 5%\n", "{a@1:1: \"x %b\"@1:4, c@3:1: 5%@3:4}@1:1", ""},
    {"anchors and aliases", "a: &x 1\nb: *x\nc: &y [*y]\n<<: *x\n",
     "{a@1:1: 1@1:4, b@2:1: @2:4, c@3:1: [@3:8]@3:4, <<@4:1: @4:5}@1:1",
     "f:1:4: error: anchor \"&x\"" ANCHOR "f:2:4: error: alias \"*x\"" ALIAS "f:3:4: error: anchor \"&y\"" ANCHOR
     "f:3:8: error: alias \"*y\"" ALIAS "f:4:5: error: alias \"*x\"" ALIAS},
    {"alias as a key", "*x : 1\nb: 2\n", "{b@2:1: 2@2:4}@1:1", "f:1:1: error: alias \"*x\"" ALIAS},
    {"tags", "a: !!str 1\nb: ! 2\nc: !foo {d: e}\n", "{a@1:1: 1@1:4, b@2:1: 2@2:4, c@3:1: {d@3:10: e@3:13}@3:4}@1:1",
     "f:1:4: error: tag \"tag:yaml.org,2002:str\"" TAG "f:2:4: error: tag \"!\"" TAG "f:3:4: error: tag \"!foo\"" TAG},
    {"anchor and tag on a key", "&k !t a: 1\n", "{a@1:1: 1@1:10}@1:1",
     "f:1:1: error: anchor \"&k\"" ANCHOR "f:1:1: error: tag \"!t\"" TAG},
    {"keys that are no text", "[a]: 1\n{b: *c}: 2\n? - x\n: y\nz: 1\n", "{z@5:1: 1@5:4}@1:1",
     "f:1:1: " KEY "f:2:1: " KEY "f:2:5: error: alias \"*c\"" ALIAS "f:3:3: " KEY},
    {"repeated keys", "a: 1\nb: {c: 1, c: 2}\na: 3\n'a': {d: *e}\n", "{a@1:1: 1@1:4, b@2:1: {c@2:5: 1@2:8}@2:4}@1:1",
     "f:2:11: error: repeated key \"c\" [duplicate-key]\n  it stands at 2:5 already\n"
     "f:3:1: error: repeated key \"a\" [duplicate-key]\n  it stands at 1:1 already\n"
     "f:4:1: error: repeated key \"a\" [duplicate-key]\n  it stands at 1:1 already\n"
     "f:4:10: error: alias \"*e\"" ALIAS},
    {"long key in a message",
     "k1234567890123456789012345678901234567890123456789012345678\xc3\xa9"
     "1: a\n"
     "k1234567890123456789012345678901234567890123456789012345678\xc3\xa9"
     "1: b\n",
     "{k1234567890123456789012345678901234567890123456789012345678\xc3\xa9"
     "1@1:1: a@1:64}@1:1",
     "f:2:1: error: repeated key \"k1234567890123456789012345678901234567890123456789012345678\xe2\x80\xa6\" "
     "[duplicate-key]\n  it stands at 1:1 already\n"},
    /* characters */
    {"bad characters and the rest still read",
     "a: x\x07y\nb: *c\n\xe2\x80\xa8"
     "d: e\n",
     "{a@1:1: x" BAD "y@1:4, b@2:1: @2:4, " BAD "d@3:1: e@3:5}@1:1",
     "f:1:5: error: U+0007 is a control character [yaml-encoding]\n  take it out\n"
     "f:2:4: error: alias \"*c\"" ALIAS
     "f:3:1: error: U+2028 is a line break to YAML and to no editor [yaml-encoding]\n  take it out\n"},
    {"escapes that no text may hold", "a: \"x\\0\\uFFFF\\r\"\n\"\\e\": '\\0'\nb: \"\\uFEFF\"\n",
     "{a@1:1: \"x" BAD BAD BAD "\"@1:4, " BAD "@2:1: \"\\0\"@2:7, b@3:1: \"" BAD "\"@3:4}@1:1",
     "f:1:4: error: an escape gives U+0000, a control character" ESCAPE
     "f:1:4: error: an escape gives U+000D, a carriage return without a line feed" ESCAPE
     "f:1:4: error: an escape gives U+FFFF, no character" ESCAPE
     "f:2:1: error: an escape gives U+001B, a control character" ESCAPE
     "f:3:4: error: an escape gives U+FEFF, a byte order mark" ESCAPE},
    {"direction: closed, marks, open, stray, by escape",
     "a: \xe2\x81\xa7x\xe2\x81\xa9\xe2\x80\x8f\nb: x\xe2\x80\xae\nc: |\n  x\xe2\x81\xa9\nd: \"\\u2066\"\n",
     "{a@1:1: \xe2\x81\xa7x\xe2\x81\xa9\xe2\x80\x8f@1:4, b@2:1: x\xe2\x80\xae@2:4, c@3:1: |x\xe2\x81\xa9\n|@3:4, "
     "d@5:1: \"\xe2\x81\xa6\"@5:4}@1:1",
     "f:2:4: error: U+202E is a direction control that is not closed" CLOSE
     "f:3:4: error: U+2069 is a direction control that closes nothing" CLOSE
     "f:5:4: error: U+2066 is a direction control that is not closed" CLOSE},
    {"lone surrogate", "a: \"x\\uD800\"\n", NULL,
     "f:1:8: error: found invalid Unicode character escape code [yaml-syntax]\n"
     "  while parsing a quoted scalar that began at 1:4\n"},
    {"unknown escape", "a: \"\\q\"\n", NULL,
     "f:1:5: error: found unknown escape character [yaml-syntax]\n  while parsing a quoted scalar that began at 1:4\n"},
    /* syntax */
    {"open double quote", "a: 1\nb:\n  \"x\nc: 2\n", NULL, "f:3:3: " OPEN},
    {"open single quote", "a: 'it\nb: 2\n", NULL, "f:1:4: " OPEN},
    {"tab as indentation", "a:\n\tb: 1\n", NULL, "f:2:1: " START},
    {"tab that continues a text", "a: 1\n\tb: 2\n", NULL,
     "f:2:1: error: found a tab character that violates indentation [yaml-syntax]\n"
     "  lines are indented with spaces, not tabs\n"},
    {"code span without quotes", "a: `RCPT`\n", NULL, "f:1:4: " START},
    {"colon in a text", "name: a: b\n", NULL, "f:1:8: " COLON},
    {"missing colon", "a: 1\nname\nb: 2\n", NULL,
     "f:2:1: error: could not find expected ':' [yaml-syntax]\n  a key and its colon stand in one line\n"},
    {"wrong indentation", "a:\n  - b\n c: 1\n", NULL,
     "f:3:2: error: did not find expected key [yaml-syntax]\n" INDENT("1", "mapping", "1:1", "0")},
    {"key between two levels", "a:\n    b: c\n  d: e\n", NULL,
     "f:3:3: error: did not find expected key [yaml-syntax]\n" INDENT("2", "mapping", "1:1", "0")},
    {"key of an item that stands too far left", "a:\n  - b: 1\n   c: 2\n", NULL,
     "f:3:4: error: did not find expected '-' indicator [yaml-syntax]\n" INDENT("3", "list", "2:3", "2")},
    {"line of a block that stands too far left", "a: >-\n    x\n   y\nb: 1\n", NULL,
     "f:3:4: error: did not find expected key [yaml-syntax]\n" INDENT("3", "mapping", "1:1", "0")},
    {"key below a text", "a: b\n  c: d\n", NULL,
     "f:2:4: error: mapping values are not allowed in this context [yaml-syntax]\n  if this is a key, indent it as the "
     "keys beside it; if it is text, put it in quotes or below >-\n"},
    {"colon in a text below a text", "a: b\n  c d: e: f\n", NULL,
     "f:2:6: error: mapping values are not allowed in this "
     "context [yaml-syntax]\n  if this is a key, indent it as the keys beside it; if it is text, put it in quotes or "
     "below >-\n"},
    {"text behind a quoted one", "a: 1\nb: \"x\" y\n", NULL,
     "f:2:8: error: did not find expected key [yaml-syntax]\n  while parsing a block mapping that began at 1:1\n"},
    {"item among keys", "a: 1\n- b\n", NULL,
     "f:2:1: error: did not find expected key [yaml-syntax]\n  while parsing a block mapping that began at 1:1\n"},
    {"open bracket", "a: [1, 2\nb: 3\n", NULL,
     "f:2:2: error: did not find expected ',' or ']' [yaml-syntax]\n  while parsing a flow sequence that began at "
     "1:4\n"},
    {"open bracket, and no line break at the end", "a: [1", NULL,
     "f:1:6: error: did not find expected ',' or ']' [yaml-syntax]\n  while parsing a flow sequence that began at "
     "1:4\n"},
    {"findings before a syntax error stay", "a: *b\nc: [\n", NULL,
     "f:1:4: error: alias \"*b\"" ALIAS
     "f:3:1: error: did not find expected node content [yaml-syntax]\n  while parsing a flow node that began at 3:1\n"},
};

static void check(void **state)
{
    const Case *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL), tree = g_string_new(NULL);
    const Node *root = node_read(arena, "f", c->text, strlen(c->text), findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, c->report);
    assert_int_equal(root != NULL, c->tree != NULL);
    if (root) {
        dump(tree, root);
        assert_string_equal(tree->str, c->tree);
    }
}

/* Files that would take libyaml, or a loop of ours, seconds or more: HEAD, TIMES times UNIT, TAIL. A unit with a
 * %u takes the number of its repetition. */
typedef struct Big {
    const char *name, *head, *unit;
    guint times;
    const char *tail;
    gboolean tree;
    guint count;      /* of findings */
    const char *last; /* the last of them, NULL: none */
} Big;

#define DEEP        "over 32 lists and mappings in each other [yaml-limit]"
#define NODES       "over 100000 keys and values [yaml-limit]"
#define MANY        "over 100 findings: the rest of the file is not read [yaml-limit]"
#define SECOND_LAST "a second document [yaml-subset]"

static const Big BIGS[] = {
    {"100,000 brackets", "", "[", 100000, "", FALSE, 1, "f:1:33: error: " DEEP},
    {"100,000 brackets, a line each", "", "[\n", 100000, "", FALSE, 1, "f:33:1: error: " DEEP},
    {"33 brackets that close", "", "[", 33, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", FALSE, 1, "f:1:33: error: " DEEP},
    {"200,000 braces", "", "{a: ", 200000, "", FALSE, 1, "f:1:129: error: " DEEP},
    {"500,000 dashes", "", "- ", 500000, "", FALSE, 1, "f:1:65: error: " DEEP},
    {"500,000 question marks", "", "? ", 500000, "", FALSE, 1, "f:1:65: error: " DEEP},
    {"80,000 anchors", "", "- &a%u x\n", 80000, "", FALSE, 101, "f:101:3: error: " MANY},
    {"80,000 aliases", "", "- *a%u\n", 80000, "", FALSE, 101, "f:101:3: error: " MANY},
    {"101 findings, the last at the end", "", "- *a\n", 101, "", FALSE, 101, "f:101:3: error: " MANY},
    {"100 findings", "", "- *a\n", 100, "", TRUE, 100, "f:100:3: error: alias \"*a\" [yaml-subset]"},
    {"60,000 directives", "", "%%TAG !a%u! x\n", 60000, "---\na: b\n", FALSE, 101, "f:101:1: error: " MANY},
    {"60,000 directives behind", "a: b\n", "%%TAG !a%u! x\n", 60000, "---\na: b\n", TRUE, 1,
     "f:2:1: error: " SECOND_LAST},
    {"100,000 keys", "", "k%u:\n", 100000, "", FALSE, 1, "f:50000:8: error: " NODES},
    {"49,999 keys", "", "k%u:\n", 49999, "", TRUE, 0, NULL},
    {"100,000 keys in one line", "{", "k%u,", 100000, "}", FALSE, 1, "f:1:338891: error: " NODES},
    {"100,000 times one key", "", "a: 1\n", 100000, "", FALSE, 101, "f:102:1: error: " MANY},
    {"text of 1 MiB", "a: ", "x", NODE_FILE_BYTES - 3, "", TRUE, 0, NULL},
    {"text of 1 MiB in an open quote", "a: '", "x", NODE_FILE_BYTES - 4, "", FALSE, 1,
     "f:1:4: error: found unexpected end of stream [yaml-syntax]"},
    {"over 1 MiB", "", "x", NODE_FILE_BYTES + 1, "", FALSE, 1,
     "f: error: 1048577 bytes, over the limit of 1048576 [yaml-limit]"},
    {"1,000,000 empty lines", "", "\n", 1000000, "", TRUE, 0, NULL},
    {"200,000 escapes", "a: \"", "\\0", 200000, "\"", FALSE, 2, "f:1:4: error: " MANY},
    {"250,000 documents", "", "---\n", 250000, "", TRUE, 1, "f:2:1: error: " SECOND_LAST},
};

static GString *repeat(const Big *big)
{
    GString *text = g_string_new(big->head);
    for (guint i = 0; i < big->times; i++)
        if (strchr(big->unit, '%')) {
            const char *number = strstr(big->unit, "%u");
            g_string_append_len(text, big->unit + (*big->unit == '%'), number - big->unit - (*big->unit == '%'));
            g_string_append_printf(text, "%u%s", i, number + 2);
        } else {
            g_string_append(text, big->unit);
        }
    return g_string_append(text, big->tail);
}

static void check_big(void **state)
{
    const Big *big = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) text = repeat(big), report = g_string_new(NULL);
    const Node *root = node_read(arena, "f", text->str, text->len, findings);
    findings_sort(findings);
    assert_int_equal(findings_length(findings), big->count);
    assert_int_equal(root != NULL, big->tree);
    if (!big->last)
        return;
    findings_print_text(findings, report);
    g_auto(GStrv) lines = g_strsplit(report->str, "\n", -1);
    guint last = g_strv_length(lines) - 2;
    assert_string_equal(lines[last - g_str_has_prefix(lines[last], "  ")], big->last);
}

/* Random changes of a good file: never a crash, never NULL without a reason, never a mark before 1:1. */
static void check_mutations(void **state)
{
    static const char GOOD[] = "---\n# c\ncode: 550\nname: \"A \\u00e9 b\"\nstages: [rcpt, 'mail']\nspecs:\n"
                               "  - {rfc: 5321, section: 4.2.3}\n  - rfc: 1\nfix:\n  sender: >-\n    One\n    two\n"
                               "log: |\n  C: x\n  S: \xc3\xa9\n? k\n: v\n...\n";
    static const char SPICE[] = "\n\n\n  \t:-?,[]{}#&*!|>'\"%@`\\0~.\r\x01\x85\xc2\xe2\xff";
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    for (int round = 0; round < 5000; round++) {
        g_autoptr(GString) text = g_string_new(GOOD);
        for (int n = g_rand_int_range(rand, 1, 6); n > 0 && text->len; n--) {
            gssize at = g_rand_int_range(rand, 0, (gint)text->len);
            char c = SPICE[g_rand_int_range(rand, 0, sizeof(SPICE))]; /* its NUL too */
            switch (g_rand_int_range(rand, 0, 4)) {
            case 0:
                text->str[at] = c;
                break;
            case 1:
                g_string_insert_c(text, at, c);
                break;
            case 2:
                g_string_erase(text, at, g_rand_int_range(rand, 1, 1 + (gint)MIN(8, text->len - (gsize)at)));
                break;
            default:
                g_string_truncate(text, (gsize)at);
            }
        }
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(Findings) findings = findings_new();
        const Node *root = node_read(arena, "f", text->str, text->len, findings);
        assert_true(root || findings_length(findings) > 0);
        for (guint i = 0; i < findings_length(findings); i++)
            assert_true(findings_get(findings, i)->mark.line > 0 && findings_get(findings, i)->mark.column > 0);
    }
}

static void check_file(const char *source, const char *tree, const char *expected)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL), dumped = g_string_new(NULL);
    const Node *root = node_read_file(arena, source, "content/f.yaml", findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, expected);
    assert_int_equal(root != NULL, tree != NULL);
    if (root) {
        dump(dumped, root);
        assert_string_equal(dumped->str, tree);
    }
}

static void check_files(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("node-XXXXXX", NULL);
    g_autofree char *content = g_build_filename(folder, "content", NULL);
    g_autofree char *path = g_build_filename(content, "f.yaml", NULL);
    assert_int_equal(g_mkdir(content, 0755), 0);
    check_file(folder, NULL, "content/f.yaml: error: cannot be read: No such file or directory [unreadable-file]\n");
    assert_int_equal(g_mkdir(path, 0755), 0);
    check_file(folder, NULL, "content/f.yaml: error: cannot be read: not a regular file [unreadable-file]\n");
    assert_int_equal(g_rmdir(path), 0);
    assert_int_equal(symlink("/", path), 0);
    check_file(folder, NULL,
               "content/f.yaml: error: a link leads out of the source folder [outside-link]\n"
               "  what a site is made of stands in its source: put a copy there\n");
    assert_int_equal(g_remove(path), 0);
    assert_true(g_file_set_contents(path, "a: *b\n", -1, NULL));
    check_file(folder, "{a@1:1: @1:4}@1:1", "content/f.yaml:1:4: error: alias \"*b\"" ALIAS);
    g_autofree char *big = g_strnfill(NODE_FILE_BYTES + 1, 'x');
    assert_true(g_file_set_contents(path, big, -1, NULL));
    check_file(folder, NULL,
               "content/f.yaml: error: cannot be read: more than the 1048576 bytes allowed [unreadable-file]\n");
    assert_int_equal(g_remove(path), 0);
    assert_int_equal(g_rmdir(content) | g_rmdir(folder), 0);
}

static void check_get(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    const Node *map = node_read(arena, "f", "a: [x]\nb: 2\n", 12, findings);
    assert_string_equal(node_get(map, "b")->text, "2");
    assert_null(node_get(map, "c"));
    assert_null(node_get(node_get(map, "a"), "x"));
    assert_null(node_get(node_get(map, "b"), "x"));
}

enum { PLAIN = 3 };

int main(void)
{
    static struct CMUnitTest tests[G_N_ELEMENTS(CASES) + G_N_ELEMENTS(BIGS) + PLAIN] = {
        cmocka_unit_test(check_mutations), cmocka_unit_test(check_files), cmocka_unit_test(check_get)};
    struct CMUnitTest *test = tests + PLAIN;
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        *test++ = (struct CMUnitTest){CASES[i].name, check, NULL, NULL, (void *)&CASES[i]};
    for (gsize i = 0; i < G_N_ELEMENTS(BIGS); i++)
        *test++ = (struct CMUnitTest){BIGS[i].name, check_big, NULL, NULL, (void *)&BIGS[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
