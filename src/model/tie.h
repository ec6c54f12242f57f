/* tie.h: which pairs of codes are more than any two codes.
 *
 * Few of all pairs are, and pages ask for them all the time: so every code lists those with it. */
#pragma once
#include "model/record.h"

/* Curated: a verdict was written; related: a record says so, or both come with one enhanced code that few others come
 * with; else other. */
typedef enum PairTier { TIER_CURATED, TIER_RELATED, TIER_OTHER } PairTier;

/* Another code, to which the tier is not other. */
typedef struct Tie {
    guint other;
    PairTier tier;
    const Pair *pair; /* the curated one, or NULL */
} Tie;

/* Lists the ties of all codes of PROTOCOL, which is complete but for them. records_load() does. */
void ties_list(Arena *arena, Protocol *protocol);

/* The curated pair of codes A and B, in any order, or NULL. */
const Pair *tie_pair(const Protocol *protocol, guint a, guint b);

PairTier tie_tier(const Protocol *protocol, guint a, guint b);
