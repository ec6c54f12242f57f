/* lint.h: reads templates as ctemplate does and says what is wrong, with file, line and column.
 *
 * ctemplate reports syntax errors without a line and unknown names not at all, so every template is read
 * here first. All findings of all templates in one run:
 *   template-syntax    a marker that does not end, a section closed wrongly or never, a bad name,
 *                      delimiters changed with {{=
 *   template-name      a variable or section that no scope around it has ("did you mean"), a section-only
 *                      name used as a variable, an unknown label
 *   template-modifier  `:none` on TEXT, HTML or JSON without `:none`, URL without `:x-url`, any other modifier
 *   template-include   a partial that does not exist, or that includes itself (ctemplate would crash)
 *   template-escape    no {{%AUTOESCAPE context="HTML"}} as the very first thing of the file, or a second one
 *   unexpected-file    a template that is no page and that none includes
 * A partial is read once for every scope that includes it. */
#pragma once
#include "tmpl/engine.h"

G_BEGIN_DECLS

/* LABELS: the keys (without label_) that every locale has, NULL-terminated. Each label that a template uses is added
 * to USED (a set of char *, g_free'd by the table; NULL: not wanted). A page of PAGES without a source is a
 * missing-file finding of "templates/NAME.html". Returns whether there was nothing to find. */
gboolean tmpl_lint(const TmplSource *sources, gsize count, const TmplPage *pages, const char *const *labels,
                   GHashTable *used, Findings *findings);

G_END_DECLS
