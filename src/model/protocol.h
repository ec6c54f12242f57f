/* protocol.h: what is particular to a protocol, as data: content/<protocol>/protocol.yaml and words/.
 *
 * Nothing here or above knows any one protocol. A protocol says what its codes look like, which classes and categories
 * they fall into, which typed facts its records have and which of these facts play a role on the pages. The words for
 * all of it, in each language, are in content/<protocol>/words/<language>.yaml. */
#pragma once
#include "model/locale.h"

enum {
    MAX_FACTS = 12,
    MAX_VALUES = 64 /* of one fact: the bits of a BindBits */,
    MAX_ROLES = 12,
    MAX_REASONS = 254,
    MAX_CODES = 4096,
    MAX_SENDERS = 4096,
    MAX_PROTOCOLS = 255, /* of a site; an output counts them in a byte (plan.h) */
};

/* A class ("5") or category ("syntax"): the codes that one of its patterns matches; spaces part them. "?" is any one
 * character, "*" any run. */
typedef struct Group {
    BindText id, match;
} Group;

typedef struct Fact {
    BindText key, about;
    gboolean many, sourced;
    BindList values;          /* of BindText */
    const char *const *words; /* the same, NULL-terminated */
    guint n_words;
} Fact;

typedef struct Reason {
    BindText id, inverse;
} Reason;

/* A part of a reply. The texts of all, one behind the other, are the whole reply; a blank at the edge of one stands
 * between it and the next. */
typedef struct Part {
    BindText id, text;
} Part;

/* A value of a fact in one language. Sentences take {code}. */
typedef struct ValueWords {
    Phrase name;
    Sentence *says; /* may be NULL for facts with many values */
} ValueWords;

typedef struct FactWords {
    Phrase label;
    Sentence *says, *says_one; /* many-valued: takes {code}, {list} */
    Sentence *both, *both_one; /* takes {a}, {b}, {list}; of the fact `appears` */
    Sentence *verdict;         /* takes {a}, {b}, {a_value}, {b_value} */
    ValueWords *values;        /* in the order of Fact.words */
} FactWords;

typedef struct ClassWords {
    Phrase name;
    Sentence *says, *advice; /* take {code} */
    Phrase whole;            /* of the class as a whole; empty: says and advice must do */
} ClassWords;

typedef struct PartWords {
    Phrase name, says;
} PartWords;

typedef struct Words {
    const char *file;
    Digest digest; /* of its bytes */
    Phrase expansion;
    ClassWords *classes; /* in the order of Protocol.classes */
    Phrase *categories;  /* in the order of Protocol.categories */
    FactWords *facts;    /* in the order of Protocol.facts */
    Sentence **reasons;  /* in the order of Protocol.reasons; take {code}, {other} */
    PartWords *anatomy;  /* in the order of Protocol.anatomy */
    struct Asked *asked; /* what readers type, and what answers it: asked.h */
    guint n_asked;
    const Texts *texts;
} Words;

typedef struct Protocol {
    const char *id;     /* the folder of content/, and of the URLs */
    const char *folder; /* "content/PROTOCOL" */
    const char *file;   /* "content/PROTOCOL/protocol.yaml" */
    const char *name;   /* as on the pages */
    const char *lookup; /* in which form its replies come when they are pasted; NULL: there is nothing to look up */
    Digest digest;      /* of FILE's bytes */

    GRegex *code, *reply;
    const char *client, *server; /* how the lines of an example begin */
    const Group *classes, *categories;
    guint n_classes, n_categories;
    const Fact *facts;
    guint n_facts;
    const Reason *reasons;
    const Part *anatomy; /* none: no reply is taken to pieces */
    guint n_reasons, n_anatomy;
    guint appears, fixed_by; /* numbers of facts */
    guint headline[MAX_FACTS], n_headline;
    guint filters[MAX_FACTS], n_filters;
    guint verdict[MAX_FACTS], n_verdict;
    const BindText *featured_codes, *featured_pairs;
    guint n_featured_codes, n_featured_pairs;
    const Words **words; /* by language; NULL entries only with findings */

    struct Code *codes; /* ordered by number */
    guint n_codes;
    const char **damaged; /* NULL-terminated: codes whose records have findings and are left out of CODES */
    struct Pair *pairs;   /* the curated ones */
    guint n_pairs;
    struct Stranger *strangers; /* in the order of the file */
    guint n_strangers;
    const Document *strangers_document; /* NULL: there is no such file */
    struct Wire *wires;                 /* by file name */
    guint n_wires;
    struct Enhanced *enhanced; /* in the order of the file */
    guint n_enhanced;
    const Document *enhanced_document; /* NULL: the protocol has no such codes */
} Protocol;

/* Reads content/ID/protocol.yaml and words/; the records are catalog_load()'s. NULL with findings when the file
 * cannot be used at all. */
Protocol *protocol_load(const Loader *loader, const Locale *const *locales, const char *id);

/* Whether some record of PROTOCOL is of CLASS: only then the class has a page. */
gboolean protocol_has_class(const Protocol *protocol, guint class);

/* Which class (category) CODE falls into, or -1. */
int protocol_class(const Protocol *protocol, const char *code);
int protocol_category(const Protocol *protocol, const char *code);

/* The number of the reason ID, or -1. */
int protocol_reason(const Protocol *protocol, const char *id);

/* Gives back what of a protocol is not in the arena (the compiled patterns). */
void protocol_clear(Protocol *protocol);
