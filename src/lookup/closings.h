/* closings.h: where a reply ends that stands in quotation marks or brackets. */
#pragma once

/* Takes from the end of LINE, in place, what is behind the quotation that it is, and the brackets and quotes that were
 * opened in BEFORE, the text up to it: "(reason: 550 …)". */
void closings_drop(char *line, const char *before);
