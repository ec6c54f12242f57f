/* names.h: the tables of view.h as documentation. */
#pragma once
#include "tmpl/view.h"

G_BEGIN_DECLS

/* Appends a Markdown table per scope: every name, how a template writes it, and what it is. First the names that
 * all PAGES share, then what each page has of its own, in their order, then the scopes within them; each scope once. */
void tmpl_print_names(const TmplPage *pages, GString *out);

G_END_DECLS
