#include "model/passages.h"

#include <string.h>

#include "model/crew.h"
#include "model/link.h"

enum { REPEAT_LENGTH = 40 }; /* characters from which on two equal passages are no accident */

struct PassageCheck {
    const Loader *loader;
    const Locale *const *locales;
    const Protocol *protocol;
    GHashTable *seen[MAX_LANGUAGES]; /* text -> Seen, of the arena */
};

/* Where a text stood first. */
typedef struct Seen {
    const char *path, *file;
} Seen;

PassageCheck *passage_check_new(const Loader *loader, const Locale *const *locales, const Protocol *protocol)
{
    PassageCheck *check = g_new0(PassageCheck, 1);
    check->loader = loader;
    check->locales = locales;
    check->protocol = protocol;
    for (guint i = 0; i < loader->n_languages; i++)
        check->seen[i] = g_hash_table_new(g_str_hash, g_str_equal);
    return check;
}

void passage_check_free(PassageCheck *check)
{
    for (guint i = 0; check && i < check->loader->n_languages; i++)
        g_hash_table_unref(check->seen[i]);
    g_free(check);
}

typedef struct Linked {
    const Protocol *protocol;
    gboolean links; /* there are some */
} Linked;

static const char *resolve(const char *target, GString *href, gpointer data)
{
    Linked *linked = data;
    Link link;
    (void)href;
    linked->links = TRUE;
    return link_read(linked->protocol, target, &link);
}

static Mark where(gsize offset, gconstpointer text)
{
    return bind_mark(text, offset);
}

static void check_markup(const PassageCheck *check, const Loader *loader, const Passage *passage, const char *file,
                         PassageIn *in)
{
    Linked linked = {check->protocol, FALSE};
    InlineOptions options = {.link = passage->field->flags & BIND_CLAUSE ? NULL : resolve,
                             .data = &linked,
                             .where = where,
                             .passage = &in->text};
    if (!(passage->field->flags & BIND_INLINE))
        return;
    g_autoptr(GString) html = g_string_sized_new(512);
    g_autoptr(GString) plain = g_string_sized_new(512);
    gboolean good = inline_render(in->text.s, &options, html, plain, file, in->text.mark, loader->findings);
    in->plain = arena_text(loader->arena, plain->str, (gssize)plain->len);
    if (good && !linked.links)
        in->html = arena_text(loader->arena, html->str, (gssize)html->len);
}

/* Where it is said how a clause begins: in a language begun as a copy it may not be said yet. SOURCE may be NULL. */
static char *about_openers(const Locale *locale, const Locale *source)
{
    if (source && source != locale &&
        g_strv_equal((const char *const *)locale->clause_openers, (const char *const *)source->clause_openers))
        return g_strdup_printf(
            "`clause_openers` in %s are still those of %s: write there how a clause of this language "
            "begins",
            locale->file, source->file);
    return g_strdup_printf("`clause_openers` in %s are what a clause of this language begins with", locale->file);
}

/* The locale's sentence goes before a clause and its full stop behind: "550 indicates {indicates}." */
static void check_clause(const Loader *loader, const Locale *locale, const Locale *source, const Passage *passage,
                         const char *file, const BindText *text)
{
    gboolean opens = !*locale->clause_openers; /* none is a finding of the locale's */
    for (const char **opener = locale->clause_openers; *opener; opener++)
        opens |= g_str_has_prefix(text->s, *opener);
    if (!opens) {
        g_autofree char *openers = g_strjoinv("\" or \"", (char **)locale->clause_openers);
        g_autofree char *hint = about_openers(locale, source);
        findings_add(loader->findings, RULE_CLAUSE_OPENER, file, text->mark, hint,
                     "\"%s\" is a clause: it begins with \"%s\"", passage->path, openers);
    }
    gsize last = strlen(text->s) - 1;
    if (strchr(".!?", text->s[last]))
        findings_add(loader->findings, RULE_CLAUSE_OPENER, file, bind_mark(text, last), NULL,
                     "\"%s\" is a clause: the sentence around it brings the full stop", passage->path);
}

/* Whether TEXT is long enough for a repeat to be no accident. */
static gboolean is_long(const char *text)
{
    enum { MOST_BYTES = 4 }; /* of a character */
    gsize bytes = strlen(text);
    return bytes >= (gsize)REPEAT_LENGTH * MOST_BYTES ||
           (bytes >= REPEAT_LENGTH && g_utf8_strlen(text, -1) >= REPEAT_LENGTH);
}

static void check_repeat(PassageCheck *check, guint language, const Document *document, const Passage *passage)
{
    const BindText *text = &passage->in[language].text;
    if (!text->s || !is_long(text->s))
        return;
    const Seen *before = g_hash_table_lookup(check->seen[language], text->s);
    if (before) {
        findings_add(check->loader->findings, RULE_REPEATED_PASSAGE, document->files[language], text->mark, NULL,
                     "\"%s\" says the same as \"%s\" of %s", passage->path, before->path, before->file);
        return;
    }
    Seen *seen = arena_new0(check->loader->arena, Seen);
    *seen = (Seen){passage->path, document->files[language]};
    g_hash_table_insert(check->seen[language], (char *)text->s, seen);
}

static void check_passage(const PassageCheck *check, const Loader *loader, const Document *document,
                          const Passage *passage, guint language)
{
    PassageIn *in = (PassageIn *)&passage->in[language];
    const Locale *locale = check->locales[language];
    if (!in->text.s || !*in->text.s)
        return;
    const char *file = document->files[language];
    if (strstr(in->text.s, PASSAGE_TO_WRITE))
        findings_add(loader->findings, RULE_UNWRITTEN_PASSAGE, file, in->text.mark, NULL, "\"%s\" is not written yet",
                     passage->path);
    check_markup(check, loader, passage, file, in);
    if (!locale)
        return;
    locale_check_typography(locale, &in->text, file, loader->findings);
    if (passage->field->flags & BIND_CLAUSE)
        check_clause(loader, locale, check->locales[0], passage, file, &in->text);
}

typedef struct Checking {
    const PassageCheck *check;
    const Document *const *documents;
} Checking;

/* What can be said of one document without the others. */
static void check_document(const Loader *loader, gsize i, gpointer data)
{
    const Checking *checking = data;
    const Document *document = checking->documents[i];
    for (gsize p = 0; p < document->n_passages; p++)
        for (guint language = 0; language < loader->n_languages; language++)
            check_passage(checking->check, loader, document, &document->passages[p], language);
}

static void check_repeats(PassageCheck *check, const Document *document)
{
    for (gsize p = 0; p < document->n_passages; p++)
        for (guint language = 0; language < check->loader->n_languages; language++)
            check_repeat(check, language, document, &document->passages[p]);
}

void passage_check_documents(PassageCheck *check, const Document *const *documents, gsize n)
{
    crew_run(check->loader, n, check_document, &(Checking){check, documents});
    for (gsize i = 0; i < n; i++)
        check_repeats(check, documents[i]);
}
