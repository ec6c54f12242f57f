"""A built site on disk, and what a host is to answer for each of its addresses."""
import re
import subprocess
from pathlib import Path
from posixpath import dirname, normpath

# XML says its encoding itself (RFC 7303, section 3), and has two names.
TYPES = {'.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
         '.json': 'application/json', '.xml': '(application|text)/xml(; charset=utf-8)?',
         '.svg': r'image/svg\+xml(; charset=utf-8)?', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png'}
ENDINGS = {'br': '.br', 'gzip': '.gz'}  # the better one first
LINK = re.compile(rb'\s(?:href|src|action)="([^"#?]*)')


class Site:
    """PROGRAM builds the source ROOT into FOLDER for an address with the path BASE, with copies in all forms."""

    def __init__(self, program, root, folder, base, forms):
        self.program, self.root, self.folder, self.base = program, root, Path(folder), base
        self.run('build', '--output', self.folder, '--compress', forms)
        files = sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob('*') if path.is_file())
        self.copies = {name for name in files if name.endswith(('.br', '.gz'))}
        self.hidden = [name for name in files if name.startswith('.')]
        self.files = [name for name in files if name not in self.copies and name not in self.hidden]
        self.languages = sorted(name.removesuffix('/404.html') for name in self.files if name.endswith('/404.html'))

    def run(self, command, *args):
        done = subprocess.run([self.program, command, *args, '--source', self.root, '--base-url', f'http://site.test{self.base}'],
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def configuration(self, server, forms=None):
        return self.run('host', server, '--root', self.folder, *(['--compress', forms] if forms else []))

    def read(self, name):
        return (self.folder / name).read_bytes()

    def address(self, name):
        """The path of the address of the file NAME."""
        return self.base + (dirname(name) + '/' if name.endswith('/index.html') else '' if name == 'index.html' else name)

    def reached(self):
        """The files that links lead to, from the first page on; a link that leads to no file is an error."""
        known, found, queue = set(self.files), {'index.html'}, ['index.html']
        for name in queue:
            if not name.endswith('.html'):
                continue
            here = dirname(name)
            for link in set(LINK.findall(self.read(name))):
                link = link.decode()
                if re.match(r'[a-z]+:', link):
                    link = link.removeprefix(f'http://site.test{self.base}')
                    if re.match(r'[a-z]+:', link):
                        continue  # another site
                    target = link
                else:
                    target = normpath(f'{here}/{link}') if link else name
                    target = '' if target == '.' else target.lstrip('/') + '/' * (link.endswith(('/', '.')))
                target += 'index.html' * (target == '' or target.endswith('/'))
                assert target in known, f'{name} has a link to {link}, which is no file'
                if target not in found:
                    found.add(target)
                    queue.append(target)
        return found

    def pairs(self):
        """The folders of comparisons, as (before, low, high)."""
        found = (re.fullmatch(r'(.*/)([^/]+)-vs-([^/]+)/index\.html', name) for name in self.files)
        return [pair.groups() for pair in found if pair]
