#include "lookup/unpack.h"

#include <string.h>

#include "lookup/decode.h"
#include "lookup/rules.h"

/* One entity (RFC 2045, section 2.4): the fields that matter here. */
typedef struct Entity {
    GPtrArray *fields; /* of "Name: value", unfolded */
    const char *body;
    gsize length;
} Entity;

static const char *line_end(const char *p, const char *end)
{
    const char *feed = memchr(p, '\n', (gsize)(end - p));
    return feed ? feed : end;
}

/* The length of the name if LINE is "Name: …", else 0 (RFC 5322, section 2.2). */
static gsize field_name(const char *line, const char *end)
{
    gsize n = 0, most = (gsize)(end - line);
    while (n < most && n < 76 && (g_ascii_isalnum(line[n]) || line[n] == '-' || line[n] == '_'))
        n++;
    return n && n < most && line[n] == ':' && g_ascii_isalpha(*line) ? n : 0;
}

static gboolean begins(const char *line, const char *end, const char *prefix)
{
    gsize n = strlen(prefix);
    return (gsize)(end - line) >= n && g_ascii_strncasecmp(line, prefix, n) == 0;
}

/* The headers of a part within a mail; anything else there is its text, for want of a blank line. */
static gboolean is_part_field(const char *line, const char *end)
{
    return begins(line, end, "content-") || begins(line, end, "mime-") || begins(line, end, "x-");
}

static const char *skip_blank_lines(const char *p, const char *end)
{
    while (p < end && strchr(" \t\r\n", *p))
        p++;
    return p;
}

/* Takes the fields at the beginning of BYTES; of a PART, only those of a part. */
static void read_entity(Entity *entity, const char *bytes, gsize length, gboolean part)
{
    const char *p = bytes, *end = bytes + length;
    entity->fields = g_ptr_array_new_with_free_func(g_free);
    while (p < end) {
        const char *stop = line_end(p, end), *next = stop < end ? stop + 1 : end;
        gsize n = (gsize)(stop - p) - (stop > p && stop[-1] == '\r');
        if (n == 0) {
            p = next;
            break;
        }
        if ((*p == ' ' || *p == '\t') && entity->fields->len) {
            char **last = (char **)&entity->fields->pdata[entity->fields->len - 1];
            g_autofree char *more = g_strndup(p, n), *old = *last;
            *last = strlen(old) < 4000 ? g_strdup_printf("%s %s", old, g_strstrip(more)) : g_steal_pointer(&old);
        } else if (field_name(p, stop) && (!part || is_part_field(p, stop))) {
            g_ptr_array_add(entity->fields, g_strndup(p, n));
        } else {
            break;
        }
        p = next;
    }
    entity->body = p;
    entity->length = (gsize)(end - p);
}

/* The value of the field NAME, or "". */
static const char *field(const Entity *entity, const char *name)
{
    gsize n = strlen(name);
    for (guint i = 0; i < entity->fields->len; i++) {
        const char *line = entity->fields->pdata[i];
        if (g_ascii_strncasecmp(line, name, n) == 0 && line[n] == ':')
            return line + n + 1 + strspn(line + n + 1, " \t");
    }
    return "";
}

/* The parameter NAME of the field VALUE in a loose reading of RFC 2045, section 5.1; NULL: none. */
static char *parameter(const char *value, const char *name)
{
    g_autofree char *low = g_ascii_strdown(value, -1);
    const char *found = low;
    while ((found = strstr(found, name))) {
        const char *p = value + (found - low) + strlen(name);
        p += strspn(p, " \t");
        if (*p == '=') {
            p += 1 + strspn(p + 1, " \t");
            return *p == '"' ? g_strndup(p + 1, strcspn(p + 1, "\"")) : g_strndup(p, strcspn(p, "; \t"));
        }
        found += strlen(name);
    }
    return NULL;
}

/* "text/plain" of "Text/Plain; charset=…" */
static char *media_type(const Entity *entity)
{
    const char *value = field(entity, "content-type");
    return g_ascii_strdown(value, (gssize)strcspn(value, "; \t"));
}

/* A line "--…" that a field of a part follows: the boundary of parts whose headers do not name it. */
static char *guess_boundary(const char *bytes, gsize length)
{
    const char *end = bytes + length;
    for (const char *p = bytes; p < end;) {
        const char *stop = line_end(p, end), *next = stop < end ? stop + 1 : end;
        if (stop - p > 2 && p[0] == '-' && p[1] == '-' && p[2] != ' ' && begins(next, end, "content-"))
            return g_strchomp(g_strndup(p + 2, (gsize)(stop - p) - 2));
        p = next;
    }
    return NULL;
}

typedef enum Edge { EDGE_NONE, EDGE_NEXT, EDGE_LAST } Edge;

static Edge edge(const char *line, const char *stop, const char *boundary, gsize n)
{
    while (stop > line && strchr(" \t\r", stop[-1]))
        stop--;
    if ((gsize)(stop - line) < n + 2 || memcmp(line, "--", 2) != 0 || memcmp(line + 2, boundary, n) != 0)
        return EDGE_NONE;
    gsize rest = (gsize)(stop - line) - n - 2;
    return rest == 0 ? EDGE_NEXT : rest == 2 && memcmp(stop - 2, "--", 2) == 0 ? EDGE_LAST : EDGE_NONE;
}

static void take(Unpacked *unpacked, const char *bytes, gsize length, gboolean part, guint depth);

/* Takes the parts between the lines of BOUNDARY; FALSE when there is no such line. */
static gboolean take_parts(Unpacked *unpacked, const char *bytes, gsize length, const char *boundary, guint depth)
{
    const char *end = bytes + length, *from = NULL;
    gsize n = strlen(boundary);
    gboolean any = FALSE;
    for (const char *p = bytes; p < end && n;) {
        const char *stop = line_end(p, end), *next = stop < end ? stop + 1 : end;
        Edge found = edge(p, stop, boundary, n);
        if (found != EDGE_NONE && from && p > from)
            take(unpacked, from, (gsize)(p - from), TRUE, depth + 1);
        if (found != EDGE_NONE) {
            any = TRUE;
            from = found == EDGE_NEXT ? next : NULL;
        }
        p = next;
    }
    if (from && from < end)
        take(unpacked, from, (gsize)(end - from), TRUE, depth + 1);
    return any;
}

static gboolean take_multipart(Unpacked *unpacked, const Entity *entity, guint depth)
{
    g_autofree char *named = parameter(field(entity, "content-type"), "boundary");
    if (named && take_parts(unpacked, entity->body, entity->length, named, depth))
        return TRUE;
    g_autofree char *guessed = guess_boundary(entity->body, entity->length);
    return guessed && take_parts(unpacked, entity->body, entity->length, guessed, depth);
}

static void add_part(Unpacked *unpacked, const char *text, gboolean status)
{
    MailPart *part = g_new0(MailPart, 1);
    part->text = decode_tidy(text);
    part->status = status;
    g_ptr_array_add(unpacked->parts, part);
}

/* What ENTITY says, its transfer encoding undone. */
static void take_text(Unpacked *unpacked, const Entity *entity, const char *type)
{
    const char *encoding = field(entity, "content-transfer-encoding");
    g_autofree char *charset = parameter(field(entity, "content-type"), "charset");
    g_autoptr(GString) decoded = NULL;
    if (g_ascii_strncasecmp(encoding, "base64", 6) == 0)
        decoded = decode_base64(entity->body, entity->length);
    else if (g_ascii_strncasecmp(encoding, "quoted-printable", 16) == 0)
        decoded = decode_quoted(entity->body, entity->length);
    g_autofree char *text = decode_charset(decoded ? decoded->str : entity->body,
                                           decoded ? decoded->len : entity->length, charset, decoded != NULL);
    if (strcmp(type, "text/html") == 0) {
        g_autofree char *plain = decode_html(text);
        add_part(unpacked, plain, FALSE);
    } else {
        add_part(unpacked, text, strstr(type, "delivery-status") != NULL);
    }
}

/* A report of another kind says nothing of a delivery: a complaint (RFC 5965), a notice that it was read (RFC 8098). */
static gboolean is_other_report(const char *content_type)
{
    g_autofree char *kind = parameter(content_type, "report-type");
    return kind && (g_ascii_strcasecmp(kind, "feedback-report") == 0 ||
                    g_ascii_strcasecmp(kind, "disposition-notification") == 0);
}

/* The message that a report returns is passed over; a report that someone forwards is read, another laid aside. */
static void take_message(Unpacked *unpacked, const Entity *entity, guint depth)
{
    if (unpacked->report)
        return;
    Entity inner = {0};
    read_entity(&inner, entity->body, entity->length, FALSE);
    g_autofree char *kind = parameter(field(&inner, "content-type"), "report-type");
    if (kind && g_ascii_strcasecmp(kind, "delivery-status") == 0)
        take(unpacked, entity->body, entity->length, FALSE, depth + 1);
    else if (unpacked->attached->len < UNPACK_PARTS)
        g_ptr_array_add(unpacked->attached, g_strndup(entity->body, entity->length));
    g_ptr_array_unref(inner.fields);
}

/* Whether the field NAME is one of a mail about a delivery. */
static gboolean field_vouches(const Entity *entity, const char *name)
{
    g_autofree char *text = g_utf8_make_valid(field(entity, name), -1);
    return rules_match(SIGN_VOUCH, text);
}

static void note_headers(Unpacked *unpacked, const Entity *entity)
{
    const char *failed = field(entity, "x-failed-recipients"), *content = field(entity, "content-type");
    g_autofree char *kind = parameter(content, "report-type");
    if (*failed && !unpacked->failed) {
        g_autofree char *valid = g_utf8_make_valid(failed, -1);
        /* What is read from here is shown, in one line. */
        unpacked->failed = g_strstrip(g_strdelimit(decode_tidy(valid), "\n", ' '));
        if (!*unpacked->failed)
            g_clear_pointer(&unpacked->failed, g_free);
    }
    unpacked->report |= kind && g_ascii_strcasecmp(kind, "delivery-status") == 0;
    gboolean sender = unpacked->report || field_vouches(entity, "from");
    unpacked->notice |= sender || unpacked->failed;
    unpacked->vouched |= sender || field_vouches(entity, "subject");
}

/* Whether what is of TYPE is read: a whole mail in any case, unless it is but headers; what says no type, too. */
static gboolean is_text(const char *type, gboolean part)
{
    return !strchr(type, '/') || strcmp(type, "text/plain") == 0 || strcmp(type, "text/html") == 0 ||
           strstr(type, "delivery-status") || g_str_has_prefix(type, "multipart/") ||
           (!part && strcmp(type, "text/rfc822-headers") != 0);
}

static void take(Unpacked *unpacked, const char *bytes, gsize length, gboolean part, guint depth)
{
    if (depth > UNPACK_DEPTH || unpacked->parts->len >= UNPACK_PARTS)
        return;
    Entity entity = {0};
    read_entity(&entity, bytes, length, part);
    g_autofree char *type = media_type(&entity);
    if (!part)
        note_headers(unpacked, &entity);
    gboolean done = is_other_report(field(&entity, "content-type")) ||
                    (g_str_has_prefix(type, "multipart/") && take_multipart(unpacked, &entity, depth));
    if (!done && strcmp(type, "message/rfc822") == 0)
        take_message(unpacked, &entity, depth);
    else if (!done && is_text(type, part))
        take_text(unpacked, &entity, type);
    g_ptr_array_unref(entity.fields);
}

gboolean unpack_is_mail(const char *text)
{
    static const char *const KNOWN[] = {"received:", "return-path:", "from:",         "to:",           "subject:",
                                        "date:",     "message-id:",  "mime-version:", "content-type:", "delivered-to:"};
    const char *p = text, *end = text + strlen(text);
    guint fields = 0, known = 0;
    while (p < end && fields < 100) {
        const char *stop = line_end(p, end);
        gboolean more = (*p == ' ' || *p == '\t') && fields;
        if (!more && !field_name(p, stop))
            break;
        fields += !more;
        for (guint i = 0; !more && i < G_N_ELEMENTS(KNOWN); i++)
            known += begins(p, stop, KNOWN[i]);
        p = stop < end ? stop + 1 : end;
    }
    return known >= 2 || (known == 1 && begins(text, end, "content-type:")) ||
           (known == 1 && fields > 2 && !begins(text, end, "reporting-mta:"));
}

/* Takes one ">" from the lines of a text that is quoted as a whole; NULL when it is not. ">>>" begins what a client
 * said. */
static char *unquote(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint quoted = 0, others = 0;
    for (char **line = lines; *line; line++) {
        gboolean is = **line == '>' && !g_str_has_prefix(*line, ">>>");
        quoted += is;
        others += !is && **line && **line != '\r';
    }
    if (!quoted || quoted <= others * 4)
        return NULL;
    for (char **line = lines; *line; line++)
        if (**line == '>' && !g_str_has_prefix(*line, ">>>"))
            memmove(*line, *line + 1 + ((*line)[1] == ' '), strlen(*line + 1 + ((*line)[1] == ' ')) + 1);
    return g_strjoinv("\n", lines);
}

char *unpack_block(const char *text, gboolean whole)
{
    static const char BLANKS[] = " \t";
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gsize least = G_MAXSIZE, n = 0;
    for (; lines[n]; n++) {
        const char *line = lines[n], *rest = line + strspn(line, BLANKS);
        if (!rest[strspn(rest, " \t\r")])
            continue;
        if (rest == line)
            break;
        least = MIN(least, (gsize)(rest - line));
    }
    if (least == G_MAXSIZE || (whole && lines[n]))
        return NULL;
    g_autoptr(GString) block = g_string_sized_new(strlen(text));
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(block, "%s%s", i ? "\n" : "", lines[i] + MIN(least, strspn(lines[i], BLANKS)));
    return g_string_free(g_steal_pointer(&block), FALSE);
}

/* Parts of a mail without its headers: "--boundary", "Content-Type: …". */
static gboolean take_loose_parts(Unpacked *unpacked, const char *text)
{
    g_autofree char *boundary = guess_boundary(text, strlen(text));
    return boundary && take_parts(unpacked, text, strlen(text), boundary, 0);
}

/* BYTES without NULs and without the quote marks of who passed them on. */
static char *clean(const char *bytes, gsize length)
{
    char *text = g_malloc0(length + 1);
    for (gsize i = 0; i < length; i++)
        text[i] = (char)(bytes[i] ? bytes[i] : ' ');
    text[length] = '\0';
    for (guint i = 0; i < 5; i++) {
        char *less = unquote(text);
        if (!less)
            break;
        g_free(text);
        text = less;
    }
    return text;
}

static void part_free(gpointer data)
{
    MailPart *part = data;
    g_free(part->text);
    g_free(part);
}

void unpack_free(Unpacked *unpacked)
{
    if (!unpacked)
        return;
    g_ptr_array_unref(unpacked->parts);
    g_ptr_array_unref(unpacked->attached);
    g_free(unpacked->failed);
    g_free(unpacked);
}

/* Where the mail that TEXT is begins, maybe behind a "From " line; NULL: it is none. */
static const char *mail_in(const char *text)
{
    const char *start = skip_blank_lines(text, text + strlen(text));
    if (g_str_has_prefix(start, "From ") || g_str_has_prefix(start, ">From ")) {
        const char *stop = line_end(start, start + strlen(start));
        if (*stop && unpack_is_mail(stop + 1))
            return stop + 1;
    }
    return unpack_is_mail(start) ? start : NULL;
}

/* Whether something stands behind the headers of MAIL; else they may be the details of an event. */
static gboolean has_body(const char *mail)
{
    for (const char *p = strchr(mail, '\n'); p; p = strchr(p + 1, '\n'))
        if (p[1 + (p[1] == '\r')] == '\n')
            return p[strspn(p, " \t\r\n")] != '\0';
    return FALSE;
}

/* Whether TEXT is a mail, its parts or a delivery status. */
static gboolean is_structured(const char *text)
{
    const char *mail = mail_in(text);
    if (mail)
        return has_body(mail);
    const char *end = text + strlen(text), *start = skip_blank_lines(text, end);
    if (begins(start, end, "reporting-mta:") || begins(start, end, "final-recipient:") ||
        begins(start, end, "original-recipient:"))
        return TRUE;
    g_autofree char *boundary = guess_boundary(text, strlen(text));
    return boundary && *boundary;
}

static void take_pasted(Unpacked *unpacked, const char *text)
{
    const char *start = skip_blank_lines(text, text + strlen(text)), *mail = mail_in(text);
    if (mail) {
        take(unpacked, mail, strlen(mail), FALSE, 0);
    } else if (take_loose_parts(unpacked, start)) {
        g_ptr_array_set_size(unpacked->attached, 0); /* of what, no header tells */
    } else {
        g_autofree char *whole = decode_charset(start, strlen(start), NULL, FALSE);
        add_part(unpacked, whole, FALSE);
    }
}

Unpacked *unpack(const char *bytes, gsize length)
{
    Unpacked *unpacked = g_new0(Unpacked, 1);
    unpacked->parts = g_ptr_array_new_with_free_func(part_free);
    unpacked->attached = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *text = clean(bytes, length), *block = unpack_block(text, TRUE);
    /* Of a few lines, what is indented goes on with what is above. */
    take_pasted(unpacked, block && is_structured(block) ? block : text);
    return unpacked;
}
