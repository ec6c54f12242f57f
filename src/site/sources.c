#include "site/sources.h"

#include <string.h>

#include "base/file.h"

enum { TEMPLATE_BYTES = 1024 * 1024, ASSET_BYTES = 16 * 1024 * 1024, MAX_ASSETS = 4096, HASH_DIGITS = 8 };

typedef struct Reading {
    const char *source;
    Sources *to;
    Findings *findings;
} Reading;

/* The names in FOLDER; NULL, and a finding, where it cannot be read. */
static GPtrArray *list(const Reading *reading, const char *folder, gboolean required)
{
    g_autofree char *path = g_build_filename(reading->source, folder, NULL);
    g_autoptr(GError) error = NULL;
    if (!required && !file_stands(path))
        return g_ptr_array_new();
    GPtrArray *names = file_list(reading->source, folder, &error);
    if (names)
        return names;
    findings_add_unreadable(reading->findings, folder, error);
    return NULL;
}

/* The bytes of FILE in the arena, or NULL and a finding. */
static const char *read_bytes(const Reading *reading, const char *file, gsize limit, gsize *length)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!file_read_below(reading->source, file, limit, &text, length, &error)) {
        findings_add_unreadable(reading->findings, file, error);
        return NULL;
    }
    return arena_text(reading->to->arena, text, (gssize)*length);
}

static void read_template(const Reading *reading, const char *folder, const char *name)
{
    g_autofree char *file = g_strdup_printf("%s/%s", folder, name);
    if (!g_str_has_suffix(name, ".html")) {
        findings_add(reading->findings, RULE_UNEXPECTED_FILE, file, (Mark){0},
                     "what is copied as it is belongs into templates/assets/", "not a template (NAME.html)");
        return;
    }
    gsize length = 0;
    const char *text = read_bytes(reading, file, TEMPLATE_BYTES, &length);
    if (!text) {
        reading->to->damaged = TRUE;
        return;
    }
    TmplSource source = {arena_text(reading->to->arena, name, (gssize)(strlen(name) - strlen(".html"))),
                         arena_text(reading->to->arena, file, -1), text, length};
    g_array_append_val(reading->to->templates, source);
}

static void read_templates(const Reading *reading, const char *folder, gboolean required)
{
    g_autoptr(GPtrArray) names = list(reading, folder, required);
    reading->to->damaged |= names == NULL;
    for (guint i = 0; names && i < names->len; i++)
        if (!required || (strcmp(names->pdata[i], "partials") != 0 && strcmp(names->pdata[i], "assets") != 0))
            read_template(reading, folder, names->pdata[i]);
}

/* An asset's name is part of an address: a stem and an ending. */
static gboolean is_asset_name(const char *name)
{
    return g_regex_match_simple("^[a-z0-9_-]+\\.[a-z0-9]+\\z", name, 0, 0) ||
           g_regex_match_simple("^[0-9]+\\.[a-z0-9]+\\z", name, 0, 0);
}

static void read_asset(const Reading *reading, const char *name)
{
    g_autofree char *file = g_strdup_printf("templates/assets/%s", name);
    if (!is_asset_name(name)) {
        findings_add(reading->findings, RULE_UNEXPECTED_FILE, file, (Mark){0}, NULL,
                     "an asset is named STEM.ENDING in lower-case letters, digits, - and _");
        return;
    }
    gsize length = 0;
    const char *bytes = read_bytes(reading, file, ASSET_BYTES, &length);
    if (!bytes)
        return;
    /* The content is part of the name, so that hosts may let it be kept for ever. */
    g_autofree char *hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    const char *dot = strchr(name, '.');
    g_autofree char *path =
        g_strdup_printf(SOURCES_ASSETS "%.*s.%.*s%s", (int)(dot - name), name, HASH_DIGITS, hash, dot);
    Arena *arena = reading->to->arena;
    Asset asset = {arena_text(arena, name, -1), arena_text(arena, path, -1), bytes, length};
    g_array_append_val(reading->to->assets, asset);
}

static gboolean has_asset(const Sources *sources, const char *name)
{
    for (guint i = 0; i < sources->assets->len; i++)
        if (strcmp(g_array_index(sources->assets, Asset, i).name, name) == 0)
            return TRUE;
    return FALSE;
}

Sources *sources_load(const char *source, Findings *findings)
{
    Sources *sources = g_new0(Sources, 1);
    sources->arena = arena_new();
    sources->templates = g_array_new(FALSE, FALSE, sizeof(TmplSource));
    sources->assets = g_array_new(FALSE, FALSE, sizeof(Asset));
    Reading reading = {source, sources, findings};
    read_templates(&reading, "templates", TRUE);
    read_templates(&reading, "templates/partials", FALSE);
    g_autoptr(GPtrArray) assets = list(&reading, "templates/assets", FALSE);
    if (!assets)
        return sources;
    if (assets->len > MAX_ASSETS)
        findings_add(findings, RULE_TOO_MANY, "templates/assets", (Mark){0}, NULL, "%u assets; at most %d can be held",
                     assets->len, MAX_ASSETS);
    for (guint i = 0; i < MIN(assets->len, MAX_ASSETS); i++)
        read_asset(&reading, assets->pdata[i]);
    if (assets->len <= MAX_ASSETS && !has_asset(sources, "site.css"))
        findings_add(findings, RULE_MISSING_FILE, "templates/assets/site.css", (Mark){0}, NULL,
                     "the stylesheet of all pages is missing");
    return sources;
}

void sources_free(Sources *sources)
{
    if (!sources)
        return;
    g_array_unref(sources->templates);
    g_array_unref(sources->assets);
    arena_free(sources->arena);
    g_free(sources);
}
