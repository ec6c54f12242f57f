/* plural.h: which form of a counted sentence a number takes, by the rules of the Unicode CLDR for whole numbers. */
#pragma once
#include <glib.h>

/* The plural categories of the CLDR. */
typedef enum Plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, N_PLURALS } Plural;

extern const char *const PLURAL_NAMES[]; /* by category; NULL-terminated */

/* The families, by the languages that made them known; NULL-terminated. A locale names one, and the functions below
 * take its number. */
extern const char *const PLURAL_FAMILIES[];

/* The form that COUNT takes. */
Plural plural_of(guint family, guint count);

/* Whether some number takes FORM. */
gboolean plural_uses(guint family, Plural form);
