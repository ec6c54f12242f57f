#include "model/locale.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/pattern.h"
#include "model/tables.h"

/* The file, as bound. */
typedef struct CountedWords {
    BindText forms[N_PLURALS];
} CountedWords;

typedef struct TypographyWords {
    BindText pattern, message;
} TypographyWords;

typedef struct LocaleFile {
    BindText language, name, og_locale, first_day;
    BindBits direction, plural;
    BindList labels;
    BindText sentences[N_SENTENCES];
    CountedWords counted[N_COUNTED];
    BindList months, clause_openers, stop_words, typography, same;
} LocaleFile;

static const char *const DIRECTIONS[] = {"ltr", "rtl", NULL};

static const char *const SENTENCE_NAMES[N_SENTENCES][8] = {
#define X(name, key, ...) [SENTENCE_##name] = {__VA_ARGS__},
    SENTENCE_TABLE(X)
#undef X
};

#define SENTENCE (BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE)

static const BindField SENTENCE_FIELDS[] = {
#define X(name, key, ...)                                                                                              \
    {key, BIND_TEXT, SENTENCE, SENTENCE_##name * sizeof(BindText), .about = "Uses " #__VA_ARGS__ "."},
    SENTENCE_TABLE(X)
#undef X
        {NULL},
};

static const BindField PLURAL_FIELDS[] = {
    {"zero", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, PLURAL_ZERO * sizeof(BindText),
     .about = "For a count of the category zero."},
    {"one", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, PLURAL_ONE * sizeof(BindText),
     .about = "For a count of the category one."},
    {"two", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, PLURAL_TWO * sizeof(BindText),
     .about = "For a count of the category two."},
    {"few", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, PLURAL_FEW * sizeof(BindText),
     .about = "For a count of the category few."},
    {"many", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, PLURAL_MANY * sizeof(BindText),
     .about = "For a count of the category many."},
    {"other", BIND_TEXT, SENTENCE, PLURAL_OTHER * sizeof(BindText), .about = "For every other count."},
    {NULL},
};

static const BindField COUNTED_FIELDS[] = {
#define X(name, key)                                                                                                   \
    {key,                                                                                                              \
     BIND_STRUCT,                                                                                                      \
     BIND_REQUIRED,                                                                                                    \
     COUNTED_##name * sizeof(CountedWords),                                                                            \
     .fields = PLURAL_FIELDS,                                                                                          \
     .about = "Uses {count}."},
    COUNTED_TABLE(X)
#undef X
        {NULL},
};

const char *const COUNTED_KEYS[] = {
#define X(name, key) key,
    COUNTED_TABLE(X)
#undef X
};

static const BindField TYPOGRAPHY_FIELDS[] = {
    {"pattern", BIND_TEXT, BIND_REQUIRED, offsetof(TypographyWords, pattern), .format = "regex",
     .about = "A regular expression that no text of the language may match outside code."},
    {"message", BIND_TEXT, BIND_REQUIRED, offsetof(TypographyWords, message), .about = "What is wrong then."},
    {NULL},
};

const BindField LOCALE_FIELDS[] = {
    {"language", BIND_TEXT, BIND_REQUIRED, offsetof(LocaleFile, language),
     .about = "The language tag, as in the file's name."},
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(LocaleFile, name), .about = "The language's name for itself."},
    {"direction", BIND_CHOICE, BIND_REQUIRED, offsetof(LocaleFile, direction), .words = DIRECTIONS,
     .about = "The direction of writing."},
    {"og_locale", BIND_TEXT, BIND_REQUIRED, offsetof(LocaleFile, og_locale), .pattern = "^[a-z]{2,3}_[A-Z]{2}$",
     .form = "a language and a territory such as fr_FR", .about = "The locale for Open Graph."},
    {"plural", BIND_CHOICE, BIND_REQUIRED, offsetof(LocaleFile, plural), .words = PLURAL_FAMILIES,
     .about = "The family of plural forms."},
    {"labels", BIND_MAP, BIND_REQUIRED | BIND_PASSAGE, offsetof(LocaleFile, labels), .size = sizeof(BindPair),
     .pattern = "^[a-z0-9_]+$", .form = "lower-case letters, digits and _",
     .about = "Headings and phrases of the templates."},
    {"sentences", BIND_STRUCT, BIND_REQUIRED, offsetof(LocaleFile, sentences), .fields = SENTENCE_FIELDS,
     .about = "The sentences that the program builds."},
    {"counted", BIND_STRUCT, BIND_REQUIRED, offsetof(LocaleFile, counted), .fields = COUNTED_FIELDS,
     .about = "Sentences that depend on a number."},
    {"months", BIND_TEXTS, BIND_REQUIRED, offsetof(LocaleFile, months), .exactly = N_MONTHS,
     .about = "The twelve months, as they stand in a date."},
    {"first_day", BIND_TEXT, 0, offsetof(LocaleFile, first_day),
     .about = "The first day of a month, where a date has another word for it than 1: 1er."},
    {"clause_openers", BIND_TEXTS, BIND_REQUIRED, offsetof(LocaleFile, clause_openers),
     .about = "What a clause passage begins with: one of these."},
    {"stop_words", BIND_TEXTS, 0, offsetof(LocaleFile, stop_words),
     .about = "Words that a search passes over: articles, and what stands before every code."},
    {"typography", BIND_LIST, 0, offsetof(LocaleFile, typography), .fields = TYPOGRAPHY_FIELDS,
     .size = sizeof(TypographyWords), .about = "Rules that texts of the language must keep."},
    {"same", BIND_TEXTS, 0, offsetof(LocaleFile, same),
     .about = "Texts that are those of the source language and right so, such as labels.home or sentences.rfc."},
    {NULL},
};

static int by_key(gconstpointer a, gconstpointer b)
{
    return strcmp(((const BindPair *)a)->key.s, ((const BindPair *)b)->key.s);
}

static void take_labels(const Loader *loader, const LocaleFile *file, Locale *locale)
{
    gsize n = file->labels.count;
    BindPair *pairs = file->labels.items;
    if (n)
        qsort(pairs, n, sizeof *pairs, by_key);
    BindText *marks = arena_alloc(loader->arena, (n + 1) * sizeof *marks);
    locale->label_keys = arena_alloc(loader->arena, (n + 1) * sizeof *locale->label_keys);
    locale->label_texts = arena_alloc(loader->arena, (n + 1) * sizeof *locale->label_texts);
    for (gsize i = 0; i < n; i++) {
        locale->label_keys[i] = pairs[i].key.s;
        locale->label_texts[i] = pairs[i].value.s ? pairs[i].value.s : "";
        marks[i] = pairs[i].key;
        if (pairs[i].value.s)
            locale_check_typography(locale, &pairs[i].value, locale->file, loader->findings);
    }
    locale->label_marks = marks;
    locale->n_labels = n;
}

static Sentence *compile(const Loader *loader, const Locale *locale, const BindText *pattern, const char *const *names)
{
    static const InlineOptions NO_LINKS = {0};
    if (!pattern->s)
        return NULL;
    locale_check_typography(locale, pattern, locale->file, loader->findings);
    return sentence_compile(loader->arena, pattern->s, names, &NO_LINKS, locale->file, pattern->mark, loader->findings);
}

static void take_sentences(const Loader *loader, const LocaleFile *file, Locale *locale)
{
    static const char *const COUNT[] = {"?count", NULL};
    for (guint i = 0; i < N_SENTENCES; i++)
        locale->sentences[i] = compile(loader, locale, &file->sentences[i], SENTENCE_NAMES[i]);
    for (guint i = 0; i < N_COUNTED; i++)
        for (guint form = 0; form < N_PLURALS; form++) {
            locale->counted_texts[i][form] = file->counted[i].forms[form];
            locale->counted[i][form] = compile(loader, locale, &file->counted[i].forms[form], COUNT);
        }
}

/* A form that no number takes is still that of the source in a language begun as a copy: then it is told with what is
 * not written yet. */
static gboolean is_of_source(const Locale *source, CountedId id, Plural form, const BindText *text)
{
    const char *of = source ? source->counted_texts[id][form].s : NULL;
    return of && strcmp(of, text->s) == 0;
}

static void tell_unused_form(const Locale *locale, CountedId id, Plural form, Findings *findings)
{
    g_autoptr(GString) hint = g_string_new(NULL);
    g_string_append_printf(hint, "\"plural: %s\" has ", PLURAL_FAMILIES[locale->plural]);
    for (guint used = 0, n = 0; used < N_PLURALS; used++)
        if (used == PLURAL_OTHER || plural_uses(locale->plural, used))
            g_string_append_printf(hint, "%s%s", n++ ? ", " : "", PLURAL_NAMES[used]);
    g_string_append(hint, "; take the form out, or name the family that has it");
    findings_add(findings, RULE_PLURAL_FORM, locale->file, locale->counted_texts[id][form].mark, hint->str,
                 "no number takes the form \"counted.%s.%s\"", COUNTED_KEYS[id], PLURAL_NAMES[form]);
}

static void tell_missing_forms(const Locale *locale, CountedId id, gboolean translated, Findings *findings)
{
    g_autoptr(GString) forms = g_string_new(NULL);
    for (guint form = 0; form < N_PLURALS; form++)
        if (locale_lacks_form(locale, id, form))
            g_string_append_printf(forms, "%s\"%s\"", forms->len ? ", " : "", PLURAL_NAMES[form]);
    g_autofree char *hint = g_strdup_printf("numbers that \"plural: %s\" gives such a form show \"other\" until it is "
                                            "written; replyglot-locale(5) tells which",
                                            PLURAL_FAMILIES[locale->plural]);
    if (forms->len)
        findings_add(findings, translated ? RULE_MISSING_TRANSLATION : RULE_PLURAL_FORM, locale->file,
                     locale->counted_texts[id][PLURAL_OTHER].mark, hint, "\"counted.%s\" has no form %s",
                     COUNTED_KEYS[id], forms->str);
}

void locale_check_forms(const Locale *locale, const Locale *source, Findings *findings)
{
    for (guint id = 0; id < N_COUNTED && !locale->damaged; id++) {
        for (guint form = 0; form < PLURAL_OTHER; form++)
            if (locale->counted_texts[id][form].s && !plural_uses(locale->plural, form) &&
                !(locale != source && is_of_source(source, id, form, &locale->counted_texts[id][form])))
                tell_unused_form(locale, id, form, findings);
        tell_missing_forms(locale, id, locale != source, findings);
    }
}

gboolean locale_lacks_form(const Locale *locale, CountedId id, Plural form)
{
    return !locale->counted_texts[id][form].s && plural_uses(locale->plural, form);
}

static void take_months(const LocaleFile *file, Locale *locale)
{
    const BindText *months = file->months.items;
    for (guint i = 0; i < N_MONTHS; i++)
        locale->months[i] = i < file->months.count ? months[i].s : "";
}

/* The texts of LIST, NULL-terminated. */
static const char **take_texts(const Loader *loader, const BindList *list)
{
    const BindText *texts = list->items;
    const char **taken = arena_alloc(loader->arena, (list->count + 1) * sizeof *taken);
    for (gsize i = 0; i < list->count; i++)
        taken[i] = texts[i].s;
    return taken;
}

/* Compiled patterns are the process's: they live as long as the catalog, which main() keeps to the end. */
static void take_typography(const Loader *loader, const LocaleFile *file, Locale *locale)
{
    const TypographyWords *rules = file->typography.items;
    locale->typography = arena_alloc(loader->arena, (file->typography.count + 1) * sizeof *locale->typography);
    for (gsize i = 0; i < file->typography.count; i++) {
        GRegex *pattern = pattern_compile(loader, locale->file, &rules[i].pattern, FALSE);
        if (pattern)
            locale->typography[locale->n_typography++] = (TypographyRule){pattern, rules[i].message.s};
    }
}

static guint first_bit(BindBits choice)
{
    return choice.bits ? (guint)g_bit_nth_lsf((gulong)choice.bits, -1) : 0;
}

const Locale *locale_load(const Loader *loader, guint i)
{
    g_autofree char *name = g_strdup_printf("locales/%s.yaml", loader->languages[i]);
    g_autofree char *path = g_build_filename(loader->source, name, NULL);
    Locale *locale = arena_new0(loader->arena, Locale);
    locale->file = arena_text(loader->arena, name, -1);
    findings_file_language(loader->findings, locale->file, loader->languages[i]);
    if (!file_stands(path)) {
        findings_add(loader->findings, RULE_MISSING_FILE, locale->file, (Mark){0},
                     "every language of the site needs its locale", "the locale of \"%s\" is missing",
                     loader->languages[i]);
        return NULL;
    }
    const Node *node = node_read_file(loader->arena, loader->source, locale->file, loader->findings);
    if (!node)
        return NULL;
    LocaleFile *file = arena_new0(loader->arena, LocaleFile);
    guint before = findings_count(loader->findings, SEVERITY_ERROR);
    bind_record(loader->arena, LOCALE_FIELDS, BIND_SOURCE, locale->file, node, file, loader->findings);
    locale->damaged = findings_count(loader->findings, SEVERITY_ERROR) > before;
    if (file->language.s && strcmp(file->language.s, loader->languages[i]) != 0)
        findings_add(loader->findings, RULE_FILE_NAME, locale->file, file->language.mark, NULL,
                     "the file of \"%s\" says that it is for \"%s\"", loader->languages[i], file->language.s);
    locale->digest = *node->file;
    locale->language = loader->languages[i];
    locale->name = file->name.s;
    locale->direction = DIRECTIONS[first_bit(file->direction) != 0];
    locale->og_locale = file->og_locale.s;
    locale->plural = first_bit(file->plural);
    take_typography(loader, file, locale);
    take_labels(loader, file, locale);
    take_sentences(loader, file, locale);
    take_months(file, locale);
    locale->first_day = file->first_day.s;
    locale->clause_openers = take_texts(loader, &file->clause_openers);
    locale->stop_words = take_texts(loader, &file->stop_words);
    const TextList lists[] = {{"months", &file->months},
                              {"clause_openers", &file->clause_openers},
                              {"stop_words", &file->stop_words},
                              {NULL}};
    locale->texts = likeness_texts(loader, locale->file, LOCALE_FIELDS, file, lists, &file->same);
    return locale;
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *locale_label(const Locale *locale, const char *key)
{
    const char **found = bsearch(&key, locale->label_keys, locale->n_labels, sizeof *locale->label_keys, by_text);
    return found ? locale->label_texts[found - locale->label_keys] : NULL;
}

static void append(const Sentence *sentence, const Phrase *values, GString *html, GString *text)
{
    if (html)
        sentence_html(sentence, values, html);
    if (text)
        sentence_text(sentence, values, text);
}

void locale_counted(const Locale *locale, CountedId id, guint count, GString *html, GString *text)
{
    char digits[12];
    g_snprintf(digits, sizeof digits, "%u", count);
    const Sentence *sentence = locale->counted[id][plural_of(locale->plural, count)];
    append(sentence ? sentence : locale->counted[id][PLURAL_OTHER], &(Phrase){digits, digits}, html, text);
}

void locale_list(const Locale *locale, const Phrase *items, gsize count, GString *html, GString *text)
{
    g_autoptr(GString) so_far_html = g_string_new(items[0].html);
    g_autoptr(GString) so_far_text = g_string_new(items[0].text);
    g_autoptr(GString) next_html = g_string_new(NULL);
    g_autoptr(GString) next_text = g_string_new(NULL);
    for (gsize i = 1; i < count; i++) {
        SentenceId id = i + 1 < count ? SENTENCE_LIST_MORE : count == 2 ? SENTENCE_LIST_TWO : SENTENCE_LIST_LAST;
        const Phrase values[] = {{so_far_html->str, so_far_text->str}, items[i]};
        g_string_truncate(next_html, 0);
        g_string_truncate(next_text, 0);
        append(locale->sentences[id], values, next_html, next_text);
        g_string_assign(so_far_html, next_html->str);
        g_string_assign(so_far_text, next_text->str);
    }
    if (html)
        g_string_append(html, so_far_html->str);
    if (text)
        g_string_append(text, so_far_text->str);
}

void locale_date(const Locale *locale, const char *date, GString *text)
{
    char year[5] = {0}, day[12];
    memcpy(year, date, 4);
    guint month = (guint)g_ascii_strtoull(date + 5, NULL, 10);
    g_snprintf(day, sizeof day, "%u", (guint)g_ascii_strtoull(date + 8, NULL, 10));
    const char *name = locale->months[(month - 1) % N_MONTHS];
    const char *shown = locale->first_day && strcmp(day, "1") == 0 ? locale->first_day : day;
    const Phrase values[] = {{shown, shown}, {name, name}, {year, year}};
    sentence_text(locale->sentences[SENTENCE_DATE], values, text);
}

/* TEXT with code spans and link targets blanked out, byte for byte. */
static char *prose_of(const char *text)
{
    char *prose = g_strdup(text);
    gboolean code = FALSE, target = FALSE;
    for (char *p = prose; *p; p++) {
        if (*p == '`' && !target)
            code = !code;
        else if (!code && p > prose && p[-1] == ']' && *p == '(')
            target = TRUE;
        else if (target && *p == ')')
            target = FALSE;
        else if (code || target)
            *p = '0';
    }
    return prose;
}

void locale_check_typography(const Locale *locale, const BindText *text, const char *file, Findings *findings)
{
    if (!locale->n_typography)
        return;
    g_autofree char *prose = prose_of(text->s);
    for (gsize i = 0; i < locale->n_typography; i++) {
        g_autoptr(GMatchInfo) match = NULL;
        if (!g_regex_match(locale->typography[i].pattern, prose, 0, &match))
            continue;
        int from = 0, to = 0;
        g_match_info_fetch_pos(match, 0, &from, &to);
        while (from > 0 && prose[from - 1] != ' ')
            from--; /* quote the words that it stands in, so that it can be found */
        to += (int)strcspn(prose + to, " ");
        g_autofree char *piece = g_strndup(text->s + from, (gsize)(to - from));
        findings_add(findings, RULE_TYPOGRAPHY, file, bind_mark(text, (gsize)from), NULL, "%s: \"%s\"",
                     locale->typography[i].message, piece);
    }
}
