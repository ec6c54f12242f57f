/* The preview's server: what comes over a connection, and what goes back. In the input localhost:8000 stands for where
 * it listens. */
#include "preview/server.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

#define SECRET "nobody may read this"

static Server *server;
static char *own; /* "localhost:PORT" */

/* libsoup 3.2 leaks the target of a request that it refuses. The sanitizer asks for this before main(). */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

static void make(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert(g_file_set_contents(path, text, -1, NULL));
}

static void set_up(void)
{
    if (server)
        return;
    const char *scratch = fuzz_scratch(NULL);
    g_autofree char *root = g_build_filename(scratch, "s", NULL), *folder = g_build_filename(root, "en", NULL);
    g_autofree char *link = g_build_filename(root, "l", NULL);
    g_assert(mkdir(root, 0755) == 0 && mkdir(folder, 0755) == 0 && symlink("../x", link) == 0);
    make(scratch, "x", SECRET);
    make(root, "index.html", "<body>home</body>");
    make(root, "404.html", "<body>none</body>");
    make(folder, "index.html", "<body>English</body>");
    server = server_new(open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0, NULL);
    g_assert(server);
    server_show(server, "/", "<p>panel</p>", FALSE);
    own = g_strdup_printf("localhost:%u", server_port(server));
}

/* Lets the server do what it can now. */
static gboolean work(void)
{
    gboolean any = FALSE;
    while (g_main_context_iteration(NULL, FALSE))
        any = TRUE;
    return any;
}

static int connect_to_server(void)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((guint16)server_port(server)), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert(fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0);
    g_assert(fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
    return fd;
}

/* Sends BYTES and takes what comes back, until neither side has more to do. A stream of events stays open. */
static GString *converse(const GString *bytes)
{
    GString *answer = g_string_new(NULL);
    int fd = connect_to_server();
    gsize sent = 0;
    for (gboolean more = TRUE; more;) {
        char chunk[65536];
        ssize_t out = sent < bytes->len ? send(fd, bytes->str + sent, bytes->len - sent, MSG_NOSIGNAL) : -1;
        sent += out > 0 ? (gsize)out : 0;
        if (sent == bytes->len)
            shutdown(fd, SHUT_WR);
        gboolean worked = work();
        ssize_t in = recv(fd, chunk, sizeof chunk, 0);
        if (in > 0)
            g_string_append_len(answer, chunk, in);
        more = in > 0 || (in < 0 && errno == EAGAIN && (worked || out > 0));
    }
    close(fd);
    work();
    return answer;
}

static GString *for_this_server(const uint8_t *data, size_t size)
{
    static const char ANY[] = "localhost:8000";
    GString *bytes = g_string_new(NULL);
    const char *p = (const char *)data, *end = p + size;
    for (const char *next; (next = g_strstr_len(p, end - p, ANY)); p = next + strlen(ANY)) {
        g_string_append_len(bytes, p, next - p);
        g_string_append(bytes, own);
    }
    g_string_append_len(bytes, p, end - p);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    set_up();
    g_autoptr(GString) bytes = for_this_server(data, size);
    g_autoptr(GString) answer = converse(bytes);
    g_assert(!answer->len || g_str_has_prefix(answer->str, "HTTP/1."));
    g_assert(!g_strstr_len(answer->str, (gssize)answer->len, SECRET));
    /* Who does not name this machine gets nothing of the site. */
    if (!g_strstr_len(bytes->str, (gssize)bytes->len, strchr(own, ':')))
        g_assert(!g_strstr_len(answer->str, (gssize)answer->len, "<body>"));
    return 0;
}
