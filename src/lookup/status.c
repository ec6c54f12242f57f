#include "lookup/status.h"

#include <string.h>

#include "lookup/rules.h"

/* The fields of one recipient (RFC 3464, section 2.3). */
typedef struct Group {
    GString *recipient, *original, *action, *status, *diagnostic;
    GString *other, *unknown; /* of fields that say nothing of the delivery, and of what looks like a field */
} Group;

static void group_init(Group *group)
{
    *group = (Group){g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), g_string_new(NULL),
                     g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
}

static void group_clear(Group *group)
{
    GString *texts[] = {group->recipient,  group->original, group->action, group->status,
                        group->diagnostic, group->other,    group->unknown};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_free(texts[i], TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Group, group_clear)

/* Where the value of the field LINE goes, NULL when LINE is no field of a status. *VALUE is set then. */
static GString *field_of(Group *group, const char *line, gboolean whole, const char **value)
{
    const struct {
        const char *name;
        GString *to;
    } FIELDS[] = {{"final-recipient", group->recipient},
                  {"original-recipient", group->original},
                  {"action", group->action},
                  {"status", group->status},
                  {"diagnostic-code", group->diagnostic},
                  {"x-diagnostic-code", group->diagnostic},
                  {"remote-mta", group->other},
                  {"reporting-mta", group->other},
                  {"received-from-mta", group->other},
                  {"arrival-date", group->other},
                  {"last-attempt-date", group->other},
                  {"will-retry-until", group->other},
                  {"original-envelope-id", group->other},
                  {"dsn-gateway", group->other},
                  {"final-log-id", group->other}};
    line += strspn(line, "> ");
    gsize n = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    if (!n || (line[n] != ':' && strncmp(line + n, " :", 2) != 0) || g_str_has_prefix(line + n, "://"))
        return NULL;
    *value = line + n + 1 + (line[n] != ':');
    *value += strspn(*value, " ");
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (strlen(FIELDS[i].name) == n && g_ascii_strncasecmp(line, FIELDS[i].name, n) == 0)
            return FIELDS[i].to;
    return whole || g_ascii_strncasecmp(line, "x-", 2) == 0 ? group->unknown : NULL;
}

/* "x@example.org" of "rfc822; <x@example.org>" */
static char *address_of(const char *value)
{
    const char *p = strchr(value, ';');
    p = p ? p + 1 : value;
    p += strspn(p, " <\"");
    gsize n = strcspn(p, " <>\"");
    return n && memchr(p, '@', n) ? g_strndup(p, n) : NULL;
}

/* What the group says was done, by `action` and, if that does not say, by STATUS or CODE. */
static Outcome outcome_of(const Group *group, char class)
{
    static const struct {
        const char *begins;
        Outcome outcome;
    } ACTIONS[] = {{"fail", OUTCOME_FAILED},   {"delay", OUTCOME_DELAYED}, {"deliver", OUTCOME_DONE},
                   {"relay", OUTCOME_DONE},    {"expand", OUTCOME_DONE},   {"delivery-delay", OUTCOME_DELAYED},
                   {"expired", OUTCOME_FAILED}};
    Outcome outcome = class == '4' ? OUTCOME_DELAYED : class == '2' || class == '3' ? OUTCOME_DONE : OUTCOME_FAILED;
    for (guint i = 0; i < G_N_ELEMENTS(ACTIONS); i++)
        if (g_ascii_strncasecmp(group->action->str, ACTIONS[i].begins, strlen(ACTIONS[i].begins)) == 0)
            outcome = ACTIONS[i].outcome;
    return outcome;
}

/* The diagnostic as a line that quotes a server, whatever type it names (RFC 3464, section 2.3.6). */
static char *diagnostic_of(const Group *group)
{
    const char *text = group->diagnostic->str;
    gsize n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    const char *p = text + n + strspn(text + n, " ");
    if (*p == ';')
        text = p + 1;
    /* X-Unix: the exit status of a program */
    if (g_ascii_strncasecmp(group->diagnostic->str, "x-unix", 6) == 0 && !text[strspn(text, " 0123456789")])
        text = "";
    return g_strconcat(RULES_QUOTES, text + strspn(text, " "), NULL);
}

/* The best of the replies from FROM on, or NULL: the first with a code, else the first. */
static Reply *first_of(const Reading *reading, guint from)
{
    for (guint i = from; i < reading->replies->len; i++) {
        Reply *reply = reading->replies->pdata[i];
        if (*reply->code)
            return reply;
    }
    return from < reading->replies->len ? reading->replies->pdata[from] : NULL;
}

/* Joins the Status to REPLY, or adds it as a reply of its own when there is none. */
static Reply *join_status(Reading *reading, const Group *group, Reply *reply)
{
    g_autofree char *status = g_strdup(group->status->str + strspn(group->status->str, " #(<"));
    Reply *own = reply_of_enhanced(status);
    if (own && reply && !reply->enhanced && *reply->code == *own->enhanced)
        reply->enhanced = g_strdup(own->enhanced);
    gboolean better = own && reply && !*reply->code && reply_is_generic(reply->enhanced);
    if (own && (!reply || (better && !reply_is_generic(own->enhanced)))) {
        own->order = reading->replies->len;
        g_ptr_array_add(reading->replies, own);
        return own;
    }
    if (own)
        reply_free(own);
    return reply;
}

/* ABOVE is the line in which the fields begin. */
static void end_group(Reading *reading, const Group *group, const GArray *all, guint above)
{
    guint from = reading->replies->len;
    g_assert(group->action && group->recipient && group->original && group->status && group->diagnostic);
    if (!group->action->len && !group->status->len && !group->diagnostic->len)
        return;
    g_autofree char *diagnostic = diagnostic_of(group);
    g_autoptr(GArray) lines = reply_lines(diagnostic);
    reply_read(reading, lines);
    Reply *reply = join_status(reading, group, first_of(reading, from));
    for (guint i = from; i < reading->replies->len; i++) {
        Reply *other = reading->replies->pdata[i];
        g_free(other->recipient);
        other->recipient = address_of(group->recipient->str);
        if (!other->recipient)
            other->recipient = address_of(group->original->str);
        if (!other->recipient)
            other->recipient = reply_address_above(all, above);
        other->evidence = MIN(other->evidence, EVIDENCE_WORDS);
        other->status = TRUE;
    }
    if (!reply)
        return;
    reply->evidence = *reply->code                        ? EVIDENCE_STATUS
                      : reply_is_generic(reply->enhanced) ? EVIDENCE_GENERIC
                                                          : EVIDENCE_FIELD;
    reply->outcome = outcome_of(group, *(*reply->code ? reply->code : reply->enhanced));
    if (!*reply->code && group->diagnostic->len) {
        g_free(reply->line);
        reply->line = g_strdup_printf("%s %s", reply->enhanced, diagnostic + strlen(RULES_QUOTES));
    }
}

/* Whether the field that goes to TO begins another recipient. GAP: a blank line stands before it. */
static gboolean begins_group(const Group *group, const GString *to, gboolean gap)
{
    g_assert(group->recipient && group->action && group->original && group->status && group->diagnostic);
    if (to == group->original) /* some put it behind the final one */
        return group->original->len || group->status->len || group->diagnostic->len || (gap && group->action->len);
    return to->len && (to == group->recipient || to == group->action || to == group->status);
}

static gboolean is_first_field(const Group *group, const GString *to, const char *line)
{
    line += strspn(line, "> ");
    return to == group->recipient || to == group->original || to == group->action || to == group->diagnostic ||
           g_ascii_strncasecmp(line, "reporting-mta", 13) == 0;
}

/* Whether an indented LINE goes on with the field ABOVE, which is not indented, whatever it begins with (RFC 5322,
 * section 2.2.3). TO is what it would go to as a field by itself: some indent the fields that they know, each once. */
static gboolean is_folded(const Group *group, const Line *line, const GString *above, gboolean above_indented,
                          const GString *to)
{
    if (!above || !line->indented || above_indented || to == group->other)
        return FALSE;
    gboolean begun = group->recipient->len || group->action->len || group->status->len;
    return to == group->unknown || to->len || (begun && (above == group->diagnostic || above == group->unknown));
}

void status_read(Reading *reading, GArray *lines, gboolean whole)
{
    g_auto(Group) group = {0};
    group_init(&group);
    GString *to = NULL;                                     /* the field that a continuation belongs to */
    gboolean within = whole, gap = FALSE, indented = FALSE; /* INDENTED: the line of that field is */
    guint first = 0;                                        /* line of the group */
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        const char *value = line->text;
        GString *next = field_of(&group, line->text, whole || within, &value);
        if (next && is_folded(&group, line, to, indented, next)) {
            next = NULL;
            value = line->text;
        }
        gboolean more = !next && *line->text && to && (line->indented || to == group.diagnostic);
        if (next && !within && !is_first_field(&group, next, line->text))
            next = NULL;
        if (next && !within)
            first = i;
        if (next && begins_group(&group, next, gap)) {
            end_group(reading, &group, lines, first);
            first = i;
            group_clear(&group);
            group_init(&group);
            next = field_of(&group, line->text, TRUE, &value);
        }
        if (next || more)
            g_string_append_printf(next ? next : to, "%s%s", (next ? next : to)->len ? " " : "", value);
        if (next)
            indented = line->indented;
        to = next ? next : more ? to : NULL;
        gap = !*line->text || (gap && !next && !more);
        within = whole || next || more || (within && !*line->text);
        if (next || more)
            *line->text = '\0';
    }
    end_group(reading, &group, lines, first);
}
