#include "base/arena.h"

#include <stddef.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

typedef struct Block {
    struct Block *next;
    max_align_t bytes[];
} Block;

struct Arena {
    Block *blocks;
    char *free;
    gsize left;
};

Arena *arena_new(void)
{
    return g_new0(Arena, 1);
}

void arena_clear(Arena *arena)
{
    if (!arena->blocks)
        return;
    while (arena->blocks->next) {
        Block *next = arena->blocks->next;
        arena->blocks->next = next->next;
        g_free(next);
    }
    /* The newest block stays: it is the largest when the last page was, and zero bytes are promised anew. */
    char *start = (char *)arena->blocks->bytes;
    gsize used = (gsize)(arena->free - start);
    memset(start, 0, used);
    arena->free = start;
    arena->left += used;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    while (arena->blocks) {
        Block *next = arena->blocks->next;
        g_free(arena->blocks);
        arena->blocks = next;
    }
    g_free(arena);
}

void arena_adopt(Arena *arena, Arena *other)
{
    Block **behind = arena->blocks ? &arena->blocks->next : &arena->blocks; /* the newest block stays the one in use */
    Block *last = other->blocks;
    while (last && last->next)
        last = last->next;
    if (last) {
        last->next = *behind;
        *behind = other->blocks;
        other->blocks = NULL;
    }
    arena_free(other);
}

static void *take(Arena *arena, gsize size, gsize align)
{
    g_assert(size <= G_MAXSSIZE - sizeof(Block)); /* a length gone negative on its way here */
    gsize pad = -(guintptr)arena->free % align;
    if (!arena->blocks || size + pad > arena->left) {
        gsize room = MAX(size, BLOCK_BYTES);
        Block *block = g_malloc0(sizeof(Block) + room);
        block->next = arena->blocks;
        arena->blocks = block;
        arena->free = (char *)block->bytes;
        arena->left = room;
        pad = 0;
    }
    char *start = arena->free + pad;
    arena->free += pad + size;
    arena->left -= pad + size;
    return start;
}

void *arena_alloc(Arena *arena, gsize size)
{
    return take(arena, size, _Alignof(max_align_t));
}

char *arena_bytes(Arena *arena, gsize size)
{
    return take(arena, size, 1);
}

char *arena_text(Arena *arena, const char *text, gssize length)
{
    gsize n = length < 0 ? strlen(text) : (gsize)length;
    char *copy = take(arena, n + 1, 1);
    memcpy(copy, text, n);
    return copy;
}
