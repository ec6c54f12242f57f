"""The other generators: their sites, made beforehand of the same source, and how they are run."""
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASSETS = ['site.css', 'favicon.svg', 'og.png']


class Hugo:
    name = 'hugo'
    install = 'apt-get install --no-install-recommends hugo'

    @staticmethod
    def version():
        """None where it is not installed."""
        if not shutil.which('hugo'):
            return None
        said = subprocess.run(['hugo', 'version'], check=True, capture_output=True, text=True).stdout
        return ' '.join(said.split()[:2])

    def __init__(self, source, site):
        """Makes the folder SITE. Hugo 0.111 makes pages of content files only, so each page has a stub, which names its
        codes and nothing else; the records stay in data/."""
        self.site, self.count = site, 0
        site.mkdir()
        shutil.copy(HERE / 'hugo/hugo.yaml', site)
        shutil.copytree(HERE / 'hugo/layouts', site / 'layouts')
        self.data = site / 'data'
        codes, languages = prepared(source, self.data)
        copy_assets(source, site / 'static/assets')
        for language in languages:
            folder = site / 'content' / language / 'smtp'
            folder.mkdir(parents=True)
            for i, a in enumerate(codes):
                (folder / f'{a}.md').write_text(f'+++\ntype = "code"\na = "{a}"\n+++\n')
                for b in codes[i + 1:]:
                    (folder / f'{a}-vs-{b}.md').write_text(f'+++\ntype = "pair"\na = "{a}"\nb = "{b}"\n+++\n')

    def command(self, output):
        return ['hugo', '--quiet', '--destination', output, '--cacheDir', self.site / 'cache']


class Eleventy:
    name = 'eleventy'
    install = 'npm ci --ignore-scripts --prefix tests/bench'

    @staticmethod
    def version():
        package = HERE / 'node_modules/@11ty/eleventy'
        if not shutil.which('node') or not package.is_dir():
            return None
        said = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
                for command in (['node', package / 'cmd.cjs', '--version'], ['node', '--version'])]
        return f'eleventy {said[0]} on node {said[1]}'

    def __init__(self, source, site):
        self.site = site
        shutil.copytree(HERE / 'eleventy', site)
        shutil.copy(HERE / 'package.json', site)
        (site / 'node_modules').symlink_to(HERE / 'node_modules')
        self.data = site / 'data'
        _, languages = prepared(source, self.data)
        (self.data / 'languages.json').write_text(str(languages).replace("'", '"'))
        copy_assets(source, site / 'assets')

    def command(self, output):
        program = self.site / 'node_modules/@11ty/eleventy/cmd.cjs'
        return ['node', program, '--output', os.path.relpath(output, self.site)]


PEERS = {peer.name: peer for peer in (Hugo, Eleventy)}


def prepared(source, folder):
    from prepare import prepare  # needs a library of Debian's that only the other generators' sites need
    return prepare(source, folder)


def copy_assets(source, folder):
    folder.mkdir(parents=True)
    for name in ASSETS:
        shutil.copy(source / 'templates/assets' / name, folder)
