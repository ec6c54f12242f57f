/* record.h: one reply code, one pair, one enhanced code. */
#pragma once
#include "model/protocol.h"

/* A section of a standard, or a page of another publisher. */
typedef struct Spec {
    BindText rfc, section; /* "2119", "6"; SECTION may be NULL */
    BindText title, url;   /* instead of them, both */
    BindText date;         /* with them: when it was seen */
    BindList gives;        /* of BindText: keys of the facts that come from there */
} Spec;

/* The table of a Spec, for other files that have some. */
extern const BindField RECORD_SPEC_FIELDS[];

/* For BindField.pattern: an http or https address. */
#define RECORD_ADDRESS "^https?://[^\\s\"<>]+$"

typedef struct RelatedTo {
    BindText code, why;
} RelatedTo;

/* codes/550.yaml, as bound. Passages are in the document. */
typedef struct Record {
    BindText code, phrase, updated;
    BindBits facts[MAX_FACTS]; /* in the order of Protocol.facts */
    BindList enhanced, specs, related;
    BindList undecided; /* of BindText: keys of facts that are still those of a skeleton */
    BindText session_example;
    BindText name, indicates, description, when, outcome, use, caveat, origin;
    BindText fix[MAX_ROLES]; /* by role: the value of that number of the fact fixed_by */
} Record;

typedef struct Relation {
    guint other;  /* a code of the protocol */
    guint reason; /* why, seen from the code that has this relation */
} Relation;

typedef struct Code {
    const char *code; /* "550" */
    const Document *document;
    const Record *record;
    guint class;
    int category;        /* -1: none */
    Relation *relations; /* in the order of the other codes; both directions are there */
    guint n_relations;
    guint *enhanced; /* numbers of Protocol.enhanced, in the order of the record */
    guint n_enhanced;
    struct Tie *ties; /* in the order of the other codes: tie.h */
    guint n_ties;
} Code;

/* pairs/450-550.yaml */
typedef struct PairRecord {
    BindList codes; /* of BindText */
    BindText updated, verdict;
} PairRecord;

typedef struct Pair {
    guint a, b; /* codes of the protocol, the lower first */
    const Document *document;
    const PairRecord *record;
} Pair;

/* A row of enhanced.yaml: X.1.1, whose X is the class digit of the reply that it comes with. */
typedef struct Enhanced {
    BindText key;
    BindText title, says;
    BindList specs; /* of Spec */
    guint *codes;   /* the codes whose records name it */
    guint n_codes;
} Enhanced;

/* Reads all records of PROTOCOL into it and applies the rules of rules.c to them. */
void records_load(const Loader *loader, const Locale *const *locales, Protocol *protocol);

/* The number of CODE among the codes of PROTOCOL, or -1. */
int records_find(const Protocol *protocol, const char *code);

/* Whether CODE has a record that could not be taken: that has a finding, and what refers to CODE needs none. */
gboolean records_is_damaged(const Protocol *protocol, const char *code);

/* Reads "450-550": two codes of PROTOCOL, the lower first. */
gboolean records_read_pair(const Protocol *protocol, const char *text, guint *a, guint *b);

/* Orders codes: by number where both are numbers, else by their digits as numbers within the text. 0 only for equals.
 */
int records_compare(const char *a, const char *b);
