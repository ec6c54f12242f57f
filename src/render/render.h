/* render.h: pages, from the plan and the templates. Touches no file. */
#pragma once
#include "plan/plan.h"
#include "render/views.h"
#include "tmpl/engine.h"

/* Whether the site of CATALOG has pages that ask for the asset NAME, as far as the program knows: the scripts of the
 * lookup are for none where there is nothing to look up. */
gboolean render_has_use(const Catalog *catalog, const char *name);

typedef struct Renderer Renderer;

/* For the pages of PLAN, which has no error findings and outlives it, with JOBS workers. What ctemplate refuses of the
 * templates in SOURCES is added to FINDINGS, and NULL returned. */
Renderer *render_new(const Plan *plan, const TmplSource *sources, gsize count, guint jobs, Findings *findings);
void render_free(Renderer *renderer);

/* Writes what pages are put together from, with all workers. Once, before the first page. */
void render_begin(Renderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Renderer, render_free)

/* Appends the page OUTPUT to OUT, as worker WORKER. */
gboolean render_page(Renderer *renderer, guint worker, const Output *output, GString *out, GError **error);
