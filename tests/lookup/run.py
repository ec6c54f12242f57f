"""Every text of this folder looked up, against what is expected of it.

Usage: run.py PROGRAM SOURCE [-v] [NAME…]. A case is NAME.txt and NAME.json:

    source      what the text was written after
    replies     the replies, the one that decided first; of each only the members that stand here are compared
    matches     the known words, if they are compared: their keys, in order
    first_only  only the first reply is compared

The results are in TAP."""
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MEMBERS = {'code', 'enhanced', 'class', 'path', 'line', 'recipient'}


def shape(case):
    """What is wrong with the expectation itself."""
    wrong = [f'unknown key "{key}"' for key in case.keys() - {'source', 'replies', 'matches', 'first_only', 'note'}]
    if not case.get('source') or not isinstance(case.get('replies'), list):
        wrong.append('needs "source" and "replies"')
    for reply in case.get('replies', []):
        wrong += [f'unknown member "{key}"' for key in reply.keys() - MEMBERS]
        if not reply:
            wrong.append('an empty reply')
    return wrong


def differences(case, found):
    wanted, got = case['replies'], found['replies']
    if case.get('first_only'):
        wanted, got = wanted[:1], got[:1]
    told = []
    if len(wanted) != len(got) or any(
            one[key] != other[key] for one, other in zip(wanted, got) for key in one):
        told.append(f'replies: expected {json.dumps(wanted)}')
        told.append('got ' + json.dumps([{key: reply[key] for key in ('code', 'enhanced', 'recipient', 'line')}
                                         for reply in got], ensure_ascii=False))
    if 'matches' in case and [match['key'] for match in case['matches']] != [m['key'] for m in found['matches']]:
        told.append(f'matches: expected {json.dumps(case["matches"])}')
        told.append(f'got {json.dumps(found["matches"])}')
    return told


def run(program, source, name):
    """What is to tell about the case NAME; [] when all is well."""
    text, expected = FOLDER / f'{name}.txt', FOLDER / f'{name}.json'
    if not text.is_file() or not expected.is_file():
        return ['needs both .txt and .json']
    case = json.loads(expected.read_text(encoding='utf-8'))
    if wrong := shape(case):
        return wrong
    done = subprocess.run([program, 'lookup', '--source', source, '--format', 'json'], stdin=text.open('rb'),
                          capture_output=True, timeout=60, check=False)
    if done.returncode or done.stderr:
        return [f'exit status {done.returncode}', *done.stderr.decode().splitlines()]
    return differences(case, json.loads(done.stdout))


def main(program, source, *rest):
    names = [name for name in rest if name != '-v'] or sorted(
        {path.stem for path in FOLDER.iterdir() if path.suffix in ('.txt', '.json')})
    failed = 0
    print(f'1..{len(names)}')
    with ThreadPoolExecutor(4) as pool:
        for number, (name, told) in enumerate(zip(names, pool.map(lambda n: run(program, source, n), names)), 1):
            failed += bool(told)
            print(f'{"not ok" if told else "ok"} {number} - {name}')
            for line in told:
                print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
