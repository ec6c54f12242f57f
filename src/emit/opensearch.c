#include <string.h>

#include "emit/data.h"
#include "emit/xml.h"
#include "text/escape.h"

/* OpenSearch 1.1 draft 6, "The ShortName element": 16 characters of plain text at most. */
enum { SHORT_NAME = 16 };

/* TITLE as far as it fits into LETTERS, to the end of a word if it has more than one. */
static void append_whole_words(GString *out, const char *title, glong letters)
{
    if (g_utf8_strlen(title, -1) <= letters) {
        g_string_append(out, title);
        return;
    }
    g_autofree char *part = g_utf8_substring(title, 0, letters + 1);
    char *blank = strrchr(part, ' ');
    *(blank ? blank : g_utf8_offset_to_pointer(part, letters)) = '\0';
    g_string_append(out, part);
}

/* Browsers know an engine by this name, so that the languages need different ones. A tag has no limit (RFC 5646,
 * section 4.4): one that leaves no room for the title stands alone. */
static void short_name(const Catalog *catalog, guint language, GString *out)
{
    g_autoptr(GString) name = g_string_new(NULL);
    const char *tag = catalog->n_languages > 1 ? catalog->languages[language] : "";
    glong room = SHORT_NAME - (*tag ? 1 + (glong)strlen(tag) : 0);
    if (room > 0)
        append_whole_words(name, catalog->site->title.s, room);
    if (*tag)
        g_string_append_printf(name, "%s%.*s", name->len ? " " : "", SHORT_NAME, tag);
    xml_element(out, "ShortName", name->str);
}

static void description(const Plan *plan, guint language, GString *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const Phrase site[] = {{NULL, plan->catalog->site->title.s}};
    sentence_text(plan->catalog->locales[language]->sentences[SENTENCE_SEARCH_DESCRIPTION], site, text);
    xml_element(out, "Description", text->str);
}

static void image(const Plan *plan, GString *out)
{
    Output icon;
    if (!plan_asset(plan, "favicon.svg", &icon))
        return;
    g_string_append(out, "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">");
    xml_address(plan, &icon, out);
    g_string_append(out, "</Image>\n");
}

void emit_opensearch(const Plan *plan, const Output *output, GString *out)
{
    Output search = *output;
    search.kind = OUTPUT_SEARCH;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    short_name(plan->catalog, output->language, out);
    description(plan, output->language, out);
    xml_element(out, "Language", plan->catalog->languages[output->language]);
    xml_element(out, "InputEncoding", "UTF-8");
    image(plan, out);
    g_string_append(out, "<Url type=\"text/html\" template=\"");
    xml_address(plan, &search, out);
    g_string_append(out, "?q={searchTerms}\"/>\n"
                         "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"");
    xml_address(plan, output, out);
    g_string_append(out, "\"/>\n</OpenSearchDescription>\n");
}
