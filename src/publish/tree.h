/* tree.h: files and folders below one directory descriptor.
 *
 * The kernel refuses to follow a symbolic link in the last part of a path only (O_NOFOLLOW). So the folders on the way
 * are looked at first, each once (Walk), and only paths whose folders are all real ones are handed to the kernel. */
#pragma once
#include <sys/types.h>

#include "base/arena.h"
#include "base/digest.h"

typedef struct Tree {
    int fd;           /* of the output folder; -1 for none */
    const char *name; /* how the user calls it, for messages */
} Tree;

/* Sets ERROR to what errno says about PATH; always FALSE. */
gboolean tree_fail(const Tree *tree, const char *path, GError **error);

/* What stands at a path, a link not followed; MODE 0 for nothing. */
typedef struct TreeLook {
    mode_t mode;
    gint64 size;
    int number; /* the errno of a look that failed, or 0 */
} TreeLook;

/* Any thread. */
TreeLook tree_look(const Tree *tree, const char *path);

/* The type and size of what a look at PATH has shown. SIZE may be NULL. */
gboolean tree_shown(const Tree *tree, const char *path, TreeLook look, mode_t *mode, gint64 *size, GError **error);

/* Both at once. */
gboolean tree_stat(const Tree *tree, const char *path, mode_t *mode, gint64 *size, GError **error);

/* The names (of char *, sorted by bytes) in the folder itself that begin with PREFIX. NULL and ERROR on failure. */
GPtrArray *tree_names(const Tree *tree, const char *prefix, GError **error);

/* Reads the SIZE bytes of the regular file PATH into *TEXT (g_free() it; a NUL stands behind them). */
gboolean tree_read(const Tree *tree, const char *path, gsize size, char **text, gsize *length, GError **error);

/* Whether the regular file PATH holds exactly these bytes. One that cannot be read does not. */
gboolean tree_holds(const Tree *tree, const char *path, const char *bytes, gsize length);

/* The digest of the bytes of the regular file PATH of SIZE bytes. FALSE: it cannot be read, or is of another size. */
gboolean tree_digest(const Tree *tree, const char *path, gsize size, Digest *digest);

/* Writes the file PATH whole or not at all: under its temporary name, which must be free, then renamed. */
gboolean tree_write(const Tree *tree, const char *path, const char *bytes, gsize length, GError **error);

/* Writes the file PATH, which must not stand, under its own name: where nobody reads yet (stage.h). */
gboolean tree_write_new(const Tree *tree, const char *path, const char *bytes, gsize length, GError **error);

/* Removes the file PATH; there need be none. */
gboolean tree_remove(const Tree *tree, const char *path, GError **error);

typedef struct Folder {
    const char *path;
    mode_t mode;     /* of what stands there; 0: nothing, or the folder around it is none */
    gint ready;      /* atomic: it stands by now */
    gboolean staged; /* stage.h */
} Folder;

/* Makes the folder, where it does not stand. Any thread; the folder around it stands. */
gboolean tree_make_folder(const Tree *tree, Folder *folder, GError **error);

/* Removes those FOLDERS (of Folder, each after the one around it) that are there and empty. */
gboolean tree_remove_folders(const Tree *tree, const GArray *folders, GError **error);

/* A walk along paths in the order of path_compare(), looking at every folder on the way once. */
typedef struct Walk {
    Tree tree;
    Arena *arena;
    GArray *folders;      /* of Folder: all that were passed, each after the one around it */
    GArray *chain;        /* of guint: those of the last path, outermost first */
    const TreeLook *seen; /* what stands where the folder of the next path should; NULL: the walk looks itself */
} Walk;

void walk_init(Walk *walk, Tree tree);
void walk_clear(Walk *walk); /* a zeroed one is fine */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

/* Goes on to PATH and says whether it has a real folder to stand in. */
gboolean walk_to(Walk *walk, const char *path, gboolean *stands, GError **error);

/* The index in FOLDERS of the folder that the walk has come to; -1 in the output folder itself. */
gssize walk_innermost(const Walk *walk);
