/* What stands in the output folder as the manifest of an earlier build: no path of it leads out of the folder. */
#include "publish/manifest.h"

#include <string.h>

#include "fuzz.h"
#include "publish/path.h"

static void check_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    for (char **part = parts; *part; part++)
        g_assert(**part && strcmp(*part, ".") != 0 && strcmp(*part, "..") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Manifest manifest;
    guint line = 0;
    manifest_init(&manifest);
    gboolean whole = manifest_parse(&manifest, g_strndup((const char *)data, size), size, &line);
    for (guint i = 0; i < manifest.paths->len; i++) {
        check_path(manifest.paths->pdata[i]);
        g_assert(!i || path_compare(manifest.paths->pdata[i - 1], manifest.paths->pdata[i]) < 0);
    }
    if (whole) { /* it is one that we would have written */
        g_autoptr(GString) text = manifest_format(manifest.paths, manifest.ages, manifest.writing);
        g_assert(text->len == size && memcmp(text->str, data, size) == 0);
    }
    manifest_clear(&manifest);
    return 0;
}
