/* dictionary.hh: the view structs (view.h) as a ctemplate dictionary. For engine.cc only. */
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_annotator.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>

#include "tmpl/engine.h"

namespace ctemplate
{
/* Exported by the library for the headers that make_tpl_varnames_h writes, declared by none of its own. A name that
 * is compiled into a template carries its id, so this costs no hashing there. */
TemplateId GlobalIdForSTS_INIT(const TemplateString &name);
} // namespace ctemplate

namespace tmpl
{

/* Values by the id of a name: open addressing, since a page looks up some hundred names and the modulo and the
 * chains of std::unordered_map took a fifth of its time. Ids are hashes, and never 0. */
template <typename T>
class ById
{
  public:
    /* Whether ID is new; the value of an old one stays. */
    bool add(ctemplate::TemplateId id, T value)
    {
        if (4 * (count + 1) > 2 * slots.size())
            grow();
        Slot &slot = slots[index(id)];
        if (slot.id)
            return false;
        slot = {id, value};
        count++;
        return true;
    }
    const T *find(ctemplate::TemplateId id) const
    {
        const Slot &slot = slots[index(id)];
        return slot.id ? &slot.value : nullptr;
    }

  private:
    struct Slot {
        ctemplate::TemplateId id;
        T value;
    };
    std::vector<Slot> slots = std::vector<Slot>(8);
    size_t count = 0;

    /* Where ID is, or the free slot where it would be: one half of them is free. */
    size_t index(ctemplate::TemplateId id) const
    {
        size_t mask = slots.size() - 1, i = (id >> 32) & mask;
        while (slots[i].id && slots[i].id != id)
            i = (i + 1) & mask;
        return i;
    }
    void grow()
    {
        std::vector<Slot> old(2 * slots.size());
        old.swap(slots);
        for (const Slot &slot : old)
            if (slot.id)
                slots[index(slot.id)] = slot;
    }
};

inline ctemplate::TemplateId id_of(const ctemplate::TemplateString &name)
{
    return ctemplate::GlobalIdForSTS_INIT(name);
}

/* A TmplScope made ready for lookups. */
struct Table {
    struct Entry {
        const TmplField *field; /* nullptr: the separator of a list */
        const Table *child;
    };
    ById<Entry> entries;
    const TmplScope *scope;
};

using Tables = std::unordered_map<const TmplScope *, std::unique_ptr<Table>>;

/* The table of SCOPE and of all that it can lead to, added to TABLES where it is not there yet. */
const Table *add_table(Tables &tables, const TmplScope *scope);

} // namespace tmpl

struct TmplLabels {
    tmpl::ById<const char *> texts;
};

struct TmplMade {
    TmplMade *next;
    ctemplate::TemplateId name;
    const char *html;
    gsize length;
};

struct TmplEngine {
    struct Source {
        std::string name, file, text;
    };
    tmpl::Tables tables;
    std::vector<Source> sources;
    tmpl::ById<gsize> by_name;            /* the index in sources */
    tmpl::ById<const tmpl::Table *> kept; /* of sections whose items may be kept; nullptr: not wherever it stands */
    tmpl::Table same;                     /* of the fields that all pages have and that are SAME in all of them */
};

namespace tmpl
{
void find_kept(TmplEngine *engine, const TmplPage *pages);
}

namespace tmpl
{

/* Follows a second, annotated expansion of a page that failed, to say where. */
class Tracer final : public ctemplate::TextTemplateAnnotator
{
  public:
    std::vector<std::string> includes; /* the templates around, the innermost last */
    std::string variable;

    void EmitOpenInclude(ctemplate::ExpandEmitter *, const std::string &value) override
    {
        includes.push_back(value.substr(0, value.find(':')));
    }
    void EmitCloseInclude(ctemplate::ExpandEmitter *) override
    {
        includes.pop_back();
    }
    void EmitOpenVariable(ctemplate::ExpandEmitter *, const std::string &value) override
    {
        variable = value;
    }
    void EmitCloseVariable(ctemplate::ExpandEmitter *) override
    {
    }
};

/* {{kept_name:none}} is {{>name}} for an item that may be kept (TmplKept). */
const char KEPT[] = "kept_";

/* What one expansion knows; modifiers get it as their PerExpandData. */
struct Run : ctemplate::PerExpandData {
    const TmplEngine *engine = nullptr;
    const TmplLabels *labels = nullptr;
    const ctemplate::TemplateCache *templates = nullptr;
    std::deque<std::string> made; /* what includes made of items that are this page's only */
    const char *page = nullptr;
    Tracer tracer;
    bool failed = false;
    TmplError code = TMPL_ERROR_ENGINE;
    std::string message; /* of the first failure */
    guint items = 0;     /* shown so far */

    /* Whether another item may be shown. Lists within themselves grow with the power of their depth. */
    bool may_go_on();
    void fail(TmplError kind, const std::string &what);

    /* Makes it ready to expand page OF; TRACED: so that failures know in which template they are. */
    void begin(const TmplPage *of, const TmplLabels *with, const ctemplate::TemplateCache *from, bool traced);
};

/* The dictionary: a view struct, its table, and the scope around. It lives on the stack or in an iterator and
 * owns nothing. */
class Scope final : public ctemplate::TemplateDictionaryInterface
{
  public:
    Scope(Run *run_, const Table *table_, const void *data_, const Scope *outer_)
        : run(run_), table(table_), data(static_cast<const char *>(data_)), outer(outer_)
    {
    }

  protected:
    ctemplate::TemplateString GetValue(const ctemplate::TemplateString &name) const override;
    bool IsHiddenSection(const ctemplate::TemplateString &name) const override;
    Iterator *CreateSectionIterator(const ctemplate::TemplateString &name) const override;
    const char *GetIncludeTemplateName(const ctemplate::TemplateString &name, int number) const override;
    Iterator *CreateTemplateIterator(const ctemplate::TemplateString &name) const override;

    bool IsHiddenTemplate(const ctemplate::TemplateString &) const override
    {
        return run->failed; /* an include that is not there fails in GetIncludeTemplateName() */
    }
    bool IsUnhiddenSection(const ctemplate::TemplateString &name) const override
    {
        return !IsHiddenSection(name);
    }
    void DumpToString(std::string *, int) const override
    {
    }

  private:
    class Items;
    Run *run;
    const Table *table;
    const char *data;
    const Scope *outer;

    struct Found {
        const Table::Entry *entry; /* nullptr: not found */
        const Scope *scope;
    };
    Found find(const ctemplate::TemplateString &name) const;
    const char *label(const ctemplate::TemplateString &name) const;
    ctemplate::TemplateString include(const ctemplate::TemplateString &name) const;

    template <typename T>
    const T &member(const TmplField *field) const
    {
        return *reinterpret_cast<const T *>(data + field->offset);
    }
    bool shows(const TmplField *field) const;
};

} // namespace tmpl
