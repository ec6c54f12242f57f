#include "text/sentence.h"

#include <string.h>

#include "base/append.h"

/* For cmark a placeholder is one letter: the Nth of the pattern is U+F0000 + N, of the first plane for private use. */
enum { STAND_IN = 0xf0000, MAX_STAND_INS = 0x1000, STAND_IN_LEAD = 0xf3 };

/* A piece of fixed text and what follows it. */
typedef struct Segment {
    Phrase fixed;
    gsize html_length, text_length;
    int value; /* index among the names, or -1 in the last segment */
} Segment;

struct Sentence {
    gsize count;
    Segment segments[];
};

typedef struct Compilation {
    const char *pattern;
    const char **names; /* without their "?" */
    gsize required;     /* so many of them must be used */
    const InlineOptions *options;
    GArray *uses;      /* of int: which name each stand-in is for */
    GString *markdown; /* the pattern with stand-ins and single braces */
    const char *file;
    Mark mark;
    Findings *findings;
    gboolean bad; /* there is a bad-sentence */
    gboolean failed;
} Compilation;

static const char BLANKS[] = " \t\r\n";
static const char BRACE_HINT[] = "a placeholder is written {name}, a brace {{ or }}";

static void G_GNUC_PRINTF(4, 5) add(Compilation *c, RuleId rule, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    findings_add(c->findings, rule, c->file, c->mark, hint, "%s", message);
    c->bad |= rule == RULE_BAD_SENTENCE;
    c->failed = TRUE;
}

/* ---- from pattern to Markdown ---- */

/* The first stand-in from P on, or NULL. */
static const char *find_stand_in(const char *p)
{
    for (; (p = strchr(p, STAND_IN_LEAD)); p++)
        if (g_utf8_get_char(p) - STAND_IN < MAX_STAND_INS)
            return p;
    return NULL;
}

/* TEXT with the stand-ins as placeholders again, for the author to read; g_free() it. */
static char *restore(Compilation *c, const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *next; (next = find_stand_in(text)); text = g_utf8_next_char(next)) {
        guint use = g_utf8_get_char(next) - STAND_IN;
        g_string_append_len(out, text, next - text);
        if (use < c->uses->len)
            g_string_append_printf(out, "{%s}", c->names[g_array_index(c->uses, int, use)]);
    }
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

static gboolean is_name(const char *name)
{
    return g_ascii_isalpha(*name) && !name[strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_")];
}

static void add_use(Compilation *c, const char *name)
{
    for (int i = 0; c->names[i]; i++)
        if (strcmp(c->names[i], name) == 0) {
            g_string_append_unichar(c->markdown, STAND_IN + MIN(c->uses->len, MAX_STAND_INS - 1));
            g_array_append_val(c->uses, i);
            return;
        }
    if (is_name(name)) {
        g_autofree char *hint = findings_suggest(name, (const char *const *)c->names);
        add(c, RULE_UNKNOWN_PLACEHOLDER, hint, "unknown placeholder {%s}", name);
    } else {
        add(c, RULE_BAD_SENTENCE, BRACE_HINT, "{%s} is no name of a placeholder", name);
    }
}

/* Takes the placeholder whose brace P points at; returns what is behind it. */
static const char *take_placeholder(Compilation *c, const char *p)
{
    gsize length = strcspn(p + 1, "{}");
    gboolean closed = p[1 + length] == '}';
    g_autofree char *name = g_strndup(p + 1, closed ? length : strcspn(p + 1, "{} \t\r\n"));
    if (closed)
        add_use(c, name);
    else
        add(c, RULE_BAD_SENTENCE, BRACE_HINT, "\"{%s\" has no closing brace", name);
    return p + 1 + (closed ? length + 1 : 0);
}

static void translate(Compilation *c)
{
    for (const char *p = c->pattern; *p;) {
        gsize length = strcspn(p, "{}");
        g_string_append_len(c->markdown, p, (gssize)length);
        p += length;
        if (*p && p[0] == p[1]) {
            g_string_append_c(c->markdown, *p);
            p += 2;
        } else if (*p == '{') {
            p = take_placeholder(c, p);
        } else if (*p == '}') {
            add(c, RULE_BAD_SENTENCE, BRACE_HINT, "\"}\" has no opening brace");
            p++;
        }
    }
}

static void check_uses(Compilation *c)
{
    for (gsize i = 0; i < c->required; i++) {
        gboolean used = FALSE;
        for (guint j = 0; j < c->uses->len; j++)
            used |= g_array_index(c->uses, int, j) == (int)i;
        if (!used)
            add(c, RULE_MISSING_PLACEHOLDER, NULL, "placeholder {%s} is not used", c->names[i]);
    }
}

/* ---- from Markdown to segments ---- */

static const char *link_without_placeholder(const char *target, GString *href, gpointer data)
{
    Compilation *c = data;
    if (!find_stand_in(target))
        return c->options->link(target, href, c->options->data);
    g_autofree char *restored = restore(c, target);
    add(c, RULE_BAD_SENTENCE, NULL, "a placeholder in the target of a link (\"%s\")", restored);
    return NULL;
}

static gboolean render(Compilation *c, const char *markdown, GString *html, GString *text)
{
    g_autoptr(Findings) findings = findings_new();
    InlineOptions options = {c->options && c->options->link ? link_without_placeholder : NULL, c};
    gboolean fine = inline_render(markdown, &options, html, text, c->file, c->mark, findings);
    for (guint i = 0; i < findings_length(findings); i++) {
        const Finding *finding = findings_get(findings, i);
        g_autofree char *message = restore(c, finding->message);
        add(c, (RuleId)(finding->rule - RULES), finding->hint, "%s", message);
    }
    return fine;
}

/* cmark takes the blanks from both ends, but " and " between two values needs them. */
static gboolean render_with_blanks(Compilation *c, GString *html, GString *text)
{
    const char *start = c->markdown->str + strspn(c->markdown->str, BLANKS), *end = c->markdown->str + c->markdown->len;
    while (end > start && strchr(BLANKS, end[-1]))
        end--;
    g_autofree char *inner = g_strndup(start, (gsize)(end - start));
    g_string_append_len(html, c->markdown->str, start - c->markdown->str);
    g_string_append(text, start > c->markdown->str ? " " : "");
    gboolean fine = render(c, inner, html, text);
    g_string_append(html, end);
    g_string_append(text, *end ? " " : "");
    return fine;
}

/* Cuts WHOLE at the stand-ins into PIECES, one more than there are. FALSE when they are not those that were put in: an
 * entity of the pattern then made one. */
static gboolean cut(Arena *arena, const char *whole, guint stand_ins, const char **pieces)
{
    for (guint i = 0; i < stand_ins; i++) {
        const char *end = find_stand_in(whole);
        if (!end || g_utf8_get_char(end) != STAND_IN + i)
            return FALSE;
        pieces[i] = arena_text(arena, whole, end - whole);
        whole = g_utf8_next_char(end);
    }
    pieces[stand_ins] = arena_text(arena, whole, -1);
    return !find_stand_in(whole);
}

static Sentence *build(Compilation *c, Arena *arena, const char *html, const char *text)
{
    guint uses = c->uses->len;
    g_autofree const char **html_pieces = g_new(const char *, uses + 1);
    g_autofree const char **text_pieces = g_new(const char *, uses + 1);
    if (!cut(arena, html, uses, html_pieces) || !cut(arena, text, uses, text_pieces)) {
        add(c, RULE_BAD_SENTENCE, NULL, "a character for private use (U+F0000 to U+F0FFF)");
        return NULL;
    }
    Sentence *sentence = arena_alloc(arena, sizeof(Sentence) + (uses + 1) * sizeof(Segment));
    sentence->count = uses + 1;
    for (guint i = 0; i <= uses; i++)
        sentence->segments[i] = (Segment){.fixed = {html_pieces[i], text_pieces[i]},
                                          .html_length = strlen(html_pieces[i]),
                                          .text_length = strlen(text_pieces[i]),
                                          .value = i < uses ? g_array_index(c->uses, int, i) : -1};
    return sentence;
}

static Sentence *compile(Compilation *c, Arena *arena)
{
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    if (!g_utf8_validate(c->pattern, -1, NULL)) {
        add(c, RULE_BAD_SENTENCE, NULL, "the sentence is not UTF-8");
        return NULL;
    }
    if (find_stand_in(c->pattern)) {
        add(c, RULE_BAD_SENTENCE, NULL, "a character for private use (U+F0000 to U+F0FFF)");
        return NULL;
    }
    translate(c);
    if (c->uses->len > MAX_STAND_INS)
        add(c, RULE_BAD_SENTENCE, NULL, "over %d placeholders", MAX_STAND_INS);
    if (!c->bad) /* else it is not known which were meant */
        check_uses(c);
    gboolean fine = render_with_blanks(c, html, text);
    return fine && !c->failed ? build(c, arena, html->str, text->str) : NULL;
}

Sentence *sentence_compile(Arena *arena, const char *pattern, const char *const *names, const InlineOptions *options,
                           const char *file, Mark mark, Findings *findings)
{
    gsize count = g_strv_length((char **)names), required = 0;
    while (names[required] && names[required][0] != '?')
        required++;
    g_autofree const char **plain = g_new0(const char *, count + 1);
    for (gsize i = 0; names[i]; i++)
        plain[i] = names[i] + (*names[i] == '?');
    g_autoptr(GArray) uses = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GString) markdown = g_string_new(NULL);
    Compilation c = {.pattern = pattern,
                     .names = plain,
                     .required = required,
                     .options = options,
                     .uses = uses,
                     .markdown = markdown,
                     .file = file,
                     .mark = mark,
                     .findings = findings};
    return compile(&c, arena);
}

/* ---- use ---- */

static char *put(char *end, const char *text, gsize length)
{
    memcpy(end, text, length);
    return end + length;
}

/* A value that has no such form is nothing. */
static const char *given(const char *form)
{
    return form ? form : "";
}

/* Measured first, so that a sentence is one piece of memory in each form: pages have some hundred of them. */
Phrase sentence_phrase(Arena *arena, const Sentence *sentence, const Phrase *values)
{
    const Segment *end = sentence->segments + sentence->count;
    gsize html_length = 0, text_length = 0;
    for (const Segment *s = sentence->segments; s < end; s++) {
        html_length += s->html_length + (s->value < 0 ? 0 : strlen(given(values[s->value].html)));
        text_length += s->text_length + (s->value < 0 ? 0 : strlen(given(values[s->value].text)));
    }
    char *html = arena_bytes(arena, html_length + 1), *text = arena_bytes(arena, text_length + 1);
    Phrase phrase = {html, text};
    for (const Segment *s = sentence->segments; s < end; s++) {
        html = put(html, s->fixed.html, s->html_length);
        text = put(text, s->fixed.text, s->text_length);
        if (s->value < 0)
            continue;
        html = stpcpy(html, given(values[s->value].html));
        text = stpcpy(text, given(values[s->value].text));
    }
    return phrase;
}

void sentence_html(const Sentence *sentence, const Phrase *values, GString *out)
{
    for (const Segment *s = sentence->segments; s < sentence->segments + sentence->count; s++) {
        append_bytes(out, s->fixed.html, s->html_length);
        if (s->value >= 0 && values[s->value].html)
            append_text(out, values[s->value].html);
    }
}

void sentence_text(const Sentence *sentence, const Phrase *values, GString *out)
{
    for (const Segment *s = sentence->segments; s < sentence->segments + sentence->count; s++) {
        append_bytes(out, s->fixed.text, s->text_length);
        if (s->value >= 0 && values[s->value].text)
            append_text(out, values[s->value].text);
    }
}
