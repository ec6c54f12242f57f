#include "lookup/closings.h"

#include <glib.h>
#include <string.h>

enum { CLOSINGS_MOST = 4 /* brackets and quotes that are taken from the end of a reply */ };

static const char OPENINGS[] = "([<\"'", CLOSINGS[] = ")]>\"'";

static guint count_of(const char *text, char c)
{
    guint n = 0;
    for (; *text; text++)
        n += *text == c;
    return n;
}

/* Whether BEFORE holds an OPENING more than its CLOSING, of which CLOSED more come behind. Arrows are no brackets. */
static gboolean is_open(const char *before, char opening, char closing, guint closed)
{
    for (gsize i = strlen(before); i-- > 0;) {
        gboolean opens = before[i] == opening && !(opening == '<' && strchr("< ", before[i + 1]) && before[i + 1]);
        if (opens && !closed)
            return TRUE;
        closed -= opens;
        closed += before[i] == closing;
    }
    return FALSE;
}

/* Where LINE closes a quote C that it does not open; NULL: nowhere. Marks behind a quote are AFTER. */
static char *closing_quote(char *line, char c, const char *after)
{
    guint open = 0;
    for (char *p = line; *p; p++) {
        if (*p != c || (p > line && p[-1] == '\\'))
            continue;
        if (p > line && strchr(" \"'([<", p[-1]) && p[1])
            open++;
        else if (strchr(after, p[1]) && open-- == 0) /* also at the end */
            return p;
    }
    return NULL;
}

/* Where LINE closes the quotation that was opened in BEFORE; NULL: nowhere. */
static char *end_of_quotation(char *line, const char *before)
{
    static const char *const MARKS[][3] = {{"«", "»", "»"}, {"“", "”", "”"}, {"„", "“", "”"}};
    if (g_str_has_suffix(before, "\""))
        return closing_quote(line, '"', " \"')]>.,;:!?}");
    for (guint i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        const char *open = g_strrstr(before, MARKS[i][0]);
        if (!open || strstr(open, MARKS[i][1]) || strstr(open, MARKS[i][2]))
            continue;
        guint inner = 0;
        for (char *p = line; *p; p = g_utf8_next_char(p))
            if (g_str_has_prefix(p, MARKS[i][0]))
                inner++;
            else if ((g_str_has_prefix(p, MARKS[i][1]) || g_str_has_prefix(p, MARKS[i][2])) && inner-- == 0)
                return p;
    }
    return NULL;
}

/* Whether the bracket or quote that LINE ends with was opened in BEFORE, of whose kind TAKEN were closed already. */
static gboolean ends_outside(char *line, const char *before, const guint *taken)
{
    char last = (char)(*line ? line[strlen(line) - 1] : '\0');
    const char *closing = last ? strchr(CLOSINGS, last) : NULL;
    if (!closing)
        return FALSE;
    gsize kind = (gsize)(closing - CLOSINGS);
    if (OPENINGS[kind] != last)
        return count_of(line, last) > count_of(line, OPENINGS[kind]) &&
               is_open(before, OPENINGS[kind], last, taken[kind]);
    return !taken[kind] && g_str_has_suffix(before, (char[]){last, '\0'}) &&
           closing_quote(line, last, " \"')]>") == line + strlen(line) - 1;
}

void closings_drop(char *line, const char *before)
{
    guint taken[G_N_ELEMENTS(CLOSINGS)] = {0};
    char *end = end_of_quotation(line, before);
    if (end)
        *end = '\0';
    g_strchomp(line);
    for (guint n = 0; n < CLOSINGS_MOST && ends_outside(line, before, taken); n++) {
        char *last = line + strlen(line) - 1;
        taken[strchr(CLOSINGS, *last) - CLOSINGS]++;
        *last = '\0';
        g_strchomp(line);
    }
}
