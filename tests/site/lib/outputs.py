"""What may happen to an output folder between two builds, by kind: random edits of the pages that stand there, and of
the list of our own files. Each is told the Output and returns whether there was anything to do it to."""
import os
import shutil
from pathlib import Path

MANIFEST, LEDGER = '.replyglot-manifest', '.replyglot-ledger'
LISTS = {'the manifest': MANIFEST, 'the ledger': LEDGER}
DAMAGE = {}  # {kind: (weight, function)}
FOREIGN = {'CNAME': b'docs.example.org\n', 'en/own/notes.txt': b'mine\n'}


def damage(kind, weight=1):
    def add(function):
        DAMAGE[kind] = (weight, function)
        return function
    return add


def tree(folder):
    """{path: bytes} of FOLDER: None for a folder, the target of a symbolic link as text."""
    found = {}
    pending = [str(folder)] if Path(folder).is_dir() else []
    while pending:
        for entry in os.scandir(pending.pop()):
            name = entry.path[len(str(folder)) + 1:]
            if entry.is_symlink():
                found[name] = os.readlink(entry.path)
            elif entry.is_dir():
                found[name] = None
                pending.append(entry.path)
            else:
                with open(entry.path, 'rb') as file:
                    found[name] = file.read()
    return found


def is_foreign(path):
    return path in FOREIGN or path == 'en/own'


class Output:
    """The warm folder. PAST holds whole trees of earlier builds, OTHER one of another address."""

    def __init__(self, folder, random):
        self.folder, self.random = Path(folder), random
        self.past, self.other = [], {}

    def empty(self):
        """As the hint of a finding says that one should; then the files of others are put there again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.marks = {}
        for path, data in FOREIGN.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)
            self.marks[path] = self.mark(path)

    def mark(self, path):
        """What a write would change."""
        status = (self.folder / path).lstat()
        return status.st_ino, status.st_mtime_ns, status.st_ctime_ns

    def tree(self):
        """Without the files of others."""
        return {path: data for path, data in tree(self.folder).items() if not is_foreign(path)}

    def lost(self):
        """The files of others that were touched."""
        return [path for path, data in FOREIGN.items()
                if not (self.folder / path).is_file() or (self.folder / path).read_bytes() != data
                or self.mark(path) != self.marks[path]]

    def remove(self, paths):
        """And the folders that this leaves empty."""
        for path in paths:
            (self.folder / path).unlink()
            for parent in (self.folder / path).parents:
                if parent == self.folder or any(parent.iterdir()):
                    break
                parent.rmdir()

    def pages(self, fits=lambda data: True):
        return sorted(path for path, data in self.tree().items()
                      if isinstance(data, bytes) and path not in LISTS.values() and fits(data))

    def page(self):
        return self.random.choice(self.pages(len))

    def read(self, path):
        return (self.folder / path).read_bytes()

    def write(self, path, data):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    def lines(self, file):
        """The head of a list, and its lines, each of which ends with a path."""
        lines = self.read(file).decode().splitlines()
        start = next(i for i, line in enumerate(lines) if (self.folder / line.split()[-1]).is_file())
        return lines[:start], lines[start:]

    def write_lines(self, file, head, lines):
        self.write(file, '\n'.join([*head, *lines]).encode() + b'\n')


# ---- pages ----

@damage('a byte of a page', 3)
def change_byte(output):
    path = output.page()
    data = bytearray(output.read(path))
    data[output.random.randrange(len(data))] ^= 1
    output.write(path, bytes(data))
    return True


@damage('a byte of a page, its time kept', 3)
def change_secretly(output):
    path = output.page()
    status = (output.folder / path).stat()
    data = output.read(path)
    output.write(path, data[:-1] + b'x')
    os.utime(output.folder / path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return True


@damage('a page edited by hand', 2)
def change_page(output):
    path = output.page()
    output.write(path, output.read(path) + b'<!-- by hand -->\n')
    return True


@damage('a page truncated', 2)
def truncate(output):
    path = output.page()
    output.write(path, output.read(path)[:-output.random.randrange(1, 9)])
    return True


@damage('a page emptied', 2)
def empty_page(output):
    output.write(output.page(), b'')
    return True


@damage('a page deleted', 2)
def delete_page(output):
    (output.folder / output.page()).unlink()
    return True


@damage('a folder deleted', 2)
def delete_folder(output):
    folders = [path for path, data in output.tree().items()
               if data is None and not any(name.startswith(f'{path}/') for name in FOREIGN)]
    shutil.rmtree(output.folder / output.random.choice(sorted(folders)))
    return True


@damage('a page as it once was', 4)
def older_page(output):
    now = output.tree()
    older = sorted((path, data) for past in output.past for path, data in past.items()
                   if isinstance(data, bytes) and path not in LISTS.values() and now.get(path, data) != data)
    if older:
        output.write(*output.random.choice(older))
    return bool(older)


@damage('two pages exchanged', 3)
def exchange(output):
    pages = output.pages()
    one, other = output.random.sample(pages, 2)
    data = output.read(one)
    output.write(one, output.read(other))
    output.write(other, data)
    return True


@damage('a page of another language', 2)
def translate(output):
    path = output.random.choice([path for path in output.pages() if path.startswith('en/')])
    others = [other for other in output.pages() if other[2:] == path[2:] and other != path]
    if others:
        output.write(path, output.read(output.random.choice(others)))
    return bool(others)


@damage('a page that is a link')
def link(output):
    path = output.page()
    (output.folder / path).unlink()
    (output.folder / path).symlink_to(output.folder / 'CNAME')
    return True


@damage('a page that is a folder')
def folder(output):
    path = output.page()
    (output.folder / path).unlink()
    (output.folder / path).mkdir()
    return True


@damage('other times of pages', 2)
def set_times(output):
    for path in output.random.sample(output.pages(), 9):
        clock = output.random.choice([1, 10 ** 9, 4 * 10 ** 9])
        os.utime(output.folder / path, (clock, clock))
    return True


# ---- the lists: which files are ours, and of what they were made ----

def damage_list(kind, weight=1):
    """The same for both lists; the function is told which."""
    def add(function):
        for name, file in LISTS.items():
            DAMAGE[kind.format(name)] = (weight, lambda output, file=file: function(output, file))
        return function
    return add


@damage_list('{} deleted', 2)
def delete_list(output, file):
    (output.folder / file).unlink()
    return True


@damage_list('{} truncated', 2)
def truncate_list(output, file):
    data = output.read(file)
    output.write(file, data[:output.random.randrange(len(data))])
    return True


@damage_list('a byte of {}', 2)
def change_list(output, file):
    data = bytearray(output.read(file))
    data[output.random.randrange(len(data))] ^= 1
    output.write(file, bytes(data))
    return True


@damage_list('a line of {} twice')
def double_line(output, file):
    head, lines = output.lines(file)
    at = output.random.randrange(len(lines))
    output.write_lines(file, head, lines[:at] + lines[at:at + 1] + lines[at:])
    return True


@damage_list('a line of {} removed')
def remove_line(output, file):
    head, lines = output.lines(file)
    lines.pop(output.random.randrange(len(lines)))
    output.write_lines(file, head, lines)
    return True


@damage_list('a line of {} moved')
def move_line(output, file):
    head, lines = output.lines(file)
    lines.append(lines.pop(output.random.randrange(len(lines) - 1)))
    output.write_lines(file, head, lines)
    return True


@damage_list('a word of two lines of {} exchanged', 3)
def exchange_words(output, file):
    head, lines = output.lines(file)
    one, other = output.random.sample(range(len(lines)), 2)
    words, others = lines[one].split(), lines[other].split()
    at = output.random.randrange(len(words))
    words[at], others[at] = others[at], words[at]
    lines[one], lines[other] = ' '.join(words), ' '.join(others)
    output.write_lines(file, head, lines)
    return True


@damage_list('{} as it once was', 3)
def older_list(output, file):
    older = [past[file] for past in output.past if past[file] != output.read(file)]
    if older:
        output.write(file, output.random.choice(older))
    return bool(older)


@damage_list('{} of another address', 2)
def other_list(output, file):
    output.write(file, output.other[file])
    return True


@damage('pages as they once were, with their ledger', 4)
def older_pages(output):
    now = output.tree()
    older = [past for past in output.past if past[LEDGER] != now[LEDGER]]
    if not older:
        return False
    past = output.random.choice(older)
    pages = [path for path in output.pages() if isinstance(past.get(path), bytes)]
    for path in [LEDGER, *output.random.sample(pages, len(pages) // 2)]:
        output.write(path, past[path])
    return True


# ---- the folder as a whole ----

def replace_by(output, files):
    output.remove(output.pages())
    for path, data in sorted(files.items()):
        if data is not None:
            output.write(path, data)


@damage('an older site', 3)
def older_site(output):
    if output.past:
        replace_by(output, output.random.choice(output.past))
    return bool(output.past)


@damage('the site of another address', 3)
def other_site(output):
    replace_by(output, output.other)
    return True


@damage('pages of another address', 3)
def other_pages(output):
    for path in output.random.sample(output.pages(), 20):
        if output.other.get(path):
            output.write(path, output.other[path])
    return True
