"""The glossary (locales/glossary.md) is what the texts say: its terms are used, and those that it rejects are not."""
import re
from collections import namedtuple

from language import QUOTED, pairs
from reader import prose, where

FILE = 'locales/glossary.md'
KEPT = 0.5  # share of the passages with an English term whose translation has the term of its language

Row = namedtuple('Row', 'line terms never')  # {language: [term, …]}, {language: [term, …]}


def split(cell):
    return [term.strip() for term in cell.split(',') if term.strip()]


def glossary(source):
    """The rows of the table: a column for each language, in the site's order, then what is never used."""
    lines = (source.root / FILE).read_text(encoding='utf-8').splitlines()
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.strip('|').split('|')]
        if not line.startswith('|') or cells[0] == 'English' or not cells[0].strip('-'):
            continue
        terms = dict(zip(source.languages, map(split, cells)))
        never = [part.partition(':') for part in cells[len(source.languages)].split(';') if part.strip()]
        yield Row(number, terms, {language.strip(): split(words) for language, _, words in never})


def pattern(term):
    """TERM as it stands in a text: any case, each word in the plural too; * for any ending."""
    words = [re.escape(word).replace(r'\*', r'\w*') + r'(?:e?s|x)?' for word in term.split()]
    return re.compile(r'(?<![\w-])' + r'\s'.join(words) + r'(?![\w-])', re.IGNORECASE)


def plain(text):
    return QUOTED.sub(' · ', prose(text.text))


def unused(row, texts):
    for language, terms in row.terms.items():
        if not terms:
            yield f'{FILE}:{row.line}: no term in {language}'
        yield from (f'{FILE}:{row.line}: "{term}" is used nowhere in {language}' for term in terms
                    if not any(pattern(term).search(text) for _, text in texts[language]))


def rejected(row, texts):
    for language, terms in row.never.items():
        if language not in texts:
            yield f'{FILE}:{row.line}: "{language}" is no language of the site'
        for term in terms:
            for text, words in texts.get(language, ()):
                match = pattern(term).search(words)
                if match:
                    yield where(text, f'"{match[0]}": the glossary has "{row.terms[language][0]}"')


def kept(row, both, source):
    """The translations of passages with the English term have, mostly, the term of their language."""
    english, *others = source.languages
    for language in others:
        hits = [any(pattern(term).search(translated) for term in row.terms.get(language, ()))
                for original, translated, of in both if of == language
                and any(pattern(term).search(original) for term in row.terms[english])]
        if hits and sum(hits) < KEPT * len(hits):
            yield (f'{FILE}:{row.line}: "{row.terms[english][0]}" stands in {len(hits)} passages, '
                   f'its term in {language} in {sum(hits)} of their translations')


def terms(source):
    texts = {language: [(text, plain(text)) for text in source.texts if text.language == language]
             for language in source.languages}
    both = [(plain(original), plain(text), text.language) for original, text in pairs(source)]
    rows = list(glossary(source))
    found = [] if rows else [f'{FILE}:1: no table']
    for row in rows:
        found += [*unused(row, texts), *rejected(row, texts), *kept(row, both, source)]
    return found
