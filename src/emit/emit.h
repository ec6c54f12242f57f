/* emit.h: the outputs that are no pages. Touches no file. */
#pragma once
#include "plan/plan.h"

/* Appends the sitemap index, a sitemap, robots.txt or an asset to OUT (sitemaps.org 0.9, RFC 9309). OUTPUT is none of
 * the pages. */
void emit_output(const Plan *plan, const Output *output, GString *out);
