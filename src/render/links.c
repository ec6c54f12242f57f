#include "render/pages.h"

#include "model/tie.h"

LinkView link_code(const Page *page, guint protocol, guint code)
{
    const CodeBook *book = book_code(page->book, page->output->language, protocol, code);
    Output to = frame_output(page, OUTPUT_CODE, protocol, code, 0);
    return (LinkView){.url = frame_link(page, &to),
                      .code = page->plan->catalog->protocols[protocol]->codes[code].code,
                      .class_id = book->class_id,
                      .title = book->name.html,
                      .reason = book->indicates_sentence.html};
}

LinkView link_class(const Page *page, guint protocol, guint class)
{
    const Protocol *of = page->plan->catalog->protocols[protocol];
    Output to = frame_output(page, OUTPUT_CLASS, protocol, class, 0);
    return (LinkView){.url = frame_link(page, &to),
                      .class_id = of->classes[class].id.s,
                      .title = of->words[page->output->language]->classes[class].name.html};
}

LinkView link_pair(const Page *page, guint protocol, guint a, guint b)
{
    const Protocol *of = page->plan->catalog->protocols[protocol];
    guint low = MIN(a, b), high = MAX(a, b);
    Output to = frame_output(page, OUTPUT_PAIR, protocol, low, high);
    const Phrase values[] = {book_plain(page->scratch, of->codes[low].code),
                             book_plain(page->scratch, of->codes[high].code)};
    return (LinkView){.url = frame_link(page, &to),
                      .code = of->codes[high].code,
                      .class_id = of->classes[of->codes[high].class].id.s,
                      .title = frame_sentence(page, SENTENCE_PAIR_NAME, values).html,
                      .curated = tie_pair(of, low, high) != NULL};
}

const char *link_reason(const Page *page, guint protocol, guint code, guint other)
{
    const Protocol *of = page->plan->catalog->protocols[protocol];
    const Code *from = &of->codes[code];
    for (guint i = 0; i < from->n_relations; i++) {
        if (from->relations[i].other != other)
            continue;
        const Phrase values[] = {book_plain(page->scratch, from->code),
                                 book_plain(page->scratch, of->codes[other].code)};
        const Words *words = of->words[page->output->language];
        return sentence_phrase(page->scratch, words->reasons[from->relations[i].reason], values).html;
    }
    return NULL;
}

const char *link_sender(const Page *page, guint sender, const char *anchor)
{
    Output to = frame_output(page, OUTPUT_SENDER, page->output->protocol, sender, 0);
    g_autofree char *url = g_strconcat(frame_link(page, &to), "#", anchor, NULL);
    return arena_text(page->scratch, url, -1);
}

WireView link_line(const Page *page, guint sender, const WireLine *line)
{
    guint protocol = page->output->protocol;
    const Wire *wire = &page->plan->catalog->protocols[protocol]->wires[sender];
    LinkView *code = arena_alloc(page->scratch, sizeof *code);
    g_autofree char *path = g_strdup_printf("lines.%s.means", line->key.s);
    *code = link_code(page, protocol, (guint)line->number);
    return (WireView){.anchor = line->key.s,
                      .code = code,
                      .sender = wire->name,
                      .sender_url = link_sender(page, sender, line->key.s),
                      .words = line->words.s,
                      .language = wire->language,
                      .enhanced = line->enhanced.s,
                      .means = book_passage_on(page->book, page->scratch, wire->document, path, page->output).html,
                      .title = line->title.s,
                      .url = line->url.s,
                      .date = frame_date(page, line->date.s)};
}

const char *fact_label(const Page *page, SentenceId id)
{
    return frame_sentence(page, id, &(Phrase){"", ""}).html;
}
