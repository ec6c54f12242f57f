"""Spelling: every word of every text, in hunspell's dictionary of its language or in one of the short lists here."""
import re
import subprocess
from pathlib import Path

from language import QUOTED
from reader import prose, where

HERE = Path(__file__).parent
DICTIONARIES = {'en': 'en_US', 'fr': 'fr', 'es': 'es_ES'}

# Letters, with apostrophes and hyphens inside. What has a digit in it (IPv6, 5xx, base64) is a name and no word.
WORD = re.compile(r'(?<![\w.@-])[^\W\d_]+(?:[’-][^\W\d_]+)*(?![\w@]|\.\w)')
PART = re.compile(r'[’-]')


def listed(name, folder=HERE):
    """The words of a list, one a line; # begins a remark."""
    lines = (folder / name).read_text(encoding='utf-8').splitlines()
    return {line.split('#')[0].strip() for line in lines} - {''}


def unknown(dictionary, words):
    """Those of WORDS that hunspell does not know. It may cut a word at its hyphens and name a part."""
    said = subprocess.run(['hunspell', '-l', '-i', 'utf-8', '-d', dictionary], input='\n'.join(sorted(words)),
                          capture_output=True, encoding='utf-8', check=False)
    if said.returncode:
        raise FileNotFoundError(said.stderr.strip())
    odd = set(said.stdout.split())
    return {word for word in words if odd & {word, *PART.split(word)}}


def misspelled(dictionary, words, known):
    """Those of WORDS that neither hunspell nor KNOWN has; a compound may be known by its parts."""
    odd = unknown(dictionary, words - known)
    parts = {word: PART.split(word) for word in odd}
    odd_parts = unknown(dictionary, {part for of_word in parts.values() for part in of_word} - known)
    return {word for word in odd if len(parts[word]) == 1 or odd_parts & set(parts[word])}


# Spanish writes pronouns behind a verb and then marks the accent that the verb alone does without: elimínala. The
# dictionary knows few of these forms.
ENCLITIC = re.compile(r'(\w+?(?:[aei]r|ndo|[aen]|i))(?:me|te|se|nos)?(?:l[aeo]s?|me|te|se|nos)')
BARE = str.maketrans('áéíóúÁÉÍÓÚ', 'aeiouAEIOU')


def verb(word):
    """The verb of a Spanish form with pronouns, where its accent stands as it must; else WORD."""
    match = ENCLITIC.fullmatch(word)
    if not match:
        return word
    accents = sum(letter in 'áéíóú' for letter in word)
    two = len(word) - match.end(1) > 4  # enviándoselo: with two pronouns an infinitive has its accent as well
    if match[1][-1] == 'r' and not two:
        return match[1] if not accents else word
    return match[1].translate(BARE) if accents == 1 else word


def words_of(text):
    """(words, quoted words) of a text: what stands in quotation marks, or emphasized, may be a server's English."""
    plain = prose(text.text)
    quoted = {word for piece in QUOTED.findall(plain) for word in WORD.findall(piece)}
    return dict.fromkeys(WORD.findall(plain)), quoted


def spelling(source, folder=HERE):
    found, used = [], set()
    shared = listed('words.txt', folder)
    for language in source.languages:
        own = listed(f'words.{language}.txt', folder)
        texts = [(text, *words_of(text)) for text in source.texts if text.language == language]
        words = {word for _, of_text, _ in texts for word in of_text}
        known = own | shared | {word.capitalize() for word in own}
        wrong = misspelled(DICTIONARIES[language], words, known)
        if language == 'es':
            wrong = {word for word in wrong if verb(word) == word or unknown('es_ES', {verb(word)})}
        foreign = misspelled(DICTIONARIES['en'], wrong, shared)
        found += [where(text, f'"{word}" is not spelled like this in {language}') for text, of_text, quoted in texts
                  for word in of_text if word in wrong and not (word in quoted and word not in foreign)]
        seen = words | {part for word in words for part in PART.split(word)}
        used |= seen & shared
        found += [f'tests/content/words.{language}.txt:1: "{word}" is used nowhere: remove it'
                  for word in sorted(own) if not {word, word.capitalize()} & seen]
    return found + [f'tests/content/words.txt:1: "{word}" is used nowhere: remove it' for word in sorted(shared - used)]
