#include <string.h>

#include "emit/server.h"
#include "press/press.h"

static const char HEAD[] =
    "# For the server block of the site:\n"
    "#   server { listen 80; server_name example.org; include /etc/nginx/snippets/replyglot.conf; }\n";

static const char BEGIN[] = "location @BASE@ {\n"
                            "    alias \"@ROOT@/\";\n"
                            "    index index.html;\n"
                            "    absolute_redirect off; # to the folder, whatever stands before this server\n"
                            "    error_page 404 @BASE@404.html;\n";

/* A prefix with ^~ would keep the expressions of the outer location from the files of a language. */
static const char LANGUAGE[] = "    location @BASE@@LANGUAGE@/ {\n"
                               "        error_page 404 @BASE@@LANGUAGE@/404.html;\n"
                               "        location ~ \"^@PATTERN@@LANGUAGE@/(?<protocol>" HOST_NAME ")/(?<b>" HOST_NAME
                               ")-vs-(?<a>" HOST_NAME "?)/?$\" {\n"
                               "            if (-f \"@ROOT@/@LANGUAGE@/$protocol/$a-vs-$b/index.html\") {\n"
                               "                return 301 \"@BASE@@LANGUAGE@/$protocol/$a-vs-$b/$is_args$args\";\n"
                               "            }\n"
                               "        }\n"
                               "    }\n";

/* Headers of a location take the place of those around it. A 404 has the headers of the page that it is answered with.
 */
static void headers(GString *out, const char *indent, const char *cache)
{
    for (guint i = 0; i < HOST_SAFETY; i++)
        g_string_append_printf(out, "%sadd_header %s \"%s\" always;\n", indent, HOST_SAFETY_HEADERS[i].name,
                               HOST_SAFETY_HEADERS[i].value);
    g_string_append_printf(out, "%sadd_header Cache-Control \"%s\" always;\n", indent, cache);
}

/* A type without its charset, which nginx adds by itself. */
static void types(GString *out)
{
    g_string_append(out, "    charset utf-8;\n    charset_types");
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        if (i > 0 && strstr(HOST_TYPES[i].type, "charset")) /* the first, text/html, is always one of them */
            g_string_append_printf(out, " %.*s", (int)strcspn(HOST_TYPES[i].type, ";"), HOST_TYPES[i].type);
    g_string_append(out, ";\n    default_type application/octet-stream;\n    types {\n");
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        g_string_append_printf(out, "        %.*s %s;\n", (int)strcspn(HOST_TYPES[i].type, ";"), HOST_TYPES[i].type,
                               HOST_TYPES[i].ending);
    g_string_append(out, "    }\n");
}

static void copies(GString *out, guint forms)
{
    if (forms & 1U << PRESS_GZIP)
        g_string_append(out, "    gzip_static on;\n");
    if (forms & 1U << PRESS_BROTLI)
        g_string_append(out, "    brotli_static on; # of a module: libnginx-mod-http-brotli-static in Debian\n");
    if (forms)
        g_string_append(out, "    gzip_vary on;\n");
}

void host_nginx(const Plan *plan, const HostPlace *place, GString *out)
{
    g_string_append(out, HEAD);
    if (host_is_below(plan))
        host_put(plan, place, out, "location = @BARE@ {\n    absolute_redirect off;\n    return 301 @BASE@;\n}\n",
                 NULL);
    host_put(plan, place, out, BEGIN, NULL);
    types(out);
    copies(out, place->forms);
    headers(out, "    ", HOST_REVALIDATE);
    host_put(plan, place, out, "    location @BASE@assets/ {\n", NULL);
    headers(out, "        ", HOST_KEEP);
    host_put(plan, place, out, "    }\n    location ~ \"^@PATTERN@(?:.*/)?\\.\" {\n        return 404;\n    }\n", NULL);
    host_put_languages(plan, place, out, LANGUAGE);
    g_string_append(out, "}\n");
}
