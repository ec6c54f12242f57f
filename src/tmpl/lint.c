#include "tmpl/lint.h"

#include <string.h>

#include "tmpl/lexer.h"
#include "tmpl/shape.h"

/* The scopes around a place, from the inside out. Chains are interned: equal ones are the same pointer. */
typedef struct Chain Chain;
struct Chain {
    const TmplScope *scope;
    const Chain *outer;
};

enum {
    DEPTH_MOST = 64,      /* of templates in templates: ctemplate reads them recursively */
    INCLUDES_MOST = 1000, /* of templates in one page, each as often as it is included; ten are usual */
};

typedef struct File {
    const TmplSource *source;
    TmplTokens *tokens;
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
    GHashTable *chains; /* the set of all Chain */
    GHashTable *read;   /* the set of (File, Chain) that have been read, as Visit */
    gboolean cut;       /* no includes are followed: they pass a limit, which has its finding */
} Lint;

typedef struct Visit {
    const File *file;
    const Chain *chain;
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

static guint pair_hash(gconstpointer key)
{
    const Visit *visit = key; /* a Chain is two pointers as well, hashed by their values */
    return g_direct_hash(visit->file) * 31 + g_direct_hash(visit->chain);
}

static gboolean pair_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(Visit)) == 0;
}

G_STATIC_ASSERT(sizeof(Chain) == sizeof(Visit));

static const Chain *intern(Lint *lint, const TmplScope *scope, const Chain *outer)
{
    Chain key = {scope, outer};
    Chain *found = g_hash_table_lookup(lint->chains, &key);
    if (!found) {
        found = g_memdup2(&key, sizeof key);
        g_hash_table_add(lint->chains, found);
    }
    return found;
}

static const Chain *without(Lint *lint, const Chain *chain, const TmplScope *scope)
{
    if (!chain)
        return NULL;
    const Chain *outer = without(lint, chain->outer, scope);
    return chain->scope == scope ? outer : intern(lint, chain->scope, outer);
}

/* A scope within itself hides its outer self wholly; leaving that out keeps the chains few. */
static const Chain *push(Lint *lint, const TmplScope *scope, const Chain *outer)
{
    return intern(lint, scope, without(lint, outer, scope));
}

static const TmplField *find_field(const Chain *chain, const char *name, gsize length)
{
    for (; chain; chain = chain->outer)
        for (const TmplField *field = chain->scope->fields; field->name; field++)
            if (strlen(field->name) == length && memcmp(field->name, name, length) == 0)
                return field;
    return NULL;
}

static void append_chain(GString *out, const Chain *chain)
{
    if (!chain)
        return;
    if (chain->outer) {
        append_chain(out, chain->outer);
        g_string_append(out, " > ");
    }
    g_string_append(out, chain->scope->name);
}

static void unknown_name(Lint *lint, const File *file, const TmplMarker *marker, const Chain *chain)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const Chain *c = chain; c; c = c->outer)
        for (const TmplField *field = c->scope->fields; field->name; field++)
            g_ptr_array_add(names, (gpointer)field->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *hint = findings_suggest(marker->name, (const char *const *)names->pdata);
    g_autoptr(GString) where = g_string_new(NULL);
    append_chain(where, chain);
    FIND(lint, file, RULE_TEMPLATE_NAME, marker, hint, "unknown name \"%s\" in %s", marker->name, where->str);
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

static void check_variable(Lint *lint, const File *file, const TmplMarker *marker, const Chain *chain)
{
    if (g_str_has_prefix(marker->name, "label_")) {
        check_label(lint, file, marker);
        return;
    }
    const TmplField *field = find_field(chain, marker->name, strlen(marker->name));
    if (!field) {
        unknown_name(lint, file, marker, chain);
    } else if (!KINDS[field->kind].modifiers) {
        g_autofree char *hint = g_strdup_printf("write {{#%s}} … {{/%s}}", field->name, field->name);
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, hint, "%s is %s and has no value", field->name,
             KINDS[field->kind].what);
    } else {
        check_value(lint, file, marker, field->kind);
    }
}

static void walk(Lint *lint, const File *file, guint from, guint to, const TmplMarker *around, const Chain *chain);

/* Of {{#NAME_separator}} in {{#NAME}}: ctemplate shows it behind every item but the last, and only the last one of
 * several in one section. */
static void check_separator(Lint *lint, const File *file, guint at, const TmplMarker *around, const Chain *chain)
{
    const GArray *markers = file->tokens->markers;
    const TmplMarker *marker = &g_array_index(markers, TmplMarker, at);
    gsize length = strlen(marker->name) - strlen("_separator");
    const TmplField *field = find_field(chain, marker->name, length);
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

static void walk_section(Lint *lint, const File *file, guint at, const TmplMarker *around, const Chain *chain)
{
    const TmplMarker *marker = &g_array_index(file->tokens->markers, TmplMarker, at);
    const TmplField *field = find_field(chain, marker->name, strlen(marker->name));
    if (marker->fault == TMPL_FAULT_NAME)
        ; /* has its finding, and no name to look up */
    else if (field && field->child)
        chain = push(lint, field->child, chain);
    else if (g_str_has_suffix(marker->name, "_separator"))
        check_separator(lint, file, at, around, chain);
    else if (g_str_has_prefix(marker->name, "label_"))
        FIND(lint, file, RULE_TEMPLATE_NAME, marker, NULL, "a label opens no section");
    else if (!field)
        unknown_name(lint, file, marker, chain);
    walk(lint, file, at + 1, marker->partner, marker, chain);
}

static void walk_file(Lint *lint, File *file, const Chain *chain)
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
static void walk(Lint *lint, const File *file, guint from, guint to, const TmplMarker *around, const Chain *chain)
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
            walk_file(lint, file, push(lint, page->scope, NULL));
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
                 .chains = g_hash_table_new_full(pair_hash, pair_equal, g_free, NULL),
                 .read = g_hash_table_new_full(pair_hash, pair_equal, g_free, NULL)};
    for (gsize i = 0; i < count; i++)
        add_file(&lint, &lint.files[i], &sources[i]);
    check_includes(&lint);
    check_pages(&lint, pages);
    for (gsize i = 0; i < count; i++)
        tmpl_tokens_free(lint.files[i].tokens);
    g_free(lint.files);
    g_hash_table_unref(lint.by_name);
    g_hash_table_unref(lint.chains);
    g_hash_table_unref(lint.read);
    return findings_length(findings) == before;
}
