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
         'too-many', 'fact-in-translation'}
# What is no shape, although the rule's name says so: a value is wrong by what another value of its file is, and JSON
# Schema compares values with constants only. Constants made of a protocol's facts and reasons would not do for its own
# protocol.yaml: that file has one schema for all protocols, also for those that are just being written.
BEYOND = {
    'records': {
        'roles of the facts that the protocol does not have',  # `appears` is the `key` of one of `facts`
        'a reason whose inverse is no reason',                 # `inverse` is the `id` of one of `reasons`
        'a fact given twice', 'two classes with one id',       # uniqueItems takes items for equal only as a whole
        'a reply taken to pieces that is none',                # the `text` of all parts, joined, fits `example.reply`
    },
    'together': {"the protocol damaged, the site's own files are still checked"},  # `appears` again
}
FORMATS = jsonschema.FormatChecker(['date', 'regex'])
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


def changed(case):
    """The files that CASE changes, of the kinds that have a schema. A protocol that no site.yaml lists has none."""
    return [file for file in re.findall(r'^@ (\S+)$', case.change, re.M)
            if kind_of(file) and not file.startswith('content/pot/')]


def told(case):
    """(file, severity, rule) of each finding of CASE in a YAML file."""
    return re.findall(r'^(\S+\.yaml)(?::\d+:\d+)?: (\w+): .* \[([a-z-]+)\]$', case.check, re.M)


def is_readable(case):
    """A syntax that the validator's own reader refuses needs no schema."""
    syntax = {'duplicate-key', 'unreadable-file'}
    return not any(rule.startswith('yaml-') or rule in syntax for _, _, rule in told(case))


def let_pass(case, files, of):
    """Those of FILES, as CASE leaves them, that the schemas find no fault with."""
    if not files:
        return []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(BASE, work / 'src', symlinks=True)
        (work / 'out').mkdir()
        apply(case.change, work)
        protocol = 'content/ktl/protocol.yaml'
        if protocol in changed(case) and protocol not in [file for file, _, _ in told(case)]:
            of = schemas(work / 'src')  # as the author would write them again
        return [file for file in files if not faults(of[kind_of(file)], work / 'src' / file)]


def check_cases():
    of, count, accepted, beyond, refused = schemas(BASE), 0, [], [], []
    for path in sorted((Path(__file__).parent / 'cases').glob('*.txt')):
        for case in filter(is_readable, read_cases(path)):
            bad = sorted({file for file, _, rule in told(case) if rule in SHAPE and kind_of(file)})
            passed = let_pass(case, bad, of)
            count += bool(bad)
            if case.name not in BEYOND.get(path.stem, ()):
                accepted += [f'{path.stem}: {case.name}: {file}' for file in passed]
            elif not passed:
                beyond.append(f'{path.stem}: {case.name}')
            # A schema may say of an error what check calls by the name of another rule.
            wrong = {file for file, severity, _ in told(case) if severity == 'error'}
            right = [file for file in changed(case) if file not in wrong and '! delete' not in case.change]
            refused += [f'{path.stem}: {case.name}: {file}' for file in set(right) - set(let_pass(case, right, of))]
    result('what check refuses for its shape, the schemas refuse', '\n'.join(accepted) or None)
    result('what is named as no shape is none', '\n'.join(beyond) or None)
    result('what check finds no error in, the schemas refuse none of', '\n'.join(refused) or None)
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
