#include "model/rules.h"

#include <stddef.h>
#include <string.h>

#include "model/passages.h"
#include "model/stranger.h"
#include "model/wire.h"

typedef struct Check {
    const Loader *loader;
    const Locale *const *locales;
    Protocol *protocol;
} Check;

#define ADD(check, rule, file, mark, ...) findings_add((check)->loader->findings, rule, file, mark, __VA_ARGS__)

static gboolean is_given(const BindList *specs, const char *key)
{
    for (gsize s = 0; s < specs->count; s++) {
        const BindList *gives = &((const Spec *)specs->items)[s].gives;
        for (gsize i = 0; i < gives->count; i++)
            if (strcmp(((const BindText *)gives->items)[i].s, key) == 0)
                return TRUE;
    }
    return FALSE;
}

static void rule_specs(const Check *check, Code *code)
{
    const Record *record = code->record;
    const char *file = code->document->file;
    for (gsize i = 0; i < record->specs.count; i++) {
        const Spec *spec = &((const Spec *)record->specs.items)[i];
        if (spec->title.s && strstr(spec->title.s, PASSAGE_TO_WRITE))
            ADD(check, RULE_UNWRITTEN_PASSAGE, file, spec->title.mark, "name the section or the page that says so",
                "the source of the facts is not written yet");
    }
    if (code->document->damaged)
        return; /* it may be there, but misspelt */
    const char *hint = "name the key under `gives` of the section that says so";
    if (record->phrase.s && !is_given(&record->specs, "phrase"))
        ADD(check, RULE_UNSOURCED_FACT, file, record->phrase.mark, hint, "no source is given for \"phrase\"");
    if (record->enhanced.count && !is_given(&record->specs, "enhanced"))
        ADD(check, RULE_UNSOURCED_FACT, file, record->enhanced.mark, hint, "no source is given for \"enhanced\"");
    for (guint i = 0; i < check->protocol->n_facts; i++) {
        const Fact *fact = &check->protocol->facts[i];
        if (fact->sourced && record->facts[i].bits && !is_given(&record->specs, fact->key.s))
            ADD(check, RULE_UNSOURCED_FACT, file, record->facts[i].mark, hint, "no source is given for \"%s\"",
                fact->key.s);
    }
}

/* What `new` wrote of a fact is no answer until the author says so. */
static void rule_undecided(const Check *check, Code *code)
{
    const BindText *keys = code->record->undecided.items;
    for (gsize i = 0; i < code->record->undecided.count; i++) {
        guint fact = 0;
        while (strcmp(check->protocol->facts[fact].key.s, keys[i].s) != 0)
            fact++;
        const BindBits *given = &code->record->facts[fact];
        g_autofree char *all = g_strjoinv(", ", (char **)check->protocol->facts[fact].words);
        g_autofree char *hint = g_strdup_printf("write which it is of %s; then take it out of \"undecided\"", all);
        ADD(check, RULE_UNWRITTEN_PASSAGE, code->document->file, given->bits ? given->mark : keys[i].mark, hint,
            "\"%s\" is not decided yet", keys[i].s);
    }
}

/* Who can fix it has something to do, and who has something to do can fix it. */
static void rule_roles(const Check *check, Code *code)
{
    const Record *record = code->record;
    const Fact *fact = &check->protocol->facts[check->protocol->fixed_by];
    const BindBits *who = &record->facts[check->protocol->fixed_by];
    for (guint i = 0; who->mark.line && i < fact->n_words; i++) {
        gboolean named = (who->bits >> i & 1) != 0;
        if (named && !record->fix[i].s && !code->document->damaged)
            ADD(check, RULE_FIX_WITHOUT_ROLE, code->document->file, who->mark, NULL,
                "\"%s\" names \"%s\", but \"fix\" says nothing for it", fact->key.s, fact->words[i]);
        if (!named && record->fix[i].s)
            ADD(check, RULE_FIX_WITHOUT_ROLE, code->document->file, record->fix[i].mark, NULL,
                "\"fix\" has a text for \"%s\", which \"%s\" does not name", fact->words[i], fact->key.s);
    }
}

/* X.1.1 for 5.1.1: the class digit stands for itself. */
static int find_enhanced(const Protocol *protocol, const char *text)
{
    const char *dot = strchr(text, '.');
    for (guint i = 0; dot && i < protocol->n_enhanced; i++)
        if (strcmp(protocol->enhanced[i].key.s + 1, dot) == 0)
            return (int)i;
    return -1;
}

static void rule_enhanced(const Check *check, Code *code)
{
    const BindText *texts = code->record->enhanced.items;
    gsize n = code->record->enhanced.count;
    code->enhanced = arena_alloc(check->loader->arena, (n + 1) * sizeof *code->enhanced);
    for (gsize i = 0; i < n; i++) {
        int found = find_enhanced(check->protocol, texts[i].s);
        const char *class = check->protocol->classes[code->class].id.s;
        gboolean same = strncmp(texts[i].s, class, strlen(class)) == 0 && texts[i].s[strlen(class)] == '.';
        if (found < 0)
            ADD(check, RULE_UNKNOWN_ENHANCED, code->document->file, texts[i].mark, NULL,
                "\"%s\" has no row in enhanced.yaml", texts[i].s);
        else if (!same)
            ADD(check, RULE_UNKNOWN_ENHANCED, code->document->file, texts[i].mark, NULL,
                "\"%s\" is not of the class of %s", texts[i].s, code->code);
        else
            code->enhanced[code->n_enhanced++] = (guint)found;
    }
}

static gboolean is_reply(const Protocol *protocol, const char *line, const char *code, gboolean *has_code)
{
    *has_code |= g_str_has_prefix(line, code);
    return g_regex_match(protocol->reply, line, 0, NULL);
}

/* An empty line of a speaker is its mark without the blank behind it, since editors trim lines. */
static gboolean is_line_of(const char *line, const char *speaker)
{
    g_autofree char *bare = g_strchomp(g_strdup(speaker));
    return g_str_has_prefix(line, speaker) || strcmp(line, bare) == 0;
}

/* The lines of a literal block follow each other from its mark on: line 1 of the text is one below it. */
static void rule_example(const Check *check, Code *code)
{
    const BindText *example = &code->record->session_example;
    const Protocol *protocol = check->protocol;
    if (!example->s)
        return;
    g_auto(GStrv) lines = g_strsplit(example->s, "\n", -1);
    gboolean has_code = FALSE;
    for (guint i = 0; lines[i]; i++) {
        Mark mark = {example->mark.line + i + 1, 1};
        if (!*lines[i] && !lines[i + 1])
            break;
        if (g_str_has_prefix(lines[i], protocol->server)) {
            if (!is_reply(protocol, lines[i] + strlen(protocol->server), code->code, &has_code))
                ADD(check, RULE_BAD_EXAMPLE, code->document->file, mark, NULL, "not a reply: \"%s\"", lines[i]);
        } else if (!is_line_of(lines[i], protocol->client)) {
            ADD(check, RULE_BAD_EXAMPLE, code->document->file, mark, NULL,
                "a line begins with \"%s\" or \"%s\": \"%s\"", protocol->client, protocol->server, lines[i]);
        }
    }
    if (!has_code)
        ADD(check, RULE_BAD_EXAMPLE, code->document->file, example->mark, NULL, "no reply of the example is %s",
            code->code);
}

/* MATRIX: for every two codes the reason + 1 as seen from the row, 0 for none. */
static void relate(const Check *check, guint8 *matrix, guint from, guint to, guint reason, const BindText *said)
{
    const Protocol *protocol = check->protocol;
    guint8 *there = &matrix[(gsize)from * protocol->n_codes + to],
           *back = &matrix[(gsize)to * protocol->n_codes + from];
    int inverse = protocol_reason(protocol, protocol->reasons[reason].inverse.s);
    if (*there && *there != reason + 1)
        ADD(check, RULE_RELATION_CLASH, protocol->codes[from].document->file, said->mark,
            "one side of a relation is enough: take this one out, or the other",
            "%s is related to %s as \"%s\" already", protocol->codes[to].code, protocol->codes[from].code,
            protocol->reasons[*there - 1].id.s);
    else {
        *there = (guint8)(reason + 1);
        *back = (guint8)(inverse + 1);
    }
}

static void relate_code(const Check *check, guint8 *matrix, guint from)
{
    const Protocol *protocol = check->protocol;
    const Code *code = &protocol->codes[from];
    const RelatedTo *related = code->record->related.items;
    for (gsize i = 0; i < code->record->related.count; i++) {
        if (!related[i].code.s || !related[i].why.s)
            continue;
        int to = records_find(protocol, related[i].code.s), reason = protocol_reason(protocol, related[i].why.s);
        if (to < 0 && !records_is_damaged(protocol, related[i].code.s))
            ADD(check, RULE_UNKNOWN_CODE, code->document->file, related[i].code.mark, NULL,
                "there is no record of \"%s\"", related[i].code.s);
        else if ((guint)to == from)
            ADD(check, RULE_PAIR_ORDER, code->document->file, related[i].code.mark, NULL,
                "a code is not related to itself");
        if (to >= 0 && (guint)to != from)
            relate(check, matrix, from, (guint)to, (guint)reason, &related[i].why);
    }
}

static void relations_of(const Check *check, const guint8 *matrix, guint from)
{
    Protocol *protocol = check->protocol;
    Code *code = &protocol->codes[from];
    const guint8 *row = matrix + (gsize)from * protocol->n_codes;
    guint n = 0;
    for (guint to = 0; to < protocol->n_codes; to++)
        n += row[to] != 0;
    code->relations = arena_alloc(check->loader->arena, (n + 1) * sizeof *code->relations);
    for (guint to = 0; to < protocol->n_codes; to++)
        if (row[to])
            code->relations[code->n_relations++] = (Relation){to, row[to] - 1u};
}

static void relate_all(const Check *check)
{
    gsize n = check->protocol->n_codes;
    g_autofree guint8 *matrix = g_new0(guint8, n * n + 1);
    for (guint i = 0; i < n; i++)
        relate_code(check, matrix, i);
    for (guint i = 0; i < n; i++)
        relations_of(check, matrix, i);
}

static void join_enhanced(const Check *check)
{
    Protocol *protocol = check->protocol;
    for (guint e = 0; e < protocol->n_enhanced; e++) {
        Enhanced *enhanced = &protocol->enhanced[e];
        enhanced->codes = arena_alloc(check->loader->arena, (protocol->n_codes + 1) * sizeof *enhanced->codes);
        for (guint c = 0; c < protocol->n_codes; c++)
            for (guint i = 0; i < protocol->codes[c].n_enhanced; i++)
                if (protocol->codes[c].enhanced[i] == e &&
                    (enhanced->n_codes == 0 || enhanced->codes[enhanced->n_codes - 1] != c))
                    enhanced->codes[enhanced->n_codes++] = c;
    }
}

/* Whether one side of "450-550" has a damaged record. */
static gboolean names_damaged(const Protocol *protocol, const char *pair)
{
    for (const char *joint = strchr(pair, '-'); joint; joint = strchr(joint + 1, '-')) {
        g_autofree char *low = g_strndup(pair, (gsize)(joint - pair));
        if (records_is_damaged(protocol, low) || records_is_damaged(protocol, joint + 1))
            return TRUE;
    }
    return FALSE;
}

static void check_featured(const Check *check)
{
    const Protocol *protocol = check->protocol;
    for (guint i = 0; i < protocol->n_featured_codes; i++)
        if (records_find(protocol, protocol->featured_codes[i].s) < 0 &&
            !records_is_damaged(protocol, protocol->featured_codes[i].s))
            ADD(check, RULE_UNKNOWN_CODE, protocol->file, protocol->featured_codes[i].mark, NULL,
                "there is no record of \"%s\"", protocol->featured_codes[i].s);
    for (guint i = 0; i < protocol->n_featured_pairs; i++) {
        guint a, b;
        if (!records_read_pair(protocol, protocol->featured_pairs[i].s, &a, &b) &&
            !names_damaged(protocol, protocol->featured_pairs[i].s))
            ADD(check, RULE_UNKNOWN_CODE, protocol->file, protocol->featured_pairs[i].mark, NULL,
                "\"%s\" is not two codes with a record, the lower first", protocol->featured_pairs[i].s);
    }
}

static const struct {
    void (*apply)(const Check *check, Code *code);
} CODE_RULES[] = {{rule_specs}, {rule_undecided}, {rule_roles}, {rule_enhanced}, {rule_example}};

void rules_apply(const Loader *loader, const Locale *const *locales, Protocol *protocol)
{
    Check check = {loader, locales, protocol};
    for (guint i = 0; i < protocol->n_codes; i++)
        for (guint r = 0; r < G_N_ELEMENTS(CODE_RULES); r++)
            CODE_RULES[r].apply(&check, &protocol->codes[i]);
    relate_all(&check);
    join_enhanced(&check);
    check_featured(&check);
    g_autoptr(PassageCheck) passages = passage_check_new(loader, locales, protocol);
    g_autoptr(GPtrArray) documents = g_ptr_array_new(); /* the longest ones first, for the threads' sake */
    if (protocol->enhanced_document)
        g_ptr_array_add(documents, (gpointer)protocol->enhanced_document);
    if (protocol->strangers_document)
        g_ptr_array_add(documents, (gpointer)protocol->strangers_document);
    for (guint i = 0; i < protocol->n_codes; i++)
        g_ptr_array_add(documents, (gpointer)protocol->codes[i].document);
    for (guint i = 0; i < protocol->n_pairs; i++)
        g_ptr_array_add(documents, (gpointer)protocol->pairs[i].document);
    for (guint i = 0; i < protocol->n_wires; i++)
        g_ptr_array_add(documents, (gpointer)protocol->wires[i].document);
    passage_check_documents(passages, (const Document *const *)documents->pdata, documents->len);
}
