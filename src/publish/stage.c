#include "publish/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void stage_choose(GArray *folders)
{
    gboolean staged = FALSE; /* the folder below the output folder that the next ones are in */
    for (guint i = 0; i < folders->len; i++) {
        Folder *folder = &g_array_index(folders, Folder, i);
        if (!strchr(folder->path, '/'))
            staged = folder->mode == 0;
        folder->staged = staged;
    }
}

static int open_stage(const Tree *out)
{
    return openat(out->fd, PUBLISH_STAGE, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

gboolean stage_open(Tree *stage, const Tree *out, GError **error)
{
    /* One that stands holds what is not ours, or the sweep would have removed it: it is left alone and used. */
    if (mkdirat(out->fd, PUBLISH_STAGE, 0755) != 0 && errno != EEXIST)
        return tree_fail(out, PUBLISH_STAGE, error);
    *stage = (Tree){open_stage(out), out->name};
    return stage->fd >= 0 || tree_fail(out, PUBLISH_STAGE, error);
}

static gboolean remove_stage(const Tree *out, GError **error)
{
    return unlinkat(out->fd, PUBLISH_STAGE, AT_REMOVEDIR) == 0 || errno == ENOENT || errno == ENOTEMPTY ||
           errno == EEXIST || tree_fail(out, PUBLISH_STAGE, error);
}

gboolean stage_land(Tree *stage, const Tree *out, const GArray *folders, GError **error)
{
    for (guint i = 0; i < folders->len; i++) {
        const Folder *folder = &g_array_index(folders, Folder, i);
        if (folder->staged && !strchr(folder->path, '/') &&
            renameat(stage->fd, folder->path, out->fd, folder->path) != 0)
            return tree_fail(out, folder->path, error);
    }
    close(stage->fd);
    stage->fd = -1;
    return remove_stage(out, error);
}

static gboolean sweep_files(const Tree *stage, Walk *walk, const GPtrArray *paths, GError **error)
{
    for (guint i = 0; i < paths->len; i++) {
        gboolean stands;
        if (!walk_to(walk, paths->pdata[i], &stands, error))
            return FALSE;
        if (stands && !tree_remove(stage, paths->pdata[i], error))
            return FALSE;
    }
    return tree_remove_folders(stage, walk->folders, error);
}

gboolean stage_sweep(const Tree *out, const GPtrArray *paths, GError **error)
{
    Tree stage = {open_stage(out), out->name};
    if (stage.fd < 0)
        return errno == ENOENT || tree_fail(out, PUBLISH_STAGE, error);
    g_auto(Walk) walk = {0};
    walk_init(&walk, stage);
    gboolean ok = sweep_files(&stage, &walk, paths, error);
    close(stage.fd);
    return ok && remove_stage(out, error);
}
