#include <zlib.h>

#include "press/form.h"

enum { LEVEL = 9, WINDOW = 15, GZIP = 16, MEMORY = 9 }; /* GZIP: that header, and not zlib's */

static z_stream *stream_new(void)
{
    z_stream *stream = g_new0(z_stream, 1);
    int status = deflateInit2(stream, LEVEL, Z_DEFLATED, WINDOW + GZIP, MEMORY, Z_DEFAULT_STRATEGY);
    g_assert(status == Z_OK); /* else it is memory that is missing, as for g_malloc() */
    return stream;
}

gsize gzip_press(gpointer *state, const char *bytes, gsize length, guint8 *out, gsize room)
{
    enum { UNKNOWN = 255 }; /* the system on which the file was made: zlib would name the present one */
    gz_header header = {.os = UNKNOWN};
    z_stream *stream = *state ? *state : (*state = stream_new());
    deflateReset(stream);
    deflateSetHeader(stream, &header);
    stream->next_in = (Bytef *)bytes;
    stream->avail_in = (uInt)length;
    stream->next_out = out;
    stream->avail_out = (uInt)room;
    return deflate(stream, Z_FINISH) == Z_STREAM_END ? room - stream->avail_out : 0;
}

void gzip_release(gpointer state)
{
    if (state)
        (void)deflateEnd(state);
    g_free(state);
}
