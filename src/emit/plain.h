/* plain.h: passages as plain text, for what is no page. */
#pragma once
#include "model/document.h"

/* Appends the passage at PATH of DOCUMENT in LANGUAGE, or the source's where it is missing, without its markup. Nothing
 * when the source has none. DOCUMENT has no error findings. */
void plain_append(GString *out, const Document *document, const char *path, guint language);
