#include "site/limits.h"

#include <string.h>

#include "emit/host.h"
#include "plan/url.h"
#include "press/press.h"

/* What a site comes to, by HostCount. */
typedef struct Sums {
    guint64 of[N_HOST_COUNTS];
} Sums;

static void compare(const Plan *plan, const Sums *sums, Findings *findings)
{
    const Host *host = &HOSTS[plan->host];
    for (const HostLimit *limit = host->limits; limit < host->limits + HOST_LIMITS && limit->most; limit++) {
        g_autofree char *hint = g_strdup_printf("as %s said on %s; with more, set levels: {host-limit: off}",
                                                limit->page, limit->confirmed);
        if (sums->of[limit->count] > limit->most)
            findings_add(findings, RULE_HOST_LIMIT, "content/site.yaml", plan->catalog->site->host.mark, hint,
                         "%s takes at most %" G_GUINT64_FORMAT " %s, and the site has %" G_GUINT64_FORMAT, host->title,
                         limit->most, HOST_COUNT_NAMES[limit->count], sums->of[limit->count]);
    }
}

/* Adds FILES files in the folder of PATH to those of each FOLDER, and the folders around it. */
static void count_folders(GHashTable *folders, const char *path, guint files, Sums *sums)
{
    g_autofree char *folder = g_path_get_dirname(path);
    guint in = GPOINTER_TO_UINT(g_hash_table_lookup(folders, folder)) + files;
    gboolean is_new = !g_hash_table_contains(folders, folder);
    g_hash_table_insert(folders, g_strdup(folder), GUINT_TO_POINTER(in));
    sums->of[HOST_FOLDER_FILES] = MAX(sums->of[HOST_FOLDER_FILES], in);
    if (is_new && strcmp(folder, ".") != 0) {
        sums->of[HOST_ENTRIES]++;
        count_folders(folders, folder, 0, sums);
    }
}

static void count_files(const Plan *plan, guint forms, Sums *sums)
{
    g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) path = g_string_new(NULL);
    guint copies = 0;
    for (guint form = 0; form < N_PRESS_FORMS; form++)
        copies += forms >> form & 1;
    for (gsize i = 0; i < plan_count(plan); i++) {
        g_string_truncate(path, 0);
        url_file(path, plan, plan_output(plan, i));
        guint files = 1 + (press_suits(path->str) ? copies : 0);
        sums->of[HOST_FILES] += files;
        count_folders(folders, path->str, files, sums);
    }
    sums->of[HOST_ENTRIES] += sums->of[HOST_FILES];
}

/* A rule of _headers begins a line; what it sets is indented. */
static void count_rules(const Plan *plan, Sums *sums)
{
    g_autoptr(GString) text = g_string_new(NULL);
    host_headers(plan, text);
    for (const char *line = text->str; *line;) {
        gsize length = strcspn(line, "\n");
        sums->of[HOST_RULES] += *line != ' ';
        sums->of[HOST_RULE_LENGTH] = MAX(sums->of[HOST_RULE_LENGTH], length);
        line += length + (line[length] == '\n');
    }
}

void limits_check_plan(const Plan *plan, guint forms, Findings *findings)
{
    Sums sums = {{0}};
    if (!HOSTS[plan->host].limits->most)
        return;
    count_files(plan, forms, &sums);
    if (HOSTS[plan->host].wants & HOST_HEADERS)
        count_rules(plan, &sums);
    for (guint i = 0; i < plan->n_assets; i++)
        sums.of[HOST_FILE_BYTES] = MAX(sums.of[HOST_FILE_BYTES], plan->assets[i].length);
    compare(plan, &sums, findings);
}

void limits_check_bytes(const Plan *plan, guint64 bytes, guint64 largest, Findings *findings)
{
    Sums sums = {{0}};
    sums.of[HOST_BYTES] = bytes;
    sums.of[HOST_FILE_BYTES] = largest;
    compare(plan, &sums, findings);
}
