#include "model/schema.h"

#include <string.h>

#include "model/tables.h"

const SchemaKind SCHEMA_KINDS[] = {
    {"site", "content/site.yaml", TRUE, FALSE},
    {"protocol", "content/PROTOCOL/protocol.yaml", FALSE, FALSE},
    {"words", "content/PROTOCOL/words/LANGUAGE.yaml", FALSE, TRUE},
    {"code", "content/PROTOCOL/codes/CODE.yaml", TRUE, TRUE},
    {"pair", "content/PROTOCOL/pairs/LOW-HIGH.yaml", TRUE, FALSE},
    {"enhanced", "content/PROTOCOL/enhanced.yaml", TRUE, FALSE},
    {"strangers", "content/PROTOCOL/strangers.yaml", TRUE, FALSE},
    {"wire", "content/PROTOCOL/wire/SENDER.yaml", TRUE, FALSE},
    {"locale", "locales/LANGUAGE.yaml", FALSE, FALSE},
    {NULL},
};

const SchemaKind *schema_find(const char *name)
{
    for (const SchemaKind *kind = SCHEMA_KINDS; kind->name; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

/* In the order of SCHEMA_KINDS. */
static const BindField *fields_of(const SchemaKind *kind, Arena *arena, const Protocol *protocol,
                                  const char *const *lookups)
{
    const BindField *const tables[] = {SITE_FIELDS,
                                       protocol_fields(arena, lookups),
                                       protocol ? words_fields(arena, protocol) : NULL,
                                       protocol ? records_fields(arena, protocol) : NULL,
                                       PAIR_FIELDS,
                                       ENHANCED_FILE_FIELDS,
                                       STRANGER_FIELDS,
                                       WIRE_FIELDS,
                                       LOCALE_FIELDS};
    return tables[kind - SCHEMA_KINDS];
}

static void member(JsonBuilder *b, const char *name)
{
    json_builder_set_member_name(b, name);
}

static void text_member(JsonBuilder *b, const char *name, const char *value)
{
    member(b, name);
    json_builder_add_string_value(b, value);
}

static void number_member(JsonBuilder *b, const char *name, gint64 value)
{
    member(b, name);
    json_builder_add_int_value(b, value);
}

static void flag_member(JsonBuilder *b, const char *name, gboolean value)
{
    member(b, name);
    json_builder_add_boolean_value(b, value);
}

/* Not white space alone; a passage that is no Markdown is one line. */
static const char *pattern_of(const BindField *field)
{
    if (field->pattern && field->type != BIND_MAP)
        return field->pattern;
    gboolean line = (field->flags & (BIND_PASSAGE | BIND_INLINE)) == BIND_PASSAGE;
    return line ? "^[^\\n]*\\S[^\\n]*\\n*$" : "\\S";
}

/* Of words that an editor would read as a number, the number too. */
static void add_word(JsonBuilder *b, const char *word)
{
    gint64 number = g_ascii_strtoll(word, NULL, 10);
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
    json_builder_add_string_value(b, word);
    if (strcmp(digits, word) == 0)
        json_builder_add_int_value(b, number);
}

/* One of WORDS; where there is none, nothing at all. */
static void add_words(JsonBuilder *b, const char *const *words)
{
    member(b, *words ? "enum" : "not");
    if (!*words) {
        json_builder_begin_object(b);
        json_builder_end_object(b);
        return;
    }
    json_builder_begin_array(b);
    for (; *words; words++)
        add_word(b, *words);
    json_builder_end_array(b);
}

static void add_not_a_key(JsonBuilder *b, const BindField *fields)
{
    member(b, "not");
    json_builder_begin_object(b);
    member(b, "enum");
    json_builder_begin_array(b);
    for (; fields->key; fields++)
        json_builder_add_string_value(b, fields->key);
    json_builder_end_array(b);
    json_builder_end_object(b);
}

static void add_text(JsonBuilder *b, const BindField *field)
{
    if (field->words && field->type != BIND_MAP) {
        add_words(b, field->words);
        return;
    }
    member(b, "type");
    json_builder_begin_array(b);
    json_builder_add_string_value(b, "string");
    json_builder_add_string_value(b, "number");
    json_builder_end_array(b);
    text_member(b, "pattern", pattern_of(field));
    if (field->format)
        text_member(b, "format", field->format);
    if (field->apart_from)
        add_not_a_key(b, field->apart_from);
}

static void begin_list(JsonBuilder *b, const BindField *field)
{
    guint most = field->exactly ? field->exactly : field->max;
    text_member(b, "type", "array");
    if (field->exactly || field->flags & BIND_REQUIRED)
        number_member(b, "minItems", field->exactly ? field->exactly : 1);
    if (most)
        number_member(b, "maxItems", most);
    if (field->type != BIND_LIST || field->flags & BIND_NAMED)
        flag_member(b, "uniqueItems", TRUE);
    member(b, "items");
    json_builder_begin_object(b);
}

static void add_choices(JsonBuilder *b, const BindField *field)
{
    member(b, "anyOf");
    json_builder_begin_array(b);
    json_builder_begin_object(b);
    add_words(b, field->words);
    json_builder_end_object(b);
    json_builder_begin_object(b);
    begin_list(b, field);
    add_words(b, field->words);
    json_builder_end_object(b);
    json_builder_end_object(b);
    json_builder_end_array(b);
}

static void add_flag(JsonBuilder *b)
{
    member(b, "enum");
    json_builder_begin_array(b);
    json_builder_add_boolean_value(b, TRUE);
    json_builder_add_boolean_value(b, FALSE);
    json_builder_add_string_value(b, "true");
    json_builder_add_string_value(b, "false");
    json_builder_end_array(b);
}

static void add_count(JsonBuilder *b, const BindField *field)
{
    member(b, "anyOf");
    json_builder_begin_array(b);
    json_builder_begin_object(b);
    text_member(b, "type", "integer");
    number_member(b, "minimum", 0);
    number_member(b, "maximum", field->max);
    json_builder_end_object(b);
    json_builder_begin_object(b);
    text_member(b, "type", "string");
    text_member(b, "pattern", "^[0-9]+$");
    json_builder_end_object(b);
    json_builder_end_array(b);
}

static void add_object(JsonBuilder *b, const BindField *fields, gboolean translation, const BindField *more);

/* What stands below a key of a mapping. */
static void add_map_value(JsonBuilder *b, const char *name, const BindField *field, const BindField *fields,
                          gboolean translation)
{
    member(b, name);
    json_builder_begin_object(b);
    if (fields)
        add_object(b, fields, translation, NULL);
    else
        add_text(b, field->value ? field->value : field);
    json_builder_end_object(b);
}

/* The keys of a mapping that must be there, and are the only ones. */
static void add_map_keys(JsonBuilder *b, const BindField *field, gboolean translation)
{
    member(b, "propertyNames");
    json_builder_begin_object(b);
    add_words(b, field->words);
    json_builder_end_object(b);
    member(b, "required");
    json_builder_begin_array(b);
    for (const char *const *word = field->words; *word && !translation; word++)
        json_builder_add_string_value(b, *word);
    json_builder_end_array(b);
}

static void add_map(JsonBuilder *b, const BindField *field, gboolean translation)
{
    const char *const *named = field->each ? field->words : NULL;
    const char *holder = field->pattern ? "patternProperties" : named ? "properties" : NULL;
    text_member(b, "type", "object");
    if (field->flags & BIND_REQUIRED && !translation)
        number_member(b, "minProperties", 1);
    if (field->words)
        add_map_keys(b, field, translation);
    if (!holder) {
        add_map_value(b, "additionalProperties", field, field->fields, translation);
        return;
    }
    flag_member(b, "additionalProperties", FALSE);
    member(b, holder);
    json_builder_begin_object(b);
    if (field->pattern)
        add_map_value(b, field->pattern, field, field->fields, translation);
    for (guint i = 0; named && named[i]; i++)
        add_map_value(b, named[i], field, field->each[i], translation);
    json_builder_end_object(b);
}

/* A severity; `off` is a truth value for some editors. */
static void add_level(JsonBuilder *b)
{
    member(b, "enum");
    json_builder_begin_array(b);
    for (int severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++)
        json_builder_add_string_value(b, severity_name((Severity)severity));
    json_builder_add_boolean_value(b, FALSE);
    json_builder_end_array(b);
}

/* model/levels.h: of each rule one, or one for each language. */
static void add_levels(JsonBuilder *b)
{
    text_member(b, "type", "object");
    flag_member(b, "additionalProperties", FALSE);
    member(b, "properties");
    json_builder_begin_object(b);
    for (guint rule = 0; rule < N_RULES; rule++) {
        member(b, RULES[rule].id);
        json_builder_begin_object(b);
        text_member(b, "description", RULES[rule].about);
        member(b, "anyOf");
        json_builder_begin_array(b);
        json_builder_begin_object(b);
        add_level(b);
        json_builder_end_object(b);
        json_builder_begin_object(b);
        text_member(b, "type", "object");
        member(b, "additionalProperties");
        json_builder_begin_object(b);
        add_level(b);
        json_builder_end_object(b);
        json_builder_end_object(b);
        json_builder_end_array(b);
        json_builder_end_object(b);
    }
    json_builder_end_object(b);
}

static void add_field(JsonBuilder *b, const BindField *field, gboolean translation)
{
    member(b, field->key);
    json_builder_begin_object(b);
    if (field->about)
        text_member(b, "description", field->about);
    switch (field->type) {
    case BIND_TEXT:
        add_text(b, field);
        break;
    case BIND_CHOICE:
        add_words(b, field->words);
        break;
    case BIND_CHOICES:
        add_choices(b, field);
        break;
    case BIND_FLAG:
        add_flag(b);
        break;
    case BIND_COUNT:
        add_count(b, field);
        break;
    case BIND_TEXTS:
        begin_list(b, field);
        add_text(b, field);
        json_builder_end_object(b);
        break;
    case BIND_STRUCT:
        add_object(b, field->fields, translation, NULL);
        break;
    case BIND_LIST:
        begin_list(b, field);
        add_object(b, field->fields, FALSE, NULL);
        json_builder_end_object(b);
        break;
    case BIND_MAP:
        add_map(b, field, translation);
        break;
    case BIND_NODE: /* there is one: the levels of rules */
        add_levels(b);
        break;
    }
    json_builder_end_object(b);
}

/* The keys of FIELDS that must be there in WAY. */
static void add_required(JsonBuilder *b, const BindField *fields, BindWay way)
{
    member(b, "required");
    json_builder_begin_array(b);
    for (const BindField *field = fields; field && field->key; field++)
        if (field->flags & BIND_REQUIRED && field->way == way)
            json_builder_add_string_value(b, field->key);
    json_builder_end_array(b);
}

/* WAY: what it must have, and nothing of the other. */
static void add_way(JsonBuilder *b, const BindField *fields, BindWay way)
{
    json_builder_begin_object(b);
    add_required(b, fields, way);
    member(b, "properties");
    json_builder_begin_object(b);
    for (const BindField *field = fields; field->key; field++)
        if (field->way && field->way != way)
            flag_member(b, field->key, FALSE);
    json_builder_end_object(b);
    json_builder_end_object(b);
}

static void add_ways(JsonBuilder *b, const BindField *fields)
{
    while (fields->key && !fields->way)
        fields++;
    if (!fields->key)
        return;
    member(b, "oneOf");
    json_builder_begin_array(b);
    add_way(b, fields, BIND_ONE_WAY);
    add_way(b, fields, BIND_OTHER_WAY);
    json_builder_end_array(b);
}

/* A mapping of FIELDS, of a TRANSLATION only the passages; MORE (may be NULL) besides. */
static void add_object(JsonBuilder *b, const BindField *fields, gboolean translation, const BindField *more)
{
    text_member(b, "type", "object");
    flag_member(b, "additionalProperties", FALSE);
    member(b, "properties");
    json_builder_begin_object(b);
    for (const BindField *field = more; field && field->key; field++)
        add_field(b, field, FALSE);
    for (const BindField *field = fields; field->key; field++)
        if (!translation || bind_holds_passages(field))
            add_field(b, field, translation);
    json_builder_end_object(b);
    add_required(b, translation ? more : fields, BIND_ANY_WAY);
    if (!translation)
        add_ways(b, fields);
}

JsonNode *schema_of(const SchemaKind *kind, gboolean translation, const Protocol *protocol, const char *const *lookups)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(JsonBuilder) b = json_builder_new();
    json_builder_begin_object(b);
    text_member(b, "$schema", "https://json-schema.org/draft/2020-12/schema");
    g_autofree char *title = g_strdup_printf("%s%s", translation ? "Translation of " : "", kind->files);
    text_member(b, "title", title);
    add_object(b, fields_of(kind, arena, protocol, lookups), translation, translation ? STAMP_FIELDS : NULL);
    json_builder_end_object(b);
    return json_builder_get_root(b);
}
