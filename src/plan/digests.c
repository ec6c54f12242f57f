#include "plan/digests.h"

#include <string.h>

#include "model/tie.h"
#include "model/wire.h"

/* Of one protocol; the arrays are by code and language, or by language. */
typedef struct Records {
    Digest *codes; /* what a code's record and its translation say, and what is missing of it in any language */
    Digest *ties;  /* by code: to which others, and how */
    Digest *wires; /* all reply lines */
} Records;

struct Digests {
    Arena *arena;
    const Plan *plan;
    Digest base;       /* what every page is made of */
    Digest *languages; /* by language: all records in it */
    Digest all;        /* all records in all languages */
    Records *parts;    /* by protocol */
};

/* The file of DOCUMENT in LANGUAGE and its source; and what is missing in any language, since pages tell of their
 * other versions. */
static void add_document(DigestSum *sum, const Plan *plan, const Document *document, guint language)
{
    digest_add_value(sum, document->digests[0]);
    digest_add_value(sum, document->digests[language]);
    digest_add(sum, document->n_missing, plan->catalog->n_languages * sizeof *document->n_missing);
}

static void add_whole_document(DigestSum *sum, const Plan *plan, const Document *document)
{
    gboolean there = document != NULL;
    digest_add_value(sum, there);
    for (guint i = 0; document && i < plan->catalog->n_languages; i++)
        add_document(sum, plan, document, i);
}

static Digest base_of(const Plan *plan, Digest rest)
{
    const Catalog *catalog = plan->catalog;
    DigestSum sum;
    digest_begin(&sum);
    digest_add_value(&sum, rest);
    digest_add_text(&sum, plan->base_url);
    digest_add_value(&sum, plan->sitemaps->len);
    digest_add_value(&sum, catalog->n_languages);
    add_whole_document(&sum, plan, catalog->site_document);
    for (guint i = 0; i < catalog->n_languages; i++)
        digest_add_value(&sum, catalog->locales[i]->digest);
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        digest_add_value(&sum, protocol->digest);
        for (guint i = 0; i < catalog->n_languages; i++)
            digest_add_value(&sum, protocol->words[i]->digest);
        add_whole_document(&sum, plan, protocol->enhanced_document);
        add_whole_document(&sum, plan, protocol->strangers_document);
        for (guint i = 0; i < protocol->n_codes; i++)
            digest_add_text(&sum, protocol->codes[i].code);
        digest_add_value(&sum, protocol->n_wires);
    }
    return digest_end(&sum);
}

static Digest code_of(const Plan *plan, guint number, guint code, guint language)
{
    guint n = plan->catalog->n_languages;
    DigestSum sum;
    digest_begin(&sum);
    add_document(&sum, plan, plan->catalog->protocols[number]->codes[code].document, language);
    digest_add(&sum, plan->beside[number] + (gsize)code * n, n * sizeof **plan->beside);
    return digest_end(&sum);
}

static Digest ties_of(const Code *code)
{
    DigestSum sum;
    digest_begin(&sum);
    for (guint i = 0; i < code->n_ties; i++) {
        digest_add_value(&sum, code->ties[i].other);
        digest_add_value(&sum, code->ties[i].tier);
    }
    digest_add(&sum, code->relations, code->n_relations * sizeof *code->relations);
    return digest_end(&sum);
}

static Digest wires_of(const Plan *plan, const Protocol *protocol, guint language)
{
    DigestSum sum;
    digest_begin(&sum);
    for (guint i = 0; i < protocol->n_wires; i++) {
        digest_add_text(&sum, protocol->wires[i].id);
        add_document(&sum, plan, protocol->wires[i].document, language);
    }
    return digest_end(&sum);
}

static Records part_of(Arena *arena, const Plan *plan, guint number)
{
    const Protocol *protocol = plan->catalog->protocols[number];
    guint n = plan->catalog->n_languages;
    Records part = {arena_alloc(arena, (protocol->n_codes * n + 1) * sizeof(Digest)),
                    arena_alloc(arena, (protocol->n_codes + 1) * sizeof(Digest)),
                    arena_alloc(arena, n * sizeof(Digest))};
    for (guint i = 0; i < protocol->n_codes * n; i++)
        part.codes[i] = code_of(plan, number, i / n, i % n);
    for (guint i = 0; i < protocol->n_codes; i++)
        part.ties[i] = ties_of(&protocol->codes[i]);
    for (guint i = 0; i < n; i++)
        part.wires[i] = wires_of(plan, protocol, i);
    return part;
}

static Digest language_of(const Digests *digests, guint language)
{
    const Catalog *catalog = digests->plan->catalog;
    DigestSum sum;
    digest_begin(&sum);
    digest_add_value(&sum, digests->base);
    digest_add_value(&sum, language);
    digest_add_text(&sum, catalog->updated); /* pages of no record show it */
    for (guint p = 0; p < catalog->n_protocols; p++) {
        const Protocol *protocol = catalog->protocols[p];
        const Records *part = &digests->parts[p];
        for (guint i = 0; i < protocol->n_codes; i++) {
            digest_add_value(&sum, part->codes[i * catalog->n_languages + language]);
            digest_add_value(&sum, part->ties[i]);
        }
        for (guint i = 0; i < protocol->n_pairs; i++)
            add_document(&sum, digests->plan, protocol->pairs[i].document, language);
        digest_add_value(&sum, part->wires[language]);
    }
    return digest_end(&sum);
}

Digests *digests_new(const Plan *plan, Digest rest)
{
    const Catalog *catalog = plan->catalog;
    Digests *digests = g_new0(Digests, 1);
    digests->arena = arena_new();
    digests->plan = plan;
    digests->base = base_of(plan, rest);
    digests->parts = arena_alloc(digests->arena, (catalog->n_protocols + 1) * sizeof *digests->parts);
    for (guint p = 0; p < catalog->n_protocols; p++)
        digests->parts[p] = part_of(digests->arena, plan, p);
    digests->languages = arena_alloc(digests->arena, catalog->n_languages * sizeof *digests->languages);
    for (guint i = 0; i < catalog->n_languages; i++)
        digests->languages[i] = language_of(digests, i);
    digests->all = digest_of(digests->languages, catalog->n_languages * sizeof *digests->languages);
    return digests;
}

void digests_free(Digests *digests)
{
    if (!digests)
        return;
    arena_free(digests->arena);
    g_free(digests);
}

static Digest record_of(const Digests *digests, const Output *output, guint code)
{
    return digests->parts[output->protocol].codes[code * digests->plan->catalog->n_languages + output->language];
}

/* It names its related codes and its neighbours, and quotes reply lines. */
static void add_code(const Digests *digests, const Output *output, DigestSum *sum)
{
    const Protocol *protocol = digests->plan->catalog->protocols[output->protocol];
    const Code *code = &protocol->codes[output->a];
    const Records *part = &digests->parts[output->protocol];
    const Digest parts[] = {record_of(digests, output, output->a),
                            record_of(digests, output, output->a ? output->a - 1u : 0),
                            record_of(digests, output, MIN(output->a + 1u, protocol->n_codes - 1)),
                            part->ties[output->a], part->wires[output->language]};
    digest_add(sum, parts, sizeof parts);
    for (guint i = 0; i < code->n_relations; i++) {
        const Digest other = record_of(digests, output, code->relations[i].other);
        digest_add_value(sum, other);
    }
}

static void add_pair(const Digests *digests, const Output *output, DigestSum *sum)
{
    const Records *part = &digests->parts[output->protocol];
    const Pair *pair = tie_pair(digests->plan->catalog->protocols[output->protocol], output->a, output->b);
    const Digest parts[] = {record_of(digests, output, output->a), record_of(digests, output, output->b),
                            part->ties[output->a], part->ties[output->b]};
    digest_add(sum, parts, sizeof parts);
    if (pair)
        add_document(sum, digests->plan, pair->document, output->language);
}

Digest digests_output(const Digests *digests, const Output *output)
{
    const guint what[] = {output->kind, output->language, output->protocol, output->a, output->b};
    DigestSum sum;
    digest_begin(&sum);
    digest_add(&sum, what, sizeof what);
    if (output->kind == OUTPUT_ASSET) {
        digest_add(&sum, digests->plan->assets[output->a].bytes, digests->plan->assets[output->a].length);
    } else if (output->kind == OUTPUT_CODE || output->kind == OUTPUT_PAIR) {
        digest_add_value(&sum, digests->base);
        if (output->kind == OUTPUT_CODE)
            add_code(digests, output, &sum);
        else
            add_pair(digests, output, &sum);
    } else {
        const Digest records = output->kind < OUTPUT_HOME ? digests->all : digests->languages[output->language];
        digest_add_value(&sum, records);
    }
    return digest_end(&sum);
}
