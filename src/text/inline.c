#include "text/inline.h"

#include <string.h>

#include "base/append.h"
#include "base/charcheck.h"
#include "text/escape.h"
#include "text/markdown.h"

enum { QUOTE_LENGTH = 40 }; /* characters of a passage that a finding quotes */

typedef struct Walk {
    const char *markdown;
    const InlineOptions *options;
    GString *html, *text; /* NULL: not asked for */
    gsize html_start, text_start;
    GString *href;     /* scratch of the links, NULL until there is one */
    CharCheck check;   /* of the text after its entities became characters */
    gboolean entities; /* there may be some */
    gboolean visible;  /* there is text since the last link began */
    gboolean failed;
    const char *line; /* where line LINE_NUMBER of MARKDOWN begins: blocks come in order, so none is sought twice */
    int line_number;
    const char *file;
    Mark mark;
    Findings *findings;
} Walk;

/* What cmark finds that is no part of a passage. */
static const struct Refusal {
    const char *what, *hint;
} REFUSALS[CMARK_NODE_LAST_INLINE + 1] = {
    [CMARK_NODE_BLOCK_QUOTE] = {"a block quote", "write \\> for the character"},
    [CMARK_NODE_LIST] = {"a list item", "write a backslash before the sign: 2024\\. or \\-"},
    [CMARK_NODE_CODE_BLOCK] = {"a code block", "code stands in a line, between ` and `"},
    [CMARK_NODE_HTML_BLOCK] = {"raw HTML", "write \\< for the character"},
    [CMARK_NODE_CUSTOM_BLOCK] = {"an unknown block", NULL},
    [CMARK_NODE_PARAGRAPH] = {"a second paragraph", NULL},
    [CMARK_NODE_HEADING] = {"a heading", "write a backslash before the sign: \\#, \\=, \\-"},
    [CMARK_NODE_THEMATIC_BREAK] = {"a thematic break", "write a backslash before the first sign"},
    [CMARK_NODE_LINEBREAK] = {"a hard line break", "leave out the blanks or the backslash at the end of the line"},
    [CMARK_NODE_HTML_INLINE] = {"raw HTML", "write \\< for the character"},
    [CMARK_NODE_CUSTOM_INLINE] = {"an unknown inline", NULL},
    [CMARK_NODE_IMAGE] = {"an image", "write \\! for the character"},
};

/* LENGTH bytes of PIECE (-1: up to its NUL) without the blanks around them, cut to what a message bears. */
static char *quote(const char *piece, gssize length)
{
    g_autofree char *whole = g_strstrip(g_strndup(piece, length < 0 ? strlen(piece) : (gsize)length));
    if (g_utf8_strlen(whole, -1) <= QUOTE_LENGTH)
        return g_steal_pointer(&whole);
    g_autofree char *cut = g_utf8_substring(whole, 0, QUOTE_LENGTH);
    return g_strconcat(cut, "…", NULL);
}

/* Where AT, which points into the passage, stands in the file; NULL: it is not known. */
static Mark mark_at(const Walk *walk, const char *at)
{
    const InlineOptions *options = walk->options;
    return at && options && options->where ? options->where((gsize)(at - walk->markdown), options->passage)
                                           : walk->mark;
}

static void refuse(Walk *walk, const char *what, const char *hint, const char *at, const char *piece, gssize length)
{
    g_autofree char *quoted = quote(piece, length);
    findings_add(walk->findings, RULE_INLINE_MARKUP, walk->file, mark_at(walk, at), hint, "%s (\"%s\")", what, quoted);
    walk->failed = TRUE;
}

static void refuse_link(Walk *walk, const char *at, const char *target, const char *why)
{
    g_autofree char *quoted = quote(target, -1);
    findings_add(walk->findings, RULE_UNKNOWN_LINK, walk->file, mark_at(walk, at), NULL, "link to \"%s\": %s", quoted,
                 why);
    walk->failed = TRUE;
}

/* ---- places ---- */

/* Goes to the next line, or to the end. */
static const char *next_line(const char *line)
{
    line += strcspn(line, "\r\n");
    return line + (line[0] == '\r' && line[1] == '\n' ? 2 : line[0] != '\0');
}

/* Where PIECE stands in the passage; NULL unless it stands there once. */
static const char *only_place(const Walk *walk, const char *piece)
{
    const char *at = strstr(walk->markdown, piece);
    return at && !strstr(at + 1, piece) ? at : NULL;
}

/* Where cmark says that NODE begins, which it does not always know (0.30: behind a line break within code, and on
 * lines that are indented). NULL: that is outside of the passage. */
static const char *said_place(const Walk *walk, cmark_node *node)
{
    const char *line = walk->markdown;
    int number = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    for (int i = 1; i < number; i++)
        line = next_line(line);
    return number > 0 && column > 0 && (gsize)column <= strlen(line) ? line + column - 1 : NULL;
}

/* Where a link or an image begins, by its target: at its bracket. */
static const char *link_place(const Walk *walk, cmark_node *node)
{
    g_autofree char *end = g_strconcat("](", cmark_node_get_url(node), NULL);
    const char *at = only_place(walk, end), *said = said_place(walk, node);
    gboolean image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    while (at && at > walk->markdown && *at != '[')
        at--;
    if (at)
        return image && at > walk->markdown ? at - 1 : at;
    return said && (*said == (image ? '!' : '[') || *said == '<') && strstr(said, cmark_node_get_url(node)) ? said
                                                                                                            : NULL;
}

/* Where the only hard line break is. */
static const char *break_place(const Walk *walk)
{
    const char *slash = only_place(walk, "\\\n"), *blanks = only_place(walk, "  \n");
    return slash && blanks ? NULL : slash ? slash : blanks;
}

/* Where an inline that is no link begins, if it stands in the passage as it was read. */
static const char *literal_place(const Walk *walk, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LINEBREAK)
        return break_place(walk);
    const char *literal = cmark_node_get_literal(node), *said = said_place(walk, node);
    const char *at = literal ? only_place(walk, literal) : NULL;
    return !at && literal && said && g_str_has_prefix(said, literal) ? said : at;
}

/* ---- characters ---- */

static void refuse_character(Walk *walk, const char *at, const char *what, gunichar c)
{
    findings_add(walk->findings, RULE_INLINE_MARKUP, walk->file, mark_at(walk, at), NULL, "%s (U+%04X)", what, c);
    walk->failed = TRUE;
}

/* TEXT is the passage itself, or a literal of it: then its places are not known. */
static void check_characters(Walk *walk, CharCheck *check, const char *text)
{
    gboolean passage = text == walk->markdown;
    gunichar culprit;
    for (const char *what; (what = charcheck_next(check, &text, &culprit));)
        refuse_character(walk, passage ? g_utf8_prev_char(text) : NULL, what, culprit);
}

static void check_end(Walk *walk, CharCheck *check)
{
    gunichar culprit;
    const char *what = charcheck_end(check, &culprit);
    if (what)
        refuse_character(walk, NULL, what, culprit);
}

/* The whole source is checked, as cmark drops some characters (a byte order mark, blanks at an end). Only where it is
 * clean and has entities is the text checked once more. */
static gboolean check_source(Walk *walk)
{
    const char *bad;
    if (!g_utf8_validate(walk->markdown, -1, &bad)) {
        findings_add(walk->findings, RULE_INLINE_MARKUP, walk->file, walk->mark, NULL,
                     "a byte that is not UTF-8 (0x%02X)", (guchar)*bad);
        return FALSE;
    }
    if (strlen(walk->markdown) > INLINE_BYTES) {
        findings_add(walk->findings, RULE_INLINE_MARKUP, walk->file, walk->mark, NULL, "over %d bytes in one passage",
                     INLINE_BYTES);
        return FALSE;
    }
    CharCheck check = {.depth = 0};
    check_characters(walk, &check, walk->markdown);
    check_end(walk, &check);
    walk->entities = !walk->failed && strchr(walk->markdown, '&');
    return TRUE;
}

/* ---- what cmark takes away without a trace ---- */

/* A reference definition begins with [label]: (CommonMark 0.30, 4.7); a label holds no bracket without a backslash. */
static gboolean begins_definition(const char *p)
{
    p += strspn(p, " \t");
    if (*p++ != '[')
        return FALSE;
    for (; *p && *p != ']'; p++)
        if (*p == '[' || (*p == '\\' && *++p == '\0'))
            return FALSE;
    return p[0] == ']' && p[1] == ':';
}

/* cmark drops definitions from the beginning of a paragraph, so each beginning is looked at. That refuses as well what
 * only looks like a definition: a backslash is easier to add than the difference is to know. */
static void refuse_definitions(Walk *walk)
{
    gboolean blank = TRUE; /* the line before is blank, or there is none */
    for (const char *line = walk->markdown; *line; line = next_line(line)) {
        gsize length = strcspn(line, "\r\n");
        if (blank && begins_definition(line))
            refuse(walk, "a reference definition", "write \\[ for the character", line, line, (gssize)length);
        blank = strspn(line, " \t") >= length;
    }
}

/* ---- text ---- */

/* Appends PIECE with each run of ASCII white space as one space, also where it meets the piece before. */
static void append_folded(GString *text, gsize start, const char *piece)
{
    gboolean blank = text->len > start && text->str[text->len - 1] == ' ';
    while (*piece) {
        gsize length = strcspn(piece, " \t\r\n\f");
        append_bytes(text, piece, length);
        piece += length;
        blank = blank && length == 0;
        length = strspn(piece, " \t\r\n\f");
        if (length > 0 && !blank)
            g_string_append_c(text, ' ');
        blank = length > 0;
        piece += length;
    }
}

static void add_literal(Walk *walk, const char *literal)
{
    if (walk->entities)
        check_characters(walk, &walk->check, literal);
    if (!walk->visible)
        walk->visible = literal[strspn(literal, " \t\r\n\f")] != '\0';
    if (walk->html)
        escape_html(walk->html, literal);
    if (walk->text)
        append_folded(walk->text, walk->text_start, literal);
}

static void add_tag(Walk *walk, const char *tag)
{
    if (walk->html)
        append_text(walk->html, tag);
}

/* ---- links ---- */

/* Whether a browser would run HREF, or show it as a page of ours. It skips blanks and controls before a scheme and
 * tabs and line ends in it (WHATWG URL, 4.4), so they are skipped here. */
static gboolean is_dangerous(const char *href)
{
    static const char *const SCHEMES[] = {"javascript", "vbscript", "data", "file"};
    char scheme[16];
    gsize length = 0;
    for (; *href && *href != ':'; href++)
        if ((guchar)*href > ' ') {
            if (length == sizeof scheme - 1)
                return FALSE;
            scheme[length++] = *href;
        }
    scheme[length] = '\0';
    for (gsize i = 0; *href && i < G_N_ELEMENTS(SCHEMES); i++)
        if (g_ascii_strcasecmp(scheme, SCHEMES[i]) == 0)
            return TRUE;
    return FALSE;
}

static const char *check_target(const char *target)
{
    if (!*target)
        return "it has no target";
    for (const guchar *p = (const guchar *)target; *p; p++)
        if (*p <= ' ' || *p == 0x7f)
            return "a blank or control character in the target";
    CharCheck check = {.depth = 0};
    gunichar culprit;
    if (charcheck_next(&check, &target, &culprit) || charcheck_end(&check, &culprit))
        return "an invisible character in the target";
    return NULL;
}

static const char *resolve(Walk *walk, const char *target)
{
    if (!walk->href)
        walk->href = g_string_sized_new(64);
    g_string_truncate(walk->href, 0);
    const char *why = check_target(target);
    if (!why)
        why = walk->options->link(target, walk->href, walk->options->data);
    if (!why && is_dangerous(walk->href->str))
        why = "an address of this kind is not allowed";
    return why;
}

static void open_link(Walk *walk, cmark_node *node)
{
    const char *target = cmark_node_get_url(node), *title = cmark_node_get_title(node);
    walk->visible = FALSE;
    if (!walk->options || !walk->options->link) {
        refuse(walk, "a link, which has no place here", NULL, link_place(walk, node), target, -1);
        return;
    }
    if (*title)
        refuse(walk, "a link title", "leave it out: it is not shown", only_place(walk, title), title, -1);
    const char *why = resolve(walk, target);
    if (why) {
        refuse_link(walk, link_place(walk, node), target, why);
    } else if (walk->html) {
        g_string_append(walk->html, "<a href=\"");
        escape_html(walk->html, walk->href->str);
        g_string_append(walk->html, "\">");
    }
}

static void close_link(Walk *walk, cmark_node *node)
{
    if (!walk->visible)
        refuse(walk, "a link without text", NULL, link_place(walk, node), cmark_node_get_url(node), -1);
    add_tag(walk, "</a>");
}

/* ---- the tree ---- */

/* Quotes the line on which a block begins. */
static void refuse_block(Walk *walk, cmark_node *node)
{
    const struct Refusal *refusal = &REFUSALS[cmark_node_get_type(node)];
    for (; walk->line_number < cmark_node_get_start_line(node); walk->line_number++)
        walk->line = next_line(walk->line);
    refuse(walk, refusal->what, refusal->hint, walk->line, walk->line, (gssize)strcspn(walk->line, "\r\n"));
}

static void refuse_inline(Walk *walk, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *piece = type == CMARK_NODE_IMAGE ? cmark_node_get_url(node) : cmark_node_get_literal(node);
    cmark_node *before = cmark_node_previous(node);
    if (!piece && before)
        piece = cmark_node_get_literal(before);
    const char *at = type == CMARK_NODE_IMAGE ? link_place(walk, node) : literal_place(walk, node);
    refuse(walk, REFUSALS[type].what, REFUSALS[type].hint, at, piece ? piece : "", -1);
}

/* Blocks in a block that is refused are not told apart; a paragraph is refused for the paragraph before it only. */
static void enter_block(Walk *walk, cmark_node *node)
{
    if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT)
        return;
    cmark_node *before = cmark_node_previous(node);
    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH ||
        (before && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH))
        refuse_block(walk, node);
}

/* Leaves an image as a whole: what it holds would not be text of the passage. */
static void skip_image(Walk *walk, cmark_iter *iter, cmark_node *node)
{
    refuse_inline(walk, node);
    walk->visible = TRUE;
    cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
}

static void enter(Walk *walk, cmark_iter *iter, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_literal(walk, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        add_literal(walk, " ");
        break;
    case CMARK_NODE_CODE:
        add_tag(walk, "<code translate=\"no\">");
        add_literal(walk, cmark_node_get_literal(node));
        add_tag(walk, "</code>");
        break;
    case CMARK_NODE_EMPH:
        add_tag(walk, "<em>");
        break;
    case CMARK_NODE_STRONG:
        add_tag(walk, "<strong>");
        break;
    case CMARK_NODE_LINK:
        open_link(walk, node);
        break;
    case CMARK_NODE_IMAGE:
        skip_image(walk, iter, node);
        break;
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_CUSTOM_INLINE:
        refuse_inline(walk, node);
        break;
    case CMARK_NODE_DOCUMENT:
        break;
    default:
        enter_block(walk, node);
    }
}

static void leave(Walk *walk, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        add_tag(walk, "</em>");
        break;
    case CMARK_NODE_STRONG:
        add_tag(walk, "</strong>");
        break;
    case CMARK_NODE_LINK:
        close_link(walk, node);
        break;
    default:
        break;
    }
}

static void walk_tree(Walk *walk)
{
    cmark_iter *iter = cmark_iter_new(markdown_begin(walk->markdown));
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        if (event == CMARK_EVENT_ENTER)
            enter(walk, iter, cmark_iter_get_node(iter));
        else
            leave(walk, cmark_iter_get_node(iter));
    }
    markdown_end();
}

gboolean inline_render(const char *markdown, const InlineOptions *options, GString *html, GString *text,
                       const char *file, Mark mark, Findings *findings)
{
    Walk walk = {.markdown = markdown,
                 .options = options,
                 .html = html,
                 .text = text,
                 .html_start = html ? html->len : 0,
                 .text_start = text ? text->len : 0,
                 .line = markdown,
                 .line_number = 1,
                 .file = file,
                 .mark = mark,
                 .findings = findings};
    if (!check_source(&walk))
        return FALSE;
    if (strstr(markdown, "]:"))
        refuse_definitions(&walk);
    walk_tree(&walk);
    check_end(&walk, &walk.check);
    if (walk.href)
        g_string_free(walk.href, TRUE);
    if (walk.failed && html)
        g_string_truncate(html, walk.html_start);
    if (walk.failed && text)
        g_string_truncate(text, walk.text_start);
    return !walk.failed;
}
