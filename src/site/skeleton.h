/* skeleton.h: the beginnings of a record, a pair, a translation or a language, for an author to fill in.
 *
 * What is made passes `check` without an error: it has every key that is required, with a sentence about it, in every
 * passage what to write (PASSAGE_TO_WRITE), and the facts among the `undecided`. `check` tells both until they are
 * gone. Nothing that stands is overwritten: where a file is there already, nothing at all is written. */
#pragma once
#include "model/catalog.h"

typedef struct SkeletonFile {
    char *file;        /* below the source folder */
    char *text;        /* its whole content */
    gboolean replaces; /* it stands already, and is changed */
} SkeletonFile;

/* Each gives a list of SkeletonFile, to g_array_unref(); NULL and ERROR (G_FILE_ERROR_INVAL, the message says what is
 * wrong with what was asked for) where there is nothing to make. DATE is today, as 2026-11-22. */
GArray *skeleton_code(const Protocol *protocol, const Locale *source, const char *code, const char *date,
                      GError **error);
GArray *skeleton_pair(const Protocol *protocol, const char *a, const char *b, const char *date, GError **error);

/* The translation of DOCUMENT, a code's or a pair's, into LANGUAGE, whose locale gives the openers of clauses. The
 * source stands as a comment above each passage. */
GArray *skeleton_translation(const Catalog *catalog, const Document *document, const char *language, const char *date,
                             GError **error);

/* A language of the site: its locale and words, as those of the source language, and its place in site.yaml; where that
 * names it already, what is lacking of them. Every protocol must have been read, with its words. */
GArray *skeleton_locale(const Catalog *catalog, const char *language, GError **error);

/* Writes FILES below SOURCE, or none. */
gboolean skeleton_write(const char *source, const GArray *files, GError **error);
