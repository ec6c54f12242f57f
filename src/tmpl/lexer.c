#include "tmpl/lexer.h"

#include <string.h>

typedef struct Lexer {
    const char *at, *end;
    Mark mark; /* of AT */
    HtmlReader html;
    TmplTokens *tokens;
} Lexer;

static void clear_marker(gpointer data)
{
    TmplMarker *marker = data;
    g_free(marker->name);
    g_free(marker->modifiers);
}

/* Columns count code points, so a UTF-8 continuation byte takes none. */
static void advance(Lexer *lexer, const char *to)
{
    for (; lexer->at < to; lexer->at++)
        if (*lexer->at == '\n') {
            lexer->mark.line++;
            lexer->mark.column = 1;
        } else if ((*lexer->at & 0xc0) != 0x80) {
            lexer->mark.column++;
        }
}

static gboolean looking_at(const Lexer *lexer, const char *pair)
{
    return lexer->end - lexer->at >= 2 && memcmp(lexer->at, pair, 2) == 0;
}

static TmplMarkerKind kind_of(char sigil)
{
    switch (sigil) {
    case '#':
        return TMPL_MARKER_SECTION;
    case '/':
        return TMPL_MARKER_END;
    case '>':
        return TMPL_MARKER_INCLUDE;
    case '!':
        return TMPL_MARKER_COMMENT;
    case '%':
        return TMPL_MARKER_PRAGMA;
    case '=':
        return TMPL_MARKER_DELIMITERS;
    default:
        return TMPL_MARKER_VARIABLE;
    }
}

static gboolean has_name(TmplMarkerKind kind)
{
    return kind == TMPL_MARKER_VARIABLE || kind == TMPL_MARKER_SECTION || kind == TMPL_MARKER_END ||
           kind == TMPL_MARKER_INCLUDE;
}

static gsize name_length(const char *text, const char *end)
{
    const char *p = text;
    while (p < end && (g_ascii_isalnum(*p) || *p == '_'))
        p++;
    return (gsize)(p - text);
}

/* The "}}" that ends a marker whose content begins at FROM, or NULL. A name never holds "{{" or a line break,
 * so a marker that seems to run over one was not ended. */
static const char *find_close(TmplMarkerKind kind, const char *from, const char *end)
{
    const char *close = memmem(from, (gsize)(end - from), "}}", 2);
    if (!close || !has_name(kind))
        return close;
    gsize inner = (gsize)(close - from);
    return memmem(from, inner, "{{", 2) || memchr(from, '\n', inner) ? NULL : close;
}

static void set_name(TmplMarker *marker, const char *from, const char *close)
{
    const char *colon = memchr(from, ':', (gsize)(close - from)), *name_end = colon ? colon : close;
    marker->modifiers = g_strndup(name_end, (gsize)(close - name_end));
    marker->name = g_strndup(from, (gsize)(name_end - from));
    gsize length = strlen(marker->name);
    if (length && name_length(marker->name, marker->name + length) == length)
        return;
    char *bare = g_strstrip(g_strdup(marker->name));
    gsize bare_length = strlen(bare);
    if (bare_length && name_length(bare, bare + bare_length) == bare_length) {
        marker->fault = TMPL_FAULT_BLANK;
        g_free(marker->name);
        marker->name = bare;
        g_strchomp(marker->modifiers);
    } else {
        marker->fault = TMPL_FAULT_NAME;
        g_free(bare);
    }
}

static void read_marker(Lexer *lexer)
{
    const char *from = lexer->at + 2;
    TmplMarker marker = {.mark = lexer->mark, .spot = html_spot(&lexer->html)};
    marker.kind = from < lexer->end ? kind_of(*from) : TMPL_MARKER_VARIABLE;
    if (marker.kind != TMPL_MARKER_VARIABLE)
        from++;
    const char *close = find_close(marker.kind, from, lexer->end), *next = close ? close + 2 : lexer->end;
    if (!close) {
        marker.fault = TMPL_FAULT_UNENDED;
        if (has_name(marker.kind))
            next = from + name_length(from, lexer->end);
        marker.name = g_strndup(from, has_name(marker.kind) ? (gsize)(next - from) : 0);
        marker.modifiers = g_strdup("");
    } else if (has_name(marker.kind)) {
        set_name(&marker, from, close);
    } else {
        marker.name = g_strdup("");
        marker.modifiers = g_strdup("");
    }
    if (marker.kind == TMPL_MARKER_VARIABLE)
        html_read_value(&lexer->html);
    g_array_append_val(lexer->tokens->markers, marker);
    advance(lexer, next);
}

/* A "}}" that ends nothing; in attributes and scripts it may be JSON. */
static gboolean is_stray(const Lexer *lexer)
{
    if (!looking_at(lexer, "}}"))
        return FALSE;
    HtmlPlace place = html_spot(&lexer->html).place;
    return place == HTML_TEXT || place == HTML_RCDATA;
}

static void read_stray(Lexer *lexer)
{
    TmplMarker marker = {.kind = TMPL_MARKER_STRAY, .mark = lexer->mark, .spot = html_spot(&lexer->html)};
    marker.name = g_strdup("");
    marker.modifiers = g_strdup("");
    g_array_append_val(lexer->tokens->markers, marker);
    advance(lexer, lexer->at + 2);
}

static void read_text(Lexer *lexer)
{
    gboolean was_text = html_is_text(&lexer->html);
    html_read(&lexer->html, *lexer->at);
    if (was_text && !html_is_text(&lexer->html))
        lexer->tokens->open = lexer->mark;
    advance(lexer, lexer->at + 1);
}

TmplTokens *tmpl_lex(const char *text, gsize length)
{
    TmplTokens *tokens = g_new0(TmplTokens, 1);
    tokens->markers = g_array_new(FALSE, FALSE, sizeof(TmplMarker));
    g_array_set_clear_func(tokens->markers, clear_marker);
    Lexer lexer = {.at = text, .end = text + length, .mark = {1, 1}, .tokens = tokens};
    while (lexer.at < lexer.end)
        /* Of "{{{NAME}}" the second pair opens the marker. */
        if (looking_at(&lexer, "{{") && !(lexer.end - lexer.at >= 3 && lexer.at[2] == '{'))
            read_marker(&lexer);
        else if (is_stray(&lexer))
            read_stray(&lexer);
        else
            read_text(&lexer);
    tokens->end = html_spot(&lexer.html).place;
    return tokens;
}

void tmpl_tokens_free(TmplTokens *tokens)
{
    if (!tokens)
        return;
    g_array_unref(tokens->markers);
    g_free(tokens);
}
