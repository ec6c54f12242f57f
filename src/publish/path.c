#include "publish/path.h"

#include <limits.h>
#include <string.h>

#include "base/file.h"
#include "publish/ledger.h"
#include "publish/publish.h"
#include "publish/stage.h"

static gboolean part_is_clean(const char *part, gsize length)
{
    if (length == 0 || (length <= 2 && memcmp(part, "..", length) == 0))
        return FALSE;
    for (gsize i = 0; i < length; i++)
        if ((guchar)part[i] < 0x20 || part[i] == 0x7f)
            return FALSE;
    return TRUE;
}

gboolean path_is_clean(const char *path)
{
    if (g_str_has_prefix(path, PUBLISH_MANIFEST) || g_str_has_prefix(path, PUBLISH_LEDGER) ||
        g_str_has_suffix(path, FILE_TEMPORARY_END) || strncmp(path, PUBLISH_STAGE, strlen(PUBLISH_STAGE)) == 0)
        return FALSE;
    for (const char *part = path;; part++) {
        gsize length = strcspn(part, "/");
        if (!part_is_clean(part, length))
            return FALSE;
        part += length;
        if (!*part)
            return TRUE;
    }
}

gboolean path_fits(const char *path)
{
    gsize extra = strlen(".") + strlen(FILE_TEMPORARY_END);
    if (strlen(path) + extra >= PATH_MAX)
        return FALSE;
    for (const char *part = path;; part++) {
        gsize length = strcspn(part, "/");
        gboolean last = part[length] == '\0';
        if (length + (last ? extra : 0) > NAME_MAX)
            return FALSE;
        if (last)
            return TRUE;
        part += length;
    }
}

int path_compare(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    int left = *a == '/' ? 1 : (guchar)*a, right = *b == '/' ? 1 : (guchar)*b;
    return left - right;
}

int path_compare_items(const void *a, const void *b)
{
    return path_compare(*(const char *const *)a, *(const char *const *)b);
}

gboolean path_is_below(const char *path, const char *folder, gsize length)
{
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}
