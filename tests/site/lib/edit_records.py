"""Random edits of records: codes, pairs, enhanced codes, real lines, strangers, and their translations."""
import re

from edits import append_word, edit
from source import CODES, PAIRS, WIRE, leaves

VALUES = {
    'retry': ['none-needed', 'automatic', 'after-fix', 'never'], 'bounce': ['none', 'soft', 'hard'],
    'session': ['continues', 'closes'], 'standing': ['standard', 'extension', 'obsolete', 'registered', 'unofficial'],
    'stages': ['[connect]', '[mail, rcpt]', '[data, message]', '[ehlo, auth, quit]', '[any]'],
}
REASONS = ['often-confused', 'same-moment', 'next-step', 'narrower', 'successor', 'meant']


def texts(source, file):
    keys = ('description', 'when', 'outcome', 'use', 'caveat', 'origin', 'indicates', 'verdict', 'means', 'says',
            'about', 'tagline')
    return [path for path in leaves(source.read(file))
            if path.split('.')[-1] in keys and not path.startswith('source.') or path.startswith('fix.')]


# ---- records ----

@edit('a passage', 14)
def passage(source):
    fits = lambda file: '/words/' not in file and '.' not in file[:-5] and texts(source, file)
    file = source.any('content/**/*.yaml', fits)
    return append_word(source, file, texts(source, file))


@edit('a translated passage', 10)
def translated_passage(source):
    file = source.any('content/**/*.??.yaml', lambda file: texts(source, file))
    return bool(file) and append_word(source, file, texts(source, file))


@edit('a translated passage removed', 5)
def remove_passage(source):
    fits = lambda file: not file.startswith('content/smtp/enhanced') and len(texts(source, file)) > 1
    file = source.any('content/**/*.??.yaml', fits)
    if not file:
        return False
    path = source.random.choice(texts(source, file))
    return source.cut(file, [each for each in (path, f'source.{path}') if each in leaves(source.read(file))])


@edit('a translation deleted', 2)
def remove_translation(source):
    file = source.any('content/**/*.??.yaml', lambda file: '/words/' not in file)
    return bool(file) and source.remove(file)


@edit('a translation put back', 3)
def put_back_translation(source):
    files = [file for file in source.made if re.search(r'^content/.*\.(\w\w)\.yaml$', file) and not source.has(file)
             and file.split('.')[1] in source.languages() and source.has(source.source_of(file))]
    if not files:
        return False
    file = source.random.choice(sorted(files))
    source.write(file, source.made[file])
    source.mend()
    return True


@edit('translations marked as read', 3, quiet=True)
def stamp(source):
    file = source.any(f'{CODES}/???.yaml')
    before = source.state()
    return source.stamp(source.translations(file)) and source.state() != before


@edit('a fact', 8)
def fact(source):
    key = source.random.choice(sorted(VALUES))
    file, value = source.any(f'{CODES}/???.yaml'), source.random.choice(VALUES[key])
    return source.replace(file, f'^{key}: .*$', f'{key}: {value}')


@edit('a role less', 1)
def drop_role(source):
    file = source.any(f'{CODES}/???.yaml', lambda file: re.search('^fixed_by: .*, ', source.read(file), re.M))
    if not file:
        return False
    roles = re.search(r'^fixed_by: \[(.*)\]', source.read(file), re.M)[1].split(', ')
    gone = roles.pop(source.random.randrange(len(roles)))
    source.replace(file, r'^fixed_by: .*', f'fixed_by: [{", ".join(roles)}]')
    source.cut(file, [f'fix.{gone}'])
    source.prune(*source.translations(file))
    return True


@edit('a relation more', 4)
def relate(source):
    low, high = sorted(source.random.sample(source.codes(), 2))
    file, line = f'{CODES}/{low}.yaml', f'  - {{code: {high}, why: {source.random.choice(REASONS)}}}\n'
    if f'{{code: {high},' in source.read(file) or f'{{code: {low},' in source.read(f'{CODES}/{high}.yaml'):
        return False
    if '\nrelated:\n' in source.read(file):
        return source.replace(file, r'^related:\n', f'related:\n{line}')
    return source.replace(file, r'^specs:\n', f'related:\n{line}specs:\n')


@edit('a relation less', 4)
def part(source):
    file = source.any(f'{CODES}/???.yaml', lambda file: 'related:' in source.read(file))
    return bool(file) and source.replace_any(file, r'^  - \{code: .*\n', '') and (
        source.replace(file, r'^related:\n(?!  )', '') or True)


@edit('an enhanced code of a record', 3)
def enhanced_code(source):
    file = source.any(f'{CODES}/???.yaml', lambda file: '\nenhanced: [' in source.read(file))
    if not file:
        return False
    text = source.read('content/smtp/enhanced.yaml')
    key = source.random.choice(re.findall(r'^  X(\.\d+\.\d+):', text, re.M))
    digit = file.split('/')[-1][0]
    return source.replace(file, r'^enhanced: \[.*\]', f'enhanced: [{digit}{key}]')


@edit('an enhanced line', 3)
def enhanced_line(source):
    file = source.any('content/smtp/enhanced*.yaml')
    return source.replace_any(file, r'^    (title|says): ([^>\n]*[^>\n.])\.?$', rf'    \1: \2 {source.word()}')


@edit('a name', 5)
def name(source):
    file = source.any(f'{CODES}/*.yaml', lambda file: 'name' in leaves(source.read(file)))
    return append_word(source, file, ['name'])


@edit('a section', 2)
def section(source):
    return source.replace_any(source.any(f'{CODES}/???.yaml'), r'section: "[\d.]+"',
                              f'section: "{source.random.randrange(2, 99)}"')


@edit('a date', 4)
def date(source):
    day = f'{source.random.choice(["2026-10", "2026-11", "2027-01"])}-{source.random.randrange(10, 29)}'
    return source.replace(source.any(f'{CODES}/*.yaml'), r'^updated: .*', f'updated: {day}')


@edit('an example session', 1)
def example(source):
    return source.replace(source.any(f'{CODES}/???.yaml'), r'ESMTP.*$', f'ESMTP {source.word()}')


@edit('a pair more', 3)
def add_pair(source):
    low, high = sorted(source.random.sample(source.codes(), 2))
    return not source.has(f'{PAIRS}/{low}-{high}.yaml') and source.write(
        f'{PAIRS}/{low}-{high}.yaml',
        f'codes: [{low}, {high}]\nupdated: 2026-11-22\nverdict: >-\n  Only `{high}` says {source.word()}.\n')


@edit('a pair less', 2)
def remove_pair(source):
    file = source.any(f'{PAIRS}/???-???.yaml')
    return bool(file) and source.remove(file, *source.translations(file))


@edit('a code deleted', 3)
def remove_code(source):
    if len(source.codes()) < 6:
        return False
    file = source.any(f'{CODES}/???.yaml')
    source.remove(file, *source.translations(file))
    source.mend()
    return True


@edit('a code put back', 4)
def put_back_code(source):
    gone = sorted(file for file in source.made if re.match(f'{CODES}/...\\.yaml', file) and not source.has(file))
    if not gone or len(source.codes()) > 8:
        return False
    file = source.random.choice(gone)
    for each in [file, *(source.translated(file, language) for language in source.languages()[1:])]:
        source.write(each, source.made[each])
    source.mend()
    return True


@edit('a code renamed', 3)
def rename_code(source):
    codes = source.codes()
    i = source.random.randrange(len(codes))
    free = range(int(codes[i - 1]) + 1 if i else 200, int(codes[i + 1]) if i + 1 < len(codes) else 600)
    free = [code for code in free if str(code)[0] == codes[i][0] and str(code) not in codes]
    if not free:
        return False
    old, new = codes[i], str(source.random.choice(free))
    for file in source.list('content/smtp/**/*.yaml'):
        source.replace(file, rf'\b{old}\b', new, count=0)
        source.rename(file, re.sub(rf'\b{old}\b', new, file))
    return True


# ---- lines and strangers ----

@edit('a real line', 4)
def line(source):
    file = source.any(f'{WIRE}/*.yaml', lambda file: '.' not in file[:-5])
    paths = [path for path in leaves(source.read(file)) if path.split('.')[-1] in ('words', 'means', 'title')]
    return append_word(source, file, paths)


@edit('a real line less', 2)
def remove_line(source):
    file = source.any(f'{WIRE}/*.yaml', lambda file: '.' not in file[:-5])
    paths = leaves(source.read(file))
    key = source.random.choice(sorted({path.split('.')[1] for path in paths if path.startswith('lines.')}))
    source.cut(file, [path for path in paths if path.startswith(f'lines.{key}.')])
    source.prune(*source.translations(file))
    return True


@edit('another code of a real line', 2)
def recode_line(source):
    file = source.any(f'{WIRE}/*.yaml', lambda file: '.' not in file[:-5])
    return source.replace_any(file, r'^    code: .*', f'    code: "{source.random.choice(source.codes())}"')


@edit('a sender renamed', 2)
def rename_sender(source):
    file = source.any(f'{WIRE}/*.yaml', lambda file: '.' not in file[:-5])
    new = source.word()
    return all([source.rename(each, re.sub(r'wire/[^.]+', f'wire/{new}', each))
                for each in [*source.translations(file), file]])


@edit('the name of a sender', 2)
def name_sender(source):
    file = source.any(f'{WIRE}/*.yaml', lambda file: '.' not in file[:-5])
    return append_word(source, file, ['name'])


@edit('a sender deleted', 1)
def remove_sender(source):
    senders = [file for file in source.list(f'{WIRE}/*.yaml') if '.' not in file[:-5]]
    file = source.random.choice(senders)
    return len(senders) > 2 and source.remove(file, *source.translations(file))


@edit('strangers', 3)
def strangers(source):
    numbers = source.random.sample(['101', '111', '345', '426'], source.random.randrange(1, 4))
    return source.write('content/smtp/strangers.yaml', 'updated: 2026-11-22\nnumbers:\n' + ''.join(
        f'  "{number}":\n    says: No server sends `{number}`, so they say, {source.word()}.\n    specs:\n'
        f'      - {{rfc: 5321, section: "4.2"}}\n' for number in sorted(numbers)))


@edit('no strangers', 1)
def no_strangers(source):
    file = 'content/smtp/strangers.yaml'
    return source.has(file) and source.remove(file, *source.translations(file))
