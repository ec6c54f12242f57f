"""By hand: the configurations in docs/hosts.md, run by the servers that are installed, serve the site as they promise.

Usage: hosts.py HOSTS.MD PUBLIC. A server that is not there is passed over; on Debian: apt-get install nginx-light caddy
apache2 lighttpd. It starts them on a port of the loopback, as the user who runs it."""
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

page, public = Path(sys.argv[1]).read_text(encoding='utf-8'), Path(sys.argv[2]).resolve()


def block(language):
    return re.search(rf'^```{language}\n(.*?)^```', page, re.MULTILINE | re.DOTALL)[1]


def free_port():
    with socket.socket() as found:
        found.bind(('127.0.0.1', 0))
        return found.getsockname()[1]


def nginx(work, port):
    text = block('nginx').replace('listen 80', f'listen 127.0.0.1:{port}').replace('/srv/replyglot', str(public))
    (work / 'conf').write_text(f'daemon off; pid {work}/pid; error_log {work}/log; events {{}} http {{ '
                               f'include /etc/nginx/mime.types; access_log off; {text} }}')
    return ['nginx', '-c', work / 'conf']


def caddy(work, port):
    text = block('caddy').replace('example.org', f'http://127.0.0.1:{port}').replace('/srv/replyglot', str(public))
    (work / 'conf').write_text('{\n\tadmin off\n}\n' + text)
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', work / 'conf']


def apache2(work, port):
    text = block('apache').replace('*:80', f'127.0.0.1:{port}').replace('/srv/replyglot', str(public))
    modules = ''.join(f'LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n'
                      for name in ('mpm_event', 'authz_core', 'dir', 'mime'))
    (work / 'conf').write_text(f'ServerName x\nUser nobody\nListen 127.0.0.1:{port}\nPidFile {work}/pid\n'
                               f'ErrorLog {work}/log\nTypesConfig /etc/mime.types\n{modules}{text}')
    return ['apache2', '-X', '-f', work / 'conf']


def lighttpd(work, port):
    text = block('lighttpd').replace('server.port = 80', f'server.port = {port}\nserver.bind = "127.0.0.1"')
    (work / 'conf').write_text(text.replace('/srv/replyglot', str(public)))
    return ['lighttpd', '-D', '-f', work / 'conf']


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(port, path):
    try:
        with urllib.request.build_opener(Stay).open(f'http://127.0.0.1:{port}{path}', timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def faults(name, port):
    """What the server does not do as the document says."""
    status, headers, body = ask(port, '/en/smtp/550/')
    if (status, body) != (200, (public / 'en/smtp/550/index.html').read_bytes()):
        yield f'a page: {status}'
    if 'text/html' not in headers['Content-Type'] or 'utf-8' not in headers['Content-Type'].lower():
        yield f'a page: {headers["Content-Type"]}'
    status, headers, _ = ask(port, '/en/smtp/550')
    if status not in (301, 302, 307, 308) or not headers['Location'].endswith('/en/smtp/550/'):
        yield f'without the slash: {status} {headers["Location"]}'
    languages = ('en', 'fr', 'es') if name in ('nginx', 'apache2') else ('en',)
    for language in languages:
        status, _, body = ask(port, f'/{language}/smtp/nowhere/')
        source = '404.html' if language == 'en' else f'{language}/404.html'
        if (status, body) != (404, (public / source).read_bytes()):
            yield f'what does not exist, in {language}: {status}, {len(body)} bytes'
    for file in public.glob('.replyglot-*'):
        if ask(port, f'/{file.name}')[0] == 200:
            yield f'serves {file.name}'
    for pattern, kind in (('*.css', 'text/css'), ('*.js', 'javascript'), ('*.svg', 'image/svg+xml')):
        asset = next(public.glob(f'assets/{pattern}')).name
        status, headers, _ = ask(port, f'/assets/{asset}')
        if status != 200 or kind not in headers['Content-Type']:
            yield f'{asset}: {status} {headers["Content-Type"]}'


failed = 0
for name, start in (('nginx', nginx), ('caddy', caddy), ('apache2', apache2), ('lighttpd', lighttpd)):
    if not shutil.which(name):
        print(f'{name}: is not there')
        continue
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        port = free_port()
        process = subprocess.Popen(start(Path(folder), port), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            for _ in range(100):
                try:
                    socket.create_connection(('127.0.0.1', port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            found = list(faults(name, port))
        except (OSError, TypeError) as fault:
            found = [str(fault)]
        finally:
            process.terminate()
            said = process.communicate(timeout=20)[0].decode(errors='replace')
        failed += bool(found)
        print(f'{name}: {"ok" if not found else found}', *([said[-800:]] if found else []))
sys.exit(failed > 0)
