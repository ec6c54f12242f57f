/* What encoding_clean() refuses, leaves, and puts in the place of it. */
#include "diag/report.h"
#include "yaml/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(text) (text), sizeof(text) - 1
#define SAVE        "\n  save the file as UTF-8\n"
#define TAKE        "\n  take it out\n"

typedef struct Case {
    const char *name, *text;
    gsize length;
    const char *clean; /* NULL: no text at all */
    const char *report;
} Case;

static const Case CASES[] = {
    {"nothing", BYTES(""), "", ""},
    {"plain lines, tab, CRLF", BYTES("a:\tb\r\nc\r\n"), "a:\tb\r\nc\r\n", ""},
    {"every width of UTF-8", BYTES("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
     ""},
    {"byte order mark",
     BYTES("\xef\xbb\xbf"
           "a\x01"),
     "a\xef\xbf\xbd",
     "f:1:1: error: U+FEFF is a byte order mark [yaml-encoding]" TAKE
     "f:1:2: error: U+0001 is a control character [yaml-encoding]" TAKE},
    {"byte order mark inside", BYTES("a\n\xef\xbb\xbf"), "a\n\xef\xbf\xbd",
     "f:2:1: error: U+FEFF is a byte order mark [yaml-encoding]" TAKE},
    {"UTF-16 little-endian",
     BYTES("\xff\xfe"
           "a\0"),
     NULL, "f:1:1: error: the file is UTF-16, not UTF-8 [yaml-encoding]" SAVE},
    {"UTF-16 big-endian", BYTES("\xfe\xff\0a"), NULL,
     "f:1:1: error: the file is UTF-16, not UTF-8 [yaml-encoding]" SAVE},
    {"UTF-16 without a mark", BYTES("a\0:\0"), NULL,
     "f:1:1: error: the file is UTF-16, not UTF-8 [yaml-encoding]" SAVE},
    {"Latin-1", BYTES("caf\xe9: \xe9t\xe9\n"), "caf\xef\xbf\xbd: \xef\xbf\xbdt\xef\xbf\xbd\n",
     "f:1:4: error: byte 0xe9 is not UTF-8 [yaml-encoding]" SAVE
     "f:1:7: error: byte 0xe9 is not UTF-8 [yaml-encoding]" SAVE
     "f:1:9: error: byte 0xe9 is not UTF-8 [yaml-encoding]" SAVE},
    {"surrogate", BYTES("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:1: error: byte 0xed is not UTF-8 [yaml-encoding]" SAVE
     "f:1:2: error: byte 0xa0 is not UTF-8 [yaml-encoding]" SAVE
     "f:1:3: error: byte 0x80 is not UTF-8 [yaml-encoding]" SAVE},
    {"overlong NUL", BYTES("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:1: error: byte 0xc0 is not UTF-8 [yaml-encoding]" SAVE
     "f:1:2: error: byte 0x80 is not UTF-8 [yaml-encoding]" SAVE},
    {"character cut off by the end", BYTES("ab\xe2\x82"), "ab\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:3: error: byte 0xe2 is not UTF-8 [yaml-encoding]" SAVE
     "f:1:4: error: byte 0x82 is not UTF-8 [yaml-encoding]" SAVE},
    {"columns count code points", BYTES("\xc3\xa9\xf0\x9f\x98\x80\x07"), "\xc3\xa9\xf0\x9f\x98\x80\xef\xbf\xbd",
     "f:1:3: error: U+0007 is a control character [yaml-encoding]" TAKE},
    {"NUL", BYTES("ab\nc\0d"),
     "ab\nc\xef\xbf\xbd"
     "d",
     "f:2:2: error: U+0000 is a control character [yaml-encoding]" TAKE},
    {"DEL and C1", BYTES("ab\x7f\xc2\x80\xc2\x9f\xc2\xa0"), "ab\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc2\xa0",
     "f:1:3: error: U+007F is a control character [yaml-encoding]" TAKE
     "f:1:4: error: U+0080 is a control character [yaml-encoding]" TAKE
     "f:1:5: error: U+009F is a control character [yaml-encoding]" TAKE},
    {"stray CR is one place, not a line", BYTES("a\rb\r\r\nc\x01"),
     "a\xef\xbf\xbd"
     "b\xef\xbf\xbd\r\nc\xef\xbf\xbd",
     "f:1:2: error: U+000D is a carriage return without a line feed [yaml-encoding]" TAKE
     "f:1:4: error: U+000D is a carriage return without a line feed [yaml-encoding]" TAKE
     "f:2:2: error: U+0001 is a control character [yaml-encoding]" TAKE},
    {"CR at the end", BYTES("a\r"), "a\xef\xbf\xbd",
     "f:1:2: error: U+000D is a carriage return without a line feed [yaml-encoding]" TAKE},
    {"line breaks of YAML 1.1 only", BYTES("a\xc2\x85\xe2\x80\xa8\xe2\x80\xa9"),
     "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:2: error: U+0085 is a line break to YAML and to no editor [yaml-encoding]" TAKE
     "f:1:3: error: U+2028 is a line break to YAML and to no editor [yaml-encoding]" TAKE
     "f:1:4: error: U+2029 is a line break to YAML and to no editor [yaml-encoding]" TAKE},
    {"noncharacters", BYTES("ab\xef\xbf\xbe\xef\xb7\x90\xf4\x8f\xbf\xbf"), "ab\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:3: error: U+FFFE is no character [yaml-encoding]" TAKE
     "f:1:4: error: U+FDD0 is no character [yaml-encoding]" TAKE
     "f:1:5: error: U+10FFFF is no character [yaml-encoding]" TAKE},
    {"as many as the limit", BYTES("ab\x01\x02\x03"), "ab\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
     "f:1:3: error: U+0001 is a control character [yaml-encoding]" TAKE
     "f:1:4: error: U+0002 is a control character [yaml-encoding]" TAKE
     "f:1:5: error: U+0003 is a control character [yaml-encoding]" TAKE},
    {"over the limit", BYTES("ab\x01\x02\x03\x04"), NULL,
     "f:1:3: error: U+0001 is a control character [yaml-encoding]" TAKE
     "f:1:4: error: U+0002 is a control character [yaml-encoding]" TAKE
     "f:1:5: error: U+0003 is a control character [yaml-encoding]" TAKE
     "f:1:6: error: over 3 places that are no text: the file is not read [yaml-limit]\n"},
};

static void check(void **state)
{
    const Case *c = *state;
    g_autoptr(Findings) findings = findings_new();
    GString *clean = encoding_clean("f", c->text, c->length, 3, findings);
    g_autoptr(GString) report = g_string_new(NULL);
    findings_sort(findings);
    findings_print_text(findings, report);
    assert_string_equal(report->str, c->report);
    assert_int_equal(clean != NULL, c->clean != NULL);
    if (!clean)
        return;
    assert_int_equal(clean->len, strlen(c->clean));
    assert_string_equal(clean->str, c->clean);
    g_string_free(clean, TRUE);
}

int main(void)
{
    static struct CMUnitTest tests[G_N_ELEMENTS(CASES)];
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        tests[i] = (struct CMUnitTest){CASES[i].name, check, NULL, NULL, (void *)&CASES[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
