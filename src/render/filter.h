/* filter.h: what the script of the index (filter.js) narrows the list of codes by: the facts Protocol.filters. */
#pragma once
#include "render/frame.h"

/* The filters, each with the values that some code of PROTOCOL has: a TmplList of FilterView. */
TmplList filter_list(const Page *page, const Protocol *protocol);

/* The values that CODE has of them: "retry:never who:owner who:repairer". */
const char *filter_facts(const Page *page, const Protocol *protocol, const Code *code);
