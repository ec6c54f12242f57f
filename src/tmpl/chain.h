/* chain.h: the scopes around a place in a template, from the inside out. */
#pragma once
#include "tmpl/view.h"

G_BEGIN_DECLS

/* Chains are interned: of one TmplChains equal ones are the same pointer. NULL: no scope. */
typedef struct TmplChain TmplChain;
struct TmplChain {
    const TmplScope *scope;
    const TmplChain *outer;
};

/* All chains of one lint, which own their memory. */
typedef struct TmplChains TmplChains;

TmplChains *tmpl_chains_new(void);
void tmpl_chains_free(TmplChains *chains);

/* The chain of SCOPE in OUTER. A scope within itself hides its outer self wholly; leaving that out keeps them few. */
const TmplChain *tmpl_chain_push(TmplChains *chains, const TmplScope *scope, const TmplChain *outer);

/* The field that the LENGTH bytes at NAME name in CHAIN, or NULL. */
const TmplField *tmpl_chain_field(const TmplChain *chain, const char *name, gsize length);

/* Appends CHAIN for the author to read, from the outside in: "page > row". */
void tmpl_chain_append(GString *out, const TmplChain *chain);

/* The nearest to NAME of the names that every one of CHAINS (of const TmplChain *) has, as findings_suggest(). */
char *tmpl_chain_suggest(const char *name, const GPtrArray *chains);

G_END_DECLS
