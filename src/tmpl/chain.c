#include "tmpl/chain.h"

#include <string.h>

#include "diag/finding.h"

struct TmplChains {
    GHashTable *set; /* of all TmplChain */
};

static guint chain_hash(gconstpointer key)
{
    const TmplChain *chain = key;
    return g_direct_hash(chain->scope) * 31 + g_direct_hash(chain->outer);
}

static gboolean chain_equal(gconstpointer a, gconstpointer b)
{
    const TmplChain *first = a, *second = b;
    return first->scope == second->scope && first->outer == second->outer;
}

TmplChains *tmpl_chains_new(void)
{
    TmplChains *chains = g_new0(TmplChains, 1);
    chains->set = g_hash_table_new_full(chain_hash, chain_equal, g_free, NULL);
    return chains;
}

void tmpl_chains_free(TmplChains *chains)
{
    if (!chains)
        return;
    g_hash_table_unref(chains->set);
    g_free(chains);
}

static const TmplChain *intern(TmplChains *chains, const TmplScope *scope, const TmplChain *outer)
{
    TmplChain key = {scope, outer};
    TmplChain *found = g_hash_table_lookup(chains->set, &key);
    if (!found) {
        found = g_memdup2(&key, sizeof key);
        g_hash_table_add(chains->set, found);
    }
    return found;
}

static const TmplChain *without(TmplChains *chains, const TmplChain *chain, const TmplScope *scope)
{
    if (!chain)
        return NULL;
    const TmplChain *outer = without(chains, chain->outer, scope);
    return chain->scope == scope ? outer : intern(chains, chain->scope, outer);
}

const TmplChain *tmpl_chain_push(TmplChains *chains, const TmplScope *scope, const TmplChain *outer)
{
    return intern(chains, scope, without(chains, outer, scope));
}

const TmplField *tmpl_chain_field(const TmplChain *chain, const char *name, gsize length)
{
    for (; chain; chain = chain->outer)
        for (const TmplField *field = chain->scope->fields; field->name; field++)
            if (strlen(field->name) == length && memcmp(field->name, name, length) == 0)
                return field;
    return NULL;
}

void tmpl_chain_append(GString *out, const TmplChain *chain)
{
    if (!chain)
        return;
    if (chain->outer) {
        tmpl_chain_append(out, chain->outer);
        g_string_append(out, " > ");
    }
    g_string_append(out, chain->scope->name);
}

static gboolean all_have(const GPtrArray *chains, const char *name)
{
    gsize length = strlen(name);
    for (guint i = 0; i < chains->len; i++)
        if (!tmpl_chain_field(chains->pdata[i], name, length))
            return FALSE;
    return TRUE;
}

char *tmpl_chain_suggest(const char *name, const GPtrArray *chains)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const TmplChain *c = chains->pdata[0]; c; c = c->outer)
        for (const TmplField *field = c->scope->fields; field->name; field++)
            if (all_have(chains, field->name))
                g_ptr_array_add(names, (gpointer)field->name);
    g_ptr_array_add(names, NULL);
    return findings_suggest(name, (const char *const *)names->pdata);
}
