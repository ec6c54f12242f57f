/* shape.h: what can be said of a template by itself, before any name in it is looked up. */
#pragma once
#include "tmpl/engine.h"
#include "tmpl/lexer.h"

G_BEGIN_DECLS

/* Sets the partner of every section in TOKENS (of one that never ends: the marker at which reading resumes, or the
 * number of markers) and adds what is wrong with SOURCE, of which they are the markers: faulty markers, sections that
 * do not match, delimiters, pragmas, bytes that are no UTF-8, and a page that is not in its text where the file or an
 * include begins or ends, or is in another place where a section ends than where it began. */
void tmpl_shape(const TmplSource *source, TmplTokens *tokens, Findings *findings);

G_END_DECLS
