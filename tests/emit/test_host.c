#include "emit/host.h"

#include "emit/server.h"
#include "model/ktl.h"
#include "press/press.h"

static Plan *plan_for(const Catalog *catalog, HostId host, const char *base_url)
{
    g_autoptr(Findings) findings = findings_new();
    return plan_new(catalog, &(PlanOptions){.base_url = base_url, .host = host}, findings);
}

static void files_that_hosts_read(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = plan_for(catalog, HOST_NETLIFY, "https://e.org/b/");
    g_autoptr(GString) headers = g_string_new(NULL), redirects = g_string_new(NULL);
    host_headers(plan, headers);
    host_redirects(plan, redirects);
    assert_string_equal(
        headers->str,
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "/assets/*\n"
        "  Cache-Control: public, max-age=31536000, immutable\n");
    assert_string_equal(redirects->str, "/en/* /en/404.html 404\n/fr/* /fr/404.html 404\n");
}

static guint count_of(const Plan *plan, OutputKind kind)
{
    guint count = 0;
    for (gsize i = 0; i < plan_count(plan); i++)
        count += plan_output(plan, i)->kind == kind;
    return count;
}

static void a_plan_has_the_files_of_its_host(void **state)
{
    (void)state;
    static const OutputKind KINDS[] = {OUTPUT_HEADERS, OUTPUT_REDIRECTS, OUTPUT_NOJEKYLL};
    g_autoptr(Catalog) catalog = ktl_catalog();
    for (guint host = 0; host < N_HOSTS; host++) {
        g_autoptr(Plan) plan = plan_for(catalog, host, NULL);
        for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
            assert_int_equal(count_of(plan, KINDS[i]), HOSTS[host].wants >> i & 1);
    }
}

/* The configuration of HOST, in which each mark was replaced. */
static char *configuration(HostId host, const char *base_url, guint forms)
{
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = plan_for(catalog, host, base_url);
    GString *out = g_string_new(NULL);
    host_configuration(plan, &(HostPlace){"/srv/the site", forms}, out);
    assert_false(g_regex_match_simple("@[A-Z]+@", out->str, 0, 0));
    assert_non_null(strstr(out->str, "/srv/the site"));
    assert_non_null(strstr(out->str, HOST_SAFETY_HEADERS[0].value));
    return g_string_free(out, FALSE);
}

static void each_server_is_told_the_path(void **state)
{
    (void)state;
    for (guint host = 0; host < N_HOSTS; host++) {
        if (!HOSTS[host].configured)
            continue;
        g_autofree char *below = configuration(host, "https://e.org/a.b/c/", PRESS_ALL);
        g_autofree char *at_root = configuration(host, "https://e.org/", PRESS_ALL);
        assert_non_null(strstr(below, "b/c/fr/"));
        assert_null(strstr(at_root, "a.b"));
        assert_null(strstr(at_root, "//fr"));
        /* A dot in an expression is one. Caddy has the path in none. */
        assert_int_equal(strstr(below, "^/a\\.b/c/") != NULL, host != HOST_CADDY);
        assert_null(strstr(below, "^/a.b"));
    }
}

static void servers_are_told_of_the_copies_that_stand(void **state)
{
    (void)state;
    static const struct {
        HostId host;
        const char *gzip, *br;
    } CASES[] = {
        {HOST_NGINX, "gzip_static on", "brotli_static on"},
        {HOST_CADDY, "gzip\n", "precompressed br"},
        {HOST_APACHE, "AddEncoding gzip .gz", "AddEncoding br .br"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        for (guint forms = 0; forms <= PRESS_ALL; forms++) {
            g_autofree char *text = configuration(CASES[i].host, NULL, forms);
            assert_int_equal(strstr(text, CASES[i].gzip) != NULL, forms & 1);
            assert_int_equal(strstr(text, CASES[i].br) != NULL, forms >> 1 & 1);
        }
}

/* 20, 40 and 41 are the codes; one stands before the other in the folder of a comparison. */
static void lighttpd_has_a_rule_for_each_higher_code(void **state)
{
    (void)state;
    g_autofree char *text = configuration(HOST_LIGHTTPD, "https://e.org/x/", 0);
    assert_non_null(strstr(text, "            \"^(/x/(?:en|fr)/ktl/)40-vs-(20)/?(\\?.*)?$\" => \"$1$2-vs-40/$3\",\n"
                                 "            \"^(/x/(?:en|fr)/ktl/)41-vs-(20|40)/?(\\?.*)?$\" => \"$1$2-vs-41/$3\",\n"
                                 "        )\n"));
}

static void types_have_copies_where_the_press_makes_some(void **state)
{
    (void)state;
    for (guint i = 0; i < HOST_TYPES_COUNT; i++) {
        g_autofree char *name = g_strconcat("a.", HOST_TYPES[i].ending, NULL);
        assert_int_equal(press_suits(name), HOST_TYPES[i].pressed);
    }
}

static void folders_that_can_be_written_down(void **state)
{
    (void)state;
    static const char *const YES[] = {"/srv/site", "/", "/a b/c-d_e.f", "/srv/é"}, *const NO[] = {
                                                                                       "",       "srv",   "/srv/",
                                                                                       "/a\"b",  "/a\\b", "/a$b",
                                                                                       "/a%b",   "/a{b",  "/a}b",
                                                                                       "/a*",    "/a?",   "/a\nb",
                                                                                       "/a\x7f", "/\xff"};
    for (guint i = 0; i < G_N_ELEMENTS(YES); i++)
        assert_true(host_is_root(YES[i]));
    for (guint i = 0; i < G_N_ELEMENTS(NO); i++)
        assert_false(host_is_root(NO[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_hosts_read),
        cmocka_unit_test(a_plan_has_the_files_of_its_host),
        cmocka_unit_test(each_server_is_told_the_path),
        cmocka_unit_test(servers_are_told_of_the_copies_that_stand),
        cmocka_unit_test(lighttpd_has_a_rule_for_each_higher_code),
        cmocka_unit_test(types_have_copies_where_the_press_makes_some),
        cmocka_unit_test(folders_that_can_be_written_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
