"""`check --output`: a small site that is written here by hand, broken in one way after another.

Usage: output.py PROGRAM SHIPPED, the source whose site must be without findings. The results are in TAP."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ADDRESS = 'https://kettles.example/base/'


def page(path, language, title, body, head=''):
    """A page as it should be. Line 8 is HEAD, line 11 the first of BODY."""
    here = ADDRESS + path.removesuffix('index.html')
    rest = path.removeprefix('en/').removeprefix('fr/').removesuffix('index.html')
    return (f'<!DOCTYPE html>\n<html lang="{language}">\n<head><title>{title}</title>\n'
            f'<meta name="description" content="{title}, told"><link rel="canonical" href="{here}">\n'
            f'<link rel="alternate" hreflang="en" href="{ADDRESS}en/{rest}">\n'
            f'<link rel="alternate" hreflang="fr" href="{ADDRESS}fr/{rest}">\n'
            f'<link rel="alternate" hreflang="x-default" href="{ADDRESS}{rest if path[2:3] != "/" else "en/" + rest}">\n'
            f'{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n')


SITE = {
    'index.html': page('index.html', 'en', 'Kettles', '<a href="en/index.html">English</a> <a href="fr/#top">Français</a>'),
    'en/index.html': page('en/index.html', 'en', 'Home', '<h1 id="é">é</h1><a href="a/?q=1#x">A</a> <a href="#%C3%A9">é</a>',
                          '<link rel="stylesheet" href="../site.css">'),
    'fr/index.html': page('fr/index.html', 'fr', 'Accueil', '<a href="/base/fr/a/">A</a> <a href="../en/">en</a>'),
    'en/a/index.html': page('en/a/index.html', 'en', 'A', '<p id="x">x</p><p id="y">y</p><img src="../../k%20.svg">'
                            '<a href="https://elsewhere.example/">e</a> <a href="mailto:a@b.example">m</a>'),
    'fr/a/index.html': page('fr/a/index.html', 'fr', 'A', f'<p id="x">x</p><a href="{ADDRESS}en/a/#y">A</a>'),
    '404.html': '<!DOCTYPE html>\n<html lang="en"><title>No</title>\n<meta name="description" content="no">\n'
                '<a href="/base/en/">home</a>\n',
    'site.css': '',
    'k .svg': '<svg/>',
}
# The first page is the x-default of itself alone; the others' is the English one.
for language in ('en', 'fr'):
    SITE[f'{language}/index.html'] = SITE[f'{language}/index.html'].replace(
        f'hreflang="x-default" href="{ADDRESS}en/"', f'hreflang="x-default" href="{ADDRESS}"')

A = 'en/a/index.html'
# name: file, what is replaced in it, by what (None: the file is taken away), the report ("F" is the file).
CASES = {
    'a site as it should be': (A, '', '', ''),
    'a dead link': (A, 'mailto:a@b.example', '../b/', 'F:11:103: error: "../b/" there is no such file [dead-link]\n'),
    'a folder without its slash': (A, 'mailto:a@b.example', '../../fr',
                                   'F:11:103: error: "../../fr" there is no such file [dead-link]\n'
                                   '  the address of a folder ends with /\n'),
    'a link out of the site': (A, 'mailto:a@b.example', '../../../x',
                               'F:11:103: error: "../../../x" leads out of the site [dead-link]\n'),
    'a link from the root that is not below the base': (A, 'mailto:a@b.example', '/en/',
                                                        'F:11:103: error: "/en/" leads out of the site [dead-link]\n'),
    'a broken escape': (A, 'mailto:a@b.example', 'x%zz', 'F:11:103: error: "x%zz" is no address [dead-link]\n'),
    'a broken escape in a fragment': (A, 'mailto:a@b.example', '#%f', 'F:11:103: error: "#%f" is no address [dead-link]\n'),
    'a stylesheet that is not there': ('site.css', None, None,
                                       'en/index.html:8:24: error: "../site.css" there is no such file [dead-link]\n'),
    'a picture that is not there': ('k .svg', None, None,
                                    f'{A}:11:36: error: "../../k%20.svg" there is no such file [dead-link]\n'),
    'a dead fragment of the page': ('en/index.html', '#%C3%A9', '#e',
                                    'F:11:46: error: the page has no id "e" [dead-fragment]\n'),
    'a dead fragment of another page': (A, 'id="y"', 'id="z"',
                                        'fr/a/index.html:11:19: error: en/a/index.html has no id "y" [dead-fragment]\n'),
    'an id twice': (A, 'id="y"', 'id="x"',
                    'F:11:19: error: id "x" again [duplicate-id]\n  the first is at 11:4\n'
                    'fr/a/index.html:11:19: error: en/a/index.html has no id "y" [dead-fragment]\n'),
    'a picture from elsewhere': (A, '../../k%20.svg', '//elsewhere.example/k.svg',
                                 'F:11:36: error: the page loads "//elsewhere.example/k.svg" from elsewhere '
                                 '[foreign-resource]\n'),
    'one of several pictures from elsewhere': (A, 'src="../../k%20.svg"', 'srcset="../../k%20.svg 1x,http://e.example/ 2x"',
                                               'F:11:36: error: the page loads "http://e.example/" from elsewhere '
                                               '[foreign-resource]\n'),
    'a script from elsewhere': (A, '<p id="x">', '<script src="https://e.example/s.js"></script><p id="x">',
                                'F:11:9: error: the page loads "https://e.example/s.js" from elsewhere '
                                '[foreign-resource]\n'),
    'no title': (A, '<title>A</title>', '', 'F:3:1: error: the page has no title [missing-title]\n'),
    'a blank title': (A, '<title>A</title>', '<title> \n</title>',
                      'F:3:1: error: the page has no title [missing-title]\n'),
    'the title of a drawing is none of the page': (A, '<title>A</title>', '<svg><title>A</title></svg>',
                                                   'F:3:1: error: the page has no title [missing-title]\n'),
    'no language': (A, ' lang="en"', '', 'F:3:1: error: the page does not say its language [missing-language]\n'
                                         '  <html lang="…">\n'),
    'no description': (A, 'name="description"', 'name="x"',
                       'F:3:1: warning: the page has no description [missing-description]\n'),
    'no canonical address': (A, 'rel="canonical"', 'rel="x"',
                             'F:3:1: warning: the page does not say its canonical address [missing-canonical]\n'),
    'a canonical address elsewhere': (A, f'rel="canonical" href="{ADDRESS}', 'rel="canonical" href="https://x.example/',
                                      'F:4:66: error: "https://x.example/en/a/" is no page of this site [dead-link]\n'),
    'a missing alternate': (A, f'<link rel="alternate" hreflang="fr" href="{ADDRESS}fr/a/">', '',
                            'F:3:1: error: names no version in "fr" [missing-alternate]\n'
                            'fr/a/index.html:5:37: error: en/a/index.html is named as the version in "en" and does not '
                            'name this page [one-way-alternate]\n'
                            'fr/a/index.html:7:44: error: en/a/index.html is named as the version in "x-default" and '
                            'does not name this page [one-way-alternate]\n'),
    'an alternate that does not answer': (A, f'hreflang="fr" href="{ADDRESS}fr/a/"', f'hreflang="fr" href="{ADDRESS}fr/"',
                                          'F:6:37: error: fr/index.html is named as the version in "fr" and does not name '
                                          'this page [one-way-alternate]\n'
                                          'fr/a/index.html:5:37: error: en/a/index.html is named as the version in "en" '
                                          'and does not name this page [one-way-alternate]\n'
                                          'fr/a/index.html:7:44: error: en/a/index.html is named as the version in '
                                          '"x-default" and does not name this page [one-way-alternate]\n'),
    'a version that is not listed needs no answer': (A, f'<link rel="alternate" hreflang="fr" href="{ADDRESS}fr/a/">', '', '',
                                                     ('fr/a/index.html', '</head>',
                                                      '<meta name="robots" content="noindex">\n</head>')),
    'an alternate in another language': ('fr/a/index.html', 'html lang="fr"', 'html lang="es"',
                                         'en/a/index.html:6:37: error: fr/a/index.html is named as the version in "fr" '
                                         'and is in "es" [wrong-alternate]\n'
                                         'F:6:37: error: fr/a/index.html is named as the version in "fr" and is in "es" '
                                         '[wrong-alternate]\n'),
    'an alternate that is not there': (A, f'hreflang="fr" href="{ADDRESS}fr/a/"', f'hreflang="fr" href="{ADDRESS}fr/b/"',
                                       f'F:3:1: error: names no version in "fr" [missing-alternate]\n'
                                       f'F:6:37: error: "{ADDRESS}fr/b/" there is no such file [dead-link]\n'
                                       'fr/a/index.html:5:37: error: en/a/index.html is named as the version in "en" '
                                       'and does not name this page [one-way-alternate]\n'
                                       'fr/a/index.html:7:44: error: en/a/index.html is named as the version in '
                                       '"x-default" and does not name this page [one-way-alternate]\n'),
    'an orphan': ('en/index.html', '<a href="a/?q=1#x">A</a>', '',
                  'en/a/index.html: warning: no way of links leads here from /index.html [orphan-page]\n',
                  ('fr/a/index.html', f'<a href="{ADDRESS}en/a/#y">A</a>', '')),
    'a page that lists too much': (A, '<p id="y">y</p>', '<p id="y">y</p>' + '<i></i>' * 37500,
                                   'F: warning: 263074 bytes; at most 262144 are allowed [heavy-page]\n'),
    'an article that says too much': (A, '<p id="x">x</p>', '<p id="x">x</p><meta property="og:type" content="article">'
                                      + ''.join(chr(0x4e00 + i * 7919 % 20000) for i in range(8600)),
                                      'F: warning: 19315 bytes gzipped; at most 8192 are allowed [heavy-page]\n'
                                      'F: warning: 26417 bytes; at most 25600 are allowed [heavy-page]\n'),
    'a page for any address with a relative link': ('404.html', '/base/en/', 'en/',
                                                    'F:4:4: error: "en/" depends on the address that the page is shown '
                                                    'for [dead-link]\n  begin it with /\n'),
    'a drawing that uses what is not there': (A, '<p id="x">', '<svg><use href="#u"/><a href="../b/">b</a></svg><p id="x">',
                                              'F:11:11: error: the page has no id "u" [dead-fragment]\n'
                                              'F:11:25: error: "../b/" there is no such file [dead-link]\n'),
    'what a template element holds is not of the page': (A, '<p id="y">', '<p id="y"><!-- <p id="x"> -->', ''),
    'a page as deep as one may be': (A, '<p id="x">', '<p id="x">' + '<i>' * 500, ''),
}


class Shell:
    def __init__(self, program, scratch):
        self.program, self.work = program, Path(scratch)

    def check(self, *args):
        return subprocess.run([self.program, 'check', *args], cwd=self.work, capture_output=True, text=True, timeout=300,
                              check=False, env={k: v for k, v in os.environ.items() if k != 'GITHUB_ACTIONS'})

    def site(self):
        shutil.rmtree(self.work / 'public', ignore_errors=True)
        for name, text in SITE.items():
            path = self.work / 'public' / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')


def edit(shell, name, old, new):
    path = shell.work / 'public' / name
    if old is None:
        path.unlink()
        return
    text = path.read_text(encoding='utf-8')
    assert old in text, f'{old} is not in {name}'
    path.write_text(text.replace(old, new, 1), encoding='utf-8')


def check_case(shell, name, old, new, report, *more):
    shell.site()
    for change in [(name, old, new), *more]:
        edit(shell, *change)
    wanted = ''.join((line if line.startswith(' ') else 'public/' + line.replace('F:', f'{name}:', 1))
                     for line in report.splitlines(keepends=True))
    result = shell.check('--output')
    if (result.stdout, result.returncode) != (wanted, 1 if ': error: ' in wanted else 0):
        return f'ended with {result.returncode} and said\n{result.stdout}{result.stderr}'
    return None


def folders(shell):
    """The folder: named or not, with a slash or not, not there, without a first page, with a link for one, a file."""
    shell.site()
    (shell.work / 'empty').mkdir()
    (shell.work / 'linked').mkdir()
    (shell.work / 'linked/index.html').symlink_to('../public/index.html')
    edit(shell, A, 'mailto:a@b.example', '../b/')
    same = {shell.check(*args).stdout for args in (['--output'], ['-o'], ['--output', 'public'], ['--output=public/'],
                                                   ['-o', 'public', '--strict'], ['--output', '-v'], ['-vo'], ['-vo', 'public'])}
    wrong = {'nowhere': 'nowhere: No such file or directory', 'empty': 'empty/index.html: No such file or directory',
             'public/404.html': 'public/404.html: Not a directory', 'linked/': 'linked/index.html: not a regular file'}
    said = {name: (run.returncode, run.stderr) for name in wrong for run in [shell.check('-o', name)]}
    if said != {name: (3, f'replyglot check: {text}\n') for name, text in wrong.items()} or len(same) != 1:
        return f'{same} {said}'
    usage = shell.check('--output=')
    return None if usage.returncode == 2 and '--output is empty' in usage.stderr else usage.stderr


def levels(shell):
    """content/site.yaml says how much these rules count too; there need not be one."""
    shell.site()
    edit(shell, A, 'name="description"', 'name="x"')
    (shell.work / 'src/content').mkdir(parents=True)
    (shell.work / 'src/content/site.yaml').write_text('languages: [en]\nlevels: {missing-description: error}\n')
    raised, plain = shell.check('-o', '-s', 'src'), shell.check('-o')
    if (raised.returncode, plain.returncode) != (1, 0) or ': error: the page has no desc' not in raised.stdout:
        return f'{raised.stdout}{raised.stderr} {plain.stdout}'
    return None


def formats(shell):
    """Findings name files from the working folder, whatever the source."""
    shell.site()
    edit(shell, A, 'mailto:a@b.example', '../b/')
    said = shell.check('-o', 'public', '-s', 'src', '-f', 'github').stdout
    wanted = '::error file=public/en/a/index.html,line=11,col=103,title=dead-link::"../b/" there is no such file\n'
    return None if said == wanted else said


def built(shell, source):
    """A site that the program builds has nothing to find."""
    output = shell.work / 'built'
    build = subprocess.run([shell.program, 'build', '-q', '-s', source, '-o', output], capture_output=True,
                           text=True, timeout=300, check=False)
    result = shell.check('--strict', '-o', output)
    shutil.rmtree(output)
    if build.returncode or result.returncode or result.stdout:
        return f'{build.stderr}{result.stdout[:2000]}{result.stderr}'
    return None


def main(program, shipped):
    with tempfile.TemporaryDirectory() as scratch:
        shell = Shell(os.path.abspath(program), scratch)
        tests = [(name, lambda case=case: check_case(shell, *case)) for name, case in CASES.items()]
        tests += [(test.__doc__, lambda test=test: test(shell)) for test in (folders, levels, formats)]
        tests.append(('the shipped site', lambda: built(shell, shipped)))
        failed = 0
        print(f'1..{len(tests)}')
        for number, (name, test) in enumerate(tests, 1):
            problem = test()
            failed += bool(problem)
            print(f'{"not ok" if problem else "ok"} {number} - {name}')
            for line in (problem or '').splitlines():
                print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
