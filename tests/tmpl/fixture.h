/* fixture.h: a test case as a text file.
 *
 * A line "== NAME" begins the part NAME, which goes on to the next such line. A part whose name ends with
 * ".html" is a template. Every file of a folder is a case, named after the file. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tmpl/engine.h"
#include "tmpl/fixtures.h"

typedef struct Fixture {
    GPtrArray *names, *texts;
    GArray *sources; /* of TmplSource: the templates */
    char *text;
} Fixture;

static char *template_name(const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    return g_strndup(base, strlen(base) - strlen(".html"));
}

static void fixture_add(Fixture *fixture, char *head, char *text)
{
    g_ptr_array_add(fixture->names, head);
    g_ptr_array_add(fixture->texts, text);
    if (g_str_has_suffix(head, ".html")) {
        TmplSource source = {template_name(head), head, text, strlen(text)};
        g_array_append_val(fixture->sources, source);
    }
}

static Fixture *fixture_read(const char *path)
{
    Fixture *fixture = g_new0(Fixture, 1);
    fixture->names = g_ptr_array_new();
    fixture->texts = g_ptr_array_new();
    fixture->sources = g_array_new(FALSE, FALSE, sizeof(TmplSource));
    assert_true(g_file_get_contents(path, &fixture->text, NULL, NULL));
    assert_true(g_str_has_prefix(fixture->text, "== "));
    for (char *head = fixture->text + 3; head;) {
        char *text = strchr(head, '\n'), *next = strstr(text, "\n== ");
        *text++ = '\0';
        if (next)
            *++next = '\0';
        fixture_add(fixture, head, next == text - 1 ? (char *)"" : text);
        head = next ? next + 3 : NULL;
    }
    return fixture;
}

static const char *fixture_part(const Fixture *fixture, const char *name)
{
    for (guint i = 0; i < fixture->names->len; i++)
        if (g_str_equal(fixture->names->pdata[i], name))
            return fixture->texts->pdata[i];
    return NULL;
}

static void fixture_free(Fixture *fixture)
{
    for (guint i = 0; i < fixture->sources->len; i++)
        g_free((char *)g_array_index(fixture->sources, TmplSource, i).name);
    g_array_unref(fixture->sources);
    g_ptr_array_unref(fixture->names);
    g_ptr_array_unref(fixture->texts);
    g_free(fixture->text);
    g_free(fixture);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Runs RUN for every file of FOLDER, with its path as the state; cmocka names each. */
static int fixture_run_all(const char *folder, CMUnitTestFunction run)
{
    g_autofree char *path = g_build_filename(FIXTURES, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) tests = g_array_new(FALSE, TRUE, sizeof(struct CMUnitTest));
    for (const char *file; (file = g_dir_read_name(dir));)
        g_ptr_array_add(paths, g_build_filename(path, file, NULL));
    g_ptr_array_sort(paths, compare_paths);
    for (guint i = 0; i < paths->len; i++) {
        struct CMUnitTest test = {
            .name = strrchr(paths->pdata[i], '/') + 1, .test_func = run, .initial_state = paths->pdata[i]};
        g_array_append_val(tests, test);
    }
    return _cmocka_run_group_tests(folder, (const struct CMUnitTest *)tests->data, tests->len, NULL, NULL);
}
