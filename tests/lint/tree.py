"""What the tree of src/ promises (README, "The tree"). Every check takes the root of the repository and returns its
findings as "file:line: message"; nothing found is []."""
import re
from pathlib import Path

# A folder includes itself and lower ranks, never a sibling. main.c stands above all.
RANKS = {
    'base': 0,
    'diag': 1,
    'yaml': 2, 'tmpl': 2, 'text': 2, 'publish': 2, 'press': 2, 'preview': 2, 'inspect': 2,
    'model': 3,
    'lookup': 4, 'plan': 4,
    'render': 5, 'emit': 5,
    'site': 6,
    'cmd': 7,
    '': 8,
}

# The one folder that may include a header of this library.
OWNERS = {'yaml': r'yaml\.h', 'tmpl': r'ctemplate/.*', 'text': r'cmark.*\.h', 'inspect': r'gumbo\.h',
          'press': r'brotli/.*'}

INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')

# The protocol is data: outside lookup/ the program has no word for any of this, in code or comment. An underscore
# parts words here, so `smtp_port` is found.
PROTOCOL_WORDS = re.compile(
    r'(?<![a-z0-9])(e?smtps?|lmtp|e-?mail(s|er|box|boxes)?|mail(s|er|ers|box|boxes)?|postmaster|mta|rcpt|ehlo|helo|bdat|'
    r'starttls|5321|5322|2821|3463)(?![a-z0-9])', re.IGNORECASE)

# file: (word, reason). Meant to stay empty.
PROTOCOL_WORDS_ALLOWED = {}


def sources(root, *suffixes):
    return sorted(path for path in (root / 'src').rglob('*') if path.suffix in suffixes and path.is_file())


def lines(path):
    return enumerate(path.read_text(encoding='utf-8').splitlines(), 1)


def folder_of(root, path):
    """The first folder below src/; '' for main.c."""
    parts = path.relative_to(root / 'src').parts
    return parts[0] if len(parts) > 1 else ''


def wrong_include(root, folder, quote, target):
    """Why a file of FOLDER may not include TARGET; None where it may."""
    if quote == '<':
        owner = next((name for name, header in OWNERS.items() if re.fullmatch(header, target)), folder)
        return None if owner == folder else f'only {owner}/ includes <{target}>'
    if '/' not in target or not (root / 'src' / target).is_file() or '..' in target:
        return f'"{target}" is no path from src/'
    other = target.split('/')[0]
    if other not in RANKS:
        return f'folder {other}/ has no rank (tests/lint/tree.py)'
    if other != folder and RANKS[other] >= RANKS[folder]:
        way = 'a sibling' if RANKS[other] == RANKS[folder] else 'upward'
        return f'"{target}" is {way}: {folder or "src"}/ has rank {RANKS[folder]}, {other}/ has rank {RANKS[other]}'
    return None


def includes(root):
    """Who includes whom."""
    found = []
    for path in sources(root, '.c', '.h', '.cc', '.hh'):
        name, folder = path.relative_to(root), folder_of(root, path)
        if folder not in RANKS:
            found.append(f'{name}:1: folder {folder}/ has no rank (tests/lint/tree.py)')
            continue
        for number, line in lines(path):
            include = INCLUDE.match(line)
            reason = include and wrong_include(root, folder, *include.groups())
            if reason:
                found.append(f'{name}:{number}: {reason}')
    return found


def words(root):
    """No file outside lookup/ knows the protocol."""
    found = []
    for path in sources(root, '.c', '.h', '.cc', '.hh', '.build'):
        name = str(path.relative_to(root))
        if folder_of(root, path) == 'lookup':
            continue
        for number, line in lines(path):
            found += [f'{name}:{number}: "{word[0]}" belongs into content/ or lookup/'
                      for word in PROTOCOL_WORDS.finditer(line)
                      if word[0] != PROTOCOL_WORDS_ALLOWED.get(name, ('', ''))[0]]
    return found


def listed(root):
    """A file that no meson.build names is never compiled; a header that nobody includes is dead."""
    found, included = [], set()
    for path in sources(root, '.c', '.h', '.cc', '.hh'):
        included |= {include[2] for _, line in lines(path) if (include := INCLUDE.match(line))}
    for path in sources(root, '.c', '.cc', '.h', '.hh'):
        build = path.parent / 'meson.build'
        if path.suffix in ('.h', '.hh'):
            if str(path.relative_to(root / 'src')) not in included:
                found.append(f'{path.relative_to(root)}:1: nothing includes this header')
        elif f"'{path.name}'" not in (build.read_text(encoding='utf-8') if build.is_file() else ''):
            found.append(f'{path.relative_to(root)}:1: {build.relative_to(root)} does not list this file')
    for path in sorted((root / 'tests').glob('*/test_*.c')):
        build = path.parent / 'meson.build'
        name = path.stem.removeprefix('test_')
        if not re.search(rf"'({name}|{path.name})'", build.read_text(encoding='utf-8') if build.is_file() else ''):
            found.append(f'{path.relative_to(root)}:1: {build.relative_to(root)} does not list this test')
    return found
