/* A whole source with one file that may say anything: what check lets pass can be built. The first byte says which
 * file. */
#include "site/site.h"

#include <string.h>

#include "fuzz.h"
#include "fuzz/paths.h"

/* Named by letters, from "a" on: kept cases begin with one, so a new file goes to the end. */
static const char *const FILES[] = {
    "content/site.yaml",
    "content/site.fr.yaml",
    "content/ktl/protocol.yaml",
    "content/ktl/words/en.yaml",
    "content/ktl/words/fr.yaml",
    "content/ktl/codes/40.yaml",
    "content/ktl/codes/40.fr.yaml",
    "content/ktl/pairs/40-41.yaml",
    "content/ktl/pairs/40-41.fr.yaml",
    "content/ktl/enhanced.yaml",
    "content/ktl/enhanced.fr.yaml",
    "content/ktl/strangers.yaml",
    "content/ktl/wire/acme.yaml",
    "content/ktl/wire/acme.fr.yaml",
    "locales/en.yaml",
    "locales/fr.yaml",
    "templates/code.html",
    "templates/pair.html",
    "templates/lines.html",
    "templates/partials/head.html",
};

static const char *source;
static char *output;

static void set_up(void)
{
    if (source)
        return;
    source = fuzz_scratch(FUZZ_KTL);
    output = g_build_filename(source, "out", NULL);
}

static void check_build(void)
{
    const SiteOptions options = {.source = source, .output = output, .jobs = 1, .dry_run = TRUE};
    g_autoptr(Findings) findings = findings_new();
    g_autoptr(GError) error = NULL;
    g_auto(SiteCounts) counts = {0};
    gboolean done = site_build(&options, findings, &counts, &error);
    if (error)
        g_printerr("%s\n", error->message);
    g_assert(done ? !error : error && !site_is_internal(error));
    g_assert(!done || (counts.files == 0) == (findings_count(findings, SEVERITY_ERROR) > 0));
    fuzz_check_findings(findings, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    if (size < 1)
        return 0;
    g_autofree char *file = g_build_filename(source, FILES[(guint8)(data[0] - 'a') % G_N_ELEMENTS(FILES)], NULL);
    g_autofree char *before = NULL;
    gsize length;
    g_assert(g_file_get_contents(file, &before, &length, NULL));
    g_assert(
        g_file_set_contents_full(file, (const char *)data + 1, (gssize)size - 1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
    check_build();
    g_assert(g_file_set_contents_full(file, before, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
    return 0;
}
