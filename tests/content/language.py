"""Every text in its own language: no English passage in a French file, no sentence that was left behind."""
import re

from reader import MARKUP, where

# Frequent words of each language. One that two languages share counts for both, so it decides nothing between them.
PROFILES = {
    'en': '''the of and to is it that for with was by an as be this are or from not no which you they at who have
             does its their them what when where will would can may should but only after before if there than then
             your while until whose how why nothing somebody anybody some any other into over about against without
             again each both few his her she he we sends send read look on in me a had has''',
    'fr': '''le la les de du des un une et est en pour pas qui que se ne n’y n’a au aux avec dans sur ou où il elle
             ce cette ces ils elles son sa ses leur leurs vous votre vos nous par plus mais si avant après sans être
             à a sont été même aussi tout tous toute toutes quand comme chez d’un d’une qu’il qu’un c’est n’est soit
             puis alors car peut peuvent donc aucun aucune ni seul n’en on me y tu es''',
    'es': '''el la los las les de del y un una en por para con que se su sus lo al es son no a más pero si como este
             esta estos estas está están ese esa eso tu tus ti qué cuándo o u e muy sin sobre también ya ha has han
             hay ser fue era porque desde hasta donde cuando quien cual solo puede pueden otro otra ello aunque
             mientras ni le me sea sino''',
}
PROFILES = {language: set(words.split()) for language, words in PROFILES.items()}
MARGIN = 2  # words by which another language must win: one may be chance ("no", "son", "sea")

# What a translation may leave as it is, outside code and placeholders.
ALIKE = set('RFC vs section code codes Client Description Information Moment Site Simple Mail Transfer Protocol'.split())

QUOTED = re.compile(r'\*[^*]*\*|«[^»]*»|“[^”]*”')  # what a server says stays in the server's language
SENTENCE = re.compile(r'(?<=[.!?:;])\s+')
WORD = re.compile(r'[^\W\d_]+(?:’[^\W\d_]+)*')


def sentences(text):
    return SENTENCE.split(QUOTED.sub(' · ', MARKUP.sub(' · ', text)))


def scores(sentence):
    words = [word.lower() for word in WORD.findall(sentence)]
    words += [part for word in words if '’' in word for part in word.split('’')]
    return {language: sum(word in profile for word in words) for language, profile in PROFILES.items()}


def foreign(text):
    """(sentence, language) of the first sentence of TEXT that reads as another language than its own."""
    for sentence in sentences(text.text):
        score = scores(sentence)
        best = max(score, key=score.get)
        if score[best] >= score.get(text.language, 0) + MARGIN:
            return sentence.strip(), best
    return None


def pairs(source):
    """(source text, translation) of each text."""
    texts = {}
    for text in source.texts:
        stem = re.sub(r'\.[a-z]{2,3}\.yaml$|/[a-z]{2,3}\.yaml$', '', text.file).removesuffix('.yaml')
        texts.setdefault((stem, text.key), {})[text.language] = text
    for versions in texts.values():
        english = versions.get(source.languages[0])
        yield from ((english, text) for text in versions.values() if english and text is not english)


def language(source):
    found = []
    for text in source.texts:
        other = text.language in PROFILES and foreign(text)
        if other:
            found.append(where(text, f'"{other[0]}" reads as {other[1]}, in a file of {text.language}'))
    for english, text in pairs(source):
        words = set(WORD.findall(MARKUP.sub(' · ', text.text)))
        if text.text == english.text and words - ALIKE:
            found.append(where(text, f'"{text.text}" stands as in {english.file}'))
    return found
