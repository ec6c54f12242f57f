/* append.h: g_string_append_len() for the places that do it some hundred times a page.
 *
 * GLib's own looks whether the text is the string's and moves what stands behind; most of its time goes there. */
#pragma once
#include <string.h>

#include <glib.h>

/* Appends the LENGTH bytes at TEXT, which is not a part of OUT. */
static inline void append_bytes(GString *out, const char *text, gsize length)
{
    if (out->allocated_len - out->len <= length) { /* one byte more is for the NUL */
        g_string_append_len(out, text, (gssize)length);
        return;
    }
    memcpy(out->str + out->len, text, length);
    out->len += length;
    out->str[out->len] = '\0';
}

/* The same up to its NUL. */
static inline void append_text(GString *out, const char *text)
{
    append_bytes(out, text, strlen(text));
}

/* Appends NUMBER in decimal digits. */
static inline void append_decimal(GString *out, guint64 number)
{
    char digits[20], *first = digits + sizeof digits;
    do
        *--first = (char)('0' + number % 10);
    while (number /= 10);
    append_bytes(out, first, (gsize)(digits + sizeof digits - first));
}
