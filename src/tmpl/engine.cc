#include "tmpl/engine.h"

#include <cstring>
#include <iostream>
#include <mutex>
#include <sstream>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_modifiers.h>

#include "tmpl/dictionary.hh"
#include "tmpl/lexer.h"

using ctemplate::ExpandEmitter;
using ctemplate::PerExpandData;
using ctemplate::Template;
using tmpl::id_of;
using tmpl::Run;

G_DEFINE_QUARK(tmpl - error - quark, tmpl_error)

namespace
{

const char FAILED[] = "the template engine failed, most likely for want of memory";

class StringEmitter final : public ExpandEmitter
{
  public:
    explicit StringEmitter(GString *out_) : out(out_)
    {
    }
    void Emit(char c) override
    {
        g_string_append_c(out, c);
    }
    void Emit(const std::string &text) override
    {
        Emit(text.data(), text.size());
    }
    void Emit(const char *text) override
    {
        Emit(text, strlen(text));
    }
    void Emit(const char *text, size_t length) override
    {
        if (out->allocated_len - out->len <= length) { /* one byte more is for the NUL */
            g_string_append_len(out, text, static_cast<gssize>(length));
            return;
        }
        memcpy(out->str + out->len, text, length);
        out->len += length;
        out->str[out->len] = '\0';
    }

  private:
    GString *out;
};

class AddressModifier final : public ctemplate::TemplateModifier
{
  public:
    void Modify(const char *text, size_t length, const PerExpandData *data, ExpandEmitter *out,
                const std::string &) const override
    {
        if (tmpl_address_is_plain(text, length)) {
            out->Emit(text, length);
            return;
        }
        /* Every expansion in this program is given a Run. */
        Run *run = const_cast<Run *>(static_cast<const Run *>(data));
        if (tmpl_address_is_safe(text, length))
            ctemplate::html_escape.Modify(text, length, data, out, "");
        else
            run->fail(TMPL_ERROR_ADDRESS, "{{" + run->tracer.variable + "}}: \"" + std::string(text, length) +
                                              "\" is no relative, http: or https: address");
    }
};

/* Modifiers are global to ctemplate and for ever. */
void register_modifier()
{
    static gsize once = 0;
    if (g_once_init_enter(&once)) {
        static const AddressModifier modifier;
        ctemplate::AddXssSafeModifier("x-url", &modifier);
        g_once_init_leave(&once, 1);
    }
}

/* While it lives, what is written to std::cerr is kept instead. */
class Caught
{
  public:
    Caught() : before(std::cerr.rdbuf(kept.rdbuf()))
    {
    }
    ~Caught()
    {
        std::cerr.rdbuf(before);
    }
    Caught(const Caught &) = delete;
    Caught &operator=(const Caught &) = delete;

    /* What was said since last asked, on one line and without ctemplate's prefixes; "" for nothing. */
    std::string take()
    {
        std::string said = kept.str(), line;
        kept.str("");
        for (const char *noise : {"ERROR: ", "WARNING: ", "Template : "})
            for (size_t at = said.find(noise); at != std::string::npos; at = said.find(noise, at))
                said.erase(at, strlen(noise));
        for (char c : said)
            line += c == '\n' ? ' ' : c;
        return line.erase(line.find_last_not_of(' ') + 1);
    }

  private:
    std::ostringstream kept;
    std::streambuf *before;
};

/* ctemplate's own choice for what has no modifier, and the two that templates may ask for. Any other choice of it
 * changes the value: "U=html" puts "#" for a tel:, "J=number" "null", "H=attribute" "_" for a blank. */
bool is_bearable(const std::string &modifiers)
{
    return modifiers == ":h" || modifiers == ":none" || modifiers == ":x-url";
}

guint next_variable(const GArray *markers, guint from)
{
    while (from < markers->len && g_array_index(markers, TmplMarker, from).kind != TMPL_MARKER_VARIABLE)
        from++;
    return from;
}

/* Compares the variables of ctemplate's dump with those of our lexer: the n-th of one is the n-th of the other. */
void check_modifiers(const Template *loaded, const TmplSource &source, Findings *findings)
{
    static const char node[] = "Variable Node: ";
    std::string dump, line;
    loaded->DumpToString("", &dump);
    std::istringstream lines(dump);
    g_autoptr(TmplTokens) tokens = tmpl_lex(source.text, source.length);
    guint next = next_variable(tokens->markers, 0);
    while (next < tokens->markers->len && std::getline(lines, line)) {
        const TmplMarker *marker = &g_array_index(tokens->markers, TmplMarker, next);
        std::string begin = node + std::string(marker->name), modifiers;
        size_t at = line.find_first_not_of(' ');
        if (at == std::string::npos || line.compare(at, begin.size(), begin) != 0)
            continue; /* another node, or a line of the page's text */
        modifiers = line.substr(at + begin.size());
        if (!is_bearable(modifiers))
            findings_add(findings, RULE_TEMPLATE_MODIFIER, source.file, marker->mark, nullptr,
                         "{{%s}} would be changed by ctemplate (%s)", marker->name, modifiers.c_str());
        next = next_variable(tokens->markers, next + 1);
    }
    if (next < tokens->markers->len)
        findings_add(findings, RULE_TEMPLATE_SYNTAX, source.file, g_array_index(tokens->markers, TmplMarker, next).mark,
                     nullptr, "ctemplate does not see this marker");
}

/* Makes sure that ctemplate takes the template as it is meant. */
void check(TmplEngine *engine, const TmplSource &source, Findings *findings)
{
    Caught caught;
    std::unique_ptr<Template> loaded(
        Template::StringToTemplate(source.text, source.length, ctemplate::STRIP_BLANK_LINES));
    std::string said = caught.take();
    bool added = engine->by_name.add(id_of(source.name), engine->sources.size());
    engine->sources.push_back({source.name, source.file, std::string(source.text, source.length)});
    if (!added)
        said = "another template has this name";
    if (!loaded || !said.empty())
        findings_add(findings, RULE_TEMPLATE_SYNTAX, source.file, Mark{0, 0}, nullptr, "ctemplate says: %s",
                     said.c_str());
    if (loaded)
        check_modifiers(loaded.get(), source, findings);
}

} // namespace

/* The templates as they are with one set of labels. */
struct Dressed {
    const TmplLabels *labels;
    ctemplate::TemplateCache cache;
};

/* Every expander parses the templates anew, which takes some 100 microseconds: a TemplateCache takes its own lock, for
 * writing, at every include, and shared by two threads it made them no faster than one. */
struct TmplExpander {
    const TmplEngine *engine;
    std::vector<std::unique_ptr<Dressed>> dressed; /* few: one a language */
    Run run;
};

TmplLabels *tmpl_labels_new(const char *const *keys, const char *const *texts)
try {
    auto labels = std::make_unique<TmplLabels>();
    for (; *keys; keys++, texts++)
        labels->texts.add(id_of(std::string("label_") + *keys), *texts);
    return labels.release();
} catch (...) {
    return nullptr;
}

void tmpl_labels_free(TmplLabels *labels)
{
    delete labels;
}

TmplEngine *tmpl_engine_new(const TmplSource *sources, gsize count, const TmplPage *pages, Findings *findings)
try {
    register_modifier();
    guint before = findings_length(findings);
    auto engine = std::make_unique<TmplEngine>();
    for (gsize i = 0; i < count; i++)
        check(engine.get(), sources[i], findings);
    for (const TmplPage *page = pages; page->name; page++)
        tmpl::add_table(engine->tables, page->scope);
    tmpl::find_kept(engine.get(), pages);
    if (findings_length(findings) > before)
        return nullptr;
    return engine.release();
} catch (...) {
    findings_add(findings, RULE_TEMPLATE_SYNTAX, "templates", Mark{0, 0}, nullptr, "%s", FAILED);
    return nullptr;
}

void tmpl_engine_free(TmplEngine *engine)
{
    delete engine;
}

TmplExpander *tmpl_expander_new(TmplEngine *engine)
try {
    auto expander = std::make_unique<TmplExpander>();
    expander->engine = engine;
    expander->run.engine = engine;
    return expander.release();
} catch (...) {
    return nullptr;
}

void tmpl_expander_free(TmplExpander *expander)
{
    delete expander;
}

namespace
{

/* What ctemplate would write for the label, so that it has nothing to do for it. */
std::string escaped(const char *label)
{
    std::string html;
    ctemplate::StringEmitter emitter(&html);
    ctemplate::html_escape.Modify(label, strlen(label), nullptr, &emitter, "");
    return html;
}

/* Whether the template NAME uses nothing but labels and what SCOPES, the innermost last, have. */
bool is_closed(const TmplEngine *engine, const char *name, std::vector<const tmpl::Table *> scopes, unsigned depth)
{
    enum { DEPTH = 16 };
    const gsize *source = engine->by_name.find(id_of(name));
    if (!source || depth > DEPTH)
        return false;
    const std::string &text = engine->sources[*source].text;
    g_autoptr(TmplTokens) tokens = tmpl_lex(text.data(), text.size());
    for (guint i = 0; i < tokens->markers->len; i++) {
        const TmplMarker &marker = g_array_index(tokens->markers, TmplMarker, i);
        const tmpl::Table::Entry *entry = nullptr;
        for (auto scope = scopes.rbegin(); scope != scopes.rend() && !entry; ++scope)
            entry = (*scope)->entries.find(id_of(marker.name));
        bool label = g_str_has_prefix(marker.name, "label_");
        bool names = marker.kind == TMPL_MARKER_VARIABLE || marker.kind == TMPL_MARKER_SECTION;
        if ((names && !entry && !label) ||
            (marker.kind == TMPL_MARKER_INCLUDE && !is_closed(engine, marker.name, scopes, depth + 1)))
            return false;
        if (marker.kind == TMPL_MARKER_END)
            scopes.pop_back();
        if (marker.kind == TMPL_MARKER_SECTION)
            scopes.push_back(entry && entry->child ? entry->child : scopes.back());
    }
    return true;
}

/* The templates with what never changes put into them before they are parsed: the labels, and the includes that are
 * made once for an item. */
class Dresser
{
  public:
    Dresser(const TmplEngine *engine_, const TmplLabels *labels_) : engine(engine_), labels(labels_)
    {
    }

    std::string dress(const std::string &text)
    {
        std::string out;
        size_t from = 0;
        sections.clear();
        for (size_t at; (at = text.find("{{", from)) != std::string::npos;) {
            size_t stop = text.find("}}", at);
            if (stop == std::string::npos)
                break;
            const std::string name = text.substr(at + 2, stop - at - 2);
            bool line = (at == 0 || text[at - 1] == '\n') && text[stop + 2] == '\n';
            out.append(text, from, at - from);
            out += replace(name, line);
            from = stop + 2;
        }
        return out.append(text, from, std::string::npos);
    }

  private:
    const TmplEngine *engine;
    const TmplLabels *labels;
    std::vector<std::string> sections; /* around, the innermost last */

    /* What stands for the marker {{NAME}}; LINE: it is alone on its line. */
    std::string replace(const std::string &name, bool line)
    {
        const std::string rest = name.empty() ? "" : name.substr(1);
        if (name[0] == '#')
            sections.push_back(rest);
        else if (name[0] == '/' && !sections.empty())
            sections.pop_back();
        else if (name[0] == '>' && line && may_keep(rest))
            return "{{" + std::string(tmpl::KEPT) + rest + ":none}}";
        else if (const char *label = label_of(name))
            return escaped(label);
        return "{{" + name + "}}";
    }

    /* Labels are nearly half of all that a page looks up, and the same on every page of a language. One that ctemplate
     * would read as a marker, or that is not there, is left to the expansion. */
    const char *label_of(const std::string &name)
    {
        const char *const *label = labels ? labels->texts.find(id_of(name)) : nullptr;
        return label && !strstr(*label, "{{") && !strstr(*label, "}}") ? *label : nullptr;
    }

    bool may_keep(const std::string &partial)
    {
        const tmpl::Table *page = &engine->same;
        const tmpl::Table *const *item = sections.empty() ? &page : engine->kept.find(id_of(sections.back()));
        return item && *item && is_closed(engine, partial.c_str(), {*item}, 0);
    }
};

/* The templates with LABELS, which may be NULL; NULL when ctemplate takes one no longer. */
const ctemplate::TemplateCache *templates_with(TmplExpander *expander, const TmplLabels *labels)
{
    for (const auto &known : expander->dressed)
        if (known->labels == labels)
            return &known->cache;
    auto dressed = std::make_unique<Dressed>();
    dressed->labels = labels;
    static std::mutex loading; /* ctemplate does not say that it parses in several threads */
    std::lock_guard<std::mutex> lock(loading);
    Dresser dresser(expander->engine, labels);
    for (const TmplEngine::Source &source : expander->engine->sources) {
        const std::string text = dresser.dress(source.text);
        if (!dressed->cache.StringToTemplateCache(source.name, text.data(), text.size(), ctemplate::STRIP_BLANK_LINES))
            return nullptr; /* it did for tmpl_engine_new() */
    }
    dressed->cache.Freeze();
    expander->dressed.push_back(std::move(dressed));
    return &expander->dressed.back()->cache;
}

bool expand(TmplExpander *expander, const TmplPage *page, const void *view, const TmplLabels *labels, GString *out,
            bool traced)
{
    const TmplEngine *engine = expander->engine;
    Run &run = expander->run;
    const ctemplate::TemplateCache *templates = templates_with(expander, labels);
    run.begin(page, labels, templates, traced);
    auto table = engine->tables.find(page->scope);
    if (table == engine->tables.end() || !engine->by_name.find(id_of(page->name))) {
        run.fail(TMPL_ERROR_NAME, "the engine has no such page");
        return false;
    }
    tmpl::Scope scope(&run, table->second.get(), view, nullptr);
    StringEmitter emitter(out);
    bool whole = templates && templates->ExpandNoLoad(page->name, ctemplate::STRIP_BLANK_LINES, &scope, &run, &emitter);
    if (!whole)
        run.fail(TMPL_ERROR_ENGINE, "ctemplate could not expand it");
    return !run.failed;
}

} // namespace

gboolean tmpl_expand(TmplExpander *expander, const TmplPage *page, const void *view, const TmplLabels *labels,
                     GString *out, GError **error)
{
    gsize before = out->len;
    try {
        if (expand(expander, page, view, labels, out, false))
            return TRUE;
        g_string_truncate(out, before);
        expand(expander, page, view, labels, out, true); /* the same again, now to see where */
        g_string_truncate(out, before);
        g_set_error_literal(error, TMPL_ERROR, expander->run.code, expander->run.message.c_str());
    } catch (...) {
        g_string_truncate(out, before);
        g_set_error(error, TMPL_ERROR, TMPL_ERROR_ENGINE, "%s: %s", page->name, FAILED);
    }
    return FALSE;
}
