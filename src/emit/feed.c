#include <string.h>

#include "emit/data.h"
#include "emit/xml.h"
#include "model/tie.h"

enum { ENTRIES = 50 };

/* A day has no hour: Atom wants one (RFC 4287, section 3.3). */
static void append_date(GString *out, const char *date)
{
    g_string_append_printf(out, "<updated>%sT00:00:00Z</updated>\n", date);
}

static const char *code_name(const Code *code, guint language)
{
    return document_text(code->document, "name", language, NULL);
}

static void append_title(const Plan *plan, const Output *output, GString *out)
{
    const Protocol *protocol = plan->catalog->protocols[output->protocol];
    const Locale *locale = plan->catalog->locales[output->language];
    const Code *a = &protocol->codes[output->a], *b = &protocol->codes[output->b];
    const Phrase code[] = {{NULL, protocol->name}, {NULL, a->code}, {NULL, code_name(a, output->language)}};
    const Phrase pair[] = {
        code[0], code[1], code[2], {NULL, b->code}, {NULL, code_name(b, output->language)},
    };
    gboolean single = output->kind == OUTPUT_CODE;
    g_autoptr(GString) title = g_string_new(NULL);
    sentence_text(locale->sentences[single ? SENTENCE_CODE_TITLE : SENTENCE_PAIR_TITLE], single ? code : pair, title);
    xml_element(out, "title", title->str);
}

static void append_entry(const Plan *plan, const Output *output, GString *out)
{
    const Protocol *protocol = plan->catalog->protocols[output->protocol];
    gboolean single = output->kind == OUTPUT_CODE;
    const Document *document =
        single ? protocol->codes[output->a].document : tie_pair(protocol, output->a, output->b)->document;
    g_string_append(out, "<entry>\n");
    append_title(plan, output, out);
    g_string_append(out, "<id>");
    xml_address(plan, output, out);
    g_string_append(out, "</id>\n<link href=\"");
    xml_address(plan, output, out);
    g_string_append(out, "\"/>\n");
    append_date(out, plan_updated(plan, output));
    xml_element(out, "summary", document_plain(document, single ? "description" : "verdict", output->language, NULL));
    g_string_append(out, "</entry>\n");
}

/* Newest first; of one day, in the order of the plan. */
typedef struct Entry {
    const Output *output;
    const char *date;
} Entry;

static int by_date(gconstpointer a, gconstpointer b)
{
    const Entry *first = a, *second = b;
    int order = strcmp(second->date, first->date);
    return order ? order : (first->output > second->output) - (first->output < second->output);
}

/* Codes, and pairs with a written verdict: the rest is computed from them. Pages that do not speak the language are its
 * source's news. */
static GArray *entries_of(const Plan *plan, guint language)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (gsize i = 0; i < plan_count(plan); i++) {
        const Output *output = plan_output(plan, i);
        if (output->kind < OUTPUT_CODE || output->language != language)
            continue;
        const Protocol *protocol = plan->catalog->protocols[output->protocol];
        if ((output->kind == OUTPUT_PAIR && !tie_pair(protocol, output->a, output->b)) || !plan_speaks(plan, output))
            continue;
        Entry entry = {output, plan_updated(plan, output)};
        g_array_append_val(entries, entry);
    }
    g_array_sort(entries, by_date);
    g_array_set_size(entries, MIN(entries->len, ENTRIES));
    return entries;
}

static void append_head(const Plan *plan, const Output *output, const char *updated, GString *out)
{
    const Catalog *catalog = plan->catalog;
    const Phrase site[] = {{NULL, catalog->site->title.s}};
    g_autoptr(GString) title = g_string_new(NULL);
    Output home = {.kind = OUTPUT_HOME, .language = output->language};
    sentence_text(catalog->locales[output->language]->sentences[SENTENCE_FEED_TITLE], site, title);
    g_string_append_printf(out,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
                           catalog->languages[output->language]);
    xml_element(out, "title", title->str);
    xml_element(out, "subtitle", document_text(catalog->site_document, "tagline", output->language, NULL));
    g_string_append(out, "<id>");
    xml_address(plan, output, out);
    g_string_append(out, "</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    xml_address(plan, output, out);
    g_string_append(out, "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"");
    xml_address(plan, &home, out);
    g_string_append(out, "\"/>\n");
    append_date(out, updated);
    g_string_append(out, "<author>\n");
    xml_element(out, "name", catalog->site->title.s);
    g_string_append(out, "</author>\n");
}

void emit_feed(const Plan *plan, const Output *output, GString *out)
{
    g_autoptr(GArray) entries = entries_of(plan, output->language);
    append_head(plan, output, entries->len ? g_array_index(entries, Entry, 0).date : plan->catalog->updated, out);
    for (guint i = 0; i < entries->len; i++)
        append_entry(plan, g_array_index(entries, Entry, i).output, out);
    g_string_append(out, "</feed>\n");
}
