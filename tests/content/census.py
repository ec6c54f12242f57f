"""What the reference must hold: each code, enhanced code and pair of the lists here."""
from pathlib import Path

HERE = Path(__file__).parent
SMTP = 'content/smtp'
LEFT_OUT = 'not in content/smtp'


def rows(name, folder=HERE):
    """The lines of a list, cut at tabs; without remarks and the line of names."""
    lines = (folder / name).read_text(encoding='utf-8').splitlines()
    kept = [line.split('\t') for line in lines if line and not line.startswith('#')]
    return kept[1:] if kept and len(kept[0]) > 1 else kept


def strangers(source):
    return (source.records.get(f'{SMTP}/strangers.yaml') or {}).get('numbers', {})


def codes(source, folder):
    listed = dict(rows('codes.tsv', folder))
    for code, standing in listed.items():
        file = f'{SMTP}/codes/{code}.yaml'
        record = source.records.get(file)
        wanted = 'unofficial' if standing == 'wild' else standing
        if record and record.get('standing') != wanted:
            yield f'{file}:1: standing is {record.get("standing")}, not {wanted}'
        if not record and not (standing == 'wild' and code in strangers(source)):
            yield f'tests/content/codes.tsv:1: {code} ({standing}) is {LEFT_OUT}'
    for file in source.records:
        stem = Path(file).stem
        if file.startswith(f'{SMTP}/codes/') and '.' not in stem and stem not in listed:
            yield f'{file}:1: {stem} is not in tests/content/codes.tsv'


def enhanced(source, folder):
    have = (source.records.get(f'{SMTP}/enhanced.yaml') or {}).get('codes', {})
    for (code,) in rows('enhanced.txt', folder):
        if code not in have:
            yield f'tests/content/enhanced.txt:1: {code} is {LEFT_OUT}/enhanced.yaml'


def names(entry, code):
    return f'`{code}`' in entry.get('says', '') or f'(code:{code})' in entry.get('says', '')


def pairs(source, folder):
    """A pair with a number that is no code is told apart where that number is explained."""
    for (pair,) in rows('pairs.txt', folder):
        a, b = pair.split('-')
        if f'{SMTP}/pairs/{pair}.yaml' in source.records:
            continue
        explained = [(number, other) for number, other in ((a, b), (b, a)) if number in strangers(source)]
        if not explained:
            yield f'tests/content/pairs.txt:1: {pair} is {LEFT_OUT}/pairs'
        yield from (f'{SMTP}/strangers.yaml:1: {number} does not name {other}' for number, other in explained
                    if not names(strangers(source)[number], other))


def census(source, folder=HERE):
    return [*codes(source, folder), *enhanced(source, folder), *pairs(source, folder)]
