#include "inspect/inspect.h"

#include <string.h>

#include "base/file.h"
#include "base/workers.h"
#include "inspect/address.h"
#include "inspect/bounds.h"
#include "inspect/facts.h"
#include "inspect/page.h"
#include "inspect/weight.h"

/* What one thread works with. */
typedef struct Reader {
    Arena *scratch; /* of the page that is read */
    Arena *kept;    /* of the facts */
    Page page;
    GArray *links;      /* of int */
    GArray *fragments;  /* of Pointer */
    GArray *alternates; /* of Pointer */
    GHashTable *ids;    /* id → PageId */
} Reader;

typedef struct Inspection {
    Site site;
    const InspectOptions *options;
    Reader *readers; /* by worker */
    gsize done;      /* atomic */
    GMutex lock;
    GError *error; /* the first */
} Inspection;

static void reader_init(Reader *reader)
{
    reader->scratch = arena_new();
    reader->kept = arena_new();
    page_init(&reader->page);
    reader->links = g_array_new(FALSE, FALSE, sizeof(int));
    reader->fragments = g_array_new(FALSE, FALSE, sizeof(Pointer));
    reader->alternates = g_array_new(FALSE, FALSE, sizeof(Pointer));
    reader->ids = g_hash_table_new(g_str_hash, g_str_equal);
}

static void reader_clear(Reader *reader)
{
    arena_free(reader->scratch);
    arena_free(reader->kept);
    page_clear(&reader->page);
    g_array_unref(reader->links);
    g_array_unref(reader->fragments);
    g_array_unref(reader->alternates);
    g_hash_table_unref(reader->ids);
}

static gboolean stands_anywhere(const char *path)
{
    return strcmp(path, "404.html") == 0 || g_str_has_suffix(path, "/404.html");
}

static void check_weight(const Site *site, int file, const Page *page, const char *html, gsize length)
{
    gsize most = page->article ? INSPECT_ARTICLE : INSPECT_LIST;
    gsize most_gzip = page->article ? INSPECT_ARTICLE_GZIP : INSPECT_LIST_GZIP;
    if (length > most)
        SITE_ADD(site, RULE_HEAVY_PAGE, file, (Mark){0}, NULL,
                 "%" G_GSIZE_FORMAT " bytes; at most %" G_GSIZE_FORMAT " are allowed", length, most);
    gsize gzip = length > most_gzip ? weight_above(html, length, most_gzip) : 0;
    if (gzip)
        SITE_ADD(site, RULE_HEAVY_PAGE, file, (Mark){0}, NULL,
                 "%" G_GSIZE_FORMAT " bytes gzipped; at most %" G_GSIZE_FORMAT " are allowed", gzip, most_gzip);
}

static void check_head(const Site *site, int file, const Page *page)
{
    gboolean canonical = stands_anywhere(site->files.paths->pdata[file]);
    for (guint i = 0; i < page->refs->len; i++)
        canonical |= g_array_index(page->refs, PageRef, i).kind == PAGE_CANONICAL;
    if (!page->language)
        SITE_ADD(site, RULE_MISSING_LANGUAGE, file, page->head, "<html lang=\"…\">",
                 "the page does not say its language");
    if (!page->title)
        SITE_ADD(site, RULE_MISSING_TITLE, file, page->head, NULL, "the page has no title");
    if (!page->description)
        SITE_ADD(site, RULE_MISSING_DESCRIPTION, file, page->head, NULL, "the page has no description");
    if (!canonical)
        SITE_ADD(site, RULE_MISSING_CANONICAL, file, page->head, NULL, "the page does not say its canonical address");
}

static void check_ids(const Site *site, int file, Reader *reader)
{
    g_hash_table_remove_all(reader->ids);
    for (guint i = 0; i < reader->page.ids->len; i++) {
        const PageId *own = &g_array_index(reader->page.ids, PageId, i);
        const PageId *first = g_hash_table_lookup(reader->ids, own->id);
        if (!first) {
            g_hash_table_insert(reader->ids, (char *)own->id, (gpointer)own);
            continue;
        }
        g_autofree char *hint = g_strdup_printf("the first is at %u:%u", first->mark.line, first->mark.column);
        SITE_ADD(site, RULE_DUPLICATE_ID, file, own->mark, hint, "id \"%s\" again", own->id);
    }
}

/* Where the fragment is that of this page it is checked at once; "" and "top" are every page's top. */
static void take_fragment(const Site *site, int file, Reader *reader, const PageRef *ref, const Address *to)
{
    if (!to->fragment || !*to->fragment || g_ascii_strcasecmp(to->fragment, "top") == 0)
        return;
    Pointer pointer = {to->file, NULL, ref->mark};
    if (to->file != file) {
        pointer.what = arena_text(reader->kept, to->fragment, -1);
        g_array_append_val(reader->fragments, pointer);
    } else if (!g_hash_table_contains(reader->ids, to->fragment)) {
        SITE_ADD(site, RULE_DEAD_FRAGMENT, file, ref->mark, NULL, "the page has no id \"%s\"", to->fragment);
    }
}

static void take_ref(const Site *site, int file, Reader *reader, const PageRef *ref)
{
    Place place = {&site->files, site->base, file, stands_anywhere(site->files.paths->pdata[file])};
    g_auto(Address) to = address_resolve(&place, ref->address);
    gboolean own = ref->kind == PAGE_ALTERNATE || ref->kind == PAGE_CANONICAL;
    if (to.kind == ADDRESS_DEAD)
        SITE_ADD(site, RULE_DEAD_LINK, file, ref->mark, to.hint, "\"%s\" %s", ref->address, to.why);
    else if (to.kind == ADDRESS_ELSEWHERE && ref->kind == PAGE_RESOURCE)
        SITE_ADD(site, RULE_FOREIGN_RESOURCE, file, ref->mark, NULL, "the page loads \"%s\" from elsewhere",
                 ref->address);
    else if (to.kind != ADDRESS_FILE && own && site->base)
        SITE_ADD(site, RULE_DEAD_LINK, file, ref->mark, NULL, "\"%s\" is no page of this site", ref->address);
    if (to.kind != ADDRESS_FILE)
        return;
    take_fragment(site, file, reader, ref, &to);
    if (ref->kind == PAGE_LINK)
        g_array_append_val(reader->links, to.file);
    Pointer alternate = {to.file, ref->language ? g_intern_string(ref->language) : NULL, ref->mark};
    if (ref->kind == PAGE_ALTERNATE)
        g_array_append_val(reader->alternates, alternate);
}

static int by_number(gconstpointer a, gconstpointer b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void *keep(Arena *arena, const GArray *array)
{
    gsize size = (gsize)array->len * g_array_get_element_size((GArray *)array);
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, array->data, size);
    return copy;
}

static void keep_links(Reader *reader, Facts *facts)
{
    guint n = 0;
    g_array_sort(reader->links, by_number);
    int *links = (int *)(void *)reader->links->data;
    for (guint i = 0; i < reader->links->len; i++)
        if (n == 0 || links[n - 1] != links[i])
            links[n++] = links[i];
    g_array_set_size(reader->links, n);
    facts->links = keep(reader->kept, reader->links);
    facts->n_links = n;
}

static void keep_facts(Reader *reader, Facts *facts)
{
    const Page *page = &reader->page;
    facts->language = page->language ? g_intern_string(page->language) : NULL;
    facts->unlisted = page->unlisted;
    facts->head = page->head;
    facts->n_ids = page->ids->len;
    facts->ids = arena_alloc(reader->kept, facts->n_ids * sizeof *facts->ids);
    for (guint i = 0; i < facts->n_ids; i++)
        facts->ids[i] = arena_text(reader->kept, g_array_index(page->ids, PageId, i).id, -1);
    if (facts->n_ids)
        qsort(facts->ids, facts->n_ids, sizeof *facts->ids, by_text);
    facts->n_fragments = reader->fragments->len;
    facts->fragments = keep(reader->kept, reader->fragments);
    facts->n_alternates = reader->alternates->len;
    facts->alternates = keep(reader->kept, reader->alternates);
    keep_links(reader, facts);
}

static void read_page(const Site *site, int file, Reader *reader, const char *html, gsize length)
{
    arena_clear(reader->scratch);
    g_array_set_size(reader->links, 0);
    g_array_set_size(reader->fragments, 0);
    g_array_set_size(reader->alternates, 0);
    page_read(&reader->page, reader->scratch, html, length);
    check_weight(site, file, &reader->page, html, length);
    check_head(site, file, &reader->page);
    check_ids(site, file, reader);
    for (guint i = 0; i < reader->page.refs->len; i++)
        take_ref(site, file, reader, &g_array_index(reader->page.refs, PageRef, i));
    site->facts[file].page = !stands_anywhere(site->files.paths->pdata[file]);
    keep_facts(reader, &site->facts[file]);
}

/* The page at PATH, which may be read without harm. */
static gboolean read_html(const char *path, char **html, gsize *length, GError **error)
{
    g_autofree char *text = NULL;
    if (!file_read(path, INSPECT_FILE, &text, length, error))
        return FALSE;
    const char *passed = bounds_passed(text, *length);
    if (passed) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", path, passed);
        return FALSE;
    }
    *html = g_steal_pointer(&text);
    return TRUE;
}

static gboolean read_file(gsize item, guint worker, gpointer data)
{
    Inspection *inspection = data;
    const Site *site = &inspection->site;
    const char *path = site->files.paths->pdata[item];
    g_autofree char *full = g_build_filename(site->folder, path, NULL), *html = NULL;
    GError *error = NULL;
    gsize length = 0;
    if (g_str_has_suffix(path, ".html")) {
        if (!read_html(full, &html, &length, &error)) {
            g_mutex_lock(&inspection->lock);
            if (inspection->error)
                g_error_free(error);
            else
                inspection->error = error;
            g_mutex_unlock(&inspection->lock);
            return FALSE;
        }
        read_page(site, (int)item, &inspection->readers[worker], html, length);
    }
    gsize done = (gsize)g_atomic_pointer_add(&inspection->done, 1) + 1;
    if (worker == 0 && inspection->options->progress)
        inspection->options->progress(done, site->files.paths->len, inspection->options->progress_data);
    return TRUE;
}

/* The address of the site, as its first page says it; NULL where it does not, which is a finding of that page. */
static char *find_base(const Site *site, GError **error)
{
    g_autofree char *full = g_build_filename(site->folder, "index.html", NULL), *html = NULL;
    gsize length = 0;
    if (!read_html(full, &html, &length, error))
        return NULL;
    g_autoptr(Arena) arena = arena_new();
    Page page;
    page_init(&page);
    page_read(&page, arena, html, length);
    char *base = NULL;
    for (guint i = 0; i < page.refs->len && !base; i++)
        if (g_array_index(page.refs, PageRef, i).kind == PAGE_CANONICAL)
            base = address_base(g_array_index(page.refs, PageRef, i).address);
    page_clear(&page);
    return base;
}

static gboolean read_files(Inspection *inspection, GError **error)
{
    guint jobs = inspection->options->jobs;
    inspection->readers = g_new0(Reader, jobs);
    for (guint i = 0; i < jobs; i++)
        reader_init(&inspection->readers[i]);
    gboolean ok = workers_run(jobs, inspection->site.files.paths->len, read_file, inspection);
    if (ok)
        between_pages(&inspection->site);
    else
        g_propagate_error(error, inspection->error);
    for (guint i = 0; i < jobs; i++)
        reader_clear(&inspection->readers[i]);
    g_free(inspection->readers);
    return ok;
}

static gboolean inspect(Inspection *inspection, InspectCounts *counts, GError **error)
{
    Site *site = &inspection->site;
    if (!files_read(&site->files, site->folder, error))
        return FALSE;
    GError *unreadable = NULL;
    g_autofree char *base = find_base(site, &unreadable);
    if (unreadable) {
        g_propagate_error(error, unreadable);
        return FALSE;
    }
    if (files_find(&site->files, "index.html") < 0) { /* it could be read, and the ways begin there */
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s/index.html: not a regular file", site->folder);
        return FALSE;
    }
    guint n = site->files.paths->len;
    g_autofree Facts *facts = g_new0(Facts, n);
    site->base = base;
    site->facts = facts;
    if (!read_files(inspection, error))
        return FALSE;
    *counts = (InspectCounts){.files = n};
    for (guint i = 0; i < n; i++)
        counts->pages += g_str_has_suffix(site->files.paths->pdata[i], ".html");
    return TRUE;
}

gboolean inspect_site(const InspectOptions *options, Findings *findings, InspectCounts *counts, GError **error)
{
    /* Findings name FOLDER/PATH; "public/" is "public". */
    gsize n = strlen(options->folder);
    while (n > 1 && options->folder[n - 1] == '/')
        n--;
    g_autofree char *folder = g_strndup(options->folder, n);
    Inspection inspection = {.site = {.folder = folder, .findings = findings}, .options = options};
    g_mutex_init(&inspection.lock);
    gboolean ok = inspect(&inspection, counts, error);
    files_clear(&inspection.site.files);
    g_mutex_clear(&inspection.lock);
    return ok;
}
