#include "model/record.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "model/asked.h"
#include "model/crew.h"
#include "model/rules.h"
#include "model/stranger.h"
#include "model/tables.h"
#include "model/tie.h"
#include "model/wire.h"

const BindField RECORD_SPEC_FIELDS[] = {
    {"rfc", BIND_TEXT, BIND_REQUIRED, offsetof(Spec, rfc), .way = BIND_ONE_WAY, .pattern = "^[0-9]{1,5}$",
     .form = "the number of an RFC", .about = "The RFC."},
    {"section", BIND_TEXT, 0, offsetof(Spec, section), .way = BIND_ONE_WAY, .pattern = "^([0-9]+|[A-Z])(\\.[0-9]+)*$",
     .form = "a section such as 4.2.3", .about = "Its section."},
    {"title", BIND_TEXT, BIND_REQUIRED, offsetof(Spec, title), .way = BIND_OTHER_WAY,
     .about = "The title of a source that is no RFC."},
    {"url", BIND_TEXT, BIND_REQUIRED, offsetof(Spec, url), .way = BIND_OTHER_WAY, .pattern = RECORD_ADDRESS,
     .form = "an http or https address", .about = "The address of a source that is no RFC."},
    {"date", BIND_TEXT, 0, offsetof(Spec, date), .way = BIND_OTHER_WAY, DATE_FORM,
     .about = "The day on which a source that is no RFC was seen."},
    {"gives", BIND_TEXTS, 0, offsetof(Spec, gives), .about = "The keys of the facts that come from there."},
    {NULL},
};

static const BindField RELATED_FIELDS[] = {
    {"code", BIND_TEXT, BIND_REQUIRED, offsetof(RelatedTo, code), .about = "The other code."},
    {"why", BIND_TEXT, BIND_REQUIRED, offsetof(RelatedTo, why), .about = "One of the protocol's reasons."},
    {NULL},
};

#define PASSAGE (BIND_REQUIRED | BIND_PASSAGE | BIND_INLINE)

const BindField RECORD_FIELDS[] = {
    {"code", BIND_TEXT, BIND_REQUIRED, offsetof(Record, code), .about = "The reply code."},
    {"name", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE, offsetof(Record, name), .about = "The short name, as in titles."},
    {"phrase", BIND_TEXT, 0, offsetof(Record, phrase), .about = "The standard's own words, in its language."},
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(Record, updated), DATE_FORM,
     .about = "The day on which the record last changed."},
    {"enhanced", BIND_TEXTS, 0, offsetof(Record, enhanced), .about = "The finer codes that come with it."},
    {"specs", BIND_LIST, BIND_REQUIRED, offsetof(Record, specs), .fields = RECORD_SPEC_FIELDS, .size = sizeof(Spec),
     .about = "Where the facts come from."},
    {"related", BIND_LIST, 0, offsetof(Record, related), .fields = RELATED_FIELDS, .size = sizeof(RelatedTo),
     .about = "Codes to tell it from; one side of each relation is enough."},
    {"indicates", BIND_TEXT, PASSAGE | BIND_CLAUSE, offsetof(Record, indicates),
     .about = "The clause behind \"550 indicates\"."},
    {"description", BIND_TEXT, PASSAGE, offsetof(Record, description), .about = "What the server says with it."},
    {"when", BIND_TEXT, PASSAGE, offsetof(Record, when), .about = "In which situations one sees it."},
    {"outcome", BIND_TEXT, PASSAGE, offsetof(Record, outcome), .about = "What has become of the request."},
    {"use", BIND_TEXT, PASSAGE, offsetof(Record, use), .about = "When to send it, and what to do on receiving it."},
    {"caveat", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Record, caveat),
     .about = "What not to conclude from it."},
    {"origin", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Record, origin),
     .about = "Who sends it, and what it should have been: for codes that no standard defines."},
    {"session_example", BIND_TEXT, 0, offsetof(Record, session_example),
     .about =
         "Lines of an example session, each behind the client's or the server's mark; one is a reply with this code."},
    {"undecided", BIND_TEXTS, 0, offsetof(Record, undecided),
     .about = "Facts that are not decided yet: check tells each until it is taken out here."},
    {"fix", BIND_STRUCT, BIND_REQUIRED, offsetof(Record, fix), .about = "What to do about it, by role."},
    {NULL},
};

static const BindField *fix_fields(Arena *arena, const Fact *roles)
{
    BindField *fix = arena_alloc(arena, (roles->n_words + 1) * sizeof *fix);
    for (guint i = 0; i < roles->n_words; i++)
        fix[i] = (BindField){roles->words[i], BIND_TEXT, BIND_PASSAGE | BIND_INLINE, i * sizeof(BindText),
                             .about = "What this role does about it."};
    return fix;
}

/* The keys of the facts of PROTOCOL, behind those of MORE (NULL-terminated). */
static const char *const *fact_keys(Arena *arena, const Protocol *protocol, const char *const *more)
{
    guint n = 0;
    while (more[n])
        n++;
    const char **keys = arena_alloc(arena, (n + protocol->n_facts + 1) * sizeof *keys);
    for (guint i = 0; i < n; i++)
        keys[i] = more[i];
    for (guint i = 0; i < protocol->n_facts; i++)
        keys[n + i] = protocol->facts[i].key.s;
    return keys;
}

/* A source gives facts of the protocol, the phrase and the enhanced codes. */
static const BindField *spec_fields(Arena *arena, const Protocol *protocol)
{
    static const char *const MORE[] = {"phrase", "enhanced", NULL};
    BindField *fields = bind_copy(arena, RECORD_SPEC_FIELDS, 0);
    bind_row(fields, "gives")->words = fact_keys(arena, protocol, MORE);
    return fields;
}

static const BindField *related_fields(Arena *arena, const Protocol *protocol)
{
    BindField *fields = bind_copy(arena, RELATED_FIELDS, 0);
    const char **words = arena_alloc(arena, (protocol->n_reasons + 1) * sizeof *words);
    for (guint i = 0; i < protocol->n_reasons; i++)
        words[i] = protocol->reasons[i].id.s;
    bind_row(fields, "why")->words = words;
    return fields;
}

/* What a fact is: as the protocol says, or else by its name on the pages. */
static const char *about_fact(Arena *arena, const Protocol *protocol, guint i)
{
    const Words *words = protocol->words ? protocol->words[0] : NULL;
    const char *label = words ? words->facts[i].label.text : NULL;
    if (protocol->facts[i].about.s || !label || !*label)
        return protocol->facts[i].about.s;
    g_autofree char *name = g_strdup_printf("%s.", label);
    return arena_text(arena, name, -1);
}

/* RECORD_FIELDS with what the protocol says of them, and a row for each of its facts before `fix`, the last. */
const BindField *records_fields(Arena *arena, const Protocol *protocol)
{
    static const char *const NO_MORE[] = {NULL};
    guint n = G_N_ELEMENTS(RECORD_FIELDS) - 2;
    BindField *fields = bind_copy(arena, RECORD_FIELDS, protocol->n_facts);
    BindField fix = fields[n];
    fix.fields = fix_fields(arena, &protocol->facts[protocol->fixed_by]);
    bind_row(fields, "specs")->fields = spec_fields(arena, protocol);
    bind_row(fields, "related")->fields = related_fields(arena, protocol);
    bind_row(fields, "undecided")->words = fact_keys(arena, protocol, NO_MORE);
    for (guint i = 0; i < protocol->n_facts; i++) {
        const Fact *fact = &protocol->facts[i];
        fields[n++] = (BindField){fact->key.s,          fact->many ? BIND_CHOICES : BIND_CHOICE,
                                  BIND_REQUIRED,        offsetof(Record, facts) + i * sizeof(BindBits),
                                  .words = fact->words, .about = about_fact(arena, protocol, i)};
    }
    fields[n] = fix;
    return fields;
}

const BindField PAIR_FIELDS[] = {
    {"codes", BIND_TEXTS, BIND_REQUIRED, offsetof(PairRecord, codes), .exactly = 2,
     .about = "The two codes, the lower first."},
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(PairRecord, updated), DATE_FORM,
     .about = "The day on which the verdict last changed."},
    {"verdict", BIND_TEXT, PASSAGE, offsetof(PairRecord, verdict),
     .about = "What the difference means for the reader."},
    {NULL},
};

typedef struct EnhancedFile {
    BindText updated;
    BindList codes;
} EnhancedFile;

static const BindField ENHANCED_FIELDS[] = {
    {"title", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE, offsetof(Enhanced, title), .about = "Its title."},
    {"says", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Enhanced, says),
     .about = "What it tells, in one sentence."},
    {"specs", BIND_LIST, 0, offsetof(Enhanced, specs), .fields = RECORD_SPEC_FIELDS, .size = sizeof(Spec),
     .about = "Where it is defined."},
    {NULL},
};

const BindField ENHANCED_FILE_FIELDS[] = {
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(EnhancedFile, updated), DATE_FORM,
     .about = "The day on which the file last changed."},
    {"codes", BIND_MAP, BIND_REQUIRED, offsetof(EnhancedFile, codes), .fields = ENHANCED_FIELDS,
     .size = sizeof(Enhanced), .pattern = "^X(\\.[0-9A-Za-z]+)+$", .form = "a code such as X.1.1",
     .about = "The codes."},
    {NULL},
};

static int compare_naturally(const char *a, const char *b)
{
    while (*a && *b) {
        if (g_ascii_isdigit(*a) && g_ascii_isdigit(*b)) {
            char *a_end, *b_end;
            guint64 x = g_ascii_strtoull(a, &a_end, 10), y = g_ascii_strtoull(b, &b_end, 10);
            if (x != y)
                return x < y ? -1 : 1;
            a = a_end;
            b = b_end;
        } else if (*a != *b) {
            return (guchar)*a < (guchar)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != 0) - (*b != 0);
}

/* Different codes are never equal, not even 7 and 007, or numbers beyond what can be held. */
int records_compare(const char *a, const char *b)
{
    int order = compare_naturally(a, b);
    return order ? order : strcmp(a, b);
}

static int by_code(gconstpointer a, gconstpointer b)
{
    return records_compare(((const Code *)a)->code, ((const Code *)b)->code);
}

int records_find(const Protocol *protocol, const char *code)
{
    for (guint i = 0; i < protocol->n_codes; i++)
        if (strcmp(protocol->codes[i].code, code) == 0)
            return (int)i;
    return -1;
}

gboolean records_is_damaged(const Protocol *protocol, const char *code)
{
    return g_strv_contains(protocol->damaged, code);
}

/* The code must be one of the protocol, and the file named after it. Files have different names, so with that no code
 * has two records. */
static gboolean check_code(const Loader *loader, const Protocol *protocol, const char *stem, Code *code)
{
    const BindText *text = &code->record->code;
    if (!text->s)
        return FALSE;
    int class = protocol_class(protocol, text->s);
    if (!g_regex_match(protocol->code, text->s, 0, NULL)) {
        findings_add(loader->findings, RULE_BAD_CODE, code->document->file, text->mark,
                     "the form of a code stands under `code` in protocol.yaml", "\"%s\" is not a code of %s", text->s,
                     protocol->name);
        return FALSE;
    }
    if (class < 0) {
        findings_add(loader->findings, RULE_BAD_CODE, code->document->file, text->mark,
                     "the classes stand under `classes` in protocol.yaml", "\"%s\" falls into no class of %s", text->s,
                     protocol->name);
        return FALSE;
    }
    if (strcmp(text->s, stem) != 0) {
        findings_add(loader->findings, RULE_FILE_NAME, code->document->file, text->mark,
                     "rename the file or correct the code", "the file \"%s.yaml\" holds the code \"%s\"", stem,
                     text->s);
        return FALSE;
    }
    code->code = text->s;
    code->class = (guint) class;
    code->category = protocol_category(protocol, text->s);
    return TRUE;
}

/* All files with documents of a protocol, to be loaded at once: the lists first, which are the longest. */
typedef struct Files {
    GArray *loads; /* of Load */
    gsize n_lists, n_codes, n_pairs, n_wires;
} Files;

static void files_clear(Files *files)
{
    g_clear_pointer(&files->loads, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Files, files_clear)

static void add_list(const Loader *loader, const Protocol *protocol, const char *stem, Load load, Files *files)
{
    g_autofree char *path = g_strdup_printf("%s/%s/%s.yaml", loader->source, protocol->folder, stem);
    if (!file_stands(path))
        return;
    load.folder = protocol->folder;
    load.stem = stem;
    g_array_insert_val(files->loads, 0, load);
    files->n_lists++;
}

/* A folder of documents: what it is called, what it holds, how many of them at the most, and if none is a mistake. */
typedef struct Folder {
    const char *name, *things;
    guint limit;
    gboolean needed;
} Folder;

static const Folder CODES = {"codes", "records", MAX_CODES, TRUE};
static const Folder PAIRS = {"pairs", "pairs", G_MAXUINT, FALSE};
static const Folder WIRES = {"wire", "senders", MAX_SENDERS, FALSE};

/* The documents of one folder; how many there are. */
static gsize add_folder(const Loader *loader, const Protocol *protocol, const Folder *kind, Load load, Files *files)
{
    g_autofree char *folder = g_strdup_printf("%s/%s", protocol->folder, kind->name);
    g_autoptr(GPtrArray) stems = document_stems(loader, folder);
    guint n = stems ? MIN(stems->len, kind->limit) : 0;
    if (stems && stems->len > kind->limit)
        findings_add(loader->findings, RULE_TOO_MANY, folder, (Mark){0}, NULL, "%u %s; at most %u can be held",
                     stems->len, kind->things, kind->limit);
    if (stems && !n && kind->needed)
        findings_add(loader->findings, RULE_MISSING_FILE, folder, (Mark){0}, NULL, "there is no record here");
    load.folder = arena_text(loader->arena, folder, -1);
    for (guint i = 0; i < n; i++) {
        load.stem = stems->pdata[i];
        g_array_append_val(files->loads, load);
    }
    return n;
}

/* Every other file than the enhanced codes names codes: without any it is not read. */
static Files read_files(const Loader *loader, const Protocol *protocol)
{
    Files files = {.loads = g_array_new(FALSE, TRUE, sizeof(Load))};
    const Load code = {.fields = records_fields(loader->arena, protocol),
                       .size = sizeof(Record),
                       .updated = offsetof(Record, updated)};
    const Load pair = {.fields = PAIR_FIELDS, .size = sizeof(PairRecord), .updated = offsetof(PairRecord, updated)};
    const Load enhanced = {
        .fields = ENHANCED_FILE_FIELDS, .size = sizeof(EnhancedFile), .updated = offsetof(EnhancedFile, updated)};
    files.n_codes = add_folder(loader, protocol, &CODES, code, &files);
    if (files.n_codes) {
        files.n_pairs = add_folder(loader, protocol, &PAIRS, pair, &files);
        files.n_wires = add_folder(loader, protocol, &WIRES, wire_load(), &files);
        add_list(loader, protocol, "strangers", stranger_load(), &files);
    }
    add_list(loader, protocol, "enhanced", enhanced, &files);
    crew_load(loader, files.loads);
    return files;
}

static void take_codes(const Loader *loader, Protocol *protocol, const Load *loads, gsize n)
{
    guint n_damaged = 0;
    protocol->codes = arena_alloc(loader->arena, (n + 1) * sizeof *protocol->codes);
    protocol->damaged = arena_alloc(loader->arena, (2 * n + 1) * sizeof *protocol->damaged);
    for (gsize i = 0; i < n; i++) {
        Code code = {.document = loads[i].document, .record = loads[i].record};
        if (code.document && check_code(loader, protocol, loads[i].stem, &code)) {
            protocol->codes[protocol->n_codes++] = code;
            continue;
        }
        protocol->damaged[n_damaged++] = loads[i].stem;
        if (code.document && code.record->code.s)
            protocol->damaged[n_damaged++] = code.record->code.s;
    }
    qsort(protocol->codes, protocol->n_codes, sizeof *protocol->codes, by_code);
}

static int pair_end(const Loader *loader, const Protocol *protocol, const Document *document, const BindText *code)
{
    int found = records_find(protocol, code->s);
    if (found < 0 && !records_is_damaged(protocol, code->s))
        findings_add(loader->findings, RULE_UNKNOWN_CODE, document->file, code->mark, NULL,
                     "there is no record of \"%s\"", code->s);
    return found;
}

static gboolean check_pair(const Loader *loader, const Protocol *protocol, const char *stem, Pair *pair)
{
    const BindList *list = &pair->record->codes;
    const BindText *codes = list->items;
    if (list->count != 2)
        return FALSE;
    if (records_compare(codes[0].s, codes[1].s) > 0) {
        g_autofree char *hint = g_strdup_printf("write `codes: [\"%s\", \"%s\"]`, in %s/pairs/%s-%s.yaml", codes[1].s,
                                                codes[0].s, protocol->folder, codes[1].s, codes[0].s);
        findings_add(loader->findings, RULE_PAIR_ORDER, pair->document->file, list->mark, hint,
                     "\"codes\" must be two codes, the lower first");
        return FALSE;
    }
    int a = pair_end(loader, protocol, pair->document, &codes[0]);
    int b = pair_end(loader, protocol, pair->document, &codes[1]);
    g_autofree char *name = g_strdup_printf("%s-%s", codes[0].s, codes[1].s);
    if (strcmp(name, stem) != 0)
        findings_add(loader->findings, RULE_FILE_NAME, pair->document->file, codes[0].mark, NULL,
                     "the file \"%s.yaml\" holds the pair \"%s\"", stem, name);
    if (a < 0 || b < 0)
        return FALSE;
    pair->a = (guint)a;
    pair->b = (guint)b;
    return TRUE;
}

static void take_pairs(const Loader *loader, Protocol *protocol, const Load *loads, gsize n)
{
    protocol->pairs = arena_alloc(loader->arena, (n + 1) * sizeof *protocol->pairs);
    for (gsize i = 0; i < n; i++) {
        Pair pair = {.document = loads[i].document, .record = loads[i].record};
        if (pair.document && check_pair(loader, protocol, loads[i].stem, &pair))
            protocol->pairs[protocol->n_pairs++] = pair;
    }
}

static void take_enhanced(Protocol *protocol, const Load *load)
{
    const EnhancedFile *file = load->record;
    if (!load->document)
        return;
    protocol->enhanced_document = load->document;
    protocol->enhanced = file->codes.items;
    protocol->n_enhanced = (guint)file->codes.count;
}

/* The lists, each if its file is there. */
static void take_lists(const Loader *loader, Protocol *protocol, const Load *loads, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (strcmp(loads[i].stem, "enhanced") == 0)
            take_enhanced(protocol, &loads[i]);
        else
            stranger_take(loader, protocol, &loads[i]);
    }
}

/* Only what the loaders above read may stand in the folder of a protocol. */
static void check_folder(const Loader *loader, const Protocol *protocol)
{
    static const char *const KNOWN[] = {"codes",         "pairs",         "words",          "wire",
                                        "protocol.yaml", "enhanced.yaml", "strangers.yaml", NULL};
    g_autoptr(GPtrArray) names = document_names(loader, protocol->folder);
    for (guint i = 0; names && i < names->len; i++) {
        const char *name = names->pdata[i];
        if (g_strv_contains(KNOWN, name))
            continue;
        g_auto(GStrv) parts = g_strsplit(name, ".", -1);
        g_autofree char *file = g_strdup_printf("%s/%s", protocol->folder, name);
        gboolean list = strcmp(parts[0], "enhanced") == 0 || strcmp(parts[0], "strangers") == 0;
        if (g_strv_length(parts) == 3 && list && strcmp(parts[2], "yaml") == 0) {
            g_autofree char *of = g_strdup_printf("%s/%s/%s.yaml", loader->source, protocol->folder, parts[0]);
            if (!g_strv_contains(loader->languages + 1, parts[1]))
                document_unknown_language(loader, file, parts[1]);
            else if (!file_stands(of))
                findings_add(loader->findings, RULE_ORPHAN_TRANSLATION, file, (Mark){0}, NULL,
                             "a translation of %s/%s.yaml, which does not exist", protocol->folder, parts[0]);
            continue;
        }
        g_autofree char *hint = findings_suggest(name, KNOWN);
        findings_add(
            loader->findings, RULE_UNEXPECTED_FILE, file, (Mark){0}, hint,
            "nothing reads this: a protocol has codes/, pairs/, wire/, words/, protocol.yaml, enhanced.yaml and "
            "strangers.yaml");
    }
}

void records_load(const Loader *loader, const Locale *const *locales, Protocol *protocol)
{
    g_auto(Files) files = read_files(loader, protocol);
    const Load *loads = (const Load *)(const void *)files.loads->data;
    const Load *codes = loads + files.n_lists, *pairs = codes + files.n_codes, *wires = pairs + files.n_pairs;
    check_folder(loader, protocol);
    take_codes(loader, protocol, codes, files.n_codes);
    take_lists(loader, protocol, loads, files.n_lists);
    if (!files.n_codes)
        return;
    take_pairs(loader, protocol, pairs, files.n_pairs);
    wire_take(loader, protocol, wires, files.n_wires);
    rules_apply(loader, locales, protocol);
    ties_list(loader->arena, protocol);
    for (guint i = 0; i < loader->n_languages; i++)
        asked_take(loader, protocol, i);
}

gboolean records_read_pair(const Protocol *protocol, const char *text, guint *a, guint *b)
{
    /* A code may hold a "-" of its own: every one is tried as the joint. */
    for (const char *joint = strchr(text, '-'); joint; joint = strchr(joint + 1, '-')) {
        g_autofree char *low = g_strndup(text, (gsize)(joint - text));
        int first = records_find(protocol, low), second = records_find(protocol, joint + 1);
        if (first >= 0 && second > first) {
            *a = (guint)first;
            *b = (guint)second;
            return TRUE;
        }
    }
    return FALSE;
}
