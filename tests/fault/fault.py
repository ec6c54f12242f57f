"""The machine fails at every system call of a command in turn, and somebody kills the command there: afterwards every
file is whole and as it was or as it should be, files of others are untouched, the reason was told, and the next run puts
everything right.

Usage: fault.py PROGRAM INJECT BASE EVERY SCENARIO…: INJECT is the program beside this file, BASE a small clean source,
a SCENARIO one of SCENARIOS, with "-N" for N threads. EVERY 1 is the full run: each call fails with each error that fits
it (with more threads these take turns, since no two runs make their calls in the same order), is killed and terminated.
EVERY N takes each Nth call, which fails once, the errors taking turns, and is killed once. The results are in TAP; each
tells how many runs there were. What a next run makes of a state is
looked at once for each state (path by path, byte by byte) that a run has left."""
import collections
import errno
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / 'site/lib'))
from outputs import tree  # noqa: E402

DONE, FINDINGS, IO = 0, 1, 3
PROCESSORS = os.sched_getaffinity(0)
MEMORY = {'mmap', 'brk', 'mremap', 'mprotect'}
# Where memory runs out, GLib and ctemplate end the program by design, with a message; the C library's own allocator
# crashes when its first block cannot grow.
CRASH = f'signal {signal.SIGSEGV:d}'
OUT_OF_MEMORY = {f'signal {signal.SIGABRT:d}', f'signal {signal.SIGTRAP:d}', CRASH}
FOREIGN = {'CNAME': b'docs.example.org\n', 'en/own/notes.txt': b'mine\n', '.else.replyglot-tmp': b'mine as well\n'}


@dataclass
class Call:
    """One that came to grief: which it was, what it is about, how many errors fit it, and the one that it got."""
    number: int
    name: str
    fd: int
    errors: int
    error: int
    path: str

    def __str__(self):
        return f'{self.name} {self.path}' + (f': {errno.errorcode[self.error]}' if self.error else '')


@dataclass
class Run:
    call: Call  # None where the command made fewer
    ended: str  # "exit 0", "signal 9", "hung"
    out: str
    messages: str


def digest(files):
    return hashlib.sha256(repr(sorted(files.items())).encode()).digest()


def figures_out(text):
    """An old page that cannot be read is written anew, and counted so: the figures may differ."""
    return re.sub(r'\d+', '', text)


def is_temporary(path):
    return any(part.startswith('.') and '.replyglot-' in part for part in path.split('/'))


class Scenario:
    """A command in a folder of its own. START is what the folder is like before, NEW what it is like after."""
    source = 'source'
    foreign = {}  # files in the folder that are none of the command's business

    def __init__(self, program, inject, base, scratch, jobs):
        self.program, self.inject, self.jobs = program, inject, jobs
        self.start, self.work, self.report = scratch / 'start', scratch / 'work', scratch / 'report'
        shutil.copytree(base, self.start / self.source)
        self.prepare()
        for path, data in self.foreign.items():
            (self.start / path).parent.mkdir(parents=True, exist_ok=True)
            (self.start / path).write_bytes(data)
        self.old = tree(self.start)
        self.reset()
        done = self.run()
        assert done.returncode == DONE, done.stderr
        self.said = done.stdout
        self.new = tree(self.work)
        self.states = {}  # of the folder, and what a next run makes of them
        self.reset()

    def prepare(self):
        """Makes the start more than a copy of the source."""

    def change(self, file, old, new):
        path = self.start / self.source / file
        text = path.read_text(encoding='utf-8')
        assert old in text, f'{file}: {old}'
        path.write_text(text.replace(old, new), encoding='utf-8')

    def reset(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.start, self.work, symlinks=True)
        self.marks = {path: self.mark(path) for path in self.foreign}

    def mark(self, path):
        """What a write would change."""
        status = (self.work / path).lstat()
        return status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_mode

    def command(self):
        return [self.program, *self.args]

    def run(self, *before):
        return subprocess.run([*before, *self.command()], cwd=self.work, capture_output=True, text=True, check=False,
                              env={'PATH': '/usr/bin', 'LANG': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1795305600'})

    def inject_at(self, nth, what):
        """Runs the command; its NTH system call comes to grief."""
        done = self.run(self.inject, self.report, str(nth), what)
        if done.returncode == 77:
            print(f'1..0 # SKIP {done.stderr.strip()}')
            sys.exit(0)
        assert done.returncode == 0, done.stderr
        *calls, ended = self.report.read_text(encoding='utf-8', errors='replace').splitlines()
        return [self.read_call(line) for line in calls], ended, done

    @staticmethod
    def read_call(line):
        number, name, fd, errors, error, path = line.split(' ', 5)
        return Call(int(number), name, int(fd), int(errors), int(error), path)

    def try_at(self, nth, what):
        calls, ended, done = self.inject_at(nth, what)
        return Run(calls[0] if calls else None, ended, done.stdout, done.stderr)

    # What is to be said of a run.

    def faults(self, run, what):
        """What is wrong with it, and with what it left behind; each a line."""
        now = tree(self.work)
        found = [*self.told(run, what, now), *self.lost(now)]
        if now == self.old and not found:
            return found
        key = digest(now)
        if key not in self.states:
            self.states[key] = self.next_run()
        self.reset()
        return found + self.states[key]

    def told(self, run, what, now):
        """How the command ended, and what it said."""
        if what in ('kill', 'term'):
            number = signal.SIGKILL if what == 'kill' else signal.SIGTERM
            return [] if run.ended == f'signal {number:d}' or not run.call else [f'ended by {run.ended}']
        if run.ended == f'exit {DONE}':
            return [f'nothing was said, but {path} is wrong' for path in self.differences(now)][:1] + (
                [] if figures_out(run.out) == figures_out(self.said) else [f'success, but it printed: {run.out}'])
        if run.call.name in MEMORY and run.ended in OUT_OF_MEMORY:
            return [] if run.messages or run.ended == CRASH else ['it ended without a word']
        if run.ended not in (f'exit {FINDINGS}', f'exit {IO}'):
            return [f'{run.ended}: {run.messages}']
        reason = 'another build' if run.call.error == errno.EWOULDBLOCK else os.strerror(run.call.error)
        mute = run.call.name.startswith('write') and run.call.fd == 2
        said = run.messages + run.out
        return [] if mute or reason in said else [f'{run.ended} without the reason: {said}']

    def differences(self, now):
        return sorted(path for path in now.keys() | self.new.keys() if now.get(path, 0) != self.new.get(path, 0))

    def lost(self, now):
        """Files that are neither the old nor the new ones, and files of others that were touched."""
        whole = lambda path, data: any(path in site and site[path] == data for site in (self.old, self.new))
        found = [f'{path} is neither the old nor the new one' for path, data in now.items()
                 if data is not None and not is_temporary(path) and not whole(path, data)]
        found += [f'{path} is gone' for path in self.old.keys() & self.new.keys() if path not in now]
        return found + [f'{path} of others was touched' for path in self.foreign
                        if path not in now or now[path] != self.foreign[path] or self.mark(path) != self.marks[path]]

    def next_run(self):
        done = self.run()
        now = tree(self.work)
        if done.returncode != DONE:
            return [f'the next run ends with {done.returncode}: {done.stderr}']
        return [f'after the next run {path} is wrong' for path in self.differences(now)] + self.lost(now)


class Fresh(Scenario):
    """build into a folder that is not there"""

    def __init__(self, *args):
        self.args = ['build', '--source', 'source', '--output', 'new/site', '--jobs', str(args[-1])]
        super().__init__(*args)


class Over(Scenario):
    """build over an older site, among files of others"""
    foreign = {f'site/{path}': data for path, data in FOREIGN.items()}

    options = []

    def __init__(self, *args):
        self.args = ['build', '--source', 'source', '--output', 'site', '--jobs', str(args[-1]), *self.options]
        super().__init__(*args)

    def build(self):
        subprocess.run([self.program, 'build', '--source', self.start / 'source', '--output', self.start / 'site',
                        *self.options], check=True, capture_output=True)

    def prepare(self):
        self.build()
        self.change('content/ktl/codes/20.yaml', 'code: 20', 'code: 21')  # pages come and go
        for file in sorted((self.start / 'source/content/ktl/codes').glob('20.*')):
            file.rename(file.with_name(file.name.replace('20', '21')))
        self.change('content/ktl/codes/41.yaml', 'name: Lid Open', 'name: Lid Ajar')  # and others change


class Compress(Over):
    """build over an older site with compressed copies"""
    options = ['--compress', 'gzip,br']


class KeepAssets(Over):
    """build over an older site whose last two generations of assets stay"""
    options = ['--keep-assets', '2']

    def restyle(self, colour):
        with (self.start / 'source/templates/assets/site.css').open('a', encoding='utf-8') as style:
            style.write(f'a {{ color: {colour}; }}\n')

    def prepare(self):
        for colour in ('red', 'green'):
            self.build()
            self.restyle(colour)
        super().prepare()
        self.restyle('blue')


class Swap(KeepAssets):
    """build --swap: at any time the site as a whole is the old one or the new one, with what is kept of older ones"""
    foreign = {}
    options = ['--swap', '--keep-assets', '2']

    def prepare(self):
        super().prepare()
        self.change('content/ktl/codes/41.yaml', 'will not pour', 'cannot pour')

    @staticmethod
    def part(site, folder):
        return {path[len(folder):]: data for path, data in site.items() if path.startswith(folder)}

    def shown(self, site):
        """All but the folder beside, which may be on its way from any of the three sites to another."""
        return {path: data for path, data in site.items() if not path.startswith('site.next')}

    def differences(self, now):
        now, new = self.shown(now), self.shown(self.new)
        return sorted(path for path in now.keys() | new.keys() if now.get(path, 0) != new.get(path, 0))

    def lost(self, now):
        sites = [self.part(site, folder) for site in (self.old, self.new) for folder in ('site/', 'site.next/')]
        found = [f'site.next/{path} is of none of the sites' for path, data in self.part(now, 'site.next/').items()
                 if data is not None and not is_temporary(path) and not any(site.get(path, 0) == data for site in sites)]
        if self.shown(now) not in (self.shown(self.old), self.shown(self.new)):
            found.append('the site is neither the old one nor the new one')
        return found


SCENARIOS = {'fresh': Fresh, 'over': Over, 'compress': Compress, 'keep_assets': KeepAssets, 'swap': Swap}


def ways(scenario, call, every):
    """What happens to CALL."""
    if scenario.jobs > 1:
        fails = ['fail'] * (call.errors > 0)
    elif every == 1:
        fails = [f'fail:{i}' for i in range(call.errors)]
    else:  # by turns among the calls that are taken
        fails = [f'fail:{call.number // every % call.errors}'] if call.errors else []
    return [*fails, 'kill'] + ['term'] * (every == 1)


def try_all(scenario, every):
    """Every Nth call of SCENARIO: what it came to, and what was wrong, each with the calls at which it was."""
    calls, ended, done = scenario.inject_at(0, 'fail')
    assert ended == 'exit 0', f'{ended}: {done.stderr}'
    scenario.reset()
    counts, faults = collections.Counter(calls=len(calls)), collections.defaultdict(list)
    for call in calls[every - 1::every]:
        for what in ways(scenario, call, every):
            run = scenario.try_at(call.number, what)
            counts[what[:4] if run.call else 'late'] += 1
            for fault in scenario.faults(run, what):
                faults[fault].append(str(run.call) if what.startswith('fail') else f'{what} at {run.call}')
    told = (f'{counts["calls"]} system calls, {counts["fail"]} failed runs, {counts["kill"]} killed, '
            f'{counts["term"]} terminated, {counts["late"]} ended before; {len(scenario.states)} states left')
    return told, [f'{fault} ({len(at)}: {"; ".join(at[:3])})' for fault, at in faults.items()]


def main(program, inject, base, every, *wanted):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(f'1..{len(wanted)}')
    failed = False
    for number, name in enumerate(wanted, 1):
        kind, _, jobs = name.partition('-')
        # One processor, one thread: every run makes the same calls in the same order, and less time goes to waking us.
        os.sched_setaffinity(0, PROCESSORS if int(jobs or 1) > 1 else {min(PROCESSORS)})
        with tempfile.TemporaryDirectory(dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None) as scratch:
            scenario = SCENARIOS[kind](os.path.abspath(program), os.path.abspath(inject), base, Path(scratch),
                                       int(jobs or 1))
            told, faults = try_all(scenario, int(every))
        failed |= bool(faults)
        print(f'{"not ok" if faults else "ok"} {number} - {SCENARIOS[kind].__doc__}, {jobs or 1} thread(s): {told}')
        for fault in faults[:40]:
            print(*(f'# {line}' for line in fault.splitlines()), sep='\n')
    return failed


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
