"""Everything is translated, from what stands there now: our own reading, the program's, and that of the built pages."""
import hashlib
import re
import subprocess
import tempfile
from pathlib import Path


def fingerprint(text):
    """As DESIGN has it: the first 8 hex digits of the SHA-256 of the passage, white space folded."""
    return hashlib.sha256(' '.join(text.split()).encode()).hexdigest()[:8]


def stamps(record):
    """{key: fingerprint} of a translation's "source"."""
    return (record or {}).get('source') or {}


def current(source):
    """Without the program: each passage has each translation, stamped with the fingerprint of what it translates."""
    passages = [text for text in source.texts if text.kind == 'passage']
    have = {(text.file, text.key) for text in passages}
    for text in passages:
        if text.language != source.languages[0]:
            continue
        for language in source.languages[1:]:
            file = f'{text.file.removesuffix(".yaml")}.{language}.yaml'
            if (file, text.key) not in have:
                yield f'{file}:1: {text.key} is not translated'
            elif stamps(source.records[file]).get(text.key) != fingerprint(text.text):
                yield f'{file}:1: {text.key} is not stamped with {fingerprint(text.text)}'


def spoken(program, *arguments):
    """What PROGRAM prints, and a line more where it does not end with 0."""
    run = subprocess.run([program, *arguments], capture_output=True, encoding='utf-8', check=False)
    lines = (run.stdout + run.stderr).strip().splitlines()
    return lines + [f'{arguments[0]}: exit status {run.returncode}'] if run.returncode else lines


def notices(source, public):
    """Built pages that say that a part of them is not translated, or hold such a part."""
    for page in sorted(Path(public).rglob('*.html')):
        html = page.read_text(encoding='utf-8')
        file = page.relative_to(public)
        language = file.parts[0]
        notice = source.records.get(f'locales/{language}.yaml', {}).get('labels', {}).get('untranslated')
        if notice and notice in html:
            yield f'{file}:1: bears the notice that a part is not translated'
    if not any(Path(public).rglob('*.html')):
        yield 'no page was built'


def whole(source, program):
    found = [*current(source), *spoken(program, 'check', '--strict', '--source', str(source.root))]
    with tempfile.TemporaryDirectory() as public:
        built = spoken(program, 'build', '--source', str(source.root), '--output', public)
        found += [line for line in built if re.search(r': (error|warning|note): |exit status', line)]
        found += notices(source, public)
    return found
