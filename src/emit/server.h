/* server.h: what the configurations of all servers are made of. */
#pragma once
#include "emit/host.h"

typedef struct HostHeader {
    const char *name, *value;
} HostHeader;

enum { HOST_SAFETY = 3 };
extern const HostHeader HOST_SAFETY_HEADERS[HOST_SAFETY]; /* of every answer */

#define HOST_KEEP       "public, max-age=31536000, immutable" /* Cache-Control of assets; a year, as RFC 8246 has it */
#define HOST_REVALIDATE "no-cache"                            /* and of all else */

/* What a site is made of, by ending, and what its author may add. UTF-8 is said wherever a type has a charset. */
typedef struct HostType {
    const char *ending, *type;
    gboolean pressed; /* has copies */
} HostType;

enum { HOST_TYPES_COUNT = 15 };
extern const HostType HOST_TYPES[HOST_TYPES_COUNT];

/* A name of a folder of the site, as a part of a regular expression of PCRE or RE2; it holds nothing else. */
#define HOST_NAME "[a-z0-9._-]+"

/* An Accept-Encoding that accepts %s, as a regular expression of PCRE: "gzip", "br;q=0.5", and not "gzip;q=0". */
#define HOST_ACCEPTS "(?i)(?:^|,)\\s*%s\\s*(?:,|$|;\\s*q=(?:1|0?\\.0*[1-9]))"

/* Appends TEXT with these replaced: @ROOT@ the folder of the files; @BASE@ the path of the site ("/", "/codes/");
 * @BARE@ that without its last slash; @PATTERN@ the same as BASE in a regular expression; @LANGUAGE@ LANGUAGE;
 * @LANGUAGES@ all of them, as "en|fr"; @TEXTS@ the endings of what has copies, as "html|css". */
void host_put(const Plan *plan, const HostPlace *place, GString *out, const char *text, const char *language);

/* host_put() for each language. */
void host_put_languages(const Plan *plan, const HostPlace *place, GString *out, const char *text);

/* Whether the site stands below a path. */
gboolean host_is_below(const Plan *plan);

void host_nginx(const Plan *plan, const HostPlace *place, GString *out);
void host_caddy(const Plan *plan, const HostPlace *place, GString *out);
void host_lighttpd(const Plan *plan, const HostPlace *place, GString *out);
void host_apache(const Plan *plan, const HostPlace *place, GString *out);
