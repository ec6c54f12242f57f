"""Nothing in the site makes a server slow: pages, plain and as copies, beside a file of random bytes of the same size at an
address without rules, asked for by wrk. A benchmark: what it prints is for people; it fails only where answers do.

Usage: load.py PROGRAM ROOT [ROUNDS]: of a second each, by turns, of which the best counts (default: 5)."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import SERVERS, missing, scratch_below, serving
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


def measure(server, port, site, rounds):
    for what, name in (('a comparison', PAGE), ('the index of codes', LIST)):
        for form, ending in (('identity', ''), ('gzip', '.gz')):
            # What is compressed on the way has about the size of the copy.
            size = len(site.read(name + ending))
            (site.folder / 'assets/random.bin').write_bytes(os.urandom(size))
            both = [(wrk(port, site.address(name), form), wrk(port, '/assets/random.bin', form)) for _ in range(rounds)]
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
