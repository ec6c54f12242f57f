#include "inspect/address.h"

#include <string.h>

#define SPACE " \t\n\f\r" /* what HTML strips around an address */

static Address dead(const char *why, const char *hint)
{
    return (Address){.kind = ADDRESS_DEAD, .why = why, .hint = hint};
}

/* The length of the scheme that REFERENCE begins with, 0 for none (RFC 3986, section 3.1). */
static gsize scheme_length(const char *reference)
{
    gsize n = strspn(reference, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return g_ascii_isalpha(*reference) && reference[n] == ':' ? n : 0;
}

/* The path of the site's address: "/" for https://example.org/. */
static const char *base_path(const Place *place)
{
    const char *host = place->base ? strstr(place->base, "://") : NULL;
    const char *path = host ? strchr(host + 3, '/') : NULL;
    return path ? path : "/";
}

/* Appends PATH, relative to the folder that OUT names, and takes out dot segments (RFC 3986, section 5.2.4). FALSE
 * where it leads above the site. */
static gboolean append_segments(GString *out, const char *path)
{
    while (*path) {
        gsize n = strcspn(path, "/");
        gboolean folder = path[n] == '/';
        if (n == 2 && strncmp(path, "..", 2) == 0) {
            if (!out->len)
                return FALSE;
            g_string_truncate(out, out->len - 1);
            const char *slash = strrchr(out->str, '/');
            g_string_truncate(out, slash ? (gsize)(slash - out->str) + 1 : 0);
        } else if (!(n == 1 && *path == '.')) {
            g_string_append_len(out, path, (gssize)(n + folder));
        }
        path += n + folder;
    }
    return TRUE;
}

/* What a static host answers with for PATH, which is decoded. */
static Address find(const Place *place, GString *path)
{
    if (!path->len || path->str[path->len - 1] == '/')
        g_string_append(path, "index.html");
    int file = files_find(place->files, path->str);
    if (file >= 0)
        return (Address){.kind = ADDRESS_FILE, .file = file};
    g_string_append(path, "/index.html");
    return dead("there is no such file",
                files_find(place->files, path->str) >= 0 ? "the address of a folder ends with /" : NULL);
}

/* PATH is relative to the page, or begins with "/", or with the site's address where FROM_ROOT is set. */
static Address resolve_path(const Place *place, const char *path, gboolean from_root)
{
    g_autofree char *decoded = g_uri_unescape_string(path, NULL);
    g_autoptr(GString) target = g_string_new(NULL);
    const char *root = base_path(place);
    if (!decoded)
        return dead("is no address", NULL);
    const char *rest = decoded;
    if (*rest == '/' && !from_root) {
        if (!g_str_has_prefix(rest, root))
            return dead("leads out of the site", NULL);
        rest += strlen(root);
    } else if (!from_root) {
        const char *own = place->files->paths->pdata[place->file], *slash = strrchr(own, '/');
        if (place->anywhere)
            return dead("depends on the address that the page is shown for", "begin it with /");
        g_string_append_len(target, own, slash ? slash - own + 1 : 0);
    }
    return append_segments(target, rest) ? find(place, target) : dead("leads out of the site", NULL);
}

static Address resolve(const Place *place, const char *reference)
{
    gsize scheme = scheme_length(reference);
    gboolean web = scheme && (g_ascii_strncasecmp(reference, "http:", scheme + 1) == 0 ||
                              g_ascii_strncasecmp(reference, "https:", scheme + 1) == 0);
    gboolean ours = web && place->base && g_str_has_prefix(reference, place->base);
    if (scheme && !web)
        return (Address){.kind = ADDRESS_OTHER};
    if (!ours && (web || g_str_has_prefix(reference, "//")))
        return (Address){.kind = ADDRESS_ELSEWHERE};
    if (ours)
        reference += strlen(place->base);
    gsize n = strcspn(reference, "?#");
    g_autofree char *path = g_strndup(reference, n);
    const char *fragment = strchr(reference, '#');
    /* Only a query or a fragment, or nothing: the page itself. */
    Address address =
        n || ours ? resolve_path(place, path, ours) : (Address){.kind = ADDRESS_FILE, .file = place->file};
    if (address.kind == ADDRESS_FILE && fragment) {
        address.fragment = g_uri_unescape_string(fragment + 1, NULL);
        if (!address.fragment)
            return dead("is no address", NULL);
    }
    return address;
}

Address address_resolve(const Place *place, const char *reference)
{
    g_autofree char *trimmed = g_strdup(reference + strspn(reference, SPACE));
    for (gsize n = strlen(trimmed); n && strchr(SPACE, trimmed[n - 1]);)
        trimmed[--n] = '\0';
    return resolve(place, trimmed);
}

void address_clear(Address *address)
{
    g_clear_pointer(&address->fragment, g_free);
}

char *address_base(const char *canonical)
{
    const char *path = canonical ? strstr(canonical, "://") : NULL;
    gsize n =
        canonical ? strlen(canonical) - (g_str_has_suffix(canonical, "/index.html") ? strlen("index.html") : 0) : 0;
    if (!path || !strchr(path + 3, '/') || canonical[n - 1] != '/')
        return NULL;
    return g_strndup(canonical, n);
}
