#include "diag/finding.h"

#include <string.h>

#include "base/file.h"

/* What content/site.yaml says of a rule. */
typedef struct Level {
    RuleId rule;
    const char *language; /* interned; NULL: every */
    Severity severity;
} Level;

struct Findings {
    GMutex lock;
    GPtrArray *list;       /* of Finding */
    GArray *levels;        /* of Level */
    GHashTable *languages; /* file → interned language */
};

static void finding_free(gpointer data)
{
    Finding *finding = data;
    g_free(finding->file);
    g_free(finding->message);
    g_free(finding->hint);
    g_free(finding);
}

Findings *findings_new(void)
{
    Findings *findings = g_new0(Findings, 1);
    g_mutex_init(&findings->lock);
    findings->list = g_ptr_array_new_with_free_func(finding_free);
    findings->levels = g_array_new(FALSE, FALSE, sizeof(Level));
    findings->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return findings;
}

void findings_free(Findings *findings)
{
    if (!findings)
        return;
    g_ptr_array_unref(findings->list);
    g_array_unref(findings->levels);
    g_hash_table_unref(findings->languages);
    g_mutex_clear(&findings->lock);
    g_free(findings);
}

/* What is said of its language goes before what is said of all; of two that say the same, the later. */
static Severity severity_for(const Findings *findings, const Rule *rule, const char *language)
{
    Severity severity = rule->severity;
    gboolean own = FALSE;
    for (guint i = 0; i < findings->levels->len; i++) {
        const Level *level = &g_array_index(findings->levels, Level, i);
        gboolean fits = level->language && level->language == language;
        if (&RULES[level->rule] != rule || !(fits || (!level->language && !own)))
            continue;
        severity = level->severity;
        own = fits;
    }
    return severity;
}

/* FINDING, whose language is set, with the severity that it has here. */
static void take(Findings *findings, Finding *finding)
{
    finding->severity = severity_for(findings, finding->rule, finding->language);
    if (finding->severity == SEVERITY_OFF)
        finding_free(finding);
    else
        g_ptr_array_add(findings->list, finding);
}

void findings_add(Findings *findings, RuleId rule, const char *file, Mark mark, const char *hint, const char *format,
                  ...)
{
    Finding *finding = g_new0(Finding, 1);
    finding->rule = &RULES[rule];
    finding->file = g_strdup(file);
    finding->mark = mark;
    finding->hint = g_strdup(hint);
    va_list args;
    va_start(args, format);
    finding->message = g_strdup_vprintf(format, args);
    va_end(args);
    g_mutex_lock(&findings->lock);
    finding->language = g_hash_table_lookup(findings->languages, file);
    take(findings, finding);
    g_mutex_unlock(&findings->lock);
}

void findings_add_unreadable(Findings *findings, const char *file, const GError *error)
{
    if (error->domain == FILE_OUTSIDE)
        findings_add(findings, RULE_OUTSIDE_LINK, file, (Mark){0},
                     "what a site is made of stands in its source: put a copy there",
                     "a link leads out of the source folder");
    else
        findings_add(findings, RULE_UNREADABLE_FILE, file, (Mark){0}, NULL, "cannot be read: %s", error->message);
}

void findings_adopt(Findings *findings, Findings *other)
{
    GHashTableIter iter;
    gpointer file, language;
    g_mutex_lock(&findings->lock);
    g_hash_table_iter_init(&iter, other->languages);
    while (g_hash_table_iter_next(&iter, &file, &language)) {
        g_hash_table_iter_steal(&iter);
        g_hash_table_replace(findings->languages, file, language);
    }
    g_ptr_array_set_free_func(other->list, NULL); /* they move */
    for (guint i = 0; i < other->list->len; i++) {
        Finding *finding = other->list->pdata[i];
        if (!finding->language) /* it may be known only here */
            finding->language = g_hash_table_lookup(findings->languages, finding->file);
        take(findings, finding);
    }
    g_mutex_unlock(&findings->lock);
    findings_free(other);
}

void findings_file_language(Findings *findings, const char *file, const char *language)
{
    g_mutex_lock(&findings->lock);
    g_hash_table_replace(findings->languages, g_strdup(file), (gpointer)g_intern_string(language));
    g_mutex_unlock(&findings->lock);
}

void findings_set_level(Findings *findings, RuleId rule, const char *language, Severity severity)
{
    Level level = {rule, g_intern_string(language), severity};
    g_mutex_lock(&findings->lock);
    g_array_append_val(findings->levels, level);
    GPtrArray *all = findings->list;
    findings->list = g_ptr_array_new_full(all->len, finding_free);
    g_ptr_array_set_free_func(all, NULL); /* they move, or go */
    for (guint i = 0; i < all->len; i++)
        take(findings, all->pdata[i]);
    g_ptr_array_unref(all);
    g_mutex_unlock(&findings->lock);
}

static int compare(const Finding *a, const Finding *b)
{
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->mark.line > b->mark.line) - (a->mark.line < b->mark.line);
    if (order == 0)
        order = (a->mark.column > b->mark.column) - (a->mark.column < b->mark.column);
    if (order == 0)
        order = strcmp(a->rule->id, b->rule->id);
    if (order == 0)
        order = strcmp(a->message, b->message);
    return order ? order : g_strcmp0(a->hint, b->hint);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
    return compare(*(const Finding *const *)a, *(const Finding *const *)b);
}

void findings_sort(Findings *findings)
{
    GPtrArray *all = findings->list;
    g_ptr_array_sort(all, compare_entries);
    GPtrArray *once = g_ptr_array_new_full(all->len, finding_free);
    for (guint i = 0; i < all->len; i++) {
        Finding *finding = all->pdata[i];
        if (once->len > 0 && compare(once->pdata[once->len - 1], finding) == 0)
            finding_free(finding);
        else
            g_ptr_array_add(once, finding);
    }
    g_ptr_array_set_free_func(all, NULL); /* they have moved */
    findings->list = once;
    g_ptr_array_unref(all);
}

guint findings_count(const Findings *findings, Severity at_least)
{
    guint count = 0;
    for (guint i = 0; i < findings->list->len; i++)
        count += findings_get(findings, i)->severity >= at_least;
    return count;
}

guint findings_length(const Findings *findings)
{
    return findings->list->len;
}

const Finding *findings_get(const Findings *findings, guint i)
{
    return g_ptr_array_index(findings->list, i);
}

/* Levenshtein distance in bytes, given up past LIMIT. */
static guint distance(const char *a, const char *b, guint limit)
{
    gsize n = strlen(a), m = strlen(b);
    if (n > 64 || m > 64 || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    guint row[65];
    for (guint j = 0; j <= m; j++)
        row[j] = j;
    for (guint i = 1; i <= n; i++) {
        guint corner = row[0], least = i;
        row[0] = i;
        for (guint j = 1; j <= m; j++) {
            guint above = row[j], change = corner + (a[i - 1] != b[j - 1]);
            row[j] = MIN(change, MIN(above, row[j - 1]) + 1);
            least = MIN(least, row[j]);
            corner = above;
        }
        if (least > limit)
            return limit + 1;
    }
    return row[m];
}

char *findings_suggest(const char *word, const char *const *words)
{
    guint limit = (guint)MIN(strlen(word) / 3 + 1, 3), best = limit + 1;
    const char *nearest = NULL;
    for (guint i = 0; *words && i < SUGGEST_WORDS; words++, i++) {
        guint d = distance(word, *words, limit);
        if (d < best && d < strlen(word) && d < strlen(*words)) {
            best = d;
            nearest = *words;
        }
    }
    return nearest ? g_strdup_printf("did you mean \"%s\"?", nearest) : NULL;
}
