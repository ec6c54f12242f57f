#include "base/digest.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

Digest digest_of(const void *bytes, gsize length)
{
    XXH128_hash_t hash = XXH3_128bits(bytes, length);
    return (Digest){hash.high64, hash.low64};
}

static void write_half(guint64 half, char *hex)
{
    for (guint i = 0; i < DIGEST_HEX / 2; i++)
        hex[i] = "0123456789abcdef"[half >> (60 - 4 * i) & 15];
}

void digest_write(Digest digest, char *hex)
{
    write_half(digest.high, hex);
    write_half(digest.low, hex + DIGEST_HEX / 2);
}

static gboolean read_half(const char *hex, guint64 *half)
{
    *half = 0;
    for (guint i = 0; i < DIGEST_HEX / 2; i++) {
        char c = hex[i];
        if (!g_ascii_isdigit(c) && (c < 'a' || c > 'f'))
            return FALSE;
        *half = *half << 4 | (guint64)g_ascii_xdigit_value(c);
    }
    return TRUE;
}

gboolean digest_read(const char *hex, Digest *digest)
{
    return read_half(hex, &digest->high) && read_half(hex + DIGEST_HEX / 2, &digest->low);
}

void digest_begin(DigestSum *sum)
{
    sum->bytes = g_byte_array_new();
}

void digest_add(DigestSum *sum, const void *bytes, gsize length)
{
    g_byte_array_append(sum->bytes, bytes, (guint)length);
}

void digest_add_text(DigestSum *sum, const char *text)
{
    gint64 length = text ? (gint64)strlen(text) : -1;
    digest_add_value(sum, length);
    if (text)
        digest_add(sum, text, (gsize)length);
}

Digest digest_end(DigestSum *sum)
{
    Digest digest = digest_of(sum->bytes->data, sum->bytes->len);
    g_byte_array_unref(sum->bytes);
    sum->bytes = NULL;
    return digest;
}
