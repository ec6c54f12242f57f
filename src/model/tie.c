#include "model/tie.h"

#include <stdlib.h>
#include <string.h>

enum { TELLING = 3 }; /* an enhanced code that more records name says nothing of any two of them */

/* The ties of one code while they are found: what each other code is to it. */
typedef struct Tying {
    const Protocol *protocol;
    Tie *to; /* by code */
} Tying;

static void tie(const Tying *tying, guint other, PairTier tier)
{
    tying->to[other].tier = MIN(tying->to[other].tier, tier);
}

static void find_ties(const Tying *tying, guint self)
{
    const Protocol *protocol = tying->protocol;
    const Code *code = &protocol->codes[self];
    for (guint i = 0; i < protocol->n_codes; i++)
        tying->to[i] = (Tie){i, TIER_OTHER, NULL};
    for (guint i = 0; i < code->n_relations; i++)
        tie(tying, code->relations[i].other, TIER_RELATED);
    for (guint i = 0; i < code->n_enhanced; i++) {
        const Enhanced *shared = &protocol->enhanced[code->enhanced[i]];
        for (guint c = 0; shared->n_codes <= TELLING && c < shared->n_codes; c++)
            tie(tying, shared->codes[c], TIER_RELATED);
    }
    for (guint i = 0; i < protocol->n_pairs; i++) {
        const Pair *pair = &protocol->pairs[i];
        if (pair->a != self && pair->b != self)
            continue;
        guint other = pair->a == self ? pair->b : pair->a;
        tie(tying, other, TIER_CURATED);
        tying->to[other].pair = pair;
    }
    tying->to[self].tier = TIER_OTHER;
}

void ties_list(Arena *arena, Protocol *protocol)
{
    g_autofree Tie *to = g_new(Tie, protocol->n_codes);
    for (guint self = 0; self < protocol->n_codes; self++) {
        Code *code = &protocol->codes[self];
        find_ties(&(Tying){protocol, to}, self);
        for (guint i = 0; i < protocol->n_codes; i++)
            if (to[i].tier != TIER_OTHER)
                to[code->n_ties++] = to[i];
        code->ties = arena_alloc(arena, (code->n_ties + 1) * sizeof *code->ties);
        memcpy(code->ties, to, code->n_ties * sizeof *code->ties);
    }
}

static int by_other(const void *key, const void *tie)
{
    guint other = *(const guint *)key, of = ((const Tie *)tie)->other;
    return other < of ? -1 : other > of;
}

static const Tie *find_tie(const Protocol *protocol, guint a, guint b)
{
    const Code *code = &protocol->codes[a];
    return bsearch(&b, code->ties, code->n_ties, sizeof *code->ties, by_other);
}

const Pair *tie_pair(const Protocol *protocol, guint a, guint b)
{
    const Tie *tie = find_tie(protocol, a, b);
    return tie ? tie->pair : NULL;
}

PairTier tie_tier(const Protocol *protocol, guint a, guint b)
{
    const Tie *tie = find_tie(protocol, a, b);
    return tie ? tie->tier : TIER_OTHER;
}
