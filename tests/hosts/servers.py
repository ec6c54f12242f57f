"""Debian's web servers, each on a free port of the loopback, as the user who runs the test, with the configuration that
`replyglot host` prints. What stands around it here is the least that each asks for; on Debian the packages bring it."""
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

MODULES = Path('/usr/lib/apache2/modules')
BROTLI = Path('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so')


def nginx(work, port, own):
    temp = ''.join(f'{kind}_temp_path {work}/{kind}; ' for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
    load = f'load_module {BROTLI};' if 'brotli_static' in own.read_text() else ''
    text = f'{load} daemon off; worker_processes 1; pid {work}/pid; error_log {work}/log; events {{}}\n' \
           f'http {{ {temp} include /etc/nginx/mime.types; access_log off; gzip on;\n' \
           f'server {{ listen 127.0.0.1:{port}; include {own}; }} }}\n'
    return text, ['nginx', '-p', work, '-e', f'{work}/log', '-c', f'{work}/main']


def caddy(work, port, own):
    text = f'{{\n\tadmin off\n\tauto_https off\n\tlog {{\n\t\tlevel ERROR\n\t}}\n}}\n' \
           f'http://127.0.0.1:{port} {{\n\timport {own}\n}}\n'
    return text, ['caddy', 'run', '--adapter', 'caddyfile', '--config', f'{work}/main']


def lighttpd(work, port, own):
    text = 'server.modules = ( "mod_indexfile", "mod_access", "mod_alias", "mod_redirect" )\n' \
           f'server.document-root = "{work}"\nserver.port = {port}\nserver.bind = "127.0.0.1"\n' \
           f'server.errorlog = "{work}/log"\ninclude "{own}"\n'
    return text, ['lighttpd', '-D', '-f', f'{work}/main']


def apache(work, port, own):
    modules = ''.join(f'LoadModule {name}_module {MODULES}/mod_{name}.so\n' for name in
                      ('mpm_event', 'authz_core', 'alias', 'dir', 'headers', 'mime', 'rewrite'))
    text = f'ServerRoot {work}\nServerName 127.0.0.1\nUser nobody\nListen 127.0.0.1:{port}\nPidFile {work}/pid\n' \
           f'ErrorLog {work}/log\nLogLevel error\nTypesConfig /etc/mime.types\n{modules}' \
           f'<Directory />\nRequire all denied\n</Directory>\n' \
           f'<VirtualHost 127.0.0.1:{port}>\nServerName 127.0.0.1\nInclude {own}\n</VirtualHost>\n'
    return text, ['apache2', '-X', '-f', f'{work}/main']


# By the name of the profile: what starts it, and the program.
BY_ITSELF = {'lighttpd'}  # compresses; in the tests it is asked for what Python can unpack
SERVERS = {'nginx': (nginx, 'nginx'), 'caddy': (caddy, 'caddy'), 'lighttpd': (lighttpd, 'lighttpd'),
           'apache': (apache, 'apache2')}


def scratch_below():
    """Where to make a folder for whole sites: in memory where there is room."""
    memory = Path('/dev/shm')
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return memory if roomy else None


def missing():
    """The programs that are not there. Those of servers stand where a user's PATH may not lead."""
    os.environ['PATH'] += ':/usr/sbin'
    return [program for _, program in SERVERS.values() if not shutil.which(program)]


def free_port():
    with socket.socket() as found:
        found.bind(('127.0.0.1', 0))
        return found.getsockname()[1]


def wait(port, process):
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False


@contextmanager
def serving(name, configuration):
    """Runs the server NAME with CONFIGURATION, and gives its port."""
    start, _ = SERVERS[name]
    with tempfile.TemporaryDirectory() as folder:
        work, port = Path(folder), free_port()
        work.chmod(0o755)
        own = work / 'replyglot.conf'
        own.write_text(configuration)
        text, command = start(work, port, own)
        (work / 'main').write_text(text)
        process = subprocess.Popen(command, cwd=work, env={**os.environ, 'HOME': folder, 'XDG_DATA_HOME': folder, 'XDG_CONFIG_HOME': folder},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            if not wait(port, process):
                process.kill()
                log = (work / 'log').read_text() if (work / 'log').exists() else ''
                raise AssertionError(f'{name} does not start: {process.communicate()[0].decode()[-2000:]}{log[-2000:]}')
            yield port
        finally:
            process.terminate()
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
