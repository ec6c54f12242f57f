/* watch.h: says when files below some folders change.
 *
 * What tells is the system's monitors, one per folder; what counts is a look at the files themselves (watch_take()):
 * a burst of events, the temporary files of an editor or a file written with nothing new come to what they come to.
 * Names that begin with "." or end with "~" are no files here, as nowhere in a source folder. */
#pragma once
#include <glib.h>

typedef struct Watch Watch;

typedef struct WatchOptions {
    const char *source;             /* the folder around them */
    const char *const *folders;     /* below SOURCE, NULL-terminated; they may come and go */
    guint quiet;                    /* milliseconds without an event that end a burst, when nobody has a file open; */
    guint longest;                  /* and how long a burst, or an open file, may put off the call */
    guint look;                     /* seconds between calls without an event, for file systems and moments that tell
                                       nothing; 0: none */
    void (*changed)(gpointer data); /* something may have changed; on the main loop */
    gpointer data;
} WatchOptions;

/* OPTIONS and what it points to must outlive it. */
Watch *watch_new(const WatchOptions *options);
void watch_free(Watch *watch); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

/* Looks at all files, and watches the folders that are there now. How many files are new, gone or different since the
 * last call; all of them, the first time. What changes after this call leads to a call of CHANGED. */
guint watch_take(Watch *watch);
