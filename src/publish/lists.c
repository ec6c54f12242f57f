#include "publish/lists.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "publish/path.h"
#include "publish/spare.h"

enum { MANIFEST_LIMIT = 64 * 1024 * 1024, LEDGER_LIMIT = 192 * 1024 * 1024 }; /* bytes: over half a million paths */

gboolean lists_has_name(const char *name)
{
    static const char *const LISTS[] = {PUBLISH_MANIFEST, PUBLISH_LEDGER};
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        guint number, of;
        if (g_str_has_prefix(name, LISTS[i]) && manifest_has_suffix(name + strlen(LISTS[i]), &number, &of))
            return TRUE;
    }
    return FALSE;
}

gboolean publish_is_part(const char *folder, guint *number, guint *count, guint *of)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    *number = *of = G_MAXUINT;
    *count = 0;
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        guint shard, shards;
        if (!g_str_has_prefix(name, PUBLISH_MANIFEST) ||
            !manifest_has_suffix(name + strlen(PUBLISH_MANIFEST), &shard, &shards))
            continue;
        if (shards == 0)
            return FALSE;
        *number = MIN(*number, shard);
        *of = MIN(*of, shards);
        ++*count;
    }
    return *count > 0 && *count < *of;
}

static gboolean load_manifest(Publisher *publisher, const char *name, Findings *findings, GError **error)
{
    mode_t mode;
    gint64 size;
    if (!tree_stat(&publisher->tree, name, &mode, &size, error))
        return FALSE;
    if (!S_ISREG(mode)) {
        publisher_foreign(publisher, findings, name, 0, "the list of our own files is not a file");
        return TRUE;
    }
    char *text = NULL;
    gsize length = 0;
    guint line = 1;
    gboolean bearable = size <= MANIFEST_LIMIT;
    if (bearable && !tree_read(&publisher->tree, name, (gsize)size, &text, &length, error))
        return FALSE;
    if (!bearable || !manifest_parse(&publisher->old, text, length, &line))
        publisher_foreign(publisher, findings, name, line,
                          "the list of our own files is damaged or of another program, so none is known to be ours");
    return TRUE;
}

static void add_other(Publisher *publisher, Findings *findings, const char *name, guint number, guint of)
{
    g_autofree char *file = g_build_filename(publisher->output, name, NULL);
    g_autofree char *what = of ? g_strdup_printf("shard %u of %u", number, of) : g_strdup("the whole site");
    findings_add(findings, RULE_FOREIGN_FILE, file, (Mark){0},
                 "give every shard an --output of its own, and copy them together when all are built",
                 "this folder holds %s", what);
    publisher->clear = FALSE;
}

/* Up to the first that is in the way: without its list every file would look foreign, and one finding says it better.
 */
gboolean lists_load_manifests(Publisher *publisher, Findings *findings, GError **error)
{
    g_autoptr(GPtrArray) names = tree_names(&publisher->tree, PUBLISH_MANIFEST, error);
    for (guint i = 0; names && publisher->clear && i < names->len; i++) {
        const char *name = names->pdata[i], *suffix = name + strlen(PUBLISH_MANIFEST);
        guint number, of;
        if (!manifest_has_suffix(suffix, &number, &of))
            continue;
        gboolean own = strcmp(suffix, publisher->suffix) == 0;
        if (!own && *publisher->suffix)
            add_other(publisher, findings, name, number, of);
        else if (!load_manifest(publisher, name, findings, error))
            return FALSE;
        if (!own)
            g_ptr_array_add(publisher->merged, g_strdup(suffix));
    }
    manifest_settle(&publisher->old);
    return names != NULL;
}

/* What cannot be read of it is not known; it only saves work. One without the list of our files is not ours. */
static void load_ledger(Publisher *publisher, const char *suffix, Findings *findings)
{
    g_autofree char *name = g_strconcat(PUBLISH_LEDGER, suffix, NULL), *text = NULL;
    mode_t mode = 0;
    gint64 size;
    gsize length = 0;
    if (!tree_stat(&publisher->tree, name, &mode, &size, NULL) || mode == 0)
        return;
    if (!S_ISREG(mode) || !publisher->old.stands)
        publisher_foreign(publisher, findings, name, 0, publisher_foreign_kind(mode));
    else if (size <= LEDGER_LIMIT && tree_read(&publisher->tree, name, (gsize)size, &text, &length, NULL)) {
        g_autoptr(GArray) lines = ledger_parse(text, length);
        g_array_append_vals(publisher->ledger, lines->data, lines->len);
        g_ptr_array_add(publisher->ledger_texts, g_steal_pointer(&text));
    }
}

static int by_path(gconstpointer a, gconstpointer b)
{
    return path_compare(((const LedgerLine *)a)->path, ((const LedgerLine *)b)->path);
}

void lists_load_ledgers(Publisher *publisher, Findings *findings)
{
    load_ledger(publisher, publisher->suffix, findings);
    for (guint i = 0; i < publisher->merged->len; i++)
        load_ledger(publisher, publisher->merged->pdata[i], findings);
    if (publisher->merged->len)
        g_array_sort(publisher->ledger, by_path);
    guint line = 0; /* both are sorted, and each has what the other has not */
    for (gsize i = 0; i < publisher->count && line < publisher->ledger->len;) {
        const LedgerLine *at = &g_array_index(publisher->ledger, LedgerLine, line);
        Target *target = publisher->sorted[i];
        int order = path_compare(target->path, at->path);
        if (order == 0 && target->stands >= 0)
            target->known = at;
        i += order <= 0;
        line += order >= 0;
    }
}

/* While it is written, what is spared is as old as it was: killed, this run began no generation. */
static gboolean write_manifest(Publisher *publisher, const GPtrArray *paths, gboolean writing, GError **error)
{
    g_autofree char *name = g_strconcat(PUBLISH_MANIFEST, publisher->suffix, NULL);
    g_autoptr(GString) text = manifest_format(paths, writing ? publisher->old.ages : publisher->ages, writing);
    return tree_write(&publisher->tree, name, text->str, text->len, error);
}

gboolean lists_mark(Publisher *publisher, GError **error)
{
    if (g_atomic_int_get(&publisher->marked))
        return TRUE;
    g_mutex_lock(&publisher->marking);
    gboolean ok = g_atomic_int_get(&publisher->marked) || write_manifest(publisher, publisher->all, TRUE, error);
    g_atomic_int_set(&publisher->marked, ok);
    g_mutex_unlock(&publisher->marking);
    return ok;
}

/* The temporary files of the lists with SUFFIX. */
static gboolean sweep_lists(const Publisher *publisher, const char *suffix, GError **error)
{
    g_autofree char *manifest = g_strconcat(PUBLISH_MANIFEST, suffix, NULL), *of_manifest = file_temporary(manifest);
    g_autofree char *ledger = g_strconcat(PUBLISH_LEDGER, suffix, NULL), *of_ledger = file_temporary(ledger);
    return tree_remove(&publisher->tree, of_manifest, error) && tree_remove(&publisher->tree, of_ledger, error);
}

gboolean lists_sweep(Publisher *publisher, GError **error)
{
    gboolean ok = sweep_lists(publisher, publisher->suffix, error);
    for (guint i = 0; ok && i < publisher->merged->len; i++)
        ok = sweep_lists(publisher, publisher->merged->pdata[i], error);
    return ok;
}

/* Whether the ledger would say the same as before. */
static gboolean is_same_ledger(const Publisher *publisher, const GArray *lines)
{
    if (publisher->merged->len || publisher->ledger->len != lines->len)
        return FALSE;
    for (guint i = 0; i < lines->len; i++) {
        const LedgerLine *old = &g_array_index(publisher->ledger, LedgerLine, i);
        const LedgerLine *new = &g_array_index(lines, LedgerLine, i);
        if (!digest_equal(old->made_of, new->made_of) || !digest_equal(old->bytes, new->bytes) ||
            strcmp(old->path, new->path) != 0)
            return FALSE;
    }
    return TRUE;
}

static gboolean write_ledger(Publisher *publisher, GError **error)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(LedgerLine));
    for (gsize i = 0; i < publisher->count; i++) {
        const Target *target = publisher->sorted[i];
        const LedgerLine line = {target->path, target->made_of, target->bytes};
        if (target->made_of.high || target->made_of.low)
            g_array_append_val(lines, line);
    }
    if (!lines->len || is_same_ledger(publisher, lines))
        return TRUE;
    g_autofree char *name = g_strconcat(PUBLISH_LEDGER, publisher->suffix, NULL);
    g_autoptr(GString) text = ledger_format(lines);
    return tree_write(&publisher->tree, name, text->str, text->len, error);
}

gboolean lists_write(Publisher *publisher, GError **error)
{
    gboolean same = publisher->old.stands && !publisher->old.writing && publisher->merged->len == 0 &&
                    !publisher->marked && publisher->stale->len == 0 &&
                    !spare_differs(publisher->ages, publisher->old.ages);
    if (!write_ledger(publisher, error) || (!same && !write_manifest(publisher, publisher->planned, FALSE, error)))
        return FALSE;
    for (guint i = 0; i < publisher->merged->len; i++) {
        const char *suffix = publisher->merged->pdata[i];
        g_autofree char *manifest = g_strconcat(PUBLISH_MANIFEST, suffix, NULL);
        g_autofree char *ledger = g_strconcat(PUBLISH_LEDGER, suffix, NULL);
        if (!tree_remove(&publisher->tree, ledger, error) || !tree_remove(&publisher->tree, manifest, error))
            return FALSE;
    }
    return TRUE;
}
