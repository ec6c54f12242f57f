#include "publish/manifest.h"

#include <string.h>

#include "publish/path.h"

#define FORMAT "replyglot-manifest 1"

void manifest_init(Manifest *manifest)
{
    *manifest = (Manifest){.paths = g_ptr_array_new()};
}

void manifest_clear(Manifest *manifest)
{
    g_clear_pointer(&manifest->text, g_free);
    g_clear_pointer(&manifest->paths, g_ptr_array_unref);
}

static gboolean take_line(Manifest *manifest, guint number, const char *line)
{
    if (number == 1)
        return strcmp(line, FORMAT) == 0;
    if (number == 2) {
        manifest->writing = strcmp(line, "writing") == 0;
        return manifest->writing || strcmp(line, "complete") == 0;
    }
    GPtrArray *paths = manifest->paths;
    if (!path_is_clean(line) || !path_fits(line))
        return FALSE;
    if (paths->len > 0 && path_compare(paths->pdata[paths->len - 1], line) >= 0)
        return FALSE;
    g_ptr_array_add(paths, (gpointer)line);
    return TRUE;
}

gboolean manifest_parse(Manifest *manifest, char *text, gsize length, guint *line)
{
    g_free(manifest->text);
    manifest->text = text;
    manifest->stands = TRUE;
    guint number = 1;
    for (char *start = text, *end = text + length; start < end; number++) {
        char *stop = memchr(start, '\n', (gsize)(end - start));
        if (stop)
            *stop = '\0';
        /* A NUL byte in the line makes it look shorter than it is. */
        if (!stop || strlen(start) != (gsize)(stop - start) || !take_line(manifest, number, start)) {
            *line = number;
            return FALSE;
        }
        start = stop + 1;
    }
    *line = number;
    return number > 2;
}

GString *manifest_format(const GPtrArray *paths, gboolean writing)
{
    GString *text = g_string_new(FORMAT "\n");
    g_string_append(text, writing ? "writing\n" : "complete\n");
    for (guint i = 0; i < paths->len; i++) {
        g_string_append(text, paths->pdata[i]);
        g_string_append_c(text, '\n');
    }
    return text;
}
