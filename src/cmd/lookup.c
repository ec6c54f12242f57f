#include "lookup/lookup.h"

#include <errno.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "plan/url.h"
#include "render/book.h"

/* What the answer is made from: the source as the site shows it in one language. */
typedef struct Answer {
    Catalog *catalog;
    Plan *plan;
    Book *book;
    guint language, protocol; /* numbers */
    LookupResult *result;
} Answer;

static void answer_clear(Answer *answer)
{
    lookup_result_free(answer->result);
    book_free(answer->book);
    plan_free(answer->plan);
    catalog_free(answer->catalog);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

static const Protocol *protocol_of(const Answer *answer)
{
    return answer->catalog->protocols[answer->protocol];
}

/* The number of the row of ENHANCED ("5.1.1"), -1: there is none. */
static int row_of(const Answer *answer, const char *enhanced)
{
    const Protocol *protocol = protocol_of(answer);
    const char *dot = enhanced ? strchr(enhanced, '.') : NULL;
    for (guint i = 0; dot && i < protocol->n_enhanced; i++)
        if (strcmp(protocol->enhanced[i].key.s + 1, dot) == 0)
            return (int)i;
    return -1;
}

/* The address of the page of CODE, of ENHANCED on the index where there is no code; NULL: there is none. */
static char *path_of(const Answer *answer, const char *code, const char *enhanced)
{
    Output output = {.language = (guint8)answer->language, .protocol = (guint8)answer->protocol};
    g_autoptr(GString) path = g_string_new(NULL);
    int number = *code ? records_find(protocol_of(answer), code) : -1, row = row_of(answer, enhanced);
    if (number < 0 && (*code || row < 0))
        return NULL;
    output.kind = number < 0 ? OUTPUT_INDEX : OUTPUT_CODE;
    output.a = (guint16)MAX(number, 0);
    url_page(path, answer->plan, &output);
    if (number < 0)
        g_string_append_printf(path, "#%s", book_anchor(answer->book->arena, protocol_of(answer)->enhanced[row].key.s));
    return g_string_free(g_steal_pointer(&path), FALSE);
}

static void add_member(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    if (value)
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void add_reply(JsonBuilder *json, const Answer *answer, const Reply *reply)
{
    g_autofree char *path = path_of(answer, reply->code, reply->enhanced);
    char class[2] = {*(*reply->code ? reply->code : reply->enhanced), '\0'};
    json_builder_begin_object(json);
    add_member(json, "code", *reply->code ? reply->code : NULL);
    add_member(json, "enhanced", reply->enhanced);
    add_member(json, "class", class);
    add_member(json, "path", path);
    add_member(json, "line", reply->line);
    add_member(json, "recipient", reply->recipient);
    json_builder_end_object(json);
}

static void add_match(JsonBuilder *json, const Answer *answer, const LookupMatch *match)
{
    g_autofree char *key = lookup_match_key(match), *path = path_of(answer, match->line->code.s, NULL);
    json_builder_begin_object(json);
    add_member(json, "sender", match->wire->name);
    add_member(json, "key", key);
    add_member(json, "code", match->line->code.s);
    add_member(json, "enhanced", match->line->enhanced.s);
    add_member(json, "path", path);
    json_builder_end_object(json);
}

static char *as_json(const Answer *answer)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(JsonGenerator) generator = json_generator_new();
    const LookupResult *result = answer->result;
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "replies");
    json_builder_begin_array(json);
    for (guint i = 0; i < result->replies->len; i++)
        add_reply(json, answer, result->replies->pdata[i]);
    json_builder_end_array(json);
    json_builder_set_member_name(json, "matches");
    json_builder_begin_array(json);
    for (guint i = 0; i < result->matches->len; i++)
        add_match(json, answer, &g_array_index(result->matches, LookupMatch, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    JsonNode *root = json_builder_get_root(json);
    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, TRUE);
    json_node_unref(root);
    g_autofree char *text = json_generator_to_data(generator, NULL);
    return g_strconcat(text, "\n", NULL);
}

static void say(const Answer *answer, SentenceId id, const char *value, GString *out)
{
    Phrase values[] = {{.text = value}};
    sentence_text(answer->catalog->locales[answer->language]->sentences[id], values, out);
    g_string_append_c(out, '\n');
}

/* What is known by name of the code and of the enhanced code, with BETWEEN between them. */
static void name_code(const Answer *answer, const Reply *reply, const char *between, GString *out)
{
    const Protocol *protocol = protocol_of(answer);
    int number = *reply->code ? records_find(protocol, reply->code) : -1, row = row_of(answer, reply->enhanced);
    const CodeBook *code =
        number < 0 ? NULL : book_code(answer->book, answer->language, answer->protocol, (guint)number);
    if (*reply->code)
        g_string_append(out, code ? code->label.text : reply->code);
    if (*reply->code && reply->enhanced)
        g_string_append(out, between);
    if (!reply->enhanced)
        return;
    g_string_append(out, reply->enhanced);
    if (row < 0)
        return;
    g_autofree char *path = g_strdup_printf("codes.%s.title", protocol->enhanced[row].key.s);
    Phrase title =
        book_plain_passage(answer->book, answer->book->arena, protocol->enhanced_document, path, answer->language);
    g_string_append_printf(out, " %s", title.text ? title.text : "");
}

static void tell_match(const Answer *answer, const LookupMatch *match, GString *out)
{
    g_autofree char *passage = g_strdup_printf("lines.%s.means", match->line->key.s);
    Phrase means = book_passage(answer->book, answer->book->arena, match->wire->document, passage, answer->language,
                                answer->protocol);
    say(answer, SENTENCE_LOOKUP_KNOWN, match->wire->name, out);
    g_string_append_printf(out, "  %s\n", means.text ? means.text : "");
}

/* The verdict and the address of a code's page. */
static void tell_page(const Answer *answer, const char *code, const char *enhanced, GString *out)
{
    int number = *code ? records_find(protocol_of(answer), code) : -1;
    g_autofree char *path = path_of(answer, code, enhanced);
    if (number >= 0)
        g_string_append_printf(
            out, "%s\n", book_code(answer->book, answer->language, answer->protocol, (guint)number)->headline.text);
    if (path)
        g_string_append_printf(out, "%s\n", path);
}

static char *as_text(const Answer *answer)
{
    GString *out = g_string_new(NULL);
    const LookupResult *result = answer->result;
    const LookupMatch *match = result->matches->len ? &g_array_index(result->matches, LookupMatch, 0) : NULL;
    const Reply *first = result->replies->len ? result->replies->pdata[0] : NULL;
    if (first) {
        name_code(answer, first, "\n", out);
        g_string_append(out, "\n  ");
        report_append_visible(out, first->line); /* it comes from who knows where */
        g_string_append_c(out, '\n');
    } else {
        say(answer, SENTENCE_LOOKUP_NONE, NULL, out);
        if (!match)
            say(answer, SENTENCE_LOOKUP_LOOK_FOR, NULL, out);
    }
    if (match)
        tell_match(answer, match, out);
    if (first)
        tell_page(answer, first->code, first->enhanced, out);
    else if (match)
        tell_page(answer, match->line->code.s, NULL, out);
    for (guint i = 1; i < result->replies->len; i++) {
        const Reply *reply = result->replies->pdata[i];
        g_autofree char *path = path_of(answer, reply->code, reply->enhanced);
        g_string_append(out, i == 1 ? "\n" : "");
        name_code(answer, reply, ", ", out);
        g_string_append_printf(out, "%s%s\n", path ? "  " : "", path ? path : "");
    }
    return g_string_free(out, FALSE);
}

/* Standard input, a byte more than is read at most, so that the rest is noticed. */
static GString *read_input(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char chunk[65536];
    gsize n;
    while (text->len <= LOOKUP_MOST && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        g_string_append_len(text, chunk, (gssize)n);
    if (!ferror(stdin))
        return g_steal_pointer(&text);
    fprintf(stderr, "replyglot lookup: standard input: %s\n", g_strerror(errno));
    return NULL;
}

/* The first protocol that can be looked up; FALSE: there is none. */
static gboolean find_protocol(Answer *answer)
{
    for (guint i = 0; i < answer->catalog->n_protocols; i++) {
        answer->protocol = i;
        if (answer->catalog->protocols[i]->lookup)
            return TRUE;
    }
    fprintf(stderr, "replyglot lookup: no protocol of this source says `lookup` in its protocol.yaml\n");
    return FALSE;
}

/* Sets ANSWER up from SOURCE; else returns what to exit with. */
static int load(Answer *answer, const char *source, const char *language)
{
    g_autoptr(Findings) findings = findings_new();
    PlanOptions options = {0};
    answer->catalog = catalog_load(source, LOOKUP_FORMS, g_get_num_processors(), findings);
    if (answer->catalog)
        answer->plan = plan_new(answer->catalog, &options, findings);
    if (findings_count(findings, SEVERITY_ERROR))
        return common_tell_findings(findings, source, SEVERITY_NOTE) ? EXIT_FINDINGS : EXIT_IO;
    const Catalog *catalog = answer->catalog;
    g_assert(catalog);
    while (language && answer->language < catalog->n_languages &&
           strcmp(catalog->languages[answer->language], language) != 0)
        answer->language++;
    if (answer->language == catalog->n_languages)
        return common_usage("lookup", "--lang \"%s\" is not a language of this site", language);
    if (!find_protocol(answer))
        return EXIT_USAGE;
    answer->book = book_new(answer->plan, g_get_num_processors());
    return EXIT_DONE;
}

static int run(const char *source, const char *language, gboolean json, const char *text)
{
    g_auto(Answer) answer = {0};
    int status = load(&answer, source, language);
    if (status != EXIT_DONE)
        return status;
    g_assert(answer.book);
    g_autoptr(GString) input = text ? g_string_new(text) : read_input();
    if (!input)
        return EXIT_IO;
    answer.result = lookup_text(protocol_of(&answer), input->str, input->len);
    if (answer.result->cut)
        fprintf(
            stderr,
            "replyglot lookup: there is more in the text than is looked at: %d bytes, and some hundreds of replies\n",
            LOOKUP_MOST);
    g_autofree char *told = json ? as_json(&answer) : as_text(&answer);
    return common_print(told) ? EXIT_DONE : EXIT_IO;
}

int cmd_lookup(int argc, char **argv)
{
    g_autofree char *source = NULL, *language = NULL, *format = NULL;
    g_auto(GStrv) texts = NULL;
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"lang", 'l', 0, G_OPTION_ARG_STRING, &language, "The language of the answer (default: the site’s first)",
         "LANG"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "How to answer (default: text)", "text|json"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &texts, "", "[TEXT | -]"},
        {NULL},
    };
    if (!common_parse(argc, argv, entries, "Tell the reply codes in a text: TEXT, or what comes on standard input.",
                      &status))
        return status;
    if (texts && texts[0] && texts[1])
        return common_usage("lookup", "more than one text: put it in quotes");
    gboolean json = g_strcmp0(format, "json") == 0;
    if (format && !json && strcmp(format, "text") != 0)
        return common_usage("lookup", "--format \"%s\" is neither text nor json", format);
    if (!common_is_source("lookup", source ? source : "."))
        return EXIT_IO;
    common_confine(NULL, NULL); /* other character sets are files of the machine */
    const char *text = texts && texts[0] && strcmp(texts[0], "-") != 0 ? texts[0] : NULL;
    return run(source ? source : ".", language, json, text);
}
