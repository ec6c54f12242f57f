/* The pages that are no protocol's: home, the choice of a language, page not found. */
#include "model/tie.h"
#include "render/jsonld.h"
#include "render/pages.h"

/* The written verdict of codes A and B, or NULL. */
static const char *written_verdict(const Page *page, guint number, guint a, guint b)
{
    const Pair *pair = tie_pair(page->plan->catalog->protocols[number], a, b);
    const Output home = frame_output(page, OUTPUT_HOME, number, 0, 0); /* its links lead to codes of that protocol */
    return pair ? book_passage_on(page->book, page->scratch, pair->document, "verdict", &home).html : NULL;
}

static void fill_featured(const Page *page, guint number, ProtocolView *view)
{
    const Protocol *protocol = page->plan->catalog->protocols[number];
    LinkView *codes = arena_alloc(page->scratch, (protocol->n_featured_codes + 1) * sizeof *codes);
    LinkView *pairs = arena_alloc(page->scratch, (protocol->n_featured_pairs + 1) * sizeof *pairs);
    for (guint i = 0; i < protocol->n_featured_codes; i++)
        codes[i] = link_code(page, number, (guint)records_find(protocol, protocol->featured_codes[i].s));
    for (guint i = 0; i < protocol->n_featured_pairs; i++) {
        guint a, b;
        records_read_pair(protocol, protocol->featured_pairs[i].s, &a, &b);
        pairs[i] = link_pair(page, number, a, b);
        pairs[i].reason = written_verdict(page, number, a, b);
    }
    view->codes = (TmplList){codes, protocol->n_featured_codes};
    view->pairs = (TmplList){pairs, protocol->n_featured_pairs};
    view->classes = classes_of(page, number);
    view->has_codes = view->codes.count > 0;
    view->has_pairs = view->pairs.count > 0;
    view->count_codes = frame_counted(page, COUNTED_CODES, protocol->n_codes);
    view->count_pairs = frame_counted(page, COUNTED_PAIRS, protocol->n_codes * (protocol->n_codes - 1) / 2);
}

void view_home(const Page *page, HomeView *view)
{
    const Catalog *catalog = page->plan->catalog;
    const char *tagline = document_text(catalog->site_document, "tagline", page->output->language, NULL);
    view->h1 = book_plain(page->scratch, catalog->site->title.s).html;
    view->tagline = book_plain(page->scratch, tagline).html;
    const Phrase about = book_site_passage(page->book, page->scratch, "about", page->output->language);
    view->about = about.html;
    const FrameText text = {.heading = catalog->site->title.s, .description = about.text, .og_type = "website"};
    frame_fill(page, &text, &view->page);
    ProtocolView *protocols = (ProtocolView *)view->page.protocols.items;
    for (guint i = 0; i < catalog->n_protocols; i++)
        fill_featured(page, i, &protocols[i]);
    view->page.json_ld = jsonld_page(page, &view->page, &(JsonldPage){.type = "WebSite", .frame = &text});
}

void view_chooser(const Page *page, PlainView *view)
{
    const Catalog *catalog = page->plan->catalog;
    view->h1 = book_plain(page->scratch, catalog->site->title.s).html;
    const FrameText text = {.heading = catalog->site->title.s,
                            .description = document_text(catalog->site_document, "tagline", 0, NULL),
                            .og_type = "website"};
    frame_fill(page, &text, &view->page);
    view->page.json_ld = jsonld_page(page, &view->page, &(JsonldPage){.type = "WebSite", .frame = &text});
}

void view_not_found(const Page *page, PlainView *view)
{
    const Phrase site[] = {book_plain(page->scratch, page->plan->catalog->site->title.s)};
    Phrase title = frame_sentence(page, SENTENCE_NOT_FOUND_TITLE, site);
    view->h1 = title.html;
    frame_fill(page,
               &(FrameText){.heading = title.text,
                            .description = frame_sentence(page, SENTENCE_NOT_FOUND_DESCRIPTION, site).text,
                            .og_type = "website",
                            .bare = TRUE},
               &view->page);
}
