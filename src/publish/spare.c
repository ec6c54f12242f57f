#include "publish/spare.h"

#include <string.h>

static gboolean is_in(const char *path, const char *folder)
{
    return strncmp(path, folder, strlen(folder)) == 0;
}

static guint age_of(const Manifest *old, const char *path)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(old->ages, path));
}

/* Whether the plan before had one of STALE that this one lacks. */
static gboolean begins_generation(const GPtrArray *stale, const Manifest *old, const char *folder)
{
    for (guint i = 0; i < stale->len; i++)
        if (is_in(stale->pdata[i], folder) && age_of(old, stale->pdata[i]) == 0)
            return TRUE;
    return FALSE;
}

GHashTable *spare_choose(GPtrArray *stale, const Manifest *old, const char *folder, guint generations)
{
    GHashTable *ages = g_hash_table_new(g_str_hash, g_str_equal);
    guint begun = begins_generation(stale, old, folder), left = 0;
    for (guint i = 0; i < stale->len; i++) {
        const char *path = stale->pdata[i];
        guint age = age_of(old, path) + begun;
        if (is_in(path, folder) && age <= generations)
            g_hash_table_insert(ages, (char *)path, GUINT_TO_POINTER(age));
        else
            stale->pdata[left++] = stale->pdata[i];
    }
    g_ptr_array_set_size(stale, (gint)left);
    return ages;
}

gboolean spare_differs(GHashTable *a, GHashTable *b)
{
    GHashTableIter iter;
    gpointer path, age;
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &path, &age))
        if (g_hash_table_lookup(b, path) != age)
            return TRUE;
    return g_hash_table_size(a) != g_hash_table_size(b);
}
