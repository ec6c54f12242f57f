#include "render/render.h"

#include "render/beside.h"
#include "render/pages.h"

typedef struct Worker {
    TmplExpander *expander;
    Arena *scratch;
    GString *buffer;
    Beside *beside;
} Worker;

struct Renderer {
    const Plan *plan;
    Book *book;
    TmplEngine *engine;
    TmplLabels **labels; /* by language */
    Worker *workers;
    guint n_workers;
};

Renderer *render_new(const Plan *plan, const TmplSource *sources, gsize count, guint jobs, Findings *findings)
{
    g_autoptr(Renderer) renderer = g_new0(Renderer, 1);
    const Catalog *catalog = plan->catalog;
    renderer->plan = plan;
    renderer->engine = tmpl_engine_new(sources, count, RENDER_PAGES, findings);
    if (!renderer->engine)
        return NULL;
    renderer->labels = g_new0(TmplLabels *, catalog->n_languages);
    for (guint i = 0; i < catalog->n_languages; i++)
        renderer->labels[i] = tmpl_labels_new(catalog->locales[i]->label_keys, catalog->locales[i]->label_texts);
    renderer->n_workers = jobs;
    renderer->workers = g_new0(Worker, jobs);
    for (guint i = 0; i < jobs; i++)
        renderer->workers[i] =
            (Worker){tmpl_expander_new(renderer->engine), arena_new(), g_string_sized_new(4096), beside_new()};
    return g_steal_pointer(&renderer);
}

void render_begin(Renderer *renderer)
{
    renderer->book = book_new(renderer->plan, renderer->n_workers);
}

void render_free(Renderer *renderer)
{
    if (!renderer)
        return;
    for (guint i = 0; i < renderer->n_workers; i++) {
        tmpl_expander_free(renderer->workers[i].expander);
        arena_free(renderer->workers[i].scratch);
        g_string_free(renderer->workers[i].buffer, TRUE);
        beside_free(renderer->workers[i].beside);
    }
    g_free(renderer->workers);
    for (guint i = 0; renderer->labels && i < renderer->plan->catalog->n_languages; i++)
        tmpl_labels_free(renderer->labels[i]);
    g_free(renderer->labels);
    tmpl_engine_free(renderer->engine);
    book_free(renderer->book);
    g_free(renderer);
}

/* Which template a kind of output has; -1: none, it is no page. */
static int page_of(const Output *output)
{
    switch ((OutputKind)output->kind) {
    case OUTPUT_CHOOSER:
        return PAGE_CHOOSER;
    case OUTPUT_NOT_FOUND_ROOT:
    case OUTPUT_NOT_FOUND:
        return PAGE_NOT_FOUND;
    case OUTPUT_HOME:
        return PAGE_HOME;
    case OUTPUT_INDEX:
        return PAGE_INDEX;
    case OUTPUT_SEARCH:
        return PAGE_SEARCH;
    case OUTPUT_DECODE:
        return PAGE_DECODE;
    case OUTPUT_COMPARE:
        return PAGE_COMPARE;
    case OUTPUT_CLASS:
        return PAGE_CLASS;
    case OUTPUT_LINES:
        return PAGE_LINES;
    case OUTPUT_SENDER:
        return PAGE_SENDER;
    case OUTPUT_CODE:
        return PAGE_CODE;
    case OUTPUT_PAIR:
        return PAGE_PAIR;
    case OUTPUT_ROBOTS:
    case OUTPUT_SITEMAP_INDEX:
    case OUTPUT_SITEMAP:
    case OUTPUT_ASSET:
    case OUTPUT_HEADERS:
    case OUTPUT_REDIRECTS:
    case OUTPUT_NOJEKYLL:
    case OUTPUT_SEARCH_DATA:
    case OUTPUT_LOOKUP_DATA:
    case OUTPUT_OPENSEARCH:
    case OUTPUT_FEED:
        break;
    }
    return -1;
}

typedef union AnyView {
    PageView page;
    PlainView plain;
    HomeView home;
    IndexView index;
    CompareView compare;
    ClassPageView class;
    LinesView lines;
    SenderView sender;
    ToolView tool;
    CodeView code;
    PairView pair;
} AnyView;

static void fill(const Page *page, int kind, AnyView *view)
{
    switch ((RenderPage)kind) {
    case PAGE_CHOOSER:
        view_chooser(page, &view->plain);
        break;
    case PAGE_NOT_FOUND:
        view_not_found(page, &view->plain);
        break;
    case PAGE_HOME:
        view_home(page, &view->home);
        break;
    case PAGE_INDEX:
        view_index(page, &view->index);
        break;
    case PAGE_COMPARE:
        view_compare(page, &view->compare);
        break;
    case PAGE_CLASS:
        view_class(page, &view->class);
        break;
    case PAGE_LINES:
        view_lines(page, &view->lines);
        break;
    case PAGE_SENDER:
        view_sender(page, &view->sender);
        break;
    case PAGE_SEARCH:
        view_search(page, &view->tool);
        break;
    case PAGE_DECODE:
        view_decode(page, &view->tool);
        break;
    case PAGE_CODE:
        view_code(page, &view->code);
        break;
    case PAGE_PAIR:
        view_pair(page, &view->pair);
        break;
    }
}

gboolean render_page(Renderer *renderer, guint worker, const Output *output, GString *out, GError **error)
{
    Arena *scratch = renderer->workers[worker].scratch;
    Page page = {.plan = renderer->plan,
                 .book = renderer->book,
                 .output = output,
                 .locale = renderer->plan->catalog->locales[output->language],
                 .scratch = scratch,
                 .buffer = renderer->workers[worker].buffer,
                 .beside = renderer->workers[worker].beside};
    int kind = page_of(output);
    AnyView view = {0};
    arena_clear(scratch);
    fill(&page, kind, &view);
    return tmpl_expand(renderer->workers[worker].expander, &RENDER_PAGES[kind], &view,
                       renderer->labels[output->language], out, error);
}
