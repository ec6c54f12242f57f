#include "emit/host.h"

#include <string.h>

#include "emit/server.h"

/* No connect-src: no script of a page asks for anything. A form may ask the site's own search page. */
const HostHeader HOST_SAFETY_HEADERS[] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
};

const HostType HOST_TYPES[] = {
    {"html", "text/html; charset=utf-8", TRUE},
    {"css", "text/css; charset=utf-8", TRUE},
    {"js", "text/javascript; charset=utf-8", TRUE}, /* RFC 9239 */
    {"json", "application/json", TRUE},             /* RFC 8259, section 11: no charset */
    {"xml", "application/xml; charset=utf-8", TRUE},
    {"svg", "image/svg+xml; charset=utf-8", TRUE},
    {"txt", "text/plain; charset=utf-8", TRUE},
    {"png", "image/png", FALSE},
    {"jpg", "image/jpeg", FALSE},
    {"gif", "image/gif", FALSE},
    {"webp", "image/webp", FALSE},
    {"avif", "image/avif", FALSE},
    {"ico", "image/x-icon", FALSE},
    {"woff2", "font/woff2", FALSE},
    {"pdf", "application/pdf", FALSE},
};

/* Rules count from the root of what is uploaded, whatever the path of the address: that is added by who stands before
 * the host. Of two rules that fit, the values of one header are joined, so pages keep the host's own Cache-Control,
 * which is to ask again. */
void host_headers(const Plan *plan, GString *out)
{
    (void)plan;
    g_string_append(out, "/*\n");
    for (guint i = 0; i < HOST_SAFETY; i++)
        g_string_append_printf(out, "  %s: %s\n", HOST_SAFETY_HEADERS[i].name, HOST_SAFETY_HEADERS[i].value);
    g_string_append(out, "/assets/*\n  Cache-Control: " HOST_KEEP "\n");
}

/* A rule counts only where no file stands. */
void host_redirects(const Plan *plan, GString *out)
{
    for (guint i = 0; i < plan->catalog->n_languages; i++)
        g_string_append_printf(out, "/%s/* /%s/404.html 404\n", plan->catalog->languages[i],
                               plan->catalog->languages[i]);
}

gboolean host_is_root(const char *path)
{
    gsize length = strlen(path);
    for (const char *at = path; *at; at++)
        if (g_ascii_iscntrl(*at) || strchr("\"\\$%{}*?", *at))
            return FALSE;
    return g_path_is_absolute(path) && (length == 1 || path[length - 1] != '/') && g_utf8_validate(path, -1, NULL);
}

gboolean host_is_below(const Plan *plan)
{
    return strcmp(plan->base_path, "/") != 0;
}

static char *texts(void)
{
    GString *endings = g_string_new(NULL);
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        if (HOST_TYPES[i].pressed)
            g_string_append_printf(endings, "%s%s", endings->len ? "|" : "", HOST_TYPES[i].ending);
    return g_string_free(endings, FALSE);
}

void host_put(const Plan *plan, const HostPlace *place, GString *out, const char *text, const char *language)
{
    g_autofree char *bare = g_strndup(plan->base_path, strlen(plan->base_path) - 1);
    g_autofree char *pattern = g_regex_escape_string(plan->base_path, -1);
    g_autofree char *languages = g_strjoinv("|", (char **)plan->catalog->languages), *endings = texts();
    const struct {
        const char *name, *value;
    } names[] = {{"@ROOT@", place->root},  {"@BASE@", plan->base_path}, {"@BARE@", bare},    {"@PATTERN@", pattern},
                 {"@LANGUAGE@", language}, {"@LANGUAGES@", languages},  {"@TEXTS@", endings}};
    g_autoptr(GString) filled = g_string_new(text);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i].value)
            g_string_replace(filled, names[i].name, names[i].value, 0);
    g_string_append_len(out, filled->str, (gssize)filled->len);
}

void host_put_languages(const Plan *plan, const HostPlace *place, GString *out, const char *text)
{
    for (guint i = 0; i < plan->catalog->n_languages; i++)
        host_put(plan, place, out, text, plan->catalog->languages[i]);
}

void host_configuration(const Plan *plan, const HostPlace *place, GString *out)
{
    static void (*const WRITE[N_HOSTS])(const Plan *, const HostPlace *, GString *) = {
        [HOST_NGINX] = host_nginx,
        [HOST_CADDY] = host_caddy,
        [HOST_LIGHTTPD] = host_lighttpd,
        [HOST_APACHE] = host_apache,
    };
    WRITE[plan->host](plan, place, out);
}
