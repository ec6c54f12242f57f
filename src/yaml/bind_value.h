/* bind_value.h: a value checked against its field, and the scalars. For the files of bind.h only. */
#pragma once
#include "yaml/bind.h"

typedef struct Binding {
    Arena *arena;
    BindMode mode;
    const char *file;
    Findings *findings;
} Binding;

/* What a value is to its field. */
typedef enum GivenAs {
    GIVEN_FILE,   /* the root: there is no field */
    GIVEN_MEMBER, /* what stands under the field's key */
    GIVEN_ITEM,   /* one of the list there */
    GIVEN_KEY,    /* a key of the author's in the mapping there */
    GIVEN_ENTRY,  /* what stands under such a key */
} GivenAs;

/* A value on its way into a member. */
typedef struct Given {
    GivenAs as;
    const BindField *field;
    const char *key; /* the field's; of an entry the author's */
    Mark mark;       /* of the key; of the item in a list */
    const Node *node;
} Given;

/* Adds a finding that begins with what is given: `"KEY" …`, `an item of "KEY" …`. */
void value_tell(const Binding *b, RuleId rule, Mark mark, const char *hint, const Given *given, const char *format, ...)
    G_GNUC_PRINTF(6, 7);

/* Whether the node is of KIND and not empty; tells what it is instead. */
gboolean value_is(const Binding *b, const Given *given, NodeKind kind);

/* Whether TEXT has the form that RULE asks for; if not, tells it at MARK. */
gboolean value_fits(const Binding *b, const Given *given, const BindField *rule, const char *text, Mark mark);

/* How many items of the list that is given can be held; tells it when there are more, or not as many as asked for. */
gsize value_items(const Binding *b, const Given *given);

/* The given as item I of the list that it is. */
Given value_item(const Given *given, gsize i);

/* Each fills the member at OUT, or tells why not and leaves it alone (or what is wrong out of it). */
void value_text(const Binding *b, const Given *given, BindText *out);
void value_choice(const Binding *b, const Given *given, BindBits *out);
void value_choices(const Binding *b, const Given *given, BindBits *out);
void value_flag(const Binding *b, const Given *given, gboolean *out);
void value_count(const Binding *b, const Given *given, guint *out);
void value_texts(const Binding *b, const Given *given, BindList *out);
