"""The table of random edits of a source, by kind, and what they share. Each is told the Source and returns whether it
could be made and changed bytes; whether the source is still a good one is for the program to say. BROKEN ones make it a
bad one, QUIET ones change no page by themselves."""
import os
import re
import time

from source import CODES, leaves

EDITS, QUIET, BROKEN = {}, set(), set()  # {kind: (weight, edit)}


def edit(kind, weight=1, quiet=False, broken=False):
    def add(function):
        EDITS[kind] = (weight, function)
        QUIET.update([kind] if quiet else [])
        BROKEN.update([kind] if broken else [])
        return function
    return add


def end_with(word, line):
    """LINE with WORD at its end, within the quotation marks that it may have, in the place of an earlier one."""
    return re.sub(r'(?: z[a-z]{7})?("?)$', rf' {word}\1', line, count=1)


def append_word(source, file, paths):
    """A word more in one of the values at PATHS, behind its last one."""
    lines, found = source.read(file).splitlines(), leaves(source.read(file))
    paths = [path for path in paths if path in found]
    if not paths:
        return False
    last = found[source.random.choice(paths)][1] - 1
    lines[last] = end_with(source.word(), lines[last])
    return source.write(file, '\n'.join(lines) + '\n')


# ---- files ----

def set_times(source, clock):
    for file in source.random.sample(source.list('**/*.*'), 5):
        os.utime(source.folder / file, (clock, clock))
    return True


@edit('files touched', 2, quiet=True)
def touch(source):
    return set_times(source, time.time())


@edit('times in the past', 2, quiet=True)
def age(source):
    return set_times(source, source.random.randrange(1, 10 ** 9))


@edit('times in the future', 2, quiet=True)
def rejuvenate(source):
    return set_times(source, 4 * 10 ** 9 + source.random.randrange(10 ** 8))


@edit('an earlier state', 3)
def earlier(source):
    return source.restore(source.random.choice(source.states))


@edit('nothing', 2, quiet=True)
def nothing(_source):
    return True


@edit('several at once', 10)
def several(source):
    kinds = [kind for kind in EDITS if kind not in BROKEN and kind != 'several at once']
    weights = [EDITS[kind][0] for kind in kinds]
    chosen = source.random.choices(kinds, weights, k=source.random.randrange(2, 6))
    return any([EDITS[kind][1](source) for kind in chosen])


# ---- sources that are none ----

@edit('broken YAML', 2, broken=True)
def bad_yaml(source):
    file = source.any('content/**/*.yaml')
    return source.write(file, source.read(file) + 'name: "open\n')


@edit('an unknown key', 2, broken=True)
def bad_key(source):
    file = source.any(f'{CODES}/???.yaml')
    return source.write(file, source.read(file) + f'{source.word()}: 1\n')


@edit('a link to no code', 2, broken=True)
def bad_link(source):
    text = 'description: >-\n  [Not](code:999) that.\n'
    return source.replace(source.any(f'{CODES}/???.yaml'), r'^description: >-\n', text)


@edit('a broken template', 2, broken=True)
def bad_template(source):
    file = source.any('templates/**/*.html')
    fault = source.random.choice(['{{', '{{NO_SUCH}}\n', '{{#HAS_FALLBACK}}\n', '<p\n'])
    return source.write(file, source.read(file) + fault)


@edit('a locale missing', 1, broken=True)
def bad_locale(source):
    return source.remove(f'locales/{source.random.choice(source.languages())}.yaml')


@edit('no UTF-8', 1, broken=True)
def bad_bytes(source):
    file = source.any('**/*.yaml')
    return source.write(file, (source.folder / file).read_bytes() + b'# \xff\n')


@edit('a file of no use', 1, broken=True)
def bad_file(source):
    return source.write('templates/assets/Not An Asset', 'x')
