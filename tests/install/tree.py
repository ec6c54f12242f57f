"""What `meson install` puts where, and that it works from there.

Usage: tree.py BUILD MESON PROGRAM. The results are in TAP."""
import json
import filecmp
import re
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from manual import scratch_below
from tap import case, finish, run

build, meson, program = (Path(word) for word in sys.argv[1:4])
root = Path(__file__).resolve().parents[2]


def options():
    found = json.loads(run(meson, 'introspect', '--buildoptions', build))
    return {option['name']: option['value'] for option in found}


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob('*') if not path.is_dir()}


work = Path(tempfile.mkdtemp())
given = options()
run(meson, 'install', '-C', build, '--no-rebuild', '--destdir', work)
prefix = work / given['prefix'].lstrip('/')
share = prefix / given['datadir']
installed = prefix / given['bindir'] / 'replyglot'


@case
def everything():
    """nothing but the program, its pages, its completions, the example and the documentation"""
    example = share / 'replyglot'
    rest = files(work) - {str((example / name).relative_to(work)) for name in files(example)}
    expected = {installed}
    if shutil.which('scdoc') and given['man'] != 'disabled':
        expected |= {prefix / given['mandir'] / f'man{path.stem[-1]}' / path.stem for path in root.glob('docs/man/*.scd')}
    if given['completions'] != 'disabled':
        expected |= {share / name for name in ('bash-completion/completions/replyglot', 'zsh/site-functions/_replyglot',
                                               'fish/vendor_completions.d/replyglot.fish')}
    docs = share / 'doc/replyglot'
    expected |= {docs / 'README.md', docs / 'LICENSE'}
    expected |= {docs / 'docs' / path.name for path in root.glob('docs/*') if path.is_file() and path.name != 'meson.build'}
    expected = {str(path.relative_to(work)) for path in expected}
    assert rest == expected, rest ^ expected


@case
def example():
    """the example is the shipped source, file by file"""
    for folder in ('content', 'locales', 'templates'):
        ours, theirs = root / folder, share / 'replyglot' / folder
        assert files(ours) == files(theirs), files(ours) ^ files(theirs)
        _, differ, errors = filecmp.cmpfiles(ours, theirs, files(ours), shallow=False)
        assert not differ and not errors, differ + errors


@case
def named():
    """where a manual page says that the example is, there it is"""
    if not shutil.which('scdoc') or given['man'] == 'disabled':
        return
    pages = prefix / given['mandir'] / 'man1'
    text = ''.join(path.read_text(encoding='utf-8') for path in pages.iterdir()).replace('\\-', '-')
    paths = re.findall(r'\S*/replyglot(?= my-site$| --base-url)', text, re.MULTILINE)
    assert len(paths) == 2 and '@' not in ''.join(paths), paths
    for path in paths:
        assert (work / path.lstrip('/')).is_dir(), path


@case
def modes():
    """everyone can read it, and nobody but the owner write it"""
    for path in [work, *work.rglob('*')]:
        if path == work:
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        expected = 0o755 if path.is_dir() or path == installed else 0o644
        assert mode == expected, f'{path}: {mode:o}'


@case
def runs():
    """the installed program builds the installed example, and `check --strict` finds nothing in it"""
    source = share / 'replyglot'
    run(installed, 'check', '--strict', '--source', source, cwd=work)
    with tempfile.TemporaryDirectory(dir=scratch_below()) as here:
        run(installed, 'build', '--source', source, cwd=here)
        assert (Path(here) / 'public/index.html').stat().st_size > 0
    version = re.search(r"^  version: '(.*)'", (root / 'meson.build').read_text(), re.MULTILINE)[1]
    assert run(installed, '--version') == f'replyglot {version}\n'


@case
def links():
    """what the installed README and documentation link to is installed with them"""
    docs = share / 'doc/replyglot'
    for page in docs.rglob('*.md'):
        text = re.sub(r'```.*?```|`[^`\n]*`', '', page.read_text(encoding='utf-8'), flags=re.DOTALL)
        for link in re.findall(r'\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"', text):
            target = ''.join(link).split('#')[0]
            if target and not re.match(r'[a-z]+:', target):
                assert (page.parent / target).exists(), f'{page.name} links to {target}'


shutil.rmtree(work)
finish()
