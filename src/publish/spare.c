#include "publish/spare.h"

#include <stdlib.h>
#include <string.h>

#include "publish/path.h"

static gboolean is_in(const char *path, const char *folder)
{
    return strncmp(path, folder, strlen(folder)) == 0;
}

static guint age_of(const Manifest *old, const char *path)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(old->ages, path));
}

/* Whether PATH is named after a file of PLANNED: site.css.gz is no version of anything, but a copy beside site.css. */
static gboolean is_copy(const char *path, const GPtrArray *planned)
{
    g_autofree char *of = g_strndup(path, (gsize)(strrchr(path, '.') ? strrchr(path, '.') - path : 0));
    const char *key = of;
    return planned->len > 0 && bsearch(&key, planned->pdata, planned->len, sizeof key, path_compare_items);
}

/* Those of what is in FOLDER that pages may ask for by their names. */
static gboolean may_stay(const char *path, const GPtrArray *planned, const char *folder)
{
    return is_in(path, folder) && !is_copy(path, planned);
}

/* Whether the plan before had one of STALE that this one lacks. */
static gboolean begins_generation(const GPtrArray *stale, const GPtrArray *planned, const Manifest *old,
                                  const char *folder)
{
    for (guint i = 0; i < stale->len; i++)
        if (age_of(old, stale->pdata[i]) == 0 && may_stay(stale->pdata[i], planned, folder))
            return TRUE;
    return FALSE;
}

GHashTable *spare_choose(GPtrArray *stale, const GPtrArray *planned, const Manifest *old, const char *folder,
                         guint generations)
{
    GHashTable *ages = g_hash_table_new(g_str_hash, g_str_equal);
    guint begun = begins_generation(stale, planned, old, folder), left = 0;
    for (guint i = 0; i < stale->len; i++) {
        const char *path = stale->pdata[i];
        guint age = age_of(old, path) + begun;
        if (age <= generations && may_stay(path, planned, folder))
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
