#include "tmpl/lint.h"

#include <string.h>

#include "tmpl/chain.h"
#include "tmpl/lexer.h"
#include "tmpl/shape.h"

enum {
    DEPTH_MOST = 64,      /* of templates in templates: ctemplate reads them recursively */
    INCLUDES_MOST = 1000, /* of templates in one page, each as often as it is included; ten are usual */
};

/* What a marker names, in all the places that include its file. */
typedef struct Naming {
    const TmplChain *known; /* one where its name is known; NULL: none */
    GPtrArray *unknown;     /* of const TmplChain: where it is not; NULL: nowhere */
} Naming;

typedef struct File {
    const TmplSource *source;
    TmplTokens *tokens;
    Naming *namings;          /* one for each marker */
    gboolean active, reached; /* on the path that is being read; part of some page */
    guint depth, includes;    /* of what it includes; set by follow_includes() */
} File;

typedef struct Lint {
    File *files;
    gsize count;
    gboolean whole;      /* no other templates are there */
    GHashTable *by_name; /* char * → File */
    const char *const *labels;
    GHashTable *used;
    Findings *findings;
    TmplChains *chains;
    GHashTable *read; /* the set of (File, TmplChain) that have been read, as Visit */
    gboolean cut;     /* no includes are followed: they pass a limit, which has its finding */
} Lint;

typedef struct Visit {
    const File *file;
    const TmplChain *chain;
} Visit;

/* Where a value of a kind may stand, and how it is written there. HTML is kept out of attributes because it may hold
 * quotes, and out of <title> because it would show its tags. */
static const struct {
    const char *what, *modifiers;
    guint places;
} KINDS[] = {
    [TMPL_TEXT] = {"text", "", 1 << HTML_TEXT | 1 << HTML_RCDATA | 1 << HTML_VALUE | 1 << HTML_COMMENT},
    [TMPL_HTML] = {"ready HTML", ":none", 1 << HTML_TEXT},
    [TMPL_JSON] = {"JSON", ":none", 1 << HTML_SCRIPT},
    [TMPL_URL] = {"an address", ":x-url", 1 << HTML_TEXT | 1 << HTML_RCDATA | 1 << HTML_VALUE | 1 << HTML_ADDRESS},
    [TMPL_SHOW] = {"a condition", NULL, 0},
    [TMPL_ONE] = {"a section", NULL, 0},
    [TMPL_LIST] = {"a list", NULL, 0},
};

static const char *const PLACES[] = {
    [HTML_TEXT] = "in the text",
    [HTML_RCDATA] = "in a title or textarea",
    [HTML_VALUE] = "in an attribute",
    [HTML_ADDRESS] = "in an attribute that takes an address",
    [HTML_CODE] = "in an attribute that is code",
    [HTML_TAG] = "in a tag outside quotes",
    [HTML_UNQUOTED] = "in an attribute without quotes",
    [HTML_SCRIPT] = "in a script",
    [HTML_STYLE] = "in a style",
    [HTML_COMMENT] = "in an HTML comment",
};

#define FIND(lint, file, rule, marker, hint, ...)                                                                      \
    findings_add((lint)->findings, rule, (file)->source->file, (marker)->mark, hint, __VA_ARGS__)

static guint visit_hash(gconstpointer key)
{
    const Visit *visit = key;
    return g_direct_hash(visit->file) * 31 + g_direct_hash(visit->chain);
}

static gboolean visit_equal(gconstpointer a, gconstpointer b)
{
    const Visit *first = a, *second = b;
    return first->file == second->file && first->chain == second->chain;
}

/* The field that MARKER names in CHAIN. NULL: none, which is kept for tell_unknown(). */
static const TmplField *look_up(const File *file, const TmplMarker *marker, const TmplChain *chain)
{
    const TmplField *field = tmpl_chain_field(chain, marker->name, strlen(marker->name));
    Naming *naming = &file->namings[marker - (const TmplMarker *)(gpointer)file->tokens->markers->data];
    if (field) {
        naming->known = chain;
        return field;
    }
    if (!naming->unknown)
        naming->unknown = g_ptr_array_new();
    if (!g_ptr_array_find(naming->unknown, chain, NULL))
        g_ptr_array_add(naming->unknown, (gpointer)chain);
    return NULL;
}

/* One finding, however many kinds of page include the file. */
static void tell_unknown(Lint *lint, const File *file, const TmplMarker *marker, const Naming *naming)
{
    enum { SHOWN = 3 };
    const GPtrArray *chains = naming->unknown;
    g_autoptr(GString) where = g_string_new(NULL);
    for (guint i = 0; i < MIN(chains->len, SHOWN); i++) {
        g_string_append(where, i ? ", " : "");
        tmpl_chain_append(where, chains->pdata[i]);
    }
    if (chains->len > SHOWN)
        g_string_append_printf(where, " and %u more", chains->len - SHOWN);
    g_autofree char *hint = NULL;
    if (naming->known) {
        g_autoptr(GString) known = g_string_new("it is known in ");
        tmpl_chain_append(known, naming->known);
        hint = g_strdup(known->str);
    } else {
        hint = tmpl_chain_suggest(marker->name, chains);
    }
    FIND(lint, file, RULE_TEMPLATE_NAME, marker, hint, "unknown name \"%s\" in %s", marker->name, where->str);
}

static void tell_all_unknown(Lint *lint)
{
    for (gsize i = 0; i < lint->count; i++) {
        const File *file = &lint->files[i];
        for (guint m = 0; m < file->tokens->markers->len; m++)
            if (file->namings[m].unknown)
                tell_unknown(lint, file, &g_array_index(file->tokens->markers, TmplMarker, m), &file->namings[m]);
    }
}

static void file_clear(File *file)
{
    for (guint i = 0; i < file->tokens->markers->len; i++)
        g_clear_pointer(&file->namings[i].unknown, g_ptr_array_unref);
    g_free(file->namings);
    tmpl_tokens_free(file->tokens);
}

static void check_place(Lint *lint, const File *file, const TmplMarker *marker, TmplKind kind)
{
    HtmlPlace place = marker->spot.place;
    if (place == HTML_ADDRESS && marker->spot.fragment)
        place = HTML_VALUE;
    if (!(KINDS[kind].places >> place & 1))
        FIND(lint, file, RULE_TEMPLATE_MODIFIER, marker, NULL, "%s is %s, which cannot stand %s", marker->name,
             KINDS[kind].what, PLACES[place]);
}

static void check_value(Lint *lint, const File *file, const TmplMarker *marker, TmplKind kind)
{
    if (marker->fault != TMPL_FAULT_UNENDED && !g_str_equal(marker->modifiers, KINDS[kind].modifiers)) {
        g_autofree char *hint = g_strdup_printf("write {{%s%s}}", marker->name, KINDS[kind].modifiers);
        FIND(lint, file, RULE_TEMPLATE_MODIFIER, marker, hint, "{{%s%s}} is %s", marker->name, marker->modifiers,
             KINDS[kind].what);
    }
    check_place(lint, file, marker, kind);
}

static void check_label(Lint *lint, const File *file, const TmplMarker *marker)
{
    const char *key = marker->name + strlen("label_");
    if (lint->labels && !g_strv_contains(lint->labels, key)) {
        g_autofree char *hint = findings_suggest(key, lint->labels);
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, hint, "unknown label \"%s\"", key);
        return;
    }
    if (lint->used)
        g_hash_table_add(lint->used, g_strdup(key));
    check_value(lint, file, marker, TMPL_TEXT);
}

static void check_variable(Lint *lint, const File *file, const TmplMarker *marker, const TmplChain *chain)
{
    if (g_str_has_prefix(marker->name, "label_")) {
        check_label(lint, file, marker);
        return;
    }
    const TmplField *field = look_up(file, marker, chain);
    if (!field)
        return; /* tell_unknown() says so */
    if (!KINDS[field->kind].modifiers) {
        g_autofree char *hint = g_strdup_printf("write {{#%s}} … {{/%s}}", field->name, field->name);
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, hint, "%s is %s and has no value", field->name,
             KINDS[field->kind].what);
    } else {
        check_value(lint, file, marker, field->kind);
    }
}

static void walk(Lint *lint, const File *file, guint from, guint to, const TmplMarker *around, const TmplChain *chain);

/* Of {{#NAME_separator}} in {{#NAME}}: ctemplate shows it behind every item but the last, and only the last one of
 * several in one section. */
static void check_separator(Lint *lint, const File *file, guint at, const TmplMarker *around, const TmplChain *chain)
{
    const GArray *markers = file->tokens->markers;
    const TmplMarker *marker = &g_array_index(markers, TmplMarker, at);
    gsize length = strlen(marker->name) - strlen("_separator");
    const TmplField *field = tmpl_chain_field(chain, marker->name, length);
    if (!around || strlen(around->name) != length || memcmp(around->name, marker->name, length) != 0 || !field ||
        field->kind != TMPL_LIST) {
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, "a separator stands directly in the section of its list",
             "{{#%s}} separates nothing here", marker->name);
        return;
    }
    for (guint i = marker->partner + 1; i < around->partner; i++) {
        const TmplMarker *next = &g_array_index(markers, TmplMarker, i);
        if (next->kind != TMPL_MARKER_SECTION || !*next->name)
            continue;
        if (g_str_equal(next->name, marker->name)) {
            FIND(lint, file, RULE_TEMPLATE_NAME, next, NULL, "a second {{#%s}} in one section", next->name);
            return; /* that one finds the next */
        }
        i = next->partner;
    }
}

static void walk_section(Lint *lint, const File *file, guint at, const TmplMarker *around, const TmplChain *chain)
{
    const TmplMarker *marker = &g_array_index(file->tokens->markers, TmplMarker, at);
    const TmplField *field = NULL;
    if (marker->fault == TMPL_FAULT_NAME)
        ; /* has its finding, and no name to look up */
    else if (g_str_has_suffix(marker->name, "_separator"))
        check_separator(lint, file, at, around, chain);
    else if (g_str_has_prefix(marker->name, "label_"))
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, NULL, "a label opens no section");
    else
        field = look_up(file, marker, chain);
    if (field && field->child)
        chain = tmpl_chain_push(lint->chains, field->child, chain);
    walk(lint, file, at + 1, marker->partner, marker, chain);
}

static void walk_file(Lint *lint, File *file, const TmplChain *chain)
{
    Visit visit = {file, chain};
    file->reached = TRUE;
    if (file->active || g_hash_table_contains(lint->read, &visit))
        return;
    g_hash_table_add(lint->read, g_memdup2(&visit, sizeof visit));
    file->active = TRUE;
    walk(lint, file, 0, file->tokens->markers->len, NULL, chain);
    file->active = FALSE;
}

/* The markers FROM to TO (exclusive), directly within the section AROUND (NULL: in none). */
static void walk(Lint *lint, const File *file, guint from, guint to, const TmplMarker *around, const TmplChain *chain)
{
    for (guint i = from; i < to; i++) {
        const TmplMarker *marker = &g_array_index(file->tokens->markers, TmplMarker, i);
        if (!*marker->name)
            continue;
        if (marker->kind == TMPL_MARKER_SECTION) {
            walk_section(lint, file, i, around, chain);
            i = marker->partner; /* at most TO, where that is the end of AROUND too */
        } else if (marker->kind == TMPL_MARKER_VARIABLE && marker->fault != TMPL_FAULT_NAME) {
            check_variable(lint, file, marker, chain);
        } else if (marker->kind == TMPL_MARKER_INCLUDE) {
            File *included = g_hash_table_lookup(lint->by_name, marker->name);
            if (included && !lint->cut)
                walk_file(lint, included, chain);
        }
    }
}

static void add_file(Lint *lint, File *file, const TmplSource *source)
{
    file->source = source;
    file->tokens = tmpl_lex(source->text, source->length);
    file->namings = g_new0(Naming, file->tokens->markers->len);
    tmpl_shape(source, file->tokens, lint->findings);
    const File *other = g_hash_table_lookup(lint->by_name, source->name);
    if (other)
        findings_add(lint->findings, RULE_UNEXPECTED_FILE, source->file, (Mark){0, 0}, NULL,
                     "a second template with the name \"%s\", after %s", source->name, other->source->file);
    else
        g_hash_table_insert(lint->by_name, (gpointer)source->name, file);
}

static void unknown_include(Lint *lint, const File *file, const TmplMarker *marker)
{
    g_autofree const char **names = g_new0(const char *, lint->count + 1);
    for (gsize i = 0; i < lint->count; i++)
        names[i] = lint->files[i].source->name;
    g_autofree char *hint = findings_suggest(marker->name, names);
    FIND(lint, file, RULE_TEMPLATE_INCLUDE, marker, hint, "no template is named \"%s\"", marker->name);
}

static void report_cycle(Lint *lint, const GPtrArray *path, const File *file, const TmplMarker *marker)
{
    g_autoptr(GString) way = g_string_new(NULL);
    for (guint i = 0; i < path->len; i++) {
        const File *step = path->pdata[i];
        if (way->len || g_str_equal(step->source->name, marker->name))
            g_string_append_printf(way, "%s > ", step->source->name);
    }
    FIND(lint, file, RULE_TEMPLATE_INCLUDE, marker, NULL, "a template that includes itself: %s%s", way->str,
         marker->name);
}

static void refuse_include(Lint *lint, const File *file, const TmplMarker *marker, const char *what, guint most)
{
    FIND(lint, file, RULE_TEMPLATE_INCLUDE, marker, NULL, "{{>%s}} brings more than %u templates %s", marker->name,
         most, what);
    lint->cut = TRUE;
}

/* Two templates that each include the next one twice are four, and thirty a billion. Where that is told the count
 * begins anew, or it would be told of every template on the way there. */
static void count_include(Lint *lint, File *file, const File *included, const TmplMarker *marker)
{
    if (included->depth + 1 > DEPTH_MOST) {
        refuse_include(lint, file, marker, "within each other", DEPTH_MOST);
    } else if (file->includes + included->includes + 1 > INCLUDES_MOST) {
        refuse_include(lint, file, marker, "into one page", INCLUDES_MOST);
        file->includes = 0;
    } else {
        file->depth = MAX(file->depth, included->depth + 1);
        file->includes += included->includes + 1;
    }
}

/* Follows the includes of FILE, each file once (DONE); PATH is the way to FILE and ends with it. */
static void follow_includes(Lint *lint, File *file, GPtrArray *path, GHashTable *done)
{
    g_hash_table_add(done, file);
    g_ptr_array_add(path, file);
    file->active = TRUE;
    for (guint i = 0; i < file->tokens->markers->len; i++) {
        const TmplMarker *marker = &g_array_index(file->tokens->markers, TmplMarker, i);
        if (marker->kind != TMPL_MARKER_INCLUDE || !*marker->name || marker->fault == TMPL_FAULT_NAME)
            continue;
        File *included = g_hash_table_lookup(lint->by_name, marker->name);
        gboolean known = included && g_hash_table_contains(done, included);
        if (!included) {
            if (lint->whole)
                unknown_include(lint, file, marker);
        } else if (included->active) {
            report_cycle(lint, path, file, marker);
        } else if (!known && path->len > DEPTH_MOST) {
            refuse_include(lint, file, marker, "within each other", DEPTH_MOST);
        } else {
            if (!known)
                follow_includes(lint, included, path, done);
            count_include(lint, file, included, marker);
        }
    }
    file->active = FALSE;
    g_ptr_array_set_size(path, (gint)path->len - 1);
}

static void check_includes(Lint *lint)
{
    g_autoptr(GPtrArray) path = g_ptr_array_new();
    g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
    for (gsize i = 0; i < lint->count; i++)
        if (!g_hash_table_contains(done, &lint->files[i]))
            follow_includes(lint, &lint->files[i], path, done);
}

static void check_pages(Lint *lint, const TmplPage *pages)
{
    for (const TmplPage *page = pages; page->name; page++) {
        File *file = g_hash_table_lookup(lint->by_name, page->name);
        g_autofree char *path = g_strdup_printf("templates/%s.html", page->name);
        if (file)
            walk_file(lint, file, tmpl_chain_push(lint->chains, page->scope, NULL));
        else if (lint->whole)
            findings_add(lint->findings, RULE_MISSING_FILE, path, (Mark){0, 0}, NULL,
                         "the template of the page \"%s\" is missing", page->name);
    }
    for (gsize i = 0; i < lint->count; i++)
        if (!lint->files[i].reached && lint->whole && !lint->cut &&
            g_hash_table_lookup(lint->by_name, lint->files[i].source->name) == &lint->files[i])
            findings_add(lint->findings, RULE_UNEXPECTED_FILE, lint->files[i].source->file, (Mark){0, 0}, NULL,
                         "this template is no page, and no page includes it");
}

gboolean tmpl_lint(const TmplSource *sources, gsize count, gboolean whole, const TmplPage *pages,
                   const char *const *labels, GHashTable *used, Findings *findings)
{
    guint before = findings_length(findings);
    Lint lint = {.files = g_new0(File, count),
                 .count = count,
                 .whole = whole,
                 .by_name = g_hash_table_new(g_str_hash, g_str_equal),
                 .labels = labels,
                 .used = used,
                 .findings = findings,
                 .chains = tmpl_chains_new(),
                 .read = g_hash_table_new_full(visit_hash, visit_equal, g_free, NULL)};
    for (gsize i = 0; i < count; i++)
        add_file(&lint, &lint.files[i], &sources[i]);
    check_includes(&lint);
    check_pages(&lint, pages);
    tell_all_unknown(&lint);
    for (gsize i = 0; i < count; i++)
        file_clear(&lint.files[i]);
    g_free(lint.files);
    g_hash_table_unref(lint.by_name);
    tmpl_chains_free(lint.chains);
    g_hash_table_unref(lint.read);
    return findings_length(findings) == before;
}
