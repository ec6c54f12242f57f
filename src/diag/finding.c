#include "diag/finding.h"

#include <string.h>

struct Findings {
    GMutex lock;
    GPtrArray *list; /* of Finding */
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
    return findings;
}

void findings_free(Findings *findings)
{
    if (!findings)
        return;
    g_ptr_array_unref(findings->list);
    g_mutex_clear(&findings->lock);
    g_free(findings);
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
    g_ptr_array_add(findings->list, finding);
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
        count += findings_get(findings, i)->rule->severity >= at_least;
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

/* What moves a cursor, ends a line or turns the reading direction. */
static gboolean acts_on_terminal(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* Content is quoted in messages, and content may be hostile. Shown byte by byte, so that a character and a stray byte
 * of the same number (U+0085 and 0x85) look different. */
static void append_visible(GString *out, const char *text)
{
    for (const char *p = text; *p;) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        gboolean valid = (gint32)c >= 0;
        const char *next = valid ? g_utf8_next_char(p) : p + 1;
        if (valid && !acts_on_terminal(c))
            g_string_append_len(out, p, next - p);
        else
            for (const char *byte = p; byte < next; byte++)
                g_string_append_printf(out, "\\x%02x", (guchar)*byte);
        p = next;
    }
}

void findings_print_text(const Findings *findings, GString *out)
{
    for (guint i = 0; i < findings->list->len; i++) {
        const Finding *finding = findings_get(findings, i);
        append_visible(out, finding->file);
        if (finding->mark.line)
            g_string_append_printf(out, ":%u:%u", finding->mark.line, finding->mark.column);
        g_string_append_printf(out, ": %s: ", severity_name(finding->rule->severity));
        append_visible(out, finding->message);
        g_string_append_printf(out, " [%s]\n", finding->rule->id);
        if (finding->hint) {
            g_string_append(out, "  ");
            append_visible(out, finding->hint);
            g_string_append_c(out, '\n');
        }
    }
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
        guint corner = row[0];
        row[0] = i;
        for (guint j = 1; j <= m; j++) {
            guint above = row[j], change = corner + (a[i - 1] != b[j - 1]);
            row[j] = MIN(change, MIN(above, row[j - 1]) + 1);
            corner = above;
        }
    }
    return row[m];
}

char *findings_suggest(const char *word, const char *const *words)
{
    guint limit = (guint)MIN(strlen(word) / 3 + 1, 3), best = limit + 1;
    const char *nearest = NULL;
    for (; *words; words++) {
        guint d = distance(word, *words, limit);
        if (d < best) {
            best = d;
            nearest = *words;
        }
    }
    return nearest ? g_strdup_printf("did you mean \"%s\"?", nearest) : NULL;
}
