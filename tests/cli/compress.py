"""replyglot build --compress: the copies beside the files, whatever was done to those of the build before.

Usage: compress.py PROGRAM BASE. The results are in TAP."""
import gzip

from cases import Cases, change

CODE, PAGE, LIST = 'content/ktl/codes/41.yaml', 'en/ktl/41/index.html', '.replyglot-ledger'
case = Cases('build')
run = case.run


def files(folder):
    """What a host is to have, and the manifest."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*')
            if path.is_file() and path.name != LIST}


def times(folder):
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob('*')}


def same_as_cold(work, *args):
    """What stands in public/ is what a build into an empty folder gives."""
    run(work, '-o', 'cold', *args)
    cold, warm = files(work / 'cold'), files(work / 'public')
    assert cold.keys() == warm.keys(), cold.keys() ^ warm.keys()
    assert not (other := [name for name in cold if cold[name] != warm[name]]), other


@case
def copies(work):
    """each text has a copy, which holds the same and is smaller by a tenth; what is not worth it has none"""
    run(work, '--compress', 'gzip')
    made = files(work / 'public')
    pressed = {name for name in made if name.endswith('.gz')}
    assert {f'{PAGE}.gz', '404.html.gz', 'sitemap.xml.gz', 'en/feed.xml.gz', 'en/search-data.js.gz'} <= pressed, pressed
    for name in pressed:
        text = made[name.removesuffix('.gz')]
        assert gzip.decompress(made[name]) == text, name
        assert len(made[name]) <= 0.9 * len(text), name
    bare = {name for name in made if name not in pressed and f'{name}.gz' not in pressed}
    assert 'robots.txt' in bare and len(bare) < len(pressed) / 3, bare


@case
def same_bytes(work):
    """the same bytes from any number of threads, and again"""
    run(work, '--compress', 'gzip', '--jobs', '3')
    run(work, '--compress', 'gzip', '--jobs', '1', '-o', 'other')
    assert files(work / 'public') == files(work / 'other')


@case
def nothing_changed(work):
    """a second build writes nothing"""
    run(work, '--compress', 'gzip')
    before = times(work / 'public')
    out, _ = run(work, '--compress', 'gzip')
    assert ' 0 written' in out and times(work / 'public') == before, out


@case
def one_change(work):
    """of what changed the copy changes too, and no other"""
    run(work, '--compress', 'gzip')
    before = files(work / 'public')
    change(work, CODE, 'will not pour', 'will never pour')
    run(work, '--compress', 'gzip')
    after = files(work / 'public')
    assert b'never pour' in gzip.decompress(after[f'{PAGE}.gz'])
    changed = {name for name in after if after[name] != before[name]}
    assert {name for name in changed if not name.endswith('.gz')} == {name.removesuffix('.gz') for name in changed}, changed
    same_as_cold(work, '--compress', 'gzip')


@case
def by_hand(work):
    """copies that were edited, cut, deleted, mixed up or packed otherwise are made anew"""
    run(work, '--compress', 'gzip')
    copy, other, third = (work / 'public' / f'en/ktl/{name}/index.html.gz' for name in ('41', '40', '20'))
    text = gzip.decompress(copy.read_bytes())
    for damage in (lambda: copy.write_bytes(copy.read_bytes()[:-1] + b'x'), lambda: copy.write_bytes(b''),
                   copy.unlink, lambda: copy.write_bytes(other.read_bytes()),
                   lambda: copy.write_bytes(gzip.compress(text, 1)), lambda: (copy.unlink(), other.rename(copy)),
                   lambda: third.write_bytes(third.read_bytes() + b'\0')):
        damage()
        out, _ = run(work, '--compress', 'gzip')
        assert ' 0 written' not in out, out
        same_as_cold(work, '--compress', 'gzip')


@case
def list_by_hand(work):
    """a ledger that was edited, cut, deleted or is of another build makes no copy stand that is another"""
    run(work, '--compress', 'gzip')
    path, copy = work / 'public' / LIST, work / 'public' / f'{PAGE}.gz'
    good, text = path.read_text(), gzip.decompress(copy.read_bytes())
    forged = gzip.compress(text, 1, mtime=0)
    line = next(line for line in good.splitlines() if line.endswith(f' {PAGE}.gz'))
    for bad in ('', 'x', good[:-2], good.replace(line, 'f' * 65 + line[65:]), good + good, '\n' * 200, None):
        path.write_text(bad) if bad is not None else path.unlink()
        copy.write_bytes(forged)
        run(work, '--compress', 'gzip')
        same_as_cold(work, '--compress', 'gzip')
    # Whole, and of another build: it says what was, and not what is.
    change(work, CODE, 'will not pour', 'will never pour')
    old = copy.read_bytes()
    run(work, '--compress', 'gzip')
    path.write_text(good)
    copy.write_bytes(old)
    run(work, '--compress', 'gzip')
    same_as_cold(work, '--compress', 'gzip')


@case
def page_by_hand(work):
    """a page that was edited is made anew with its copies; copies alone are made of the page that stands"""
    run(work, '--compress', 'gzip')
    page = work / 'public' / PAGE
    page.write_bytes(page.read_bytes() + b'<p>more</p>')
    run(work, '--compress', 'gzip')
    same_as_cold(work, '--compress', 'gzip')
    (work / 'public' / f'{PAGE}.gz').unlink()
    out, _ = run(work, '--compress', 'gzip')
    assert ' 1 written' in out, out
    same_as_cold(work, '--compress', 'gzip')


@case
def shards(work):
    """each shard has the copies of its files, and together they are the whole"""
    run(work, '--compress', 'gzip')
    for number in '123':
        run(work, '--compress', 'gzip', '--shard', f'{number}/3', '-o', f'part{number}')
        for path in (work / f'part{number}').rglob('*'):
            if path.is_file():
                to = work / 'whole' / path.relative_to(work / f'part{number}')
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(path.read_bytes())
    out, _ = run(work, '--compress', 'gzip', '-o', 'whole')
    assert ' 0 written' in out and files(work / 'whole') == files(work / 'public'), out


@case
def turned_off(work):
    """without --compress the copies go, and nothing else"""
    run(work)
    before = files(work / 'public')
    run(work, '--compress', 'gzip')
    out, _ = run(work)
    assert files(work / 'public') == before and ' 0 deleted' not in out, out


@case
def foreign(work):
    """a copy that no build of ours wrote is in the way; a name without a copy is free"""
    run(work)
    mine = work / 'public/index.html.gz'
    mine.write_bytes(b'mine')
    out, error = run(work, '--compress', 'gzip', status=1)
    assert not out and '[foreign-file]' in error and 'index.html.gz' in error, error
    mine.unlink()
    run(work, '--compress', 'gzip')
    assert 'robots.txt.gz' not in (work / 'public/.replyglot-manifest').read_text()


@case
def looks(work):
    """a dry run tells the copies, --diff tells what differs in the pages"""
    run(work, '--compress', 'gzip')
    change(work, CODE, 'will not pour', 'will never pour')
    before = times(work / 'public')
    out, _ = run(work, '-n', '--compress', 'gzip')
    assert f'replaced {PAGE}\n' in out and f'replaced {PAGE}.gz\n' in out, out
    out, _ = run(work, '--diff', 'public', '--compress', 'gzip')
    lines = out.splitlines()
    assert lines[lines.index(f'replaced {PAGE}') + 1].startswith('  line '), out
    assert lines[lines.index(f'replaced {PAGE}.gz') + 1].startswith('replaced '), out
    assert times(work / 'public') == before, 'something was written'


@case
def in_site(work):
    """site.yaml asks for copies, and the command line goes before it"""
    path = work / 'content/site.yaml'
    text = path.read_text()
    for asked, made in (('gzip', True), ('[gzip]', True), ('none', False), ('[]', False)):
        path.write_text(f'{text}compress: {asked}\n')
        run(work)
        assert (work / f'public/{PAGE}.gz').exists() is made, asked
    path.write_text(f'{text}compress: gzip\n')
    run(work, '--compress', 'none')
    assert not (work / f'public/{PAGE}.gz').exists()
    path.write_text(f'{text}compress: none\n')
    run(work, '-c', 'gzip')
    assert (work / f'public/{PAGE}.gz').exists()


@case
def brotli(work):
    """br beside gzip, by itself, or a plain word where the program was compiled without it"""
    out, error = run(work, '--compress', 'br', status=None)
    if 'compiled without' in error:
        assert not out and not (work / 'public').exists(), out
        (path := work / 'content/site.yaml').write_text(path.read_text() + 'compress: [gzip, br]\n')
        assert 'compiled without' in run(work, status=1)[1]
        return
    assert (work / f'public/{PAGE}.br').exists() and not (work / f'public/{PAGE}.gz').exists()
    br = (work / f'public/{PAGE}.br').read_bytes()
    out, _ = run(work, '--compress', 'br,gzip')
    assert (work / f'public/{PAGE}.br').read_bytes() == br and (work / f'public/{PAGE}.gz').exists()
    assert 0 < len(br) < (work / f'public/{PAGE}.gz').stat().st_size
    same_as_cold(work, '--compress', 'gzip,br')


@case
def usage(work):
    """usage"""
    for forms, wrong in (('gz', 'gz'), ('gzip,zstd', 'zstd'), ('', ''), ('gzip, br', ' br')):
        out, error = run(work, '--compress', forms, status=2)
        assert not out and f'--compress is gzip, br or none, or several with commas between, not "{wrong}"' in error, error


case.finish()
