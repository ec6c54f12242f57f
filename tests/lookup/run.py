"""Every text of this folder looked up, against what is expected of it.

Usage: run.py PROGRAM SOURCE ANSWER [NAME…]. ANSWER (answer.c) looks all texts up at once; the cases that expect a path
are asked of PROGRAM itself besides. A case is NAME.txt and NAME.json:

    source      what the text was written after
    replies     the replies, the one that decided first; of each only the members that stand here are compared
    matches     the known words, if they are compared: their keys, in order
    first_only  only the first reply is compared

The results are in TAP."""
import json
import subprocess
import sys
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


def differences(case, found, members=MEMBERS):
    wanted, got = case['replies'], found['replies']
    if case.get('first_only'):
        wanted, got = wanted[:1], got[:1]
    told = []
    if len(wanted) != len(got) or any(
            one[key] != other[key] for one, other in zip(wanted, got) for key in one.keys() & members):
        told.append(f'replies: expected {json.dumps(wanted)}')
        told.append('got ' + json.dumps([{key: reply[key] for key in ('code', 'enhanced', 'recipient', 'line')}
                                         for reply in got], ensure_ascii=False))
    if 'matches' in case and [match['key'] for match in case['matches']] != [m['key'] for m in found['matches']]:
        told.append(f'matches: expected {json.dumps(case["matches"])}')
        told.append(f'got {json.dumps(found["matches"])}')
    return told


def expected_of(name):
    """The case NAME and what is wrong with it."""
    text, expected = FOLDER / f'{name}.txt', FOLDER / f'{name}.json'
    if not text.is_file() or not expected.is_file():
        return None, ['needs both .txt and .json']
    case = json.loads(expected.read_text(encoding='utf-8'))
    return case, shape(case)


def ask(program, source, name):
    """What the program itself says, addresses and all."""
    with (FOLDER / f'{name}.txt').open('rb') as text:
        done = subprocess.run([program, 'lookup', '--source', source, '--format', 'json'], stdin=text,
                              capture_output=True, timeout=60, check=False)
    if done.returncode or done.stderr:
        return None, [f'exit status {done.returncode}', *done.stderr.decode().splitlines()]
    return json.loads(done.stdout), []


def answers(answer, source, names):
    """What is found in the texts of NAMES, by name."""
    texts = [(FOLDER / f'{name}.txt').read_bytes() for name in names]
    asked = b''.join(b'%d\n' % len(text) + text for text in texts)
    done = subprocess.run([answer, source], input=asked, capture_output=True, timeout=240, check=True)
    return dict(zip(names, map(json.loads, done.stdout.splitlines()), strict=True))


def main(program, source, answer, *rest):
    names = list(rest) or sorted({path.stem for path in FOLDER.iterdir() if path.suffix in ('.txt', '.json')})
    cases = {name: expected_of(name) for name in names}
    found = answers(answer, source, [name for name, (_, wrong) in cases.items() if not wrong])
    failed = 0
    print(f'1..{len(names)}')
    for number, (name, (case, told)) in enumerate(cases.items(), 1):
        if not told:
            told = differences(case, found[name], MEMBERS - {'path'})
        if not told and any('path' in reply for reply in case['replies']):
            said, told = ask(program, source, name)
            told = told or differences(case, said)
        failed += bool(told)
        print(f'{"not ok" if told else "ok"} {number} - {name}')
        for line in told:
            print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
