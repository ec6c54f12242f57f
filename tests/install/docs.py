"""Every command in README.md and docs/*.md runs and prints what is shown.

Usage: docs.py PROGRAM ROOT. A block marked ```console is run line by line, in a copy of the shipped source that all blocks
of a file share: what stands behind `$ ` is the command, what follows is its output, where … stands for anything on a
line, and alone on a line for any lines; one with GNU parallel is passed over where that is missing. A block marked ```sh
cannot be run here: the options of our programs in it are compared with --help. ```yaml and ```json are read; YAML whose
first line is `# FOLDER/FILE.yaml` stands in that file for what follows. The results are in TAP."""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from manual import Help, scratch_below
from tap import case, finish

sys.path.append('/usr/lib/python3/dist-packages')  # Debian's, also for a python of one's own
import yaml  # noqa: E402

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
help_ = Help(program)
BLOCK = re.compile(r'^```(\w*)\n(.*?)^```$', re.MULTILINE | re.DOTALL)
# SOURCE_DATE_EPOCH: `new` writes a day. GITHUB_ACTIONS would change what is printed.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != 'GITHUB_ACTIONS'}
ENVIRONMENT |= {'PATH': f'{program.parent}:{os.environ["PATH"]}', 'SOURCE_DATE_EPOCH': '1763769600', 'LC_ALL': 'C.UTF-8'}


def pattern(shown):
    """The regular expression that SHOWN stands for."""
    parts = []
    for line in shown.splitlines():
        parts.append('(?:.*\n)*?' if line == '…' else re.escape(line).replace('…', '.*') + '\n')
    return ''.join(parts)


def run(work, block):
    """Runs a console block; the first fault."""
    assert block.startswith('$ '), 'a console block begins with a command'
    for command, shown in re.findall(r'^\$ (.*)\n((?:(?!\$ ).*\n)*)', block, re.MULTILINE):
        done = subprocess.run(['sh', '-c', command], cwd=work, env=ENVIRONMENT, capture_output=True, text=True,
                              timeout=120)
        said = done.stdout + done.stderr
        # A check that shows findings ends with 1; every other command that is shown works.
        assert done.returncode == 0 or done.returncode == 1 and 'check' in command and shown, \
            f'{command}: status {done.returncode}\n{said}'
        if not shown and not re.search(r'^replyglot build', command):
            assert not said, f'{command} prints\n{said[:2000]}'
        if shown:
            assert re.fullmatch(pattern(shown), said), f'{command} prints\n{said[:2000]}\nand not\n{shown}'


def options(block):
    """An option that is not one of --help, in lines that cannot be run here."""
    for line in block.replace('\\\n', ' ').splitlines():
        words = shlex.split(line, comments=True)
        for at, word in enumerate(words):
            name = Path(word).name
            if word.startswith('scripts/'):
                assert (root / word).is_file(), f'{word} is not there'
            if not (word in ('replyglot', 'build/src/replyglot') or word == 'scripts/site') or at and words[at - 1] == '-t':
                continue
            rest = words[at + 1:]
            command = 'build' if name == 'site' else rest[0]
            if command not in help_.commands:
                assert command in ('--help', '--version', 'COMMAND'), f'{line}: {command}'
                continue
            known = {each for option in help_.options(command) for each in (option.short, option.long)}
            used = {each.split('=')[0] for each in rest if each.startswith('-') and each != '-'}
            assert used <= known, f'{line}: {used - known}'


def read(page):
    """The first fault of PAGE."""
    text = page.read_text(encoding='utf-8')
    assert text.count('```') == 2 * len(BLOCK.findall(text)), 'a block has no end'
    with tempfile.TemporaryDirectory(dir=scratch_below()) as folder:
        work = Path(folder) / 'site'
        for name in ('content', 'locales', 'templates'):
            shutil.copytree(root / name, work / name)
        for language, block in BLOCK.findall(text):
            if language == 'console' and ('| parallel ' not in block or shutil.which('sem')):  # not that of moreutils
                run(work, block)
            elif language == 'sh':
                options(block)
            elif language == 'json':
                json.loads(block)
            elif language == 'yaml':
                yaml.safe_load(block)
                if file := re.match(r'# (\S+/\S+\.yaml)\n', block):
                    (work / file[1]).parent.mkdir(parents=True, exist_ok=True)
                    (work / file[1]).write_text(block, encoding='utf-8')


def inline(page):
    """Options of our commands in the running text."""
    text = BLOCK.sub('', page.read_text(encoding='utf-8'))
    for line in re.findall(r'`(replyglot (?!COMMAND)[^`]*|(?:build|check|serve|lookup|translations|schema|new|names) -[^`]*)`', text):
        options(re.sub(r'^(?!replyglot)', 'replyglot ', line).replace('|', ','))


def links(page):
    """A link to a file leads to one, a link to a heading to one."""
    text = BLOCK.sub('', page.read_text(encoding='utf-8'))
    for target in re.findall(r'\]\(([^)\s]+)\)', re.sub(r'`[^`\n]*`', '', text)):
        path, _, heading = target.partition('#')
        if re.match(r'https?:|rfc:|code:', target):
            continue
        file = page.parent / path if path else page
        assert file.exists(), f'{target} leads nowhere'
        if heading:
            found = {re.sub(r'[^\w-]', '', line.lower().replace(' ', '-'))
                     for line in re.findall(r'^#+ (.*)$', file.read_text(encoding='utf-8'), re.MULTILINE)}
            assert heading in found, f'{target} leads to no heading'


def editors():
    """the mapping for editors has every schema that is written"""
    blocks = BLOCK.findall((root / 'docs/editors.md').read_text(encoding='utf-8'))
    mapped = next(json.loads(block)['yaml.schemas'] for language, block in blocks if language == 'json')
    with tempfile.TemporaryDirectory(dir=scratch_below()) as folder:
        subprocess.run([program, 'schema', '--source', root, '--output', folder], check=True, capture_output=True)
        assert {f'.schemas/{file.name}' for file in Path(folder).iterdir()} == set(mapped), sorted(mapped)


pages = [root / 'README.md', *sorted(root.glob('docs/*.md'))]
assert len(pages) > 5
for page in pages:
    for what, function in (('runs', read), ('names options that exist', inline), ('links to what exists', links)):
        case(function, page, name=f'{page.relative_to(root)} {what}')
case(editors)
finish()
