#include "inspect/weight.h"

#include <zlib.h>

static gsize gzip_length(const char *text, gsize length, int level)
{
    enum { GZIP = 16, WINDOW = 15, MEMORY = 8 };
    z_stream stream = {0};
    guchar scrap[16 * 1024]; /* only its length is wanted */
    gsize total = 0;
    int status = deflateInit2(&stream, level, Z_DEFLATED, WINDOW + GZIP, MEMORY, Z_DEFAULT_STRATEGY);
    g_assert(status == Z_OK); /* else it is memory that is missing, as for g_malloc() */
    stream.next_in = (Bytef *)text;
    stream.avail_in = (uInt)length;
    do {
        stream.next_out = scrap;
        stream.avail_out = sizeof scrap;
        status = deflate(&stream, Z_FINISH);
        total += sizeof scrap - stream.avail_out;
    } while (status == Z_OK);
    (void)deflateEnd(&stream);
    return total;
}

/* The fastest level takes a third of the time, and most pages are within their budget at that. */
gsize weight_above(const char *text, gsize length, gsize most)
{
    if (gzip_length(text, length, Z_BEST_SPEED) <= most)
        return 0;
    gsize usual = gzip_length(text, length, Z_DEFAULT_COMPRESSION);
    return usual > most ? usual : 0;
}
