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

static void load_one(const Loader *loader, gsize i, gpointer data)
{
    Load *load = &((Load *)data)[i];
    load->document =
        document_load(loader, load->folder, load->stem, load->fields, load->size, load->updated, &load->record);
}

void crew_load(const Loader *loader, GArray *loads)
{
    crew_run(loader, loads->len, load_one, loads->data);
}
