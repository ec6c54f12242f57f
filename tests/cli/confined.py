"""The kernel holds each command to what it needs: a library that is loaded beside it tries other things at the end.

Usage: confined.py PROGRAM BASE LIBRARY. The results are in TAP; all are skipped where the kernel has no Landlock."""
import os
import re
import subprocess
import sys
from pathlib import Path

from cases import Cases

LIBRARY = str(Path(sys.argv.pop(3)).resolve())
case = Cases('build')


def trespass(work, *args, tries, status=0):
    """What came of TRIES, each "READ PATH" or "WRITE PATH", at the end of the command ARGS."""
    done = subprocess.run([case.program, *args], cwd=work, capture_output=True, text=True, timeout=60, input='41 no water\n',
                          env={**os.environ, 'LD_PRELOAD': LIBRARY, 'TRESPASS': '\n'.join(tries)})
    assert status in (None, done.returncode), f'{args}: status {done.returncode}\n{done.stderr}'
    return dict(re.findall(r'^trespass: (.*): (\w+)$', done.stderr, flags=re.M))


def landlock():
    done = subprocess.run([case.program, '--version'], capture_output=True, text=True, timeout=60,
                          env={**os.environ, 'LD_PRELOAD': LIBRARY, 'TRESPASS': 'READ /'})
    return int(re.search('landlock: (-?[0-9]+)', done.stderr)[1])


def expect(work, *args, let=(), refused=(), status=0):
    found = trespass(work, *args, tries=[*let, *refused], status=status)
    wanted = {**{what: 'let' for what in let}, **{what: 'EACCES' for what in refused}}
    assert found == wanted, f'{args}: {found}'


def with_secret(function):
    """A case with a file beside its source that is none of the program's business."""
    def run(work):
        (work.parent / 'secret').write_text('secret')
        function(work)
    run.__doc__ = function.__doc__
    return case(run)


OUTSIDE = ['READ ../secret', 'READ /etc/passwd', 'WRITE ../new', 'WRITE content/site.yaml', 'WRITE content/new']

if landlock() < 2:
    print('1..0 # SKIP the kernel has no Landlock that lets files be moved')
    sys.exit(0)


@with_secret
def nothing_else(work):
    """a program that is not confined is let do all of that"""
    found = trespass(work, 'names', tries=OUTSIDE)
    assert found == {what: 'let' for what in OUTSIDE}, found


@with_secret
def build(work):
    """build reads the source and writes the site"""
    (work / 'public').mkdir()
    expect(work, 'build', let=['READ content/site.yaml', 'READ public/index.html', 'WRITE public/index.html'], refused=OUTSIDE)
    expect(work, 'build', '-j', '3', let=['WRITE public/index.html'], refused=OUTSIDE)


@with_secret
def fresh(work):
    """into a folder that is not there yet, below others that are not"""
    expect(work, 'build', let=['WRITE public/index.html'], refused=[*OUTSIDE, 'WRITE new'])
    expect(work, 'build', '-o', 'sites/a/b', let=['WRITE sites/a/b/index.html'], refused=[*OUTSIDE, 'WRITE sites/new'])


@with_secret
def nothing_made(work):
    """a build that finds errors leaves no folder that it made, and those that were there"""
    (work / 'content/site.yaml').write_text('no: site\n')
    (work / 'empty').mkdir()
    for args, folder in (([], 'public'), (['-o', 'a/b/c/'], 'a'), (['-o', 'empty/d'], 'empty/d'), (['--swap'], 'public.next')):
        expect(work, 'build', *args, refused=OUTSIDE, status=1)
        assert not (work / folder).exists(), folder
    assert (work / 'empty').is_dir()


@with_secret
def linked(work):
    """a source and a site that are links"""
    (work.parent / 'site-link').symlink_to('site')
    (work.parent / 'real').mkdir()
    (work / 'out').symlink_to('../real')
    expect(work.parent, 'build', '-s', 'site-link', '-o', 'site/out', let=['READ site/content/site.yaml', 'WRITE real/x'],
           refused=['WRITE site/x', 'WRITE x', 'READ secret'])


@with_secret
def swap(work):
    """--swap changes the names of folders in the one above, and no file there"""
    for _ in range(3):
        expect(work, 'build', '--swap', let=['WRITE public/index.html'], refused=[*OUTSIDE, 'WRITE new'])


@with_secret
def dry(work):
    """what writes nothing can write nothing"""
    case.run(work)
    nothing = [*OUTSIDE, 'WRITE public/index.html', 'WRITE new']
    for args in (['build', '-n'], ['build', '--diff', 'public'], ['check'], ['check', '-o'], ['host', 'nginx']):
        expect(work, *args, let=['READ content/site.yaml'], refused=nothing)


@with_secret
def lookup(work):
    """lookup reads all that there is, and writes nothing"""
    shipped = case.base.parents[2]
    expect(work, 'lookup', '-s', str(shipped), let=['READ /etc/passwd'], refused=['WRITE ../new', 'WRITE new', 'WRITE content/site.yaml'],
           status=None)


case.finish()
