"""What shards make, copied together, is what one build makes: byte for byte, whatever the source.

Usage: shards.py PROGRAM ROOT CASE…, of the functions below. The results are in TAP."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
PROGRAM, ROOT = (Path(each).resolve() for each in sys.argv[1:3])


def scratch_below(needed):
    """Where NEEDED bytes have room: in memory, since a disk takes minutes to make and delete so many files. None: where
    tempfile likes."""
    memory = Path('/dev/shm')
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > needed
    return memory if roomy else None


def build(source, output, *args):
    """What the build says of itself."""
    done = subprocess.run([PROGRAM, 'build', '--source', source, '--output', output, '--format', 'json', *args],
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f'{args}: status {done.returncode}\n{done.stdout}{done.stderr}'
    return json.loads(done.stdout)


def digests(folder):
    """{path: digest} of all files but those for the next build, which tell what was built and by which program."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).digest()
    return {path: digest for path, digest in found.items() if not path.startswith('.replyglot-')}


def difference(whole, merged):
    """The first files that are not the same in both."""
    wrong = sorted(path for path in whole.keys() | merged.keys() if whole.get(path) != merged.get(path))
    return ', '.join(wrong[:5]) + f' and {len(wrong) - 5} more' * (len(wrong) > 5)


def move_together(part, into):
    """As `cp -r PART/. INTO` does, without a second copy; no file may be there already."""
    for top, _, names in os.walk(part):
        below = into / os.path.relpath(top, part)
        below.mkdir(parents=True, exist_ok=True)
        for name in names:
            assert not (below / name).exists(), f'{below / name} is in two shards'
            os.rename(os.path.join(top, name), below / name)
    shutil.rmtree(part)


def shards(source, work, count, *args):
    """Builds SOURCE as COUNT shards below WORK, merged into WORK/merged; how many files each has."""
    files = []
    for number in range(1, count + 1):
        made = build(source, work / 'part', '--shard', f'{number}/{count}', *args)
        files.append(made['files'])
        move_together(work / 'part', work / 'merged')
    return files


def whole_of(source, work):
    """The digests of a build of the whole; the files themselves would take the room of the shards."""
    made = build(source, work / 'whole')
    whole = digests(work / 'whole')
    shutil.rmtree(work / 'whole')
    assert len(whole) == made['files'], (len(whole), made)
    return whole


def compare(whole, source, work, count, *args):
    """COUNT shards against the digests WHOLE; then a build of the whole takes the merged for its own, with nothing to do.
    How many files each shard had."""
    files = shards(source, work, count, *args)
    merged = digests(work / 'merged')
    assert merged == whole, f'{count} shards differ in {difference(whole, merged)}'
    again = build(source, work / 'merged')
    assert (again['written'], again['unchanged'], again['deleted']) == (0, len(whole), 0), again
    left = sorted(path.name for path in (work / 'merged').glob('.*'))
    assert left == ['.replyglot-ledger', '.replyglot-manifest'], left
    shutil.rmtree(work / 'merged')
    return files


def shipped(work):
    """8 shards of the shipped content"""
    files = compare(whole_of(ROOT, work), ROOT, work, 8)
    assert max(files) < 2 * min(files), files


def made_up(work):
    """8 shards of 150 made-up codes in three languages"""
    source = work / 'source'
    subprocess.run([ROOT / 'tests/bench/make-content', '150', 'en,fr,es', source], check=True)
    files = compare(whole_of(source, work), source, work, 8)
    assert sum(files) > 34000 and max(files) < 2 * min(files), files


def first_pages(work):
    """pages do not depend on which page a worker makes first"""
    # What a worker keeps from its first page may show on that page, or only on one behind it: so each output alone, and
    # runs of every length, which begin at many outputs.
    for source in (ROOT / 'tests/diag/base', ROOT / 'tests/golden/signals'):
        whole = whole_of(source, work)
        assert len(whole) > 30, whole.keys()
        for count in (len(whole), *range(2, len(whole) // 2)):
            files = compare(whole, source, work, count, '--jobs', '1')
            assert count < len(whole) or files == [1] * count, files


CASES = {'shipped': (shipped, 1 << 29), 'made-up': (made_up, 3 << 29), 'first-pages': (first_pages, 1 << 26)}
failed = 0
names = sys.argv[3:]
print(f'1..{len(names)}')
for number, name in enumerate(names, 1):
    function, needed = CASES[name]
    with tempfile.TemporaryDirectory(dir=scratch_below(needed)) as folder:
        try:
            function(Path(folder))
            fault = ''
        except (AssertionError, OSError, subprocess.SubprocessError, ValueError) as error:
            fault = str(error) or repr(error)
    failed += bool(fault)
    print(f'{"not ok" if fault else "ok"} {number} - {function.__doc__}')
    print(''.join(f'# {line}\n' for line in fault.splitlines()), end='')
sys.exit(failed > 0)
