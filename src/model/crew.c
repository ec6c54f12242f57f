#include "model/crew.h"

#include "base/workers.h"

typedef struct Crew {
    Loader *members;
    CrewDo work;
    gpointer data;
} Crew;

static gboolean work_on(gsize item, guint worker, gpointer data)
{
    const Crew *crew = data;
    crew->work(&crew->members[worker], item, crew->data);
    return TRUE;
}

void crew_run(const Loader *loader, gsize n, CrewDo work, gpointer data)
{
    guint jobs = (guint)CLAMP(loader->jobs, 1, MAX(n, 1));
    g_autofree Loader *members = g_new(Loader, jobs);
    for (guint i = 0; i < jobs; i++) {
        members[i] = *loader;
        if (i == 0) /* the loader itself */
            continue;
        members[i].arena = arena_new();
        members[i].findings = findings_new();
    }
    workers_run(jobs, n, work_on, &(Crew){members, work, data});
    for (guint i = 1; i < jobs; i++) {
        arena_adopt(loader->arena, members[i].arena);
        findings_adopt(loader->findings, members[i].findings);
    }
}

typedef struct Loading {
    const char *folder;
    const GPtrArray *stems;
    const BindField *fields;
    gsize size, updated;
    Loaded *loaded;
} Loading;

static void load_one(const Loader *loader, gsize i, gpointer data)
{
    const Loading *l = data;
    Loaded *to = &l->loaded[i];
    to->document = document_load(loader, l->folder, l->stems->pdata[i], l->fields, l->size, l->updated, &to->record);
}

Loaded *crew_load(const Loader *loader, const char *folder, const GPtrArray *stems, const BindField *fields, gsize size,
                  gsize updated)
{
    Loaded *loaded = g_new0(Loaded, stems->len);
    crew_run(loader, stems->len, load_one, &(Loading){folder, stems, fields, size, updated, loaded});
    return loaded;
}
