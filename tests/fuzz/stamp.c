/* A translation, whose fingerprints are set anew. */
#include "model/stamp.h"

#include <string.h>

#include "fuzz.h"
#include "yaml/node.h"

#define ONE "ffffffff"
#define TWO "01234567"

static const StampEntry ENTRIES[] = {{"a", ONE}, {"fix.b", TWO}};

static const Node *parse(Arena *arena, const char *text, gsize length)
{
    g_autoptr(Findings) findings = findings_new();
    const Node *root = node_read(arena, "", text, length, findings);
    g_assert(root && findings_length(findings) == 0);
    return root;
}

/* How many lines of A are none of B's; those that hold a fingerprint, or begin the mapping of them, count only with
 * STAMPS. */
static guint other_lines(const char *a, const char *b, gboolean stamps)
{
    g_auto(GStrv) lines = g_strsplit(a, "\n", -1), others = g_strsplit(b, "\n", -1);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    guint count = 0;
    for (char **line = others; *line; line++)
        g_hash_table_add(known, *line);
    for (char **line = lines; *line; line++)
        if (!g_hash_table_contains(known, *line))
            count += stamps || !(strstr(*line, ONE) || strstr(*line, TWO) || strstr(*line, "source:"));
    return count;
}

/* Whether no fingerprint that is set anew stood in several lines of TEXT, which all go. */
static gboolean stand_in_lines(const char *text, const Node *was)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const Node *source = node_get(was, "source");
    for (guint i = 0; source && i < G_N_ELEMENTS(ENTRIES); i++) {
        const Node *value = node_get(source, ENTRIES[i].path);
        if (value && !(value->text && value->mark.line <= g_strv_length(lines) &&
                       strstr(lines[value->mark.line - 1], value->text)))
            return FALSE;
    }
    return TRUE;
}

static void check_stamped(const char *text, gsize length, const char *out)
{
    g_autoptr(Arena) arena = arena_new();
    const Node *was = parse(arena, text, length), *now = parse(arena, out, strlen(out));
    for (guint i = 0; i < G_N_ELEMENTS(ENTRIES); i++) {
        const Node *value = node_get(node_get(now, "source"), ENTRIES[i].path);
        g_assert(value && strcmp(value->text, ENTRIES[i].fingerprint) == 0);
    }
    g_assert(now->count == was->count + !node_get(was, "source"));
    /* An entry may stand in a line of its own, or share one. A last line that has no end gets one. */
    g_assert(!stand_in_lines(text, was) || other_lines(text, out, TRUE) <= G_N_ELEMENTS(ENTRIES) + 1);
    g_assert(other_lines(out, text, FALSE) <= 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size); /* it must be terminated */
    g_autoptr(GError) error = NULL;
    g_autofree char *out = stamp_text(text, size, ENTRIES, G_N_ELEMENTS(ENTRIES), &error);
    g_assert(!out == (error != NULL));
    if (!out)
        return 0;
    check_stamped(text, size, out);
    g_autofree char *again = stamp_text(out, strlen(out), ENTRIES, G_N_ELEMENTS(ENTRIES), NULL);
    g_assert(again && strcmp(again, out) == 0);
    return 0;
}
