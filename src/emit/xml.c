#include "emit/xml.h"

#include "plan/url.h"
#include "text/escape.h"

void xml_address(const Plan *plan, const Output *to, GString *out)
{
    g_autoptr(GString) address = g_string_sized_new(128);
    url_absolute(address, plan, to);
    escape_xml(out, address->str);
}

void xml_element(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, "<%s>", name);
    escape_xml(out, text);
    g_string_append_printf(out, "</%s>\n", name);
}
