#include "publish/manifest.h"

#include <string.h>

#include "publish/path.h"

#define FORMAT "replyglot-manifest 1"

void manifest_init(Manifest *manifest)
{
    *manifest = (Manifest){.texts = g_ptr_array_new_with_free_func(g_free),
                           .paths = g_ptr_array_new(),
                           .ages = g_hash_table_new(g_str_hash, g_str_equal)};
}

void manifest_clear(Manifest *manifest)
{
    g_clear_pointer(&manifest->texts, g_ptr_array_unref);
    g_clear_pointer(&manifest->paths, g_ptr_array_unref);
    g_clear_pointer(&manifest->ages, g_hash_table_unref);
}

char *manifest_suffix(guint number, guint of)
{
    return of ? g_strdup_printf("-%u-of-%u", number, of) : g_strdup("");
}

gboolean manifest_has_suffix(const char *suffix, guint *number, guint *of)
{
    *number = *of = 0;
    if (!*suffix)
        return TRUE;
    g_auto(GStrv) words = g_strsplit(suffix, "-", -1); /* "", "3", "of", "8" */
    guint64 i = 0, n = 0;
    if (g_strv_length(words) != 4 || !g_ascii_string_to_unsigned(words[3], 10, 1, G_MAXUINT, &n, NULL) ||
        !g_ascii_string_to_unsigned(words[1], 10, 1, n, &i, NULL))
        return FALSE;
    *number = (guint)i;
    *of = (guint)n;
    /* Letter by letter ours: a zero before a number is not. */
    g_autofree char *same = manifest_suffix(*number, *of);
    return strcmp(suffix, same) == 0;
}

/* Cuts the age off LINE; FALSE: what stands there is none. */
static gboolean take_age(char *line, guint64 *age)
{
    char *tab = strchr(line, '\t');
    *age = 0;
    if (!tab)
        return TRUE;
    *tab = '\0';
    /* GLib's reader passes over a vertical tab; and an age has no zero before it. */
    return tab[1] >= '1' && tab[1] <= '9' && g_ascii_string_to_unsigned(tab + 1, 10, 1, MANIFEST_AGES, age, NULL);
}

static gboolean take_line(Manifest *manifest, guint number, char *line)
{
    guint64 age;
    GPtrArray *paths = manifest->paths;
    gboolean writing = number == 2 && strcmp(line, "writing") == 0;
    if (number == 1)
        return strcmp(line, FORMAT) == 0;
    if (number == 2) {
        manifest->writing = manifest->writing || writing;
        return writing || strcmp(line, "complete") == 0;
    }
    if (!take_age(line, &age) || !path_is_clean(line) || !path_fits(line))
        return FALSE;
    if (number > 3 && path_compare(paths->pdata[paths->len - 1], line) >= 0)
        return FALSE;
    g_ptr_array_add(paths, line);
    if (age)
        g_hash_table_insert(manifest->ages, line, GUINT_TO_POINTER((guint)age));
    return TRUE;
}

gboolean manifest_parse(Manifest *manifest, char *text, gsize length, guint *line)
{
    g_ptr_array_add(manifest->texts, text);
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

void manifest_settle(Manifest *manifest)
{
    GPtrArray *paths = manifest->paths;
    if (manifest->texts->len < 2) /* sorted as it is */
        return;
    g_ptr_array_sort(paths, path_compare_items);
    guint kept = 0;
    for (guint i = 0; i < paths->len; i++)
        if (kept == 0 || strcmp(paths->pdata[kept - 1], paths->pdata[i]) != 0)
            paths->pdata[kept++] = paths->pdata[i];
    g_ptr_array_set_size(paths, (gint)kept);
}

GString *manifest_format(const GPtrArray *paths, GHashTable *ages, gboolean writing)
{
    GString *text = g_string_new(FORMAT "\n");
    g_string_append(text, writing ? "writing\n" : "complete\n");
    for (guint i = 0; i < paths->len; i++) {
        guint age = GPOINTER_TO_UINT(g_hash_table_lookup(ages, paths->pdata[i]));
        g_string_append(text, paths->pdata[i]);
        if (age)
            g_string_append_printf(text, "\t%u", age);
        g_string_append_c(text, '\n');
    }
    return text;
}
