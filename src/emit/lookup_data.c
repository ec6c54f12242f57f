/* What the decode page knows: a classic script, so that it is there for a page that was opened from a disk, where no
 * script may fetch. The patterns are those of lookup/; addresses are taken from the language's folder. */
#include <string.h>

#include "base/append.h"
#include "emit/data.h"
#include "lookup/lookup.h"
#include "lookup/rules.h"
#include "lookup/words.h"
#include "model/words.h"
#include "plan/url.h"
#include "text/jsonout.h"

typedef struct Writing {
    const Plan *plan;
    const Protocol *protocol;
    guint language, number; /* of the protocol */
    GString *out;
} Writing;

/* Adds a member; none where there is no text. */
static void add(const Writing *w, const char *name, const char *text)
{
    jsonout_member(w->out, name, text);
}

static void begin(const Writing *w, const char *name)
{
    jsonout_key(w->out, name);
    jsonout_begin(w->out, '{');
}

/* Adds the passage at PATH as plain text, and as LANG its language where that is not the page's. */
static void add_passage(const Writing *w, const char *name, const char *lang, const Document *document,
                        const char *path)
{
    gboolean fallback = FALSE;
    const char *text = document_plain(document, path, w->language, &fallback);
    if (!text)
        return;
    add(w, name, text);
    if (fallback)
        add(w, lang, w->plan->catalog->languages[0]);
}

static void add_path(const Writing *w, const char *name, OutputKind kind, guint a, const char *anchor)
{
    const Output from = {OUTPUT_HOME, (guint8)w->language, 0, 0, 0},
                 to = {(guint8)kind, (guint8)w->language, (guint8)w->number, (guint16)a, 0};
    g_autoptr(GString) path = g_string_new(NULL);
    url_link(path, w->plan, &from, &to);
    if (anchor)
        g_string_append_printf(path, "#%s", anchor);
    add(w, name, path->str);
}

static void add_code(const Writing *w, guint number)
{
    const Code *code = &w->protocol->codes[number];
    g_autoptr(GString) verdict = g_string_new(NULL);
    for (guint i = 0; i < w->protocol->n_headline; i++) {
        guint fact = w->protocol->headline[i];
        g_string_append(verdict, i ? " " : "");
        words_fact_says(w->plan->catalog->locales[w->language], w->protocol->words[w->language], fact,
                        code->record->facts[fact].bits, code->code, NULL, verdict);
    }
    begin(w, code->code);
    add_path(w, "path", OUTPUT_CODE, number, NULL);
    add_passage(w, "name", "lang", code->document, "name");
    add(w, "verdict", verdict->str);
    jsonout_end(w->out, '}');
}

/* The member is named by the digits behind the class: "1.1" of "X.1.1". */
static void add_enhanced(const Writing *w, const Enhanced *enhanced)
{
    const char *dot = strchr(enhanced->key.s, '.');
    if (!dot)
        return;
    g_autofree char *title = g_strdup_printf("codes.%s.title", enhanced->key.s),
                    *says = g_strdup_printf("codes.%s.says", enhanced->key.s);
    g_autoptr(GString) anchor = g_string_new(NULL);
    url_anchor(anchor, enhanced->key.s);
    begin(w, dot + 1);
    add_path(w, "path", OUTPUT_INDEX, 0, anchor->str);
    add_passage(w, "title", "lang", w->protocol->enhanced_document, title);
    add_passage(w, "says", "saysLang", w->protocol->enhanced_document, says);
    jsonout_end(w->out, '}');
}

static void add_line(const Writing *w, guint sender, const WireLine *line)
{
    const Wire *wire = &w->protocol->wires[sender];
    g_autofree char *words = words_fold(line->words.s), *means = g_strdup_printf("lines.%s.means", line->key.s),
                    *key = lookup_match_key(&(LookupMatch){wire, line});
    jsonout_begin(w->out, '{');
    add(w, "words", words);
    add(w, "code", line->code.s);
    add(w, "enhanced", line->enhanced.s);
    add(w, "sender", wire->name);
    add(w, "key", key);
    add_path(w, "path", OUTPUT_SENDER, sender, line->key.s);
    add_passage(w, "means", "lang", wire->document, means);
    jsonout_end(w->out, '}');
}

static void add_protocol(const Writing *w)
{
    const Protocol *protocol = w->protocol;
    begin(w, "classes");
    for (guint i = 0; i < protocol->n_classes; i++)
        add(w, protocol->classes[i].id.s, protocol->words[w->language]->classes[i].name.text);
    jsonout_end(w->out, '}');
    begin(w, "codes");
    for (guint i = 0; i < protocol->n_codes; i++)
        add_code(w, i);
    jsonout_end(w->out, '}');
    begin(w, "enhanced");
    for (guint i = 0; i < protocol->n_enhanced; i++)
        add_enhanced(w, &protocol->enhanced[i]);
    jsonout_end(w->out, '}');
    jsonout_key(w->out, "lines");
    jsonout_begin(w->out, '[');
    for (guint i = 0; i < protocol->n_wires; i++)
        for (guint l = 0; l < protocol->wires[i].n_lines; l++)
            add_line(w, i, &protocol->wires[i].lines[l]);
    jsonout_end(w->out, ']');
}

/* The first protocol that can be looked up, which the plan has made sure of. */
static guint protocol_number(const Plan *plan)
{
    guint number = 0;
    while (!plan->catalog->protocols[number]->lookup)
        number++;
    return number;
}

void emit_lookup_data(const Plan *plan, const Output *output, GString *out)
{
    guint number = protocol_number(plan);
    const Writing writing = {plan, plan->catalog->protocols[number], output->language, number, out};
    g_autofree char *folder = g_strconcat(plan->catalog->languages[output->language], "/", NULL);
    append_text(out, "globalThis.lookupData = {");
    add(&writing, "folder", folder);
    add(&writing, "protocol", writing.protocol->name);
    add(&writing, "quotes", RULES_QUOTES);
    jsonout_key(out, "rules");
    rules_json(out);
    add_protocol(&writing);
    append_text(out, "};\n");
}
