#include "model/asked.h"

#include <stddef.h>
#include <string.h>

#include "model/stranger.h"
#include "text/fold.h"

const BindField ASKED_FIELDS[] = {
    {"typed", BIND_TEXTS, BIND_REQUIRED, offsetof(Asked, typed),
     .about = "Words or phrases that readers type; all words of a phrase count, in any order."},
    {"finds", BIND_TEXTS, BIND_REQUIRED, offsetof(Asked, finds),
     .about = "What answers them, the best first: codes, ids of classes, enhanced codes, strangers."},
    {NULL},
};

typedef struct Taking {
    const Loader *loader;
    const Protocol *protocol;
    const char *file;
    GHashTable *seen; /* folded phrases, to the BindText where each stood first */
} Taking;

static void append_word(const char *word, gpointer data)
{
    GString *phrase = data;
    g_string_append_printf(phrase, "%s%s", phrase->len ? " " : "", word);
}

static void take_phrases(const Taking *taking, Asked *asked)
{
    const BindText *typed = asked->typed.items;
    guint n = 0;
    asked->phrases = arena_alloc(taking->loader->arena, (asked->typed.count + 1) * sizeof *asked->phrases);
    for (gsize i = 0; i < asked->typed.count; i++) {
        g_autoptr(GString) folded = g_string_new(NULL);
        fold_words(typed[i].s, append_word, folded);
        const BindText *first = g_hash_table_lookup(taking->seen, folded->str);
        if (!folded->len)
            findings_add(taking->loader->findings, RULE_BAD_VALUE, taking->file, typed[i].mark, NULL,
                         "\"%s\" has no word that can be searched for", typed[i].s);
        else if (first)
            findings_add(taking->loader->findings, RULE_REPEATED_VALUE, taking->file, typed[i].mark, "take one out",
                         "\"%s\" is typed in line %u already, but for accents and case", typed[i].s, first->mark.line);
        else {
            asked->phrases[n] = arena_text(taking->loader->arena, folded->str, (gssize)folded->len);
            g_hash_table_insert(taking->seen, (gpointer)asked->phrases[n++], (gpointer)&typed[i]);
        }
    }
}

/* Fills ANSWER. A class without codes has no page, and is none. */
static gboolean find_answer(const Protocol *protocol, const char *text, Answer *answer)
{
    int code = records_find(protocol, text);
    *answer = (Answer){ANSWER_CODE, (guint)MAX(code, 0)};
    if (code >= 0)
        return TRUE;
    answer->kind = ANSWER_ENHANCED;
    for (answer->number = 0; answer->number < protocol->n_enhanced; answer->number++)
        if (strcmp(protocol->enhanced[answer->number].key.s, text) == 0)
            return TRUE;
    answer->kind = ANSWER_STRANGER;
    for (answer->number = 0; answer->number < protocol->n_strangers; answer->number++)
        if (strcmp(protocol->strangers[answer->number].key.s, text) == 0)
            return TRUE;
    answer->kind = ANSWER_CLASS;
    for (answer->number = 0; answer->number < protocol->n_classes; answer->number++)
        if (strcmp(protocol->classes[answer->number].id.s, text) == 0)
            return protocol_has_class(protocol, answer->number);
    return FALSE;
}

static void take_answers(const Taking *taking, Asked *asked)
{
    const BindText *finds = asked->finds.items;
    asked->answers = arena_alloc(taking->loader->arena, (asked->finds.count + 1) * sizeof *asked->answers);
    for (gsize i = 0; i < asked->finds.count; i++) {
        if (find_answer(taking->protocol, finds[i].s, &asked->answers[asked->n_answers]))
            asked->n_answers++;
        else if (!records_is_damaged(taking->protocol, finds[i].s))
            findings_add(taking->loader->findings, RULE_UNKNOWN_CODE, taking->file, finds[i].mark,
                         "name a code that has a record, a key of enhanced.yaml or strangers.yaml, or the id of a "
                         "class that has codes",
                         "nothing of %s is called \"%s\"", taking->protocol->name, finds[i].s);
    }
}

void asked_take(const Loader *loader, const Protocol *protocol, guint language)
{
    const Words *words = protocol->words[language];
    if (!words)
        return;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const Taking taking = {loader, protocol, words->file, seen};
    for (guint i = 0; i < words->n_asked; i++) {
        take_phrases(&taking, &words->asked[i]);
        take_answers(&taking, &words->asked[i]);
    }
}
