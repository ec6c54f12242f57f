#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_REFER /* headers older than Linux 5.19 */
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE /* and than 6.2 */
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* Before REFER no file could be moved from a folder to another, as a build does. */
enum { HAS_REFER = 2, HAS_TRUNCATE = 3 };

#define READ_FILE  LANDLOCK_ACCESS_FS_READ_FILE
#define READ       (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define WRITE                                                                                                          \
    (WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |       \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER)
#define RENAME (LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR)
#define NEVER                                                                                                          \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |                        \
     LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* Allows ACCESS below PATH. FALSE, and errno: it could not be said. */
static gboolean allow(int rules, guint64 access, const char *path)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return FALSE;
    struct stat status;
    gboolean ok = fstat(fd, &status) == 0;
    if (ok && !S_ISDIR(status.st_mode)) /* of a file only what files can be asked for */
        access &= READ_FILE | WRITE_FILE;
    const struct landlock_path_beneath_attr beneath = {.allowed_access = access, .parent_fd = fd};
    ok = ok && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    int number = errno;
    close(fd);
    errno = number;
    return ok;
}

/* The same for all of PATHS; those that are not there are left out. */
static gboolean allow_all(int rules, guint64 access, const char *const *paths)
{
    for (; paths && *paths; paths++)
        if (!allow(rules, access, *paths) && errno != ENOENT && errno != ENOTDIR)
            return FALSE;
    return TRUE;
}

static gboolean apply(int rules, guint64 known, const Confinement *to)
{
    const char *const renames[] = {to->renames, NULL};
    return allow_all(rules, READ & known, to->reads) && allow_all(rules, (READ | WRITE) & known, to->writes) &&
           allow_all(rules, RENAME & known, renames) &&
           /* Without it only the administrator may confine a process. */
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}

gboolean confine_files(const Confinement *to)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < HAS_REFER)
        return FALSE;
    guint64 known = (to->reads ? READ : 0) | WRITE | NEVER;
    if (version < HAS_TRUNCATE)
        known &= ~(guint64)LANDLOCK_ACCESS_FS_TRUNCATE;
    const struct landlock_ruleset_attr attributes = {.handled_access_fs = known};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return FALSE;
    gboolean ok = apply(rules, known, to);
    close(rules);
    return ok;
}
