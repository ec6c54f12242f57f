#include <string.h>

#include "render/beside.h"
#include "render/drawing.h"
#include "render/jsonld.h"
#include "render/pages.h"

/* Real reply lines in full; one fewer where the list of the other senders is long, which keeps 550 in its budget. All
 * of them are on the senders' pages. */
enum { QUOTED_LINES = 3, MANY_SENDERS = 20 };

typedef struct Making {
    const Page *page;
    const Protocol *protocol;
    const Words *words;
    const Code *code;
    const CodeBook *book;
    const Beside *beside;
    guint number; /* of the protocol */
} Making;

static void fill_stages(const Making *m, CodeView *view)
{
    const Fact *fact = &m->protocol->facts[m->protocol->appears];
    guint64 bits = m->code->record->facts[m->protocol->appears].bits;
    StageView *stages = arena_alloc(m->page->scratch, fact->n_words * sizeof *stages);
    for (guint i = 0; i < fact->n_words; i++) {
        gboolean lit = (bits >> i & 1) != 0;
        Phrase name = m->words->facts[m->protocol->appears].values[i].name;
        stages[i] = (StageView){.stage = name.html, .name = name.text, .lit = lit, .unlit = !lit};
    }
    draw_session(m->page->scratch, stages, fact->n_words, strcmp(m->page->locale->direction, "rtl") == 0,
                 &view->session);
    view->stages = (TmplList){stages, fact->n_words};
    view->has_stages = fact->n_words > 0;
}

static void fill_example(const Making *m, CodeView *view)
{
    const char *text = m->code->record->session_example.s;
    if (!text)
        return;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = g_strv_length(lines);
    LineView *views = arena_alloc(m->page->scratch, n * sizeof *views);
    gsize count = 0;
    for (guint i = 0; i < n; i++) {
        gboolean server = g_str_has_prefix(lines[i], m->protocol->server);
        if (*lines[i])
            views[count++] = (LineView){arena_text(m->page->scratch, lines[i], -1), server, !server};
    }
    view->example = (TmplList){views, count};
    view->has_example = count > 0;
}

/* What one sender has for the code. */
typedef struct Share {
    guint count;
    guint quoted;             /* 1: its first line is quoted */
    const WireLine *lines[2]; /* the first two */
} Share;

typedef struct Lines {
    const Protocol *protocol;
    Share *shares; /* by sender */
} Lines;

static void count_line(const Wire *wire, const WireLine *line, gpointer data)
{
    const Lines *lines = data;
    Share *share = &lines->shares[wire - lines->protocol->wires];
    if (share->count < 2)
        share->lines[share->count] = line;
    share->count++;
}

/* Quotes the first line of each of the senders with most lines, of equals of the first by name: the reader has most
 * likely met one of them. */
static void choose(const Protocol *protocol, Share *shares)
{
    guint senders = 0;
    for (guint i = 0; i < protocol->n_wires; i++)
        senders += shares[i].count > 0;
    guint quoted = senders > MANY_SENDERS ? QUOTED_LINES - 1 : QUOTED_LINES;
    for (guint n = 0; n < quoted; n++) {
        Share *most = NULL;
        for (guint i = 0; i < protocol->n_wires; i++)
            if (!shares[i].quoted && shares[i].count > (most ? most->count : 0))
                most = &shares[i];
        if (most)
            most->quoted = 1;
    }
}

static void fill_wire(const Making *m, CodeView *view)
{
    guint n = m->protocol->n_wires;
    g_autofree Share *shares = g_new0(Share, n + 1);
    WireView *quoted = arena_alloc(m->page->scratch, (QUOTED_LINES + 1) * sizeof *quoted);
    LinkView *more = arena_alloc(m->page->scratch, (n + 1) * sizeof *more);
    wire_each(m->protocol, m->page->output->a, count_line, &(Lines){m->protocol, shares});
    choose(m->protocol, shares);
    view->wire.items = quoted;
    view->wire_more.items = more;
    for (guint i = 0; i < n; i++) {
        const Share *share = &shares[i];
        if (share->quoted)
            quoted[view->wire.count++] = link_line(m->page, i, share->lines[0]);
        if (share->count > share->quoted)
            more[view->wire_more.count++] =
                (LinkView){.url = link_sender(m->page, i, share->lines[share->quoted]->key.s),
                           .title = book_plain(m->page->scratch, m->protocol->wires[i].name).html,
                           .reason = frame_number(m->page, share->count - share->quoted)};
    }
    view->has_wire = view->wire.count > 0;
    view->has_wire_more = view->wire_more.count > 0;
}

/* In the order of the facts table: class, the protocol's facts, the finer codes, the specification. */
static void fill_facts(const Making *m, CodeView *view)
{
    FactView *facts = arena_alloc(m->page->scratch, (m->protocol->n_facts + 3) * sizeof *facts);
    gsize n = 0;
    facts[n++] = (FactView){.label = m->beside->fact_class, .value = m->book->class_name.html};
    for (guint i = 0; i < m->protocol->n_facts; i++)
        facts[n++] = (FactView){.label = m->words->facts[i].label.html, .value = m->book->fact_value[i].html};
    if (m->code->n_enhanced)
        facts[n++] = (FactView){.label = m->beside->fact_enhanced, .value = m->book->enhanced.html};
    facts[n++] = (FactView){.label = m->beside->fact_specification, .value = m->book->spec.html};
    view->facts = (TmplList){facts, n};
}

static void fill_related(const Making *m, CodeView *view)
{
    guint self = m->page->output->a;
    LinkView *related = arena_alloc(m->page->scratch, (m->code->n_relations + 1) * sizeof *related);
    for (guint i = 0; i < m->code->n_relations; i++) {
        guint other = m->code->relations[i].other;
        LinkView pair = link_pair(m->page, m->number, self, other);
        related[i] = link_code(m->page, m->number, other);
        related[i].reason = link_reason(m->page, m->number, self, other);
        related[i].pair_url = pair.url;
        related[i].pair_title = pair.title;
    }
    view->related = (TmplList){related, m->code->n_relations};
    view->has_related = m->code->n_relations > 0;
}

/* The comparisons that are worth a look and not among the related codes already. */
static void fill_pairs(const Making *m, CodeView *view)
{
    const TmplList *ties = &m->beside->ties[m->page->output->a];
    const LinkView *links = ties->items;
    LinkView *pairs = arena_alloc(m->page->scratch, (ties->count + 1) * sizeof *pairs);
    view->pairs.items = pairs;
    for (gsize i = 0; i < ties->count; i++)
        if (!links[i].reason)
            pairs[view->pairs.count++] = links[i];
    view->has_pairs = view->pairs.count > 0;
}

static void fill_neighbours(const Making *m, CodeView *view)
{
    guint self = m->page->output->a;
    LinkView *links = arena_alloc(m->page->scratch, 2 * sizeof *links);
    if (self > 0) {
        links[0] = link_code(m->page, m->number, self - 1);
        view->previous = &links[0];
    }
    if (self + 1 < m->protocol->n_codes) {
        links[1] = link_code(m->page, m->number, self + 1);
        view->next = &links[1];
    }
}

static void fill_frame(const Making *m, CodeView *view)
{
    const Page *page = m->page;
    Output index = frame_output(page, OUTPUT_INDEX, m->number, 0, 0);
    Output class = frame_output(page, OUTPUT_CLASS, m->number, m->code->class, 0);
    const Phrase values[] = {book_plain(page->scratch, m->protocol->name), book_plain(page->scratch, m->code->code),
                             m->book->name, m->book->indicates};
    const Crumb crumbs[] = {{m->beside->index_title, &index, m->beside->index_url}, {m->book->label.text, NULL, NULL}};
    const FrameText text = {.heading = m->book->title.text,
                            .description = frame_sentence(page, SENTENCE_CODE_DESCRIPTION, values).text,
                            .og_type = "article",
                            .crumbs = crumbs,
                            .n_crumbs = G_N_ELEMENTS(crumbs)};
    frame_fill(page, &text, &view->page);
    view->index_url = m->beside->index_url;
    view->compare_url = m->beside->compare_url;
    view->class_url = frame_link(page, &class);
    view->page.json_ld =
        jsonld_page(page, &view->page, &(JsonldPage){"TechArticle", &text, {m->book->term}, view->specs});
}

void view_code(const Page *page, CodeView *view)
{
    const Protocol *protocol = page->plan->catalog->protocols[page->output->protocol];
    const CodeBook *book = book_code(page->book, page->output->language, page->output->protocol, page->output->a);
    Making m = {page,
                protocol,
                protocol->words[page->output->language],
                &protocol->codes[page->output->a],
                book,
                beside_of(page),
                page->output->protocol};
    view->h1 = book->title.html;
    view->protocol = protocol->name;
    view->code = m.code->code;
    view->name = book->name.html;
    view->class = book->class_name.html;
    view->class_id = book->class_id;
    view->verdict = book->headline.html;
    view->phrase = m.code->record->phrase.s;
    view->phrase_language = page->plan->catalog->languages[0];
    view->indicates = book->indicates_sentence.html;
    view->description = book->description.html;
    view->when = book->when.html;
    view->outcome = book->outcome.html;
    view->use = book->use.html;
    view->caveat = book->caveat.html;
    view->origin = book->origin.html;
    view->appears = book->fact_says[protocol->appears].html;
    view->fixes = book->fixes;
    view->specs = book->specs;
    view->enhanced = book->enhanced_views;
    view->has_enhanced = book->enhanced_views.count > 0;
    fill_stages(&m, view);
    fill_example(&m, view);
    fill_wire(&m, view);
    fill_facts(&m, view);
    fill_related(&m, view);
    fill_pairs(&m, view);
    fill_neighbours(&m, view);
    fill_frame(&m, view);
}
