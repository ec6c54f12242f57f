#include "tmpl/names.h"

static const char *const WRITTEN[] = {
    [TMPL_TEXT] = "{{%s}}",          [TMPL_HTML] = "{{%s:none}}",     [TMPL_JSON] = "{{%s:none}}",
    [TMPL_URL] = "{{%s:x-url}}",     [TMPL_SHOW] = "{{#%s}}…{{/%s}}", [TMPL_ONE] = "{{#%s}}…{{/%s}}",
    [TMPL_LIST] = "{{#%s}}…{{/%s}}",
};

static void add_scope(GPtrArray *scopes, const TmplScope *scope)
{
    if (!g_ptr_array_find(scopes, scope, NULL))
        g_ptr_array_add(scopes, (gpointer)scope);
}

/* "|" ends a cell even within code. */
static void append_cell(GString *out, const char *text)
{
    for (; text && *text; text++) {
        if (*text == '|')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text == '\n' ? ' ' : *text);
    }
}

static void print_field(const TmplField *field, GString *out)
{
    g_string_append_printf(out, "| `%s` | `", field->name);
    const char *name = field->name;
    for (const char *p = WRITTEN[field->kind]; *p; p++)
        if (p[0] == '%')
            g_string_append(out, (p++, name));
        else
            g_string_append_c(out, *p);
    g_string_append(out, "` | ");
    append_cell(out, field->about);
    if (field->child)
        g_string_append_printf(out, "%sIn it: *%s*.", field->about && *field->about ? " " : "", field->child->name);
    g_string_append(out, " |\n");
}

/* Which pages have SCOPE as their own: "In `pair.html` and `code.html`:"; nothing for an inner one. */
static void print_pages(const TmplPage *pages, const TmplScope *scope, GString *out)
{
    const char *before = "In ";
    for (const TmplPage *page = pages; page->name; page++)
        if (page->scope == scope) {
            g_string_append_printf(out, "%s`%s.html`", before, page->name);
            before = ", ";
        }
    if (before[0] == ',')
        g_string_append(out, ":\n\n");
}

static gboolean has_field(const TmplScope *scope, const TmplField *field)
{
    for (const TmplField *other = scope->fields; other->name; other++)
        if (g_strcmp0(other->name, field->name) == 0 && other->kind == field->kind && other->child == field->child)
            return TRUE;
    return FALSE;
}

/* Whether every page has FIELD: such a name is printed once, not once per page. */
static gboolean is_common(const TmplPage *pages, const TmplField *field)
{
    for (const TmplPage *page = pages; page->name; page++)
        if (!has_field(page->scope, field))
            return FALSE;
    return TRUE;
}

static gboolean is_page(const TmplPage *pages, const TmplScope *scope)
{
    for (const TmplPage *page = pages; page->name; page++)
        if (page->scope == scope)
            return TRUE;
    return FALSE;
}

/* The fields of SCOPE; of a page only those that are COMMON to all pages, or only those that are not. */
static void print_fields(const TmplPage *pages, const TmplScope *scope, gboolean common, GPtrArray *scopes,
                         GString *out)
{
    gboolean page = is_page(pages, scope);
    g_string_append(out, "| Name | Write | What it is |\n|---|---|---|\n");
    for (const TmplField *field = scope->fields; field->name; field++) {
        if (page && is_common(pages, field) != common)
            continue;
        print_field(field, out);
        if (field->child)
            add_scope(scopes, field->child);
    }
}

void tmpl_print_names(const TmplPage *pages, GString *out)
{
    g_autoptr(GPtrArray) scopes = g_ptr_array_new();
    for (const TmplPage *page = pages; page->name; page++)
        add_scope(scopes, page->scope);
    g_string_append(out, "### every page\n\n");
    print_fields(pages, pages->scope, TRUE, scopes, out);
    for (guint i = 0; i < scopes->len; i++) {
        const TmplScope *scope = scopes->pdata[i];
        g_string_append_printf(out, "\n### %s\n\n", scope->name);
        print_pages(pages, scope, out);
        print_fields(pages, scope, FALSE, scopes, out);
    }
}
