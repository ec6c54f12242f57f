"""Each check finds what it is there for, in a small bad source, and nothing in a good one."""
import hashlib
import os
import tempfile
import unittest
from pathlib import Path

import census
import form
import language
import repeats
import spelling
import terms
import whole
from reader import Source

SITE = 'languages: [en, fr, es]\n'
GOOD = {
    'en': 'The server keeps the message in its queue and tries again later, so that nothing is lost and nobody has to '
          'act.',
    'fr': 'Le serveur garde le message dans sa file d’attente et réessaie plus tard\u00a0: rien n’est perdu et '
          'personne n’agit.',
    'es': 'El servidor guarda el mensaje en su cola y lo intenta más tarde, así que no se pierde nada ni nadie actúa.',
}


def record(texts, key='when', source=''):
    """The files of code 450 with one passage in each language."""
    return {f'content/smtp/codes/450{"" if name == "en" else "." + name}.yaml':
            f'{key}: >-\n  {text}\n' + ('' if name == 'en' else source) for name, text in texts.items()}


def changed(name, old, new):
    assert old in GOOD[name], old
    return record({**GOOD, name: GOOD[name].replace(old, new)})


LOCALES = {f'locales/{name}.yaml': f'labels:\n  untranslated: >-\n    {text}\n' for name, text in GOOD.items()}


def sentence(*numbers):
    """Made-up sentences of twenty words, with no five in common."""
    return ' '.join(' '.join(f'{word}{"abcdef"[number]}' for word in NUMBERS) + '.' for number in numbers)


NUMBERS = ('one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen '
           'eighteen nineteen twenty').split()
LONG = sentence(0, 1, 2)
OTHER = sentence(3, 4, 5)
FINGERPRINT = hashlib.sha256(GOOD['en'].encode()).hexdigest()[:8]
STAMP = f'source:\n  when: {FINGERPRINT}\n'


def two(a, b, key='when'):
    return {'content/smtp/codes/450.yaml': f'{key}: >-\n  {a}\n', 'content/smtp/codes/450.fr.yaml': f'{key}: x\n',
            'content/smtp/codes/451.yaml': f'{key}: >-\n  {b}\n', 'content/smtp/codes/451.fr.yaml': f'{key}: y\n'}


def table(row):
    head = '| English | Français | Español | Never | Why |\n|---|---|---|---|---|\n'
    return {'locales/glossary.md': head + row + '\n', **record(GOOD)}


# what: (check, files, the findings, each by a part of it)
CASES = {
    'spelling: good': (spelling.spelling, record(GOOD), []),
    'spelling: en': (spelling.spelling, changed('en', 'message', 'mesage'), ['450.yaml:1: when: "mesage"']),
    'spelling: British': (spelling.spelling, changed('en', 'queue', 'colour'),
        ['"colour" is not spelled like this in en']),
    'spelling: fr': (spelling.spelling, changed('fr', 'réessaie', 'réessaye-t-il réesaie'),
        ['450.fr.yaml:1: when: "réesaie"']),
    'spelling: a lost accent': (spelling.spelling, changed('fr', 'réessaie', 'reessaie'), ['"reessaie"']),
    'spelling: es': (spelling.spelling, changed('es', 'más tarde', 'mas trade'), ['450.es.yaml:1: when: "trade"']),
    'spelling: pronouns behind a verb': (spelling.spelling, changed(
        'es', 'guarda', 'elimínala guardarlo enviándoselo'), []),
    'spelling: pronouns without the accent': (spelling.spelling, changed(
        'es', 'guarda', 'eliminala guardárlo enviandoselo'), ['"eliminala"', '"guardárlo"', '"enviandoselo"']),
    'spelling: code, targets, placeholders, names with digits': (spelling.spelling, changed(
        'en', 'queue', '`qeue` [queue](rfc:wxyz) {mesage} IPv6 5xx'), []),
    'spelling: a quoted server': (spelling.spelling, changed('fr', 'message', '*mailbox* « mailbox » mailboxx'),
                                  ['"mailboxx"']),
    'spelling: a label': (spelling.spelling, {'locales/fr.yaml': 'labels:\n  home: Acceuil\n'},
                          ['locales/fr.yaml:2: labels.home: "Acceuil"']),
    'language: good': (language.language, record(GOOD), []),
    'language: English in French': (language.language, record({**GOOD, 'fr': 'Run it again, and ' + GOOD['en']}),
        ['as en, in a file of fr']),
    'language: English in Spanish': (language.language, record({**GOOD, 'es': 'So: ' + GOOD['en']}),
        ['as en, in a file of es']),
    'language: French in Spanish': (language.language, record({**GOOD, 'es': GOOD['fr']}), ['as fr, in a file of es']),
    'language: Spanish in French': (language.language, record({**GOOD, 'fr': GOOD['es']}), ['as es, in a file of fr']),
    'language: one sentence of three': (language.language, record(
        {**GOOD, 'fr': f'{GOOD["fr"]} The server is not there. {GOOD["fr"]}'}),
        ['"The server is not there." reads as en']),
    'language: a quoted sentence': (language.language, changed('fr', 'message', '« the server is not there »'), []),
    'language: a label left behind': (language.language, {
        'locales/en.yaml': 'labels:\n  home: Home page\n  site: Site\n',
        'locales/es.yaml': 'labels:\n  home: Home page\n  site: Site\n'},
        ['locales/es.yaml:2: labels.home: "Home page" stands']),
    'repeats: good': (repeats.repeats, two(LONG, OTHER), []),
    'repeats: the same but for the code': (repeats.repeats, two(f'`450` {LONG}', f'`451` {LONG}'),
        ['451.yaml:1: when: too much like when of content/smtp/codes/450.yaml', 'the same as in']),
    'repeats: short ones, on two codes': (repeats.repeats, two('Try again.', 'try  again.', 'description'),
        ['the same as in']),
    'repeats: half of it': (repeats.repeats, two(f'{LONG} {OTHER[:60]}', f'{LONG} {OTHER[-60:]}', 'use'),
        ['too much like']),
    'repeats: one sentence of three': (repeats.repeats, two(LONG, sentence(3, 1, 5), 'use'), ['16 of 56 runs']),
    'repeats: contained': (repeats.repeats, two(LONG[:90], f'{OTHER} {LONG[:90]} {OTHER[:9]}', 'use'),
        ['too much like']),
    'form: good': (form.form, record(GOOD), []),
    'form: short': (form.form, record({**GOOD, 'en': 'Wait, and try again.'}), ['20 characters: a passage has 60']),
    'form: a short name': (form.form, record({'en': 'Wait', 'fr': 'Attendez', 'es': 'Espera'}, 'name'), []),
    'form: no full stop': (form.form, changed('en', ' act.', ' act'), ['"nd nobody has to act" ends without']),
    'form: a word twice': (form.form, changed('en', 'tries', 'tries tries'), ['"tries tries"']),
    'form: vous vous': (form.form, changed('fr', 'personne n’agit', 'vous vous le le dites'), ['"le le"']),
    'form: not NFC': (form.form, changed('fr', 'réessaie', 're\u0301essaie'), ['not in Unicode normal form C']),
    'form: a zero width': (form.form, changed('en', 'queue', 'que\u200bue'), ['U+200B']),
    'form: two blanks, a blank before the stop': (form.form, changed(
        'en', 'queue and tries again later,', 'queue{x}  and ,'), ['two blanks', 'a blank before the stop']),
    'form: a straight apostrophe': (form.form, changed('fr', 'n’agit', "n'agit"), ['a straight apostrophe']),
    'form: French blanks': (form.form, changed('fr', '\u00a0:', ' : «non» ;'),
                            ['before the colon', 'before the punctuation', 'inside the quotation marks']),
    'form: Spanish marks': (form.form, changed('es', 'cola', 'cola? “sí”'), ['"?" without "¿"', 'other than «»']),
    'form: French marks in English': (form.form, changed('en', 'queue', '«queue» :'),
        ['of another language', 'before the punctuation']),
    'terms: good': (terms.terms, table('| queue | file d’attente | cola | fr: rang; es: fila | |'), []),
    'terms: rejected': (terms.terms, table('| queue | file d’attente | cola | en: messag*; fr: garde | |'),
        ['when: "message": the glossary has "queue"',
         'when: "garde": the glossary has "file d’attente"']),
    'terms: used nowhere': (terms.terms, table('| queue | file d’attente, rang | cola | | |'),
        ['"rang" is used nowhere in fr']),
    'terms: not kept to': (terms.terms, {
        **table('| queue | journal | cola | | |'), 'locales/fr.yaml': 'labels:\n  log: journal\n'},
                           ['"queue" stands in 1 passages, its term in fr in 0']),
    'terms: no table': (terms.terms, {'locales/glossary.md': 'Words.\n'}, ['no table']),
    'whole: good': (lambda source: list(whole.current(source)), record(GOOD, source=STAMP), []),
    'whole: no stamp, an old one': (lambda source: list(whole.current(source)), {
        **record(GOOD), 'content/smtp/codes/450.es.yaml': 'when: x\nsource:\n  when: "00000000"\n'},
        [f'450.fr.yaml:1: when is not stamped with {FINGERPRINT}', '450.es.yaml:1: when is not stamped']),
    'whole: not translated': (lambda source: list(whole.current(source)), {
        **record(GOOD, source=STAMP), 'content/smtp/codes/450.es.yaml': 'updated: 2026-11-22\n'},
        ['450.es.yaml:1: when is not translated']),
    'whole: a notice on a page': (lambda source: list(whole.notices(source, source.root / 'public')), {
        **LOCALES, 'public/fr/a.html': f'<p>{GOOD["fr"]}</p>', 'public/es/a.html': '<p>nada</p>'},
        ['fr/a.html:1: bears the notice']),
    'whole: no pages': (lambda source: list(whole.notices(source, source.root / 'public')), LOCALES,
        ['no page was built']),
}

# files beside the lists below: the findings
LISTS = {'codes.tsv': 'code\tstanding\n450\tstandard\n541\twild\n', 'enhanced.txt': '# all\nX.1.1\n',
         'pairs.txt': '450-550\n345-354\n'}
COMPLETE = {
    'content/smtp/codes/450.yaml': 'standing: standard\n', 'content/smtp/codes/541.yaml': 'standing: unofficial\n',
    'content/smtp/enhanced.yaml': 'codes:\n  X.1.1:\n    says: x\n', 'content/smtp/pairs/450-550.yaml': 'verdict: x\n',
    'content/smtp/strangers.yaml': 'numbers:\n  "345":\n    says: Two digits of [354](code:354) exchanged.\n'}
CENSUS = {
    'complete': ({}, []),
    'a code is missing': ({'content/smtp/codes/450.yaml': None}, ['450 (standard) is not in']),
    'another standing': ({'content/smtp/codes/450.yaml': 'standing: obsolete\n'},
        ['standing is obsolete, not standard']),
    'a wild code is missing': ({'content/smtp/codes/541.yaml': None}, ['541 (wild) is not in']),
    'a wild code among the strangers': ({'content/smtp/codes/541.yaml': None, 'content/smtp/strangers.yaml':
                                         'numbers:\n  "541":\n    says: x\n  "345":\n    says: of `354`\n'}, []),
    'a wild code as a standard one': ({'content/smtp/codes/541.yaml': 'standing: standard\n'}, ['not unofficial']),
    'a standard code among the strangers': ({'content/smtp/codes/450.yaml': None, 'content/smtp/strangers.yaml':
                                             'numbers:\n  "450":\n    says: x\n  "345":\n    says: of `354`\n'},
        ['450 (standard)']),
    'a code that is not listed': ({'content/smtp/codes/999.yaml': 'standing: standard\n'},
        ['999 is not in tests/content/codes.tsv']),
    'an enhanced code is missing': ({'content/smtp/enhanced.yaml': 'codes: {}\n'}, ['X.1.1 is not in']),
    'a pair is missing': ({'content/smtp/pairs/450-550.yaml': None}, ['450-550 is not in']),
    'a stranger names no code': ({'content/smtp/strangers.yaml': 'numbers:\n  "345":\n    says: Of 3540.\n'},
                                 ['345 does not name 354']),
}


def source_of(root, files):
    for name, text in {'content/site.yaml': SITE, **files}.items():
        path = root / name
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
    return Source(root)


class Content(unittest.TestCase):
    def expect(self, found, expected):
        listed = [finding for finding in found if 'is used nowhere: remove it' not in finding]  # of the real word lists
        self.assertEqual(len(listed), len(expected), listed)
        for part in expected:
            self.assertTrue(any(part in finding for finding in listed), f'{part!r} is not in {listed}')


def add(name, check, files, expected, lists=None):
    def run(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(os.path.realpath(folder))
            for file, text in (lists or {}).items():
                (root / file).write_text(text, encoding='utf-8')
            source = source_of(root, files)
            self.expect(check(source, root) if lists else check(source), expected)
    setattr(Content, 'test ' + name, run)


for case, (checked, at, findings) in CASES.items():
    add(case, checked, at, findings)
for case, (at, findings) in CENSUS.items():
    add('census: ' + case, census.census, {**COMPLETE, **at}, findings, LISTS)


class Lists(unittest.TestCase):
    def test_a_word_that_is_used_nowhere(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in ('words.txt', 'words.en.txt', 'words.fr.txt', 'words.es.txt'):
                (root / name).write_text('# none\n' + ('qmial\n' if name == 'words.fr.txt' else ''), encoding='utf-8')
            found = spelling.spelling(source_of(root, record(GOOD)), root)
            self.assertEqual(found, ['tests/content/words.fr.txt:1: "qmial" is used nowhere: remove it'])

    def test_a_missing_dictionary(self):
        with self.assertRaises(FileNotFoundError):
            spelling.unknown('xx_XX', {'word'})


if __name__ == '__main__':
    unittest.main(verbosity=0)
