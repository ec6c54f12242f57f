#include "site/skeleton.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/passages.h"
#include "model/stranger.h"
#include "model/tables.h"
#include "site/tongues.h"
#include "yaml/node.h"

static void file_clear(gpointer data)
{
    SkeletonFile *file = data;
    g_free(file->file);
    g_free(file->text);
}

static GArray *new_files(void)
{
    GArray *files = g_array_new(FALSE, FALSE, sizeof(SkeletonFile));
    g_array_set_clear_func(files, file_clear);
    return files;
}

static void add_file(GArray *files, char *path, char *text, gboolean replaces)
{
    SkeletonFile file = {path, text, replaces};
    g_array_append_val(files, file);
}

static GArray *refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static GArray *refuse(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, message);
    return NULL;
}

/* ---- a code ---- */

typedef struct Filling {
    const Protocol *protocol;
    const Locale *source;
    const char *code, *date;
    GString *out;
} Filling;

static void append_words(GString *out, const char *const *words)
{
    g_autofree char *all = g_strjoinv(" | ", (char **)words);
    g_string_append_printf(out, "   # %s", all);
}

/* The keys of the facts, or of those only that need a source. */
static char *fact_keys(const Protocol *protocol, gboolean sourced)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; i < protocol->n_facts; i++)
        if (!sourced || protocol->facts[i].sourced)
            g_ptr_array_add(keys, (gpointer)protocol->facts[i].key.s);
    g_ptr_array_add(keys, NULL);
    return g_strjoinv(", ", (char **)keys->pdata);
}

/* A passage that asks for what its field is about. A clause begins as the locale says. */
static void append_passage(const Filling *f, const BindField *field, const char *of, guint indent)
{
    const char *opener =
        field->flags & BIND_CLAUSE && f->source && *f->source->clause_openers ? *f->source->clause_openers : "";
    g_autofree char *about = g_strdup(field->about ? field->about : "");
    if (g_str_has_suffix(about, ".")) /* a clause has no full stop */
        about[strlen(about) - 1] = '\0';
    for (char *quote; (quote = strchr(about, '"'));) /* typography has rules for them */
        memmove(quote, quote + 1, strlen(quote));
    g_string_append_printf(f->out, "%*s%s: >-\n%*s%s" PASSAGE_TO_WRITE " of %s (%s)\n", (int)indent, "", field->key,
                           (int)indent + 2, "", opener, of, about);
}

static void append_fix(const Filling *f, const BindField *field)
{
    const Fact *roles = &f->protocol->facts[f->protocol->fixed_by];
    g_autofree char *of = g_strdup_printf("%s, %s", f->code, roles->words[0]);
    g_string_append(f->out, "fix:   # for every role of the fact above");
    append_words(f->out, roles->words);
    g_string_append_c(f->out, '\n');
    append_passage(f, field->fields, of, 2);
}

static void append_specs(const Filling *f)
{
    g_autofree char *gives = fact_keys(f->protocol, TRUE);
    g_string_append_printf(
        f->out,
        "specs:   # {rfc: 2119, section: \"6\", gives: […]}, or title, url and date of another source\n"
        "  - {title: \"" PASSAGE_TO_WRITE " which source\", url: \"https://source.example/\", date: %s%s%s%s}\n",
        f->date, *gives ? ", gives: [" : "", gives, *gives ? "]" : "");
}

/* The first of its words, which the author has to decide about. */
static void append_fact(const Filling *f, const BindField *field)
{
    if (field->about)
        g_string_append_printf(f->out, "# %s\n", field->about);
    g_string_append_printf(f->out, field->type == BIND_CHOICES ? "%s: [%s]" : "%s: %s", field->key, field->words[0]);
    append_words(f->out, field->words);
    g_string_append_c(f->out, '\n');
}

static void append_undecided(const Filling *f)
{
    g_autofree char *keys = fact_keys(f->protocol, FALSE);
    g_string_append_printf(f->out, "undecided: [%s]   # take out each fact below that you have decided\n", keys);
}

/* What need not be there, as a comment that can be taken out of it. */
static void append_optional(const Filling *f, const BindField *field)
{
    static const char *const VALUE[] = {
        [BIND_TEXT] = "…",    [BIND_CHOICE] = "…",   [BIND_CHOICES] = "[…]", [BIND_FLAG] = "true", [BIND_COUNT] = "0",
        [BIND_TEXTS] = "[…]", [BIND_STRUCT] = "{…}", [BIND_LIST] = "[…]",    [BIND_MAP] = "{…}",   [BIND_NODE] = "…"};
    g_string_append_printf(f->out, "# %s: %s   # %s\n", field->key, VALUE[field->type],
                           field->about ? field->about : "");
}

/* The same of an example session, whose lines begin as the protocol says. */
static void append_example(const Filling *f, const BindField *field)
{
    g_string_append_printf(f->out, "# %s: |   # %s\n#   %s…\n#   %s%s …\n", field->key, field->about,
                           f->protocol->client, f->protocol->server, f->code);
}

static void append_field(const Filling *f, const BindField *field)
{
    if (strcmp(field->key, "undecided") == 0)
        append_undecided(f);
    else if (strcmp(field->key, "session_example") == 0)
        append_example(f, field);
    else if (!(field->flags & BIND_REQUIRED))
        append_optional(f, field);
    else if (strcmp(field->key, "code") == 0)
        g_string_append_printf(f->out, "code: \"%s\"\n", f->code);
    else if (strcmp(field->key, "updated") == 0)
        g_string_append_printf(f->out, "updated: %s\n", f->date);
    else if (strcmp(field->key, "specs") == 0)
        append_specs(f);
    else if (strcmp(field->key, "fix") == 0)
        append_fix(f, field);
    else if (field->type == BIND_CHOICE || field->type == BIND_CHOICES)
        append_fact(f, field);
    else
        append_passage(f, field, f->code, 0);
}

/* Facts stand before passages, as an author would write them. */
static void append_record(const Filling *f, const BindField *fields)
{
    for (int passages = 0; passages < 2; passages++)
        for (const BindField *field = fields; field->key; field++)
            if (bind_holds_passages(field) == passages)
                append_field(f, field);
}

GArray *skeleton_code(const Protocol *protocol, const Locale *source, const char *code, const char *date,
                      GError **error)
{
    if (!g_regex_match(protocol->code, code, 0, NULL) || protocol_class(protocol, code) < 0)
        return refuse(error, "\"%s\" is not a code of %s", code, protocol->name);
    for (guint i = 0; i < protocol->n_strangers; i++)
        if (strcmp(protocol->strangers[i].key.s, code) == 0)
            return refuse(error,
                          "\"%s\" stands in %s/strangers.yaml as a number that is no code; take it out there first",
                          code, protocol->folder);
    g_autoptr(Arena) arena = arena_new();
    GArray *files = new_files();
    GString *out = g_string_new("# A record begun: fill it in, and take out what it does not need.\n");
    append_record(&(Filling){protocol, source, code, date, out}, records_fields(arena, protocol));
    add_file(files, g_strdup_printf("%s/codes/%s.yaml", protocol->folder, code), g_string_free(out, FALSE), FALSE);
    return files;
}

/* ---- a pair ---- */

GArray *skeleton_pair(const Protocol *protocol, const char *a, const char *b, const char *date, GError **error)
{
    const char *codes[] = {a, b};
    for (guint i = 0; i < 2; i++)
        if (records_find(protocol, codes[i]) < 0)
            return refuse(error, "there is no record of \"%s\"", codes[i]);
    int order = records_compare(a, b);
    if (order == 0)
        return refuse(error, "a pair is of two codes");
    const char *low = order < 0 ? a : b, *high = order < 0 ? b : a;
    GArray *files = new_files();
    add_file(files, g_strdup_printf("%s/pairs/%s-%s.yaml", protocol->folder, low, high),
             g_strdup_printf("codes: [\"%s\", \"%s\"]\nupdated: %s\nverdict: >-\n  " PASSAGE_TO_WRITE
                             " which of `%s` and `%s` it is, and whether that matters to the reader.\n",
                             low, high, date, low, high),
             FALSE);
    return files;
}

/* ---- a translation ---- */

static void append_comment(GString *out, const char *indent, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        g_string_append_printf(out, "%s# %s\n", indent, lines[i]);
}

static void append_translation(const Document *document, const Locale *locale, GString *out)
{
    g_autofree char *within = g_strdup("");
    for (gsize i = 0; i < document->n_passages; i++) {
        const Passage *passage = &document->passages[i];
        const char *dot = strchr(passage->path, '.'), *key = dot ? dot + 1 : passage->path;
        g_autofree char *outer = dot ? g_strndup(passage->path, (gsize)(dot - passage->path)) : g_strdup("");
        if (*outer && strcmp(outer, within) != 0)
            g_string_append_printf(out, "%s:\n", outer);
        g_free(within);
        within = g_steal_pointer(&outer);
        const char *indent = *within ? "  " : "";
        const char *opener =
            passage->field->flags & BIND_CLAUSE && locale && *locale->clause_openers ? *locale->clause_openers : "";
        append_comment(out, indent, passage->in[0].text.s);
        g_string_append_printf(out, "%s%s: >-\n%s  %s" PASSAGE_TO_WRITE " (%s of %s)\n", indent, key, indent, opener,
                               passage->path, document->file);
    }
}

GArray *skeleton_translation(const Catalog *catalog, const Document *document, const char *language, const char *date,
                             GError **error)
{
    guint number = 1;
    if (strcmp(catalog->languages[0], language) == 0)
        return refuse(error, "\"%s\" is the language that the site is translated from", language);
    while (number < catalog->n_languages && strcmp(catalog->languages[number], language) != 0)
        number++;
    if (number >= catalog->n_languages)
        return refuse(error,
                      "\"%s\" is no language that this site is translated to; `replyglot new locale %s` begins one",
                      language, language);
    GArray *files = new_files();
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "updated: %s\n", date);
    append_translation(document, catalog->locales[number], out);
    add_file(files,
             g_strdup_printf("%.*s.%s.yaml", (int)(strlen(document->file) - strlen(".yaml")), document->file, language),
             g_string_free(out, FALSE), FALSE);
    return files;
}

/* ---- a language ---- */

/* The text of FILE with the values of KEYS (of a line each, at the left edge) replaced, below a comment. */
static char *copy_of(const char *source, const char *file, const char *comment, const char *const *keys,
                     const char *const *values, GError **error)
{
    g_autofree char *path = g_build_filename(source, file, NULL), *text = NULL;
    gsize length;
    if (!file_read(path, NODE_FILE_BYTES, &text, &length, error))
        return NULL;
    GString *out = g_string_new(comment);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (i == 0 && lines[i][0] == '#')
            continue;
        guint k = 0;
        while (keys[k] && !(g_str_has_prefix(lines[i], keys[k]) && lines[i][strlen(keys[k])] == ':'))
            k++;
        if (keys[k])
            g_string_append_printf(out, "%s: %s\n", keys[k], values[k]);
        else if (lines[i + 1] || *lines[i])
            g_string_append_printf(out, "%s\n", lines[i]);
    }
    return g_string_free(out, FALSE);
}

/* TEXT of site.yaml with LANGUAGE behind the last of `languages`, which is a list in one line. NULL: it is not. */
static char *with_language(const char *text, const char *language)
{
    const char *line = g_str_has_prefix(text, "languages:") ? text : strstr(text, "\nlanguages:");
    if (!line)
        return NULL;
    gsize length = strcspn(line + 1, "\n") + 1;
    const char *end = memchr(line, ']', length);
    const char *hash = memchr(line, '#', length);
    if (!end || (hash && hash < end))
        return NULL;
    while (strchr(" ,", end[-1])) /* a comma may stand behind the last, too */
        end--;
    return g_strdup_printf("%.*s, %s%s", (int)(end - text), text, language, end);
}

static gboolean stands(const Catalog *catalog, const char *file)
{
    g_autofree char *path = g_build_filename(catalog->source, file, NULL);
    return file_stands(path);
}

static gboolean add_to_site(GArray *files, const Catalog *catalog, const char *language, GError **error)
{
    g_autofree char *path = g_build_filename(catalog->source, "content/site.yaml", NULL), *text = NULL;
    gsize length;
    if (!file_read(path, NODE_FILE_BYTES, &text, &length, error))
        return FALSE;
    char *with = with_language(text, language);
    if (!with) {
        refuse(error,
               "content/site.yaml: `languages` is no list in one line; add \"%s\" to it by hand, and run this again",
               language);
        return FALSE;
    }
    add_file(files, g_strdup("content/site.yaml"), with, TRUE);
    return TRUE;
}

/* LACKING, here and below: only what does not stand yet. */
static gboolean add_words(GArray *files, const Catalog *catalog, const char *language, gboolean lacking, GError **error)
{
    static const char *const NONE[] = {NULL};
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        g_autofree char *path = g_strdup_printf("%s/words/%s.yaml", protocol->folder, language);
        if (lacking && stands(catalog, path))
            continue;
        g_autofree char *comment =
            g_strdup_printf("# The words for the facts of %s: to be translated into %s.\n", protocol->name, language);
        char *text = copy_of(catalog->source, protocol->words[0]->file, comment, NONE, NONE, error);
        if (!text)
            return FALSE;
        add_file(files, g_steal_pointer(&path), text, FALSE);
    }
    return TRUE;
}

static gboolean add_locale(GArray *files, const Catalog *catalog, const char *language, gboolean lacking,
                           GError **error)
{
    static const char *const KEYS[] = {"language", "name", "direction", "og_locale", "plural", NULL};
    g_autofree char *path = g_strdup_printf("locales/%s.yaml", language);
    if (lacking && stands(catalog, path))
        return TRUE;
    const Tongue *tongue = tongues_find(language);
    const char *const values[] = {
        language, tongue->name ? tongue->name : language, tongue->direction, tongue->og_locale, tongue->plural, NULL};
    g_autofree char *comment = g_strdup_printf(
        "# %s: to be translated. Labels are for templates, sentences for the program; stop_words,\n"
        "# clause_openers, months and typography are the language's own. Pages whose passages are not translated show\n"
        "# the source, and say so.\n",
        values[1]);
    char *text = copy_of(catalog->source, catalog->locales[0]->file, comment, KEYS, values, error);
    if (text)
        add_file(files, g_steal_pointer(&path), text, FALSE);
    return text != NULL;
}

GArray *skeleton_locale(const Catalog *catalog, const char *language, GError **error)
{
    if (!catalog_is_language(language))
        return refuse(error, "\"%s\" is not a language tag in lower case such as fr", language);
    gboolean named = g_strv_contains(catalog->languages, language);
    if (!named && catalog->n_languages >= MAX_LANGUAGES)
        return refuse(error, "a site can have %d languages", MAX_LANGUAGES);
    g_autoptr(GArray) files = new_files();
    if (!add_locale(files, catalog, language, named, error) || !add_words(files, catalog, language, named, error) ||
        (!named && !add_to_site(files, catalog, language, error)))
        return NULL;
    if (!files->len)
        return refuse(error, "the site has the language \"%s\" already", language);
    return g_steal_pointer(&files);
}

/* ---- writing ---- */

static gboolean is_free(const char *source, const GArray *files, GError **error)
{
    for (guint i = 0; i < files->len; i++) {
        const SkeletonFile *file = &g_array_index(files, SkeletonFile, i);
        g_autofree char *path = g_build_filename(source, file->file, NULL), *above = file_standing_above(path);
        struct stat status;
        if (!file_is_below(source, above)) {
            g_set_error(error, FILE_OUTSIDE, 0, "%s: a link leads out of the source folder; nothing was written",
                        file->file);
            return FALSE;
        }
        int number = lstat(path, &status) == 0 ? EEXIST : errno;
        if (file->replaces || number == ENOENT ||
            number == ENOTDIR) /* a file for a folder: that is told when written */
            continue;
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s%s%s; nothing was written", file->file,
                    number == EEXIST ? " is there already" : ": ", number == EEXIST ? "" : g_strerror(number));
        return FALSE;
    }
    return TRUE;
}

static gboolean write_file(const char *source, const SkeletonFile *file, GError **error)
{
    g_autofree char *path = g_build_filename(source, file->file, NULL), *folder = g_path_get_dirname(path);
    if (file->replaces)
        return file_replace(path, file->text, error);
    if (g_mkdir_with_parents(folder, 0755) != 0) {
        int number = errno;
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s: %s", folder, g_strerror(number));
        return FALSE;
    }
    return file_create(path, file->text, error);
}

/* What was written before one failed goes again; site.yaml, the one that is changed, is the last. */
gboolean skeleton_write(const char *source, const GArray *files, GError **error)
{
    if (!is_free(source, files, error))
        return FALSE;
    for (guint i = 0; i < files->len; i++) {
        if (write_file(source, &g_array_index(files, SkeletonFile, i), error))
            continue;
        while (i-- > 0) {
            g_autofree char *path = g_build_filename(source, g_array_index(files, SkeletonFile, i).file, NULL);
            g_unlink(path);
        }
        return FALSE;
    }
    return TRUE;
}
