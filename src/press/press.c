#include "press/press.h"

#include <string.h>

#include "press/form.h"

const char *const PRESS_WORDS[] = {[PRESS_GZIP] = "gzip", [PRESS_BROTLI] = "br", [N_PRESS_FORMS] = "none", NULL};
const char *const PRESS_ENDINGS[] = {[PRESS_GZIP] = ".gz", [PRESS_BROTLI] = ".br"};

struct Press {
    gpointer gzip; /* of form.h */
};

int press_parse(const char *list, char **wrong)
{
    int set = 0;
    for (const char *rest = list;; rest++) {
        g_autofree char *word = g_strndup(rest, strcspn(rest, ","));
        guint bit = 0;
        while (PRESS_WORDS[bit] && strcmp(PRESS_WORDS[bit], word) != 0)
            bit++;
        if (!PRESS_WORDS[bit]) {
            *wrong = g_steal_pointer(&word);
            return -1;
        }
        set |= 1 << bit;
        rest += strcspn(rest, ",");
        if (!*rest)
            return set & PRESS_ALL;
    }
}

gboolean press_can(PressForm form)
{
    return form == PRESS_GZIP || brotli_can();
}

gboolean press_suits(const char *path)
{
    static const char *const ENDINGS[] = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt"};
    for (guint i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
        if (g_str_has_suffix(path, ENDINGS[i]))
            return TRUE;
    return FALSE;
}

Press *press_new(void)
{
    return g_new0(Press, 1);
}

void press_free(Press *press)
{
    if (!press)
        return;
    gzip_release(press->gzip);
    g_free(press);
}

gboolean press(Press *press, PressForm form, const char *bytes, gsize length, GByteArray *out)
{
    gsize most = length - (length + 9) / 10; /* a copy that is larger is not asked for, and not finished */
    g_byte_array_set_size(out, (guint)most);
    gsize got = form == PRESS_GZIP ? gzip_press(&press->gzip, bytes, length, out->data, most)
                                   : brotli_press(bytes, length, out->data, most);
    g_byte_array_set_size(out, (guint)got);
    return got > 0;
}
