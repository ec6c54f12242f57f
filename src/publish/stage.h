/* stage.h: where the folders that are new grow until they are whole.
 *
 * A folder directly below the output folder that does not stand yet is filled in PUBLISH_STAGE and moved to its place
 * by one rename when all of it is there. So readers never see a part of it, and its files, which nobody reads before,
 * need no temporary names: a rename for each was a tenth of the time of a first build. */
#pragma once
#include "publish/tree.h"

#define PUBLISH_STAGE ".replyglot-new"

/* Sets Folder.staged of FOLDERS, those of a walk, in its order: those that are missing below the output folder, and all
 * that are in them. */
void stage_choose(GArray *folders);

/* Makes the stage below OUT and opens it at STAGE, whose name is that of OUT: messages name the place that is meant. */
gboolean stage_open(Tree *stage, const Tree *out, GError **error);

/* Moves the folders among FOLDERS that were staged to their places, in their order, and removes and closes the stage.
 */
gboolean stage_land(Tree *stage, const Tree *out, const GArray *folders, GError **error);

/* Removes from the stage below OUT what a killed run left there: the files PATHS (sorted, of const char *), and the
 * folders that this leaves empty. There need be no stage. */
gboolean stage_sweep(const Tree *out, const GPtrArray *paths, GError **error);
