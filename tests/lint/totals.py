"""totals.py TESTLOG STATUS: prints "PASSED FAILED" of one run of `meson test`, read from its testlog.json.

STATUS is the exit status of that run: one that failed without naming a failed test counts as one failure.
A skipped test counts as a failure too: scripts/test has installed all that a test may ask for.
"""
import json
import sys

PASSED = {'OK', 'EXPECTEDFAIL'}


def totals(lines, status):
    results = [json.loads(line)['result'] for line in lines if line.strip()]
    passed = sum(result in PASSED for result in results)
    failed = len(results) - passed
    return passed, max(failed, 1) if status else failed


if __name__ == '__main__':
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            lines = log.readlines()
    except FileNotFoundError:
        lines = []
    print(*totals(lines, int(sys.argv[2])))
