"""replyglot build: what a dry run tells, and that it changes nothing, on copies of a clean source.

Usage: build.py PROGRAM BASE. The results are in TAP."""
import fcntl
import json
import os
import shutil
import subprocess

from cases import Cases, change

CODE = 'content/ktl/codes/41.yaml'
case = Cases('build')
run = case.run


def state(folder):
    return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino, path.lstat().st_size)
            for path in [folder, *folder.rglob('*')]}


@case
def nothing_there(work):
    """a dry run into a folder that is not there lists every file and makes none"""
    out, _ = run(work, '--dry-run', '--output', 'new/public')
    assert not (work / 'new').exists(), 'a folder was made'
    *lines, summary = out.splitlines()
    names = [line.removeprefix('new      ') for line in lines]
    by_part = sorted(set(names), key=lambda name: name.split('/'))
    assert all(line.startswith('new      ') for line in lines) and names == by_part, out
    built, _ = run(work)
    made = sorted(str(path.relative_to(work / 'public')) for path in (work / 'public').rglob('*') if path.is_file())
    made.remove('.replyglot-manifest')
    made.remove('.replyglot-ledger')
    assert sorted(names) == made, set(names) ^ set(made)
    assert summary == built.strip().replace('public:', 'new/public:').replace('written', 'to be written').replace(
        'deleted', 'to be deleted'), summary


@case
def what_would_change(work):
    """what is new, replaced and deleted, and the very same build afterwards"""
    run(work)
    change(work, CODE, 'will not pour', 'will never pour')
    (work / 'templates/assets/more.css').write_text('p {}\n')
    (work / 'content/ktl/pairs/40-41.yaml').unlink()
    (work / 'content/ktl/pairs/40-41.fr.yaml').unlink()
    before = state(work / 'public')
    out, _ = run(work, '-n')
    assert state(work / 'public') == before, 'the dry run changed something'
    assert 'replaced en/ktl/41/index.html\n' in out and 'new      assets/more.' in out, out
    assert 'en/ktl/20/index.html' not in out, out
    done, _ = run(work)
    counts = [int(word) for word in out.splitlines()[-1].replace(',', '').split() if word.isdigit()]
    assert counts == [int(word) for word in done.replace(',', '').split() if word.isdigit()], (out, done)
    again, _ = run(work, '-n')
    assert len(again.splitlines()) == 1 and ' 0 to be written' in again, again


@case
def deleted(work):
    """what would be deleted is listed, what is no longer ours is not"""
    (work / 'templates/assets/more.css').write_text('p {}\n')
    run(work)
    (work / 'templates/assets/more.css').unlink()
    out, _ = run(work, '-n')
    assert 'deleted  assets/more.' in out and '1 to be deleted' in out, out


@case
def difference(work):
    """--diff tells the line and what changes in it"""
    run(work, '-o', 'old')
    change(work, CODE, 'will not pour', 'will never pour')
    before = state(work / 'old')
    out, _ = run(work, '--diff', 'old')
    assert state(work / 'old') == before and not (work / 'public').exists(), 'something was written'
    lines = out.splitlines()
    at = lines.index('replaced en/ktl/41/index.html')
    assert lines[at + 1].startswith('  line ') and lines[at + 1].endswith(': 1 before, 1 now'), lines[at:at + 4]
    assert lines[at + 2].startswith('  - ') and 'will not pour' in lines[at + 2], lines[at:at + 4]
    assert lines[at + 3].startswith('  + ') and 'will never pour' in lines[at + 3], lines[at:at + 4]
    assert 'replaced fr/ktl/41/index.html' not in out, 'a page that shows nothing of the passage'


@case
def as_json(work):
    """the result as JSON"""
    data = json.loads(run(work, '--format', 'json')[0])
    assert data['output'] == 'public' and data['dry_run'] is False and 'changes' not in data, data
    assert data['pages'] > 20 and data['files'] > data['pages'] and data['written'] == data['files'], data
    assert data['bytes'] == sum(path.stat().st_size for path in (work / 'public').rglob('*')
                                if path.is_file() and not path.name.startswith('.replyglot-')), data
    assert set(data['seconds']) == {'load', 'plan', 'make', 'finish'} and data['peak_memory'] > 2 ** 20, data
    change(work, CODE, 'will not pour', 'will never pour')
    data = json.loads(run(work, '--diff', 'public', '--format', 'json')[0])
    (page,) = [entry for entry in data['changes'] if entry['file'] == 'en/ktl/41/index.html']
    assert page['change'] == 'replaced' and 'will never pour' in page['difference'] and data['dry_run'] is True, page


@case
def beside_a_build(work):
    """a dry run does not wait for a build and does not disturb it"""
    run(work)
    folder = os.open(work / 'public', os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    out, _ = run(work, '-n')
    assert ' 0 to be written' in out, out
    os.close(folder)


@case
def foreign(work):
    """a file of others is told, as a build would"""
    (work / 'public').mkdir()
    (work / 'public/index.html').write_text('mine')
    out, error = run(work, '-n', status=1)
    assert not out and '[foreign-file]' in error, out + error


@case
def into_the_source(work):
    """a folder of the source, or one in it, is no place for the site"""
    (work / 'link').symlink_to('locales')
    for args in (['-o', 'content'], ['-o', 'templates/a/b'], ['-o', 'link/a'], ['-n', '-o', 'x/../content/'],
                 ['-s', str(work), '-o', str(work / 'content/ktl')], ['--diff', 'locales']):
        out, error = run(work, *args, status=2)
        assert not out and 'the site cannot stand in' in error, error
    assert sorted(path.name for path in (work / 'content').iterdir()) == ['ktl', 'site.fr.yaml', 'site.yaml']
    run(work, '-o', 'contents')
    run(work, '-o', 'site/content')
    (work / 'deep').symlink_to('content/ktl')
    _, error = run(work, '-o', 'deep/../site', status=2)
    assert 'the site cannot stand in content/' in error, error
    (work.parent / 'else/dir').mkdir(parents=True)
    (work / 'away').symlink_to('../else/dir')
    run(work, '-o', 'away/../content')
    assert (work.parent / 'else/content/index.html').exists()


@case
def shard(work):
    """a shard is dry-run, compared and told as JSON like the whole, and holds the same bytes"""
    whole = json.loads(run(work, '-o', 'whole', '-f', 'json')[0])
    names = []
    for number in '123':
        of = ['--shard', f'{number}/3', '-o', number]
        planned, _ = run(work, '-n', *of)
        assert not (work / number).exists(), 'the dry run made a folder'
        data = json.loads(run(work, *of, '-f', 'json')[0])
        assert (data['shard'], data['shards']) == (int(number), 3) and 0 < data['pages'] < whole['pages'], data
        made = [str(path.relative_to(work / number)) for path in (work / number).rglob('*') if path.is_file()]
        for name in ('manifest', 'ledger'):
            made.remove(f'.replyglot-{name}-{number}-of-3')
        assert planned.splitlines()[:-1] == [f'new      {name}' for name in sorted(made, key=lambda name: name.split('/'))]
        assert data['files'] == data['written'] == len(made), data
        assert all((work / number / name).read_bytes() == (work / 'whole' / name).read_bytes() for name in made)
        again, _ = run(work, *of)
        assert again.startswith(f'{number}: shard {number} of 3: ') and ' 0 written, ' in again, again
        names += made
    assert len(names) == len(set(names)) == whole['files'], 'a file in two shards, or in none'


@case
def shard_difference(work):
    """--diff tells what differs in a shard, and a shard that is built again holds what is its own by then"""
    for number in '12':
        run(work, '--shard', f'{number}/2', '-o', number)
    change(work, CODE, 'will not pour', 'will never pour')
    told = ''.join(run(work, '--shard', f'{number}/2', '--diff', number)[0] for number in '12')
    assert told.count('replaced en/ktl/41/index.html\n  line ') == 1, told
    (work / 'content/ktl/pairs/40-41.yaml').unlink()
    (work / 'content/ktl/pairs/40-41.fr.yaml').unlink()
    (work / 'templates/assets/more.css').write_text('p {}\n')
    moved, names = 0, []
    for number in '12':
        data = json.loads(run(work, '--shard', f'{number}/2', '-o', number, '-f', 'json')[0])
        made = [path for path in (work / number).rglob('*') if path.is_file()]
        assert len(made) == data['files'] + 2, made
        moved += data['deleted']
        names += [str(path.relative_to(work / number)) for path in made if not path.name.startswith('.')]
    assert moved > 0 and len(names) == len(set(names)), 'no page went from one shard to the other'


@case
def shards_in_one_folder(work):
    """a shard is not built over another, nor over the whole site"""
    run(work, '--shard', '1/2')
    before = state(work / 'public')
    for args, holds in ((['2/2'], 'shard 1 of 2'), (['1/3'], 'shard 1 of 2'), (['2/2', '-n'], 'shard 1 of 2')):
        out, error = run(work, '--shard', *args, status=1)
        assert not out and f'this folder holds {holds} [foreign-file]' in error, error
    assert state(work / 'public') == before, 'something was written'
    out, _ = run(work)
    assert ' 0 deleted' in out, out
    out, error = run(work, '--shard', '1/2', status=1)
    assert not out and 'this folder holds the whole site [foreign-file]' in error, error


@case
def merged_shards(work):
    """check reads the folder that shards were copied into as the whole site, and a whole build takes it over"""
    def checked(folder):
        done = subprocess.run([case.program, 'check', '--output', folder], cwd=work, capture_output=True, text=True)
        return done.returncode, done.stdout.replace(f'{folder}/', ''), done.stderr

    run(work, '-o', 'whole')
    for number in '123':
        run(work, '--shard', f'{number}/3', '-o', number)
        shutil.copytree(work / number, work / 'public', dirs_exist_ok=True)
    for _ in range(2):
        assert checked('public') == checked('whole'), checked('public')
        out, _ = run(work)
        assert ' 0 written, ' in out and ' 0 deleted' in out, out
        assert sorted(path.name for path in (work / 'public').glob('.*')) == ['.replyglot-ledger', '.replyglot-manifest']


@case
def usage(work):
    """usage"""
    for args, said in ((['--diff', 'a', '--output', 'b'], '--diff names the folder itself'), (['--diff', ''], '--diff is empty'),
                       (['--format', 'xml'], '--format is text or json')):
        out, error = run(work, *args, status=2)
        assert not out and said in error, error


@case
def unused_scripts(work):
    """scripts of the lookup are no part of a site where nothing can be looked up; all else in assets/ is"""
    for name in ('decode.js', 'unpack.js', 'own.js', 'filter.js'):
        (work / 'templates/assets' / name).write_text('0\n')
    run(work)
    assets = {path.name.split('.')[0] for path in (work / 'public/assets').glob('*.js')}
    assert {'own', 'filter'} <= assets and not assets & {'decode', 'unpack'}, assets


@case
def lone_shard(work):
    """who checks shards of a site that are not all is told so, and not of one that is whole"""
    def check(folder):
        done = subprocess.run([case.program, 'check', '--output', folder], cwd=work, capture_output=True, text=True, timeout=60)
        return done.stderr
    for number in '23':
        run(work, '--shard', f'{number}/3', '-o', number)
        assert f'check: {number} holds 1 of 3 shards (the first is {number}): copy' in check(number)
    shutil.copytree(work / '2', work / '3', dirs_exist_ok=True)
    assert 'check: 3 holds 2 of 3 shards (the first is 2): copy' in check('3')
    run(work)
    (work / 'public/index.html').unlink()
    assert 'No such file' in check('public') and ' shards ' not in check('public')


@case
def nothing_to_compare(work):
    """a folder to compare with that is not there is a slip of the pen"""
    out, error = run(work, '--diff', 'pubilc', status=3)
    assert not out and error == 'replyglot build: pubilc: no such folder to compare with\n', out + error


@case
def at_once(work):
    """of two builds into a new folder one wins, and none takes the folder away from under the other"""
    shutil.copytree(work, work.parent / 'bad')
    change(work.parent / 'bad', CODE, 'retry:', 'retri:')
    for turn in range(20):
        folder = work.parent / f'new{turn}'
        sources = [work, work.parent / 'bad' if turn % 2 else work]
        both = [subprocess.Popen([case.program, 'build', '-q', '-s', source, '-o', folder], stderr=subprocess.PIPE, text=True)
                for source in sources]
        ended = [(process.communicate(timeout=60)[1], process.returncode) for process in both]
        busy = f'replyglot build: {folder}: another build is writing to this folder\n'
        assert all(end in (('', 0), (busy, 3)) or (source != work and end[1] == 1) for end, source in zip(ended, sources)), ended
        won = any(status == 0 for _, status in ended)
        assert won or sources[1] != work, ended
        assert (folder / 'index.html').exists() == won, ended
        assert won or not folder.exists() or not any(folder.iterdir()), ended  # it may be left by one for the other


case.finish()
