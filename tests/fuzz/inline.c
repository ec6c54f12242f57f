/* A passage, as inline Markdown, as a sentence of a locale, and as plain text. The first byte says which names a
 * sentence is given and whether links are allowed. */
#include <string.h>

#include "base/charcheck.h"
#include "fuzz.h"
#include "text/escape.h"
#include "text/fold.h"
#include "text/ours.h"
#include "text/passage.h"
#include "text/sentence.h"

static const Mark MARK = {3, 5};

/* The worst resolver: every target leads where it says. */
static const char *echo(const char *target, GString *href, gpointer data)
{
    (void)data;
    g_string_append(href, target);
    return NULL;
}

static void check_text(const GString *text)
{
    CharCheck check = {.depth = 0};
    const char *cursor = text->str;
    gunichar culprit;
    g_assert(strlen(text->str) == text->len && g_utf8_validate(text->str, -1, NULL));
    g_assert(!charcheck_next(&check, &cursor, &culprit) && !charcheck_end(&check, &culprit));
    g_assert(!strstr(text->str, "  ") && !strpbrk(text->str, "\t\r\n"));
}

static void render(const char *markdown, const InlineOptions *options)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) html = g_string_new("before");
    g_autoptr(GString) text = g_string_new("before");
    gboolean fine = inline_render(markdown, options, html, text, "f", MARK, findings);
    g_assert(fine == (findings_length(findings) == 0));
    g_assert(g_str_has_prefix(html->str, "before") && ours_is_passage(html->str));
    g_assert(fine || (html->len == strlen("before") && text->len == strlen("before")));
    check_text(text);
    for (guint i = 0; i < findings_length(findings); i++)
        g_assert(findings_get(findings, i)->mark.line == MARK.line);
    fuzz_check_findings(findings, "f", NULL);
}

/* A sentence that is compiled joins to a passage, whatever the values. */
static void compile(const char *pattern, const InlineOptions *options, gboolean required)
{
    const char *const names[] = {required ? "a" : "?a", "?b", NULL};
    const Phrase values[] = {{"&lt;<code translate=\"no\">1</code>", "<1"}, {NULL, NULL}};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    const Sentence *sentence = sentence_compile(arena, pattern, names, options, "f", MARK, findings);
    g_assert(!sentence == (findings_length(findings) > 0));
    fuzz_check_findings(findings, "f", NULL);
    if (!sentence)
        return;
    sentence_html(sentence, values, html);
    sentence_text(sentence, values, text);
    g_assert(ours_is_passage(html->str) && g_utf8_validate(text->str, -1, NULL));
    g_assert(!required || strstr(text->str, "<1"));
}

static void see_word(const char *word, gpointer data)
{
    (void)data;
    g_assert(*word && !strpbrk(word, " \t\n") && g_utf8_validate(word, -1, NULL));
}

/* What holds for texts that are UTF-8. */
static void treat(const char *text)
{
    char fingerprint[FINGERPRINT_LENGTH + 1], same[FINGERPRINT_LENGTH + 1];
    g_autofree char *padded = g_strdup_printf(" \n%s\t", text);
    passage_fingerprint(text, fingerprint);
    passage_fingerprint(padded, same);
    g_assert(strcmp(fingerprint, same) == 0);
    gsize at = 1;
    g_auto(GStrv) wanted = passage_tokens(text);
    g_autofree char *differs = passage_compare(wanted, text, &at);
    g_assert(!differs && at == 0);
    fold_words(text, see_word, NULL);
    g_autoptr(GString) escaped = g_string_new(NULL);
    escape_html(escaped, text);
    g_assert(!strpbrk(escaped->str, "<>\"'"));
    g_string_truncate(escaped, 0);
    escape_json(escaped, text);
    g_assert(!strpbrk(escaped->str, "<>&\n\r\t"));
}

/* inline_escape() is undone by inline_render(). */
static void escape(const char *text)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) markdown = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) wanted = g_string_new(NULL);
    CharCheck check = {.depth = 0};
    const char *cursor = text;
    gunichar culprit;
    inline_escape(markdown, text);
    if (charcheck_next(&check, &cursor, &culprit) || charcheck_end(&check, &culprit) || markdown->len > INLINE_BYTES)
        return;
    escape_html(wanted, text);
    g_assert(inline_render(markdown->str, NULL, html, NULL, "f", MARK, findings));
    g_assert(strcmp(html->str, wanted->str) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const InlineOptions links = {echo, NULL}, *options = data[0] & 1 ? &links : NULL;
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    render(text, options);
    compile(text, options, data[0] & 2);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    treat(text);
    escape(text);
    return 0;
}
