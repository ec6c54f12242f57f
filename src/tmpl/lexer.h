/* lexer.h: the markers of a template, with their places, split as ctemplate splits them.
 *
 * ctemplate stops at the first fault and keeps no position; here a faulty marker is a marker with a fault,
 * and reading goes on behind it. */
#pragma once
#include "diag/finding.h"
#include "tmpl/html.h"

G_BEGIN_DECLS

typedef enum TmplMarkerKind {
    TMPL_MARKER_VARIABLE,   /* {{NAME}} */
    TMPL_MARKER_SECTION,    /* {{#NAME}} */
    TMPL_MARKER_END,        /* {{/NAME}} */
    TMPL_MARKER_INCLUDE,    /* {{>name}} */
    TMPL_MARKER_COMMENT,    /* {{! … }}, up to the first }} */
    TMPL_MARKER_PRAGMA,     /* {{%…}} */
    TMPL_MARKER_DELIMITERS, /* {{=…}} */
    TMPL_MARKER_STRAY,      /* }} in the text of the page, where no marker is open */
} TmplMarkerKind;

typedef enum TmplFault {
    TMPL_FAULT_NONE,
    TMPL_FAULT_UNENDED, /* no }} before the next {{, the end of the line (comments: of the file) */
    TMPL_FAULT_BLANK,   /* {{ NAME }}: ctemplate allows no blanks; NAME is without them */
    TMPL_FAULT_NAME,    /* NAME is not one or more of A-Z a-z 0-9 _ */
} TmplFault;

typedef struct TmplMarker {
    TmplMarkerKind kind;
    TmplFault fault;
    Mark mark;       /* of its first brace */
    char *name;      /* "" for comments and the like */
    char *modifiers; /* with their colons: ":none", "" for none */
    HtmlSpot spot;   /* where in the page it stands */
    guint partner;   /* of a section: the index of the marker that ends it, set by tmpl_shape() */
} TmplMarker;

typedef struct TmplTokens {
    GArray *markers; /* of TmplMarker */
    HtmlPlace end;   /* where in the page the file ends … */
    Mark open;       /* … and the "<" since which it is there, when that is not text */
} TmplTokens;

TmplTokens *tmpl_lex(const char *text, gsize length);
void tmpl_tokens_free(TmplTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TmplTokens, tmpl_tokens_free)

G_END_DECLS
