#include "text/markdown.h"

#include <stddef.h>
#include <string.h>

#include <glib.h>

enum { BLOCK_BYTES = 64 * 1024 };

typedef struct Block {
    struct Block *next;
    gsize size; /* of BYTES */
    max_align_t bytes[];
} Block;

/* What a thread parses with. The newest block is the one in use, the last one stays. */
typedef struct Memory {
    Block *blocks;
    gsize used; /* bytes of the newest block */
    gsize last; /* where its last piece begins */
    gboolean begun;
} Memory;

/* In front of each piece: cmark makes some of them larger. */
typedef struct Piece {
    gsize size;
    max_align_t bytes[];
} Piece;

static void drop(gpointer data)
{
    Memory *memory = data;
    while (memory->blocks) {
        Block *next = memory->blocks->next;
        g_free(memory->blocks);
        memory->blocks = next;
    }
    g_free(memory);
}

static GPrivate mine = G_PRIVATE_INIT(drop);

static Memory *memory_of_thread(void)
{
    Memory *memory = g_private_get(&mine);
    if (!memory) {
        memory = g_new0(Memory, 1);
        g_private_set(&mine, memory);
    }
    return memory;
}

static void add_block(Memory *memory, gsize least)
{
    gsize size = MAX(least, BLOCK_BYTES);
    Block *block = g_malloc(sizeof *block + size);
    block->next = memory->blocks;
    block->size = size;
    memory->blocks = block;
    memory->used = 0;
}

static gsize rounded(gsize size)
{
    return (size + _Alignof(max_align_t) - 1) & ~(gsize)(_Alignof(max_align_t) - 1);
}

static void *take(gsize size)
{
    Memory *memory = memory_of_thread();
    gsize whole = sizeof(Piece) + rounded(size);
    if (!memory->blocks || memory->blocks->size - memory->used < whole)
        add_block(memory, whole);
    Piece *piece = (Piece *)((char *)memory->blocks->bytes + memory->used);
    piece->size = size;
    memory->last = memory->used;
    memory->used += whole;
    return piece->bytes;
}

static void *take_zeroed(size_t count, size_t size)
{
    gsize bytes;
    if (!g_size_checked_mul(&bytes, count, size))
        g_error("cmark asks for %zu times %zu bytes", count, size);
    return memset(take(bytes), 0, bytes);
}

/* The last piece grows where it is, if there is room: mostly it is the one that is being written. */
static void *enlarge(void *bytes, size_t size)
{
    if (!bytes)
        return take(size);
    Memory *memory = memory_of_thread();
    Piece *piece = (Piece *)((char *)bytes - offsetof(Piece, bytes));
    gsize whole = sizeof(Piece) + rounded(size);
    if ((char *)piece == (char *)memory->blocks->bytes + memory->last && memory->blocks->size - memory->last >= whole) {
        memory->used = memory->last + whole;
        piece->size = size;
        return bytes;
    }
    return memcpy(take(size), bytes, MIN(piece->size, size));
}

static void leave(void *bytes)
{
    (void)bytes;
}

cmark_node *markdown_begin(const char *markdown)
{
    static cmark_mem memory = {take_zeroed, enlarge, leave};
    g_assert(!memory_of_thread()->begun);
    memory_of_thread()->begun = TRUE;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_feed(parser, markdown, strlen(markdown));
    return cmark_parser_finish(parser);
}

void markdown_end(void)
{
    Memory *memory = memory_of_thread();
    while (memory->blocks->next) {
        Block *next = memory->blocks->next;
        g_free(memory->blocks);
        memory->blocks = next;
    }
    memory->used = memory->last = 0;
    memory->begun = FALSE;
}
