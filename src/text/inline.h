/* inline.h: a passage's inline Markdown, through libcmark.
 *
 * A passage is one paragraph of text, `code`, *emphasis*, **strong** and [links](target). Everything
 * else that CommonMark knows (headings, lists, quotes, images, raw HTML, reference definitions, link titles, hard line
 * breaks) is a finding, because cmark would drop or change it silently; so are the characters of charcheck.h. */
#pragma once
#include "diag/finding.h"

/* A longer passage is a finding: the time of cmark 0.30 grows with the square of a row of `![[]()`. */
enum { INLINE_BYTES = 32 * 1024 };

/* Appends to HREF the address that TARGET (`code:450`, `rfc:2119#6.1`, `https://…`) leads to and returns
 * NULL, or returns why it cannot: a static text such as `no record of this code`. */
typedef const char *(*InlineLink)(const char *target, GString *href, gpointer data);

/* Where the byte OFFSET of the passage stands in its file. */
typedef Mark (*InlineWhere)(gsize offset, gconstpointer passage);

typedef struct InlineOptions {
    InlineLink link; /* NULL: links are not allowed */
    gpointer data;
    InlineWhere where; /* NULL: findings are where the passage begins */
    gconstpointer passage;
} InlineOptions;

/* Appends MARKDOWN as HTML (no enclosing <p>; code spans as <code translate="no">, conventions L3; an
 * address is escaped for its attribute) to HTML and as plain text (markup left out, white space folded) to TEXT; either
 * may be NULL. What is not allowed is added to FINDINGS (inline-markup, unknown-link), quoting the offending piece, all
 * of it in one run; then FALSE is returned and the outputs are as before. A finding stands in FILE where its piece
 * does, or at MARK where that is not certain. An empty MARKDOWN is allowed. Output never contains a live `javascript:`,
 * raw HTML or unescaped text, whatever is given. */
gboolean inline_render(const char *markdown, const InlineOptions *options, GString *html, GString *text,
                       const char *file, Mark mark, Findings *findings);

/* Appends TEXT with every character that Markdown could act on escaped, so that inline_render() gives it back. */
void inline_escape(GString *out, const char *text);
