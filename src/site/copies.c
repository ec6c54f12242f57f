#include "site/copies.h"

#include <string.h>

#define FORMAT "replyglot-copies 1"

enum { SUM = 64 }; /* hex digits of a SHA-256 */

/* What a thread needs. */
typedef struct Bench {
    Press *press;
    GChecksum *checksum;
    GByteArray *copy;
} Bench;

struct Copies {
    guint forms;
    gsize files;      /* that the site has; the paths behind them are those of copies, then of the list */
    gsize *first;     /* by file: the number of its first path, or 0 where it has no copies */
    GPtrArray *paths; /* of char * */
    Publisher *publisher;
    char (*proofs)[SUM + 1]; /* by path, from FILES on; "" where no copy stands. Set by the thread that puts it */
    Bench *benches;          /* by worker */
    guint jobs;
    char *list;         /* of the last build; what PROVEN points into */
    GHashTable *proven; /* path → proof */
};

static gsize list_of(const Copies *copies)
{
    return copies->paths->len - 1;
}

Copies *copies_new(guint forms, GPtrArray *paths, guint jobs)
{
    if (!forms)
        return NULL;
    Copies *copies = g_new0(Copies, 1);
    copies->forms = forms;
    copies->files = paths->len;
    copies->first = g_new0(gsize, paths->len);
    copies->paths = g_ptr_array_ref(paths);
    for (gsize i = 0; i < copies->files; i++) {
        const char *path = paths->pdata[i];
        if (!press_suits(path))
            continue;
        copies->first[i] = paths->len;
        for (guint form = 0; form < N_PRESS_FORMS; form++)
            if (forms & 1U << form)
                g_ptr_array_add(paths, g_strconcat(path, PRESS_ENDINGS[form], NULL));
    }
    g_ptr_array_add(paths, g_strdup(COPIES_LIST));
    copies->proofs = g_malloc0((paths->len - copies->files) * sizeof *copies->proofs);
    copies->benches = g_new0(Bench, jobs);
    copies->jobs = jobs;
    for (guint i = 0; i < jobs; i++)
        copies->benches[i] = (Bench){press_new(), g_checksum_new(G_CHECKSUM_SHA256), g_byte_array_new()};
    copies->proven = g_hash_table_new(g_str_hash, g_str_equal);
    return copies;
}

void copies_free(Copies *copies)
{
    if (!copies)
        return;
    for (guint i = 0; i < copies->jobs; i++) {
        press_free(copies->benches[i].press);
        g_checksum_free(copies->benches[i].checksum);
        g_byte_array_unref(copies->benches[i].copy);
    }
    g_hash_table_unref(copies->proven);
    g_ptr_array_unref(copies->paths);
    g_free(copies->list);
    g_free(copies->benches);
    g_free(copies->proofs);
    g_free(copies->first);
    g_free(copies);
}

/* Takes the list apart; its lines end with NUL then. Its sum says that a build of ours wrote every byte of it. */
static void take_list(Copies *copies, gsize length)
{
    if (length <= SUM + 1)
        return;
    char *end = copies->list + length - SUM - 1;
    g_autofree char *sum =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)copies->list, (gsize)(end - copies->list));
    if (strncmp(sum, end, SUM) != 0)
        return;
    for (char *line = copies->list, *next; (next = memchr(line, '\n', (gsize)(end - line))); line = next + 1) {
        *next = '\0';
        if (line == copies->list && strcmp(line, FORMAT) != 0)
            return;
        if (line > copies->list && next - line > SUM) {
            line[SUM] = '\0';
            g_hash_table_insert(copies->proven, line + SUM + 1, line);
        }
    }
}

void copies_begin(Copies *copies, Publisher *publisher)
{
    gsize length;
    if (!copies)
        return;
    copies->publisher = publisher;
    if (publish_read(publisher, list_of(copies), &copies->list, &length))
        take_list(copies, length);
}

/* The proof of the copy in BENCH of a file with the sum SOURCE. */
static void prove(const Bench *bench, PressForm form, const char *source, char *proof)
{
    const char *settings = press_settings(form);
    g_checksum_reset(bench->checksum);
    g_checksum_update(bench->checksum, (const guchar *)settings, (gssize)strlen(settings) + 1);
    g_checksum_update(bench->checksum, (const guchar *)source, SUM);
    g_checksum_update(bench->checksum, bench->copy->data, bench->copy->len);
    g_strlcpy(proof, g_checksum_get_string(bench->checksum), SUM + 1);
}

/* Whether the copy PATH that stands is the one of the file with the sum SOURCE. PROOF is set then. */
static gboolean stands(const Copies *copies, gsize path, PressForm form, Bench *bench, const char *source, char *proof)
{
    const char *proven = g_hash_table_lookup(copies->proven, copies->paths->pdata[path]);
    g_autofree char *text = NULL;
    gsize length;
    if (!proven || !publish_read(copies->publisher, path, &text, &length))
        return FALSE;
    g_byte_array_set_size(bench->copy, 0);
    g_byte_array_append(bench->copy, (const guint8 *)text, (guint)length);
    prove(bench, form, source, proof);
    return strcmp(proof, proven) == 0;
}

static gboolean put(Copies *copies, gsize path, PressForm form, Bench *bench, const char *source, const char *bytes,
                    gsize length, GError **error)
{
    char *proof = copies->proofs[path - copies->files];
    if (stands(copies, path, form, bench, source, proof)) {
        publish_keep(copies->publisher, path);
        return TRUE;
    }
    if (!press(bench->press, form, bytes, length, bench->copy)) {
        *proof = '\0';
        publish_skip(copies->publisher, path);
        return TRUE;
    }
    prove(bench, form, source, proof);
    return publish_put(copies->publisher, path, (const char *)bench->copy->data, bench->copy->len, error);
}

gboolean copies_put(Copies *copies, gsize file, guint worker, const char *bytes, gsize length, GError **error)
{
    if (!copies || !copies->first[file])
        return TRUE;
    Bench *bench = &copies->benches[worker];
    char source[SUM + 1];
    g_checksum_reset(bench->checksum);
    g_checksum_update(bench->checksum, (const guchar *)bytes, (gssize)length);
    g_strlcpy(source, g_checksum_get_string(bench->checksum), sizeof source);
    gsize path = copies->first[file];
    for (guint form = 0; form < N_PRESS_FORMS; form++)
        if ((copies->forms & 1U << form) && !put(copies, path++, form, bench, source, bytes, length, error))
            return FALSE;
    return TRUE;
}

gboolean copies_finish(Copies *copies, GError **error)
{
    if (!copies)
        return TRUE;
    g_autoptr(GString) list = g_string_new(FORMAT "\n");
    for (gsize path = copies->files; path < list_of(copies); path++)
        if (*copies->proofs[path - copies->files])
            g_string_append_printf(list, "%s %s\n", copies->proofs[path - copies->files],
                                   (const char *)copies->paths->pdata[path]);
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)list->str, list->len);
    g_string_append_printf(list, "%s\n", sum);
    return publish_put(copies->publisher, list_of(copies), list->str, list->len, error);
}
