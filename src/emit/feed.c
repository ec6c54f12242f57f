#include "emit/data.h"

void emit_feed(const Plan *plan, const Output *output, GString *out)
{
    (void)plan;
    (void)output;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"/>\n");
}
