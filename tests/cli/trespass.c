/* trespass.c: loaded beside the program (LD_PRELOAD). When that is done, it tries what no command may do, and says on
 * standard error what was let. TRESPASS has the tries, "READ PATH" or "WRITE PATH", one in a line. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *outcome(const char *what, const char *path)
{
    int fd = open(path, strcmp(what, "READ") == 0 ? O_RDONLY : O_WRONLY | O_CREAT, 0644);
    if (fd < 0)
        return strerrorname_np(errno);
    close(fd);
    return "let";
}

__attribute__((destructor)) static void trespass(void)
{
    char *tries = strdup(getenv("TRESPASS")), *rest = tries;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    fprintf(stderr, "landlock: %ld\n", version);
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *path = strchr(line, ' ');
        *path++ = '\0';
        fprintf(stderr, "trespass: %s %s: %s\n", line, path, outcome(line, path));
    }
    free(tries);
}
