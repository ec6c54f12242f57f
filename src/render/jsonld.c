#include "render/jsonld.h"

#include <string.h>

#include "base/append.h"
#include "plan/url.h"
#include "text/jsonout.h"

static void begin(GString *out, const char *type)
{
    jsonout_begin(out, '{');
    jsonout_member(out, "@type", type);
}

void jsonld_term(GString *out, const JsonldTerm *term)
{
    begin(out, "DefinedTerm");
    jsonout_member(out, "@id", term->url);
    jsonout_member(out, "termCode", term->code);
    jsonout_member(out, "name", term->name);
    jsonout_member(out, "description", term->description);
    jsonout_key(out, "inDefinedTermSet");
    begin(out, "DefinedTermSet");
    jsonout_member(out, "@id", term->set_url);
    jsonout_member(out, "name", term->set_name);
    append_text(out, "}}");
}

static void add_terms(GString *out, const JsonldPage *of)
{
    jsonout_key(out, "about");
    jsonout_begin(out, '[');
    for (guint i = 0; i < G_N_ELEMENTS(of->terms) && of->terms[i]; i++) {
        jsonout_value(out, of->terms[i]);
    }
    jsonout_end(out, ']');
}

static void add_sources(GString *out, const TmplList *specs)
{
    const LinkView *links = specs->items;
    jsonout_key(out, "isBasedOn");
    jsonout_begin(out, '[');
    for (gsize i = 0; i < specs->count; i++)
        jsonout_text(out, links[i].url);
    jsonout_end(out, ']');
}

static void add_page(GString *out, const PageView *view, const JsonldPage *of)
{
    begin(out, of->type);
    jsonout_member(out, "@id", view->canonical);
    jsonout_member(out, "url", view->canonical);
    jsonout_member(out, of->terms[0] ? "headline" : "name", of->frame->heading);
    jsonout_member(out, "description", view->description);
    jsonout_member(out, "inLanguage", view->language);
    jsonout_member(out, "dateModified", view->updated_iso);
    if (of->terms[0])
        add_terms(out, of);
    if (of->based_on.count)
        add_sources(out, &of->based_on);
    jsonout_end(out, '}');
}

/* Where a page on the way is; NULL: it is this one. */
static void add_crumb(GString *out, const Page *page, gsize position, const char *name, const Output *output)
{
    begin(out, "ListItem");
    jsonout_key(out, "position");
    append_decimal(out, position);
    jsonout_member(out, "name", name);
    jsonout_key(out, "item");
    g_string_append_c(out, '"');
    url_absolute(out, page->plan, output); /* of characters that need no escape: plan/url.h */
    append_text(out, "\"}");
}

/* The same way as the visible one, with absolute addresses. */
static void add_crumbs(GString *out, const Page *page, const PageView *view, const FrameText *frame)
{
    const Output home = frame_output(page, OUTPUT_HOME, 0, 0, 0), self = frame_canonical(page);
    begin(out, "BreadcrumbList");
    jsonout_key(out, "itemListElement");
    jsonout_begin(out, '[');
    add_crumb(out, page, 1, view->site_title, &home);
    for (gsize i = 0; i < frame->n_crumbs; i++)
        add_crumb(out, page, i + 2, frame->crumbs[i].title, frame->crumbs[i].output ? frame->crumbs[i].output : &self);
    append_text(out, "]}");
}

const char *jsonld_page(const Page *page, const PageView *view, const JsonldPage *of)
{
    GString *out = page->buffer;
    g_string_assign(out, "{\"@context\":\"https://schema.org\",\"@graph\":[");
    add_page(out, view, of);
    if (view->crumbs.count)
        add_crumbs(out, page, view, of->frame);
    append_text(out, "]}");
    return frame_keep(page);
}

void jsonld_list(const Page *page, const ListText *text, PageView *view)
{
    const char *heading = frame_sentence(page, text->title, text->values).text;
    const Crumb crumbs[] = {text->parent ? *text->parent : (Crumb){heading, NULL, NULL}, {heading, NULL, NULL}};
    const FrameText frame = {.heading = heading,
                             .description = frame_sentence(page, text->description, text->values).text,
                             .og_type = "website",
                             .crumbs = crumbs,
                             .n_crumbs = text->parent ? 2 : 1};
    frame_fill(page, &frame, view);
    view->json_ld = jsonld_page(page, view, &(JsonldPage){.type = text->type, .frame = &frame});
}
