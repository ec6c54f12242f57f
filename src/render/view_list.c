/* The pages that lead to others: the index of a protocol and its comparisons. */
#include <string.h>

#include "model/stranger.h"
#include "plan/url.h"
#include "render/drawing.h"
#include "render/filter.h"
#include "render/jsonld.h"
#include "render/pages.h"

static guint pairs_of(const Protocol *protocol)
{
    return protocol->n_codes * (protocol->n_codes - 1) / 2;
}

static TmplList specs_of(const Page *page, const BindList *specs)
{
    LinkView *links = arena_alloc(page->scratch, (specs->count + 1) * sizeof *links);
    for (gsize i = 0; i < specs->count; i++)
        links[i] = book_spec(page->book, page->scratch, &((const Spec *)specs->items)[i], page->output->language);
    return (TmplList){links, specs->count};
}

/* An entry whose passages stand under LIST.KEY of DOCUMENT. */
static EntryView entry_of(const Page *page, const Document *document, const char *list, const char *key,
                          const BindList *specs)
{
    g_autofree char *title = g_strdup_printf("%s.%s.title", list, key),
                    *says = g_strdup_printf("%s.%s.says", list, key);
    guint language = page->output->language;
    return (EntryView){.code = key,
                       .anchor = book_anchor(page->scratch, key),
                       .title = book_plain_passage(page->book, page->scratch, document, title, language).html,
                       .says = book_passage_on(page->book, page->scratch, document, says, page->output).html,
                       .specs = specs_of(page, specs)};
}

static void fill_entries(const Page *page, const Protocol *protocol, IndexView *view)
{
    EntryView *enhanced = arena_alloc(page->scratch, (protocol->n_enhanced + 1) * sizeof *enhanced);
    EntryView *strangers = arena_alloc(page->scratch, (protocol->n_strangers + 1) * sizeof *strangers);
    for (guint i = 0; i < protocol->n_enhanced; i++) {
        const Enhanced *of = &protocol->enhanced[i];
        LinkView *links = arena_alloc(page->scratch, (of->n_codes + 1) * sizeof *links);
        for (guint c = 0; c < of->n_codes; c++)
            links[c] = link_code(page, page->output->protocol, of->codes[c]);
        enhanced[i] = entry_of(page, protocol->enhanced_document, "codes", of->key.s, &of->specs);
        enhanced[i].codes = (TmplList){links, of->n_codes};
    }
    for (guint i = 0; i < protocol->n_strangers; i++)
        strangers[i] = entry_of(page, protocol->strangers_document, "numbers", protocol->strangers[i].key.s,
                                &protocol->strangers[i].specs);
    view->enhanced = (TmplList){enhanced, protocol->n_enhanced};
    view->strangers = (TmplList){strangers, protocol->n_strangers};
    view->has_enhanced = protocol->n_enhanced > 0;
    view->has_strangers = protocol->n_strangers > 0;
}

/* The class that the reply to take to pieces has: its code ends before the first blank. */
static const char *class_of_anatomy(const Protocol *protocol)
{
    g_autoptr(GString) code = g_string_new(NULL);
    for (guint i = 0; i < protocol->n_anatomy; i++)
        g_string_append(code, protocol->anatomy[i].text.s);
    g_string_truncate(code, strcspn(code->str, " "));
    int class = protocol_class(protocol, code->str);
    return class < 0 ? NULL : protocol->classes[class].id.s;
}

static void fill_anatomy(const Page *page, const Protocol *protocol, IndexView *view)
{
    const PartWords *words = protocol->words[page->output->language]->anatomy;
    guint n = protocol->n_anatomy;
    PartView *parts = arena_alloc(page->scratch, (n + 1) * sizeof *parts);
    for (guint i = 0; i < n; i++)
        parts[i] =
            (PartView){.text = protocol->anatomy[i].text.s, .name = words[i].name.html, .says = words[i].says.html};
    if (n)
        parts[0].class_id = class_of_anatomy(protocol);
    view->anatomy_width = draw_parts(page->scratch, parts, n);
    view->anatomy = (TmplList){parts, n};
    view->has_anatomy = n > 0;
}

void view_index(const Page *page, IndexView *view)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name[] = {book_plain(page->scratch, protocol->name)};
    Output compare = frame_output(page, OUTPUT_COMPARE, number, 0, 0);
    view->h1 = frame_sentence(page, SENTENCE_INDEX_TITLE, name).html;
    view->lead = frame_sentence(page, SENTENCE_INDEX_DESCRIPTION, name).html;
    view->protocol = protocol->name;
    view->expansion = protocol->words[page->output->language]->expansion.html;
    view->count_codes = frame_counted(page, COUNTED_CODES, protocol->n_codes);
    view->count_pairs = frame_counted(page, COUNTED_PAIRS, pairs_of(protocol));
    view->compare_url = frame_link(page, &compare);
    fill_anatomy(page, protocol, view);
    view->filters = filter_list(page, protocol);
    view->classes = classes_of(page, number);
    fill_entries(page, protocol, view);
    jsonld_list(page, &(ListText){SENTENCE_INDEX_TITLE, SENTENCE_INDEX_DESCRIPTION, name, NULL, "DefinedTermSet"},
                &view->page);
}

static RowView row_of(const Page *page, const Protocol *protocol, guint a)
{
    guint number = page->output->protocol;
    const CodeBook *book = book_code(page->book, page->output->language, number, a);
    gsize n = protocol->n_codes - a - 1;
    LinkView *cells = arena_alloc(page->scratch, (n + 1) * sizeof *cells);
    for (gsize i = 0; i < n; i++)
        cells[i] = link_pair(page, number, a, a + 1 + (guint)i);
    Output code = frame_output(page, OUTPUT_CODE, number, a, 0);
    g_autoptr(GString) anchor = g_string_new("row-");
    url_slug(anchor, protocol->codes[a].code);
    return (RowView){arena_text(page->scratch, anchor->str, -1),
                     protocol->codes[a].code,
                     book->name.html,
                     frame_link(page, &code),
                     book->class_id,
                     {cells, n}};
}

static void fill_rows(const Page *page, const Protocol *protocol, CompareView *view)
{
    gsize n = protocol->n_codes ? protocol->n_codes - 1 : 0; /* the highest code has no higher one */
    RowView *rows = arena_alloc(page->scratch, (n + 1) * sizeof *rows);
    for (gsize i = 0; i < n; i++)
        rows[i] = row_of(page, protocol, (guint)i);
    view->rows = (TmplList){rows, n};
}

static OptionView option_of(const Page *page, const Code *code, const LinkView *link)
{
    const Catalog *catalog = page->plan->catalog;
    gboolean fallback = FALSE;
    const char *name = document_text(code->document, "name", page->output->language, &fallback);
    const Phrase values[] = {book_plain(page->scratch, code->code), book_plain(page->scratch, name ? name : "")};
    return (OptionView){code->code, frame_sentence(page, SENTENCE_CODE_NAME, values).text, link->url,
                        fallback ? catalog->languages[0] : NULL};
}

static void fill_options(const Page *page, const Protocol *protocol, CompareView *view)
{
    OptionsView *classes = arena_alloc(page->scratch, (protocol->n_classes + 1) * sizeof *classes);
    view->classes.items = classes;
    for (guint class = 0; class < protocol->n_classes; class ++) {
        TmplList links = links_of_class(page, page->output->protocol, class);
        OptionView *options = arena_alloc(page->scratch, (links.count + 1) * sizeof *options);
        for (gsize i = 0; i < links.count; i++) {
            const LinkView *link = &((const LinkView *)links.items)[i];
            options[i] = option_of(page, &protocol->codes[records_find(protocol, link->code)], link);
        }
        if (links.count)
            classes[view->classes.count++] = (OptionsView){
                protocol->words[page->output->language]->classes[class].name.text, {options, links.count}};
    }
}

static void fill_curated(const Page *page, const Protocol *protocol, CompareView *view)
{
    guint number = page->output->protocol;
    LinkView *pairs = arena_alloc(page->scratch, (protocol->n_pairs + 1) * sizeof *pairs);
    for (guint i = 0; i < protocol->n_pairs; i++) {
        const Pair *pair = &protocol->pairs[i];
        pairs[i] = link_pair(page, number, pair->a, pair->b);
        pairs[i].reason =
            book_passage(page->book, page->scratch, pair->document, "verdict", page->output->language, number).html;
    }
    view->pairs = (TmplList){pairs, protocol->n_pairs};
    view->has_pairs = protocol->n_pairs > 0;
}

void view_compare(const Page *page, CompareView *view)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name[] = {book_plain(page->scratch, protocol->name)};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    view->h1 = frame_sentence(page, SENTENCE_COMPARE_TITLE, name).html;
    view->lead = frame_sentence(page, SENTENCE_COMPARE_DESCRIPTION, name).html;
    view->protocol = protocol->name;
    view->count_pairs = frame_counted(page, COUNTED_PAIRS, pairs_of(protocol));
    view->index_url = frame_link(page, &index);
    fill_curated(page, protocol, view);
    fill_options(page, protocol, view);
    fill_rows(page, protocol, view);
    const Crumb parent = {frame_sentence(page, SENTENCE_INDEX_TITLE, name).text, &index, NULL};
    jsonld_list(page,
                &(ListText){SENTENCE_COMPARE_TITLE, SENTENCE_COMPARE_DESCRIPTION, name, &parent, "CollectionPage"},
                &view->page);
}
