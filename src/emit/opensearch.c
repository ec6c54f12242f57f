#include "emit/data.h"
#include "plan/url.h"
#include "text/escape.h"

static void append_address(const Plan *plan, const Output *to, GString *out)
{
    g_autoptr(GString) address = g_string_sized_new(128);
    url_absolute(address, plan, to);
    escape_xml(out, address->str);
}

void emit_opensearch(const Plan *plan, const Output *output, GString *out)
{
    Output search = *output;
    search.kind = OUTPUT_SEARCH;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
    escape_xml(out, plan->catalog->site->title.s);
    g_string_append(out, "</ShortName>\n<Url type=\"text/html\" template=\"");
    append_address(plan, &search, out);
    g_string_append(out, "?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
}
