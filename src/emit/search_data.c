#include "emit/data.h"

void emit_search_data(const Plan *plan, const Output *output, GString *out)
{
    (void)plan;
    (void)output;
    g_string_append(out, "globalThis.searchData = {};\n");
}
