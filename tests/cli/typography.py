"""The typography rules of the shipped locales: each slip is one finding, and good text is none.

Usage: typography.py PROGRAM BASE ROOT. The source of BASE with the rules of ROOT/locales. The results are in TAP."""
import re
import sys
from pathlib import Path

from cases import Cases, change

ROOT = Path(sys.argv[3])
FILES = {'en': 'content/ktl/codes/41.yaml', 'fr': 'content/ktl/codes/41.fr.yaml'}
OUTCOME = {'en': 'outcome: Nothing is poured.', 'fr': 'outcome: Rien ne coule.'}
RULES = re.compile(r'^typography:\n(?:  - .*\n)+', re.M)
case = Cases('check')

# Language, text, what is said of it: "~" is a no-break space, "_" a narrow one.
SLIPS = [
    ('fr', 'Un mot : un autre', 'espace sécable avant la ponctuation'),
    ('fr', 'Un mot: un autre', 'il manque une espace insécable avant la ponctuation'),
    ('fr', 'Un mot ; un autre', 'espace sécable avant la ponctuation'),
    ('fr', 'Un mot; un autre', 'il manque une espace insécable avant la ponctuation'),
    ('fr', 'Est-ce vrai ?', 'espace sécable avant la ponctuation'),
    ('fr', 'Est-ce vrai?', 'il manque une espace insécable avant la ponctuation'),
    ('fr', 'Un «~mot » ici', 'espace sécable avant la ponctuation'),
    ('fr', 'Un «~mot» ici', 'il manque une espace insécable à l’intérieur des guillemets'),
    ('fr', 'Un « mot~» ici', 'il manque une espace insécable à l’intérieur des guillemets'),
    ('fr', "L'eau", 'apostrophe droite'),
    ('fr', 'Un~mot~: un «~autre~», à 10:30, vraiment_? Oui, avec `a: b`_!', None),
    ('en', 'A word : another', 'a space before the punctuation'),
    ('en', "It's so", 'a straight apostrophe'),
    ('en', 'A “word”: another; really? Yes, at 10:30!', None),
]


def slip(language, text, message):
    def told(work):
        rules = RULES.search((ROOT / f'locales/{language}.yaml').read_text(encoding='utf-8'))[0]
        old = RULES.search((work / f'locales/{language}.yaml').read_text(encoding='utf-8'))[0]
        change(work, f'locales/{language}.yaml', old, rules)
        written = text.replace('~', '\u00a0').replace('_', '\u202f')
        change(work, FILES[language], OUTCOME[language], 'outcome: >-\n  ' + written)
        change(work, 'content/site.yaml', 'index:', 'levels: {changed-token: off}\nindex:')
        out, _ = case.run(work)
        found = [line for line in out.splitlines() if line.startswith(FILES[language]) and '[typography]' in line]
        assert len(found) == (message is not None) and all(message in line for line in found), '\n'.join(found)
    told.__doc__ = f'{language}: {text}'
    case(told)


for row in SLIPS:
    slip(*row)
case.finish()
