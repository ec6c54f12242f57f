"""What the tests of single commands share: each case works on a copy of a clean source, and is told in TAP."""
import http.client
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


class Cases:
    """Of COMMAND, with the program and the source that the command line names: TEST.py PROGRAM BASE."""

    def __init__(self, command):
        self.command = command
        self.program, self.base = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
        self.results = []

    def run(self, work, *args, status=0):
        """Runs the command in WORK, which ends with STATUS (None: any); what it printed on both streams."""
        done = subprocess.run([self.program, self.command, *args], cwd=work, capture_output=True, text=True, timeout=60)
        assert status in (None, done.returncode), f'{args}: status {done.returncode}, not {status}\n{done.stdout}{done.stderr}'
        return done.stdout, done.stderr

    def __call__(self, function):
        """Runs FUNCTION, whose docstring is the name of the case, on a fresh copy."""
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder) / 'site'
            shutil.copytree(self.base, work)
            try:
                function(work)
                self.results.append((function.__doc__, None))
            except (AssertionError, subprocess.SubprocessError, KeyError, ValueError, OSError,
                    http.client.HTTPException) as fault:
                self.results.append((function.__doc__, str(fault) or repr(fault)))
        return function

    def finish(self):
        print(f'1..{len(self.results)}')
        for number, (name, fault) in enumerate(self.results, 1):
            print(f'{"not ok" if fault else "ok"} {number} - {name}')
            if fault:
                print(''.join(f'# {line}\n' for line in fault.splitlines()), end='')
        sys.exit(any(fault for _, fault in self.results))


def change(work, file, before, after):
    """Puts AFTER in the place of BEFORE, which stands in FILE."""
    path = work / file
    text = path.read_text(encoding='utf-8')
    assert before in text, f'{file} has no {before!r}'
    path.write_text(text.replace(before, after, 1), encoding='utf-8')
