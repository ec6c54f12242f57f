#include "render/beside.h"

#include "model/tie.h"
#include "render/pages.h"

enum { MOST_ROWS = 4096 };

typedef struct BesideRow {
    guint64 a, b;
    guint fact;
} BesideRow;

static guint row_hash(gconstpointer row)
{
    const BesideRow *key = row;
    guint64 mixed = (key->a * 31 + key->b) * 31 + key->fact;
    return (guint)((mixed * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 32);
}

static gboolean row_equal(gconstpointer row, gconstpointer other)
{
    const BesideRow *x = row, *y = other;
    return x->a == y->a && x->b == y->b && x->fact == y->fact;
}

Beside *beside_new(void)
{
    Beside *beside = g_new0(Beside, 1);
    beside->arena = arena_new();
    beside->rows = g_hash_table_new(row_hash, row_equal);
    return beside;
}

void beside_free(Beside *beside)
{
    if (!beside)
        return;
    g_hash_table_unref(beside->rows);
    arena_free(beside->arena);
    g_free(beside);
}

gboolean beside_has(const Page *page)
{
    return page->output->kind == OUTPUT_CODE || page->output->kind == OUTPUT_PAIR;
}

static TmplKept *kept_in(Arena *arena)
{
    TmplKept *kept = arena_new0(arena, TmplKept);
    kept->arena = arena;
    return kept;
}

TmplKept *beside_row(const Beside *beside, guint fact, guint64 a, guint64 b)
{
    const BesideRow row = {a, b, fact};
    TmplKept *kept = g_hash_table_lookup(beside->rows, &row);
    if (kept || g_hash_table_size(beside->rows) == MOST_ROWS)
        return kept;
    BesideRow *key = arena_new0(beside->arena, BesideRow);
    *key = row;
    kept = kept_in(beside->arena);
    g_hash_table_insert(beside->rows, key, kept);
    return kept;
}

static TmplList ties_of(const Page *page, guint number, guint self)
{
    const Code *code = &page->plan->catalog->protocols[number]->codes[self];
    LinkView *links = arena_alloc(page->scratch, (code->n_ties + 1) * sizeof *links);
    for (guint i = 0; i < code->n_ties; i++) {
        links[i] = link_pair(page, number, self, code->ties[i].other);
        links[i].reason = link_reason(page, number, self, code->ties[i].other);
        links[i].kept = kept_in(page->scratch);
    }
    return (TmplList){links, code->n_ties};
}

static TmplList specs_of(const Page *page, const CodeBook *book)
{
    LinkView *links = arena_alloc(page->scratch, (book->specs.count + 1) * sizeof *links);
    for (gsize i = 0; i < book->specs.count; i++) {
        links[i] = ((const LinkView *)book->specs.items)[i];
        links[i].kept = kept_in(page->scratch);
    }
    return (TmplList){links, book->specs.count};
}

static SideView side_of(const Page *page, const char *name, const Code *code, const CodeBook *book)
{
    const Protocol *protocol = page->plan->catalog->protocols[page->output->protocol];
    return (SideView){.side = name,
                      .code = code->code,
                      .name = book->name.html,
                      .code_url = book->url,
                      .code_title = book->title.html,
                      .class = book->class_name.html,
                      .class_id = book->class_id,
                      .class_says = book->class_says.html,
                      .description = book->description.html,
                      .when = book->when.html,
                      .outcome = book->outcome.html,
                      .use = book->use.html,
                      .appears = book->fact_says[protocol->appears].html,
                      .fixes = book->fixes,
                      .kept = kept_in(page->scratch)};
}

/* The first code with TEXT, which is SELF where there was none before. */
static guint like(GHashTable *texts, const char *text, guint self)
{
    gpointer first;
    if (g_hash_table_lookup_extended(texts, text, NULL, &first))
        return GPOINTER_TO_UINT(first);
    g_hash_table_insert(texts, (char *)text, GUINT_TO_POINTER(self));
    return self;
}

static void fill_codes(const Page *page, Beside *beside)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    beside->sides = arena_alloc(page->scratch, protocol->n_codes * sizeof *beside->sides);
    beside->specs = arena_alloc(page->scratch, protocol->n_codes * sizeof *beside->specs);
    beside->ties = arena_alloc(page->scratch, protocol->n_codes * sizeof *beside->ties);
    beside->enhanced_like = arena_alloc(page->scratch, protocol->n_codes * sizeof *beside->enhanced_like);
    beside->spec_like = arena_alloc(page->scratch, protocol->n_codes * sizeof *beside->spec_like);
    g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < protocol->n_codes; i++) {
        const CodeBook *book = book_code(page->book, page->output->language, number, i);
        beside->enhanced_like[i] = like(texts, book->enhanced.html, i);
        beside->spec_like[i] = like(texts, book->spec.html, i);
        beside->sides[i][0] = side_of(page, "a", &protocol->codes[i], book);
        beside->sides[i][1] = side_of(page, "b", &protocol->codes[i], book);
        beside->specs[i] = specs_of(page, book);
        beside->ties[i] = ties_of(page, number, i);
    }
}

static void fill(const Page *page, Beside *beside)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const Phrase name[] = {book_plain(page->scratch, protocol->name)};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    Output compare = frame_output(page, OUTPUT_COMPARE, number, 0, 0);
    frame_fill_same(page, &beside->frame);
    beside->frame.kept = kept_in(page->scratch);
    beside->index_title = frame_sentence(page, SENTENCE_INDEX_TITLE, name).text;
    beside->index_url = frame_link(page, &index);
    beside->compare_title = frame_sentence(page, SENTENCE_COMPARE_TITLE, name).text;
    beside->compare_url = frame_link(page, &compare);
    beside->fact_class = fact_label(page, SENTENCE_FACT_CLASS);
    beside->fact_enhanced = fact_label(page, SENTENCE_FACT_ENHANCED);
    beside->fact_specification = fact_label(page, SENTENCE_FACT_SPECIFICATION);
    fill_codes(page, beside);
}

const Beside *beside_of(const Page *page)
{
    Beside *beside = page->beside;
    guint language = page->output->language, protocol = page->output->protocol;
    if (beside->filled && beside->language == language && beside->protocol == protocol)
        return beside;
    g_hash_table_remove_all(beside->rows);
    arena_clear(beside->arena);
    *beside = (Beside){
        .arena = beside->arena, .rows = beside->rows, .language = language, .protocol = protocol, .filled = TRUE};
    /* From a page that none of the links leads to: from the page of a comparison that comparison is "./". */
    const Output from = frame_output(page, OUTPUT_CODE, protocol, 0, 0);
    Page same = *page;
    same.output = &from;
    same.scratch = beside->arena;
    fill(&same, beside);
    return beside;
}
