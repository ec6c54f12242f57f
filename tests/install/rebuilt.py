"""The same source gives the same program in another folder, and both give the same site at another time.

Usage: rebuilt.py BUILD MESON PROGRAM C-COMPILER C++-COMPILER, each compiler a word for the shell. Where faketime is
missing, the clock of this machine is the only one that is tried. The results are in TAP."""
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from manual import scratch_below
from tap import case, finish, run

build, meson, program = (Path(word).resolve() for word in sys.argv[1:4])
root = Path(__file__).resolve().parents[2]
if build.parent != root: # a copy made elsewhere would name its sources otherwise
    print('1..0 # SKIP the build folder is not directly in the source')
    sys.exit(0)
# What the machine says of itself and of who works on it.
ELSEWHERE = {'TZ': 'America/St_Johns', 'LANG': 'C', 'LC_ALL': 'C', 'HOME': '/nonexistent', 'USER': 'nobody'}
HERE = {'TZ': 'Asia/Tokyo', 'LANG': 'fr_FR.UTF-8', 'LC_ALL': 'fr_FR.UTF-8', 'LANGUAGE': 'fr'}
# Whatever decides which code is made; the rest must not.
DECIDES = ['buildtype', 'optimization', 'debug', 'warning_level', 'c_args', 'cpp_args', 'c_link_args', 'cpp_link_args',
           'preview', 'brotli', 'b_lto', 'b_ndebug', 'b_pie']


def options():
    """Those of BUILD that decide, as meson takes them."""
    told = json.loads(run(meson, 'introspect', '--buildoptions', build))
    found = {option['name']: option['value'] for option in told}
    words = {True: 'true', False: 'false'}
    return [f'-D{name}={words.get(value, value) if isinstance(value, (bool, str)) else ",".join(value)}'
            for name in DECIDES if (value := found[name]) != []]


def compiled(source):
    """The program, compiled in SOURCE, a copy of ours."""
    for name in ('src', 'docs', 'content', 'locales', 'templates'):
        shutil.copytree(root / name, source / name)
    for name in ('meson.build', 'meson_options.txt', 'README.md', 'LICENSE'):
        shutil.copy(root / name, source / name)
    environment = {**os.environ, **ELSEWHERE, 'CC': sys.argv[4], 'CXX': sys.argv[5], 'SOURCE_DATE_EPOCH': '1'}
    more = {'env': environment, 'umask': 0o077}
    run(meson, 'setup', source / 'made', source, '-Dtests=disabled', '-Dman=disabled', *options(), **more)
    run('ninja', '-C', source / 'made', 'src/replyglot', **more)
    return source / 'made/src/replyglot'


def identifier(path):
    return re.search(r'Build ID: (\w+)', run('readelf', '-n', path))[1]


def tree(folder):
    """{path: digest} of all files of FOLDER; not of the ledger where faketime is one of the libraries that it names."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob('*')
            if path.is_file() and not (CLOCK and path.name == '.replyglot-ledger')}


def differing(one, other):
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


# A clock that is far off, for what is run through it.
CLOCK = ['faketime', '-f', '@1999-05-04 03:02:01'] if shutil.which('faketime') else []
work = Path(tempfile.mkdtemp(dir=scratch_below()))
again = work / 'a/folder/with/a/longer/name'


@case
def bytes_of_the_program():
    """the same program: another folder, umask, home, language and time zone"""
    other = compiled(again)
    assert identifier(program) == identifier(other), 'other build-ids'
    assert program.read_bytes() == other.read_bytes(), f'{program} and {other} differ'


@case
def bytes_of_the_site():
    """the same site: made by the other program, from another folder, at another time and in another place"""
    run(program, 'build', '--source', root, '--output', work / 'here', '--jobs', '1', env={**os.environ, **HERE})
    run(*CLOCK, again / 'made/src/replyglot', 'build', '--output', work / 'there', '--jobs', '3', cwd=again,
        env={**os.environ, **ELSEWHERE, 'SOURCE_DATE_EPOCH': '1'}, umask=0o077)
    here, there = tree(work / 'here'), tree(work / 'there')
    assert len(here) > 1000, here
    assert here == there, differing(here, there)


def clock():
    """the clock that is far off reaches the program: what it begins has that day"""
    environment = {name: value for name, value in os.environ.items() if name != 'SOURCE_DATE_EPOCH'}
    file = run(*CLOCK, program, 'new', 'code', '299', cwd=again, env=environment).split()[1]
    text = (again / file).read_text(encoding='utf-8')
    assert 'updated: 1999-05-04' in text, text


if CLOCK:
    case(clock)
shutil.rmtree(work)

finish()
