/* A text that was pasted: the replies in it, the known words, and the parts of a mail. */
#include "lookup/lookup.h"

#include <string.h>

#include "fuzz.h"
#include "fuzz/paths.h"
#include "lookup/rank.h"
#include "lookup/unpack.h"
#include "model/catalog.h"

static const Catalog *catalog;
static const Protocol *protocol;

static void set_up(void)
{
    if (catalog)
        return;
    g_autoptr(Findings) findings = findings_new();
    catalog = catalog_load(FUZZ_SHIPPED, LOOKUP_FORMS, 2, findings);
    g_assert(catalog && findings_count(findings, SEVERITY_ERROR) == 0);
    protocol = catalog->protocols[0];
    g_assert(protocol->n_wires);
}

static gboolean is_code(const char *code)
{
    return *code >= '2' && *code <= '5' && g_ascii_isdigit(code[1]) && g_ascii_isdigit(code[2]) && !code[3];
}

static void check_reply(const Reply *reply)
{
    g_assert(*reply->code ? is_code(reply->code) : reply->enhanced != NULL);
    g_assert(!reply->enhanced || (strchr("245", *reply->enhanced) && reply->enhanced[1] == '.' &&
                                  reply->enhanced[strspn(reply->enhanced, "0123456789.")] == '\0'));
    g_assert(fuzz_is_printable(reply->line, ""));
    g_assert(!reply->recipient || (*reply->recipient && fuzz_is_printable(reply->recipient, "")));
}

/* No two replies are the same. */
static void check_once(const GPtrArray *replies)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < replies->len; i++) {
        const Reply *reply = replies->pdata[i];
        g_assert(
            g_hash_table_add(seen, g_strdup_printf("%s %s", reply->code, reply->enhanced ? reply->enhanced : "")) ||
            reply->recipient);
    }
}

static void check_matches(const GArray *matches)
{
    for (guint i = 0; i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        g_autofree char *key = lookup_match_key(match);
        g_assert(strchr(key, '/') && match->line->code.s && match->wire->name);
    }
}

static void look(const char *bytes, gsize length)
{
    g_autoptr(LookupResult) result = lookup_text(protocol, bytes, length);
    g_assert(result->replies->len <= RANK_MOST);
    for (guint i = 0; i < result->replies->len; i++)
        check_reply(result->replies->pdata[i]);
    check_once(result->replies);
    check_matches(result->matches);
}

static void take_apart(const char *bytes, gsize length)
{
    g_autoptr(Unpacked) unpacked = unpack(bytes, length);
    g_assert(unpacked->parts->len <= UNPACK_PARTS);
    for (guint i = 0; i < unpacked->parts->len; i++)
        g_assert(fuzz_is_printable(((const MailPart *)unpacked->parts->pdata[i])->text, "\n"));
    g_assert(!unpacked->failed || g_utf8_validate(unpacked->failed, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    look((const char *)data, size);
    take_apart((const char *)data, size);
    return 0;
}
