#include "render/book.h"

#include <string.h>

#include "base/workers.h"
#include "model/link.h"
#include "model/words.h"
#include "plan/url.h"
#include "render/jsonld.h"
#include "text/escape.h"

static Phrase keep(Arena *arena, const GString *html, const GString *text)
{
    return (Phrase){arena_text(arena, html->str, (gssize)html->len), arena_text(arena, text->str, (gssize)text->len)};
}

/* "A B" */
static const char *join(Arena *arena, const char *a, const char *b)
{
    gsize a_length = strlen(a), b_length = strlen(b);
    char *both = arena_bytes(arena, a_length + b_length + 2);
    memcpy(both, a, a_length);
    both[a_length] = ' ';
    memcpy(both + a_length + 1, b, b_length);
    return both;
}

Phrase book_join(Arena *arena, Phrase a, Phrase b)
{
    return (Phrase){join(arena, a.html, b.html), join(arena, a.text, b.text)};
}

Phrase book_plain(Arena *arena, const char *text)
{
    if (!escape_html_changes(text))
        return (Phrase){text, text};
    g_autoptr(GString) html = g_string_new(NULL);
    escape_html(html, text);
    return (Phrase){arena_text(arena, html->str, (gssize)html->len), text};
}

typedef struct LinkFrom {
    const Plan *plan;
    Output page;
    gboolean codes; /* whether there are codes to link to */
} LinkFrom;

static const char *resolve(const char *target, GString *href, gpointer data)
{
    const LinkFrom *from = data;
    Link link;
    const Catalog *catalog = from->plan->catalog;
    const char *wrong = link_read(from->codes ? catalog->protocols[from->page.protocol] : NULL, target, &link);
    if (wrong)
        return wrong;
    Output there = {OUTPUT_CODE, from->page.language, from->page.protocol, 0, 0}, here = from->page;
    switch (link.kind) {
    case LINK_CODE:
        there.a = (guint16)link.code;
        if (here.kind == OUTPUT_CODE)
            here.a = (guint16)(link.code == 0); /* not itself */
        url_link(href, from->plan, &here, &there);
        break;
    case LINK_RFC:
        link_rfc(href, link.rfc, link.section);
        break;
    case LINK_WEB:
        g_string_append(href, target);
        break;
    }
    return NULL;
}

static void mark_language(const Catalog *catalog, GString *html)
{
    g_autofree char *open =
        g_strdup_printf("<span lang=\"%s\" dir=\"%s\">", catalog->languages[0], catalog->locales[0]->direction);
    g_string_prepend(html, open);
    g_string_append(html, "</span>");
}

static Phrase passage(const Book *book, Arena *arena, const Document *document, const char *path, LinkFrom from)
{
    guint language = from.page.language;
    gboolean fallback = FALSE;
    const PassageIn *in = document_shown(document, path, language, &fallback);
    if (!in || !in->text.s)
        return (Phrase){NULL, NULL};
    if (in->html && !fallback)
        return (Phrase){in->html, in->plain};
    g_autoptr(GString) html = g_string_sized_new(512);
    g_autoptr(GString) text = g_string_sized_new(512);
    g_autoptr(Findings) none = findings_new(); /* the catalog was checked: there is nothing to find */
    inline_render(in->text.s, &(InlineOptions){resolve, &from}, html, text, document->file, (Mark){0}, none);
    if (fallback)
        mark_language(book->plan->catalog, html);
    return keep(arena, html, text);
}

Phrase book_passage(const Book *book, Arena *arena, const Document *document, const char *path, guint language,
                    guint protocol)
{
    Output code = {OUTPUT_CODE, (guint8)language, (guint8)protocol, 0, 0};
    return passage(book, arena, document, path, (LinkFrom){book->plan, code, TRUE});
}

Phrase book_passage_on(const Book *book, Arena *arena, const Document *document, const char *path, const Output *page)
{
    return passage(book, arena, document, path, (LinkFrom){book->plan, *page, TRUE});
}

Phrase book_site_passage(const Book *book, Arena *arena, const char *path, guint language)
{
    Output home = {OUTPUT_HOME, (guint8)language, 0, 0, 0};
    return passage(book, arena, book->plan->catalog->site_document, path, (LinkFrom){book->plan, home, FALSE});
}

Phrase book_plain_passage(const Book *book, Arena *arena, const Document *document, const char *path, guint language)
{
    gboolean fallback = FALSE;
    const char *words = document_text(document, path, language, &fallback);
    g_autoptr(GString) html = g_string_new(NULL);
    escape_html(html, words ? words : "");
    if (fallback)
        mark_language(book->plan->catalog, html);
    return (Phrase){arena_text(arena, html->str, -1), words ? words : ""};
}

Phrase book_fact_value(Arena *arena, const Locale *locale, const Words *words, guint fact, guint64 bits)
{
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    words_fact_value(locale, words, fact, bits, html, text);
    return keep(arena, html, text);
}

Phrase book_fact_says(Arena *arena, const Locale *locale, const Words *words, guint fact, guint64 bits,
                      const char *code)
{
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    words_fact_says(locale, words, fact, bits, code, html, text);
    return keep(arena, html, text);
}

/* A title is what its author wrote, in the source's language for want of a better guess. */
static const char *spec_title(const Book *book, Arena *arena, const Spec *spec, guint language)
{
    g_autoptr(GString) html = g_string_new(NULL);
    escape_html(html, spec->title.s);
    if (language)
        mark_language(book->plan->catalog, html);
    return arena_text(arena, html->str, (gssize)html->len);
}

LinkView book_spec(const Book *book, Arena *arena, const Spec *spec, guint language)
{
    if (!spec->rfc.s)
        return (LinkView){.url = g_intern_string(spec->url.s), .title = spec_title(book, arena, spec, language)};
    const Locale *locale = book->plan->catalog->locales[language];
    g_autoptr(GString) url = g_string_new(NULL);
    link_rfc(url, spec->rfc.s, spec->section.s);
    const Phrase values[] = {{spec->rfc.s, spec->rfc.s}, {spec->section.s, spec->section.s}};
    SentenceId id = spec->section.s ? SENTENCE_RFC_SECTION : SENTENCE_RFC;
    return (LinkView){.url = g_intern_string(url->str),
                      .title = sentence_phrase(arena, locale->sentences[id], values).html};
}

/* What is needed to write one code's part. */
typedef struct Writing {
    const Book *book;
    Arena *arena;
    const Locale *locale;
    const Protocol *protocol;
    const Words *words;
    const Code *code;
    guint language, number, self;
} Writing;

static void write_passages(const Writing *w, CodeBook *to)
{
    const struct {
        const char *path;
        Phrase *phrase;
    } PASSAGES[] = {{"indicates", &to->indicates},
                    {"description", &to->description},
                    {"when", &to->when},
                    {"outcome", &to->outcome},
                    {"use", &to->use},
                    {"caveat", &to->caveat},
                    {"origin", &to->origin}};
    for (guint i = 0; i < G_N_ELEMENTS(PASSAGES); i++)
        *PASSAGES[i].phrase =
            book_passage(w->book, w->arena, w->code->document, PASSAGES[i].path, w->language, w->number);
    to->name = book_plain_passage(w->book, w->arena, w->code->document, "name", w->language);
    const Phrase code = book_plain(w->arena, w->code->code);
    const Phrase title[] = {book_plain(w->arena, w->protocol->name), code, to->name};
    const Phrase indicates[] = {code, to->indicates};
    to->title = sentence_phrase(w->arena, w->locale->sentences[SENTENCE_CODE_TITLE], title);
    to->label = sentence_phrase(w->arena, w->locale->sentences[SENTENCE_CODE_NAME], &title[1]);
    to->indicates_sentence = sentence_phrase(w->arena, w->locale->sentences[SENTENCE_INDICATES], indicates);
}

static void write_fixes(const Writing *w, CodeBook *to)
{
    const Fact *roles = &w->protocol->facts[w->protocol->fixed_by];
    FixView *fixes = arena_alloc(w->arena, (roles->n_words + 1) * sizeof *fixes);
    to->fixes.items = fixes;
    for (guint i = 0; i < roles->n_words; i++) {
        g_autofree char *path = g_strdup_printf("fix.%s", roles->words[i]);
        Phrase fix = book_passage(w->book, w->arena, w->code->document, path, w->language, w->number);
        if (fix.html)
            fixes[to->fixes.count++] = (FixView){w->words->facts[w->protocol->fixed_by].values[i].name.html, fix.html};
    }
}

static void write_facts(const Writing *w, CodeBook *to)
{
    Arena *arena = w->arena;
    const ClassWords *class = &w->words->classes[w->code->class];
    const Phrase code[] = {{w->code->code, w->code->code}};
    to->class_id = w->protocol->classes[w->code->class].id.s;
    to->class_name = class->name;
    to->class_says = sentence_phrase(arena, class->says, code);
    to->class_advice = sentence_phrase(arena, class->advice, code);
    for (guint i = 0; i < w->protocol->n_facts; i++) {
        guint64 bits = w->code->record->facts[i].bits;
        to->fact_value[i] = book_fact_value(arena, w->locale, w->words, i, bits);
        to->fact_says[i] = book_fact_says(arena, w->locale, w->words, i, bits, w->code->code);
    }
    to->headline = to->fact_says[w->protocol->headline[0]];
    for (guint i = 1; i < w->protocol->n_headline; i++)
        to->headline = book_join(arena, to->headline, to->fact_says[w->protocol->headline[i]]);
}

static Phrase list_of(const Writing *w, const Phrase *items, gsize n)
{
    if (!n)
        return (Phrase){"–", "–"};
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    locale_list(w->locale, items, n, html, text);
    return keep(w->arena, html, text);
}

const char *book_anchor(Arena *arena, const char *key)
{
    g_autoptr(GString) anchor = g_string_new(NULL);
    url_anchor(anchor, key);
    return arena_text(arena, anchor->str, -1);
}

static const char *entry_url(const Writing *w, const char *key)
{
    g_autoptr(GString) url = g_string_new(NULL);
    const Output here = {OUTPUT_CODE, (guint8)w->language, (guint8)w->number, (guint16)w->self, 0};
    const Output index = {OUTPUT_INDEX, (guint8)w->language, (guint8)w->number, 0, 0};
    url_link(url, w->book->plan, &here, &index);
    g_string_append_printf(url, "#%s", book_anchor(w->arena, key));
    return arena_text(w->arena, url->str, -1);
}

static void write_enhanced(const Writing *w, CodeBook *to)
{
    const BindText *codes = w->code->record->enhanced.items;
    gsize n = w->code->n_enhanced;
    EnhancedView *views = arena_alloc(w->arena, (n + 1) * sizeof *views);
    g_autofree Phrase *list = g_new0(Phrase, n + 1);
    for (gsize i = 0; i < n; i++) {
        const char *key = w->protocol->enhanced[w->code->enhanced[i]].key.s;
        g_autofree char *title = g_strdup_printf("codes.%s.title", key), *says = g_strdup_printf("codes.%s.says", key);
        const Document *document = w->protocol->enhanced_document;
        views[i].code = codes[i].s;
        views[i].url = entry_url(w, key);
        views[i].title = book_plain_passage(w->book, w->arena, document, title, w->language).html;
        views[i].says = book_passage(w->book, w->arena, document, says, w->language, w->number).html;
        g_autofree char *html = g_strdup_printf("<code translate=\"no\">%s</code>", codes[i].s);
        list[i] = (Phrase){arena_text(w->arena, html, -1), codes[i].s};
    }
    to->enhanced_views = (TmplList){views, n};
    to->enhanced = list_of(w, list, n);
}

static gboolean gives_phrase(const Spec *spec)
{
    for (gsize i = 0; i < spec->gives.count; i++)
        if (strcmp(((const BindText *)spec->gives.items)[i].s, "phrase") == 0)
            return TRUE;
    return FALSE;
}

static Phrase linked(const Writing *w, const LinkView *link)
{
    g_autoptr(GString) html = g_string_new("<a href=\"");
    escape_html(html, link->url);
    g_string_append_printf(html, "\">%s</a>", link->title);
    return (Phrase){arena_text(w->arena, html->str, -1), link->title};
}

/* The table of facts names the sections that give the code its words, or for want of them the first one that is
 * named; all are listed below it. */
static void write_specs(const Writing *w, CodeBook *to)
{
    const BindList *specs = &w->code->record->specs;
    LinkView *views = arena_alloc(w->arena, (specs->count + 1) * sizeof *views);
    g_autofree Phrase *main = g_new0(Phrase, specs->count + 1);
    gsize n = 0;
    for (gsize i = 0; i < specs->count; i++) {
        const Spec *spec = &((const Spec *)specs->items)[i];
        views[i] = book_spec(w->book, w->arena, spec, w->language);
        if (gives_phrase(spec))
            main[n++] = linked(w, &views[i]);
    }
    if (!n && specs->count)
        main[n++] = linked(w, &views[0]);
    to->specs = (TmplList){views, specs->count};
    to->spec = list_of(w, main, n);
}

static const char *absolute(const Writing *w, OutputKind kind)
{
    g_autoptr(GString) url = g_string_new(NULL);
    url_absolute(url, w->book->plan,
                 &(Output){(guint8)kind, (guint8)w->language, (guint8)w->number, (guint16)w->self, 0});
    return arena_text(w->arena, url->str, (gssize)url->len);
}

static void write_term(const Writing *w, CodeBook *to)
{
    const Phrase protocol[] = {book_plain(w->arena, w->protocol->name)};
    g_autoptr(GString) term = g_string_new(NULL);
    jsonld_term(
        term,
        &(JsonldTerm){.code = w->code->code,
                      .name = to->name.text,
                      .description = to->indicates_sentence.text,
                      .url = absolute(w, OUTPUT_CODE),
                      .set_name = sentence_phrase(w->arena, w->locale->sentences[SENTENCE_INDEX_TITLE], protocol).text,
                      .set_url = absolute(w, OUTPUT_INDEX)});
    to->term = arena_text(w->arena, term->str, (gssize)term->len);
}

static void write_code(const Writing *w, CodeBook *to)
{
    g_autoptr(GString) url = g_string_new(NULL);
    Output there = {OUTPUT_CODE, (guint8)w->language, (guint8)w->number, (guint16)w->self, 0};
    Output here = there;
    here.a = (guint16)(w->self == 0);
    if (w->protocol->n_codes > 1)
        url_link(url, w->book->plan, &here, &there);
    to->url = arena_text(w->arena, url->str, -1);
    write_passages(w, to);
    write_fixes(w, to);
    write_facts(w, to);
    write_enhanced(w, to);
    write_specs(w, to);
    write_term(w, to);
}

/* All codes of all protocols in all languages, to be written in any order. */
typedef struct Chapters {
    Book *book;
    GArray *parts;  /* of Writing, without their arenas */
    Arena **arenas; /* by worker */
} Chapters;

static gboolean write_part(gsize item, guint worker, gpointer data)
{
    const Chapters *chapters = data;
    Writing w = g_array_index(chapters->parts, Writing, item);
    w.arena = chapters->arenas[worker];
    write_code(&w, (CodeBook *)book_code(w.book, w.language, w.number, w.self));
    return TRUE;
}

static void add_parts(Chapters *chapters, guint language, guint number)
{
    Book *book = chapters->book;
    const Catalog *catalog = book->plan->catalog;
    const Protocol *protocol = catalog->protocols[number];
    book->codes[language * catalog->n_protocols + number] =
        arena_alloc(book->arena, (protocol->n_codes + 1) * sizeof(CodeBook));
    for (guint i = 0; i < protocol->n_codes; i++) {
        Writing part = {book,
                        NULL,
                        catalog->locales[language],
                        protocol,
                        protocol->words[language],
                        &protocol->codes[i],
                        language,
                        number,
                        i};
        g_array_append_val(chapters->parts, part);
    }
}

static void write_all(Chapters *chapters, guint jobs)
{
    g_autofree Arena **arenas = g_new(Arena *, jobs);
    chapters->arenas = arenas;
    for (guint i = 0; i < jobs; i++)
        arenas[i] = arena_new();
    workers_run(jobs, chapters->parts->len, write_part, chapters);
    for (guint i = 0; i < jobs; i++)
        arena_adopt(chapters->book->arena, arenas[i]);
}

Book *book_new(const Plan *plan, guint jobs)
{
    const Catalog *catalog = plan->catalog;
    Book *book = g_new0(Book, 1);
    book->arena = arena_new();
    book->plan = plan;
    book->codes = arena_alloc(book->arena, (catalog->n_languages * catalog->n_protocols + 1) * sizeof *book->codes);
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Writing));
    Chapters chapters = {.book = book, .parts = parts};
    for (guint language = 0; language < catalog->n_languages; language++)
        for (guint number = 0; number < catalog->n_protocols; number++)
            add_parts(&chapters, language, number);
    write_all(&chapters, jobs);
    return book;
}

void book_free(Book *book)
{
    if (!book)
        return;
    arena_free(book->arena);
    g_free(book);
}

const CodeBook *book_code(const Book *book, guint language, guint protocol, guint code)
{
    return &book->codes[language * book->plan->catalog->n_protocols + protocol][code];
}
