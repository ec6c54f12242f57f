/* publish.h: bytes to a directory that people are reading from.
 *
 * What it promises:
 * - A file under its final name is always whole: it is written under a temporary name in the same folder
 *   and renamed, or it comes with a new folder, whole and by one rename (stage.h). Equal bytes are not written
 *   at all, and keep their modification time.
 * - Only files that an earlier run of ours wrote are ever replaced or deleted. The manifest
 *   (PUBLISH_MANIFEST, a sorted list of paths) says which; it is extended before the first page is
 *   written and trimmed after the last stale one is gone, so that a killed run is cleaned up by the next.
 * - A foreign file, folder or symbolic link in our way is a finding, before anything is written.
 *   Symbolic links below the output folder are never followed; the folder itself may be one.
 * - A file that nothing would change need not even be made (publish_keep()).
 * - Who wants all of it to change at once has the whole site take its place by one rename (publish_swap()).
 * - One writer at a time: the output folder is locked (flock) until publish_finish() or publish_free(), or for as long
 *   as it is claimed.
 * - A site can be published in shards, on many machines, each into a folder of its own (publish_shard()). The folders
 *   have no file in common, so that copied over each other they are the whole: a shard has its number in the names of
 *   its lists (PUBLISH_MANIFEST "-3-of-8", and so the ledger). Who publishes the whole into the merged folder takes
 *   for ours what any of the manifests lists, and leaves one of each list.
 * - A folder of a shard holds this shard and nothing else of ours: what an earlier run of it left is deleted. Where
 *   the whole stands, or another shard (also one of another count), that is a finding: all of it would have to go, and
 *   of shards published into one folder one after the other the last would be left.
 * - Modes are 0644 and 0755 whatever the umask (the program sets it).
 * It knows no HTML and no pages, only paths: relative, "/" between folders, no empty, "." or ".." part, no control
 * character. An unfit path, the same one twice, or one below another is the caller's mistake and ends the program. */
#pragma once
#include "base/digest.h"
#include "diag/finding.h"

#define PUBLISH_MANIFEST ".replyglot-manifest"

typedef struct Publisher Publisher;

typedef struct PublishCounts {
    guint written; /* new or with other bytes */
    guint unchanged;
    guint deleted;
    guint64 bytes;   /* of all files, written or not */
    guint64 largest; /* of one of them */
} PublishCounts;

typedef enum PublishError {
    PUBLISH_ERROR_IO,   /* the message names the path and the reason */
    PUBLISH_ERROR_BUSY, /* another process holds the lock */
} PublishError;
GQuark publish_error_quark(void);
#define PUBLISH_ERROR (publish_error_quark())

/* A folder that is locked for a build from before the source is read, so that another build is told at once, and none
 * loses the folder to one that takes it away again. */
typedef struct PublishClaim {
    const char *folder; /* as it was named; the caller's */
    int fd;
    gboolean made; /* it was not there before: who fails may take it away while the claim lasts */
} PublishClaim;

/* Opens (and, if need be, makes, with its parents) FOLDER and takes the lock. FALSE: ERROR is set, and there is nothing
 * to release. */
gboolean publish_claim(const char *folder, PublishClaim *claim, GError **error);
void publish_release(PublishClaim *claim);

/* For the folder of CLAIM, which is released only afterwards. */
Publisher *publish_open_claimed(const PublishClaim *claim, GError **error);

/* For the folder OUTPUT, claimed until publish_finish() or publish_free(). NULL and ERROR on failure. */
Publisher *publish_open(const char *output, GError **error);

/* The same for a look only: nothing is made, written, deleted or locked by what follows, but publish_put() and
 * publish_finish() count as if it were, and publish_each_change() tells. A folder that is not there is an empty one. */
Publisher *publish_open_dry(const char *output, GError **error);

/* Before publish_plan(): how many threads look at what stands; without this, it is one. */
void publish_jobs(Publisher *publisher, guint jobs);

/* Before publish_plan(): files in FOLDER ("assets/") that the plan has no more stay for so many generations (spare.h),
 * up to PUBLISH_SPARE; without this, for none. What publish_swap() puts away has them as well: they are copied. */
enum { PUBLISH_SPARE = 99 };
void publish_spare(Publisher *publisher, const char *folder, guint generations);

/* Before publish_plan(): what is published is shard NUMBER, from 1, of OF. With OF 0, and without this, the whole. */
void publish_shard(Publisher *publisher, guint number, guint of);

/* The folder beside OUTPUT, which does not end with "/", that the next site grows in: OUTPUT ".next". g_free() it. */
char *publish_beside(const char *output);

/* Whether FOLDER holds shards of a site and not all of them: *COUNT of *OF, the lowest of which is *NUMBER. */
gboolean publish_is_part(const char *folder, guint *number, guint *count, guint *of);

/* Says which COUNT paths will be put, and checks each against what stands: what is in our way and not in a manifest
 * is a foreign-file finding (file: OUTPUT/path; the hint says what to do). Paths are copied. Returns FALSE and sets
 * ERROR on failure; findings are no failure. Writes nothing. */
gboolean publish_plan(Publisher *publisher, const char *const *paths, gsize count, Findings *findings, GError **error);

/* After publish_plan(): what was opened, the folder beside OUTPUT, is to take the place of OUTPUT in one rename, by
 * publish_finish(), and OUTPUT its place. What stands in OUTPUT and is in no manifest, be it an empty folder, would be
 * put away with it, and so would a link for the folder that it leads to: these are foreign-file findings. FALSE: ERROR
 * is set. */
gboolean publish_swap(Publisher *publisher, const char *output, Findings *findings, GError **error);

/* Begins to write: sweeps up after a killed run, puts down the extended manifest, makes the outer folders (the
 * innermost ones come with their first file). After publish_plan() without findings. Writes nothing where there is
 * nothing new. */
gboolean publish_begin(Publisher *publisher, GError **error);

/* Whether the file of path number PATH stands as an earlier run made it of MADE_OF, by the ledger (ledger.h) and by its
 * bytes. Then it is done: it is not put. Any thread, each path once, before it is put. */
gboolean publish_keep(Publisher *publisher, gsize path, Digest made_of);

/* Puts LENGTH bytes at path number PATH of the plan. Any thread, each path once. */
gboolean publish_put(Publisher *publisher, gsize path, const char *bytes, gsize length, GError **error);

/* Says that no file stands at path number PATH after this build, in the place of publish_put(): for what stands beside
 * another file of the plan, and of which only the making tells whether it is needed. */
void publish_skip(Publisher *publisher, gsize path);

/* Of the file that path number PATH was kept as: the digest of its bytes, and its bytes (*TEXT to g_free()). */
Digest publish_digest(const Publisher *publisher, gsize path);
gboolean publish_read(const Publisher *publisher, gsize path, char **text, gsize *length, GError **error);

/* After every path was put, kept or skipped: deletes what the manifest has and the plan has not, and the folders that
 * this left empty; writes the new manifest; gives COUNTS (may be NULL); unlocks. */
gboolean publish_finish(Publisher *publisher, PublishCounts *counts, GError **error);

typedef enum PublishChange { PUBLISH_NEW, PUBLISH_REPLACED, PUBLISH_DELETED } PublishChange;

/* After publish_finish(): calls VISIT for every file that is new, has other bytes or is gone, in the order of their
 * paths. PUT is the number of the path in the plan; -1 for a deleted one. */
typedef void (*PublishVisit)(const char *path, PublishChange change, gssize put, gpointer data);
void publish_each_change(const Publisher *publisher, PublishVisit visit, gpointer data);

/* Lets go of the folder; what was not finished stays as it is, and the next run cleans up. NULL is fine. */
void publish_free(Publisher *publisher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Publisher, publish_free)
