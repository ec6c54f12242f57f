#include "model/passages.h"

#include <string.h>

#include "model/link.h"

enum { REPEAT_LENGTH = 40 }; /* characters from which on two equal passages are no accident */

struct PassageCheck {
    const Loader *loader;
    const Locale *const *locales;
    const Protocol *protocol;
    GHashTable *seen[MAX_LANGUAGES]; /* text -> "file: path" */
};

PassageCheck *passage_check_new(const Loader *loader, const Locale *const *locales, const Protocol *protocol)
{
    PassageCheck *check = g_new0(PassageCheck, 1);
    check->loader = loader;
    check->locales = locales;
    check->protocol = protocol;
    for (guint i = 0; i < loader->n_languages; i++)
        check->seen[i] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    return check;
}

void passage_check_free(PassageCheck *check)
{
    for (guint i = 0; check && i < check->loader->n_languages; i++)
        g_hash_table_unref(check->seen[i]);
    g_free(check);
}

static const char *resolve(const char *target, GString *href, gpointer data)
{
    Link link;
    (void)href;
    return link_read(data, target, &link);
}

static void check_markup(const PassageCheck *check, const Passage *passage, const char *file, const BindText *text)
{
    InlineOptions options = {passage->field->flags & BIND_CLAUSE ? NULL : resolve, (gpointer)check->protocol};
    if (passage->field->flags & BIND_INLINE)
        inline_render(text->s, &options, NULL, NULL, file, text->mark, check->loader->findings);
}

/* The locale's sentence goes before a clause and its full stop behind: "550 indicates {indicates}." */
static void check_clause(const PassageCheck *check, const Locale *locale, const Passage *passage, const char *file,
                         const BindText *text)
{
    gboolean opens = !*locale->clause_openers; /* none is a finding of the locale's */
    for (const char **opener = locale->clause_openers; *opener; opener++)
        opens |= g_str_has_prefix(text->s, *opener);
    if (!opens) {
        g_autofree char *openers = g_strjoinv("\" or \"", (char **)locale->clause_openers);
        findings_add(check->loader->findings, RULE_CLAUSE_OPENER, file, text->mark, NULL,
                     "\"%s\" is a clause: it begins with \"%s\"", passage->path, openers);
    }
    if (strchr(".!?", text->s[strlen(text->s) - 1]))
        findings_add(check->loader->findings, RULE_CLAUSE_OPENER, file, text->mark, NULL,
                     "\"%s\" is a clause: the sentence around it brings the full stop", passage->path);
}

static void check_repeat(PassageCheck *check, guint language, const Passage *passage, const char *file,
                         const BindText *text)
{
    if (g_utf8_strlen(text->s, -1) < REPEAT_LENGTH)
        return;
    const char *before = g_hash_table_lookup(check->seen[language], text->s);
    if (before)
        findings_add(check->loader->findings, RULE_REPEATED_PASSAGE, file, text->mark, NULL,
                     "\"%s\" says the same as %s", passage->path, before);
    else
        g_hash_table_insert(check->seen[language], (char *)text->s,
                            g_strdup_printf("\"%s\" of %s", passage->path, file));
}

static void check_passage(PassageCheck *check, const Document *document, const Passage *passage, guint language)
{
    const BindText *text = &passage->in[language].text;
    const Locale *locale = check->locales[language];
    if (!text->s || !*text->s)
        return;
    const char *file = document->files[language];
    if (strstr(text->s, PASSAGE_TO_WRITE))
        findings_add(check->loader->findings, RULE_UNWRITTEN_PASSAGE, file, text->mark, NULL,
                     "\"%s\" is not written yet", passage->path);
    check_markup(check, passage, file, text);
    check_repeat(check, language, passage, file, text);
    if (!locale)
        return;
    locale_check_typography(locale, text->s, file, text->mark, check->loader->findings);
    if (passage->field->flags & BIND_CLAUSE)
        check_clause(check, locale, passage, file, text);
}

void passage_check_document(PassageCheck *check, const Document *document)
{
    for (gsize i = 0; i < document->n_passages; i++)
        for (guint language = 0; language < check->loader->n_languages; language++)
            check_passage(check, document, &document->passages[i], language);
}
