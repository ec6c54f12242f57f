"""The lists of fields in the manual pages of section 5 are those of `replyglot schema`.

Usage: fields.py PROGRAM SOURCE PAGE… [--update]. What stands between a line `; fields: KIND`, `; translations` or
`; rules` of a PAGE and its `; end` is compared with what the schemas say, or written anew."""
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

LIST = re.compile(r'^(; (fields: (\w+)|translations|rules)\n)(.*?)(; end\n)', re.MULTILINE | re.DOTALL)


def schema(program, source, *args):
    return json.loads(subprocess.run([program, 'schema', '--source', source, *args], check=True, capture_output=True,
                                     text=True).stdout)


def translated(program):
    """The kinds that have translations."""
    kinds = subprocess.run([program, 'schema'], check=True, capture_output=True, text=True).stdout
    return [line.split()[0] for line in kinds.splitlines() if line.endswith('has translations')]


def plain(text):
    """TEXT without a meaning for scdoc."""
    return re.sub(r'([*\\])|(?<![0-9A-Za-z])(_)|(_)(?![0-9A-Za-z])', lambda found: '\\' + found[0], text)


def words(values):
    """The values of an enum as YAML has them; true and "true" are one."""
    names = [str(value).lower() if isinstance(value, bool) else value for value in values]
    return ', '.join(dict.fromkeys(names))


def kind_of(field):
    """What may stand there, in words."""
    if 'anyOf' in field:
        return f'one or more of {words(field["anyOf"][0]["enum"])}'
    if 'enum' in field:
        return f'one of {words(field["enum"])}'
    if field.get('type') == 'array':
        return f'list of {words(field["items"]["enum"])}' if 'enum' in field['items'] else 'list'
    if field.get('type') == 'object':
        return 'mapping'
    return 'date' if field.get('format') == 'date' else ''


def need(field, name):
    """Whether NAME must be there, in words."""
    if name in field.get('required', []):
        return 'required'
    ways = [way['required'] for way in field.get('oneOf', [])]
    others = [way for way in ways if name not in way]
    return f'required, or {" and ".join(others[0])}' if len(others) < len(ways) else ''


def below(field):
    """(name, field, whether it must be there) of what stands below FIELD."""
    if 'propertyNames' not in field:
        yield from ((name, sub, need(field, name)) for name, sub in field.get('properties', {}).items())
    yield from (('<name>', sub, '') for sub in field.get('patternProperties', {}).values())
    if isinstance(field.get('additionalProperties'), dict):
        yield '<name>', field['additionalProperties'], ''


def joined(lists):
    """Entries of mappings that are alike as one: what not all of them ask for is not asked for."""
    first, *others = lists
    for path, notes, description in first:
        same = all((path, notes, description) in other for other in others)
        yield path, notes if same else notes.removeprefix('required').removeprefix(', '), description


def entries(field, path=''):
    """(path, notes, description) of each field below FIELD."""
    for name, sub, needed in below(field):
        if path == 'levels.':
            yield 'levels.<rule>', 'mapping, or one of off, note, warning, error', 'How much findings of the rule count.'
            return
        yield path + name, ', '.join(filter(None, [needed, kind_of(sub)])), sub.get('description', '')
        yield from entries(sub, f'{path}{name}.')
    if 'propertyNames' in field and 'properties' in field:
        yield f'{path}<name>', 'mapping', ''
        yield from joined([list(entries(sub, f'{path}<name>.')) for sub in field['properties'].values()])
    if 'items' in field:
        yield from entries(field['items'], path.removesuffix('.') + '[].')


def item(name, notes, description):
    head = f'*{plain(name)}*' + (f' ({plain(notes)})' if notes else '')
    body = textwrap.wrap(plain(description or 'A text.'), 112)
    return head + '\n' + ''.join(f'\t{line}\n' for line in body) + '\n'


def told(program, source, what, kind):
    """What has to stand behind the line WHAT."""
    if kind:
        return '\n' + ''.join(item(*entry) for entry in entries(schema(program, source, kind)))
    if what == 'rules':
        levels = schema(program, source, 'site')['properties']['levels']['properties']
        return '\n' + ''.join(item(name, '', rule['description'] + '.') for name, rule in levels.items())
    kinds = {name: schema(program, source, name, '--translation') for name in translated(program)}
    return '\n' + ''.join(item(name, '', ', '.join(path for path, _, _ in entries(found)) + '.')
                          for name, found in kinds.items())


def main():
    program, source, *pages = sys.argv[1:]
    update = pages[-1] == '--update'
    for page in map(Path, pages[:-1] if update else pages):
        text = page.read_text(encoding='utf-8')
        lists = LIST.findall(text)
        assert lists, f'{page} has no list of fields'
        now = LIST.sub(lambda found: found[1] + told(program, source, found[2], found[3]) + found[5], text)
        if update:
            page.write_text(now, encoding='utf-8')
        elif now != text:
            sys.exit(f'{page} has other lists than `replyglot schema`: run tests/install/fields.py {program} {source} '
                     f'{page} --update')


main()
