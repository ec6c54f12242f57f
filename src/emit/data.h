/* data.h: what the scripts of the pages read, and what browsers and feed readers ask for. One file each. */
#pragma once
#include "plan/plan.h"

/* The index of the search page of OUTPUT's language: a script that sets globalThis.searchData (search_data.c). */
void emit_search_data(const Plan *plan, const Output *output, GString *out);

/* What the decode page of OUTPUT's language knows: a script that sets globalThis.lookupData (lookup_data.c). */
void emit_lookup_data(const Plan *plan, const Output *output, GString *out);

/* The OpenSearch 1.1 description of the search page of OUTPUT's language (opensearch.c). */
void emit_opensearch(const Plan *plan, const Output *output, GString *out);

/* What has changed in OUTPUT's language, an Atom feed (RFC 4287; feed.c). */
void emit_feed(const Plan *plan, const Output *output, GString *out);
