"""What compare measures with: rows that are run in turn, each several times, and the table of them."""
import os
import shutil
import signal
import statistics
import subprocess
import time
from pathlib import Path

TICK = os.sysconf('SC_CLK_TCK')


class Failure(Exception):
    """A command that did not do what is measured."""


def busy():
    """The CPU seconds that all processes have used since the machine started."""
    with open('/proc/stat', encoding='ascii') as file:
        values = [int(word) for word in file.readline().split()[1:9]]
    return (sum(values) - values[3] - values[4]) / TICK  # all but idle and waiting for disks


def filesystem(folder):
    """The kind of file system that FOLDER lies in, as /proc/mounts calls it."""
    best = ('', '?')
    with open('/proc/mounts', encoding='utf-8') as file:
        for line in file:
            _, point, kind, *_ = line.split()
            inside = Path(folder).resolve().is_relative_to(point)
            best = max(best, (point, kind), key=lambda each: len(each[0])) if inside else best
    return best[1]


class Row:
    """One line of a table: COMMAND(RUN) makes ready what run number RUN finds and returns its command line; AFTER, if
    it is there, is called behind each run. SAYS_SECONDS: the seconds are those that the command prints first."""

    def __init__(self, name, command, cwd, says_seconds=False, after=None, env=None):
        self.name, self.command, self.cwd, self.env = name, command, cwd, env
        self.says_seconds, self.after = says_seconds, after
        self.runs = []  # of (wall s, CPU s, peak MiB, CPU s of others, length of that in s)

    @property
    def wall(self):
        return statistics.median(run[0] for run in self.runs)

    @property
    def cpu(self):
        return statistics.median(run[1] for run in self.runs)

    @property
    def peak(self):
        return max(run[2] for run in self.runs)

    @property
    def others(self):
        """How many cores others took meanwhile; the kernel's clock is too coarse for a single run."""
        return max(0.0, sum(run[3] for run in self.runs) / sum(run[4] for run in self.runs))

    def line(self):
        walls = [run[0] for run in self.runs]
        return (f'| {self.name} | {self.wall:.4f} | {min(walls):.4f} to {max(walls):.4f} | {self.cpu:.3f} '
                f'| {self.peak:.1f} | {self.others:.2f} |')


class Bench:
    """RUNS runs of each row. PATIENCE: seconds that may be waited altogether for other processes to be quiet; LIMIT:
    seconds that a command may take."""

    def __init__(self, timed, scratch, runs, patience, limit):
        self.timed, self.report = timed, scratch / 'report'
        self.runs, self.patience, self.limit = runs, patience, limit

    def wait_for_quiet(self):
        calm = 0
        while calm < 2 and self.patience > 0:
            before = busy()
            time.sleep(0.2)
            self.patience -= 0.2
            calm = calm + 1 if busy() - before < 0.03 else 0

    def once(self, row, run):
        command = row.command(run)
        os.sync()
        self.wait_for_quiet()
        before, begin = busy(), time.monotonic()
        child = subprocess.Popen([self.timed, self.report, *command], cwd=row.cwd, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
                                 env={**os.environ, **(row.env or {})})
        try:
            said, _ = child.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            raise Failure(f'{row.name}: over {self.limit} s') from None
        finally:
            if child.returncode is None:  # too long, or we are to stop: it must not write on
                os.killpg(child.pid, signal.SIGKILL)
                child.communicate()
        used, took = busy() - before, time.monotonic() - begin
        if child.returncode:
            raise Failure(f'{row.name}: status {child.returncode}: {" ".join(map(str, command))}\n{said[-2000:]}')
        wall, cpu, peak = map(float, self.report.read_text(encoding='ascii').split())
        row.runs.append((float(said.split()[0]) if row.says_seconds else wall, cpu, peak / 1024, used - cpu, took))
        if row.after:
            row.after(run)

    def table(self, title, rows):
        """Runs ROWS in turn, again and again, and prints them."""
        for run in range(self.runs):
            for row in rows:
                self.once(row, run)
        print(f'\n{title}\n\n| what | wall s | from to | CPU s | peak MiB | others |\n|---|---|---|---|---|---|')
        print(*[row.line() for row in rows], '', sep='\n', flush=True)


class Place:
    """A folder on one file system in which sources and outputs are made. Below one on a disk nothing is removed, and
    nothing written twice, before close()."""

    def __init__(self, name, top, in_memory):
        self.name, self.in_memory = name, in_memory
        self.folder = Path(top).resolve() / f'replyglot-bench-{name}-{os.getpid()}'
        self.folder.mkdir(parents=True)
        self.count = 0

    def __str__(self):
        return f'{self.name} ({filesystem(self.folder)})'

    def fresh(self, name):
        """A path below it at which nothing has ever been."""
        self.count += 1
        return self.folder / f'{self.count:04}-{name}'

    def drop(self, path):
        """PATH is no longer needed."""
        if self.in_memory:
            shutil.rmtree(path)

    def close(self):
        shutil.rmtree(self.folder)


def file_list(folder):
    """What floor reads: every file below FOLDER with its size, by path, as a generator makes them."""
    files = sorted(path for path in folder.rglob('*') if path.is_file())
    return ''.join(f'{path.stat().st_size} {path.relative_to(folder)}\n' for path in files)
