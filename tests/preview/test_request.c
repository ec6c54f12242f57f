#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "preview/request.h"

static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *address, *base;
        RequestKind kind;
        const char *path;
        gboolean folder;
    } CASES[] = {
        {"/", "/", REQUEST_PATH, "", TRUE},
        {"/en/", "/", REQUEST_PATH, "en", TRUE},
        {"/en", "/", REQUEST_PATH, "en", FALSE},
        {"/en/a%20b/c.html", "/", REQUEST_PATH, "en/a b/c.html", FALSE},
        {"/%C3%A9", "/", REQUEST_PATH, "é", FALSE},
        {"/%252e%252e/x", "/", REQUEST_PATH, "%2e%2e/x", FALSE}, /* decoded once: a name like others */
        {"/a/b/", "/a/b/", REQUEST_PATH, "", TRUE},
        {"/a/b/en/", "/a/b/", REQUEST_PATH, "en", TRUE},
        {"/a/b", "/a/b/", REQUEST_BASE, NULL, FALSE},
        {"/", "/a/b/", REQUEST_BASE, NULL, FALSE},
        {"/a/", "/a/b/", REQUEST_NOTHING, NULL, FALSE},
        {"/a/bc", "/a/b/", REQUEST_NOTHING, NULL, FALSE}, /* a prefix is no folder */
        {"/.replyglot/reload.js", "/a/b/", REQUEST_PERSONAL, "reload.js", FALSE},
        {"/.replyglot", "/", REQUEST_NOTHING, NULL, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Request) request = {0};
        request_read(&request, CASES[i].address, CASES[i].base);
        assert_int_equal(request.kind, CASES[i].kind);
        if (CASES[i].path)
            assert_string_equal(request.path, CASES[i].path);
        else
            assert_null(request.path);
        assert_int_equal(request.folder, CASES[i].folder);
    }
}

static void no_address_leads_out(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "",           "x",           "*",         "/..",       "/../x",   "/en/../x",   "/en/..",    "/./x",
        "//x",        "/en//x",      "/en//",     "/%2e%2e/x", "/%2E./x", "/.%2e",      "/%2e/x",    "/%2fetc",
        "/en%2fx",    "/en%2Fx",     "/%5c",      "/en\\x",    "/..%5cx", "/%00",       "/x%00.css", "/%c0%ae%c0%ae/x",
        "/%c0%af",    "/%e0%80%ae/", "/%ff",      "/\xff",     "/%",      "/%z",        "/%4",       "/.hidden",
        "/en/.git",   "/%2ehidden",  "/x%0d%0ay", "/x%7f",     "/\x01",   "/%ed%a0%80", "/..;/x",    "/...",
        "/en/%20/..",
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(Request) request = {0};
        request_read(&request, CASES[i], "/");
        assert_int_equal(request.kind, REQUEST_NOTHING);
        assert_null(request.path);
    }
}

static void hosts(void **state)
{
    (void)state;
    static const char *const OWN[] = {"localhost:8000", "LocalHost:8000", "127.0.0.1:8000", "[::1]:8000"};
    static const char *const OTHER[] = {NULL,
                                        "",
                                        "localhost",
                                        "localhost:80",
                                        "localhost:80000",
                                        "localhost:08000",
                                        "localhost.:8000",
                                        "localhost.example:8000",
                                        "example:8000",
                                        "127.0.0.2:8000",
                                        "127.0.0.1.example:8000",
                                        "0.0.0.0:8000",
                                        "[::]:8000",
                                        "::1:8000",
                                        "localhost:8000, example",
                                        "user@localhost:8000",
                                        " localhost:8000"};
    for (guint i = 0; i < G_N_ELEMENTS(OWN); i++)
        assert_true(request_is_own_host(OWN[i], 8000));
    for (guint i = 0; i < G_N_ELEMENTS(OTHER); i++)
        assert_false(request_is_own_host(OTHER[i], 8000));
    assert_true(request_is_own_host("localhost", 80));
    assert_true(request_is_own_host("[::1]:80", 80));
}

static void media_types(void **state)
{
    (void)state;
    static const struct {
        const char *file, *type;
    } CASES[] = {
        {"index.html", "text/html; charset=utf-8"},
        {"assets/site.1a2b3c4d.css", "text/css; charset=utf-8"},
        {"en/search-data.js", "text/javascript; charset=utf-8"},
        {"robots.txt", "text/plain; charset=utf-8"},
        {"sitemap.xml", "application/xml; charset=utf-8"},
        {"a.png", "image/png"},
        {"html", "application/octet-stream"},
        {"a.html.bak", "application/octet-stream"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        assert_string_equal(request_media_type(CASES[i].file), CASES[i].type);
}

static void etags(void **state)
{
    (void)state;
    static const char *const HAVE[] = {"\"a\"", "W/\"a\"", "*", "\"b\", \"a\"", "\"b\",W/\"a\" "};
    static const char *const LACK[] = {NULL, "", "a", "\"b\"", "\"aa\"", "w/\"a\"", "\"b\", \"c\""};
    for (guint i = 0; i < G_N_ELEMENTS(HAVE); i++)
        assert_true(request_has_etag(HAVE[i], "\"a\""));
    for (guint i = 0; i < G_N_ELEMENTS(LACK); i++)
        assert_false(request_has_etag(LACK[i], "\"a\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses), cmocka_unit_test(no_address_leads_out),
        cmocka_unit_test(hosts),     cmocka_unit_test(media_types),
        cmocka_unit_test(etags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
