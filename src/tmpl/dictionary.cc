#include "tmpl/dictionary.hh"

#include <cstring>

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace tmpl
{

const Table *add_table(Tables &tables, const TmplScope *scope)
{
    std::unique_ptr<Table> &table = tables[scope];
    if (table)
        return table.get();
    table = std::make_unique<Table>();
    Table *made = table.get(); /* TABLE is void as soon as a child is added */
    made->scope = scope;
    for (const TmplField *field = scope->fields; field->name; field++) {
        const Table *child = field->child ? add_table(tables, field->child) : nullptr;
        made->entries.add(id_of(field->name), {field, child});
        if (field->kind == TMPL_LIST)
            made->entries.add(id_of(std::string(field->name) + "_separator"), {nullptr, nullptr});
    }
    return made;
}

/* Whether FIELD is one of all PAGES and SAME in each. */
static bool is_same(const TmplField *field, const TmplPage *pages, const Tables &tables)
{
    for (const TmplPage *page = pages; page->name; page++) {
        const Table::Entry *entry = tables.at(page->scope)->entries.find(id_of(field->name));
        if (!page->scope->kept || !entry || !entry->field || !entry->field->same || entry->field->child != field->child)
            return false;
    }
    return true;
}

void find_kept(TmplEngine *engine, const TmplPage *pages)
{
    for (const TmplField *field = pages->name ? pages->scope->fields : nullptr; field && field->name; field++)
        if (is_same(field, pages, engine->tables))
            engine->same.entries.add(id_of(field->name),
                                     *engine->tables.at(pages->scope)->entries.find(id_of(field->name)));
    std::unordered_map<std::string, const Table *> items; /* by the name of a section */
    for (const auto &[scope, table] : engine->tables)
        for (const TmplField *field = scope->fields; field->name; field++) {
            if (!field->child)
                continue;
            const Table *child = engine->tables.at(field->child).get();
            auto [known, added] = items.emplace(field->name, child);
            if (!added && known->second != child)
                known->second = nullptr;
        }
    for (const auto &[name, item] : items)
        engine->kept.add(id_of(name), item && item->scope->kept ? item : nullptr);
}

bool Run::may_go_on()
{
    if (items++ == TMPL_ITEMS)
        fail(TMPL_ERROR_LIMIT, "lists within lists come to over " + std::to_string(TMPL_ITEMS) + " items in one page");
    return !failed;
}

void Run::fail(TmplError kind, const std::string &what)
{
    if (failed)
        return;
    failed = true;
    code = kind;
    std::string name = tracer.includes.empty() ? page : tracer.includes.back();
    const gsize *source = engine->by_name.find(id_of(name));
    message = (source ? engine->sources[*source].file : name) + ": " + what;
}

void Run::begin(const TmplPage *of, const TmplLabels *with, const ctemplate::TemplateCache *from, bool traced)
{
    page = of->name;
    labels = with;
    templates = from;
    made.clear();
    failed = false;
    items = 0;
    message.clear();
    tracer.includes.clear();
    SetAnnotateOutput(traced ? "" : nullptr);
    SetAnnotator(&tracer);
}

static std::string text_of(const TemplateString &name)
{
    return std::string(name.data(), name.size());
}

/* The items of a list. None at all tells ctemplate to expand the section once in the scope around. */
class Scope::Items final : public TemplateDictionaryInterface::Iterator
{
  public:
    Items(const Scope &scope, const Table *table, const TmplField *field, const void *items, gsize count)
        : item(scope.run, table, items, &scope), next(static_cast<const char *>(items)), left(count),
          size(field && field->child ? field->child->size : 0)
    {
    }
    bool HasNext() const override
    {
        return left > 0 && item.run->may_go_on();
    }
    const TemplateDictionaryInterface &Next() override
    {
        item.data = next;
        next += size;
        left--;
        return item;
    }

    /* ctemplate deletes each iterator as soon as its section is done, some eighty times a page: a thread keeps those
     * few that it needs at once. */
    static void *operator new(size_t bytes)
    {
        if (spare.empty())
            return ::operator new(bytes);
        void *memory = spare.back();
        spare.pop_back();
        return memory;
    }
    static void operator delete(void *memory)
    {
        spare.push_back(memory);
    }

  private:
    struct Spare : std::vector<void *> {
        ~Spare()
        {
            for (void *memory : *this)
                ::operator delete(memory);
        }
    };
    static thread_local Spare spare;
    Scope item;
    const char *next;
    gsize left, size;
};

thread_local Scope::Items::Spare Scope::Items::spare;

Scope::Found Scope::find(const TemplateString &name) const
{
    ctemplate::TemplateId id = id_of(name);
    for (const Scope *scope = this; scope; scope = scope->outer) {
        const Table::Entry *entry = scope->table->entries.find(id);
        if (entry)
            return {entry, scope};
    }
    return {nullptr, nullptr};
}

const char *Scope::label(const TemplateString &name) const
{
    if (run->labels) {
        const char *const *text = run->labels->texts.find(id_of(name));
        if (text)
            return *text;
    }
    run->fail(TMPL_ERROR_NAME, "{{" + text_of(name) + "}}: the locale has no such label");
    return nullptr;
}

static TmplMade *find_made(const TmplKept *kept, ctemplate::TemplateId name)
{
    TmplMade *made = kept ? kept->made : nullptr;
    while (made && made->name != name)
        made = made->next;
    return made;
}

static void keep(TmplKept *kept, ctemplate::TemplateId name, const std::string &html)
{
    auto *made = static_cast<TmplMade *>(arena_alloc(kept->arena, sizeof(TmplMade)));
    *made = {kept->made, name, arena_text(kept->arena, html.data(), static_cast<gssize>(html.size())), html.size()};
    kept->made = made;
}

/* The template of that name, expanded for this item; without its last line break, which the line that it stands on has
 * as well. */
TemplateString Scope::include(const TemplateString &name) const
{
    TmplKept *kept = table->scope->kept ? *reinterpret_cast<TmplKept *const *>(data + table->scope->kept) : nullptr;
    if (const TmplMade *known = find_made(kept, id_of(name)))
        return {known->html, known->length};
    std::string &html = run->made.emplace_back();
    ctemplate::StringEmitter emitter(&html);
    const std::string partial(name.data() + strlen(KEPT), name.size() - strlen(KEPT));
    if (!run->templates->ExpandNoLoad(partial, ctemplate::STRIP_BLANK_LINES, this, run, &emitter))
        run->fail(TMPL_ERROR_ENGINE, "ctemplate could not expand {{>" + partial + "}}");
    if (!html.empty() && html.back() == '\n')
        html.pop_back();
    if (kept && !run->failed)
        keep(kept, id_of(name), html);
    return {html.data(), html.size()};
}

TemplateString Scope::GetValue(const TemplateString &name) const
{
    const char *text = nullptr;
    if (name.size() > strlen(KEPT) && memcmp(name.data(), KEPT, strlen(KEPT)) == 0)
        return include(name);
    if (name.size() > 6 && memcmp(name.data(), "label_", 6) == 0) {
        text = label(name);
    } else {
        Found found = find(name);
        const TmplField *field = found.entry ? found.entry->field : nullptr;
        if (field && field->kind < TMPL_SHOW)
            text = found.scope->member<const char *>(field);
        else
            run->fail(TMPL_ERROR_NAME, "{{" + text_of(name) + "}}: no scope has a value of that name");
    }
    return TemplateString(text); /* nullptr is "" */
}

bool Scope::shows(const TmplField *field) const
{
    switch (field->kind) {
    case TMPL_SHOW:
        return member<gboolean>(field);
    case TMPL_ONE:
        return member<const void *>(field);
    case TMPL_LIST:
        return member<TmplList>(field).count > 0;
    default:
        const char *text = member<const char *>(field);
        return text && *text;
    }
}

bool Scope::IsHiddenSection(const TemplateString &name) const
{
    Found found = find(name);
    if (!found.entry)
        run->fail(TMPL_ERROR_NAME, "{{#" + text_of(name) + "}}: no scope has a section of that name");
    /* A separator is hidden as a section: ctemplate shows it by itself, between the items. What has failed is hidden
     * too, to come to an end. */
    return run->failed || !found.entry || !found.entry->field || !found.scope->shows(found.entry->field);
}

TemplateDictionaryInterface::Iterator *Scope::CreateSectionIterator(const TemplateString &name) const
{
    Found found = find(name);
    const TmplField *field = found.entry ? found.entry->field : nullptr;
    if (field && field->kind == TMPL_LIST) {
        const TmplList &list = found.scope->member<TmplList>(field);
        return new Items(*this, found.entry->child, field, list.items, list.count);
    }
    if (field && field->kind == TMPL_ONE)
        return new Items(*this, found.entry->child, field, found.scope->member<const void *>(field), 1);
    return new Items(*this, table, nullptr, data, 0);
}

TemplateDictionaryInterface::Iterator *Scope::CreateTemplateIterator(const TemplateString &) const
{
    return new Items(*this, table, nullptr, data, 0);
}

const char *Scope::GetIncludeTemplateName(const TemplateString &name, int) const
{
    const gsize *source = run->engine->by_name.find(id_of(name));
    if (source)
        return run->engine->sources[*source].name.c_str();
    run->fail(TMPL_ERROR_NAME, "{{>" + text_of(name) + "}}: no template has that name");
    return nullptr;
}

} // namespace tmpl
