/* unpack.h: from what was pasted to the texts in it that may hold a reply.
 *
 * It takes a whole mail (RFC 5322, RFC 2045), one with a "From " line before it, one that is quoted with ">" or
 * indented as a whole, a part of a mail, or no mail at all. Nothing is refused: what is broken is read as far as it
 * goes. */
#pragma once
#include <glib.h>

enum {
    UNPACK_DEPTH = 8,  /* of parts within parts: deeper ones are left out */
    UNPACK_PARTS = 200 /* further ones are left out */
};

typedef struct MailPart {
    gboolean status; /* message/delivery-status (RFC 3464); else text */
    char *text;      /* tidy (decode.h), never NULL */
} MailPart;

typedef struct Unpacked {
    GPtrArray *parts;    /* of MailPart, in the order of the mail */
    GPtrArray *attached; /* of char *: messages attached to a mail that is no report, as they stand */
    char *failed;        /* X-Failed-Recipients, tidy, or NULL */
    gboolean vouched;    /* about a delivery, by its sender, its subject or as a report */
    gboolean notice;     /* the same by its sender, X-Failed-Recipients or as a report */
    gboolean report;     /* a delivery report by its headers */
} Unpacked;

/* BYTES may be any; NUL is a blank. */
Unpacked *unpack(const char *bytes, gsize length);
void unpack_free(Unpacked *unpacked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unpacked, unpack_free)

/* Whether TEXT begins with the headers of a mail. */
gboolean unpack_is_mail(const char *text);

/* The lines at the beginning of TEXT that are indented, or blank, without the blanks that all of them have; g_free()
 * it. NULL: there are none, or, if they have to be the WHOLE text, others behind them. */
char *unpack_block(const char *text, gboolean whole);
