#include "preview/stream.h"

#include <string.h>

enum {
    STREAMS = 64,
    ALIVE = 15, /* seconds between signs of life, which find out who has gone */
};

struct Streams {
    GQueue messages; /* of SoupServerMessage, referenced, the oldest first */
    guint alive;     /* source of the main loop */
};

static void send_text(SoupServerMessage *message, char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    soup_message_body_append_bytes(soup_server_message_get_response_body(message), bytes);
    soup_server_message_unpause(message);
}

static void forget(SoupServerMessage *message, gpointer data)
{
    Streams *streams = data;
    GList *link = g_queue_find(&streams->messages, message);
    if (!link)
        return;
    g_queue_delete_link(&streams->messages, link);
    g_signal_handlers_disconnect_by_data(message, streams);
    g_object_unref(message);
}

static void end(SoupServerMessage *message)
{
    soup_message_body_complete(soup_server_message_get_response_body(message));
    soup_server_message_unpause(message);
}

/* All of them are written to: what fails ends that message, later, and forgets it. */
static void send_all(Streams *streams, const char *text)
{
    for (GList *link = streams->messages.head, *next; link; link = next) {
        next = link->next;
        send_text(link->data, g_strdup(text));
    }
}

static gboolean show_life(gpointer data)
{
    send_all(data, ":\n\n");
    return G_SOURCE_CONTINUE;
}

Streams *streams_new(void)
{
    Streams *streams = g_new0(Streams, 1);
    g_queue_init(&streams->messages);
    streams->alive = g_timeout_add_seconds(ALIVE, show_life, streams);
    return streams;
}

void streams_free(Streams *streams)
{
    if (!streams)
        return;
    g_source_remove(streams->alive);
    while (!g_queue_is_empty(&streams->messages))
        forget(g_queue_peek_head(&streams->messages), streams);
    g_free(streams);
}

void streams_add(Streams *streams, SoupServerMessage *message, const char *token)
{
    SoupMessageHeaders *headers = soup_server_message_get_response_headers(message);
    SoupMessageBody *body = soup_server_message_get_response_body(message);
    gboolean chunked = soup_server_message_get_http_version(message) != SOUP_HTTP_1_0;
    soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
    soup_message_headers_replace(headers, "Content-Type", "text/event-stream; charset=utf-8");
    soup_message_headers_set_encoding(headers, chunked ? SOUP_ENCODING_CHUNKED : SOUP_ENCODING_EOF);
    soup_message_body_set_accumulate(body, FALSE);
    g_autofree char *first = g_strdup_printf("retry: 1000\ndata: %s\n\n", token);
    g_autoptr(GBytes) bytes = g_bytes_new(first, strlen(first));
    soup_message_body_append_bytes(body, bytes);
    if (soup_server_message_get_method(message) == SOUP_METHOD_HEAD)
        return;
    if (streams->messages.length == STREAMS) {
        g_autoptr(SoupServerMessage) oldest = g_object_ref(g_queue_peek_head(&streams->messages));
        forget(oldest, streams);
        end(oldest);
    }
    g_queue_push_tail(&streams->messages, g_object_ref(message));
    g_signal_connect(message, "finished", G_CALLBACK(forget), streams);
    g_signal_connect(message, "disconnected", G_CALLBACK(forget), streams);
}

void streams_tell(Streams *streams, const char *token)
{
    g_autofree char *text = g_strdup_printf("data: %s\n\n", token);
    send_all(streams, text);
}
