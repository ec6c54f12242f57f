"""Near duplicates: no passage says again what another one says in the same language.

Measured in runs of five words. Code spans and numbers all count as one word, so that one text with the codes exchanged
is found to be the same."""
import re
from collections import Counter, defaultdict
from itertools import combinations

from reader import where

RUN = 5
WORD = re.compile(r'`[^`]*`|\d[\d.]*|[^\W\d_]+(?:[’-][^\W\d_]+)*')
TARGET = re.compile(r'\]\([^)]*\)')

# Behind each limit, what the shipped passages reach at most, and rightly: the definitions of X.7.17 and X.7.18 differ
# in one word. What lies above the limits was copied and then changed.
SHORT = 6        # runs, that is ten words; below this, two texts may meet by chance
JACCARD = 0.5    # of all runs of the two (0.33): half of everything said is the same
CONTAINED = 0.7  # of the shorter one's runs (0.60): it says hardly anything that the longer one does not
LONG = 20        # runs: two or three sentences
SENTENCE = 0.25  # of the shorter one's runs, where both are long (0.19): one sentence of three is the same

SAME = 'description', 'when', 'fix'  # of a code: never those of another code, however short


def words(text):
    return ['·' if word[0] in '`0123456789' else word.lower() for word in WORD.findall(TARGET.sub(']', text))]


def runs(text):
    of_text = words(text)
    return {tuple(of_text[i:i + RUN]) for i in range(len(of_text) - RUN + 1)}


def shared(sets):
    """How many runs each two of SETS have in common, by their indices."""
    holders = defaultdict(list)
    for i, of_text in enumerate(sets):
        for run in of_text:
            holders[run].append(i)
    return Counter(pair for found in holders.values() for pair in combinations(found, 2))


def alike(a, b, common):
    """Why the texts with the runs A and B are too much alike; None where they are not."""
    shorter = min(len(a), len(b))
    if shorter < SHORT:
        return None
    if common / len(a | b) >= JACCARD:
        return f'{common} of all {len(a | b)} runs of {RUN} words'
    limit = SENTENCE if shorter >= LONG else CONTAINED
    return f'{common} of {shorter} runs of {RUN} words' if common / shorter >= limit else None


def repeated(source):
    """Passages of different codes that say the same for the same purpose, short ones too."""
    seen = {}
    for text in source.texts:
        if '/codes/' in text.file and text.key.split('.')[0] in SAME:
            first = seen.setdefault((text.language, text.key, *words(text.text)), text)
            if first is not text:
                yield where(text, f'the same as in {first.file}')


def repeats(source):
    found = list(repeated(source))
    for language in source.languages:
        texts = [text for text in source.texts if text.language == language and text.kind == 'passage']
        sets = [runs(text.text) for text in texts]
        for (a, b), common in sorted(shared(sets).items()):
            why = alike(sets[a], sets[b], common)
            if why:
                found.append(where(texts[b], f'too much like {texts[a].key} of {texts[a].file}: {why}'))
    return found
