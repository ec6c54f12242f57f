/* html.h: where in a page a byte of template text stands, as a browser would see it.
 *
 * A small part of the HTML tokenizer (WHATWG HTML, section 13.2.5): enough to tell text from tags, values,
 * scripts and comments. It judges nothing; the lint does. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum HtmlPlace {
    HTML_TEXT,
    HTML_RCDATA,   /* in <title> or <textarea>, where tags are text */
    HTML_VALUE,    /* in a quoted attribute value */
    HTML_ADDRESS,  /* in the quoted value of an attribute that takes an address: href, src, … */
    HTML_CODE,     /* in the quoted value of an attribute that is code: style, on…, srcdoc */
    HTML_TAG,      /* in a tag, outside the values */
    HTML_UNQUOTED, /* in, or where begins, a value without quotes */
    HTML_SCRIPT,
    HTML_STYLE,
    HTML_COMMENT, /* also a doctype */
} HtmlPlace;

typedef struct HtmlSpot {
    HtmlPlace place;
    char attribute[24]; /* in lower case, cut to fit; "" outside values */
    gboolean fragment;  /* of an address: behind its "#", where nothing can change what is addressed */
} HtmlSpot;

/* Zero it to begin with text. */
typedef struct HtmlReader {
    int state; /* private from here on */
    int quote;
    guint count;
    gboolean closing, fragment;
    char tag[16], attribute[24], previous;
} HtmlReader;

void html_read(HtmlReader *reader, char c);

/* A value that the template fills in stands here. */
void html_read_value(HtmlReader *reader);

HtmlSpot html_spot(const HtmlReader *reader);
gboolean html_is_text(const HtmlReader *reader); /* whether the place is HTML_TEXT, quickly */

G_END_DECLS
