#include "inspect/bounds.h"

#include <string.h>

/* What has no end tag, or may go without, and then ends where the next one begins: it is within itself only where
 * others are between. Not so in a drawing (svg, math). */
static const char *const FLAT[] = {"area",  "base",  "br",    "col",  "colgroup", "dd",     "dt",    "embed", "hr",
                                   "img",   "input", "li",    "link", "meta",     "option", "p",     "param", "source",
                                   "tbody", "td",    "tfoot", "th",   "thead",    "tr",     "track", "wbr",   NULL};

/* What holds no tags, up to its own end tag. */
static const char *const RAW[] = {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp", NULL};

static const char *const DRAWINGS[] = {"svg", "math", NULL};

/* Within a drawing, but what they hold is HTML again (WHATWG HTML, section 13.2.6, integration points). */
static const char *const SVG_HOLDS_HTML[] = {"foreignobject", "desc", "title", NULL};
static const char *const MATH_HOLDS_HTML[] = {"mi", "mo", "mn", "ms", "mtext", NULL};

/* A drawing ends where one of them begins (section 13.2.6.5). */
static const char *const ENDS_DRAWING[] = {
    "b",      "big",     "blockquote", "body", "br",    "center", "code", "dd",  "div",  "dl", "dt",    "em",
    "embed",  "font",    "h1",         "h2",   "h3",    "h4",     "h5",   "h6",  "head", "hr", "i",     "img",
    "li",     "listing", "menu",       "meta", "nobr",  "ol",     "p",    "pre", "ruby", "s",  "small", "span",
    "strong", "strike",  "sub",        "sup",  "table", "tt",     "u",    "ul",  "var",  NULL};

/* What the parser takes the inside of an element for. UNSURE: it may be any, so all that begins is counted. */
typedef enum Inside { HTML, SVG, MATH, UNSURE } Inside;

typedef struct Name {
    const char *text;
    gsize length;
} Name;

/* A tag as the tokenizer reads it (WHATWG HTML, sections 13.2.5.6 to 13.2.5.40). */
typedef struct Tag {
    Name name;
    gboolean closes, closes_itself;
    guint attributes;
} Tag;

typedef struct Scan {
    const char *p, *end;
    const char *doubtful; /* up to here no end tag is believed: it may stand where a parser sees text */
    Name open[BOUNDS_DEPTH + 1];
    guint8 inside[BOUNDS_DEPTH + 1]; /* of each */
    guint depth, drawings;           /* how many of them are open */
    gboolean wary; /* text or markup, that is not known any more: what could be a start tag is one, and none ends */
} Scan;

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static gboolean at(const Scan *s, const char *text)
{
    gsize length = strlen(text);
    return (gsize)(s->end - s->p) >= length && memcmp(s->p, text, length) == 0;
}

static void skip_blanks(Scan *s)
{
    while (s->p < s->end && is_blank(*s->p))
        s->p++;
}

/* The place behind the next TEXT before END, or END. */
static const char *behind(const Scan *s, const char *text, const char *end)
{
    const char *found = memmem(s->p, (gsize)(end - s->p), text, strlen(text));
    return found ? found + strlen(text) : end;
}

static gboolean is_name(const Name *name, const char *other)
{
    return strlen(other) == name->length && g_ascii_strncasecmp(name->text, other, name->length) == 0;
}

static gboolean is_one_of(const Name *name, const char *const *names)
{
    while (*names && !is_name(name, *names))
        names++;
    return *names != NULL;
}

static void read_attribute(Scan *s)
{
    do
        s->p++;
    while (s->p < s->end && !is_blank(*s->p) && *s->p != '/' && *s->p != '>' && *s->p != '=');
    skip_blanks(s);
    if (!at(s, "="))
        return;
    s->p++;
    skip_blanks(s);
    if (at(s, "\"") || at(s, "'")) {
        const char quote[] = {*s->p++, '\0'};
        s->p = behind(s, quote, s->end);
    } else {
        while (s->p < s->end && !is_blank(*s->p) && *s->p != '>')
            s->p++;
    }
}

/* Reads the tag whose name is here, up to its ">". */
static void read_tag(Scan *s, Tag *tag)
{
    tag->name.text = s->p;
    while (s->p < s->end && !is_blank(*s->p) && *s->p != '/' && *s->p != '>')
        s->p++;
    tag->name.length = (gsize)(s->p - tag->name.text);
    while (s->p < s->end && *s->p != '>') {
        tag->closes_itself = *s->p == '/';
        if (is_blank(*s->p) || *s->p == '/') {
            s->p++;
            continue;
        }
        tag->attributes++;
        read_attribute(s);
    }
}

/* Goes to the end tag of the element NAME, which holds text. A script that holds a comment may end elsewhere. */
static void skip_raw(Scan *s, const Name *name)
{
    for (s->p = behind(s, ">", s->end); s->p < s->end; s->p++) {
        Name next = {s->p + 2, name->length};
        if (at(s, "<!--"))
            s->doubtful = s->end;
        if (at(s, "</") && (gsize)(s->end - next.text) > next.length &&
            g_ascii_strncasecmp(next.text, name->text, next.length) == 0 &&
            (is_blank(next.text[next.length]) || strchr("/>", next.text[next.length])))
            return;
    }
}

static Inside around(const Scan *s)
{
    return s->depth ? (Inside)s->inside[s->depth - 1] : HTML;
}

/* The parser may have left the drawing, or what in it holds HTML. */
static void doubt_drawing(Scan *s)
{
    guint first = 0;
    if (!s->drawings)
        return;
    while (first < s->depth && s->inside[first] == HTML)
        first++;
    memset(s->inside + first, UNSURE, s->depth - first);
}

static gboolean is_open(const Scan *s, const char *name)
{
    for (guint i = 0; i < s->depth; i++)
        if (is_name(&s->open[i], name))
            return TRUE;
    return FALSE;
}

static Inside inside_of(const Scan *s, const Tag *tag)
{
    Inside in = around(s);
    if (in == HTML && is_one_of(&tag->name, DRAWINGS)) /* in a select there is no drawing */
        return is_open(s, "select") ? UNSURE : is_name(&tag->name, "svg") ? SVG : MATH;
    if ((in == SVG && is_one_of(&tag->name, SVG_HOLDS_HTML)) || (in == MATH && is_one_of(&tag->name, MATH_HOLDS_HTML)))
        return HTML;
    return in == MATH && is_name(&tag->name, "annotation-xml") ? UNSURE : in; /* which holds what its encoding says */
}

/* Whether others are no deeper for it: what is FLAT in HTML, or closes itself in a drawing. */
static gboolean is_flat(const Scan *s, const Tag *tag)
{
    const Inside in = around(s);
    if (s->wary || in == UNSURE)
        return FALSE;
    return in == HTML ? is_one_of(&tag->name, FLAT) : tag->closes_itself;
}

static void open_element(Scan *s, const Tag *tag)
{
    if (around(s) != HTML && is_one_of(&tag->name, ENDS_DRAWING))
        doubt_drawing(s);
    if (is_flat(s, tag))
        return;
    const Inside in = around(s);
    gboolean raw = is_one_of(&tag->name, RAW);
    s->drawings += is_one_of(&tag->name, DRAWINGS);
    s->inside[s->depth] = (guint8)inside_of(s, tag);
    s->open[s->depth++] = tag->name;
    if (in == HTML && raw && !s->wary)
        skip_raw(s, &tag->name);
    s->wary |= in == UNSURE && raw;
}

static void close_element(Scan *s, const Tag *tag)
{
    const Name *last = s->depth ? &s->open[s->depth - 1] : NULL;
    const char *behind_name = tag->name.text + tag->name.length;
    /* In a drawing, gumbo takes all that stands before the ">" of an end tag for its name. */
    gboolean whole = !s->drawings || (behind_name < s->end && *behind_name == '>');
    if (!whole || !last || s->wary || s->p < s->doubtful || last->length != tag->name.length ||
        g_ascii_strncasecmp(last->text, tag->name.text, last->length) != 0) {
        if (around(s) != HTML || !is_one_of(&tag->name, FLAT))
            doubt_drawing(s);
        return;
    }
    s->drawings -= is_one_of(last, DRAWINGS);
    s->depth--;
}

/* Reads what the "<" before this place begins; the tag is without a name where it begins none. */
static Tag read_markup(Scan *s)
{
    Tag tag = {.closes = at(s, "/")};
    s->p += tag.closes;
    if (s->wary) {
        tag.name = (Name){s->p, s->p < s->end && g_ascii_isalpha(*s->p) ? 1 : 0};
    } else if (s->p < s->end && g_ascii_isalpha(*s->p)) {
        read_tag(s, &tag);
    } else if (!tag.closes && at(s, "!--")) {
        s->p = behind(s, "--!>", behind(s, "-->", s->end));
    } else if (tag.closes || at(s, "!") || at(s, "?")) {
        if (at(s, "![CDATA[") && s->p >= s->doubtful)
            s->doubtful = behind(s, "]]>", s->end);
        s->p = behind(s, ">", s->end);
    }
    return tag;
}

const char *bounds_passed(const char *html, gsize length)
{
    Scan s = {.p = html, .end = html + length, .doubtful = html};
    while ((s.p = memchr(s.p, '<', (gsize)(s.end - s.p)))) {
        s.p++;
        Tag tag = read_markup(&s);
        if (tag.attributes > BOUNDS_ATTRIBUTES)
            return "a tag with over 256 attributes";
        if (tag.name.length && tag.closes)
            close_element(&s, &tag);
        else if (tag.name.length)
            open_element(&s, &tag);
        if (s.depth > BOUNDS_DEPTH)
            return "over 512 elements within each other";
    }
    return NULL;
}
