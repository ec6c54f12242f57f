/* sources.h: the templates and assets of a source folder. */
#pragma once
#include "diag/finding.h"
#include "plan/plan.h"
#include "tmpl/engine.h"

/* Where they stand in the site. */
#define SOURCES_ASSETS "assets/"

typedef struct Sources {
    Arena *arena;
    GArray *templates; /* of TmplSource: templates/ and templates/partials/, sorted by file */
    GArray *assets;    /* of Asset: templates/assets/, sorted by name */
    gboolean damaged;  /* some template could not be read: it is not among TEMPLATES */
} Sources;

/* Reads all of them; what cannot be read, or has no role there, is added to FINDINGS. Never NULL. */
Sources *sources_load(const char *source, Findings *findings);
void sources_free(Sources *sources);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sources, sources_free)
