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

/* Whether FILE has a version in LANGUAGE that search engines are asked not to list, such as one that is not translated
 * yet. Nobody has to name that one; it names FILE. Asked only where a version is missing. */
static gboolean has_unlisted(const Site *site, int file, const char *language)
{
    for (guint i = 0; i < site->files.paths->len; i++) {
        const Facts *version = &site->facts[i];
        if (version->unlisted && version->language && g_ascii_strcasecmp(version->language, language) == 0 &&
            names(version, file))
            return TRUE;
    }
    return FALSE;
}

/* The languages of the site are those that its first page names. A page that is not listed owes and is owed nothing. */
static void check_alternates(const Site *site, int index, int file)
{
    const Facts *facts = &site->facts[file], *first = &site->facts[index];
    for (guint i = 0; i < first->n_alternates && !facts->unlisted; i++)
        if (!alternate_in(facts, first->alternates[i].what) && !has_unlisted(site, file, first->alternates[i].what))
            SITE_ADD(site, RULE_MISSING_ALTERNATE, file, facts->head, NULL, "names no version in \"%s\"",
                     first->alternates[i].what);
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
    for (guint i = 0; i < site->files.paths->len; i++) {
        check_fragments(site, (int)i);
        if (site->facts[i].page)
            check_alternates(site, index, (int)i);
    }
    check_reach(site, index);
}
