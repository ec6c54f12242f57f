/* site.h: from a source folder to a site. What the commands call. */
#pragma once
#include "diag/finding.h"
#include "publish/publish.h"

typedef struct SiteOptions {
    const char *source;        /* the folder with content/, locales/ and templates/ */
    const char *output;        /* the folder to write to */
    const char *base_url;      /* NULL: that of content/site.yaml */
    guint jobs;                /* threads, 1 or more */
    guint sitemap_urls;        /* 0: the protocol's limit; less in tests */
    int host;                  /* that the site is made for, a HostId; -1: as site.yaml says */
    int compress;              /* the copies to write, a set of forms (press.h); -1: as site.yaml or the host says */
    const PublishClaim *claim; /* of OUTPUT, or, with SWAP, of the folder beside; NULL: it is taken when it is opened */
    gboolean dry_run;          /* write nothing: only tell what would change in the output folder */
    gboolean diff;             /* with DRY_RUN: and what, for each changed file */
    gboolean swap;       /* build beside OUTPUT, which has no "/" at its end, and take its place (publish_swap()) */
    guint keep_assets;   /* generations of assets that stay when no page asks for them any more (publish_spare()) */
    guint shard, shards; /* only shard SHARD, from 1, of SHARDS is built (plan/shard.h); 0 of 0: the whole site */
    /* Is told now and then how many outputs of how many are made, on the caller's thread; NULL: nobody is. */
    void (*progress)(gsize done, gsize total, gpointer data);
    gpointer progress_data;
} SiteOptions;

/* What the time of a build goes to. */
typedef enum SitePhase { SITE_LOAD, SITE_PLAN, SITE_MAKE, SITE_FINISH, N_SITE_PHASES } SitePhase;
extern const char *const SITE_PHASE[N_SITE_PHASES]; /* "load", "plan", "make", "finish" */

/* A file that a dry run would write or delete. */
typedef struct SiteChange {
    char *path; /* below the output folder */
    PublishChange change;
    char *difference; /* of difference.h, or NULL */
} SiteChange;

typedef struct SiteCounts {
    guint pages, files; /* of the plan, or of the shard; copies are files too */
    guint written, unchanged, deleted;
    guint64 bytes;
    double seconds[N_SITE_PHASES];
    char *base_path; /* "/base/": the path of the address that it was built for */
    GArray *changes; /* of SiteChange, in the order of their paths; NULL but of a dry run */
} SiteCounts;

void site_counts_clear(SiteCounts *counts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SiteCounts, site_counts_clear)

/* Reads the source and adds all that there is to tell to FINDINGS. Writes nothing. */
void site_check(const SiteOptions *options, Findings *findings);

/* The same; and if there is no finding of severity ERROR, builds the site into the output folder. Returns FALSE and
 * sets ERROR when the machine fails (a full disk, another writer); findings are no failure, but nothing is written
 * then. COUNTS is filled when the site was built. */
gboolean site_build(const SiteOptions *options, Findings *findings, SiteCounts *counts, GError **error);

/* Appends to OUT the configuration for the server OPTIONS.host (Host.configured), which has the files in the folder
 * ROOT (emit/host.h). Nothing where there is a finding of severity ERROR. */
void site_host(const SiteOptions *options, const char *root, Findings *findings, GString *out);

/* Whether ROOT may be that folder. */
gboolean site_is_root(const char *root);

/* Whether ERROR is a defect of the program and not a failure of the machine. */
gboolean site_is_internal(const GError *error);
