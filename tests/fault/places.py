"""Odd places: a source and an output that cannot be written, on other file systems, behind links, among files of odd
names and times.

Usage: places.py PROGRAM BASE. The results are in TAP."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'cli'))
from cases import Cases, change  # noqa: E402

case = Cases('build')
run = case.run
CODES = 'content/ktl/codes'
# As the kernel takes them: no text at all, control characters, what a shell or a terminal would act on, very long.
ODD = [b'\xff\xfe', b'two\nlines', b'\x1b[31mred', b'-rf', b'a b', b'*', b'`x`$(y)', b'%41', 'é\u202e'.encode(), b'n' * 255]


def files(folder):
    return {os.path.relpath(path, bytes(folder)): Path(os.fsdecode(path)).read_bytes()
            for path in (os.path.join(at, name) for at, _, names in os.walk(bytes(folder)) for name in names)
            if os.path.isfile(path)}


def marks(folder):
    """What a write would change, of all that stands there."""
    return {str(path): (status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_mode)
            for path in [folder, *folder.rglob('*')] for status in [path.lstat()]}


def on_read_only(folder, work, *args):
    """Runs the program where FOLDER is a read-only file system; None where such a place cannot be made."""
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit 99; exec "$@"'
    done = subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, folder, case.program,
                           *args], cwd=work, capture_output=True, text=True, timeout=60)
    return None if done.returncode == 99 or done.stderr.startswith('unshare:') else done


@case
def read_only_source(work):
    """nothing is written to the source, which may be read-only"""
    for path in [work, *work.rglob('*')]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = marks(work)
    with tempfile.TemporaryDirectory() as other:
        run(work, '--output', other)
        assert (Path(other) / 'index.html').is_file()
    subprocess.run([case.program, 'check'], cwd=work, check=True, capture_output=True)
    assert marks(work) == before, 'something in the source was touched'
    for path in [work, *work.rglob('*')]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = on_read_only(work / 'content', work, 'new', 'code', '42')
    assert done is None or done.returncode == 3 and 'content/ktl/codes/42.yaml: Read-only file system' in done.stderr, done
    assert not (work / f'{CODES}/42.yaml').exists()


@case
def read_only_output(work):
    """an output that is read-only: said, and as it was; where nothing has to change it does not matter"""
    run(work)
    before = marks(work / 'public')
    done = on_read_only(work / 'public', work, 'build')
    assert done is None or done.returncode == 0 and ' 0 written' in done.stdout, done
    change(work, f'{CODES}/41.yaml', 'will not pour', 'will never pour')
    done = on_read_only(work / 'public', work, 'build')
    assert done is None or done.returncode == 3, done
    assert done is None or done.stderr.endswith('replyglot build: public/.replyglot-manifest: Read-only file system\n'), done.stderr
    assert done is None or marks(work / 'public') == before


@case
def other_file_system(work):
    """an output on another file system has the same bytes, also behind a link, and with TMPDIR on a third"""
    run(work)
    here = files(work / 'public')
    with tempfile.TemporaryDirectory(dir='/dev/shm') as there:
        run(work, '--output', f'{there}/site')
        (work / 'link').symlink_to(f'{there}/linked')
        Path(there, 'linked').mkdir()
        run(work, '--output', 'link')
        for name in ('site', 'linked'):
            assert files(Path(there, name)) == here, f'{name} differs'
        assert (work / 'link').is_symlink()


@case
def linked_output(work):
    """an output that is a link: to a folder, to nowhere, to a file, to itself"""
    run(work)
    here = files(work / 'public')
    (work / 'real').mkdir()
    for name, to in (('one', 'real'), ('two', 'one'), ('slash', f'{work}/real/')):
        (work / name).symlink_to(to)
        run(work, '--output', name)
        run(work, '--output', f'{name}/')
        assert (work / name).is_symlink() and files(work / 'real') == here, name
    (work / 'plain').write_bytes(b'mine')
    for name, to, said in (('nowhere', 'gone', 'No such file or directory'), ('file', 'plain', 'Not a directory'),
                           ('loop', 'loop', 'Too many levels of symbolic links')):
        (work / name).symlink_to(to)
        out, error = run(work, '--output', name, status=3)
        assert not out and error == f'replyglot build: {name}: {said}\n', error
        assert (work / name).is_symlink() and not (work / 'gone').exists(), name


@case
def odd_names_in_output(work):
    """files of odd names in the output are left alone"""
    run(work)
    for name in ODD:
        Path(os.fsdecode(bytes(work / 'public/en') + b'/' + name)).write_bytes(b'mine')
        os.mkdir(bytes(work / 'public/fr') + b'/' + name)
    os.mkfifo(work / 'public/en/pipe')
    before = marks(work / 'public')
    run(work)
    assert marks(work / 'public') == before
    change(work, f'{CODES}/41.yaml', 'name: Lid Open', 'name: Lid Ajar')
    run(work)
    after = marks(work / 'public')
    odd = [path for path in before if os.fsencode(os.path.basename(path)) in [*ODD, b'pipe']]
    assert len(odd) == 2 * len(ODD) + 1 and all(before[path] == after[path] for path in odd)


@case
def odd_names_of_folders(work):
    """source and output may have odd names; what is said of them is one line, and JSON is JSON"""
    run(work)
    here = files(work / 'public')
    for name in ODD[:-1]:
        source, output = bytes(work) + b'/s' + name, bytes(work) + b'/o' + name
        for part in ('content', 'locales', 'templates'):
            shutil.copytree(bytes(work / part), os.path.join(source, os.fsencode(part)))
        done = subprocess.run([bytes(case.program), b'build', b'-s', source, b'-o', output, b'-f', b'json'],
                              capture_output=True, timeout=60)
        assert done.returncode == 0, done
        json.loads(done.stdout.decode())
        assert files(Path(os.fsdecode(output))) == here, name
        shutil.rmtree(source)


@case
def odd_names_in_source(work):
    """files of odd names in the source are findings, each in one line that is text"""
    for folder in ('content', CODES, 'content/ktl/wire', 'templates', 'templates/assets', 'locales'):
        for name in ODD:
            for end in (b'', b'.yaml'):
                if len(name + end) < 256:
                    with open(os.path.join(bytes(work / folder), name + end), 'wb') as file:
                        file.write(b'x: 1\n')
    done = subprocess.run([case.program, 'check'], cwd=work, capture_output=True, timeout=60)
    text = done.stdout.decode()
    assert done.returncode == 1, done.returncode
    for line in text.splitlines():
        assert line.startswith('  ') or ': error: ' in line or ': warning: ' in line, repr(line)
    assert not [char for char in text if ord(char) < 32 and char != '\n' or char == '\u202e'], 'a control character'
    for form in ('json', 'sarif'):
        done = subprocess.run([case.program, 'check', '-f', form], cwd=work, capture_output=True, timeout=60)
        assert done.returncode == 1, done.returncode
        json.loads(done.stdout.decode())
    out, _ = run(work, status=1)
    assert not out and not (work / 'public').exists()


@case
def what_is_no_file(work):
    """what is no file in the source, and has the name of one, is a finding, and nobody waits for it"""
    places = [f'{CODES}/{{}}.yaml', 'content/ktl/wire/{}.yaml', 'content/ktl/pairs/{}.yaml', 'templates/{}.html',
              'templates/assets/{}.js', 'templates/partials/{}.html']
    for place in places:
        for name, make in (('50', os.mkfifo), ('51', os.mkdir), ('52', lambda path: os.symlink('nowhere', path)),
                           ('53', lambda path: os.symlink(os.path.basename(path), path)),
                           ('54', lambda path: socket.socket(socket.AF_UNIX).bind(os.path.relpath(path)))):
            path = work / place.format(name)
            path.parent.mkdir(exist_ok=True)
            os.chdir(path.parent)
            make(path)
            done = subprocess.run([case.program, 'check'], cwd=work, capture_output=True, text=True, timeout=20)
            assert done.returncode == 1 and place.format(name) in done.stdout, f'{place.format(name)}: {done}'
            shutil.rmtree(path) if name == '51' else path.unlink()
    os.chdir('/')
    subprocess.run([case.program, 'check'], cwd=work, check=True, capture_output=True)


@case
def odd_times(work):
    """files from long ago, and from a time to come, give the same bytes, and a change is seen all the same"""
    run(work)
    for clock in (0, -10 ** 9, 2 ** 33):  # before 1970 and after 2106, as on a machine with a wrong clock
        for path in [*work.rglob('*')]:
            os.utime(path, (clock, clock))
        before = marks(work / 'public')
        out, _ = run(work)
        assert ' 0 written' in out and marks(work / 'public') == before, out
        change(work, f'{CODES}/41.yaml', 'name: ', 'name: The ')
        os.utime(work / f'{CODES}/41.yaml', (clock, clock))
        run(work)
        run(work, '--output', 'fresh')
        assert files(work / 'public') == files(work / 'fresh'), 'other bytes'
        shutil.rmtree(work / 'fresh')


case.finish()
