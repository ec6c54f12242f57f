#include "lookup/lookup.h"

#include <string.h>

#include "lookup/rank.h"
#include "lookup/rules.h"
#include "lookup/status.h"
#include "lookup/unpack.h"
#include "lookup/words.h"

enum {
    BRIEF_LINES = 3, /* a text of so few lines holds nothing but what was asked about */
    CUT_LEAST = 6,   /* bytes of a line that may begin the returned message */
    INNER_MOST = 20  /* lines that may begin a mail are looked at */
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

/* TEXT with each long line joined to what follows: what is told may be broken anywhere. */
static char *unwrap(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *p = text; *p;) {
        gsize n = strcspn(p, "\n");
        gboolean last = !p[n], joins = !last && g_utf8_strlen(p, (gssize)n) >= READING_PROSE;
        g_string_append_len(out, p, (gssize)n);
        if (!last)
            g_string_append_c(out, joins ? ' ' : '\n');
        p += n + !last;
        p += joins ? strspn(p, " ") : 0;
    }
    return g_string_free(out, FALSE);
}

static gboolean has_status(const Unpacked *unpacked)
{
    for (guint i = 0; i < unpacked->parts->len; i++)
        if (((const MailPart *)unpacked->parts->pdata[i])->status)
            return TRUE;
    return FALSE;
}

static gboolean is_vouched(const Unpacked *unpacked)
{
    for (guint i = 0; i < unpacked->parts->len; i++) {
        g_autofree char *text = unwrap(((const MailPart *)unpacked->parts->pdata[i])->text);
        if (rules_match(SIGN_VOUCH, text))
            return TRUE;
    }
    return unpacked->vouched || unpacked->failed || has_status(unpacked);
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
    guint tried = 0; /* the rest of the text is copied for each */
    for (const char *p = strchr(text, '\n'); p && tried < INNER_MOST; p = strchr(p + 1, '\n')) {
        gsize indent = strspn(p + 1, " ");
        g_autofree char *line = g_strndup(p + 1 + indent, strcspn(p + 1 + indent, "\n"));
        if (!rules_match(SIGN_MAIL, line))
            continue;
        g_autofree char *mail = indent ? unpack_block(p + 1, FALSE) : g_strdup(p + 1);
        if (unpack_is_mail(mail))
            return g_steal_pointer(&mail);
        tried++;
    }
    return NULL;
}

/* A look at a text, and at the mails in it that somebody passes on. */
typedef struct Looking {
    LookupResult *result;
    const Protocol *protocol;
    guint numbers; /* that were looked at */
} Looking;

static void look(Looking *looking, const char *bytes, gsize length, gboolean again);

/* Looks at MAIL if its headers are those of one about a delivery; unless by SUBJECT, that does not count. If it says
 * nothing, what was found stands. NULL: there is none. */
static void look_again(Looking *looking, const char *mail, gboolean subject)
{
    LookupResult *result = looking->result;
    g_autoptr(Unpacked) unpacked = mail ? unpack(mail, strlen(mail)) : NULL;
    if (!unpacked || !(unpacked->notice || (unpacked->vouched && subject)))
        return;
    LookupResult before = *result;
    result->replies = g_ptr_array_new_with_free_func(reply_free);
    result->matches = g_array_new(FALSE, FALSE, sizeof(LookupMatch));
    look(looking, mail, strlen(mail), FALSE);
    if (!result->replies->len && !result->matches->len) {
        LookupResult none = *result;
        *result = before;
        result->cut |= none.cut;
        before = none;
    }
    g_ptr_array_unref(before.replies);
    g_array_unref(before.matches);
}

/* Whether there is a reply, and not only a number that is called one. */
static gboolean is_founded(const LookupResult *result)
{
    return result->replies->len && !((const Reply *)result->replies->pdata[0])->named;
}

static void look(Looking *looking, const char *bytes, gsize length, gboolean again)
{
    LookupResult *result = looking->result;
    g_autoptr(Unpacked) unpacked = unpack(bytes, length);
    g_autoptr(GString) text = g_string_new(NULL);
    Reading reading = {.replies = result->replies,
                       .protocol = looking->protocol,
                       .failed = unpacked->failed,
                       .vouched = is_vouched(unpacked),
                       .brief = is_brief(unpacked),
                       .numbers = looking->numbers};
    read_parts(&reading, unpacked, text);
    looking->numbers = reading.numbers;
    result->cut |= rank(result->replies);
    words_find(looking->protocol, text->str, reading.vouched || reading.brief, result->replies, result->matches);
    result->cut |= reading.numbers >= READING_NUMBERS;
    if (!again || has_status(unpacked))
        return;
    /* What is in a notice is mostly the returned message. */
    for (guint i = 0; i < unpacked->parts->len && !is_founded(result); i++) {
        g_autofree char *inner = inner_mail(((const MailPart *)unpacked->parts->pdata[i])->text);
        look_again(looking, inner, !unpacked->notice);
    }
    for (guint i = 0; i < unpacked->attached->len && !unpacked->notice && !is_founded(result); i++)
        look_again(looking, unpacked->attached->pdata[i], FALSE);
}

LookupResult *lookup_text(const Protocol *protocol, const char *bytes, gsize length)
{
    LookupResult *result = g_new0(LookupResult, 1);
    result->replies = g_ptr_array_new_with_free_func(reply_free);
    result->matches = g_array_new(FALSE, FALSE, sizeof(LookupMatch));
    result->cut = length > LOOKUP_MOST;
    look(&(Looking){result, protocol, 0}, bytes, MIN(length, LOOKUP_MOST), TRUE);
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
