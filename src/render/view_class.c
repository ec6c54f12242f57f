/* The page of a class: its codes, and what they have in common. */
#include "plan/url.h"
#include "render/filter.h"
#include "render/jsonld.h"
#include "render/pages.h"

/* The nearest class with codes, STEP before or behind CLASS; NULL at the end. */
static const LinkView *neighbour(const Page *page, int class, int step)
{
    guint number = page->output->protocol;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    int n = (int)protocol->n_classes;
    for (class += step; class >= 0 && class < n; class += step) {
        if (!protocol_has_class(protocol, (guint) class))
            continue;
        LinkView *link = arena_alloc(page->scratch, sizeof *link);
        *link = link_class(page, number, (guint) class);
        return link;
    }
    return NULL;
}

TmplList links_of_class(const Page *page, guint number, guint class)
{
    const Protocol *protocol = page->plan->catalog->protocols[number];
    LinkView *links = arena_alloc(page->scratch, (protocol->n_codes + 1) * sizeof *links);
    gsize n = 0;
    for (guint i = 0; i < protocol->n_codes; i++)
        if (protocol->codes[i].class == class) {
            links[n] = link_code(page, number, i);
            links[n++].facts = filter_facts(page, protocol, &protocol->codes[i]);
        }
    return (TmplList){links, n};
}

/* The written words about the class, or for want of them those about each of its codes, said of "5xx". */
static Phrase verdict_of(const Page *page, const Group *class, const ClassWords *words)
{
    if (*words->whole.html)
        return words->whole;
    g_autoptr(GString) slug = g_string_new(NULL);
    url_class_slug(slug, class->match.s);
    const Phrase code[] = {book_plain(page->scratch, arena_text(page->scratch, slug->str, -1))};
    return book_join(page->scratch, sentence_phrase(page->scratch, words->says, code),
                     sentence_phrase(page->scratch, words->advice, code));
}

TmplList classes_of(const Page *page, guint number)
{
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const ClassWords *words = protocol->words[page->output->language]->classes;
    ClassView *classes = arena_alloc(page->scratch, (protocol->n_classes + 1) * sizeof *classes);
    gsize n = 0;
    for (guint class = 0; class < protocol->n_classes; class ++)
        if (protocol_has_class(protocol, class))
            classes[n++] = (ClassView){.class = words[class].name.html,
                                       .class_id = protocol->classes[class].id.s,
                                       .class_url = link_class(page, number, class).url,
                                       .verdict = verdict_of(page, &protocol->classes[class], &words[class]).html,
                                       .codes = links_of_class(page, number, class)};
    return (TmplList){classes, n};
}

/* The values of FACT that more than half of the N codes of CLASS have, with how many; empty: there is none. */
static const char *common_values(const Page *page, const Protocol *protocol, guint class, guint fact, guint n)
{
    const ValueWords *values = protocol->words[page->output->language]->facts[fact].values;
    Phrase shares[MAX_VALUES];
    gsize n_shares = 0;
    for (guint value = 0; value < protocol->facts[fact].n_words; value++) {
        guint count = 0;
        for (guint i = 0; i < protocol->n_codes; i++)
            count += protocol->codes[i].class == class && (protocol->codes[i].record->facts[fact].bits >> value & 1);
        const Phrase share[] = {values[value].name, book_plain(page->scratch, frame_number(page, count)),
                                book_plain(page->scratch, frame_number(page, n))};
        const Phrase all[] = {share[0], share[2]};
        if (count == n)
            shares[n_shares++] = frame_sentence(page, SENTENCE_SHARE_ALL, all);
        else if (2 * count > n)
            shares[n_shares++] = frame_sentence(page, SENTENCE_SHARE, share);
    }
    g_autoptr(GString) html = g_string_new(NULL);
    if (n_shares)
        locale_list(page->locale, shares, n_shares, html, NULL);
    return arena_text(page->scratch, html->str, (gssize)html->len);
}

static void fill_facts(const Page *page, const Protocol *protocol, guint class, guint n, ClassPageView *view)
{
    FactView *facts = arena_alloc(page->scratch, (protocol->n_facts + 1) * sizeof *facts);
    view->facts.items = facts;
    for (guint i = 0; i < protocol->n_facts; i++) {
        const char *value = common_values(page, protocol, class, i, n);
        if (*value)
            facts[view->facts.count++] =
                (FactView){.label = protocol->words[page->output->language]->facts[i].label.html, .value = value};
    }
    view->has_facts = view->facts.count > 0;
}

static TmplList codes_of(const Page *page, const Protocol *protocol, guint class, int category)
{
    LinkView *links = arena_alloc(page->scratch, (protocol->n_codes + 1) * sizeof *links);
    gsize n = 0;
    for (guint i = 0; i < protocol->n_codes; i++)
        if (protocol->codes[i].class == class && protocol->codes[i].category == category)
            links[n++] = link_code(page, page->output->protocol, i);
    return (TmplList){links, n};
}

/* Codes of no category come last. Returns how many codes there are in all. */
static guint fill_categories(const Page *page, const Protocol *protocol, guint class, ClassPageView *view)
{
    const Phrase *names = protocol->words[page->output->language]->categories;
    CategoryView *categories = arena_alloc(page->scratch, (protocol->n_categories + 1) * sizeof *categories);
    gsize n = 0;
    view->categories.items = categories;
    for (guint i = 0; i < protocol->n_categories; i++) {
        TmplList codes = codes_of(page, protocol, class, (int)i);
        g_autofree char *anchor = g_strconcat("category-", protocol->categories[i].id.s, NULL);
        if (codes.count)
            categories[view->categories.count++] =
                (CategoryView){names[i].html, arena_text(page->scratch, anchor, -1), codes, FALSE};
        n += codes.count;
    }
    TmplList rest = codes_of(page, protocol, class, -1);
    if (rest.count)
        categories[view->categories.count++] = (CategoryView){.codes = rest, .rest = n > 0};
    return (guint)(n + rest.count);
}

void view_class(const Page *page, ClassPageView *view)
{
    guint number = page->output->protocol, class = page->output->a;
    const Protocol *protocol = page->plan->catalog->protocols[number];
    const ClassWords *words = &protocol->words[page->output->language]->classes[class];
    const Phrase name = book_plain(page->scratch, protocol->name);
    const Phrase values[] = {name, words->name};
    Output index = frame_output(page, OUTPUT_INDEX, number, 0, 0);
    guint n = fill_categories(page, protocol, class, view);
    fill_facts(page, protocol, class, n, view);
    view->h1 = frame_sentence(page, SENTENCE_CLASS_TITLE, values).html;
    view->verdict = verdict_of(page, &protocol->classes[class], words).html;
    view->lead = frame_sentence(page, SENTENCE_CLASS_DESCRIPTION, values).html;
    view->count_codes = frame_counted(page, COUNTED_CODES, n);
    view->protocol = protocol->name;
    view->class = words->name.html;
    view->class_id = protocol->classes[class].id.s;
    view->index_url = frame_link(page, &index);
    view->previous = neighbour(page, (int)class, -1);
    view->next = neighbour(page, (int)class, 1);
    const Crumb parent = {frame_sentence(page, SENTENCE_INDEX_TITLE, &name).text, &index, NULL};
    jsonld_list(page, &(ListText){SENTENCE_CLASS_TITLE, SENTENCE_CLASS_DESCRIPTION, values, &parent, "CollectionPage"},
                &view->page);
}
