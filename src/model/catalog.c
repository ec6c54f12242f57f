#include "model/catalog.h"

#include <stddef.h>
#include <string.h>

#include "model/crew.h"
#include "model/levels.h"
#include "model/passages.h"
#include "model/tables.h"
#include "model/wire.h"
#include "press/press.h"

#define LANGUAGE "^[a-z]{2,3}(-[a-z0-9]{2,8})*$"
#define BASE_URL "^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/$"

gboolean catalog_is_base_url(const char *text)
{
    return bind_matches(BASE_URL, text);
}

gboolean catalog_is_language(const char *text)
{
    return bind_matches(LANGUAGE, text);
}

static const BindField INDEX_FIELDS[] = {
    {"curated", BIND_FLAG, 0, 0, .about = "Whether search engines may list the pairs with a written verdict."},
    {"related", BIND_FLAG, 0, sizeof(gboolean), .about = "The same for pairs that a record relates."},
    {"other", BIND_FLAG, 0, 2 * sizeof(gboolean), .about = "The same for all other pairs."},
    {NULL},
};

static const BindField GATE = {.type = BIND_TEXT, .words = GATES};

const BindField SITE_FIELDS[] = {
    {"title", BIND_TEXT, BIND_REQUIRED, offsetof(SiteRecord, title), .about = "The site's name."},
    {"base_url", BIND_TEXT, BIND_REQUIRED, offsetof(SiteRecord, base_url), .pattern = BASE_URL,
     .form = CATALOG_BASE_URL, .about = "Where the site will stand."},
    {"languages", BIND_TEXTS, BIND_REQUIRED, offsetof(SiteRecord, languages), .max = MAX_LANGUAGES, .pattern = LANGUAGE,
     .form = "a language tag in lower case such as fr", .about = "The languages; records are written in the first."},
    {"protocols", BIND_TEXTS, BIND_REQUIRED, offsetof(SiteRecord, protocols), .pattern = "^[a-z0-9][a-z0-9-]*$",
     .form = "lower-case letters, digits and -", .about = "The folders of content/ that hold a protocol."},
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(SiteRecord, updated), DATE_FORM,
     .about = "The day on which this file last changed."},
    {"link_index", BIND_FLAG, 0, offsetof(SiteRecord, link_index), .about = "Whether links name index.html."},
    {"host", BIND_CHOICE, 0, offsetof(SiteRecord, host), .words = HOST_NAMES,
     .about = "The host that the site is made for: replyglot host tells what that changes."},
    {"compress", BIND_CHOICES, 0, offsetof(SiteRecord, compress), .words = PRESS_WORDS,
     .about = "Which compressed copies to write beside the files; where it is not given, those that the host serves."},
    {"gates", BIND_MAP, 0, offsetof(SiteRecord, gates), .value = &GATE, .pattern = LANGUAGE,
     .form = "a language tag in lower case such as fr",
     .about = "For each language, whether every passage, label and word must be translated: required, allowed or off."},
    {"levels", BIND_NODE, 0, offsetof(SiteRecord, levels), .about = "How much the findings of a rule count."},
    {"index", BIND_STRUCT, BIND_REQUIRED, offsetof(SiteRecord, index), .fields = INDEX_FIELDS,
     .about = "Which pair pages search engines may list."},
    {"tagline", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE, offsetof(SiteRecord, tagline),
     .about = "The site in one line."},
    {"about", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE, offsetof(SiteRecord, about),
     .about = "What the site is, on the home page."},
    {NULL},
};

/* Languages are needed to read site.yaml's translations, and stand in it: they are read twice. */
static gboolean read_languages(Catalog *catalog, SiteRecord *site, gboolean *damaged, Findings *findings)
{
    const Node *node = node_read_file(catalog->arena, catalog->source, "content/site.yaml", findings);
    if (node)
        bind_record(catalog->arena, SITE_FIELDS, BIND_SOURCE, "content/site.yaml", node, site, findings);
    *damaged = findings_count(findings, SEVERITY_ERROR) > 0;
    const BindText *languages = site->languages.items;
    const char **list = arena_alloc(catalog->arena, (site->languages.count + 1) * sizeof *list);
    for (guint i = 0; i < site->languages.count; i++)
        list[catalog->n_languages++] = languages[i].s;
    catalog->languages = list;
    return catalog->n_languages > 0;
}

gboolean catalog_has_lookup(const Catalog *catalog)
{
    for (guint p = 0; p < catalog->n_protocols; p++)
        if (catalog->protocols[p]->lookup)
            return TRUE;
    return FALSE;
}

void catalog_each_document(const Catalog *catalog, CatalogVisit visit, gpointer data)
{
    visit(catalog->site_document, "site", data);
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        if (protocol->enhanced_document)
            visit(protocol->enhanced_document, "enhanced", data);
        if (protocol->strangers_document)
            visit(protocol->strangers_document, "strangers", data);
        for (guint i = 0; i < protocol->n_codes; i++)
            visit(protocol->codes[i].document, "codes", data);
        for (guint i = 0; i < protocol->n_pairs; i++)
            visit(protocol->pairs[i].document, "pairs", data);
        for (guint i = 0; i < protocol->n_wires; i++)
            visit(protocol->wires[i].document, "wire", data);
    }
}

static void newest(const Document *document, const char *kind, gpointer data)
{
    (void)kind;
    Catalog *catalog = data;
    for (guint i = 0; i < catalog->n_languages; i++)
        if (strcmp(document->updated[i], catalog->updated) > 0)
            catalog->updated = document->updated[i];
}

static int compare_texts(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    return strcmp(a, b);
}

/* What scripts fill in: the {words} of TEXT. In a tree, since a label may hold a hundred thousand. */
static GTree *label_words(const char *text)
{
    GTree *words = g_tree_new_full(compare_texts, NULL, g_free, NULL);
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{')) {
        gsize length = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (length && p[1 + length] == '}')
            g_tree_insert(words, g_strndup(p, length + 2), NULL);
    }
    return words;
}

/* Every {word} of the label must stand in OTHER, the same label in FILE. */
static void check_label_words(const Locale *locale, gsize label, const char *other, const char *file,
                              Findings *findings)
{
    g_autoptr(GTree) words = label_words(locale->label_texts[label]);
    g_autoptr(GTree) others = label_words(other);
    for (GTreeNode *node = g_tree_node_first(words); node; node = g_tree_node_next(node))
        if (!g_tree_lookup_extended(others, g_tree_node_key(node), NULL, NULL))
            findings_add(findings, RULE_UNKNOWN_PLACEHOLDER, locale->file, locale->label_marks[label].mark, NULL,
                         "the label \"%s\" has the placeholder %s, which it has not in %s", locale->label_keys[label],
                         (const char *)g_tree_node_key(node), file);
}

/* A label has the same placeholders in every language. */
static void check_placeholders(const Locale *source, const Locale *locale, Findings *findings)
{
    for (gsize i = 0, other = 0; source->label_keys[i]; i++) {
        while (locale->label_keys[other] && strcmp(locale->label_keys[other], source->label_keys[i]) < 0)
            other++;
        if (!locale->label_keys[other] || strcmp(locale->label_keys[other], source->label_keys[i]) != 0)
            continue;
        check_label_words(locale, other, source->label_texts[i], source->file, findings);
        check_label_words(source, i, locale->label_texts[other], locale->file, findings);
    }
}

/* A label that only LOCALE has is told where it stands: it may be misspelt. */
static void tell_extra_label(const Locale *source, const Locale *locale, gsize label, Findings *findings)
{
    g_autofree char *hint = findings_suggest(locale->label_keys[label], source->label_keys);
    findings_add(findings, RULE_MISSING_LABEL, locale->file, locale->label_marks[label].mark, hint,
                 "%s has no label \"%s\"", source->file, locale->label_keys[label]);
}

static void check_label_keys(const Catalog *catalog, Findings *findings)
{
    const Locale *source = catalog->locales[0];
    for (guint l = 0; l < catalog->n_languages; l++) {
        const Locale *locale = catalog->locales[l];
        if (l > 0 && locale && source)
            check_placeholders(source, locale, findings);
        for (gsize i = 0; locale && source && source->label_keys[i]; i++)
            if (!locale_label(locale, source->label_keys[i]))
                findings_add(findings, RULE_MISSING_LABEL, locale->file, (Mark){0}, NULL,
                             "no label \"%s\", which %s has", source->label_keys[i], source->file);
        for (gsize i = 0; locale && source && locale->label_keys[i]; i++)
            if (!locale_label(source, locale->label_keys[i]))
                tell_extra_label(source, locale, i, findings);
    }
}

static void load_locale(const Loader *loader, gsize i, gpointer data)
{
    const Locale **locales = data;
    locales[i] = locale_load(loader, (guint)i);
}

static void load_protocols(Catalog *catalog, const Loader *loader)
{
    const BindText *ids = catalog->site->protocols.items;
    gsize count = catalog->site->protocols.count, n = MIN(count, MAX_PROTOCOLS);
    if (count > MAX_PROTOCOLS)
        findings_add(loader->findings, RULE_TOO_MANY, "content/site.yaml", catalog->site->protocols.mark, NULL,
                     "\"protocols\" has %" G_GSIZE_FORMAT " entries; at most %d can be held", count, MAX_PROTOCOLS);
    catalog->protocols = arena_alloc(catalog->arena, (n + 1) * sizeof *catalog->protocols);
    for (gsize i = 0; i < n; i++) {
        Protocol *protocol = protocol_load(loader, catalog->locales, ids[i].s);
        if (!protocol)
            continue;
        records_load(loader, catalog->locales, protocol);
        catalog->protocols[catalog->n_protocols++] = protocol;
    }
}

typedef struct Tally {
    gsize all, unwritten;
} Tally;

static void tally_texts(const Texts *own, const Texts *source, Tally *tally, Findings *findings)
{
    tally->all += own->n_texts;
    tally->unwritten += likeness_check(own, source, findings);
}

/* What each language's own files lack of what the source language's say. */
static void check_languages(Catalog *catalog, Findings *findings)
{
    const Locale *source = catalog->locales[0];
    catalog->begun = arena_alloc(catalog->arena, catalog->n_languages * sizeof *catalog->begun);
    for (guint i = 0; i < catalog->n_languages; i++) {
        Tally tally = {0};
        const Locale *locale = catalog->locales[i];
        if (locale)
            locale_check_forms(locale, source, findings);
        if (locale && source && i > 0)
            tally_texts(locale->texts, source->texts, &tally, findings);
        for (guint p = 0; p < catalog->n_protocols && i > 0; p++) {
            const Words *words = catalog->protocols[p]->words[i], *of = catalog->protocols[p]->words[0];
            if (words && of)
                tally_texts(words->texts, of->texts, &tally, findings);
        }
        catalog->begun[i] = tally.unwritten * 2 > tally.all;
    }
}

/* FOLDER holds one file a language: fr.yaml. Beside them may stand what translators read (glossary.md). */
static void check_language_files(const Catalog *catalog, const Loader *loader, const char *folder)
{
    g_autoptr(GPtrArray) names = document_names(loader, folder);
    for (guint i = 0; names && i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *file = g_strdup_printf("%s/%s", folder, name);
        if (g_str_has_suffix(name, ".md"))
            continue;
        gboolean yaml = g_str_has_suffix(name, ".yaml");
        g_autofree char *language = g_strndup(name, strlen(name) - (yaml ? strlen(".yaml") : 0));
        if (!yaml || !catalog_is_language(language))
            findings_add(loader->findings, RULE_UNEXPECTED_FILE, file, (Mark){0}, NULL,
                         "not the file of a language (LANGUAGE.yaml)");
        else if (!g_strv_contains(catalog->languages, language))
            document_unknown_language(loader, file, language);
    }
}

/* content/ holds site.yaml, its translations, and the folders of the protocols; locales/ one file a language. */
static void check_folders(const Catalog *catalog, const Loader *loader)
{
    const BindText *ids = catalog->site->protocols.items;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < catalog->site->protocols.count; i++)
        g_hash_table_add(known, (char *)ids[i].s);
    g_autoptr(GPtrArray) names = document_names(loader, "content");
    for (guint i = 0; names && i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *file = g_strdup_printf("content/%s", name);
        if (g_hash_table_contains(known, name))
            continue;
        gboolean site = g_str_has_prefix(name, "site.") && g_str_has_suffix(name, ".yaml");
        g_auto(GStrv) parts = g_strsplit(name, ".", -1);
        if (site && (g_strv_length(parts) == 2 ||
                     (g_strv_length(parts) == 3 && g_strv_contains(catalog->languages + 1, parts[1]))))
            continue;
        if (site && g_strv_length(parts) == 3)
            document_unknown_language(loader, file, parts[1]);
        else
            findings_add(loader->findings, RULE_UNEXPECTED_FILE, file, (Mark){0},
                         "list a protocol's folder under `protocols` in content/site.yaml",
                         "neither site.yaml nor the folder of a protocol");
    }
    check_language_files(catalog, loader, "locales");
    for (guint p = 0; p < catalog->n_protocols; p++) {
        g_autofree char *words = g_strdup_printf("%s/words", catalog->protocols[p]->folder);
        check_language_files(catalog, loader, words);
    }
}

Catalog *catalog_load(const char *source, const char *const *lookups, guint jobs, Findings *findings)
{
    g_autoptr(Catalog) catalog = g_new0(Catalog, 1);
    catalog->arena = arena_new();
    catalog->source = arena_text(catalog->arena, source, -1);
    SiteRecord first = {0};
    g_autoptr(Findings) found = findings_new(); /* document_load() finds the same again, with the rest */
    gboolean damaged = FALSE, languages = read_languages(catalog, &first, &damaged, found);
    Loader loader = {.arena = catalog->arena,
                     .source = catalog->source,
                     .languages = catalog->languages,
                     .n_languages = MAX(catalog->n_languages, 1),
                     .findings = findings,
                     .jobs = jobs,
                     .languages_damaged = damaged,
                     .lookups = lookups};
    void *site = NULL;
    catalog->site_document = document_load(&loader, "content", "site", SITE_FIELDS, sizeof(SiteRecord),
                                           offsetof(SiteRecord, updated), &site);
    if (!catalog->site_document || !languages) {
        findings_adopt(findings, g_steal_pointer(&found)); /* unless the file has become another one meanwhile */
        return NULL;
    }
    catalog->site = site;
    gates_set(&catalog->site->gates, catalog->languages, damaged, findings);
    levels_set(catalog->site->levels, catalog->languages, damaged, findings);
    catalog->locales = arena_alloc(catalog->arena, catalog->n_languages * sizeof *catalog->locales);
    crew_run(&loader, catalog->n_languages, load_locale, catalog->locales);
    check_label_keys(catalog, findings);
    load_protocols(catalog, &loader);
    check_languages(catalog, findings);
    g_autoptr(PassageCheck) passages = passage_check_new(&loader, catalog->locales, NULL);
    passage_check_documents(passages, &catalog->site_document, 1);
    check_folders(catalog, &loader);
    catalog->updated = "";
    catalog_each_document(catalog, newest, catalog);
    return g_steal_pointer(&catalog);
}

void catalog_load_levels(const char *source, Findings *findings)
{
    g_autoptr(Catalog) catalog = g_new0(Catalog, 1);
    catalog->arena = arena_new();
    catalog->source = source;
    gboolean damaged = FALSE;
    SiteRecord site = {0};
    g_autoptr(Findings) found = findings_new();
    read_languages(catalog, &site, &damaged, found);
    levels_set(site.levels, catalog->languages, damaged, findings);
}

void catalog_free(Catalog *catalog)
{
    if (!catalog)
        return;
    for (guint i = 0; catalog->locales && i < catalog->n_languages; i++)
        for (gsize t = 0; catalog->locales[i] && t < catalog->locales[i]->n_typography; t++)
            g_regex_unref(catalog->locales[i]->typography[t].pattern);
    for (guint i = 0; i < catalog->n_protocols; i++)
        protocol_clear(catalog->protocols[i]);
    arena_free(catalog->arena);
    g_free(catalog);
}
