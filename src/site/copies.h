/* copies.h: the compressed copies beside the files of a site: the step between the bytes of a file and its publisher.
 *
 * Pressing takes longer than all the rest of a build, so a copy that stands is kept. A file time proves nothing of it,
 * and neither does unpacking it (another release packs the same bytes otherwise). So each build leaves a list of what
 * its copies were made from, COPIES_LIST in the output folder:
 *
 *   replyglot-copies 1
 *   <proof> en/index.html.gz
 *   …
 *   <SHA-256 of the lines before>
 *
 * A proof is the SHA-256 of the settings of the press, the SHA-256 of the file, and the bytes of the copy. A copy is
 * kept where the list proves all three; a list that does not end with its own sum proves nothing. So whatever was done
 * to copies or list by hand, what stands after a build is what a build into an empty folder gives. */
#pragma once
#include "press/press.h"
#include "publish/publish.h"

#define COPIES_LIST ".replyglot-copies"

typedef struct Copies Copies;

/* What is to be written beside the files at PATHS (of char *, which the array frees), in FORMS (a set, as of press.h),
 * by JOBS threads. Appends to PATHS what may come to stand there: the publisher plans all of PATHS, in this order.
 * NULL where FORMS is empty; the functions below then do nothing. */
Copies *copies_new(guint forms, GPtrArray *paths, guint jobs);
void copies_free(Copies *copies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Copies, copies_free)

/* Reads the list of the last build. After publish_begin() of PUBLISHER, which the functions below put to. */
void copies_begin(Copies *copies, Publisher *publisher);

/* Publishes the copies of file number FILE of PATHS, which was published as these bytes, on thread WORKER. */
gboolean copies_put(Copies *copies, gsize file, guint worker, const char *bytes, gsize length, GError **error);

/* Publishes the list. After all files. */
gboolean copies_finish(Copies *copies, GError **error);
