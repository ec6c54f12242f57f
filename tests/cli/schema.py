"""replyglot schema: what it prints and writes. Whether the schemas are right: tests/diag/schema.py.

Usage: schema.py PROGRAM BASE. The results are in TAP."""
import json

from cases import Cases, change

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
def protocol(work):
    """its reasons, roles and facts are in the schema of its codes, its names in that of its words"""
    code = json.loads(run(work, 'code')[0])['properties']
    assert code['related']['items']['properties']['why'] == {
        'description': "One of the protocol's reasons.", 'enum': ['dry-twin', 'wet-twin']}, code['related']
    assert code['specs']['items']['properties']['gives']['items']['enum'][:3] == ['phrase', 'enhanced', 'step'], code
    assert list(code['fix']['properties']) == ['nobody', 'owner', 'repairer'], code['fix']
    words = json.loads(run(work, 'words')[0])
    assert {'classes', 'categories', 'facts', 'reasons'} <= set(words['required']), words['required']
    facts = words['properties']['facts']
    assert facts['required'] == ['step', 'retry', 'who'] and facts['additionalProperties'] is False, facts
    assert facts['properties']['step']['required'] == ['label', 'says', 'says_one', 'both', 'both_one', 'verdict', 'values']
    assert facts['properties']['retry']['properties']['values']['propertyNames'] == {'enum': [
        'none-needed', 'later', 'never']}, facts
    # An editor reads the key of this class as text, and its name elsewhere as a number.
    assert words['properties']['classes']['propertyNames']['enum'] == ['2', 2, '4', 4], words


@case
def nothing_to_choose(work):
    """a protocol without reasons: no record can be related, and no words are asked for"""
    change(work, 'content/ktl/protocol.yaml', """reasons:
  - {id: dry-twin, inverse: wet-twin}
  - {id: wet-twin, inverse: dry-twin}
""", '')
    why = json.loads(run(work, 'code')[0])['properties']['related']['items']['properties']['why']
    assert why['not'] == {} and 'enum' not in why, why
    words = json.loads(run(work, 'words')[0])
    assert 'reasons' not in words['required'], words['required']


@case
def anywhere(work):
    """what no source has a say in needs none"""
    assert json.loads(run(work.parent, 'pair')[0])['properties']['verdict']
    for kind in ('code', 'words'):
        out, error = run(work.parent, kind, status=3)
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
