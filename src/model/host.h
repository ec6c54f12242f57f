/* host.h: the hosts that a site can be made for: what each reads, and how much it takes. */
#pragma once
#include <glib.h>

typedef enum HostId {
    HOST_PLAIN, /* none in particular: the pages alone */
    HOST_NGINX,
    HOST_CADDY,
    HOST_LIGHTTPD,
    HOST_APACHE,
    HOST_GITHUB,
    HOST_GITLAB,
    HOST_CLOUDFLARE,
    HOST_NETLIFY,
    HOST_S3,
    N_HOSTS
} HostId;

/* By number, as site.yaml and --host name them; then NULL. */
extern const char *const HOST_NAMES[N_HOSTS + 1];

/* The files beside the pages that a host reads by itself. */
typedef enum HostWants {
    HOST_HEADERS = 1,   /* /_headers */
    HOST_REDIRECTS = 2, /* /_redirects */
    HOST_NOJEKYLL = 4,  /* /.nojekyll */
} HostWants;

/* Which 404 page it answers with where nothing stands. */
typedef enum HostLost {
    HOST_LOST_TOLD,    /* that of the language, as its configuration or its rules say */
    HOST_LOST_NEAREST, /* the nearest up the tree, which is that of the language */
    HOST_LOST_ROOT,    /* /404.html alone, for all languages */
} HostLost;

typedef enum HostCount {
    HOST_FILES,        /* in the whole site */
    HOST_ENTRIES,      /* files and folders */
    HOST_FOLDER_FILES, /* files in one folder */
    HOST_BYTES,        /* of the whole site */
    HOST_FILE_BYTES,   /* of one file */
    HOST_RULES,        /* in _headers */
    HOST_RULE_LENGTH,  /* characters in one line of _headers */
    N_HOST_COUNTS
} HostCount;

/* "files", as in "at most 20000 files" */
extern const char *const HOST_COUNT_NAMES[N_HOST_COUNTS];

typedef struct HostLimit {
    guint64 most; /* 0: behind the last limit */
    HostCount count;
    const char *confirmed; /* the day on which PAGE said so */
    const char *page;
} HostLimit;

enum { HOST_LIMITS = 5 };

typedef struct Host {
    const char *title;
    gboolean configured; /* a server of one's own: `replyglot host` prints a configuration for it */
    guint wants;         /* HostWants */
    HostLost lost;
    guint compress; /* the copies that it serves, a set of forms of press.h, unless others are asked for */
    HostLimit limits[HOST_LIMITS];
} Host;

extern const Host HOSTS[N_HOSTS];
