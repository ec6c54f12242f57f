/* main.c FILE|FOLDER…: runs the target once for each of the files, and those in the folders, in place of the fuzzer. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The bytes are copied to where nothing is behind them, so that a sanitizer sees whoever reads on. FALSE: no such file.
 */
static gboolean run_file(const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return FALSE;
    }
    g_autofree uint8_t *bytes = g_memdup2(text, MAX(length, 1));
    fprintf(stderr, "%s\n", path); /* the last one is the one that ended it */
    LLVMFuzzerTestOneInput(bytes, length);
    return TRUE;
}

/* Adds PATH, or what is in that folder, to FILES. */
static void list(const char *path, GPtrArray *files)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (!dir)
        g_ptr_array_add(files, g_strdup(path));
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        g_ptr_array_add(files, g_build_filename(path, name, NULL));
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    gboolean whole = TRUE;
    for (int i = 1; i < argc; i++)
        list(argv[i], files);
    g_ptr_array_sort(files, by_name);
    for (guint i = 0; i < files->len; i++)
        whole &= run_file(files->pdata[i]);
    printf("%u inputs\n", files->len);
    return whole && files->len ? 0 : 1;
}
