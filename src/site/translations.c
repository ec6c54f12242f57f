#include "site/translations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "lookup/lookup.h"
#include "model/stamp.h"
#include "yaml/node.h"

const char *const TRANSLATION_KIND[TRANSLATION_KINDS] = {"site",  "locale",   "words",     "codes",
                                                         "pairs", "enhanced", "strangers", "wire"};

static guint kind_of(const char *kind)
{
    guint i = 0;
    while (strcmp(TRANSLATION_KIND[i], kind) != 0)
        i++;
    return i;
}

static void add_gap(Translations *to, guint language, const char *kind, const Document *document,
                    const Passage *passage)
{
    const char *file = document->files[language];
    const PassageIn *in = &passage->in[language];
    TranslationGap gap = {.language = language,
                          .kind = kind,
                          .file = file ? file : document->file,
                          .mark = in->state == PASSAGE_MISSING ? (Mark){0} : in->text.mark,
                          .source_file = document->file,
                          .source_mark = passage->in[0].text.mark,
                          .path = passage->path,
                          .state = in->state};
    if (!file)
        gap.mark = gap.source_mark;
    g_array_append_val(to->gaps, gap);
}

static void count_document(const Document *document, const char *kind, gpointer data)
{
    Translations *to = data;
    for (guint language = 1; language < to->catalog->n_languages; language++) {
        TranslationCount *count = &to->counts[language][kind_of(kind)];
        for (gsize i = 0; i < document->n_passages; i++) {
            const Passage *passage = &document->passages[i];
            PassageState state = passage->in[language].state;
            count->in[state]++;
            if (state != PASSAGE_CURRENT)
                add_gap(to, language, kind, document, passage);
        }
    }
}

/* The texts of a file in LANGUAGE that the source has too. */
static void count_texts(Translations *to, guint language, const char *kind, const Texts *source, const Texts *own)
{
    TranslationCount *count = &to->counts[language][kind_of(kind)];
    for (gsize i = 0; i < own->n_texts; i++) {
        const BindPair *text = &own->texts[i];
        const BindText *of = likeness_original(source, text);
        PassageState state = of && likeness_is_unwritten(own, text, of) ? PASSAGE_UNWRITTEN : PASSAGE_CURRENT;
        count->in[state]++;
        if (state == PASSAGE_CURRENT)
            continue;
        TranslationGap gap = {.language = language,
                              .kind = kind,
                              .file = own->file,
                              .mark = text->value.mark,
                              .source_file = source->file,
                              .source_mark = of->mark,
                              .path = text->key.s,
                              .state = state};
        g_array_append_val(to->gaps, gap);
    }
}

/* The plural forms that LANGUAGE has and its locale has not. */
static void count_forms(Translations *to, guint language)
{
    const Locale *source = to->catalog->locales[0], *own = to->catalog->locales[language];
    for (guint i = 0; i < N_COUNTED * N_PLURALS; i++) {
        guint id = i / N_PLURALS, form = i % N_PLURALS;
        if (!locale_lacks_form(own, id, form))
            continue;
        g_autofree char *path = g_strdup_printf("counted.%s.%s", COUNTED_KEYS[id], PLURAL_NAMES[form]);
        TranslationGap gap = {.language = language,
                              .kind = "locale",
                              .file = own->file,
                              .source_file = source->file,
                              .source_mark = source->counted_texts[id][PLURAL_OTHER].mark,
                              .path = arena_text(to->catalog->arena, path, -1),
                              .state = PASSAGE_MISSING};
        to->counts[language][kind_of(gap.kind)].in[PASSAGE_MISSING]++;
        g_array_append_val(to->gaps, gap);
    }
}

static void count_languages(Translations *to)
{
    const Catalog *catalog = to->catalog;
    for (guint i = 1; i < catalog->n_languages; i++) {
        if (catalog->locales[0] && catalog->locales[i]) {
            count_texts(to, i, "locale", catalog->locales[0]->texts, catalog->locales[i]->texts);
            count_forms(to, i);
        }
        for (guint p = 0; p < catalog->n_protocols; p++) {
            const Words *source = catalog->protocols[p]->words[0], *own = catalog->protocols[p]->words[i];
            if (source && own)
                count_texts(to, i, "words", source->texts, own->texts);
        }
    }
}

static int by_mark(Mark a, Mark b)
{
    int order = (a.line > b.line) - (a.line < b.line);
    return order ? order : (a.column > b.column) - (a.column < b.column);
}

static int by_language(gconstpointer a, gconstpointer b)
{
    const TranslationGap *first = a, *second = b;
    if (first->language != second->language)
        return first->language < second->language ? -1 : 1;
    int order = strcmp(first->file, second->file);
    if (order == 0)
        order = by_mark(first->source_mark, second->source_mark);
    return order ? order : strcmp(first->path, second->path);
}

Translations *translations_load(const char *source, Findings *findings)
{
    Catalog *catalog = catalog_load(source, LOOKUP_FORMS, g_get_num_processors(), findings);
    if (!catalog)
        return NULL;
    Translations *translations = g_new0(Translations, 1);
    translations->catalog = catalog;
    translations->counts = g_malloc0_n(catalog->n_languages, sizeof *translations->counts);
    translations->gaps = g_array_new(FALSE, FALSE, sizeof(TranslationGap));
    catalog_each_document(catalog, count_document, translations);
    count_languages(translations);
    g_array_sort(translations->gaps, by_language);
    return translations;
}

void translations_free(Translations *translations)
{
    if (!translations)
        return;
    g_clear_pointer(&translations->standing, g_hash_table_unref);
    g_array_unref(translations->gaps);
    g_free(translations->counts);
    catalog_free(translations->catalog);
    g_free(translations);
}

/* ---- stamping ---- */

typedef struct Standing {
    const Document *document;
    guint language;
    gboolean stamped;
} Standing;

static void add_standing(const Document *document, const char *kind, gpointer data)
{
    (void)kind;
    Translations *of = data;
    for (guint i = 1; i < of->catalog->n_languages; i++) {
        if (!document->files[i])
            continue;
        g_autofree char *path = g_build_filename(of->catalog->source, document->files[i], NULL);
        char *real = realpath(path, NULL);
        if (!real)
            continue;
        Standing *standing = g_new(Standing, 1);
        *standing = (Standing){document, i, FALSE};
        g_hash_table_replace(of->standing, real, standing);
    }
}

/* The translation at PATH, which has neither links nor dots, or NULL. */
static Standing *find_standing(Translations *of, const char *path)
{
    if (!of->standing) {
        of->standing = g_hash_table_new_full(g_str_hash, g_str_equal, free, g_free);
        catalog_each_document(of->catalog, add_standing, of);
    }
    return g_hash_table_lookup(of->standing, path);
}

/* What is stale and was read: an entry each. */
static GArray *entries_of(const Standing *wanted, Findings *findings)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(StampEntry));
    for (gsize i = 0; i < wanted->document->n_passages; i++) {
        const Passage *passage = &wanted->document->passages[i];
        const PassageIn *in = &passage->in[wanted->language];
        if (in->state == PASSAGE_UNWRITTEN)
            findings_add(findings, RULE_UNWRITTEN_PASSAGE, wanted->document->files[wanted->language], in->text.mark,
                         "write it; it is not stamped", "\"%s\" is not written yet", passage->path);
        if (in->state != PASSAGE_STALE)
            continue;
        gsize at = 0;
        g_auto(GStrv) tokens = passage_tokens(passage->in[0].text.s);
        g_autofree char *changed = passage_compare(tokens, in->text.s, &at);
        if (changed) {
            Mark mark = at ? bind_mark(&in->text, at) : in->text.mark;
            findings_add(findings, RULE_CHANGED_TOKEN, wanted->document->files[wanted->language], mark,
                         "read it against the source; it is not stamped", "\"%s\" differs from its source: %s",
                         passage->path, changed);
            continue;
        }
        char *fingerprint = g_malloc(FINGERPRINT_LENGTH + 1);
        passage_fingerprint(passage->in[0].text.s, fingerprint);
        StampEntry entry = {passage->path, fingerprint};
        g_array_append_val(entries, entry);
    }
    return entries;
}

static void entries_free(GArray *entries)
{
    for (guint i = 0; i < entries->len; i++)
        g_free((char *)g_array_index(entries, StampEntry, i).fingerprint);
    g_array_unref(entries);
}

/* Writes what stamp_text() makes of PATH, named FILE; the old file stands until the new one is whole. */
static gboolean write_stamped(const char *path, const char *file, const GArray *entries, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!file_read(path, NODE_FILE_BYTES, &text, &length, error))
        return FALSE;
    g_autofree char *stamped = stamp_text(text, length, (const StampEntry *)entries->data, entries->len, error);
    if (!stamped) {
        g_prefix_error(error, "%s: ", file);
        return FALSE;
    }
    return file_replace(path, stamped, error);
}

/* Adds those findings of LOADED about FILE to FINDINGS that say that it cannot be read as it is meant. FALSE: none. */
static gboolean take_damage(const Findings *loaded, const char *file, Findings *findings)
{
    guint before = findings_length(findings);
    for (guint i = 0; i < findings_length(loaded); i++) {
        const Finding *finding = findings_get(loaded, i);
        if (finding->rule->kind == RULE_IS_FIXED && strcmp(finding->file, file) == 0)
            findings_add(findings, (RuleId)(finding->rule - RULES), file, finding->mark, finding->hint, "%s",
                         finding->message);
    }
    return findings_length(findings) > before;
}

gboolean translations_stamp(Translations *translations, const Findings *loaded, const char *file, guint *stamped,
                            Findings *findings, GError **error)
{
    g_autofree char *path = realpath(file, NULL);
    *stamped = 0;
    if (!path) {
        int number = errno;
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s: %s", file, g_strerror(number));
        return FALSE;
    }
    Standing *standing = find_standing(translations, path);
    if (!standing) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: no translation of this site", file);
        return FALSE;
    }
    if (standing->stamped || take_damage(loaded, standing->document->files[standing->language], findings))
        return TRUE;
    GArray *entries = entries_of(standing, findings);
    gboolean ok = !entries->len || write_stamped(path, file, entries, error);
    if (ok)
        *stamped = entries->len;
    standing->stamped = ok;
    entries_free(entries);
    return ok;
}
