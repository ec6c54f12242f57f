#include "lookup/rank.h"

#include <string.h>

#include "lookup/reply.h"

enum {
    PER_OUTCOME = 15, /* a failure over a delay, a delay over a success */
    ACCEPTED = 5,     /* more */
    AFTERMATH = 25,   /* less */
    SUPERSEDED = 60,  /* less */
    WITHOUT_CODE = 5, /* less */
};

/* Whether both may be of one delivery. */
static gboolean same_recipient(const Reply *a, const Reply *b)
{
    return !a->recipient || !b->recipient || g_ascii_strcasecmp(a->recipient, b->recipient) == 0;
}

static char class_of(const Reply *reply)
{
    return *(*reply->code ? reply->code : reply->enhanced);
}

static void set_text(char **to, const char *text)
{
    char *copy = g_strdup(text);
    g_free(*to);
    *to = copy;
}

/* Whether FROM, a reply that some text quotes, may be what a notification has no reply code for. */
static gboolean may_explain(const Reply *from)
{
    return *from->code && !from->status && from->evidence >= EVIDENCE_DOUBT && !from->aftermath;
}

/* Whether FROM is what the notification STATUS has no reply code for. */
static gboolean explains(const Reply *from, const Reply *status)
{
    return class_of(from) == *status->enhanced && same_recipient(from, status) &&
           (!from->enhanced || strcmp(from->enhanced, status->enhanced) == 0 || reply_is_generic(status->enhanced));
}

static void take_code(Reply *status, const Reply *from)
{
    memcpy(status->code, from->code, sizeof status->code);
    if (from->enhanced)
        set_text(&status->enhanced, from->enhanced);
    set_text(&status->line, from->line);
    status->evidence = EVIDENCE_STATUS;
}

/* Gives the notifications without a reply code the one that stands in the text of the mail. */
static void complete(const GPtrArray *replies)
{
    g_autoptr(GPtrArray) quoted = g_ptr_array_new();
    for (guint i = 0; i < replies->len; i++)
        if (may_explain(replies->pdata[i]))
            g_ptr_array_add(quoted, replies->pdata[i]);
    for (guint i = 0; i < replies->len; i++) {
        Reply *status = replies->pdata[i];
        for (guint j = 0; status->status && !*status->code && j < quoted->len; j++)
            if (explains(quoted->pdata[j], status))
                take_code(status, quoted->pdata[j]);
    }
}

static int score(const Reply *reply)
{
    return reply->evidence + (reply->accepted ? ACCEPTED : 0) + PER_OUTCOME * (int)reply->outcome -
           (reply->aftermath ? AFTERMATH : 0) - (*reply->code ? 0 : WITHOUT_CODE);
}

static int by_score(gconstpointer a, gconstpointer b)
{
    const Reply *x = *(const Reply *const *)a, *y = *(const Reply *const *)b;
    int more = score(y) - score(x);
    if (more)
        return more;
    /* A log counts from its end, other text from its beginning; it stands behind them, or this would be no order. */
    if (x->log != y->log)
        return x->log ? 1 : -1;
    return (x->order < y->order) == x->log ? 1 : -1;
}

/* In a log, the last line about a recipient is the one that counts. */
static void supersede(GPtrArray *replies)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = replies->len; i-- > 0;) {
        Reply *reply = replies->pdata[i];
        if (reply->log && reply->recipient && !g_hash_table_add(seen, reply->recipient))
            reply->evidence -= SUPERSEDED;
    }
}

/* Whether LATER says nothing that FIRST does not say. FIRST may get its enhanced code. */
static gboolean says_the_same(Reply *first, const Reply *later)
{
    gboolean code = strcmp(first->code, later->code) == 0;
    if (code && g_strcmp0(first->enhanced, later->enhanced) == 0)
        return TRUE;
    if (!same_recipient(first, later))
        return FALSE;
    if (code && !first->recipient)
        first->recipient = g_strdup(later->recipient);
    if (code && !later->enhanced)
        return TRUE;
    if (code && !first->enhanced) {
        first->enhanced = g_strdup(later->enhanced);
        return TRUE;
    }
    return !*later->code && class_of(first) == class_of(later) &&
           (g_strcmp0(first->enhanced, later->enhanced) == 0 || reply_is_generic(later->enhanced) || !first->enhanced);
}

/* Leaves of REPLIES those that say what none before them says, RANK_MOST at the most; TRUE: there are more. */
static gboolean fold(GPtrArray *replies)
{
    guint kept = 0;
    gboolean more = FALSE;
    for (guint i = 0; i < replies->len && !more; i++) {
        gpointer later = replies->pdata[i];
        gboolean said = FALSE;
        for (guint k = 0; k < kept && !said; k++)
            said = says_the_same(replies->pdata[k], later);
        more = !said && kept == RANK_MOST;
        if (said || more)
            continue;
        replies->pdata[i] = replies->pdata[kept];
        replies->pdata[kept++] = later;
    }
    g_ptr_array_set_size(replies, (gint)kept);
    return more;
}

/* Takes the numbers that are only named out of REPLIES if there is any other. */
static void drop_named(GPtrArray *replies)
{
    gboolean founded = FALSE;
    for (guint i = 0; i < replies->len; i++)
        founded |= !((const Reply *)replies->pdata[i])->named;
    for (guint i = replies->len; founded && i-- > 0;)
        if (((const Reply *)replies->pdata[i])->named)
            g_ptr_array_remove_index(replies, i);
}

gboolean rank(GPtrArray *replies)
{
    drop_named(replies);
    for (guint i = 0; i < replies->len; i++)
        ((Reply *)replies->pdata[i])->order = i;
    complete(replies);
    supersede(replies);
    g_ptr_array_sort(replies, by_score);
    return fold(replies);
}
