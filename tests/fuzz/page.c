/* A page of a built site, as check --output reads it, and where its references lead. */
#include "inspect/page.h"

#include <string.h>

#include "fuzz.h"
#include "inspect/address.h"

static Files files;

static void set_up(void)
{
    static const char *const PATHS[] = {"404.html", "a.css", "en/a/index.html", "en/index.html", "index.html"};
    if (files.paths)
        return;
    files = (Files){g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal)};
    for (guint i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_ptr_array_add(files.paths, (gpointer)PATHS[i]);
        g_hash_table_insert(files.numbers, (gpointer)PATHS[i], GUINT_TO_POINTER(i + 1));
    }
}

static void check_reference(const char *reference)
{
    const Place place = {&files, "https://example.org/", 2, FALSE}, anywhere = {&files, NULL, 0, TRUE};
    for (guint i = 0; i < 2; i++) {
        g_auto(Address) address = address_resolve(i ? &anywhere : &place, reference);
        g_assert((address.kind == ADDRESS_DEAD) == (address.why != NULL));
        g_assert(address.kind != ADDRESS_FILE || (address.file >= 0 && (guint)address.file < files.paths->len));
    }
    g_autofree char *base = address_base(reference);
    g_assert(!base || g_str_has_suffix(base, "/"));
}

static void check_page(const Page *page, const GArray *lines)
{
    for (guint i = 0; i < page->refs->len; i++) {
        const PageRef *ref = &g_array_index(page->refs, PageRef, i);
        g_assert(!lines || fuzz_is_within(lines, ref->mark));
        check_reference(ref->address);
    }
    for (guint i = 0; i < page->ids->len; i++) {
        const PageId *id = &g_array_index(page->ids, PageId, i);
        g_assert(id->id && (!lines || fuzz_is_within(lines, id->mark)));
    }
    g_assert(!page->title || *page->title);
    g_assert(!page->description || *page->description);
    g_assert(!page->language || *page->language);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    g_autoptr(Arena) arena = arena_new();
    /* To HTML a CR alone ends a line too. */
    g_autoptr(GArray) lines = size && memchr(data, '\r', size) ? NULL : fuzz_lines((const char *)data, size);
    Page page;
    page_init(&page);
    page_read(&page, arena, (const char *)data, size);
    check_page(&page, lines);
    page_clear(&page);
    return 0;
}
