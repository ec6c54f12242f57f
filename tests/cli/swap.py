"""replyglot build --swap: the site that stands, and the one beside that takes its place.

Usage: swap.py PROGRAM BASE. The results are in TAP."""
import fcntl
import os
import subprocess
import threading

from cases import Cases, change

CODE, PAGE = 'content/ktl/codes/41.yaml', 'en/ktl/41/index.html'
case = Cases('build')
run = case.run


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


@case
def first(work):
    """the first site is that of a build without, and there is nothing beside"""
    run(work, '--swap')
    run(work, '-o', 'cold')
    assert files(work / 'public') == files(work / 'cold')
    assert not (work / 'public.next').exists()


@case
def changed(work):
    """after each change the folder holds what a cold build does, and the folder beside what stood before"""
    run(work, '--swap', '-o', 'public/')
    for i, (old, new) in enumerate((('will not pour', 'will never pour'), ('will never pour', 'cannot pour'),
                                    ('cannot pour', 'will not pour'))):
        before = files(work / 'public')
        change(work, CODE, old, new)
        run(work, '--swap', '-o', 'public/')
        run(work, '-o', f'cold{i}')
        assert files(work / 'public') == files(work / f'cold{i}') != before
        assert files(work / 'public.next') == before


@case
def grows(work):
    """the next site grows from the one beside: what is equal there is not written"""
    run(work, '--swap')
    run(work, '--swap')
    out, _ = run(work, '--swap')
    assert out.startswith('public: ') and ' 0 written' in out, out


@case
def mode(work):
    """the folder keeps its mode"""
    run(work, '--swap')
    (work / 'public').chmod(0o2750)
    run(work, '--swap')
    assert (work / 'public').stat().st_mode & 0o7777 == 0o2750


@case
def foreign(work):
    """what is of no build would be put away: it is a finding, and all stays as it was"""
    run(work, '--swap')
    (work / 'public/.well-known').mkdir()
    (work / 'public/.well-known/security.txt').write_text('ours')
    (work / 'public/en/link').symlink_to('nowhere')
    change(work, CODE, 'will not pour', 'will never pour')
    before = files(work / 'public')
    _, error = run(work, '--swap', status=1)
    assert 'public/.well-known/security.txt: error: not of a build' in error and 'public/en/link: error' in error, error
    assert error.count('[foreign-file]') == 2, error
    assert files(work / 'public') == before


@case
def named_alike(work):
    """nor is it put away where it is named like what a build keeps for itself, or is an empty folder"""
    run(work, '--swap')
    names = ('notes.replyglot-mine.txt', '.replyglot-x/f', 'en/.replyglot-manifest', '.mine.html.replyglot-tmp', 'en/.replyglot-new/f')
    for name in names:
        (work / 'public' / name).parent.mkdir(exist_ok=True)
        (work / 'public' / name).write_text('mine')
    (work / 'public/en/uploads').mkdir()
    _, error = run(work, '--swap', status=1)
    told = {line.split(': ')[0] for line in error.splitlines() if '[foreign-file]' in line}
    assert told == {f'public/{name}' for name in (*names, 'en/uploads')}, error


@case
def left_behind(work):
    """what a killed run left of its own files is none of others"""
    run(work, '--swap')
    run(work, '--swap')
    for folder in ('public', 'public.next'):
        for name in ('en/.index.html.replyglot-tmp', '..replyglot-ledger.replyglot-tmp'):
            (work / folder / name).write_text('half')
        (work / folder / '.replyglot-new/en').mkdir(parents=True)
        change(work / folder, '.replyglot-manifest', 'complete', 'writing')
    run(work, '--swap')


def put_beside(work, name, text, said):
    """A file in the folder beside of a site that was swapped twice: one finding says so, and the site stays."""
    run(work, '--swap')
    run(work, '--swap')
    (work / 'public.next' / name).write_text(text)
    before = files(work / 'public')
    _, error = run(work, '--swap', status=1)
    assert f'public.next/{name}{said}' in error and error.count('[foreign-file]') == 1, error
    assert files(work / 'public') == before


@case
def foreign_beside(work):
    """a file of others in the folder beside would be shown by the swap: it is a finding"""
    put_beside(work, 'mine.txt', 'mine', ': error: not of a build')
    (work / 'public.next/mine.txt').unlink()
    run(work, '--swap')


@case
def link_beside(work):
    """a link in the place of the folder beside is told as that"""
    (work / 'elsewhere').mkdir()
    (work / 'public.next').symlink_to('elsewhere')
    _, error = run(work, '--swap', status=1)
    assert 'public.next: error: a symbolic link' in error and not files(work / 'elsewhere'), error


@case
def damaged_beside(work):
    """a damaged list in the folder beside is a finding, like one in a folder that is built into"""
    put_beside(work, '.replyglot-manifest', 'damaged', ':1:1: error: the list of our own files is damaged')


@case
def all_foreign(work):
    """a folder that no build made is not told file by file"""
    (work / 'public').mkdir()
    for i in range(100):
        (work / f'public/{i}').write_text('x')
    _, error = run(work, '--swap', status=1)
    assert error.count('[foreign-file]') == 16 and len(files(work / 'public')) == 100, error


@case
def link(work):
    """a link cannot change its place with a folder"""
    (work / 'elsewhere').mkdir()
    (work / 'public').symlink_to('elsewhere')
    for name in ('public', 'public/'):
        _, error = run(work, '--swap', '-o', name, status=1)
        assert 'public: error: a symbolic link' in error and not files(work / 'elsewhere'), error


@case
def usage(work):
    """what cannot be swapped is a mistake"""
    for args in (['-o', '.'], ['-o', '/'], ['-o', 'a/..'], ['-n'], ['-d', 'public'], ['--shard', '1/2']):
        _, error = run(work, '--swap', *args, status=2)
        assert '--swap' in error, error


@case
def busy(work):
    """a build of the folder itself, or of that beside, is not disturbed"""
    run(work, '--swap')
    run(work, '--swap')
    change(work, CODE, 'will not pour', 'will never pour')
    before = files(work / 'public')
    for name in ('public', 'public.next'):
        fd = os.open(work / name, os.O_RDONLY)
        fcntl.flock(fd, fcntl.LOCK_EX)
        _, error = run(work, '--swap', status=3)
        os.close(fd)
        assert f'{name}: another build is writing' in error and files(work / 'public') == before, error
    run(work, '--swap')
    assert files(work / 'public') != before


@case
def readers(work):
    """at any moment a page is there, whole"""
    run(work, '--swap')
    texts, seen, done = ('will not pour', 'will never pour'), [], threading.Event()

    def read():
        while not done.is_set():
            try:
                page = (work / 'public' / PAGE).read_bytes()
                seen.append(sum(text.encode() in page for text in texts) == 1)
            except OSError:
                seen.append(False)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for i in range(8):
            change(work, CODE, texts[i % 2], texts[1 - i % 2])
            run(work, '--swap')
    finally:
        done.set()
        reader.join()
    assert len(seen) > 100 and all(seen), f'{len(seen)} looks, {seen.count(False)} bad'


@case
def killed(work):
    """a build that is killed at any moment leaves the folder as it was or whole"""
    run(work, '--swap')
    old = files(work / 'public')
    change(work, CODE, 'will not pour', 'will never pour')
    run(work, '-o', 'cold')
    new = files(work / 'cold')
    for i in range(20):
        build = subprocess.Popen([case.program, 'build', '--swap', '-q'], cwd=work)
        try:
            build.wait(0.001 * i)
        except subprocess.TimeoutExpired:
            build.kill()
        build.wait()
        assert files(work / 'public') in (old, new), i
    run(work, '--swap')
    assert files(work / 'public') == new


case.finish()
