"""The parts of compare: what is run beside what, and which ratios are told. docs/benchmarks.md describes them."""
import random
import re
import subprocess
from pathlib import Path

from measure import Failure, Row, file_list
from visible import differences

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PARTS = ['same', 'cold', 'rebuild', 'jobs', 'shipped', 'scale']
SAMPLE = {'code': 8, 'pair': 24}  # pages of each language whose text is compared


def threads(count):
    return f'{count} thread{"s" * (count > 1)}'


def ratio(name, a, b):
    print(f'- {name}: {a / b:.2f}')


class Made:
    """A made-up source in one place, and the sites of the other generators that were made of it."""

    def __init__(self, place, codes, peers):
        self.place, self.codes, self.source = place, codes, place.fresh('source')
        subprocess.run([HERE / 'make-content', str(codes), 'en,fr,es', self.source], check=True)
        self.peers = {name: peer(self.source, place.fresh(name)) for name, peer in peers.items()}


class Parts:
    """PROGRAM is measured, TOOLS the folder of floor and spin; ONLY: the rows that are wanted; PEERS: the classes of
    the other generators that are wanted and there."""

    def __init__(self, bench, program, tools, places, only, peers, codes, scale):
        self.bench, self.program, self.tools, self.places = bench, program, tools, places
        self.only, self.peers, self.codes, self.scale_codes = only, peers, codes, scale
        self.memory = places.get('memory')

    # ---- rows ----

    def build(self, source, output, *options):
        return [self.program, 'build', '--quiet', '--source', source, '--output', output, *options]

    def listed(self, place, source):
        """The list of the files that a build of SOURCE makes, for floor, and how many they are."""
        output, path = place.fresh('listed'), place.fresh('list')
        subprocess.run(self.build(source, output), check=True)
        text = file_list(output)
        path.write_text(text, encoding='utf-8')
        place.drop(output)
        return path, text.count('\n')

    @staticmethod
    def fresh_row(name, place, command, cwd=None, **more):
        """A row whose runs each write to a folder that was not there: COMMAND(OUTPUT) is its command line."""
        outputs = []

        def ready(_):
            outputs.append(place.fresh(re.sub(r'\W+', '-', name)))
            return command(outputs[-1])

        return Row(name, ready, cwd or place.folder, after=lambda _: place.drop(outputs[-1]), **more)

    def floor_rows(self, place, files):
        return {f'floor {n}': self.fresh_row(
            f'floor, {threads(n)}', place, lambda output, n=n: [self.tools / 'floor', files, str(n), output],
            says_seconds=True) for n in (1, 2)}

    def cold_row(self, place, source, *options):
        return self.fresh_row(' '.join(['replyglot', *options]), place,
                              lambda output: self.build(source, output, *options))

    def cold_rows(self, made):
        """Of replyglot and the other generators, as far as they are wanted."""
        rows = {'replyglot': self.cold_row(made.place, made.source)} if 'replyglot' in self.only else {}
        return rows | {name: self.fresh_row(name, made.place, peer.command, peer.site)
                       for name, peer in made.peers.items()}

    @staticmethod
    def tell_floor(rows):
        for n in (1, 2):
            if {'replyglot', f'floor {n}'} <= set(rows):
                build, floor = rows['replyglot'], rows[f'floor {n}']
                ratio(f'replyglot / floor of {threads(n)}', build.wall, floor.wall)
                ratio('the same of their CPU seconds', build.cpu, floor.cpu)

    def tell_peers(self, rows):
        for name in self.peers:
            if {'replyglot', name} <= set(rows):
                ratio(f'{name} / replyglot', rows[name].wall, rows['replyglot'].wall)
                ratio('the same of their CPU seconds', rows[name].cpu, rows['replyglot'].cpu)

    # ---- the parts ----

    def same(self):
        """Proves that all generators make the same pages; raises Failure with what differs."""
        if not self.peers:
            return
        place = next(iter(self.places.values()))
        made = Made(place, self.codes, self.peers)
        outputs = {'replyglot': place.fresh('replyglot')}
        subprocess.run(self.build(made.source, outputs['replyglot']), check=True)
        for name, peer in made.peers.items():
            outputs[name] = place.fresh(name)
            subprocess.run(peer.command(outputs[name]), cwd=peer.site, check=True, stdout=subprocess.DEVNULL)
        pages = {name: {str(path.relative_to(output)): path for path in output.glob('??/smtp/*/index.html')
                        if re.fullmatch(r'\d{3}(-vs-\d{3})?', path.parent.name)} for name, output in outputs.items()}
        for name, own in pages.items():
            if set(own) != set(pages['replyglot']):
                raise Failure(f'{name} has other pages: {sorted(set(own) ^ set(pages["replyglot"]))[:5]}')
        sample = self.sample(pages['replyglot'])
        found = [line for path in sample for line in differences(
            path, {name: own[path].read_text(encoding='utf-8') for name, own in pages.items()})]
        if found:
            raise Failure('the pages are not the same:\n' + '\n'.join(found[:200]))
        print(f'\nThe same {len(pages["replyglot"])} pages\n\n- text and links of <main> are the same in all of '
              f'{len(sample)} pages, {sum("-vs-" in path for path in sample)} of them of pairs')
        for name, own in pages.items():
            print(f'- mean size, {name}: {sum(path.stat().st_size for path in own.values()) / len(own):.0f} bytes')
        for output in outputs.values():
            place.drop(output)

    @staticmethod
    def sample(pages):
        """Some code pages and some pair pages of each language."""
        rng, chosen = random.Random(1), []
        for language in sorted({path[:2] for path in pages}):
            for kind, count in SAMPLE.items():
                some = sorted(path for path in pages if path[:2] == language and ('-vs-' in path) == (kind == 'pair'))
                chosen += rng.sample(some, min(count, len(some)))
        return chosen

    def cold(self, where):
        for place in where:
            made = Made(place, self.codes, self.peers)
            files, count = self.listed(place, made.source)
            rows = (self.floor_rows(place, files) if 'floor' in self.only else {}) | self.cold_rows(made)
            self.bench.table(f'Cold build, {self.codes} codes, {count} files, in {place}', rows.values())
            self.tell_floor(rows)
            self.tell_peers(rows)

    def rebuild(self, where):
        for place in where:
            made = Made(place, self.codes, self.peers)
            cold, commands, changes = self.cold_rows(made), {}, {}
            if 'replyglot' in self.only:
                standing = place.fresh('standing')
                commands['replyglot'] = self.build(made.source, standing), place.folder
                record = sorted(made.source.glob('content/smtp/codes/???.yaml'))[self.codes // 2]
                changes['replyglot'] = self.change(record, 'description: >-\n  ', 'description: >-\n  Revision {}. ')
            for name, peer in made.peers.items():
                standing = place.fresh(f'standing-{name}')
                commands[name] = peer.command(standing), peer.site
                record = sorted(peer.data.glob('en/codes/*.json'))[self.codes // 2]
                changes[name] = self.change(record, '"description": "', '"description": "Revision {}. ')
            for command, cwd in commands.values():
                subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
            same = {name: Row(f'{name}, nothing changed', lambda _, command=command: command, cwd)
                    for name, (command, cwd) in commands.items()}
            one = {name: Row(f'{name}, one passage changed', lambda run, name=name, command=command:
                             changes[name](run) or command, cwd) for name, (command, cwd) in commands.items()}
            # In this order: what one changes has been built when same comes to it again.
            rows = [*cold.values(), *same.values(), *one.values()]
            self.bench.table(f'Build again, {self.codes} codes, in {place}', rows)
            for name, row in cold.items():
                ratio(f'{name}, cold / nothing changed', row.wall, same[name].wall)
                ratio(f'{name}, cold / one passage changed', row.wall, one[name].wall)

    @staticmethod
    def change(record, before, after):
        """What gives RECORD another text for each run."""
        text = record.read_text(encoding='utf-8')
        assert before in text, f'{record} has no {before!r}'
        return lambda run: record.write_text(text.replace(before, after.format(run), 1), encoding='utf-8') and None

    def jobs(self):
        place = self.memory
        made = Made(place, self.codes, {})
        spin = [Row(f'spin, {threads(n)}', lambda _, n=n: [self.tools / 'spin', str(n)], place.folder,
                    says_seconds=True) for n in (1, 2)]
        build = [self.cold_row(place, made.source, '--jobs', str(n)) for n in (1, 2)]
        self.bench.table(f'One thread and two, {self.codes} codes, in {place}', [*build, *spin])
        ratio('replyglot, one thread / two', build[0].wall, build[1].wall)
        ratio('what two threads give here at best (twice the time of spin on one / on two)', 2 * spin[0].wall,
              spin[1].wall)

    def shipped(self, where):
        for place in where:
            files, count = self.listed(place, ROOT)
            check = Row('replyglot check', lambda _: [self.program, 'check', '--quiet', '--source', ROOT], place.folder)
            rows = self.floor_rows(place, files) | {'replyglot': self.cold_row(place, ROOT)}
            self.bench.table(f'The shipped content, {count} files, in {place}', [*rows.values(), check])
            self.tell_floor(rows)

    def scale(self):
        place, rows, counts = self.memory, {}, {}
        for codes in self.scale_codes:
            made = Made(place, codes, {})
            files, counts[codes] = self.listed(place, made.source)
            rows[codes] = self.cold_row(place, made.source), self.floor_rows(place, files)['floor 2']
            for row in rows[codes]:
                row.name += f', {codes} codes, {counts[codes]} files'
        self.bench.table(f'Growing, in {place}', [row for both in rows.values() for row in both])
        smallest = self.scale_codes[0]
        first = rows[smallest][0].wall / counts[smallest]
        for codes, (build, floor) in rows.items():
            each = build.wall / counts[codes]
            print(f'- {codes} codes: {each * 1e6:.1f} µs a file, {each / first:.2f} times that of {smallest} codes; '
                  f'{build.wall / floor.wall:.2f} times the floor; {build.peak:.1f} MiB')
