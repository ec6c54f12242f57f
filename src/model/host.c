#include "model/host.h"

#include "press/press.h"

const char *const HOST_NAMES[] = {
    [HOST_PLAIN] = "plain",
    [HOST_NGINX] = "nginx",
    [HOST_CADDY] = "caddy",
    [HOST_LIGHTTPD] = "lighttpd",
    [HOST_APACHE] = "apache",
    [HOST_GITHUB] = "github-pages",
    [HOST_GITLAB] = "gitlab-pages",
    [HOST_CLOUDFLARE] = "cloudflare-pages",
    [HOST_NETLIFY] = "netlify",
    [HOST_S3] = "s3",
    [N_HOSTS] = NULL,
};

const char *const HOST_COUNT_NAMES[] = {
    [HOST_FILES] = "files",
    [HOST_ENTRIES] = "files and folders",
    [HOST_FOLDER_FILES] = "files in one folder",
    [HOST_BYTES] = "bytes",
    [HOST_FILE_BYTES] = "bytes in one file",
    [HOST_RULES] = "rules in _headers",
    [HOST_RULE_LENGTH] = "characters in one line of _headers",
};

#define GITHUB_LIMITS     "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"
#define GITLAB_SETTINGS   "https://docs.gitlab.com/user/gitlab_com/"
#define GITLAB_LIMITS     "https://docs.gitlab.com/administration/instance_limits/"
#define CLOUDFLARE_LIMITS "https://developers.cloudflare.com/pages/platform/limits/"
#define NETLIFY_ANSWER                                                                                                 \
    "https://answers.netlify.com/t/is-there-a-storage-or-file-count-limit-for-business-plan-hosting/118172"

enum {
    GZIP = 1 << PRESS_GZIP,
    BOTH = PRESS_ALL,
    GB = 1000000000, /* where a page says GB and not GiB, the lesser is meant to be safe */
    MIB = 1024 * 1024,
};

/* A limit stands here only if a page says so that its host, or somebody who works there, has written; of several plans
 * the least is meant. Of Netlify no limit for a whole site is known, and S3 has none that a site could reach. */
const Host HOSTS[] = {
    [HOST_PLAIN] = {"any host that serves files", .lost = HOST_LOST_ROOT},
    /* Debian's nginx serves gzip copies; br copies need a module of others, libnginx-mod-http-brotli-static. */
    [HOST_NGINX] = {"nginx", .configured = TRUE, .compress = GZIP},
    [HOST_CADDY] = {"Caddy", .configured = TRUE, .compress = BOTH},
    [HOST_LIGHTTPD] = {"lighttpd", .configured = TRUE},
    [HOST_APACHE] = {"Apache", .configured = TRUE, .compress = BOTH},
    [HOST_GITHUB] = {"GitHub Pages", .wants = HOST_NOJEKYLL, .lost = HOST_LOST_ROOT,
                     .limits = {{GB, HOST_BYTES, "2026-11-30", GITHUB_LIMITS}}},
    [HOST_GITLAB] = {"GitLab Pages", .lost = HOST_LOST_ROOT, .compress = BOTH,
                     .limits = {{GB, HOST_BYTES, "2026-11-30", GITLAB_SETTINGS},
                                {200000, HOST_ENTRIES, "2026-11-30", GITLAB_LIMITS}}},
    [HOST_CLOUDFLARE] = {"Cloudflare Pages", .wants = HOST_HEADERS, .lost = HOST_LOST_NEAREST,
                         .limits = {{20000, HOST_FILES, "2026-11-30", CLOUDFLARE_LIMITS},
                                    {25 * (guint64)MIB, HOST_FILE_BYTES, "2026-11-30", CLOUDFLARE_LIMITS},
                                    {100, HOST_RULES, "2026-11-30", CLOUDFLARE_LIMITS},
                                    {2000, HOST_RULE_LENGTH, "2026-11-30", CLOUDFLARE_LIMITS}}},
    [HOST_NETLIFY] = {"Netlify", .wants = HOST_HEADERS | HOST_REDIRECTS,
                      .limits = {{54000, HOST_FOLDER_FILES, "2026-11-30", NETLIFY_ANSWER}}},
    [HOST_S3] = {"S3", .lost = HOST_LOST_ROOT},
};
