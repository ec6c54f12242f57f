"""replyglot schema: what it prints and writes. Whether the schemas are right: tests/diag/schema.py.

Usage: schema.py PROGRAM BASE. The results are in TAP."""
import json

from cases import Cases

case = Cases('schema')
run = case.run
KINDS = ['site', 'protocol', 'words', 'code', 'pair', 'enhanced', 'strangers', 'wire', 'locale']


@case
def kinds(work):
    """without a kind, the kinds with their files"""
    out, _ = run(work)
    assert [line.split()[0] for line in out.splitlines()] == KINDS, out
    assert 'content/PROTOCOL/codes/CODE.yaml; has translations' in out, out


@case
def facts(work):
    """the facts of the protocol are in the schema of its codes, with a sentence each"""
    schema = json.loads(run(work, 'code')[0])
    assert schema['properties']['retry']['enum'] and 'retry' in schema['required'], schema
    assert all('description' in field for field in schema['properties'].values()), schema
    assert schema['additionalProperties'] is False
    french = json.loads(run(work, '--translation', 'code')[0])
    assert 'retry' not in french['properties'] and 'source' in french['properties'], french
    assert french['required'] == ['updated'], french


@case
def anywhere(work):
    """what no source has a say in needs none"""
    assert json.loads(run(work.parent, 'pair')[0])['properties']['verdict']
    out, error = run(work.parent, 'code', status=3)
    assert not out and 'no such folder' in error, error


@case
def damaged(work):
    """an author whose records have mistakes gets a schema"""
    (work / 'content/ktl/codes/40.yaml').write_text('code: 40\nretri: x\n')
    assert json.loads(run(work, 'code')[0])['properties']['retry']
    (work / 'content/ktl/protocol.yaml').write_text('name: x\n')
    out, error = run(work, 'code', status=1)
    assert not out and '[missing-key]' in error, error


@case
def folder(work):
    """all of them into a folder"""
    out, _ = run(work, '--output', 'a/b')
    names = sorted(path.name for path in (work / 'a/b').iterdir())
    assert not out and len(names) == 9 + 6 and 'code.translation.json' in names, names
    assert (work / 'a/b/code.json').read_text() == run(work, 'code')[0]


@case
def usage(work):
    """usage"""
    for args, said in ((['cod'], 'no kind of file "cod": did you mean "code"?'), (['code', 'pair'], '"pair" is not expected'),
                       (['-t', 'locale'], 'files of the kind locale have no translations'),
                       (['-t'], '--translation asks for a kind'),
                       (['-t', '--output', 'x'], '--output writes the translations too'),
                       (['code', '--output', 'x'], '--output writes all kinds'),
                       (['code', '--protocol', 'x'], '--protocol "x" is none of this site')):
        out, error = run(work, *args, status=2)
        assert not out and said in error, error


case.finish()
