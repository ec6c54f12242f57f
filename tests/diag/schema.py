"""The JSON Schemas against an independent validator.

Usage: schema.py PROGRAM ROOT. The shipped content and the clean source of base/ fit their schemas; every bad source of
cases/ that `check` finds fault with for its shape, and for nothing but what one file can show, does not. In TAP."""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, '/usr/lib/python3/dist-packages')  # where Debian puts them
import jsonschema  # noqa: E402
import yaml  # noqa: E402

from run import BASE, apply, read_cases  # noqa: E402

PROGRAM, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
KINDS = [  # (pattern of the path, kind); a translation has a language before .yaml
    (r'content/site', 'site'), (r'content/[^/]+/protocol', 'protocol'), (r'content/[^/]+/codes/[^./]+', 'code'),
    (r'content/[^/]+/pairs/[^./]+', 'pair'), (r'content/[^/]+/enhanced', 'enhanced'),
    (r'content/[^/]+/strangers', 'strangers'), (r'content/[^/]+/wire/[^./]+', 'wire'),
]
# The findings that a schema can make: of shape, and of one file alone.
SHAPE = {'unknown-key', 'missing-key', 'wrong-type', 'empty-value', 'bad-value', 'unknown-value', 'repeated-value',
         'fact-in-translation'}
# What is no shape, although the rule's name says so: one value by another, of this file or of another.
BEYOND = {
    'beside': {'a stranger with a bad source'},
    'locales': {'eleven months', 'a bad regular expression'},
    'records': {
        'a reason that the protocol does not have', "a reason like none of the protocol's", 'a source of what is no fact',
        'a source that is both an RFC and a page',
        'a source that is nothing', 'roles of the facts that the protocol does not have',
        'a reason whose inverse is no reason', 'a code that is no regular expression', 'a fact given twice',
        'a fact with the key of a passage', 'two classes with one id', 'two reasons and two categories with one id',
        'a reply taken to pieces that is none', 'a code that is a regular expression only within a group',
        'a form of text that nothing can look up'},
    'together': {"the protocol damaged, the site's own files are still checked"},
    'translations': {'a fingerprint that is none'},
    'words': {'words for a value that the protocol does not have', 'words for what the protocol does not have'},
}
FORMATS = jsonschema.FormatChecker(['date'])
results = []


class Text(yaml.SafeLoader):
    """Every scalar is text, as this program reads it; nothing, and a plain ~, is no text."""


def scalar(loader, node):
    return None if not node.style and node.value in ('', '~') else node.value


Text.yaml_implicit_resolvers = {}
Text.add_constructor('tag:yaml.org,2002:str', scalar)


def schemas(source):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PROGRAM, 'schema', '--source', source, '--output', folder], check=True)
        return {path.stem: json.loads(path.read_text()) for path in Path(folder).iterdir()}


def kind_of(file):
    for pattern, kind in KINDS:
        if re.fullmatch(pattern + r'\.yaml', file):
            return kind
        if re.fullmatch(pattern + r'\.[a-z-]+\.yaml', file):
            return f'{kind}.translation'
    if re.fullmatch(r'content/[^/]+/words/[a-z-]+\.yaml', file):
        return 'words'
    return 'locale' if re.fullmatch(r'locales/[a-z-]+\.yaml', file) else None


def faults(schema, path, loader=Text):
    data = yaml.load(path.read_text(encoding='utf-8'), Loader=loader)
    data = json.loads(json.dumps(data if data is not None else {}, default=str))  # editors read dates as text
    return [f'{"/".join(map(str, error.absolute_path))}: {error.message[:200]}'
            for error in jsonschema.Draft202012Validator(schema, format_checker=FORMATS).iter_errors(data)]


def result(name, fault):
    results.append((name, fault))


def check_source(name, source, loader):
    of, seen, found = schemas(source), set(), []
    for path in sorted([*source.glob('content/**/*.yaml'), *source.glob('locales/*.yaml')]):
        file = str(path.relative_to(source))
        kind = kind_of(file)
        seen.add(kind)
        found += [f'{file}: {fault}' for fault in faults(of[kind], path, loader)]
    missing = set(of) - seen - {'wire.translation', 'pair.translation', 'enhanced.translation', 'strangers.translation'}
    result(name, '\n'.join(found[:20]) or (f'no file of {missing}' if missing else None))


def rejected(case, of):
    """Whether the file of each finding of CASE that is of shape is refused; None where there is none."""
    told = re.findall(r'^(\S+\.yaml)(?::\d+:\d+)?: \w+: .* \[([a-z-]+)\]$', case.check, re.M)
    # A syntax that the validator's own reader refuses needs no schema; neither does what needs other files to be known.
    files = {file for file, rule in told if rule in SHAPE and kind_of(file)}
    if not files or any(rule.startswith('yaml-') or rule == 'duplicate-key' for _, rule in told):
        return None
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(BASE, work / 'src', symlinks=True)
        (work / 'out').mkdir()
        apply(case.change, work)
        return [file for file in sorted(files) if not faults(of[kind_of(file)], work / 'src' / file)]


def check_cases():
    of, count, accepted, refused = schemas(BASE), 0, [], []
    for path in sorted((Path(__file__).parent / 'cases').glob('*.txt')):
        for case in read_cases(path):
            let_pass = rejected(case, of)
            if let_pass is None:
                continue
            count += 1
            if case.name not in BEYOND.get(path.stem, ()):
                accepted += [f'{path.stem}: {case.name}: {file}' for file in let_pass]
            elif not let_pass:
                refused.append(f'{path.stem}: {case.name}')
    result('what check refuses for its shape, the schemas refuse', '\n'.join(accepted) or None)
    result('what is named as no shape is none', '\n'.join(refused) or None)
    result('there were such cases', None if count >= 60 else f'only {count}')


check_source('the shipped content fits, all scalars as text', ROOT, Text)
check_source('the shipped content fits, read as an editor does', ROOT, yaml.SafeLoader)
check_source('the source of the cases fits', BASE, Text)
check_cases()
print(f'1..{len(results)}')
for number, (name, fault) in enumerate(results, 1):
    print(f'{"not ok" if fault else "ok"} {number} - {name}')
    if fault:
        print(''.join(f'# {line}\n' for line in fault.splitlines()), end='')
sys.exit(any(fault for _, fault in results))
