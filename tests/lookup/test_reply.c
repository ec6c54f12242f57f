#include <json-glib/json-glib.h>

#include "look.h"
#include "lookup/rules.h"

static const struct Case {
    const char *name, *text, *expected;
} CASES[] = {
    {"a line", "550 5.1.1 no such user", "550 5.1.1 -"},
    {"a code alone", "550", "550 - -"},
    {"an enhanced code alone", "5.1.1", "- 5.1.1 -"},
    {"a challenge", "334 VXNlcm5hbWU6", "334 - -"},
    {"a hash", "#550 5.1.1 not found ##", "550 5.1.1 -"},
    {"a colon behind", "550: 5.1.1 no", "550 5.1.1 -"},
    {"twice", "550 550 5.1.1 no such user", "550 5.1.1 -"},
    {"the enhanced code in the text", "550 no such user (#5.1.1)", "550 5.1.1 -"},
    {"the enhanced code of another class", "550 no such user (#4.1.1)", "550 - -"},
    {"the enhanced code on the next line", "host x said: 550\n    5.1.1 no such user", "550 5.1.1 -"},
    {"several lines", "550-5.1.1 no\n550-5.1.1 such\n550 5.1.1 user", "550 5.1.1 -"},
    {"several lines, the enhanced code in the last", "550-no\n550 5.1.1 such user", "550 5.1.1 -"},
    {"a failure before a delay", "451 4.7.1 later\n550 5.1.1 no such user", "550 5.1.1 -, 451 4.7.1 -"},
    {"what follows from another", "<<< 503 need RCPT first\n<<< 550 no such user", "550 - -, 503 - -"},
    {"an HTTP status", "The web server said HTTP 500 Internal Server Error", ""},
    {"an address", "Delivery to 192.0.2.1 failed, connect to 198.51.100.250:25", ""},
    {"a version", "Exim 4.94.2 could not deliver the message to Postfix 2.11.0", ""},
    {"a size", "mail rejected: message of\n550 MB is too large", ""},
    {"a date", "Delivery failed on 2026-11-22 20:05:50.421 +0200", ""},
    {"a telephone", "undeliverable: call +1 555 421 4500 or 555-1234", ""},
    {"a street", "Mail is returned to\n500 Main Street, Springfield", ""},
    {"prose", "Thank you for your order of 250 chairs.\nRoom 421 is free.\nWe are 550 people.\nBest\nX", ""},
    {"the returned message", "Sorry\n--- Below this line is a copy of the message.\n\n550 5.1.1 no such user", ""},
    {"a log of several attempts",
     "Nov 22 20:00:01 mx postfix/smtp[1]: A: to=<x@example.org>, dsn=4.7.1, status=deferred (host y said: 451 4.7.1 "
     "later)\nNov 22 20:10:01 mx postfix/smtp[1]: A: to=<x@example.org>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)",
     "250 2.0.0 x@example.org, 451 4.7.1 x@example.org"},
    {"fields alone",
     "Final-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no",
     "550 5.1.1 x@example.org"},
    {"a status of another class",
     "Final-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 4.4.7\nDiagnostic-Code: smtp; 550 no",
     "550 - x@example.org"},
    {"fields without a code", "Final-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1",
     "- 5.1.1 x@example.org"},
    {"the code in the text, the enhanced code in the fields",
     "host x said: 550 no such user\n\nFinal-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1",
     "550 5.1.1 x@example.org"},
    {"two recipients",
     "Final-Recipient: rfc822; x@example.org\nAction: delayed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 full\n\n"
     "Final-Recipient: rfc822; y@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no",
     "550 5.1.1 y@example.org, 452 4.2.2 x@example.org"},
    {"a wrapped field",
     "Final-Recipient: rfc822; x@example.org\nAction: failed\nDiagnostic-Code: smtp; 550-5.1.1 no\n    550 5.1.1 such "
     "user",
     "550 5.1.1 x@example.org"},
};

static void test_case(void **state)
{
    const struct Case *row = *state;
    g_autofree char *found = look(row->text);
    assert_string_equal(found, row->expected);
}

/* What the browser gets is what is used here. */
static void test_rules(void **state)
{
    (void)state;
    g_autoptr(GString) json = g_string_new(NULL);
    rules_json(json);
    JsonNode *root = json_from_string(json->str, NULL);
    JsonArray *rows = json_node_get_array(root);
    assert_int_equal(json_array_get_length(rows), N_SIGNS);
    for (guint i = 0; i < N_SIGNS; i++) {
        JsonArray *row = json_array_get_array_element(rows, i);
        const char *pattern = json_array_get_string_element(row, 3);
        assert_non_null(json_array_get_string_element(row, 0));
        assert_string_equal(pattern, SIGNS[i].pattern);
        assert_null(strstr(pattern, "\\b"));
        assert_null(strstr(pattern, "\\d"));
        assert_null(strstr(pattern, "\\s"));
        assert_null(strstr(pattern, "\\w"));
        assert_null(strstr(pattern, "(?i"));
    }
    json_node_unref(root);
}

int main(void)
{
    struct CMUnitTest tests[G_N_ELEMENTS(CASES) + 1] = {cmocka_unit_test(test_rules)};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        tests[1 + i] =
            (struct CMUnitTest){.name = CASES[i].name, .test_func = test_case, .initial_state = (void *)&CASES[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
