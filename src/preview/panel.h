/* panel.h: what the preview adds to pages: the findings of the last build, and the script that reloads the page. */
#pragma once
#include "diag/finding.h"

/* What there is to tell of the last build, as HTML for panel_insert(). g_free() it; NULL when there is nothing.
 * FAILURE is why the machine failed, or NULL; STALE: the pages are of an earlier build. All text is escaped. */
char *panel_of(const Findings *findings, const char *failure, gboolean stale);

/* PAGE, which is HTML, with PANEL (NULL: none) and the script before the end of its body; TOKEN names the state of the
 * site that the page shows (letters, digits, "-"). */
GBytes *panel_insert(GBytes *page, const char *panel, const char *token);

/* A page of its own for a site that does not stand yet: with PANEL, or, where that is NULL, one that says "Building".
 */
GBytes *panel_page(const char *panel, const char *token);

/* The file NAME below REQUEST_PRIVATE ("panel.css", "reload.js"), or NULL. */
const char *panel_file(const char *name);
