#!/usr/bin/env python3
"""readme.py REPLYGLOT README [--update]: the README's table of names is what `replyglot names` prints."""
import subprocess
import sys

BEGIN, END = "<!-- names: begin -->\n", "<!-- names: end -->\n"


def main():
    program, path = sys.argv[1:3]
    names = subprocess.run([program, "names"], check=True, capture_output=True, text=True).stdout
    with open(path, encoding="utf-8") as file:
        text = file.read()
    head, rest = text.split(BEGIN)
    now, tail = rest.split(END)
    if sys.argv[3:] == ["--update"]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(head + BEGIN + names + END + tail)
    elif now != names:
        sys.exit(f"{path} has another table than `replyglot names`: run tests/lint/readme.py {program} {path} --update")


main()
