/* server.h: the output folder over HTTP on this machine's own addresses, as a host would serve it.
 *
 * - GET and HEAD; index.html of folders, a redirect to the address with "/"; entity tags and 304.
 * - What is not there is 404 with the 404 page of its language, else that of the root.
 * - The headers that a host should send; but nothing is kept by the browser.
 * - Only files below the folder, none of them hidden or reached by a symbolic link.
 * - Only for requests whose Host is this machine (request.h).
 * Everything runs on the main loop. */
#pragma once
#include <gio/gio.h>

typedef struct Server Server;

/* Serves the open FOLDER, which must outlive it, on 127.0.0.1 and, where the machine has it, ::1. PORT 0: one that is
 * free. NULL and ERROR (G_IO_ERROR) on failure. */
Server *server_new(int folder, guint port, GError **error);
void server_free(Server *server); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Server, server_free)

guint server_port(const Server *server);

/* From now on: the site stands below BASE_PATH ("/base/"; NULL: no site stands yet), PANEL (of panel.h; may be NULL) is
 * on every page. With RELOAD, open pages are told to load again. */
void server_show(Server *server, const char *base_path, const char *panel, gboolean reload);
