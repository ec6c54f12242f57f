/* Compiled where there is no libbrotlienc: nobody calls brotli_press() then. */
#include "press/form.h"

gsize brotli_press(const char *bytes, gsize length, guint8 *out, gsize room)
{
    (void)bytes;
    (void)length;
    (void)out;
    (void)room;
    g_assert_not_reached();
}

gboolean brotli_can(void)
{
    return FALSE;
}
