#include "model/document.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "model/passages.h"
#include "model/tables.h"

/* What a translation has besides its passages. */
typedef struct Stamp {
    BindText updated;
    BindList source; /* BindPair: path of a passage, fingerprint of its source */
} Stamp;

static const BindField FINGERPRINT = {
    .type = BIND_TEXT,
    .pattern = "^[0-9a-f]{8}$",
    .form = "a fingerprint: 8 hex digits in lower case, as `replyglot translations --stamp` writes them",
};
G_STATIC_ASSERT(FINGERPRINT_LENGTH == 8);

const BindField STAMP_FIELDS[] = {
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(Stamp, updated), DATE_FORM,
     .about = "The day on which the translation last changed."},
    {"source", BIND_MAP, 0, offsetof(Stamp, source), .size = sizeof(BindPair), .value = &FINGERPRINT,
     .about = "For each passage the fingerprint of the source text that it was translated from."},
    {NULL},
};

gboolean document_is_date(const char *text)
{
    guint part[3];
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return FALSE;
    for (guint i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return FALSE;
    part[0] = (guint)g_ascii_strtoull(text, NULL, 10);
    part[1] = (guint)g_ascii_strtoull(text + 5, NULL, 10);
    part[2] = (guint)g_ascii_strtoull(text + 8, NULL, 10);
    return part[0] >= DATE_FIRST_YEAR && part[0] <= DATE_LAST_YEAR && part[1] && part[1] <= 12 && part[2] &&
           g_date_valid_dmy((GDateDay)part[2], (GDateMonth)part[1], (GDateYear)part[0]);
}

static char *file_name(const Loader *loader, const char *folder, const char *stem, const char *language)
{
    g_autofree char *name = language ? g_strdup_printf("%s/%s.%s.yaml", folder, stem, language)
                                     : g_strdup_printf("%s/%s.yaml", folder, stem);
    return arena_text(loader->arena, name, -1);
}

static const Node *read_node(const Loader *loader, const char *file)
{
    return node_read_file(loader->arena, loader->source, file, loader->findings);
}

static gboolean file_exists(const Loader *loader, const char *file)
{
    g_autofree char *path = g_build_filename(loader->source, file, NULL);
    return file_stands(path);
}

/* The passages of a struct, as a table from path to text. */
static void collect(const BindField *field, const char *path, BindText *text, gpointer data)
{
    (void)field;
    if (text->s)
        g_hash_table_insert(data, g_strdup(path), text);
}

static GHashTable *passage_table(const BindField *fields, void *record)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bind_passages(fields, record, collect, table);
    return table;
}

/* The source's passages, in order. */
typedef struct Gather {
    const Loader *loader;
    GArray *passages; /* of Passage */
} Gather;

static void gather(const BindField *field, const char *path, BindText *text, gpointer data)
{
    Gather *to = data;
    if (!text->s)
        return;
    PassageIn *in = arena_alloc(to->loader->arena, to->loader->n_languages * sizeof *in);
    in[0].text = *text;
    for (guint i = 1; i < to->loader->n_languages; i++)
        in[i].state = PASSAGE_MISSING;
    Passage passage = {field, arena_text(to->loader->arena, path, -1), g_str_hash(path), in};
    g_array_append_val(to->passages, passage);
}

/* MAP without the entries that STAMP_FIELDS binds, or with only those. */
static const Node *split(const Loader *loader, const Node *map, gboolean stamps)
{
    Node *part = arena_new0(loader->arena, Node);
    *part = *map;
    part->entries = arena_alloc(loader->arena, MAX(map->count, 1) * sizeof *part->entries);
    part->count = 0;
    for (gsize i = 0; i < map->count; i++) {
        gboolean stamp = FALSE;
        for (const BindField *field = STAMP_FIELDS; field->key; field++)
            stamp |= strcmp(field->key, map->entries[i].key) == 0;
        if (stamp == stamps)
            part->entries[part->count++] = map->entries[i];
    }
    return part;
}

static const BindText *stamp_of(const Stamp *stamp, const char *path)
{
    const BindPair *pairs = stamp->source.items;
    for (gsize i = 0; i < stamp->source.count; i++)
        if (strcmp(pairs[i].key.s, path) == 0)
            return &pairs[i].value;
    return NULL;
}

/* What the translations of a source passage are compared with. */
typedef struct Original {
    char fingerprint[FINGERPRINT_LENGTH + 1];
    char **tokens; /* NULL: it was not asked for yet */
} Original;

static void original_clear(gpointer data)
{
    g_strfreev(((Original *)data)->tokens);
}

static void fill_original(Original *original, const char *source)
{
    if (original->tokens)
        return;
    passage_fingerprint(source, original->fingerprint);
    original->tokens = passage_tokens(source);
}

static void check_stamp(const Loader *loader, const char *file, const Stamp *stamp, const Passage *passage,
                        const char *now, PassageIn *in)
{
    const BindText *then = stamp_of(stamp, passage->path);
    if (then && g_strcmp0(then->s, now) == 0)
        return;
    in->state = PASSAGE_STALE;
    if (!stamp->source.count || (then && !then->s))
        return; /* tell_unstamped() says so, or bad-value */
    g_autofree char *hint = g_strdup_printf(
        "read it against the source; then `replyglot translations --stamp` the file, or write `%s: %s` under `source`",
        passage->path, now);
    findings_add(loader->findings, RULE_STALE_TRANSLATION, file, in->text.mark, hint,
                 then ? "the source of \"%s\" has changed since it was translated"
                      : "\"%s\" does not say which source text it was translated from",
                 passage->path);
}

/* A file without any fingerprint, as one just written is, is told once. */
static void tell_unstamped(const Loader *loader, const char *file, Mark mark, const Document *document, guint language)
{
    guint n = 0;
    for (gsize i = 0; i < document->n_passages; i++)
        n += document->passages[i].in[language].state == PASSAGE_STALE;
    g_autofree char *hint =
        g_strdup_printf("read it against the source; then `replyglot translations --stamp %s` writes `source`", file);
    if (n)
        findings_add(loader->findings, RULE_STALE_TRANSLATION, file, mark, hint,
                     "no `source` says which texts %u %s translated from", n, n == 1 ? "passage was" : "passages were");
}

static void check_translation(const Loader *loader, const char *file, const Stamp *stamp, const Passage *passage,
                              Original *original, PassageIn *in)
{
    in->state = strstr(in->text.s, PASSAGE_TO_WRITE) ? PASSAGE_UNWRITTEN : PASSAGE_CURRENT;
    if (in->state == PASSAGE_UNWRITTEN)
        return; /* unwritten-passage says so */
    fill_original(original, passage->in[0].text.s);
    check_stamp(loader, file, stamp, passage, original->fingerprint, in);
    gsize at = 0;
    g_autofree char *changed = passage_compare(original->tokens, in->text.s, &at);
    /* A stale passage may well differ from a source that went on; the finding above says so already. */
    if (changed && in->state == PASSAGE_CURRENT)
        findings_add(loader->findings, RULE_CHANGED_TOKEN, file, at ? bind_mark(&in->text, at) : in->text.mark,
                     "codes, numbers, code spans and links are the same in every language",
                     "\"%s\" differs from its source: %s", passage->path, changed);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What was meant by PATH: a passage that is GIVEN and has no fingerprint. */
static char *suggest_stamp(const char *path, const Stamp *stamp, GHashTable *given)
{
    g_autoptr(GPtrArray) bare = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, given);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (!stamp_of(stamp, key))
            g_ptr_array_add(bare, key);
    g_ptr_array_sort(bare, by_text); /* of two that are as near always the same */
    g_ptr_array_add(bare, NULL);
    return findings_suggest(path, (const char *const *)bare->pdata);
}

static void check_orphans(const Loader *loader, const char *file, gboolean damaged, const Stamp *stamp,
                          GHashTable *given, GHashTable *used)
{
    GHashTableIter iter;
    gpointer path, text;
    g_hash_table_iter_init(&iter, given);
    while (!damaged && g_hash_table_iter_next(&iter, &path, &text))
        if (!g_hash_table_contains(used, path))
            findings_add(loader->findings, RULE_ORPHAN_TRANSLATION, file, ((BindText *)text)->mark, NULL,
                         "the source has no passage \"%s\"", (char *)path);
    const BindPair *pairs = stamp->source.items;
    for (gsize i = 0; i < stamp->source.count; i++)
        if (!g_hash_table_contains(given, pairs[i].key.s)) {
            g_autofree char *hint = suggest_stamp(pairs[i].key.s, stamp, given);
            findings_add(loader->findings, RULE_ORPHAN_TRANSLATION, file, pairs[i].key.mark, hint,
                         "a fingerprint for \"%s\", which this file does not translate", pairs[i].key.s);
        }
}

typedef struct Translating {
    const Loader *loader;
    const BindField *fields;
    gsize size;
    Document *document;
    GArray *originals; /* of Original, by passage */
} Translating;

static void translate(const Translating *work, guint language)
{
    const Loader *loader = work->loader;
    const Document *document = work->document;
    const char *file = document->files[language];
    const Node *node = read_node(loader, file);
    if (!node)
        return;
    Stamp stamp = {0};
    void *record = arena_alloc(loader->arena, work->size);
    work->document->digests[language] = *node->file;
    if (node->kind == NODE_MAP) {
        bind_record(loader->arena, STAMP_FIELDS, BIND_SOURCE, file, split(loader, node, TRUE), &stamp,
                    loader->findings);
        node = split(loader, node, FALSE);
    }
    bind_record(loader->arena, work->fields, BIND_TRANSLATION, file, node, record, loader->findings);
    if (stamp.updated.s && strcmp(stamp.updated.s, document->updated[language]) > 0)
        document->updated[language] = stamp.updated.s;

    g_autoptr(GHashTable) given = passage_table(work->fields, record);
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < document->n_passages; i++) {
        const Passage *passage = &document->passages[i];
        PassageIn *in = (PassageIn *)&passage->in[language];
        const BindText *text = g_hash_table_lookup(given, passage->path);
        g_hash_table_add(used, (char *)passage->path);
        if (text) {
            in->text = *text;
            check_translation(loader, file, &stamp, passage, &g_array_index(work->originals, Original, i), in);
        } else {
            findings_add(loader->findings, RULE_MISSING_TRANSLATION, file, node->mark, NULL, "\"%s\" is not translated",
                         passage->path);
        }
    }
    if (!stamp.source.count)
        tell_unstamped(loader, file, node->mark, document, language);
    check_orphans(loader, file, document->damaged, &stamp, given, used);
}

static void find_translations(const Translating *work, const char *folder, const char *stem)
{
    const Loader *loader = work->loader;
    Document *document = work->document;
    for (guint i = 1; i < loader->n_languages; i++) {
        char *file = file_name(loader, folder, stem, loader->languages[i]);
        findings_file_language(loader->findings, file, loader->languages[i]);
        document->updated[i] = document->updated[0];
        if (file_exists(loader, file)) {
            document->files[i] = file;
            translate(work, i);
        } else if (document->n_passages) {
            findings_add(loader->findings, RULE_MISSING_TRANSLATION, file, (Mark){0}, NULL,
                         "no file: %" G_GSIZE_FORMAT " %s not translated", document->n_passages,
                         document->n_passages == 1 ? "passage is" : "passages are");
        }
    }
}

static void count_missing(const Loader *loader, Document *document)
{
    document->n_missing = arena_alloc(loader->arena, loader->n_languages * sizeof *document->n_missing);
    for (gsize i = 0; i < document->n_passages; i++)
        for (guint language = 0; language < loader->n_languages; language++)
            document->n_missing[language] += document_falls_back(&document->passages[i].in[language]);
}

const Document *document_load(const Loader *loader, const char *folder, const char *stem, const BindField *fields,
                              gsize size, gsize updated, void **record)
{
    char *file = file_name(loader, folder, stem, NULL);
    guint before = findings_count(loader->findings, SEVERITY_ERROR);
    if (*loader->languages)
        findings_file_language(loader->findings, file, *loader->languages);
    const Node *node = read_node(loader, file);
    if (!node)
        return NULL;
    Document *document = arena_new0(loader->arena, Document);
    *record = arena_alloc(loader->arena, size);
    bind_record(loader->arena, fields, BIND_SOURCE, file, node, *record, loader->findings);
    document->damaged = findings_count(loader->findings, SEVERITY_ERROR) > before;
    document->file = file;
    document->files = arena_alloc(loader->arena, loader->n_languages * sizeof *document->files);
    document->files[0] = file;
    document->digests = arena_alloc(loader->arena, loader->n_languages * sizeof *document->digests);
    document->digests[0] = *node->file;
    document->updated = arena_alloc(loader->arena, loader->n_languages * sizeof *document->updated);
    const BindText *date = (const BindText *)((char *)*record + updated);
    document->updated[0] = date->s ? date->s : "";

    g_autoptr(GArray) passages = g_array_new(FALSE, FALSE, sizeof(Passage));
    bind_passages(fields, *record, gather, &(Gather){loader, passages});
    document->n_passages = passages->len;
    Passage *list = arena_alloc(loader->arena, passages->len * sizeof *list);
    if (passages->len)
        memcpy(list, passages->data, passages->len * sizeof *list);
    document->passages = list;
    g_autoptr(GArray) originals = g_array_new(FALSE, TRUE, sizeof(Original));
    g_array_set_clear_func(originals, original_clear);
    g_array_set_size(originals, (guint)document->n_passages);
    find_translations(&(Translating){loader, fields, size, document, originals}, folder, stem);
    count_missing(loader, document);
    return document;
}

const Passage *document_passage(const Document *document, const char *path)
{
    guint hash = g_str_hash(path);
    for (gsize i = 0; i < document->n_passages; i++)
        if (document->passages[i].hash == hash && strcmp(document->passages[i].path, path) == 0)
            return &document->passages[i];
    return NULL;
}

gboolean document_falls_back(const PassageIn *in)
{
    return in->state == PASSAGE_MISSING || in->state == PASSAGE_UNWRITTEN;
}

const PassageIn *document_shown(const Document *document, const char *path, guint language, gboolean *fallback)
{
    const Passage *passage = document_passage(document, path);
    if (!passage)
        return NULL;
    if (!document_falls_back(&passage->in[language]))
        return &passage->in[language];
    if (fallback)
        *fallback = TRUE;
    return &passage->in[0];
}

const char *document_text(const Document *document, const char *path, guint language, gboolean *fallback)
{
    const PassageIn *in = document_shown(document, path, language, fallback);
    return in ? in->text.s : NULL;
}

const char *document_plain(const Document *document, const char *path, guint language, gboolean *fallback)
{
    const PassageIn *in = document_shown(document, path, language, fallback);
    return in && in->plain ? in->plain : in ? in->text.s : NULL;
}

/* "550.fr.yaml" is stem "550", language "fr"; "550.yaml" has no language. FALSE: another kind of name. */
static gboolean split_name(const char *name, char **stem, char **language)
{
    if (!g_str_has_suffix(name, ".yaml"))
        return FALSE;
    g_auto(GStrv) parts = g_strsplit(name, ".", -1);
    guint n = g_strv_length(parts);
    if (n < 2 || n > 3 || !*parts[0])
        return FALSE;
    *stem = g_strdup(parts[0]);
    *language = n == 3 ? g_strdup(parts[1]) : NULL;
    return TRUE;
}

void document_unknown_language(const Loader *loader, const char *file, const char *language)
{
    if (loader->languages_damaged)
        return;
    findings_add(loader->findings, RULE_UNKNOWN_LANGUAGE, file, (Mark){0},
                 "list the language in content/site.yaml, or remove the file", "\"%s\" is not one of the %s", language,
                 g_str_equal(language, loader->languages[0]) ? "languages to translate to: it is that of the sources"
                                                             : "site's languages");
}

static void take_name(const Loader *loader, const char *folder, const char *name, GPtrArray *stems)
{
    g_autofree char *stem = NULL, *language = NULL, *file = g_strdup_printf("%s/%s", folder, name);
    if (!split_name(name, &stem, &language)) {
        findings_add(loader->findings, RULE_UNEXPECTED_FILE, file, (Mark){0}, NULL,
                     "not a record (NAME.yaml) or a translation (NAME.LANGUAGE.yaml)");
        return;
    }
    if (!language) {
        g_ptr_array_add(stems, arena_text(loader->arena, stem, -1));
        return;
    }
    g_autofree char *of = g_strdup_printf("%s/%s.yaml", folder, stem);
    if (!g_strv_contains(loader->languages + 1, language))
        document_unknown_language(loader, file, language);
    else if (!file_exists(loader, of)) {
        findings_file_language(loader->findings, file, language);
        findings_add(loader->findings, RULE_ORPHAN_TRANSLATION, file, (Mark){0}, NULL,
                     "a translation of %s, which does not exist", of);
    }
}

GPtrArray *document_names(const Loader *loader, const char *folder)
{
    g_autofree char *path = g_build_filename(loader->source, folder, NULL);
    g_autoptr(GError) error = NULL;
    if (!file_stands(path))
        return g_ptr_array_new();
    GPtrArray *names = file_list(loader->source, folder, &error);
    if (!names)
        findings_add_unreadable(loader->findings, folder, error);
    return names;
}

GPtrArray *document_stems(const Loader *loader, const char *folder)
{
    g_autoptr(GPtrArray) names = document_names(loader, folder);
    if (!names)
        return NULL;
    GPtrArray *stems = g_ptr_array_new();
    for (guint i = 0; i < names->len; i++)
        take_name(loader, folder, names->pdata[i], stems);
    g_ptr_array_sort(stems, by_text);
    return stems;
}
