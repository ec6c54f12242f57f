/* What bind_record() puts into a struct and says about what it cannot, and what bind_passages() visits. */
#include "diag/report.h"
#include "yaml/bind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct Spec {
    BindText section;
    guint rfc;
} Spec;

typedef struct Fix {
    BindText sender, sys_admin;
} Fix;

typedef struct Row {
    BindText key;
    BindText title;
    BindBits basic;
} Row;

typedef struct Record {
    BindText code, phrase, when, log;
    BindBits retry, stages;
    gboolean draft;
    guint rank;
    BindList enhanced, specs, rows, labels;
    Fix fix;
} Record;

static gboolean fits_code(const char *text)
{
    return strlen(text) == 3 && strspn(text, "0123456789") == 3;
}

static gboolean fits_name(const char *text)
{
    return g_ascii_islower(*text);
}

static const char *const RETRIES[] = {"none-needed", "automatic", "after-fix", "never", NULL};
static const char *const STAGES[] = {"connect", "mail", "rcpt", NULL};

static const BindField SPEC[] = {
    {"rfc", BIND_COUNT, BIND_REQUIRED, offsetof(Spec, rfc), .max = 99999, .about = "the number of the RFC"},
    {"section", BIND_TEXT, BIND_PASSAGE, offsetof(Spec, section)},
    {NULL},
};

static const BindField FIX[] = {
    {"sender", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Fix, sender)},
    {"sys-admin", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Fix, sys_admin)},
    {NULL},
};

static const BindField ROW[] = {
    {"title", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE, offsetof(Row, title)},
    {"basic", BIND_CHOICE, 0, offsetof(Row, basic), .words = STAGES},
    {NULL},
};

static const BindField RECORD[] = {
    {"code", BIND_TEXT, BIND_REQUIRED, offsetof(Record, code), .fits = fits_code, .form = "a code such as 550"},
    {"phrase", BIND_TEXT, BIND_PASSAGE, offsetof(Record, phrase)},
    {"when", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE, offsetof(Record, when)},
    {"log", BIND_TEXT, 0, offsetof(Record, log)},
    {"retry", BIND_CHOICE, 0, offsetof(Record, retry), .words = RETRIES},
    {"stages", BIND_CHOICES, BIND_REQUIRED, offsetof(Record, stages), .words = STAGES},
    {"draft", BIND_FLAG, 0, offsetof(Record, draft)},
    {"rank", BIND_COUNT, 0, offsetof(Record, rank), .max = 10},
    {"enhanced", BIND_TEXTS, 0, offsetof(Record, enhanced), .fits = fits_code, .form = "a code such as 550"},
    {"specs", BIND_LIST, 0, offsetof(Record, specs), .fields = SPEC, .size = sizeof(Spec)},
    {"rows", BIND_MAP, 0, offsetof(Record, rows), .fields = ROW, .size = sizeof(Row), .fits = fits_name,
     .form = "a name in lower case"},
    {"labels", BIND_MAP, BIND_PASSAGE, offsetof(Record, labels)},
    {"fix", BIND_STRUCT, 0, offsetof(Record, fix), .fields = FIX},
    {NULL},
};

/* What was bound, a line for each member that was given. */

static void show_text(GString *out, const char *name, const BindText *text)
{
    if (text->s)
        g_string_append_printf(out, "%s=%s@%u:%u\n", name, text->s, text->mark.line, text->mark.column);
    else
        assert_int_equal(text->mark.line, 0);
}

static void show_bits(GString *out, const char *name, const BindBits *bits)
{
    if (bits->mark.line)
        g_string_append_printf(out, "%s=%x@%u:%u\n", name, (guint)bits->bits, bits->mark.line, bits->mark.column);
    else
        assert_int_equal(bits->bits, 0);
}

static void show_list(GString *out, const char *name, const BindList *list)
{
    if (list->mark.line)
        g_string_append_printf(out, "%s:%u@%u:%u\n", name, (guint)list->count, list->mark.line, list->mark.column);
    else
        assert_int_equal(list->count, 0);
}

static void show(GString *out, const Record *r)
{
    show_text(out, "code", &r->code);
    show_text(out, "phrase", &r->phrase);
    show_text(out, "when", &r->when);
    show_text(out, "log", &r->log);
    show_bits(out, "retry", &r->retry);
    show_bits(out, "stages", &r->stages);
    if (r->draft || r->rank)
        g_string_append_printf(out, "draft=%d rank=%u\n", r->draft, r->rank);
    show_list(out, "enhanced", &r->enhanced);
    for (gsize i = 0; i < r->enhanced.count; i++)
        show_text(out, "-", (BindText *)r->enhanced.items + i);
    show_list(out, "specs", &r->specs);
    for (gsize i = 0; i < r->specs.count; i++) {
        const Spec *spec = (Spec *)r->specs.items + i;
        g_string_append_printf(out, "- rfc=%u\n", spec->rfc);
        show_text(out, "  section", &spec->section);
    }
    show_list(out, "rows", &r->rows);
    for (gsize i = 0; i < r->rows.count; i++) {
        const Row *row = (Row *)r->rows.items + i;
        show_text(out, "- key", &row->key);
        show_text(out, "  title", &row->title);
        show_bits(out, "  basic", &row->basic);
    }
    show_list(out, "labels", &r->labels);
    for (gsize i = 0; i < r->labels.count; i++) {
        const BindPair *pair = (BindPair *)r->labels.items + i;
        show_text(out, "- key", &pair->key);
        show_text(out, "  value", &pair->value);
    }
    show_text(out, "sender", &r->fix.sender);
    show_text(out, "sys-admin", &r->fix.sys_admin);
}

typedef struct Case {
    const char *name;
    BindMode mode;
    const char *text, *bound, *report;
} Case;

/* The required keys, for the cases that are about others. */
#define HEAD       "code: 550\nwhen: w\nstages: rcpt\n"
#define HEAD_BOUND "code=550@1:7\nwhen=w@2:7\n"
#define HEAD_STAGE "stages=4@3:9\n"
#define LINES      "  a text below >- becomes one line\n"
#define FACT       " is a fact [fact-in-translation]\n  a fact belongs to the source file, a translation holds passages\n"

static const Case CASES[] = {
    {"everything", BIND_SOURCE,
     "code: '550'\nphrase: P\nwhen: >-\n  a\n  b\nlog: |\n  C: x\n\nretry: never\nstages: [rcpt, connect]\n"
     "draft: true\nrank: 10\nenhanced: [551, 552]\nspecs:\n  - {rfc: 5321, section: 4.2}\n  - rfc: 0\n"
     "rows:\n  a: {title: A, basic: mail}\n  b:\n    title: B\nlabels: {x: X}\nfix: {sender: S, sys-admin: T}\n",
     "code=550@1:7\nphrase=P@2:9\nwhen=a b@3:7\nlog=C: x@6:6\nretry=8@9:8\nstages=5@10:9\ndraft=1 rank=10\n"
     "enhanced:2@13:11\n-=551@13:12\n-=552@13:17\nspecs:2@15:3\n- rfc=5321\n  section=4.2@15:26\n- rfc=0\n"
     "rows:2@18:3\n- key=a@18:3\n  title=A@18:14\n  basic=2@18:24\n- key=b@19:3\n  title=B@20:12\n"
     "labels:1@21:9\n- key=x@21:10\n  value=X@21:13\nsender=S@22:15\nsys-admin=T@22:29\n",
     ""},
    {"empty file", BIND_SOURCE, "", "",
     "f:1:1: error: missing key \"code\" [missing-key]\nf:1:1: error: missing key \"stages\" [missing-key]\n"
     "  One or more of connect, mail, rcpt\nf:1:1: error: missing key \"when\" [missing-key]\n"},
    {"list for a file", BIND_SOURCE, "- a\n", "", "f:1:1: error: the file is a list, not a mapping [wrong-type]\n"},
    {"text for a file", BIND_SOURCE, "a", "", "f:1:1: error: the file is a text, not a mapping [wrong-type]\n"},
    {"quoted nothing for a file", BIND_SOURCE, "''", "", "f:1:1: error: the file is empty [empty-value]\n"},
    {"unknown keys", BIND_SOURCE, HEAD "stage: a\nzzz: {b: c}\nfix:\n  sendr: x\n", HEAD_BOUND HEAD_STAGE,
     "f:4:1: error: unknown key \"stage\" [unknown-key]\n  did you mean \"stages\"?\n"
     "f:5:1: error: unknown key \"zzz\" [unknown-key]\n"
     "f:7:3: error: unknown key \"sendr\" [unknown-key]\n  did you mean \"sender\"?\n"},
    {"missing keys below", BIND_SOURCE, HEAD "specs:\n  - section: x\nrows: {a: {}}\n",
     HEAD_BOUND HEAD_STAGE "specs:1@5:3\n- rfc=0\n  section=x@5:14\nrows:1@6:7\n- key=a@6:8\n",
     "f:5:5: error: missing key \"rfc\" [missing-key]\n  the number of the RFC\n"
     "f:6:11: error: missing key \"title\" [missing-key]\n"},
    {"wrong types", BIND_SOURCE,
     "code: [550]\nwhen: {a: b}\nstages: {a: b}\nretry: [never]\ndraft: [x]\nrank: {a: b}\nenhanced: 550\n"
     "specs: {rfc: 1}\nrows: [a]\nlabels: x\nfix: S\n",
     "",
     "f:1:7: error: \"code\" is a list, not a text [wrong-type]\n"
     "f:2:7: error: \"when\" is a mapping, not a text [wrong-type]\n"
     "f:3:9: error: \"stages\" is a mapping, not a list of words [wrong-type]\n"
     "f:4:8: error: \"retry\" is a list, not a word [wrong-type]\n"
     "f:5:8: error: \"draft\" is a list, not true or false [wrong-type]\n"
     "f:6:7: error: \"rank\" is a mapping, not a number [wrong-type]\n"
     "f:7:11: error: \"enhanced\" is a text, not a list of texts [wrong-type]\n"
     "f:8:8: error: \"specs\" is a mapping, not a list of mappings [wrong-type]\n"
     "f:9:7: error: \"rows\" is a list, not a mapping [wrong-type]\n"
     "f:10:9: error: \"labels\" is a text, not a mapping [wrong-type]\n"
     "f:11:6: error: \"fix\" is a text, not a mapping [wrong-type]\n"},
    {"wrong types below", BIND_SOURCE,
     "code: 550\nwhen: w\nstages: [[a], mail]\nenhanced: [{a: b}, 551]\nspecs: [x, {rfc: 1}]\nrows: {a: x}\n"
     "labels: {a: [b], c: d}\n",
     HEAD_BOUND "stages=2@3:9\nenhanced:1@4:11\n-=551@4:20\nspecs:1@5:8\n- rfc=1\nrows:1@6:7\n- key=a@6:8\n"
                "labels:2@7:9\n- key=a@7:10\n- key=c@7:18\n  value=d@7:21\n",
     "f:3:10: error: an item of \"stages\" is a list, not a word [wrong-type]\n"
     "f:4:12: error: an item of \"enhanced\" is a mapping, not a text [wrong-type]\n"
     "f:5:9: error: an item of \"specs\" is a text, not a mapping [wrong-type]\n"
     "f:6:11: error: \"a\" is a text, not a mapping [wrong-type]\n"
     "f:7:13: error: \"a\" is a list, not a text [wrong-type]\n"},
    {"empty: nothing at all, at the key", BIND_SOURCE,
     "code:\nwhen:\nstages:\nretry:\ndraft:\nrank:\nenhanced:\nspecs:\nrows:\nlabels:\nfix:\n", "",
     "f:1:1: error: \"code\" is empty [empty-value]\nf:2:1: error: \"when\" is empty [empty-value]\n"
     "f:3:1: error: \"stages\" is empty [empty-value]\nf:4:1: error: \"retry\" is empty [empty-value]\n"
     "f:5:1: error: \"draft\" is empty [empty-value]\nf:6:1: error: \"rank\" is empty [empty-value]\n"
     "f:7:1: error: \"enhanced\" is empty [empty-value]\nf:8:1: error: \"specs\" is empty [empty-value]\n"
     "f:9:1: error: \"rows\" is empty [empty-value]\nf:10:1: error: \"labels\" is empty [empty-value]\n"
     "f:11:1: error: \"fix\" is empty [empty-value]\n"},
    {"empty: quotes, a tilde, white space", BIND_SOURCE,
     "code: \"\"\nwhen: ~\nstages: rcpt\nphrase: ' '\nlog: |+\n\n\n", HEAD_STAGE,
     "f:1:7: error: \"code\" is empty [empty-value]\nf:2:1: error: \"when\" is empty [empty-value]\n"
     "f:4:9: error: \"phrase\" is empty [empty-value]\nf:5:6: error: \"log\" is empty [empty-value]\n"},
    {"a tilde in quotes is text", BIND_SOURCE, HEAD "log: '~'\n", HEAD_BOUND "log=~@4:6\n" HEAD_STAGE, ""},
    {"empty items and entries", BIND_SOURCE, HEAD "enhanced:\n  -\n  - ''\nspecs: [~]\nlabels: {a: , b: ''}\n",
     HEAD_BOUND HEAD_STAGE "enhanced:0@5:3\nspecs:0@7:8\nlabels:2@8:9\n- key=a@8:10\n- key=b@8:15\n",
     "f:5:4: error: an item of \"enhanced\" is empty [empty-value]\n"
     "f:6:5: error: an item of \"enhanced\" is empty [empty-value]\n"
     "f:7:9: error: an item of \"specs\" is empty [empty-value]\n"
     "f:8:10: error: \"a\" is empty [empty-value]\nf:8:18: error: \"b\" is empty [empty-value]\n"},
    {"lists of nothing", BIND_SOURCE, "code: 550\nwhen: w\nstages: []\nenhanced: []\nspecs: []\nrows: {}\nfix: {}\n",
     HEAD_BOUND "enhanced:0@4:11\nspecs:0@5:8\nrows:0@6:7\n", "f:3:9: error: \"stages\" is empty [empty-value]\n"},
    {"form of texts and keys", BIND_SOURCE,
     "code: 55\nwhen: w\nstages: rcpt\nenhanced: [550, x]\nrows: {A: {title: T, basic: no}, b: {title: U}}\n",
     "when=w@2:7\n" HEAD_STAGE "enhanced:1@4:11\n-=550@4:12\nrows:1@5:7\n- key=b@5:34\n  title=U@5:45\n",
     "f:1:7: error: \"code\" is \"55\", not a code such as 550 [bad-value]\n"
     "f:4:17: error: an item of \"enhanced\" is \"x\", not a code such as 550 [bad-value]\n"
     "f:5:8: error: a key of \"rows\" is \"A\", not a name in lower case [bad-value]\n"
     "f:5:29: error: \"basic\" is \"no\", not one of connect, mail, rcpt [unknown-value]\n"},
    {"unknown words", BIND_SOURCE, "code: 550\nwhen: w\nstages: [mail, rctp, quit]\nretry: nevr\n",
     HEAD_BOUND "stages=2@3:9\n",
     "f:3:16: error: an item of \"stages\" is \"rctp\", not one of connect, mail, rcpt [unknown-value]\n"
     "  did you mean \"rcpt\"?\n"
     "f:3:22: error: an item of \"stages\" is \"quit\", not one of connect, mail, rcpt [unknown-value]\n"
     "f:4:8: error: \"retry\" is \"nevr\", not one of none-needed, automatic, after-fix, never [unknown-value]\n"
     "  did you mean \"never\"?\n"},
    {"repeated items", BIND_SOURCE, "code: 550\nwhen: w\nstages: [mail, rcpt, 'mail']\nenhanced: [550, 551, 550]\n",
     HEAD_BOUND "stages=6@3:9\nenhanced:2@4:11\n-=550@4:12\n-=551@4:17\n",
     "f:3:22: error: an item of \"stages\" is \"mail\" again [repeated-value]\n  take one out\n"
     "f:4:22: error: an item of \"enhanced\" is \"550\" again [repeated-value]\n  take one out\n"},
    {"flags", BIND_SOURCE, HEAD "draft: yes\n", HEAD_BOUND HEAD_STAGE,
     "f:4:8: error: \"draft\" is \"yes\", not true or false [bad-value]\n"},
    {"flag that is false", BIND_SOURCE, HEAD "draft: false\nrank: 1\n", HEAD_BOUND HEAD_STAGE "draft=0 rank=1\n", ""},
    {"count over its maximum", BIND_SOURCE, HEAD "rank: 11\n", HEAD_BOUND HEAD_STAGE,
     "f:4:7: error: \"rank\" is \"11\", not a number from 0 to 10 [bad-value]\n"},
    {"counts that are none", BIND_SOURCE,
     HEAD "specs:\n- rfc: -1\n- rfc: 010\n- rfc: 1e3\n- rfc: 99999999999999999999\n- rfc: +1\n",
     HEAD_BOUND HEAD_STAGE "specs:5@5:1\n- rfc=0\n- rfc=0\n- rfc=0\n- rfc=0\n- rfc=0\n",
     "f:5:8: error: \"rfc\" is \"-1\", not a number from 0 to 99999 [bad-value]\n"
     "f:6:8: error: \"rfc\" is \"010\", not a number from 0 to 99999 [bad-value]\n"
     "f:7:8: error: \"rfc\" is \"1e3\", not a number from 0 to 99999 [bad-value]\n"
     "f:8:8: error: \"rfc\" is \"99999999999999999999\", not a number from 0 to 99999 [bad-value]\n"
     "f:9:8: error: \"rfc\" is \"+1\", not a number from 0 to 99999 [bad-value]\n"},
    {"line feeds at the end", BIND_SOURCE,
     "code: \"550\\n\"\nwhen: |+\n  a\n  b\n\nstages: >\n  rcpt\nphrase: >\n  P\nlog: |+\n  x\n\n\nfix: {sender: "
     "\"s\\n\\n\"}\n",
     "code=550@1:7\nphrase=P@8:9\nwhen=a\nb@2:7\nlog=x\n\n@10:6\nstages=4@6:9\nsender=s@14:15\n", ""},
    {"passage of two lines", BIND_SOURCE, HEAD "phrase: |\n  a\n  b\nlabels: {a: \"x\\ny\"}\n",
     HEAD_BOUND HEAD_STAGE "labels:1@7:9\n- key=a@7:10\n",
     "f:4:9: error: \"phrase\" has more than one line [bad-value]\n" LINES
     "f:7:13: error: \"a\" has more than one line [bad-value]\n" LINES},
    {"long value in a message", BIND_SOURCE,
     HEAD "retry: 012345678901234567890123456789012345678901234567890123456789a\n", HEAD_BOUND HEAD_STAGE,
     "f:4:8: error: \"retry\" is \"01234567890123456789012345678901234567890123456789012345678\xe2\x80\xa6\", not one "
     "of "
     "none-needed, automatic, after-fix, never [unknown-value]\n"},
    {"translation", BIND_TRANSLATION, "phrase: P\nlabels: {a: A}\nfix: {sender: S}\nrows: {x: {title: T}}\n",
     "phrase=P@1:9\nrows:1@4:7\n- key=x@4:8\n  title=T@4:19\nlabels:1@2:9\n- key=a@2:10\n  "
     "value=A@2:13\nsender=S@3:15\n",
     ""},
    {"translation of nothing", BIND_TRANSLATION, "", "", ""},
    {"facts in a translation", BIND_TRANSLATION,
     "code: 550\nwhen: w\nretry: bogus\nspecs: [{section: x}]\nrows: {x: {basic: mail}, A: {}}\nfix: {}\nbogus: 1\n",
     "when=w@2:7\nrows:1@5:7\n- key=x@5:8\n",
     "f:1:1: error: \"code\"" FACT "f:3:1: error: \"retry\"" FACT "f:4:1: error: \"specs\"" FACT
     "f:5:12: error: \"basic\"" FACT "f:5:26: error: a key of \"rows\" is \"A\", not a name in lower case [bad-value]\n"
     "f:7:1: error: unknown key \"bogus\" [unknown-key]\n"},
    {"empty passages in a translation", BIND_TRANSLATION, "when: ''\nphrase:\n", "",
     "f:1:7: error: \"when\" is empty [empty-value]\nf:2:1: error: \"phrase\" is empty [empty-value]\n"},
};

static void check(void **state)
{
    const Case *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL), bound = g_string_new(NULL);
    const Node *root = node_read(arena, "f", c->text, strlen(c->text), findings);
    assert_non_null(root);
    Record record = {0};
    bind_record(arena, RECORD, c->mode, "f", root, &record, findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, c->report);
    show(bound, &record);
    assert_string_equal(bound->str, c->bound);
}

static void append_passage(const BindField *field, const char *path, BindText *text, gpointer data)
{
    g_string_append_printf(data, "%s (%s) %s\n", path, field->key, text->s ? text->s : "NULL");
}

static void check_passages(void **state)
{
    static const char TEXT[] = HEAD "specs: [{rfc: 1, section: x}]\nrows: {r.1: {title: R}, s: {title: S}}\n"
                                    "labels: {k: K, l: ''}\nfix: {sys-admin: F}\n";
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) out = g_string_new(NULL);
    Record record = {0};
    bind_passages(RECORD, &record, append_passage, out);
    assert_string_equal(out->str, "phrase (phrase) NULL\nwhen (when) NULL\nfix.sender (sender) NULL\n"
                                  "fix.sys-admin (sys-admin) NULL\n");
    g_string_truncate(out, 0);
    const Node *root = node_read(arena, "f", TEXT, strlen(TEXT), findings);
    bind_record(arena, RECORD, BIND_SOURCE, "f", root, &record, findings);
    bind_passages(RECORD, &record, append_passage, out);
    assert_string_equal(out->str,
                        "phrase (phrase) NULL\nwhen (when) w\nrows.r.1.title (title) R\nrows.s.title (title) S\n"
                        "labels.k (labels) K\nlabels.l (labels) NULL\nfix.sender (sender) NULL\n"
                        "fix.sys-admin (sys-admin) F\n");
}

/* A table made at run time, with as many words as fit. */
static void check_64_words(void **state)
{
    (void)state;
    const char *words[65] = {NULL};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    for (guint i = 0; i < 64; i++) {
        g_autofree char *word = g_strdup_printf("w%u", i);
        words[i] = arena_text(arena, word, -1);
    }
    const BindField fields[] = {{"c", BIND_CHOICES, 0, 0, .words = words}, {NULL}};
    const Node *root = node_read(arena, "f", "c: [w0, w31, w32, w63]", 22, findings);
    BindBits bits = {0};
    bind_record(arena, fields, BIND_SOURCE, "f", root, &bits, findings);
    assert_int_equal(findings_length(findings), 0);
    assert_true(bits.bits == G_GUINT64_CONSTANT(0x8000000180000001));
}

/* ---- what one field asks of its neighbours, of its number of items, of its keys ---- */

typedef struct Source {
    BindText name, rfc, section, title;
} Source;

typedef struct Word {
    BindText key, says, more;
} Word;

typedef struct Ruled {
    BindText mood, colour, name;
    BindList moods, days, few, sources, words, shades, prices;
} Ruled;

static const char *const MOODS[] = {"glad", "sad", NULL};
static const char *const NONE[] = {NULL};

static const BindField SOURCE[] = {
    {"name", BIND_TEXT, 0, offsetof(Source, name)},
    {"rfc", BIND_TEXT, BIND_REQUIRED, offsetof(Source, rfc), .way = BIND_ONE_WAY},
    {"section", BIND_TEXT, 0, offsetof(Source, section), .way = BIND_ONE_WAY},
    {"title", BIND_TEXT, BIND_REQUIRED, offsetof(Source, title), .way = BIND_OTHER_WAY},
    {NULL},
};

static const BindField GLAD[] = {{"says", BIND_TEXT, BIND_REQUIRED, offsetof(Word, says)}, {NULL}};
static const BindField SAD[] = {{"more", BIND_TEXT, BIND_REQUIRED, offsetof(Word, more)}, {NULL}};
static const BindField *const EACH[] = {GLAD, SAD};
static const BindField PRICE = {.type = BIND_TEXT, .pattern = "^[0-9]+$", .form = "a number"};

static const BindField RULED[] = {
    {"mood", BIND_TEXT, 0, offsetof(Ruled, mood), .words = MOODS},
    {"colour", BIND_TEXT, 0, offsetof(Ruled, colour), .words = NONE},
    {"name", BIND_TEXT, 0, offsetof(Ruled, name), .apart_from = SOURCE},
    {"moods", BIND_TEXTS, 0, offsetof(Ruled, moods), .words = MOODS},
    {"days", BIND_TEXTS, 0, offsetof(Ruled, days), .exactly = 2},
    {"few", BIND_TEXTS, 0, offsetof(Ruled, few), .max = 2},
    {"sources", BIND_LIST, BIND_NAMED, offsetof(Ruled, sources), .fields = SOURCE, .size = sizeof(Source)},
    {"words", BIND_MAP, 0, offsetof(Ruled, words), .fields = GLAD, .each = EACH, .size = sizeof(Word), .words = MOODS},
    {"shades", BIND_MAP, 0, offsetof(Ruled, shades), .size = sizeof(BindPair), .words = MOODS},
    {"prices", BIND_MAP, 0, offsetof(Ruled, prices), .size = sizeof(BindPair), .value = &PRICE},
    {NULL},
};

static const char *given(const BindText *text)
{
    return text->s ? text->s : "-";
}

/* How many there are of each list that was given. */
static void count(GString *out, const char *name, const BindList *list)
{
    if (list->mark.line)
        g_string_append_printf(out, " %s:%u", name, (guint)list->count);
}

static void show_ruled(GString *out, const Ruled *r)
{
    const char *texts[] = {r->mood.s, r->colour.s, r->name.s};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i])
            g_string_append_printf(out, " %s", texts[i]);
    count(out, "moods", &r->moods);
    count(out, "days", &r->days);
    count(out, "few", &r->few);
    count(out, "sources", &r->sources);
    count(out, "words", &r->words);
    for (gsize i = 0; i < r->words.count; i++) {
        const Word *word = (Word *)r->words.items + i;
        g_string_append_printf(out, " %s=%s/%s", word->key.s, given(&word->says), given(&word->more));
    }
    count(out, "shades", &r->shades);
    for (gsize i = 0; i < r->prices.count; i++) {
        const BindPair *pair = (BindPair *)r->prices.items + i;
        g_string_append_printf(out, " %s=%s", pair->key.s, given(&pair->value));
    }
}

static const Case RULES_OF_ROWS[] = {
    {"rules: all kept", BIND_SOURCE,
     "mood: sad\nname: title2\nmoods: [sad, glad]\ndays: [a, b]\nfew: [a]\n"
     "sources: [{rfc: 1, section: 2, name: n}, {title: T}]\nwords: {sad: {more: m}, glad: {says: s}}\n"
     "shades: {glad: x, sad: y}\nprices: {a: 1}\n",
     " sad title2 moods:2 days:2 few:1 sources:2 words:2 sad=-/m glad=s/- shades:2 a=1", ""},
    {"rules: words of a text", BIND_SOURCE, "mood: gald\ncolour: red\nmoods: [sad, mad]\n", " moods:1",
     "f:1:7: error: \"mood\" is \"gald\", not one of glad, sad [unknown-value]\n  did you mean \"glad\"?\n"
     "f:2:9: error: \"colour\" is \"red\", but there is none to choose [unknown-value]\n"
     "f:3:14: error: an item of \"moods\" is \"mad\", not one of glad, sad [unknown-value]\n  did you mean \"sad\"?\n"},
    {"rules: a key of another table", BIND_SOURCE, "name: section\n", "",
     "f:1:7: error: \"name\" is \"section\", which is a key already [bad-value]\n  choose another name\n"},
    {"rules: as many items as that", BIND_SOURCE, "days: [a]\nfew: [a, b, c, a]\n", " days:0 few:2",
     "f:1:7: error: \"days\" has 1 entry, not 2 [bad-value]\n"
     "f:2:6: error: \"few\" has 4 entries; at most 2 can be held [too-many]\n"},
    {"rules: an item of nothing to count", BIND_SOURCE, "days: [a, b, a]\n", " days:0",
     "f:1:7: error: \"days\" has 3 entries, not 2 [bad-value]\n"
     "f:1:14: error: an item of \"days\" is \"a\" again [repeated-value]\n  take one out\n"},
    {"rules: one way or the other", BIND_SOURCE,
     "sources:\n- {name: a}\n- {name: b, section: 1}\n- {rfc: 1, title: T}\n- {section: 1, title: T}\n", " sources:4",
     "f:2:3: error: an item of \"sources\" is neither {rfc, section} nor {title} [bad-value]\n"
     "f:3:3: error: missing key \"rfc\" [missing-key]\n"
     "f:4:3: error: an item of \"sources\" is both {rfc, section} and {title} [bad-value]\n"
     "f:5:3: error: an item of \"sources\" is both {rfc, section} and {title} [bad-value]\n"},
    {"rules: two of one name", BIND_SOURCE, "sources: [{rfc: 1, name: a}, {rfc: 2}, {rfc: 3}, {title: T, name: a}]\n",
     " sources:4",
     "f:1:67: error: an item of \"sources\" has the name \"a\" of another [repeated-value]\n  take one out\n"},
    {"rules: keys that there must be, and no others", BIND_SOURCE,
     "words: {gld: {says: s}, sad: {says: s}}\nshades: {sad: x, glda: [z]}\n", " words:1 sad=-/- shades:1",
     "f:1:8: error: missing key \"glad\" [missing-key]\n  \"words\" has a key for each of glad, sad\n"
     "f:1:9: error: unknown key \"gld\" [unknown-key]\n  did you mean \"glad\"?\n"
     "f:1:30: error: missing key \"more\" [missing-key]\n"
     "f:1:31: error: unknown key \"says\" [unknown-key]\n"
     "f:2:9: error: missing key \"glad\" [missing-key]\n  \"shades\" has a key for each of glad, sad\n"
     "f:2:18: error: unknown key \"glda\" [unknown-key]\n  did you mean \"glad\"?\n"},
    {"rules: the form of the values of a mapping", BIND_SOURCE, "prices: {a: free, b: 2}\n", " a=- b=2",
     "f:1:13: error: \"a\" is \"free\", not a number [bad-value]\n"},
};

static void check_ruled(void **state)
{
    const Case *c = *state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL), bound = g_string_new(NULL);
    const Node *root = node_read(arena, "f", c->text, strlen(c->text), findings);
    Ruled ruled = {0};
    bind_record(arena, RULED, c->mode, "f", root, &ruled, findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, c->report);
    show_ruled(bound, &ruled);
    assert_string_equal(bound->str, c->bound);
}

/* A table that follows from another: the first stays as it is. */
static void check_copy(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    BindField *copy = bind_copy(arena, SPEC, 1);
    bind_row(copy, "section")->flags = BIND_REQUIRED;
    assert_string_equal(copy[0].key, "rfc");
    assert_int_equal(copy[1].flags, BIND_REQUIRED);
    assert_int_equal(SPEC[1].flags, BIND_PASSAGE);
    assert_null(copy[2].key);
    assert_null(copy[3].key);
}

enum { PLAIN = 3, RULED_FROM = PLAIN + G_N_ELEMENTS(CASES), ALL = RULED_FROM + G_N_ELEMENTS(RULES_OF_ROWS) };

int main(void)
{
    static struct CMUnitTest tests[ALL] = {cmocka_unit_test(check_passages), cmocka_unit_test(check_64_words),
                                           cmocka_unit_test(check_copy)};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        tests[PLAIN + i] = (struct CMUnitTest){CASES[i].name, check, NULL, NULL, (void *)&CASES[i]};
    for (gsize i = 0; i < G_N_ELEMENTS(RULES_OF_ROWS); i++)
        tests[RULED_FROM + i] =
            (struct CMUnitTest){RULES_OF_ROWS[i].name, check_ruled, NULL, NULL, (void *)&RULES_OF_ROWS[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
