/* engine.h: ctemplate behind a C interface (the only C++ is engine.cc).
 *
 * ctemplate's own dictionaries are slow to fill and silent about unknown names, so the engine expands
 * through its own TemplateDictionaryInterface straight over the view structs (view.h). Templates are
 * given as texts, loaded into a private cache that is then frozen; from then on expanding takes no lock
 * of ours and any number of expanders may work at once, one per thread.
 *
 * {{>name}} includes the template NAME with the scope it stands in. Templates are stripped of blank lines
 * (STRIP_BLANK_LINES). No C++ exception leaves this interface; it never calls longjmp. */
#pragma once
#include "diag/finding.h"
#include "tmpl/view.h"

G_BEGIN_DECLS

typedef struct TmplEngine TmplEngine;
typedef struct TmplExpander TmplExpander;

typedef struct TmplSource {
    const char *name; /* "pair", "partials/head" : the path below templates/ without .html */
    const char *file; /* for findings: "templates/pair.html" */
    const char *text;
    gsize length;
} TmplSource;

/* The labels of one locale, looked up as label_KEY; KEYS and TEXTS end with NULL and live as long as the
 * engine. One per locale, shared by all threads. */
typedef struct TmplLabels TmplLabels;
TmplLabels *tmpl_labels_new(const char *const *keys, const char *const *texts);
void tmpl_labels_free(TmplLabels *labels);

/* An engine with all SOURCES, for PAGES. The sources must have passed tmpl_lint(); what ctemplate still
 * refuses, or escapes otherwise than their modifiers ask for, is added to FINDINGS (template-syntax,
 * template-modifier) and NULL returned. Call it while no other thread runs: ctemplate reports through std::cerr,
 * which is caught meanwhile. */
TmplEngine *tmpl_engine_new(const TmplSource *sources, gsize count, const TmplPage *pages, Findings *findings);
void tmpl_engine_free(TmplEngine *engine);

TmplExpander *tmpl_expander_new(TmplEngine *engine);
void tmpl_expander_free(TmplExpander *expander);

/* Appends page PAGE's template, filled from the struct VIEW of its scope, to OUT. On failure (a name that
 * no scope has, an address with a forbidden scheme: defects that tmpl_lint() or the view should have
 * prevented) OUT is as before, and ERROR (domain G_IO_ERROR would need gio: it is TMPL_ERROR) names the template and
 * the marker. */
gboolean tmpl_expand(TmplExpander *expander, const TmplPage *page, const void *view, const TmplLabels *labels,
                     GString *out, GError **error);

GQuark tmpl_error_quark(void);
#define TMPL_ERROR (tmpl_error_quark())

G_END_DECLS
