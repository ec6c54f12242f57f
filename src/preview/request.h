/* request.h: what a request asks for, out of its bytes alone. Nothing here touches a file or a socket. */
#pragma once
#include <glib.h>

#define REQUEST_PRIVATE "/.replyglot/" /* addresses of the preview's own, at the root of the host */

typedef enum RequestKind {
    REQUEST_NOTHING,  /* no file of the site can have this address */
    REQUEST_PATH,     /* PATH may be a file or a folder of the site */
    REQUEST_BASE,     /* not below the base path, but on the way to it: "/" or "/base" */
    REQUEST_PERSONAL, /* below REQUEST_PRIVATE; PATH is the rest */
} RequestKind;

typedef struct Request {
    RequestKind kind;
    char *path;      /* below the output folder, decoded, without a "/" at either end; "" for the folder itself */
    gboolean folder; /* the address ends with "/" */
} Request;

/* Reads ADDRESS, the path of a request as it came (percent-encoded, without the query), of a site that stands below
 * BASE_PATH ("/" or "/base/"). A path with an empty, "." or ".." part, a hidden name (".…"), an encoded "/", a
 * backslash, a control character or what is not UTF-8 (RFC 3629: so no overlong form) is REQUEST_NOTHING. It is decoded
 * once: "%252e" is the name "%2e". */
void request_read(Request *request, const char *address, const char *base_path);
void request_clear(Request *request);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Request, request_clear)

/* Whether HOST, a Host field (RFC 9110 section 7.2), is this machine by a name that no other can take, and PORT. What
 * else comes here was sent by a page of others, whose name was made to lead here (DNS rebinding). NULL is not. */
gboolean request_is_own_host(const char *host, guint port);

/* The media type of FILE, by its ending. */
const char *request_media_type(const char *file);

/* Whether IF_NONE_MATCH (RFC 9110 section 13.1.2; NULL: no such field) names the entity tag ETAG, by the weak
 * comparison of section 8.8.3.2. */
gboolean request_has_etag(const char *if_none_match, const char *etag);
