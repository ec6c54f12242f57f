/* arena.h: memory that lives as long as the site.
 *
 * Everything that is read from content/ and locales/ is kept until the program ends its work, so it is
 * allocated in one place and given back in one call. Not thread-safe: one arena per loading thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS /* tmpl/ includes it in C++ */

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is fine */

/* Gives everything in it back, but keeps a block for what comes next: for scratch that is used page after page. */
void arena_clear(Arena *arena);

/* Moves all that is in OTHER into ARENA, where it stays as it is, and frees OTHER. */
void arena_adopt(Arena *arena, Arena *other);

/* SIZE zeroed bytes, aligned for any type, valid until arena_free(). Never NULL. */
void *arena_alloc(Arena *arena, gsize size);
#define arena_new0(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* SIZE zeroed bytes for text, not aligned. */
char *arena_bytes(Arena *arena, gsize size);

/* A NUL-terminated copy of the LENGTH bytes at TEXT (-1: up to its NUL). */
char *arena_text(Arena *arena, const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

G_END_DECLS
