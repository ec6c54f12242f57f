#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inspect/address.h"

/* The files of the site, sorted. */
static const char *const PATHS[] = {"404.html",        "a b.svg",       "en/404.html",
                                    "en/a/index.html", "en/index.html", "index.html"};
enum { DEEP_404 = 2, DEEP = 3, ROOT = 5 };

static void files_of(Files *files)
{
    files->paths = g_ptr_array_new();
    files->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_ptr_array_add(files->paths, (char *)PATHS[i]);
        g_hash_table_insert(files->numbers, (char *)PATHS[i], GUINT_TO_POINTER(i + 1));
    }
}

/* "en/index.html #x", "elsewhere", "other" or why it is dead. */
static char *shown(const Address *address)
{
    static const char *const KINDS[] = {[ADDRESS_ELSEWHERE] = "elsewhere", [ADDRESS_OTHER] = "other"};
    if (address->kind == ADDRESS_DEAD)
        return g_strdup(address->why);
    if (address->kind != ADDRESS_FILE)
        return g_strdup(KINDS[address->kind]);
    return g_strdup_printf("%s%s%s", PATHS[address->file], address->fragment ? " #" : "",
                           address->fragment ? address->fragment : "");
}

#define GONE "there is no such file"
#define OUT  "leads out of the site"

static void references_lead_where_a_browser_goes(void **state)
{
    (void)state;
    static const struct {
        int file;
        const char *reference, *to;
    } CASES[] = {
        {ROOT, "", "index.html"},
        {ROOT, "?q", "index.html"},
        {ROOT, "#", "index.html #"},
        {ROOT, "#%C3%A9%20", "index.html #é "},
        {ROOT, "#%zz", "is no address"},
        {ROOT, "#a?b#c", "index.html #a?b#c"},
        {ROOT, "en/", "en/index.html"},
        {ROOT, "en/?q=a/b#x", "en/index.html #x"},
        {ROOT, " \n en/\t", "en/index.html"},
        {ROOT, "./en/.//index.html", GONE},
        {ROOT, "./en/./index.html", "en/index.html"},
        {ROOT, "en/a/..", "en/index.html"},
        {ROOT, "en/a/../", "en/index.html"},
        {ROOT, "en/../..", OUT},
        {ROOT, "en", GONE},
        {ROOT, "en/a/../../..//", OUT},
        {ROOT, "a%20b.svg", "a b.svg"},
        {ROOT, "a%00b", "is no address"},
        {ROOT, "EN/", GONE},
        {DEEP, "", "en/a/index.html"},
        {DEEP, "..", "en/index.html"},
        {DEEP, "../../", "index.html"},
        {DEEP, "../../../base/", OUT},
        {DEEP, "/base/en/", "en/index.html"},
        {DEEP, "/base/", "index.html"},
        {DEEP, "/base", OUT},
        {DEEP, "/en/", OUT},
        {DEEP, "/base/../x", OUT},
        {DEEP, "https://x.example/base/en/#x", "en/index.html #x"},
        {DEEP, "https://x.example/base/", "index.html"},
        {DEEP, "https://x.example/base/..", OUT},
        {DEEP, "https://x.example/base/no", GONE},
        {DEEP, "https://x.example/", "elsewhere"},
        {DEEP, "HTTP://x.example/base/", "elsewhere"},
        {DEEP, "//x.example/base/", "elsewhere"},
        {DEEP, "mailto:a@b", "other"},
        {DEEP, "data:,x", "other"},
        {DEEP, "1a:b", GONE},
        {DEEP_404, "#x", "en/404.html #x"},
        {DEEP_404, "/base/en/", "en/index.html"},
        {DEEP_404, "../en/", "depends on the address that the page is shown for"},
    };
    Files files;
    files_of(&files);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Place place = {&files, "https://x.example/base/", CASES[i].file, CASES[i].file == DEEP_404};
        g_auto(Address) address = address_resolve(&place, CASES[i].reference);
        g_autofree char *to = shown(&address);
        if (strcmp(to, CASES[i].to) != 0)
            fail_msg("\"%s\": %s, not %s", CASES[i].reference, to, CASES[i].to);
    }
    Place unknown = {&files, NULL, DEEP, FALSE};
    g_auto(Address) root = address_resolve(&unknown, "/en/"), far = address_resolve(&unknown, "https://x.example/");
    assert_string_equal(PATHS[root.file], "en/index.html");
    assert_int_equal(far.kind, ADDRESS_ELSEWHERE);
    files_clear(&files);
}

static void the_first_page_tells_the_address_of_the_site(void **state)
{
    (void)state;
    static const struct {
        const char *canonical, *base;
    } CASES[] = {
        {"https://x.example/", "https://x.example/"},
        {"https://x.example/a/", "https://x.example/a/"},
        {"https://x.example/a/index.html", "https://x.example/a/"},
        {"https://x.example/a", NULL},
        {"https://x.example", NULL},
        {"/a/", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *base = address_base(CASES[i].canonical);
        if (g_strcmp0(base, CASES[i].base) != 0)
            fail_msg("%s: %s", CASES[i].canonical, base);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_lead_where_a_browser_goes),
        cmocka_unit_test(the_first_page_tells_the_address_of_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
