#include "render/views.h"

#include <stddef.h>

/* clang-format off */
#define TEXT(name, type, member, about) {name, TMPL_TEXT, FALSE, offsetof(type, member), NULL, about}
#define HTML(name, type, member, about) {name, TMPL_HTML, FALSE, offsetof(type, member), NULL, about}
#define URL(name, type, member, about) {name, TMPL_URL, FALSE, offsetof(type, member), NULL, about}
#define SHOW(name, type, member, about) {name, TMPL_SHOW, FALSE, offsetof(type, member), NULL, about}
#define LIST(name, type, member, child, about) {name, TMPL_LIST, FALSE, offsetof(type, member), &(child), about}
#define ONE(name, type, member, child, about) {name, TMPL_ONE, FALSE, offsetof(type, member), &(child), about}
#define SCOPE(id, name, type, ...)                                                                                     \
    static const TmplField id##_FIELDS[] = {__VA_ARGS__, {NULL}};                                                      \
    static const TmplScope id = {name, id##_FIELDS, sizeof(type), 0}
/* The same of items that may be kept: TYPE has a member `kept`. */
#define KEPT_SCOPE(id, name, type, ...)                                                                                \
    static const TmplField id##_FIELDS[] = {__VA_ARGS__, {NULL}};                                                      \
    static const TmplScope id = {name, id##_FIELDS, sizeof(type), offsetof(type, kept)}

/* What all pages beside each other have in common (beside.h): fields that frame_fill_same() fills, and the scopes. */
#define SAME_TEXT(name, type, member, about) {name, TMPL_TEXT, TRUE, offsetof(type, member), NULL, about}
#define SAME_URL(name, type, member, about) {name, TMPL_URL, TRUE, offsetof(type, member), NULL, about}
#define SAME_LIST(name, type, member, child, about) {name, TMPL_LIST, TRUE, offsetof(type, member), &(child), about}
#define PAGE_SCOPE(id, name, type, ...)                                                                                \
    static const TmplField id##_FIELDS[] = {PAGE_FIELDS, __VA_ARGS__, {NULL}};                                         \
    static const TmplScope id = {name, id##_FIELDS, sizeof(type), offsetof(PageView, kept)}

KEPT_SCOPE(LINK, "link", LinkView,
    URL("LINK_URL", LinkView, url, "Where it leads."),
    TEXT("LINK_CODE", LinkView, code, "The code that it leads to."),
    TEXT("LINK_CLASS_ID", LinkView, class_id, "The class of that code."),
    HTML("LINK_TITLE", LinkView, title, "Its words."),
    HTML("LINK_REASON", LinkView, reason, "Why it stands here, a sentence; may be missing."),
    URL("LINK_PAIR_URL", LinkView, pair_url, "The comparison of that code with this page’s; may be missing."),
    HTML("LINK_PAIR_TITLE", LinkView, pair_title, "The words for that comparison."),
    TEXT("LINK_FACTS", LinkView, facts, "In lists of a class, the code’s values of the facts to filter by: \"retry:never\" and so on."),
    SHOW("LINK_IS_CURATED", LinkView, curated, "The pair has a written verdict."));

SCOPE(ALTERNATE, "alternate", AlternateView,
    TEXT("ALTERNATE_LANGUAGE", AlternateView, language, "A language, or x-default."),
    URL("ALTERNATE_URL", AlternateView, url, "The absolute address of this page in it."));

SCOPE(LANGUAGE, "language", LanguageView,
    TEXT("LANGUAGE_TAG", LanguageView, language, "The tag, such as fr."),
    TEXT("LANGUAGE_NAME", LanguageView, name, "The language’s name for itself."),
    TEXT("LANGUAGE_DIR", LanguageView, direction, "ltr or rtl."),
    URL("LANGUAGE_URL", LanguageView, url, "This page in it; on the chooser its home page."),
    TEXT("LANGUAGE_TAGLINE", LanguageView, tagline, "The site in one line, in it."),
    TEXT("LANGUAGE_CHOOSE", LanguageView, choose, "The label choose_language, in it."),
    SHOW("LANGUAGE_IS_CURRENT", LanguageView, current, "It is the page’s own."),
    SHOW("LANGUAGE_IS_OTHER", LanguageView, other, "It is not."));

SCOPE(OG_LOCALE, "Open Graph locale", LinkView,
    TEXT("OTHER_LOCALE", LinkView, title, "The locale of another version of the page."));

SCOPE(CRUMB, "breadcrumb", LinkView,
    TEXT("CRUMB", LinkView, title, "The name of a page on the way here."),
    URL("CRUMB_URL", LinkView, url, "Where it is; missing for this page."));

SCOPE(CLASS, "class", ClassView,
    HTML("CLASS", ClassView, class, "Its name."),
    TEXT("CLASS_ID", ClassView, class_id, "Its id."),
    URL("CLASS_URL", ClassView, class_url, "Its page."),
    HTML("CLASS_VERDICT", ClassView, verdict, "What its replies say, and what to do, in sentences."),
    LIST("CODES", ClassView, codes, LINK, "Its codes; the reason is what each indicates."));

SCOPE(PROTOCOL, "protocol", ProtocolView,
    TEXT("PROTOCOL_NAME", ProtocolView, name, "Its name."),
    HTML("PROTOCOL_EXPANSION", ProtocolView, expansion, "What the name stands for."),
    URL("PROTOCOL_INDEX_URL", ProtocolView, index_url, "All its codes."),
    URL("PROTOCOL_COMPARE_URL", ProtocolView, compare_url, "All its pairs."),
    URL("PROTOCOL_LINES_URL", ProtocolView, lines_url, "All its reply lines; missing where there are none."),
    TEXT("PROTOCOL_COUNT_CODES", ProtocolView, count_codes, "How many codes, in words."),
    TEXT("PROTOCOL_COUNT_PAIRS", ProtocolView, count_pairs, "How many pairs, in words."),
    LIST("FEATURED_CODES", ProtocolView, codes, LINK, "The codes that its file features."),
    SHOW("HAS_FEATURED_CODES", ProtocolView, has_codes, "There are some."),
    LIST("FEATURED_PAIRS", ProtocolView, pairs, LINK, "The pairs that its file features; the reason is the written verdict."),
    SHOW("HAS_FEATURED_PAIRS", ProtocolView, has_pairs, "There are some."),
    LIST("PROTOCOL_CLASSES", ProtocolView, classes, CLASS, "Its classes; on home and decode pages only."));

SCOPE(SCRIPT, "script", ScriptView,
    URL("SCRIPT_URL", ScriptView, url, "An asset."));

#define PAGE_FIELDS                                                                                                    \
    SAME_TEXT("LANG", PageView, language, "The language of the page."),                                                     \
    SAME_TEXT("DIR", PageView, direction, "ltr or rtl."),                                                                   \
    TEXT("TITLE", PageView, title, "For the title element."),                                                                    \
    TEXT("META_DESCRIPTION", PageView, description, "For the description."),                                           \
    URL("CANONICAL_URL", PageView, canonical, "The absolute address; missing on 404 pages."),                          \
    SAME_TEXT("SITE_TITLE", PageView, site_title, "The name of the site."),                                                 \
    TEXT("OG_TYPE", PageView, og_type, "website or article."),                                                         \
    SAME_TEXT("OG_LOCALE", PageView, og_locale, "The locale in Open Graph’s form."),                                        \
    LIST("OG_LOCALES", PageView, og_locales, OG_LOCALE, "Those of the other versions."),                               \
    {"JSON_LD", TMPL_JSON, FALSE, offsetof(PageView, json_ld), NULL, "The structured data; missing on 404 pages."},           \
    SAME_URL("STYLESHEET_URL", PageView, stylesheet, "The asset site.css."),                                                \
    SAME_LIST("SCRIPTS", PageView, scripts, SCRIPT, "The scripts of this kind of page."),                                   \
    SAME_URL("ICON_URL", PageView, icon, "The asset favicon.svg; may be missing."),                                         \
    SAME_URL("OG_IMAGE_URL", PageView, og_image, "The absolute address of the asset og.png; may be missing."),              \
    SAME_URL("SEARCH_URL", PageView, search_url, "The search page."),                                                       \
    SAME_URL("FIND_URL", PageView, find_url, "The same, for the form at the top; missing on the search page itself."),        \
    SAME_URL("DECODE_URL", PageView, decode_url, "The page that reads pasted texts; may be missing."),                      \
    SAME_URL("SEARCH_DATA_URL", PageView, search_data, "What the script of the search reads."),                             \
    SAME_URL("LOOKUP_DATA_URL", PageView, lookup_data, "What the script of the decode page reads; missing without it."),    \
    SAME_TEXT("FEED_TITLE", PageView, feed_title, "Its title."),                                                            \
    SAME_URL("FEED_URL", PageView, feed_url, "The feed of changes."),                                                       \
    SAME_URL("OPENSEARCH_URL", PageView, opensearch_url, "The description of the search for browsers."),                    \
    SAME_URL("HOME_URL", PageView, home_url, "The home page of the language."),                                             \
    TEXT("UPDATED", PageView, updated, "The day of the last change, as the language writes it."),                      \
    TEXT("UPDATED_ISO", PageView, updated_iso, "The same as 2026-11-22."),                                             \
    SHOW("IS_NOINDEX", PageView, noindex, "Search engines are asked not to list the page."),                           \
    SHOW("HAS_FALLBACK", PageView, fallback, "Some passage is not translated."),                                       \
    LIST("ALTERNATES", PageView, alternates, ALTERNATE, "The versions for hreflang."),                                 \
    LIST("LANGUAGES", PageView, languages, LANGUAGE, "All languages, for the switcher."),                              \
    LIST("CRUMBS", PageView, crumbs, CRUMB, "The way to this page."),                                                  \
    SAME_LIST("PROTOCOLS", PageView, protocols, PROTOCOL, "The protocols.")

SCOPE(FIX, "fix", FixView,
    HTML("ROLE", FixView, role, "Who."),
    HTML("FIX", FixView, fix, "What to do."));

KEPT_SCOPE(FACT, "fact", FactView,
    HTML("FACT", FactView, label, "Its name."),
    HTML("FACT_VALUE", FactView, value, "Its value; on a pair page that of the first code."),
    HTML("FACT_B_VALUE", FactView, b_value, "On a pair page that of the second code."),
    SHOW("FACT_DIFFERS", FactView, differs, "The two codes differ in it."));

SCOPE(STAGE, "stage", StageView,
    HTML("STAGE", StageView, stage, "A stage of the session, in order."),
    TEXT("STAGE_NAME", StageView, name, "The same without markup, for a drawing."),
    TEXT("STAGE_Y", StageView, y, "The height of its name in the drawing."),
    TEXT("REPLY_Y", StageView, reply_y, "The height of the code below it; missing where it is unlit."),
    SHOW("STAGE_IS_LIT", StageView, lit, "The code can come there."),
    SHOW("STAGE_IS_UNLIT", StageView, unlit, "It cannot."));

SCOPE(LINE, "line", LineView,
    TEXT("LINE", LineView, line, "A line of the example."),
    SHOW("LINE_IS_SERVER", LineView, server, "The server says it."),
    SHOW("LINE_IS_CLIENT", LineView, client, "The client says it."));

SCOPE(ENHANCED, "enhanced code", EnhancedView,
    TEXT("ENHANCED_CODE", EnhancedView, code, "The code."),
    URL("ENHANCED_URL", EnhancedView, url, "Its entry on the index."),
    HTML("ENHANCED_TITLE", EnhancedView, title, "Its title."),
    HTML("ENHANCED_SAYS", EnhancedView, says, "What it tells."));

SCOPE(WIRE, "reply line", WireView,
    TEXT("WIRE_ID", WireView, anchor, "Its id on the sender’s page."),
    ONE("WIRE_CODE", WireView, code, LINK, "The code that it comes with."),
    TEXT("WIRE_SENDER", WireView, sender, "Who sends it."),
    URL("WIRE_SENDER_URL", WireView, sender_url, "The line on the sender’s page."),
    TEXT("WIRE_WORDS", WireView, words, "Its words."),
    TEXT("WIRE_LANG", WireView, language, "Their language."),
    TEXT("WIRE_ENHANCED", WireView, enhanced, "The finer code that comes with them; may be missing."),
    HTML("WIRE_MEANS", WireView, means, "What it means there."),
    TEXT("WIRE_TITLE", WireView, title, "The title of the source."),
    URL("WIRE_URL", WireView, url, "The source."),
    TEXT("WIRE_DATE", WireView, date, "The day on which it stood there."));

SCOPE(SOURCE, "source of reply lines", SourceView,
    TEXT("SOURCE", SourceView, title, "Its title."),
    URL("SOURCE_URL", SourceView, url, "Its address."),
    TEXT("SOURCE_DATE", SourceView, date, "The day on which the lines stood there."),
    TEXT("SOURCE_LANG", SourceView, language, "The language of the lines, and of the title."),
    LIST("LINES", SourceView, lines, WIRE, "The lines, in the order of the file."));

SCOPE(LINE_GROUP, "lines with one code", LineGroupView,
    TEXT("GROUP_ID", LineGroupView, anchor, "Its id on the page; no line has such an id."),
    ONE("GROUP_CODE", LineGroupView, code, LINK, "The code."),
    LIST("SOURCES", LineGroupView, sources, SOURCE, "The lines, by source."));

PAGE_SCOPE(CODE, "code page", CodeView,
    HTML("H1", CodeView, h1, "The heading."),
    TEXT("PROTOCOL", CodeView, protocol, "The protocol’s name."),
    TEXT("CODE", CodeView, code, "The code."),
    HTML("NAME", CodeView, name, "Its name."),
    HTML("CLASS", CodeView, class, "Its class."),
    TEXT("CLASS_ID", CodeView, class_id, "The class’s id."),
    HTML("VERDICT", CodeView, verdict, "Whether to try again and who acts, in sentences."),
    TEXT("PHRASE", CodeView, phrase, "The standard’s words."),
    TEXT("PHRASE_LANG", CodeView, phrase_language, "Their language."),
    HTML("INDICATES", CodeView, indicates, "What the code indicates, a sentence."),
    HTML("DESCRIPTION", CodeView, description, "The passage of that name."),
    HTML("WHEN", CodeView, when, "The passage of that name."),
    HTML("OUTCOME", CodeView, outcome, "The passage of that name."),
    HTML("USE", CodeView, use, "The passage of that name."),
    HTML("CAVEAT", CodeView, caveat, "The passage of that name; may be missing."),
    HTML("ORIGIN", CodeView, origin, "The passage of that name; may be missing."),
    URL("INDEX_URL", CodeView, index_url, "All codes of the protocol."),
    URL("COMPARE_URL", CodeView, compare_url, "All pairs of the protocol."),
    URL("CLASS_URL", CodeView, class_url, "The page of the class."),
    LIST("FIXES", CodeView, fixes, FIX, "What to do, by role."),
    HTML("APPEARS", CodeView, appears, "At which moments it comes, a sentence."),
    LIST("STAGES", CodeView, stages, STAGE, "All stages of a session."),
    TEXT("DRAWING_HEIGHT", CodeView, session.height, "The height of the drawing of a session; 320 is its width."),
    TEXT("CLIENT_X", CodeView, session.client_x, "Where in the drawing the client’s name begins."),
    TEXT("SERVER_X", CodeView, session.server_x, "Where the server’s name ends."),
    TEXT("REST_PATH", CodeView, session.rest, "The two sides, and the commands that are not lit, as path data."),
    TEXT("COMMANDS_PATH", CodeView, session.commands, "The commands that are lit."),
    TEXT("REPLIES_PATH", CodeView, session.replies, "The replies."),
    LIST("EXAMPLE", CodeView, example, LINE, "An example session."),
    LIST("ENHANCED", CodeView, enhanced, ENHANCED, "The finer codes that come with it."),
    LIST("WIRE", CodeView, wire, WIRE, "Real reply lines: one of each of the senders with most of them."),
    SHOW("HAS_WIRE", CodeView, has_wire, "There are some."),
    LIST("WIRE_MORE", CodeView, wire_more, LINK, "The other lines by sender; the reason is their number."),
    SHOW("HAS_WIRE_MORE", CodeView, has_wire_more, "There are some."),
    LIST("FACTS", CodeView, facts, FACT, "The typed facts."),
    LIST("RELATED", CodeView, related, LINK, "Related codes with the reason."),
    LIST("PAIRS", CodeView, pairs, LINK, "Comparisons with further codes."),
    LIST("SPECS", CodeView, specs, LINK, "Where the facts come from."),
    SHOW("HAS_STAGES", CodeView, has_stages, "There is a list of stages."),
    SHOW("HAS_EXAMPLE", CodeView, has_example, "There is an example session."),
    SHOW("HAS_ENHANCED", CodeView, has_enhanced, "There are finer codes."),
    SHOW("HAS_RELATED", CodeView, has_related, "There are related codes."),
    SHOW("HAS_PAIRS", CodeView, has_pairs, "There are further comparisons."),
    ONE("PREVIOUS", CodeView, previous, LINK, "The next lower code."),
    ONE("NEXT", CodeView, next, LINK, "The next higher code."));

KEPT_SCOPE(SIDE, "side of a pair", SideView,
    TEXT("SIDE", SideView, side, "a or b."),
    TEXT("CODE", SideView, code, "The code."),
    HTML("NAME", SideView, name, "Its name."),
    URL("CODE_URL", SideView, code_url, "Its page."),
    HTML("CODE_TITLE", SideView, code_title, "The words for a link to it."),
    HTML("CLASS", SideView, class, "Its class."),
    TEXT("CLASS_ID", SideView, class_id, "The class’s id."),
    HTML("CLASS_SAYS", SideView, class_says, "What the class means, a sentence."),
    HTML("DESCRIPTION", SideView, description, "The passage of that name."),
    HTML("WHEN", SideView, when, "The passage of that name."),
    HTML("OUTCOME", SideView, outcome, "The passage of that name."),
    HTML("USE", SideView, use, "The passage of that name."),
    HTML("APPEARS", SideView, appears, "At which moments it comes, a sentence."),
    LIST("FIXES", SideView, fixes, FIX, "What to do, by role."));

SCOPE(DIFFERENCE, "difference", DifferenceView,
    HTML("DIFFERENCE", DifferenceView, label, "The fact that differs."),
    HTML("A_SAYS", DifferenceView, a_says, "The first code’s value as a sentence."),
    HTML("B_SAYS", DifferenceView, b_says, "The second code’s."));

PAGE_SCOPE(PAIR, "pair page", PairView,
    HTML("H1", PairView, h1, "The heading."),
    TEXT("PROTOCOL", PairView, protocol, "The protocol’s name."),
    HTML("SUMMARY", PairView, summary, "The classes and what each indicates, in sentences."),
    HTML("VERDICT", PairView, verdict, "What the difference means for the reader."),
    SHOW("CLASSES_DIFFER", PairView, classes_differ, "They are not of one class."),
    SHOW("APPEARS_DIFFER", PairView, appears_differ, "They come at different moments."),
    HTML("SAME_CLASS", PairView, same_class, "That both are of one class; else missing."),
    HTML("SAME_APPEARS", PairView, same_appears, "That both come at the same moments; else missing."),
    URL("INDEX_URL", PairView, index_url, "All codes of the protocol."),
    URL("COMPARE_URL", PairView, compare_url, "All pairs of the protocol."),
    LIST("SIDES", PairView, sides, SIDE, "The two codes."),
    LIST("FACTS", PairView, facts, FACT, "The facts side by side."),
    LIST("CONTRASTS", PairView, contrasts, FACT, "The class and those of the protocol’s facts that differ."),
    SHOW("HAS_CONTRASTS", PairView, has_contrasts, "There are some."),
    SHOW("HAS_NO_CONTRAST", PairView, no_contrast, "There is none."),
    LIST("DIFFERENCES", PairView, differences, DIFFERENCE, "The differences that the facts give."),
    SHOW("HAS_DIFFERENCES", PairView, has_differences, "There are some."),
    LIST("PAIRS", PairView, pairs, LINK, "Related comparisons."),
    SHOW("HAS_PAIRS", PairView, has_pairs, "There are some."),
    LIST("SPECS", PairView, specs, LINK, "Where the facts come from."));

SCOPE(ENTRY, "entry of a list", EntryView,
    TEXT("ENTRY_CODE", EntryView, code, "The enhanced code, or the number."),
    TEXT("ENTRY_ID", EntryView, anchor, "Its id on the page."),
    HTML("ENTRY_TITLE", EntryView, title, "Its title; may be missing."),
    HTML("ENTRY_SAYS", EntryView, says, "What it tells; may be missing."),
    LIST("ENTRY_CODES", EntryView, codes, LINK, "The codes that it comes with."),
    LIST("ENTRY_SPECS", EntryView, specs, LINK, "Where it stands."));

SCOPE(PART, "part of a reply", PartView,
    TEXT("PART", PartView, text, "What stands in the reply."),
    TEXT("PART_CLASS_ID", PartView, class_id, "The class of the reply; of its first part only."),
    HTML("PART_NAME", PartView, name, "What it is called."),
    HTML("PART_SAYS", PartView, says, "What it tells, a sentence."),
    TEXT("PART_NUMBER", PartView, number, "Its number, from 1."),
    TEXT("PART_X", PartView, x, "Where in the drawing it begins."),
    TEXT("PART_END", PartView, end, "Where it ends."),
    TEXT("PART_MIDDLE", PartView, middle, "Its middle."),
    TEXT("PART_WIDTH", PartView, width, "Its width."));

SCOPE(CHOICE, "choice of a filter", ChoiceView,
    TEXT("CHOICE_VALUE", ChoiceView, value, "A value of the fact."),
    TEXT("CHOICE", ChoiceView, name, "Its name."));

SCOPE(FILTER, "filter", FilterView,
    TEXT("FILTER_KEY", FilterView, key, "The fact."),
    HTML("FILTER", FilterView, label, "Its name."),
    LIST("CHOICES", FilterView, choices, CHOICE, "The values that some code has."));

PAGE_SCOPE(INDEX, "index page", IndexView,
    HTML("H1", IndexView, h1, "The heading."),
    TEXT("PROTOCOL", IndexView, protocol, "The protocol’s name."),
    HTML("EXPANSION", IndexView, expansion, "What the name stands for."),
    HTML("LEAD", IndexView, lead, "What the page is, a sentence."),
    TEXT("COUNT_CODES", IndexView, count_codes, "How many codes, in words."),
    TEXT("COUNT_PAIRS", IndexView, count_pairs, "How many pairs, in words."),
    URL("COMPARE_URL", IndexView, compare_url, "All pairs."),
    LIST("ANATOMY", IndexView, anatomy, PART, "A reply part by part."),
    SHOW("HAS_ANATOMY", IndexView, has_anatomy, "There is one."),
    TEXT("ANATOMY_WIDTH", IndexView, anatomy_width, "The width of the drawing of it."),
    LIST("FILTERS", IndexView, filters, FILTER, "The facts by which the codes can be narrowed."),
    LIST("ENHANCED", IndexView, enhanced, ENTRY, "All enhanced codes."),
    SHOW("HAS_ENHANCED", IndexView, has_enhanced, "There are some."),
    LIST("STRANGERS", IndexView, strangers, ENTRY, "Numbers that are taken for codes."),
    SHOW("HAS_STRANGERS", IndexView, has_strangers, "There are some."),
    LIST("CLASSES", IndexView, classes, CLASS, "The classes."));

SCOPE(CATEGORY, "category", CategoryView,
    HTML("CATEGORY", CategoryView, name, "Its name; missing for codes of none."),
    TEXT("CATEGORY_ID", CategoryView, anchor, "Its id on the page."),
    SHOW("CATEGORY_IS_REST", CategoryView, rest, "They are the codes of none, behind those of some."),
    LIST("CODES", CategoryView, codes, LINK, "Its codes of the class; the reason is what each indicates."));

PAGE_SCOPE(CLASS_PAGE, "class page", ClassPageView,
    HTML("H1", ClassPageView, h1, "The heading."),
    TEXT("PROTOCOL", ClassPageView, protocol, "The protocol’s name."),
    HTML("CLASS", ClassPageView, class, "The class."),
    TEXT("CLASS_ID", ClassPageView, class_id, "Its id."),
    HTML("VERDICT", ClassPageView, verdict, "What its replies say, and what to do, in sentences."),
    TEXT("COUNT_CODES", ClassPageView, count_codes, "How many codes, in words."),
    HTML("LEAD", ClassPageView, lead, "What the page is, a sentence."),
    URL("INDEX_URL", ClassPageView, index_url, "All codes."),
    LIST("FACTS", ClassPageView, facts, FACT, "What most of its codes share, with how many of them do."),
    SHOW("HAS_FACTS", ClassPageView, has_facts, "There is something."),
    LIST("CATEGORIES", ClassPageView, categories, CATEGORY, "Its codes by category."),
    ONE("PREVIOUS", ClassPageView, previous, LINK, "The class before."),
    ONE("NEXT", ClassPageView, next, LINK, "The class behind."));

SCOPE(SENDER_LINK, "sender in a list", SenderLinkView,
    TEXT("SENDER_NAME", SenderLinkView, name, "Who."),
    URL("SENDER_URL", SenderLinkView, url, "The sender’s page."),
    TEXT("SENDER_LINES", SenderLinkView, count, "How many lines, in words."),
    LIST("SENDER_CODES", SenderLinkView, codes, LINK, "The codes that they come with; leads to the lines."));

PAGE_SCOPE(LINES, "reply lines page", LinesView,
    HTML("H1", LinesView, h1, "The heading."),
    TEXT("PROTOCOL", LinesView, protocol, "The protocol’s name."),
    HTML("LEAD", LinesView, lead, "What the page is, a sentence."),
    TEXT("COUNT_LINES", LinesView, count_lines, "How many lines, in words."),
    URL("INDEX_URL", LinesView, index_url, "All codes."),
    LIST("SENDERS", LinesView, senders, SENDER_LINK, "Who sends them."));

PAGE_SCOPE(SENDER, "sender page", SenderView,
    HTML("H1", SenderView, h1, "The heading."),
    TEXT("PROTOCOL", SenderView, protocol, "The protocol’s name."),
    TEXT("SENDER", SenderView, sender, "Who sends the lines."),
    HTML("LEAD", SenderView, lead, "What the page is, a sentence."),
    TEXT("COUNT_LINES", SenderView, count_lines, "How many lines, in words."),
    URL("INDEX_URL", SenderView, index_url, "All codes."),
    URL("LINES_URL", SenderView, lines_url, "All senders."),
    LIST("GROUPS", SenderView, groups, LINE_GROUP, "The lines, by code."));

SCOPE(OPTION, "code to choose", OptionView,
    TEXT("OPTION_CODE", OptionView, code, "The code."),
    TEXT("OPTION_TITLE", OptionView, title, "The code and its name."),
    TEXT("OPTION_LANG", OptionView, language, "The language of the name where it is not translated; else missing."),
    URL("OPTION_URL", OptionView, url, "The page of the code."));

SCOPE(OPTIONS, "codes of a class to choose from", OptionsView,
    TEXT("OPTIONS_CLASS", OptionsView, class, "The class."),
    LIST("OPTIONS", OptionsView, options, OPTION, "The codes."));

SCOPE(ROW, "row of the matrix", RowView,
    TEXT("ROW_ID", RowView, anchor, "Its id on the page."),
    TEXT("CODE", RowView, code, "The lower code."),
    HTML("NAME", RowView, name, "Its name."),
    URL("CODE_URL", RowView, code_url, "Its page."),
    TEXT("CLASS_ID", RowView, class_id, "Its class."),
    LIST("CELLS", RowView, cells, LINK, "Its pairs with every higher code."));

PAGE_SCOPE(COMPARE, "compare page", CompareView,
    HTML("H1", CompareView, h1, "The heading."),
    TEXT("PROTOCOL", CompareView, protocol, "The protocol’s name."),
    HTML("LEAD", CompareView, lead, "What the page is, a sentence."),
    TEXT("COUNT_PAIRS", CompareView, count_pairs, "How many pairs, in words."),
    URL("INDEX_URL", CompareView, index_url, "All codes."),
    LIST("PAIRS", CompareView, pairs, LINK, "The pairs with a written verdict."),
    SHOW("HAS_PAIRS", CompareView, has_pairs, "There are some."),
    LIST("CLASSES", CompareView, classes, OPTIONS, "All codes by class, to choose from."),
    LIST("ROWS", CompareView, rows, ROW, "The matrix."));

PAGE_SCOPE(HOME, "home page", HomeView,
    HTML("H1", HomeView, h1, "The heading."),
    HTML("TAGLINE", HomeView, tagline, "The site in one line."),
    HTML("ABOUT", HomeView, about, "What the site is."));

PAGE_SCOPE(SEARCH, "search page", ToolView,
    HTML("H1", ToolView, h1, "The heading."),
    HTML("LEAD", ToolView, lead, "What the page is, a sentence."));

PAGE_SCOPE(DECODE, "decode page", ToolView,
    HTML("H1", ToolView, h1, "The heading."),
    HTML("LEAD", ToolView, lead, "What the page is, a sentence."));

PAGE_SCOPE(PLAIN, "chooser and 404 page", PlainView,
    HTML("H1", PlainView, h1, "The heading."));

const TmplPage RENDER_PAGES[] = {
    [PAGE_CHOOSER] = {"chooser", &PLAIN},
    [PAGE_NOT_FOUND] = {"not_found", &PLAIN},
    [PAGE_HOME] = {"home", &HOME},
    [PAGE_SEARCH] = {"search", &SEARCH},
    [PAGE_DECODE] = {"decode", &DECODE},
    [PAGE_INDEX] = {"index", &INDEX},
    [PAGE_COMPARE] = {"compare", &COMPARE},
    [PAGE_CLASS] = {"class", &CLASS_PAGE},
    [PAGE_LINES] = {"lines", &LINES},
    [PAGE_SENDER] = {"sender", &SENDER},
    [PAGE_CODE] = {"code", &CODE},
    [PAGE_PAIR] = {"pair", &PAIR},
    [PAGE_PAIR + 1] = {NULL},
};
