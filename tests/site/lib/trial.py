"""One source, one output folder that lives through all edits of it (the warm one), and what a build has to make of
both."""
import collections
import random
import shutil
import signal
import subprocess
import time

import edit_records  # noqa: F401 (fills the table of edits)
import edit_site  # noqa: F401
import edits
import outputs
from outputs import MANIFEST, Output, is_foreign, tree
from source import Source

OTHER = 'https://elsewhere.example/below/'
DONE, FINDINGS = 0, 1
PAST = 4  # whole sites that are kept to be put back


class Wrong(Exception):
    """What the warm build should not have done."""


class Program:
    """The builder: what it says and how it ended."""

    def __init__(self, path):
        self.path = path

    def start(self, source, output, args):
        return subprocess.Popen([self.path, 'build', '--source', source, '--output', output, *args],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def build(self, source, output, args):
        process = self.start(source, output, args)
        said, messages = process.communicate()
        return process.returncode, said, messages


def compare(cold, warm):
    for path in sorted(cold.keys() | warm.keys()):
        if path not in warm:
            raise Wrong(f'{path} is missing')
        if path not in cold:
            raise Wrong(f'{path} should not be there')
        if cold[path] != warm[path]:
            raise Wrong(f'{path} has other bytes: {difference(cold[path], warm[path])}')


def difference(cold, warm):
    if not isinstance(cold, bytes) or not isinstance(warm, bytes):
        return f'{cold!r:.99} is {warm!r:.99}'
    at = next((i for i, (a, b) in enumerate(zip(cold, warm)) if a != b), min(len(cold), len(warm)))
    around = slice(max(at - 40, 0), at + 60)
    return f'at {at} of {len(cold)} {cold[around]!r} is {warm[around]!r}'


def is_temporary(path):
    return any(part.startswith('.') and '.replyglot-' in part for part in path.split('/')) or path == MANIFEST


class Trial:
    """One source, one warm folder, and what was done to them so far."""

    def __init__(self, program, warm, made, scratch, seed):
        self.random = random.Random(seed)
        self.cold, self.warm, self.scratch = Program(program), warm, scratch
        shutil.copytree(made, scratch / 'source')
        self.source = Source(program, scratch / 'source', self.random)
        self.output = Output(scratch / 'warm', self.random)
        self.address = []  # the option
        self.tried, self.refused, self.shown = (collections.Counter() for _ in range(3))
        self.killed = 0
        self.seconds = 0.0  # of the last cold build
        self.output.other = self.fresh(['--base-url', OTHER])[3]
        self.output.empty()
        self.site = self.fresh(self.address)[3]
        self.step('the first build', lambda: True)

    def jobs(self):
        return ['--jobs', str(self.random.choice([1, 2, 2, 3, 8]))]

    def fresh(self, args):
        """A cold build: status, what it said on both streams, the tree."""
        folder = self.scratch / 'cold'
        clock = time.monotonic()
        status, said, messages = self.cold.build(self.source.folder, folder, [*args, *self.jobs()])
        self.seconds = time.monotonic() - clock
        site = tree(folder)
        shutil.rmtree(folder, ignore_errors=True)
        if status not in (DONE, FINDINGS):
            raise Wrong(f'a cold build ended with {status}: {messages}')
        return status, said, messages, site

    def build(self):
        return self.warm.build(self.source.folder, self.output.folder, [*self.address, *self.jobs()])

    # An edit of the source.

    def step(self, kind, make):
        """One edit, the builds after it, and what is to be said of them. Whether there was anything to edit."""
        state, address = self.source.state(), list(self.address)
        if not make():
            self.source.restore(state)
            return False
        self.tried[kind] += 1
        status, _, messages, site = self.fresh(self.address)
        if (kind in edits.BROKEN) > (status == FINDINGS):
            raise Wrong('the edit should have made a bad source')
        if status == DONE:
            self.shown[kind] += site != self.site
            self.good(messages, site)
        else:
            self.refused[kind] += 1
            self.bad(messages)
            self.source.restore(state)
            self.address = address
            self.good(None, self.site)
        return True

    def good(self, messages, site):
        before = self.output.tree()
        status, said, warm_messages = self.build()
        if status != DONE:
            raise Wrong(f'the warm build ended with {status}: {warm_messages}')
        if messages not in (None, warm_messages):
            raise Wrong(f'the warm build says other things:\n{warm_messages}\nthe cold one:\n{messages}')
        self.settle(before, site)
        self.check_counts(before, said)

    def settle(self, before, site):
        """The output is SITE, by a build over what was there BEFORE."""
        now = self.output.tree()
        compare(site, now)
        self.check_foreign()
        if self.site != site and self.random.random() < 0.5:
            self.output.past = [*self.output.past[-PAST + 1:], self.site]
            self.source.states = [*self.source.states[-PAST + 1:], self.source.state()]
        self.site = site

    def check_foreign(self):
        if self.output.lost():
            raise Wrong(f'files of others were touched: {self.output.lost()}')

    def check_counts(self, before, said):
        """What the build said of itself."""
        files = lambda of: {path for path, data in of.items() if data is not None and not is_temporary(path)}
        now = self.site
        written = sum(before.get(path) != now[path] for path in files(now))
        truth = f'{written} written, {len(files(now)) - written} unchanged, {len(files(before) - files(now))} deleted'
        if truth not in said:
            raise Wrong(f'it was {truth}, but the build says: {said}')

    def bad(self, messages):
        """A build of a source that is none: nothing is written, for the same reasons."""
        before = tree(self.output.folder)
        status, _, warm_messages = self.build()
        if (status, warm_messages) != (FINDINGS, messages):
            raise Wrong(f'the source is bad, but the warm build ends with {status}: {warm_messages}')
        compare(before, tree(self.output.folder))
        self.check_foreign()

    # An edit of the output.

    def harm(self, kind, make):
        """Damage to the output, half of the time while the source changes too."""
        site = self.change_source(self.site)
        if not make(self.output):
            self.good(None, site)
            return False
        self.tried[kind] += 1
        before = tree(self.output.folder)
        listed = set(before.get(MANIFEST, b'').decode(errors='replace').split())
        status, _, messages = self.build()
        if status == DONE:
            self.output.remove([path for path in before if isinstance(before[path], bytes) and path not in listed
                                and path not in site and not is_foreign(path)])
            self.settle(before, site)
        else:
            self.refused[kind] += 1
            if status != FINDINGS or '[foreign-file]' not in messages:
                raise Wrong(f'the warm build ended with {status}: {messages}')
            compare(before, tree(self.output.folder))
            self.check_foreign()
            self.output.empty()
            self.good(None, site)
        self.shown[kind] += 1
        return True

    def change_source(self, now):
        """Perhaps a random edit of the source, from which the site NOW comes; the site that has to come of it."""
        if self.random.random() < 0.5:
            return now
        state = self.source.state()
        if edits.EDITS['several at once'][1](self.source):
            status, _, _, site = self.fresh(self.address)
            if status == DONE:
                return site
        self.source.restore(state)
        return now

    def kill(self):
        """Builds that are killed on their way, each with another source; then what stands is whole."""
        self.tried['a build killed'] += 1
        sites = [self.site]
        for _ in range(self.random.randrange(1, 4)):
            sites.append(self.change_source(sites[-1]))
            process = self.warm.start(self.source.folder, self.output.folder, [*self.address, *self.jobs()])
            time.sleep(self.seconds * self.random.random())
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.killed += process.returncode < 0
            for path, data in self.output.tree().items():
                known = [site.get(path) for site in sites]
                if isinstance(data, bytes) and not is_temporary(path) and data not in known:
                    raise Wrong(f'after a build was killed, {path} is neither the old nor the new one')
        self.good(None, sites[-1])
        self.shown['a build killed'] += 1
        return True

    # What is no edit of any file.

    def change_address(self):
        self.address = self.random.choice([[], ['--base-url', OTHER], ['--base-url', 'http://localhost/a/']])
        return True

    def look(self):
        """A dry run and a check write nothing."""
        if not edits.EDITS['several at once'][1](self.source):
            return False
        before = tree(self.output.folder)
        for command in (['build', '--dry-run', '--output', self.output.folder], ['check']):
            subprocess.run([self.warm.path, *command, '--source', self.source.folder], capture_output=True, check=False)
        compare(before, tree(self.output.folder))
        return True

    def kinds(self):
        """{kind: (weight, function that does it and tells whether it could)}"""
        source = {kind: (weight, lambda kind=kind, make=make: self.step(kind, lambda: make(self.source)))
                  for kind, (weight, make) in edits.EDITS.items()}
        output = {kind: (weight, lambda kind=kind, make=make: self.harm(kind, make))
                  for kind, (weight, make) in outputs.DAMAGE.items()}
        return {**source, **output, 'a build killed': (8, self.kill),
                '--base-url': (5, lambda: self.step('--base-url', self.change_address)),
                'another --jobs': (2, lambda: self.step('another --jobs', lambda: True)),
                'a dry run first': (4, lambda: self.step('a dry run first', self.look))}

    def run(self, count):
        """COUNT edits: by turns one of a kind that is still to come, and one as the weights say; and more of them until
        each kind has shown. Wrong says which edit it was."""
        kinds = self.kinds()
        weights = [weight for weight, _ in kinds.values()]
        while sum(self.tried.values()) < count or self.missing(kinds):
            missing = self.missing(kinds) if self.random.random() < 0.5 else []
            kind = self.random.choice(missing) if missing else self.random.choices(list(kinds), weights)[0]
            try:
                kinds[kind][1]()
            except Wrong as wrong:
                raise Wrong(f'edit {sum(self.tried.values())}, {kind}: {wrong}') from None
            if sum(self.tried.values()) > 4 * count:
                raise Wrong(f'these edits never came to anything: {", ".join(self.missing(kinds))}')
        return kinds

    def missing(self, kinds):
        """The kinds of which no edit has shown yet, where one can."""
        return [kind for kind in kinds if not self.tried[kind]
                or not self.shown[kind] and kind not in edits.QUIET | edits.BROKEN | {'another --jobs'}]
