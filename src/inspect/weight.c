#include "inspect/weight.h"

#include <zlib.h>

gsize weight_gzip(const char *text, gsize length)
{
    enum { GZIP = 16, WINDOW = 15, MEMORY = 8 };
    z_stream stream = {0};
    guchar scrap[16 * 1024]; /* only its length is wanted */
    gsize total = 0;
    int status = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW + GZIP, MEMORY, Z_DEFAULT_STRATEGY);
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
