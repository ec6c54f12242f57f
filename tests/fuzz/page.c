/* A page of a built site, as check --output reads it, and where its references lead. */
#include "inspect/page.h"

#include <gumbo.h>
#include <string.h>

#include "fuzz.h"
#include "inspect/address.h"
#include "inspect/bounds.h"

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

static guint deepest(const GumboNode *root)
{
    guint depth = 0, most = 0;
    for (const GumboNode *node = root; node;) {
        const GumboVector *below =
            node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? &node->v.element.children : NULL;
        most = MAX(most, depth);
        if (below && below->length) {
            node = below->data[0];
            depth++;
            continue;
        }
        while (node != root && node->index_within_parent + 1 == node->parent->v.element.children.length) {
            node = node->parent;
            depth--;
        }
        node = node == root ? NULL : node->parent->v.element.children.data[node->index_within_parent + 1];
    }
    return most;
}

/* Whatever is repeated, a page that may be parsed is not much deeper than it looks. */
static void check_bounds(const char *html, gsize length)
{
    enum { TIMES = 600, LONGEST = 100 };
    if (length > LONGEST)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < TIMES; i++)
        g_string_append_len(text, html, (gssize)length);
    if (bounds_passed(text->str, text->len))
        return;
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, text->str, text->len);
    g_assert(deepest(output->root) <= 2 * BOUNDS_DEPTH + 8);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    g_autoptr(Arena) arena = arena_new();
    /* To HTML a CR alone ends a line too. */
    g_autoptr(GArray) lines = size && memchr(data, '\r', size) ? NULL : fuzz_lines((const char *)data, size);
    Page page;
    check_bounds((const char *)data, size);
    if (bounds_passed((const char *)data, size))
        return 0;
    page_init(&page);
    page_read(&page, arena, (const char *)data, size);
    check_page(&page, lines);
    page_clear(&page);
    return 0;
}
