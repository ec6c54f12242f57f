#include "model/schema.h"

#include <string.h>

#include "model/tables.h"

const SchemaKind SCHEMA_KINDS[] = {
    {"site", "content/site.yaml", TRUE},
    {"protocol", "content/PROTOCOL/protocol.yaml", FALSE},
    {"words", "content/PROTOCOL/words/LANGUAGE.yaml", FALSE},
    {"code", "content/PROTOCOL/codes/CODE.yaml", TRUE},
    {"pair", "content/PROTOCOL/pairs/LOW-HIGH.yaml", TRUE},
    {"enhanced", "content/PROTOCOL/enhanced.yaml", TRUE},
    {"strangers", "content/PROTOCOL/strangers.yaml", TRUE},
    {"wire", "content/PROTOCOL/wire/SENDER.yaml", TRUE},
    {"locale", "locales/LANGUAGE.yaml", FALSE},
    {NULL},
};

const SchemaKind *schema_find(const char *name)
{
    for (const SchemaKind *kind = SCHEMA_KINDS; kind->name; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

static const BindField *fields_of(const SchemaKind *kind, Arena *arena, const Protocol *protocol)
{
    const BindField *const tables[] = {SITE_FIELDS,          PROTOCOL_FIELDS, WORDS_FIELDS, NULL,         PAIR_FIELDS,
                                       ENHANCED_FILE_FIELDS, STRANGER_FIELDS, WIRE_FIELDS,  LOCALE_FIELDS};
    const BindField *fields = tables[kind - SCHEMA_KINDS];
    return fields ? fields : records_fields(arena, protocol);
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

static void add_text(JsonBuilder *b, const BindField *field)
{
    member(b, "type");
    json_builder_begin_array(b);
    json_builder_add_string_value(b, "string");
    json_builder_add_string_value(b, "number");
    json_builder_end_array(b);
    text_member(b, "pattern", pattern_of(field));
    if (field->fits == document_is_date)
        text_member(b, "format", "date");
}

static void add_words(JsonBuilder *b, const BindField *field)
{
    member(b, "enum");
    json_builder_begin_array(b);
    for (const char *const *word = field->words; *word; word++)
        json_builder_add_string_value(b, *word);
    json_builder_end_array(b);
}

static void begin_list(JsonBuilder *b, const BindField *field)
{
    text_member(b, "type", "array");
    if (field->flags & BIND_REQUIRED)
        number_member(b, "minItems", 1);
    member(b, "items");
    json_builder_begin_object(b);
}

static void add_choices(JsonBuilder *b, const BindField *field)
{
    member(b, "anyOf");
    json_builder_begin_array(b);
    json_builder_begin_object(b);
    add_words(b, field);
    json_builder_end_object(b);
    json_builder_begin_object(b);
    begin_list(b, field);
    add_words(b, field);
    json_builder_end_object(b);
    flag_member(b, "uniqueItems", TRUE);
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

/* The values of a mapping whose keys are the author's. */
static void add_map(JsonBuilder *b, const BindField *field, gboolean translation)
{
    text_member(b, "type", "object");
    if (field->flags & BIND_REQUIRED && !translation)
        number_member(b, "minProperties", 1);
    if (field->pattern) {
        flag_member(b, "additionalProperties", FALSE);
        member(b, "patternProperties");
        json_builder_begin_object(b);
    }
    member(b, field->pattern ? field->pattern : "additionalProperties");
    json_builder_begin_object(b);
    if (field->fields)
        add_object(b, field->fields, translation, NULL);
    else if (field->words)
        add_words(b, field);
    else
        add_text(b, field);
    json_builder_end_object(b);
    if (field->pattern)
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
        add_words(b, field);
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
        flag_member(b, "uniqueItems", TRUE);
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

static void add_required(JsonBuilder *b, const BindField *fields)
{
    member(b, "required");
    json_builder_begin_array(b);
    for (const BindField *field = fields; field && field->key; field++)
        if (field->flags & BIND_REQUIRED)
            json_builder_add_string_value(b, field->key);
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
    add_required(b, translation ? more : fields);
}

JsonNode *schema_of(const SchemaKind *kind, gboolean translation, const Protocol *protocol)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(JsonBuilder) b = json_builder_new();
    json_builder_begin_object(b);
    text_member(b, "$schema", "https://json-schema.org/draft/2020-12/schema");
    g_autofree char *title = g_strdup_printf("%s%s", translation ? "Translation of " : "", kind->files);
    text_member(b, "title", title);
    add_object(b, fields_of(kind, arena, protocol), translation, translation ? STAMP_FIELDS : NULL);
    json_builder_end_object(b);
    return json_builder_get_root(b);
}
