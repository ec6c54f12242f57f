"""replyglot serve: a real server, asked over real sockets, on copies of a clean source.

Nothing here depends on how long something takes: what must come is waited for, with limits for a machine that hangs.

Usage: serve.py PROGRAM BASE. The results are in TAP."""
import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

from cases import Cases, change

LIMIT = 120  # seconds
CODE = 'content/ktl/codes/41.yaml'
PAIR = 'content/ktl/pairs/40-41'
PANEL = re.compile(rb'<link rel="stylesheet" href="/\.replyglot/panel\.css">\n<section class="replyglot-preview".*?</section>\n',
                   re.DOTALL)
SCRIPT = re.compile(rb'<script src="/\.replyglot/reload\.js\?state=[0-9a-f]+-[0-9]+" defer></script>\n')
BUILT = re.compile(r'^[0-9]+ ms: ', re.MULTILINE)
case = Cases('serve')


def until(true, what):
    """Waits until TRUE() is; returns it."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(f'in {LIMIT} s: {what() if callable(what) else what}')


class Server:
    """The program serving WORK, and what it says."""

    def __init__(self, work, *args, **env):
        self.work, self.scratch = work, work.parent / 'tmp'
        self.scratch.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [case.program, 'serve', '--source', work, '--port', '0', *args], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, cwd=work.parent, env={**os.environ, 'TMPDIR': str(self.scratch), **env})
        self.errors = ''
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith('http://localhost:'), f'{self.address!r} {self.errors}'
        self.port = int(re.search(r':([0-9]+)/', self.address)[1])

    def read(self):
        for line in self.process.stderr:
            self.errors += line

    @property
    def builds(self):
        return len(BUILT.findall(self.errors))

    @property
    def folder(self):
        (folder,) = self.scratch.glob('replyglot-*')
        return folder

    def get(self, path, method='GET', host='127.0.0.1', **headers):
        """The status, the headers and the body."""
        connection = http.client.HTTPConnection(host, self.port, timeout=LIMIT)
        with contextlib.closing(connection):
            connection.request(method, path, headers={name.replace('_', '-'): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def raw(self, request):
        """All that is answered to the bytes of REQUEST, until the server ends the connection or we do."""
        with socket.create_connection(('127.0.0.1', self.port), timeout=LIMIT) as connection:
            answer = b''
            try:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    answer += piece
            except (ConnectionResetError, BrokenPipeError):
                pass  # refused: as good an answer
            return answer

    def memory(self):
        """KiB that are resident; None under a sanitizer, which keeps what is freed."""
        with open(f'/proc/{self.process.pid}/maps', encoding='utf-8') as maps:
            if 'libasan' in maps.read():
                return None
        with open(f'/proc/{self.process.pid}/status', encoding='utf-8') as status:
            return int(re.search(r'VmRSS:\s+([0-9]+)', status.read())[1])

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(timeout=LIMIT)
        self.reader.join(timeout=LIMIT)
        self.process.stdout.close()
        self.process.stderr.close()
        assert status == 0, f'status {status}: {self.errors}'
        left = list(self.scratch.iterdir())
        assert not left, f'left behind: {left}'


@contextlib.contextmanager
def serving(work, *args, **env):
    server = Server(work, *args, **env)
    try:
        yield server
    except BaseException:
        server.process.kill()
        server.process.wait()
        raise
    server.stop()


def tree(folder):
    """path: bytes, of all files but those for the next build."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*'))
            if path.is_file() and not path.name.startswith('.replyglot-')}


def try_tree(folder):
    """The same of a folder that may change meanwhile: None then."""
    try:
        return tree(folder)
    except FileNotFoundError:
        return None


def cold(work, *args):
    """What a build into a fresh folder makes."""
    out = work.parent / 'cold'
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([case.program, 'build', '-s', work, '-o', out, '-q', *args], check=True, timeout=LIMIT)
    return tree(out)


def differing(one, other):
    """For messages: which files are not the same."""
    if one is None or other is None:
        return 'one of them is not there'
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@case
def as_a_host(work):
    """every file is served as it was built, with a media type, an entity tag and the headers of a host"""
    types = {'html': 'text/html; charset=utf-8', 'css': 'text/css; charset=utf-8', 'js': 'text/javascript; charset=utf-8',
             'xml': 'application/xml; charset=utf-8', 'txt': 'text/plain; charset=utf-8'}
    before = tree(work)
    with serving(work) as server:
        files = cold(work)
        assert tree(server.folder) == files
        assert server.folder.stat().st_mode & 0o777 == 0o700, 'others may look'
        for name, wanted in files.items():
            status, headers, body = server.get(f'/{name}')
            assert (status, headers['Content-Type']) == (200, types[name.rsplit('.', 1)[1]]), f'{name}: {status} {headers}'
            assert SCRIPT.sub(b'', body) == wanted, name
            assert (SCRIPT.search(body) is not None) == name.endswith('.html'), name
            assert headers['Content-Length'] == str(len(body)), name
            again = server.get(f'/{name}', If_None_Match=headers['ETag'])
            assert (again[0], again[2]) == (304, b''), f'{name}: {again[0]}'
            assert server.get(f'/{name}', If_None_Match='"other"')[0] == 200, name
            head = server.get(f'/{name}', method='HEAD')
            assert (head[0], head[2]) == (200, b'') and head[1]['Content-Length'] == str(len(body)), f'{name}: HEAD'
            if name.endswith('/index.html') or name == 'index.html':
                assert server.get('/' + name.removesuffix('index.html'))[2] == body, name
        _, headers, _ = server.get('/en/')
        assert headers['Content-Security-Policy'] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"), headers
        assert headers['X-Content-Type-Options'] == 'nosniff' and headers['Cache-Control'] == 'no-store', headers
        assert headers['Referrer-Policy'], headers
    assert tree(work) == before, 'the source was written to'


@case
def redirects(work):
    """a folder without its slash is redirected to, with the query; a file with one is not there"""
    with serving(work) as server:
        for path, there in (('/en', '/en/'), ('/en/ktl/41?a=b&c', '/en/ktl/41/?a=b&c'), ('/%65n', '/en/')):
            status, headers, _ = server.get(path)
            assert (status, headers['Location']) == (308, there), f'{path}: {status} {headers["Location"]}'
        assert server.get('/robots.txt/')[0] == 404
        assert server.get('/assets/')[0] == 404, 'a folder without a page lists its files'


@case
def methods(work):
    """other methods than GET and HEAD are refused, with and without a body"""
    with serving(work) as server:
        for method in ('POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'get'):
            status, headers, _ = server.get('/en/', method=method)
            assert (status, headers['Allow']) == (405, 'GET, HEAD'), f'{method}: {status} {headers["Allow"]}'
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=LIMIT)
        with contextlib.closing(connection):
            connection.request('POST', '/en/', body=b'x' * 100000)
            assert connection.getresponse().status == 405
        assert server.get('/en/')[0] == 200


@case
def not_found(work):
    """what is missing is answered by the 404 page of its language"""
    with serving(work) as server:
        pages = {name: (server.folder / name).read_bytes() for name in ('404.html', 'en/404.html', 'fr/404.html')}
        for path, page in (('/fr/nothing', 'fr/404.html'), ('/fr/ktl/99/', 'fr/404.html'), ('/en/nothing/', 'en/404.html'),
                           ('/nothing', '404.html'), ('/de/nothing', '404.html'), ('/frx/', '404.html')):
            status, headers, body = server.get(path)
            assert status == 404 and SCRIPT.sub(b'', body) == pages[page], f'{path}: {status} {body[:200]}'
            assert headers['Content-Type'] == 'text/html; charset=utf-8' and 'ETag' not in headers, headers
        assert len(set(pages.values())) > 1, 'all 404 pages are the same'


@case
def base_path(work):
    """the site stands below the path of its address"""
    with serving(work, '--base-url', 'https://example.org/a/b/') as server:
        assert server.address.endswith('/a/b/'), server.address
        files = cold(work, '--base-url', 'https://example.org/a/b/')
        assert tree(server.folder) == files
        for path in ('/', '/a/b'):
            status, headers, _ = server.get(path)
            assert (status, headers['Location']) == (308, '/a/b/'), f'{path}: {status}'
        assert SCRIPT.sub(b'', server.get('/a/b/en/')[2]) == files['en/index.html']
        assert server.get('/a/b/en')[1]['Location'] == '/a/b/en/'
        for path in ('/en/', '/a/', '/a/bc/', '/a/b/en/x', '/A/b/'):
            assert server.get(path)[0] == 404, path
        assert SCRIPT.sub(b'', server.get('/a/b/fr/x')[2]) == files['fr/404.html']
        change(work, 'content/site.yaml', 'about: ', 'about: x ')
        until(lambda: server.builds > 1, 'no build')
        assert server.get('/a/b/en/')[0] == 200


@case
def base_path_of_the_source(work):
    """without --base-url the path is that of site.yaml, also when it changes"""
    change(work, 'content/site.yaml', 'https://kettles.example/', 'https://kettles.example/k/')
    with serving(work) as server:
        assert server.address.endswith('/k/') and server.get('/k/en/')[0] == 200
        change(work, 'content/site.yaml', '/k/', '/l/')
        until(lambda: server.get('/l/en/')[0] == 200, 'the new path')
        assert server.get('/k/en/')[0] == 404


TARGETS = [
    '/../secret', '/../../../../../../etc/passwd', '/en/../../secret', '/%2e%2e/secret', '/%2E%2E%2fsecret', '/..%2fsecret',
    '/.%2e/secret', '/%252e%252e/secret', '/%252e%252e%252fsecret', '/..%5csecret', '/..\\secret', '/%c0%ae%c0%ae/secret',
    '/%c0%ae%c0%ae%c0%afsecret', '/%e0%80%ae%e0%80%ae/secret', '/%uff0e%uff0e/secret', '/en/..;/..;/secret', '/....//secret',
    '/..%00/secret', '/en/%00../../secret', '//etc/passwd', '///etc/passwd', '/%2fetc%2fpasswd', '/en//../../secret',
    '/./../secret', '/secret', '/link', '/link/', '/out/secret', '/out/', '/up/secret', '/.replyglot-manifest',
    '/%2ereplyglot-manifest', '/en/.hidden', '/.replyglot/../../secret', '/.replyglot/%2e%2e/%2e%2e/secret', '../secret',
    'secret', '*', '', '/%', '/%zz/../secret', '/en/%ff', '/' + 'a' * 5000, '/' + '../' * 400 + 'etc/passwd',
    '/' + '%2e%2e/' * 400 + 'etc/passwd', 'file:///etc/passwd', 'http://localhost/../secret',
]
# RFC 3986 section 5.2.4 makes this of them, before we see it.
HOME = ['/..', '/.', '/../..', '/en/../../']


@case
def outside(work):
    """no address leads out of the site, to what is hidden, or over a symbolic link"""
    with serving(work) as server:
        secret = server.scratch / 'secret'
        secret.write_text('SECRET')
        os.symlink('../secret', server.folder / 'link')
        os.symlink('..', server.folder / 'up')
        os.symlink(server.scratch, server.folder / 'out')
        (server.folder / 'en/.hidden').write_text('SECRET')
        for target in TARGETS:
            for version in ('HTTP/1.1', 'HTTP/1.0'):
                answer = server.raw(f'GET {target} {version}\r\nHost: localhost:{server.port}\r\nConnection: close\r\n\r\n'
                                    .encode())
                assert not answer or re.match(rb'HTTP/1\.[01] (404|400|421) ', answer), f'{target}: {answer[:100]}'
                for word in (b'SECRET', b'root:', b'replyglot-manifest 1'):
                    assert word not in answer, f'{target}: {answer[:100]}'
        for target in HOME:
            assert server.get(target)[2] == server.get('/')[2], target
        assert server.get('/en/')[0] == 200
        for name in ('link', 'up', 'out', 'en/.hidden'):
            (server.folder / name).unlink()
        secret.unlink()


@case
def foreign_hosts(work):
    """requests that were sent to another name are refused, whatever they ask for"""
    with serving(work) as server:
        port = server.port
        for host in (f'localhost:{port}', f'LOCALHOST:{port}', f'127.0.0.1:{port}', f'[::1]:{port}'):
            assert server.get('/en/', Host=host)[0] == 200, host
        for host in ('example.org', f'example.org:{port}', 'localhost', 'localhost:1', f'localhost.example.org:{port}',
                     f'127.0.0.1.example.org:{port}', f'0.0.0.0:{port}', f'192.0.2.1:{port}'):
            for path in ('/en/', '/.replyglot/reload.js', '/.replyglot/events', '/nothing'):
                status, _, body = server.get(path, Host=host)
                assert status == 421 and b'<' not in body, f'{host} {path}: {status}'
        for request in (f'GET http://example.org/en/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n',
                        f'GET http://example.org:{port}/en/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n',
                        f'GET http://localhost:{port}/en/ HTTP/1.1\r\nHost: example.org\r\n\r\n',
                        'GET /en/ HTTP/1.0\r\n\r\n', 'GET /en/ HTTP/1.1\r\n\r\n'):
            answer = server.raw(request.encode())
            assert re.match(rb'HTTP/1\.[01] (421|400) ', answer), f'{request}: {answer[:100]}'


@case
def only_here(work):
    """it listens on the addresses of this machine only, IPv6 too where there is one"""
    with serving(work) as server:
        listening = []
        for table in ('/proc/net/tcp', '/proc/net/tcp6'):
            if os.path.exists(table):
                with open(table, encoding='ascii') as lines:
                    rows = [line.split() for line in lines][1:]
                listening += [row[1].split(':')[0] for row in rows
                              if row[3] == '0A' and int(row[1].split(':')[1], 16) == server.port]
        allowed = {socket.inet_aton('127.0.0.1')[::-1].hex().upper(), '0' * 24 + '01000000'}
        assert listening and set(listening) <= allowed, listening
        if '0' * 24 + '01000000' in listening:
            assert server.get('/en/', host='::1')[0] == 200


def answers(server):
    """Whether it does just now."""
    try:
        return server.get('/en/')[0] == 200
    except (OSError, http.client.HTTPException):
        return False


@case
def too_many_clients(work):
    """more connections than the server keeps are closed, and readers get through when the others have gone"""
    with serving(work) as server, contextlib.ExitStack() as crowd:
        held = [crowd.enter_context(socket.create_connection(('127.0.0.1', server.port), timeout=LIMIT))
                for _ in range(300)]
        until(lambda: len(os.listdir(f'/proc/{server.process.pid}/fd')) > 256, 'they do not get through at all')
        assert held[-1].recv(1) == b'', 'the last of them was kept'
        assert len(os.listdir(f'/proc/{server.process.pid}/fd')) < 290, 'all of them are kept'
        assert not answers(server)
        crowd.close()
        until(lambda: answers(server), 'nobody gets through any more')


@case
def bad_clients(work):
    """silent, slow, vanishing and talkative clients leave the server as it was"""
    with serving(work) as server:
        before = server.memory()
        idle = [socket.create_connection(('127.0.0.1', server.port), timeout=LIMIT) for _ in range(100)]
        for number, connection in enumerate(idle):
            connection.sendall(b'GET /en/ HTTP/1.1\r\nHost: localhost\r\nX: '[:number])
        assert server.get('/en/')[0] == 200, 'slow clients hold up others'
        noise = random.Random(5)
        for _ in range(50):
            server.raw(noise.randbytes(noise.randrange(1, 4000)))
        for request in (b'\r\n' * 1000, b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n', b'\0' * 10000, b'\x16\x03\x01\x02\x00' * 50,
                        b'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', b'GET / HTTP/1.1\r\n:\r\n\r\n',
                        b'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
                        b'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx',
                        b'GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n',
                        b'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n',
                        b'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
                        b'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'):
            server.raw(request)
        server.raw(b'GET / HTTP/1.1\r\n' + b'X: ' + b'a' * 30_000_000)
        server.raw(f'POST /en/ HTTP/1.1\r\nHost: localhost:{server.port}\r\nContent-Length: 30000000\r\n\r\n'.encode()
                   + b'a' * 30_000_000)
        assert server.get('/en/')[0] == 200 and server.process.poll() is None
        for connection in idle:
            connection.close()
        for _ in range(30):  # ask, and do not wait for the answer
            with socket.create_connection(('127.0.0.1', server.port), timeout=LIMIT) as connection:
                connection.sendall(f'GET /.replyglot/events HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n'.encode())
        change(work, CODE, 'will not pour', 'will never pour')
        until(lambda: server.builds == 2, 'a build')
        assert server.get('/en/')[0] == 200
        after = server.memory()
        assert before is None or after < before + 40_000, f'{before} KiB before, {after} KiB after'


class Stream:
    """A page that waits to be told."""

    def __init__(self, server, version='HTTP/1.1'):
        self.socket = socket.create_connection(('127.0.0.1', server.port), timeout=LIMIT)
        self.socket.sendall(f'GET /.replyglot/events {version}\r\nHost: localhost:{server.port}\r\n\r\n'.encode())
        self.text = ''

    def tokens(self, count):
        """The first COUNT states that it is told."""
        while len(found := re.findall(r'data: ([0-9a-f]+-[0-9]+)\n\n', self.text)) < count:
            piece = self.socket.recv(65536)
            assert piece, f'ended: {self.text}'
            self.text += piece.decode()
        return found


def state_of(page):
    return re.search(rb'reload\.js\?state=([0-9a-f]+-[0-9]+)"', page)[1].decode()


@case
def reloads(work):
    """open pages are told of every new state, and of nothing else"""
    with serving(work) as server:
        streams = [Stream(server), Stream(server), Stream(server, 'HTTP/1.0')]
        first = state_of(server.get('/en/ktl/41/')[2])
        for stream in streams:
            assert stream.tokens(1) == [first], stream.text
        assert 'Content-Type: text/event-stream' in streams[0].text, streams[0].text
        (work / CODE).write_bytes((work / CODE).read_bytes() + b'# a comment\n')  # built, but nothing is new
        until(lambda: server.builds == 2, 'a second build')
        change(work, CODE, 'will not pour', 'will never pour')
        until(lambda: server.builds == 3, 'a third build')
        second = state_of(server.get('/en/ktl/41/')[2])
        for stream in streams:
            assert stream.tokens(2) == [first, second], stream.text
            stream.socket.close()
        assert b'will never pour' in server.get('/en/ktl/41/')[2]
        status, headers, body = server.get('/.replyglot/reload.js?state=x')
        assert status == 200 and headers['Content-Type'].startswith('text/javascript') and b'EventSource' in body
        for path in ('/.replyglot/', '/.replyglot/x', '/.replyglot', '/.replyglot/events/'):
            assert server.get(path)[0] == 404, path


@case
def findings(work):
    """a finding is told in the terminal and on every page, and the last good site stays"""
    with serving(work) as server:
        good = tree(server.folder)
        with (work / CODE).open('a', encoding='utf-8') as file:
            file.write('"<b>colour": red\n')
        until(lambda: server.builds == 2, 'a second build')
        assert 'unknown key "<b>colour"' in server.errors and '; 1 error, nothing was written\n' in server.errors
        assert tree(server.folder) == good, 'the site changed'
        for path, status in (('/en/', 200), ('/en/ktl/41/', 200), ('/', 200), ('/fr/nothing', 404)):
            found, _, body = server.get(path)
            assert found == status, f'{path}: {found}'
            assert b'unknown key &quot;&lt;b&gt;colour&quot; [unknown-key]' in body and b'<b>colour' not in body, body
            assert b'last good build' in body and b' style=' not in body and b'<style' not in body, body
        (style,) = re.findall(rb'href="(/\.replyglot/[^"]+)"', body)
        status, headers, _ = server.get(style.decode())
        assert status == 200 and headers['Content-Type'].startswith('text/css'), headers
        change(work, CODE, '"<b>colour": red\n', '')
        until(lambda: b'colour' not in server.get('/en/')[2], 'the finding does not go')
        change(work, CODE, 'will not pour', 'will never pour')  # a warning: its translation is stale
        until(lambda: b'[stale-translation]' in server.get('/en/')[2], 'no warning')
        assert b'last good build' not in server.get('/en/')[2] and b'will never pour' in server.get('/en/ktl/41/')[2]


@case
def host(work):
    """the site is that of its host, within whose limits it has to be"""
    change(work, 'content/site.yaml', 'languages:', 'host: cloudflare-pages\nlanguages:')
    with serving(work) as server:
        assert '_headers' in tree(server.folder) and server.get('/en/')[0] == 200, server.errors


@case
def failing_first(work):
    """a source that is wrong from the beginning is told on a page, which gives way to the site"""
    with (work / CODE).open('a', encoding='utf-8') as file:
        file.write('colour: red\n')
    with serving(work) as server:
        for path in ('/', '/en/', '/assets/site.css'):
            status, headers, body = server.get(path)
            assert status == 503 and b'unknown key &quot;colour&quot;' in body and SCRIPT.search(body), f'{path}: {body}'
            assert headers['Content-Type'] == 'text/html; charset=utf-8'
        stream = Stream(server)
        assert stream.tokens(1) == [state_of(body)]
        change(work, CODE, 'colour: red\n', '')
        assert len(stream.tokens(2)) == 2
        assert server.get('/en/')[0] == 200 and b'colour' not in server.get('/en/')[2]
        assert tree(server.folder) == cold(work)


def save_in_place(work, rng):
    path = work / rng.choice([CODE, 'content/ktl/codes/20.yaml', 'templates/code.html', 'locales/fr.yaml'])
    text = path.read_text(encoding='utf-8')
    path.write_text(text + ('\n' if path.suffix == '.html' else f'# {rng.random()}\n'), encoding='utf-8')


def save_by_rename(work, rng):
    """As most editors do: a backup, a temporary file, a rename."""
    path = work / CODE
    text = re.sub('will [a-z]+ pour', f'will {rng.choice(["not", "never", "hardly"])} pour', path.read_text(encoding='utf-8'))
    shutil.copy(path, f'{path}~')
    temporary = path.with_name('.41.yaml.swp')
    temporary.write_text(text + '# x\n', encoding='utf-8')
    temporary.rename(path)


def save_often(work, rng):
    for number in range(20):
        with (work / CODE).open('a', encoding='utf-8') as file:
            file.write(f'# {number}\n')
        if rng.random() < 0.2:
            time.sleep(0.01)


def asset_comes_or_goes(work, rng):
    path = work / 'templates/assets/more.css'
    if path.exists():
        path.unlink()
    else:
        path.write_text(f'p {{ margin: {rng.randrange(99)}px }}\n')


def asset_is_renamed(work, rng):
    here, there = (work / f'templates/assets/{name}.css' for name in ('one', 'two'))
    if there.exists():
        here, there = there, here
    if not here.exists():
        here.write_text('p {}\n')
    here.rename(there)


def pair_goes_and_comes(work, rng):
    """Deleted and put back as one edit, or over two of them."""
    kept = work.parent / 'kept'
    kept.mkdir(exist_ok=True)
    here = [work / f'{PAIR}.yaml', work / f'{PAIR}.fr.yaml']
    if here[0].exists():
        for path in here:
            path.rename(kept / path.name)
    if rng.random() < 0.7 or not any(kept.iterdir()):
        for path in here:
            shutil.move(kept / path.name, path)
            path.touch()


def folder_is_replaced(work, rng):
    folder = work / rng.choice(['content/ktl/codes', 'content', 'templates/partials', 'locales', 'content/ktl/wire'])
    other, old = work / 'other', work / 'old'
    shutil.copytree(folder, other)
    folder.rename(old)
    other.rename(folder)
    shutil.rmtree(old)


def folder_goes_and_comes(work, rng):
    folder = work / rng.choice(['content/ktl/codes', 'content/ktl/words', 'templates'])
    away = work / 'away'
    folder.rename(away)
    if rng.random() < 0.5:
        time.sleep(0.1)  # so that a build may see it missing
    away.rename(folder)
    (folder / next(iter(sorted(path.name for path in folder.iterdir() if path.is_file())))).touch()


def mistake_and_mend(work, rng):
    text = (work / CODE).read_text(encoding='utf-8')
    (work / CODE).write_text(text + 'colour: red\n', encoding='utf-8')
    if rng.random() < 0.5:
        time.sleep(0.1)
    (work / CODE).write_text(text + '# mended\n', encoding='utf-8')


def title_changes(work, rng):
    path = work / 'content/site.yaml'
    path.write_text(re.sub('title: .*', f'title: Kettle codes {rng.randrange(10**6)}', path.read_text(encoding='utf-8')),
                    encoding='utf-8')


EDITS = [save_in_place, save_by_rename, save_often, asset_comes_or_goes, asset_is_renamed, pair_goes_and_comes,
         folder_is_replaced, folder_goes_and_comes, mistake_and_mend, title_changes]


@case
def many_edits(work):
    """200 edits in a row end in the bytes of a cold build, and 200 builds take the memory of 50"""
    rng = random.Random(11)
    with serving(work, '--jobs', '2') as server:
        memory = None
        for number in range(200):
            seen = server.builds
            EDITS[number % len(EDITS)](work, rng)
            if number % 7:  # else the next edit comes while this one is built
                until(lambda: server.builds > seen, lambda: f'edit {number}: no build; {server.errors[-500:]}')
            if number % 20 == 19:
                wanted = cold(work)
                until(lambda: try_tree(server.folder) == wanted,
                      lambda: f'edit {number}: {differing(try_tree(server.folder), wanted)} {server.errors[-500:]}')
            if memory is None and server.builds >= 50:
                memory = server.memory()
        while server.builds < 200:  # some edits were built together
            seen = server.builds
            save_in_place(work, rng)
            until(lambda: server.builds > seen, lambda: f'no build; {server.errors[-500:]}')
        wanted = cold(work)
        until(lambda: try_tree(server.folder) == wanted, lambda: f'{differing(try_tree(server.folder), wanted)}')
        for name in wanted:
            assert PANEL.sub(b'', SCRIPT.sub(b'', server.get(f'/{name}')[2])) == wanted[name], name
        after = server.memory()
        print(f'# {server.builds} builds; {memory} KiB after 50 of them, {after} KiB at the end')
        assert memory is None or after <= memory * 1.05 + 512, f'{memory} KiB after 50 builds, {after} KiB at the end'


@case
def ends(work):
    """it ends by SIGINT, SIGTERM and SIGHUP, with open streams and while it builds, and leaves nothing"""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        server = Server(work)
        streams = [Stream(server) for _ in range(3)]
        assert all(stream.tokens(1) for stream in streams)
        change(work, CODE, 'pour', 'pour')  # no waiting: a build may be under way
        server.stop(number)
        for stream in streams:
            stream.socket.close()


@case
def port_in_use(work):
    """a port that another program has, on either address, is told"""
    for family, address in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
        with socket.socket(family) as other:
            try:
                other.bind((address, 0))
            except OSError:
                continue  # no IPv6 here
            other.listen()
            out, error = case.run(work, '--port', str(other.getsockname()[1]), status=3)
            assert not out and re.fullmatch(r'replyglot serve: .*[Aa]ddress already in use\n', error), error


@case
def no_reader(work):
    """standard output that cannot be written to ends it"""
    with open('/dev/full', 'w', encoding='utf-8') as full:
        done = subprocess.run([case.program, 'serve', '-p', '0'], cwd=work, stdout=full, stderr=subprocess.PIPE, text=True,
                              timeout=LIMIT)
    assert done.returncode == 3 and 'No space left on device' in done.stderr, done


@case
def usage(work):
    """usage"""
    for args, said in ((['--port', '-1'], '--port is a number from 0 to 65535'), (['-p', '65536'], '--port is a number'),
                       (['-j', '0'], '--jobs is a number from 1 to 256'), (['--source', ''], '--source is empty'),
                       (['--base-url', 'ftp://x/'], 'is not an http or https address'), (['x'], '"x" is not expected here')):
        out, error = case.run(work, *args, status=2)
        assert not out and said in error, error
    out, error = case.run(work, '--source', 'nowhere', status=3)
    assert not out and 'nowhere/content: no such folder' in error, error


@case
def clock_behind(work):
    """where the clock is behind the files, what did not change is not built again and again"""
    (library,) = Path('/usr/lib').glob('*/faketime/libfaketime.so.1')
    linked = subprocess.run(['ldd', case.program], capture_output=True, text=True, check=True).stdout
    asan = re.search(r'(/\S*libasan\S*)', linked)  # which has to come first
    with serving(work, LD_PRELOAD=' '.join([*asan.groups(), str(library)] if asan else [str(library)]), FAKETIME='-1h', NO_FAKE_STAT='1',
                 FAKETIME_DONT_FAKE_MONOTONIC='1') as server:
        time.sleep(5)  # it looks every two seconds
        assert server.builds == 1, server.errors


case.finish()
