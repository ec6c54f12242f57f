/* publisher.h: what publish.c, lists.c and swap.c share; nobody else looks into a publisher. */
#pragma once
#include "publish/ledger.h"
#include "publish/manifest.h"
#include "publish/publish.h"
#include "publish/tree.h"

typedef enum Outcome { NOT_PUT, UNCHANGED, WRITTEN, SKIPPED } Outcome;

typedef struct Target {
    const char *path;
    TreeLook file;   /* what stands there */
    TreeLook in;     /* and in the place of its folder; said of the first target there only: look_ahead() */
    gint64 stands;   /* size of our file that stands there, -1 for none */
    gssize folder;   /* in the walk of the plan; -1: the output folder itself */
    gboolean listed; /* in the manifest of the last run */
    /* Set by the one thread that puts it, read after all have: needs no lock. */
    gsize length;
    Outcome outcome;
    const LedgerLine *known; /* what the ledger says of the file that stands; or NULL */
    Digest made_of, bytes;   /* zero: nobody said */
} Target;

struct Publisher {
    Tree tree;
    Tree stage; /* open from publish_begin() to publish_finish() where a folder is new: stage.h */
    char *output;
    char *swap;        /* the folder whose place is taken, or NULL: publish_swap() */
    char *suffix;      /* of the names of our lists, the manifest and the ledger: publish_shard() */
    GPtrArray *merged; /* of char *: the suffixes of other lists, which go when ours stand */
    Arena *arena;
    Target *targets; /* by number */
    Target **sorted;
    gsize count;
    Walk folders;                     /* that the plan needs */
    Manifest old;                     /* as the last run left it, or that of each shard */
    GPtrArray *ledger_texts;          /* what LEDGER points into */
    GArray *ledger;                   /* of LedgerLine, sorted: likewise */
    GPtrArray *planned, *stale, *all; /* of const char *, sorted: the plan, what only OLD has, both */
    GPtrArray *gone;                  /* of const char *: those of STALE that were deleted */
    const char *spare_folder;         /* publish_spare() */
    guint spare_generations;
    GHashTable *ages;     /* of what stays though the plan lacks it: spare.h */
    Tree standing;        /* what a swap puts away, while CARRIED is to be copied from there */
    GPtrArray *carried;   /* of const char *, sorted: those in AGES, which stand there */
    gboolean clear;       /* the plan met no foreign file */
    gboolean dry, absent; /* only a look; at a folder that is not there */
    guint jobs;
    GMutex marking;
    gint marked; /* atomic: the manifest in the folder says `writing` and has all paths */
};

/* Adds a foreign-file finding about PATH, or LINE of it (0: as a whole), and that the plan is not clear. */
void publisher_foreign(Publisher *publisher, Findings *findings, const char *path, guint line, const char *what);

/* What to say of such a thing in our way. */
const char *publisher_foreign_kind(mode_t mode);
