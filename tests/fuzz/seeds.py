"""What the fuzzer begins with: the texts of the other tests and of the shipped source, in the form of each target.

Usage: seeds.py FOLDER [TARGET…] writes them into FOLDER/TARGET/, and into FOLDER/TARGET.dict the words that the fuzzer
puts in."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / 'tests'
KTL = TESTS / 'diag/base'
ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}


def unescaped(literal):
    """The bytes of what stands between two quotes in C."""
    def one(match):
        octal, hexadecimal, other = match.groups()
        if octal or hexadecimal:
            return bytes([int(octal or hexadecimal, 8 if octal else 16)]).decode('latin-1')
        return ESCAPES.get(other, other).encode().decode('latin-1')
    text = literal.encode().decode('latin-1')
    return re.sub(r'\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|(.))', one, text).encode('latin-1')


def strings(file):
    """The strings of a C file, adjacent ones joined."""
    text = re.sub(r'/\*.*?\*/|^#include.*?$', '', (TESTS / file).read_text(encoding='utf-8'), flags=re.S | re.M)
    literal = r'"((?:[^"\\\n]|\\.)*)"'
    return [b''.join(unescaped(piece[1]) for piece in re.finditer(literal, group[0]))
            for group in re.finditer(rf"(?:{literal}\s*)+", text)]


def files(folder, pattern):
    return [path.read_bytes() for path in sorted((ROOT / folder).glob(pattern))]


def cases(name):
    """The lines that tests/diag puts into sources, case by case."""
    text = (TESTS / 'diag/cases' / name).read_text(encoding='utf-8')
    for case in re.split(r'^== .*\n', text, flags=re.M)[1:]:
        change = case.split('\n---', 1)[0]
        yield '\n'.join(line[2:] for line in change.splitlines() if line.startswith('+ ')).encode() + b'\n'


# Which table of yaml.c a file of the shipped source is read by; the letters are those of its first byte.
TABLES = {'site.yaml': 'j', 'protocol.yaml': 'a', 'words/*.yaml': 'b', 'codes/*.yaml': 'c', 'pairs/*.yaml': 'd',
          'enhanced*.yaml': 'e', 'wire/*.yaml': 'f', 'strangers*.yaml': 'g', 'locales/*.yaml': 'i'}
LARGEST = 8 * 1024  # bytes of a seed: a larger one is slow and finds no more


def yaml():
    for pattern, letter in TABLES.items():
        for folder in ('content', 'content/ktl', 'locales/..'):
            for text in files(KTL.relative_to(ROOT) / folder, pattern):
                yield letter.encode() + text
                yield letter.upper().encode() + text
    for text in strings('yaml/test_node.c') + strings('yaml/test_bind.c') + strings('yaml/test_encoding.c'):
        yield b'c' + text
    for name in ('yaml.txt', 'schema.txt', 'records.txt', 'translations.txt', 'locales.txt', 'words.txt'):
        for text in cases(name):
            yield b'c' + text


def stamp():
    yield from strings('model/test_stamp.c')
    yield from files('tests/diag/base', 'content/ktl/codes/*.fr.yaml')
    yield from files('content/smtp', 'pairs/*.fr.yaml')[:20]


def inline():
    for text in strings('text/test_inline.c') + strings('text/test_sentence.c') + strings('text/test_passage.c'):
        yield b'q' + text  # links are allowed
        yield b'r' + text  # {a} must be used
    for path in sorted((ROOT / 'content/smtp/codes').glob('*.yaml')):
        for text in re.findall(r'^(?:description|when|caveat|origin): >-\n((?:  .*\n)+)',
                               path.read_text(encoding='utf-8'), flags=re.M)[:1]:
            yield b'q' + text.encode()
    for text in re.findall(r'^  \w+: (.*)$', (ROOT / 'locales/fr.yaml').read_text(encoding='utf-8'), flags=re.M):
        yield b'p' + text.strip('"').encode()


def templates():
    yield from files('tests/tmpl/lint', '*.txt')
    yield from files('tests/tmpl/engine', '*.txt')
    for text in strings('tmpl/test_lexer.c') + strings('tmpl/test_html.c'):
        yield b'== templates/page.html\n{{%AUTOESCAPE context="HTML"}}' + text


def lookup():
    yield from files('tests/lookup', '*.txt')
    for name in ('lookup/test_unpack.c', 'lookup/test_reply.c', 'lookup/test_lookup.c'):
        yield from strings(name)


def manifest():
    for text in strings('publish/test_manifest.c') + strings('publish/test_path.c'):
        yield text
        yield b'replyglot-manifest 1\ncomplete\n' + text + b'\n'


def request():
    for text in strings('preview/test_request.c'):
        yield text + b'\n/\nlocalhost:8000\n"0123456789abcdef"\n'
        yield text + b'\n/a/b/\n[::1]:8000\nW/"x", *\n<body></body>'
    for path in (b'/', b'/a', b'/b', b'/b/', b'/b/c', b'/l', b'/u/x', b'/b/v/etc/passwd'):
        yield path + b'\n/\n'


def server():
    head = b' HTTP/1.1\r\nHost: localhost:8000\r\n'
    for text in strings('preview/test_request.c'):
        yield b'GET ' + text + head + b'\r\n'
    for path in (b'/', b'/en/', b'/en', b'/en/x', b'/l', b'/.replyglot/events', b'/.replyglot/panel.css', b'/?a=b'):
        for method in (b'GET ', b'HEAD ', b'POST '):
            yield method + path + head + b'\r\n'
    yield b'GET / HTTP/1.0\r\n\r\n'
    yield b'GET http://localhost:8000/en/' + head + b'\r\n'
    yield b'GET http://elsewhere.example/en/' + head + b'\r\n'
    yield b'GET /' + head + b'If-None-Match: "0123456789abcdef", W/"x", *\r\nRange: bytes=0-3\r\n\r\n'
    yield b'POST /' + head + b'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
    yield (b'GET /en/' + head + b'\r\n') * 2
    yield b'GET /' + head + b'Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc'


def page():
    yield from strings('inspect/test_page.c')
    for text in strings('inspect/test_address.c'):
        yield b'<!DOCTYPE html><html lang=en><title>t</title><a href="' + text + b'" id=a></a>'
    for text in files('tests/golden/signals.expected', '**/*.html'):
        yield text


def source():
    names = re.findall(r'^    "((?:content|locales|templates)/.*)",$', (TESTS / 'fuzz/source.c').read_text(), flags=re.M)
    for number, name in enumerate(names):
        letter = bytes([ord('a') + number])
        yield letter + (KTL / name).read_bytes()
        if name.startswith('templates/'):
            continue
        # A line of it taken away, in turn: what is missing, and what then is left over.
        lines = (KTL / name).read_bytes().splitlines(keepends=True)
        for at in range(0, len(lines), 3):
            yield letter + b''.join(lines[:at] + lines[at + 1:])


def keys():
    """The keys of the small source."""
    found = set()
    for path in KTL.rglob('*.yaml'):
        found |= set(re.findall(rb'^ *(\w+:)', path.read_bytes(), flags=re.M))
    return sorted(found)


YAML = [b'- ', b'? ', b': ', b'{', b'}', b'[', b']', b', ', b'&a ', b'*a', b'!!str ', b'|\n', b'>-\n  ', b'|+2\n', b'"', b"'",
        b'---\n', b'...\n', b'%YAML 1.1\n', b'%TAG ! x\n', b' # ', b'~', b'<<', b'\\u202e', b'\\x00', b'\\L', b'\xe2\x80\xae',
        b'\xef\xbb\xbf', b'\xc2\x85', b'\r\n', b'\t', b'2026-11-22', b'true', b'source:', b'updated:']
INLINE = [b'`', b'``', b'*', b'**', b'_', b'[', b'](', b'![', b']:', b'<', b'</a>', b'<!--', b'&lt;', b'&#60;', b'&#x202e;',
          b'&colon;', b'\\', b'\n\n', b'  \n', b'    ', b'# ', b'> ', b'- ', b'1. ', b'~~~', b'===', b'javascript:', b'data:',
          b'code:450', b'rfc:5321#4.2', b'https://e.org', b'{a}', b'{b}', b'{{', b'}}', b'\xf3\xb0\x80\x80',
          b'\xe2\x81\xa6', b'\xe2\x81\xa9', b'\xe2\x80\xa8', b'&#xf0000;']
TEMPLATES = [b'\n== templates/page.html\n', b'\n== templates/partials/x.html\n', b'{{%AUTOESCAPE context="HTML"}}', b'{{TITLE}}',
             b'{{BODY:none}}', b'{{DATA:none}}', b'{{LINK:x-url}}', b'{{#ROWS}}', b'{{/ROWS}}', b'{{#ROWS_separator}}',
             b'{{/ROWS_separator}}', b'{{#CELLS}}{{CELL}}{{/CELLS}}', b'{{#BOX}}', b'{{/BOX}}', b'{{#YES}}', b'{{/YES}}',
             b'{{#NO}}', b'{{/NO}}', b'{{NAME}}', b'{{>x}}', b'{{>page}}', b'{{label_when}}', b'{{!', b'}}', b'{{', b':h', b':js',
             b'{{=', b'<a href="', b'<p title="', b'">', b'<script>', b'</script>', b'<style>', b'</style>', b'<!--', b'-->',
             b'<textarea>', b'</textarea>', b'<title>', b'<!DOCTYPE ', b'<p onclick=\'', b'<![CDATA[', b'<svg>', b'#', b'<pre>']
MAIL = [b'Content-Type: ', b'multipart/mixed; boundary=b\n\n', b'--b\n', b'--b--\n', b'message/rfc822\n\n', b'text/plain',
        b'text/html', b'message/delivery-status\n\n', b'multipart/report; report-type=delivery-status; boundary=b\n\n',
        b'charset=', b'iso-2022-jp', b'utf-7', b'gb18030', b'Content-Transfer-Encoding: base64\n\n', b'quoted-printable',
        b'Subject: Undelivered\n', b'From: MAILER-DAEMON\n', b'X-Failed-Recipients: ', b'Final-Recipient: rfc822; a@b\n',
        b'Action: failed\n', b'Status: 5.1.1\n', b'Diagnostic-Code: smtp; 550 5.1.1 x\n', b'550 5.1.1 ', b'450-', b'421 ',
        b'said: ', b'status=bounced', b'dsn=5.1.1, stat=', b'> ', b'>>> RCPT', b'<<< 550', b'a@b.c', b'&nbsp;', b'<br>',
        b'<script>', b'<!--', b'=\n', b'=3D', b'\n\n', b'\xe2\x80\x8b', b'_said:_', b'Our system']
HTTP = [b'GET ', b'HEAD ', b' HTTP/1.1\r\n', b'Host: localhost:8000\r\n', b'\r\n\r\n', b'If-None-Match: ', b'Range: bytes=0-1\r\n',
        b'Transfer-Encoding: chunked\r\n', b'Content-Length: ', b'Expect: 100-continue\r\n', b'Connection: keep-alive\r\n',
        b'/.replyglot/', b'events', b'%2e%2e', b'%2f', b'%00', b'../', b'/en/', b'localhost:8000', b'[::1]:8000', b'W/"', b'*',
        b'?', b'\n/a/b/\n', b'</body>', b'%c0%ae', b'\\']
HTML = [b'<a href="', b'<img srcset="', b'<link rel="canonical" href="', b'<link rel="alternate" hreflang="fr" href="', b'<title>',
        b'<meta name="description" content="', b'<meta property="og:type" content="article">', b'<svg>', b'<use href="#a">',
        b'<template>', b'<table>', b'<b>', b'<form action="', b'<script>', b'<!--', b'id="a"', b'https://example.org/', b'../', b'#',
        b'?', b'%2e%2e/', b'//', b'mailto:', b'\0', b'&amp;', b'<math>', b'<select>', b'</p>']
DICTIONARIES = {'yaml': YAML, 'stamp': YAML + [b'a:', b'fix.b:'], 'inline': INLINE, 'templates': TEMPLATES, 'lookup': MAIL,
                'request': HTTP, 'server': HTTP, 'page': HTML, 'source': YAML + INLINE + keys(),
                'manifest': [b'replyglot-manifest 1\n', b'complete\n', b'writing\n', b'../', b'/', b'.replyglot-tmp']}

TARGETS = {function.__name__: function for function in
           (yaml, stamp, inline, templates, lookup, manifest, request, server, page, source)}


def write(target, folder):
    """Writes the seeds of TARGET into FOLDER, none twice; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = sorted({seed for seed in TARGETS[target]() if 0 < len(seed) <= LARGEST})
    for number, seed in enumerate(seeds):
        (folder / f'seed-{number:04}').write_bytes(seed)
    assert seeds, f'no seeds for {target}'
    return len(seeds)


def write_dictionary(target, file):
    words = (''.join(f'\\x{byte:02x}' for byte in word) for word in DICTIONARIES[target])
    file.write_text(''.join(f'"{word}"\n' for word in words), encoding='ascii')


if __name__ == '__main__':
    for wanted in sys.argv[2:] or TARGETS:
        print(f'{wanted}: {write(wanted, Path(sys.argv[1]) / wanted)} seeds')
        write_dictionary(wanted, Path(sys.argv[1]) / f'{wanted}.dict')
