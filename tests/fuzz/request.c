/* A request as the preview reads it, and the files below its folder. The input is lines: an address, the base path of
 * the site, a Host, an If-None-Match; what is behind them is a page to put the panel on. */
#include "preview/request.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "preview/folder.h"
#include "preview/panel.h"

enum { PORT = 8000 };

#define SECRET "nobody may read this"

static int site = -1;

static void make(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert(g_file_set_contents(path, text, -1, NULL));
}

static void make_link(const char *folder, const char *name, const char *target)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert(symlink(target, path) == 0);
}

/* A site of two files, with links that lead out of it and to the file beside it. */
static void set_up(void)
{
    if (site >= 0)
        return;
    const char *scratch = fuzz_scratch(NULL);
    g_autofree char *root = g_build_filename(scratch, "s", NULL), *folder = g_build_filename(root, "b", NULL);
    g_assert(mkdir(root, 0755) == 0 && mkdir(folder, 0755) == 0);
    make(scratch, "x", SECRET);
    make(root, "a", "a");
    make(folder, "c", "c");
    make_link(root, "l", "../x");
    make_link(root, "u", "..");
    make_link(folder, "v", "/");
    site = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_assert(site >= 0);
}

/* Whatever the path, only the two files are there. */
static void check_read(const char *path)
{
    g_autoptr(GBytes) bytes = NULL;
    FileKind kind = folder_read(site, path, &bytes);
    g_assert((kind == FILE_REGULAR) == (bytes != NULL));
    if (kind == FILE_REGULAR)
        g_assert(strcmp(path, "a") == 0 || strcmp(path, "b/c") == 0);
    if (kind == FILE_FOLDER)
        g_assert(strcmp(path, "") == 0 || strcmp(path, "b") == 0 || strcmp(path, "b/") == 0);
}

static void check_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_assert(fuzz_is_printable(path, "") && !strchr(path, '\\'));
    for (char **part = parts; *part; part++)
        g_assert(**part && **part != '.');
}

static void check_address(const char *address, const char *base)
{
    g_auto(Request) request = {0};
    request_read(&request, address, base);
    g_assert((request.kind == REQUEST_PATH || request.kind == REQUEST_PERSONAL) == (request.path != NULL));
    if (request.kind == REQUEST_PERSONAL)
        panel_file(request.path);
    if (request.kind != REQUEST_PATH)
        return;
    check_path(request.path);
    g_assert(request.folder || *request.path);
    g_assert(*request_media_type(request.path));
    check_read(request.path);
}

static void check_host(const char *host)
{
    static const char *const OWN[] = {"localhost:8000", "127.0.0.1:8000", "[::1]:8000", NULL};
    g_autofree char *low = g_ascii_strdown(host, -1);
    g_assert(request_is_own_host(host, PORT) == g_strv_contains(OWN, low));
}

/* The page is there from its first byte to its last, with one insertion. */
static void check_panel(const char *bytes, gsize length)
{
    g_autoptr(GBytes) page = g_bytes_new(bytes, length);
    g_autoptr(GBytes) shown = panel_insert(page, "PANEL", "1-2");
    gsize size, same = 0;
    const char *out = g_bytes_get_data(shown, &size);
    g_assert(size > length);
    while (same < length && out[same] == bytes[same])
        same++;
    g_assert(memcmp(out + size - (length - same), bytes + same, length - same) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 5);
    const char *line[] = {"", "", "", "", ""};
    for (guint i = 0; lines[i]; i++)
        line[i] = lines[i];
    check_address(line[0], *line[1] ? line[1] : "/");
    check_read(line[0]);
    check_host(line[2]);
    request_has_etag(line[3], "\"0123456789abcdef\"");
    check_panel((const char *)data, size);
    return 0;
}
