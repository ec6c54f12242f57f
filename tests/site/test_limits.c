#include "site/limits.h"

#include "model/ktl.h"
#include "press/press.h"

/* What is told, without the hints. */
static char *told(const Findings *findings)
{
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < findings_length(findings); i++)
        g_string_append_printf(out, "%s\n", findings_get(findings, i)->message);
    return g_string_free(out, FALSE);
}

#define assert_told(findings, expected)                                                                                \
    do {                                                                                                               \
        g_autofree char *told_ = told(findings);                                                                       \
        assert_string_equal(told_, expected);                                                                          \
    } while (0)

/* A plan for HOST with MORE pages, none of which is ever made, and an asset of BYTES, which all of them share. */
static Plan *plan_with(const Catalog *catalog, HostId host, guint more, gsize bytes)
{
    static Asset asset = {"x.bin", "assets/x.12345678.bin", "", 0};
    g_autoptr(Findings) findings = findings_new();
    asset.length = bytes;
    Plan *plan = plan_new(catalog, &(PlanOptions){.host = host, .assets = &asset, .n_assets = 1}, findings);
    g_array_set_size(plan->outputs, plan->outputs->len + more);
    for (guint i = 0; i < more; i++)
        g_array_index(plan->outputs, Output, plan->outputs->len - 1 - i) = (Output){.kind = OUTPUT_HOME};
    return plan;
}

static void the_files_of_a_site(void **state)
{
    (void)state;
    enum { MOST = 20000 };
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) small = plan_with(catalog, HOST_CLOUDFLARE, 0, 10);
    guint own = (guint)plan_count(small);
    g_autoptr(Plan) full = plan_with(catalog, HOST_CLOUDFLARE, MOST - own, 10);
    g_autoptr(Plan) over = plan_with(catalog, HOST_CLOUDFLARE, MOST - own + 1, 10);
    g_autoptr(Plan) plain = plan_with(catalog, HOST_PLAIN, MOST, 10);
    g_autoptr(Findings) none = findings_new(), some = findings_new();
    limits_check_plan(small, PRESS_ALL, none);
    limits_check_plan(full, 0, none);
    limits_check_plan(plain, PRESS_ALL, none);
    assert_told(none, "");
    limits_check_plan(over, 0, some);
    assert_told(some, "Cloudflare Pages takes at most 20000 files, and the site has 20001\n");
    assert_int_equal(findings_count(some, SEVERITY_ERROR), 1);
}

static void copies_are_files_too(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) plan = plan_with(catalog, HOST_CLOUDFLARE, 7000, 10);
    g_autoptr(Findings) none = findings_new(), some = findings_new();
    limits_check_plan(plan, 1 << PRESS_GZIP, none);
    assert_told(none, "");
    limits_check_plan(plan, PRESS_ALL, some);
    assert_int_equal(findings_length(some), 1);
}

static void folders_and_what_is_in_one(void **state)
{
    (void)state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) many = plan_with(catalog, HOST_GITLAB, 200000, 10),
                    one = plan_with(catalog, HOST_NETLIFY, 54000, 10),
                    few = plan_with(catalog, HOST_GITLAB, 190000, 10);
    g_autoptr(Findings) none = findings_new(), entries = findings_new(), folder = findings_new();
    limits_check_plan(few, 0, none);
    assert_told(none, "");
    limits_check_plan(many, 0, entries);
    assert_int_equal(findings_length(entries), 1);
    assert_non_null(
        strstr(findings_get(entries, 0)->message, "at most 200000 files and folders, and the site has 2000"));
    limits_check_plan(one, 0, folder);
    assert_int_equal(findings_length(folder), 1);
    assert_non_null(
        strstr(findings_get(folder, 0)->message, "at most 54000 files in one folder, and the site has 5400"));
}

static void bytes_of_a_file_and_of_all(void **state)
{
    (void)state;
    enum { LARGEST = 26214400 };
    g_autoptr(Catalog) catalog = ktl_catalog();
    g_autoptr(Plan) github = plan_with(catalog, HOST_GITHUB, 0, 10),
                    cloudflare = plan_with(catalog, HOST_CLOUDFLARE, 0, LARGEST + 1);
    g_autoptr(Findings) asset = findings_new(), file = findings_new(), all = findings_new();
    limits_check_plan(cloudflare, 0, asset);
    assert_told(asset, "Cloudflare Pages takes at most 26214400 bytes in one file, and the site has 26214401\n");
    limits_check_bytes(cloudflare, LARGEST, LARGEST, file);
    assert_told(file, "");
    limits_check_bytes(cloudflare, LARGEST, LARGEST + 2, file);
    assert_told(file, "Cloudflare Pages takes at most 26214400 bytes in one file, and the site has 26214402\n");
    limits_check_bytes(github, 1000000000, 5, all);
    assert_told(all, "");
    limits_check_bytes(github, 1000000001, 5, all);
    assert_told(all, "GitHub Pages takes at most 1000000000 bytes, and the site has 1000000001\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_of_a_site),
        cmocka_unit_test(copies_are_files_too),
        cmocka_unit_test(folders_and_what_is_in_one),
        cmocka_unit_test(bytes_of_a_file_and_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
