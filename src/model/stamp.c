#include "model/stamp.h"

#include <string.h>

#include "yaml/node.h"

/* REMOVED bytes at AT give way to INSERTED. */
typedef struct Edit {
    gsize at, removed;
    char *inserted;
} Edit;

typedef struct Stamping {
    const char *text;
    gsize length;
    const char *line_end; /* as the file has it */
    GArray *edits;        /* of Edit */
} Stamping;

static void edit_clear(gpointer data)
{
    g_free(((Edit *)data)->inserted);
}

static void edit(const Stamping *s, gsize at, gsize removed, char *inserted)
{
    Edit entry = {at, removed, inserted};
    g_array_append_val(s->edits, entry);
}

static gboolean refuse(GError **error, const char *message)
{
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, message);
    return FALSE;
}

/* Only LF ends a line (yaml/encoding.h); columns count code points. */
static gsize offset_of(const Stamping *s, Mark mark)
{
    const char *p = s->text;
    for (guint line = 1; line < mark.line; line++)
        p = strchr(p, '\n') + 1;
    return (gsize)(g_utf8_offset_to_pointer(p, mark.column - 1) - s->text);
}

/* Where the line that holds AT ends: behind its line break, or at the end of the text. */
static gsize next_line(const Stamping *s, gsize at)
{
    const char *end = memchr(s->text + at, '\n', s->length - at);
    return end ? (gsize)(end - s->text) + 1 : s->length;
}

/* The length of the quoted scalar at P, quotes included. */
static gsize quoted_length(const char *p)
{
    const char quote = *p;
    for (gsize i = 1; p[i]; i++) {
        gboolean escape = quote == '"' ? p[i] == '\\' && p[i + 1] : p[i] == quote && p[i + 1] == quote;
        if (escape)
            i++;
        else if (p[i] == quote)
            return i + 1;
    }
    return strlen(p);
}

/* The length of the plain scalar at P in block or FLOW context, on its line. */
static gsize plain_length(const char *p, gboolean flow)
{
    gsize length = strcspn(p, "\r\n");
    for (gsize i = 0; i < length; i++)
        if ((p[i] == '#' && i && strchr(" \t", p[i - 1])) || (flow && strchr(",{}[]", p[i])))
            length = i;
    while (length && strchr(" \t", p[length - 1]))
        length--;
    return length;
}

static gsize scalar_length(const char *p, gboolean flow)
{
    return *p == '"' || *p == '\'' ? quoted_length(p) : plain_length(p, flow);
}

/* The length of the key at P. A plain one ends at its colon. */
static gsize key_length(const char *p)
{
    if (*p == '"' || *p == '\'')
        return quoted_length(p);
    gsize length = 0;
    while (p[length] && !(p[length] == ':' && (!p[length + 1] || strchr(" \t\r\n", p[length + 1]))))
        length++;
    return length;
}

static gsize behind_colon(const Stamping *s, const NodeEntry *entry)
{
    gsize at = offset_of(s, entry->mark);
    const char *colon = strchr(s->text + at + key_length(s->text + at), ':');
    return colon ? (gsize)(colon - s->text) + 1 : s->length;
}

/* A flow mapping begins with its brace; a block one with its first key. */
static gboolean is_flow(const Stamping *s, const Node *map)
{
    return s->text[offset_of(s, map->mark)] == '{';
}

static gboolean replace(const Stamping *s, const NodeEntry *entry, const char *fingerprint, gboolean flow,
                        GError **error)
{
    const Node *value = entry->value;
    if (value->kind != NODE_TEXT)
        return refuse(error, "what stands under `source` is no fingerprint");
    if (!value->quoted && !*value->text) {
        edit(s, behind_colon(s, entry), 0, g_strconcat(" ", fingerprint, NULL));
        return TRUE;
    }
    gsize at = offset_of(s, value->mark);
    if (strchr("|>", s->text[at]))
        return refuse(error, "a fingerprint under `source` stands in a block; write it behind its key");
    edit(s, at, scalar_length(s->text + at, flow), g_strdup(fingerprint));
    return TRUE;
}

/* The lines of the entries that are not in MAP (may be NULL), each behind INDENT blanks; "" when there are none. */
static char *lines_of(const Stamping *s, const Node *map, const StampEntry *entries, gsize count, gsize indent)
{
    GString *lines = g_string_new(NULL);
    for (gsize i = 0; i < count; i++)
        if (!map || !node_get(map, entries[i].path))
            g_string_append_printf(lines, "%*s%s: %s%s", (int)indent, "", entries[i].path, entries[i].fingerprint,
                                   s->line_end);
    return g_string_free(lines, FALSE);
}

/* Puts LINES (may be "") at the beginning of a line AT; what stands before may lack its line break. */
static void insert_lines(const Stamping *s, gsize at, char *lines)
{
    gboolean open = at > 0 && s->text[at - 1] != '\n';
    if (*lines)
        edit(s, at, 0, open ? g_strconcat(s->line_end, lines, NULL) : g_strdup(lines));
    g_free(lines);
}

/* Entries that a flow mapping lacks stand behind its brace. */
static void add_in_flow(const Stamping *s, const Node *map, const StampEntry *entries, gsize count)
{
    GString *added = g_string_new(NULL);
    for (gsize i = 0; i < count; i++)
        if (!node_get(map, entries[i].path))
            g_string_append_printf(added, "%s: %s%s", entries[i].path, entries[i].fingerprint,
                                   map->count || i + 1 < count ? ", " : "");
    if (added->len)
        edit(s, offset_of(s, map->mark) + 1, 0, g_string_free(added, FALSE));
    else
        g_string_free(added, TRUE);
}

/* The end of the last line of MAP, a block mapping of one-line entries. */
static gsize end_of(const Stamping *s, const Node *map)
{
    const NodeEntry *last = &map->entries[map->count - 1];
    gboolean empty = last->value->kind == NODE_TEXT && !last->value->quoted && !*last->value->text;
    return next_line(s, empty ? behind_colon(s, last) : offset_of(s, last->value->mark));
}

static gboolean stamp_source(const Stamping *s, const NodeEntry *source, const StampEntry *entries, gsize count,
                             GError **error)
{
    const Node *map = source->value;
    if (map->kind == NODE_TEXT && !map->quoted && !*map->text) {
        insert_lines(s, next_line(s, behind_colon(s, source)),
                     lines_of(s, NULL, entries, count, source->mark.column + 1));
        return TRUE;
    }
    if (map->kind != NODE_MAP)
        return refuse(error, "`source` is no mapping");
    gboolean flow = is_flow(s, map);
    for (gsize i = 0; i < count; i++)
        for (gsize e = 0; e < map->count; e++)
            if (strcmp(map->entries[e].key, entries[i].path) == 0 &&
                !replace(s, &map->entries[e], entries[i].fingerprint, flow, error))
                return FALSE;
    if (flow)
        add_in_flow(s, map, entries, count);
    else
        insert_lines(s, end_of(s, map), lines_of(s, map, entries, count, map->entries[0].mark.column - 1));
    return TRUE;
}

/* A whole `source`, behind all else or BEFORE the first key. */
static void add_source(const Stamping *s, const Node *root, const StampEntry *entries, gsize count, gboolean before)
{
    gsize indent = root->entries[0].mark.column - 1;
    g_autofree char *lines = lines_of(s, NULL, entries, count, indent + 2);
    if (before)
        edit(s, offset_of(s, root->entries[0].mark), 0,
             g_strdup_printf("source:%s%s%*s", s->line_end, lines, (int)indent, ""));
    else
        insert_lines(s, s->length, g_strdup_printf("%*ssource:%s%s", (int)indent, "", s->line_end, lines));
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const Edit *first = a, *second = b;
    return (first->at > second->at) - (first->at < second->at);
}

static char *apply(const Stamping *s)
{
    GString *out = g_string_sized_new(s->length + 256);
    gsize at = 0;
    g_array_sort(s->edits, by_place);
    for (guint i = 0; i < s->edits->len; i++) {
        const Edit *e = &g_array_index(s->edits, Edit, i);
        g_string_append_len(out, s->text + at, (gssize)(e->at - at));
        g_string_append(out, e->inserted);
        at = e->at + e->removed;
    }
    g_string_append_len(out, s->text + at, (gssize)(s->length - at));
    return g_string_free(out, FALSE);
}

static gboolean same_node(const Node *a, const Node *b)
{
    if (a->kind != b->kind || a->count != b->count)
        return FALSE;
    if (a->kind == NODE_TEXT)
        return strcmp(a->text, b->text) == 0;
    for (gsize i = 0; i < a->count; i++) {
        if (a->kind == NODE_LIST ? !same_node(a->items[i], b->items[i])
                                 : strcmp(a->entries[i].key, b->entries[i].key) != 0 ||
                                       !same_node(a->entries[i].value, b->entries[i].value))
            return FALSE;
    }
    return TRUE;
}

static const char *wanted(const StampEntry *entries, gsize count, const char *path)
{
    for (gsize i = 0; i < count; i++)
        if (strcmp(entries[i].path, path) == 0)
            return entries[i].fingerprint;
    return NULL;
}

/* Whether NOW says what WAS said, but for the ENTRIES, which are all there. */
static gboolean is_stamped(const Node *was, const Node *now, const StampEntry *entries, gsize count)
{
    const Node *before = node_get(was, "source"), *after = node_get(now, "source");
    if (!after || after->kind != NODE_MAP || now->count != was->count + (before ? 0 : 1))
        return FALSE;
    for (gsize i = 0; i < was->count; i++) {
        const Node *other = node_get(now, was->entries[i].key);
        if (!other || (strcmp(was->entries[i].key, "source") != 0 && !same_node(was->entries[i].value, other)))
            return FALSE;
    }
    for (gsize i = 0; i < count; i++)
        if (!node_get(after, entries[i].path))
            return FALSE;
    for (gsize i = 0; i < after->count; i++) {
        const char *fingerprint = wanted(entries, count, after->entries[i].key);
        const Node *old = before && before->kind == NODE_MAP ? node_get(before, after->entries[i].key) : NULL;
        const Node *new = after->entries[i].value;
        if (fingerprint ? new->kind != NODE_TEXT || strcmp(new->text, fingerprint) != 0 : !old || !same_node(old, new))
            return FALSE;
    }
    return TRUE;
}

static const Node *read_map(Arena *arena, const char *text, gsize length)
{
    g_autoptr(Findings) findings = findings_new();
    const Node *root = node_read(arena, "", text, length, findings);
    return root && root->kind == NODE_MAP && findings_length(findings) == 0 ? root : NULL;
}

static gboolean stamp(const Stamping *s, const Node *root, const StampEntry *entries, gsize count, gboolean before,
                      GError **error)
{
    for (gsize i = 0; i < root->count; i++)
        if (strcmp(root->entries[i].key, "source") == 0)
            return stamp_source(s, &root->entries[i], entries, count, error);
    if (!root->count || is_flow(s, root))
        return refuse(error, "the file has no place for `source`; add the key");
    add_source(s, root, entries, count, before);
    return TRUE;
}

/* The text of S stamped, a new `source` BEFORE or behind all else; NULL and ERROR: it cannot be. */
static char *stamped(Stamping *s, Arena *arena, const Node *root, const StampEntry *entries, gsize count,
                     gboolean before, GError **error)
{
    g_array_set_size(s->edits, 0);
    if (!stamp(s, root, entries, count, before, error))
        return NULL;
    g_autofree char *out = apply(s);
    const Node *now = read_map(arena, out, strlen(out));
    if (now && is_stamped(root, now, entries, count))
        return g_steal_pointer(&out);
    refuse(error, "the fingerprints cannot be written without touching the rest; write them by hand");
    return NULL;
}

char *stamp_text(const char *text, gsize length, const StampEntry *entries, gsize count, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    const Node *root = read_map(arena, text, length);
    if (!root) {
        refuse(error, "the file has findings; see `replyglot check`");
        return NULL;
    }
    g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(Edit));
    g_array_set_clear_func(edits, edit_clear);
    Stamping s = {text, length, strstr(text, "\r\n") ? "\r\n" : "\n", edits};
    /* Where the end takes no more (`...`), or would be changed by what follows (a block without a line break). */
    char *out = stamped(&s, arena, root, entries, count, FALSE, NULL);
    return out ? out : stamped(&s, arena, root, entries, count, TRUE, error);
}
