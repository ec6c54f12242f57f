"""What `replyglot --help` and `replyglot COMMAND --help` say, read for the tests that compare it with other texts, and
where these work."""
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


def scratch_below():
    """Where to make a folder for whole sites: in memory where there is room, since a disk takes minutes to make and
    delete so many files. None: where tempfile likes."""
    memory = Path('/dev/shm')
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return memory if roomy else None


@dataclass(frozen=True)
class Option:
    short: str  # '' where there is none
    long: str
    value: str  # the name of its value; '' where it takes none
    about: str

    @property
    def values(self):
        """The words that it may have, where the help lists them: "text, json, sarif or github: …"."""
        named = re.match(r'((?:\w+, )*\w+ or \w+)\b', self.about)
        listed = self.value if '|' in self.value else named[1] if named and self.long == '--format' else ''
        return re.split(r', | or |\|', listed) if listed else []


OPTION = re.compile(r'  (?:(-\w), )?(--[\w-]+)(?:=(\S+))?\s{2,}(\S.*)')


class Help:
    def __init__(self, program):
        self.program = program
        self.commands = dict(re.findall(r'^  (\w+) +(\S.*)$', self.text(), re.MULTILINE))
        # serve without libsoup has a name and no help.
        self.able = [name for name in self.commands if 'compiled without' not in self.run(name).stderr]
        assert 'build' in self.able and 'check' in self.commands, self.commands

    def run(self, *command):
        return subprocess.run([self.program, *command, '--help'], capture_output=True, text=True)

    def text(self, *command):
        done = self.run(*command)
        assert done.returncode == 0, f'{command} --help: {done.stderr}'
        return done.stdout

    def options(self, command):
        found = [Option(short, long, value, about) for short, long, value, about in OPTION.findall(self.text(command))]
        assert found and found[-1].long == '--help', f'{command} --help lists no options'
        return found

    def usage(self, command):
        return re.search(r'^Usage:\n  (.*)$', self.text(command), re.MULTILINE)[1]

    def kinds(self):
        """What `schema` knows."""
        done = subprocess.run([self.program, 'schema'], check=True, capture_output=True, text=True)
        return [line.split()[0] for line in done.stdout.splitlines()]
