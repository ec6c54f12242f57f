/* form.h: what each library is asked for, in the same words. */
#pragma once
#include <glib.h>

/* Writes the copy of the LENGTH bytes at BYTES to OUT, which has room for ROOM of them; returns how many it has, 0
 * where there is not room enough. *STATE, NULL at first, is what a call leaves to the next one; gzip_release() frees
 * it. */
gsize gzip_press(gpointer *state, const char *bytes, gsize length, guint8 *out, gsize room);
void gzip_release(gpointer state);

/* The same without anything left to the next call; only where the program was compiled with it. */
gsize brotli_press(const char *bytes, gsize length, guint8 *out, gsize room);
gboolean brotli_can(void);
