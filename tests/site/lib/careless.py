"""Builders that get something wrong, to prove that a trial finds each of them out."""
import subprocess
from pathlib import Path

from outputs import LISTS, MANIFEST, Output, tree
from source import files_below
from trial import FINDINGS, Program


class Careless(Program):
    """Builds, then gets it wrong: spoil() is told what changed in the source, the trees before and after, and how the
    build ended, and returns what is said of it."""

    def __init__(self, path):
        super().__init__(path)
        self.seen, self.args = {}, []

    def build(self, source, output, args):
        now, before = files_below(source), tree(output)
        changed = {file for file in now.keys() | self.seen.keys() if now.get(file) != self.seen.get(file)}
        done = super().build(source, output, args)
        if self.seen:
            done = self.spoil(changed, before, Output(output, None), done, args)
        self.seen, self.args = now, args
        return done

    def keep(self, before, output):
        """Leaves one page as it was before."""
        for path, data in output.tree().items():
            if path not in LISTS.values() and isinstance(before.get(path), bytes) and before[path] != data:
                output.write(path, before[path])
                return


def keeps(*folders):
    """A builder that keeps a page when nothing has changed but files in these folders."""
    class Keeps(Careless):
        def spoil(self, changed, before, output, done, args):
            if changed and all(file.startswith(folders) for file in changed):
                self.keep(before, output)
            return done
    return Keeps


def careless(spoil):
    return type('Careless', (Careless,), {'spoil': spoil})


def keep_address(self, _changed, before, output, done, args):
    if [each for each in args if '://' in each] != [each for each in self.args if '://' in each]:
        self.keep(before, output)
    return done


def trust(self, changed, before, output, done, args):
    if not changed:
        self.keep(before, output)
    return done


def leave(self, changed, before, output, done, args):
    for path in before.keys() - tree(output.folder).keys():
        if before[path]:
            output.write(path, before[path])
            break
    return done


def write_anyway(self, changed, before, output, done, args):
    if done[0] == FINDINGS:
        output.write('en/index.html', b'')
    return done


def sweep(self, changed, before, output, done, args):
    (output.folder / 'CNAME').unlink(missing_ok=True)
    return done


def write_again(self, changed, before, output, done, args):
    output.write('CNAME', output.read('CNAME'))
    return done


def keep_list(self, changed, before, output, done, args):
    output.write(MANIFEST, before[MANIFEST])
    return done


def hush(self, changed, before, output, done, args):
    return *done[:2], ''


def miscount(self, changed, before, output, done, args):
    return done[0], done[1].replace(' 0 deleted', ' 1 deleted'), done[2]


class Torn(Program):
    """Writes straight into the page, and is killed there."""

    def start(self, source, output, args):
        page = Path(output) / 'en/index.html'
        page.write_bytes(page.read_bytes()[:-1])
        return subprocess.Popen(['sleep', '60'])

    def build(self, source, output, args):
        process = super().start(source, output, args)
        said, messages = process.communicate()
        return process.returncode, said, messages


# How it gets it wrong: (the builder, an edit at which it does, what is said of it)
PROOF = {
    'labels': (keeps('locales/'), 'a label', 'has other bytes'),
    'words of the protocol': (keeps('content/smtp/words/'), 'a word of the protocol', 'has other bytes'),
    'partials': (keeps('templates/partials/'), 'a partial', 'has other bytes'),
    'names of other codes': (keeps('content/smtp/codes/'), 'a name', 'has other bytes'),
    'the names of assets': (keeps('templates/assets/'), 'an asset', 'has other bytes'),
    'the site': (keeps('content/site.yaml'), 'the title', 'has other bytes'),
    'lines of others': (keeps('content/smtp/wire/'), 'the name of a sender', 'has other bytes'),
    '--base-url': (careless(keep_address), '--base-url', 'has other bytes'),
    'what stands there': (careless(trust), 'a byte of a page, its time kept', 'has other bytes'),
    'stale pages': (careless(leave), 'a code deleted', 'should not be there'),
    'errors': (careless(write_anyway), 'broken YAML', 'has other bytes'),
    'files of others, deleted': (careless(sweep), 'nothing', 'files of others were touched'),
    'files of others, written again': (careless(write_again), 'nothing', 'files of others were touched'),
    'the list': (careless(keep_list), 'a code deleted', 'has other bytes'),
    'warnings': (careless(hush), 'a name', 'says other things'),
    'counts': (careless(miscount), 'nothing', 'but the build says'),
    'half-written pages': (Torn, 'a build killed', 'neither the old nor the new one'),
}
