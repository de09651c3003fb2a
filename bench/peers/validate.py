"""Compares the rewritten rules with the tools themselves, on a sample of the questions and the very same function values.

    python3 bench/peers/validate.py

Needs Debian's python3-torch and python3-scipy; asks numdifftools where it can be imported, and Ceres where g++ and libceres-dev
are installed. What is absent is named. A question for which a rule has no finite number is left out.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent


class Functions:
    """The functions of `serve.ts`, evaluated by Node."""

    def __init__(self):
        command = ['node', str(HERE.parent / 'run.mjs'), 'serve']
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)
        # JavaScript writes whole numbers without a point.
        self.questions = json.loads(self.process.stdout.readline(), parse_int=float)

    def value(self, place, x):
        self.process.stdin.write(f'{place} {float(x)!r}\n')
        self.process.stdin.flush()
        return float(self.process.stdout.readline().replace('Infinity', 'inf'))


def torch_tool():
    import torch

    def accepts(f, x, claimed):
        class Asked(torch.autograd.Function):
            @staticmethod
            def forward(context, value):
                return torch.tensor(f(value.item()), dtype=torch.float64)

            @staticmethod
            def backward(context, upstream):
                return upstream * claimed

        point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        return torch.autograd.gradcheck(Asked.apply, (point,), raise_exception=False)

    return 'torch gradcheck', torch.__version__, accepts


def scipy_tool():
    import scipy
    from scipy.optimize import check_grad

    def accepts(f, x, claimed):
        return check_grad(lambda p: f(p[0]), lambda p: [claimed], [x]) <= 1e-6

    return 'SciPy check_grad', scipy.__version__, accepts


def numdifftools_tool():
    import numdifftools
    import numpy as np

    def accepts(f, x, claimed):
        value, info = numdifftools.Derivative(np.vectorize(f, otypes=[float]), full_output=True)(x)[:2]
        return abs(claimed - value) <= info + 4 * np.finfo(float).eps * abs(value)

    return 'numdifftools', getattr(numdifftools, '__version__', ''), accepts


def ceres_tool():
    if not shutil.which('g++') or not Path('/usr/include/ceres/gradient_checker.h').exists():
        raise ImportError('g++ and libceres-dev')
    program = str(Path(tempfile.mkdtemp()) / 'ceres_check')
    flags = ['-O1', '-w', '-I/usr/include/eigen3']
    subprocess.run(['g++', *flags, str(HERE / 'ceres_check.cc'), '-lceres', '-lglog', '-o', program], check=True)
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def accepts(f, x, claimed):
        process.stdin.write(f'{x!r} {claimed!r}\n')
        process.stdin.flush()
        while (line := process.stdout.readline()).startswith('?'):
            process.stdin.write(f'{f(float(line[1:]))!r}\n')
            process.stdin.flush()
        return line.strip() == '1'

    return 'Ceres', '2.1', accepts


def main():
    functions = Functions()
    print(f'{len(functions.questions)} questions')
    for make in (torch_tool, scipy_tool, ceres_tool, numdifftools_tool):
        try:
            name, version, accepts = make()
        except ImportError as missing:
            print(f'{make.__name__}: not compared, for lack of {missing}')
            continue
        same, other = Counter(), []
        for place, question in enumerate(functions.questions):
            answer = question['answers'][name]
            if answer == 'none':
                continue
            found = accepts(lambda x: functions.value(place, x), question['x'], question['claimed'])
            same[bool(found) == (answer == 'accepts')] += 1
            if bool(found) != (answer == 'accepts'):
                other.append(question)
        total = same[True] + same[False]
        print(f'{name} {version}: the same answer to {same[True]} of {total} questions ({100 * same[True] / total:.2f} %)')
        for question in other[:5]:
            print('   ', {key: value for key, value in question.items() if key != 'answers'}, question['answers'][name])


if __name__ == '__main__':
    sys.exit(main())
