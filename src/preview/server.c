#include "preview/server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "preview/folder.h"
#include "preview/panel.h"
#include "preview/request.h"
#include "preview/stream.h"

enum {
    CONNECTIONS = 256, /* at once: far more than browsers open, far less than the files a process may open */
    SECONDS = 30,      /* without a byte, after which a connection is closed */
    MISDIRECTED = 421, /* RFC 9110 section 15.5.20 */
};

struct Server {
    SoupServer *soup;
    GSocketService *service; /* ours, because soup's would wait for a silent client for ever */
    Streams *streams;
    int folder;
    guint port;
    guint *connections; /* g_rc_box: one that is closing may outlive the server */
    char *base_path, *panel, *token;
    guint states; /* how many there were; part of the token */
    char *run;    /* the rest of it, which no other run has */
};

static const struct {
    const char *name, *value;
} HEADERS[] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

static void set_header(SoupServerMessage *message, const char *name, const char *value)
{
    soup_message_headers_replace(soup_server_message_get_response_headers(message), name, value);
}

static const char *get_header(SoupServerMessage *message, const char *name)
{
    return soup_message_headers_get_one(soup_server_message_get_request_headers(message), name);
}

/* Answers with BODY, or, where the client has it already, with 304. HEAD loses the body in soup. */
static void answer(SoupServerMessage *message, guint status, const char *type, GBytes *body)
{
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, body);
    g_autofree char *etag = g_strdup_printf("\"%.16s\"", hash);
    if (status == SOUP_STATUS_OK) {
        set_header(message, "ETag", etag);
        if (request_has_etag(get_header(message, "If-None-Match"), etag)) {
            soup_server_message_set_status(message, SOUP_STATUS_NOT_MODIFIED, NULL);
            return;
        }
    }
    soup_server_message_set_status(message, status, NULL);
    set_header(message, "Content-Type", type);
    soup_message_body_append_bytes(soup_server_message_get_response_body(message), body);
}

static void answer_text(SoupServerMessage *message, guint status, const char *type, const char *text)
{
    g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
    answer(message, status, type, body);
}

static void say(SoupServerMessage *message, guint status, const char *text)
{
    answer_text(message, status, "text/plain; charset=utf-8", text);
}

static void redirect(SoupServerMessage *message, const char *path)
{
    const char *query = g_uri_get_query(soup_server_message_get_uri(message));
    g_autofree char *location = g_strconcat(path, query ? "?" : "", query, NULL);
    set_header(message, "Location", location);
    say(message, SOUP_STATUS_PERMANENT_REDIRECT, "It is there.\n");
}

static void answer_file(const Server *server, SoupServerMessage *message, guint status, const char *file, GBytes *bytes)
{
    const char *type = request_media_type(file);
    if (!g_str_has_prefix(type, "text/html")) {
        answer(message, status, type, bytes);
        return;
    }
    g_autoptr(GBytes) page = panel_insert(bytes, server->panel, server->token);
    answer(message, status, type, page);
}

/* The 404 page of the first part of PATH (may be NULL), which is the language of most addresses; or that of the root.
 */
static void answer_missing(const Server *server, SoupServerMessage *message, const char *path)
{
    g_autofree char *language = path ? g_strndup(path, strcspn(path, "/")) : NULL;
    g_autofree char *nearest = g_strconcat(language && *language ? language : "", "/404.html", NULL);
    const char *pages[] = {nearest, "404.html"};
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autoptr(GBytes) bytes = NULL;
        if (folder_read(server->folder, pages[i], &bytes) == FILE_REGULAR) {
            answer_file(server, message, SOUP_STATUS_NOT_FOUND, pages[i], bytes);
            return;
        }
    }
    say(message, SOUP_STATUS_NOT_FOUND, "Nothing is there.\n");
}

static void answer_path(const Server *server, SoupServerMessage *message, const Request *request)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *file = NULL;
    FileKind kind = folder_read(server->folder, request->path, &bytes);
    if (kind == FILE_FOLDER && !request->folder) {
        g_autofree char *escaped = g_uri_escape_string(request->path, "/", FALSE);
        g_autofree char *there = g_strconcat(server->base_path, escaped, "/", NULL);
        redirect(message, there);
        return;
    }
    if (kind == FILE_FOLDER) {
        file = g_strconcat(request->path, *request->path ? "/" : "", "index.html", NULL);
        kind = folder_read(server->folder, file, &bytes);
    } else if (request->folder) { /* a file is no folder */
        kind = FILE_NONE;
    }
    if (kind == FILE_REGULAR)
        answer_file(server, message, SOUP_STATUS_OK, file ? file : request->path, bytes);
    else
        answer_missing(server, message, request->path);
}

static void answer_personal(Server *server, SoupServerMessage *message, const char *name)
{
    const char *text = panel_file(name);
    if (text)
        answer_text(message, SOUP_STATUS_OK, request_media_type(name), text);
    else if (strcmp(name, "events") == 0)
        streams_add(server->streams, message, server->token);
    else
        say(message, SOUP_STATUS_NOT_FOUND, "Nothing is there.\n");
}

static void answer_unready(const Server *server, SoupServerMessage *message)
{
    g_autoptr(GBytes) page = panel_page(server->panel, server->token);
    answer(message, SOUP_STATUS_SERVICE_UNAVAILABLE, "text/html; charset=utf-8", page);
}

static gboolean is_own(const Server *server, SoupServerMessage *message)
{
    const GUri *uri = soup_server_message_get_uri(message);
    const char *host = g_uri_get_host((GUri *)uri);
    /* A target may name a host too, and then it is the one that counts (RFC 9112 section 3.2.2). */
    g_autofree char *target =
        g_strdup_printf(host && strchr(host, ':') ? "[%s]:%u" : "%s:%u", host ? host : "", server->port);
    return request_is_own_host(get_header(message, "Host"), server->port) && request_is_own_host(target, server->port);
}

/* Before the body of a request comes, which nobody reads. */
static void on_headers(SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
    const Server *server = data;
    const char *method = soup_server_message_get_method(message);
    (void)soup;
    (void)path;
    (void)query;
    soup_message_body_set_accumulate(soup_server_message_get_request_body(message), FALSE);
    for (guint i = 0; i < G_N_ELEMENTS(HEADERS); i++)
        set_header(message, HEADERS[i].name, HEADERS[i].value);
    if (!is_own(server, message)) {
        say(message, MISDIRECTED, "This is a preview for this machine, by the name localhost.\n");
    } else if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD) {
        set_header(message, "Allow", "GET, HEAD");
        say(message, SOUP_STATUS_METHOD_NOT_ALLOWED, "GET and HEAD only.\n");
    } else {
        return;
    }
    set_header(message, "Connection", "close");
}

static void on_request(SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
    Server *server = data;
    g_auto(Request) request = {0};
    (void)soup;
    (void)path;
    (void)query;
    request_read(&request, g_uri_get_path(soup_server_message_get_uri(message)),
                 server->base_path ? server->base_path : "/");
    if (request.kind == REQUEST_PERSONAL)
        answer_personal(server, message, request.path);
    else if (!server->base_path)
        answer_unready(server, message);
    else if (request.kind == REQUEST_PATH)
        answer_path(server, message, &request);
    else if (request.kind == REQUEST_BASE)
        redirect(message, server->base_path);
    else
        answer_missing(server, message, NULL);
}

static void on_closed(gpointer data, GObject *connection)
{
    guint *connections = data;
    (void)connection;
    (*connections)--;
    g_rc_box_release(connections);
}

static gboolean on_incoming(GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
    Server *server = data;
    (void)service;
    (void)source;
    if (*server->connections >= CONNECTIONS) {
        g_io_stream_close(G_IO_STREAM(connection), NULL, NULL);
        return TRUE;
    }
    g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address(connection, NULL);
    g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address(connection, NULL);
    g_socket_set_timeout(g_socket_connection_get_socket(connection), SECONDS);
    (*server->connections)++;
    g_object_weak_ref(G_OBJECT(connection), on_closed, g_rc_box_acquire(server->connections));
    if (local && remote) /* else it has gone already */
        soup_server_accept_iostream(server->soup, G_IO_STREAM(connection), local, remote, NULL);
    return TRUE;
}

/* Adds ADDRESS and gives its port at *PORT. */
static gboolean listen_on(Server *server, const char *address, guint *port, GError **error)
{
    g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string(address, *port);
    g_autoptr(GSocketAddress) got = NULL;
    if (!g_socket_listener_add_address(G_SOCKET_LISTENER(server->service), wanted, G_SOCKET_TYPE_STREAM,
                                       G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
        return FALSE;
    *port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got));
    return TRUE;
}

/* A port that another holds on ::1 is not ours: `localhost` would lead there. A machine without IPv6 is fine. */
static gboolean listen_everywhere(Server *server, guint port, GError **error)
{
    enum { TRIES = 20 };
    for (guint i = 0; i < TRIES; i++) {
        g_autoptr(GError) reason = NULL;
        server->port = port;
        if (!listen_on(server, "127.0.0.1", &server->port, error))
            return FALSE;
        if (listen_on(server, "::1", &server->port, &reason) ||
            !g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
            return TRUE;
        g_socket_listener_close(G_SOCKET_LISTENER(server->service));
        g_object_unref(server->service);
        server->service = g_socket_service_new();
        if (port || i == TRIES - 1) {
            g_propagate_error(error, g_steal_pointer(&reason));
            return FALSE;
        }
    }
    return FALSE;
}

static void next_token(Server *server)
{
    g_free(server->token);
    server->token = g_strdup_printf("%s-%u", server->run, ++server->states);
}

Server *server_new(int folder, guint port, GError **error)
{
    Server *server = g_new0(Server, 1);
    server->folder = folder;
    server->connections = g_rc_box_new0(guint);
    server->run = g_strdup_printf("%08x", g_random_int());
    server->streams = streams_new();
    server->service = g_socket_service_new();
    server->soup = soup_server_new("raw-paths", TRUE, NULL);
    next_token(server);
    if (!listen_everywhere(server, port, error)) {
        server_free(server);
        return NULL;
    }
    soup_server_add_early_handler(server->soup, NULL, on_headers, server, NULL);
    soup_server_add_handler(server->soup, NULL, on_request, server, NULL);
    g_signal_connect(server->service, "incoming", G_CALLBACK(on_incoming), server);
    g_socket_service_start(server->service);
    return server;
}

void server_free(Server *server)
{
    if (!server)
        return;
    g_socket_service_stop(server->service);
    g_socket_listener_close(G_SOCKET_LISTENER(server->service));
    g_signal_handlers_disconnect_by_data(server->service, server);
    g_object_unref(server->service);
    streams_free(server->streams);
    soup_server_disconnect(server->soup);
    g_object_unref(server->soup);
    g_free(server->base_path);
    g_free(server->panel);
    g_free(server->token);
    g_free(server->run);
    g_rc_box_release(server->connections);
    g_free(server);
}

guint server_port(const Server *server)
{
    return server->port;
}

void server_show(Server *server, const char *base_path, const char *panel, gboolean reload)
{
    g_free(server->base_path);
    g_free(server->panel);
    server->base_path = g_strdup(base_path);
    server->panel = g_strdup(panel);
    if (!reload)
        return;
    next_token(server);
    streams_tell(server->streams, server->token);
}
