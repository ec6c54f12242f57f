/* tongues.h: what is known of languages before anybody has written a locale: for `new locale`. */
#pragma once

typedef struct Tongue {
    const char *language;                       /* BCP 47, in lower case */
    const char *name;                           /* for itself; NULL: unknown */
    const char *direction, *og_locale, *plural; /* as in a locale file */
} Tongue;

/* The entry of LANGUAGE, of its first part ("pt" of "pt-ao"), or a left-to-right one without a name. Never NULL. */
const Tongue *tongues_find(const char *language);
