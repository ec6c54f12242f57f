/* decode.h: from the bytes of a mail's part to text. All results are new and valid UTF-8 unless said otherwise. */
#pragma once
#include <glib.h>

/* Bytes: base64 (RFC 2045, section 6.8) without what is no base64, quoted-printable (6.7) with what is broken left as
 * it is. */
GString *decode_base64(const char *bytes, gsize length);
GString *decode_quoted(const char *bytes, gsize length);

/* BYTES in CHARSET, NULL for not said. ENCODED: they were base64 or quoted-printable; others are taken as UTF-8 when
 * they are that, since whoever pasted them had them on a screen. What cannot be read becomes U+FFFD; an unknown charset
 * is windows-1252. */
char *decode_charset(const char *bytes, gsize length, const char *charset, gboolean encoded);

/* HTML without its tags, with line breaks where blocks end. */
char *decode_html(const char *html);

/* Line breaks are "\n", all other blanks and controls one blank each, no blanks at a line's end; characters that take
 * no room are left out. */
char *decode_tidy(const char *text);
