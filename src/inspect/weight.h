/* weight.h: how many bytes a page is on its way to a reader. */
#pragma once
#include <glib.h>

/* The length of the LENGTH bytes at TEXT as gzip (RFC 1952) of the usual level. */
gsize weight_gzip(const char *text, gsize length);
