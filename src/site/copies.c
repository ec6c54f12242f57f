#include "site/copies.h"

#include "site/program.h"

/* What a thread needs. */
typedef struct Bench {
    Press *press;
    GByteArray *copy;
} Bench;

struct Copies {
    guint forms;
    gsize *first;   /* by file: the number of the path of its first copy, or 0 where it has none */
    gboolean known; /* which program this is; else nothing is taken for what it made */
    Digest program; /* with the libraries that press */
    Bench *benches; /* by worker */
    guint jobs;
};

/* A file while its copies are made. */
typedef struct Source {
    Publisher *publisher;
    gsize file;
    const char *bytes; /* NULL: not read yet */
    gsize length;
    char *read; /* what BYTES are, if they are ours */
    Digest digest;
} Source;

Copies *copies_new(guint forms, GPtrArray *paths, guint jobs)
{
    if (!forms)
        return NULL;
    Copies *copies = g_new0(Copies, 1);
    DigestSum sum;
    digest_begin(&sum);
    copies->known = program_add(&sum);
    copies->program = digest_end(&sum);
    copies->forms = forms;
    copies->first = g_new0(gsize, paths->len);
    for (guint i = 0, files = paths->len; i < files; i++) {
        const char *path = paths->pdata[i];
        if (!press_suits(path))
            continue;
        copies->first[i] = paths->len;
        for (guint form = 0; form < N_PRESS_FORMS; form++)
            if (forms & 1U << form)
                g_ptr_array_add(paths, g_strconcat(path, PRESS_ENDINGS[form], NULL));
    }
    copies->benches = g_new0(Bench, jobs);
    copies->jobs = jobs;
    for (guint i = 0; i < jobs; i++)
        copies->benches[i] = (Bench){press_new(), g_byte_array_new()};
    return copies;
}

void copies_free(Copies *copies)
{
    if (!copies)
        return;
    for (guint i = 0; i < copies->jobs; i++) {
        press_free(copies->benches[i].press);
        g_byte_array_unref(copies->benches[i].copy);
    }
    g_free(copies->benches);
    g_free(copies->first);
    g_free(copies);
}

/* The path says the form. */
static Digest made_of(const Copies *copies, Digest source)
{
    DigestSum sum;
    digest_begin(&sum);
    digest_add_value(&sum, copies->program);
    digest_add_value(&sum, source);
    return digest_end(&sum);
}

static gboolean read_source(Source *source, GError **error)
{
    if (source->bytes)
        return TRUE;
    gboolean ok = publish_read(source->publisher, source->file, &source->read, &source->length, error);
    source->bytes = source->read;
    return ok;
}

static gboolean put(Copies *copies, Source *source, gsize path, PressForm form, Bench *bench, GError **error)
{
    if (copies->known && publish_keep(source->publisher, path, made_of(copies, source->digest)))
        return TRUE;
    if (!read_source(source, error))
        return FALSE;
    if (!press(bench->press, form, source->bytes, source->length, bench->copy)) {
        publish_skip(source->publisher, path);
        return TRUE;
    }
    return publish_put(source->publisher, path, (const char *)bench->copy->data, bench->copy->len, error);
}

gboolean copies_put(Copies *copies, Publisher *publisher, gsize file, guint worker, const char *bytes, gsize length,
                    GError **error)
{
    if (!copies || !copies->first[file])
        return TRUE;
    Source source = {publisher, file, bytes, length, NULL, {0}};
    source.digest = bytes ? digest_of(bytes, length) : publish_digest(publisher, file);
    gboolean ok = TRUE;
    gsize path = copies->first[file];
    for (guint form = 0; ok && form < N_PRESS_FORMS; form++)
        if (copies->forms & 1U << form)
            ok = put(copies, &source, path++, form, &copies->benches[worker], error);
    g_free(source.read);
    return ok;
}
