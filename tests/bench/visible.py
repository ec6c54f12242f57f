"""What a reader sees of a page: the text of its <main>, white space folded, and where its links lead. Read with
Python's own HTML parser, which shares nothing with any of the generators."""
import difflib
import re
from html.parser import HTMLParser

INLINE = {'a', 'abbr', 'b', 'code', 'em', 'i', 'q', 'small', 'span', 'strong', 'time'}
HIDDEN = {'script', 'style', 'template'}


class Main(HTMLParser):
    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.depth, self.hidden, self.parts, self.links = 0, 0, [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == 'main':
            self.depth += 1
        self.hidden += tag in HIDDEN
        if tag not in INLINE:
            self.parts += '\n' * (self.depth > 0)
        if tag == 'a' and self.depth:
            self.links.append(dict(attributes).get('href'))

    def handle_startendtag(self, tag, attributes):  # <path/>: nothing is in it
        pass

    def handle_endtag(self, tag):
        self.depth -= tag == 'main'
        self.hidden -= tag in HIDDEN
        if tag not in INLINE:
            self.parts += '\n' * (self.depth > 0)

    def handle_data(self, data):
        if self.depth and not self.hidden:
            self.parts.append(data)


def visible(page):
    """The blocks of PAGE's <main>, a line each, and its links."""
    main = Main(page)
    text = ''.join(part if part == '\n' else re.sub(r'[ \t\r\n\f]+', ' ', part) for part in main.parts)
    blocks = [re.sub(' +', ' ', block).strip(' ') for block in text.split('\n')]
    return [block for block in blocks if block] + [f'-> {link}' for link in main.links]


def differences(path, pages):
    """How the pages of PAGES, {generator: HTML}, differ from the first one."""
    (first, wanted), *others = [(name, visible(page)) for name, page in pages.items()]
    assert len(wanted) > 10, f'{path}: {first} has no <main>'
    found = []
    for name, got in others:
        if got != wanted:
            found += [f'{path}: {name} differs from {first}', *list(difflib.unified_diff(wanted, got, first, name, n=0,
                                                                                         lineterm=''))[:20]]
    return found
