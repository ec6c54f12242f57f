/* lookup.h: what a pasted text says: the reply that decided the delivery, then the others, and known words. */
#pragma once
#include <glib.h>

/* The forms of text that can be looked up, as `lookup` of protocol.yaml names them; NULL-terminated. */
extern const char *const LOOKUP_FORMS[];
gboolean lookup_knows(const char *form);
