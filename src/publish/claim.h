/* claim.h: a folder for one build only. */
#pragma once
#include <sys/stat.h>

#include "publish/publish.h"
#include "publish/tree.h"

/* The descriptor of the folder NAME, links followed; -1 and errno. */
int claim_open(const char *name);

/* Takes the lock of TREE, without waiting for it. FALSE: ERROR is set, PUBLISH_ERROR_BUSY where another has it. */
gboolean claim_lock(const Tree *tree, GError **error);

/* Sets ERROR to PUBLISH_ERROR_BUSY: another build is at work in TREE; always FALSE. */
gboolean claim_busy(const Tree *tree, GError **error);

/* Whether the folder that was opened is still the one that STATUS is of. */
gboolean claim_is(int fd, const struct stat *status);
