"""replyglot translations: the table, the list, and stamping, on copies of a clean source.

Usage: translations.py PROGRAM BASE. The results are in TAP."""
import json
import subprocess

from cases import Cases, change

CODE, FRENCH = 'content/ktl/codes/41.yaml', 'content/ktl/codes/41.fr.yaml'
case = Cases('translations')
run = case.run


def rows(text):
    table = [line.split() for line in text.splitlines() if ': fr ' not in line]
    return {(row[0], row[1]): tuple(map(int, row[2:])) for row in table[1:]}


@case
def clean(work):
    """a table of what is current, and no list"""
    out, _ = run(work)
    found = rows(out)
    current, stale, unwritten, missing, all_of = found['fr', 'all']
    assert current == all_of > 100 and not stale and not unwritten and not missing, out
    assert all_of == sum(row[4] for (_, kind), row in found.items() if kind != 'all'), out
    assert [kind for _, kind in found] == ['site', 'locale', 'words', 'codes', 'pairs', 'enhanced', 'strangers', 'wire',
                                           'all'], out


@case
def gaps(work):
    """stale and missing passages with their places"""
    before = rows(run(work)[0])['fr', 'codes']
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    change(work, FRENCH, '  repairer: Changez la charnière.\n', '')
    change(work, FRENCH, '  fix.repairer: 87f608dd\n', '')
    out, _ = run(work)
    codes = rows(out)['fr', 'codes']
    assert codes == (before[0] - 2, 1, 0, 1, before[4]), codes
    lines = [line for line in out.splitlines() if ': fr ' in line]
    assert len(lines) == 2, out
    assert any(line.startswith(f'{FRENCH}:6:10: fr stale: outcome (source {CODE}:') for line in lines), out
    assert any(line.startswith(f'{FRENCH}: fr missing: fix.repairer (source {CODE}:') for line in lines), out


@case
def unwritten(work):
    """what a skeleton asks for is neither stale nor current, stamped or not"""
    change(work, FRENCH, 'outcome: Rien ne coule.', 'outcome: Write here (outcome of 41)')
    change(work, FRENCH, 'use: Envoyez ce code tant que le couvercle est ouvert.', 'use: Write here (use of 41)')
    change(work, FRENCH, '  use: 10eabf34\n', '')
    out, _ = run(work)
    assert rows(out)['fr', 'codes'][1:4] == (0, 2, 0), out
    assert f'{FRENCH}:6:10: fr unwritten: outcome (source {CODE}:12:10)' in out.splitlines(), out
    assert f'{FRENCH}:7:6: fr unwritten: use (source {CODE}:13:6)' in out.splitlines(), out


@case
def labels(work):
    """texts of a locale and of words that are the source's are unwritten, but for those without words, or meant"""
    before = rows(run(work)[0])
    change(work, 'locales/fr.yaml', '  home: Accueil', '  home: Home')
    change(work, 'locales/fr.yaml', '  lines_title: "{protocol} : lignes"', '  lines_title: "{protocol}: lines"')
    change(work, 'locales/fr.yaml', '  list_two: "{first} et {last}"', '  list_two: "{first} and {last}"')
    change(work, 'content/ktl/words/fr.yaml', 'label: Encore', 'label: Again')
    out, _ = run(work)
    lines = [line for line in out.splitlines() if ': fr ' in line]
    assert [line.split(': ')[2].split()[0] for line in lines] == [
        'facts.retry.label', 'labels.home', 'sentences.lines_title', 'sentences.list_two'], out
    assert 'locales/fr.yaml:12:9: fr unwritten: labels.home (source locales/en.yaml:11:9)' in lines, out
    found = rows(out)
    for kind, n in (('locale', 3), ('words', 1)):
        old = before['fr', kind]
        assert found['fr', kind] == (old[0] - n, 0, n, 0, old[4]), out
    change(work, 'locales/fr.yaml', 'same: [', 'same: [labels.home, sentences.lines_title, sentences.list_two, ')
    change(work, 'content/ktl/words/fr.yaml', 'classes:', 'same: [facts.retry.label]\nclasses:')
    assert ': fr ' not in run(work)[0]


@case
def new_language(work):
    """of a language just begun no text is taken for written that has words in it"""
    subprocess.run([case.program, 'new', 'locale', 'de'], cwd=work, check=True, capture_output=True)
    out, _ = run(work, '--lang', 'de')
    table = [line.split() for line in out.splitlines() if ': de ' not in line]
    found = {row[1]: tuple(map(int, row[2:])) for row in table[1:]}
    assert found['locale'][2] > 40 and found['locale'][0] == 6, out  # placeholders only, as "{code} {name}"
    assert found['words'][2] == found['words'][4], out
    assert 'locales/de.yaml:9:9: de unwritten: months (source locales/en.yaml:6:9)' in out.splitlines(), out


@case
def no_file(work):
    """a translation that is not there: the places are the source's"""
    (work / FRENCH).unlink()
    out, _ = run(work)
    assert rows(out)['fr', 'codes'][3] == 8, out
    assert sum(f'{CODE}:' in line and ': fr missing: ' in line for line in out.splitlines()) == 8, out


@case
def as_json(work):
    """the same as JSON"""
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    data = json.loads(run(work, '--format', 'json', '--lang', 'fr')[0])
    kinds = {kind['kind']: kind for kind in data['languages'][0]['kinds']}
    assert data['languages'][0]['language'] == 'fr' and kinds['codes']['stale'] == 1, data
    (passage,) = data['passages']
    assert passage['file'] == FRENCH and passage['line'] == 6 and passage['column'] == 10, passage
    assert passage['passage'] == 'outcome' and passage['state'] == 'stale' and passage['source_file'] == CODE, passage


@case
def stamp(work):
    """--stamp changes the line of the fingerprint and no other"""
    change(work, FRENCH, '  outcome: ', '  # read by a friend\n  outcome:   ')
    old = (work / FRENCH).read_text(encoding='utf-8').splitlines()
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    out, _ = run(work, '--stamp', FRENCH)
    assert out == f'{FRENCH}: 1 fingerprint written\n', out
    new = (work / FRENCH).read_text(encoding='utf-8').splitlines()
    changed = [(a, b) for a, b in zip(old, new) if a != b]
    assert len(old) == len(new) and changed == [('  outcome:   5d2ecde0', '  outcome:   e8a34101')], changed
    assert rows(run(work)[0])['fr', 'all'][1:4] == (0, 0, 0)
    stood = (work / FRENCH).stat()
    assert run(work, '--stamp', f'./{FRENCH}')[0] == f'./{FRENCH}: 0 fingerprints written\n'
    assert (work / FRENCH).stat().st_mtime_ns == stood.st_mtime_ns, 'a file without stale passages was written'


@case
def stamp_twice(work):
    """a file that is named twice is stamped once, and one that cannot be written is named once"""
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    out, _ = run(work, '--stamp', FRENCH, f'./{FRENCH}', FRENCH)
    assert out == f'{FRENCH}: 1 fingerprint written\n./{FRENCH}: 0 fingerprints written\n{FRENCH}: 0 fingerprints written\n', out
    change(work, CODE, 'Nothing at all is poured.', 'Nothing is poured.')
    temporary = work / FRENCH.replace('41.fr', '.41.fr').replace('.yaml', '.yaml.replyglot-tmp')
    temporary.mkdir()
    out, error = run(work, '--stamp', FRENCH, status=3)
    assert not out and error.count('41.fr.yaml') == 1, error


@case
def stamp_new(work):
    """fingerprints that were not there at all stand at the end, as an author would write them"""
    whole = (work / FRENCH).read_text(encoding='utf-8')
    text, source = whole.split('source:\n')
    (work / FRENCH).write_text(text, encoding='utf-8')
    out, _ = run(work, '--stamp', FRENCH)
    assert out == f'{FRENCH}: {source.count(":")} fingerprints written\n', out
    assert (work / FRENCH).read_text(encoding='utf-8') == whole


@case
def stamp_by_link(work):
    """a file that is named from another folder, and by a link"""
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    (work.parent / 'link.yaml').symlink_to(work / FRENCH)
    (work / FRENCH).chmod(0o640)
    out, _ = run(work.parent, '--source', 'site', '--stamp', 'link.yaml')
    assert out == 'link.yaml: 1 fingerprint written\n', out
    assert not (work / FRENCH).is_symlink() and (work.parent / 'link.yaml').is_symlink()
    assert (work / FRENCH).stat().st_mode & 0o777 == 0o640, 'the mode has changed'


@case
def stamp_damaged(work):
    """a file that cannot be read as it is meant is not stamped, and why is told"""
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    whole = (work / FRENCH).read_bytes()
    for damaged, rule in ((whole + b': [\n', 'yaml-syntax'), (whole + b'bogus: x\n', 'unknown-key'), (b'\xef\xbb\xbf' + whole, 'yaml-encoding')):
        (work / FRENCH).write_bytes(damaged)
        out, error = run(work, '--stamp', FRENCH, status=1)
        assert ' 0 fingerprints' in out and f'[{rule}]' in error and (work / FRENCH).read_bytes() == damaged, out + error


@case
def stamp_unread(work):
    """a passage whose codes differ from its source's is not stamped"""
    change(work, CODE, 'Nothing is poured.', 'Nothing is poured after `40`.')
    before = (work / FRENCH).read_bytes()
    out, error = run(work, '--stamp', FRENCH, status=1)
    assert out == f'{FRENCH}: 0 fingerprints written\n' and '[changed-token]' in error and ':6:10:' in error, out + error
    assert (work / FRENCH).read_bytes() == before


@case
def stamp_unwritten(work):
    """a passage that is not written yet is called that, and is not stamped"""
    change(work, FRENCH, 'outcome: Rien ne coule.', 'outcome: Write here (outcome of 41)')
    change(work, FRENCH, '  outcome: 5d2ecde0\n', '')
    before = (work / FRENCH).read_bytes()
    out, error = run(work, '--stamp', FRENCH, status=1)
    assert out == f'{FRENCH}: 0 fingerprints written\n' and '[unwritten-passage]' in error, out + error
    assert '[changed-token]' not in error and (work / FRENCH).read_bytes() == before, error


@case
def stamp_others(work):
    """what is no translation of this site is refused, and the rest is done"""
    change(work, CODE, 'Nothing is poured.', 'Nothing at all is poured.')
    (work.parent / 'other.yaml').write_text('a: b\n')
    out, error = run(work, '--stamp', CODE, '../other.yaml', 'nowhere.yaml', FRENCH, status=3)
    assert out == f'{FRENCH}: 1 fingerprint written\n', out
    assert error.splitlines() == [
        f'replyglot translations: {CODE}: no translation of this site',
        'replyglot translations: ../other.yaml: no translation of this site',
        'replyglot translations: nowhere.yaml: No such file or directory'], error


@case
def usage(work):
    """usage"""
    for args, said in ((['--lang', 'de'], '--lang "de" is no language that this site is translated to'),
                       (['--lang', 'en'], '--lang "en" is no language'), (['--format', 'xml'], '--format is text or json'),
                       (['--stamp'], '--stamp asks for the files'),
                       (['--stamp', '--lang', 'fr', FRENCH], 'leave out --lang and --format'),
                       (['--stamp', '--format', 'json', FRENCH], 'leave out --lang and --format'), ([FRENCH], 'is not expected here')):
        out, error = run(work, *args, status=2)
        assert not out and said in error, error


@case
def broken(work):
    """a site that cannot be put together has findings and no table"""
    (work / 'content/site.yaml').write_text('title: x\n')
    out, error = run(work, status=1)
    assert not out and '[missing-key]' in error, out + error


case.finish()
