#include "emit/server.h"
#include "press/press.h"

static const char HEAD[] = "# For the site block:\n"
                           "#   example.org {\n"
                           "#       import /etc/caddy/replyglot.caddy\n"
                           "#   }\n";

/* Matchers of headers see the address as it was asked for, those of routes without the path of the site. */
static const char BEGIN[] = "@replyglot path @BASE@*\n"
                            "handle @replyglot {\n"
                            "\troot * \"@ROOT@\"\n"
                            "\t@replyglot_assets path @BASE@assets/*\n"
                            "\t@replyglot_pages not path @BASE@assets/*\n"
                            "\theader @replyglot_assets Cache-Control \"" HOST_KEEP "\"\n"
                            "\theader @replyglot_pages Cache-Control \"" HOST_REVALIDATE "\"\n"
                            "\theader @BASE@robots.txt Content-Type \"text/plain; charset=utf-8\"\n";

static const char PAIRS[] =
    "\t@replyglot_pair path_regexp pair ^/(@LANGUAGES@)/(" HOST_NAME ")/(" HOST_NAME ")-vs-(" HOST_NAME "?)/?$\n"
    "\troute @replyglot_pair {\n"
    "\t\t@replyglot_swapped file /{re.pair.1}/{re.pair.2}/{re.pair.4}-vs-{re.pair.3}/index.html\n"
    "\t\tredir @replyglot_swapped @BASE@{re.pair.1}/{re.pair.2}/{re.pair.4}-vs-{re.pair.3}/ 301\n"
    "\t}\n";

/* What the handlers above said of the file that is not there does not hold for the page that is sent instead. */
static const char ERRORS[] = "handle_errors {\n"
                             "\troot * \"@ROOT@\"\n"
                             "\theader Cache-Control \"" HOST_REVALIDATE "\"\n"
                             "\theader Content-Type \"text/html; charset=utf-8\"\n";

/* Caddy says so by itself only where it sends a copy. */
static const char VARY[] = "\theader ?Vary Accept-Encoding\n";

static const char LOST[] = "\t@replyglot_@LANGUAGE@ {\n"
                           "\t\tpath @BASE@@LANGUAGE@/*\n"
                           "\t\texpression {err.status_code} == 404\n"
                           "\t}\n"
                           "\thandle @replyglot_@LANGUAGE@ {\n"
                           "\t\trewrite * /@LANGUAGE@/404.html\n";

static const char LOST_ELSEWHERE[] = "\t@replyglot_lost {\n"
                                     "\t\tpath @BASE@*\n"
                                     "\t\texpression {err.status_code} == 404\n"
                                     "\t}\n"
                                     "\thandle @replyglot_lost {\n"
                                     "\t\trewrite * /404.html\n";

static void serve(GString *out, const char *indent, guint forms)
{
    g_string_append_printf(out, "%sfile_server {\n%s\thide .*\n", indent, indent);
    if (forms)
        g_string_append_printf(out, "%s\tprecompressed%s%s\n", indent, forms & 1U << PRESS_BROTLI ? " br" : "",
                               forms & 1U << PRESS_GZIP ? " gzip" : "");
    g_string_append_printf(out, "%s}\n", indent);
}

static void headers(GString *out, guint forms)
{
    g_string_append(out, "\theader {\n");
    for (guint i = 0; i < HOST_SAFETY; i++)
        g_string_append_printf(out, "\t\t%s \"%s\"\n", HOST_SAFETY_HEADERS[i].name, HOST_SAFETY_HEADERS[i].value);
    g_string_append(out, "\t}\n");
    if (forms)
        g_string_append(out, VARY);
}

static void lost(const Plan *plan, const HostPlace *place, GString *out, const char *text, const char *language)
{
    host_put(plan, place, out, text, language);
    serve(out, "\t\t", place->forms);
    g_string_append(out, "\t}\n");
}

void host_caddy(const Plan *plan, const HostPlace *place, GString *out)
{
    g_string_append(out, HEAD);
    if (host_is_below(plan))
        host_put(plan, place, out, "redir @BARE@ @BASE@ 301\n", NULL);
    host_put(plan, place, out, BEGIN, NULL);
    headers(out, place->forms);
    if (host_is_below(plan))
        host_put(plan, place, out, "\turi strip_prefix @BARE@\n", NULL);
    host_put(plan, place, out, PAIRS, NULL);
    serve(out, "\t", place->forms);
    g_string_append(out, "}\n");
    host_put(plan, place, out, ERRORS, NULL);
    if (place->forms)
        g_string_append(out, VARY);
    for (guint i = 0; i < plan->catalog->n_languages; i++)
        lost(plan, place, out, LOST, plan->catalog->languages[i]);
    lost(plan, place, out, LOST_ELSEWHERE, NULL);
    g_string_append(out, "}\n");
}
