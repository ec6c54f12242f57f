"""What the programs of this folder do with their cases: run them, and tell of them in TAP."""
import subprocess
import sys

results = []  # of name and fault: None where there is none


def case(function, *args, name=None):
    """Runs FUNCTION, of which the first line of its text is the name. An assertion without words is a fault too."""
    try:
        function(*args)
        results.append((name or function.__doc__, None))
    except Exception as fault:  # whatever ends a case is its fault, and the others go on
        results.append((name or function.__doc__, str(fault) or repr(fault)))


def run(*command, **more):
    """What COMMAND says, which must be done with status 0."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    assert done.returncode == 0, f'{command}: status {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


def finish():
    print(f'1..{len(results)}')
    for number, (name, fault) in enumerate(results, 1):
        print(f'{"not ok" if fault else "ok"} {number} - {name}')
        if fault:
            print(*(f'# {line}' for line in fault.splitlines()), sep='\n')
    sys.exit(any(fault for _, fault in results))
