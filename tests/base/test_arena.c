#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void every_piece_is_aligned_and_zeroed(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (gsize size = 1; size < 300; size++) {
        char *piece = arena_alloc(arena, size);
        assert_int_equal((guintptr)piece % _Alignof(max_align_t), 0);
        for (gsize i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xff, size);
        arena_text(arena, "x", 1); /* leaves the next one at an odd place */
    }
}

static void pieces_do_not_overlap_across_blocks(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    guint64 *pieces[20000];
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        pieces[i] = arena_new0(arena, guint64);
        *pieces[i] = i;
    }
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_int_equal(*pieces[i], i);
}

static void a_piece_may_be_larger_than_a_block(void **state)
{
    (void)state;
    static const gsize SIZES[] = {64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 1 << 20};
    g_autoptr(Arena) arena = arena_new();
    for (guint i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        char *piece = arena_alloc(arena, SIZES[i]), *next = arena_alloc(arena, 1);
        memset(piece, 0xff, SIZES[i]);
        assert_int_equal(*next, 0);
    }
}

static void no_bytes_are_not_null(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    assert_non_null(arena_alloc(arena, 0));
    assert_string_equal(arena_text(arena, "", 0), "");
}

static void text_is_copied_up_to_its_length_or_its_nul(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    char source[] = "mailbox";
    const char *whole = arena_text(arena, source, -1), *part = arena_text(arena, source, 4);
    source[0] = 'M';
    assert_string_equal(whole, "mailbox");
    assert_string_equal(part, "mail");
    assert_memory_equal(arena_text(arena, "a\0b", 3), "a\0b", 4);
}

static void what_is_adopted_stays_as_it_is(void **state)
{
    (void)state;
    for (guint filled = 0; filled < 4; filled++) { /* either, both or none of the two hold something */
        g_autoptr(Arena) arena = arena_new();
        Arena *other = arena_new();
        const char *mine = filled & 1 ? arena_text(arena, "mine", -1) : "mine", *theirs = "theirs";
        for (guint i = 0; filled & 2 && i < 3; i++) { /* more than one block */
            theirs = arena_text(other, "theirs", -1);
            memset(arena_bytes(other, 50000), 'x', 50000);
        }
        arena_adopt(arena, other);
        const char *after = arena_text(arena, "after", -1);
        assert_string_equal(mine, "mine");
        assert_string_equal(theirs, "theirs");
        assert_string_equal(after, "after");
    }
}

static void freeing_nothing_is_fine(void **state)
{
    (void)state;
    arena_free(NULL);
    arena_free(arena_new());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_aligned_and_zeroed),
        cmocka_unit_test(pieces_do_not_overlap_across_blocks),
        cmocka_unit_test(a_piece_may_be_larger_than_a_block),
        cmocka_unit_test(no_bytes_are_not_null),
        cmocka_unit_test(text_is_copied_up_to_its_length_or_its_nul),
        cmocka_unit_test(what_is_adopted_stays_as_it_is),
        cmocka_unit_test(freeing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
