"""Commands that read the source for something else than its faults, on one that cannot be put together: they tell its
findings on standard error and end with 1.

Usage: damaged.py PROGRAM BASE. The results are in TAP."""
import subprocess

from cases import Cases

COMMANDS = [['schema', 'code'], ['schema', '--output', 'out'], ['new', 'code', '42'], ['new', 'locale', 'de'],
            ['lookup', '40'], ['translations'], ['build']]
case = Cases(None)


def told(work, damage):
    for args in COMMANDS:
        done = subprocess.run([case.program, *args], cwd=work, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1, f'{args}: status {done.returncode}\n{done.stderr}'
        assert not done.stdout and damage in done.stderr, f'{args}: {done.stdout}{done.stderr}'
    assert sorted(path.name for path in work.iterdir()) == ['content', 'locales', 'templates'], 'something was written'


@case
def protocol(work):
    """a protocol that lacks everything"""
    (work / 'content/ktl/protocol.yaml').write_text('name: x\n')
    told(work, 'content/ktl/protocol.yaml:1:1: error: missing key "facts" [missing-key]')


@case
def site(work):
    """a site that lacks everything"""
    (work / 'content/site.yaml').write_text('title: x\n')
    told(work, 'content/site.yaml:1:1: error: missing key "languages" [missing-key]')


@case
def locale(work):
    """no locale of the source language"""
    (work / 'locales/en.yaml').unlink()
    COMMANDS[:] = [args for args in COMMANDS if args[0] in ('new', 'lookup', 'build')]
    told(work, 'locales/en.yaml')


case.finish()
