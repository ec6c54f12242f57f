/* place.h: where the characters of a scalar stand in their file.
 *
 * A text is not what stands in the file: lines are folded, indentation and quotes go, escapes are read. All of that
 * only takes blanks away or puts some in, but for escapes; so a character is found by the characters before it. */
#pragma once
#include "diag/finding.h"

/* Where the character OFFSET bytes into TEXT stands. RAW is the file from the scalar on (at its quote, its | or >, or
 * its first character), which stands at MARK. MARK where RAW does not come out as TEXT. */
Mark place_in(const char *raw, Mark mark, const char *text, gsize offset);
