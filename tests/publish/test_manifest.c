#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "publish/manifest.h"

#define HEAD "replyglot-manifest 1\ncomplete\n"

#define TEN(text) text text text text text text text text text text
#define LONG      TEN(TEN("abc"))

static GHashTable *ages_of(const char *path, guint age)
{
    GHashTable *ages = g_hash_table_new(g_str_hash, g_str_equal);
    if (path)
        g_hash_table_insert(ages, (gpointer)path, GUINT_TO_POINTER(age));
    return ages;
}

static void what_was_formatted_is_read_again(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"404.html", "en/index.html", "en/smtp/index.html", "en-x/a", "été"};
    for (guint count = 0; count <= G_N_ELEMENTS(PATHS); count++)
        for (gboolean writing = FALSE; writing <= TRUE; writing++) {
            g_autoptr(GPtrArray) paths = g_ptr_array_new();
            for (guint i = 0; i < count; i++)
                g_ptr_array_add(paths, (gpointer)PATHS[i]);
            g_autoptr(GHashTable) ages = ages_of(count > 2 ? PATHS[2] : NULL, 12);
            GString *text = manifest_format(paths, ages, writing);
            gsize length = text->len;
            Manifest manifest;
            manifest_init(&manifest);
            guint line;
            assert_true(manifest_parse(&manifest, g_string_free(text, FALSE), length, &line));
            assert_true(manifest.stands);
            assert_int_equal(manifest.writing, writing);
            assert_int_equal(manifest.paths->len, count);
            for (guint i = 0; i < count; i++) {
                guint age = GPOINTER_TO_UINT(g_hash_table_lookup(manifest.ages, PATHS[i]));
                assert_string_equal(manifest.paths->pdata[i], PATHS[i]);
                assert_int_equal(age, i == 2 ? 12 : 0);
            }
            manifest_clear(&manifest);
        }
}

static void its_form_is_fixed(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    g_ptr_array_add(paths, (gpointer) "a");
    g_autoptr(GHashTable) none = ages_of(NULL, 0), old = ages_of("a", 3);
    g_autoptr(GString) complete = manifest_format(paths, none, FALSE), writing = manifest_format(paths, none, TRUE),
                       spared = manifest_format(paths, old, FALSE);
    assert_string_equal(complete->str, HEAD "a\n");
    assert_string_equal(spared->str, HEAD "a\t3\n");
    assert_string_equal(writing->str, "replyglot-manifest 1\nwriting\na\n");
}

static void whatever_we_would_not_have_written_is_damage(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text;
        gsize length; /* 0: up to the NUL */
        guint line;
    } CASES[] = {
        {"empty file", "", 0, 1},
        {"another program's", "<html>\n", 0, 1},
        {"no age", HEAD "a\t\n", 0, 3},
        {"an age of nothing", HEAD "a\t0\n", 0, 3},
        {"an age with a zero before it", HEAD "a\t01\n", 0, 3},
        {"an age with a vertical tab before it", HEAD "a\t\v3\n", 0, 3},
        {"an age that is no number", HEAD "a\t1x\n", 0, 3},
        {"an age beyond all", HEAD "a\t100\n", 0, 3},
        {"two ages", HEAD "a\t1\t1\n", 0, 3},
        {"another version", "replyglot-manifest 2\ncomplete\n", 0, 1},
        {"no end of the first line", "replyglot-manifest 1", 0, 1},
        {"no state", "replyglot-manifest 1\n", 0, 2},
        {"unknown state", "replyglot-manifest 1\ndone\n", 0, 2},
        {"Windows line ends", "replyglot-manifest 1\r\ncomplete\r\n", 0, 1},
        {"cut off in a line", HEAD "a\nb", 0, 4},
        {"empty line", HEAD "a\n\nb\n", 0, 4},
        {"not sorted", HEAD "b\na\n", 0, 4},
        {"twice the same", HEAD "a\na\n", 0, 4},
        {"absolute", HEAD "/etc/passwd\n", 0, 3},
        {"up and out", HEAD "../victim\n", 0, 3},
        {"up in the middle", HEAD "a\nb/../../victim\n", 0, 4},
        {"dot", HEAD ".\n", 0, 3},
        {"a folder", HEAD "a/\n", 0, 3},
        {"itself", HEAD ".replyglot-manifest\n", 0, 3},
        {"that of a shard", HEAD ".replyglot-manifest-1-of-2\n", 0, 3},
        {"a temporary file", HEAD "en/.a.replyglot-tmp\n", 0, 3},
        {"a NUL byte", HEAD "a\0b\n", sizeof(HEAD "a\0b\n") - 1, 3},
        {"a NUL byte behind the state", "replyglot-manifest 1\ncomplete\0\n", 31, 2},
        {"a name that no file can have", HEAD "a/" LONG "/b\n", 0, 3},
        {"a control character", HEAD "a\x1b[2J\n", 0, 3},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        gsize length = CASES[i].length ? CASES[i].length : strlen(CASES[i].text);
        Manifest manifest;
        manifest_init(&manifest);
        guint line = 0;
        if (manifest_parse(&manifest, g_memdup2(CASES[i].text, length + 1), length, &line))
            fail_msg("%s: taken", CASES[i].what);
        if (line != CASES[i].line)
            fail_msg("%s: line %u, not %u", CASES[i].what, CASES[i].line, line);
        manifest_clear(&manifest);
    }
}

static void suffixes_are_those_of_the_whole_and_of_shards(void **state)
{
    (void)state;
    static const struct {
        const char *suffix;
        guint number, of;
    } SUFFIXES[] = {{"", 0, 0}, {"-1-of-1", 1, 1}, {"-3-of-8", 3, 8}, {"-10000-of-4294967295", 10000, 4294967295}};
    static const char *const OTHERS[] = {
        "-",        "-1-of",    "-1-of-",   "-of-8",      "-0-of-8",  "-9-of-8",      "-03-of-8",
        "-3-of-08", "-3-of-8-", "-3-of-8~", "-3-of-8.gz", "--3-of-8", "-+3-of-8",     "- 3-of-8",
        "-3-0f-8",  "-3-OF-8",  "x3-of-8",  "-a-of-b",    "3-of-8",   "-3-of-8-of-8", "-1-of-4294967296"};
    guint number, of;
    for (guint i = 0; i < G_N_ELEMENTS(SUFFIXES); i++) {
        g_autofree char *suffix = manifest_suffix(SUFFIXES[i].number, SUFFIXES[i].of);
        assert_string_equal(suffix, SUFFIXES[i].suffix);
        assert_true(manifest_has_suffix(suffix, &number, &of));
        assert_int_equal(number, SUFFIXES[i].number);
        assert_int_equal(of, SUFFIXES[i].of);
    }
    for (guint i = 0; i < G_N_ELEMENTS(OTHERS); i++)
        if (manifest_has_suffix(OTHERS[i], &number, &of))
            fail_msg("%s: taken", OTHERS[i]);
}

static void several_are_read_into_one(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {HEAD "b\nd/e\n", HEAD, "replyglot-manifest 1\nwriting\na\nb\nd-f\n",
                                        HEAD "c\n"};
    static const char *const PATHS[] = {"a", "b", "c", "d/e", "d-f"};
    Manifest manifest;
    manifest_init(&manifest);
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        guint line;
        assert_true(manifest_parse(&manifest, g_strdup(TEXTS[i]), strlen(TEXTS[i]), &line));
    }
    manifest_settle(&manifest);
    assert_true(manifest.writing);
    assert_int_equal(manifest.paths->len, G_N_ELEMENTS(PATHS));
    for (guint i = 0; i < G_N_ELEMENTS(PATHS); i++)
        assert_string_equal(manifest.paths->pdata[i], PATHS[i]);
    manifest_clear(&manifest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_formatted_is_read_again),
        cmocka_unit_test(its_form_is_fixed),
        cmocka_unit_test(whatever_we_would_not_have_written_is_damage),
        cmocka_unit_test(suffixes_are_those_of_the_whole_and_of_shards),
        cmocka_unit_test(several_are_read_into_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
