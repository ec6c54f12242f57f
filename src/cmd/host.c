#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "model/host.h"
#include "press/press.h"
#include "site/site.h"

static void append_copies(GString *out, guint forms)
{
    g_string_append(out, "  copies       ");
    if (!forms)
        g_string_append(out, "none");
    for (guint form = 0; form < N_PRESS_FORMS; form++)
        if (forms & 1U << form)
            g_string_append_printf(out, "%s%s", form ? ", " : "", PRESS_WORDS[form]);
    g_string_append_c(out, '\n');
}

static void append_host(GString *out, HostId id)
{
    static const char *const LOST[] = {[HOST_LOST_TOLD] = "that of the language",
                                       [HOST_LOST_NEAREST] = "the nearest, which is that of the language",
                                       [HOST_LOST_ROOT] = "that at the root, for all languages"};
    static const char *const FILES[] = {"_headers", "_redirects", ".nojekyll"};
    const Host *host = &HOSTS[id];
    g_string_append_printf(out, "%s: %s\n", HOST_NAMES[id], host->title);
    if (host->configured)
        g_string_append_printf(out, "  reads        what `replyglot host %s` prints\n", HOST_NAMES[id]);
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++)
        if (host->wants >> i & 1)
            g_string_append_printf(out, "  reads        %s\n", FILES[i]);
    g_string_append_printf(out, "  404 page     %s\n", LOST[host->lost]);
    append_copies(out, host->compress);
    for (const HostLimit *limit = host->limits; limit < host->limits + HOST_LIMITS && limit->most; limit++)
        g_string_append_printf(out, "  at most      %" G_GUINT64_FORMAT " %s (%s, %s)\n", limit->most,
                               HOST_COUNT_NAMES[limit->count], limit->page, limit->confirmed);
}

static int print_hosts(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint id = 0; id < N_HOSTS; id++)
        append_host(out, id);
    return common_print(out->str) ? EXIT_DONE : EXIT_IO;
}

typedef struct Asked {
    char *source, *base_url, *root, *compress;
} Asked;

static void asked_clear(Asked *asked)
{
    g_free(asked->source);
    g_free(asked->base_url);
    g_free(asked->root);
    g_free(asked->compress);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static int print_configuration(const Asked *asked, int host, int compress)
{
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GString) out = g_string_new(NULL);
    SiteOptions options = {.source = asked->source ? asked->source : ".",
                           .base_url = asked->base_url,
                           .jobs = 1,
                           .host = host,
                           .compress = compress};
    if (!common_is_source("host", options.source))
        return EXIT_IO;
    common_confine(options.source, NULL);
    site_host(&options, asked->root ? asked->root : "/srv/replyglot", findings, out);
    if (!common_tell_findings(findings, options.source, SEVERITY_ERROR))
        return EXIT_IO;
    if (findings_count(findings, SEVERITY_ERROR))
        return EXIT_FINDINGS;
    return common_print(out->str) ? EXIT_DONE : EXIT_IO;
}

static int run(const Asked *asked, char **names)
{
    int host = -1, compress = -1;
    if (names[1])
        return common_usage("host", "\"%s\" is not expected here", names[1]);
    if (!common_host("host", names[0], &host) || !common_compress("host", asked->compress, &compress))
        return EXIT_USAGE;
    if (!HOSTS[host].configured)
        return common_usage("host", "%s takes no configuration; build --host %s writes all that it reads",
                            HOSTS[host].title, HOST_NAMES[host]);
    if (!common_base_url("host", asked->base_url))
        return EXIT_USAGE;
    if (asked->root && !site_is_root(asked->root))
        return common_usage("host", "--root \"%s\" is not an absolute path without quotes, \\, $, %%, {, }, * and ?",
                            asked->root);
    return print_configuration(asked, host, compress);
}

int cmd_host(int argc, char **argv)
{
    g_auto(Asked) asked = {0};
    g_auto(GStrv) names = NULL;
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {
        {"source", 's', 0, G_OPTION_ARG_FILENAME, &asked.source,
         "The folder with content/, locales/ and templates/ (default: .)", "DIR"},
        {"root", 'r', 0, G_OPTION_ARG_FILENAME, &asked.root,
         "Where the site's files are on the server (default: /srv/replyglot)", "DIR"},
        {"base-url", 'b', 0, G_OPTION_ARG_STRING, &asked.base_url,
         "Where the site will stand (default: that of content/site.yaml)", "URL"},
        {"compress", 'c', 0, G_OPTION_ARG_STRING, &asked.compress, COMMON_COMPRESS, "FORM,…"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "[SERVER]"},
        {NULL},
    };
    if (!common_parse(argc, argv, entries,
                      "Print what a server is to be told of the site; without SERVER, the hosts and their limits.",
                      &status))
        return status;
    return names ? run(&asked, names) : print_hosts();
}
