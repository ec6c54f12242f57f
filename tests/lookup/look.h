/* look.h: what the tests of lookup/ share. */
#pragma once
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <string.h>

#include "lookup/lookup.h"

/* A protocol with the known words "the words that everybody of them knows" of one sender. */
static inline const Protocol *look_protocol(void)
{
    static WireLine line = {.key = {.s = "known"},
                            .words = {.s = "the words that everybody of them knows"},
                            .code = {.s = "421"},
                            .enhanced = {.s = "4.7.0"}};
    static const Document document = {.file = "content/x/wire/somebody.yaml"};
    static Wire wire = {.document = &document, .name = "Somebody", .language = "en", .lines = &line, .n_lines = 1};
    static const Protocol protocol = {.id = "x", .wires = &wire, .n_wires = 1};
    return &protocol;
}

/* The replies in TEXT as "550 5.1.1 <x@example.org>, 421 - -". g_free() it. */
static inline char *look(const char *text)
{
    g_autoptr(LookupResult) result = lookup_text(look_protocol(), text, strlen(text));
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < result->replies->len; i++) {
        const Reply *reply = result->replies->pdata[i];
        g_string_append_printf(out, "%s%s %s %s", i ? ", " : "", *reply->code ? reply->code : "-",
                               reply->enhanced ? reply->enhanced : "-", reply->recipient ? reply->recipient : "-");
    }
    return g_string_free(out, FALSE);
}
