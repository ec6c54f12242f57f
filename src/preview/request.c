#include "preview/request.h"

#include <string.h>

/* The part of LENGTH bytes at TEXT, decoded, or NULL where no file of the site can have that name. */
static char *decode_part(const char *text, gsize length)
{
    /* "%00" and "%2F" are refused by GLib; what it decodes is looked at once more. */
    g_autofree char *part = g_uri_unescape_segment(text, text + length, "/\\");
    if (!part || !*part || *part == '.' || !g_utf8_validate(part, -1, NULL))
        return NULL;
    for (const char *at = part; *at; at++)
        if (g_ascii_iscntrl(*at) || *at == '/' || *at == '\\')
            return NULL;
    return g_steal_pointer(&part);
}

/* Reads what stands behind the base path. */
static gboolean read_parts(Request *request, const char *rest)
{
    g_autoptr(GString) path = g_string_new(NULL);
    while (*rest) {
        gsize length = strcspn(rest, "/");
        g_autofree char *part = decode_part(rest, length);
        if (!part)
            return FALSE;
        g_string_append_printf(path, "%s%s", path->len ? "/" : "", part);
        rest += length;
        request->folder = *rest == '/';
        rest += request->folder;
    }
    request->path = g_strndup(path->str, path->len);
    return TRUE;
}

void request_read(Request *request, const char *address, const char *base_path)
{
    gsize base = strlen(base_path);
    *request = (Request){.kind = REQUEST_NOTHING};
    if (g_str_has_prefix(address, REQUEST_PRIVATE)) {
        request->kind = REQUEST_PERSONAL;
        request->path = g_strdup(address + strlen(REQUEST_PRIVATE));
    } else if (strncmp(address, base_path, base) == 0) {
        request->folder = address[base] == '\0';
        request->kind = read_parts(request, address + base) ? REQUEST_PATH : REQUEST_NOTHING;
    } else if (strcmp(address, "/") == 0 ||
               (base > 1 && strlen(address) == base - 1 && strncmp(address, base_path, base - 1) == 0)) {
        request->kind = REQUEST_BASE;
    }
}

void request_clear(Request *request)
{
    g_clear_pointer(&request->path, g_free);
}

gboolean request_is_own_host(const char *host, guint port)
{
    static const char *const NAMES[] = {"localhost", "127.0.0.1", "[::1]"};
    enum { HTTP_PORT = 80 }; /* may be left out */
    g_autofree char *behind = g_strdup_printf(":%u", port);
    for (guint i = 0; host && i < G_N_ELEMENTS(NAMES); i++) {
        gsize length = strlen(NAMES[i]);
        if (g_ascii_strncasecmp(host, NAMES[i], length) != 0)
            continue;
        if (strcmp(host + length, behind) == 0 || (port == HTTP_PORT && host[length] == '\0'))
            return TRUE;
    }
    return FALSE;
}

static const struct {
    const char *ending, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml; charset=utf-8"},
    {".svg", "image/svg+xml; charset=utf-8"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".pdf", "application/pdf"},
};

const char *request_media_type(const char *file)
{
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (g_str_has_suffix(file, TYPES[i].ending))
            return TYPES[i].type;
    return "application/octet-stream";
}

gboolean request_has_etag(const char *if_none_match, const char *etag)
{
    g_auto(GStrv) tags = g_strsplit(if_none_match ? if_none_match : "", ",", -1);
    for (guint i = 0; tags[i]; i++) {
        const char *tag = g_strstrip(tags[i]);
        if (strcmp(tag, "*") == 0 || strcmp(g_str_has_prefix(tag, "W/") ? tag + strlen("W/") : tag, etag) == 0)
            return TRUE;
    }
    return FALSE;
}
