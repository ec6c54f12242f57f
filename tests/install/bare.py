"""tap.py takes no fault for none: an assertion without words once passed. The results are in TAP."""
import subprocess
import sys
from pathlib import Path

from tap import case, finish

BROKEN = """
import tap
def broken():
    "a case"
    {}
tap.case(broken)
tap.finish()
"""


def ended(line):
    done = subprocess.run([sys.executable, '-B', '-c', BROKEN.format(line)], cwd=Path(__file__).parent, capture_output=True,
                          text=True, check=False)
    return done.returncode, done.stdout.splitlines()[1]


def told():
    """a case fails by an assertion without words, by one with, and by any other exception"""
    for line in ('assert False', 'assert False, "words"', 'raise KeyError'):
        assert ended(line) == (1, 'not ok 1 - a case'), line
    assert ended('assert True') == (0, 'ok 1 - a case')


case(told)
finish()
