#!/usr/bin/env python3
"""mirror.py SOURCE: makes SOURCE a site of English and of a language that nobody speaks and that is written from right
to left: the French texts, which are the longest, in Hebrew letters. For layout tests; SOURCE must be a throw-away copy."""
import json
import re
import sys
import unicodedata
from pathlib import Path

import yaml

FROM, TAG = "fr", "he"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד"))
# What a translator would leave alone: code spans, placeholders, targets of links, names in capitals or with digits.
KEPT = re.compile(r"`[^`]*`|\{[^}]*\}|\]\([^)]*\)|\w*\d\w*|\b\w*[A-Z]\w*[A-Z]\w*")
# What is no text: told by its key.
NO_TEXT = {"source", "updated", "language", "direction", "og_locale", "plural", "typography", "stop_words", "search", "date", "url"}


def mirrored(text):
    """TEXT in Hebrew letters, without accents, but for what is KEPT."""
    def letters(part):
        bare = (c for c in unicodedata.normalize("NFD", part) if not unicodedata.combining(c))
        return "".join(LETTERS.get(c.lower(), c) for c in bare)
    done, at = [], 0
    for kept in KEPT.finditer(text):
        done += [letters(text[at:kept.start()]), kept.group()]
        at = kept.end()
    return "".join(done) + letters(text[at:])


def translated(value, key=""):
    if key in NO_TEXT:
        return value
    if isinstance(value, dict):
        return {name: translated(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [translated(item, key) for item in value]
    return mirrored(value)


def of_locale(value):
    value.update(language=TAG, name="עברית", direction="rtl", og_locale="he_IL")
    value.pop("typography", None)
    return value


def write(path, value):
    # JSON is YAML, and every scalar in it is quoted.
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def mirror(path):
    value = translated(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    value.pop("same", None)  # nothing is the same as in the source any more
    if path.parent.name == "locales":
        value = of_locale(value)
    write(path.with_name(path.name.replace(f"{FROM}.yaml", f"{TAG}.yaml")), value)


def main(source):
    site = source / "content/site.yaml"
    text = site.read_text(encoding="utf-8")
    languages = re.search(r"^languages: \[(.*?)\]", text, re.M)
    for language in languages.group(1).split(", ")[1:]:
        for path in sorted(source.rglob(f"*{language}.yaml")):
            if path.name != f"{language}.yaml" and not path.name.endswith(f".{language}.yaml"):
                continue
            if language == FROM:
                mirror(path)
            path.unlink()
    site.write_text(text.replace(languages.group(), f"languages: [en, {TAG}]"), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
