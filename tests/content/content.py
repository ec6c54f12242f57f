"""content.py CHECK ROOT [PROGRAM]: one check of the shipped content, that of the module of its name; prints what it
found; exit 1 where it found anything, 77 (meson: skipped) where its tool or dictionary is not there."""
import importlib
import sys

from reader import Source


def main(check, root, *program):
    try:
        found = getattr(importlib.import_module(check), check)(Source(root), *program)
    except FileNotFoundError as missing:
        print(f'skipped: {missing.filename or missing} is not there')
        return 77
    print(*found, sep='\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
