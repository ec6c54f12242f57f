"""The recipes for continuous integration, containers and packages fit the program and each other.

Usage: recipes.py PROGRAM ROOT. The results are in TAP."""
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.append('/usr/lib/python3/dist-packages')  # Debian's, also for a python of one's own
import yaml  # noqa: E402
from manual import Help  # noqa: E402
from tap import case, finish  # noqa: E402

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
help_ = Help(program)


def text(name):
    return (root / name).read_text(encoding='utf-8')


def load(name):
    # BaseLoader: `on` is a word and no truth value.
    return yaml.load(text(name), Loader=yaml.BaseLoader)


def faults(command):
    """What is wrong in a line of a shell that calls the program or a script of the repository."""
    words = shlex.split(command)
    name = Path(words[0]).name
    if words[0].startswith('scripts/'):
        assert (root / words[0]).is_file(), f'{words[0]} is not there'
        used, options = words[1:], help_.options('build') if name == 'site' else []
    elif name == 'replyglot':
        assert words[1] in help_.commands, f'replyglot {words[1]}'
        used, options = words[2:], help_.options(words[1])
    else:
        raise AssertionError(f'not known here: {command}')
    known = {word for option in options for word in (option.short, option.long)}
    wrong = [word for word in used if word.startswith('-') and word != '-' and word.split('=')[0] not in known]
    assert not wrong, f'{command}: {wrong}'


WORKFLOW, SHARDS, GITLAB = '.github/workflows/pages.yml', 'docs/github-shards.yml', 'docs/gitlab-ci.yml'
CONTAINER = 'packaging/Containerfile'


@case
def commands():
    """every command of the recipes, and every option of it, is one of --help"""
    github = [step['run'] for flow in (WORKFLOW, SHARDS) for job in load(flow)['jobs'].values()
              for step in job['steps'] if 'run' in step]
    gitlab = [line for job in load(GITLAB).values() for line in job['script']]
    assert len(github) >= 5 and len(gitlab) >= 3, (github, gitlab)
    for line in github + gitlab:
        faults(line)


def careful(name, building):
    """Fails where the workflow NAME, whose job BUILDING builds, has more rights than it needs."""
    flow = load(name)
    assert flow['permissions'] == {'contents': 'read'}, flow['permissions']
    assert flow['jobs']['deploy']['permissions'] == {'pages': 'write', 'id-token': 'write'}
    assert 'write' not in flow['jobs'][building]['permissions'].values()
    used = [step['uses'] for job in flow['jobs'].values() for step in job['steps'] if 'uses' in step]
    assert all(re.fullmatch(r'actions/[\w-]+@[0-9a-f]{40}', action) for action in used), used
    for step in (step for job in flow['jobs'].values() for step in job['steps']):
        assert '${{' not in step.get('run', ''), f'an expression in a script: {step["run"]}'
    identifiers = {step['id'] for job in flow['jobs'].values() for step in job['steps'] if 'id' in step}
    assert set(re.findall(r'steps\.(\w+)\.', text(name))) <= identifiers


@case
def github():
    """the workflows have no more rights than they need, and their actions are pinned to a commit"""
    careful(WORKFLOW, 'build')
    careful(SHARDS, 'shard')


@case
def shards():
    """the workflow of many machines builds every shard, uploads all of it, and merges what was uploaded"""
    shard, deploy = (load(SHARDS)['jobs'][name] for name in ('shard', 'deploy'))
    numbers = shard['strategy']['matrix']['number']
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)] and len(numbers) > 1, numbers
    (build,) = [step for step in shard['steps'] if '--shard' in step.get('run', '')]
    assert build['env']['SHARD'] == '${{ matrix.number }}/${{ strategy.job-total }}', build
    (upload,), (download,) = [[step['with'] for step in job['steps'] if re.match(f'actions/{action}-artifact', step.get('uses', ''))]
                              for job, action in ((shard, 'upload'), (deploy, 'download'))]
    assert deploy['needs'] == 'shard' and upload['name'] == 'shard-${{ matrix.number }}' and download['pattern'] == 'shard-*'
    # Without the first the lists of the shards are left out, without the second each is a folder of its own.
    assert upload['include-hidden-files'] == download['merge-multiple'] == 'true'
    assert upload['path'] == download['path'] == deploy['steps'][1]['with']['path'] == 'public'


@case
def gitlab():
    """the job whose site GitLab publishes is called pages and keeps public/"""
    assert load(GITLAB)['pages']['artifacts']['paths'] == ['public']


def compiled_with():
    """The packages that scripts/ installs to compile: the one list that is run on every test of a bare machine."""
    function = re.search(r'need_compiler\(\) \{\n(.*?)\n\}', text('scripts/lib.sh'), re.DOTALL)[1]
    return {word.split('=')[1] for word in function.replace('\\\n', ' ').split() if '=' in word}


@case
def packages():
    """the container and the package install what scripts/ install to compile"""
    needed = compiled_with()
    assert len(needed) > 8, needed
    build, run = re.findall(r'apt-get install -y --no-install-recommends (.*?)(?=\nWORKDIR|&& rm)', text(CONTAINER),
                            re.DOTALL)
    build, run = (set(part.replace('\\\n', ' ').split()) for part in (build, run))
    assert '-Dpreview=disabled' in text(CONTAINER)
    assert needed - {'libsoup-3.0-dev'} == build, needed ^ build
    control = text('packaging/debian/control').split('\n\n')[0]
    depends = set(re.findall(r'^ ([\w.+-]+)', control, re.MULTILINE))
    essential = {'gcc', 'g++', 'ninja-build'}  # build-essential, and what meson depends on
    assert needed - essential <= depends, needed - essential - depends
    linked = subprocess.run(['ldd', program], capture_output=True, text=True, check=True).stdout
    if re.search(r'lib(asan|ubsan|tsan)', linked):
        return  # not as it is shipped
    for library in ('glib-2.0', 'json-glib-1.0', 'yaml', 'cmark', 'ctemplate', 'gumbo'):
        assert f'lib{library}' in linked, f'{library} is not linked'
        assert any(name.replace('-', '').startswith('lib' + library.replace('-', '')) for name in run), f'the container runs without {library}'


@case
def copied():
    """the container copies what the build reads"""
    done = {word for line in re.findall(r'^COPY (?!--from)(.*) \S+$', text(CONTAINER), re.MULTILINE) for word in line.split()}
    build = text('meson.build')
    folders = set(re.findall(r"subdir\('(\w+)'\)", build)) - {'tests'}
    folders |= set(re.findall(r"'(\w+)'", re.search(r'foreach folder : \[(.*)\]', build)[1]))
    named = set(re.findall(r"'\.\./([\w.]+)'", text('docs/meson.build')))
    needed = folders | named | {'meson.build', 'meson_options.txt'}
    assert done == needed, done ^ needed


@case
def versions():
    """the package has the version of the program"""
    version = re.search(r"^  version: '(.*)'", text('meson.build'), re.MULTILINE)[1]
    newest = re.match(r'replyglot \((.*)-\d+\)', text('packaging/debian/changelog'))
    assert newest and newest[1] == version, (newest, version)


@case
def archive():
    """what the build reads is in the repository, so that an archive of it can be built"""
    if not (root / '.git').exists() or not shutil.which('git'):
        return
    tracked = set(subprocess.run(['git', '-c', f'safe.directory={root}', '-C', root, 'ls-files', '-z'],
                                 capture_output=True, text=True, check=True).stdout.split('\0'))
    read = subprocess.run(['ninja', '-t', 'inputs', 'all', 'build.ninja'], capture_output=True, text=True, check=True,
                          cwd=program.parent.parent).stdout.splitlines()
    inside = {str(path.relative_to(root)) for path in ((program.parent.parent / line).resolve() for line in read)
              if path.is_relative_to(root) and not path.is_relative_to(program.parent.parent)}
    assert len(inside) > 100, inside
    assert inside <= tracked, inside - tracked


finish()
