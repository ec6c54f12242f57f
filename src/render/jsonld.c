#include "render/jsonld.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "plan/url.h"
#include "text/escape.h"

#define INDEX "index.html"

static void add(JsonBuilder *builder, const char *key, const char *value)
{
    if (!value)
        return;
    json_builder_set_member_name(builder, key);
    json_builder_add_string_value(builder, value);
}

static void begin(JsonBuilder *builder, const char *key, const char *type)
{
    if (key)
        json_builder_set_member_name(builder, key);
    json_builder_begin_object(builder);
    add(builder, "@type", type);
}

static void add_terms(JsonBuilder *builder, const JsonldPage *of)
{
    json_builder_set_member_name(builder, "about");
    json_builder_begin_array(builder);
    for (gsize i = 0; i < of->n_terms; i++) {
        begin(builder, NULL, "DefinedTerm");
        add(builder, "@id", of->terms[i].url);
        add(builder, "termCode", of->terms[i].code);
        add(builder, "name", of->terms[i].name);
        add(builder, "description", of->terms[i].description);
        if (of->set_url) {
            begin(builder, "inDefinedTermSet", "DefinedTermSet");
            add(builder, "@id", of->set_url);
            add(builder, "name", of->set_name);
            json_builder_end_object(builder);
        }
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void add_sources(JsonBuilder *builder, const TmplList *specs)
{
    const LinkView *links = specs->items;
    json_builder_set_member_name(builder, "isBasedOn");
    json_builder_begin_array(builder);
    for (gsize i = 0; i < specs->count; i++)
        json_builder_add_string_value(builder, links[i].url);
    json_builder_end_array(builder);
}

static void add_page(JsonBuilder *builder, const PageView *view, const JsonldPage *of)
{
    begin(builder, NULL, of->type);
    add(builder, "@id", view->canonical);
    add(builder, "url", view->canonical);
    add(builder, of->n_terms ? "headline" : "name", of->heading);
    add(builder, "description", view->description);
    add(builder, "inLanguage", view->language);
    add(builder, "dateModified", view->updated_iso);
    if (of->n_terms)
        add_terms(builder, of);
    if (of->based_on && of->based_on->count)
        add_sources(builder, of->based_on);
    json_builder_end_object(builder);
}

/* The same way as the visible one, with absolute addresses. */
static void add_crumbs(JsonBuilder *builder, const Page *page, const PageView *view)
{
    const LinkView *crumbs = view->crumbs.items;
    g_autoptr(GString) here = g_string_new(NULL);
    url_absolute(here, page->plan, page->output);
    g_autoptr(GUri) base = g_uri_parse(here->str, G_URI_FLAGS_ENCODED, NULL);
    begin(builder, NULL, "BreadcrumbList");
    json_builder_set_member_name(builder, "itemListElement");
    json_builder_begin_array(builder);
    for (gsize i = 0; i < view->crumbs.count; i++) {
        g_autoptr(GUri) there =
            crumbs[i].url ? g_uri_parse_relative(base, crumbs[i].url, G_URI_FLAGS_ENCODED, NULL) : NULL;
        g_autofree char *url = there ? g_uri_to_string(there) : NULL;
        if (url && g_str_has_suffix(url, INDEX)) /* link_index is for readers; a page has one address (plan/url.h) */
            url[strlen(url) - strlen(INDEX)] = '\0';
        begin(builder, NULL, "ListItem");
        json_builder_set_member_name(builder, "position");
        json_builder_add_int_value(builder, (gint64)i + 1);
        add(builder, "name", crumbs[i].title);
        add(builder, "item", url ? url : view->canonical);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

const char *jsonld_page(const Page *page, const PageView *view, const JsonldPage *of)
{
    g_autoptr(JsonBuilder) builder = json_builder_new_immutable();
    json_builder_begin_object(builder);
    add(builder, "@context", "https://schema.org");
    json_builder_set_member_name(builder, "@graph");
    json_builder_begin_array(builder);
    add_page(builder, view, of);
    if (view->crumbs.count)
        add_crumbs(builder, page, view);
    json_builder_end_array(builder);
    json_builder_end_object(builder);

    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *json = json_to_string(root, FALSE);
    g_autoptr(GString) safe = g_string_sized_new(2048);
    escape_json_in_html(safe, json);
    return arena_text(page->scratch, safe->str, (gssize)safe->len);
}

void jsonld_list(const Page *page, const ListText *text, PageView *view)
{
    const char *heading = frame_sentence(page, text->title, text->values).text;
    const Crumb crumbs[] = {text->parent ? *text->parent : (Crumb){heading, NULL}, {heading, NULL}};
    frame_fill(page,
               &(FrameText){.heading = heading,
                            .description = frame_sentence(page, text->description, text->values).text,
                            .og_type = "website",
                            .crumbs = crumbs,
                            .n_crumbs = text->parent ? 2 : 1},
               view);
    view->json_ld = jsonld_page(page, view, &(JsonldPage){.type = text->type, .heading = heading});
}
