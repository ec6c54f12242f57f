#include "site/site.h"

#include "base/file.h"
#include "base/workers.h"
#include "emit/emit.h"
#include "emit/host.h"
#include "lookup/lookup.h"
#include "plan/digests.h"
#include "plan/shard.h"
#include "plan/url.h"
#include "publish/publish.h"
#include "render/render.h"
#include "site/copies.h"
#include "site/difference.h"
#include "site/limits.h"
#include "site/program.h"
#include "site/sources.h"
#include "tmpl/lint.h"

/* The site while it is made. */
typedef struct Site {
    const SiteOptions *options;
    Findings *findings;
    Catalog *catalog;
    Sources *sources;
    Plan *plan;
    Shard shard;    /* what is made of the plan; items and numbers of puts count from its first output */
    guint forms;    /* of copies */
    Copies *copies; /* NULL: none are written */
    gint64 clock;   /* when the present phase began, in microseconds */
} Site;

const char *const SITE_PHASE[N_SITE_PHASES] = {"load", "plan", "make", "finish"};

/* The phase that began when the last one ended is over. */
static void end_phase(Site *site, SitePhase phase, SiteCounts *counts)
{
    gint64 now = g_get_monotonic_time();
    counts->seconds[phase] = (double)(now - site->clock) / G_USEC_PER_SEC;
    site->clock = now;
}

static void site_clear(Site *site)
{
    copies_free(site->copies);
    plan_free(site->plan);
    sources_free(site->sources);
    catalog_free(site->catalog);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Site, site_clear)

gboolean site_is_internal(const GError *error)
{
    return error->domain == TMPL_ERROR && error->code != TMPL_ERROR_LIMIT;
}

static gboolean has_errors(const Site *site)
{
    return findings_count(site->findings, SEVERITY_ERROR) > 0;
}

/* Every label is for some template; the labels that templates may use are those that the source locale has. Where that
 * or a template cannot be read, what one says of the other is not known. */
static void lint_templates(Site *site)
{
    const Locale *locale = site->catalog ? site->catalog->locales[0] : NULL;
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean clean =
        tmpl_lint((const TmplSource *)site->sources->templates->data, site->sources->templates->len,
                  !site->sources->damaged, RENDER_PAGES, locale ? locale->label_keys : NULL, used, site->findings);
    for (gsize i = 0; clean && !site->sources->damaged && locale && locale->label_keys[i]; i++)
        if (!g_hash_table_contains(used, locale->label_keys[i]))
            findings_add(site->findings, RULE_UNUSED_LABEL, locale->file, locale->label_marks[i].mark, NULL,
                         "no template uses the label \"%s\"", locale->label_keys[i]);
}

static HostId host_of(const Site *site)
{
    guint64 said = site->catalog->site->host.bits;
    if (site->options->host >= 0)
        return (HostId)site->options->host;
    return said ? (HostId)g_bit_nth_lsf((gulong)said, -1) : HOST_PLAIN;
}

/* The copies that are asked for. Without a library that they need none is written, and no other in its place. */
static void choose_copies(Site *site)
{
    const BindBits *said = &site->catalog->site->compress;
    site->forms = said->mark.line ? (guint)said->bits & PRESS_ALL : HOSTS[host_of(site)].compress;
    if (site->options->compress >= 0)
        site->forms = (guint)site->options->compress;
    for (guint form = 0; form < N_PRESS_FORMS; form++)
        if ((site->forms & 1U << form) && !press_can(form))
            findings_add(site->findings, RULE_UNKNOWN_VALUE, "content/site.yaml", said->mark,
                         "choose others with \"compress\" or --compress",
                         "copies in the form \"%s\" are asked for, and this program was compiled without it",
                         PRESS_WORDS[form]);
}

static void leave_out_unused_assets(Site *site)
{
    GArray *assets = site->sources->assets;
    for (guint i = assets->len; i-- > 0;)
        if (!render_has_use(site->catalog, g_array_index(assets, Asset, i).name))
            g_array_remove_index(assets, i);
}

/* Load → check → plan: after this the findings are complete. */
static void prepare(Site *site)
{
    site->catalog = catalog_load(site->options->source, LOOKUP_FORMS, site->options->jobs, site->findings);
    site->sources = sources_load(site->options->source, site->findings);
    lint_templates(site);
    if (!site->catalog)
        return;
    choose_copies(site);
    leave_out_unused_assets(site);
    PlanOptions options = {.base_url = site->options->base_url,
                           .assets = (const Asset *)site->sources->assets->data,
                           .n_assets = site->sources->assets->len,
                           .host = host_of(site),
                           .sitemap_urls = site->options->sitemap_urls};
    site->plan = plan_new(site->catalog, &options, site->findings);
    site->shard = shard_of(site->plan, site->options->shard, site->options->shards);
    if (!has_errors(site))
        limits_check_plan(site->plan, site->forms, site->findings);
}

/* How many outputs are made. */
static gsize size_of(const Site *site)
{
    return site->shard.last - site->shard.first;
}

static const Output *output_of(const Site *site, gsize item)
{
    return plan_output(site->plan, site->shard.first + item);
}

enum { PAGE_BYTES = 64 * 1024 }; /* what a worker's buffer begins with: more than most pages need */

/* Render → publish, output by output, on all workers. */
typedef struct Making {
    const Site *site;
    Renderer *renderer;
    Publisher *publisher;
    Digests *digests;   /* NULL: everything is made */
    GString **buffers;  /* by worker */
    char **differences; /* by item; NULL: nobody asked */
    guint8 *kept;       /* by item: it stands already */
    gsize *todo;        /* the others */
    gsize n_todo, done; /* DONE: atomic */
    GMutex lock;
    GError *error; /* the first */
} Making;

static gboolean fail(Making *making, GError *error)
{
    g_mutex_lock(&making->lock);
    if (making->error)
        g_error_free(error);
    else
        making->error = error;
    g_mutex_unlock(&making->lock);
    return FALSE;
}

/* What of the site no record says: the program, the templates and assets, the options. NULL: it cannot be told from
 * another, so nothing is taken for the same. */
static Digests *digests_of_site(const Site *site)
{
    const Sources *sources = site->sources;
    DigestSum sum;
    digest_begin(&sum);
    gboolean known = program_add(&sum);
    for (guint i = 0; i < sources->templates->len; i++) {
        const TmplSource *source = &g_array_index(sources->templates, TmplSource, i);
        digest_add_text(&sum, source->name);
        digest_add_value(&sum, source->length);
        digest_add(&sum, source->text, source->length);
    }
    for (guint i = 0; i < sources->assets->len; i++)
        digest_add_text(&sum, g_array_index(sources->assets, Asset, i).path);
    digest_add_value(&sum, site->options->sitemap_urls);
    const Digest rest = digest_end(&sum);
    return known ? digests_new(site->plan, rest) : NULL;
}

/* What BYTES change in the file that stands there; NULL when there is none, or it is the same. */
static char *compare(const Making *making, const Output *output, const GString *bytes)
{
    enum { LIMIT = 256 * 1024 * 1024 };
    g_autoptr(GString) path = g_string_new(NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    g_string_append_printf(path, "%s/", making->site->options->output);
    url_file(path, making->site->plan, output);
    return file_read(path->str, LIMIT, &text, &length, NULL) ? difference_of(text, length, bytes->str, bytes->len)
                                                             : NULL;
}

static gboolean keep_output(gsize item, guint worker, gpointer data)
{
    Making *making = data;
    GError *error = NULL;
    making->kept[item] =
        publish_keep(making->publisher, item, digests_output(making->digests, output_of(making->site, item))) ? 1 : 0;
    if (making->kept[item] && !copies_put(making->site->copies, making->publisher, item, worker, NULL, 0, &error))
        return fail(making, error);
    return TRUE;
}

static void tell_progress(Making *making, guint worker)
{
    const SiteOptions *options = making->site->options;
    gsize done = (gsize)g_atomic_pointer_add(&making->done, 1) + 1;
    if (worker == 0 && options->progress) /* worker 0 is the caller's thread */
        options->progress(done, size_of(making->site), options->progress_data);
}

static gboolean make_output(gsize item, guint worker, gpointer data)
{
    Making *making = data;
    GError *error = NULL;
    GString *bytes = making->buffers[worker];
    gsize number = making->todo[item];
    const Output *output = output_of(making->site, number);
    g_string_truncate(bytes, 0);
    if (!plan_is_page(output))
        emit_output(making->site->plan, output, bytes);
    else if (!render_page(making->renderer, worker, output, bytes, &error))
        return fail(making, error);
    if (!publish_put(making->publisher, number, bytes->str, bytes->len, &error) ||
        !copies_put(making->site->copies, making->publisher, number, worker, bytes->str, bytes->len, &error))
        return fail(making, error);
    if (making->differences)
        making->differences[number] = compare(making, output, bytes);
    tell_progress(making, worker);
    return TRUE;
}

/* First it is seen what need not be made: then the parts that all pages share are only made where there is a page. */
static gboolean choose_outputs(Making *making)
{
    gsize n = size_of(making->site);
    if (making->digests && !workers_run(making->site->options->jobs, n, keep_output, making))
        return FALSE;
    /* What is no page first: some of it takes as long as a hundred pages, and at the end others would wait for it. */
    for (int page = FALSE; page <= TRUE; page++)
        for (gsize i = 0; i < n; i++)
            if (!making->kept[i] && plan_is_page(output_of(making->site, i)) == page)
                making->todo[making->n_todo++] = i;
    making->done = n - making->n_todo;
    if (making->n_todo)
        render_begin(making->renderer);
    return TRUE;
}

static gboolean make_outputs(const Site *site, Renderer *renderer, Publisher *publisher, char **differences,
                             GError **error)
{
    guint jobs = site->options->jobs;
    gsize n = size_of(site);
    g_autofree GString **buffers = g_new0(GString *, jobs);
    g_autofree guint8 *kept = g_new0(guint8, n);
    g_autofree gsize *todo = g_new(gsize, n);
    g_autoptr(Digests) digests = digests_of_site(site);
    for (guint i = 0; i < jobs; i++)
        buffers[i] = g_string_sized_new(PAGE_BYTES);
    Making making = {.site = site,
                     .renderer = renderer,
                     .publisher = publisher,
                     .digests = digests,
                     .buffers = buffers,
                     .differences = differences,
                     .kept = kept,
                     .todo = todo};
    g_mutex_init(&making.lock);
    gboolean ok = choose_outputs(&making) && workers_run(jobs, making.n_todo, make_output, &making);
    g_mutex_clear(&making.lock);
    for (guint i = 0; i < jobs; i++)
        g_string_free(buffers[i], TRUE);
    if (!ok)
        g_propagate_error(error, making.error);
    return ok;
}

static GPtrArray *paths_of(const Site *site)
{
    GPtrArray *paths = g_ptr_array_new_full((guint)size_of(site), g_free);
    g_autoptr(GString) path = g_string_sized_new(64);
    for (gsize i = 0; i < size_of(site); i++) {
        g_string_truncate(path, 0);
        url_file(path, site->plan, output_of(site, i));
        g_ptr_array_add(paths, g_strndup(path->str, path->len));
    }
    return paths;
}

static void count(const Site *site, const PublishCounts *published, SiteCounts *counts)
{
    counts->files = published->written + published->unchanged;
    counts->written = published->written;
    counts->unchanged = published->unchanged;
    counts->deleted = published->deleted;
    counts->bytes = published->bytes;
    counts->base_path = g_strdup(site->plan->base_path);
    for (gsize i = 0; i < size_of(site); i++)
        counts->pages += plan_is_page(output_of(site, i));
}

static void change_clear(gpointer data)
{
    SiteChange *change = data;
    g_free(change->path);
    g_free(change->difference);
}

void site_counts_clear(SiteCounts *counts)
{
    g_clear_pointer(&counts->base_path, g_free);
    g_clear_pointer(&counts->changes, g_array_unref);
}

typedef struct Changes {
    GArray *list;       /* of SiteChange */
    char **differences; /* by item */
    gssize count;       /* of DIFFERENCES; 0: nobody asked. Files behind the items are copies and have none */
} Changes;

static void add_change(const char *path, PublishChange change, gssize put, gpointer data)
{
    const Changes *changes = data;
    SiteChange entry = {g_strdup(path), change, NULL};
    if (put >= 0 && put < changes->count)
        entry.difference = g_steal_pointer(&changes->differences[put]);
    g_array_append_val(changes->list, entry);
}

static void list_changes(const Publisher *publisher, char **differences, gsize n, SiteCounts *counts)
{
    counts->changes = g_array_new(FALSE, FALSE, sizeof(SiteChange));
    g_array_set_clear_func(counts->changes, change_clear);
    publish_each_change(publisher, add_change, &(Changes){counts->changes, differences, differences ? (gssize)n : 0});
}

static void free_differences(char **differences, gsize count)
{
    for (gsize i = 0; differences && i < count; i++)
        g_free(differences[i]);
    g_free(differences);
}

/* Begun and not finished: what fails leaves the rest to publish_free(). */
static gboolean make_and_finish(Site *site, Renderer *renderer, Publisher *publisher, SiteCounts *counts,
                                GError **error)
{
    PublishCounts published = {0};
    gsize n = size_of(site);
    char **differences = site->options->diff ? g_new0(char *, n) : NULL;
    gboolean ok = make_outputs(site, renderer, publisher, differences, error);
    end_phase(site, SITE_MAKE, counts);
    ok = ok && publish_finish(publisher, &published, error);
    if (ok) {
        count(site, &published, counts);
        limits_check_bytes(site->plan, published.bytes, published.largest, site->findings);
    }
    if (ok && site->options->dry_run)
        list_changes(publisher, differences, n, counts);
    end_phase(site, SITE_FINISH, counts);
    free_differences(differences, n);
    return ok;
}

static gboolean publish(Site *site, Renderer *renderer, SiteCounts *counts, GError **error)
{
    const char *output = site->options->output;
    g_autofree char *beside = site->options->swap ? publish_beside(output) : NULL;
    g_autoptr(Publisher) publisher = site->options->dry_run ? publish_open_dry(output, error)
                                     : site->options->claim ? publish_open_claimed(site->options->claim, error)
                                                            : publish_open(beside ? beside : output, error);
    if (!publisher)
        return FALSE;
    publish_jobs(publisher, site->options->jobs);
    publish_spare(publisher, SOURCES_ASSETS, site->options->keep_assets);
    publish_shard(publisher, site->options->shard, site->options->shards);
    g_autoptr(GPtrArray) paths = paths_of(site);
    site->copies = copies_new(site->forms, paths, site->options->jobs);
    if (!publish_plan(publisher, (const char *const *)paths->pdata, paths->len, site->findings, error) ||
        (beside && !publish_swap(publisher, output, site->findings, error)))
        return FALSE;
    if (has_errors(site))
        return TRUE;
    if (!publish_begin(publisher, error))
        return FALSE;
    end_phase(site, SITE_PLAN, counts);
    return make_and_finish(site, renderer, publisher, counts, error);
}

void site_host(const SiteOptions *options, const char *root, Findings *findings, GString *out)
{
    g_auto(Site) site = {.options = options, .findings = findings};
    prepare(&site);
    if (!has_errors(&site))
        host_configuration(site.plan, &(HostPlace){root, site.forms}, out);
}

gboolean site_is_root(const char *root)
{
    return host_is_root(root);
}

void site_check(const SiteOptions *options, Findings *findings)
{
    g_auto(Site) site = {.options = options, .findings = findings};
    prepare(&site);
    if (has_errors(&site))
        return;
    /* ctemplate has the last word on what its templates do. */
    g_autoptr(Renderer) renderer = render_new(site.plan, (const TmplSource *)site.sources->templates->data,
                                              site.sources->templates->len, 1, findings);
    (void)renderer;
}

gboolean site_build(const SiteOptions *options, Findings *findings, SiteCounts *counts, GError **error)
{
    g_auto(Site) site = {.options = options, .findings = findings, .clock = g_get_monotonic_time()};
    prepare(&site);
    end_phase(&site, SITE_LOAD, counts);
    if (has_errors(&site))
        return TRUE;
    g_autoptr(Renderer) renderer = render_new(site.plan, (const TmplSource *)site.sources->templates->data,
                                              site.sources->templates->len, options->jobs, findings);
    return has_errors(&site) || publish(&site, renderer, counts, error);
}
