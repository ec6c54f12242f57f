#include "yaml/node.h"

#include <string.h>
#include <yaml.h>

#include "base/charcheck.h"
#include "base/file.h"
#include "yaml/encoding.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_event_t, yaml_event_delete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_token_t, yaml_token_delete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, yaml_parser_delete)

typedef struct Reader {
    yaml_parser_t parser;
    Arena *arena;
    const char *file;
    Findings *findings;
    Mark end; /* behind the last character */
    guint told, depth, nodes;
    const char *text; /* the whole file, in the arena */
    const char *raw;  /* TEXT from HERE on; events come in its order */
    yaml_mark_t here;
} Reader;

static Mark end_of(const GString *text)
{
    Mark end = {1, 1};
    const char *line = text->str;
    for (const char *feed; (feed = strchr(line, '\n')); line = feed + 1)
        end.line++;
    end.column += (guint)g_utf8_strlen(line, -1);
    return end;
}

/* libyaml gives a last line without a line break one, and then names the line behind it. */
static Mark mark_of(const Reader *r, yaml_mark_t at)
{
    return at.line < r->end.line ? (Mark){(guint)at.line + 1, (guint)at.column + 1} : r->end;
}

static gboolean full(const Reader *r)
{
    return r->told > NODE_FINDINGS;
}

/* Adds a finding, up to the limit, and the limit's own in the place of the next. */
static void G_GNUC_PRINTF(5, 6) tell(Reader *r, RuleId rule, yaml_mark_t at, const char *hint, const char *format, ...)
{
    if (full(r))
        return;
    if (r->told++ == NODE_FINDINGS) {
        findings_add(r->findings, RULE_YAML_LIMIT, r->file, mark_of(r, at), NULL,
                     "over %d findings: the rest of the file is not read", NODE_FINDINGS);
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    findings_add(r->findings, rule, r->file, mark_of(r, at), hint, "%s", message);
}

/* What libyaml says (its problem or the context of it), what the author can do about it, and whether the
 * place to do it is where the context began: the end of the file tells nobody which quote was left open. */
static const struct {
    const char *said, *hint;
    gboolean at_context;
} ADVICE[] = {
    {"while scanning a quoted scalar", "the quote that opens here is not closed", TRUE},
    {"while scanning a simple key", "a key and its colon stand in one line", TRUE},
    {"found character that cannot start any token",
     "a text that begins with ` @ or % goes in quotes or below >-; lines are indented with spaces, not tabs", FALSE},
    {"while scanning an alias", "a text that begins with * goes in quotes or below >-", TRUE},
    {"while scanning an anchor", "a text that begins with & goes in quotes or below >-", TRUE},
    {"found a tab character that violates indentation", "lines are indented with spaces, not tabs", FALSE},
    {"mapping values are not allowed in this context",
     "a text that holds a colon and a space goes in quotes or below >-", FALSE},
};

/* The text from AT on, for a place that need not be behind the last one. */
static const char *text_at(const Reader *r, yaml_mark_t at)
{
    const char *p = r->text;
    for (gsize line = 0; line < at.line && (p = strchr(p, '\n')); line++)
        p++;
    for (gsize column = 0; p && *p && column < at.column; column++)
        p = g_utf8_next_char(p);
    return p ? p : "";
}

/* Whether nothing stands before AT on its line but spaces, and but a key where KEY. */
static gboolean is_first_on_line(const Reader *r, yaml_mark_t at, gboolean key)
{
    const char *line = text_at(r, (yaml_mark_t){.line = at.line}), *end = text_at(r, at);
    line += strspn(line, " ");
    return line >= end || (key && !memchr(line, ':', (gsize)(end - line)) && !strchr("-?", *line));
}

/* What the author can do where a line of a mapping or list is not indented as its others; NULL: it is not that. */
static char *about_indentation(const Reader *r)
{
    const yaml_parser_t *p = &r->parser;
    const char *context = p->context ? p->context : "";
    gboolean list = strcmp(context, "while parsing a block collection") == 0;
    if (strcmp(p->problem, "mapping values are not allowed in this context") == 0 &&
        is_first_on_line(r, p->problem_mark, TRUE))
        return g_strdup(
            "if this is a key, indent it as the keys beside it; if it is text, put it in quotes or below >-");
    if ((!list && strcmp(context, "while parsing a block mapping") != 0) ||
        p->problem_mark.column == p->context_mark.column || !is_first_on_line(r, p->problem_mark, FALSE))
        return NULL;
    Mark began = mark_of(r, p->context_mark);
    return g_strdup_printf(
        "this line is indented by %u, what it stands in (the %s that began at %u:%u) by %u: lines that "
        "belong together are indented alike, with spaces",
        (guint)p->problem_mark.column, list ? "list" : "mapping", began.line, began.column, began.column - 1);
}

/* There is no reader error: encoding_clean() has left nothing that libyaml's reader would refuse. */
static void tell_problem(Reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        g_error("out of memory");
    const char *problem = p->problem ? p->problem : "not YAML";
    g_autofree char *indent = p->problem ? about_indentation(r) : NULL;
    if (indent) {
        tell(r, RULE_YAML_SYNTAX, p->problem_mark, indent, "%s", problem);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ADVICE); i++)
        if (g_strcmp0(ADVICE[i].said, p->context) == 0 || strcmp(ADVICE[i].said, problem) == 0) {
            tell(r, RULE_YAML_SYNTAX, ADVICE[i].at_context ? p->context_mark : p->problem_mark, ADVICE[i].hint, "%s",
                 problem);
            return;
        }
    Mark began = mark_of(r, p->context_mark);
    g_autofree char *hint =
        p->context ? g_strdup_printf("%s that began at %u:%u", p->context, began.line, began.column) : NULL;
    tell(r, RULE_YAML_SYNTAX, p->problem_mark, hint, "%s", problem);
}

static gboolean next(Reader *r, yaml_event_t *event)
{
    if (yaml_parser_parse(&r->parser, event))
        return TRUE;
    tell_problem(r);
    return FALSE;
}

/* Checked at each event, for libyaml has no limits: its time grows with the square of the depth. */
static gboolean past_limit(Reader *r, const yaml_event_t *event)
{
    gboolean deeper = event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
    if (++r->nodes > NODE_COUNT)
        tell(r, RULE_YAML_LIMIT, event->start_mark, NULL, "over %d keys and values", NODE_COUNT);
    else if (deeper && r->depth == NODE_DEPTH)
        tell(r, RULE_YAML_LIMIT, event->start_mark, NULL, "over %d lists and mappings in each other", NODE_DEPTH);
    else
        return full(r);
    return TRUE;
}

static void refuse_properties(Reader *r, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        tell(r, RULE_YAML_SUBSET, event->start_mark, "take it out, and write the value out where it is needed",
             "anchor \"&%.60s\"", (const char *)anchor);
    if (!tag)
        return;
    g_autofree char *name = node_excerpt((const char *)tag);
    tell(r, RULE_YAML_SUBSET, event->start_mark, "take it out: every value is text until its key gives it a type",
         "tag \"%s\"", name);
}

static Node *new_node(Reader *r, NodeKind kind, const yaml_event_t *event)
{
    Node *node = arena_new0(r->arena, Node);
    node->kind = kind;
    node->mark = mark_of(r, event->start_mark);
    return node;
}

/* An alias stands for a text of which nothing more is said. */
static Node *build_alias(Reader *r, const yaml_event_t *event)
{
    tell(r, RULE_YAML_SUBSET, event->start_mark, "write the value out again", "alias \"*%.60s\"",
         (const char *)event->data.alias.anchor);
    Node *node = new_node(r, NODE_TEXT, event);
    node->text = "";
    node->refused = TRUE;
    return node;
}

/* The text of a scalar in double quotes, in which an escape may have made what encoding_clean() refuses. */
static const char *unescaped_text(Reader *r, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value, *end = text + event->data.scalar.length;
    g_autoptr(GString) clean = g_string_sized_new(event->data.scalar.length);
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *fault = encoding_fault(c);
        if (fault)
            tell(r, RULE_YAML_ENCODING, event->start_mark, "take the escape out", "an escape gives U+%04X, %s", c,
                 fault);
        g_string_append_unichar(clean, fault ? 0xfffd : c);
    }
    return arena_text(r->arena, clean->str, (gssize)clean->len);
}

/* A text is put among others: its controls of direction must not reach them. All else is U+FFFD by now. */
static gboolean is_closed(Reader *r, const yaml_event_t *event, const char *text)
{
    CharCheck check = {0};
    gunichar culprit = 0;
    const char *what = charcheck_next(&check, &text, &culprit);
    if (!what)
        what = charcheck_end(&check, &culprit);
    if (what)
        tell(r, RULE_YAML_ENCODING, event->start_mark, "close it in the same text, or take it out", "U+%04X is %s",
             culprit, what);
    return !what;
}

/* The text from AT on. Only LF ends a line (encoding.h); columns count code points. */
static const char *raw_at(Reader *r, yaml_mark_t at)
{
    for (const char *end; r->here.line < at.line && (end = strchr(r->raw, '\n')); r->here.line++) {
        r->raw = end + 1;
        r->here.column = 0;
    }
    for (; r->here.column < at.column && *r->raw; r->here.column++)
        r->raw = g_utf8_next_char(r->raw);
    return r->raw;
}

static Node *build_text(Reader *r, const yaml_event_t *event)
{
    refuse_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag);
    Node *node = new_node(r, NODE_TEXT, event);
    yaml_scalar_style_t style = event->data.scalar.style;
    node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
    node->literal = style == YAML_LITERAL_SCALAR_STYLE;
    node->raw = raw_at(r, event->start_mark);
    node->text = style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
                     ? unescaped_text(r, event)
                     : arena_text(r->arena, (const char *)event->data.scalar.value, (gssize)event->data.scalar.length);
    node->refused = !is_closed(r, event, node->text);
    return node;
}

static Node *build(Reader *r, const yaml_event_t *event);

static void *copy_array(Reader *r, gconstpointer from, gsize count, gsize size)
{
    return count ? memcpy(arena_alloc(r->arena, count * size), from, count * size) : NULL;
}

static Node *build_list(Reader *r, const yaml_event_t *start)
{
    refuse_properties(r, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (;;) {
        g_auto(yaml_event_t) event = {0};
        if (!next(r, &event))
            return NULL;
        if (event.type == YAML_SEQUENCE_END_EVENT)
            break;
        Node *item = build(r, &event);
        if (!item)
            return NULL;
        g_ptr_array_add(items, item);
    }
    Node *node = new_node(r, NODE_LIST, start);
    node->count = items->len;
    node->items = copy_array(r, items->pdata, items->len, sizeof(Node *));
    return node;
}

/* Reads the entry that begins with the event of its key. FALSE when reading cannot go on. */
static gboolean build_entry(Reader *r, const yaml_event_t *start, GArray *entries, GTree *seen)
{
    Node *key = build(r, start);
    g_auto(yaml_event_t) event = {0};
    Node *value = key && next(r, &event) ? build(r, &event) : NULL;
    if (!value)
        return FALSE;
    if (key->kind != NODE_TEXT)
        tell(r, RULE_YAML_SUBSET, start->start_mark, "a key is a text", "a list or mapping as a key");
    if (start->type != YAML_SCALAR_EVENT)
        return TRUE; /* an alias is told as such */
    const Node *first = g_tree_lookup(seen, key->text);
    if (first) {
        g_autofree char *name = node_excerpt(key->text);
        g_autofree char *hint = g_strdup_printf("it stands at %u:%u already", first->mark.line, first->mark.column);
        tell(r, RULE_DUPLICATE_KEY, start->start_mark, hint, "repeated key \"%s\"", name);
        return TRUE;
    }
    g_tree_insert(seen, (gpointer)key->text, key);
    g_array_append_val(entries, ((NodeEntry){key->text, key->mark, value}));
    return TRUE;
}

/* The keys seen are in a balanced tree, not a hash table: keys chosen to collide cost no more. */
static Node *build_map(Reader *r, const yaml_event_t *start)
{
    refuse_properties(r, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(NodeEntry));
    g_autoptr(GTree) seen = g_tree_new((GCompareFunc)strcmp);
    for (;;) {
        g_auto(yaml_event_t) event = {0};
        if (!next(r, &event))
            return NULL;
        if (event.type == YAML_MAPPING_END_EVENT)
            break;
        if (!build_entry(r, &event, entries, seen))
            return NULL;
    }
    Node *node = new_node(r, NODE_MAP, start);
    node->count = entries->len;
    node->entries = copy_array(r, entries->data, entries->len, sizeof(NodeEntry));
    return node;
}

/* The node that begins with EVENT, or NULL when reading cannot go on. */
static Node *build(Reader *r, const yaml_event_t *event)
{
    if (past_limit(r, event))
        return NULL;
    if (event->type == YAML_ALIAS_EVENT)
        return build_alias(r, event);
    if (event->type == YAML_SCALAR_EVENT)
        return build_text(r, event);
    r->depth++;
    Node *node = event->type == YAML_SEQUENCE_START_EVENT ? build_list(r, event) : build_map(r, event);
    r->depth--;
    return node;
}

/* Tells the directives before the document and makes them comments, so that libyaml does not meet them: it
 * compares each with all before, and has its own say on versions. */
static void refuse_directives(Reader *r, char *text, gsize length)
{
    yaml_mark_t at = {0};
    for (char *stop = text + length, *end; text < stop; text = end + 1, at.line++) {
        end = memchr(text, '\n', (gsize)(stop - text));
        end = end ? end : stop;
        char *first = text;
        while (first < end && (*first == ' ' || *first == '\t' || *first == '\r'))
            first++;
        if (*text == '%') {
            g_autofree char *line = g_strchomp(g_strndup(text, (gsize)(end - text)));
            g_autofree char *name = node_excerpt(line);
            tell(r, RULE_YAML_SUBSET, at, "take the line out", "directive \"%s\"", name);
            *text = '#';
        } else if (first < end && *first != '#') {
            return;
        }
    }
}

/* Whether nothing stands behind the document. Asks for one token and no event, because the directives of a
 * further document would be read before its first event. */
static gboolean read_end(Reader *r, const yaml_event_t *document_end)
{
    for (gboolean closed = !document_end->data.document_end.implicit;; closed = TRUE) {
        g_auto(yaml_token_t) token = {0};
        if (!yaml_parser_scan(&r->parser, &token)) {
            tell_problem(r);
            return FALSE;
        }
        if (token.type == YAML_STREAM_END_TOKEN)
            return TRUE;
        if (token.type == YAML_DOCUMENT_END_TOKEN)
            continue;
        if (closed || token.type == YAML_DOCUMENT_START_TOKEN || token.type == YAML_VERSION_DIRECTIVE_TOKEN ||
            token.type == YAML_TAG_DIRECTIVE_TOKEN) {
            tell(r, RULE_YAML_SUBSET, token.start_mark, "a file holds one document: put this one in a file of its own",
                 "a second document");
            return TRUE;
        }
        tell(r, RULE_YAML_SYNTAX, token.start_mark, NULL, "found more behind the end of the document");
        return FALSE;
    }
}

/* A file without a document, and a document without anything, is an empty map. */
static Node *read_document(Reader *r)
{
    g_auto(yaml_event_t) stream = {0}, start = {0}, first = {0}, end = {0};
    if (!next(r, &stream) || !next(r, &start))
        return NULL;
    if (start.type == YAML_STREAM_END_EVENT)
        return new_node(r, NODE_MAP, &stream);
    Node *root = next(r, &first) ? build(r, &first) : NULL;
    if (!root || !next(r, &end) || !read_end(r, &end))
        return NULL;
    if (first.type == YAML_SCALAR_EVENT && !root->quoted && !*root->text)
        root->kind = NODE_MAP;
    return root;
}

const Node *node_read(Arena *arena, const char *file, const char *text, gsize length, Findings *findings)
{
    if (length > NODE_FILE_BYTES) {
        findings_add(findings, RULE_YAML_LIMIT, file, (Mark){0, 0}, NULL,
                     "%" G_GSIZE_FORMAT " bytes, over the limit of %d", length, NODE_FILE_BYTES);
        return NULL;
    }
    GString *clean = encoding_clean(file, text, length, NODE_FINDINGS, findings);
    if (!clean)
        return NULL;
    Reader r = {.arena = arena, .file = file, .findings = findings, .end = end_of(clean)};
    refuse_directives(&r, clean->str, clean->len);
    r.text = r.raw = arena_text(arena, clean->str, (gssize)clean->len);
    if (!yaml_parser_initialize(&r.parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const yaml_char_t *)clean->str, clean->len);
    Node *root = read_document(&r);
    yaml_parser_delete(&r.parser);
    g_string_free(clean, TRUE);
    return full(&r) ? NULL : root;
}

const Node *node_read_file(Arena *arena, const char *source, const char *name, Findings *findings)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    if (file_read_below(source, name, NODE_FILE_BYTES, &text, &length, &error)) {
        Node *root = (Node *)node_read(arena, name, text, length, findings);
        Digest *digest = arena_new0(arena, Digest);
        *digest = digest_of(text, length);
        if (root)
            root->file = digest;
        return root;
    }
    findings_add_unreadable(findings, name, error);
    return NULL;
}

const Node *node_get(const Node *map, const char *key)
{
    for (gsize i = 0; i < map->count && map->kind == NODE_MAP; i++)
        if (strcmp(map->entries[i].key, key) == 0)
            return map->entries[i].value;
    return NULL;
}

char *node_excerpt(const char *text)
{
    enum { LONGEST = 60 };
    if (g_utf8_strlen(text, -1) <= LONGEST)
        return g_strdup(text);
    g_autofree char *start = g_utf8_substring(text, 0, LONGEST - 1);
    return g_strconcat(start, "…", NULL);
}
