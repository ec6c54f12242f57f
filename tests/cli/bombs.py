"""Sources, texts and pages that are made to take all time and memory: each is refused with the limit that it passes, or
taken, within bounds that the system enforces. What each took is told, and judged by nobody.

Usage: bombs.py PROGRAM BASE SHIPPED [--sanitized], where SHIPPED is a source whose protocol can be looked up.
--sanitized: PROGRAM has AddressSanitizer in it, which needs more memory than there is. The results are in TAP."""
import base64
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

DONE, FINDINGS, IO = 0, 1, 3
SECONDS, BYTES = 60, 1536 * 1024 * 1024  # of the processor and of address space: what ends the program, not what is good
RECORD, PROTOCOL, HOME = 'content/ktl/codes/40.yaml', 'content/ktl/protocol.yaml', 'templates/home.html'
# AddressSanitizer takes the length of the whole text for every strstr() in it, so that what is linear is not any more
# (a mail of 1 MB: 20 s). These bombs are about length; the other tests have strstr() watched.
SANITIZER = {'ASAN_OPTIONS': ':'.join(filter(None, (os.environ.get('ASAN_OPTIONS'), 'intercept_strstr=0')))}
PRAGMA = '{{%AUTOESCAPE context="HTML"}}\n'
bombs = []


def bomb(name, status, said, *command):
    """A function that makes one of a clean source, with the command that meets it (check). For lookup it returns the
    text."""
    def add(function):
        bombs.append((name, function, command or ('check',), status, said))
        return function
    return add


def append(work, file, text):
    with (work / file).open('a', encoding='utf-8') as stream:
        stream.write(text)


def replace(work, file, before, after):
    path = work / file
    text = path.read_text(encoding='utf-8')
    assert before in text, f'{file} has no {before!r}'
    path.write_text(text.replace(before, after, 1), encoding='utf-8')


def write(work, file, text):
    (work / file).write_text(text, encoding='utf-8')


def below(work, file, key, lines):
    """Puts LINES first below KEY."""
    replace(work, file, f'{key}:\n', f'{key}:\n' + ''.join(f'  {line}\n' for line in lines))


# ---- YAML ----

@bomb('aliases of aliases', FINDINGS, 'anchor "&a1" [yaml-subset]')
def laughs(work):
    append(work, RECORD, 'a0: &a0 x\n')
    for i in range(1, 40):
        append(work, RECORD, f'a{i}: &a{i} [{", ".join([f"*a{i - 1}"] * 9)}]\n')


@bomb('100,000 lists in each other', FINDINGS, 'over 32 lists and mappings in each other [yaml-limit]')
def deep_flow(work):
    append(work, RECORD, f'x: {"[" * 100_000}\n')


@bomb('100,000 lists in each other, as a block', FINDINGS, 'over 32 lists and mappings in each other [yaml-limit]')
def deep_block(work):
    append(work, RECORD, f'x:\n  {"- " * 100_000}a\n')


@bomb('a text of 50 MB', FINDINGS, 'more than the 1048576 bytes allowed [unreadable-file]')
def huge_scalar(work):
    append(work, RECORD, 'x: ')
    for _ in range(50):
        append(work, RECORD, 'x' * 1_000_000)


@bomb('a passage in one line of 1 MB', FINDINGS, 'over 32768 bytes in one passage')
def long_line(work):
    replace(work, RECORD, 'Send it when there is *no* water.', 'word ' * 200_000)


@bomb('100,000 keys', FINDINGS, 'over 100000 keys and values [yaml-limit]')
def many_keys(work):
    append(work, RECORD, ''.join(f'k{i}: x\n' for i in range(100_000)))


@bomb('45,000 unknown keys', FINDINGS, '45000 errors')
def unknown_keys(work):
    append(work, RECORD, ''.join(f'k{i}: x\n' for i in range(45_000)))


@bomb('100,000 times one key', FINDINGS, 'over 100 findings: the rest of the file is not read [yaml-limit]')
def one_key(work):
    append(work, RECORD, 'k: x\n' * 100_000)


# ---- files and findings ----

@bomb('10,000 records', FINDINGS, '10000 records; at most 4096 can be held [too-many]')
def many_records(work):
    text = (work / RECORD).read_text(encoding='utf-8')
    for i in range(10_000):
        write(work, f'content/ktl/codes/{i}.yaml', text.replace('code: 40', f'code: {i}'))


@bomb('10,000 empty records', FINDINGS, 'missing key "code" [missing-key]')
def empty_records(work):
    for i in range(10_000):
        write(work, f'content/ktl/codes/{i}.yaml', '')


@bomb('10,000 files that are none', FINDINGS, '10000 errors')
def other_files(work):
    for i in range(10_000):
        write(work, f'content/ktl/codes/{i}.txt', '')


@bomb('10,000 senders', FINDINGS, '10001 senders; at most 4096 can be held [too-many]')
def many_senders(work):
    text = (work / 'content/ktl/wire/acme.yaml').read_text(encoding='utf-8')
    for i in range(10_000):
        write(work, f'content/ktl/wire/s{i}.yaml', text)


@bomb('300 protocols', FINDINGS, '"protocols" has 301 entries; at most 255 can be held [too-many]')
def many_protocols(work):
    names = [f'p{i}' for i in range(300)]
    for name in names:
        (work / 'content' / name).symlink_to('ktl')
    replace(work, 'content/site.yaml', 'protocols: [ktl]', f'protocols: [ktl, {", ".join(names)}]')


@bomb('70,000 assets', FINDINGS, '70001 assets; at most 4096 can be held [too-many]')
def many_assets(work):
    for i in range(70_000):
        write(work, f'templates/assets/a{i}.css', '')


@bomb('300,000 findings as SARIF', FINDINGS, 'k2999', 'check', '--format', 'sarif')
@bomb('300,000 findings', FINDINGS, '"errors": 301300', 'check', '--format', 'json')
def many_findings(work):
    for i in range(100):
        write(work, f'content/ktl/codes/{i + 100}.yaml', ''.join(f'k{j}: x\n' for j in range(3000)))


# ---- locales ----

@bomb('a locale of 2 MB', FINDINGS, 'more than the 1048576 bytes allowed [unreadable-file]')
def huge_locale(work):
    append(work, 'locales/fr.yaml', '# x\n' * 500_000)


@bomb('a sentence of 20,000 placeholders', FINDINGS, 'over 4096 placeholders')
def placeholders(work):
    replace(work, 'locales/en.yaml', 'code_name: "', 'code_name: "' + '{code}' * 20_000)


@bomb('45,000 labels', DONE, '45001 warnings')
def labels(work):
    for language in ('en', 'fr'):
        below(work, f'locales/{language}.yaml', 'labels', (f'k{i}: x' for i in range(45_000)))


@bomb('45,000 labels that no other language has', FINDINGS, '90000 errors')
def other_labels(work):
    for language in ('en', 'fr'):
        below(work, f'locales/{language}.yaml', 'labels', (f'{language}{i}: x' for i in range(45_000)))


@bomb('a label of 100,000 placeholders', FINDINGS, '199996 errors')
def label_words(work):
    letters = 'abcdefghijklmnopqrstuvwxyz'
    words = [f'{{{a}{b}{c}{d}_' for a in letters[:6] for b in letters for c in letters for d in letters][:99_998]
    for language in ('en', 'fr'):
        text = ''.join(f'{word}{language}}}' for word in words)
        below(work, f'locales/{language}.yaml', 'labels', [f'long: "{text}"'])


@bomb('patterns that try every way', DONE, '0 errors')
def patterns(work):
    evil = ('(a|aa)+$', '(a+)+$', '(.*)*x', '(a|a?)+$', '(a*)*b', '(?:a|b|ab)*c')
    for language in ('en', 'fr'):
        below(work, f'locales/{language}.yaml', 'typography', [f"- {{pattern: '{e}', message: x}}" for e in evil])
        below(work, f'locales/{language}.yaml', 'labels', ['long: ' + 'a' * 30_000 + '!'])


# ---- templates ----

@bomb('a template of 2 MB', FINDINGS, 'more than the 1048576 bytes allowed [unreadable-file]')
def huge_template(work):
    append(work, HOME, 'x' * 2_000_000)


@bomb('60,000 markers', DONE, '43 written', 'build', '-o', 'out')
def markers(work):
    append(work, HOME, '{{SITE_TITLE}}\n' * 60_000)


@bomb('70,000 sections in each other', FINDINGS, 'sections nested more than 64 deep [template-syntax]')
def deep_sections(work):
    append(work, HOME, '{{#PROTOCOLS}}' * 70_000)


def chain(work, length, include):
    """So many partials, each of which includes the next wherever INCLUDE says NEXT."""
    for i in range(length):
        text = include.replace('NEXT', f'{{{{>p{i + 1}}}}}') if i + 1 < length else 'x'
        write(work, f'templates/partials/p{i}.html', PRAGMA + text)
    append(work, HOME, '{{>p0}}\n')


@bomb('20,000 separators of one list', FINDINGS, '19999 errors')
def separators(work):
    append(work, HOME, '{{#PROTOCOLS}}' + '{{#PROTOCOLS_separator}}{{/PROTOCOLS_separator}}' * 20_000 + '{{/PROTOCOLS}}')


@bomb('10,000 templates that include each other', FINDINGS, 'brings more than 64 templates within each other')
def deep_includes(work):
    chain(work, 10_000, 'NEXT')


@bomb('40 templates that include the next one twice', FINDINGS, 'brings more than 1000 templates into one page')
def double_includes(work):
    chain(work, 40, 'NEXT NEXT')


@bomb('templates that include the next one in every section', FINDINGS, 'brings more than 1000 templates into one page')
def includes_in_sections(work):
    lists = ('PROTOCOLS', 'LANGUAGES', 'CRUMBS', 'ALTERNATES', 'SCRIPTS', 'OG_LOCALES')
    chain(work, 12, ''.join(f'{{{{#{name}}}}}NEXT{{{{/{name}}}}}' for name in lists))


@bomb('60 lists in each other', IO, 'lists within lists come to over 4000000 items in one page', 'build', '-o', 'out')
def deep_lists(work):
    append(work, HOME, '{{#LANGUAGES}}' * 60 + '{{/LANGUAGES}}' * 60)


# ---- mails ----

HEAD = 'From: MAILER-DAEMON@example.org\nTo: a@example.org\nSubject: Undelivered\n'
MULTIPART = 'Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n'
PART = 'Content-Type: text/plain\n\n550 5.1.1 no such user\n'
LOOKUP = ('lookup', '-')


@bomb('10,000 parts in each other', DONE, 'No reply code found.', *LOOKUP)
def deep_mail(work):
    return HEAD + ''.join(MULTIPART.format(i, i) for i in range(10_000)) + PART


@bomb('25,000 parts', DONE, '550 Mailbox Not Found', *LOOKUP)
def many_parts(work):
    return HEAD + MULTIPART.format('', '') + f'{PART}--b\n' * 18_000


@bomb('200 bounces attached to a mail', DONE, 'there is more in the text than is looked at', *LOOKUP)
def attached_mails(work):
    inner = '--b\nContent-Type: message/rfc822\n\nFrom: mailer-daemon@example.org\nTo: a@example.org\n\n'
    lines = [''.join(f'{"(555 " * 16}{i} {j}\n' for j in range(55)) for i in range(200)]
    return 'From: a@example.org\nTo: b@example.org\n' + MULTIPART.format('', '') + ''.join(inner + text for text in lines)


@bomb('brackets that close 1,000,000 times', DONE, '550 Mailbox Not Found', *LOOKUP)
def closings(work):
    return f'(550 5.1.1 unknown user {")" * 1_000_000}\n'


@bomb('base64 of 1 MB in one line', DONE, '550 Mailbox Not Found', *LOOKUP)
def long_base64(work):
    return f'{HEAD}Content-Transfer-Encoding: base64\n\n' + base64.b64encode(b'550 5.1.1 unknown user\n' * 34_000).decode()


@bomb('140,000 fields', DONE, '550 Mailbox Not Found', *LOOKUP)
def fields(work):
    return HEAD + 'X-A: b\n' * 140_000 + '\n550 5.1.1 no such user\n'


@bomb('60,000 replies', DONE, 'there is more in the text than is looked at', *LOOKUP)
def replies(work):
    return ''.join(f'host said: {200 + i % 400} {2 + i % 4}.{i % 1000}.{i // 1000} x\n' for i in range(60_000))


@bomb('a text of 64 MB', DONE, 'there is more in the text than is looked at', *LOOKUP)
def huge_text(work):
    return '550 5.1.1 x\n' * (64 * 1024 * 1024 // 12)


# ---- pages ----

SITE = ('check', '--output', 'site')


@bomb('a page of 1,000,000 elements in each other', IO, 'over 512 elements within each other', *SITE)
def deep_page(work):
    write(work, 'index.html', '<div>' * 1_000_000)


@bomb('a tag with 500,000 attributes', IO, 'a tag with over 256 attributes', *SITE)
def many_attributes(work):
    write(work, 'index.html', f'<p {" ".join(f"a{i}=1" for i in range(500_000))}>')


@bomb('a page of 300,000 dead links', FINDINGS, '"x299999" there is no such file [dead-link]', *SITE)
def dead_links(work):
    write(work, 'index.html', '<!DOCTYPE html><title>t</title>' + ''.join(f'<a href=x{i}>y</a>' for i in range(300_000)))


# ---- the runs ----

class Runs:
    def __init__(self, program, base, shipped, sanitized=None):
        self.program, self.base, self.shipped = (Path(path).resolve() for path in (program, base, shipped))
        self.sanitized = sanitized is not None

    def bound(self):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if not self.sanitized:
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))

    def run(self, work, command, text):
        """How it ended, what it said, and what it took."""
        source = self.shipped if command[0] == 'lookup' else work / 'site'
        where = [] if '--output' in command else ['--source', source]
        with (work / 'in').open('w+', encoding='utf-8') as given, (work / 'said').open('w+b') as said:
            given.write(text or '')
            given.seek(0)
            with subprocess.Popen([self.program, *command, *where], cwd=work, stdin=given, stdout=said, stderr=said,
                                  env={**os.environ, **(SANITIZER if self.sanitized else {})},
                                  preexec_fn=self.bound) as process:
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            return process.returncode, said.read().decode(errors='replace'), used

    def problem(self, function, command, status, said):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            shutil.copytree(self.base, work / 'site')
            text = function(work / 'site')
            ended, told, used = self.run(work, command, text)
        seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
        print(f'# {seconds:.2f} s, {megabytes} MB, {len(told)} bytes said')
        if ended == status and said in told:
            return None
        how = signal.Signals(-ended).name if ended < 0 else ended
        return f'ended with {how}, not {status}, or did not say "{said}":\n{told[:1000]}\n…\n{told[-1000:]}'


def main(*arguments):
    runs = Runs(*arguments)
    failed = 0
    print(f'1..{len(bombs)}')
    for number, (name, *rest) in enumerate(bombs, 1):
        problem = runs.problem(*rest)
        failed += bool(problem)
        print(f'{"not ok" if problem else "ok"} {number} - {name}')
        for line in (problem or '').splitlines():
            print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
