/* drawing.h: where the parts of the two drawings stand, in the units of their viewBox.
 *
 * Addresses, colours and words are the template's and the stylesheet's; here is geometry only. The session is drawn
 * from the client's line at the inline start to the server's at the inline end, and so mirrored in a right-to-left
 * locale; names stand in the middle, which is the same either way. A reply itself is read from left to right
 * everywhere. */
#pragma once
#include "base/arena.h"
#include "render/views.h"

enum {
    LADDER_WIDTH = 320,
    LETTER_WIDTH = 20 /* of a reply whose parts are named */
};

/* Where the server's and the client's lines, the commands and the replies of N STAGES run; sets the y of each stage. */
void draw_session(Arena *arena, StageView *stages, gsize n, gboolean rtl, SessionView *view);

/* Sets where each of the N PARTS, one behind the other, begins, ends and has its middle. A blank at the edge of a part
 * is beside it. Returns the width of the whole. */
const char *draw_parts(Arena *arena, PartView *parts, gsize n);
