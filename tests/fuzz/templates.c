/* Templates: what the lint lets pass, ctemplate takes, and then no text of a page becomes markup of it. The input is
 * parts as in tests/tmpl/: "== templates/page.html" begins one, which goes on to the next such line. */
#include <stddef.h>
#include <string.h>

#include "fuzz.h"
#include "tmpl/lint.h"
#include "tmpl/views.h"

enum { MOST = 12 }; /* templates: more find no more */

/* Plain text that would break out of wherever it stands: each sign is before the word that is looked for. */
#define WORD   "q7f3"
#define BREAKS "<" WORD ">\"" WORD "'" WORD "&" WORD

static const Cell CELLS[] = {{BREAKS}, {""}, {"a"}};
static const Row ROWS[] = {
    {.name = BREAKS, .link = "x/?a=1&b=2", .title = BREAKS, .odd = TRUE, .cells = {CELLS, 3}},
    {.name = "", .link = "https://example.org/#x", .title = NULL, .cells = {NULL, 0}},
};
static const Box A_BOX = {.title = BREAKS, .text = BREAKS, .row = &ROWS[0]};
static const Page VIEW = {
    .title = BREAKS,
    .body = "<p>ready</p>",
    .data = "{}",
    .link = "../x/",
    .empty = "",
    .yes = TRUE,
    .box = &A_BOX,
    .rows = {ROWS, 2},
};
static const TmplPage PAGES[] = {{"page", &PAGE}, {0}};
static const char *const KEYS[] = {"when", "fix", NULL};
static const char *const TEXTS[] = {BREAKS, "fix", NULL};

/* Adds a source whose file is named in the LENGTH bytes at NAME. */
static void add(GArray *sources, const char *name, gsize length, const char *text, gsize size)
{
    char *file = g_strndup(name, length);
    g_autofree char *base = g_path_get_basename(file);
    TmplSource source = {g_strndup(base, strlen(base) - MIN(strlen(base), strlen(".html"))), file, text, size};
    g_array_append_val(sources, source);
}

static void split(const char *text, gsize size, GArray *sources)
{
    const char *end = text + size;
    for (const char *p = text; p < end && sources->len < MOST;) {
        const char *line = memchr(p, '\n', (gsize)(end - p));
        const char *body = line ? line + 1 : end;
        const char *next = body < end ? g_strstr_len(body - 1, end - body + 1, "\n== ") : NULL;
        const char *stop = next ? next + 1 : end;
        gsize skip = MIN(strlen("== "), (gsize)(body - p));
        add(sources, p + skip, (gsize)(body - p) - skip - (line && body > p + skip), body, (gsize)(stop - body));
        p = stop;
    }
}

static void source_clear(gpointer data)
{
    TmplSource *source = data;
    g_free((char *)source->name);
    g_free((char *)source->file);
}

/* A place is in the file that it names. */
static void check_places(const Findings *findings, const GArray *sources)
{
    for (guint i = 0; i < findings_length(findings); i++) {
        const Finding *finding = findings_get(findings, i);
        gboolean within = finding->mark.line == 0;
        for (guint s = 0; s < sources->len && !within; s++) {
            const TmplSource *source = &g_array_index(sources, TmplSource, s);
            g_autoptr(GArray) lines = fuzz_lines(source->text, source->length);
            within = strcmp(source->file, finding->file) == 0 && fuzz_is_within(lines, finding->mark);
        }
        g_assert(within);
    }
}

static void check_escaped(const GString *out)
{
    for (const char *p = out->str; (p = strstr(p, WORD)); p++)
        g_assert(p == out->str || !strchr("<\"'&", p[-1]));
}

static void expand(const GArray *sources, gboolean checked)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) out = g_string_new(NULL);
    TmplEngine *engine = tmpl_engine_new((const TmplSource *)sources->data, sources->len, PAGES, findings);
    fuzz_check_findings(findings, NULL, NULL);
    if (!engine)
        return;
    TmplLabels *labels = tmpl_labels_new(KEYS, TEXTS);
    TmplExpander *expander = tmpl_expander_new(engine);
    g_autoptr(GError) error = NULL;
    gboolean whole = tmpl_expand(expander, &PAGES[0], &VIEW, labels, out, &error);
    g_assert(whole ? !error : g_error_matches(error, TMPL_ERROR, TMPL_ERROR_LIMIT));
    if (checked)
        check_escaped(out);
    tmpl_expander_free(expander);
    tmpl_labels_free(labels);
    tmpl_engine_free(engine);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(TmplSource));
    g_array_set_clear_func(sources, source_clear);
    split((const char *)data, size, sources);
    gboolean clean = tmpl_lint((const TmplSource *)sources->data, sources->len, TRUE, PAGES, KEYS, NULL, findings);
    g_assert(clean == (findings_length(findings) == 0));
    check_places(findings, sources);
    fuzz_check_findings(findings, NULL, NULL);
    if (clean)
        expand(sources, !g_strstr_len((const char *)data, (gssize)size, WORD));
    return 0;
}
