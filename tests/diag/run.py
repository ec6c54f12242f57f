"""Bad sources, each with what is said about it.

Usage: run.py [--accept] PROGRAM FILE…

A FILE of cases/ holds cases about one thing. A case is a change to a copy of the source in base/, and after a line
"---" the exact standard output of `replyglot check`:

    == an unknown word
    @ content/ktl/codes/40.yaml
    - retry: later
    + retry: sometimes
    ---
    content/ktl/codes/40.yaml:6:8: error: …

The lines of a change:
    @ FILE         the following lines are about this file
    - LINE         a whole line of the file, which stands in it once; the "+" lines after it take its place
    + LINE         a line to put there, or at the end of the file (which may be a new one) when no "-" stands before
    ! write        the "+" lines after it are the whole file; in them \\xNN is a byte, \\n ends a line
    ! delete       the file, or the folder, is taken away
    ! mkdir        a folder stands in its place
    ! link TARGET  a symbolic link stands in its place
    ! size N       it is filled up with comment lines to N bytes
    ! base-url URL (no file) build gets this option

FILE is below the source folder; "out/…" is the output folder, in which a built site stands.

After "--- build" follow the findings of `replyglot build`; without it, build must say what check says. Where there is
an error both exit with 1 and nothing in the output folder has changed, not even a time. --accept writes into the file
what the program says now: read the difference before you believe it. The results are in TAP."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent / 'base'


class Case:
    def __init__(self, name, text):
        self.name = name
        self.change, rest = re.split(r'^---\n', text, maxsplit=1, flags=re.M)
        self.check, self.build = (re.split(r'^--- build\n', rest, maxsplit=1, flags=re.M) + [None])[:2]

    def text(self):
        build = '' if self.build is None else f'--- build\n{self.build}'
        return f'== {self.name}\n{self.change}---\n{self.check}{build}'


def read_cases(path):
    head, *parts = re.split(r'^== (.*)\n', path.read_text(encoding='utf-8'), flags=re.M)
    assert not head, f'{path}: does not begin with a case'
    return [Case(name, text) for name, text in zip(parts[::2], parts[1::2])]


def apply(change, work):
    """Makes the change in WORK; returns the options that build gets besides."""
    options, path, lines, at = [], None, None, None
    raw = False

    def flush():
        if lines is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b''.join(lines))

    for line in change.splitlines():
        sign, rest = line[:1], line[2:]
        if not line:
            continue
        if sign == '@':
            flush()
            path = work / (rest if rest.startswith('out/') else f'src/{rest}')
            lines, at, raw = None, None, False
        elif sign == '-':
            if lines is None:
                lines = path.read_bytes().splitlines(keepends=True)
            wanted = rest.encode() + b'\n'
            assert lines.count(wanted) == 1, f'{path.name} has the line {lines.count(wanted)} times: {rest}'
            at = lines.index(wanted)
            del lines[at]
        elif sign == '+':
            if lines is None:
                lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
            new = rest.encode() + b'\n'
            if raw:
                new = re.sub(rb'\\x([0-9a-f]{2})', lambda m: bytes([int(m[1], 16)]), new).replace(b'\\n', b'\n')
            at = len(lines) if at is None else at
            lines.insert(at, new)
            at += 1
        elif line == '! write':
            lines, at, raw = [], None, True
        elif line == '! delete':
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif line == '! mkdir' or sign == '!' and rest.startswith('link '):
            if path.exists():
                path.unlink()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir() if line == '! mkdir' else path.symlink_to(rest[5:])
        elif sign == '!' and rest.startswith('size '):
            with path.open('ab') as file:
                while file.tell() < int(rest[5:]):
                    file.write(b'# ' + b'x' * min(997, int(rest[5:]) - file.tell() - 3) + b'\n')
        elif sign == '!' and rest.startswith('base-url '):
            options += ['--base-url', rest[9:]]
        else:
            raise AssertionError(f'not a line of a change: {line}')
    flush()
    return options


def state(folder):
    """Everything that a reader of FOLDER could see change."""
    found = {}
    for path in sorted(folder.rglob('*')):
        status = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b''
        found[str(path)] = (status.st_mode, status.st_mtime_ns, status.st_ino, content)
    found['.'] = folder.stat().st_mtime_ns
    return found


def run(program, work, *args):
    return subprocess.run([program, *args], cwd=work, capture_output=True, text=True, timeout=60,
                          env={name: os.environ[name] for name in os.environ if name != 'GITHUB_ACTIONS'})


def count(number, what):
    return f'{number} {what}' if number == 1 else f'{number} {what}s'


def problems(case, work, program):
    """What is wrong with what the program does; CASE then holds what it says."""
    found = []
    shutil.copytree(BASE, work / 'src', symlinks=True)
    options = apply(case.change, work)
    before = state(work / 'out')
    check = run(program, work, 'check', '--source', 'src')
    build = run(program, work, 'build', '--source', 'src', '--output', 'out', *options)

    errors = len(re.findall(r'^\S.*? error: ', check.stdout, re.M))
    warnings = len(re.findall(r'^\S.*? warning: ', check.stdout, re.M))
    notes = len(re.findall(r'^\S.*? note: ', check.stdout, re.M))
    noted = f', {count(notes, "note")}' if notes else ''
    summary = (f'replyglot check: {count(errors, "error")}, {count(warnings, "warning")}{noted}\n'
               if errors or warnings or notes else '')
    if (check.returncode, check.stderr) != (1 if errors else 0, summary):
        found.append(f'check ended with {check.returncode} and said on standard error:\n{check.stderr}')
    if check.stdout != case.check:
        found.append(f'check said:\n{check.stdout}')

    said = case.check if case.build is None else case.build
    errors = len(re.findall(r'^\S.*? error: ', build.stderr, re.M))
    findings = build.stderr.removesuffix(f'replyglot build: {count(errors, "error")}; nothing was written\n')
    if build.returncode != (1 if errors else 0) or (findings == build.stderr) != (not errors):
        found.append(f'build ended with {build.returncode} and said:\n{build.stderr}')
    if findings != said:
        found.append(f'build said:\n{findings}')
    if errors and (build.stdout or state(work / 'out') != before):
        found.append('build wrote something')
    case.check = check.stdout
    case.build = None if findings == check.stdout else findings
    return found


def main(program, *paths):
    accept = program == '--accept'
    if accept:
        program, *paths = paths
    program = os.path.abspath(program)
    cases = [(Path(path), read_cases(Path(path))) for path in paths]
    print(f'1..{sum(len(some) for _, some in cases)}')
    failed = number = 0
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / 'built'
        first = run(program, scratch, 'build', '--source', str(BASE), '--output', str(built))
        assert first.returncode == 0, first.stderr
        for path, some in cases:
            for case in some:
                number += 1
                work = Path(scratch) / 'work'
                work.mkdir()
                shutil.copytree(built, work / 'out', symlinks=True)
                found = problems(case, work, program)
                shutil.rmtree(work)
                failed += bool(found)
                print(f'{"not ok" if found else "ok"} {number} - {path.stem}: {case.name}')
                for line in '\n'.join(found).splitlines():
                    print(f'# {line}')
            if accept:
                path.write_text(''.join(case.text() for case in some), encoding='utf-8')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
