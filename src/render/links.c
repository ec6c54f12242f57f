#include "render/pages.h"

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
                      .curated = records_pair(of, low, high) != NULL};
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
        return book_sentence(page->scratch, words->reasons[from->relations[i].reason], values).html;
    }
    return NULL;
}

const char *fact_label(const Page *page, SentenceId id)
{
    return frame_sentence(page, id, &(Phrase){"", ""}).html;
}
