#include "text/jsonout.h"

#include <string.h>

#include "base/append.h"
#include "text/escape.h"

/* A comma, but for the first thing behind a bracket or a key. */
static void part(GString *out)
{
    const char *last = out->len ? &out->str[out->len - 1] : "[";
    if (!strchr("{[:", *last))
        append_bytes(out, ",", 1);
}

void jsonout_begin(GString *out, char bracket)
{
    part(out);
    append_bytes(out, &bracket, 1);
}

void jsonout_end(GString *out, char bracket)
{
    append_bytes(out, &bracket, 1);
}

void jsonout_key(GString *out, const char *key)
{
    part(out);
    append_bytes(out, "\"", 1);
    append_text(out, key);
    append_bytes(out, "\":", 2);
}

void jsonout_text(GString *out, const char *text)
{
    part(out);
    append_bytes(out, "\"", 1);
    escape_json(out, text);
    append_bytes(out, "\"", 1);
}

void jsonout_member(GString *out, const char *key, const char *text)
{
    if (!text)
        return;
    jsonout_key(out, key);
    jsonout_text(out, text);
}

void jsonout_value(GString *out, const char *json)
{
    part(out);
    append_text(out, json);
}
