#include "model/protocol.h"

#include <stddef.h>
#include <string.h>

#include "model/crew.h"
#include "model/pattern.h"
#include "model/record.h"
#include "model/tables.h"
#include "model/words.h"

typedef struct ProtocolFile {
    BindText name, code, lookup;
    BindList classes, categories, facts, reasons, anatomy;
    BindText appears, fixed_by;
    BindList headline, verdict, filters;
    struct {
        BindText client, server, reply;
    } example;
    struct {
        BindList codes, pairs;
    } featured;
} ProtocolFile;

#define WORD .pattern = "^[a-z0-9_-]+$", .form = "lower-case letters, digits, - and _"

static const BindField GROUP_FIELDS[] = {
    {"id", BIND_TEXT, BIND_REQUIRED, offsetof(Group, id), WORD, .about = "Its name in words/ and in JSON."},
    {"match", BIND_TEXT, BIND_REQUIRED, offsetof(Group, match),
     .about = "Which codes: ? is one character, * is any run, a space parts alternatives."},
    {NULL},
};

static const BindField FACT_FIELDS[] = {
    {"key", BIND_TEXT, BIND_REQUIRED, offsetof(Fact, key), WORD, .apart_from = RECORD_FIELDS,
     .about = "The key in records."},
    {"many", BIND_FLAG, 0, offsetof(Fact, many), .about = "Whether a record may name several values."},
    {"sourced", BIND_FLAG, 0, offsetof(Fact, sourced),
     .about = "Whether a record must say which section it comes from."},
    {"values", BIND_TEXTS, BIND_REQUIRED, offsetof(Fact, values), WORD, .max = MAX_VALUES,
     .about = "The words it may have, in their order."},
    {"about", BIND_TEXT, 0, offsetof(Fact, about), .about = "What it says, in one sentence for authors."},
    {NULL},
};

static const BindField REASON_FIELDS[] = {
    {"id", BIND_TEXT, BIND_REQUIRED, offsetof(Reason, id), WORD, .about = "Its name in records and in words/."},
    {"inverse", BIND_TEXT, BIND_REQUIRED, offsetof(Reason, inverse), WORD,
     .about = "The reason seen from the other code."},
    {NULL},
};

static const BindField PART_FIELDS[] = {
    {"id", BIND_TEXT, BIND_REQUIRED, offsetof(Part, id), WORD, .about = "Its name in words/."},
    {"text", BIND_TEXT, BIND_REQUIRED, offsetof(Part, text),
     .about = "What stands in the reply, with the blank that parts it from its neighbour."},
    {NULL},
};

static const BindField EXAMPLE_FIELDS[] = {
    {"client", BIND_TEXT, BIND_REQUIRED, 0, .about = "How a line of the client begins."},
    {"server", BIND_TEXT, BIND_REQUIRED, sizeof(BindText), .about = "How a line of the server begins."},
    {"reply", BIND_TEXT, BIND_REQUIRED, 2 * sizeof(BindText), .format = "regex",
     .about = "What a server says, as a regular expression."},
    {NULL},
};

static const BindField FEATURED_FIELDS[] = {
    {"codes", BIND_TEXTS, 0, 0, .about = "The codes that the home page names."},
    {"pairs", BIND_TEXTS, 0, sizeof(BindList), .about = "The pairs that the home page names, as 450-550."},
    {NULL},
};

static const BindField PROTOCOL_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(ProtocolFile, name), .about = "The name on every page."},
    {"code", BIND_TEXT, BIND_REQUIRED, offsetof(ProtocolFile, code), .format = "regex",
     .about = "A whole code, as a regular expression."},
    {"lookup", BIND_TEXT, 0, offsetof(ProtocolFile, lookup),
     .about = "The form of the texts in which readers meet its replies; with it the site gets a page to paste them."},
    {"classes", BIND_LIST, BIND_REQUIRED | BIND_NAMED, offsetof(ProtocolFile, classes), .fields = GROUP_FIELDS,
     .size = sizeof(Group), .about = "The classes; every code falls into the first that matches."},
    {"categories", BIND_LIST, BIND_NAMED, offsetof(ProtocolFile, categories), .fields = GROUP_FIELDS,
     .size = sizeof(Group), .about = "A second division, if there is one."},
    {"facts", BIND_LIST, BIND_REQUIRED | BIND_NAMED, offsetof(ProtocolFile, facts), .fields = FACT_FIELDS,
     .size = sizeof(Fact), .max = MAX_FACTS, .about = "The typed facts of a record, in the order of the facts table."},
    {"appears", BIND_TEXT, BIND_REQUIRED, offsetof(ProtocolFile, appears),
     .about = "The fact that says when a code appears."},
    {"fixed_by", BIND_TEXT, BIND_REQUIRED, offsetof(ProtocolFile, fixed_by),
     .about = "The fact whose values are the roles of `fix`."},
    {"headline", BIND_TEXTS, BIND_REQUIRED, offsetof(ProtocolFile, headline), .max = MAX_FACTS,
     .about = "The facts whose sentences are the verdict of a code."},
    {"verdict", BIND_TEXTS, BIND_REQUIRED, offsetof(ProtocolFile, verdict), .max = MAX_FACTS,
     .about = "The facts by which two codes of one class are told apart, the first that differs."},
    {"filters", BIND_TEXTS, 0, offsetof(ProtocolFile, filters), .max = MAX_FACTS,
     .about = "The facts by which the list of all codes can be narrowed; without them those of the headline."},
    {"reasons", BIND_LIST, BIND_NAMED, offsetof(ProtocolFile, reasons), .fields = REASON_FIELDS, .size = sizeof(Reason),
     .max = MAX_REASONS, .about = "Why two codes may be related."},
    {"example", BIND_STRUCT, BIND_REQUIRED, offsetof(ProtocolFile, example), .fields = EXAMPLE_FIELDS,
     .about = "The grammar of example sessions."},
    {"anatomy", BIND_LIST, BIND_NAMED, offsetof(ProtocolFile, anatomy), .fields = PART_FIELDS, .size = sizeof(Part),
     .about = "A reply part by part, for the drawing on the index."},
    {"featured", BIND_STRUCT, 0, offsetof(ProtocolFile, featured), .fields = FEATURED_FIELDS,
     .about = "What the home page shows first."},
    {NULL},
};

const BindField *protocol_fields(Arena *arena, const char *const *lookups)
{
    BindField *fields = bind_copy(arena, PROTOCOL_FIELDS, 0);
    bind_row(fields, "lookup")->words = lookups;
    return fields;
}

typedef struct Build {
    const Loader *loader;
    Protocol *protocol;
} Build;

static void take_facts(const Build *build, BindList *list)
{
    Protocol *protocol = build->protocol;
    Fact *facts = list->items;
    protocol->facts = facts;
    protocol->n_facts = (guint)list->count;
    for (guint i = 0; i < protocol->n_facts; i++) {
        Fact *fact = &facts[i];
        const BindText *values = fact->values.items;
        fact->n_words = (guint)fact->values.count;
        const char **words = arena_alloc(build->loader->arena, (fact->n_words + 1) * sizeof *words);
        for (guint v = 0; v < fact->n_words; v++)
            words[v] = values[v].s;
        fact->words = words;
    }
}

/* The number of the fact that TEXT names; 0 and a finding when there is none. */
static guint find_fact(const Build *build, const BindText *text)
{
    const Protocol *protocol = build->protocol;
    const char *keys[MAX_FACTS + 1] = {NULL};
    for (guint i = 0; i < protocol->n_facts; i++) {
        keys[i] = protocol->facts[i].key.s ? protocol->facts[i].key.s : "";
        if (text->s && strcmp(keys[i], text->s) == 0)
            return i;
    }
    if (text->s) {
        g_autofree char *hint = findings_suggest(text->s, keys);
        findings_add(build->loader->findings, RULE_UNKNOWN_VALUE, protocol->file, text->mark, hint,
                     "\"%s\" is not one of the facts", text->s);
    }
    return 0;
}

static guint find_facts(const Build *build, const BindList *list, guint facts[MAX_FACTS])
{
    const BindText *texts = list->items;
    for (guint i = 0; i < list->count; i++)
        facts[i] = find_fact(build, &texts[i]);
    return (guint)list->count;
}

static void check_reasons(const Build *build)
{
    const Protocol *protocol = build->protocol;
    for (guint i = 0; i < protocol->n_reasons; i++) {
        const Reason *reason = &protocol->reasons[i];
        int inverse = reason->inverse.s ? protocol_reason(protocol, reason->inverse.s) : -1;
        if (!reason->inverse.s || !reason->id.s)
            continue;
        const char *back = inverse < 0 ? NULL : protocol->reasons[inverse].inverse.s;
        if (inverse < 0)
            findings_add(build->loader->findings, RULE_UNKNOWN_VALUE, protocol->file, reason->inverse.mark, NULL,
                         "\"%s\" is not one of the reasons", reason->inverse.s);
        else if (back && strcmp(back, reason->id.s) != 0 && protocol_reason(protocol, back) >= 0)
            findings_add(build->loader->findings, RULE_RELATION_CLASH, protocol->file, reason->inverse.mark, NULL,
                         "the inverse of \"%s\" is \"%s\", whose inverse is another", reason->id.s, reason->inverse.s);
    }
}

/* What is taken to pieces must be a reply when it is put together. */
static void check_anatomy(const Build *build, const BindList *list)
{
    const Protocol *protocol = build->protocol;
    g_autoptr(GString) reply = g_string_new(NULL);
    for (guint i = 0; i < protocol->n_anatomy; i++) {
        if (!protocol->anatomy[i].text.s)
            return;
        g_string_append(reply, protocol->anatomy[i].text.s);
    }
    if (reply->len && protocol->reply && !g_regex_match(protocol->reply, reply->str, 0, NULL))
        findings_add(build->loader->findings, RULE_BAD_VALUE, protocol->file, list->mark, NULL,
                     "the parts of \"anatomy\" make \"%s\", which is no reply", reply->str);
}

static void resolve(const Build *build, ProtocolFile *file)
{
    Protocol *protocol = build->protocol;
    protocol->name = file->name.s;
    protocol->lookup = file->lookup.s;
    protocol->code = pattern_compile(build->loader, protocol->file, &file->code, TRUE);
    protocol->reply = pattern_compile(build->loader, protocol->file, &file->example.reply, TRUE);
    protocol->client = file->example.client.s;
    protocol->server = file->example.server.s;
    protocol->classes = file->classes.items;
    protocol->n_classes = (guint)file->classes.count;
    protocol->categories = file->categories.items;
    protocol->n_categories = (guint)file->categories.count;
    take_facts(build, &file->facts);
    protocol->reasons = file->reasons.items;
    protocol->n_reasons = (guint)file->reasons.count;
    protocol->anatomy = file->anatomy.items;
    protocol->n_anatomy = (guint)file->anatomy.count;
    protocol->appears = find_fact(build, &file->appears);
    protocol->fixed_by = find_fact(build, &file->fixed_by);
    protocol->n_headline = find_facts(build, &file->headline, protocol->headline);
    protocol->n_filters = find_facts(build, &file->filters, protocol->filters);
    if (!file->filters.mark.line) {
        memcpy(protocol->filters, protocol->headline, sizeof protocol->filters);
        protocol->n_filters = protocol->n_headline;
    }
    protocol->n_verdict = find_facts(build, &file->verdict, protocol->verdict);
    protocol->featured_codes = file->featured.codes.items;
    protocol->n_featured_codes = (guint)file->featured.codes.count;
    protocol->featured_pairs = file->featured.pairs.items;
    protocol->n_featured_pairs = (guint)file->featured.pairs.count;
    check_reasons(build);
    check_anatomy(build, &file->anatomy);
    if (protocol->n_facts && protocol->facts[protocol->fixed_by].n_words > MAX_ROLES)
        findings_add(build->loader->findings, RULE_TOO_MANY, protocol->file, file->fixed_by.mark, NULL,
                     "the roles are %u; at most %d can be held", protocol->facts[protocol->fixed_by].n_words,
                     MAX_ROLES);
}

typedef struct Wording {
    const Locale *const *locales;
    Protocol *protocol;
} Wording;

static void load_words(const Loader *loader, gsize i, gpointer data)
{
    const Wording *wording = data;
    wording->protocol->words[i] = words_load(loader, wording->locales[i], wording->protocol, (guint)i);
}

Protocol *protocol_load(const Loader *loader, const Locale *const *locales, const char *id)
{
    Protocol *protocol = arena_new0(loader->arena, Protocol);
    g_autofree char *folder = g_strdup_printf("content/%s", id);
    g_autofree char *file = g_strdup_printf("%s/protocol.yaml", folder);
    protocol->id = arena_text(loader->arena, id, -1);
    protocol->folder = arena_text(loader->arena, folder, -1);
    protocol->file = arena_text(loader->arena, file, -1);
    const Node *node = node_read_file(loader->arena, loader->source, protocol->file, loader->findings);
    if (!node)
        return NULL;
    protocol->digest = *node->file;
    guint before = findings_count(loader->findings, SEVERITY_ERROR);
    ProtocolFile *bound = arena_new0(loader->arena, ProtocolFile);
    bind_record(loader->arena, protocol_fields(loader->arena, loader->lookups), BIND_SOURCE, protocol->file, node,
                bound, loader->findings);
    Build build = {loader, protocol};
    resolve(&build, bound);
    /* Records are read by the facts that stand here: with a damaged protocol every record would be "wrong". */
    if (findings_count(loader->findings, SEVERITY_ERROR) > before) {
        protocol_clear(protocol);
        return NULL;
    }
    protocol->words = arena_alloc(loader->arena, loader->n_languages * sizeof *protocol->words);
    crew_run(loader, loader->n_languages, load_words, &(Wording){locales, protocol});
    return protocol;
}

/* Whether one of the PATTERNS, which spaces part, fits CODE. */
static gboolean any_fits(const char *patterns, const char *code)
{
    g_auto(GStrv) parts = g_strsplit(patterns, " ", -1);
    for (char **part = parts; *part; part++)
        if (**part && g_pattern_match_simple(*part, code))
            return TRUE;
    return FALSE;
}

static int group_of(const Group *groups, guint count, const char *code)
{
    for (guint i = 0; i < count; i++)
        if (groups[i].match.s && any_fits(groups[i].match.s, code))
            return (int)i;
    return -1;
}

gboolean protocol_has_class(const Protocol *protocol, guint class)
{
    for (guint i = 0; i < protocol->n_codes; i++)
        if (protocol->codes[i].class == class)
            return TRUE;
    return FALSE;
}

int protocol_class(const Protocol *protocol, const char *code)
{
    return group_of(protocol->classes, protocol->n_classes, code);
}

int protocol_category(const Protocol *protocol, const char *code)
{
    return group_of(protocol->categories, protocol->n_categories, code);
}

int protocol_reason(const Protocol *protocol, const char *id)
{
    for (guint i = 0; i < protocol->n_reasons; i++)
        if (g_strcmp0(protocol->reasons[i].id.s, id) == 0)
            return (int)i;
    return -1;
}

void protocol_clear(Protocol *protocol)
{
    g_clear_pointer(&protocol->code, g_regex_unref);
    g_clear_pointer(&protocol->reply, g_regex_unref);
}
