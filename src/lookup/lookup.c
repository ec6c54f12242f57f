#include "lookup/lookup.h"

#include <string.h>

#include "lookup/rank.h"
#include "lookup/rules.h"
#include "lookup/status.h"
#include "lookup/unpack.h"
#include "lookup/words.h"

enum {
    BRIEF_LINES = 3, /* a text of so few lines holds nothing but what was asked about */
    CUT_LEAST = 6    /* bytes of a line that may begin the returned message */
};

const char *const LOOKUP_FORMS[] = {"mail", NULL};

/* Takes away the lines of the returned message. */
static void cut(GArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const char *text = g_array_index(lines, Line, i).text;
        if (strnlen(text, CUT_LEAST) < CUT_LEAST || !rules_match(SIGN_CUT, text))
            continue;
        g_array_set_size(lines, i);
        return;
    }
}

static gboolean is_brief(const Unpacked *unpacked)
{
    guint lines = 0;
    for (guint i = 0; i < unpacked->parts->len; i++) {
        g_auto(GStrv) split = g_strsplit(((const MailPart *)unpacked->parts->pdata[i])->text, "\n", BRIEF_LINES + 20);
        for (char **line = split; *line; line++)
            lines += **line != '\0';
    }
    return lines <= BRIEF_LINES;
}

static gboolean is_vouched(const Unpacked *unpacked)
{
    for (guint i = 0; i < unpacked->parts->len; i++) {
        const MailPart *part = unpacked->parts->pdata[i];
        g_autofree char *text = g_strdelimit(g_strdup(part->text), "\n", ' '); /* what is told may be broken anywhere */
        if (part->status || rules_match(SIGN_VOUCH, text))
            return TRUE;
    }
    return unpacked->vouched || unpacked->failed;
}

/* Reads all parts: the replies into READING, the text that is searched for words into TEXT. */
static void read_parts(Reading *reading, const Unpacked *unpacked, GString *text)
{
    for (guint i = 0; i < unpacked->parts->len; i++) {
        const MailPart *part = unpacked->parts->pdata[i];
        g_autoptr(GArray) lines = reply_lines(part->text);
        if (!part->status)
            cut(lines);
        for (guint l = 0; l < lines->len; l++)
            g_string_append_printf(text, "%s ", g_array_index(lines, Line, l).text);
        status_read(reading, lines, part->status);
        reply_read(reading, lines);
    }
}

/* The mail that begins in TEXT, whose beginning is none; it may be indented. NULL: there is none. */
static char *inner_mail(const char *text)
{
    for (const char *p = strchr(text, '\n'); p; p = strchr(p + 1, '\n')) {
        g_autofree char *line = g_strndup(p + 1, strcspn(p + 1, "\n"));
        if (!rules_match(SIGN_MAIL, line + strspn(line, " ")))
            continue;
        g_autofree char *mail = *line == ' ' ? unpack_block(p + 1, FALSE) : g_strdup(p + 1);
        return unpack_is_mail(mail) ? g_steal_pointer(&mail) : NULL;
    }
    return NULL;
}

static void look(LookupResult *result, const Protocol *protocol, const char *bytes, gsize length, gboolean again);

/* Looks at MAIL, which somebody passes on, if its headers are those of a mail about a delivery. NULL: there is none. */
static void look_again(LookupResult *result, const Protocol *protocol, const char *mail)
{
    g_autoptr(Unpacked) unpacked = mail ? unpack(mail, strlen(mail)) : NULL;
    if (!unpacked || !(unpacked->vouched || unpacked->failed))
        return;
    g_array_set_size(result->matches, 0);
    look(result, protocol, mail, strlen(mail), FALSE);
}

static void look(LookupResult *result, const Protocol *protocol, const char *bytes, gsize length, gboolean again)
{
    g_autoptr(Unpacked) unpacked = unpack(bytes, length);
    g_autoptr(GString) text = g_string_new(NULL);
    Reading reading = {.replies = result->replies,
                       .failed = unpacked->failed,
                       .vouched = is_vouched(unpacked),
                       .brief = is_brief(unpacked)};
    read_parts(&reading, unpacked, text);
    result->cut |= rank(result->replies);
    words_find(protocol, text->str, reading.vouched || reading.brief, result->replies, result->matches);
    result->cut |= reading.numbers >= READING_NUMBERS;
    if (result->replies->len || !again)
        return;
    for (guint i = 0; i < unpacked->parts->len && !result->replies->len; i++) {
        g_autofree char *inner = inner_mail(((const MailPart *)unpacked->parts->pdata[i])->text);
        look_again(result, protocol, inner);
    }
    for (guint i = 0; i < unpacked->attached->len && !unpacked->vouched && !result->replies->len; i++)
        look_again(result, protocol, unpacked->attached->pdata[i]);
}

LookupResult *lookup_text(const Protocol *protocol, const char *bytes, gsize length)
{
    LookupResult *result = g_new0(LookupResult, 1);
    result->replies = g_ptr_array_new_with_free_func(reply_free);
    result->matches = g_array_new(FALSE, FALSE, sizeof(LookupMatch));
    result->cut = length > LOOKUP_MOST;
    look(result, protocol, bytes, MIN(length, LOOKUP_MOST), TRUE);
    return result;
}

void lookup_result_free(LookupResult *result)
{
    if (!result)
        return;
    g_ptr_array_unref(result->replies);
    g_array_unref(result->matches);
    g_free(result);
}

char *lookup_match_key(const LookupMatch *match)
{
    g_autofree char *name = g_path_get_basename(match->wire->document->file);
    return g_strdup_printf("%.*s/%s", (int)strcspn(name, "."), name, match->line->key.s);
}
