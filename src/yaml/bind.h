/* bind.h: tables that turn a tree into a struct.
 *
 * One array of BindField per kind of record says everything about its shape. The loader (bind_record), the checker (the
 * findings of bind_record), the translation check (bind_passages), the JSON Schema for editors (model/schema.h) and the
 * field documentation made from that read the same array. All violations of a file are
 * found in one run; a value that does not fit leaves its member at zero, an item that does not fit or an entry
 * whose key does not fit is left out of its list.
 *
 * A text is the scalar without trailing line feeds (a literal, `|`, that is no passage loses one only). A text of
 * white space, a plain `~` and `key:` alone are an empty-value, and so is `[]` or `{}` for a required key. */
#pragma once
#include "yaml/node.h"

typedef struct BindField BindField;

/* What a member holds, by type of the field. MARK is zero where nothing was given. */
typedef struct BindText { /* BIND_TEXT */
    const char *s;        /* NULL: not given */
    Mark mark;
    const char *raw; /* as of the node; NULL: a key, or none of a file */
} BindText;

typedef struct BindBits { /* BIND_CHOICE: one bit, BIND_CHOICES: any */
    guint64 bits;         /* bit i: word i of the field's words */
    Mark mark;
} BindBits;

typedef struct BindList { /* BIND_LIST, BIND_MAP: COUNT structs of the field's size; BIND_TEXTS: of BindText */
    void *items;
    gsize count;
    Mark mark;
} BindList;

typedef enum BindType {
    BIND_TEXT,    /* a scalar; member BindText */
    BIND_CHOICE,  /* one of WORDS; member BindBits */
    BIND_CHOICES, /* one of WORDS or a list of some, none twice; member BindBits */
    BIND_FLAG,    /* true or false; member gboolean */
    BIND_COUNT,   /* a decimal number from 0 to MAX; member guint */
    BIND_TEXTS,   /* a list of scalars, none twice; member BindList of BindText */
    BIND_STRUCT,  /* a mapping of FIELDS; the struct is embedded as the member */
    BIND_LIST,    /* a list of mappings of FIELDS; member BindList of structs of SIZE bytes */
    BIND_MAP,     /* a mapping with keys of the author's choice to mappings of FIELDS: as BIND_LIST, and
                     each struct begins with a BindText that takes the key. Without FIELDS the values are
                     scalars, passages if the field is one, and the struct is BindPair */
    BIND_NODE,    /* anything; member const Node *, which the caller checks */
} BindType;

typedef struct BindPair {
    BindText key, value;
} BindPair;

enum BindFlags {
    BIND_REQUIRED = 1,
    BIND_PASSAGE = 2, /* text that is translated; plain, one line unless BIND_INLINE */
    BIND_INLINE = 4,  /* text with inline Markdown (text/inline.h) */
    BIND_CLAUSE = 8,  /* text that continues a sentence of the locale */
    BIND_NAMED = 16,  /* LIST: the first of FIELDS, a TEXT, is the name of an item: no two items have the same */
};

/* Two ways to say one thing, of which an item of a LIST takes exactly one. */
typedef enum BindWay { BIND_ANY_WAY, BIND_ONE_WAY, BIND_OTHER_WAY } BindWay;

struct BindField {
    const char *key;
    BindType type;
    guint flags;
    gsize offset; /* of the member in the struct */
    /* CHOICE, CHOICES: the words, 64 at most. TEXT, TEXTS: the only texts there may be. MAP: the only keys there may
     * be, and each must be there. NULL-terminated; NULL but for a choice: any. */
    const char *const *words;
    const BindField *fields;      /* STRUCT, LIST, MAP: ends with a zero key, does not lead back to this table */
    const BindField *const *each; /* MAP with WORDS: in their order what is below each, where that is not FIELDS */
    const BindField *value;       /* MAP without FIELDS: each value is such a TEXT; NULL: any text */
    gsize size;                   /* LIST, MAP: of one struct */
    guint max;                    /* COUNT: the greatest. LIST, TEXTS: as many as can be held; 0: any number */
    guint exactly;                /* TEXTS: so many, or none is taken; 0: any number */
    BindWay way;                  /* in FIELDS of a LIST: for BIND_REQUIRED only its own way counts */
    const BindField *apart_from;  /* TEXT: none of the keys of that table */
    /* TEXT, TEXTS, and the keys of a MAP: the form of the text; NULL: any. PATTERN is a regular expression for the
     * whole of it, in what Perl and JavaScript have in common; FITS says what a pattern cannot. */
    const char *pattern;
    gboolean (*fits)(const char *text);
    const char *form;   /* what they ask for (set it with them), as in `a date such as 2026-11-22` */
    const char *format; /* TEXT: JSON Schema's name of the form: "date"; "regex", which the caller checks */
    const char *about;  /* one sentence for the documentation */
};

typedef enum BindMode {
    BIND_SOURCE,      /* everything; required fields are required */
    BIND_TRANSLATION, /* only passages, on the way to them structs and maps; nothing is required, and a
                         field that is no passage is a fact-in-translation (a LIST always: its items have
                         no name that both files share) */
} BindMode;

/* Where the character OFFSET bytes into TEXT stands in its file; where TEXT begins when that is not certain. */
Mark bind_mark(const BindText *text, gsize offset);

/* Whether TEXT is what PATTERN (as BindField.pattern) asks for. */
gboolean bind_matches(const char *pattern, const char *text);

/* For tables that follow from others: a copy of FIELDS in ARENA with MORE zero rows behind it, and the row of KEY,
 * which must be there. */
BindField *bind_copy(Arena *arena, const BindField *fields, gsize more);
BindField *bind_row(BindField *fields, const char *key);

/* Whether a translation has something to say at FIELD: it is a passage, or a struct or map that holds some. */
gboolean bind_holds_passages(const BindField *field);

/* Fills the struct at OUT (zeroed before) from NODE by FIELDS. Adds to FINDINGS under FILE: unknown-key
 * (with "did you mean"), missing-key (at MARK of the mapping), wrong-type, empty-value, bad-value,
 * unknown-value, repeated-value, too-many (and the items beyond are left out). Texts are the tree's: they live as long
 * as ARENA. NODE that is no mapping is a wrong-type. */
void bind_record(Arena *arena, const BindField *fields, BindMode mode, const char *file, const Node *node, void *out,
                 Findings *findings);

/* One passage of a record: PATH is its keys joined by dots ("fix.sender", "codes.X.1.1.title"). */
typedef void (*BindVisit)(const BindField *field, const char *path, BindText *text, gpointer data);

/* Calls VISIT for every passage field of the struct at BASE, in the order of the tables; TEXT->s is
 * NULL where the passage is not given. Passages in a LIST are not translated and not visited. */
void bind_passages(const BindField *fields, void *base, BindVisit visit, gpointer data);
