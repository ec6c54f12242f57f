"""The completions of bash, fish and zsh are what --help lists: the shell itself is asked.

Usage: completions.py SHELL PROGRAM FOLDER SOURCE: the folder with the completions, and a source with languages and
codes. The results are in TAP; all are skipped where the shell is not there."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from manual import Help

shell, program = sys.argv[1:3]
folder, source = Path(sys.argv[3]).resolve(), Path(sys.argv[4]).resolve()
help_ = Help(program)


def bash(line, cwd):
    """What bash offers for LINE; its words are parted at "=" as Readline does."""
    words = [part for word in line.split(' ') for part in re.split('(=)', word)]
    if words[-2:] == ['=', '']:
        words.pop()
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' \
             '_replyglot 2>&1; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(['bash', '--norc', '-c', script, 'bash', folder / 'replyglot.bash', *words], cwd=cwd,
                          capture_output=True, text=True, check=True)
    return done.stdout.split('\n')


def fish(line, cwd):
    done = subprocess.run(['fish', '--no-config', '-c', 'source $argv[1]; complete -C $argv[2]',
                           folder / 'replyglot.fish', line], cwd=cwd, capture_output=True, text=True, check=True)
    assert not done.stderr, done.stderr
    # The common part of --format=json is offered with the rest.
    return [re.sub(r'^--[\w-]+=(?=.)', '', entry.split('\t')[0]) for entry in done.stdout.split('\n')]


ZSH = r'''
fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
    local -a hits
    builtin compadd -A hits "$@"
    print -rl -- $hits >>$ASKED
    builtin compadd "$@"
}
ask() { _main_complete 2>>$ASKED; : >$ASKED.done }
zle -C ask complete-word ask
bindkey '^T' ask  # begins no longer sequence, for which the shell would wait
: >$ASKED.done
'''


class Zsh:
    """A zsh at a terminal, since its completions are a part of the line editor."""

    def __init__(self):
        self.work = tempfile.TemporaryDirectory()
        self.asked, setup = Path(self.work.name) / 'asked', Path(self.work.name) / 'setup'
        setup.write_text(ZSH % folder)
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.execvpe('zsh', ['zsh', '-f', '-i'], {**os.environ, 'ASKED': str(self.asked), 'TERM': 'dumb'})
        self.type(f'source {setup}\n')

    def type(self, keys):
        """Types KEYS, and waits until the file is there that tells of their end; what is echoed is read away."""
        done, until = Path(f'{self.asked}.done'), time.monotonic() + 60
        os.write(self.terminal, keys.encode())
        while not done.exists():
            assert time.monotonic() < until, 'zsh does not answer'
            if select.select([self.terminal], [], [], 0.02)[0]:
                os.read(self.terminal, 4096)
        done.unlink()

    def __call__(self, line, cwd):
        self.asked.write_text('')
        self.type(f'\x15cd {cwd}; : >$ASKED.done\n')  # ^U: away with the line before
        self.type(f'{line}\x14')
        return self.asked.read_text().split('\n')

    def __del__(self):
        os.close(self.terminal)  # hangs up
        os.waitpid(self.process, 0)


ask = None  # the function or object that answers, once it is known that the shell is there


def offered(line, cwd=source):
    return {word.rstrip('=').rstrip('/') for word in ask(f'replyglot {line}', cwd)} - {''}


def same(line, expected, cwd=source):
    found = offered(line, cwd)
    assert found == set(expected), f'"replyglot {line}": {sorted(found)}, not {sorted(set(expected))}'


def commands():
    """commands"""
    same('', set(help_.commands) | (offered('') & {'-h', '--help', '--version'}))
    assert {'--help', '--version'} <= offered('-') | offered('--'), offered('--')


def options(name):
    known = help_.options(name)
    same(f'{name} --', [option.long for option in known])
    short = {option.short for option in known} - {''}
    assert short == {word for word in offered(f'{name} -') if not word.startswith('--')}, offered(f'{name} -')


def values():
    """the values that an option lists"""
    seen = 0
    for name in help_.able:
        for option in help_.options(name):
            if option.values:
                seen += 1
                same(f'{name} {option.long} ', option.values)
                same(f'{name} {option.long}={option.values[0][:1]}',
                     [value for value in option.values if value.startswith(option.values[0][:1])])
                same(f'{name} {option.short} ', option.values)
    assert seen >= 4, 'no values in --help'


def languages():
    """languages, of the source here and of the one that is named"""
    known = {path.stem for path in source.glob('locales/*.yaml')}
    assert known
    same('lookup --lang ', known)
    same(f'lookup --source {source} -l ', known, Path('/'))
    same(f'lookup --source={source} --lang ', known, Path('/'))
    same('translations --lang ', known)
    same('new --lang ', known)


def codes():
    """codes, kinds and what can be begun"""
    known = {path.stem for path in source.glob('content/*/codes/*.yaml') if '.' not in path.stem}
    assert known
    same('new code ', known)
    same('new pair ', known)
    same(f'new pair {min(known)} ', known)
    same('schema ', help_.kinds())
    same('new ', re.findall(r'\b([a-z]+) [A-Z]', help_.usage('new')))
    same('new --protocol ', {path.parent.name for path in source.glob('content/*/protocol.yaml')})


def folders():
    """folders, where an option asks for one"""
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / 'shelf').mkdir()
        (Path(work) / 'sheet').touch()
        for name in help_.able:
            for option in help_.options(name):
                if option.value == 'DIR':
                    same(f'{name} {option.long} sh', ['shelf'], work)
        same('translations sh', ['shelf', 'sheet'], work)


def main():
    global ask
    cases = [(function.__doc__, function, ()) for function in (commands, values, languages, codes, folders)]
    cases += [(f'options of {name}', options, (name,)) for name in help_.able]
    if not shutil.which(shell):
        print(f'1..0 # SKIP {shell} is not there')
        return 0
    ask = Zsh() if shell == 'zsh' else {'bash': bash, 'fish': fish}[shell]
    failed = 0
    print(f'1..{len(cases)}')
    for number, (name, function, args) in enumerate(cases, 1):
        try:
            function(*args)
            print(f'ok {number} - {name}')
        except (AssertionError, subprocess.SubprocessError, OSError) as fault:
            failed += 1
            print(f'not ok {number} - {name}', *(f'# {part}' for part in str(fault).splitlines()), sep='\n')
    return failed > 0


sys.exit(main())
