"""The commands as a shell meets them: exit status, standard output, standard error.

Usage: run.py PROGRAM BASE SHIPPED, where BASE is a small clean source and SHIPPED one of thousands of pages. The
results are in TAP."""
import fcntl
import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DONE, FINDINGS, USAGE, IO = 0, 1, 2, 3


def usage(command, said):
    return f'replyglot {command}: {said}\nTry: replyglot {command} --help\n'


def no_folder(command, path):
    return (f'replyglot {command}: {path}: no such folder; name the folder with content/, locales/ and templates/ by '
            '--source\n')


def bad_url(url):
    return usage('build', f'--base-url "{url}" is not an http or https address in ASCII that ends with /, such as https://example.org/docs/')


TOP = 'Try: replyglot --help\n'
# Filled in by Shell.fill() with what stands in the folder: the kinds of pages grow.
BUILT = 'PAGES pages in FILES files'
JOBS = usage('build', '--jobs is a number from 1 to 256')


def bad_shard(text):
    return usage('build', f'--shard "{text}" is not I/N, the I-th of N shards, with N from 1 to 10000 and I from 1 to N')


BAD = ('content/ktl/codes/40.yaml:24:1: error: unknown key "colour" [unknown-key]\n')
GITHUB = '::error file=bad/content/ktl/codes/40.yaml,line=24,col=1,title=unknown-key::unknown key "colour"\n'
FULL = 'replyglot: standard output: No space left on device\n'

# name: arguments, status, standard output, standard error. Output is whole, or, as a set, pieces that it must have.
# The source is src, bad one is bad; "file" is a file.
RUNS = {
    'no command': ([], USAGE, '', f'replyglot: no command\n{TOP}'),
    'help': (['--help'], DONE, {'Usage: replyglot COMMAND', '  build ', '  check ', '  serve ', '  names ', 'Exit status: 0 done'}, ''),
    'help, shortly': (['-h'], DONE, {'Usage: replyglot COMMAND'}, ''),
    'help as a command': (['help'], DONE, {'Usage: replyglot COMMAND'}, ''),
    'version': (['--version'], DONE, {'replyglot 0.'}, ''),
    'help of a command, asked for first': (['help', 'names'], DONE, {'replyglot names [OPTION…]'}, ''),
    'help of no command': (['help', 'xyzzy'], USAGE, '', f'replyglot: no command "xyzzy"\n{TOP}'),
    'a word too many for help': (['--help', 'build'], USAGE, '', f'replyglot: "build" is not expected here\n{TOP}'),
    'a word too many for the version': (['--version', 'x'], USAGE, '', f'replyglot: "x" is not expected here\n{TOP}'),
    'a misspelt command': (['bild'], USAGE, '', f'replyglot: no command "bild": did you mean "build"?\n{TOP}'),
    'a command like no other': (['xyzzy'], USAGE, '', f'replyglot: no command "xyzzy"\n{TOP}'),
    'an empty command': ([''], USAGE, '', f'replyglot: no command ""\n{TOP}'),
    'an option in place of a command': (['--source'], USAGE, '', {'replyglot: no command "--source"', TOP}),

    'help of build': (['build', '--help'], DONE, {'replyglot build [OPTION…]', '--source', '--output', '--jobs',
                                                 '--base-url', '--quiet', '--verbose'}, ''),
    'help of check': (['check', '-h'], DONE, {'replyglot check [OPTION…]', '--source', '--strict', '--format', '--output',
                                              '--quiet', '--verbose'}, ''),
    'help of names': (['names', '--help'], DONE, {'replyglot names [OPTION…]'}, ''),
    'help goes before what is missing': (['build', '--source', 'nowhere', '--help'], DONE, {'--output'}, ''),
    'an unknown option': (['build', '--ouput', 'x'], USAGE, '', usage('build', 'Unknown option --ouput: did you mean '
                                                                            '"--output"?')),
    'an unknown option with its value': (['check', '--fromat=json'], USAGE, '',
                                         usage('check', 'Unknown option --fromat=json: did you mean "--format"?')),
    'an unknown option for help': (['names', '--hlep'], USAGE, '',
                                   usage('names', 'Unknown option --hlep: did you mean "--help"?')),
    'an option like no other': (['check', '--xyzzy'], USAGE, '', usage('check', 'Unknown option --xyzzy')),
    'an unknown letter': (['check', '-x'], USAGE, '', usage('check', 'Unknown option -x')),
    'a misspelt option of the program': (['--versoin'], USAGE, '',
                                         f'replyglot: no command "--versoin": did you mean "--version"?\n{TOP}'),
    'an option without its value': (['build', '--output'], USAGE, '', usage('build', 'Missing argument for --output')),
    'an argument too many': (['build', 'src'], USAGE, '', usage('build', '"src" is not expected here')),
    'an argument too many behind --': (['check', '--', 'src'], USAGE, '', usage('check', '"src" is not expected here')),
    'two texts to look up': (['lookup', '550', 'no'], USAGE, '',
                             usage('lookup', 'more than one text: put it in quotes')),
    'an unknown form of an answer': (['lookup', '--format', 'xml', '550'], USAGE, '',
                                     usage('lookup', '--format "xml" is neither text nor json')),
    'nothing to look up in': (['lookup', '--source', 'src', '550'], USAGE, '',
                              'replyglot lookup: no protocol of this source says `lookup` in its protocol.yaml\n'),
    'an argument too many of names': (['names', 'page'], USAGE, '', usage('names', '"page" is not expected here')),

    'a source that is not there': (['check', '-s', 'nowhere'], IO, '', no_folder('check', 'nowhere/content')),
    'a source that is not there, for a built site': (['check', '-s', 'nowhere', '-o', 'src'], IO, '', 'replyglot check: nowhere: no such folder\n'),
    'a folder within the source': (['build', '-s', 'src/content', '-o', 'new'], IO, '',
                                   no_folder('build', 'src/content/content')),
    'a source that is a file': (['check', '-s', 'file'], IO, '', no_folder('check', 'file/content')),
    'an empty source': (['check', '-s', ''], USAGE, '', usage('check', '--source is empty')),
    'an empty source of new': (['new', '-s', '', 'code', '42'], USAGE, '', usage('new', '--source is empty')),
    'an empty source of lookup': (['lookup', '-s', '', '40'], USAGE, '', usage('lookup', '--source is empty')),
    'an empty source of translations': (['translations', '-s', ''], USAGE, '',
                                        usage('translations', '--source is empty')),
    'an empty source of schema': (['schema', '-s', '', 'code'], USAGE, '', usage('schema', '--source is empty')),
    'an empty output of schema': (['schema', '-s', 'src', '-o', ''], USAGE, '', usage('schema', '--output is empty')),
    'an empty source of build': (['build', '-s', ''], USAGE, '', usage('build', '--source is empty')),
    'no source here': (['check'], IO, '', no_folder('check', './content')),

    'a clean source': (['check', '-s', 'src', '--strict'], DONE, '', ''),
    'warnings are no failure': (['check', '-s', 'stale'], DONE, {'[stale-translation]'},
                                'replyglot check: 0 errors, 1 warning\n'),
    'warnings are a failure when it is strict': (['check', '-s', 'stale', '--strict'], FINDINGS,
                                                 {'[stale-translation]'}, 'replyglot check: 0 errors, 1 warning\n'),
    'an error': (['check', '-s', 'bad'], FINDINGS, {'[unknown-key]'}, 'replyglot check: 1 error, 0 warnings\n'),
    'as text': (['check', '-s', 'bad', '--format', 'text'], FINDINGS, BAD, 'replyglot check: 1 error, 0 warnings\n'),
    'as JSON': (['check', '-s', 'bad', '-f', 'json'], FINDINGS, {'"rule":"unknown-key"', '"errors": 1'},
                'replyglot check: 1 error, 0 warnings\n'),
    'nothing found, as JSON': (['check', '-s', 'src', '-f', 'json'], DONE,
                               '{\n"findings": [\n],\n"errors": 0,\n"warnings": 0\n}\n', ''),
    'as SARIF': (['check', '-s', 'bad', '--format=sarif'], FINDINGS,
                 {'"ruleId":"unknown-key"', '"uri":"bad/content/ktl/codes/40.yaml"'},
                 'replyglot check: 1 error, 0 warnings\n'),
    'for GitHub': (['check', '-s', 'bad', '-f', 'github'], FINDINGS, GITHUB, 'replyglot check: 1 error, 0 warnings\n'),
    'a misspelt format': (['check', '-f', 'jsno'], USAGE, '',
                          usage('check', '--format "jsno" is not one of text, json, sarif, github: did you mean '
                                         '"json"?')),
    'a format like no other': (['check', '-f', ''], USAGE, '',
                               usage('check', '--format "" is not one of text, json, sarif, github')),
    'quiet, with nothing that fails': (['check', '-s', 'stale', '-q'], DONE, '', ''),
    'quiet, with what fails': (['check', '-s', 'bad', '--quiet'], FINDINGS, BAD, ''),
    'quiet, with warnings that fail': (['check', '-s', 'stale', '-q', '--strict'], FINDINGS, {'[stale-translation]'},
                                       ''),
    'quiet hides nothing from programs': (['check', '-s', 'stale', '-q', '-f', 'json'], DONE, {'"stale-translation"'},
                                          ''),
    'verbose, with nothing found': (['check', '-s', 'src', '-v'], DONE, '', 'replyglot check: 0 errors, 0 warnings\n'),
    'quiet and verbose': (['check', '-q', '-v'], USAGE, '', usage('check', '--quiet and --verbose exclude each other')),
    'quiet and verbose of build': (['build', '-q', '-v'], USAGE, '',
                                   usage('build', '--quiet and --verbose exclude each other')),
    'quiet build': (['build', '-s', 'stale', '-o', 'new', '--quiet'], DONE, '', ''),
    'quiet build with an error': (['build', '-s', 'bad', '-o', 'new', '-q'], FINDINGS, '',
                                  BAD + 'replyglot build: 1 error; nothing was written\n'),
    'verbose build': (['build', '-s', 'stale', '-o', 'new', '--verbose', '-j', '2'], DONE, {BUILT},
                      {'[stale-translation]', 'replyglot build: 0 errors, 1 warning; 2 threads, '}),

    'build with an error': (['build', '-s', 'bad', '-o', 'new'], FINDINGS, '',
                            {'[unknown-key]', 'replyglot build: 1 error; nothing was written\n'}),
    'build with a warning': (['build', '-s', 'stale', '-o', 'new'], DONE, {BUILT}, {'[stale-translation]'}),
    'build': (['build', '-s', 'src', '-o', 'new'], DONE, {f'new: {BUILT}', 'FILES written, 0 unchanged, 0 deleted\n'}, ''),
    'build again': (['build', '-s', 'src', '-o', 'built'], DONE, {'0 written, FILES unchanged, 0 deleted\n'}, ''),
    'build into folders that are not there': (['build', '-s', 'src', '-o', 'a/b/c'], DONE, {f'a/b/c: {BUILT}'}, ''),
    'build into public by default': (['build', '-s', 'src'], DONE, {f'public: {BUILT}'}, ''),

    'an output that is a file': (['build', '-s', 'src', '-o', 'file'], IO, '',
                                 'replyglot build: file: Not a directory\n'),
    'an output below a file': (['build', '-s', 'src', '-o', 'file/x'], IO, '',
                               'replyglot build: file/x: Not a directory\n'),
    'an output where nothing can be': (['build', '-s', 'src', '-o', '/dev/null'], IO, '',
                                       'replyglot build: /dev/null: Not a directory\n'),
    'an empty output': (['build', '-s', 'src', '-o', ''], USAGE, '', usage('build', '--output is empty')),

    'no jobs': (['build', '-j', '0'], USAGE, '', JOBS),
    'less than no jobs': (['build', '-j', '-1'], USAGE, '', JOBS),
    'too many jobs': (['build', '--jobs', '257'], USAGE, '', JOBS),
    'as many jobs as can be': (['build', '-s', 'src', '-o', 'new', '-j', '256'], DONE, {BUILT}, ''),
    'jobs beyond numbers': (['build', '--jobs', '99999999999'], USAGE, '',
                            usage('build', 'Integer value “99999999999” for --jobs out of range')),
    'jobs that are no number': (['build', '--jobs', 'all'], USAGE, '',
                                usage('build', 'Cannot parse integer value “all” for --jobs')),
    'half a job': (['build', '-j', '1.5'], USAGE, '', usage('build', 'Cannot parse integer value “1.5” for -j')),

    'an address with a port and a path': (['build', '-s', 'src', '-o', 'new', '-b', 'http://localhost:8080/x/'], DONE,
                                          {BUILT}, ''),
}
for shard in ['', '0/8', '9/8', '1/0', '0/0', '8', '/8', '3/', '3/8/', '3/8/1', '-1/8', '+3/8', '3/-8', ' 3/8', '3 /8',
              '3/8x', '1.5/8', '1/10001', '1/99999999999999999999', 'a/b', '3\u22158', '3of8']:
    RUNS[f'the shard {shard!r}'] = (['build', '-s', 'src', '-o', 'new', '--shard', shard], USAGE, '', bad_shard(shard))
RUNS |= {
    'a shard without its number': (['build', '--shard'], USAGE, '', usage('build', 'Missing argument for --shard')),
    'a shard of check': (['check', '--shard', '1/2'], USAGE, '', usage('check', 'Unknown option --shard')),
    'the only shard': (['build', '-s', 'src', '-o', 'new', '--shard', '1/1'], DONE, {f'new: shard 1 of 1: {BUILT}'}, ''),
    'more shards than outputs': (['build', '-s', 'src', '-o', 'new', '--shard=10000/10000'], DONE,
                                 'new: shard 10000 of 10000: 0 pages in 0 files, 0 bytes: 0 written, 0 unchanged, '
                                 '0 deleted\n', ''),
}
for address in ['', 'example.org', 'https://example.org', 'ftp://example.org/', 'https://', 'https:///',
                'https://example.org/a b/', 'https://example.org/?q/', 'https://example.org/#x/', '//example.org/',
                'https://user@example.org/', 'https://example.org/é/', 'https://example.org/"/', 'javascript:alert(1)//',
                'https://example.org/a//', 'https://example.org:port/', 'https://example.org/\n/', 'https://example.org/\n']:
    RUNS[f'the address {address!r}'] = (['build', '-s', 'src', '-o', 'new', '--base-url', address], USAGE, '',
                                        bad_url(address))


# What the program asks the environment for is set where it is tested.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ('GITHUB_ACTIONS', 'NO_COLOR')}
ENVIRONMENT['TERM'] = 'xterm'


class Shell:
    """A scratch folder with the sources src, stale and bad, the site built, and a file."""

    def __init__(self, program, base, shipped, scratch):
        self.program, self.work, self.shipped = program, Path(scratch), shipped
        for name in ('src', 'stale', 'bad'):
            shutil.copytree(base, self.work / name)
        (self.work / 'file').write_text('mine\n', encoding='utf-8')
        with (self.work / 'bad/content/ktl/codes/40.yaml').open('a', encoding='utf-8') as file:
            file.write('colour: red\n')
        pair = self.work / 'stale/content/ktl/pairs/40-41.yaml'
        pair.write_text(pair.read_text(encoding='utf-8').replace('fetch', 'get'), encoding='utf-8')
        self.run('build', '-s', 'src', '-o', 'built')
        files = [path for path in (self.work / 'built').rglob('*') if path.is_file()]
        self.files = len([path for path in files if not path.name.startswith('.replyglot-')])
        self.pages = len([path for path in files if path.suffix == '.html'])

    def fill(self, wanted):
        if isinstance(wanted, set):
            return {self.fill(piece) for piece in wanted}
        return wanted.replace('PAGES', str(self.pages)).replace('FILES', str(self.files))

    def run(self, *args, **keywords):
        keywords = {'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'env': ENVIRONMENT, **keywords}
        return subprocess.run([self.program, *args], cwd=self.work, text=True, timeout=300, check=False, **keywords)

    def terminal(self, *args, **variables):
        """What a terminal gets that is standard output and standard error."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([self.program, *args], cwd=self.work, env={**ENVIRONMENT, **variables},
                              stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            said = b''
            while piece := read_terminal(ours):
                said += piece
            os.close(ours)
        return process.returncode, said.decode().replace('\r\n', '\n')


def read_terminal(fd):
    """The next bytes; none when the other side has gone, which Linux calls an error."""
    try:
        return os.read(fd, 65536)
    except OSError:
        return b''


def differs(said, wanted):
    if isinstance(wanted, set):
        return any(piece not in said for piece in wanted)
    return said != wanted


def check_run(shell, args, status, out, err):
    result = shell.run(*args)
    for folder in ('new', 'a', 'public'):
        shutil.rmtree(shell.work / folder, ignore_errors=True)
    if (result.returncode != status or differs(result.stdout, shell.fill(out))
            or differs(result.stderr, shell.fill(err))):
        return f'{args} ended with {result.returncode} and said\n{result.stdout}and on standard error\n{result.stderr}'
    return None


def full_output(shell, args):
    """Standard output on a full disk."""
    with open('/dev/full', 'w', encoding='utf-8') as full:
        result = shell.run(*args, stdout=full)
    if (result.returncode, result.stderr) != (IO, FULL):
        return f'{args} ended with {result.returncode} and said {result.stderr}'
    return None


def full_messages(shell):
    """Standard error on a full disk: what build finds cannot be told."""
    with open('/dev/full', 'w', encoding='utf-8') as full:
        result = shell.run('build', '-s', 'bad', '-o', 'new', stderr=full)
    return None if result.returncode == IO else f'ended with {result.returncode}'


def closed_pipe(shell):
    """The reader of a pipe has gone."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, 'w') as pipe:
        result = shell.run('names', stdout=pipe)
    if (result.returncode, result.stderr) != (IO, 'replyglot: standard output: Broken pipe\n'):
        return f'ended with {result.returncode} and said {result.stderr}'
    return None


def closed_output(shell):
    """No standard output at all: what is opened next must not take its place."""
    result = shell.run('build', '-s', 'src', '-o', 'new', preexec_fn=lambda: os.close(1), stdout=None)
    text = (shell.work / 'new/index.html').read_text(encoding='utf-8')
    shutil.rmtree(shell.work / 'new')
    if result.returncode != IO or ' pages in ' in text:
        return f'ended with {result.returncode} and said {result.stderr}'
    return None


def second_writer(shell):
    """Another build holds the output folder, and then does not."""
    folder = os.open(shell.work / 'built', os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    busy = shell.run('build', '-s', 'src', '-o', 'built')
    os.close(folder)
    free = shell.run('build', '-s', 'src', '-o', 'built')
    said = 'replyglot build: built: another build is writing to this folder\n'
    if (busy.returncode, busy.stdout, busy.stderr) != (IO, '', said) or free.returncode != DONE:
        return f'ended with {busy.returncode} and {free.returncode} and said {busy.stderr}'
    return None


def other_base_url(shell):
    """--base-url goes before that of site.yaml, everywhere."""
    shell.run('build', '-s', 'src', '-o', 'new', '-b', 'https://other.example/base/')
    files = [path for path in (shell.work / 'new').rglob('*') if path.is_file()]
    wrong = [str(path) for path in files if b'kettles.example/en' in path.read_bytes()]
    robots = (shell.work / 'new/robots.txt').read_text(encoding='utf-8')
    shutil.rmtree(shell.work / 'new')
    if wrong or 'Sitemap: https://other.example/base/sitemap.xml\n' not in robots:
        return f'{wrong} {robots}'
    return None


def colours(shell):
    """Colour on a terminal only, and not where NO_COLOR is set to anything."""
    red = BAD.replace('error:', '\x1b[1;31merror:\x1b[0m') + 'replyglot check: 1 error, 0 warnings\n'
    plain = BAD + 'replyglot check: 1 error, 0 warnings\n'
    wanted = [({}, red), ({'NO_COLOR': ''}, red), ({'NO_COLOR': '1'}, plain), ({'NO_COLOR': '0'}, plain),
              ({'TERM': 'dumb'}, plain)]
    for variables, text in wanted:
        said = shell.terminal('check', '-s', 'bad', **variables)
        if said != (FINDINGS, text):
            return f'{variables}: {said}'
    return None


def in_actions(shell):
    """GitHub Actions gets its own format, from build too, unless another is asked for."""
    environment = {**ENVIRONMENT, 'GITHUB_ACTIONS': 'true'}
    check = shell.run('check', '-s', 'bad', env=environment)
    text = shell.run('check', '-s', 'bad', '-f', 'text', env=environment)
    build = shell.run('build', '-s', 'bad', '-o', 'new', env=environment)
    other = shell.run('check', '-s', 'bad', env={**ENVIRONMENT, 'GITHUB_ACTIONS': 'false'})
    said = (check.stdout, text.stdout, build.stderr, other.stdout)
    wanted = (GITHUB, BAD, GITHUB + 'replyglot build: 1 error; nothing was written\n', BAD)
    return None if said == wanted else f'{said}'


def progress(shell):
    """A long build tells how far it is on a terminal, and wipes that away; not elsewhere, nor where it is short."""
    status, said = shell.terminal('build', '-s', shell.shipped, '-o', 'long')
    steps = said.split('\r')
    result = steps[-1]
    if status != DONE or len(steps) < 10 or not result.startswith('\x1b[Klong: ') or steps[0] != '':
        return f'{status}: {said!r}'
    if any(not step.endswith(' files') or ' of ' not in step for step in steps[1:-1]):
        return f'{steps}'
    small = shell.terminal('build', '-s', 'src', '-o', 'new')
    piped = shell.run('build', '-s', shell.shipped, '-o', 'long')
    for folder in ('long', 'new'):
        shutil.rmtree(shell.work / folder)
    if '\x1b' in small[1] or piped.stderr:
        return f'{small} {piped.stderr}'
    return None


def same_findings(shell):
    """JSON holds what the text tells, in its order."""
    text = shell.run('check', '-s', 'stale').stdout
    findings = json.loads(shell.run('check', '-s', 'stale', '-f', 'json').stdout)['findings']
    told = ''.join(f'{f["file"]}:{f["line"]}:{f["column"]}: {f["severity"]}: {f["message"]} [{f["rule"]}]\n'
                   f'  {f["hint"]}\n' for f in findings)
    return None if text == told and [f['language'] for f in findings] == ['fr'] else f'{text}\n{findings}'


def main(program, base, shipped):
    with tempfile.TemporaryDirectory() as scratch:
        shell = Shell(os.path.abspath(program), base, shipped, scratch)
        tests = [(name, lambda run=run: check_run(shell, *run)) for name, run in RUNS.items()]
        for args in (['names'], ['--help'], ['--version'], ['build', '--help'], ['check', '-s', 'bad'],
                     ['check', '-s', 'bad', '-f', 'sarif'],
                     ['build', '-s', 'src', '-o', 'built']):
            tests.append((f'a full disk as the output of {" ".join(args)}', lambda args=args: full_output(shell, args)))
        for test in (full_messages, closed_pipe, closed_output, second_writer, other_base_url, colours, in_actions, progress,
                     same_findings):
            tests.append((test.__doc__, lambda test=test: test(shell)))
        failed = 0
        print(f'1..{len(tests)}')
        for number, (name, test) in enumerate(tests, 1):
            problem = test()
            failed += bool(problem)
            print(f'{"not ok" if problem else "ok"} {number} - {name}')
            for line in (problem or '').splitlines():
                print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
