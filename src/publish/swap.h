/* swap.h: two folders that give each other their names, for a site that is changed whole.
 *
 * A server that reads a folder of this machine sees the old site up to the one rename and the new one from then on.
 * What stood there stands then under the other name, and the next site grows from it: what did not change is not
 * written. Here are publish_beside() and publish_swap() too. */
#pragma once
#include "publish/publisher.h"

/* Copies what the swap would put away and is to stay (spare.h). What is gone by now, or is no file any more, is left
 * out. */
gboolean swap_carry(Publisher *publisher, GError **error);

/* Gives NEXT the name OUTPUT, and its mode where there is such a folder; that is then NEXT. FALSE: ERROR is set, and
 * both are as they were. */
gboolean swap_names(const char *output, const Tree *next, GError **error);
