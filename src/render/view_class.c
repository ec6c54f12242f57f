/* The page of a class: its codes, and what they have in common. */
#include "render/jsonld.h"
#include "render/pages.h"

/* The nearest class with codes, STEP before or behind CLASS; NULL at the end. */
static const LinkView *neighbour(const Page *page, int class, int step)
{
    guint number = page->output->protocol;
    int n = (int)page->plan->catalog->protocols[number]->n_classes;
    for (class += step; class >= 0 && class < n; class += step) {
        if (!plan_has_class(page->plan, number, (guint) class))
            continue;
        LinkView *link = arena_alloc(page->scratch, sizeof *link);
        *link = link_class(page, number, (guint) class);
        return link;
    }
    return NULL;
}

TmplList links_of_class(const Page *page, guint class)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    LinkView *links = arena_alloc(page->scratch, (protocol->n_codes + 1) * sizeof *links);
    gsize n = 0;
    for (guint i = 0; i < protocol->n_codes; i++)
        if (protocol->codes[i].class == class)
            links[n++] = link_code(page, number, i);
    return (TmplList){links, n};
}

void view_class(const Page *page, ClassPageView *view)
{
    guint number = page->output->protocol, class = page->output->a;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name = book_plain(page->scratch, protocol->name);
    const Phrase values[] = {name, protocol->words[page->output->language]->classes[class].name};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    view->h1 = frame_sentence(page, SENTENCE_CLASS_TITLE, values).html;
    view->lead = frame_sentence(page, SENTENCE_CLASS_DESCRIPTION, values).html;
    view->protocol = protocol->name;
    view->class = values[1].html;
    view->class_id = protocol->classes[class].id.s;
    view->index_url = frame_link(page, &index);
    view->codes = links_of_class(page, class);
    view->previous = neighbour(page, (int)class, -1);
    view->next = neighbour(page, (int)class, 1);
    const Crumb parent = {frame_sentence(page, SENTENCE_INDEX_TITLE, &name).text, &index};
    jsonld_list(page, &(ListText){SENTENCE_CLASS_TITLE, SENTENCE_CLASS_DESCRIPTION, values, &parent, "CollectionPage"},
                &view->page);
}
