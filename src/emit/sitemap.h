/* sitemap.h: the listed pages for search engines (sitemaps.org, protocol 0.9), with their versions in other languages.
 *
 * /sitemap.xml is an index of one or more files per language; plan.h cuts them so that each stays within the limits. */
#pragma once
#include "plan/plan.h"

void sitemap_index(const Plan *plan, GString *out);

/* Appends sitemap NUMBER of the plan. */
void sitemap_part(const Plan *plan, guint number, GString *out);
