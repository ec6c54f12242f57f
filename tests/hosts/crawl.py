"""The four servers of Debian serve the shipped site as docs/hosts.md promises, with the configuration that
`replyglot host` prints: every file at its address, plain, as a copy, and asked for again; what is not there; reversed
pairs; what is hidden. At / and below a path. Then each kind of check is proven on configurations that were spoilt.

Usage: crawl.py PROGRAM ROOT [SERVER…]"""
import gzip
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

from client import ask
from servers import BROTLI, BY_ITSELF, SERVERS, missing, scratch_below, serving
from site_on_disk import ENDINGS, TYPES, Site

SAFETY = {'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin'}
# lighttpd sets the time to live of what is there, says nothing where that is not, and has no word for immutable.
KEEP = {'lighttpd': 'max-age=31536000'}
BROWSER = 'gzip, deflate, br'
FORMS = {'nginx': ('gzip',), 'caddy': ('gzip', 'br'), 'lighttpd': (), 'apache': ('gzip', 'br')}  # of the copies that it sends


class Crawl:
    """What the server NAME at PORT answers for SITE, whose copies it serves in FORMS."""

    def __init__(self, name, port, site, forms):
        self.name, self.port, self.site, self.forms = name, port, site, forms
        self.requests, self.faults = 0, []
        self.browser = 'gzip' if name in BY_ITSELF else BROWSER

    def tell(self, what, fault):
        self.faults.append(f'{self.name}{self.site.base}: {what}: {fault}')

    def ask(self, requests):
        for request, answer in ask(self.port, requests):
            self.requests += 1
            yield request, answer

    def copy_of(self, name, accepted):
        """The form in which NAME is to be sent to whom accepts ACCEPTED; None: as it is."""
        if self.name in BY_ITSELF:  # whatever would be worth a copy
            return 'gzip' if 'gzip' in accepted and f'{name}.gz' in self.site.copies else None
        return next((form for form in ENDINGS if form in self.forms and form in accepted
                     and name + ENDINGS[form] in self.site.copies), None)

    def check_headers(self, what, answer, kept, lost):
        cache = None if lost and self.name == 'lighttpd' else KEEP.get(self.name, 'public, max-age=31536000, immutable') if kept else 'no-cache'
        for header, value in {**SAFETY, 'cache-control': cache}.items():
            if answer.headers.get(header) != value:
                self.tell(what, f'{header} is {answer.headers.get(header)!r}, not {value!r}')

    def check_file(self, what, answer, name, form, status=200):
        """ANSWER is the file NAME, in FORM."""
        site, headers = self.site, answer.headers
        if answer.status != status:
            return self.tell(what, f'status {answer.status}, not {status}')
        if not re.fullmatch(TYPES[Path(name).suffix], headers.get('content-type', ''), re.IGNORECASE):
            self.tell(what, f'content-type is {headers.get("content-type")!r}')
        body, encoding = answer.body, headers.get('content-encoding')
        if self.name in BY_ITSELF and encoding == 'gzip' and form:
            body, form = gzip.decompress(body), ''
        elif encoding != form:
            self.tell(what, f'content-encoding is {encoding!r}, not {form!r}')
        if body != site.read(name + ENDINGS.get(form, '')):
            self.tell(what, f'{len(answer.body)} bytes, which are not those of the file')
        if (encoding or self.copy_of(name, self.browser)) and 'accept-encoding' not in headers.get('vary', '').lower():
            self.tell(what, f'vary is {headers.get("vary")!r}')
        lost = status == 404 and '/assets/' in what
        return self.check_headers(what, answer, name.startswith('assets/'), lost)

    def files(self, names):
        """Every file as it is, as a browser asks for it, and asked for again with the tag of the answer."""
        for accepted in ('', self.browser):
            encoding, tags = {'Accept-Encoding': accepted} if accepted else {}, []
            addresses = {self.site.address(name): name for name in names}
            for (_, path, _), answer in self.ask(('GET', path, encoding) for path in addresses):
                form = self.copy_of(addresses[path], accepted)
                self.check_file(f'{path} ({form or "plain"})', answer, addresses[path], form)
                tags.append((path, answer.headers.get('etag')))
            again = [('GET', path, {**encoding, 'If-None-Match': tag}) for path, tag in tags if tag]
            if len(again) < len(tags):
                self.tell('files', f'{len(tags) - len(again)} without a tag')
            for (_, path, headers), answer in self.ask(again):
                if (answer.status, answer.body) != (304, b''):
                    self.tell(path, f'asked for again with {headers}: status {answer.status}')

    def folders(self, names):
        """Without the slash at its end, an address leads to the one with it: every seventh, and the first in any case."""
        paths = [self.site.address(name)[:-1] for name in names if name.endswith('/index.html')][::7]
        paths += [self.site.base[:-1]] * (self.site.base != '/')
        for (_, path, _), answer in self.ask(('GET', path, {}) for path in paths):
            to = re.sub(rf'^http://127\.0\.0\.1:{self.port}', '', answer.headers.get('location', ''))
            if answer.status not in (301, 302, 307, 308) or to != path + '/':
                self.tell(path, f'status {answer.status}, leads to {to!r}')

    def pairs(self, pairs):
        """B-vs-A leads to A-vs-B."""
        ways = {f'{self.site.base}{before}{high}-vs-{low}{end}': f'{self.site.base}{before}{low}-vs-{high}/'
                for before, low, high in pairs for end in ('/', '')}
        for (_, path, _), answer in self.ask(('GET', path, {}) for path in ways):
            to = re.sub(rf'^http://127\.0\.0\.1:{self.port}', '', answer.headers.get('location', ''))
            if answer.status != 301 or to != ways[path]:
                self.tell(path, f'status {answer.status}, leads to {to!r}, not to {ways[path]!r}')

    def nothing(self):
        """What is not there is answered with the 404 page of its language, whatever is accepted."""
        lost = {'nowhere': '404.html', 'assets/none.00000000.css': '404.html', 'assets/none.js': '404.html',
                'en.html': '404.html', 'fra/': '404.html'}
        for language in self.site.languages:
            for path in ('nowhere', 'nowhere/at/all/', 'smtp/999/', 'smtp/550-vs-551-vs-552/', 'smtp/999-vs-998/',
                         'smtp/550-vs-550/', 'none.txt', 'smtp/550/none.css'):
                lost[f'{language}/{path}'] = f'{language}/404.html'
        if self.name != 'lighttpd':  # there it is forbidden
            lost.update({f'{language}/search/index.html/': f'{language}/404.html' for language in self.site.languages})
        for accepted in ('', self.browser):
            for (_, path, _), answer in self.ask(('GET', self.site.base + path, {'Accept-Encoding': accepted}) for path in lost):
                name = lost[path.removeprefix(self.site.base)]
                self.check_file(f'{path} ({accepted or "plain"})', answer, name, self.copy_of(name, accepted), 404)

    def hidden(self):
        """What begins with a dot is not sent."""
        paths = [self.site.base + name for name in [*self.site.hidden, '.git/config', 'en/.hidden', '.well-known']]
        for (_, path, _), answer in self.ask(('GET', path, {}) for path in paths):
            if answer.status not in (403, 404) or b'replyglot-' in answer.body[:100]:
                self.tell(path, f'status {answer.status}')

    def wishes(self):
        """Who does not accept a form does not get it; and a question for the headers alone is answered with them."""
        home = 'en/index.html'
        wishes = [('gzip;q=0.5', 'gzip'), ('identity', ''), ('xgzip', ''), ('compress, deflate', '')]
        if self.name not in BY_ITSELF:  # lighttpd does not read q, and knows names in lower case only
            wishes += [('gzip;q=0', ''), ('br;q=0, gzip', 'gzip'), ('GZIP', 'gzip')]
        for wish, accepted in wishes:
            for _, answer in self.ask([('GET', self.site.address(home), {'Accept-Encoding': wish})]):
                self.check_file(f'Accept-Encoding: {wish}', answer, home, self.copy_of(home, accepted))
        (_, whole), (_, head) = self.ask((method, self.site.address(home), {}) for method in ('GET', 'HEAD'))
        if {**head.headers, 'date': ''} != {**whole.headers, 'date': ''} or head.status != 200:
            self.tell('HEAD', f'{head.headers}, not {whole.headers}')

    def all(self, names, pairs):
        self.files(names)
        self.folders(names)
        self.pairs(pairs)
        self.nothing()
        self.hidden()
        self.wishes()
        return self


# (what is spoilt, in the configuration of whom, from, to, what is found)
SPOILT = [
    ('a type', 'nginx', 'text/css css', 'text/plain css', 'content-type'),
    ('a charset', 'nginx', 'charset utf-8', 'charset off', 'content-type'),
    ('a header', 'nginx', 'nosniff', 'sniff', 'x-content-type-options'),
    ('the time to live', 'nginx', 'immutable', 'mutable', 'cache-control'),
    ('no copies', 'nginx', 'gzip_static on', 'gzip_static off', 'content-encoding'),
    ('no Vary', 'nginx', 'gzip_vary on', 'gzip_vary off', 'vary'),
    ('a 404 page of another language', 'nginx', 'error_page 404 /fr/', 'error_page 404 /es/', '/fr/nowhere.*not those of the file'),
    ('200 for what is not there', 'nginx', 'error_page 404 /404', 'error_page 404 =200 /404', 'nowhere.*status 200, not 404'),
    ('no redirect of pairs', 'nginx', 'return 301 "/es/', 'return 302 "/es/', '-vs-.*status 302'),
    ('what is hidden', 'nginx', 'return 404', 'break', r'\.replyglot-manifest: status 200'),
    ('no tags', 'nginx', 'index index.html;', 'index index.html; etag off;', 'without a tag'),
    ('no pages', 'caddy', 'precompressed br gzip', 'index none', 'status 404, not 200'),
    ('asked for again', 'caddy', '@replyglot_pages Cache-Control "no-cache"', '@replyglot_pages -Cache-Control', 'cache-control'),
    ('copies for all', 'apache', '(?:,|$|;', '(?:,|$|;|', 'gzip;q=0'),
    ('no folders', 'apache', 'DirectoryIndex index.html', 'DirectorySlash off', 'leads to'),
    ('no compression', 'lighttpd', '( "gzip" )', '( "zstd" )', 'content-encoding'),
    ('pairs the wrong way', 'lighttpd', '$2-vs-550', '550-vs-$2', 'leads to'),
    ('an error page for all', 'lighttpd', '/fr/"\n', '/"\n', '/fr/nowhere.*not those of the file'),
]


def prove(site, names, servers):
    for what, server, before, after, expected in SPOILT:
        if server not in servers:
            continue
        good = site.configuration(server)
        bad = good.replace(before, after)
        assert bad != good, f'nothing to spoil for "{what}"'
        with serving(server, bad) as port:
            crawl = Crawl(server, port, site, FORMS[server]).all(names, [pair for pair in site.pairs() if pair[2] == '550'])
        if not any(re.search(expected, fault) for fault in crawl.faults):
            yield f'spoilt: {what} of {server} was not found; found instead: {crawl.faults[:3]}'


def main(program, root, *only):
    if gone := [name for name in missing() if not only or name in only]:
        print(f'missing: {gone}; on Debian: apt-get install nginx-light caddy lighttpd apache2-bin')
        return 1
    servers, faults, requests = only or tuple(SERVERS), [], 0
    for base in ('/', '/some.where/below/'):
        with tempfile.TemporaryDirectory(dir=scratch_below()) as folder:
            Path(folder).chmod(0o755)
            started = monotonic()
            site = Site(Path(program).resolve(), root, f'{folder}/public', base, 'gzip,br')
            reached = site.reached()
            lost = [name for name in site.files if name.endswith('.html') and name not in reached and not name.endswith('404.html')]
            faults += [f'no link leads to {name}' for name in lost]
            kinds = Counter(Path(name).suffix for name in site.files)
            print(f'{base}: {len(site.files)} files, {kinds[".html"]} of them pages, {len(reached)} of them linked, '
                  f'{len(site.copies)} copies; built in {monotonic() - started:.1f} s')
            for server in servers:
                started = monotonic()
                # As the profile has it, and with br where the module is there.
                forms = 'gzip,br' if base != '/' and server == 'nginx' and BROTLI.exists() else None
                served = forms.split(',') if forms else FORMS[server]
                with serving(server, site.configuration(server, forms)) as port:
                    crawl = Crawl(server, port, site, served).all(site.files, site.pairs())
                faults, requests = faults + crawl.faults, requests + crawl.requests
                print(f'{base}: {server}: {crawl.requests} requests, {len(crawl.faults)} faults, {monotonic() - started:.1f} s')
            if base == '/':
                faults += prove(site, [name for name in site.files if '/smtp/' not in name or '/550/' in name], servers)
    print(*(f'FAULT {fault}' for fault in faults[:100]), sep='\n')
    print(f'{requests} requests, {len(faults)} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
