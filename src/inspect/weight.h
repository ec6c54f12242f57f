/* weight.h: how many bytes a page is on its way to a reader. */
#pragma once
#include <glib.h>

/* 0 where the LENGTH bytes at TEXT are at most MOST bytes as gzip (RFC 1952); else how many at the usual level. */
gsize weight_above(const char *text, gsize length, gsize most);
