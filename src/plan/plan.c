#include "plan/plan.h"

#include <string.h>

#include "model/tie.h"
#include "model/wire.h"
#include "plan/url.h"

const Output *plan_output(const Plan *plan, gsize i)
{
    return &g_array_index(plan->outputs, Output, i);
}

gsize plan_count(const Plan *plan)
{
    return plan->outputs->len;
}

Output plan_in_language(const Output *output, guint language)
{
    Output same = *output;
    same.language = (guint8)language;
    return same;
}

Output plan_default(const Output *output)
{
    gboolean home = output->kind == OUTPUT_CHOOSER || output->kind == OUTPUT_HOME;
    return home ? (Output){.kind = OUTPUT_CHOOSER} : plan_in_language(output, 0);
}

gboolean plan_is_page(const Output *output)
{
    switch ((OutputKind)output->kind) {
    case OUTPUT_ROBOTS:
    case OUTPUT_SITEMAP_INDEX:
    case OUTPUT_SITEMAP:
    case OUTPUT_ASSET:
    case OUTPUT_HEADERS:
    case OUTPUT_REDIRECTS:
    case OUTPUT_NOJEKYLL:
    case OUTPUT_SEARCH_DATA:
    case OUTPUT_LOOKUP_DATA:
    case OUTPUT_OPENSEARCH:
    case OUTPUT_FEED:
        return FALSE;
    case OUTPUT_CHOOSER:
    case OUTPUT_NOT_FOUND_ROOT:
    case OUTPUT_HOME:
    case OUTPUT_NOT_FOUND:
    case OUTPUT_SEARCH:
    case OUTPUT_DECODE:
    case OUTPUT_INDEX:
    case OUTPUT_COMPARE:
    case OUTPUT_CLASS:
    case OUTPUT_LINES:
    case OUTPUT_SENDER:
    case OUTPUT_CODE:
    case OUTPUT_PAIR:
        break;
    }
    return TRUE;
}

gboolean plan_asset(const Plan *plan, const char *name, Output *asset)
{
    for (guint i = 0; i < plan->n_assets; i++)
        if (strcmp(plan->assets[i].name, name) == 0) {
            *asset = (Output){.kind = OUTPUT_ASSET, .a = (guint16)i};
            return TRUE;
        }
    return FALSE;
}

static void add(Plan *plan, OutputKind kind, guint language, guint protocol, guint a, guint b)
{
    Output output = {(guint8)kind, (guint8)language, (guint8)protocol, (guint16)a, (guint16)b};
    g_array_append_val(plan->outputs, output);
}

static void add_host_files(Plan *plan)
{
    static const OutputKind KINDS[] = {OUTPUT_HEADERS, OUTPUT_REDIRECTS, OUTPUT_NOJEKYLL};
    static const HostWants WANTS[] = {HOST_HEADERS, HOST_REDIRECTS, HOST_NOJEKYLL};
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (HOSTS[plan->host].wants & WANTS[i])
            add(plan, KINDS[i], 0, 0, 0, 0);
}

static void add_protocol(Plan *plan, guint language, guint p)
{
    const Protocol *protocol = plan->catalog->protocols[p];
    add(plan, OUTPUT_INDEX, language, p, 0, 0);
    add(plan, OUTPUT_COMPARE, language, p, 0, 0);
    for (guint class = 0; class < protocol->n_classes; class ++)
        if (protocol_has_class(protocol, class))
            add(plan, OUTPUT_CLASS, language, p, class, 0);
    if (protocol->n_wires)
        add(plan, OUTPUT_LINES, language, p, 0, 0);
    for (guint a = 0; a < protocol->n_wires; a++)
        add(plan, OUTPUT_SENDER, language, p, a, 0);
    for (guint a = 0; a < protocol->n_codes; a++)
        add(plan, OUTPUT_CODE, language, p, a, 0);
    for (guint a = 0; a < protocol->n_codes; a++)
        for (guint b = a + 1; b < protocol->n_codes; b++)
            add(plan, OUTPUT_PAIR, language, p, a, b);
}

static void add_languages(Plan *plan)
{
    for (guint language = 0; language < plan->catalog->n_languages; language++) {
        add(plan, OUTPUT_HOME, language, 0, 0, 0);
        add(plan, OUTPUT_NOT_FOUND, language, 0, 0, 0);
        add(plan, OUTPUT_SEARCH, language, 0, 0, 0);
        add(plan, OUTPUT_SEARCH_DATA, language, 0, 0, 0);
        add(plan, OUTPUT_OPENSEARCH, language, 0, 0, 0);
        add(plan, OUTPUT_FEED, language, 0, 0, 0);
        if (catalog_has_lookup(plan->catalog)) {
            add(plan, OUTPUT_DECODE, language, 0, 0, 0);
            add(plan, OUTPUT_LOOKUP_DATA, language, 0, 0, 0);
        }
        for (guint p = 0; p < plan->catalog->n_protocols; p++)
            add_protocol(plan, language, p);
    }
}

/* The bytes that an address takes in a sitemap at the most: itself and an alternate for each language and x-default. */
static gsize sitemap_entry_bytes(const Plan *plan, const Output *output)
{
    enum { ENTRY = 120, ALTERNATE = 80 }; /* the tags, rounded up; see emit/sitemap.c */
    g_autoptr(GString) address = g_string_sized_new(128);
    url_absolute(address, plan, output);
    gsize longest = address->len * 6 + 64; /* escaped; another language's tag may be longer */
    return ENTRY + longest + (plan->catalog->n_languages + 1) * (ALTERNATE + longest);
}

static void close_sitemap(Plan *plan, Sitemap *sitemap, gsize next)
{
    sitemap->last = next;
    g_array_append_val(plan->sitemaps, *sitemap);
    sitemap->number++;
    sitemap->first = next;
}

/* Cuts each language's outputs, which stand together, into sitemaps within the limits. */
static void cut_sitemaps(Plan *plan, guint limit)
{
    gsize i = 0;
    while (i < plan_count(plan) && plan_output(plan, i)->kind < OUTPUT_HOME)
        i++;
    while (i < plan_count(plan)) {
        Sitemap sitemap = {.language = plan_output(plan, i)->language, .number = 1, .first = i};
        gsize urls = 0, bytes = 0;
        for (; i < plan_count(plan) && plan_output(plan, i)->language == sitemap.language; i++) {
            if (!plan_is_listed(plan, plan_output(plan, i)))
                continue;
            gsize entry = sitemap_entry_bytes(plan, plan_output(plan, i));
            if (urls == limit || bytes + entry > SITEMAP_BYTES - 1024) {
                close_sitemap(plan, &sitemap, i);
                urls = bytes = 0;
            }
            urls++;
            bytes += entry;
        }
        if (urls) /* one without an address is not allowed, and a language just begun has none */
            close_sitemap(plan, &sitemap, i);
    }
}

/* "a" and "vs-b", "a-vs" and "b" would be one pair. */
static gboolean is_part_of_pair(const char *slug)
{
    return strstr(slug, "-vs-") || g_str_has_prefix(slug, "vs-") || g_str_has_suffix(slug, "-vs");
}

/* The folders of one folder, each with what has its page there. */
typedef struct Folders {
    GHashTable *taken;
    Findings *findings;
} Folders;

static Folders folders_of(Findings *findings)
{
    return (Folders){g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), findings};
}

static void folders_clear(Folders *folders)
{
    g_hash_table_unref(folders->taken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Folders, folders_clear)

/* Gives SLUG to WHAT, which "the page of WHO" stands for in a finding at FILE and MARK when it is another's already. */
static void claim(const Folders *folders, const char *slug, const char *what, const char *who, const char *file,
                  Mark mark)
{
    const char *other = g_hash_table_lookup(folders->taken, slug);
    if (other)
        findings_add(folders->findings, RULE_OUTPUT_CLASH, file, mark, NULL,
                     "the page of \"%s\" would stand at \"%s/\", as that of %s", who, slug, other);
    else
        g_hash_table_insert(folders->taken, g_strdup(slug), (gpointer)what);
}

static void reserve(const Folders *folders, const char *slug, const char *what)
{
    g_hash_table_insert(folders->taken, g_strdup(slug), (gpointer)what);
}

static void claim_classes(const Folders *folders, const Protocol *protocol)
{
    for (guint i = 0; i < protocol->n_classes; i++) {
        const BindText *match = &protocol->classes[i].match;
        g_autoptr(GString) slug = g_string_new(NULL);
        url_class_slug(slug, match->s);
        claim(folders, slug->str, "a class", match->s, protocol->file, match->mark);
    }
}

static void claim_codes(const Folders *folders, const Protocol *protocol)
{
    for (guint i = 0; i < protocol->n_codes; i++) {
        const Code *code = &protocol->codes[i];
        g_autoptr(GString) slug = g_string_new(NULL);
        url_slug(slug, code->code);
        if (is_part_of_pair(slug->str))
            reserve(folders, slug->str, "a pair");
        claim(folders, slug->str, code->code, code->code, code->document->file, code->record->code.mark);
    }
}

static void claim_senders(const Folders *folders, const Protocol *protocol)
{
    for (guint i = 0; i < protocol->n_wires; i++) {
        const Wire *wire = &protocol->wires[i];
        g_autoptr(GString) slug = g_string_new(NULL);
        url_slug(slug, wire->id);
        claim(folders, slug->str, wire->id, wire->id, wire->document->file, (Mark){0});
    }
}

/* Every page has a folder of its own; with that no two outputs can meet (url.h). */
static void check_folders(const Catalog *catalog, Findings *findings)
{
    g_auto(Folders) languages = folders_of(findings);
    reserve(&languages, "search", "the search page");
    reserve(&languages, "decode", "the decode page");
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        g_auto(Folders) own = folders_of(findings), senders = folders_of(findings);
        claim(&languages, protocol->id, "another protocol", protocol->id, protocol->file, (Mark){0});
        reserve(&own, "compare", "the compare page");
        reserve(&own, "lines", "the reply lines");
        claim_classes(&own, protocol);
        claim_codes(&own, protocol);
        claim_senders(&senders, protocol);
    }
}

/* "https://example.org/base/" → "/base/" */
static const char *path_of(const char *base_url)
{
    const char *authority = strstr(base_url, "//");
    const char *path = authority ? strchr(authority + 2, '/') : NULL;
    return path ? path : "/";
}

void plan_free(Plan *plan)
{
    if (!plan)
        return;
    g_array_unref(plan->outputs);
    g_array_unref(plan->sitemaps);
    arena_free(plan->arena);
    g_free(plan);
}

/* What a page is made of. */
typedef struct Sources {
    const Document *documents[3];
    guint n;
} Sources;

static Sources sources_of(const Plan *plan, const Output *output)
{
    Sources sources = {{NULL}, 0};
    if (output->kind == OUTPUT_HOME)
        sources.documents[sources.n++] = plan->catalog->site_document;
    if (output->kind < OUTPUT_INDEX || output->kind == OUTPUT_COMPARE || output->kind == OUTPUT_CLASS ||
        output->kind == OUTPUT_LINES)
        return sources;
    const Protocol *protocol = plan->catalog->protocols[output->protocol];
    if (output->kind == OUTPUT_SENDER) {
        sources.documents[sources.n++] = protocol->wires[output->a].document;
        return sources;
    }
    if (output->kind == OUTPUT_INDEX) {
        if (protocol->enhanced_document)
            sources.documents[sources.n++] = protocol->enhanced_document;
        if (protocol->strangers_document)
            sources.documents[sources.n++] = protocol->strangers_document;
        return sources;
    }
    sources.documents[sources.n++] = protocol->codes[output->a].document;
    if (output->kind == OUTPUT_PAIR) {
        const Pair *pair = tie_pair(protocol, output->a, output->b);
        sources.documents[sources.n++] = protocol->codes[output->b].document;
        if (pair)
            sources.documents[sources.n++] = pair->document;
    }
    return sources;
}

static void count_passage(const Document *document, const char *path, guint language, PlanCount *count)
{
    const Passage *passage = document_passage(document, path);
    if (!passage)
        return;
    count->all++;
    count->missing += document_falls_back(&passage->in[language]);
}

typedef struct Counting {
    guint language;
    PlanCount *count;
} Counting;

static void count_line(const Wire *wire, const WireLine *line, gpointer data)
{
    const Counting *counting = data;
    g_autofree char *path = g_strdup_printf("lines.%s.means", line->key.s);
    count_passage(wire->document, path, counting->language, counting->count);
}

/* What the page of a code shows of the finer codes and of reply lines. */
static PlanCount count_beside(const Protocol *protocol, guint number, guint language)
{
    PlanCount count = {0, 0};
    const Code *code = &protocol->codes[number];
    for (guint i = 0; i < code->n_enhanced; i++) {
        const char *key = protocol->enhanced[code->enhanced[i]].key.s;
        g_autofree char *title = g_strdup_printf("codes.%s.title", key), *says = g_strdup_printf("codes.%s.says", key);
        count_passage(protocol->enhanced_document, title, language, &count);
        count_passage(protocol->enhanced_document, says, language, &count);
    }
    wire_each(protocol, number, count_line, &(Counting){language, &count});
    return count;
}

/* They are asked for by every page that has one of a code as an alternate, and by the sitemaps. */
static PlanCount **counts_of(Arena *arena, const Catalog *catalog)
{
    PlanCount **counts = arena_alloc(arena, (catalog->n_protocols + 1) * sizeof *counts);
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        guint n = catalog->n_languages;
        counts[p] = arena_alloc(arena, (protocol->n_codes * n + 1) * sizeof *counts[p]);
        for (guint i = 0; i < protocol->n_codes * n; i++)
            counts[p][i] = count_beside(protocol, i / n, i % n);
    }
    return counts;
}

static PlanCount count_passages(const Plan *plan, const Output *output)
{
    Sources sources = sources_of(plan, output);
    PlanCount count = {0, 0};
    if (output->kind == OUTPUT_CODE)
        count = plan->beside[output->protocol][output->a * plan->catalog->n_languages + output->language];
    for (guint d = 0; d < sources.n; d++) {
        count.all += sources.documents[d]->n_passages;
        count.missing += sources.documents[d]->n_missing[output->language];
    }
    return count;
}

static const char *const **slugs_of(Arena *arena, const Catalog *catalog)
{
    const char *const **slugs = arena_alloc(arena, (catalog->n_protocols + 1) * sizeof *slugs);
    g_autoptr(GString) slug = g_string_new(NULL);
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        const char **of = arena_alloc(arena, (protocol->n_codes + 1) * sizeof *of);
        for (guint i = 0; i < protocol->n_codes; i++) {
            g_string_truncate(slug, 0);
            url_slug(slug, protocol->codes[i].code);
            of[i] = arena_text(arena, slug->str, (gssize)slug->len);
        }
        slugs[p] = of;
    }
    return slugs;
}

Plan *plan_new(const Catalog *catalog, const PlanOptions *options, Findings *findings)
{
    Plan *plan = g_new0(Plan, 1);
    plan->catalog = catalog;
    plan->arena = arena_new();
    plan->base_url = options->base_url ? options->base_url : catalog->site->base_url.s;
    plan->base_path = plan->base_url ? path_of(plan->base_url) : "/";
    plan->link_index = catalog->site->link_index;
    plan->host = options->host;
    plan->assets = options->assets;
    plan->n_assets = options->n_assets;
    plan->slugs = slugs_of(plan->arena, catalog);
    plan->outputs = g_array_new(FALSE, FALSE, sizeof(Output));
    plan->sitemaps = g_array_new(FALSE, FALSE, sizeof(Sitemap));
    check_folders(catalog, findings);
    /* A catalog with errors is only checked: its documents may lack what the sitemaps ask for. */
    if (findings_count(findings, SEVERITY_ERROR))
        return plan;
    plan->beside = counts_of(plan->arena, catalog);
    add(plan, OUTPUT_CHOOSER, 0, 0, 0, 0);
    add(plan, OUTPUT_NOT_FOUND_ROOT, 0, 0, 0, 0);
    add(plan, OUTPUT_ROBOTS, 0, 0, 0, 0);
    add(plan, OUTPUT_SITEMAP_INDEX, 0, 0, 0, 0);
    for (guint i = 0; i < plan->n_assets; i++)
        add(plan, OUTPUT_ASSET, 0, 0, i, 0);
    add_host_files(plan);
    add_languages(plan);
    cut_sitemaps(plan, options->sitemap_urls ? options->sitemap_urls : SITEMAP_URLS);
    for (guint i = 0; i < plan->sitemaps->len; i++)
        add(plan, OUTPUT_SITEMAP, 0, 0, i, 0);
    return plan;
}

gboolean plan_speaks(const Plan *plan, const Output *output)
{
    if (output->kind < OUTPUT_HOME || output->kind == OUTPUT_NOT_FOUND || !plan_is_page(output))
        return FALSE;
    PlanCount count = count_passages(plan, output);
    return !plan->catalog->begun[output->language] && count.missing * 2 <= count.all;
}

gboolean plan_has_fallback(const Plan *plan, const Output *output)
{
    return plan->catalog->begun[output->language] || count_passages(plan, output).missing > 0;
}

gboolean plan_is_listed(const Plan *plan, const Output *output)
{
    if (output->kind == OUTPUT_CHOOSER)
        return TRUE;
    if (output->kind == OUTPUT_SEARCH || !plan_speaks(plan, output))
        return FALSE;
    if (output->kind != OUTPUT_PAIR)
        return TRUE;
    const SiteRecord *site = plan->catalog->site;
    switch (tie_tier(plan->catalog->protocols[output->protocol], output->a, output->b)) {
    case TIER_CURATED:
        return site->index.curated;
    case TIER_RELATED:
        return site->index.related;
    case TIER_OTHER:
        break;
    }
    return site->index.other;
}

typedef struct Newest {
    guint language;
    const char *date;
} Newest;

static void newer(const Document *document, Newest *newest)
{
    if (strcmp(document->updated[newest->language], newest->date) > 0)
        newest->date = document->updated[newest->language];
}

static void newer_line(const Wire *wire, const WireLine *line, gpointer data)
{
    (void)line;
    newer(wire->document, data);
}

const char *plan_updated(const Plan *plan, const Output *output)
{
    Sources sources = sources_of(plan, output);
    if (!sources.n || output->kind == OUTPUT_INDEX)
        return plan->catalog->updated;
    Newest newest = {output->language, ""};
    for (guint d = 0; d < sources.n; d++)
        newer(sources.documents[d], &newest);
    if (output->kind == OUTPUT_CODE) {
        const Protocol *protocol = plan->catalog->protocols[output->protocol];
        if (protocol->codes[output->a].n_enhanced)
            newer(protocol->enhanced_document, &newest);
        wire_each(protocol, output->a, newer_line, &newest);
    }
    return newest.date;
}
