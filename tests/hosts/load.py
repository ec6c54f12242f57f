"""Nothing in the site makes a server slow: pages, plain and as copies, beside a file of random bytes of the same size at an
address without rules, asked for by wrk. A server that compresses by itself does so with the file beside as well: that has
the words of the page in another order. A benchmark: what it prints is for people; it fails only where answers do.

Usage: load.py PROGRAM ROOT [ROUNDS]: of a second each, by turns, of which the best counts (default: 5)."""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import BY_ITSELF, SERVERS, missing, scratch_below, serving
from site_on_disk import Site

PAGE, LIST = 'en/smtp/450-vs-550/index.html', 'en/smtp/index.html'


def wrk(port, path, accepted):
    """Requests in a second, and bytes of an answer with its headers."""
    done = subprocess.run(['wrk', '-t1', '-c16', '-d1s', '--timeout', '20s', '-H', f'Accept-Encoding: {accepted}',
                           f'http://127.0.0.1:{port}{path}'], capture_output=True, text=True, check=True).stdout
    assert 'Non-2xx' not in done and 'Socket errors' not in done, done
    requests, size, unit = re.search(r'(\d+) requests in [\d.]+\w+, ([\d.]+)([KMG]?)B read', done).groups()
    read = float(size) * 1024 ** ' KMG'.index(unit or ' ')
    return float(re.search(r'Requests/sec:\s+([\d.]+)', done)[1]), read / int(requests)


def write_beside(site, name, size, compressed):
    """The address of a file of SIZE bytes; COMPRESSED: of one that is as good to compress as the page NAME."""
    if not compressed:
        (site.folder / 'assets/random.bin').write_bytes(os.urandom(size))
        return '/assets/random.bin'
    words = site.read(name).split(b' ')
    random.Random(name).shuffle(words)
    (site.folder / 'assets/shuffled.html').write_bytes(b' '.join(words))
    return '/assets/shuffled.html'


def measure(server, port, site, rounds):
    for what, name in (('a comparison', PAGE), ('the index of codes', LIST)):
        for form, ending in (('identity', ''), ('gzip', '.gz')):
            size = len(site.read(name + ending))
            beside = write_beside(site, name, size, bool(ending) and server in BY_ITSELF)
            both = [(wrk(port, site.address(name), form), wrk(port, beside, form)) for _ in range(rounds)]
            (page, read), (bare, _) = (max(runs) for runs in zip(*both))
            print(f'{server:10} {what:20} {form:9} {size:8} {read:12.0f} {page:9.0f} {bare:9.0f} {page / bare:7.2f}', flush=True)


def main(program, root, rounds='5'):
    gone = missing() + [name for name in ('wrk',) if not shutil.which(name)]
    if gone:
        print(f'missing: {gone}')
        return 77
    print('           page                 form      bytes    read/answer  pages/s   files/s   ratio')
    with tempfile.TemporaryDirectory(dir=scratch_below()) as folder:
        Path(folder).chmod(0o755)
        site = Site(Path(program).resolve(), root, f'{folder}/public', '/', 'gzip,br')
        for server in SERVERS:
            with serving(server, site.configuration(server)) as port:
                measure(server, port, site, int(rounds))
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
