/* host.h: what a host is told of the site: files that it reads by itself, or the configuration of a server.
 *
 * All of them say the same. The headers forbid the browser whatever the pages do not do. What is in assets/ has its
 * content in its name and is kept for good; all else is asked for again, which costs an answer without a body (304).
 * What does not exist is answered with the 404 page of its language and with that status. A server sends the copies
 * that stand (press.h) to whom accepts them, hides what begins with a dot, and sends the reader of B-vs-A to A-vs-B,
 * whose folder it looks for; where a host cannot look, the script of the 404 page does it.
 *
 * A configuration is no file of the site: its owner is not who builds the site, and a server must not serve it. */
#pragma once
#include "plan/plan.h"

void host_headers(const Plan *plan, GString *out);   /* /_headers */
void host_redirects(const Plan *plan, GString *out); /* /_redirects */

/* Where the site is on the server. */
typedef struct HostPlace {
    const char *root; /* the folder with its files, without a slash at its end; as host_is_root() asks */
    guint forms;      /* the copies that stand beside them, a set of forms of press.h */
} HostPlace;

/* Whether PATH can be written into all of the configurations: absolute, without characters that one of them reads as
 * more than themselves. */
gboolean host_is_root(const char *path);

/* Appends the configuration for the host of PLAN, which is a server (Host.configured). */
void host_configuration(const Plan *plan, const HostPlace *place, GString *out);
