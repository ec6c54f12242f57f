"""Random edits of what all pages share: locales, the words of the protocol, templates, assets, the site."""
import re

from edits import edit, end_with
from source import SITE

LABELS, SENTENCES = r'(?<=\nlabels:\n)(?:  .*\n)+', r'(?<=\nsentences:\n)(?:  .*\n)+'


# ---- locales and words ----

def locale(source):
    return f'locales/{source.random.choice(source.languages())}.yaml'


def extend(source, file, part):
    """A word more in one line of the PART of FILE that the expression finds."""
    text = source.read(file)
    found = re.search(part, text)
    lines = found[0].splitlines()
    i = source.random.randrange(len(lines))
    lines[i] = end_with(source.word(), lines[i])
    return source.write(file, text[:found.start()] + '\n'.join(lines) + '\n' + text[found.end():])


@edit('a label', 8)
def label(source):
    return extend(source, locale(source), LABELS)


@edit('a sentence', 6)
def sentence(source):
    return extend(source, locale(source), SENTENCES)


@edit('the name of a language', 2)
def name_language(source):
    return source.replace(locale(source), r'^name: (\S+).*', rf'name: \1 {source.word()}')


@edit('the name of a month', 2)
def month(source):
    return source.replace(locale(source), r'^(months: \[(?:[^,]*, ){10})[^,]*', rf'\1{source.word()}')


@edit('the plural forms', 1)
def plural(source):
    return source.replace(locale(source), r'^(  (?:codes|pairs|lines): .*other: "\{count\} \w+)[^"]*',
                          rf'\1 {source.word()}', count=source.random.randrange(1, 4))


@edit('the words that a search leaves out', 1)
def stop_words(source):
    file = locale(source)
    first, words, last = re.search(r'(^stop_words: \[)([^\]]*)(\])', source.read(file), re.M).groups()
    words = words.split(', ')
    words.pop(source.random.randrange(len(words)))
    return source.replace(file, r'^stop_words: [^\]]*\]', first + ', '.join(words) + last)


@edit('typography', 2, quiet=True)
def typography(source):
    rule = f'  - {{pattern: "{source.word()[:2]}", message: "{source.word()}"}}\n'
    return source.replace(locale(source), r'^typography:\n(  - \{pattern: "z.*\n)?', f'typography:\n{rule}')


@edit('a word of the protocol', 6)
def word(source):
    file = f'content/smtp/words/{source.random.choice(source.languages())}.yaml'
    return source.replace_any(file, r'"([^"\n]*)"(?=,|\}|$)(?!:)|(?<=name: )([^,{}"\n]+)(?=\}|$)', lambda one: (
        f'"{one[1]} {source.word()}"' if one[1] else f'{one[2]} {source.word()}'))


@edit('the protocol', 3)
def protocol(source):
    key = source.random.choice(['headline', 'filters', 'verdict', 'featured'])
    if key == 'featured':
        return source.feature()
    file = 'content/smtp/protocol.yaml'
    words = re.search(rf'^{key}: \[(.*)\]', source.read(file), re.M)[1].split(', ')
    source.random.shuffle(words)
    return source.replace(file, rf'^{key}: \[.*\]', f'{key}: [{", ".join(words)}]')


# ---- templates and assets ----

def note(source, file, before='{{>foot}}'):
    """A paragraph with a new word in the template FILE, in the place of an earlier one."""
    text = re.sub(r'<(p|!--)[^<\n]* z[a-z]{7}(</p>| -->)\n', '', source.read(file))
    there = before in text and '<html' not in text
    return source.write(file, text.replace(before, f'<p>Note {source.word()}</p>\n{before}', 1) if there
                        else f'{text}<!-- note {source.word()} -->\n')


@edit('a template', 7)
def template(source):
    return note(source, source.any('templates/*.html'))


@edit('a partial', 6)
def partial(source):
    return note(source, source.any('templates/partials/*.html'))


@edit('a marker removed', 4)
def remove_marker(source):
    line = r'^<(p|li|dt|dd|small)\b[^\n{]*(?:\{\{[A-Za-z_]+(?::[a-z-]+)?\}\}[^\n{]*)+</\1>\n'
    file = source.any('templates/**/*.html', lambda file: re.search(line, source.read(file), re.M))
    return bool(file) and source.replace_any(file, line, '')


@edit('partials added', 2)
def add_partials(source):
    names = ['templates/partials/note_one.html', 'templates/partials/note_two.html']
    if source.has(names[0]):
        return False
    for file, user in zip(names, ('code', 'pair')):
        source.write(file, '{{%AUTOESCAPE context="HTML"}}\n<p>' + source.word() + ' {{SITE_TITLE}}</p>\n')
        source.replace(f'templates/{user}.html', r'^\{\{>foot\}\}', '{{>' + file.split('/')[-1][:-5] + '}}\n{{>foot}}')
    return True


@edit('partials swapped', 3)
def swap_partials(source):
    one, other = 'templates/partials/note_one.html', 'templates/partials/note_two.html'
    if not source.has(one):
        return False
    bytes_of_one = source.read(one)
    return all([source.write(one, source.read(other)), source.write(other, bytes_of_one)])


@edit('a partial renamed', 2, quiet=True)
def rename_partial(source):
    file = source.any('templates/partials/*.html', lambda file: '/note_' not in file)
    old, new = file.split('/')[-1][:-5], source.word()
    for user in source.list('templates/**/*.html'):
        source.replace(user, rf'\{{\{{>{old}\}}\}}', f'{{{{>{new}}}}}', count=0)
    return source.rename(file, f'templates/partials/{new}.html')


@edit('the templates put back', 4)
def put_back_templates(source):
    html = lambda file: file.startswith('templates/') and file.endswith('.html')
    gone = [file for file in source.list('templates/**/*.html') if file not in source.made]
    source.remove(*gone)
    return any([source.write(file, data) for file, data in source.made.items() if html(file)]) or bool(gone)


@edit('an asset', 4)
def asset(source):
    file = source.any('templates/assets/*')
    path = source.folder / file
    path.write_bytes(path.read_bytes() + source.word().join(['\n/* ', ' */\n']).encode())
    return True


@edit('assets exchanged', 2)
def swap_assets(source):
    one, other = (source.folder / file for file in source.random.sample(source.list('templates/assets/*.js'), 2))
    bytes_of_one = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(bytes_of_one)
    return True


@edit('an asset more', 2)
def add_asset(source):
    return source.write(f'templates/assets/{source.word()}.txt', source.word())


@edit('an asset renamed', 2)
def rename_asset(source):
    file = source.any('templates/assets/z*.txt')
    return bool(file) and source.rename(file, f'templates/assets/{source.word()}.txt')


@edit('an asset deleted', 2)
def remove_asset(source):
    file = source.any('templates/assets/*', lambda file: 'site.css' not in file)
    return bool(file) and source.remove(file)


@edit('the assets put back', 3)
def put_back_assets(source):
    return any([source.write(file, data) for file, data in source.made.items() if file.startswith('templates/assets/')])


# ---- the site ----

@edit('the title', 3)
def title(source):
    return source.replace(SITE, r'^title: .*', f'title: Replyglot {source.word()}')


@edit('the address', 4)
def base_url(source):
    return source.replace(SITE, r'^base_url: .*', 'base_url: ' + source.random.choice([
        'https://replyglot.example/', 'https://replyglot.example/codes/', 'http://other.example:8000/']))


@edit('whether links name index.html', 3)
def link_index(source):
    return source.replace(SITE, r'^link_index: (true|false).*', lambda one: (
        f'link_index: {"false" if one[1] == "true" else "true"}'))


@edit('which pages are indexed', 3)
def index(source):
    return source.replace_any(SITE, r'^  (curated|related|other): (true|false)', lambda one: (
        f'  {one[1]}: {"false" if one[2] == "true" else "true"}'))


@edit('the date of the site', 1)
def site_date(source):
    return source.replace(SITE, r'^updated: .*', f'updated: 2026-10-{source.random.randrange(10, 29)}')


@edit('the order of languages', 3)
def reorder(source):
    first, *others = source.languages()
    return source.replace(SITE, r'^languages: .*', f'languages: [{", ".join([first, *reversed(others)])}]')


@edit('a language less', 2)
def remove_language(source):
    first, *others = source.languages()
    if not others:
        return False
    gone = others.pop(source.random.randrange(len(others)))
    source.remove(*source.list(f'content/**/*.{gone}.yaml'), f'content/smtp/words/{gone}.yaml', f'locales/{gone}.yaml')
    source.replace(SITE, r'^(gates|levels): .*\n', '', count=2)
    return source.replace(SITE, r'^languages: .*', f'languages: [{", ".join([first, *others])}]')


@edit('a language more', 3)
def add_language(source):
    missing = [each for each in ('en', 'fr', 'es') if each not in source.languages()]
    if not missing:
        return False
    new = source.random.choice(missing)
    for file, data in source.made.items():
        own = file.endswith(f'.{new}.yaml')
        if file.endswith(f'/{new}.yaml') or own and source.has(source.source_of(file)):
            source.write(file, data)
    source.mend()
    return source.replace(SITE, r'^(languages: \[.*)\]', rf'\1, {new}]')


@edit('gates and levels', 3, quiet=True)
def levels(source):
    language = source.languages()[-1]
    said = [f'gates: {{{language}: {source.random.choice(["off", "allowed"])}}}\n', '', *(
        f'levels: {{{rule}: {source.random.choice(["off", "note", "warning"])}}}\n'
        for rule in ('stale-translation', 'missing-translation', 'unused-label', 'typography'))]
    text = re.sub(r'^(gates|levels): .*\n', '', source.read(SITE), flags=re.M)
    return language != 'en' and source.write(SITE, text + source.random.choice(said))
