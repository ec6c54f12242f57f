#include <string.h>

#include "inspect/facts.h"

static int by_text(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static gboolean has_id(const Facts *facts, const char *id)
{
    return bsearch(id, facts->ids, facts->n_ids, sizeof *facts->ids, by_text) != NULL;
}

static const char *path_of(const Site *site, int file)
{
    return site->files.paths->pdata[file];
}

static void check_fragments(const Site *site, int file)
{
    const Facts *facts = &site->facts[file];
    for (guint i = 0; i < facts->n_fragments; i++) {
        const Pointer *to = &facts->fragments[i];
        if (g_str_has_suffix(path_of(site, to->target), ".html") && !has_id(&site->facts[to->target], to->what))
            SITE_ADD(site, RULE_DEAD_FRAGMENT, file, to->mark, NULL, "%s has no id \"%s\"", path_of(site, to->target),
                     to->what);
    }
}

static const Pointer *alternate_in(const Facts *facts, const char *language)
{
    for (guint i = 0; i < facts->n_alternates; i++)
        if (g_ascii_strcasecmp(facts->alternates[i].what, language) == 0)
            return &facts->alternates[i];
    return NULL;
}

static gboolean names(const Facts *facts, int file)
{
    for (guint i = 0; i < facts->n_alternates; i++)
        if (facts->alternates[i].target == file)
            return TRUE;
    return FALSE;
}

/* For each file the pages that name it as a version and that search engines are asked not to list, such as those that
 * are not translated yet. Nobody has to name those. Those of file F are BY[FIRST[F]] up to BY[FIRST[F + 1]]. */
typedef struct Unlisted {
    guint *first;
    int *by;
} Unlisted;

static Unlisted unlisted_new(const Site *site)
{
    guint n = site->files.paths->len;
    Unlisted unlisted = {.first = g_new0(guint, n + 2)};
    guint *first = unlisted.first + 1; /* one on: filling moves each to where the next one begins */
    for (guint i = 0; i < n; i++)
        for (guint a = 0; site->facts[i].unlisted && a < site->facts[i].n_alternates; a++)
            first[site->facts[i].alternates[a].target + 1]++;
    for (guint i = 0; i < n; i++)
        first[i + 1] += first[i];
    unlisted.by = g_new(int, first[n] + 1);
    for (guint i = 0; i < n; i++)
        for (guint a = 0; site->facts[i].unlisted && a < site->facts[i].n_alternates; a++)
            unlisted.by[first[site->facts[i].alternates[a].target]++] = (int)i;
    return unlisted;
}

static void unlisted_clear(Unlisted *unlisted)
{
    g_free(unlisted->first);
    g_free(unlisted->by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Unlisted, unlisted_clear)

/* Whether one of them is a version of FILE in LANGUAGE. */
static gboolean has_unlisted(const Site *site, const Unlisted *unlisted, int file, const char *language)
{
    for (guint i = unlisted->first[file]; i < unlisted->first[file + 1]; i++) {
        const char *own = site->facts[unlisted->by[i]].language;
        if (own && g_ascii_strcasecmp(own, language) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The languages of the site are those that its first page names. A page that is not listed owes and is owed nothing. */
static void check_missing(const Site *site, const Unlisted *unlisted, int index, int file)
{
    const Facts *facts = &site->facts[file], *first = &site->facts[index];
    for (guint i = 0; i < first->n_alternates && !facts->unlisted; i++) {
        const char *language = first->alternates[i].what;
        if (!alternate_in(facts, language) && !has_unlisted(site, unlisted, file, language))
            SITE_ADD(site, RULE_MISSING_ALTERNATE, file, facts->head, NULL, "names no version in \"%s\"", language);
    }
}

static void check_alternates(const Site *site, int file)
{
    const Facts *facts = &site->facts[file];
    for (guint i = 0; i < facts->n_alternates; i++) {
        const Pointer *to = &facts->alternates[i];
        const Facts *target = &site->facts[to->target];
        if (!facts->unlisted && !names(target, file))
            SITE_ADD(site, RULE_ONE_WAY_ALTERNATE, file, to->mark, NULL,
                     "%s is named as the version in \"%s\" and does not name this page", path_of(site, to->target),
                     to->what);
        if (g_ascii_strcasecmp(to->what, "x-default") != 0 && target->language &&
            g_ascii_strcasecmp(to->what, target->language) != 0)
            SITE_ADD(site, RULE_WRONG_ALTERNATE, file, to->mark, NULL,
                     "%s is named as the version in \"%s\" and is in \"%s\"", path_of(site, to->target), to->what,
                     target->language);
    }
}

static void check_reach(const Site *site, int index)
{
    guint n = site->files.paths->len;
    g_autofree gboolean *reached = g_new0(gboolean, n);
    g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_val(todo, index);
    reached[index] = TRUE;
    while (todo->len) {
        const Facts *facts = &site->facts[g_array_index(todo, int, todo->len - 1)];
        g_array_set_size(todo, todo->len - 1);
        for (guint i = 0; i < facts->n_links; i++)
            if (!reached[facts->links[i]]) {
                reached[facts->links[i]] = TRUE;
                g_array_append_val(todo, facts->links[i]);
            }
    }
    for (guint i = 0; i < n; i++)
        if (site->facts[i].page && !reached[i])
            SITE_ADD(site, RULE_ORPHAN_PAGE, i, (Mark){0}, NULL, "no way of links leads here from /index.html");
}

void between_pages(const Site *site)
{
    int index = files_find(&site->files, "index.html");
    g_auto(Unlisted) unlisted = unlisted_new(site);
    for (guint i = 0; i < site->files.paths->len; i++) {
        check_fragments(site, (int)i);
        if (site->facts[i].page) {
            check_missing(site, &unlisted, index, (int)i);
            check_alternates(site, (int)i);
        }
    }
    check_reach(site, index);
}
