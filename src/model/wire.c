#include "model/wire.h"

#include <stddef.h>
#include <string.h>

#include "model/tables.h"

typedef struct WireFile {
    BindText name, language, updated;
    BindList lines;
} WireFile;

static const BindField LINE_FIELDS[] = {
    {"words", BIND_TEXT, BIND_REQUIRED, offsetof(WireLine, words), .about = "The words that identify the line."},
    {"code", BIND_TEXT, BIND_REQUIRED, offsetof(WireLine, code), .about = "The reply code that it comes with."},
    {"enhanced", BIND_TEXT, 0, offsetof(WireLine, enhanced), .about = "The finer code that it comes with."},
    {"means", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE, offsetof(WireLine, means),
     .about = "What it means there."},
    {"title", BIND_TEXT, BIND_REQUIRED, offsetof(WireLine, title), .about = "The title of the source."},
    {"url", BIND_TEXT, BIND_REQUIRED, offsetof(WireLine, url), .pattern = RECORD_ADDRESS,
     .form = "an http or https address", .about = "The address of the source."},
    {"date", BIND_TEXT, BIND_REQUIRED, offsetof(WireLine, date), DATE_FORM,
     .about = "The day on which the line stood there."},
    {NULL},
};

const BindField WIRE_FIELDS[] = {
    {"name", BIND_TEXT, BIND_REQUIRED, offsetof(WireFile, name), .about = "Who sends these lines."},
    {"language", BIND_TEXT, 0, offsetof(WireFile, language),
     .about = "The language of the words; that of the sources if not given."},
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(WireFile, updated), DATE_FORM,
     .about = "The day on which the file last changed."},
    {"lines", BIND_MAP, BIND_REQUIRED, offsetof(WireFile, lines), .fields = LINE_FIELDS, .size = sizeof(WireLine),
     .pattern = "^[a-z0-9-]+$", .form = "lower-case letters, digits and -",
     .about = "The lines, each under a name of its own."},
    {NULL},
};

static void check_line(const Loader *loader, const Protocol *protocol, const char *file, WireLine *line)
{
    line->number = line->code.s ? records_find(protocol, line->code.s) : -1;
    if (line->code.s && line->number < 0 && !records_is_damaged(protocol, line->code.s))
        findings_add(loader->findings, RULE_UNKNOWN_CODE, file, line->code.mark, NULL, "there is no record of \"%s\"",
                     line->code.s);
    const char *dot = line->enhanced.s ? strchr(line->enhanced.s, '.') : NULL;
    gboolean known = FALSE;
    for (guint i = 0; dot && i < protocol->n_enhanced; i++)
        known |= strcmp(protocol->enhanced[i].key.s + 1, dot) == 0;
    if (line->enhanced.s && !known)
        findings_add(loader->findings, RULE_UNKNOWN_ENHANCED, file, line->enhanced.mark, NULL,
                     "\"%s\" has no row in enhanced.yaml", line->enhanced.s);
    if (!known || line->number < 0)
        return;
    const char *class = protocol->classes[protocol->codes[line->number].class].id.s;
    if ((gsize)(dot - line->enhanced.s) != strlen(class) || !g_str_has_prefix(line->enhanced.s, class))
        findings_add(loader->findings, RULE_UNKNOWN_ENHANCED, file, line->enhanced.mark, NULL,
                     "\"%s\" is not of the class of %s", line->enhanced.s, line->code.s);
}

Load wire_load(void)
{
    return (Load){.fields = WIRE_FIELDS, .size = sizeof(WireFile), .updated = offsetof(WireFile, updated)};
}

void wire_take(const Loader *loader, Protocol *protocol, const Load *loads, gsize n)
{
    protocol->wires = arena_alloc(loader->arena, (n + 1) * sizeof *protocol->wires);
    for (gsize i = 0; i < n; i++) {
        const Document *document = loads[i].document;
        const WireFile *file = loads[i].record;
        if (!document)
            continue;
        Wire *wire = &protocol->wires[protocol->n_wires++];
        *wire = (Wire){.document = document,
                       .id = loads[i].stem,
                       .name = file->name.s,
                       .language = file->language.s ? file->language.s : loader->languages[0],
                       .lines = file->lines.items,
                       .n_lines = (guint)file->lines.count};
        for (guint l = 0; l < wire->n_lines; l++)
            check_line(loader, protocol, document->file, &wire->lines[l]);
    }
}

void wire_each(const Protocol *protocol, guint code, WireVisit visit, gpointer data)
{
    for (guint i = 0; i < protocol->n_wires; i++)
        for (guint l = 0; l < protocol->wires[i].n_lines; l++)
            if (protocol->wires[i].lines[l].number == (int)code)
                visit(&protocol->wires[i], &protocol->wires[i].lines[l], data);
}
