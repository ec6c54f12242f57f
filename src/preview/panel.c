#include "preview/panel.h"

#include <string.h>

#include "diag/report.h"
#include "preview/request.h"

enum { FINDINGS_SHOWN = 100 }; /* more is for the terminal */

static const char STYLE[] =
    ".replyglot-preview{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-block-size:40vh;overflow:auto;"
    "margin:0;padding:.75rem 1rem;border-block-start:4px solid #b3261e;background:#fff;color:#1b1b1b;"
    "font:14px/1.45 ui-monospace,monospace;text-align:start}\n"
    ".replyglot-preview p,.replyglot-preview ul{margin:0;padding:0;list-style:none}\n"
    ".replyglot-preview li{margin-block-start:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    ".replyglot-preview strong{color:#8c1d18}\n"
    "@media (prefers-color-scheme:dark){.replyglot-preview{background:#1b1b1b;color:#eee}"
    ".replyglot-preview strong{color:#ffb4ab}}\n"
    "@media print{.replyglot-preview{display:none}}\n";

/* A browser opens few connections to one host, and each stream keeps one: so only a page that is seen has one. */
static const char SCRIPT[] =
    "(() => {\n"
    "  'use strict';\n"
    "  const mine = new URL(document.currentScript.src).searchParams.get('state');\n"
    "  let stream = null;\n"
    "  let timer = 0;\n"
    "  const close = () => {\n"
    "    clearTimeout(timer);\n"
    "    if (stream) stream.close();\n"
    "    stream = null;\n"
    "  };\n"
    "  const open = () => {\n"
    "    close();\n"
    "    if (document.hidden) return;\n"
    "    stream = new EventSource('" REQUEST_PRIVATE "events');\n"
    "    stream.onmessage = (event) => {\n"
    "      if (event.data === mine) return;\n"
    "      close();\n"
    "      location.reload();\n"
    "    };\n"
    "    // The browser tries again by itself, but not after an answer that is no stream.\n"
    "    stream.onerror = () => {\n"
    "      if (stream && stream.readyState === EventSource.CLOSED) timer = setTimeout(open, 1000);\n"
    "    };\n"
    "  };\n"
    "  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));\n"
    "  addEventListener('pagehide', close);\n"
    "  addEventListener('pageshow', open);\n"
    "})();\n";

const char *panel_file(const char *name)
{
    return strcmp(name, "panel.css") == 0 ? STYLE : strcmp(name, "reload.js") == 0 ? SCRIPT : NULL;
}

/* TEXT with what could act on a terminal or a page made visible, then escaped for HTML. */
static void append_text(GString *out, const char *text)
{
    g_autoptr(GString) visible = g_string_new(NULL);
    report_append_visible(visible, text);
    g_autofree char *escaped = g_markup_escape_text(visible->str, (gssize)visible->len);
    g_string_append(out, escaped);
}

static void append_finding(GString *out, const Finding *finding)
{
    g_string_append(out, "<li><code>");
    append_text(out, finding->file);
    if (finding->mark.line)
        g_string_append_printf(out, ":%u:%u", finding->mark.line, finding->mark.column);
    g_string_append_printf(out, "</code>: <strong>%s</strong>: ", severity_name(finding->severity));
    append_text(out, finding->message);
    g_string_append_printf(out, " [%s]", finding->rule->id);
    if (finding->hint) {
        g_string_append(out, "\n  ");
        append_text(out, finding->hint);
    }
    g_string_append(out, "</li>\n");
}

char *panel_of(const Findings *findings, const char *failure, gboolean stale)
{
    guint count = findings_length(findings);
    if (!count && !failure)
        return NULL;
    g_autoptr(GString) out = g_string_new("<section class=\"replyglot-preview\" lang=\"en\" dir=\"ltr\" "
                                          "aria-label=\"Preview\">\n<p>Preview: ");
    g_string_append_printf(out, "%u finding%s%s</p>\n<ul>\n", count, count == 1 ? "" : "s",
                           stale ? "; this page is of the last good build" : "");
    if (failure) {
        g_string_append(out, "<li><strong>error</strong>: ");
        append_text(out, failure);
        g_string_append(out, "</li>\n");
    }
    for (guint i = 0; i < MIN(count, FINDINGS_SHOWN); i++)
        append_finding(out, findings_get(findings, i));
    if (count > FINDINGS_SHOWN)
        g_string_append_printf(out, "<li>and %u more, in the terminal</li>\n", count - FINDINGS_SHOWN);
    g_string_append(out, "</ul>\n</section>\n");
    return g_strndup(out->str, out->len);
}

static void append_insert(GString *out, const char *panel, const char *token)
{
    if (panel)
        g_string_append_printf(out, "<link rel=\"stylesheet\" href=\"" REQUEST_PRIVATE "panel.css\">\n%s", panel);
    g_string_append_printf(out, "<script src=\"" REQUEST_PRIVATE "reload.js?state=%s\" defer></script>\n", token);
}

/* Where the last end tag of a body begins; LENGTH when there is none. */
static gsize end_of_body(const char *page, gsize length)
{
    static const char TAG[] = "</body>";
    for (gsize at = length; at >= strlen(TAG); at--)
        if (g_ascii_strncasecmp(page + at - strlen(TAG), TAG, strlen(TAG)) == 0)
            return at - strlen(TAG);
    return length;
}

GBytes *panel_insert(GBytes *page, const char *panel, const char *token)
{
    gsize length;
    const void *data = g_bytes_get_data(page, &length);
    const char *bytes = data ? data : ""; /* an empty page has none */
    gsize at = end_of_body(bytes, length);
    g_autoptr(GString) out = g_string_sized_new(length + (panel ? strlen(panel) : 0) + 256);
    g_string_append_len(out, bytes, (gssize)at);
    append_insert(out, panel, token);
    g_string_append_len(out, bytes + at, (gssize)(length - at));
    return g_string_free_to_bytes(g_steal_pointer(&out));
}

GBytes *panel_page(const char *panel, const char *token)
{
    g_autoptr(GString) out = g_string_new("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                          "<meta name=\"viewport\" content=\"width=device-width\">\n");
    g_string_append_printf(out, "<title>Preview</title>\n</head>\n<body>\n<h1>%s</h1>\n",
                           panel ? "No site stands yet" : "Building");
    append_insert(out, panel, token);
    g_string_append(out, "</body>\n</html>\n");
    return g_string_free_to_bytes(g_steal_pointer(&out));
}
