#include "model/words.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "model/asked.h"
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
    BindList search;                     /* of Asked */
    BindList same;                       /* of BindText */
} WordsFile;

#define TEXT     (BIND_PASSAGE | BIND_INLINE)
#define REQUIRED (TEXT | BIND_REQUIRED)

static const BindField CLASS_FIELDS[] = {
    {"name", BIND_TEXT, REQUIRED, offsetof(NamedWords, name), .about = "The class's name."},
    {"says", BIND_TEXT, REQUIRED, offsetof(NamedWords, says), .about = "What the class means. Uses {code}."},
    {"advice", BIND_TEXT, REQUIRED, offsetof(NamedWords, advice),
     .about = "What it means for the reader. Uses {code}."},
    {"whole", BIND_TEXT, TEXT, offsetof(NamedWords, whole),
     .about = "Both, of the class as a whole, for its own page; made of them if not given."},
    {NULL},
};

static const BindField CATEGORY_FIELDS[] = {
    {"name", BIND_TEXT, REQUIRED, offsetof(NamedWords, name), .about = "The category's name."},
    {NULL},
};

static const BindField PART_FIELDS[] = {
    {"name", BIND_TEXT, REQUIRED, offsetof(NamedWords, name), .about = "The part's name."},
    {"says", BIND_TEXT, REQUIRED, offsetof(NamedWords, says), .about = "What it tells, in one sentence."},
    {NULL},
};

static const BindField VALUE_FIELDS[] = {
    {"name", BIND_TEXT, REQUIRED, offsetof(NamedWords, name), .about = "The value, in the table of facts."},
    {"says", BIND_TEXT, TEXT, offsetof(NamedWords, says), .about = "The value as a sentence. Uses {code}."},
    {NULL},
};

static const BindField FACT_FIELDS[] = {
    {"label", BIND_TEXT, REQUIRED, offsetof(FactFile, label), .about = "The fact's name."},
    {"says", BIND_TEXT, TEXT, offsetof(FactFile, says),
     .about = "Several values as a sentence. Uses {code} and {list}."},
    {"says_one", BIND_TEXT, TEXT, offsetof(FactFile, says_one), .about = "The same for a single value."},
    {"both", BIND_TEXT, TEXT, offsetof(FactFile, both),
     .about = "Two codes with the same values. Uses {a}, {b}, {list}."},
    {"both_one", BIND_TEXT, TEXT, offsetof(FactFile, both_one), .about = "The same for a single value."},
    {"verdict", BIND_TEXT, TEXT, offsetof(FactFile, verdict),
     .about = "What tells two codes apart. Uses {a}, {b}, {a_value}, {b_value}."},
    {"values", BIND_MAP, BIND_REQUIRED, offsetof(FactFile, values), .fields = VALUE_FIELDS, .size = sizeof(NamedWords),
     .about = "The values."},
    {NULL},
};

static const BindField WORDS_FIELDS[] = {
    {"expansion", BIND_TEXT, REQUIRED, offsetof(WordsFile, expansion), .about = "What the protocol's name stands for."},
    {"classes", BIND_MAP, BIND_REQUIRED, offsetof(WordsFile, classes), .fields = CLASS_FIELDS,
     .size = sizeof(NamedWords), .about = "The classes."},
    {"categories", BIND_MAP, 0, offsetof(WordsFile, categories), .fields = CATEGORY_FIELDS, .size = sizeof(NamedWords),
     .about = "The categories."},
    {"facts", BIND_MAP, BIND_REQUIRED, offsetof(WordsFile, facts), .fields = FACT_FIELDS, .size = sizeof(FactFile),
     .about = "The facts."},
    {"reasons", BIND_MAP, TEXT, offsetof(WordsFile, reasons), .size = sizeof(BindPair),
     .about = "Why two codes are related. Uses {code} and {other}."},
    {"anatomy", BIND_MAP, 0, offsetof(WordsFile, anatomy), .fields = PART_FIELDS, .size = sizeof(NamedWords),
     .about = "The parts of a reply."},
    {"search", BIND_LIST, 0, offsetof(WordsFile, search), .fields = ASKED_FIELDS, .size = sizeof(Asked),
     .about = "What readers search for in words that the pages do not have."},
    {"same", BIND_TEXTS, 0, offsetof(WordsFile, same),
     .about = "Texts that are those of the source language and right so, such as expansion."},
    {NULL},
};

/* Gives MAP the keys that begin COUNT structs of SIZE bytes at IDS. */
static void name_keys(Arena *arena, BindField *map, const void *ids, gsize size, guint count)
{
    const char **words = arena_alloc(arena, (count + 1) * sizeof *words);
    for (guint i = 0; i < count; i++)
        words[i] = ((const BindText *)((const char *)ids + i * size))->s;
    map->words = words;
    if (count)
        map->flags |= BIND_REQUIRED;
}

static void require(BindField *fields, const char *key)
{
    bind_row(fields, key)->flags |= BIND_REQUIRED;
}

/* Which sentences a fact must have follows from the roles that the protocol gives it. */
static const BindField *fact_fields(Arena *arena, const Protocol *protocol, guint i)
{
    const Fact *fact = &protocol->facts[i];
    BindField *fields = bind_copy(arena, FACT_FIELDS, 0), *values = bind_copy(arena, VALUE_FIELDS, 0);
    bind_row(fields, "values")->fields = values;
    bind_row(fields, "values")->words = fact->words;
    if (!fact->many)
        require(values, "says");
    if (fact->many) {
        require(fields, "says");
        require(fields, "says_one");
    }
    if (i == protocol->appears) {
        require(fields, "both");
        require(fields, "both_one");
    }
    for (guint v = 0; v < protocol->n_verdict; v++)
        if (protocol->verdict[v] == i)
            require(fields, "verdict");
    return fields;
}

const BindField *words_fields(Arena *arena, const Protocol *protocol)
{
    BindField *fields = bind_copy(arena, WORDS_FIELDS, 0);
    const BindField **each = arena_alloc(arena, MAX_FACTS * sizeof *each);
    for (guint i = 0; i < protocol->n_facts; i++)
        each[i] = fact_fields(arena, protocol, i);
    bind_row(fields, "facts")->each = each;
    name_keys(arena, bind_row(fields, "classes"), protocol->classes, sizeof(Group), protocol->n_classes);
    name_keys(arena, bind_row(fields, "categories"), protocol->categories, sizeof(Group), protocol->n_categories);
    name_keys(arena, bind_row(fields, "facts"), protocol->facts, sizeof(Fact), protocol->n_facts);
    name_keys(arena, bind_row(fields, "reasons"), protocol->reasons, sizeof(Reason), protocol->n_reasons);
    name_keys(arena, bind_row(fields, "anatomy"), protocol->anatomy, sizeof(Part), protocol->n_anatomy);
    return fields;
}

typedef struct Build {
    const Loader *loader;
    const Locale *locale;
    const char *file;
} Build;

static const InlineOptions NO_LINKS = {0};

static void check(const Build *build, const BindText *text)
{
    if (build->locale)
        locale_check_typography(build->locale, text, build->file, build->loader->findings);
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

/* The struct of MAP whose key is ID; a struct of a bound map begins with its key. NULL: it is told as missing. */
static const void *find(const BindList *map, gsize size, const char *id)
{
    for (gsize i = 0; i < map->count; i++) {
        const BindText *key = (const BindText *)((const char *)map->items + i * size);
        if (strcmp(key->s, id) == 0)
            return key;
    }
    return NULL;
}

static void take_groups(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    words->classes = arena_alloc(build->loader->arena, protocol->n_classes * sizeof *words->classes);
    words->categories = arena_alloc(build->loader->arena, (protocol->n_categories + 1) * sizeof *words->categories);
    for (guint i = 0; i < protocol->n_classes; i++) {
        const NamedWords *named = find(&file->classes, sizeof *named, protocol->classes[i].id.s);
        if (named)
            words->classes[i] = (ClassWords){phrase(build, &named->name), sentence(build, &named->says, CODE),
                                             sentence(build, &named->advice, CODE), phrase(build, &named->whole)};
    }
    for (guint i = 0; i < protocol->n_categories; i++) {
        const NamedWords *named = find(&file->categories, sizeof *named, protocol->categories[i].id.s);
        if (named)
            words->categories[i] = phrase(build, &named->name);
    }
}

static void take_values(const Build *build, const Fact *fact, const FactFile *file, FactWords *words)
{
    words->values = arena_alloc(build->loader->arena, fact->n_words * sizeof *words->values);
    for (guint i = 0; i < fact->n_words; i++) {
        const NamedWords *named = find(&file->values, sizeof *named, fact->words[i]);
        if (named)
            words->values[i] = (ValueWords){phrase(build, &named->name), sentence(build, &named->says, CODE)};
    }
}

static void take_facts(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    words->facts = arena_alloc(build->loader->arena, protocol->n_facts * sizeof *words->facts);
    for (guint i = 0; i < protocol->n_facts; i++) {
        const FactFile *fact = find(&file->facts, sizeof *fact, protocol->facts[i].key.s);
        if (!fact)
            continue;
        words->facts[i] = (FactWords){.label = phrase(build, &fact->label),
                                      .says = sentence(build, &fact->says, CODE_LIST),
                                      .says_one = sentence(build, &fact->says_one, CODE_LIST),
                                      .both = sentence(build, &fact->both, BOTH_LIST),
                                      .both_one = sentence(build, &fact->both_one, BOTH_LIST),
                                      .verdict = sentence(build, &fact->verdict, VERDICT)};
        take_values(build, &protocol->facts[i], fact, &words->facts[i]);
    }
}

static void take_reasons(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    words->reasons = arena_alloc(build->loader->arena, (protocol->n_reasons + 1) * sizeof *words->reasons);
    for (guint i = 0; i < protocol->n_reasons; i++) {
        const BindPair *pair = find(&file->reasons, sizeof *pair, protocol->reasons[i].id.s);
        if (pair)
            words->reasons[i] = sentence(build, &pair->value, CODE_OTHER);
    }
}

static void take_anatomy(const Build *build, const Protocol *protocol, const WordsFile *file, Words *words)
{
    words->anatomy = arena_alloc(build->loader->arena, (protocol->n_anatomy + 1) * sizeof *words->anatomy);
    for (guint i = 0; i < protocol->n_anatomy; i++) {
        const NamedWords *named = find(&file->anatomy, sizeof *named, protocol->anatomy[i].id.s);
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
    if (!file_stands(path)) {
        findings_add(loader->findings, RULE_MISSING_FILE, words->file, (Mark){0},
                     "every language of the site needs the words of every protocol",
                     "the words of %s in \"%s\" are missing", protocol->name, loader->languages[language]);
        return NULL;
    }
    const Node *node = node_read_file(loader->arena, loader->source, words->file, loader->findings);
    if (!node)
        return NULL;
    WordsFile *file = arena_new0(loader->arena, WordsFile);
    const BindField *fields = words_fields(loader->arena, protocol);
    bind_record(loader->arena, fields, BIND_SOURCE, words->file, node, file, loader->findings);
    words->texts = likeness_texts(loader, words->file, fields, file, &(TextList){NULL}, &file->same);
    Build build = {loader, locale, words->file};
    words->digest = *node->file;
    words->asked = file->search.items;
    words->n_asked = (guint)file->search.count;
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
