#include <string.h>

#include "model/tie.h"
#include "render/beside.h"
#include "render/jsonld.h"
#include "render/pages.h"

enum { PAIR_LINKS = 8 }; /* related comparisons, so that the list stays one that is read */

typedef struct Making {
    const Page *page;
    const Protocol *protocol;
    const Words *words;
    const Code *a, *b;
    const CodeBook *a_book, *b_book;
    const Beside *beside;
    Phrase a_code, b_code;
    guint number; /* of the protocol */
} Making;

static gboolean same_class(const Making *m)
{
    return m->a->class == m->b->class;
}

static guint64 a_bits(const Making *m, guint fact)
{
    return m->a->record->facts[fact].bits;
}

static guint64 b_bits(const Making *m, guint fact)
{
    return m->b->record->facts[fact].bits;
}

static gboolean differs(const Making *m, guint fact)
{
    return a_bits(m, fact) != b_bits(m, fact);
}

static void fill_summary(const Making *m, PairView *view)
{
    const Phrase one[] = {m->a_code, m->b_code, m->a_book->class_name};
    const Phrase two[] = {m->a_code, m->b_code, m->a_book->class_name, m->b_book->class_name};
    const Phrase indicates[] = {m->a_code, m->b_code, m->a_book->indicates, m->b_book->indicates};
    Phrase classes = same_class(m) ? frame_sentence(m->page, SENTENCE_PAIR_ONE_CLASS, one)
                                   : frame_sentence(m->page, SENTENCE_PAIR_CLASSES, two);
    view->summary =
        book_join(m->page->scratch, classes, frame_sentence(m->page, SENTENCE_PAIR_INDICATES, indicates)).html;
    if (same_class(m))
        view->same_class = frame_sentence(m->page, SENTENCE_SAME_CLASS, one).html;
}

/* The written verdict; else what the two classes advise; else the first fact that differs. */
static const char *verdict_of(const Making *m)
{
    const Page *page = m->page;
    const Pair *pair = tie_pair(m->protocol, page->output->a, page->output->b);
    if (pair)
        return book_passage(page->book, page->scratch, pair->document, "verdict", page->output->language, m->number)
            .html;
    if (!same_class(m))
        return book_join(page->scratch, m->a_book->class_advice, m->b_book->class_advice).html;
    for (guint i = 0; i < m->protocol->n_verdict; i++) {
        guint fact = m->protocol->verdict[i];
        const Phrase values[] = {m->a_code, m->b_code, m->a_book->fact_value[fact], m->b_book->fact_value[fact]};
        if (differs(m, fact))
            return sentence_phrase(page->scratch, m->words->facts[fact].verdict, values).html;
    }
    const Phrase codes[] = {m->a_code, m->b_code};
    return frame_sentence(page, SENTENCE_NO_DIFFERENCE, codes).html;
}

static void fill_appears(const Making *m, PairView *view)
{
    guint fact = m->protocol->appears;
    if (differs(m, fact))
        return;
    guint64 bits = a_bits(m, fact);
    const FactWords *words = &m->words->facts[fact];
    const Phrase values[] = {m->a_code, m->b_code, m->a_book->fact_value[fact]};
    gboolean one = (bits & (bits - 1)) == 0;
    view->same_appears = sentence_phrase(m->page->scratch, one ? words->both_one : words->both, values).html;
}

/* A row that is no fact of the protocol: LIKE numbers its texts by code. */
static FactView row(const Making *m, const char *label, guint which, Phrase a, Phrase b, const guint *like)
{
    guint first = like[m->page->output->a], second = like[m->page->output->b];
    return (FactView){label, a.html, b.html, first != second, beside_row(m->beside, which, first, second)};
}

static void fill_facts(const Making *m, PairView *view)
{
    FactView *facts = arena_alloc(m->page->scratch, (m->protocol->n_facts + 3) * sizeof *facts);
    gsize n = 0;
    facts[n++] = (FactView){m->beside->fact_class, m->a_book->class_name.html, m->b_book->class_name.html,
                            !same_class(m), beside_row(m->beside, ROW_CLASS, m->a->class, m->b->class)};
    for (guint i = 0; i < m->protocol->n_facts; i++)
        facts[n++] =
            (FactView){m->words->facts[i].label.html, m->a_book->fact_value[i].html, m->b_book->fact_value[i].html,
                       differs(m, i), beside_row(m->beside, i, a_bits(m, i), b_bits(m, i))};
    if (m->a->n_enhanced || m->b->n_enhanced)
        facts[n++] = row(m, m->beside->fact_enhanced, ROW_ENHANCED, m->a_book->enhanced, m->b_book->enhanced,
                         m->beside->enhanced_like);
    facts[n++] =
        row(m, m->beside->fact_specification, ROW_SPEC, m->a_book->spec, m->b_book->spec, m->beside->spec_like);
    view->facts = (TmplList){facts, n};
}

/* What differs, for readers who look once: without the finer codes and the specification, which nearly always do. */
static void fill_contrasts(const Making *m, PairView *view)
{
    const FactView *facts = view->facts.items;
    FactView *list = arena_alloc(m->page->scratch, (m->protocol->n_facts + 1) * sizeof *list);
    view->contrasts.items = list;
    for (guint i = 0; i <= m->protocol->n_facts; i++) /* the class is the first row */
        if (facts[i].differs)
            list[view->contrasts.count++] = facts[i];
    view->has_contrasts = view->contrasts.count > 0;
    view->no_contrast = !view->has_contrasts;
}

/* All facts that differ, but for the one that says when a code appears: that is an item of its own. */
static void fill_differences(const Making *m, PairView *view)
{
    DifferenceView *list = arena_alloc(m->page->scratch, (m->protocol->n_facts + 1) * sizeof *list);
    view->differences.items = list;
    for (guint i = 0; i < m->protocol->n_facts; i++)
        if (i != m->protocol->appears && differs(m, i))
            list[view->differences.count++] = (DifferenceView){
                m->words->facts[i].label.html, m->a_book->fact_says[i].html, m->b_book->fact_says[i].html};
    view->has_differences = view->differences.count > 0;
}

/* The pairs of CODE with others that are worth a look, with the reason. */
static void add_pairs(const Making *m, guint code, guint not, LinkView *links, gsize *n)
{
    const Code *of = &m->protocol->codes[code];
    const LinkView *ties = m->beside->ties[code].items;
    for (guint i = 0; i < of->n_ties && *n < PAIR_LINKS; i++)
        if (of->ties[i].other != not )
            links[(*n)++] = ties[i];
}

static void fill_links(const Making *m, PairView *view)
{
    guint a = m->page->output->a, b = m->page->output->b;
    LinkView *pairs = arena_alloc(m->page->scratch, PAIR_LINKS * sizeof *pairs);
    add_pairs(m, a, b, pairs, &view->pairs.count);
    add_pairs(m, b, a, pairs, &view->pairs.count);
    view->pairs.items = pairs;
    view->has_pairs = view->pairs.count > 0;

    const TmplList *both[] = {&m->beside->specs[a], &m->beside->specs[b]};
    LinkView *specs = arena_alloc(m->page->scratch, (both[0]->count + both[1]->count) * sizeof *specs);
    view->specs.items = specs;
    for (guint side = 0; side < 2; side++)
        for (gsize i = 0; i < both[side]->count; i++) {
            const LinkView *spec = &((const LinkView *)both[side]->items)[i];
            gboolean seen = FALSE;
            for (gsize s = 0; s < view->specs.count; s++)
                seen |= specs[s].url == spec->url; /* they are interned */
            if (!seen)
                specs[view->specs.count++] = *spec;
        }
}

static void fill_frame(const Making *m, PairView *view)
{
    const Page *page = m->page;
    Output index = frame_output(page, OUTPUT_INDEX, m->number, 0, 0);
    Output compare = frame_output(page, OUTPUT_COMPARE, m->number, 0, 0);
    const Phrase values[] = {book_plain(page->scratch, m->protocol->name), m->a_code, m->a_book->name, m->b_code,
                             m->b_book->name};
    const Phrase codes[] = {m->a_code, m->b_code};
    Phrase title = frame_sentence(page, SENTENCE_PAIR_TITLE, values);
    const Crumb crumbs[] = {{m->beside->index_title, &index, m->beside->index_url},
                            {m->beside->compare_title, &compare, m->beside->compare_url},
                            {frame_sentence(page, SENTENCE_PAIR_NAME, codes).text, NULL, NULL}};
    const FrameText text = {.heading = title.text,
                            .description = frame_sentence(page, SENTENCE_PAIR_DESCRIPTION, values).text,
                            .og_type = "article",
                            .crumbs = crumbs,
                            .n_crumbs = G_N_ELEMENTS(crumbs)};
    view->h1 = title.html;
    view->index_url = m->beside->index_url;
    view->compare_url = m->beside->compare_url;
    frame_fill(page, &text, &view->page);
    view->page.json_ld = jsonld_page(
        page, &view->page, &(JsonldPage){"TechArticle", &text, {m->a_book->term, m->b_book->term}, view->specs});
}

void view_pair(const Page *page, PairView *view)
{
    const Output *output = page->output;
    const Protocol *protocol = page->plan->catalog->protocols[output->protocol];
    Making m = {.page = page,
                .protocol = protocol,
                .words = protocol->words[output->language],
                .a = &protocol->codes[output->a],
                .b = &protocol->codes[output->b],
                .a_book = book_code(page->book, output->language, output->protocol, output->a),
                .b_book = book_code(page->book, output->language, output->protocol, output->b),
                .beside = beside_of(page),
                .number = output->protocol};
    m.a_code = book_plain(page->scratch, m.a->code);
    m.b_code = book_plain(page->scratch, m.b->code);
    view->protocol = protocol->name;
    fill_summary(&m, view);
    view->verdict = verdict_of(&m);
    fill_appears(&m, view);
    SideView *sides = arena_alloc(page->scratch, 2 * sizeof *sides);
    sides[0] = m.beside->sides[output->a][0];
    sides[1] = m.beside->sides[output->b][1];
    view->sides = (TmplList){sides, 2};
    view->classes_differ = !view->same_class;
    view->appears_differ = !view->same_appears;
    fill_facts(&m, view);
    fill_contrasts(&m, view);
    fill_differences(&m, view);
    fill_links(&m, view);
    fill_frame(&m, view);
}
