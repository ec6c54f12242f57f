#include "model/words.h"

#include <stddef.h>
#include <string.h>

#include "model/tables.h"

typedef struct NamedWords { /* a class, category or value */
    BindText key, name, says, advice, whole;
} NamedWords;

typedef struct FactFile {
    BindText key, label, says, says_one, both, both_one, verdict;
    BindList values; /* of NamedWords */
} FactFile;

typedef struct WordsFile {
    BindText expansion;
    BindList classes, categories, facts; /* of NamedWords, NamedWords, FactFile */
    BindList reasons;                    /* of BindPair */
    BindList anatomy;                    /* of NamedWords */
} WordsFile;

static const BindField CLASS_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, name), .about = "The class's name."},
    {"says", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, says), .about = "What the class means. Uses {code}."},
    {"advice", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, advice),
     .about = "What it means for the reader. Uses {code}."},
    {"whole", BIND_TEXT, 0, offsetof(NamedWords, whole),
     .about = "Both, of the class as a whole, for its own page; made of them if not given."},
    {NULL},
};

static const BindField CATEGORY_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, name), .about = "The category's name."},
    {NULL},
};

static const BindField PART_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, name), .about = "The part's name."},
    {"says", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, says), .about = "What it tells, in one sentence."},
    {NULL},
};

static const BindField VALUE_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(NamedWords, name), .about = "The value, in the table of facts."},
    {"says", BIND_TEXT, 0, offsetof(NamedWords, says), .about = "The value as a sentence. Uses {code}."},
    {NULL},
};

static const BindField FACT_FIELDS[] = {
    {"label", BIND_TEXT, BIND_REQUIRED, offsetof(FactFile, label), .about = "The fact's name."},
    {"says", BIND_TEXT, 0, offsetof(FactFile, says), .about = "Several values as a sentence. Uses {code} and {list}."},
    {"says_one", BIND_TEXT, 0, offsetof(FactFile, says_one), .about = "The same for a single value."},
    {"both", BIND_TEXT, 0, offsetof(FactFile, both), .about = "Two codes with the same values. Uses {a}, {b}, {list}."},
    {"both_one", BIND_TEXT, 0, offsetof(FactFile, both_one), .about = "The same for a single value."},
    {"verdict", BIND_TEXT, 0, offsetof(FactFile, verdict),
     .about = "What tells two codes apart. Uses {a}, {b}, {a_value}, {b_value}."},
    {"values", BIND_MAP, BIND_REQUIRED, offsetof(FactFile, values), .fields = VALUE_FIELDS, .size = sizeof(NamedWords),
     .about = "The values."},
    {NULL},
};

const BindField WORDS_FIELDS[] = {
    {"expansion", BIND_TEXT, BIND_REQUIRED, offsetof(WordsFile, expansion),
     .about = "What the protocol's name stands for."},
    {"classes", BIND_MAP, BIND_REQUIRED, offsetof(WordsFile, classes), .fields = CLASS_FIELDS,
     .size = sizeof(NamedWords), .about = "The classes."},
    {"categories", BIND_MAP, 0, offsetof(WordsFile, categories), .fields = CATEGORY_FIELDS, .size = sizeof(NamedWords),
     .about = "The categories."},
    {"facts", BIND_MAP, BIND_REQUIRED, offsetof(WordsFile, facts), .fields = FACT_FIELDS, .size = sizeof(FactFile),
     .about = "The facts."},
    {"reasons", BIND_MAP, 0, offsetof(WordsFile, reasons), .size = sizeof(BindPair),
     .about = "Why two codes are related. Uses {code} and {other}."},
    {"anatomy", BIND_MAP, 0, offsetof(WordsFile, anatomy), .fields = PART_FIELDS, .size = sizeof(NamedWords),
     .about = "The parts of a reply."},
    {NULL},
};

typedef struct Build {
    const Loader *loader;
    const Locale *locale;
    const char *file;
} Build;

static const InlineOptions NO_LINKS = {0};

static void check(const Build *build, const BindText *text)
{
    if (build->locale)
        locale_check_typography(build->locale, text->s, build->file, text->mark, build->loader->findings);
}

static Phrase phrase(const Build *build, const BindText *source)
{
    if (!source->s)
        return (Phrase){"", ""};
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    check(build, source);
    inline_render(source->s, &NO_LINKS, html, text, build->file, source->mark, build->loader->findings);
    return (Phrase){arena_text(build->loader->arena, html->str, -1), arena_text(build->loader->arena, text->str, -1)};
}

static Sentence *sentence(const Build *build, const BindText *pattern, const char *const *names)
{
    if (!pattern->s)
        return NULL;
    check(build, pattern);
    return sentence_compile(build->loader->arena, pattern->s, names, &NO_LINKS, build->file, pattern->mark,
                            build->loader->findings);
}

static const char *const CODE[] = {"code", NULL};
static const char *const CODE_LIST[] = {"code", "list", NULL};
static const char *const BOTH_LIST[] = {"a", "b", "list", NULL};
static const char *const VERDICT[] = {"a", "b", "a_value", "b_value", NULL};
static const char *const CODE_OTHER[] = {"code", "other", NULL};

/* A struct of a bound map begins with its key. */
static const BindText *key_at(const BindList *map, gsize size, gsize i)
{
    return (const BindText *)((const char *)map->items + i * size);
}

/* The struct of MAP whose key is ID, or NULL and a finding that says what KIND lacks. */
static const void *find(const Build *build, const BindList *map, gsize size, const char *id, const char *kind,
                        Mark mark)
{
    for (gsize i = 0; i < map->count; i++)
        if (strcmp(key_at(map, size, i)->s, id) == 0)
            return key_at(map, size, i);
    findings_add(build->loader->findings, RULE_MISSING_LABEL, build->file, map->mark.line ? map->mark : mark, NULL,
                 "no words for the %s \"%s\"", kind, id);
    return NULL;
}

static void check_keys(const Build *build, const BindList *map, gsize size, const char *const *known, const char *kind)
{
    for (gsize i = 0; i < map->count; i++) {
        const BindText *key = key_at(map, size, i);
        if (g_strv_contains(known, key->s))
            continue;
        g_autofree char *hint = findings_suggest(key->s, known);
        findings_add(build->loader->findings, RULE_UNKNOWN_KEY, build->file, key->mark, hint,
                     "the protocol has no %s \"%s\"", kind, key->s);
    }
}

static const char **group_ids(const Build *build, const Group *groups, guint n)
{
    const char **ids = arena_alloc(build->loader->arena, (n + 1) * sizeof *ids);
    for (guint i = 0; i < n; i++)
        ids[i] = groups[i].id.s;
    return ids;
}

static void take_groups(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    words->classes = arena_alloc(build->loader->arena, protocol->n_classes * sizeof *words->classes);
    words->categories = arena_alloc(build->loader->arena, (protocol->n_categories + 1) * sizeof *words->categories);
    const char **classes = group_ids(build, protocol->classes, protocol->n_classes);
    const char **categories = group_ids(build, protocol->categories, protocol->n_categories);
    check_keys(build, &file->classes, sizeof(NamedWords), classes, "class");
    check_keys(build, &file->categories, sizeof(NamedWords), categories, "category");
    for (guint i = 0; i < protocol->n_classes; i++) {
        const NamedWords *named = find(build, &file->classes, sizeof *named, classes[i], "class", (Mark){1, 1});
        if (named)
            words->classes[i] = (ClassWords){phrase(build, &named->name), sentence(build, &named->says, CODE),
                                             sentence(build, &named->advice, CODE), phrase(build, &named->whole)};
    }
    for (guint i = 0; i < protocol->n_categories; i++) {
        const NamedWords *named =
            find(build, &file->categories, sizeof *named, categories[i], "category", (Mark){1, 1});
        if (named)
            words->categories[i] = phrase(build, &named->name);
    }
}

static void need(const Build *build, const BindText *key, const Sentence *have, const char *what)
{
    if (!have)
        findings_add(build->loader->findings, RULE_MISSING_LABEL, build->file, key->mark, NULL, "\"%s\" has no \"%s\"",
                     key->s, what);
}

static void take_values(const Build *build, const Fact *fact, const FactFile *file, FactWords *words)
{
    words->values = arena_alloc(build->loader->arena, fact->n_words * sizeof *words->values);
    check_keys(build, &file->values, sizeof(NamedWords), fact->words, "value");
    for (guint i = 0; i < fact->n_words; i++) {
        const NamedWords *named = find(build, &file->values, sizeof *named, fact->words[i], "value", file->key.mark);
        if (!named)
            continue;
        words->values[i] = (ValueWords){phrase(build, &named->name), sentence(build, &named->says, CODE)};
        if (!fact->many && !named->says.s)
            need(build, &named->key, NULL, "says");
    }
}

/* Which sentences a fact must have follows from the roles that the protocol gives it. */
static void take_fact(const Build *build, const Protocol *protocol, guint i, const FactFile *file, FactWords *words)
{
    const Fact *fact = &protocol->facts[i];
    words->label = phrase(build, &file->label);
    words->says = sentence(build, &file->says, CODE_LIST);
    words->says_one = sentence(build, &file->says_one, CODE_LIST);
    words->both = sentence(build, &file->both, BOTH_LIST);
    words->both_one = sentence(build, &file->both_one, BOTH_LIST);
    words->verdict = sentence(build, &file->verdict, VERDICT);
    take_values(build, fact, file, words);
    if (fact->many && !file->says.s)
        need(build, &file->key, NULL, "says");
    if (fact->many && !file->says_one.s)
        need(build, &file->key, NULL, "says_one");
    if (i == protocol->appears && !file->both.s)
        need(build, &file->key, NULL, "both");
    if (i == protocol->appears && !file->both_one.s)
        need(build, &file->key, NULL, "both_one");
    for (guint v = 0; v < protocol->n_verdict; v++)
        if (protocol->verdict[v] == i && !file->verdict.s)
            need(build, &file->key, NULL, "verdict");
}

static void take_facts(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    const char *keys[MAX_FACTS + 1] = {NULL};
    for (guint i = 0; i < protocol->n_facts; i++)
        keys[i] = protocol->facts[i].key.s;
    check_keys(build, &file->facts, sizeof(FactFile), keys, "fact");
    words->facts = arena_alloc(build->loader->arena, protocol->n_facts * sizeof *words->facts);
    for (guint i = 0; i < protocol->n_facts; i++) {
        const FactFile *fact = find(build, &file->facts, sizeof *fact, keys[i], "fact", (Mark){1, 1});
        if (fact)
            take_fact(build, protocol, i, fact, &words->facts[i]);
    }
}

static void take_reasons(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    const char **ids = arena_alloc(build->loader->arena, (protocol->n_reasons + 1) * sizeof *ids);
    for (guint i = 0; i < protocol->n_reasons; i++)
        ids[i] = protocol->reasons[i].id.s;
    check_keys(build, &file->reasons, sizeof(BindPair), ids, "reason");
    words->reasons = arena_alloc(build->loader->arena, (protocol->n_reasons + 1) * sizeof *words->reasons);
    for (guint i = 0; i < protocol->n_reasons; i++) {
        const BindPair *pair = find(build, &file->reasons, sizeof *pair, ids[i], "reason", (Mark){1, 1});
        if (pair)
            words->reasons[i] = sentence(build, &pair->value, CODE_OTHER);
    }
}

static void take_anatomy(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    const char **ids = arena_alloc(build->loader->arena, (protocol->n_anatomy + 1) * sizeof *ids);
    for (guint i = 0; i < protocol->n_anatomy; i++)
        ids[i] = protocol->anatomy[i].id.s;
    check_keys(build, &file->anatomy, sizeof(NamedWords), ids, "part");
    words->anatomy = arena_alloc(build->loader->arena, (protocol->n_anatomy + 1) * sizeof *words->anatomy);
    for (guint i = 0; i < protocol->n_anatomy; i++) {
        const NamedWords *named = find(build, &file->anatomy, sizeof *named, ids[i], "part", (Mark){1, 1});
        if (named)
            words->anatomy[i] = (PartWords){phrase(build, &named->name), phrase(build, &named->says)};
    }
}

const Words *words_load(const Loader *loader, const Locale *locale, const Protocol *protocol, guint language)
{
    g_autofree char *name = g_strdup_printf("%s/words/%s.yaml", protocol->folder, loader->languages[language]);
    g_autofree char *path = g_build_filename(loader->source, name, NULL);
    Words *words = arena_new0(loader->arena, Words);
    words->file = arena_text(loader->arena, name, -1);
    findings_file_language(loader->findings, words->file, loader->languages[language]);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        findings_add(loader->findings, RULE_MISSING_FILE, words->file, (Mark){0},
                     "every language of the site needs the words of every protocol",
                     "the words of %s in \"%s\" are missing", protocol->name, loader->languages[language]);
        return NULL;
    }
    const Node *node = node_read_file(loader->arena, path, words->file, loader->findings);
    if (!node)
        return NULL;
    WordsFile *file = arena_new0(loader->arena, WordsFile);
    bind_record(loader->arena, WORDS_FIELDS, BIND_SOURCE, words->file, node, file, loader->findings);
    Build build = {loader, locale, words->file};
    words->digest = *node->file;
    words->expansion = phrase(&build, &file->expansion);
    take_groups(&build, protocol, file, words);
    take_facts(&build, protocol, file, words);
    take_reasons(&build, protocol, file, words);
    take_anatomy(&build, protocol, file, words);
    return words;
}

static gsize bits_of(guint64 bits, guint8 values[MAX_VALUES])
{
    gsize n = 0;
    for (guint i = 0; i < MAX_VALUES; i++)
        if (bits >> i & 1)
            values[n++] = (guint8)i;
    return n;
}

void words_fact_value(const Locale *locale, const Words *words, guint fact, guint64 bits, GString *html, GString *text)
{
    guint8 values[MAX_VALUES];
    Phrase names[MAX_VALUES];
    gsize n = bits_of(bits, values);
    for (gsize i = 0; i < n; i++)
        names[i] = words->facts[fact].values[values[i]].name;
    if (n)
        locale_list(locale, names, n, html, text);
}

void words_fact_says(const Locale *locale, const Words *words, guint fact, guint64 bits, const char *code,
                     GString *html, GString *text)
{
    guint8 values[MAX_VALUES];
    const FactWords *of = &words->facts[fact];
    gsize n = bits_of(bits, values);
    if (!n)
        return;
    g_autoptr(GString) list_html = g_string_new(NULL);
    g_autoptr(GString) list_text = g_string_new(NULL);
    words_fact_value(locale, words, fact, bits, list_html, list_text);
    const Phrase with[] = {{code, code}, {list_html->str, list_text->str}};
    const Sentence *alone = n == 1 ? of->values[values[0]].says : NULL;
    const Sentence *sentence = alone ? alone : n == 1 ? of->says_one : of->says;
    if (html)
        sentence_html(sentence, with, html);
    if (text)
        sentence_text(sentence, with, text);
}
