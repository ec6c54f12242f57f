/* link.h: what a link in a passage leads to. */
#pragma once
#include "model/record.h"

typedef enum LinkKind { LINK_CODE, LINK_RFC, LINK_WEB } LinkKind;

typedef struct Link {
    LinkKind kind;
    guint code;          /* LINK_CODE: its number in the protocol */
    char rfc[8];         /* LINK_RFC: "2119" */
    const char *section; /* LINK_RFC: "6", or NULL; points into the target */
} Link;

/* Reads TARGET (`code:450`, `rfc:2119`, `rfc:2119#6.1`, `https://…`) in a passage of PROTOCOL (NULL: of the
 * site, which has no codes). Returns NULL and fills LINK, or why it leads nowhere (static text). A code whose record
 * is damaged, and has a finding for that, passes as number 0. */
const char *link_read(const Protocol *protocol, const char *target, Link *link);

/* Appends the address of a section (NULL: of the whole) of RFC at its publisher. */
void link_rfc(GString *out, const char *rfc, const char *section);
