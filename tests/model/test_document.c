#include "model/ktl.h"

static const struct Date {
    const char *name;
    gboolean expected;
} DATES[] = {
    {"2026-11-22", TRUE},   {"2024-02-29", TRUE},  {"1900-01-01", TRUE},  {"2099-12-31", TRUE},
    {"1899-12-31", FALSE},  {"2100-01-01", FALSE}, {"2226-11-05", FALSE}, {"0202-11-05", FALSE},
    {"2026-02-29", FALSE},  {"1900-02-29", FALSE}, {"2026-00-10", FALSE}, {"2026-13-10", FALSE},
    {"2026-01-00", FALSE},  {"2026-01-32", FALSE}, {"2026-04-31", FALSE}, {"0000-01-01", FALSE},
    {"2026-1-2", FALSE},    {"2026/01/02", FALSE}, {"22.11.2026", FALSE}, {"2026-11-2x", FALSE},
    {"-026-11-22", FALSE},  {"2026-11--2", FALSE}, {" 026-11-22", FALSE}, {"2026-11-22 ", FALSE},
    {"2026-11-222", FALSE}, {"20261122", FALSE},   {"", FALSE},           {"2026-11-22T00:00", FALSE},
};

static void test_date(void **state)
{
    const struct Date *row = *state;
    assert_int_equal(document_is_date(row->name), row->expected);
}

static const char *const LANGUAGES[] = {"en", "fr", "de", NULL};

typedef struct Fixture {
    Ktl ktl;
    Arena *arena;
    Findings *findings;
    Loader loader;
} Fixture;

static Fixture fixture(void)
{
    Fixture f = {.ktl = ktl_empty(), .arena = arena_new(), .findings = findings_new()};
    f.loader = (Loader){f.arena, f.ktl.folder, LANGUAGES, 3, f.findings, FALSE};
    return f;
}

static void fixture_clear(Fixture *f)
{
    ktl_clear(&f->ktl);
    arena_free(f->arena);
    findings_free(f->findings);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fixture, fixture_clear)

static void assert_stems(const Fixture *f, const char *expected)
{
    g_autoptr(GPtrArray) stems = document_stems(&f->loader, "x");
    assert_non_null(stems);
    g_ptr_array_add(stems, NULL);
    g_autofree char *all = g_strjoinv(" ", (char **)stems->pdata);
    assert_string_equal(all, expected);
}

static void stems_are_sorted(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    static const char *const FILES[] = {"9.yaml", "10.yaml", "a-b.yaml", "a.yaml", "a.fr.yaml", "a.de.yaml", "B.yaml"};
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *file = g_strconcat("x/", FILES[i], NULL);
        ktl_write(&f.ktl, file, "");
    }
    assert_stems(&f, "10 9 B a a-b");
    assert_report(f.findings, "");
}

static void stems_tell_what_is_none(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    static const char *const FILES[] = {"a.yaml",      "a.en.yaml", "a.es.yaml", "b.fr.yaml", "c.txt", "d.yml",
                                        "e.f.fr.yaml", ".yaml",     ".g.yaml",   "h.yaml~",   "i",     ".fr.yaml"};
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *file = g_strconcat("x/", FILES[i], NULL);
        ktl_write(&f.ktl, file, "");
    }
    assert_stems(&f, "a");
    assert_report(f.findings,
                  "x/a.en.yaml: error: \"en\" is not one of the languages to translate to: it is that of the sources "
                  "[unknown-language]\n"
                  "  list the language in content/site.yaml, or remove the file\n"
                  "x/a.es.yaml: error: \"es\" is not one of the site's languages [unknown-language]\n"
                  "  list the language in content/site.yaml, or remove the file\n"
                  "x/b.fr.yaml: error: a translation of x/b.yaml, which does not exist [orphan-translation]\n"
                  "x/c.txt: error: not a record (NAME.yaml) or a translation (NAME.LANGUAGE.yaml) [unexpected-file]\n"
                  "x/d.yml: error: not a record (NAME.yaml) or a translation (NAME.LANGUAGE.yaml) [unexpected-file]\n"
                  "x/e.f.fr.yaml: error: not a record (NAME.yaml) or a translation (NAME.LANGUAGE.yaml) "
                  "[unexpected-file]\n"
                  "x/i: error: not a record (NAME.yaml) or a translation (NAME.LANGUAGE.yaml) [unexpected-file]\n");
}

static void stems_of_damaged_languages(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    f.loader.languages_damaged = TRUE;
    ktl_write(&f.ktl, "x/a.yaml", "");
    ktl_write(&f.ktl, "x/a.es.yaml", "");
    assert_stems(&f, "a");
    assert_report(f.findings, "");
}

static void stems_of_no_folder(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    assert_stems(&f, "");
    ktl_write(&f.ktl, "x", "a file");
    assert_null(document_stems(&f.loader, "x"));
    assert_report(f.findings, "x: error: cannot be read: Not a directory [unreadable-file]\n");
}

/* ---- translations ---- */

typedef struct Thing {
    BindText updated, name, about, more;
} Thing;

static const BindField THING[] = {
    {"updated", BIND_TEXT, BIND_REQUIRED, offsetof(Thing, updated), .fits = document_is_date, .form = DOCUMENT_DATE},
    {"name", BIND_TEXT, BIND_REQUIRED | BIND_PASSAGE, offsetof(Thing, name), .about = "Its name."},
    {"about", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Thing, about)},
    {"more", BIND_TEXT, BIND_PASSAGE | BIND_INLINE, offsetof(Thing, more)},
    {NULL},
};

static const Document *load(const Fixture *f, const char *source, const char *french)
{
    void *record = NULL;
    ktl_write(&f->ktl, "x/a.yaml", source);
    if (french)
        ktl_write(&f->ktl, "x/a.fr.yaml", french);
    return document_load(&f->loader, "x", "a", THING, sizeof(Thing), offsetof(Thing, updated), &record);
}

/* Fingerprints: printf '%s' '…' | sha256sum */
static const char SOURCE[] = "updated: 2026-01-02\nname: abc\nabout: |\n  two\n  words\nmore: a `b` 3\n";

static void states_of_passages(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    const Document *document = load(&f, SOURCE,
                                    "updated: 2026-03-04\nname: ABC\nabout: deux mots\n"
                                    "source: {name: ba7816bf, about: 00000000}\n");
    assert_int_equal(document->n_passages, 3);
    static const struct {
        const char *path, *source, *french;
        PassageState state;
    } PASSAGES[] = {{"name", "abc", "ABC", PASSAGE_CURRENT},
                    {"about", "two\nwords", "deux mots", PASSAGE_STALE},
                    {"more", "a `b` 3", NULL, PASSAGE_MISSING}};
    for (guint i = 0; i < 3; i++) {
        const Passage *passage = &document->passages[i];
        gboolean fallback = FALSE;
        assert_string_equal(passage->path, PASSAGES[i].path);
        assert_int_equal(passage->in[0].state, PASSAGE_CURRENT);
        assert_int_equal(passage->in[1].state, PASSAGES[i].state);
        assert_int_equal(passage->in[2].state, PASSAGE_MISSING);
        assert_string_equal(document_text(document, PASSAGES[i].path, 0, &fallback), PASSAGES[i].source);
        assert_false(fallback);
        assert_string_equal(document_text(document, PASSAGES[i].path, 1, &fallback),
                            PASSAGES[i].french ? PASSAGES[i].french : PASSAGES[i].source);
        assert_int_equal(fallback, !PASSAGES[i].french);
        assert_string_equal(document_text(document, PASSAGES[i].path, 2, NULL), PASSAGES[i].source);
    }
    assert_null(document_text(document, "other", 0, NULL));
    assert_report(f.findings, "x/a.de.yaml: warning: no file: 3 passages are not translated [missing-translation]\n"
                              "x/a.fr.yaml:1:1: warning: \"more\" is not translated [missing-translation]\n"
                              "x/a.fr.yaml:3:8: warning: the source of \"about\" has changed since it was translated "
                              "[stale-translation]\n"
                              "  read it against the source; then `replyglot translations --stamp` the file, or write "
                              "`about: a03f1d61` under `source`\n");
}

/* What a skeleton asks for is no text for readers, whatever fingerprint it has. */
static void unwritten_passages(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    const Document *document =
        load(&f, SOURCE,
             "updated: 2026-03-04\nname: Write here (name)\nabout: Write here (about)\nmore: a `b` 3\n"
             "source: {name: ba7816bf, more: 00000000}\n");
    static const PassageState STATES[] = {PASSAGE_UNWRITTEN, PASSAGE_UNWRITTEN, PASSAGE_STALE};
    for (guint i = 0; i < 3; i++) {
        gboolean fallback = FALSE;
        const char *text = document_text(document, document->passages[i].path, 1, &fallback);
        assert_int_equal(document->passages[i].in[1].state, STATES[i]);
        assert_int_equal(fallback, i < 2);
        assert_string_equal(text, document->passages[i].in[0].text.s);
    }
    assert_report(f.findings, "x/a.de.yaml: warning: no file: 3 passages are not translated [missing-translation]\n"
                              "x/a.fr.yaml:4:7: warning: the source of \"more\" has changed since it was translated "
                              "[stale-translation]\n"
                              "  read it against the source; then `replyglot translations --stamp` the file, or write "
                              "`more: ce8c7c37` under `source`\n");
}

static void dates_of_translations(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    const Document *document = load(&f, SOURCE, "updated: 2026-03-04\n");
    assert_string_equal(document->updated[0], "2026-01-02");
    assert_string_equal(document->updated[1], "2026-03-04");
    assert_string_equal(document->updated[2], "2026-01-02"); /* no file */
    assert_string_equal(document->files[1], "x/a.fr.yaml");
    assert_null(document->files[2]);
    document = load(&f, SOURCE, "updated: 2025-03-04\n"); /* the source is newer */
    assert_string_equal(document->updated[1], "2026-01-02");
}

static void damaged_source_has_no_orphans(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    ktl_write(&f.ktl, "x/a.de.yaml", "updated: 2026-03-04\nname: ABC\nsource: {name: ba7816bf}\n");
    const Document *document = load(&f, "updated: 2026-01-02\nnames: abc\n", "updated: 2026-03-04\nname: ABC\n");
    assert_true(document->damaged);
    assert_report(f.findings, "x/a.yaml:1:1: error: missing key \"name\" [missing-key]\n"
                              "  Its name.\n"
                              "x/a.yaml:2:1: error: unknown key \"names\" [unknown-key]\n"
                              "  did you mean \"name\"?\n");
}

static void unreadable_source(void **state)
{
    (void)state;
    g_auto(Fixture) f = fixture();
    assert_null(load(&f, "a: [", NULL));
    assert_report(f.findings, "x/a.yaml:1:5: error: did not find expected node content [yaml-syntax]\n"
                              "  while parsing a flow node that began at 1:5\n");
}

int main(void)
{
    g_autoptr(GArray) tests = g_array_new(FALSE, FALSE, sizeof(struct CMUnitTest));
    ADD_CASES(tests, DATES, test_date);
    add_test(tests, "stems: sorted by their bytes, each once", stems_are_sorted);
    add_test(tests, "stems: what is none is told", stems_tell_what_is_none);
    add_test(tests, "stems: with damaged languages none is unknown", stems_of_damaged_languages);
    add_test(tests, "stems: no folder holds nothing, a file in its place is told", stems_of_no_folder);
    add_test(tests, "translation: current, stale and missing", states_of_passages);
    add_test(tests, "translation: what is not written falls back", unwritten_passages);
    add_test(tests, "translation: the newer date of source and translation", dates_of_translations);
    add_test(tests, "translation: a damaged source makes no orphans", damaged_source_has_no_orphans);
    add_test(tests, "a source that is not YAML", unreadable_source);
    return run_cases(tests, "document");
}
