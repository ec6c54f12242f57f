#include "tmpl/shape.h"

#include <string.h>

#define MAX_DEPTH 64 /* of sections: ctemplate and the lint read them recursively */
#define PRAGMA    "{{%AUTOESCAPE context=\"HTML\"}}"

typedef struct Shape {
    const TmplSource *source;
    TmplTokens *tokens;
    Findings *findings;
} Shape;

#define FIND(shape, rule, mark, hint, ...)                                                                             \
    findings_add((shape)->findings, rule, (shape)->source->file, mark, hint, __VA_ARGS__)

static const char *const PLACES[] = {
    [HTML_TEXT] = "the text",         [HTML_RCDATA] = "a title or textarea",
    [HTML_VALUE] = "an attribute",    [HTML_ADDRESS] = "an attribute",
    [HTML_CODE] = "an attribute",     [HTML_TAG] = "a tag",
    [HTML_UNQUOTED] = "an attribute", [HTML_SCRIPT] = "a script",
    [HTML_STYLE] = "a style",         [HTML_COMMENT] = "a comment",
};

static const char *const SIGILS[] = {
    [TMPL_MARKER_VARIABLE] = "",    [TMPL_MARKER_SECTION] = "#", [TMPL_MARKER_END] = "/",
    [TMPL_MARKER_INCLUDE] = ">",    [TMPL_MARKER_COMMENT] = "!", [TMPL_MARKER_PRAGMA] = "%",
    [TMPL_MARKER_DELIMITERS] = "=", [TMPL_MARKER_STRAY] = "",
};

/* Without UTF-8 no column is right, and a NUL would end the page for C. */
static void check_encoding(const Shape *shape)
{
    const char *text = shape->source->text, *bad;
    if (g_utf8_validate_len(text, shape->source->length, &bad))
        return;
    Mark mark = {1, 1};
    for (const char *p = text; p < bad; p = g_utf8_next_char(p))
        mark = *p == '\n' ? (Mark){mark.line + 1, 1} : (Mark){mark.line, mark.column + 1};
    FIND(shape, RULE_TEMPLATE_SYNTAX, mark, NULL, *bad ? "this is not UTF-8" : "this is a NUL byte");
}

static void check_pragmas(const Shape *shape)
{
    gsize length = strlen(PRAGMA);
    if (shape->source->length < length || memcmp(shape->source->text, PRAGMA, length) != 0)
        FIND(shape, RULE_TEMPLATE_ESCAPE, ((Mark){1, 1}), "without it nothing is escaped",
             "the file does not begin with %s", PRAGMA);
    const GArray *markers = shape->tokens->markers;
    for (guint i = 0; i < markers->len; i++) {
        const TmplMarker *marker = &g_array_index(markers, TmplMarker, i);
        if (marker->kind == TMPL_MARKER_PRAGMA && (marker->mark.line > 1 || marker->mark.column > 1))
            FIND(shape, RULE_TEMPLATE_ESCAPE, marker->mark, NULL, "a pragma that is not the beginning of the file");
    }
}

static void check_fault(const Shape *shape, const TmplMarker *marker)
{
    const char *sigil = SIGILS[marker->kind];
    g_autofree char *hint = NULL;
    if (marker->kind == TMPL_MARKER_STRAY) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, NULL, "}} ends no marker");
    } else if (marker->kind == TMPL_MARKER_DELIMITERS) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, NULL, "the delimiters cannot be changed");
    } else if (marker->fault == TMPL_FAULT_UNENDED) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, NULL, "{{%s%s has no }}", sigil, marker->name);
    } else if (marker->fault == TMPL_FAULT_BLANK) {
        hint = g_strdup_printf("write {{%s%s%s}}", sigil, marker->name, marker->modifiers);
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, hint, "a marker with blanks in it");
    } else if (marker->fault == TMPL_FAULT_NAME) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, "names are made of letters, digits and _",
             "\"%s\" cannot be a name", marker->name);
    } else if (*marker->modifiers && (marker->kind == TMPL_MARKER_SECTION || marker->kind == TMPL_MARKER_END)) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, NULL, "a section takes no modifiers");
    } else if (*marker->modifiers && marker->kind == TMPL_MARKER_INCLUDE) {
        FIND(shape, RULE_TEMPLATE_MODIFIER, marker->mark, NULL, "an include takes no modifiers");
    }
}

static void check_include_place(const Shape *shape, const TmplMarker *marker)
{
    if (marker->kind == TMPL_MARKER_INCLUDE && marker->spot.place != HTML_TEXT)
        FIND(shape, RULE_TEMPLATE_INCLUDE, marker->mark, "every template begins and ends in the text of the page",
             "{{>%s}} stands in %s", marker->name, PLACES[marker->spot.place]);
}

/* Whether the section is shown or not, what follows must mean the same. */
static void check_balance(const Shape *shape, const TmplMarker *opening, const TmplMarker *closing)
{
    const HtmlSpot *a = &opening->spot, *b = &closing->spot;
    if (a->place != b->place || !g_str_equal(a->attribute, b->attribute))
        FIND(shape, RULE_TEMPLATE_SYNTAX, opening->mark, NULL,
             "{{#%s}} begins in %s and ends in %s (line %u): the page would depend on whether it is shown",
             opening->name, PLACES[a->place], PLACES[b->place], closing->mark.line);
}

/* OPEN holds the indices of the sections that are open, the innermost last. */
static void end_section(const Shape *shape, GArray *open, guint at)
{
    GArray *markers = shape->tokens->markers;
    const TmplMarker *closing = &g_array_index(markers, TmplMarker, at);
    guint depth = open->len;
    while (depth > 0) {
        guint i = g_array_index(open, guint, depth - 1);
        if (g_str_equal(g_array_index(markers, TmplMarker, i).name, closing->name))
            break;
        depth--;
    }
    if (depth == 0) {
        FIND(shape, RULE_TEMPLATE_SYNTAX, closing->mark, NULL, "{{/%s}} ends no open section", closing->name);
        return;
    }
    for (guint i = open->len; i >= depth; i--) {
        TmplMarker *section = &g_array_index(markers, TmplMarker, g_array_index(open, guint, i - 1));
        section->partner = at;
        if (i > depth)
            FIND(shape, RULE_TEMPLATE_SYNTAX, section->mark, NULL, "{{#%s}} is still open at {{/%s}} in line %u",
                 section->name, closing->name, closing->mark.line);
        else
            check_balance(shape, section, closing);
    }
    g_array_set_size(open, depth - 1);
}

static void match_sections(const Shape *shape)
{
    GArray *markers = shape->tokens->markers;
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < markers->len; i++) {
        TmplMarker *marker = &g_array_index(markers, TmplMarker, i);
        if (!*marker->name)
            continue; /* {{#}}: a fault by itself */
        if (marker->kind == TMPL_MARKER_SECTION && open->len == MAX_DEPTH) {
            marker->partner = i; /* it is as if it had ended at once */
            FIND(shape, RULE_TEMPLATE_SYNTAX, marker->mark, NULL, "sections nested more than %d deep", MAX_DEPTH);
        } else if (marker->kind == TMPL_MARKER_SECTION) {
            g_array_append_val(open, i);
        } else if (marker->kind == TMPL_MARKER_END) {
            end_section(shape, open, i);
        }
    }
    for (guint i = 0; i < open->len; i++) {
        TmplMarker *section = &g_array_index(markers, TmplMarker, g_array_index(open, guint, i));
        section->partner = markers->len;
        FIND(shape, RULE_TEMPLATE_SYNTAX, section->mark, NULL, "{{#%s}} is never ended", section->name);
    }
}

void tmpl_shape(const TmplSource *source, TmplTokens *tokens, Findings *findings)
{
    Shape shape = {source, tokens, findings};
    check_encoding(&shape);
    check_pragmas(&shape);
    for (guint i = 0; i < tokens->markers->len; i++) {
        const TmplMarker *marker = &g_array_index(tokens->markers, TmplMarker, i);
        check_fault(&shape, marker);
        check_include_place(&shape, marker);
    }
    match_sections(&shape);
    if (tokens->end != HTML_TEXT)
        FIND(&shape, RULE_TEMPLATE_SYNTAX, tokens->open, "every template begins and ends in the text of the page",
             "the file ends within %s that begins here", PLACES[tokens->end]);
}
