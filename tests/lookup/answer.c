/* answer.c SOURCE: looks texts up, for script.mjs. On standard input each is a line with its length in bytes and then
 * the bytes; on standard output each is answered by one line of JSON, as `replyglot lookup` does but without addresses.
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "lookup/lookup.h"
#include "model/catalog.h"

static void add(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    if (value && *value)
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void add_reply(JsonBuilder *json, const Reply *reply)
{
    const char class[] = {*(*reply->code ? reply->code : reply->enhanced), '\0'};
    json_builder_begin_object(json);
    add(json, "code", reply->code);
    add(json, "enhanced", reply->enhanced);
    add(json, "class", class);
    add(json, "line", reply->line);
    add(json, "recipient", reply->recipient);
    json_builder_end_object(json);
}

static void add_match(JsonBuilder *json, const LookupMatch *match)
{
    g_autofree char *key = lookup_match_key(match);
    json_builder_begin_object(json);
    add(json, "sender", match->wire->name);
    add(json, "key", key);
    add(json, "code", match->line->code.s);
    add(json, "enhanced", match->line->enhanced.s);
    json_builder_end_object(json);
}

static void answer(const Protocol *protocol, const char *bytes, gsize length)
{
    g_autoptr(LookupResult) result = lookup_text(protocol, bytes, length);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "replies");
    json_builder_begin_array(json);
    for (guint i = 0; i < result->replies->len; i++)
        add_reply(json, result->replies->pdata[i]);
    json_builder_end_array(json);
    json_builder_set_member_name(json, "matches");
    json_builder_begin_array(json);
    for (guint i = 0; i < result->matches->len; i++)
        add_match(json, &g_array_index(result->matches, LookupMatch, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, FALSE);
    puts(text);
}

int main(int argc, char **argv)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Catalog) catalog = argc == 2 ? catalog_load(argv[1], NULL, 2, findings) : NULL;
    char line[32];
    if (!catalog || findings_count(findings, SEVERITY_ERROR))
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        gsize length = strtoul(line, NULL, 10);
        g_autofree char *bytes = g_malloc(length + 1);
        if (fread(bytes, 1, length, stdin) != length)
            return 1;
        answer(catalog->protocols[0], bytes, length);
    }
    return 0;
}
