/* status.h: the fields of delivery status notifications (RFC 3464), wherever they stand. */
#pragma once
#include "lookup/reply.h"

/* Adds what the recipients' fields in LINES say to READING, and empties the lines of fields, so that reply_read() does
 * not see them again. WHOLE: LINES are a delivery status; otherwise fields are looked for in them. */
void status_read(Reading *reading, GArray *lines, gboolean whole);
