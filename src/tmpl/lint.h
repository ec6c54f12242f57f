/* lint.h: reads templates as ctemplate does and says what is wrong, with file, line and column.
 *
 * ctemplate reports syntax errors without a line and unknown names not at all, so every template is read here first.
 * All findings of all templates in one run, by their rules:
 *
 * template-syntax: a marker that does not end or has blanks in it, a }} that ends nothing, a section ended wrongly or
 * never, a bad name, delimiters changed with {{=, bytes that are no UTF-8; a file that ends, or a section whose end is,
 * in another place of the page (a tag, an attribute, a comment, a script) than its beginning.
 *
 * template-name: a variable or section that no scope around it has ("did you mean"; one finding for a place, however
 * many pages include it), a section-only name used as a
 * variable, an unknown label, a separator that is not directly in its list. ctemplate's own {{BI_SPACE}} and
 * {{BI_NEWLINE}} are unknown names here.
 *
 * template-modifier: `:none` on TEXT, HTML or JSON without `:none`, URL without `:x-url`, any other modifier; and a
 * value in a place of the page that its kind does not suit (see KINDS in lint.c): nothing but JSON in a script, nothing
 * in a style, a tag or an unquoted value, nothing but URL in href and its like (text may follow behind a "#").
 *
 * template-include: a partial that does not exist, or that includes itself (ctemplate would crash), or that is included
 * within a tag or the like; over 64 templates within each other, or 1000 in one page, counting each as often as it is
 * included.
 *
 * template-escape: no {{%AUTOESCAPE context="HTML"}} as the very first thing of the file, or another one.
 *
 * unexpected-file: a template that is no page and that none includes, or two templates of one name.
 *
 * missing-file: a page without a template, of "templates/NAME.html".
 *
 * A partial is read once for every chain of scopes that includes it. Comments, {{! … }}, are allowed; they end at the
 * first }}. */
#pragma once
#include "tmpl/engine.h"

G_BEGIN_DECLS

/* WHOLE: SOURCES are all that there are; where some could not be read, it is not told which are missing or not
 * included. LABELS: the keys (without label_) that every locale has, NULL-terminated (NULL: not known, any is right).
 * Each label that a page uses is added to USED (a set of char *, g_free'd by the table; NULL: not wanted). Returns
 * whether there was nothing to find. */
gboolean tmpl_lint(const TmplSource *sources, gsize count, gboolean whole, const TmplPage *pages,
                   const char *const *labels, GHashTable *used, Findings *findings);

G_END_DECLS
