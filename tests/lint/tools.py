"""The checks that other programs make: clang-format, clang-tidy, shellcheck. As in tree.py, findings are lines; a
tool that is not there raises FileNotFoundError, which the runner turns into a skipped test."""
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FORMATTER = 14  # .clang-format is written for this release; another one breaks lines differently


def run(*command):
    """The exit status and all output of COMMAND."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def findings(output, root, level='(?:warning|error)', base=None):
    """The lines of a compiler-like OUTPUT that are findings, each once; their paths, which are absolute or start at
    BASE, start at ROOT."""
    found = [re.match(rf'(.+?)(:\d+:\d+: {level}: .*)', line) for line in output.splitlines()]
    return sorted({os.path.relpath(os.path.join(base or root, line[1]), root) + line[2] for line in found if line})


def code(root):
    return sorted(str(path) for top in ('src', 'tests') for path in (root / top).rglob('*')
                  if path.suffix in ('.c', '.h', '.cc', '.hh') and 'node_modules' not in path.parts)


def formatted(root):
    """scripts/format would change nothing."""
    release = re.search(r'version (\d+)', run('clang-format', '--version')[1])
    if int(release[1]) != FORMATTER:
        raise FileNotFoundError(f'clang-format {FORMATTER}')
    files = code(root)
    status, output = run('clang-format', '--dry-run', '-Werror', *files) if files else (0, '')
    return findings(output, root) or ([output] if status else [])


def tidy(root, build):
    """clang-tidy finds nothing in what BUILD compiles of src/ (.clang-tidy)."""
    database = json.loads((Path(build) / 'compile_commands.json').read_text(encoding='utf-8'))
    files = {os.path.normpath(Path(entry['directory']) / entry['file']) for entry in database}
    # The long ones first, so that no core is left with one of them at the end.
    files = sorted((file for file in files if file.startswith(f'{root}/src/')), key=os.path.getsize, reverse=True)

    def one(file):
        # Flags of another compiler are no finding.
        status, output = run('clang-tidy', '--quiet', '-p', str(build), '--extra-arg=-Wno-unknown-warning-option', file)
        return findings(output, root, base=build) or ([f'{file}: clang-tidy failed: {output}'] if status else [])

    run('clang-tidy', '--version')  # not there: said once, before the threads start
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return sorted({line for lines in pool.map(one, files) for line in lines})


def scripts(root):
    """Every shell script parses, and shellcheck finds nothing."""
    files = [path for top in ('scripts', '.ci', 'tests') for path in sorted((root / top).rglob('*'))
             if path.is_file() and 'node_modules' not in path.parts
             and (path.suffix == '.sh' or path.read_bytes().startswith(b'#!/bin/sh'))]
    found = []
    for path in files:
        status, output = run('sh', '-n', str(path))
        found += [line.replace(f'{root}/', '') for line in output.splitlines()]
        # `.` is followed from the root, where the scripts put themselves.
        status, output = run('shellcheck', '-x', '-P', str(root), '-f', 'gcc', str(path))
        found += findings(output, root, '(?:note|warning|error)') or ([output] if status else [])
    return found
