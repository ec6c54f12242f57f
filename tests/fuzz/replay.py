"""Runs a target on its seeds and on what the fuzzer once found.

Usage: replay.py PROGRAM TARGET ROOT."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import seeds


def main(program, target, root):
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / 'seeds', Path(root) / 'tests/fuzz/cases' / target]
        count = seeds.write(target, folders[0])
        folders = [folder for folder in folders if folder.is_dir()]
        # GLib's own blocks would hide from a sanitizer who reads behind one.
        done = subprocess.run([program, *folders], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False,
                              env={**os.environ, 'G_SLICE': 'always-malloc', 'TMPDIR': scratch})
    said = done.stdout.decode(errors='replace').splitlines()
    inputs = sum(len(list(folder.iterdir())) for folder in folders[1:]) + count
    if done.returncode or said[-1] != f'{inputs} inputs':
        print(*said[-60:], sep='\n')
        return 1
    print(said[-1])
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
