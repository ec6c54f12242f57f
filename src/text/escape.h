/* escape.h: text made harmless for where it is put. All append to OUT, none depends on the C locale.
 *
 * Input is valid UTF-8. Control characters that HTML and XML forbid (C0 except tab, LF, CR; DEL and C1; U+FFFE, U+FFFF)
 * become U+FFFD. */
#pragma once
#include <glib.h>

/* For element content and double- or single-quoted attributes of HTML: & < > " ' (WHATWG HTML 13.1.2.3). */
void escape_html(GString *out, const char *text);

/* For element content and attributes of XML 1.0 (section 2.4). */
void escape_xml(GString *out, const char *text);

/* For a JSON text within a <script> element: `<`, `>`, `&`, U+2028 and U+2029 as \uXXXX. The input is a
 * whole JSON text, in which these stand only inside strings. */
void escape_json_in_html(GString *out, const char *json);
