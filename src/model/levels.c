#include "model/levels.h"

#include <string.h>

#define FILE_NAME "content/site.yaml"

typedef struct Levels {
    const char *const *languages;
    gboolean damaged;
    Findings *findings;
} Levels;

static void tell_unknown_rule(const Levels *levels, const NodeEntry *entry)
{
    const char *ids[N_RULES + 1] = {NULL};
    for (guint i = 0; i < N_RULES; i++)
        ids[i] = RULES[i].id;
    g_autofree char *hint = findings_suggest(entry->key, ids), *shown = node_excerpt(entry->key);
    findings_add(levels->findings, RULE_UNKNOWN_VALUE, FILE_NAME, entry->mark, hint, "there is no rule \"%s\"", shown);
}

/* LANGUAGE NULL: for all. */
static void set(const Levels *levels, RuleId rule, const char *language, const NodeEntry *entry)
{
    static const char *const NAMES[] = {"off", "note", "warning", "error", NULL};
    const Node *value = entry->value;
    if (value->kind != NODE_TEXT) {
        findings_add(levels->findings, RULE_WRONG_TYPE, FILE_NAME, value->mark, NULL,
                     "the level of \"%s\" is off, note, warning or error%s", RULES[rule].id,
                     language ? "" : ", or one of them for each language");
        return;
    }
    int level = severity_of(value->text);
    if (level < 0) {
        g_autofree char *hint = findings_suggest(value->text, NAMES), *shown = node_excerpt(value->text);
        findings_add(levels->findings, RULE_UNKNOWN_VALUE, FILE_NAME, value->mark, hint,
                     "the level of \"%s\" is \"%s\", not one of off, note, warning, error", RULES[rule].id, shown);
    } else if (RULES[rule].kind != RULE_IS_FREE && RULES[rule].kind != RULE_IS_PAGE && level < SEVERITY_ERROR) {
        findings_add(levels->findings, RULE_FIXED_LEVEL, FILE_NAME, value->mark, "take it out, and mend what it finds",
                     "\"%s\" is always an error: the site would be wrong", RULES[rule].id);
    } else {
        findings_set_level(levels->findings, rule, language, (Severity)level);
    }
}

static void set_by_language(const Levels *levels, RuleId rule, const Node *map)
{
    for (gsize i = 0; i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        if (g_strv_contains(levels->languages, entry->key)) {
            set(levels, rule, entry->key, entry);
        } else if (!levels->damaged) {
            g_autofree char *shown = node_excerpt(entry->key);
            findings_add(levels->findings, RULE_UNKNOWN_LANGUAGE, FILE_NAME, entry->mark, NULL,
                         "\"%s\" is not one of the site's languages", shown);
        }
    }
}

void levels_set(const Node *node, const char *const *languages, gboolean damaged, Findings *findings)
{
    Levels levels = {languages, damaged, findings};
    if (node && node->kind != NODE_MAP)
        findings_add(findings, RULE_WRONG_TYPE, FILE_NAME, node->mark, NULL, "\"levels\" is not a mapping of rules");
    for (gsize i = 0; node && node->kind == NODE_MAP && i < node->count; i++) {
        const NodeEntry *entry = &node->entries[i];
        RuleId rule = rule_of(entry->key);
        if (rule == N_RULES)
            tell_unknown_rule(&levels, entry);
        else if (entry->value->kind == NODE_MAP)
            set_by_language(&levels, rule, entry->value);
        else
            set(&levels, rule, NULL, entry);
    }
}

const char *const GATES[] = {"required", "allowed", "off", NULL};

void gates_set(const BindList *gates, const char *const *languages, gboolean damaged, Findings *findings)
{
    static const Severity LEVEL[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_OFF};
    for (gsize i = 0; i < gates->count; i++) {
        const BindPair *pair = &((const BindPair *)gates->items)[i];
        guint gate = 0;
        while (GATES[gate] && g_strcmp0(pair->value.s, GATES[gate]) != 0)
            gate++;
        if (!g_strv_contains(languages + 1, pair->key.s)) {
            if (!damaged)
                findings_add(findings, RULE_UNKNOWN_LANGUAGE, FILE_NAME, pair->key.mark, NULL,
                             "\"%s\" is not one of the languages to translate to", pair->key.s);
        } else if (GATES[gate]) { /* else bad, which is told */
            findings_set_level(findings, RULE_MISSING_TRANSLATION, pair->key.s, LEVEL[gate]);
            findings_set_level(findings, RULE_STALE_TRANSLATION, pair->key.s, LEVEL[gate]);
            if (LEVEL[gate] == SEVERITY_ERROR)
                findings_set_level(findings, RULE_UNWRITTEN_PASSAGE, pair->key.s, SEVERITY_ERROR);
        }
    }
}
