#include "lookup/reply.h"

#include <string.h>

#include "lookup/closings.h"
#include "lookup/rules.h"
#include "model/record.h"

enum {
    WINDOW = 160,      /* characters before a number that are looked at */
    PER_LINE = 20,     /* numbers of a line that are looked at: a line with more is no reply */
    UNFOLD_LINES = 12, /* of one reply */
    HEAD_LINES = 12,   /* above a reply, in which its recipient may stand */
    WRAPPED = 55,      /* a line of so many characters may go on in the next, though that is not indented */
    LINE_MOST = 2000,  /* characters: a longer line is taken as several */
    REST_MOST = 2000,  /* bytes, about: further lines are not added to a reply */
    NEAR_LINES = 20,   /* above a reply, in which any address may be its recipient */
    ENHANCED_MAX = 12
};

static void line_clear(gpointer data)
{
    g_free(((Line *)data)->text);
}

void reply_free(gpointer data)
{
    Reply *reply = data;
    g_free(reply->enhanced);
    g_free(reply->recipient);
    g_free(reply->line);
    g_free(reply);
}

static gboolean is_code(const char *p)
{
    return *p >= '2' && *p <= '5' && g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]);
}

/* What TEXT has for blanks besides them: logs of qmail have "_", those of IIS "+"; else a blank. */
static char blank_of(const char *text)
{
    if (strstr(text, "_said:_") || (strstr(text, "delivery ") && strstr(text, "_(#")))
        return '_';
    for (const char *p = strchr(text, '+'); p; p = strchr(p + 1, '+'))
        if (p - text >= 4 && is_code(p - 3) && p[-4] == ' ')
            return '+';
    return ' ';
}

static void append_line(GArray *lines, GString *text, gboolean indented)
{
    Line line = {.text = g_strchomp(g_strdup(text->str)), .indented = indented};
    g_array_append_val(lines, line);
    g_string_truncate(text, 0);
}

void reply_add_line(GArray *lines, const char *text, gboolean indented)
{
    g_autoptr(GString) out = g_string_new(NULL);
    char other = blank_of(text);
    guint length = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gboolean blank = *p == ' ' || *p == other;
        if (blank && length >= LINE_MOST) {
            append_line(lines, out, indented);
            indented = TRUE;
            length = 0;
        } else if (blank && out->len && out->str[out->len - 1] != ' ') {
            g_string_append_c(out, ' ');
            length++;
        } else if (!blank) {
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
            length++;
        }
    }
    append_line(lines, out, indented);
}

GArray *reply_lines(const char *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    g_array_set_clear_func(lines, line_clear);
    g_auto(GStrv) split = g_strsplit(text, "\n", -1);
    for (char **line = split; *line; line++)
        reply_add_line(lines, *line, **line == ' ');
    return lines;
}

static const char *line_at(const GArray *lines, guint i)
{
    return g_array_index(lines, Line, i).text;
}

/* The length of the enhanced code at P (RFC 3463, section 2), 0 for none. */
static gsize enhanced_length(const char *p)
{
    gsize n = 2;
    if (!strchr("245", *p) || !*p || p[1] != '.')
        return 0;
    for (int part = 0; part < 2; part++) {
        gsize digits = strspn(p + n, "0123456789");
        if (digits < 1 || digits > 3)
            return 0;
        n += digits;
        if (part == 0 && p[n++] != '.')
            return 0;
    }
    return g_ascii_isalnum(p[n]) || p[n] == '@' || (p[n] == '.' && g_ascii_isdigit(p[n + 1])) ? 0 : n;
}

Reply *reply_of_enhanced(const char *text)
{
    gsize n = enhanced_length(text);
    if (!n)
        return NULL;
    Reply *reply = g_new0(Reply, 1);
    reply->enhanced = g_strndup(text, n);
    reply->line = g_strdup(text);
    reply->evidence = EVIDENCE_FIELD;
    reply->outcome = *text == '5' ? OUTCOME_FAILED : *text == '4' ? OUTCOME_DELAYED : OUTCOME_DONE;
    return reply;
}

gboolean reply_is_generic(const char *enhanced)
{
    return g_str_has_suffix(enhanced, ".0.0");
}

/* The enhanced code right behind a reply code, at REST, or the same code again and then it: "550 550 5.1.1". */
static char *adjacent(const char *code, const char *rest)
{
    const char *p = rest + strspn(rest, " :,;/([<'\"-#");
    if (is_code(p) && strncmp(p, code, 3) == 0 && strchr(" -", p[3]) && p[3])
        p += 3 + strspn(p + 3, " -#");
    gsize n = p - rest <= ENHANCED_MAX ? enhanced_length(p) : 0;
    return n ? g_strndup(p, n) : NULL;
}

/* Whether an enhanced code may begin at TEXT[AT]. */
static gboolean enhanced_starts(const char *text, gsize at)
{
    char before = (char)(at ? text[at - 1] : ' ');
    return !g_ascii_isalnum(before) && before != '.' && before != '_' && enhanced_length(text + at);
}

/* The first enhanced code of the class of CODE in REST, before another reply that has its own. */
static char *within(const char *code, const char *rest)
{
    for (gsize i = 0; rest[i]; i++) {
        if (i && rest[i - 1] == ' ' && is_code(rest + i) && strncmp(rest + i, code, 3) != 0) {
            g_autofree char *others = adjacent(rest + i, rest + i + 3);
            if (others)
                return NULL;
        }
        g_autofree char *before = NULL;
        if (rest[i] != *code || !enhanced_starts(rest, i))
            continue;
        before = g_strndup(rest, i);
        if (!rules_match(SIGN_NOT_ENHANCED, before))
            return g_strndup(rest + i, enhanced_length(rest + i));
    }
    return NULL;
}

/* The last enhanced code of the class of CODE in the COUNT bytes of TEXT before it. */
static char *ahead(const char *code, const char *text, gsize count)
{
    for (gsize i = count; i-- > 0;)
        if (text[i] == *code && enhanced_starts(text, i))
            return g_strndup(text + i, enhanced_length(text + i));
    return NULL;
}

/* Whether a reply code may stand at TEXT[AT]: what touches it belongs to no other number or word. */
static gboolean stands_alone(const char *text, gsize at)
{
    if (!is_code(text + at))
        return FALSE;
    char before = (char)(at ? text[at - 1] : ' '), further = (char)(at > 1 ? text[at - 2] : ' '), after = text[at + 3];
    if (g_ascii_isalnum(before) || strchr("._/\\@&%+$~?^|", before) || g_ascii_isalnum(after))
        return FALSE;
    if (strchr("-:,", before) && (g_ascii_isdigit(further) || (before == ':' && (further == ']' || further == ':')) ||
                                  (before == '-' && g_ascii_isalnum(further))))
        return FALSE;
    if (!after || strchr(" #)];'\"<>([{}", after) || (guchar)after >= 0x80)
        return TRUE;
    g_autofree char *enhanced = adjacent(text + at, text + at + 3);
    if (enhanced)
        return TRUE;
    if (after == '-')
        return !g_ascii_isdigit(text[at + 4]);
    return strchr(":.,?!", after) && !g_ascii_isalnum(text[at + 4]);
}

/* One number that may be a reply code. */
typedef struct Candidate {
    const GArray *lines;
    guint line;
    gsize at;       /* in the line */
    char *before;   /* the window: the end of the line above, "\n", the line up to here */
    char *rest;     /* what stands behind the code, as one line */
    char *adjacent; /* the enhanced code right behind it, or NULL */
    guint last;     /* the line in which REST ends */
    gboolean begins;
    gboolean several; /* it is of several lines that begin with the code */
} Candidate;

static void candidate_clear(Candidate *candidate)
{
    g_free(candidate->before);
    g_free(candidate->rest);
    g_free(candidate->adjacent);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Candidate, candidate_clear)

/* The last WINDOW characters before LINE[AT], with the end of the line above (of up to two that are blank). */
static char *window(const GArray *lines, guint line, gsize at)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint back = 1; back <= 3 && back <= line; back++)
        if (*line_at(lines, line - back)) {
            g_string_append(all, line_at(lines, line - back));
            g_string_append_c(all, '\n');
            break;
        }
    g_string_append_len(all, line_at(lines, line), (gssize)at);
    const char *from = all->str + all->len;
    for (guint i = 0; i < WINDOW && from > all->str; i++)
        from = g_utf8_prev_char(from);
    return g_strdup(from);
}

/* If LINE goes on with the reply CODE ("550-…", "<<< 550 …"), what it adds; NULL when it does not. */
static const char *next_of_reply(const char *code, const char *line, const char *enhanced)
{
    const char *p = line + strspn(line, " >|<\"'");
    if (strncmp(p, code, 3) != 0 || (p[3] != '-' && p[3] != ' ' && p[3]))
        return NULL;
    p += 3 + strspn(p + 3, " -");
    gsize n = enhanced ? strlen(enhanced) : 0;
    if (n && strncmp(p, enhanced, n) == 0 && !g_ascii_isalnum(p[n]))
        p += n + strspn(p + n, " ");
    return p;
}

/* Whether line I is the rest of the one above. */
static gboolean goes_on(const GArray *lines, guint i)
{
    return g_array_index(lines, Line, i).indented || g_utf8_strlen(line_at(lines, i - 1), -1) >= WRAPPED;
}

static char *first_address(const char *text)
{
    const char *at = strchr(text, '@');
    static const char STOPS[] = " <>@:;,\"'()[]";
    while (at) {
        const char *from = at, *to = at + 1;
        while (from > text && !strchr(STOPS, from[-1]))
            from--;
        to += strcspn(to, STOPS);
        if (from < at && to > at + 1)
            return g_strndup(from, (gsize)(to - from) - (to[-1] == '.'));
        at = strchr(at + 1, '@');
    }
    return NULL;
}

/* Whether line I is an address that the line above ends with a colon for, both of them indented, and that stands above
 * the reply: "unknown alias:" */
static gboolean is_announced(const Candidate *c, guint i)
{
    const Line *line = &g_array_index(c->lines, Line, i), *above = line - 1;
    if (!line->indented || !above->indented || !g_str_has_suffix(above->text, ":") || strchr(line->text, ' '))
        return FALSE;
    g_autofree char *address = first_address(line->text);
    for (guint back = 1; address && back <= HEAD_LINES && back <= c->line; back++)
        if (strstr(line_at(c->lines, c->line - back), address))
            return TRUE;
    return FALSE;
}

/* Whether line I is indented under one that is not and that says whose reply this is: "<x@example.org>: host y said:
 * 550 5.1.1", broken before the address that the reply begins with. */
static gboolean is_folded(const Candidate *c, guint i)
{
    const Line *line = &g_array_index(c->lines, Line, i), *first = &g_array_index(c->lines, Line, c->line);
    return line->indented && !first->indented && !c->begins && *line->text == '<' && line->text[1] != '<';
}

/* Whether line I begins something new. */
static gboolean is_fresh(const Candidate *c, guint i)
{
    return rules_match(SIGN_FRESH, line_at(c->lines, i)) && !is_announced(c, i) && !is_folded(c, i);
}

/* Whether line I is a blank one within the reply, which has not ended with the line above. */
static gboolean is_gap(const Candidate *c, guint i, const char *code)
{
    if (*line_at(c->lines, i) || i + 1 >= c->lines->len)
        return FALSE;
    const char *next = next_of_reply(code, line_at(c->lines, i + 1), c->adjacent);
    return next && !(c->adjacent && enhanced_length(next));
}

/* Reads what stands behind the code, over the lines of a reply (RFC 5321, section 4.2.1) and wrapped lines. */
static void unfold(Candidate *candidate)
{
    const GArray *lines = candidate->lines;
    const char *code = line_at(lines, candidate->line) + candidate->at;
    g_autoptr(GString) rest = g_string_new(code + 3);
    gboolean more = code[3] == '-';
    guint i = candidate->line;
    candidate->adjacent = adjacent(code, rest->str);
    while (++i < lines->len && i <= candidate->line + UNFOLD_LINES && rest->len < REST_MOST) {
        if (more && is_gap(candidate, i, code))
            continue;
        if (!*line_at(lines, i))
            break;
        const char *text = line_at(lines, i), *next = next_of_reply(code, text, candidate->adjacent);
        if (next && more) {
            const char *digits = text + strspn(text, " >|<\"'");
            more = digits[3] == '-';
            candidate->several = TRUE;
            if (*next)
                g_string_append_printf(rest, " %s", next);
            continue;
        }
        gboolean empty = strspn(rest->str, " -:") == rest->len, announced = is_announced(candidate, i);
        if (!(empty && enhanced_length(text)) && (next || is_fresh(candidate, i) || !(empty || goes_on(lines, i))))
            break;
        g_string_append_printf(rest, " %s", text);
        if (empty && !candidate->adjacent)
            candidate->adjacent = adjacent(code, rest->str);
        if (announced) {
            i++;
            break;
        }
    }
    candidate->last = i - 1;
    candidate->rest = g_strdup(rest->str);
}

/* Whether no text stands above the line. */
static gboolean is_first(const Candidate *c)
{
    guint line = c->line;
    while (line && !*line_at(c->lines, line - 1))
        line--;
    return line == 0;
}

/* Whether the line may be the rest of the sentence above it. */
static gboolean is_wrapped(const Candidate *c)
{
    const char *above = c->line ? line_at(c->lines, c->line - 1) : "";
    return *above && !g_str_has_suffix(above, ":") && !rules_match(SIGN_FRESH, above) &&
           g_utf8_strlen(above, -1) >= READING_PROSE;
}

/* Whether the line stands alone, or behind a colon. */
static gboolean is_apart(const Candidate *c)
{
    const char *above = c->line ? line_at(c->lines, c->line - 1) : "";
    const char *below = c->line + 1 < c->lines->len ? line_at(c->lines, c->line + 1) : "";
    return (!*above || g_str_has_suffix(above, ":")) && (!*below || g_str_has_suffix(above, ":"));
}

/* What speaks for the number, 0 when it is something else. */
static int evidence_of(const Candidate *c, const char *code, const Reading *reading)
{
    g_autofree char *same_line = g_strdup(strrchr(c->before, '\n') ? strrchr(c->before, '\n') + 1 : c->before);
    gboolean positive = *code < '4', vouched = reading->vouched;
    if (!c->adjacent && (rules_match(SIGN_NOT_BEFORE, same_line) || rules_match(SIGN_NOT_AFTER, c->rest)))
        return 0;
    gboolean says = rules_match(positive ? SIGN_SUCCESS : SIGN_WORDS, c->rest);
    if (rules_match(SIGN_MARK, c->before) && (c->adjacent || says || vouched || reading->brief))
        return EVIDENCE_QUOTED;
    if (c->adjacent)
        return c->begins ? EVIDENCE_LINE : EVIDENCE_PAIR;
    gboolean hinted = c->begins || rules_match(SIGN_HINT, same_line);
    if (c->begins && c->several)
        return EVIDENCE_LINE;
    if (c->begins && reading->brief && is_first(c))
        return EVIDENCE_BARE;
    if (says && !(c->begins && is_wrapped(c)) && (vouched || (c->begins && reading->brief)) &&
        (c->begins || (hinted && !positive)))
        return positive ? EVIDENCE_BARE : EVIDENCE_WORDS;
    return vouched && !positive && c->begins && is_apart(c) ? EVIDENCE_BARE : 0;
}

/* Whether a word calls the number one of the protocol's codes: "error 550". */
static gboolean is_named(const Candidate *c, const char *code, const Reading *reading)
{
    const char *line = strrchr(c->before, '\n');
    const char number[] = {code[0], code[1], code[2], '\0'};
    if (!(reading->vouched || reading->brief) || !rules_match(SIGN_NAMED, line ? line + 1 : c->before) ||
        records_find(reading->protocol, number) < 0)
        return FALSE;
    g_autofree char *around = g_strconcat(c->before, number, c->rest, NULL);
    return !rules_match(SIGN_NOT_NAMED, around);
}

/* Behind a number that is named, the words of whoever names it go on, unless they begin as a reply does. */
static void end_named(Candidate *c)
{
    const char *p = c->rest + (*c->rest == ' ');
    if ((*p && strchr(":-", *p)) || (p > c->rest && g_ascii_isupper(*p)))
        return;
    *c->rest = '\0';
    c->last = c->line;
}

/* The last recipient that TEXT names as RULES of KIND see it. */
static char *whom(SignKind kind, const char *text)
{
    char *group = NULL;
    rules_group(kind, text, &group);
    return group;
}

char *reply_address_above(const GArray *lines, guint line)
{
    char *found = NULL;
    for (guint back = 1; !found && back <= NEAR_LINES && back <= line; back++)
        if (!rules_match(SIGN_NOT_WHOM, line_at(lines, line - back)))
            found = first_address(line_at(lines, line - back));
    return found;
}

static char *recipient_of(const Reading *reading, const Candidate *c)
{
    g_autofree char *line = g_strndup(line_at(c->lines, c->line), c->at);
    char *found = whom(SIGN_WHOM, line);
    for (guint back = 1; !found && back <= HEAD_LINES && back <= c->line; back++)
        found = whom(SIGN_HEAD_WHOM, line_at(c->lines, c->line - back));
    if (!found)
        found = whom(SIGN_WHOM, line_at(c->lines, c->line));
    if (!found && !strstr(c->rest, "ender"))
        found = first_address(c->rest);
    if (!found && reading->failed && !strchr(reading->failed, ','))
        found = first_address(reading->failed);
    return found ? found : reply_address_above(c->lines, c->line);
}

static Outcome outcome_of(char class)
{
    return class == '5' ? OUTCOME_FAILED : class == '4' ? OUTCOME_DELAYED : OUTCOME_DONE;
}

/* What a log says of the delivery weighs more than the class. */
static void read_log(Reply *reply, const char *line)
{
    static const SignKind KINDS[] = {
        [OUTCOME_DONE] = SIGN_DONE, [OUTCOME_DELAYED] = SIGN_DELAYED, [OUTCOME_FAILED] = SIGN_FAILED};
    for (int outcome = OUTCOME_FAILED; outcome >= OUTCOME_DONE && !reply->log; outcome--)
        if (rules_match(KINDS[outcome], line)) {
            reply->log = TRUE;
            reply->outcome = (Outcome)outcome;
        }
}

/* Takes from the end of LINE, a reply whose code stands at LINES[I][AT], what does not belong to it. */
static void drop_closings(char *line, const GArray *lines, guint i, gsize at)
{
    g_autofree char *before = g_strdup_printf("%s\n%.*s", i ? line_at(lines, i - 1) : "", (int)at, line_at(lines, i));
    closings_drop(line, before);
}

static void add(Reading *reading, Reply *reply, const Candidate *c)
{
    reply->recipient = recipient_of(reading, c);
    reply->order = reading->replies->len;
    read_log(reply, line_at(c->lines, c->line));
    g_ptr_array_add(reading->replies, reply);
}

/* Adds the reply whose code stands at LINE[AT], if it is one; *LAST gets the line behind it. */
static gboolean read_code(Reading *reading, const GArray *lines, guint line, gsize at, guint *last)
{
    const char *text = line_at(lines, line), *code = text + at;
    g_auto(Candidate) c = {.lines = lines, .line = line, .at = at};
    c.begins = strspn(text, " >|*\"'(<#-[") >= at;
    c.before = window(lines, line, at);
    unfold(&c);
    int evidence = evidence_of(&c, code, reading);
    gboolean named = !evidence && is_named(&c, code, reading);
    if (!evidence && !named)
        return FALSE;
    if (named)
        end_named(&c);
    Reply *reply = g_new0(Reply, 1);
    memcpy(reply->code, code, 3);
    /* What stands right behind the code belongs to it, of whatever class it is: `550 4.4.7`. */
    reply->enhanced = c.adjacent ? g_strdup(c.adjacent) : within(code, c.rest);
    if (!reply->enhanced)
        reply->enhanced = ahead(code, text, at);
    reply->line = g_strdup_printf("%s%s%s", reply->code, *c.rest == '-' ? " " : "", c.rest + (*c.rest == '-'));
    drop_closings(reply->line, lines, line, at);
    reply->evidence = named ? EVIDENCE_BARE : evidence;
    reply->named = named;
    reply->outcome = outcome_of(*code);
    if (rules_match(SIGN_NOT_REPLY, reply->line)) {
        reply_free(reply);
        return FALSE;
    }
    reply->accepted = rules_match(SIGN_ACCEPTED, reply->line);
    reply->aftermath = rules_match(SIGN_AFTERMATH, reply->line);
    add(reading, reply, &c);
    *last = MAX(*last, c.last + 1);
    return TRUE;
}

static void read_enhanced(Reading *reading, const GArray *lines, guint line, gsize at)
{
    const char *text = line_at(lines, line);
    g_auto(Candidate) c = {.lines = lines, .line = line, .at = at};
    c.before = window(lines, line, at);
    c.begins = strspn(text, " >|*\"'(<#-[") >= at;
    c.rest = g_strdup(text + at + enhanced_length(text + at));
    const char *same_line = strrchr(c.before, '\n') ? strrchr(c.before, '\n') + 1 : c.before;
    gboolean marked = rules_match(SIGN_ENHANCED_MARK, c.before);
    gboolean likely = (reading->vouched || reading->brief) && text[at + 2] <= '7' && text[at + 3] == '.' &&
                      (c.begins || rules_match(SIGN_HINT, same_line)) && !rules_match(SIGN_NOT_ENHANCED, same_line) &&
                      (rules_match(SIGN_WORDS, c.rest) || (reading->brief && c.begins && !*c.rest));
    if (!marked && !likely)
        return;
    Reply *reply = reply_of_enhanced(text + at);
    if (!c.begins && !c.rest[strspn(c.rest, ")]>\"'. ")]) { /* what it is about stands before it: "… (#4.4.1)" */
        g_free(reply->line);
        reply->line = g_strdup(text);
    } else {
        drop_closings(reply->line, lines, line, at);
    }
    reply->evidence = marked ? EVIDENCE_FIELD : EVIDENCE_BARE;
    if (reply_is_generic(reply->enhanced))
        reply->evidence = EVIDENCE_GENERIC;
    add(reading, reply, &c);
}

void reply_read(Reading *reading, const GArray *lines)
{
    guint covered = 0; /* the lines before this one belong to a reply that is read */
    for (guint line = 0; line < lines->len && reading->numbers < READING_NUMBERS; line++) {
        const char *text = line_at(lines, line);
        gboolean in_reply = line < covered, here = FALSE;
        guint last = covered, numbers = 0;
        if ((line && strcmp(text, line_at(lines, line - 1)) == 0) || rules_match(SIGN_SKIP, text))
            continue;
        for (gsize at = 0; text[at] && numbers < PER_LINE; at++) {
            if (!stands_alone(text, at))
                continue;
            numbers++;
            if (!(in_reply && strspn(text, " >|<\"'") >= at))
                here |= read_code(reading, lines, line, at, &last);
        }
        covered = last;
        for (gsize at = 0; !here && !in_reply && text[at] && numbers < PER_LINE; at++)
            if (enhanced_starts(text, at)) {
                numbers++;
                read_enhanced(reading, lines, line, at);
            }
        reading->numbers += numbers;
    }
}
