#include "plan/url.h"

#include <string.h>

#include "base/append.h"
#include "model/wire.h"

void url_slug(GString *out, const char *code)
{
    for (; *code; code++)
        g_string_append_c(out, g_ascii_isalnum(*code) || *code == '.' || *code == '_' ? g_ascii_tolower(*code) : '-');
}

void url_anchor(GString *out, const char *key)
{
    if (g_ascii_isdigit(*key))
        append_text(out, "n-");
    gsize start = out->len;
    url_slug(out, key);
    g_strdelimit(out->str + start, ".", '-');
}

void url_class_slug(GString *out, const char *match)
{
    g_autofree char *text = g_strdup(match);
    g_strdelimit(text, "?*", 'x');
    url_slug(out, text);
    if (strcmp(text, match) == 0) /* a class of one code, whose page is another */
        g_string_append_c(out, 'x');
}

/* The folder of a page of a protocol below the protocol's, with its slash. */
static void append_page_folder(GString *out, const Plan *plan, const Output *output)
{
    const Protocol *protocol = plan->catalog->protocols[output->protocol];
    const char *const *slugs = plan->slugs[output->protocol];
    switch ((OutputKind)output->kind) {
    case OUTPUT_COMPARE:
        append_text(out, "compare/");
        return;
    case OUTPUT_CLASS:
        url_class_slug(out, protocol->classes[output->a].match.s);
        break;
    case OUTPUT_LINES:
        append_text(out, "lines/");
        return;
    case OUTPUT_SENDER:
        append_text(out, "lines/");
        url_slug(out, protocol->wires[output->a].id);
        break;
    case OUTPUT_CODE:
        append_text(out, slugs[output->a]);
        break;
    case OUTPUT_PAIR:
        append_text(out, slugs[output->a]);
        append_text(out, "-vs-");
        append_text(out, slugs[output->b]);
        break;
    default: /* the index: the protocol's own folder */
        return;
    }
    g_string_append_c(out, '/');
}

/* The folder of a page of a language, with its slash. */
static void append_folder(GString *out, const Plan *plan, const Output *output)
{
    const Catalog *catalog = plan->catalog;
    append_text(out, catalog->languages[output->language]);
    g_string_append_c(out, '/');
    if (output->kind == OUTPUT_SEARCH)
        append_text(out, "search/");
    if (output->kind == OUTPUT_DECODE)
        append_text(out, "decode/");
    if (output->kind < OUTPUT_INDEX)
        return;
    append_text(out, catalog->protocols[output->protocol]->id);
    g_string_append_c(out, '/');
    append_page_folder(out, plan, output);
}

/* The files of a site or of a language that are no pages. */
static const char *const FILES[] = {
    [OUTPUT_ROBOTS] = "robots.txt",
    [OUTPUT_SITEMAP_INDEX] = "sitemap.xml",
    [OUTPUT_HEADERS] = "_headers",
    [OUTPUT_REDIRECTS] = "_redirects",
    [OUTPUT_NOJEKYLL] = ".nojekyll",
    [OUTPUT_SEARCH_DATA] = "search-data.js",
    [OUTPUT_LOOKUP_DATA] = "lookup-data.js",
    [OUTPUT_OPENSEARCH] = "opensearch.xml",
    [OUTPUT_FEED] = "feed.xml",
};

/* Outputs that are not the index of a folder. FALSE: OUTPUT is one. */
static gboolean append_file(GString *out, const Plan *plan, const Output *output)
{
    switch ((OutputKind)output->kind) {
    case OUTPUT_NOT_FOUND_ROOT:
        append_text(out, "404.html");
        return TRUE;
    case OUTPUT_NOT_FOUND:
        append_folder(out, plan, output);
        append_text(out, "404.html");
        return TRUE;
    case OUTPUT_ROBOTS:
    case OUTPUT_SITEMAP_INDEX:
    case OUTPUT_HEADERS:
    case OUTPUT_REDIRECTS:
    case OUTPUT_NOJEKYLL:
        append_text(out, FILES[output->kind]);
        return TRUE;
    case OUTPUT_SITEMAP: {
        const Sitemap *sitemap = &g_array_index(plan->sitemaps, Sitemap, output->a);
        g_string_append_printf(out, "sitemap-%s-%u.xml", plan->catalog->languages[sitemap->language], sitemap->number);
        return TRUE;
    }
    case OUTPUT_ASSET:
        append_text(out, plan->assets[output->a].path);
        return TRUE;
    case OUTPUT_SEARCH_DATA:
    case OUTPUT_LOOKUP_DATA:
    case OUTPUT_OPENSEARCH:
    case OUTPUT_FEED:
        append_folder(out, plan, output);
        append_text(out, FILES[output->kind]);
        return TRUE;
    case OUTPUT_CHOOSER:
    case OUTPUT_HOME:
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
    if (output->kind != OUTPUT_CHOOSER)
        append_folder(out, plan, output);
    return FALSE;
}

void url_file(GString *out, const Plan *plan, const Output *output)
{
    if (!append_file(out, plan, output))
        append_text(out, "index.html");
}

void url_page(GString *out, const Plan *plan, const Output *output)
{
    if (!append_file(out, plan, output) && plan->link_index)
        append_text(out, "index.html");
}

void url_absolute(GString *out, const Plan *plan, const Output *to)
{
    append_text(out, plan->base_url);
    append_file(out, plan, to);
}

void url_relative(GString *out, const char *from, const char *to)
{
    gsize common = 0;
    for (gsize i = 0; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            common = i + 1;
    gsize start = out->len;
    for (const char *p = from + common; (p = strchr(p, '/')); p++)
        g_string_append_len(out, "../", 3);
    g_string_append(out, to + common);
    /* An empty reference is the page itself with its query: name the folder instead. A first part with a colon would be
     * read as a scheme (RFC 3986, 4.2); no path of ours has one. */
    if (out->len == start)
        append_text(out, "./");
}

/* Both addresses are written behind OUT's text, the way behind them, and then moved before them: a page has dozens of
 * links, and buffers of their own would be as many allocations. */
void url_link(GString *out, const Plan *plan, const Output *from, const Output *to)
{
    if (from->kind == OUTPUT_NOT_FOUND || from->kind == OUTPUT_NOT_FOUND_ROOT) {
        append_text(out, plan->base_path);
        url_page(out, plan, to);
        return;
    }
    gsize start = out->len;
    url_page(out, plan, from);
    g_string_append_c(out, '\0');
    gsize there = out->len;
    url_page(out, plan, to);
    gsize end = out->len + 1, most = 3 * (there - start) + (end - there) + 2;
    g_string_append_c(out, '\0');
    g_string_set_size(out, end + most); /* makes room */
    g_string_truncate(out, end);
    url_relative(out, out->str + start, out->str + there);
    g_string_erase(out, (gssize)start, (gssize)(end - start));
}
