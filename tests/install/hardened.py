"""The program is compiled and linked hardened, and has no memory at run time that can be both written and run.

Usage: hardened.py PROGRAM ROOT COMPILER…. The results are in TAP."""
import ctypes
import os
import platform
import re
import signal
import struct
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from manual import Help, scratch_below
from tap import case, finish

program, root, compiler = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]


def readelf(path, option):
    return subprocess.run(['readelf', '-W', option, path], capture_output=True, text=True, check=True,
                          env={**os.environ, 'LC_ALL': 'C'}).stdout


def faults(path):
    """What the ELF file PATH lacks."""
    segments = re.findall(r'^ +(\w+) +(?:0x\w+ +){5}((?:[RWE] ?)+)', readelf(path, '-l'), re.MULTILINE)
    flags = ' '.join(re.findall(r'\(FLAGS(?:_1)?\)(.*)', readelf(path, '-d')))
    stack = [rights for kind, rights in segments if kind == 'GNU_STACK']
    assert [kind for kind, _ in segments].count('LOAD') >= 1, segments
    lacks = {
        'not independent of its position': 'PIE' not in flags,
        'tables can be written': 'GNU_RELRO' not in dict(segments),
        'symbols bound late': 'BIND_NOW' not in flags or 'NOW' not in flags.replace('BIND_NOW', ''),
        'the stack can be run': len(stack) != 1 or 'E' in stack[0],
        'written and run': any('W' in rights and 'E' in rights for kind, rights in segments if kind == 'LOAD'),
        'no guard on the stack': '__stack_chk_fail' not in readelf(path, '--dyn-syms'),
    }
    return {fault for fault, true in lacks.items() if true}


@case
def linked():
    """position, tables, symbols, stack and segments"""
    assert not faults(program), faults(program)


@case
def proof():
    """a program without any of it is found out"""
    with tempfile.TemporaryDirectory() as folder:
        source, bare = Path(folder) / 'bare.c', Path(folder) / 'bare'
        source.write_text('__asm__(".section .both, \\"awx\\"\\n.byte 0\\n");\nint main(void) { return 0; }\n', encoding='utf-8')
        done = subprocess.run([*compiler, '-fno-pie', '-no-pie', '-fno-stack-protector', '-Wl,-z,norelro', '-Wl,-z,lazy',
                               '-Wl,-z,execstack', '-o', bare, source], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found = faults(bare)
    assert len(found) == 6, found


# The processor's name: that of the kernel's audit.h, and the numbers of mmap, mprotect and pkey_mprotect.
CALLS = {'x86_64': (0xC000003E, 9, (10, 329)), 'aarch64': (0xC00000B7, 222, (226, 288))}
LOAD, AND, EQUAL, ANSWER, ALLOW, KILL = 0x20, 0x54, 0x15, 0x06, 0x7FFF0000, 0x80000000
WRITE_RUN, RUN = 6, 4


def filter_of(arch, mmap, protects):
    """A filter of seccomp(2) that kills who maps memory to be written and run, or lets memory be run later on."""
    number, architecture, rights = 0, 4, 32  # in struct seccomp_data; the third argument, its lower half
    steps = [(LOAD, 0, 0, architecture), (EQUAL, 1, 0, arch), (ANSWER, 0, 0, KILL), (LOAD, 0, 0, number),
             (EQUAL, 3, 0, mmap), (EQUAL, 6, 0, protects[0]), (EQUAL, 5, 0, protects[1]), (ANSWER, 0, 0, ALLOW),
             (LOAD, 0, 0, rights), (AND, 0, 0, WRITE_RUN), (EQUAL, 4, 0, WRITE_RUN), (ANSWER, 0, 0, ALLOW),
             (LOAD, 0, 0, rights), (AND, 0, 0, RUN), (EQUAL, 0, 1, RUN), (ANSWER, 0, 0, KILL), (ANSWER, 0, 0, ALLOW)]
    return b''.join(struct.pack('HBBI', *step) for step in steps)


def confine():
    """In the child, before it becomes the program."""
    steps = filter_of(*CALLS[platform.machine()])
    buffer = ctypes.create_string_buffer(steps, len(steps))
    count = ctypes.create_string_buffer(struct.pack('HP', len(steps) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, by_filter = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(seccomp, by_filter, count, 0, 0):
        raise OSError(ctypes.get_errno(), 'prctl')


def confined(*command, **more):
    return subprocess.run([str(word) for word in command], preexec_fn=confine, capture_output=True, text=True, **more)


def serve(work):
    """Starts the server, confined, and asks it for a page."""
    command = [program, 'serve', '--source', root, '--port', '0']
    with subprocess.Popen(command, preexec_fn=confine, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          env={**os.environ, 'TMPDIR': str(work)}) as server:
        try:
            address = server.stdout.readline().strip()
            assert address.startswith('http://localhost:'), f'serve: {address!r}, status {server.poll()}'
            with urllib.request.urlopen(address.replace('localhost', '127.0.0.1'), timeout=60) as answer:
                assert answer.status == 200, answer.status
        finally:
            server.send_signal(signal.SIGTERM)
    assert server.returncode == 0, f'serve: status {server.returncode}'


def killed():
    """memory that can be written and run ends a program"""
    for rights, later in ((7, 7), (3, 5), (3, 7)):
        make = f'import ctypes, mmap; m = mmap.mmap(-1, 4096, prot={rights}); '
        at = 'ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(m)))'
        done = confined(sys.executable, '-c', f'{make}ctypes.CDLL(None).mprotect({at}, 4096, {later})')
        assert done.returncode == -signal.SIGSYS, (rights, later, done)
    done = confined(sys.executable, '-c', 'import mmap; mmap.mmap(-1, 4096, prot=3)')
    assert done.returncode == 0, done


def memory():
    """no memory of the program can be written and run, at any time, in any command that reads content"""
    # Not so lookup: its patterns, which are ours and never of content, are made into machine code. Without that a text
    # that is made to be slow takes a hundred times as long.
    with tempfile.TemporaryDirectory(dir=scratch_below()) as folder:
        public = Path(folder) / 'public'
        for command in (['build', '--output', public], ['check'], ['check', '--output', public],
                        ['translations']):
            done = confined(program, *command, cwd=root)
            assert done.returncode == 0, f'{command}: status {done.returncode}\n{done.stderr}'
        if 'serve' in Help(program).able:
            serve(Path(folder))


if platform.machine() in CALLS:
    case(killed)
    case(memory)

finish()
