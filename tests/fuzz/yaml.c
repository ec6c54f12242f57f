/* A file of the source: the tree of it, and the struct that its table makes of the tree. The first byte says which
 * table, and whether the file is a translation (an upper case letter). */
#include <string.h>

#include "fuzz.h"
#include "fuzz/paths.h" /* made by meson: where the sources are */
#include "model/tables.h"
#include "yaml/encoding.h"

static const Catalog *catalog;
static const BindField *tables[10];

static void set_up(void)
{
    if (catalog)
        return;
    g_autoptr(Findings) findings = findings_new();
    catalog = catalog_load(FUZZ_KTL, NULL, 2, findings);
    g_assert(catalog && findings_length(findings) == 0);
    const BindField *all[] = {SITE_FIELDS,
                              protocol_fields(catalog->arena, NULL),
                              words_fields(catalog->arena, catalog->protocols[0]),
                              records_fields(catalog->arena, catalog->protocols[0]),
                              PAIR_FIELDS,
                              ENHANCED_FILE_FIELDS,
                              WIRE_FIELDS,
                              STRANGER_FIELDS,
                              STAMP_FIELDS,
                              LOCALE_FIELDS};
    G_STATIC_ASSERT(sizeof all == sizeof tables);
    memcpy(tables, all, sizeof all);
}

/* ---- the tree ---- */

typedef struct Looking {
    const char *text;
    GArray *lines;
    gboolean clean; /* nothing was found: every mark is at what was read */
    Mark last;      /* of what came before */
    guint nodes;
} Looking;

static const char *at(const Looking *l, Mark mark)
{
    const char *p = l->text;
    for (guint line = 1; line < mark.line; line++)
        p = strchr(p, '\n') + 1;
    return g_utf8_offset_to_pointer(p, mark.column - 1);
}

static gboolean is_before(Mark a, Mark b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static void check_mark(Looking *l, Mark mark)
{
    g_assert(fuzz_is_within(l->lines, mark) && !is_before(mark, l->last));
    l->last = mark;
}

/* A text begins where its mark is: with its quote or block sign, or with itself. */
static void check_text(const Looking *l, const char *text, Mark mark)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        g_assert(!encoding_fault(g_utf8_get_char(p)));
    g_assert(g_utf8_validate(text, -1, NULL));
    const char *there = l->clean ? at(l, mark) : "";
    g_assert(!*there || !*text || strchr("'\"|>", *there) || g_utf8_get_char(there) == g_utf8_get_char(text));
}

static void check_node(Looking *l, const Node *node, guint depth)
{
    g_assert(depth <= NODE_DEPTH && ++l->nodes <= NODE_COUNT);
    check_mark(l, node->mark);
    if (node->kind == NODE_TEXT)
        check_text(l, node->text, node->mark);
    for (gsize i = 0; i < node->count; i++) {
        if (node->kind == NODE_LIST) {
            check_node(l, node->items[i], depth + 1);
            continue;
        }
        const NodeEntry *entry = &node->entries[i];
        check_mark(l, entry->mark);
        check_text(l, entry->key, entry->mark);
        g_assert(node_get(node, entry->key) == entry->value);
        check_node(l, entry->value, depth + 1);
    }
}

/* ---- the struct ---- */

static gsize extent(const BindField *fields);

static gsize size_of(const BindField *field)
{
    switch (field->type) {
    case BIND_TEXT:
        return sizeof(BindText);
    case BIND_CHOICE:
    case BIND_CHOICES:
        return sizeof(BindBits);
    case BIND_FLAG:
        return sizeof(gboolean);
    case BIND_COUNT:
        return sizeof(guint);
    case BIND_STRUCT:
        return extent(field->fields);
    case BIND_NODE:
        return sizeof(Node *);
    default:
        return sizeof(BindList);
    }
}

/* The bytes that a struct of FIELDS has at the least. */
static gsize extent(const BindField *fields)
{
    gsize size = 0;
    for (const BindField *field = fields; field->key; field++)
        size = MAX(size, field->offset + size_of(field));
    return size;
}

static void check_struct(const BindField *fields, const char *base, gboolean whole);

static void check_bits(const BindField *field, const BindBits *bits, gboolean whole)
{
    guint words = g_strv_length((char **)field->words);
    g_assert(words == 64 || bits->bits >> words == 0);
    g_assert(!whole || bits->bits);
    g_assert(field->type == BIND_CHOICES || !(bits->bits & (bits->bits - 1)));
}

static void check_list(const BindField *field, const BindList *list, gboolean whole)
{
    gboolean texts = field->type == BIND_TEXTS, pairs = field->type == BIND_MAP && !field->fields;
    g_assert(!whole || list->count);
    for (gsize i = 0; i < list->count; i++) {
        if (texts || pairs)
            g_assert(texts ? ((const BindText *)list->items)[i].s : ((const BindPair *)list->items)[i].key.s);
        else if (field->type == BIND_MAP)
            g_assert(((const BindText *)((const char *)list->items + i * field->size))->s);
        if (!texts && !pairs)
            check_struct(field->fields, (const char *)list->items + i * field->size, whole);
    }
}

/* WHOLE: nothing was found, so that what is required must be there. */
static void check_struct(const BindField *fields, const char *base, gboolean whole)
{
    for (const BindField *field = fields; field->key; field++) {
        const void *member = base + field->offset;
        gboolean needed = whole && field->flags & BIND_REQUIRED && field->way == BIND_ANY_WAY;
        if (field->type == BIND_TEXT) {
            const char *text = ((const BindText *)member)->s;
            g_assert(text ? text[strspn(text, " \t\n")] : !needed);
        } else if (field->type == BIND_CHOICE || field->type == BIND_CHOICES) {
            check_bits(field, member, needed);
        } else if (field->type == BIND_STRUCT) {
            check_struct(field->fields, member, whole);
        } else if (field->type == BIND_TEXTS || field->type == BIND_LIST || field->type == BIND_MAP) {
            check_list(field, member, needed);
        } else if (field->type == BIND_COUNT) {
            g_assert(*(const guint *)member <= field->max);
        }
    }
}

static void check_passage(const BindField *field, const char *path, BindText *text, gpointer data)
{
    g_assert(*path && (!text->s || fuzz_is_within(data, text->mark)) && field->flags & BIND_PASSAGE);
}

static void bind(Arena *arena, const BindField *fields, BindMode mode, const Node *root, GArray *lines,
                 Findings *findings)
{
    g_autofree char *out = g_malloc0(extent(fields));
    guint before = findings_length(findings);
    bind_record(arena, fields, mode, "f", root, out, findings);
    check_struct(fields, out, mode == BIND_SOURCE && before == 0 && findings_length(findings) == 0);
    bind_passages(fields, out, check_passage, lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    if (size < 1)
        return 0;
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GArray) lines = fuzz_lines((const char *)data + 1, size - 1);
    const Node *root = node_read(arena, "f", (const char *)data + 1, size - 1, findings);
    g_assert(root || findings_count(findings, SEVERITY_ERROR));
    if (root) {
        Looking l = {.text = text, .lines = lines, .clean = findings_length(findings) == 0};
        check_node(&l, root, 0);
        bind(arena, tables[(data[0] & 0x1f) % G_N_ELEMENTS(tables)], data[0] & 0x20 ? BIND_SOURCE : BIND_TRANSLATION,
             root, lines, findings);
    }
    fuzz_check_findings(findings, "f", lines);
    return 0;
}
