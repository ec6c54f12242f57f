#include "model/stranger.h"

#include <stddef.h>
#include <string.h>

#include "model/tables.h"

typedef struct StrangerFile {
    BindText updated;
    BindList numbers;
} StrangerFile;

static const BindField NUMBER_FIELDS[] = {
    {"says", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE, offsetof(Stranger, says),
     .about = "What the number is, and which code is meant."},
    {"specs", BIND_LIST, 0, offsetof(Stranger, specs), .fields = RECORD_SPEC_FIELDS, .size = sizeof(Spec),
     .about = "Where it is given as a code."},
    {NULL},
};

const BindField STRANGER_FIELDS[] = {
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(StrangerFile, updated), DATE_FORM,
     .about = "The day on which the file last changed."},
    {"numbers", BIND_MAP, BIND_REQUIRED, offsetof(StrangerFile, numbers), .fields = NUMBER_FIELDS,
     .size = sizeof(Stranger), .pattern = "^[0-9A-Za-z][0-9A-Za-z.-]*$", .form = "a number that is taken for a code",
     .about = "The numbers."},
    {NULL},
};

Load stranger_load(void)
{
    return (Load){.fields = STRANGER_FIELDS, .size = sizeof(StrangerFile), .updated = offsetof(StrangerFile, updated)};
}

void stranger_take(const Loader *loader, Protocol *protocol, const Load *load)
{
    const StrangerFile *file = load->record;
    if (!load->document)
        return;
    protocol->strangers_document = load->document;
    protocol->strangers = file->numbers.items;
    protocol->n_strangers = (guint)file->numbers.count;
    for (guint i = 0; i < protocol->n_strangers; i++)
        if (records_find(protocol, protocol->strangers[i].key.s) >= 0)
            findings_add(loader->findings, RULE_FILE_NAME, protocol->strangers_document->file,
                         protocol->strangers[i].key.mark, "remove it here, or the record there",
                         "\"%s\" has a record: it is no stranger", protocol->strangers[i].key.s);
}
