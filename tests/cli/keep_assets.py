"""replyglot build --keep-assets: what pages of the last sites ask for.

Usage: keep_assets.py PROGRAM BASE. The results are in TAP."""
import gzip
import os
import subprocess
from pathlib import Path

from cases import Cases

STYLE, PAGE = 'templates/assets/site.css', 'public/en/ktl/41/index.html'
case = Cases('build')
run = case.run


def restyle(work, name):
    (work / STYLE).write_text(f'/* {name} */\n', encoding='utf-8')


def build_versions(work, names, *args):
    """One build for each name of a style sheet."""
    for name in names:
        restyle(work, name)
        run(work, *args)


def styles(folder):
    """The sheets that stand there, by what restyle() called them."""
    return {path.name: path.read_text(encoding='utf-8')[3:-4] for path in (folder / 'assets').glob('site.*.css')}


def named(folder):
    return sorted(styles(folder).values())


def asset_of(page):
    """The style sheet that PAGE asks for."""
    text = page.read_text(encoding='utf-8')
    return (page.parent / text.split('rel="stylesheet" href="')[1].split('"')[0]).resolve()


@case
def without(work):
    """without it an asset goes with the last page that asks for it"""
    build_versions(work, ('a', 'b'))
    assert named(work / 'public') == ['b']


@case
def generations(work):
    """the assets of the last versions stay, and go when there have been more versions"""
    stood = []
    for name in ('a', 'b', 'c', 'd', 'e'):
        restyle(work, name)
        run(work, '--keep-assets', '2')
        stood.append(asset_of(work / PAGE))
        assert all(path.is_file() for path in stood[-3:]) and not any(path.exists() for path in stood[:-3]), stood
    assert named(work / 'public') == ['c', 'd', 'e']


@case
def versions_and_not_builds(work):
    """builds that change no asset are no versions; where nothing changes, nothing is written"""
    build_versions(work, ('a', 'b'), '--keep-assets', '1')
    before = {path: path.stat().st_mtime_ns for path in (work / 'public').rglob('*')}
    for _ in range(3):
        out, _ = run(work, '--keep-assets', '1')
        assert ' 0 written' in out and ' 0 deleted' in out, out
    assert {path: path.stat().st_mtime_ns for path in (work / 'public').rglob('*')} == before
    code = work / 'content/ktl/codes/41.yaml'
    code.write_text(code.read_text(encoding='utf-8').replace('will not pour', 'will never pour'), encoding='utf-8')
    run(work, '--keep-assets', '1')
    assert named(work / 'public') == ['a', 'b']


@case
def taken_back(work):
    """an asset that is taken back is one of the site again, and counts anew"""
    build_versions(work, ('a', 'b', 'a'), '--keep-assets', '1')
    assert named(work / 'public') == ['a', 'b']
    run(work, '-o', 'cold')
    assert asset_of(work / PAGE).read_bytes() == asset_of(work / 'cold/en/ktl/41/index.html').read_bytes()
    build_versions(work, 'c', '--keep-assets', '1')
    assert named(work / 'public') == ['a', 'c']


@case
def fewer(work):
    """with fewer versions to keep, or none, the others go; all else is as in a cold build"""
    build_versions(work, ('a', 'b', 'c'), '--keep-assets', '9')
    dry, _ = run(work, '--keep-assets', '1', '--dry-run')
    assert dry.count('assets/site.') == 1, dry
    run(work, '--keep-assets', '1')
    assert named(work / 'public') == ['b', 'c']
    out, _ = run(work)
    assert '1 deleted' in out and named(work / 'public') == ['c'], out
    run(work, '-o', 'cold')
    assert subprocess.run(['diff', '-r', 'public', 'cold'], cwd=work, capture_output=True).stdout == b''


@case
def assets_that_are_gone(work):
    """an asset that only left, and a kept one that somebody took away"""
    (work / 'templates/assets/extra.js').write_text('1;\n', encoding='utf-8')
    build_versions(work, 'a', '--keep-assets', '1')
    (work / 'templates/assets/extra.js').unlink()
    run(work, '--keep-assets', '1')
    assert len(list((work / 'public/assets').glob('extra.*'))) == 1
    build_versions(work, 'b', '--keep-assets', '1')
    assert not list((work / 'public/assets').glob('extra.*')) and named(work / 'public') == ['a', 'b']
    for name in styles(work / 'public'):
        if styles(work / 'public').get(name) == 'a':
            (work / 'public/assets' / name).unlink()
    build_versions(work, 'c', '--keep-assets', '1')
    assert named(work / 'public') == ['b', 'c']


@case
def copies(work):
    """precompressed copies of them stay as well"""
    build_versions(work, ('a' * 2000, 'b' * 2000), '--keep-assets', '1', '--compress', 'gzip')
    found = sorted(gzip.decompress(path.read_bytes()).decode()[3:-4][0] for path in (work / 'public/assets').glob('*.css.gz'))
    assert found == ['a', 'b'], found


@case
def swapped(work):
    """with --swap what the standing pages ask for stands in the new folder too, for as many versions"""
    asked = []
    for name in ('a', 'b', 'c', 'd'):
        restyle(work, name)
        run(work, '--swap', '--keep-assets', '2')
        asked.append(os.path.relpath(asset_of(work / PAGE), work / 'public'))
        assert all((work / 'public' / path).is_file() for path in asked[-3:]), (name, asked)
    assert named(work / 'public') == ['b', 'c', 'd'] and named(work / 'public.next') == ['a', 'b', 'c']
    run(work, '--swap', '--keep-assets', '2')
    assert named(work / 'public') == ['b', 'c', 'd'] == named(work / 'public.next')
    run(work, '--swap')
    assert named(work / 'public') == ['d']


@case
def comes_again(work):
    """with --swap an asset that comes again stays from then on, however long the folder beside has been without it"""
    for name in ('x', 'a', 'b', 'x', 'c'):
        restyle(work, name)
        run(work, '--swap', '--keep-assets', '2')
    assert named(work / 'public') == ['b', 'c', 'x'], named(work / 'public')


@case
def killed(work):
    """a build that was killed on the way is no version: what was kept before it stays after it"""
    build_versions(work, ('a', 'b', 'c'), '--keep-assets', '2')
    restyle(work, 'd')
    page = work / 'public/en/ktl/41/index.html'
    (work / 'content/ktl/codes/41.yaml').write_text(
        (work / 'content/ktl/codes/41.yaml').read_text(encoding='utf-8').replace('will not', 'cannot'), encoding='utf-8')
    (page.parent / f'.{page.name}.replyglot-tmp').mkdir()  # the page cannot be written
    for _ in range(3):
        run(work, '--keep-assets', '2', status=3)
    (page.parent / f'.{page.name}.replyglot-tmp').rmdir()
    run(work, '--keep-assets', '2')
    assert named(work / 'public') == ['b', 'c', 'd'], named(work / 'public')


@case
def other_copies(work):
    """other copies of the same assets are no version, and do not stay"""
    build_versions(work, ('a' * 2000, 'b' * 2000), '--keep-assets', '1', '--compress', 'gzip')
    run(work, '--keep-assets', '1', '--compress', 'none')
    assert sorted(text[0] for text in named(work / 'public')) == ['a', 'b']
    assert len(list((work / 'public/assets').glob('site.*.gz'))) == 1  # that of the kept one
    out, _ = run(work, '--keep-assets', '1', '--compress', 'none')
    assert ' 0 written' in out and ' 0 deleted' in out, out


@case
def carried_and_gone(work):
    """with --swap a kept asset that is gone from the standing folder, and not from the one beside, stays of the site"""
    for name in ('a', 'b', 'c', 'd'):
        restyle(work, name)
        run(work, '--swap', '--keep-assets', '2')
    for path, name in styles(work / 'public').items():
        if name == 'c':
            (work / 'public/assets' / path).unlink()
    for _ in range(3):
        run(work, '--swap', '--keep-assets', '2')
    assert 'c' in named(work / 'public'), named(work / 'public')
    build_versions(work, ('e', 'f', 'g'), '--swap', '--keep-assets', '2')
    assert named(work / 'public') == ['e', 'f', 'g'], named(work / 'public')


@case
def beside_others(work):
    """files of others in the folder are none of it"""
    build_versions(work, 'a', '--keep-assets', '1')
    (work / 'public/assets/mine.css').write_text('mine', encoding='utf-8')
    build_versions(work, ('b', 'c'), '--keep-assets', '1')
    assert (work / 'public/assets/mine.css').read_text(encoding='utf-8') == 'mine' and named(work / 'public') == ['b', 'c']


@case
def misused(work):
    """a number that is none to keep is a misuse"""
    for number in ('-1', '100'):
        _, error = run(work, '--keep-assets', number, status=2)
        assert error.startswith('replyglot build: --keep-assets is a number from 0 to 99\n'), error
    _, error = run(work, '--keep-assets', '1', '--shard', '1/2', status=2)
    assert '--keep-assets looks at the assets of a whole site; leave out --shard' in error, error
    assert not Path(work, 'public').exists()


case.finish()
