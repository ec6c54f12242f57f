#include "emit/sitemap.h"

#include <string.h>

#include "emit/xml.h"

/* The newest date of what a sitemap lists. */
static const char *newest_of(const Plan *plan, const Sitemap *sitemap)
{
    const char *newest = "";
    for (gsize i = sitemap->first; i < sitemap->last; i++) {
        const char *date = plan_updated(plan, plan_output(plan, i));
        if (plan_is_listed(plan, plan_output(plan, i)) && strcmp(date, newest) > 0)
            newest = date;
    }
    return newest;
}

void sitemap_index(const Plan *plan, GString *out)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (guint i = 0; i < plan->sitemaps->len; i++) {
        const Sitemap *sitemap = &g_array_index(plan->sitemaps, Sitemap, i);
        const char *newest = newest_of(plan, sitemap);
        g_string_append(out, "<sitemap><loc>");
        xml_address(plan, &(Output){.kind = OUTPUT_SITEMAP, .a = (guint16)i}, out);
        g_string_append(out, "</loc>");
        if (*newest)
            g_string_append_printf(out, "<lastmod>%s</lastmod>", newest);
        g_string_append(out, "</sitemap>\n");
    }
    g_string_append(out, "</sitemapindex>\n");
}

/* The same versions as in the head of the page (render/frame.c); both ask plan_speaks(). */
static void append_alternates(const Plan *plan, const Output *output, GString *out)
{
    for (guint i = 0; i < plan->catalog->n_languages; i++) {
        Output other = plan_in_language(output, i);
        if (!plan_speaks(plan, &other))
            continue;
        g_string_append_printf(out, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"",
                               plan->catalog->languages[i]);
        xml_address(plan, &other, out);
        g_string_append(out, "\"/>");
    }
    Output fallback = plan_default(output);
    g_string_append(out, "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"");
    xml_address(plan, &fallback, out);
    g_string_append(out, "\"/>");
}

void sitemap_part(const Plan *plan, guint number, GString *out)
{
    const Sitemap *sitemap = &g_array_index(plan->sitemaps, Sitemap, number);
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                         "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (gsize i = sitemap->first; i < sitemap->last; i++) {
        const Output *output = plan_output(plan, i);
        if (!plan_is_listed(plan, output))
            continue;
        g_string_append(out, "<url><loc>");
        xml_address(plan, output, out);
        g_string_append_printf(out, "</loc><lastmod>%s</lastmod>", plan_updated(plan, output));
        append_alternates(plan, output, out);
        g_string_append(out, "</url>\n");
    }
    g_string_append(out, "</urlset>\n");
}
