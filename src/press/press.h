/* press.h: the compressed copy of a file, which a host may send in its place (Content-Encoding, RFC 9110, section 8.4).
 *
 * The same bytes give the same copy wherever the library is the same release: level and window are fixed, a gzip header
 * has no name, no time and no system (RFC 1952). Touches no file. */
#pragma once
#include <glib.h>

typedef enum PressForm { PRESS_GZIP, PRESS_BROTLI, N_PRESS_FORMS } PressForm;

/* By form, as Content-Encoding and site.yaml name them: "gzip", "br"; then "none", then NULL. */
extern const char *const PRESS_WORDS[N_PRESS_FORMS + 2];

extern const char *const PRESS_ENDINGS[N_PRESS_FORMS]; /* of the names of copies: ".gz", ".br" */

/* A set of forms has bit N for form number N. The bit of the word "none" stands for nothing. */
enum { PRESS_ALL = (1 << N_PRESS_FORMS) - 1 };

/* The set that LIST names ("gzip,br", "none"), or -1 where it has another word, which is then at *WRONG (g_free()). */
int press_parse(const char *list, char **wrong);

/* Whether this program was compiled with what FORM needs. */
gboolean press_can(PressForm form);

/* Whether the ending of PATH is that of a text for readers or their browsers; pictures are pressed already. */
gboolean press_suits(const char *path);

/* What a thread needs to press one file after the other. */
typedef struct Press Press;
Press *press_new(void);
void press_free(Press *press); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Press, press_free)

/* Puts the copy of the LENGTH bytes at BYTES in the place of what OUT holds. FALSE: it would save less than a tenth,
 * for which a host need not keep a second file. FORM is one that the program can. */
gboolean press(Press *press, PressForm form, const char *bytes, gsize length, GByteArray *out);
