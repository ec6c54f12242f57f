#include "tmpl/html.h"

#include <string.h>

enum { TEXT, OPEN, NAME, TAG, ATTRIBUTE, AFTER_ATTRIBUTE, BEFORE_VALUE, QUOTED, UNQUOTED, BANG, COMMENT, BOGUS, RAW };

static const char *const RAW_ELEMENTS[] = {"script", "style", "title", "textarea", NULL};

/* Attributes that a browser follows or loads. `data` (of <object>) is one, data-… are none. */
static const char *const ADDRESSES[] = {"action", "background", "cite",     "data",       "formaction", "href",
                                        "icon",   "longdesc",   "manifest", "ping",       "poster",     "src",
                                        "srcset", "usemap",     "profile",  "xlink:href", NULL};

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void append(char *text, gsize size, char c)
{
    gsize length = strlen(text);
    if (length + 1 < size) {
        text[length] = g_ascii_tolower(c);
        text[length + 1] = '\0';
    }
}

static void close_tag(HtmlReader *reader)
{
    gboolean raw = !reader->closing && g_strv_contains(RAW_ELEMENTS, reader->tag);
    reader->state = raw ? RAW : TEXT;
    reader->count = 0;
}

static void begin_attribute(HtmlReader *reader, char c)
{
    reader->attribute[0] = '\0';
    reader->fragment = FALSE;
    append(reader->attribute, sizeof reader->attribute, c);
    reader->state = ATTRIBUTE;
}

/* Behind "<": what kind of thing it opens. */
static void read_open(HtmlReader *reader, char c)
{
    if (g_ascii_isalpha(c)) {
        reader->tag[0] = '\0';
        append(reader->tag, sizeof reader->tag, c);
        reader->state = NAME;
    } else if (c == '/' && !reader->closing) {
        reader->closing = TRUE;
    } else if (c == '!' && !reader->closing) {
        reader->state = BANG;
        reader->count = 0;
    } else if (c == '?' || (reader->closing && c != '>')) {
        reader->state = BOGUS;
    } else {
        reader->state = TEXT;
        if (c == '<')
            html_read(reader, c);
    }
}

/* In a tag, outside its values. */
static void read_tag(HtmlReader *reader, char c)
{
    if (c == '>')
        close_tag(reader);
    else if (is_blank(c))
        reader->state = reader->state == ATTRIBUTE ? AFTER_ATTRIBUTE : reader->state == NAME ? TAG : reader->state;
    else if (c == '/')
        reader->state = TAG;
    else if (reader->state == NAME)
        append(reader->tag, sizeof reader->tag, c);
    else if (c == '=' && (reader->state == ATTRIBUTE || reader->state == AFTER_ATTRIBUTE))
        reader->state = BEFORE_VALUE;
    else if (reader->state == ATTRIBUTE)
        append(reader->attribute, sizeof reader->attribute, c);
    else
        begin_attribute(reader, c);
}

static void read_before_value(HtmlReader *reader, char c)
{
    if (c == '"' || c == '\'') {
        reader->quote = (guchar)c;
        reader->state = QUOTED;
    } else if (c == '>') {
        close_tag(reader);
    } else if (!is_blank(c)) {
        reader->state = UNQUOTED;
    }
}

static void read_value(HtmlReader *reader, char c)
{
    if (reader->state == QUOTED ? c == reader->quote : is_blank(c))
        reader->state = TAG;
    else if (reader->state == UNQUOTED && c == '>')
        close_tag(reader);
    else if (c == '#' && reader->previous != '&')
        reader->fragment = TRUE;
}

/* "<!": a comment ("<!--") or a declaration. COUNT is that of the dashes in a row. */
static void read_comment(HtmlReader *reader, char c)
{
    if (c == '-') {
        reader->count++;
        if (reader->state == BANG && reader->count == 2)
            reader->state = COMMENT; /* the two dashes may already be those of "-->": <!--> is whole */
    } else if (reader->state == BANG) {
        reader->state = c == '>' ? TEXT : BOGUS;
    } else {
        if (c == '>' && reader->count >= 2)
            reader->state = TEXT;
        reader->count = 0;
    }
}

/* In an element without tags: only its own end tag ends it. COUNT is that of the bytes of "</tag" seen. */
static void read_raw(HtmlReader *reader, char c)
{
    gsize whole = strlen(reader->tag) + 2;
    if (reader->count == whole && (c == '>' || c == '/' || is_blank(c))) {
        reader->closing = TRUE;
        reader->state = c == '>' ? TEXT : TAG;
        return;
    }
    int next = reader->count == 0       ? '<'
               : reader->count == 1     ? '/'
               : reader->count == whole ? '\0'
                                        : reader->tag[reader->count - 2];
    reader->count = next && g_ascii_tolower(c) == next ? reader->count + 1 : c == '<';
}

void html_read(HtmlReader *reader, char c)
{
    switch (reader->state) {
    case TEXT:
        if (c == '<')
            reader->state = OPEN;
        reader->closing = FALSE;
        break;
    case OPEN:
        read_open(reader, c);
        break;
    case BEFORE_VALUE:
        read_before_value(reader, c);
        break;
    case QUOTED:
    case UNQUOTED:
        read_value(reader, c);
        break;
    case BANG:
    case COMMENT:
        read_comment(reader, c);
        break;
    case BOGUS:
        if (c == '>')
            reader->state = TEXT;
        break;
    case RAW:
        read_raw(reader, c);
        break;
    default:
        read_tag(reader, c);
    }
    reader->previous = c;
}

void html_read_value(HtmlReader *reader)
{
    if (reader->state == BEFORE_VALUE)
        reader->state = UNQUOTED;
    else if (reader->state == OPEN)
        reader->state = NAME;
    else if (reader->state == RAW || reader->state == COMMENT)
        reader->count = 0;
    reader->previous = '\0';
}

static HtmlPlace value_place(const HtmlReader *reader)
{
    if (g_str_has_prefix(reader->attribute, "on") || g_str_equal(reader->attribute, "style") ||
        g_str_equal(reader->attribute, "srcdoc"))
        return HTML_CODE;
    return g_strv_contains(ADDRESSES, reader->attribute) ? HTML_ADDRESS : HTML_VALUE;
}

static HtmlPlace place(const HtmlReader *reader)
{
    switch (reader->state) {
    case TEXT:
        return HTML_TEXT;
    case QUOTED:
        return value_place(reader);
    case BEFORE_VALUE:
    case UNQUOTED:
        return HTML_UNQUOTED;
    case BANG:
    case COMMENT:
    case BOGUS:
        return HTML_COMMENT;
    case RAW:
        return g_str_equal(reader->tag, "script")  ? HTML_SCRIPT
               : g_str_equal(reader->tag, "style") ? HTML_STYLE
                                                   : HTML_RCDATA;
    default:
        return HTML_TAG;
    }
}

gboolean html_is_text(const HtmlReader *reader)
{
    return reader->state == TEXT;
}

HtmlSpot html_spot(const HtmlReader *reader)
{
    HtmlSpot spot = {.place = place(reader)};
    if (reader->state == QUOTED || reader->state == UNQUOTED || reader->state == BEFORE_VALUE) {
        g_strlcpy(spot.attribute, reader->attribute, sizeof spot.attribute);
        spot.fragment = reader->fragment;
    }
    return spot;
}
