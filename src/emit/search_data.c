/* The index of the search page: a classic script, so that it is there for a page that was opened from a disk, where
 * no script may fetch. What is a document: the codes, the classes, the finer codes, the numbers that are no codes, the
 * comparisons with a verdict, the senders and their lines. With them go the words that readers have for some of these
 * documents, and which codes are often seen. */
#include <string.h>

#include "base/append.h"
#include "emit/data.h"
#include "emit/search_index.h"
#include "model/asked.h"
#include "model/stranger.h"
#include "model/wire.h"
#include "plan/url.h"
#include "text/jsonout.h"

/* What a result shows. KIND is "code", "class", "entry", "stranger", "pair", "sender" or "line"; the languages are
 * those of TITLE and TEXT, NULL where they are the page's. */
typedef struct Shown {
    const char *kind, *path, *plate, *title, *text, *class, *title_language, *text_language;
} Shown;

typedef struct Writing {
    const Plan *plan;
    const Output *output; /* the data file: its language is the index's */
    const Protocol *protocol;
    guint number; /* of the protocol */
    SearchIndex *index;
    GString *out;
    guint documents;
    guint first[N_ANSWERS]; /* the documents where the protocol's codes, classes … begin */
    GString *asked, *often; /* JSON: lists that come behind the documents */
} Writing;

/* A passage that may stand in the source language. LANGUAGE: that, where it is not the page's. */
typedef struct Worded {
    const char *text, *language;
} Worded;

static const char *language_of(const Writing *w, gboolean fallback)
{
    return fallback ? w->plan->catalog->languages[0] : NULL;
}

/* The passage at PATH; NULL when there is none. */
static Worded passage(const Writing *w, const Document *document, const char *path)
{
    gboolean fallback = FALSE;
    const char *text = document_plain(document, path, w->output->language, &fallback);
    return (Worded){text, text ? language_of(w, fallback) : NULL};
}

static char *sentence(const Writing *w, SentenceId id, const char *language, const Phrase *values)
{
    const Catalog *catalog = w->plan->catalog;
    GString *text = g_string_new(NULL); /* a sentence with a passage of another language is wholly in that one */
    sentence_text(catalog->locales[language ? 0 : w->output->language]->sentences[id], values, text);
    return g_string_free(text, FALSE);
}

static void add_words(const Writing *w, FoundIn where, const char *text)
{
    search_index_add(w->index, w->documents - 1, where, text);
}

/* The address of a page of the protocol from the language's folder. */
static char *path_to(const Writing *w, OutputKind kind, guint a, guint b, const char *anchor)
{
    const Output from = {OUTPUT_HOME, w->output->language, 0, 0, 0},
                 to = {(guint8)kind, w->output->language, (guint8)w->number, (guint16)a, (guint16)b};
    GString *path = g_string_new(NULL);
    url_link(path, w->plan, &from, &to);
    if (anchor)
        g_string_append_printf(path, "#%s", anchor);
    return g_string_free(path, FALSE);
}

static char *path_to_entry(const Writing *w, const char *key)
{
    g_autoptr(GString) anchor = g_string_new(NULL);
    url_anchor(anchor, key);
    return path_to(w, OUTPUT_INDEX, 0, 0, anchor->str);
}

/* Begins a document; what of the row's end is empty is left out. Every one is found by the protocol's name. */
static void show(Writing *w, const Shown *shown)
{
    const char *row[] = {shown->kind, shown->path,  shown->plate,          shown->title,
                         shown->text, shown->class, shown->title_language, shown->text_language};
    gsize n = G_N_ELEMENTS(row);
    while (n && !row[n - 1])
        n--;
    jsonout_begin(w->out, '[');
    for (gsize i = 0; i < n; i++)
        jsonout_text(w->out, row[i] ? row[i] : "");
    jsonout_end(w->out, ']');
    w->documents++;
    add_words(w, FOUND_IN_PASSAGE, w->protocol->name);
}

/* All passages of DOCUMENT; those that say what it is weigh more. */
static void add_passages(const Writing *w, const Document *document)
{
    for (gsize i = 0; i < document->n_passages; i++) {
        const char *path = document->passages[i].path;
        Worded worded = passage(w, document, path);
        gboolean lead = strcmp(path, "indicates") == 0 || strcmp(path, "description") == 0;
        add_words(w, lead ? FOUND_IN_LEAD : FOUND_IN_PASSAGE, worded.text);
    }
}

static void add_code(Writing *w, guint number)
{
    const Code *code = &w->protocol->codes[number];
    const BindText *enhanced = code->record->enhanced.items;
    gboolean fallback = FALSE;
    const char *name = document_text(code->document, "name", w->output->language, &fallback);
    Worded indicates = passage(w, code->document, "indicates");
    const Phrase values[] = {{NULL, code->code}, {NULL, indicates.text}};
    g_autofree char *path = path_to(w, OUTPUT_CODE, number, 0, NULL),
                    *text = sentence(w, SENTENCE_INDICATES, indicates.language, values);
    show(w, &(Shown){"code", path, code->code, name, text, w->protocol->classes[code->class].id.s,
                     language_of(w, fallback), indicates.language});
    add_words(w, FOUND_AS_CODE, code->code);
    add_words(w, FOUND_IN_NAME, name);
    add_words(w, FOUND_IN_LEAD, code->record->phrase.s);
    add_words(w, FOUND_IN_PASSAGE, w->protocol->words[w->output->language]->classes[code->class].name.text);
    for (gsize i = 0; i < code->record->enhanced.count; i++)
        add_words(w, FOUND_IN_ENTRY, enhanced[i].s);
    add_passages(w, code->document);
}

static void add_class(Writing *w, guint class)
{
    if (!protocol_has_class(w->protocol, class))
        return;
    const Group *group = &w->protocol->classes[class];
    const char *name = w->protocol->words[w->output->language]->classes[class].name.text;
    const Phrase values[] = {{NULL, w->protocol->name}, {NULL, name}};
    g_autofree char *path = path_to(w, OUTPUT_CLASS, class, 0, NULL),
                    *text = sentence(w, SENTENCE_CLASS_DESCRIPTION, NULL, values);
    g_autoptr(GString) slug = g_string_new(NULL);
    url_class_slug(slug, group->match.s);
    show(w, &(Shown){"class", path, NULL, name, text, group->id.s, NULL, NULL});
    add_words(w, FOUND_AS_CODE, slug->str);
    add_words(w, FOUND_AS_CODE, group->id.s);
    add_words(w, FOUND_IN_NAME, name);
}

/* X.1.1 is asked for as it comes on the wire, where the digit of the class stands for the X. */
static void add_enhanced(Writing *w, const Enhanced *enhanced)
{
    const Document *document = w->protocol->enhanced_document;
    g_autofree char *title_path = g_strdup_printf("codes.%s.title", enhanced->key.s),
                    *says_path = g_strdup_printf("codes.%s.says", enhanced->key.s),
                    *path = path_to_entry(w, enhanced->key.s);
    gboolean fallback = FALSE;
    const char *title = document_text(document, title_path, w->output->language, &fallback);
    Worded says = passage(w, document, says_path);
    const char *tail = strchr(enhanced->key.s, '.');
    show(w, &(Shown){"entry", path, enhanced->key.s, title, says.text, NULL, language_of(w, fallback), says.language});
    add_words(w, FOUND_AS_CODE, enhanced->key.s);
    for (guint i = 0; tail && i < w->protocol->n_classes; i++) {
        g_autofree char *sent = g_strconcat(w->protocol->classes[i].id.s, tail, NULL);
        add_words(w, FOUND_AS_CODE, sent);
    }
    for (guint i = 0; i < enhanced->n_codes; i++)
        add_words(w, FOUND_IN_ENTRY, w->protocol->codes[enhanced->codes[i]].code);
    add_words(w, FOUND_IN_ENTRY, title);
    add_words(w, FOUND_IN_PASSAGE, says.text);
}

static void add_stranger(Writing *w, const Stranger *stranger)
{
    g_autofree char *says_path = g_strdup_printf("numbers.%s.says", stranger->key.s),
                    *path = path_to_entry(w, stranger->key.s);
    Worded says = passage(w, w->protocol->strangers_document, says_path);
    show(w, &(Shown){"stranger", path, stranger->key.s, NULL, says.text, NULL, NULL, says.language});
    add_words(w, FOUND_AS_CODE, stranger->key.s);
    add_words(w, FOUND_IN_PASSAGE, says.text);
}

static void add_pair(Writing *w, const Pair *pair)
{
    const guint codes[] = {pair->a, pair->b};
    const Phrase values[] = {{NULL, w->protocol->codes[pair->a].code}, {NULL, w->protocol->codes[pair->b].code}};
    Worded verdict = passage(w, pair->document, "verdict");
    g_autofree char *path = path_to(w, OUTPUT_PAIR, pair->a, pair->b, NULL),
                    *title = sentence(w, SENTENCE_PAIR_NAME, NULL, values);
    show(w, &(Shown){"pair", path, NULL, title, verdict.text, NULL, NULL, verdict.language});
    add_words(w, FOUND_IN_PASSAGE, title);
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        const Code *code = &w->protocol->codes[codes[i]];
        add_words(w, FOUND_AS_CODE, code->code);
        add_words(w, FOUND_IN_PASSAGE, document_text(code->document, "name", w->output->language, NULL));
    }
    add_words(w, FOUND_IN_PASSAGE, verdict.text);
}

static void add_line(Writing *w, guint sender, const WireLine *line)
{
    const Wire *wire = &w->protocol->wires[sender];
    const Code *code = &w->protocol->codes[line->number];
    gboolean foreign = strcmp(wire->language, w->plan->catalog->languages[w->output->language]) != 0;
    g_autofree char *path = path_to(w, OUTPUT_SENDER, sender, 0, line->key.s),
                    *plate = g_strjoin(" ", code->code, line->enhanced.s, NULL),
                    *means_path = g_strdup_printf("lines.%s.means", line->key.s);
    Worded means = passage(w, wire->document, means_path);
    show(w, &(Shown){"line", path, plate, wire->name, line->words.s, w->protocol->classes[code->class].id.s, NULL,
                     foreign ? wire->language : NULL});
    add_words(w, FOUND_IN_WIRE, plate);
    add_words(w, FOUND_IN_WIRE, line->words.s);
    add_words(w, FOUND_IN_PASSAGE, means.text);
    add_words(w, FOUND_IN_PASSAGE, wire->name);
}

static void add_sender(Writing *w, guint sender)
{
    const Wire *wire = &w->protocol->wires[sender];
    g_autofree char *path = path_to(w, OUTPUT_SENDER, sender, 0, NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    locale_counted(w->plan->catalog->locales[w->output->language], COUNTED_LINES, wire->n_lines, NULL, lines);
    show(w, &(Shown){"sender", path, NULL, wire->name, lines->str, NULL, NULL, NULL});
    add_words(w, FOUND_IN_NAME, wire->name);
    for (guint i = 0; i < wire->n_lines; i++)
        add_line(w, sender, &wire->lines[i]);
}

static void add_number(GString *out, guint number)
{
    char digits[12];
    g_snprintf(digits, sizeof digits, "%u", number);
    jsonout_value(out, digits);
}

/* The document of ANSWER; only classes with codes are documents. */
static guint document_of(const Writing *w, const Answer *answer)
{
    guint before = answer->number;
    for (guint i = 0; answer->kind == ANSWER_CLASS && i < answer->number; i++)
        before -= !protocol_has_class(w->protocol, i);
    return w->first[answer->kind] + before;
}

/* The phrases of an entry in one text, a comma between them, and the documents that answer them. */
static void add_asked(const Writing *w, const Asked *asked)
{
    g_autofree char *phrases = g_strjoinv(",", (char **)asked->phrases);
    jsonout_begin(w->asked, '[');
    jsonout_text(w->asked, phrases);
    for (guint i = 0; i < asked->n_answers; i++)
        add_number(w->asked, document_of(w, &asked->answers[i]));
    jsonout_end(w->asked, ']');
}

static void add_all_asked(const Writing *w)
{
    const Words *words = w->protocol->words[w->output->language];
    for (guint i = 0; i < words->n_asked; i++)
        add_asked(w, &words->asked[i]);
    for (guint i = 0; i < w->protocol->n_featured_codes; i++)
        add_number(w->often,
                   w->first[ANSWER_CODE] + (guint)records_find(w->protocol, w->protocol->featured_codes[i].s));
}

static void add_protocol(Writing *w)
{
    w->first[ANSWER_CODE] = w->documents;
    for (guint i = 0; i < w->protocol->n_codes; i++)
        add_code(w, i);
    w->first[ANSWER_CLASS] = w->documents;
    for (guint i = 0; i < w->protocol->n_classes; i++)
        add_class(w, i);
    w->first[ANSWER_ENHANCED] = w->documents;
    for (guint i = 0; i < w->protocol->n_enhanced; i++)
        add_enhanced(w, &w->protocol->enhanced[i]);
    w->first[ANSWER_STRANGER] = w->documents;
    for (guint i = 0; i < w->protocol->n_strangers; i++)
        add_stranger(w, &w->protocol->strangers[i]);
    add_all_asked(w);
    for (guint i = 0; i < w->protocol->n_pairs; i++)
        add_pair(w, &w->protocol->pairs[i]);
    for (guint i = 0; i < w->protocol->n_wires; i++)
        add_sender(w, i);
}

static void add_index(const Writing *w)
{
    g_autoptr(GList) stops = search_index_stops(w->index);
    g_autoptr(GString) words = g_string_sized_new(65536);
    g_autoptr(GString) postings = g_string_sized_new(65536);
    g_autoptr(GString) passed = g_string_new(NULL);
    for (const GList *stop = stops; stop; stop = stop->next)
        g_string_append_printf(passed, "%s%s", passed->len ? " " : "", (const char *)stop->data);
    search_index_write(w->index, words, postings);
    jsonout_member(w->out, "stops", passed->str);
    jsonout_member(w->out, "digits", SEARCH_DIGITS);
    jsonout_member(w->out, "more", SEARCH_MORE);
    jsonout_member(w->out, "levels", SEARCH_LEVELS);
    jsonout_member(w->out, "words", words->str);
    jsonout_member(w->out, "postings", postings->str);
}

void emit_search_data(const Plan *plan, const Output *output, GString *out)
{
    const Catalog *catalog = plan->catalog;
    g_autoptr(SearchIndex) index = search_index_new(catalog->locales[output->language]->stop_words);
    g_autoptr(GString) asked = g_string_new("[");
    g_autoptr(GString) often = g_string_new("[");
    Writing writing = {.plan = plan, .output = output, .index = index, .out = out, .asked = asked, .often = often};
    append_text(out, "globalThis.searchData = {");
    jsonout_key(out, "documents");
    jsonout_begin(out, '[');
    for (guint i = 0; i < catalog->n_protocols; i++) {
        writing.protocol = catalog->protocols[i];
        writing.number = i;
        add_protocol(&writing);
    }
    jsonout_end(out, ']');
    jsonout_end(asked, ']');
    jsonout_end(often, ']');
    jsonout_key(out, "asked");
    jsonout_value(out, asked->str);
    jsonout_key(out, "often");
    jsonout_value(out, often->str);
    add_index(&writing);
    append_text(out, "};\n");
}
