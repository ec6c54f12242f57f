#include "emit/emit.h"

#include "emit/data.h"
#include "emit/host.h"
#include "emit/sitemap.h"
#include "plan/url.h"

/* Only the file at the root of the host counts (RFC 9309, section 2.3): pages carry their noindex themselves. */
static void emit_robots(const Plan *plan, GString *out)
{
    g_string_append(out, "User-agent: *\nAllow: /\n\nSitemap: ");
    url_absolute(out, plan, &(Output){.kind = OUTPUT_SITEMAP_INDEX});
    g_string_append_c(out, '\n');
}

void emit_output(const Plan *plan, const Output *output, GString *out)
{
    switch ((OutputKind)output->kind) {
    case OUTPUT_ROBOTS:
        emit_robots(plan, out);
        break;
    case OUTPUT_SITEMAP_INDEX:
        sitemap_index(plan, out);
        break;
    case OUTPUT_SITEMAP:
        sitemap_part(plan, output->a, out);
        break;
    case OUTPUT_ASSET:
        g_string_append_len(out, plan->assets[output->a].bytes, (gssize)plan->assets[output->a].length);
        break;
    case OUTPUT_HEADERS:
        host_headers(plan, out);
        break;
    case OUTPUT_REDIRECTS:
        host_redirects(plan, out);
        break;
    case OUTPUT_NOJEKYLL: /* an empty file */
        break;
    case OUTPUT_SEARCH_DATA:
        emit_search_data(plan, output, out);
        break;
    case OUTPUT_LOOKUP_DATA:
        emit_lookup_data(plan, output, out);
        break;
    case OUTPUT_OPENSEARCH:
        emit_opensearch(plan, output, out);
        break;
    case OUTPUT_FEED:
        emit_feed(plan, output, out);
        break;
    case OUTPUT_CHOOSER:
    case OUTPUT_NOT_FOUND_ROOT:
    case OUTPUT_HOME:
    case OUTPUT_NOT_FOUND:
    case OUTPUT_SEARCH:
    case OUTPUT_DECODE:
    case OUTPUT_INDEX:
    case OUTPUT_COMPARE:
    case OUTPUT_CLASS:
    case OUTPUT_LINES:
    case OUTPUT_SENDER:
    case OUTPUT_CODE:
    case OUTPUT_PAIR:
        g_assert_not_reached();
    }
}
