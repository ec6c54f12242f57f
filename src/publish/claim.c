#include "publish/claim.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { TRIES = 16 }; /* each is lost to another build that took the folder away, which is rare enough once */

int claim_open(const char *name)
{
    return open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

gboolean claim_busy(const Tree *tree, GError **error)
{
    g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_BUSY, "%s: another build is writing to this folder", tree->name);
    return FALSE;
}

gboolean claim_lock(const Tree *tree, GError **error)
{
    if (flock(tree->fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
    if (errno != EWOULDBLOCK)
        return tree_fail(tree, NULL, error);
    return claim_busy(tree, error);
}

gboolean claim_is(int fd, const struct stat *status)
{
    struct stat opened;
    return fstat(fd, &opened) == 0 && opened.st_dev == status->st_dev && opened.st_ino == status->st_ino;
}

/* A folder that is a link to nowhere is not for us to make. 0 or an errno. */
static int make_and_open(PublishClaim *claim)
{
    struct stat status;
    claim->made = lstat(claim->folder, &status) != 0 && errno == ENOENT;
    if (claim->made && g_mkdir_with_parents(claim->folder, 0755) != 0)
        return errno;
    claim->fd = claim_open(claim->folder);
    return claim->fd < 0 ? errno : 0;
}

gboolean publish_claim(const char *folder, PublishClaim *claim, GError **error)
{
    Tree tree = {-1, folder};
    int number = 0;
    *claim = (PublishClaim){.folder = folder, .fd = -1};
    for (guint left = TRIES; left > 0 && (number == 0 || number == ENOENT); left--) {
        struct stat status;
        number = make_and_open(claim);
        tree.fd = claim->fd;
        gboolean locked = number == 0 && claim_lock(&tree, error);
        /* Only who has the lock takes the folder away: from here on it stays what it is. */
        if (locked && stat(folder, &status) == 0 && claim_is(claim->fd, &status))
            return TRUE;
        publish_release(claim);
        if (number == 0 && !locked)
            return FALSE;
    }
    errno = number;
    return number == 0 ? claim_busy(&tree, error) : tree_fail(&tree, NULL, error);
}

void publish_release(PublishClaim *claim)
{
    if (claim->fd >= 0)
        close(claim->fd);
    claim->fd = -1;
}
