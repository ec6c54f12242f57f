#include "render/filter.h"

static gboolean some_code_has(const Protocol *protocol, guint fact, guint value)
{
    for (guint i = 0; i < protocol->n_codes; i++)
        if (protocol->codes[i].record->facts[fact].bits >> value & 1)
            return TRUE;
    return FALSE;
}

static FilterView filter_of(const Page *page, const Protocol *protocol, guint number)
{
    const Fact *fact = &protocol->facts[number];
    const FactWords *words = &protocol->words[page->output->language]->facts[number];
    ChoiceView *choices = arena_alloc(page->scratch, (fact->n_words + 1) * sizeof *choices);
    gsize n = 0;
    for (guint value = 0; value < fact->n_words; value++)
        if (some_code_has(protocol, number, value))
            choices[n++] = (ChoiceView){fact->words[value], words->values[value].name.text};
    return (FilterView){fact->key.s, words->label.html, {choices, n}};
}

TmplList filter_list(const Page *page, const Protocol *protocol)
{
    FilterView *filters = arena_alloc(page->scratch, (protocol->n_filters + 1) * sizeof *filters);
    for (guint i = 0; i < protocol->n_filters; i++)
        filters[i] = filter_of(page, protocol, protocol->filters[i]);
    return (TmplList){filters, protocol->n_filters};
}

const char *filter_facts(const Page *page, const Protocol *protocol, const Code *code)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < protocol->n_filters; i++) {
        const Fact *fact = &protocol->facts[protocol->filters[i]];
        for (guint value = 0; value < fact->n_words; value++)
            if (code->record->facts[protocol->filters[i]].bits >> value & 1)
                g_string_append_printf(text, "%s%s:%s", text->len ? " " : "", fact->key.s, fact->words[value]);
    }
    return arena_text(page->scratch, text->str, (gssize)text->len);
}
