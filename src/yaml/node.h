/* node.h: a YAML file as a tree that remembers where everything stood.
 *
 * Reads a strict subset of YAML 1.1 through libyaml's event API (the only includer of <yaml.h> is
 * node.c; encoding.h says which characters): one document of mappings, sequences and scalars. Anchors, aliases, tags,
 * directives, non-scalar or repeated keys, a second document and NUL are findings, and so is anything past the limits
 * below, which libyaml itself would answer in seconds or never.
 *
 * Every scalar is text: `no`, `221` and `1.10` stay what was written. A plain scalar without any
 * character (`key:`) and `~` are just that text ("" and "~"); whether that is an empty value is for
 * the schema to say. */
#pragma once
#include "base/arena.h"
#include "base/digest.h"
#include "diag/finding.h"

enum {
    NODE_FILE_BYTES = 1024 * 1024, /* a record is some KiB */
    NODE_DEPTH = 32,
    NODE_COUNT = 100 * 1000, /* keys count too */
    NODE_FINDINGS = 100,     /* of its characters, and of its structure; then the file is given up */
};

typedef enum NodeKind { NODE_TEXT, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node Node;
typedef struct NodeEntry NodeEntry;

struct Node {
    NodeKind kind;
    Mark mark;
    gboolean quoted;    /* text only: in quotes or a block scalar, so "" was meant */
    gboolean literal;   /* text only: a block scalar that keeps its lines (`|`) */
    gboolean refused;   /* text only: has its finding (an alias, an open direction): no other is made of it */
    const char *text;   /* text only; valid UTF-8, no NUL inside */
    const char *raw;    /* text only: the file from where it begins on, for place.h */
    gsize count;        /* list, map: how many below */
    const Node **items; /* list only */
    NodeEntry *entries; /* map only, in the order of the file, no key twice */
    const Digest *file; /* what node_read_file() gives only: of the file's bytes */
};

struct NodeEntry {
    const char *key;
    Mark mark; /* of the key */
    const Node *value;
};

/* The tree of the LENGTH bytes at TEXT, in ARENA, or NULL when they hold no readable document; an empty
 * file is an empty map at 1:1, and `---` alone an empty map too. Whatever is wrong is added to FINDINGS under FILE, as
 * much of it as can be told in one run: NULL is returned only when libyaml cannot go on (a syntax error) or a limit is
 * passed; a repeated key is dropped and an alias stands for an empty text, so that the rest is still
 * checked. Columns count code points; a reader error's byte offset is turned into line and column. */
const Node *node_read(Arena *arena, const char *file, const char *text, gsize length, Findings *findings);

/* node_read() of NAME of the folder SOURCE (file_read_below()). Unreadable: a finding and NULL. */
const Node *node_read_file(Arena *arena, const char *source, const char *name, Findings *findings);

/* The value of KEY in MAP, or NULL. */
const Node *node_get(const Node *map, const char *key);

/* TEXT for a message, to g_free(): its first 59 characters and an ellipsis when it has over 60. */
char *node_excerpt(const char *text);
