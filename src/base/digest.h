/* digest.h: 128 bits that tell one content from another (XXH3, of libxxhash).
 *
 * It is no seal against those who look for a collision, but nothing that changes by itself, or by hand, keeps it. */
#pragma once
#include <glib.h>

typedef struct Digest {
    guint64 high, low; /* both 0: of nothing */
} Digest;

enum { DIGEST_HEX = 32 }; /* digits of a written one */

Digest digest_of(const void *bytes, gsize length);

static inline gboolean digest_equal(Digest a, Digest b)
{
    return a.high == b.high && a.low == b.low;
}

/* Writes DIGEST_HEX digits, without a NUL. */
void digest_write(Digest digest, char *hex);

/* Reads as many digits in lower case; FALSE: they are none. */
gboolean digest_read(const char *hex, Digest *digest);

/* Digests of many things, one after another: bytes of a fixed length, or with their length. */
typedef struct DigestSum {
    GByteArray *bytes;
} DigestSum;

void digest_begin(DigestSum *sum);
void digest_add(DigestSum *sum, const void *bytes, gsize length);
#define digest_add_value(sum, value) digest_add((sum), &(value), sizeof(value))
void digest_add_text(DigestSum *sum, const char *text); /* NULL is another than "" */
Digest digest_end(DigestSum *sum);
