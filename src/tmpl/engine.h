/* engine.h: ctemplate behind a C interface (the only C++ is engine.cc).
 *
 * ctemplate's own dictionaries are slow to fill and silent about unknown names, so the engine expands
 * through its own TemplateDictionaryInterface straight over the view structs (view.h). Templates are
 * given as texts; every expander has them parsed for itself, so any number of expanders may work at once, one per
 * thread, without waiting for each other.
 *
 * {{>name}} includes the template NAME with the scope it stands in. ctemplate allows letters, digits and _ in
 * such a name, so a template is named after its file without folder and ".html", and pages and partials share one name
 * space: {{>head}} is templates/head.html or templates/partials/head.html. {{#LIST_separator}} directly within
 * {{#LIST}} is shown behind every item but the last. Templates are stripped of blank lines (STRIP_BLANK_LINES).
 * No C++ exception leaves this interface; it never calls longjmp. */
#pragma once
#include "diag/finding.h"
#include "tmpl/view.h"

G_BEGIN_DECLS

typedef struct TmplEngine TmplEngine;
typedef struct TmplExpander TmplExpander;

typedef struct TmplSource {
    const char *name; /* "head": the file's name without folder and .html */
    const char *file; /* for findings: "templates/partials/head.html" */
    const char *text; /* LENGTH bytes; copied by the engine, as the names are */
    gsize length;
} TmplSource;

/* The labels of one locale, looked up as label_KEY; KEYS and TEXTS end with NULL and live as long as the
 * engine. One per locale, shared by all threads. NULL when memory fails. */
typedef struct TmplLabels TmplLabels;
TmplLabels *tmpl_labels_new(const char *const *keys, const char *const *texts);
void tmpl_labels_free(TmplLabels *labels);

/* An engine with all SOURCES, for PAGES (whose tables outlive it). The sources must have passed tmpl_lint(); what
 * ctemplate still refuses, or escapes otherwise than their modifiers ask for, is added to FINDINGS (template-syntax,
 * template-modifier) and NULL returned. Call it while no other thread runs: ctemplate reports through std::cerr,
 * which is caught meanwhile. */
TmplEngine *tmpl_engine_new(const TmplSource *sources, gsize count, const TmplPage *pages, Findings *findings);
void tmpl_engine_free(TmplEngine *engine);

/* One thread's access to ENGINE, which it must not outlive. Any thread may make its own: keep it for all the thread's
 * pages. NULL when memory fails. */
TmplExpander *tmpl_expander_new(TmplEngine *engine);
void tmpl_expander_free(TmplExpander *expander);

typedef enum TmplError {
    TMPL_ERROR_NAME,    /* a name that no scope has, or a page or include that the engine has not */
    TMPL_ERROR_ADDRESS, /* {{NAME:x-url}} with an address that tmpl_address_is_safe() refuses */
    TMPL_ERROR_LIMIT,   /* over TMPL_ITEMS items of lists within lists, which no lint can foresee */
    TMPL_ERROR_ENGINE,  /* ctemplate failed otherwise: memory */
} TmplError;

/* A page shows so many items at the most: those of a matrix of 2000 codes. */
enum { TMPL_ITEMS = 4 * 1000 * 1000 };

/* Appends page PAGE's template, filled from the struct VIEW of its scope, to OUT. On failure (but for
 * TMPL_ERROR_LIMIT defects that tmpl_lint() or the view should have prevented) OUT is as before, and ERROR (domain
 * TMPL_ERROR) names the template's file and the marker. LABELS may be NULL when the templates use none. */
gboolean tmpl_expand(TmplExpander *expander, const TmplPage *page, const void *view, const TmplLabels *labels,
                     GString *out, GError **error);

/* Whether ADDRESS leads nowhere but to a path of this site or over http: or https: elsewhere (RFC 3986, section 4.2).
 * No other scheme, no "//host", and nothing that a browser would read as one of those after it has dropped blanks
 * and line breaks and taken "\" for "/" (WHATWG URL, section 4.4). */
gboolean tmpl_address_is_safe(const char *address, gsize length);

/* Whether ADDRESS is, at a glance, safe, and the same when it is HTML-escaped: most addresses are. FALSE says nothing.
 */
gboolean tmpl_address_is_plain(const char *address, gsize length);

GQuark tmpl_error_quark(void);
#define TMPL_ERROR (tmpl_error_quark())

G_END_DECLS
