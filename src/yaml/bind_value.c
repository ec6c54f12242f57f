#include "yaml/bind_value.h"

#include <string.h>

void value_tell(const Binding *b, RuleId rule, Mark mark, const char *hint, const Given *given, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    static const char *const PREFIX[] = {
        [GIVEN_MEMBER] = "", [GIVEN_ITEM] = "an item of ", [GIVEN_KEY] = "a key of ", [GIVEN_ENTRY] = ""};
    g_autofree char *key = given->key ? node_excerpt(given->key) : NULL;
    if (key)
        findings_add(b->findings, rule, b->file, mark, hint, "%s\"%s\" %s", PREFIX[given->as], key, what);
    else
        findings_add(b->findings, rule, b->file, mark, hint, "the file %s", what);
}

static gboolean blank(const char *text)
{
    return text[strspn(text, " \t\n")] == '\0';
}

/* Nothing at all, `~`, or a text of white space; of what is required, also a list or mapping of nothing. */
static gboolean is_empty(const Binding *b, const Given *given)
{
    const Node *node = given->node;
    if (node->kind == NODE_TEXT)
        return blank(node->text) || (!node->quoted && strcmp(node->text, "~") == 0);
    return node->count == 0 && given->as == GIVEN_MEMBER && given->field->type != BIND_STRUCT &&
           b->mode == BIND_SOURCE && given->field->flags & BIND_REQUIRED;
}

static const char *asked(const Given *given)
{
    static const struct {
        const char *member, *below;
    } ASKED[] = {
        [BIND_TEXT] = {"a text"},
        [BIND_CHOICE] = {"a word"},
        [BIND_CHOICES] = {"a list of words", "a word"},
        [BIND_FLAG] = {"true or false"},
        [BIND_COUNT] = {"a number"},
        [BIND_TEXTS] = {"a list of texts", "a text"},
        [BIND_STRUCT] = {"a mapping"},
        [BIND_LIST] = {"a list of mappings", "a mapping"},
        [BIND_MAP] = {"a mapping", "a mapping"},
    };
    if (given->as == GIVEN_FILE)
        return "a mapping";
    if (given->as == GIVEN_MEMBER)
        return ASKED[given->field->type].member;
    return given->field->type == BIND_MAP && !given->field->fields ? "a text" : ASKED[given->field->type].below;
}

gboolean value_is(const Binding *b, const Given *given, NodeKind kind)
{
    static const char *const KINDS[] = {[NODE_TEXT] = "a text", [NODE_LIST] = "a list", [NODE_MAP] = "a mapping"};
    const Node *node = given->node;
    if (node->refused)
        return FALSE;
    if (is_empty(b, given))
        /* `key:` has no value to point at. */
        value_tell(b, RULE_EMPTY_VALUE, node->kind == NODE_TEXT && !node->quoted ? given->mark : node->mark, NULL,
                   given, "is empty");
    else if (node->kind != kind)
        value_tell(b, RULE_WRONG_TYPE, node->mark, NULL, given, "is %s, not %s", KINDS[node->kind], asked(given));
    else
        return TRUE;
    return FALSE;
}

/* Patterns are few and ours, values are many: each is compiled once, and kept until the program ends. */
static const GRegex *compiled(const char *pattern)
{
    static GMutex lock;
    static GHashTable *all;
    g_mutex_lock(&lock);
    if (!all)
        all = g_hash_table_new(g_str_hash, g_str_equal);
    const GRegex *regex = g_hash_table_lookup(all, pattern);
    if (!regex) {
        regex = g_regex_new(pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
        g_assert(regex);
        g_hash_table_insert(all, g_strdup(pattern), (gpointer)regex);
    }
    g_mutex_unlock(&lock);
    return regex;
}

gboolean bind_matches(const char *pattern, const char *text)
{
    return g_regex_match(compiled(pattern), text, 0, NULL);
}

gboolean value_fits(const Binding *b, const Given *given, const BindField *rule, const char *text, Mark mark)
{
    if ((!rule->pattern || bind_matches(rule->pattern, text)) && (!rule->fits || rule->fits(text)))
        return TRUE;
    g_autofree char *shown = node_excerpt(text);
    value_tell(b, RULE_BAD_VALUE, mark, NULL, given, "is \"%s\", not %s", shown, rule->form);
    return FALSE;
}

gsize value_items(const Binding *b, const Given *given)
{
    const BindField *field = given->field;
    gsize count = given->node->count;
    const char *entries = count == 1 ? "entry" : "entries";
    if (field->exactly && count != field->exactly)
        value_tell(b, RULE_BAD_VALUE, given->node->mark, NULL, given, "has %" G_GSIZE_FORMAT " %s, not %u", count,
                   entries, field->exactly);
    else if (field->max && count > field->max)
        value_tell(b, RULE_TOO_MANY, given->node->mark, NULL, given,
                   "has %" G_GSIZE_FORMAT " %s; at most %u can be held", count, entries, field->max);
    return field->max ? MIN(count, field->max) : count;
}

Given value_item(const Given *given, gsize i)
{
    const Node *item = given->node->items[i];
    return (Given){GIVEN_ITEM, given->field, given->key, item->mark, item};
}

/* The text without its trailing line feeds: those of a block scalar are no part of what was meant. In a
 * literal that is no passage (an example session) empty lines may be, so only the last goes. */
static const char *trimmed(const Binding *b, const Given *given)
{
    const Node *node = given->node;
    gsize length = strlen(node->text), keep = length;
    gboolean one = node->literal && !(given->field->flags & BIND_PASSAGE);
    while (keep && node->text[keep - 1] == '\n' && !(one && keep < length))
        keep--;
    return keep == length ? node->text : arena_text(b->arena, node->text, (gssize)keep);
}

/* The scalar as text, or NULL when it is none. */
static const char *scalar(const Binding *b, const Given *given)
{
    return value_is(b, given, NODE_TEXT) ? trimmed(b, given) : NULL;
}

static void tell_unknown_word(const Binding *b, const Given *given, const char *const *words, const char *text)
{
    g_autofree char *shown = node_excerpt(text);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    g_autofree char *hint = findings_suggest(text, words);
    value_tell(b, RULE_UNKNOWN_VALUE, given->node->mark, hint, given, "is \"%s\", %s%s", shown,
               *words ? "not one of " : "but there is none to choose", all);
}

/* Whether TEXT is what RULE asks for in form and words. */
static gboolean obeys(const Binding *b, const Given *given, const BindField *rule, const char *text)
{
    if (!value_fits(b, given, rule, text, given->node->mark))
        return FALSE;
    if (rule->words && !g_strv_contains(rule->words, text)) {
        tell_unknown_word(b, given, rule->words, text);
        return FALSE;
    }
    for (const BindField *other = rule->apart_from; other && other->key; other++)
        if (strcmp(other->key, text) == 0) {
            value_tell(b, RULE_BAD_VALUE, given->node->mark, "choose another name", given,
                       "is \"%s\", which is a key already", text);
            return FALSE;
        }
    return TRUE;
}

void value_text(const Binding *b, const Given *given, BindText *out)
{
    /* Of a mapping the form is that of its keys. */
    const BindField *rule = given->as == GIVEN_ENTRY ? given->field->value : given->field;
    const char *text = scalar(b, given);
    if (!text || (rule && !obeys(b, given, rule, text)))
        return;
    if ((given->field->flags & (BIND_PASSAGE | BIND_INLINE)) == BIND_PASSAGE && strchr(text, '\n'))
        value_tell(b, RULE_BAD_VALUE, given->node->mark, "a text below >- becomes one line", given,
                   "has more than one line");
    else
        *out = (BindText){text, given->node->mark, given->node->raw};
}

/* The bit of the word that is given, or 0. */
static guint64 word_bit(const Binding *b, const Given *given)
{
    const char *const *words = given->field->words;
    const char *text = scalar(b, given);
    if (!text)
        return 0;
    for (guint i = 0; words[i]; i++) {
        g_assert(i < 64);
        if (strcmp(words[i], text) == 0)
            return G_GUINT64_CONSTANT(1) << i;
    }
    tell_unknown_word(b, given, words, text);
    return 0;
}

void value_choice(const Binding *b, const Given *given, BindBits *out)
{
    guint64 bit = word_bit(b, given);
    if (bit)
        *out = (BindBits){bit, given->node->mark};
}

static void tell_repeated(const Binding *b, const Given *item, const char *text)
{
    g_autofree char *shown = node_excerpt(text);
    value_tell(b, RULE_REPEATED_VALUE, item->node->mark, "take one out", item, "is \"%s\" again", shown);
}

void value_choices(const Binding *b, const Given *given, BindBits *out)
{
    if (given->node->kind == NODE_TEXT) {
        value_choice(b, given, out);
        return;
    }
    if (!value_is(b, given, NODE_LIST))
        return;
    guint64 bits = 0;
    for (gsize i = 0; i < given->node->count; i++) {
        Given item = value_item(given, i);
        guint64 bit = word_bit(b, &item);
        if (bits & bit)
            tell_repeated(b, &item, item.node->text);
        bits |= bit;
    }
    *out = (BindBits){bits, given->node->mark};
}

void value_flag(const Binding *b, const Given *given, gboolean *out)
{
    const char *text = scalar(b, given);
    if (!text)
        return;
    *out = strcmp(text, "true") == 0;
    if (*out || strcmp(text, "false") == 0)
        return;
    g_autofree char *shown = node_excerpt(text);
    value_tell(b, RULE_BAD_VALUE, given->node->mark, NULL, given, "is \"%s\", not true or false", shown);
}

void value_count(const Binding *b, const Given *given, guint *out)
{
    const char *text = scalar(b, given);
    guint64 number;
    if (!text)
        return;
    /* YAML 1.1 reads 010 as eight: nobody shall wonder. */
    if ((*text != '0' || !text[1]) && g_ascii_string_to_unsigned(text, 10, 0, given->field->max, &number, NULL)) {
        *out = (guint)number;
        return;
    }
    g_autofree char *shown = node_excerpt(text);
    value_tell(b, RULE_BAD_VALUE, given->node->mark, NULL, given, "is \"%s\", not a number from 0 to %u", shown,
               given->field->max);
}

void value_texts(const Binding *b, const Given *given, BindList *out)
{
    if (!value_is(b, given, NODE_LIST))
        return;
    gsize count = 0, given_count = value_items(b, given);
    BindText *texts = given_count ? arena_alloc(b->arena, given_count * sizeof(BindText)) : NULL;
    g_autoptr(GTree) seen = g_tree_new((GCompareFunc)strcmp);
    for (gsize i = 0; i < given_count; i++) {
        Given item = value_item(given, i);
        BindText text = {NULL};
        value_text(b, &item, &text);
        if (text.s && g_tree_lookup(seen, text.s)) {
            tell_repeated(b, &item, text.s);
        } else if (text.s) {
            g_tree_insert(seen, (gpointer)text.s, (gpointer)text.s);
            texts[count++] = text;
        }
    }
    gboolean whole = !given->field->exactly || given_count == given->field->exactly;
    *out = (BindList){texts, whole ? count : 0, given->node->mark};
}
