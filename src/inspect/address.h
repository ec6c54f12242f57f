/* address.h: where a reference leads, as a browser resolves it (RFC 3986, section 5) and a static host answers. */
#pragma once
#include "inspect/files.h"

typedef enum AddressKind {
    ADDRESS_FILE,      /* a file of the site */
    ADDRESS_ELSEWHERE, /* another site */
    ADDRESS_OTHER,     /* nothing to fetch: mailto:, data: */
    ADDRESS_DEAD,
} AddressKind;

typedef struct Address {
    AddressKind kind;
    int file;         /* FILE: its number */
    char *fragment;   /* FILE: decoded, NULL for none */
    const char *why;  /* DEAD: static, behind the address in a message */
    const char *hint; /* DEAD: static, or NULL */
} Address;

/* Where a reference stands. */
typedef struct Place {
    const Files *files;
    const char *base;  /* the address of the site, ends with "/"; NULL: unknown */
    int file;          /* the page */
    gboolean anywhere; /* the page answers for addresses at any depth (404.html) */
} Place;

/* Resolves REFERENCE. address_clear() the result. */
Address address_resolve(const Place *place, const char *reference);
void address_clear(Address *address);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Address, address_clear)

/* The address of the site where CANONICAL is that of its /index.html; NULL where it cannot be. g_free() it. */
char *address_base(const char *canonical);
