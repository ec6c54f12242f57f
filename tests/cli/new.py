"""replyglot new: what is begun passes check, and nothing that stands is touched.

Usage: new.py PROGRAM BASE. The results are in TAP."""
import os
import re
import shutil
import subprocess

from cases import Cases, change

os.environ['SOURCE_DATE_EPOCH'] = '1767312000'  # 2026-01-02
case = Cases('new')
run = case.run


def check(work, *args):
    done = subprocess.run([case.program, 'check', *args], cwd=work, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


def build(work):
    done = subprocess.run([case.program, 'build'], cwd=work, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return work / 'public'


def schema_faults(work, kind, file, *args):
    """What an independent validator says of FILE; [] where there is none to ask."""
    import json
    import sys
    sys.path.append('/usr/lib/python3/dist-packages')
    try:
        import jsonschema
        import yaml
    except ImportError:
        return []
    schema = subprocess.run([case.program, 'schema', kind, *args], cwd=work, capture_output=True, text=True, check=True)
    data = yaml.load((work / file).read_text(encoding='utf-8'), Loader=yaml.BaseLoader)
    return [error.message for error in jsonschema.Draft202012Validator(json.loads(schema.stdout)).iter_errors(data)]


@case
def code(work):
    """a code: no error, and every passage is told as unwritten"""
    out, _ = run(work, 'code', '42')
    assert out == 'wrote content/ktl/codes/42.yaml\n', out
    status, said = check(work)
    told = [line for line in said.splitlines() if line.startswith('content/ktl/codes/42.yaml')]
    assert status == 0 and told and all('[unwritten-passage]' in line for line in told), said
    text = (work / 'content/ktl/codes/42.yaml').read_text()
    assert 'updated: 2026-01-02' in text and ' | ' in text and '# caveat' in text, text
    assert not schema_faults(work, 'code', 'content/ktl/codes/42.yaml')
    assert '42' in (build(work) / 'en/ktl/42/index.html').read_text()


@case
def example(work):
    """the example session of a skeleton has the marks of the protocol, and is one when it is no comment any more"""
    file = 'content/ktl/codes/42.yaml'
    run(work, 'code', '42')
    text = (work / file).read_text()
    begun = re.search(r'^# session_example: .*\n#   C: …\n#   S: 42 …\n', text, re.M)
    assert begun, text
    (work / file).write_text(text.replace(begun[0], re.sub(r'^# ', '', begun[0], flags=re.M)))
    status, said = check(work)
    assert status == 0 and 'session_example' not in said, said


@case
def undecided(work):
    """the facts that a skeleton gives are no answers until the author has decided them"""
    file = 'content/ktl/codes/42.yaml'
    run(work, 'code', '42')
    told = [line for line in check(work)[1].splitlines() if ' is not decided yet [' in line]
    assert [line.split('"')[1] for line in told] == ['step', 'retry', 'who'], told
    assert all((work / file).read_text().splitlines()[int(line.split(':')[1]) - 1].startswith(line.split('"')[1] + ': ')
               for line in told), told
    change(work, file, 'undecided: [step, retry, who]', 'undecided: [who]')
    change(work, file, 'retry: none-needed', 'retry: never')
    told = [line for line in check(work)[1].splitlines() if ' is not decided yet [' in line]
    assert len(told) == 1 and '"who"' in told[0], told
    text = (work / file).read_text().splitlines(keepends=True)
    (work / file).write_text(''.join(line for line in text if not line.startswith('undecided:')))
    assert ' is not decided yet [' not in check(work)[1]


@case
def two_codes(work):
    """two codes begun do not say the same"""
    run(work, 'code', '42')
    run(work, 'code', '43')
    status, said = check(work)
    assert status == 0, said


@case
def translation(work):
    """a translation, with the source beside it"""
    (work / 'content/ktl/codes/41.fr.yaml').unlink()
    out, _ = run(work, 'code', '41', '--lang', 'fr')
    assert out == 'wrote content/ktl/codes/41.fr.yaml\n', out
    text = (work / 'content/ktl/codes/41.fr.yaml').read_text()
    assert '# Nothing is poured.\noutcome: >-\n  Write here' in text and '\nfix:\n  # Close the lid.\n  owner: >-\n' in text, text
    assert not schema_faults(work, 'code', 'content/ktl/codes/41.fr.yaml', '--translation')
    status, said = check(work)
    assert status == 0 and 'content/ktl/codes/41.fr.yaml:' in said and '[unwritten-passage]' in said, said
    page = (build(work) / 'fr/ktl/41/index.html').read_text()
    assert 'Write here' not in page and 'The kettle will not pour with an open lid.' in page, page


@case
def pair(work):
    """a pair, the lower code first, and its translation"""
    out, _ = run(work, 'pair', '41', '20')
    assert out == 'wrote content/ktl/pairs/20-41.yaml\n', out
    assert not schema_faults(work, 'pair', 'content/ktl/pairs/20-41.yaml')
    out, _ = run(work, 'pair', '20', '41', '-l', 'fr')
    assert out == 'wrote content/ktl/pairs/20-41.fr.yaml\n', out
    status, said = check(work)
    assert status == 0 and said.count('[unwritten-passage]') == 2, said


@case
def locale(work):
    """a language: a working site that is honest about what it lacks"""
    out, _ = run(work, 'locale', 'de')
    assert out.startswith('wrote locales/de.yaml\nwrote content/ktl/words/de.yaml\nchanged content/site.yaml\n'), out
    assert 'languages: [en, fr, de]\n' in (work / 'content/site.yaml').read_text()
    text = (work / 'locales/de.yaml').read_text()
    assert 'language: de\nname: Deutsch\ndirection: ltr\nog_locale: de_DE\nplural: one\n' in text, text
    status, said = check(work)
    told = [line for line in said.splitlines() if not line.startswith('  ')]
    assert status == 0 and told and all('[missing-translation]' in line for line in told), said
    assert sum('texts are still those of' in line for line in told) == 2, said
    public = build(work)
    assert '<html lang="de"' in (public / 'de/ktl/41/index.html').read_text()
    assert not list(public.glob('sitemap-de*')), 'pages whose texts are all of the source are told of as German'
    change(work, 'content/site.yaml', 'languages:', 'levels: {missing-translation: {de: off}}\nlanguages:')
    status, said = check(work, '--strict')
    assert status == 0 and not said, said


@case
def right_to_left(work):
    """a language of the other direction, and one that nobody knows"""
    run(work, 'locale', 'he')
    run(work, 'locale', 'tlh')
    assert 'direction: rtl\n' in (work / 'locales/he.yaml').read_text()
    assert 'name: tlh\ndirection: ltr\n' in (work / 'locales/tlh.yaml').read_text()
    assert check(work)[0] == 0
    assert 'languages: [en, fr, he, tlh]\n' in (work / 'content/site.yaml').read_text()


@case
def plural_family(work):
    """a language with other plural forms: what it lacks is told and counted, and no error"""
    run(work, 'locale', 'ar')
    run(work, 'locale', 'ja')
    status, said = check(work)
    assert status == 0 and said.count('has no form "zero", "two", "few", "many" [missing-translation]') == 3, said
    assert '[plural-form]' not in said, said
    out = subprocess.run([case.program, 'translations', '--lang', 'ar'], cwd=work, capture_output=True, text=True).stdout
    assert re.search(r'^ar +locale +[0-9]+ +0 +[0-9]+ +12 ', out, re.M), out
    assert 'locales/ar.yaml: ar missing: counted.pairs.few (source locales/en.yaml:61:39)\n' in out, out
    change(work, 'content/site.yaml', 'languages:', 'gates: {ar: required, ja: off}\nlanguages:')
    status, said = check(work)
    assert status == 1 and said.count('error: "counted.') == 3 and said.count('locales/ja.yaml') == 0, said


@case
def standing(work):
    """what stands is not touched, and then nothing at all is written"""
    before = (work / 'content/ktl/codes/41.yaml').read_bytes()
    out, error = run(work, 'code', '41', status=3)
    assert not out and error == 'replyglot new: content/ktl/codes/41.yaml is there already; nothing was written\n', error
    assert (work / 'content/ktl/codes/41.yaml').read_bytes() == before
    (work / 'content/ktl/words/de.yaml').write_text('mine')
    site = (work / 'content/site.yaml').read_bytes()
    out, error = run(work, 'locale', 'de', status=3)
    assert not out and 'words/de.yaml is there already' in error, error
    assert not (work / 'locales/de.yaml').exists() and (work / 'content/site.yaml').read_bytes() == site


@case
def linked_site(work):
    """a site.yaml that is a link stays one, what it leads to keeps its mode, and a last comma does no harm"""
    site = work / 'content/site.yaml'
    change(work, 'content/site.yaml', 'languages: [en, fr]\n', 'languages: [en, fr, ]\n')
    site.rename(work / 'shared.yaml')
    (work / 'shared.yaml').chmod(0o600)
    site.symlink_to('../shared.yaml')
    run(work, 'locale', 'de')
    assert site.is_symlink() and (work / 'shared.yaml').stat().st_mode & 0o777 == 0o600
    assert 'languages: [en, fr, de, ]\n' in site.read_text(), site.read_text()


@case
def source_language(work):
    """the language of the source is not offered as one that could be begun"""
    _, error = run(work, '--lang', 'en', 'code', '20', status=2)
    assert error.startswith('replyglot new: "en" is the language that the site is translated from\n'), error


@case
def no_day(work):
    """a SOURCE_DATE_EPOCH that tells no day is a misuse, and not the first day of 1970"""
    for epoch in ('abc', '', '-1', '1.5', '99999999999999999999', '999999999999999999', '4102444800'):
        done = subprocess.run([case.program, 'new', 'code', '47'], cwd=work, capture_output=True, text=True,
                              env={**os.environ, 'SOURCE_DATE_EPOCH': epoch})
        assert done.returncode == 2 and f'SOURCE_DATE_EPOCH "{epoch}" is no day until 2099' in done.stderr, done
    assert not (work / 'content/ktl/codes/47.yaml').exists()


@case
def folder_outside(work):
    """nothing is written where a link leads out of the source"""
    (work / 'content/ktl/codes').rename(work.parent / 'codes')
    (work / 'content/ktl/codes').symlink_to('../../../codes')
    before = sorted(path.name for path in (work.parent / 'codes').iterdir())
    out, error = run(work, 'code', '42', status=3)
    assert not out and 'content/ktl/codes/42.yaml: a link leads out of the source folder' in error, error
    assert sorted(path.name for path in (work.parent / 'codes').iterdir()) == before


@case
def list_over_lines(work):
    """languages that stand on lines of their own are left to the author"""
    change(work, 'content/site.yaml', 'languages: [en, fr]\n', 'languages:\n  - en\n  - fr\n')
    out, error = run(work, 'locale', 'de', status=2)
    assert not out and 'add "de" to it by hand' in error and not (work / 'locales/de.yaml').exists(), error
    change(work, 'content/site.yaml', '  - fr\n', '  - fr\n  - de\n')
    site = (work / 'content/site.yaml').read_bytes()
    out, _ = run(work, 'locale', 'de')
    assert out.startswith('wrote locales/de.yaml\n') and (work / 'content/site.yaml').read_bytes() == site, out


@case
def several_protocols(work):
    """a language has words for every protocol, and begins only where all of them can be read"""
    shutil.copytree(work / 'content/ktl', work / 'content/pot')
    change(work, 'content/site.yaml', 'protocols: [ktl]', 'protocols: [ktl, pot]')
    protocol, words = (work / 'content/pot' / name for name in ('protocol.yaml', 'words/en.yaml'))
    for file, text in ((words, None), (words, 'facts: ['), (protocol, None)):
        before = file.read_text()
        file.unlink()
        if text:
            file.write_text(text)
        out, error = run(work, 'locale', 'de', status=1)
        assert not out and f'{file.relative_to(work)}' in error and not (work / 'locales/de.yaml').exists(), error
        file.write_text(before)
    out, _ = run(work, 'locale', 'de')
    assert 'wrote content/ktl/words/de.yaml\nwrote content/pot/words/de.yaml\n' in out, out


@case
def lacking(work):
    """of a language that the site names, what is lacking is begun"""
    site = (work / 'content/site.yaml').read_bytes()
    for lost in (['locales/fr.yaml'], ['content/ktl/words/fr.yaml'], ['locales/fr.yaml', 'content/ktl/words/fr.yaml']):
        for file in lost:
            (work / file).unlink()
        out, _ = run(work, 'locale', 'fr')
        assert out.startswith(''.join(f'wrote {file}\n' for file in lost) + 'Until '), out
    assert (work / 'content/site.yaml').read_bytes() == site


@case
def usage(work):
    """usage"""
    for args, said in (([], 'say what: code, pair or locale'), (['cod', '42'], '"cod" is no code, pair or locale: did you mean "code"?'),
                       (['code'], 'what is expected is: new code CODE'), (['pair', '20'], 'new pair CODE CODE'),
                       (['code', 'x'], '"x" is not a code of'), (['code', '44'], 'strangers.yaml as a number that is no code'), (['pair', '20', '49'], 'there is no record of "49"'),
                       (['pair', '20', '20'], 'a pair is of two codes'), (['locale', 'fr'], 'has the language "fr" already'),
                       (['locale', 'German'], '"German" is not a language tag'), (['locale', 'de', '-l', 'fr'], '--lang is for translations'),
                       (['locale', 'de', '-p', 'ktl'], '--protocol is for a code or a pair'),
                       (['code', '41', '-l', 'de'], '"de" is no language that this site is translated to'),
                       (['code', '42', '-l', 'fr'], 'there is no record of "42" to translate'),
                       (['pair', '20', '41', '-l', 'fr'], 'there is no verdict on "20" and "41"'),
                       (['code', '42', '-p', 'x'], '--protocol "x" is none of this site')):
        out, error = run(work, *args, status=2)
        assert not out and said in error, error


case.finish()
