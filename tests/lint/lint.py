"""lint.py CHECK ROOT [BUILD]: runs one check of tree.py or tools.py, prints what it found; exit 1 where it found
anything, 77 (meson: skipped) where its tool is not there."""
import sys
from pathlib import Path

import tools
import tree

CHECKS = {
    'includes': tree.includes,
    'words': tree.words,
    'listed': tree.listed,
    'format': tools.formatted,
    'tidy': tools.tidy,
    'scripts': tools.scripts,
}


def main(name, root, *build):
    try:
        found = CHECKS[name](Path(root).resolve(), *build)
    except FileNotFoundError as missing:
        print(f'skipped: {missing.filename or missing} is not there')
        return 77
    print(*found, sep='\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
