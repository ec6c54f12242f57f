"""The manual pages say what --help says: commands, options with their short form and value, defaults; and are well made.

Usage: pages.py PROGRAM FOLDER, the folder with the sources *.scd. The results are in TAP; what needs scdoc, groff or
mandoc is skipped without it."""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from manual import Help
import tap

program, folder = sys.argv[1], Path(sys.argv[2])
help_ = Help(program)


def plain(text):
    """TEXT without scdoc's marks, on one line."""
    return re.sub(r'\\(.)|(?<!\w)_|_(?!\w)|\*', r'\1', ' '.join(text.split()))


def section(page, name):
    found = re.search(rf'^# {name}\n\n(.*?)(?=^# |\Z)', page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ''


def entries(text):
    """(head, body) of each entry of a list: a line at the margin, then lines behind a tab."""
    return [(plain(head), plain(body)) for head, body in re.findall(r'^(\S.*)\n((?:\t.*\n)+)', text, re.MULTILINE)]


def page(name):
    return (folder / f'{name}.scd').read_text(encoding='utf-8')


def head(option):
    return (f'{option.short}, ' if option.short else '') + option.long + (f'={option.value}' if option.value else '')


def commands():
    """every command has a page and a place in replyglot(1), and no page is of another"""
    listed = {name: body for name, body in entries(section(page('replyglot.1'), 'COMMANDS'))}
    assert set(listed) == set(help_.commands), set(listed) ^ set(help_.commands)
    for name, about in help_.commands.items():
        assert listed[name] == f'{about}. See replyglot-{name}(1).', listed[name]
    files = {path.name for path in folder.glob('replyglot-*.1.scd')}
    assert files == {f'replyglot-{name}.1.scd' for name in help_.commands}, files
    built = (folder / 'meson.build').read_text(encoding='utf-8')
    for path in folder.glob('*.scd'):
        assert f"'{path.stem}'" in built, f'meson.build does not install {path.stem}'


def command(name):
    text = page(f'replyglot-{name}.1')
    assert plain(section(text, 'SYNOPSIS')) == help_.usage(name), (plain(section(text, 'SYNOPSIS')), help_.usage(name))
    told, options = entries(section(text, 'OPTIONS')), help_.options(name)
    assert [entry[0] for entry in told] == [head(option) for option in options], (told, options)
    for (_, body), option in zip(told, options):
        assert body.startswith(option.about), f'{option.long}: "{body}" does not begin with "{option.about}"'
    summary = plain(section(text, 'NAME'))
    assert re.fullmatch(rf'replyglot-{name} - \S.*', summary), summary


def options_elsewhere():
    """an option in the running text or an example of a page is one of its command"""
    for name in help_.able:
        known = {word for option in help_.options(name) for word in (option.short, option.long)}
        for line in re.findall(rf'replyglot {name}( .*)', page(f'replyglot-{name}.1')):
            used = set(re.findall(r'(?<![\w-])(--?[a-z][a-z-]*)', re.split('[|&]', line)[0]))
            assert used <= known, f'{name}: {used - known}'


def see_also():
    """a reference to a page of ours leads to one"""
    names = {path.stem for path in folder.glob('*.scd')}
    for path in folder.glob('*.scd'):
        for name, number in re.findall(r'\*(replyglot[\w-]*)\*\((\d)\)', path.read_text(encoding='utf-8')):
            assert f'{name}.{number}' in names, f'{path.name}: {name}({number})'


def well_made():
    """scdoc, groff and mandoc have nothing to say"""
    with tempfile.TemporaryDirectory() as work:
        for path in sorted(folder.glob('*.scd')):
            made = Path(work) / path.stem
            made.write_bytes(subprocess.run(['scdoc'], input=path.read_bytes(), check=True, capture_output=True).stdout)
            for lint in (['groff', '-man', '-Kutf8', '-Tutf8', '-ww', '-z', str(made)],
                         ['mandoc', '-T', 'lint', '-W', 'warning', str(made)]):
                said = subprocess.run(lint, capture_output=True, text=True, env={'LC_ALL': 'C.UTF-8', 'PATH': '/usr/bin:/bin'})
                lines = (said.stdout + said.stderr).splitlines()
                # scdoc writes a paragraph macro behind every heading; it is no fault of the page.
                lines = [line for line in lines if 'skipping paragraph macro' not in line]
                assert not lines, f'{path.name}: {lint[0]}: {lines[:5]}'


def case(name, function, *args, needs=()):
    missing = [tool for tool in needs if not shutil.which(tool)]
    if missing:
        tap.results.append((f'{name} # SKIP {", ".join(missing)} is not there', None))
        return
    tap.case(function, *args, name=name)


case(commands.__doc__, commands)
for each in help_.able:
    case(f'replyglot-{each}(1) agrees with {each} --help', command, each)
for check in (options_elsewhere, see_also):
    case(check.__doc__, check)
case(well_made.__doc__, well_made, needs=('scdoc', 'groff', 'mandoc'))
tap.finish()
