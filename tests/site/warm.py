"""Warm equals cold: after any edit of the source or of the output, a build into the folder of the build before gives
byte for byte what a build into a fresh one gives, says the same, and leaves the files of others alone.

Usage: warm.py PROGRAM ROOT [SEED [EDITS]]. One output folder lives through all edits; the same seed gives the same
edits (only when a build is killed is the clock's). An edit that makes the source a bad one must leave the output as it
is, byte for byte, and is undone. What cannot be told to be ours any more is refused as a foreign file; then the
folder is emptied, as the hint says. The results are in TAP: a line for each kind of edit, then the proof that each of
some careless builders is found out."""
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent / 'lib'))
from careless import PROOF  # noqa: E402
from trial import Program, Trial, Wrong  # noqa: E402

SEED, EDITS = 20, 320


def found_out(program, made, builder, kind, text):
    """None, or what is wrong with the proof: BUILDER errs at edits of KIND, which has to be told with TEXT."""
    with scratch() as folder:
        trial = Trial(program, builder(program), made, folder, SEED)
        do = trial.kinds()[kind][1]
        try:
            for _ in range(9):
                do()
        except Wrong as wrong:
            return None if text in str(wrong) else f'it was told as: {wrong}'
        return 'it was not found out'


@contextlib.contextmanager
def scratch():
    """A folder, in memory where there is room: the same files on a disk take several times as long."""
    memory = Path('/dev/shm')
    roomy = 'TMPDIR' not in os.environ and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 29
    with tempfile.TemporaryDirectory(prefix='replyglot-warm-', dir=memory if roomy else None) as folder:
        yield Path(folder)


def many(count, what):
    return f'{count} {what}{"" if count == 1 else "s"}'


def try_edits(program, made, seed, count):
    """Results for TAP: [(what, None or the fault)]"""
    with scratch() as folder:
        trial = Trial(program, Program(program), made, folder, seed)
        try:
            kinds = trial.run(count)
        except Wrong as wrong:
            return [(f'warm equals cold, seed {seed}', str(wrong))]
        of = lambda kind: f'{many(trial.tried[kind], "edit")}' + (
            f', {trial.refused[kind]} refused' if trial.refused[kind] else '') + (
            f', {trial.killed} of the builds in time' if kind == 'a build killed' else '')
        print(f'# {many(sum(trial.tried.values()), "edit")} of {many(len(kinds), "kind")}')
        return [(f'{kind}: {of(kind)}', None) for kind in kinds]


def main(program, root, seed=SEED, count=EDITS):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that folders in memory do not outlive us
    program = Path(program).resolve()
    print(f'# seed {seed}, at least {count} edits')
    with scratch() as folder:
        made = folder / 'made'
        subprocess.run([Path(root) / 'tests/bench/make-content', '8', 'en,fr,es', made], check=True)
        results = try_edits(program, made, int(seed), int(count))
        for name, how in PROOF.items():
            results.append((f'proof: a builder that is careless about {name}', found_out(program, made, *how)))
    print(f'1..{len(results)}')
    for number, (name, fault) in enumerate(results, 1):
        print(f'{"not ok" if fault else "ok"} {number} - {name}')
        print(''.join(f'# {line}\n' for line in (fault or '').splitlines()), end='')
    return any(fault for _, fault in results)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
