"""Each check of the suite finds what it is there for, in a small bad tree, and nothing in a good one."""
import json
import tempfile
import unittest
from pathlib import Path

import tools
import totals
import tree

FORMAT = 'BasedOnStyle: LLVM\n'


def make(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


# name: (check, files, the findings, each by its beginning)
CASES = {
    'includes: own folder and lower ranks are fine': (tree.includes, {
        'src/base/a.h': '', 'src/model/m.h': '', 'src/model/m.c': '#include "model/m.h"\n#include "base/a.h"\n',
        'src/main.c': '#include "cmd/c.h"\n', 'src/cmd/c.h': '#include <glib.h>\n',
        'src/yaml/node.c': '#include <yaml.h>\n', 'src/tmpl/e.cc': '#include <ctemplate/template.h>\n',
        'src/text/i.c': '#include <cmark.h>\n'}, []),
    'includes: upward': (tree.includes, {
        'src/base/a.c': '\n#include "model/m.h"\n', 'src/model/m.h': ''},
        ['src/base/a.c:2: "model/m.h" is upward']),
    'includes: from a header, with blanks': (tree.includes, {
        'src/plan/p.h': '#  include  "site/s.h"\n', 'src/site/s.h': ''},
        ['src/plan/p.h:1: "site/s.h" is upward']),
    'includes: a sibling': (tree.includes, {
        'src/text/t.c': '#include "yaml/y.h"\n', 'src/yaml/y.h': '', 'src/emit/e.cc': '#include "render/r.hh"\n',
        'src/render/r.hh': '', 'src/lookup/l.c': '#include "plan/p.h"\n', 'src/plan/p.h': ''},
        ['src/emit/e.cc:1: "render/r.hh" is a sibling', 'src/lookup/l.c:1: "plan/p.h" is a sibling',
         'src/text/t.c:1: "yaml/y.h" is a sibling']),
    'includes: paths that do not start at src/': (tree.includes, {
        'src/base/a.c': '#include "a.h"\n#include "../base/a.h"\n#include "base/none.h"\n', 'src/base/a.h': ''},
        ['src/base/a.c:1: "a.h" is no path', 'src/base/a.c:2: "../base/a.h" is no path',
         'src/base/a.c:3: "base/none.h" is no path']),
    'includes: libraries that belong to one folder': (tree.includes, {
        'src/model/m.c': '#include <yaml.h>\n#include <ctemplate/template.h>\n#include <cmark.h>\n'},
        ['src/model/m.c:1: only yaml/', 'src/model/m.c:2: only tmpl/', 'src/model/m.c:3: only text/']),
    'includes: a folder without a rank': (tree.includes, {
        'src/new/n.c': '', 'src/cmd/c.c': '#include "new/n.h"\n', 'src/new/n.h': ''},
        ['src/cmd/c.c:1: folder new/ has no rank', 'src/new/n.c:1: folder new/', 'src/new/n.h:1: folder new/']),
    'words: none outside lookup/': (tree.words, {
        'src/lookup/l.c': '/* EHLO, RCPT, mail */\n', 'src/plan/p.c': 'int email_like, mailed, assmtp, 15321;\n'},
        ['src/plan/p.c:1: "email"']),
    'words: in comments, names, strings, build files': (tree.words, {
        'src/plan/p.c': '/* an SMTP server */\nint smtp_port;\n"a Mailbox";\n/* RFC 5321 */\n',
        'src/plan/meson.build': '# mail\n'},
        ['src/plan/meson.build:1: "mail"', 'src/plan/p.c:1: "SMTP"', 'src/plan/p.c:2: "smtp"',
         'src/plan/p.c:3: "Mailbox"', 'src/plan/p.c:4: "5321"']),
    'listed: everything is': (tree.listed, {
        'src/plan/p.c': '#include "plan/p.h"\n', 'src/plan/p.h': '', 'src/plan/meson.build': "files('p.c')",
        'tests/plan/test_p.c': '', 'tests/plan/meson.build': "unit = ['p']"}, []),
    'listed: a source, a test, a header nobody includes': (tree.listed, {
        'src/plan/p.c': '', 'src/plan/q.c': '', 'src/plan/meson.build': "files('q.c')", 'src/plan/p.h': '',
        'src/site/s.cc': '', 'tests/plan/test_p.c': '', 'tests/plan/meson.build': "unit = ['pp']"},
        ['src/plan/p.c:1: src/plan/meson.build does not', 'src/plan/p.h:1: nothing includes',
         'src/site/s.cc:1: src/site/meson.build does not', 'tests/plan/test_p.c:1: tests/plan/meson.build']),
    'format: good': (tools.formatted, {'.clang-format': FORMAT, 'src/a.c': 'int a;\n', 'tests/b/b.h': ''}, []),
    'format: bad': (tools.formatted, {'.clang-format': FORMAT, 'src/a.c': 'int  a;\n', 'tests/b/b.h': 'int\nb;\n'},
                    ['src/a.c:1:4: error: code should be', 'tests/b/b.h:1:4: error: code should be']),
    'scripts: good': (tools.scripts, {'scripts/a': '#!/bin/sh\n. scripts/l.sh\n', 'scripts/l.sh': '#!/bin/sh\n:\n',
                                      'tests/no_script': '$x\n'}, []),
    'scripts: bad': (tools.scripts, {'scripts/a': '#!/bin/sh\necho $1\n', '.ci/run': '#!/bin/sh\nif\n'},
                     ['scripts/a:2:6: note: Double quote', '.ci/run: 3: Syntax', '.ci/run:2:1: error', '.ci/run:3:1: error']),
}


class Lint(unittest.TestCase):
    def check(self, check, files, expected, *more):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            make(root, files)
            try:
                found = check(root, *(root / name for name in more))
            except FileNotFoundError as missing:
                self.skipTest(f'{missing.filename or missing} is not there')
            self.assertEqual(len(found), len(expected), found)
            for line, beginning in zip(found, expected):
                self.assertTrue(line.startswith(beginning), f'{line!r} does not begin with {beginning!r}')

    def test_cases(self):
        for name, case in CASES.items():
            with self.subTest(name):
                self.check(*case)

    def test_tidy(self):
        """The tree's own .clang-tidy finds a defect, in a source and in a header, and an overlong function."""
        config = (Path(__file__).parents[2] / '.clang-tidy').read_text(encoding='utf-8')
        long = 'int f(int x);\nint f(int x)\n{\n' + '    x += x / 3;\n' * 70 + '    return x;\n}\n'
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            names = ['good.c', 'bad.c', 'long.c']
            make(root, {
                '.clang-tidy': config,
                'src/base/good.c': 'int g(void);\nint g(void)\n{\n    return 1;\n}\n',
                'src/base/bad.h': 'static inline int h(int *p)\n{\n    return p ? 0 : *p;\n}\n',
                'src/base/bad.c': '#include "bad.h"\nint b(int *p);\nint b(int *p)\n{\n    return h(p);\n}\n',
                'src/base/long.c': long,
                'build/compile_commands.json': json.dumps(
                    [{'directory': f'{root}/build', 'file': f'../src/base/{name}',
                      'command': f'cc -std=c11 -c ../src/base/{name}'} for name in names])})
            try:
                found = tools.tidy(root, root / 'build')
            except FileNotFoundError as missing:
                self.skipTest(f'{missing.filename} is not there')
            self.assertEqual([line.split('[')[-1].split(',')[0] for line in found],
                             ['clang-analyzer-core.NullDereference', 'readability-function-size'], found)
            self.assertTrue(found[0].startswith('src/base/bad.h:3:'), found)

    def test_totals(self):
        log = [json.dumps({'result': result}) for result in ('OK', 'FAIL', 'EXPECTEDFAIL', 'TIMEOUT', 'SKIP')] + ['']
        self.assertEqual(totals.totals(log, 1), (2, 3))
        self.assertEqual(totals.totals(log[:1], 0), (1, 0))
        self.assertEqual(totals.totals(log[:1], 1), (1, 1), 'a failed run without a failed test')
        self.assertEqual(totals.totals([], 1), (0, 1))


if __name__ == '__main__':
    unittest.main()
