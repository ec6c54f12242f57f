"""replyglot host, and what build makes of the host that is named. What the configurations do: tests/hosts.

Usage: host.py PROGRAM BASE. The results are in TAP."""
import re
from pathlib import Path

from cases import Cases

case = Cases('host')
run = case.run


def build(work, *args, status=0):
    case.command = 'build'
    try:
        return run(work, *args, status=status)
    finally:
        case.command = 'host'


def set_site(work, *lines):
    path = work / 'content/site.yaml'
    path.write_text(path.read_text() + ''.join(f'{line}\n' for line in lines))


def names(work):
    return {str(path.relative_to(work / 'public')) for path in (work / 'public').rglob('*') if path.is_file()}


@case
def hosts(work):
    """without a server, the hosts, what they read, and their limits with who said so"""
    out, _ = run(Path('/'))
    assert re.findall(r'^([a-z0-9-]+): ', out, re.MULTILINE) == [
        'plain', 'nginx', 'caddy', 'lighttpd', 'apache', 'github-pages', 'gitlab-pages', 'cloudflare-pages', 'netlify', 's3'], out
    assert re.search(r'^cloudflare-pages:.*\n  reads +_headers\n.*\n  copies +none\n  at most +20000 files \(https://\S+, 20\d\d-\d\d-\d\d\)',
                     out, re.MULTILINE), out
    assert re.search(r'^caddy:.*\n  reads +what `replyglot host caddy` prints\n.*\n  copies +gzip, br\n', out, re.MULTILINE), out


@case
def configurations(work):
    """a configuration is for the address, the folder and the copies that are asked for"""
    for server in ('nginx', 'caddy', 'lighttpd', 'apache'):
        out, error = run(work, server, '--root', '/data/my site', '--base-url', 'https://e.org/below/')
        assert not error and '/data/my site' in out and '/below/fr/' in out, out + error
        assert '/srv/replyglot' in run(work, server)[0]
    assert 'brotli' not in run(work, 'nginx')[0] and 'gzip_static' in run(work, 'nginx')[0]
    assert 'gzip_static' not in run(work, 'nginx', '-c', 'none')[0]
    set_site(work, 'compress: none')
    assert 'gzip_static' not in run(work, 'nginx')[0]


@case
def bad_source(work):
    """of a source with errors there is nothing to tell a server"""
    set_site(work, 'no: thing')
    out, error = run(work, 'nginx', status=1)
    assert not out and '[unknown-key]' in error, out + error


@case
def files(work):
    """build writes what the host reads, and takes it away for another host"""
    build(work)
    plain = names(work)
    for host, extra in (('github-pages', {'.nojekyll'}), ('cloudflare-pages', {'_headers'}), ('s3', set()),
                        ('netlify', {'_headers', '_redirects'}), ('plain', set())):
        build(work, '--host', host)
        assert names(work) ^ plain == extra, host
    set_site(work, 'host: netlify')
    build(work)
    assert (work / 'public/_redirects').read_text() == '/en/* /en/404.html 404\n/fr/* /fr/404.html 404\n'
    build(work, '--host', 'plain')
    assert names(work) == plain


@case
def copies(work):
    """a host has the copies that it serves, unless site.yaml or the command line ask for others"""
    def forms():
        return {ending for ending in ('.gz', '.br') if f'index.html{ending}' in names(work)}
    build(work, '--host', 'nginx')
    assert forms() == {'.gz'}
    build(work, '--host', 'lighttpd')
    assert not forms()
    build(work, '--host', 'nginx', '--compress', 'none')
    assert not forms()
    _, error = build(work, '--host', 'caddy', status=None)
    assert forms() == {'.gz', '.br'} or 'compiled without' in error, error
    set_site(work, 'host: apache', 'compress: gzip')
    build(work)
    assert forms() == {'.gz'}
    build(work, '--compress', 'none')
    assert not forms()


@case
def checked(work):
    """check knows the host too"""
    set_site(work, 'host: netlify')
    case.command = 'check'
    out, error = run(work)
    case.command = 'host'
    assert not out and not error, out + error


@case
def usage(work):
    """usage"""
    for args, said in ((['ngnix'], 'there is no host "ngnix"'), (['ngnix'], 'did you mean "nginx"?'),
                       (['netlify'], 'Netlify takes no configuration; build --host netlify writes all that it reads'),
                       (['plain'], 'takes no configuration'), (['nginx', 'caddy'], '"caddy" is not expected here'),
                       (['nginx', '--root', 'srv'], '--root "srv" is not an absolute path'),
                       (['nginx', '--root', '/a"b'], '--root "/a"b" is not'), (['nginx', '--root', '/a/'], '--root "/a/"'),
                       (['nginx', '--base-url', 'e.org'], '--base-url "e.org" is not'),
                       (['nginx', '--compress', 'zip'], '--compress is gzip, br or none')):
        out, error = run(work, *args, status=2)
        assert not out and said in error, error
    out, error = build(work, '--host', 'apach', status=2)
    assert not out and 'there is no host "apach"' in error and 'did you mean "apache"?' in error, error


case.finish()
