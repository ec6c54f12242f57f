#include "model/likeness.h"

#include <stdlib.h>
#include <string.h>

#include "model/plural.h"

typedef struct Gather {
    Arena *arena;
    GArray *texts; /* of BindPair */
} Gather;

static void gather(const BindField *field, const char *path, BindText *text, gpointer data)
{
    const Gather *to = data;
    BindPair pair = {{.s = arena_text(to->arena, path, -1)}, *text};
    (void)field;
    if (text->s)
        g_array_append_val(to->texts, pair);
}

static void gather_list(const Gather *to, const TextList *list)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    const BindText *items = list->list->items;
    for (gsize i = 0; i < list->list->count; i++)
        g_string_append_printf(joined, "%s%s", i ? ", " : "", items[i].s);
    BindPair pair = {{.s = list->path}, {.s = arena_text(to->arena, joined->str, -1), .mark = list->list->mark}};
    if (list->list->count)
        g_array_append_val(to->texts, pair);
}

static void check_same(const Loader *loader, const Texts *texts)
{
    g_autofree const char **paths = g_new0(const char *, texts->n_texts + 1);
    for (gsize i = 0; i < texts->n_texts; i++)
        paths[i] = texts->texts[i].key.s;
    for (gsize i = 0; i < texts->n_same; i++) {
        g_autofree char *hint = findings_suggest(texts->same[i].s, paths);
        if (!g_strv_contains(paths, texts->same[i].s))
            findings_add(loader->findings, RULE_MISSING_LABEL, texts->file, texts->same[i].mark, hint,
                         "\"same\" names \"%s\", which is no text of this file", texts->same[i].s);
    }
}

static int by_path(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const BindPair *const *)a)->key.s, (*(const BindPair *const *)b)->key.s);
}

/* A file may have a hundred thousand texts: they are looked up by halves. */
static const BindPair **sorted(Arena *arena, const BindPair *pairs, gsize n)
{
    const BindPair **list = arena_alloc(arena, (n + 1) * sizeof *list);
    for (gsize i = 0; i < n; i++)
        list[i] = &pairs[i];
    qsort(list, n, sizeof *list, by_path);
    return list;
}

const Texts *likeness_texts(const Loader *loader, const char *file, const BindField *fields, void *base,
                            const TextList *lists, const BindList *same)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(BindPair));
    Gather to = {loader->arena, all};
    bind_passages(fields, base, gather, &to);
    for (; lists->path; lists++)
        gather_list(&to, lists);
    BindPair *pairs = arena_alloc(loader->arena, (all->len + 1) * sizeof *pairs);
    if (all->len)
        memcpy(pairs, all->data, all->len * sizeof *pairs);
    Texts *texts = arena_new0(loader->arena, Texts);
    *texts = (Texts){file, pairs, sorted(loader->arena, pairs, all->len), all->len, same->items, same->count};
    check_same(loader, texts);
    return texts;
}

const BindText *likeness_find(const Texts *texts, const char *path)
{
    const BindPair key = {.key.s = path}, *wanted = &key;
    const BindPair *const *found = bsearch(&wanted, texts->by_path, texts->n_texts, sizeof *texts->by_path, by_path);
    return found ? &(*found)->value : NULL;
}

const BindText *likeness_original(const Texts *source, const BindPair *text)
{
    const BindText *same = likeness_find(source, text->key.s);
    const char *form = strrchr(text->key.s, '.');
    if (same || !form || !g_strv_contains(PLURAL_NAMES, form + 1))
        return same;
    g_autofree char *other =
        g_strdup_printf("%.*s.%s", (int)(form - text->key.s), text->key.s, PLURAL_NAMES[PLURAL_OTHER]);
    return likeness_find(source, other);
}

/* Whether TEXT has a letter outside its code spans and placeholders. */
static gboolean has_words(const char *text)
{
    for (char close = '\0'; *text; text = g_utf8_next_char(text))
        if (close && *text == close)
            close = '\0';
        else if (!close && *text == '`')
            close = '`';
        else if (!close && *text == '{')
            close = '}';
        else if (!close && g_unichar_isalpha(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

gboolean likeness_is_unwritten(const Texts *own, const BindPair *text, const BindText *source)
{
    gboolean same = !has_words(text->value.s);
    for (gsize i = 0; i < own->n_same && !same; i++)
        same = strcmp(own->same[i].s, text->key.s) == 0;
    return !same && strcmp(text->value.s, source->s) == 0;
}

guint likeness_check(const Texts *own, const Texts *source, Findings *findings)
{
    enum { SHOWN = 3 };
    g_autoptr(GString) paths = g_string_new(NULL);
    Mark first = {0};
    guint n = 0;
    for (gsize i = 0; i < own->n_texts; i++) {
        const BindPair *text = &own->texts[i];
        const BindText *of = likeness_original(source, text);
        if (!of || !likeness_is_unwritten(own, text, of))
            continue;
        if (n == 0)
            first = text->value.mark;
        if (n++ < SHOWN)
            g_string_append_printf(paths, "%s%s", n > 1 ? ", " : "", text->key.s);
    }
    if (n > SHOWN)
        g_string_append(paths, ", …");
    if (n)
        findings_add(findings, RULE_MISSING_TRANSLATION, own->file, first,
                     "translate them, or list under `same` those that are right so; `replyglot translations` lists all",
                     "%u %s of %s: %s", n, n == 1 ? "text is still that" : "texts are still those", source->file,
                     paths->str);
    return n;
}
