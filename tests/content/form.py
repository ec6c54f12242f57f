"""The form of passages and labels: whole sentences, no slips of the keyboard, the typography of each language."""
import re
import unicodedata

from reader import MARKUP, where

CLAUSES = 'name', 'title', 'indicates', 'tagline'  # no sentences: their keys
LEAST = {'says': 40}                               # characters; else:
LEAST_ELSE = 60

TWICE = re.compile(r'(?<![\w’-])([^\W\d_]+)\s+\1(?![\w’-])', re.IGNORECASE)
TWICE_RIGHT = {'fr': {'vous', 'nous', 'passe'}}  # vous vous trompez; sans mot de passe passe pour
# Controls, and what is invisible or breaks a search: soft hyphens, zero widths, direction marks, the replacement mark.
INVISIBLE = re.compile(r'[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]')
SLIPS = [(re.compile(r'[^ ]  +[^ ]'), 'two blanks'),
         (re.compile(r'[ \u00a0\u202f][,.](?![\w.])'), 'a blank before the stop'),
         (re.compile(r',,|;;|(?<!\.)\.\.(?!\.)|\(\s|\s\)'), 'a slip of punctuation'),
         (re.compile(r'^\s|\s$'), 'a blank at an end'), (re.compile(r"\w'\w|''"), 'a straight apostrophe')]
NARROW = '[\u00a0\u202f]'
TYPOGRAPHY = {
    'en': [(re.compile(r'[«»¿¡]'), 'the punctuation of another language'),
           (re.compile(r'\s[:;?!]'), 'a blank before the punctuation')],
    'fr': [(re.compile(r'(?<!' + NARROW + r')[;?!%»](?![\w%])'), 'no no-break space before the punctuation'),
           (re.compile(r'(?<!' + NARROW + r'):(?=\s|$)'), 'no no-break space before the colon'),
           (re.compile(r'«(?!' + NARROW + ')'), 'no no-break space inside the quotation marks'),
           (re.compile(r'[“”¿¡]'), 'the punctuation of another language')],
    'es': [(re.compile(r'\s[:;?!]'), 'a blank before the punctuation'),
           (re.compile(r'[“”]'), 'quotation marks other than «»')],
}
OPENED = {'?': '¿', '!': '¡'}


def short(text):
    if text.kind != 'passage' or text.key.split('.')[-1] in CLAUSES:
        return
    least = LEAST.get(text.key.split('.')[-1], LEAST_ELSE)
    if len(text.text) < least:
        yield f'{len(text.text)} characters: a passage has {least} or more'
    if not re.search(r'[.?!…]$', text.text):
        yield f'"{text.text[-20:]}" ends without a full stop'


def slips(text):
    plain = MARKUP.sub('0', text.text)
    twice = [word for word in TWICE.findall(plain) if word.lower() not in TWICE_RIGHT.get(text.language, ())]
    yield from (f'"{word} {word}"' for word in twice)
    if unicodedata.normalize('NFC', text.text) != text.text:
        yield 'not in Unicode normal form C'
    yield from (f'U+{ord(char):04X}' for char in INVISIBLE.findall(text.text))
    typography = TYPOGRAPHY.get(text.language, []) if text.kind != 'message' else []
    for pattern, message in SLIPS + typography:
        match = pattern.search(plain)
        if match:
            yield f'{message}: "{plain[max(0, match.start() - 12):match.end() + 8]}"'
    if text.language == 'es' and text.kind != 'message':
        yield from (f'"{mark}" without "{opening}"' for mark, opening in OPENED.items()
                    if plain.count(mark) != plain.count(opening))


def form(source):
    return [where(text, message) for text in source.texts for message in [*short(text), *slips(text)]]
