#include "inspect/page.h"

#include <gumbo.h>
#include <string.h>

void page_init(Page *page)
{
    *page =
        (Page){.refs = g_array_new(FALSE, FALSE, sizeof(PageRef)), .ids = g_array_new(FALSE, FALSE, sizeof(PageId))};
}

void page_clear(Page *page)
{
    g_clear_pointer(&page->refs, g_array_unref);
    g_clear_pointer(&page->ids, g_array_unref);
}

typedef struct Reading {
    Page *page;
    Arena *arena;
} Reading;

static const GumboAttribute *attribute(const GumboElement *element, const char *name)
{
    return gumbo_get_attribute(&element->attributes, name);
}

static const char *value(const GumboElement *element, const char *name)
{
    const GumboAttribute *found = attribute(element, name);
    return found ? found->value : NULL;
}

static Mark mark_of(GumboSourcePosition position)
{
    return (Mark){position.line, position.column};
}

/* Whether LIST, of words with spaces between, has WORD (ASCII case does not count). */
static gboolean has_word(const char *list, const char *word)
{
    gsize n = strlen(word);
    for (const char *p = list; p && *p; p += strcspn(p, " \t\n\f\r")) {
        p += strspn(p, " \t\n\f\r");
        if (g_ascii_strncasecmp(p, word, n) == 0 && strcspn(p, " \t\n\f\r") == n)
            return TRUE;
    }
    return FALSE;
}

static void add_ref(const Reading *reading, PageRefKind kind, const GumboElement *element, const char *name)
{
    const GumboAttribute *found = attribute(element, name);
    if (!found)
        return;
    PageRef ref = {kind, found->value, value(element, "hreflang"), mark_of(found->name_start)};
    g_array_append_val(reading->page->refs, ref);
}

static void read_link(const Reading *reading, const GumboElement *element)
{
    static const char *const LOADED[] = {"stylesheet", "icon", "preload", "modulepreload", "manifest"};
    const char *rel = value(element, "rel");
    PageRefKind kind = PAGE_NAMED;
    for (guint i = 0; i < G_N_ELEMENTS(LOADED); i++)
        if (has_word(rel, LOADED[i]))
            kind = PAGE_RESOURCE;
    if (has_word(rel, "canonical"))
        kind = PAGE_CANONICAL;
    else if (has_word(rel, "alternate") && value(element, "hreflang"))
        kind = PAGE_ALTERNATE;
    add_ref(reading, kind, element, "href");
}

static const char *unless_blank(const char *text)
{
    return text && text[strspn(text, " \t\n\f\r")] ? text : NULL;
}

static void read_meta(const Reading *reading, const GumboElement *element)
{
    const char *name = value(element, "name"), *property = value(element, "property");
    const char *content = value(element, "content");
    if (name && g_ascii_strcasecmp(name, "description") == 0)
        reading->page->description = unless_blank(content);
    if (name && content && g_ascii_strcasecmp(name, "robots") == 0)
        reading->page->unlisted = strstr(content, "noindex") != NULL;
    if (g_strcmp0(property, "og:type") == 0)
        reading->page->article = g_strcmp0(content, "article") == 0;
    if (g_strcmp0(property, "og:image") == 0 || g_strcmp0(property, "og:url") == 0)
        add_ref(reading, PAGE_NAMED, element, "content");
}

/* "a.png 1x, b.png 2x": an address, what it is for, a comma. */
static void read_srcset(const Reading *reading, const GumboElement *element)
{
    const GumboAttribute *found = attribute(element, "srcset");
    for (const char *p = found ? found->value : ""; *p;) {
        p += strspn(p, " \t\n\f\r,");
        gsize n = strcspn(p, " \t\n\f\r");
        gsize address = n && p[n - 1] == ',' ? n - 1 : n;
        PageRef ref = {PAGE_RESOURCE, arena_text(reading->arena, p, (gssize)address), NULL, mark_of(found->name_start)};
        if (address)
            g_array_append_val(reading->page->refs, ref);
        p += n;
        p += address == n ? strcspn(p, ",") : 0;
    }
}

static void read_title(const Reading *reading, const GumboElement *element)
{
    const GumboNode *text = element->children.length ? element->children.data[0] : NULL;
    reading->page->title = text && text->type == GUMBO_NODE_TEXT ? text->v.text.text : NULL;
}

static void read_html_element(const Reading *reading, const GumboElement *element)
{
    switch (element->tag) {
    case GUMBO_TAG_HTML:
        reading->page->language = unless_blank(value(element, "lang"));
        reading->page->head = mark_of(element->start_pos);
        break;
    case GUMBO_TAG_HEAD:
        if (element->original_tag.length)
            reading->page->head = mark_of(element->start_pos);
        break;
    case GUMBO_TAG_TITLE:
        read_title(reading, element);
        break;
    case GUMBO_TAG_META:
        read_meta(reading, element);
        break;
    case GUMBO_TAG_LINK:
        read_link(reading, element);
        break;
    case GUMBO_TAG_A:
    case GUMBO_TAG_AREA:
        add_ref(reading, PAGE_LINK, element, "href");
        break;
    case GUMBO_TAG_FORM:
        add_ref(reading, PAGE_LINK, element, "action");
        break;
    case GUMBO_TAG_OBJECT:
        add_ref(reading, PAGE_RESOURCE, element, "data");
        break;
    default: /* img, script, iframe, video and the like */
        add_ref(reading, PAGE_RESOURCE, element, "src");
        add_ref(reading, PAGE_RESOURCE, element, "poster");
        read_srcset(reading, element);
    }
}

static void read_element(const Reading *reading, const GumboElement *element)
{
    const GumboAttribute *id = attribute(element, "id");
    PageId own = {id ? id->value : NULL, id ? mark_of(id->name_start) : (Mark){0}};
    if (id)
        g_array_append_val(reading->page->ids, own);
    if (element->tag_namespace == GUMBO_NAMESPACE_HTML)
        read_html_element(reading, element);
    else /* a drawing: its links, and what it uses */
        add_ref(reading, element->tag == GUMBO_TAG_A ? PAGE_LINK : PAGE_RESOURCE, element, "href");
}

/* The node behind NODE in the order of the page. Not by recursion: a page may be as deep as it is long. */
static const GumboNode *next_node(const GumboNode *node)
{
    if ((node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) && node->v.element.children.length)
        return node->v.element.children.data[0];
    for (; node->parent && node->parent->type != GUMBO_NODE_DOCUMENT; node = node->parent) {
        const GumboVector *row = &node->parent->v.element.children;
        if (node->index_within_parent + 1 < row->length)
            return row->data[node->index_within_parent + 1];
    }
    return NULL;
}

static void *allocate(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void keep(void *arena, void *memory)
{
    (void)arena; /* all goes at once, without a walk through the tree */
    (void)memory;
}

void page_read(Page *page, Arena *arena, const char *html, gsize length)
{
    GArray *refs = page->refs, *ids = page->ids;
    g_array_set_size(refs, 0);
    g_array_set_size(ids, 0);
    *page = (Page){.refs = refs, .ids = ids};
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = keep;
    options.userdata = arena;
    options.tab_stop = 1; /* a column is a character, as in every finding */
    options.max_errors = 0;
    Reading reading = {page, arena};
    const GumboOutput *output = gumbo_parse_with_options(&options, html, length);
    for (const GumboNode *node = output->root; node; node = next_node(node))
        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
            read_element(&reading, &node->v.element);
    page->title = unless_blank(page->title);
}
