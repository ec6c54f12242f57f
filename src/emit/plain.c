#include "emit/plain.h"

#include "text/inline.h"

/* Where a link leads does not show in its text. */
static const char *any_target(const char *target, GString *href, gpointer data)
{
    (void)data;
    g_string_append(href, target);
    return NULL;
}

void plain_append(GString *out, const Document *document, const char *path, guint language)
{
    const char *markdown = document_text(document, path, language, NULL);
    g_autoptr(Findings) none = findings_new(); /* the catalog was checked: there is nothing to find */
    if (markdown)
        inline_render(markdown, &(InlineOptions){any_target, NULL}, NULL, out, document->file, (Mark){0}, none);
}
