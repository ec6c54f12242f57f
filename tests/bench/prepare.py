"""The same records for other generators: what replyglot reads, as JSON that they like.

For each language site.json (labels, sentences, words, verdicts) and codes/CODE.json: the passages in that language as
Markdown, and everything that depends on one code alone worked out: the facts as words, the relations seen from both
sides, the comparisons to name, the lines to quote, the drawing. So another generator has less to do than ours: it
renders the Markdown, compares the two codes of a pair, fills in what a pair's sentences ask for, escapes, and writes
the pages. Shares no code with the program. Takes sources as make-content writes them: all passages are translated and
all specs are sections of RFCs."""
import json
import re
import sys

sys.path.append('/usr/lib/python3/dist-packages')  # Debian's, also for a python of one's own
import yaml  # noqa: E402

PASSAGES = ['indicates', 'description', 'when', 'outcome', 'use', 'caveat', 'origin']
QUOTED_LINES, MANY_SENDERS, TELLING = 3, 20, 3


def load(path):
    """Every scalar is text, as in our YAML."""
    with open(path, encoding='utf-8') as file:
        return yaml.load(file, Loader=getattr(yaml, 'CBaseLoader', yaml.BaseLoader))


def fill(pattern, **values):
    return re.sub(r'\{\{|\}\}|\{(\w+)\}', lambda m: values[m[1]] if m[1] else m[0][0], pattern)


def folded(text):
    return re.sub(r'[ \t\r\n\f]+', ' ', text).strip(' ')


def rfc_url(rfc, section):
    return f'https://www.rfc-editor.org/rfc/rfc{rfc}' + (
        f'#{"section" if section[0].isdigit() else "appendix"}-{section}' if section else '')


def anchor(key):
    return re.sub(r'[^a-z0-9_]', '-', key.lower())


class Protocol:
    """What is the same in all languages."""

    def __init__(self, source):
        self.source, self.folder = source, source / 'content/smtp'
        self.site = load(source / 'content/site.yaml')
        self.protocol = load(self.folder / 'protocol.yaml')
        self.facts = self.protocol['facts']
        self.keys = [fact['key'] for fact in self.facts]
        self.records, self.wires = self.load_folder('codes'), self.load_folder('wire')
        self.codes, self.curated = list(self.records), set(self.load_folder('pairs'))
        self.enhanced = load(self.folder / 'enhanced.yaml')['codes']
        self.relate()

    def load_folder(self, name):
        """The source files of a folder, without their translations."""
        return {path.stem: load(path) for path in sorted(self.folder.glob(f'{name}/*.yaml')) if '.' not in path.stem}

    def relate(self):
        inverse = {reason['id']: reason['inverse'] for reason in self.protocol['reasons']}
        self.relations = {code: {} for code in self.codes}
        for code, record in self.records.items():
            for related in record.get('related', []):
                self.relations[code][related['code']] = related['why']
                self.relations[related['code']][code] = inverse[related['why']]
        self.sharing = {}
        for code, record in self.records.items():
            for enhanced in record.get('enhanced', []):
                self.sharing.setdefault(enhanced[1:], []).append(code)

    def tier_is_other(self, a, b):
        low, high = sorted([a, b])
        shared = any(a in codes and b in codes and len(codes) <= TELLING for codes in self.sharing.values())
        return f'{low}-{high}' not in self.curated and b not in self.relations[a] and not shared

    def class_of(self, code):
        return next(group for group in self.protocol['classes'] if re.fullmatch(group['match'].replace('?', '.'), code))

    def bits(self, code, fact):
        """The values of a code's FACT, in the order of the protocol."""
        value = self.records[code][fact['key']]
        return [word for word in fact['values'] if word in (value if isinstance(value, list) else [value])]

    def quoted(self, code):
        """By sender the lines of CODE, and those senders whose first one is quoted: who has most of them."""
        lines = {sender: [key for key, line in wire['lines'].items() if line['code'] == code]
                 for sender, wire in self.wires.items()}
        lines = {sender: keys for sender, keys in lines.items() if keys}
        quoted = QUOTED_LINES - (len(lines) > MANY_SENDERS)
        return lines, sorted(lines, key=lambda sender: -len(lines[sender]))[:quoted]

    def drawing(self, code):
        """As src/render/drawing.c has it, for languages from left to right."""
        fact = next(fact for fact in self.facts if fact['key'] == self.protocol['appears'])
        lit, y, stages, paths = self.bits(code, fact), 15, [], {'rest': '', 'commands': '', 'replies': ''}
        for value in fact['values']:
            y += 21
            paths['commands' if value in lit else 'rest'] += f'M9 {y}h302m-6-4 6 4-6 4'
            stages.append({'value': value, 'y': y + 4})
            if value in lit:
                y += 21
                paths['replies'] += f'M311 {y}h-302m6-4-6 4 6 4'
                stages[-1]['reply_y'] = y + 4
        y += 21
        paths['rest'] += f'M8 20V{y}M312 20V{y}'
        return {'height': y, 'stages': stages, **paths}


class Tongue:
    """One language of a protocol."""

    def __init__(self, protocol, language):
        self.of, self.language = protocol, language
        self.first = protocol.site['languages'][0]
        self.locale = load(protocol.source / f'locales/{language}.yaml')
        self.sentences = self.locale['sentences']
        self.words = load(protocol.folder / f'words/{language}.yaml')
        self.enhanced = self.translated(protocol.enhanced, protocol.folder / 'enhanced.yaml', 'codes')
        self.names = {code: self.passages(code)['name'] for code in protocol.codes}

    def translated(self, source, path, key=None):
        if self.language == self.first:
            return source
        translation = load(path.with_suffix(f'.{self.language}.yaml'))
        return translation[key] if key else translation

    def passages(self, code):
        return self.translated(self.of.records[code], self.of.folder / f'codes/{code}.yaml')

    def linked(self, markdown):
        """The links of a passage as they stand on a code or pair page."""
        markdown = re.sub(r'\]\(code:([^)]+)\)', r'](../\1/)', folded(markdown))
        return re.sub(r'\]\(rfc:(\d+)(?:#([^)]+))?\)', lambda m: f']({rfc_url(m[1], m[2])})', markdown)

    def list_of(self, items):
        so_far = items[0]
        for i, item in enumerate(items[1:], 1):
            name = 'list_more' if i + 1 < len(items) else 'list_two' if len(items) == 2 else 'list_last'
            so_far = fill(self.sentences[name], first=so_far, next=item, last=item)
        return so_far

    def date(self, iso):
        year, month, day = iso.split('-')
        return fill(self.sentences['date'], month=self.locale['months'][int(month) - 1], day=str(int(day)), year=year)

    def fact(self, code, fact):
        words, bits = self.words['facts'][fact['key']], self.of.bits(code, fact)
        value = self.list_of([words['values'][bit]['name'] for bit in bits])
        alone = len(bits) == 1 and (words['values'][bits[0]].get('says') or words.get('says_one'))
        return {'value': value, 'says': fill(alone or words['says'], code=code, list=value), 'bits': ' '.join(bits),
                'one': len(bits) == 1}

    def pair_link(self, a, b):
        low, high = sorted([a, b])
        return {'url': f'../{low}-vs-{high}/', 'name': fill(self.sentences['pair_name'], a=low, b=high)}

    def reason(self, code, other):
        why = self.of.relations[code].get(other)
        return fill(self.words['reasons'][why], code=code, other=other) if why else None

    def code_link(self, code):
        return {'code': code, 'class_id': self.of.class_of(code)['id'], 'name': self.names[code]}

    def spec(self, spec):
        name = 'rfc_section' if 'section' in spec else 'rfc'
        return {'url': rfc_url(spec['rfc'], spec.get('section')),
                'title': fill(self.sentences[name], rfc=spec['rfc'], section=spec.get('section', ''))}

    def wire(self, sender, key):
        wire = self.of.wires[sender]
        line = wire['lines'][key]
        means = self.translated(wire, self.of.folder / f'wire/{sender}.yaml')['lines'][key]['means']
        return {'sender': wire['name'], 'url': f'../lines/{sender}/#{key}', 'language': wire.get('language', self.first),
                'words': line['words'], 'enhanced': line.get('enhanced'), 'means': self.linked(means),
                'title': line['title'], 'source': line['url'], 'date': self.date(line['date'])}

    def lines(self, code):
        lines, quoted = self.of.quoted(code)
        more = {sender: keys[sender in quoted:] for sender, keys in lines.items()}
        return {'wire': [self.wire(sender, lines[sender][0]) for sender in lines if sender in quoted],
                'wire_more': [{'url': f'../lines/{sender}/#{keys[0]}', 'title': self.of.wires[sender]['name'],
                               'count': len(keys)} for sender, keys in more.items() if keys]}

    def relations(self, code):
        others = [other for other in self.of.codes if other != code]
        worth = [other for other in others if not self.of.tier_is_other(code, other)]
        at = self.of.codes.index(code)
        return {
            'related': [{**self.code_link(other), 'reason': self.reason(code, other),
                         'pair': self.pair_link(code, other)} for other in others if other in self.of.relations[code]],
            'worth': [{'other': other, 'reason': self.reason(code, other), **self.pair_link(code, other)}
                      for other in worth],
            'previous': self.code_link(self.of.codes[at - 1]) if at else None,
            'next': self.code_link(self.of.codes[at + 1]) if at + 1 < len(self.of.codes) else None}

    def specs(self, record):
        given = [spec for spec in record['specs'] if 'phrase' in spec.get('gives', [])] or record['specs'][:1]
        main = [self.spec(spec) for spec in given]
        return {'specs': [self.spec(spec) for spec in record['specs']],
                'spec': self.list_of([f'[{spec["title"]}]({spec["url"]})' for spec in main])}

    def enhanced_of(self, record):
        codes = record.get('enhanced', [])
        views = [{'code': code, 'url': f'../#{anchor("X" + code[1:])}', 'title': self.enhanced[f'X{code[1:]}']['title'],
                  'says': self.linked(self.enhanced[f'X{code[1:]}'].get('says', ''))} for code in codes]
        return {'enhanced': self.list_of([f'`{code}`' for code in codes]) if codes else '–', 'enhanced_views': views}

    def code(self, code):
        record, passages, group = self.of.records[code], self.passages(code), self.of.class_of(code)
        words, roles = self.words['classes'][group['id']], self.words['facts'][self.of.protocol['fixed_by']]['values']
        facts = {fact['key']: self.fact(code, fact) for fact in self.of.facts}
        book = {path: self.linked(passages[path]) if path in passages else None for path in PASSAGES}
        drawing = self.of.drawing(code)
        stages = self.words['facts'][self.of.protocol['appears']]['values']
        for stage in drawing['stages']:
            stage['name'] = stages[stage.pop('value')]['name'].replace('`', '')
        server = self.of.protocol['example']['server']
        title = fill(self.sentences['code_title'], protocol=self.of.protocol['name'], code=code, name=passages['name'])
        return {
            **self.code_link(code), **book, 'title': title,
            'label': fill(self.sentences['code_name'], code=code, name=passages['name']),
            'class_name': words['name'], 'class_says': fill(words['says'], code=code),
            'class_advice': fill(words['advice'], code=code), 'class_url': f'../{group["match"].replace("?", "x")}/',
            'indicates_sentence': fill(self.sentences['indicates'], code=code, indicates=book['indicates']),
            'headline': ' '.join(facts[key]['says'] for key in self.of.protocol['headline']),
            'fixes': [{'role': roles[role]['name'], 'text': self.linked(passages['fix'][role])}
                      for role in roles if role in record['fix']],
            'facts': list(facts.values()), 'phrase': record.get('phrase'), 'drawing': drawing,
            'example': [{'line': line, 'server': line.startswith(server)}
                        for line in record.get('session_example', '').splitlines() if line],
            **self.enhanced_of(record), **self.specs(record), **self.lines(code), **self.relations(code),
            'updated': record['updated'], 'updated_words': self.date(record['updated'])}

    def whole(self):
        """What is not of one code."""
        protocol, name = self.of.protocol, self.of.protocol['name']
        verdicts = {}
        for pair in sorted(self.of.curated):
            path = self.of.folder / f'pairs/{pair}.yaml'
            verdicts[pair] = self.linked(self.translated(load(path), path)['verdict'])
        facts = [{'label': words['label'], **{key: words.get(key, '') for key in ('verdict', 'both', 'both_one')}}
                 for key in self.of.keys for words in [self.words['facts'][key]]]
        return {
            **{key: self.locale[key] for key in ('language', 'direction', 'name', 'og_locale', 'labels')},
            'protocol': name, 'site_title': self.of.site['title'], 'base_url': self.of.site['base_url'],
            'sentences': {key: self.sentences[key] for key in (
                'pair_title', 'pair_name', 'pair_description', 'pair_classes', 'pair_one_class', 'pair_indicates',
                'same_class', 'no_difference', 'code_description', 'page_title', 'fact_class', 'fact_enhanced',
                'fact_specification')},
            'index_title': fill(self.sentences['index_title'], protocol=name),
            'compare_title': fill(self.sentences['compare_title'], protocol=name),
            'feed_title': fill(self.sentences['feed_title'], site=self.of.site['title']),
            'facts': facts, 'appears': self.of.keys.index(protocol['appears']), 'verdicts': verdicts,
            'verdict_order': [self.of.keys.index(key) for key in protocol['verdict']]}


def prepare(source, folder):
    """Writes FOLDER/LANGUAGE/site.json and FOLDER/LANGUAGE/codes/CODE.json of SOURCE; the codes and languages."""
    protocol = Protocol(source)
    tongues = [Tongue(protocol, language) for language in protocol.site['languages']]
    spoken = [{key: tongue.locale[key] for key in ('language', 'name', 'direction', 'og_locale')} for tongue in tongues]

    def write(path, value):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding='utf-8')

    for tongue in tongues:
        write(folder / tongue.language / 'site.json', {**tongue.whole(), 'languages': spoken})
        for code in protocol.codes:
            write(folder / tongue.language / f'codes/{code}.json', tongue.code(code))
    return protocol.codes, protocol.site['languages']
