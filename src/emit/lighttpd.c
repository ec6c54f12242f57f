#include "emit/server.h"
#include "plan/url.h"

static const char HEAD[] =
    "# For lighttpd.conf; mod_deflate is lighttpd-mod-deflate in Debian:\n"
    "#   include \"/etc/lighttpd/replyglot.conf\"\n"
    "# It compresses at each request; with a folder that it may write to it keeps what is larger than 32 KB:\n"
    "#   deflate.cache-dir = \"/var/cache/lighttpd/compress\"\n"
    "server.modules += ( \"mod_access\", \"mod_alias\", \"mod_redirect\", \"mod_expire\", \"mod_setenv\", "
    "\"mod_deflate\" )\n";

/* error-handler-404 would answer 200. */
static const char BEGIN[] = "$HTTP[\"url\"] =~ \"^@PATTERN@\" {\n"
                            "    alias.url = ( \"@BASE@\" => \"@ROOT@/\" )\n"
                            "    index-file.names = ( \"index.html\" )\n"
                            "    server.errorfile-prefix = \"@ROOT@/\"\n"
                            "    static-file.disable-pathinfo = \"enable\" # nothing is below a file\n"
                            "    $HTTP[\"url\"] =~ \"^@PATTERN@(?:.*/)?\\.\" { url.access-deny = ( \"\" ) }\n";

static const char LANGUAGE[] = "    $HTTP[\"url\"] =~ \"^@PATTERN@@LANGUAGE@/\" {\n"
                               "        server.errorfile-prefix = \"@ROOT@/@LANGUAGE@/\"\n"
                               "    }\n";

/* A rule names a file before it is known whether it stands; mod_magnet could look, and crashes under load in lighttpd
 * 1.4.69. So lighttpd does not send copies, it compresses; and it keeps nothing of what is smaller than 32 KB. Level 3
 * takes a quarter of the time of 6, and makes a page a twelfth larger. */
static const char COMPRESSION[] = "    deflate.allowed-encodings = ( \"gzip\" )\n"
                                  "    deflate.compression-level = 3\n"
                                  "    deflate.mimetypes = ( ";

static void types(GString *out)
{
    g_string_append(out, "    mimetype.assign = (\n");
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        g_string_append_printf(out, "        \".%s\" => \"%s\",\n", HOST_TYPES[i].ending, HOST_TYPES[i].type);
    g_string_append(out, "        \"\" => \"application/octet-stream\"\n    )\n");
}

static void compression(GString *out)
{
    g_string_append(out, COMPRESSION);
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        if (HOST_TYPES[i].pressed)
            g_string_append_printf(out, "%s\"%s\"", i ? ", " : "", HOST_TYPES[i].type);
    g_string_append(out, " )\n");
}

/* CACHE is NULL for assets, whose time to live is set elsewhere: it must not stand on a 404. */
static void headers(GString *out, const char *indent, const char *cache)
{
    g_string_append_printf(out, "%ssetenv.set-response-header = (\n", indent);
    if (cache)
        g_string_append_printf(out, "%s    \"Cache-Control\" => \"%s\",\n", indent, cache);
    for (guint i = 0; i < HOST_SAFETY; i++)
        g_string_append_printf(out, "%s    \"%s\" => \"%s\",\n", indent, HOST_SAFETY_HEADERS[i].name,
                               HOST_SAFETY_HEADERS[i].value);
    g_string_append_printf(out, "%s    \"Vary\" => \"Accept-Encoding\"\n%s)\n", indent, indent);
}

/* One rule for each code: it with the ones before it, which a page puts first. */
static void pairs_of(const Plan *plan, const HostPlace *place, GString *out, const Protocol *protocol)
{
    g_autoptr(GString) lower = g_string_new(NULL);
    for (guint i = 0; i < protocol->n_codes; i++) {
        g_autoptr(GString) slug = g_string_new(NULL), rule = g_string_new(NULL);
        url_slug(slug, protocol->codes[i].code);
        g_autofree char *pattern = g_regex_escape_string(slug->str, -1);
        g_string_printf(rule,
                        "            \"^(@PATTERN@(?:@LANGUAGES@)/%s/)%s-vs-(%s)/?(\\?.*)?$\" => \"$1$2-vs-%s/$3\",\n",
                        protocol->id, pattern, lower->str, slug->str);
        if (i > 0)
            host_put(plan, place, out, rule->str, NULL);
        g_string_append_printf(lower, "%s%s", i ? "|" : "", pattern);
    }
}

static void pairs(const Plan *plan, const HostPlace *place, GString *out)
{
    enum { MOST = 256 }; /* codes: with more, the rules are half a megabyte, and the script of the 404 page does it */
    g_string_append(out, "    $HTTP[\"url\"] =~ \"-vs-\" {\n        url.redirect = (\n");
    for (guint p = 0; p < plan->catalog->n_protocols; p++)
        if (plan->catalog->protocols[p]->n_codes <= MOST)
            pairs_of(plan, place, out, plan->catalog->protocols[p]);
    g_string_append(out, "        )\n    }\n");
}

void host_lighttpd(const Plan *plan, const HostPlace *place, GString *out)
{
    g_string_append(out, HEAD);
    if (host_is_below(plan))
        host_put(plan, place, out, "$HTTP[\"url\"] == \"@BARE@\" { url.redirect = ( \"\" => \"@BASE@\" ) }\n", NULL);
    host_put(plan, place, out, BEGIN, NULL);
    types(out);
    compression(out);
    headers(out, "    ", HOST_REVALIDATE);
    host_put(plan, place, out, "    $HTTP[\"url\"] =~ \"^@PATTERN@assets/\" {\n", NULL);
    headers(out, "        ", NULL);
    g_string_append(out, "        expire.url = ( \"\" => \"access plus 365 days\" )\n    }\n");
    host_put_languages(plan, place, out, LANGUAGE);
    pairs(plan, place, out);
    g_string_append(out, "}\n");
}
