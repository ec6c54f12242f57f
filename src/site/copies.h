/* copies.h: the compressed copies beside the files of a site: the step between the bytes of a file and its publisher.
 *
 * Pressing takes longer than all the rest of a build, so a copy that stands is kept, where the ledger of the publisher
 * says that it was made by this program, with these libraries, of the very bytes that its file has. Neither a file time
 * nor unpacking would prove that: another release packs the same bytes otherwise. */
#pragma once
#include "press/press.h"
#include "publish/publish.h"

typedef struct Copies Copies;

/* What is to be written beside the files at PATHS (of char *, which the array frees), in FORMS (a set, as of press.h),
 * by JOBS threads. Appends to PATHS what may come to stand there: the publisher plans all of PATHS, in this order.
 * NULL where FORMS is empty; the functions below then do nothing. */
Copies *copies_new(guint forms, GPtrArray *paths, guint jobs);
void copies_free(Copies *copies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Copies, copies_free)

/* Publishes the copies of file number FILE of PATHS, which PUBLISHER was given as the LENGTH bytes at BYTES, or has
 * kept (BYTES is NULL). On thread WORKER. */
gboolean copies_put(Copies *copies, Publisher *publisher, gsize file, guint worker, const char *bytes, gsize length,
                    GError **error);
