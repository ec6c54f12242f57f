/* Every file in engine/ is a case: templates, expanded with the views below, and what comes of it: the part "output",
 * or "error", or "findings" of tmpl_engine_new(). */
#include "fixture.h"

#include "diag/report.h"
#include "tmpl/lint.h"
#include "views.h"

static const Cell ONE_CELL[] = {{"1"}};
static const Cell THREE_CELLS[] = {{"a"}, {"b"}, {"<c>"}};
static const Row ROWS[] = {
    {.name = "first", .link = "first/?a=1&b=2", .title = "of row 1", .odd = TRUE, .cells = {THREE_CELLS, 3}},
    {.name = "second & \"last\"", .link = "https://example.org/#x", .title = NULL, .cells = {NULL, 0}},
    {.name = "third", .link = "HTTP://example.org", .title = "", .odd = TRUE, .cells = {ONE_CELL, 1}},
};
static const Row BAD_ROW = {.name = "bad", .link = "javascript:alert(1)"};
static const Box A_BOX = {.title = "in the box", .text = "text\nof\ttwo lines", .row = &ROWS[0]};
static const Box BAD_BOX = {.title = "bad", .row = &BAD_ROW};
static const Page VIEW = {
    .title = "A <title> & 'more' \xc3\xa9",
    .body = "<p>ready &amp; \"made\"</p>",
    .data = "{\"a\":\"\\u003c/script>\"}",
    .link = "../x/",
    .empty = "",
    .yes = TRUE,
    .box = &A_BOX,
    .rows = {ROWS, 3},
};
static const char *const KEYS[] = {"when", "fix", NULL};
static const char *const TEXTS[] = {"When & where", "How <to> fix", NULL};

/* A template box.html is expanded with the box whose row has a bad address. */
static const TmplPage PAGES[] = {{"page", &PAGE}, {"box", &BOX}, {0}};

static void expand_case(void **state)
{
    Fixture *fixture = fixture_read(*state);
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) got = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    TmplEngine *engine =
        tmpl_engine_new((const TmplSource *)fixture->sources->data, fixture->sources->len, PAGES, findings);
    if (!engine) {
        findings_sort(findings);
        findings_print_text(findings, got);
        assert_string_equal(got->str, fixture_part(fixture, "findings"));
        fixture_free(fixture);
        return;
    }
    gboolean box = fixture_part(fixture, "templates/box.html") != NULL;
    TmplLabels *labels = tmpl_labels_new(KEYS, TEXTS);
    TmplExpander *expander = tmpl_expander_new(engine);
    g_string_assign(got, "before|");
    if (tmpl_expand(expander, &PAGES[box], box ? (const void *)&BAD_BOX : &VIEW, labels, got, &error)) {
        assert_non_null(fixture_part(fixture, "output"));
        assert_string_equal(got->str + strlen("before|"), fixture_part(fixture, "output"));
    } else {
        assert_string_equal(got->str, "before|");
        assert_int_equal(error->domain, TMPL_ERROR);
        g_string_printf(got, "%s\n", error->message);
        assert_non_null(fixture_part(fixture, "error"));
        assert_string_equal(got->str, fixture_part(fixture, "error"));
    }
    tmpl_expander_free(expander);
    tmpl_labels_free(labels);
    tmpl_engine_free(engine);
    fixture_free(fixture);
}

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}"

static TmplEngine *engine_of(const char *text)
{
    const TmplSource source = {"page", "templates/page.html", text, strlen(text)};
    g_autoptr(Findings) findings = findings_new();
    TmplEngine *engine = tmpl_engine_new(&source, 1, PAGES, findings);
    assert_non_null(engine);
    assert_int_equal(findings_length(findings), 0);
    return engine;
}

/* The page with two rows, of which the second is kept; expanded, then again after both were changed, to show of which
 * the partial was expanded anew. */
static void expand_twice(const char *row, const char *first, const char *again)
{
    static const char page[] = PRAGMA "\n{{#ROWS}}\n{{>row}}\n{{/ROWS}}\n";
    g_autofree char *partial = g_strconcat(PRAGMA "\n", row, NULL);
    const TmplSource sources[] = {
        {"page", "templates/page.html", page, strlen(page)},
        {"row", "templates/partials/row.html", partial, strlen(partial)},
        {"cell", "templates/partials/cell.html", PRAGMA "{{CELL}}", strlen(PRAGMA "{{CELL}}")}};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    TmplKept kept = {.arena = arena};
    Cell cells[] = {{"1"}, {"2"}};
    Row rows[] = {{.name = "a", .link = "x", .cells = {cells, 2}},
                  {.name = "b", .link = "y", .cells = {cells, 2}, .kept = &kept}};
    Page view = VIEW;
    view.rows = (TmplList){rows, 2};
    TmplEngine *engine = tmpl_engine_new(sources, 3, PAGES, findings);
    TmplLabels *labels = tmpl_labels_new(KEYS, TEXTS);
    TmplExpander *expander = tmpl_expander_new(engine);
    assert_true(tmpl_expand(expander, &PAGES[0], &view, labels, out, NULL));
    assert_string_equal(out->str, first);
    rows[0].name = rows[1].name = "new";
    view.body = "<i>new</i>";
    g_string_truncate(out, 0);
    assert_true(tmpl_expand(expander, &PAGES[0], &view, labels, out, NULL));
    assert_string_equal(out->str, again);
    rows[0].link = rows[1].link = "data:,bad"; /* a kept one is not looked at again */
    assert_false(tmpl_expand(expander, &PAGES[0], &view, labels, out, NULL));
    tmpl_expander_free(expander);
    tmpl_labels_free(labels);
    tmpl_engine_free(engine);
}

static void partials_of_kept_items(void **state)
{
    (void)state;
    /* All that it names is the item's, or a label. */
    expand_twice("<a href=\"{{ROW_LINK:x-url}}\">{{NAME}}{{#CELLS}}{{>cell}}{{/CELLS}} {{label_fix}}</a>\n",
                 "<a href=\"x\">a12 How &lt;to&gt; fix</a>\n<a href=\"y\">b12 How &lt;to&gt; fix</a>\n",
                 "<a href=\"x\">new12 How &lt;to&gt; fix</a>\n<a href=\"y\">b12 How &lt;to&gt; fix</a>\n");
    /* Something is the page's: it is expanded for every page. */
    expand_twice("<a href=\"{{ROW_LINK:x-url}}\">{{NAME}}</a>{{BODY:none}}\n",
                 "<a href=\"x\">a</a><p>ready &amp; \"made\"</p>\n<a href=\"y\">b</a><p>ready &amp; \"made\"</p>\n",
                 "<a href=\"x\">new</a><i>new</i>\n<a href=\"y\">new</a><i>new</i>\n");
    expand_twice("<a href=\"{{ROW_LINK:x-url}}\">{{NAME}}</a>{{#YES}}!{{/YES}}\n",
                 "<a href=\"x\">a</a>!\n<a href=\"y\">b</a>!\n", "<a href=\"x\">new</a>!\n<a href=\"y\">new</a>!\n");
}

/* One page, then another beside it, or (KEPT is FALSE) one that is not. */
static void expand_beside(const char *partial, const char *first, const char *next, gboolean kept)
{
    static const TmplPage alike[] = {{"page", &PAGE}, {0}};
    static const char page[] = PRAGMA "\n{{>part}}\n{{TITLE}}\n{{#ROWS}}\n{{>part}}\n{{/ROWS}}\n";
    g_autofree char *part = g_strconcat(PRAGMA "\n", partial, NULL);
    const TmplSource sources[] = {{"page", "templates/page.html", page, strlen(page)},
                                  {"part", "templates/partials/part.html", part, strlen(part)}};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    TmplKept beside = {.arena = arena};
    Row row = {.name = "a", .link = "x", .title = "row"};
    Page view = VIEW;
    view.title = "one";
    view.link = "there";
    view.rows = (TmplList){&row, 1};
    view.kept = kept ? &beside : NULL;
    TmplEngine *engine = tmpl_engine_new(sources, 2, alike, findings);
    TmplLabels *labels = tmpl_labels_new(KEYS, TEXTS);
    TmplExpander *expander = tmpl_expander_new(engine);
    assert_true(tmpl_expand(expander, &alike[0], &view, labels, out, NULL));
    assert_string_equal(out->str, first);
    view.title = "two";
    view.link = "elsewhere"; /* which it says never to do */
    g_string_truncate(out, 0);
    assert_true(tmpl_expand(expander, &alike[0], &view, labels, out, NULL));
    assert_string_equal(out->str, next);
    tmpl_expander_free(expander);
    tmpl_labels_free(labels);
    tmpl_engine_free(engine);
}

static void partials_of_pages_beside(void **state)
{
    (void)state;
    /* What it names is the same on all pages: it is expanded for the first of them; in a section anew, as the row is no
     * item that is kept. */
    expand_beside("{{LINK:x-url}} {{label_fix}}{{#ROWS}} {{NAME}}{{/ROWS}}\n",
                  "there How &lt;to&gt; fix a\none\nthere How &lt;to&gt; fix a\n",
                  "there How &lt;to&gt; fix a\ntwo\nelsewhere How &lt;to&gt; fix a\n", TRUE);
    expand_beside("{{LINK:x-url}}\n", "there\none\nthere\n", "elsewhere\ntwo\nelsewhere\n", FALSE);
    /* Something is not. */
    expand_beside("{{LINK:x-url}} {{TITLE}}\n", "there one\none\nthere row\n", "elsewhere two\ntwo\nelsewhere row\n",
                  TRUE);
}

static void after_a_failure(void **state)
{
    (void)state;
    TmplEngine *engine = engine_of(PRAGMA "{{TITLE}}|<a href=\"{{LINK:x-url}}\">");
    TmplExpander *expander = tmpl_expander_new(engine);
    g_autoptr(GString) out = g_string_new(NULL);
    Page view = VIEW;
    view.title = "t";
    for (guint i = 0; i < 3; i++) {
        g_autoptr(GError) error = NULL;
        view.link = "data:,x";
        assert_false(tmpl_expand(expander, &PAGES[0], &view, NULL, out, &error));
        assert_true(g_error_matches(error, TMPL_ERROR, TMPL_ERROR_ADDRESS));
        assert_int_equal(out->len, 0);
        assert_false(tmpl_expand(expander, &PAGES[0], &view, NULL, out, NULL));
        view.link = "x";
        assert_true(tmpl_expand(expander, &PAGES[0], &view, NULL, out, NULL));
        assert_string_equal(out->str, "t|<a href=\"x\">");
        g_string_truncate(out, 0);
    }
    tmpl_expander_free(expander);
    tmpl_engine_free(engine);
}

static void no_such_page(void **state)
{
    (void)state;
    TmplEngine *engine = engine_of(PRAGMA "x");
    TmplExpander *expander = tmpl_expander_new(engine);
    g_autoptr(GString) out = g_string_new("y");
    const TmplPage unknown[] = {{"box", &BOX}, {"page", &(TmplScope){"z", NULL, 0}}};
    for (guint i = 0; i < 2; i++) {
        g_autoptr(GError) error = NULL;
        assert_false(tmpl_expand(expander, &unknown[i], &A_BOX, NULL, out, &error));
        assert_true(g_error_matches(error, TMPL_ERROR, TMPL_ERROR_NAME));
        assert_string_equal(error->message, i ? "templates/page.html: the engine has no such page"
                                              : "box: the engine has no such page");
        assert_string_equal(out->str, "y");
    }
    tmpl_expander_free(expander);
    tmpl_engine_free(engine);
}

/* Two engines with templates of the same name do not meet. */
static void two_engines(void **state)
{
    (void)state;
    TmplEngine *engines[] = {engine_of(PRAGMA "one"), engine_of(PRAGMA "two")};
    for (guint i = 0; i < 2; i++) {
        TmplExpander *expander = tmpl_expander_new(engines[i]);
        g_autoptr(GString) out = g_string_new(NULL);
        assert_true(tmpl_expand(expander, &PAGES[0], &VIEW, NULL, out, NULL));
        assert_string_equal(out->str, i ? "two" : "one");
        tmpl_expander_free(expander);
    }
    tmpl_engine_free(engines[0]);
    tmpl_engine_free(engines[1]);
}

static void free_null(void **state)
{
    (void)state;
    tmpl_engine_free(NULL);
    tmpl_expander_free(NULL);
    tmpl_labels_free(NULL);
}

typedef struct Worker {
    TmplEngine *engine;
    const TmplLabels *labels;
    guint number, wrong;
} Worker;

#define THREAD_TEMPLATE                                                                                                \
    PRAGMA "<h1>{{TITLE}}</h1>{{label_fix}}{{#ROWS}}<a href=\"{{ROW_LINK:x-url}}\">{{NAME}}</a>{{#CELLS}}{{CELL}}"     \
           "{{#CELLS_separator}},{{/CELLS_separator}}{{/CELLS}}{{/ROWS}}{{#BOX}}{{TEXT}}{{/BOX}}"

/* Pages of its own, some of which fail; cmocka's asserts jump, so the thread counts instead. */
static gpointer expand_thousand(gpointer data)
{
    Worker *worker = data;
    TmplExpander *expander = tmpl_expander_new(worker->engine);
    g_autoptr(GString) out = g_string_new(NULL), expected = g_string_new(NULL);
    for (guint i = 0; i < 1000; i++) {
        g_autofree char *title = g_strdup_printf("%u-%u", worker->number, i);
        Row row = {.name = title, .link = i % 100 == 99 ? "mailto:x" : title, .cells = {THREE_CELLS, i % 4}};
        Page view = {.title = title, .rows = {&row, 1}};
        g_string_truncate(out, 0);
        g_string_printf(expected, "<h1>%s</h1>How &lt;to&gt; fix<a href=\"%s\">%s</a>%s", title, title, title,
                        ((const char *[]){"", "a", "a,b", "a,b,&lt;c&gt;"})[i % 4]);
        gboolean done = tmpl_expand(expander, &PAGES[0], &view, worker->labels, out, NULL);
        worker->wrong += done == (i % 100 == 99) || !g_str_equal(out->str, done ? expected->str : "");
    }
    tmpl_expander_free(expander);
    return NULL;
}

static void two_threads(void **state)
{
    (void)state;
    TmplEngine *engine = engine_of(THREAD_TEMPLATE);
    TmplLabels *labels = tmpl_labels_new(KEYS, TEXTS);
    Worker workers[2] = {{engine, labels, 1, 0}, {engine, labels, 2, 0}};
    GThread *threads[2];
    for (guint i = 0; i < 2; i++)
        threads[i] = g_thread_new("expand", expand_thousand, &workers[i]);
    for (guint i = 0; i < 2; i++)
        g_thread_join(threads[i]);
    assert_int_equal(workers[0].wrong, 0);
    assert_int_equal(workers[1].wrong, 0);
    tmpl_labels_free(labels);
    tmpl_engine_free(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_a_failure),
        cmocka_unit_test(no_such_page),
        cmocka_unit_test(two_engines),
        cmocka_unit_test(free_null),
        cmocka_unit_test(two_threads),
        cmocka_unit_test(partials_of_kept_items),
        cmocka_unit_test(partials_of_pages_beside),
    };
    return fixture_run_all("engine", expand_case) + cmocka_run_group_tests(tests, NULL, NULL);
}
