#include "render/frame.h"

#include <string.h>

#include "plan/url.h"
#include "render/beside.h"
#include "render/render.h"

const char *frame_keep(const Page *page)
{
    return arena_text(page->scratch, page->buffer->str, (gssize)page->buffer->len);
}

const char *frame_link(const Page *page, const Output *to)
{
    g_string_truncate(page->buffer, 0);
    url_link(page->buffer, page->plan, page->output, to);
    return frame_keep(page);
}

const char *frame_absolute(const Page *page, const Output *output)
{
    g_string_truncate(page->buffer, 0);
    url_absolute(page->buffer, page->plan, output);
    return frame_keep(page);
}

Output frame_canonical(const Page *page)
{
    gboolean own = page->output->kind == OUTPUT_CHOOSER || plan_speaks(page->plan, page->output);
    return own ? *page->output : plan_in_language(page->output, 0);
}

Output frame_output(const Page *page, OutputKind kind, guint protocol, guint a, guint b)
{
    return (Output){(guint8)kind, page->output->language, (guint8)protocol, (guint16)a, (guint16)b};
}

const char *frame_counted(const Page *page, CountedId id, guint count)
{
    g_string_truncate(page->buffer, 0);
    locale_counted(page->locale, id, count, NULL, page->buffer);
    return frame_keep(page);
}

const char *frame_date(const Page *page, const char *date)
{
    g_string_truncate(page->buffer, 0);
    locale_date(page->locale, date, page->buffer);
    return frame_keep(page);
}

const char *frame_number(const Page *page, guint number)
{
    char text[12];
    return arena_text(page->scratch, text, g_snprintf(text, sizeof text, "%u", number));
}

Phrase frame_sentence(const Page *page, SentenceId id, const Phrase *values)
{
    return sentence_phrase(page->scratch, page->locale->sentences[id], values);
}

static const char *asset_url(const Page *page, const char *name)
{
    Output asset;
    return plan_asset(page->plan, name, &asset) ? frame_link(page, &asset) : NULL;
}

static const char *const LOST[] = {"404.js", NULL}, *const SEARCH[] = {"search.js", NULL},
                         *const FILTER[] = {"filter.js", NULL}, *const COMPARE[] = {"compare.js", NULL},
                         *const LOOKUP[] = {"bytes.js",  "unpack.js", "text.js",   "reply.js",
                                            "status.js", "lookup.js", "decode.js", NULL};

/* The scripts of each kind of page, in the order in which they run; missing assets are passed over. */
static const struct {
    OutputKind kind;
    const char *const *names;
} SCRIPTS[] = {
    {OUTPUT_NOT_FOUND_ROOT, LOST}, {OUTPUT_NOT_FOUND, LOST}, {OUTPUT_HOME, LOOKUP},     {OUTPUT_DECODE, LOOKUP},
    {OUTPUT_SEARCH, SEARCH},       {OUTPUT_INDEX, FILTER},   {OUTPUT_COMPARE, COMPARE},
};

gboolean render_has_use(const Catalog *catalog, const char *name)
{
    return catalog_has_lookup(catalog) || !g_strv_contains(LOOKUP, name);
}

static void fill_scripts(const Page *page, PageView *view)
{
    for (guint i = 0; i < G_N_ELEMENTS(SCRIPTS); i++) {
        if ((int)SCRIPTS[i].kind != page->output->kind || (page->output->kind == OUTPUT_HOME && !view->decode_url))
            continue;
        ScriptView *views = arena_alloc(page->scratch, G_N_ELEMENTS(LOOKUP) * sizeof *views); /* the longest list */
        view->scripts.items = views;
        for (const char *const *name = SCRIPTS[i].names; *name; name++)
            if ((views[view->scripts.count].url = asset_url(page, *name)))
                view->scripts.count++;
    }
}

static const char *link_kind(const Page *page, OutputKind kind)
{
    Output to = frame_output(page, kind, 0, 0, 0);
    return frame_link(page, &to);
}

/* What every page of a language leads to. */
static void fill_tools(const Page *page, PageView *view)
{
    view->search_url = link_kind(page, OUTPUT_SEARCH);
    view->find_url = page->output->kind == OUTPUT_SEARCH ? NULL : view->search_url;
    view->search_data = link_kind(page, OUTPUT_SEARCH_DATA);
    view->feed_url = link_kind(page, OUTPUT_FEED);
    view->feed_title =
        frame_sentence(page, SENTENCE_FEED_TITLE, &(Phrase){NULL, page->plan->catalog->site->title.s}).text;
    view->opensearch_url = link_kind(page, OUTPUT_OPENSEARCH);
    if (catalog_has_lookup(page->plan->catalog)) {
        view->decode_url = link_kind(page, OUTPUT_DECODE);
        view->lookup_data = link_kind(page, OUTPUT_LOOKUP_DATA);
    }
    view->icon = asset_url(page, "favicon.svg");
    Output image;
    if (plan_asset(page->plan, "og.png", &image))
        view->og_image = frame_absolute(page, &image);
}

/* The versions of PAGE, itself included; the chooser's are the home pages. */
static void fill_alternates(const Page *page, PageView *view)
{
    const Catalog *catalog = page->plan->catalog;
    AlternateView *views = arena_alloc(page->scratch, (catalog->n_languages + 1) * sizeof *views);
    LinkView *locales = arena_alloc(page->scratch, (catalog->n_languages + 1) * sizeof *locales);
    Output base = *page->output;
    if (base.kind == OUTPUT_CHOOSER)
        base.kind = OUTPUT_HOME;
    view->alternates.items = views;
    view->og_locales.items = locales;
    for (guint i = 0; i < catalog->n_languages; i++) {
        Output other = plan_in_language(&base, i);
        if (!plan_speaks(page->plan, &other))
            continue;
        views[view->alternates.count++] = (AlternateView){catalog->languages[i], frame_absolute(page, &other)};
        if (i != page->output->language)
            locales[view->og_locales.count++] = (LinkView){.title = catalog->locales[i]->og_locale};
    }
    Output fallback = plan_default(page->output);
    views[view->alternates.count++] = (AlternateView){"x-default", frame_absolute(page, &fallback)};
}

static const char *choose_in(const Page *page, const Locale *locale)
{
    const Phrase site = book_plain(page->scratch, page->plan->catalog->site->title.s);
    return sentence_phrase(page->scratch, locale->sentences[SENTENCE_CHOOSE_LANGUAGE], &site).text;
}

static void fill_languages(const Page *page, PageView *view)
{
    const Catalog *catalog = page->plan->catalog;
    LanguageView *views = arena_alloc(page->scratch, catalog->n_languages * sizeof *views);
    for (guint i = 0; i < catalog->n_languages; i++) {
        const Locale *locale = catalog->locales[i];
        views[i] = (LanguageView){.language = catalog->languages[i],
                                  .name = locale->name,
                                  .direction = locale->direction,
                                  .tagline = document_text(catalog->site_document, "tagline", i, NULL),
                                  .choose = choose_in(page, locale),
                                  .current = page->output->kind != OUTPUT_CHOOSER && i == page->output->language};
        views[i].other = !views[i].current;
    }
    view->languages = (TmplList){views, catalog->n_languages};
}

/* The switcher stays on the same page; where there is no such page it leads to the language's home. */
static void fill_switcher(const Page *page, PageView *view)
{
    gboolean plain = page->output->kind < OUTPUT_HOME || page->output->kind == OUTPUT_NOT_FOUND;
    const LanguageView *languages = view->languages.items;
    LanguageView *views = arena_alloc(page->scratch, view->languages.count * sizeof *views);
    view->languages.items = views;
    for (guint i = 0; i < view->languages.count; i++) {
        Output other = plain ? (Output){.kind = OUTPUT_HOME, .language = (guint8)i} : plan_in_language(page->output, i);
        views[i] = languages[i];
        views[i].url = frame_link(page, &other);
    }
}

static void fill_protocols(const Page *page, PageView *view)
{
    const Catalog *catalog = page->plan->catalog;
    ProtocolView *views = arena_alloc(page->scratch, (catalog->n_protocols + 1) * sizeof *views);
    for (guint i = 0; i < catalog->n_protocols; i++) {
        Output index = frame_output(page, OUTPUT_INDEX, i, 0, 0), compare = frame_output(page, OUTPUT_COMPARE, i, 0, 0);
        views[i].name = catalog->protocols[i]->name;
        views[i].expansion = catalog->protocols[i]->words[page->output->language]->expansion.html;
        views[i].index_url = frame_link(page, &index);
        views[i].compare_url = frame_link(page, &compare);
        Output lines = frame_output(page, OUTPUT_LINES, i, 0, 0);
        if (catalog->protocols[i]->n_wires)
            views[i].lines_url = frame_link(page, &lines);
    }
    view->protocols = (TmplList){views, catalog->n_protocols};
}

static void fill_crumbs(const Page *page, const FrameText *text, PageView *view)
{
    LinkView *views = arena_alloc(page->scratch, (text->n_crumbs + 1) * sizeof *views);
    views[0] = (LinkView){.title = view->site_title, .url = view->home_url};
    for (gsize i = 0; i < text->n_crumbs; i++) {
        const Crumb *crumb = &text->crumbs[i];
        views[i + 1] = (LinkView){.title = crumb->title, .url = crumb->url};
        if (crumb->output && !crumb->url)
            views[i + 1].url = frame_link(page, crumb->output);
    }
    view->crumbs = (TmplList){views, text->n_crumbs ? text->n_crumbs + 1 : 0};
}

static void fill_date(const Page *page, PageView *view)
{
    view->updated_iso = plan_updated(page->plan, page->output);
    view->updated = frame_date(page, view->updated_iso);
}

void frame_fill_same(const Page *page, PageView *view)
{
    const Output home = frame_output(page, OUTPUT_HOME, 0, 0, 0);
    view->language = page->locale->language;
    view->direction = page->locale->direction;
    view->site_title = page->plan->catalog->site->title.s;
    view->og_locale = page->locale->og_locale;
    view->stylesheet = asset_url(page, "site.css");
    view->home_url = frame_link(page, &home);
    fill_languages(page, view);
    fill_protocols(page, view);
    fill_tools(page, view);
    fill_scripts(page, view);
}

void frame_fill(const Page *page, const FrameText *text, PageView *view)
{
    if (beside_has(page))
        *view = beside_of(page)->frame;
    else
        frame_fill_same(page, view);
    const Phrase title[] = {book_plain(page->scratch, text->heading), book_plain(page->scratch, view->site_title)};
    view->title = strcmp(text->heading, view->site_title) == 0 ? text->heading
                                                               : frame_sentence(page, SENTENCE_PAGE_TITLE, title).text;
    view->description = text->description;
    view->og_type = text->og_type;
    view->noindex = !plan_is_listed(page->plan, page->output);
    view->fallback = plan_has_fallback(page->plan, page->output);
    fill_date(page, view);
    fill_switcher(page, view);
    fill_crumbs(page, text, view);
    if (text->bare)
        return;
    const Output canonical = frame_canonical(page);
    view->canonical = frame_absolute(page, &canonical);
    fill_alternates(page, view);
}
