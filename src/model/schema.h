/* schema.h: the field tables as JSON Schema (draft 2020-12), for editors that complete and check YAML.
 *
 * A schema says of the shape of a file what bind_record() says: which keys there are, which must be there, and what
 * their values look like. What one file says of another is for `check` alone, and so is what one value says of another
 * in the same file, for which JSON Schema has no words. Editors read 550 and true as a number and a truth value where
 * this program reads text: both are taken. */
#pragma once
#include <json-glib/json-glib.h>

#include "model/catalog.h"

typedef struct SchemaKind {
    const char *name;    /* "code" */
    const char *files;   /* which files, as a pattern below the source folder: "content/PROTOCOL/codes/CODE.yaml" */
    gboolean translated; /* they have translations: CODE.LANGUAGE.yaml */
    gboolean special;    /* each protocol has a schema of its own for them */
} SchemaKind;

extern const SchemaKind SCHEMA_KINDS[]; /* ends with a zero name */

const SchemaKind *schema_find(const char *name); /* or NULL */

/* The schema of the files of KIND, or of their TRANSLATIONs. PROTOCOL: whose, of a special kind; else it may be NULL.
 * LOOKUPS as of catalog_load(). */
JsonNode *schema_of(const SchemaKind *kind, gboolean translation, const Protocol *protocol, const char *const *lookups);
