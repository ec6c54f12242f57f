/* Real reply lines: who sends them, and the lines of one sender. */
#include <stdlib.h>
#include <string.h>

#include "plan/url.h"
#include "render/jsonld.h"
#include "render/pages.h"

/* The id of the lines with CODE. The names of lines have no underscore. */
static const char *group_anchor(const Page *page, const char *code)
{
    g_autoptr(GString) anchor = g_string_new("code_");
    url_slug(anchor, code);
    return arena_text(page->scratch, anchor->str, -1);
}

/* How many lines of WIRE come with CODE. */
static guint lines_with(const Wire *wire, guint code)
{
    guint n = 0;
    for (guint i = 0; i < wire->n_lines; i++)
        n += wire->lines[i].number == (int)code;
    return n;
}

/* Links to the lines of SENDER with each of its codes, by number. */
static TmplList codes_of(const Page *page, const Protocol *protocol, guint sender)
{
    LinkView *links = arena_alloc(page->scratch, (protocol->n_codes + 1) * sizeof *links);
    gsize n = 0;
    for (guint code = 0; code < protocol->n_codes; code++) {
        if (!lines_with(&protocol->wires[sender], code))
            continue;
        links[n] = link_code(page, page->output->protocol, code);
        links[n].url = link_sender(page, sender, group_anchor(page, links[n].code));
        n++;
    }
    return (TmplList){links, n};
}

static SenderLinkView sender_of(const Page *page, const Protocol *protocol, guint sender)
{
    const Wire *wire = &protocol->wires[sender];
    Output to = frame_output(page, OUTPUT_SENDER, page->output->protocol, sender, 0);
    return (SenderLinkView){frame_link(page, &to), wire->name, frame_counted(page, COUNTED_LINES, wire->n_lines),
                            codes_of(page, protocol, sender)};
}

static int by_name(const void *a, const void *b)
{
    const SenderLinkView *first = a, *second = b;
    g_autofree char *one = g_utf8_casefold(first->name, -1), *other = g_utf8_casefold(second->name, -1);
    int order = strcmp(one, other);
    return order ? order : strcmp(first->url, second->url);
}

void view_lines(const Page *page, LinesView *view)
{
    guint number = page->output->protocol, lines = 0;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name[] = {book_plain(page->scratch, protocol->name)};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    SenderLinkView *senders = arena_alloc(page->scratch, (protocol->n_wires + 1) * sizeof *senders);
    for (guint i = 0; i < protocol->n_wires; i++) {
        senders[i] = sender_of(page, protocol, i);
        lines += protocol->wires[i].n_lines;
    }
    if (protocol->n_wires > 1)
        qsort(senders, protocol->n_wires, sizeof *senders, by_name);
    view->h1 = frame_sentence(page, SENTENCE_LINES_TITLE, name).html;
    view->lead = frame_sentence(page, SENTENCE_LINES_DESCRIPTION, name).html;
    view->protocol = protocol->name;
    view->count_lines = frame_counted(page, COUNTED_LINES, lines);
    view->index_url = frame_link(page, &index);
    view->senders = (TmplList){senders, protocol->n_wires};
    const Crumb parent = {frame_sentence(page, SENTENCE_INDEX_TITLE, name).text, &index, NULL};
    jsonld_list(page, &(ListText){SENTENCE_LINES_TITLE, SENTENCE_LINES_DESCRIPTION, name, &parent, "CollectionPage"},
                &view->page);
}

static gboolean same_source(const WireLine *a, const WireLine *b)
{
    return strcmp(a->title.s, b->title.s) == 0 && strcmp(a->url.s, b->url.s) == 0 && strcmp(a->date.s, b->date.s) == 0;
}

/* The lines with CODE that have the source of line FIRST, in the order of the file. */
static SourceView source_of(const Page *page, const Wire *wire, guint code, guint first)
{
    const WireLine *of = &wire->lines[first];
    WireView *lines = arena_alloc(page->scratch, (wire->n_lines - first) * sizeof *lines);
    gsize n = 0;
    for (guint i = first; i < wire->n_lines; i++)
        if (wire->lines[i].number == (int)code && same_source(of, &wire->lines[i]))
            lines[n++] = link_line(page, page->output->a, &wire->lines[i]);
    return (SourceView){lines->title, lines->url, lines->date, lines->language, {lines, n}};
}

/* The lines with CODE, N of them; each source is named once. */
static TmplList sources_of(const Page *page, const Wire *wire, guint code, guint n)
{
    SourceView *sources = arena_alloc(page->scratch, n * sizeof *sources);
    gsize n_sources = 0;
    for (guint i = 0; i < wire->n_lines; i++) {
        gboolean known = wire->lines[i].number != (int)code;
        for (guint before = 0; before < i && !known; before++)
            known = wire->lines[before].number == (int)code && same_source(&wire->lines[before], &wire->lines[i]);
        if (!known)
            sources[n_sources++] = source_of(page, wire, code, i);
    }
    return (TmplList){sources, n_sources};
}

static TmplList groups_of(const Page *page, const Protocol *protocol, const Wire *wire)
{
    LineGroupView *groups = arena_alloc(page->scratch, (protocol->n_codes + 1) * sizeof *groups);
    gsize n_groups = 0;
    for (guint code = 0; code < protocol->n_codes; code++) {
        guint n = lines_with(wire, code);
        if (!n)
            continue;
        LinkView *link = arena_alloc(page->scratch, sizeof *link);
        *link = link_code(page, page->output->protocol, code);
        groups[n_groups++] = (LineGroupView){group_anchor(page, link->code), link, sources_of(page, wire, code, n)};
    }
    return (TmplList){groups, n_groups};
}

void view_sender(const Page *page, SenderView *view)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Wire *wire = &protocol->wires[page->output->a];
    const Phrase name = book_plain(page->scratch, protocol->name);
    const Phrase values[] = {book_plain(page->scratch, wire->name), name};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0), all = frame_output(page, OUTPUT_LINES, number, 0, 0);
    view->h1 = frame_sentence(page, SENTENCE_SENDER_TITLE, values).html;
    view->lead = frame_sentence(page, SENTENCE_SENDER_DESCRIPTION, values).html;
    view->protocol = protocol->name;
    view->sender = wire->name;
    view->count_lines = frame_counted(page, COUNTED_LINES, wire->n_lines);
    view->index_url = frame_link(page, &index);
    view->lines_url = frame_link(page, &all);
    view->groups = groups_of(page, protocol, wire);
    const Crumb parent = {frame_sentence(page, SENTENCE_LINES_TITLE, &name).text, &all, NULL};
    jsonld_list(page,
                &(ListText){SENTENCE_SENDER_TITLE, SENTENCE_SENDER_DESCRIPTION, values, &parent, "CollectionPage"},
                &view->page);
}
