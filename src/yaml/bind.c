#include "yaml/bind.h"

#include <string.h>

#include "yaml/bind_value.h"
#include "yaml/place.h"

Mark bind_mark(const BindText *text, gsize offset)
{
    return text->raw ? place_in(text->raw, text->mark, text->s, offset) : text->mark;
}

BindField *bind_copy(Arena *arena, const BindField *fields, gsize more)
{
    gsize n = 0;
    while (fields[n].key)
        n++;
    BindField *copy = arena_alloc(arena, (n + more + 1) * sizeof *copy);
    memcpy(copy, fields, n * sizeof *copy);
    return copy;
}

BindField *bind_row(BindField *fields, const char *key)
{
    while (strcmp(fields->key, key) != 0)
        fields++;
    return fields;
}

/* A list holds none: its items have no name by which two files could agree on them. */
gboolean bind_holds_passages(const BindField *field)
{
    if ((field->type == BIND_TEXT || (field->type == BIND_MAP && !field->fields)) && field->flags & BIND_PASSAGE)
        return TRUE;
    if (field->type == BIND_STRUCT || (field->type == BIND_MAP && field->fields))
        for (const BindField *f = field->fields; f->key; f++)
            if (bind_holds_passages(f))
                return TRUE;
    return FALSE;
}

static void bind_struct(const Binding *b, const BindField *fields, const Node *map, void *out);

/* The keys of FIELDS, or of those of one WAY, NULL-terminated. */
static GPtrArray *keys_of(const BindField *fields, BindWay way)
{
    GPtrArray *keys = g_ptr_array_new();
    for (const BindField *field = fields; field->key; field++)
        if (way == BIND_ANY_WAY || field->way == way)
            g_ptr_array_add(keys, (gpointer)field->key);
    g_ptr_array_add(keys, NULL);
    return keys;
}

/* The ways that MAP takes, a bit each. */
static guint ways_of(const BindField *fields, const Node *map)
{
    guint ways = 0;
    for (const BindField *field = fields; field->key; field++)
        if (field->way && node_get(map, field->key))
            ways |= 1u << field->way;
    return ways;
}

/* An item takes one of two ways, if its table has some. */
static void check_way(const Binding *b, const Given *item)
{
    const BindField *fields = item->field->fields, *field = fields;
    while (field->key && !field->way)
        field++;
    guint ways = ways_of(fields, item->node);
    if (!field->key || ways == 1u << BIND_ONE_WAY || ways == 1u << BIND_OTHER_WAY)
        return;
    g_autoptr(GPtrArray) one = keys_of(fields, BIND_ONE_WAY), other = keys_of(fields, BIND_OTHER_WAY);
    g_autofree char *first = g_strjoinv(", ", (char **)one->pdata), *second = g_strjoinv(", ", (char **)other->pdata);
    value_tell(b, RULE_BAD_VALUE, item->mark, NULL, item, ways ? "is both {%s} and {%s}" : "is neither {%s} nor {%s}",
               first, second);
}

/* No two items of LIST have one name. */
static void check_names(const Binding *b, const Given *given, const BindList *list)
{
    const BindField *name = given->field->fields;
    g_autoptr(GTree) seen = g_tree_new((GCompareFunc)strcmp);
    for (gsize i = 0; i < list->count; i++) {
        const BindText *text = (const void *)((const char *)list->items + i * given->field->size + name->offset);
        Given item = {GIVEN_ITEM, given->field, given->key, text->mark, given->node};
        if (!text->s)
            continue;
        g_autofree char *shown = node_excerpt(text->s);
        if (g_tree_lookup(seen, text->s))
            value_tell(b, RULE_REPEATED_VALUE, text->mark, "take one out", &item, "has the %s \"%s\" of another",
                       name->key, shown);
        g_tree_insert(seen, (gpointer)text->s, (gpointer)text->s);
    }
}

static void bind_list(const Binding *b, const Given *given, BindList *out)
{
    if (!value_is(b, given, NODE_LIST))
        return;
    gsize size = given->field->size, count = value_items(b, given);
    *out = (BindList){count ? arena_alloc(b->arena, count * size) : NULL, 0, given->node->mark};
    for (gsize i = 0; i < count; i++) {
        Given item = value_item(given, i);
        if (!value_is(b, &item, NODE_MAP))
            continue;
        bind_struct(b, given->field->fields, item.node, (char *)out->items + size * out->count++);
        check_way(b, &item);
    }
    if (given->field->flags & BIND_NAMED)
        check_names(b, given, out);
}

static void tell_unknown(const Binding *b, const char *const *keys, const NodeEntry *entry)
{
    g_autofree char *hint = findings_suggest(entry->key, keys);
    g_autofree char *key = node_excerpt(entry->key);
    findings_add(b->findings, RULE_UNKNOWN_KEY, b->file, entry->mark, hint, "unknown key \"%s\"", key);
}

/* The table of what stands below KEY, one of those that FIELD knows. */
static const BindField *fields_below(const BindField *field, const char *key)
{
    guint i = 0;
    while (field->each && strcmp(field->words[i], key) != 0)
        i++;
    return field->each ? field->each[i] : field->fields;
}

static void bind_map_entry(const Binding *b, const BindField *field, const NodeEntry *entry, void *out)
{
    Given value = {GIVEN_ENTRY, field, entry->key, entry->mark, entry->value};
    *(BindText *)out = (BindText){entry->key, entry->mark};
    if (!field->fields)
        value_text(b, &value, &((BindPair *)out)->value);
    else if (value_is(b, &value, NODE_MAP))
        bind_struct(b, fields_below(field, entry->key), value.node, out);
}

/* The keys that there must be. */
static void check_keys(const Binding *b, const Given *given)
{
    const char *const *words = given->field->words;
    g_autofree char *all = words ? g_strjoinv(", ", (char **)words) : NULL;
    g_autofree char *hint = words ? g_strdup_printf("\"%s\" has a key for each of %s", given->key, all) : NULL;
    for (; words && *words; words++)
        if (!node_get(given->node, *words))
            findings_add(b->findings, RULE_MISSING_KEY, b->file, given->node->mark, hint, "missing key \"%s\"", *words);
}

static void bind_map(const Binding *b, const Given *given, BindList *out)
{
    if (!value_is(b, given, NODE_MAP))
        return;
    const BindField *field = given->field;
    gsize size = field->fields ? field->size : sizeof(BindPair), count = given->node->count;
    *out = (BindList){count ? arena_alloc(b->arena, count * size) : NULL, 0, given->node->mark};
    for (gsize i = 0; i < count; i++) {
        const NodeEntry *entry = &given->node->entries[i];
        Given key = {GIVEN_KEY, field, field->key, entry->mark, entry->value};
        if (field->words && !g_strv_contains(field->words, entry->key)) {
            tell_unknown(b, field->words, entry);
            continue;
        }
        gboolean fits = value_fits(b, &key, field, entry->key, entry->mark);
        /* What stands below a key that is no key is checked, and thrown away. */
        bind_map_entry(b, field, entry, fits ? (char *)out->items + size * out->count++ : arena_alloc(b->arena, size));
    }
    check_keys(b, given);
}

static void bind_field(const Binding *b, const Given *given, void *member)
{
    switch (given->field->type) {
    case BIND_TEXT:
        value_text(b, given, member);
        break;
    case BIND_CHOICE:
        value_choice(b, given, member);
        break;
    case BIND_CHOICES:
        value_choices(b, given, member);
        break;
    case BIND_FLAG:
        value_flag(b, given, member);
        break;
    case BIND_COUNT:
        value_count(b, given, member);
        break;
    case BIND_TEXTS:
        value_texts(b, given, member);
        break;
    case BIND_STRUCT:
        if (value_is(b, given, NODE_MAP))
            bind_struct(b, given->field->fields, given->node, member);
        break;
    case BIND_LIST:
        bind_list(b, given, member);
        break;
    case BIND_MAP:
        bind_map(b, given, member);
        break;
    case BIND_NODE:
        *(const Node **)member = given->node;
        break;
    }
}

static void bind_entry(const Binding *b, const BindField *fields, const NodeEntry *entry, char *out)
{
    const BindField *field = fields;
    while (field->key && strcmp(field->key, entry->key) != 0)
        field++;
    Given given = {GIVEN_MEMBER, field, field->key, entry->mark, entry->value};
    if (!field->key) {
        g_autoptr(GPtrArray) keys = keys_of(fields, BIND_ANY_WAY);
        tell_unknown(b, (const char *const *)keys->pdata, entry);
    } else if (b->mode == BIND_TRANSLATION && !bind_holds_passages(field))
        value_tell(b, RULE_FACT_IN_TRANSLATION, entry->mark,
                   "a fact belongs to the source file, a translation holds passages", &given, "is a fact");
    else
        bind_field(b, &given, out + field->offset);
}

/* Whether a mapping that takes WAYS must have FIELD. Of two ways at once nothing is missing. */
static gboolean is_required(const BindField *field, guint ways)
{
    return field->flags & BIND_REQUIRED && (!field->way || ways == 1u << field->way);
}

/* What the field that is missing is, and what it may be. */
static char *about_missing(const BindField *field)
{
    gboolean one = field->type == BIND_CHOICE, choice = one || field->type == BIND_CHOICES;
    g_autofree char *words = choice ? g_strjoinv(", ", (char **)field->words) : NULL;
    if (!choice)
        return g_strdup(field->about);
    return g_strdup_printf("%s%s%s of %s", field->about ? field->about : "", field->about ? " " : "",
                           one ? "One" : "One or more", words);
}

static void tell_missing(const Binding *b, const BindField *field, Mark mark)
{
    g_autofree char *hint = about_missing(field);
    findings_add(b->findings, RULE_MISSING_KEY, b->file, mark, hint, "missing key \"%s\"", field->key);
}

/* Fills the struct at OUT from MAP, which is a mapping. */
static void bind_struct(const Binding *b, const BindField *fields, const Node *map, void *out)
{
    for (gsize i = 0; i < map->count; i++)
        bind_entry(b, fields, &map->entries[i], out);
    guint ways = ways_of(fields, map);
    for (const BindField *field = fields; field->key && b->mode == BIND_SOURCE; field++)
        if (is_required(field, ways) && !node_get(map, field->key))
            tell_missing(b, field, map->mark);
}

void bind_record(Arena *arena, const BindField *fields, BindMode mode, const char *file, const Node *node, void *out,
                 Findings *findings)
{
    Binding b = {arena, mode, file, findings};
    Given whole = {.as = GIVEN_FILE, .mark = node->mark, .node = node};
    if (value_is(&b, &whole, NODE_MAP))
        bind_struct(&b, fields, node, out);
}

typedef struct Visit {
    BindVisit visit;
    gpointer data;
    GString *path; /* of where the walk is, with a dot behind each key */
} Visit;

static void visit_fields(Visit *v, const BindField *fields, char *base);

static void visit_text(Visit *v, const BindField *field, const char *key, BindText *text)
{
    gsize length = v->path->len;
    g_string_append(v->path, key);
    v->visit(field, v->path->str, text, v->data);
    g_string_truncate(v->path, length);
}

static void visit_below(Visit *v, const BindField *fields, const char *key, char *base)
{
    gsize length = v->path->len;
    g_string_append_printf(v->path, "%s.", key);
    visit_fields(v, fields, base);
    g_string_truncate(v->path, length);
}

static void visit_map(Visit *v, const BindField *field, const BindList *list)
{
    gsize length = v->path->len;
    g_string_append_printf(v->path, "%s.", field->key);
    for (gsize i = 0; i < list->count; i++)
        if (field->fields) {
            BindText *key = (void *)((char *)list->items + i * field->size);
            visit_below(v, fields_below(field, key->s), key->s, (char *)key);
        } else {
            BindPair *pair = (BindPair *)list->items + i;
            visit_text(v, field, pair->key.s, &pair->value);
        }
    g_string_truncate(v->path, length);
}

static void visit_fields(Visit *v, const BindField *fields, char *base)
{
    for (const BindField *field = fields; field->key; field++) {
        void *member = base + field->offset;
        if (!bind_holds_passages(field))
            continue;
        if (field->type == BIND_TEXT)
            visit_text(v, field, field->key, member);
        else if (field->type == BIND_STRUCT)
            visit_below(v, field->fields, field->key, member);
        else
            visit_map(v, field, member);
    }
}

void bind_passages(const BindField *fields, void *base, BindVisit visit, gpointer data)
{
    g_autoptr(GString) path = g_string_new(NULL);
    Visit v = {visit, data, path};
    visit_fields(&v, fields, base);
}
