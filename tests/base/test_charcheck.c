#include "base/charcheck.h"

#include "../text/cases.h"

/* What is found, as `what U+XXXX` joined with ", ". */
static const struct Case {
    const char *name, *text, *expected;
} CASES[] = {
    {"nothing", "", ""},
    {"plain", "Bo\xc3\xaete pleine \xe2\x80\x94 \xf0\x9f\x93\xa7\t\r\n", ""},
    {"marks may stand", "\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\x8b\xe2\x80\x8d\xc2\xad\xc2\xa0", ""},
    {"C0", "\x01", "a control character U+0001"},
    {"escape", "a\x1b[0m", "a control character U+001B"},
    {"DEL", "\x7f", "a control character U+007F"},
    {"C1", "\xc2\x85\xc2\x9f", "a control character U+0085, a control character U+009F"},
    {"separators", "\xe2\x80\xa8\xe2\x80\xa9",
     "a line or paragraph separator U+2028, a line or paragraph separator U+2029"},
    {"byte order mark", "a\xef\xbb\xbf", "a byte order mark U+FEFF"},
    {"noncharacters", "\xef\xbf\xbe\xef\xbf\xbf", "no character U+FFFE, no character U+FFFF"},
    {"replacement character", "\xef\xbf\xbd", ""},
    {"override that is closed",
     "\xe2\x80\xae"
     "abc\xe2\x80\xac",
     ""},
    {"override that is not",
     "\xe2\x80\xae"
     "abc",
     "a direction control that is not closed U+202E"},
    {"PDF alone", "\xe2\x80\xac", "a direction control that closes nothing U+202C"},
    {"PDI alone", "\xe2\x81\xa9", "a direction control that closes nothing U+2069"},
    {"isolates nest", "\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8x\xe2\x81\xa9\xe2\x81\xa9\xe2\x81\xa9", ""},
    {"isolate in embedding", "\xe2\x80\xaa\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\xac", ""},
    {"PDF for an isolate", "\xe2\x81\xa6x\xe2\x80\xac\xe2\x81\xa9", "a direction control that closes nothing U+202C"},
    {"PDI for an embedding", "\xe2\x80\xab\xe2\x81\xa9\xe2\x80\xac", "a direction control that closes nothing U+2069"},
    {"crossed", "\xe2\x80\xaa\xe2\x81\xa6\xe2\x80\xac\xe2\x81\xa9",
     "a direction control that closes nothing U+202C, a direction control that is not closed U+202A"},
};

static char *list(const char *text)
{
    CharCheck check = {.depth = 0};
    GString *out = g_string_new(NULL);
    gunichar culprit;
    const char *what;
    while ((what = charcheck_next(&check, &text, &culprit)))
        g_string_append_printf(out, "%s%s U+%04X", out->len ? ", " : "", what, culprit);
    while ((what = charcheck_end(&check, &culprit)))
        g_string_append_printf(out, "%s%s U+%04X", out->len ? ", " : "", what, culprit);
    return g_string_free(out, FALSE);
}

static void test_case(void **state)
{
    const struct Case *c = *state;
    g_autofree char *found = list(c->text);
    assert_string_equal(found, c->expected);
}

static void test_depth(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < CHARCHECK_DEPTH + 1; i++)
        g_string_append(text, "\xe2\x81\xa6");
    for (int i = 0; i < CHARCHECK_DEPTH; i++)
        g_string_append(text, "\xe2\x81\xa9");
    g_autofree char *found = list(text->str);
    assert_string_equal(found, "a direction control in too many others U+2066");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    struct CMUnitTest depth = cmocka_unit_test(test_depth);
    g_array_append_val(tests, depth);
    ADD_CASES(tests, CASES, test_case);
    return run_cases(tests, "text/charcheck");
}
