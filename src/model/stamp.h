/* stamp.h: fingerprints written into the text of a translation, and nothing else changed.
 *
 * The text is edited where it stands, so that comments, order, folding and spacing stay as their author wrote them.
 * What comes out is read again: whatever says anything else than before, but for the fingerprints asked for, is
 * refused. */
#pragma once
#include <glib.h>

typedef struct StampEntry {
    const char *path;        /* of a passage: "fix.sender" */
    const char *fingerprint; /* 8 hex digits */
} StampEntry;

/* The LENGTH bytes at TEXT (a translation, readable without a finding) with COUNT ENTRIES under `source`: the value of
 * an entry that is there is replaced, others are added behind the last one, `source` itself behind the rest of the
 * file, or before its first key where the end cannot take it. g_free() it. NULL and ERROR (G_FILE_ERROR_INVAL; the
 * message says what is in the way, without the file's name) when the text cannot be edited so. */
char *stamp_text(const char *text, gsize length, const StampEntry *entries, gsize count, GError **error);
