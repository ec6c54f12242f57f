/* report_json.h: what the printers of JSON have in common. */
#pragma once
#include <json-glib/json-glib.h>

/* Appends what JSON has built, on one line. A document of json-glib takes some 3 KB of memory for each finding, and
 * hostile content makes hundreds of thousands of them: so each finding is a document of its own, and what stands around
 * them is written out. */
void report_append_json(GString *out, JsonBuilder *json);
