#include "model/ktl.h"
#include "model/link.h"

static const struct Case {
    const char *target;   /* and the case's name */
    const char *expected; /* what it leads to, or why nowhere */
} CASES[] = {
    {"code:40", "code 1"},
    {"code:20", "code 0"},
    {"code:99", "there is no record of this code"},
    {"code:", "there is no record of this code"},
    {"code: 40", "there is no record of this code"},
    {"code:040", "there is no record of this code"},
    {"CODE:40", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
    {"rfc:5321", "rfc 5321"},
    {"rfc:5321#4.2.3", "rfc 5321 4.2.3"},
    {"rfc:5321#A.1", "rfc 5321 A.1"},
    {"rfc:5321#B", "rfc 5321 B"},
    {"rfc:1234567", "rfc 1234567"},
    {"rfc:12345678", "not the number of an RFC"},
    {"rfc:", "not the number of an RFC"},
    {"rfc:x", "not the number of an RFC"},
    {"rfc:-1", "not the number of an RFC"},
    {"rfc:5321#", "not a section such as rfc:2119#6.1"},
    {"rfc:5321#4.", "not a section such as rfc:2119#6.1"},
    {"rfc:5321#AA", "not a section such as rfc:2119#6.1"},
    {"rfc:5321#4\n", "not a section such as rfc:2119#6.1"},
    {"rfc:5321 4", "not a section such as rfc:2119#6.1"},
    {"rfc:5321/4", "not a section such as rfc:2119#6.1"},
    {"https://e.org/", "web"},
    {"http://e.org/", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
    {"javascript:alert(1)", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
    {"//e.org/", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
    {"40", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
    {"", "a link is code:CODE, rfc:NUMBER#SECTION or https://…"},
};

static char *say(const Link *link)
{
    switch (link->kind) {
    case LINK_CODE:
        return g_strdup_printf("code %u", link->code);
    case LINK_RFC:
        return g_strjoin(" ", "rfc", link->rfc, link->section, NULL);
    case LINK_WEB:
        break;
    }
    return g_strdup("web");
}

static void test_link(void **state)
{
    const struct Case *row = *state;
    g_autoptr(Catalog) catalog = ktl_catalog();
    Link link = {0};
    const char *why = link_read(catalog->protocols[0], row->target, &link);
    g_autofree char *said = why ? g_strdup(why) : say(&link);
    assert_string_equal(said, row->expected);
}

static void no_protocol(void **state)
{
    (void)state;
    Link link = {0};
    assert_string_equal(link_read(NULL, "code:40", &link), "there is no record of this code");
    assert_null(link_read(NULL, "rfc:2119", &link));
}

static const struct Address {
    const char *name, *rfc, *section, *expected;
} ADDRESSES[] = {
    {"the whole", "5321", NULL, "https://www.rfc-editor.org/rfc/rfc5321"},
    {"a section", "5321", "4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"},
    {"an appendix", "5321", "A.1", "https://www.rfc-editor.org/rfc/rfc5321#appendix-A.1"},
    {"one of two digits", "42", "10", "https://www.rfc-editor.org/rfc/rfc42#section-10"},
};

static void test_address(void **state)
{
    const struct Address *row = *state;
    g_autoptr(GString) out = g_string_new(NULL);
    link_rfc(out, row->rfc, row->section);
    assert_string_equal(out->str, row->expected);
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, CASES, test_link);
    add_test(tests, "the site has no codes", no_protocol);
    ADD_CASES(tests, ADDRESSES, test_address);
    return run_cases(tests, "link");
}
