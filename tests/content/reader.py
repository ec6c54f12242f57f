"""The texts of content/ and locales/, read with PyYAML: not with the program, which is what they are for."""
import re
import sys
from collections import namedtuple
from pathlib import Path

try:
    import yaml
except ImportError:  # another Python than Debian's: its package is of pure Python and serves any
    sys.path.append('/usr/lib/python3/dist-packages')
    import yaml

Loader = getattr(yaml, 'CBaseLoader', yaml.BaseLoader)

# kind: passage (of a record, translated one by one), label (of a locale, or of the words of a protocol), message (of a
# locale to authors, about its typography).
Text = namedtuple('Text', 'file line language kind key text')

TRANSLATION = re.compile(r'(.+)\.([a-z]{2,3})\.yaml')
LABELS = ('labels', 'sentences', 'counted', 'months')  # of a locale
NO_PASSAGE = ('updated', 'source')  # what else a translation holds
NO_WORDS = ('same', 'search')  # of a protocol's words: `same` lists keys, `search` what readers type, slang and all


class Source:
    """What stands below ROOT: texts, and the records as plain dicts by file name."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.nodes = {}
        self.records = {}
        for path in sorted([*self.root.glob('content/**/*.yaml'), *self.root.glob('locales/*.yaml')]):
            file = str(path.relative_to(self.root))
            node = yaml.compose(path.read_text(encoding='utf-8'), Loader=Loader)
            self.nodes[file] = node
            self.records[file] = plain(node)
        site = self.records.get('content/site.yaml') or {}
        self.languages = site.get('languages') or ['en', 'fr', 'es']
        self.texts = [*self._passages(), *self._labels()]

    def _passages(self):
        """A passage is what some language translates; check --strict finds those that none does."""
        sources = {}
        for file in self.nodes:
            split = TRANSLATION.fullmatch(file)
            if not split:
                continue
            keys = sources.setdefault(split[1] + '.yaml', {})
            for key, node in scalars(self.nodes[file]):
                if key[0] not in NO_PASSAGE:
                    keys[key] = None
                    yield Text(file, node.start_mark.line + 1, split[2], 'passage', '.'.join(key), node.value)
        for file, keys in sources.items():
            for key, node in scalars(self.nodes.get(file)):
                if key in keys:
                    yield Text(file, node.start_mark.line + 1, self.languages[0], 'passage', '.'.join(key), node.value)

    def _labels(self):
        for file, node in self.nodes.items():
            path = Path(file)
            words = path.parent.name == 'words'
            if path.stem not in self.languages or not (words or path.parent.name == 'locales'):
                continue
            for key, leaf in scalars(node):
                kind = 'message' if key[-1] == 'message' else 'label'
                if (words and key[0] not in NO_WORDS) or kind == 'message' or key[0] in LABELS:
                    yield Text(file, leaf.start_mark.line + 1, path.stem, kind, '.'.join(key), leaf.value)


def plain(node):
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(value) for value in node.value]
    return node.value if node else None


def scalars(node, above=()):
    """(path, node) of every scalar below NODE; entries of a list count from 0."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(value, (*above, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield from scalars(value, (*above, str(i)))
    elif node:
        yield above, node


MARKUP = re.compile(r'`[^`]*`|\]\([^)]*\)|\{[^}]*\}|https?://\S+')


def prose(text):
    """TEXT without code spans, link targets and placeholders. What is cut out leaves a mark that is no letter, so that
    the words on both sides stay two."""
    return MARKUP.sub(' · ', text)


def where(text, message):
    return f'{text.file}:{text.line}: {text.key}: {message}'
