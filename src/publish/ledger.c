#include "publish/ledger.h"

#include <string.h>

#define FORMAT "replyglot-ledger 1 " /* then the seal, then a line for each file */

enum { PATH_AT = 2 * (DIGEST_HEX + 1), HEAD = sizeof FORMAT - 1 + DIGEST_HEX + 1 };

static gboolean take_line(char *line, gsize length, GArray *lines)
{
    LedgerLine taken = {.path = line + PATH_AT};
    if (length <= PATH_AT || line[DIGEST_HEX] != ' ' || line[PATH_AT - 1] != ' ' ||
        !digest_read(line, &taken.made_of) || !digest_read(line + DIGEST_HEX + 1, &taken.bytes))
        return FALSE;
    line[length] = '\0';
    g_array_append_val(lines, taken);
    return TRUE;
}

static gboolean is_sealed(const char *text, gsize length)
{
    Digest seal;
    return length >= HEAD && memcmp(text, FORMAT, strlen(FORMAT)) == 0 && text[HEAD - 1] == '\n' &&
           digest_read(text + strlen(FORMAT), &seal) && digest_equal(seal, digest_of(text + HEAD, length - HEAD));
}

GArray *ledger_parse(char *text, gsize length)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(LedgerLine));
    if (!is_sealed(text, length))
        return lines;
    for (char *line = text + HEAD, *end = text + length, *stop; line < end; line = stop + 1) {
        stop = memchr(line, '\n', (gsize)(end - line));
        if (!stop || !take_line(line, (gsize)(stop - line), lines)) {
            g_array_set_size(lines, 0);
            break;
        }
    }
    return lines;
}

GString *ledger_format(const GArray *lines)
{
    GString *text = g_string_new(FORMAT);
    g_string_set_size(text, HEAD);
    text->str[HEAD - 1] = '\n';
    char digests[PATH_AT];
    digests[DIGEST_HEX] = digests[PATH_AT - 1] = ' ';
    for (guint i = 0; i < lines->len; i++) {
        const LedgerLine *line = &g_array_index(lines, LedgerLine, i);
        digest_write(line->made_of, digests);
        digest_write(line->bytes, digests + DIGEST_HEX + 1);
        g_string_append_len(text, digests, PATH_AT);
        g_string_append(text, line->path);
        g_string_append_c(text, '\n');
    }
    digest_write(digest_of(text->str + HEAD, text->len - HEAD), text->str + strlen(FORMAT));
    return text;
}
