/* escape.h: text made harmless for where it is put. All append to OUT, none depends on the C locale.
 *
 * Input is valid UTF-8. Control characters that HTML and XML forbid (C0 except tab, LF, CR; DEL and C1; U+FFFE, U+FFFF)
 * become U+FFFD. */
#pragma once
#include <glib.h>

/* For element content and double- or single-quoted attributes of HTML: & < > " ' (WHATWG HTML 13.1.2.3). */
void escape_html(GString *out, const char *text);

/* Whether escape_html() would change TEXT. */
gboolean escape_html_changes(const char *text);

/* For element content and attributes of XML 1.0 (section 2.4). */
void escape_xml(GString *out, const char *text);

/* For the inside of a string (RFC 8259, section 7) of a JSON text that may stand in a <script> element: besides `"` and
 * `\` also `<`, `>`, `&`, U+2028 and U+2029 as \uXXXX. */
void escape_json(GString *out, const char *text);
