#include "emit/data.h"
#include "emit/xml.h"
#include "text/escape.h"

void emit_opensearch(const Plan *plan, const Output *output, GString *out)
{
    Output search = *output;
    search.kind = OUTPUT_SEARCH;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
    escape_xml(out, plan->catalog->site->title.s);
    g_string_append(out, "</ShortName>\n<Url type=\"text/html\" template=\"");
    xml_address(plan, &search, out);
    g_string_append(out, "?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
}
