#include "text/passage.h"

#include <string.h>

#include "text/inline.h"
#include "text/markdown.h"

void passage_fingerprint(const char *text, char fingerprint[FINGERPRINT_LENGTH + 1])
{
    g_autoptr(GString) folded = g_string_sized_new(512);
    for (gboolean first = TRUE; *text; first = FALSE) {
        text += strspn(text, " \t\r\n\f");
        gsize length = strcspn(text, " \t\r\n\f");
        if (length > 0 && !first)
            g_string_append_c(folded, ' ');
        g_string_append_len(folded, text, (gssize)length);
        text += length;
    }
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)folded->str, folded->len);
    memcpy(fingerprint, sum, FINGERPRINT_LENGTH);
    fingerprint[FINGERPRINT_LENGTH] = '\0';
}

/* The length of the number at P: digits, with dots between digits. */
static gsize number_length(const char *p)
{
    gsize length = 0;
    do
        length += 1 + strspn(p + length + 1, "0123456789");
    while (p[length] == '.' && g_ascii_isdigit(p[length + 1]));
    return length;
}

/* "2xx" and "4yz" stand for a range of codes and are tokens of their own; in "2nd" and "2e", which are words of a
 * language, only the digit is. */
static gsize token_length(const char *p)
{
    gsize digits = number_length(p), end = digits;
    for (; g_ascii_isalnum(p[end]); end++)
        if (g_ascii_isalpha(p[end]) && !strchr("xyzXYZ", p[end]))
            return digits;
    return end;
}

static void add_numbers(GPtrArray *tokens, const char *text)
{
    while (*(text += strcspn(text, "0123456789"))) {
        gsize length = token_length(text);
        g_ptr_array_add(tokens, g_strndup(text, length));
        text += length;
    }
}

/* Text is collected over node borders (cmark ends a node at each special character); code stands between its parts. */
static void add_node(GPtrArray *tokens, GString *text, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        g_string_append(text, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_CODE:
        g_ptr_array_add(tokens, g_strdup_printf("`%s`", cmark_node_get_literal(node)));
        g_string_append_c(text, ' ');
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        g_ptr_array_add(tokens, g_strdup_printf("(%s)", cmark_node_get_url(node)));
        break;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        break;
    default:
        g_string_append_c(text, ' ');
    }
}

static int compare_tokens(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_tree(GPtrArray *tokens, GString *text, const char *markdown)
{
    cmark_iter *iter = cmark_iter_new(markdown_begin(markdown));
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER)
            add_node(tokens, text, cmark_iter_get_node(iter));
    markdown_end();
}

char **passage_tokens(const char *markdown)
{
    GPtrArray *tokens = g_ptr_array_new();
    g_autoptr(GString) text = g_string_new(NULL);
    if (strlen(markdown) <= INLINE_BYTES)
        add_tree(tokens, text, markdown);
    else /* it is a finding of inline_render(), and must not take the time here either */
        g_string_append(text, markdown);
    add_numbers(tokens, text->str);
    g_ptr_array_sort(tokens, compare_tokens);
    g_ptr_array_add(tokens, NULL);
    return (char **)g_ptr_array_free(tokens, FALSE);
}

/* How often TOKEN, or nothing when it is NULL, stands at the head of LIST. */
static guint count_head(char *const *list, const char *token)
{
    guint count = 0;
    while (token && list[count] && strcmp(list[count], token) == 0)
        count++;
    return count;
}

static void tell(GString *out, const char *token, guint wanted, guint found)
{
    if (out->len > 0)
        g_string_append(out, ", ");
    if (found == 0)
        g_string_append_printf(out, "\"%s\" is missing", token);
    else if (wanted == 0)
        g_string_append_printf(out, "\"%s\" was not there before", token);
    else
        g_string_append_printf(out, "\"%s\" is there %u %s, not %u", token, found, found == 1 ? "time" : "times",
                               wanted);
}

/* Whether the LENGTH bytes at P are no part of a longer number or word. */
static gboolean stands_alone(const char *text, const char *p, gsize length)
{
    return (p == text || !(g_ascii_isalnum(p[-1]) || p[-1] == '.')) && !g_ascii_isalnum(p[length]);
}

/* Where TOKEN stands in TEXT; NULL unless it stands there once as a piece of its own. */
static const char *only_place(const char *text, const char *token)
{
    gsize length = strlen(token);
    gboolean number = g_ascii_isdigit(*token);
    const char *only = NULL;
    for (const char *p = text; (p = strstr(p, token)); p++) {
        if (number && !stands_alone(text, p, length))
            continue;
        if (only)
            return NULL;
        only = p;
    }
    return only;
}

char *passage_compare(char *const *wanted, const char *translation, gsize *at)
{
    g_auto(GStrv) found = passage_tokens(translation);
    g_autoptr(GString) out = g_string_new(NULL);
    const char *first = NULL;
    for (char *const *w = wanted, *const *f = found; *w || *f;) {
        const char *token = !*w || (*f && strcmp(*f, *w) < 0) ? *f : *w;
        guint n_wanted = count_head(w, token), n_found = count_head(f, token);
        const char *new = n_wanted == 0 ? only_place(translation, token) : NULL;
        if (n_wanted != n_found)
            tell(out, token, n_wanted, n_found);
        if (new && (!first || new < first))
            first = new;
        w += n_wanted;
        f += n_found;
    }
    *at = first ? (gsize)(first - translation) : 0;
    return out->len > 0 ? g_strdup(out->str) : NULL;
}
