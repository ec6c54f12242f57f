#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>

#include <cmocka.h>

#include "render/drawing.h"

/* Three stages, the second lit: its reply takes a row of its own, and the rest moves down. */
static SessionView draw(Arena *arena, StageView stages[3], gboolean rtl)
{
    for (int i = 0; i < 3; i++)
        stages[i] = (StageView){.stage = "", .name = "", .lit = i == 1, .unlit = i != 1};
    SessionView view;
    draw_session(arena, stages, 3, rtl, &view);
    return view;
}

static void test_session(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    StageView stages[3];
    SessionView view = draw(arena, stages, FALSE);
    assert_string_equal(stages[0].y, "40");
    assert_string_equal(stages[1].y, "61");
    assert_string_equal(stages[1].reply_y, "82");
    assert_string_equal(stages[2].y, "103");
    assert_null(stages[0].reply_y);
    assert_null(stages[2].reply_y);
    assert_string_equal(view.height, "120");
    assert_string_equal(view.client_x, "0");
    assert_string_equal(view.server_x, "320");
    assert_string_equal(view.rest, "M9 36h302m-6-4 6 4-6 4M9 99h302m-6-4 6 4-6 4M8 20V120M312 20V120");
    assert_string_equal(view.commands, "M9 57h302m-6-4 6 4-6 4");
    assert_string_equal(view.replies, "M311 78h-302m6-4-6 4 6 4");
}

static void test_session_mirrored(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    StageView stages[3];
    SessionView view = draw(arena, stages, TRUE);
    assert_string_equal(stages[1].reply_y, "82");
    assert_string_equal(view.client_x, "320");
    assert_string_equal(view.server_x, "0");
    assert_string_equal(view.commands, "M311 57h-302m6-4-6 4 6 4");
    assert_string_equal(view.replies, "M9 78h302m-6-4 6 4-6 4");
}

static void test_no_stages(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    SessionView view;
    draw_session(arena, NULL, 0, FALSE, &view);
    assert_string_equal(view.commands, "");
    assert_string_equal(view.replies, "");
}

static void test_parts(void **state)
{
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    PartView parts[] = {{.text = "5"}, {.text = " 5.1.1 "}, {.text = "né"}};
    assert_string_equal(draw_parts(arena, parts, 3), "200"); /* ten letters, not eleven bytes */
    assert_string_equal(parts[0].x, "1");
    assert_string_equal(parts[0].end, "18");
    assert_string_equal(parts[0].middle, "9");
    assert_string_equal(parts[1].text, "5.1.1"); /* the blanks are beside it */
    assert_string_equal(parts[1].x, "41");
    assert_string_equal(parts[1].end, "138");
    assert_string_equal(parts[1].width, "97");
    assert_string_equal(parts[2].x, "161");
    assert_string_equal(parts[2].number, "3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session),
        cmocka_unit_test(test_session_mirrored),
        cmocka_unit_test(test_no_stages),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
}
