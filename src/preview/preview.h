/* preview.h: a site on this machine while it is written: built, served, built again when its source changes.
 *
 * One main loop, on the caller's thread, watches, serves and talks; one build at a time runs on a thread of its own. A
 * change during a build leads to another one afterwards. The pages stand in a folder that is the user's alone and is
 * deleted at the end; a build that finds errors writes nothing there, so that the last good site stays. */
#pragma once
#include "diag/finding.h"

/* What a build came to. */
typedef struct PreviewResult {
    char *base_path; /* "/base/", below which the site stands; NULL: it found errors or failed. g_free() */
    guint files;     /* of the site */
    guint written, deleted;
} PreviewResult;

/* For the terminal. */
typedef struct PreviewReport {
    gboolean first;
    guint changed;       /* files of the source since the build before */
    double milliseconds; /* of the build */
    Findings *findings;
    const PreviewResult *result;
    const char *failure; /* why the machine failed, or NULL */
} PreviewReport;

typedef struct PreviewOptions {
    const char *source;
    const char *const *folders; /* of SOURCE, that are watched; NULL-terminated */
    guint port;                 /* 0: one that is free */
    /* Builds the site into OUTPUT. Another thread, one call at a time. FALSE and ERROR when the machine fails. */
    gboolean (*build)(const char *output, Findings *findings, PreviewResult *result, GError **error, gpointer data);
    /* After every build, on the caller's thread. */
    void (*tell)(const PreviewReport *report, gpointer data);
    /* After the first one: where the site is. FALSE ends it all. */
    gboolean (*ready)(const char *address, gpointer data);
    gpointer data;
} PreviewOptions;

/* Runs until SIGINT, SIGTERM or SIGHUP. FALSE and ERROR when it cannot begin: no port, no folder to write to. */
gboolean preview_run(const PreviewOptions *options, GError **error);
