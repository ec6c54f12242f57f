/* crew.h: one loader's work on many documents, done by several threads.
 *
 * Each member loads into an arena and findings of its own; when all are done, the loader gets everything. The findings
 * are in another order then, which findings_sort() mends. */
#pragma once
#include "model/document.h"

/* Does document number I as LOADER, one of the crew's. */
typedef void (*CrewDo)(const Loader *loader, gsize i, gpointer data);

/* Does documents 0 to N - 1 on LOADER's threads. Documents of one member come in rising order, never two at once. */
void crew_run(const Loader *loader, gsize n, CrewDo work, gpointer data);

/* A document to load by document_load(), and what came of it. */
typedef struct Load {
    const char *folder, *stem; /* the arena's */
    const BindField *fields;
    gsize size, updated;
    const Document *document; /* NULL: it could not be bound */
    void *record;
} Load;

/* Loads all of LOADS (of Load), which best begin with the longest files. */
void crew_load(const Loader *loader, GArray *loads);
