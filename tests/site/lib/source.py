"""A source that tests/bench/make-content made, to be edited at random: its files, and what may be changed in them."""
import re
import subprocess
from pathlib import Path

CODES, PAIRS, WIRE = 'content/smtp/codes', 'content/smtp/pairs', 'content/smtp/wire'
SITE = 'content/site.yaml'


def files_below(folder):
    """{path: bytes} of all files below FOLDER, in one order everywhere."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


def leaves(text):
    """{dotted path of a key without a mapping: (first line, line behind its value)} of YAML in blocks."""
    found, stack, block = {}, [], None
    lines = text.splitlines()
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith('#'):
            continue
        if block and indent > block[1]:
            found[block[0]] = (found[block[0]][0], number + 1)
            continue
        block = None
        key = re.match(r' *"?([^\s:"#-][^:"]*)"?:(?: (.*))?$', line)
        if not key:
            continue
        while stack and stack[-1][1] >= indent:
            stack.pop()
        path = '.'.join([*(name for name, _ in stack), key[1]])
        if not key[2] or key[2].startswith('#'):
            stack.append((key[1], indent))
        else:
            found[path] = (number, number + 1)
            block = (path, indent)
    return found


class Source:
    """RANDOM is the one random number generator of the whole test: the same seed, the same edits."""

    def __init__(self, program, folder, random):
        self.program, self.folder, self.random = program, Path(folder), random
        self.made = files_below(self.folder)  # as it was in the beginning
        self.states = [self.made]  # some that it has been in

    # Files.

    def list(self, pattern):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.glob(pattern) if path.is_file())

    def any(self, pattern, fits=lambda file: True):
        """One of the files, or None."""
        files = [file for file in self.list(pattern) if fits(file)]
        return self.random.choice(files) if files else None

    def has(self, file):
        return (self.folder / file).is_file()

    def read(self, file):
        return (self.folder / file).read_text(encoding='utf-8')

    def write(self, file, text):
        """Returns whether that changed anything."""
        path, data = self.folder / file, text if isinstance(text, bytes) else text.encode()
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return True

    def remove(self, *files):
        for file in files:
            (self.folder / file).unlink()
        return bool(files)

    def rename(self, file, to):
        if not (self.folder / file).is_file() or (self.folder / to).exists():
            return False
        (self.folder / file).rename(self.folder / to)
        return True

    def replace(self, file, pattern, to, count=1):
        """Puts TO in the place of PATTERN, in FILE; whether anything changed."""
        return self.write(file, re.sub(pattern, to, self.read(file), count=count, flags=re.M))

    def replace_any(self, file, pattern, to):
        """The same for one random occurrence."""
        text = self.read(file)
        found = list(re.finditer(pattern, text, re.M))
        if not found:
            return False
        one = self.random.choice(found)
        return self.write(file, text[:one.start()] + (to(one) if callable(to) else one.expand(to)) + text[one.end():])

    def state(self):
        return files_below(self.folder)

    def restore(self, state):
        for file in set(self.state()) - set(state):
            self.remove(file)
        return any([self.write(file, data) for file, data in state.items()])

    # What is in them.

    def word(self):
        """One that stands nowhere yet."""
        return 'z' + ''.join(self.random.choice('aeioukrtmn') for _ in range(7))

    def codes(self):
        return [Path(file).stem for file in self.list(f'{CODES}/???.yaml')]

    def languages(self):
        return re.search(r'^languages: \[(.*)\]', self.read(SITE), re.M)[1].split(', ')

    def translated(self, file, language):
        return file.replace('.yaml', f'.{language}.yaml')

    def translations(self, file):
        return [each for language in self.languages()[1:] if self.has(each := self.translated(file, language))]

    def source_of(self, translation):
        return re.sub(r'\.[a-z]{2}\.yaml$', '.yaml', translation)

    def cut(self, file, paths):
        """Takes the values at the dotted PATHS out of FILE, and mappings that this leaves empty."""
        text = self.read(file)
        lines, found = text.splitlines(keepends=True), leaves(text)
        for path in paths:
            first, behind = found[path]
            lines[first:behind] = [''] * (behind - first)
        text = ''.join(lines)
        empty = re.compile(r'^( *)[^\s#-][^\n:]*:(?: #[^\n]*)?\n(?!\1 |(?:\1)- )', re.M)
        while (less := empty.sub('', text)) != text:
            text = less
        return self.write(file, text)

    def prune(self, *translations):
        """Takes out of each what its source has no longer."""
        for file in translations:
            there = leaves(self.read(self.source_of(file)))
            self.cut(file, [path for path in leaves(self.read(file))
                            if path != 'updated' and path.removeprefix('source.') not in there])

    def mend(self):
        """Leads references to codes that are gone elsewhere, or takes them out."""
        codes = self.codes()
        first = codes[0]
        known = lambda one, link: one[0] if one[1] in codes else link
        for file in self.list(f'{PAIRS}/???-???*.yaml'):
            if not {file.split('/')[-1][:3], file.split('/')[-1][4:7]} <= set(codes):
                self.remove(file)
        for file in self.list('content/**/*.yaml'):
            text = self.read(file)
            text = re.sub(r'\(code:(\d+)\)', lambda one: known(one, f'(code:{first})'), text)
            text = re.sub(r'^    code: "(\d+)"$', lambda one: known(one, f'    code: "{first}"'), text, flags=re.M)
            text = re.sub(r'^  - \{code: (\d+), why: .*\n', lambda one: known(one, ''), text, flags=re.M)
            text = re.sub(r'^related:\n(?!  )', '', text, flags=re.M)
            text = re.sub(r'finds: \[(\d+)\]', lambda one: known(one, f'finds: [{first}]'), text)
            self.write(file, text)
        self.feature()
        for file in self.list('content/**/*.??.yaml'):
            self.prune(file) if self.has(self.source_of(file)) else self.remove(file)

    def feature(self):
        """Some codes, and some pairs of them, for the home page."""
        some = sorted(self.random.sample(self.codes(), min(4, len(self.codes()))))
        pairs = ', '.join(f'{low}-{high}' for low, high in zip(some, some[1:]))
        return self.replace('content/smtp/protocol.yaml', r'^  codes: \[.*\]\n  pairs: \[.*\]',
                            f'  codes: [{", ".join(some)}]\n  pairs: [{pairs}]')

    def stamp(self, files):
        done = subprocess.run([self.program, 'translations', '--stamp', *files], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        return done.returncode == 0
