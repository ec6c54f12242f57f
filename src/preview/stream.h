/* stream.h: the open pages, each of which holds a stream of events (WHATWG HTML section 9.2) to be told when it is old.
 */
#pragma once
#include <libsoup/soup.h>

typedef struct Streams Streams;

Streams *streams_new(void);
void streams_free(Streams *streams); /* the messages are the server's to end */

/* Answers MESSAGE with a stream whose first event is TOKEN. Beyond a number that people do not reach, the oldest one is
 * ended. */
void streams_add(Streams *streams, SoupServerMessage *message, const char *token);

/* Tells all of them TOKEN. */
void streams_tell(Streams *streams, const char *token);
