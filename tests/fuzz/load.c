/* load.c: reads YAML on standard input as the files of the source are read, for suite.mjs. Prints the findings and
 * ends with 1, or the tree as JSON, in a list of one, and ends with 0. */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <sys/resource.h>

#include "diag/report.h"
#include "yaml/node.h"

enum { SECONDS = 5 }; /* of the processor, some thousand times what a case needs: a hang ends here */

static void add(JsonBuilder *json, const Node *node)
{
    if (node->kind == NODE_TEXT) {
        json_builder_add_string_value(json, node->text);
    } else if (node->kind == NODE_LIST) {
        json_builder_begin_array(json);
        for (gsize i = 0; i < node->count; i++)
            add(json, node->items[i]);
        json_builder_end_array(json);
    } else {
        json_builder_begin_object(json);
        for (gsize i = 0; i < node->count; i++) {
            json_builder_set_member_name(json, node->entries[i].key);
            add(json, node->entries[i].value);
        }
        json_builder_end_object(json);
    }
}

static char *as_json(const Node *node)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_array(json); /* it must begin with a list or an object */
    add(json, node);
    json_builder_end_array(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}

int main(void)
{
    static char text[1024 * 1024];
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) report = g_string_new(NULL);
    setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS, SECONDS});
    gsize length = fread(text, 1, sizeof text, stdin);
    const Node *root = node_read(arena, "f", text, length, findings);
    findings_sort(findings);
    findings_print_text(findings, report);
    g_autofree char *json = root && !report->len ? as_json(root) : NULL;
    puts(json ? json : report->str);
    return json ? 0 : 1;
}
