#include "yaml/place.h"

#include <string.h>

typedef struct Walk {
    const char *p;
    Mark mark;
    char quote; /* of the scalar; '\0' without */
} Walk;

static gboolean is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void step(Walk *w)
{
    w->mark.line += *w->p == '\n';
    w->mark.column = *w->p == '\n' ? 1 : w->mark.column + 1;
    w->p = g_utf8_next_char(w->p);
}

/* Goes into the scalar: behind its quote, or to the line below the head of a block. */
static void enter(Walk *w)
{
    if (*w->p == '\'' || *w->p == '"') {
        w->quote = *w->p;
        step(w);
    } else if (*w->p == '|' || *w->p == '>') {
        while (*w->p && *w->p != '\n')
            step(w);
    }
}

/* How many digits of \x, \u and \U follow (YAML 1.1, 5.6); 0: it is another escape. */
static guint hex_digits(char escape)
{
    return escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
}

/* The character that the escape at P (behind its backslash) stands for, and its LENGTH; 0: one that no text has. */
static gunichar escaped(const char *p, guint *length)
{
    static const char PLAIN[] = " \"/\\", BLANK[] = "\n\rnt";
    guint digits = hex_digits(*p);
    *length = 1 + digits;
    for (guint i = 1; i <= digits; i++)
        if (!g_ascii_isxdigit(p[i]))
            return 0;
    if (digits) {
        g_autofree char *number = g_strndup(p + 1, digits);
        return (gunichar)g_ascii_strtoull(number, NULL, 16);
    }
    if (*p && strchr(BLANK, *p))
        return ' ';
    return *p == '_' ? 0xa0 : *p && strchr(PLAIN, *p) ? (gunichar)*p : 0;
}

/* The character at W, and how many steps it takes. */
static gunichar look(const Walk *w, guint *steps)
{
    *steps = 1;
    if (w->quote == '"' && *w->p == '\\') {
        gunichar c = escaped(w->p + 1, steps);
        ++*steps;
        return c;
    }
    if (w->quote == '\'' && w->p[0] == '\'' && w->p[1] == '\'')
        *steps = 2;
    return g_utf8_get_char(w->p);
}

/* Goes to the next character that is no blank, and gives it; 0 at the end of the file. */
static gunichar next(Walk *w, guint *steps)
{
    gunichar c = look(w, steps);
    while (is_blank(c)) {
        for (guint i = 0; i < *steps; i++)
            step(w);
        c = look(w, steps);
    }
    return c;
}

Mark place_in(const char *raw, Mark mark, const char *text, gsize offset)
{
    const char *target = text + MIN(offset, strlen(text));
    Walk w = {raw, mark, '\0'};
    enter(&w);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean blank = is_blank(c);
        guint steps = 0;
        if (!blank && next(&w, &steps) != c)
            return mark;
        if (at >= target)
            return w.mark; /* of a blank, where the run of blanks begins */
        for (guint i = 0; i < steps; i++)
            step(&w);
    }
    return w.mark;
}
