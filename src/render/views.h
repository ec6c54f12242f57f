/* views.h: what each kind of page gives to its template. The tables are in views.c; README.md prints them.
 *
 * A view lives for one page, in the worker's scratch; what it points to is that, or the book's or the catalog's. */
#pragma once
#include "tmpl/view.h"

/* A link to another page of the site, or to a specification. */
typedef struct LinkView {
    const char *url;
    const char *code;     /* of the page that it leads to */
    const char *class_id; /* of that code */
    const char *title;    /* HTML */
    const char *reason;   /* HTML, a sentence, or NULL */
    const char *pair_url; /* the comparison with this page's code, or NULL */
    const char *pair_title;
    const char *facts; /* in lists of a class: what the filters of the index look at */
    gboolean curated;
    TmplKept *kept; /* of links that many pages have; NULL else */
} LinkView;

typedef struct AlternateView {
    const char *language, *url;
} AlternateView;

typedef struct LanguageView {
    const char *language, *name, *direction, *url, *tagline, *choose;
    gboolean current, other;
} LanguageView;

typedef struct ProtocolView {
    const char *name, *expansion, *index_url, *compare_url, *count_codes, *count_pairs;
    const char *lines_url; /* NULL: there are no reply lines */
    TmplList codes, pairs; /* of LinkView: the featured ones */
    TmplList classes;      /* of ClassView; on home and decode pages */
    gboolean has_codes, has_pairs;
} ProtocolView;

typedef struct ScriptView {
    const char *url;
} ScriptView;

/* What every page has. The struct of each kind of page begins with it. */
typedef struct PageView {
    const char *language, *direction, *title, *description, *canonical, *site_title;
    const char *og_type, *og_locale, *json_ld, *stylesheet, *home_url, *updated, *updated_iso;
    const char *search_url, *find_url, *decode_url, *feed_url, *feed_title, *opensearch_url;
    const char *search_data, *lookup_data; /* what scripts read; with DECODE_URL, NULL where nothing can be looked up */
    const char *icon, *og_image;           /* may be NULL; OG_IMAGE is absolute */
    TmplList scripts;                      /* of ScriptView */
    gboolean noindex, fallback;
    TmplList alternates; /* of AlternateView */
    TmplList og_locales; /* of LinkView: title */
    TmplList languages;  /* of LanguageView */
    TmplList crumbs;     /* of LinkView: title, url (NULL: this page) */
    TmplList protocols;  /* of ProtocolView */
    TmplKept *kept;      /* of what the page has in common with those beside it; NULL where it has not */
} PageView;

typedef struct FixView {
    const char *role, *fix;
} FixView;

typedef struct FactView {
    const char *label, *value, *b_value;
    gboolean differs;
    TmplKept *kept; /* of the same values in the comparisons beside; NULL where it has not */
} FactView;

typedef struct StageView {
    const char *stage, *name; /* HTML, plain */
    const char *y, *reply_y;  /* where the drawing has its name, and the code if it is lit */
    gboolean lit, unlit;
} StageView;

/* The drawing of a session: drawing.h. */
typedef struct SessionView {
    const char *height, *client_x, *server_x;
    const char *rest, *commands, *replies; /* path data */
} SessionView;

/* A part of the reply that the index takes to pieces. */
typedef struct PartView {
    const char *text, *class_id, *name, *says; /* CLASS_ID may be NULL */
    const char *number, *x, *end, *middle, *width;
} PartView;

typedef struct LineView {
    const char *line;
    gboolean server, client;
} LineView;

typedef struct EnhancedView {
    const char *code, *url, *title, *says;
} EnhancedView;

/* A real reply line. */
typedef struct WireView {
    const char *anchor; /* its id on the sender's page */
    const LinkView *code;
    const char *sender, *sender_url, *words, *language, *enhanced, *means, *title, *url, *date;
} WireView;

/* Lines that come from one source. */
typedef struct SourceView {
    const char *title, *url, *date, *language;
    TmplList lines; /* of WireView */
} SourceView;

/* The lines of one sender that come with one code. */
typedef struct LineGroupView {
    const char *anchor;
    const LinkView *code;
    TmplList sources; /* of SourceView */
} LineGroupView;

typedef struct CodeView {
    PageView page;
    const char *h1, *protocol, *code, *name, *class, *class_id, *verdict, *phrase, *phrase_language;
    const char *indicates, *description, *when, *outcome, *use, *caveat, *origin, *appears, *index_url, *compare_url,
        *class_url;
    SessionView session;
    TmplList fixes, stages, example, enhanced, facts, wire;
    TmplList wire_more, related, pairs, specs; /* of LinkView */
    gboolean has_stages, has_example, has_enhanced, has_related, has_pairs, has_wire, has_wire_more;
    const LinkView *previous, *next;
} CodeView;

/* One of the two codes of a pair. */
typedef struct SideView {
    const char *side, *code, *name, *code_url, *code_title, *class, *class_id, *class_says, *description, *when,
        *outcome, *use, *appears;
    TmplList fixes;
    TmplKept *kept;
} SideView;

typedef struct DifferenceView {
    const char *label, *a_says, *b_says;
} DifferenceView;

typedef struct PairView {
    PageView page;
    const char *h1, *protocol, *summary, *verdict, *same_class, *same_appears, *index_url, *compare_url;
    TmplList sides;        /* of SideView, two */
    TmplList facts;        /* of FactView */
    TmplList contrasts;    /* of FactView: the class and the protocol's facts that differ */
    TmplList differences;  /* of DifferenceView */
    TmplList pairs, specs; /* of LinkView */
    gboolean classes_differ, appears_differ, has_contrasts, no_contrast, has_differences, has_pairs;
} PairView;

typedef struct ClassView {
    const char *class, *class_id, *class_url, *verdict;
    TmplList codes; /* of LinkView */
} ClassView;

/* An enhanced code, or a number that is no code, on the index. */
typedef struct EntryView {
    const char *code, *anchor, *title, *says;
    TmplList codes; /* of LinkView */
    TmplList specs; /* of LinkView */
} EntryView;

typedef struct ChoiceView {
    const char *value, *name;
} ChoiceView;

/* A fact by which the codes of the index can be narrowed. */
typedef struct FilterView {
    const char *key, *label;
    TmplList choices; /* of ChoiceView: the values that some code has */
} FilterView;

typedef struct IndexView {
    PageView page;
    const char *h1, *protocol, *expansion, *lead, *count_codes, *count_pairs, *compare_url;
    const char *anatomy_width;
    TmplList anatomy; /* of PartView; none: no drawing */
    gboolean has_anatomy;
    TmplList filters;             /* of FilterView */
    TmplList classes;             /* of ClassView */
    TmplList enhanced, strangers; /* of EntryView */
    gboolean has_enhanced, has_strangers;
} IndexView;

/* The codes of one class and category. */
typedef struct CategoryView {
    const char *name, *anchor; /* NULL for codes of no category */
    TmplList codes;            /* of LinkView */
    gboolean rest;             /* codes of no category, behind those of some */
} CategoryView;

typedef struct ClassPageView {
    PageView page;
    const char *h1, *protocol, *class, *class_id, *verdict, *lead, *count_codes, *index_url;
    TmplList facts;      /* of FactView: what more than half of the codes share */
    TmplList categories; /* of CategoryView */
    gboolean has_facts;
    const LinkView *previous, *next;
} ClassPageView;

/* One who sends replies. */
typedef struct SenderLinkView {
    const char *url, *name, *count;
    TmplList codes; /* of LinkView: to the lines with each code */
} SenderLinkView;

/* Who sends replies. */
typedef struct LinesView {
    PageView page;
    const char *h1, *protocol, *lead, *count_lines, *index_url;
    TmplList senders; /* of SenderLinkView */
} LinesView;

typedef struct SenderView {
    PageView page;
    const char *h1, *protocol, *sender, *lead, *count_lines, *index_url, *lines_url;
    TmplList groups; /* of LineGroupView */
} SenderView;

/* A code to choose. */
typedef struct OptionView {
    const char *code, *title, *url;
    const char *language; /* of the title where it is not translated, or NULL */
} OptionView;

/* The codes of one class to choose from. */
typedef struct OptionsView {
    const char *class;
    TmplList options; /* of OptionView */
} OptionsView;

typedef struct RowView {
    const char *anchor, *code, *name, *code_url, *class_id;
    TmplList cells; /* of LinkView */
} RowView;

typedef struct CompareView {
    PageView page;
    const char *h1, *protocol, *lead, *count_pairs, *index_url;
    TmplList pairs;   /* of LinkView: the curated ones */
    TmplList rows;    /* of RowView */
    TmplList classes; /* of OptionsView */
    gboolean has_pairs;
} CompareView;

typedef struct HomeView {
    PageView page;
    const char *h1, *tagline, *about;
} HomeView;

/* The search page and the decode page. */
typedef struct ToolView {
    PageView page;
    const char *h1, *lead;
} ToolView;

typedef struct PlainView { /* the choice of a language, the 404 pages */
    PageView page;
    const char *h1;
} PlainView;

extern const TmplPage RENDER_PAGES[]; /* in the order of RenderPage, ends with a zero name */
typedef enum RenderPage {
    PAGE_CHOOSER,
    PAGE_NOT_FOUND,
    PAGE_HOME,
    PAGE_SEARCH,
    PAGE_DECODE,
    PAGE_INDEX,
    PAGE_COMPARE,
    PAGE_CLASS,
    PAGE_LINES,
    PAGE_SENDER,
    PAGE_CODE,
    PAGE_PAIR,
} RenderPage;
