"""The tools of the benchmarks do what they say. Nothing is timed here.

Usage: tools.py PROGRAM TOOLS, the folder in which floor, spin and timed were compiled."""
import filecmp
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
from prepare import prepare  # noqa: E402
from visible import differences, visible  # noqa: E402

HERE = Path(__file__).resolve().parent
PROGRAM, TOOLS = (Path(each).resolve() for each in sys.argv[1:3])


def run(*command, status=0):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == status, f'{command}: status {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout + done.stderr


def same_bytes(a, b):
    """Whether the folders A and B hold the same files with the same bytes."""
    files = [sorted(str(path.relative_to(top)) for path in top.rglob('*') if path.is_file()) for top in (a, b)]
    return files[0] == files[1] and filecmp.cmpfiles(a, b, files[0], shallow=False)[1:] == ([], [])


def texts(record):
    """What of a prepared record stands on its code's page."""
    keys = ['title', 'class_name', 'headline', 'indicates_sentence', 'description', 'when', 'outcome', 'use', 'caveat',
            'origin', 'phrase', 'spec']
    yield from [record[key] for key in keys if record[key]]
    yield from [record['enhanced']] * bool(record['enhanced_views'])
    for name, fields in {'fixes': ['role', 'text'], 'facts': ['value'], 'enhanced_views': ['title', 'says'],
                         'specs': ['title'], 'wire': ['sender', 'words', 'means', 'title', 'date'], 'example': ['line'],
                         'wire_more': ['title'], 'related': ['name', 'reason'], 'worth': ['name']}.items():
        yield from [item[field] for item in record[name] for field in fields]
    yield from [stage['name'] for stage in record['drawing']['stages']]


def shown(markdown):
    return re.sub(r'[`*]', '', re.sub(r'\[([^]]*)\]\(\S+\)', r'\1', markdown))


class Tools(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.work = Path(scratch.name)

    def make_content(self, name, count, languages):
        self.assertEqual(run(HERE / 'make-content', count, languages, self.work / name), '')
        return self.work / name

    def test_content_is_clean_and_builds(self):
        """for every number of languages; one page a code and one a pair in each"""
        for count, languages in ((8, 'en,fr,es'), (9, 'en,es'), (31, 'en')):
            source = self.make_content(languages, count, languages)
            self.assertEqual(run(PROGRAM, 'check', '--strict', '--quiet', '--source', source), '')
            run(PROGRAM, 'build', '--quiet', '--source', source, '--output', source / 'public')
            pages = [path for path in source.glob('public/??/smtp/*/index.html')
                     if re.fullmatch(r'\d{3}(-vs-\d{3})?', path.parent.name)]
            self.assertEqual(len(pages), (count + count * (count - 1) // 2) * len(languages.split(',')))

    def test_content_of_all_codes(self):
        source = self.make_content('all', 400, 'en')
        self.assertEqual(len(list(source.glob('content/smtp/codes/???.yaml'))), 400)
        self.assertEqual(run(PROGRAM, 'check', '--strict', '--quiet', '--source', source), '')

    def test_content_is_the_same_every_time(self):
        self.assertTrue(same_bytes(self.make_content('a', 12, 'en,fr'), self.make_content('b', 12, 'en,fr')))

    def test_content_uses_every_field(self):
        """so that a new field of the schema is measured as well; of what is undecided there is nothing to measure"""
        source = self.make_content('source', 60, 'en')
        records = ''.join(path.read_text(encoding='utf-8') for path in source.glob('content/smtp/codes/*.yaml'))
        schema = json.loads(run(PROGRAM, 'schema', 'code', '--source', source))['properties']
        self.assertIn('description', schema)
        fields = [f'^{field}:' for field in schema if field != 'undecided'] + [f'^  {role}:' for role in schema['fix']['properties']]
        self.assertEqual([field for field in fields if not re.search(field, records, re.M)], [])

    def test_content_refuses(self):
        (self.work / 'full').mkdir()
        (self.work / 'full/file').touch()
        for count, languages, folder, said in ((7, 'en', 'new', '8 to 400'), (401, 'en', 'new', '8 to 400'),
                                               (9, 'fr,en', 'new', 'en first'), (9, 'en,de', 'new', 'en first'),
                                               (9, 'en', 'full', 'there already'), ('x', 'en', 'new', 'usage')):
            self.assertIn(said, run(HERE / 'make-content', count, languages, self.work / folder, status=1))
        self.assertFalse((self.work / 'new').exists())

    def test_floor_makes_the_files(self):
        files = {'a': 0, 'b/c/d.html': 1, 'b/c/e.html': 70000, 'b/f.html': 12, 'g/h': 3}
        (self.work / 'list').write_text(''.join(f'{size} {path}\n' for path, size in files.items()))
        for threads in (1, 2, 7):
            folder = self.work / str(threads)
            self.assertRegex(run(TOOLS / 'floor', self.work / 'list', threads, folder), r'\A\d+\.\d+\n\Z')
            self.assertEqual({str(path.relative_to(folder)): path.stat().st_size
                              for path in folder.rglob('*') if path.is_file()}, files)

    def test_floor_refuses(self):
        for text, said in (('x a\n', 'line 1'), ('1 a\n2\n', 'line 2'), ('1 /a\n', 'line 1'), ('1 a\n1 a\n', 'exists')):
            (self.work / 'list').write_text(text)
            folder = self.work / str(hash(text))
            self.assertIn(said, run(TOOLS / 'floor', self.work / 'list', 1, folder, status=1))
        (self.work / 'list').write_text('1 a\n')
        self.assertIn('exists', run(TOOLS / 'floor', self.work / 'list', 1, self.work, status=1))
        self.assertIn('usage', run(TOOLS / 'floor', self.work / 'list', 0, self.work / 'new', status=2))

    def test_timed_tells_what_it_cost(self):
        report = self.work / 'report'
        self.assertEqual(run(TOOLS / 'timed', report, 'sh', '-c', 'sleep 0.2; echo said; exit 3', status=3), 'said\n')
        wall, cpu, peak = map(float, report.read_text().split())
        self.assertGreaterEqual(wall, 0.2)
        self.assertLess(cpu, wall)
        self.assertTrue(0 < peak < 8 << 10, f'a shell of {peak} KiB: it counts what was before it')
        self.assertEqual(run(TOOLS / 'timed', report, 'sh', '-c', 'kill -9 $$', status=137), '')
        self.assertIn('no-such', run(TOOLS / 'timed', report, 'no-such-program', status=127))

    def test_spin(self):
        self.assertRegex(run(TOOLS / 'spin', 2), r'\A\d+\.\d+ [01]\n\Z')

    def test_prepared_records_say_what_the_pages_say(self):
        """so that other generators are given the same to render"""
        source = self.make_content('source', 24, 'en,fr')
        run(PROGRAM, 'build', '--quiet', '--source', source, '--output', self.work / 'public')
        codes, languages = prepare(source, self.work / 'data')
        self.assertEqual((len(codes), languages), (24, ['en', 'fr']))
        for path in sorted((self.work / 'data').glob('*/codes/*.json')):
            page = self.work / 'public' / path.parts[-3] / 'smtp' / path.stem / 'index.html'
            seen = '\n'.join(visible(page.read_text(encoding='utf-8')))
            for text in texts(json.loads(path.read_text(encoding='utf-8'))):
                self.assertIn(shown(text), seen, f'{page} does not say what {path} does')

    def test_visible_text(self):
        wanted = visible('<p>no</p><main><p>one <code>two</code>\n three<p><a href="x">four</a></main><p>no</p>')
        self.assertEqual(wanted, ['one two three', 'four', '-> x'])
        same = '<script>no</script><div>one <b>two</b> three </div>\n<ul><li><a id="i" href="x">four</a></ul>'
        self.assertEqual(visible(f'<main>{same}</main>'), wanted)
        pages = {'a': '<main>' + '<p>text' * 20 + '</main>'}
        self.assertEqual(differences('page', {**pages, 'b': pages['a']}), [])
        for other in ('<main>' + '<p>text' * 19 + '</main>', pages['a'].replace('<p>text<p>', '<p>text', 1),
                      pages['a'].replace('text', 'Text', 1), pages['a'].replace('text', '<a href="x">text</a>', 1)):
            self.assertIn('page: b differs from a', differences('page', {**pages, 'b': other}))
        with self.assertRaises(AssertionError):
            differences('page', {'a': '<p>text', 'b': '<p>text'})

    def test_compare_prints_its_tables(self):
        """every part that needs nothing else, once, on a small source"""
        said = run(sys.executable, '-B', HERE / 'compare', '--build', PROGRAM.parents[1], '--codes', 8, '--runs', 1,
                   '--memory', self.work, '--disk', os.path.relpath(self.work), '--patience', 0, '--scale', '8,9',
                   '--parts', 'cold,rebuild,jobs,scale', '--only', 'floor,replyglot')
        self.assertRegex(said, r'\n\| replyglot \| \d')
        for told in ('replyglot / floor of 2 threads', 'cold / nothing changed', 'cold / one passage changed',
                     'replyglot, one thread / two', '- 9 codes: '):
            self.assertIn(told, said)
        self.assertEqual(list(self.work.iterdir()), [], 'something was left')

    def test_compare_that_is_ended_leaves_nothing(self):
        compare = subprocess.Popen(
            [sys.executable, '-B', HERE / 'compare', '--build', PROGRAM.parents[1], '--codes', '8', '--runs', '10000',
             '--memory', self.work, '--patience', '0', '--parts', 'jobs'], stdout=subprocess.PIPE, text=True)
        self.assertIn('medians of 10000 runs', compare.stdout.readline())
        compare.terminate()
        self.assertNotEqual(compare.wait(60), 0)
        compare.stdout.close()
        self.assertEqual(list(self.work.iterdir()), [])

    def test_compare_ends_a_command_that_takes_too_long(self):
        said = run(sys.executable, '-B', HERE / 'compare', '--build', PROGRAM.parents[1], '--codes', 8, '--runs', 1,
                   '--memory', self.work, '--patience', 0, '--parts', 'jobs', '--limit', 0.001, status=1)
        self.assertIn('replyglot --jobs 1: over 0.001 s', said)
        self.assertEqual(list(self.work.iterdir()), [])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
