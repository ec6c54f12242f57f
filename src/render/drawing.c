#include "render/drawing.h"

#include <string.h>

enum {
    EDGE = 8,     /* of the lines of the two sides */
    TOP = 20,     /* where these begin, below their names */
    RUNG = 21,    /* from a command to the next */
    REPLY = 21,   /* from a command to its reply */
    BASELINE = 4, /* from the middle of a name to the line that it stands on */
};

static const char *number(Arena *arena, int n)
{
    char text[16];
    g_snprintf(text, sizeof text, "%d", n);
    return arena_text(arena, text, -1);
}

/* An arrow at Y from one side to the other, with its head. */
static void arrow(GString *path, int y, gboolean rightwards)
{
    int length = LADDER_WIDTH - 2 * EDGE - 2;
    if (rightwards)
        g_string_append_printf(path, "M%d %dh%dm-6-4 6 4-6 4", EDGE + 1, y, length);
    else
        g_string_append_printf(path, "M%d %dh-%dm6-4-6 4 6 4", LADDER_WIDTH - EDGE - 1, y, length);
}

void draw_session(Arena *arena, StageView *stages, gsize n, gboolean rtl, SessionView *view)
{
    g_autoptr(GString) rest = g_string_new(NULL);
    g_autoptr(GString) commands = g_string_new(NULL);
    g_autoptr(GString) replies = g_string_new(NULL);
    int y = TOP - RUNG / 4;
    for (gsize i = 0; i < n; i++) {
        y += RUNG;
        arrow(stages[i].lit ? commands : rest, y, !rtl);
        stages[i].y = number(arena, y + BASELINE);
        if (!stages[i].lit)
            continue;
        y += REPLY;
        arrow(replies, y, rtl);
        stages[i].reply_y = number(arena, y + BASELINE);
    }
    y += RUNG;
    g_string_append_printf(rest, "M%d %dV%dM%d %dV%d", EDGE, TOP, y, LADDER_WIDTH - EDGE, TOP, y);
    *view = (SessionView){.height = number(arena, y),
                          .client_x = number(arena, rtl ? LADDER_WIDTH : 0),
                          .server_x = number(arena, rtl ? 0 : LADDER_WIDTH),
                          .rest = arena_text(arena, rest->str, -1),
                          .commands = arena_text(arena, commands->str, -1),
                          .replies = arena_text(arena, replies->str, -1)};
}

const char *draw_parts(Arena *arena, PartView *parts, gsize n)
{
    int x = 0;
    for (gsize i = 0; i < n; i++) {
        const char *text = parts[i].text;
        int before = (int)strspn(text, " "), length = (int)g_utf8_strlen(text + before, -1);
        g_autofree char *trimmed = g_strchomp(g_strdup(text + before));
        int letters = (int)g_utf8_strlen(trimmed, -1);
        int begin = x + before * LETTER_WIDTH, end = begin + letters * LETTER_WIDTH;
        parts[i].text = arena_text(arena, trimmed, -1);
        parts[i].x = number(arena, begin + 1);
        parts[i].end = number(arena, end - 2);
        parts[i].middle = number(arena, (begin + end) / 2 - 1);
        parts[i].width = number(arena, end - begin - 3);
        parts[i].number = number(arena, (int)i + 1);
        x = begin + length * LETTER_WIDTH;
    }
    return number(arena, x);
}
