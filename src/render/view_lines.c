/* Real reply lines: who sends them, and the lines of one sender. */
#include "render/jsonld.h"
#include "render/pages.h"

static LinkView link_sender(const Page *page, guint sender)
{
    guint number = page->output->protocol;
    const Wire *wire = &page->plan->catalog->protocols[number]->wires[sender];
    Output to = frame_output(page, OUTPUT_SENDER, number, sender, 0);
    return (LinkView){.url = frame_link(page, &to),
                      .title = book_plain(page->scratch, wire->name).html,
                      .reason = frame_counted(page, COUNTED_LINES, wire->n_lines)};
}

void view_lines(const Page *page, LinesView *view)
{
    guint number = page->output->protocol, lines = 0;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name[] = {book_plain(page->scratch, protocol->name)};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    LinkView *senders = arena_alloc(page->scratch, (protocol->n_wires + 1) * sizeof *senders);
    for (guint i = 0; i < protocol->n_wires; i++) {
        senders[i] = link_sender(page, i);
        lines += protocol->wires[i].n_lines;
    }
    view->h1 = frame_sentence(page, SENTENCE_LINES_TITLE, name).html;
    view->lead = frame_sentence(page, SENTENCE_LINES_DESCRIPTION, name).html;
    view->protocol = protocol->name;
    view->count_lines = frame_counted(page, COUNTED_LINES, lines);
    view->index_url = frame_link(page, &index);
    view->senders = (TmplList){senders, protocol->n_wires};
    const Crumb parent = {frame_sentence(page, SENTENCE_INDEX_TITLE, name).text, &index};
    jsonld_list(page, &(ListText){SENTENCE_LINES_TITLE, SENTENCE_LINES_DESCRIPTION, name, &parent, "CollectionPage"},
                &view->page);
}

void view_sender(const Page *page, SenderView *view)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Wire *wire = &protocol->wires[page->output->a];
    const Phrase name = book_plain(page->scratch, protocol->name);
    const Phrase values[] = {book_plain(page->scratch, wire->name), name};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0), all = frame_output(page, OUTPUT_LINES, number, 0, 0);
    WireView *lines = arena_alloc(page->scratch, (wire->n_lines + 1) * sizeof *lines);
    for (guint i = 0; i < wire->n_lines; i++)
        lines[i] = link_line(page, wire, &wire->lines[i]);
    view->h1 = frame_sentence(page, SENTENCE_SENDER_TITLE, values).html;
    view->lead = frame_sentence(page, SENTENCE_SENDER_DESCRIPTION, values).html;
    view->protocol = protocol->name;
    view->sender = wire->name;
    view->count_lines = frame_counted(page, COUNTED_LINES, wire->n_lines);
    view->index_url = frame_link(page, &index);
    view->lines_url = frame_link(page, &all);
    view->lines = (TmplList){lines, wire->n_lines};
    const Crumb parent = {frame_sentence(page, SENTENCE_LINES_TITLE, &name).text, &all};
    jsonld_list(page,
                &(ListText){SENTENCE_SENDER_TITLE, SENTENCE_SENDER_DESCRIPTION, values, &parent, "CollectionPage"},
                &view->page);
}
