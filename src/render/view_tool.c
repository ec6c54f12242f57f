/* The pages that work by script: search, and what a pasted text says. */
#include "render/jsonld.h"
#include "render/pages.h"

static void fill(const Page *page, SentenceId title, SentenceId description, ToolView *view)
{
    const Phrase site[] = {book_plain(page->scratch, page->plan->catalog->site->title.s)};
    view->h1 = frame_sentence(page, title, site).html;
    view->lead = frame_sentence(page, description, site).html;
    jsonld_list(page, &(ListText){title, description, site, NULL, "WebPage"}, &view->page);
}

void view_search(const Page *page, ToolView *view)
{
    fill(page, SENTENCE_SEARCH_TITLE, SENTENCE_SEARCH_DESCRIPTION, view);
}

void view_decode(const Page *page, ToolView *view)
{
    fill(page, SENTENCE_DECODE_TITLE, SENTENCE_DECODE_DESCRIPTION, view);
    ProtocolView *protocols = (ProtocolView *)view->page.protocols.items;
    for (guint i = 0; i < page->plan->catalog->n_protocols; i++)
        protocols[i].classes = classes_of(page, i);
}
