"""Labels every claim and every mutant of `cases.jsonl` as right or wrong, without Nabla.

    python3 label.py cases.jsonl labels.jsonl [--keep]

With `--keep`, claims that have not changed keep the labels that `labels.jsonl` has; without, all are made anew.

The truth is a central difference quotient of the written function in 90-digit arithmetic (about 40 digits are certain). For
scalars sympy's derivative must equal it to 25 digits, for arrays PyTorch's gradient in float64 to 8 digits, or the run fails.
"""

import hashlib
import json
import os
import random
import signal
import sys
from concurrent.futures import ProcessPoolExecutor

import mpmath
import numpy as np
from mpmath import mp, mpf

import symbolic
from notation import Unreadable, expression_of, sheet_of
from reference import GREATEST, LEAST, Mismatch, RangedValues, Undefined, Values, is_array

# Mutants of piecewise functions may be wrong in a small part of the domain only.
POINTS = {('scalar', False): 6, ('scalar', True): 250, ('array', False): 3, ('array', True): 16}
CHANGED = ('f+1e6', 'f*1e-7', 'f*1e5')
POINTS_CHANGED = 2
# For mutants of piecewise functions that are right at all points of one regime, and wrong in another.
POINTS_MORE = 300
LONGEST_SECONDS = 300
# A claim this close to the partial derivative may pass for it.
NEAR = mpf(10) ** -9
ATTEMPTS = 2000
PIECEWISE = ('relu', 'ReLU', 'elu', 'abs', '|', 'max', 'min', 'if ', 'where', 'select', 'clip', 'clamp', 'floor', 'ceil', 'round', 'sign', 'sgn', 'step', 'mod', 'heaviside', 'remainder', 'ELU', 'softsign', '<=', 'greater', 'less')


def names_in(tree, out):
    if isinstance(tree, tuple):
        if tree and tree[0] == 'name':
            out.add(tree[1])
        else:
            for part in tree[2:] if tree and tree[0] == 'call' else tree:
                names_in(part, out)
    elif isinstance(tree, list):
        for part in tree:
            names_in(part, out)
    elif isinstance(tree, dict):
        for part in tree.values():
            names_in(part, out)
    return out


def flat(variables):
    return [name for v in variables for name in (v if isinstance(v, list) else [v])]


def inputs_of(sheet):
    names = set(sheet.shapes)
    for tree in [*sheet.definitions.values(), *(body for _, body in sheet.functions.values())]:
        names_in(tree, names)
    for claim in sheet.claims:
        names_in(claim.right, names)
        names |= set(flat(claim.variables))
    known = set(sheet.definitions) | set(sheet.functions) | set(sheet.given) | {'pi', 'e', 'E', 'inf'}
    return sorted((names - known) | ({n for n in names if n in ('e', 'E', 'pi') and n in sheet.shapes}))


def bounds_of(sheet):
    """Intervals that relations between one name and numbers give; other relations only reject points."""
    bounds, rest = {}, []
    constant = Values(sheet, {})
    for operators, operands in sheet.domains:
        simple = all(len(names_in(tree, set()) - {'pi', 'e', 'E'}) == 0 or tree[0] == 'name' for tree in operands)
        free = [tree[1] for tree in operands if tree[0] == 'name' and tree[1] not in ('pi', 'e', 'E')]
        rest.append((operators, operands))
        if not simple or len(free) != 1:
            continue
        low, high = bounds.get(free[0], (None, None))
        for operator, left, right in zip(operators, operands, operands[1:]):
            if operator[0] == '>':
                left, right = right, left
            if right == ('name', free[0]):
                low = constant.value(left)
            else:
                high = constant.value(right)
        bounds[free[0]] = (low, high)
    return bounds, rest


def drawn(rng, low, high):
    if low is None and high is None:
        low, high = mpf(-2), mpf(2)
    elif low is None:
        low = high - 2
    elif high is None:
        high = low + 2
    return low + (high - low) * mpf(rng.getrandbits(40) * 2 + 1) / 2**41


def narrowed(sheet, rng, bounds):
    """Intervals around one number, so that differences of inputs are as small as thresholds may be."""
    low, high = max((b[0] for b in bounds.values() if b[0] is not None), default=mpf(-2)), min((b[1] for b in bounds.values() if b[1] is not None), default=mpf(2))
    if low >= high:
        return bounds
    middle = drawn(rng, low, high)
    radius = (high - low) * mpf(10) ** -(4 * mpf(rng.random()))
    return {name: (max(low, middle - radius), min(high, middle + radius)) for name in inputs_of(sheet)}


def sample(sheet, rng, bounds):
    point = {}
    for name in inputs_of(sheet):
        shape = sheet.shapes.get(name, ())
        if name in sheet.sets:
            kind = sheet.sets[name]
            if isinstance(kind, list):
                members = [mpf(item) for item in kind]
                draw = lambda: rng.choice(members)
            else:
                point[name] = structured(kind, shape, rng)
                continue
        else:
            low, high = bounds.get(name, (None, None))
            draw = lambda: drawn(rng, low, high)
        if shape == ():
            point[name] = draw()
        else:
            point[name] = np.array([draw() for _ in range(int(np.prod(shape)))], dtype=object).reshape(shape)
    for given in sheet.given:
        value = Values(sheet, point).name(given.split('/d')[1])
        fill = lambda: drawn(rng, None, None)
        point[given] = fill() if not is_array(value) else np.array([fill() for _ in range(value.size)], dtype=object).reshape(value.shape)
    return point


def structured(kind, shape, rng):
    draw = lambda: drawn(rng, None, None)
    if kind == 'simplex':
        values = np.array([draw() ** 2 + mpf('0.05') for _ in range(shape[0])], dtype=object)
        return values / np.sum(values)
    m = np.array([draw() for _ in range(shape[0] ** 2)], dtype=object).reshape(shape)
    if kind == 'symmetric':
        return m + m.T
    if kind == 'positive definite':
        from reference import eye

        return np.matmul(m, m.T) + eye(shape[0])
    raise Unreadable(f'set {kind}')


def inside(sheet, point, rest):
    values = Values(sheet, point)
    for operators, operands in rest:
        sides = [values.value(tree) for tree in operands]
        for operator, left, right in zip(operators, sides, sides[1:]):
            low, high = (left, right) if operator[0] == '<' else (right, left)
            if not np.all(np.asarray(low < high if '=' not in operator else low <= high)):
                return False
    return True


def target_value(sheet, claim, point, overrides, frozen=None):
    target = claim.target
    if target[0] == 'name' and target[1] not in sheet.definitions and target[1] not in sheet.functions:
        upstream = [g for g in sheet.given if g.startswith(f'd{target[1]}/')]
        if not upstream:
            raise Mismatch(f'{target[1]} is not defined')
        values = Values(sheet, point, overrides, frozen)
        out = mpf(0)
        for given in upstream:
            product = point[given] * values.name(given.split('/d')[1])
            out += np.sum(product) if is_array(product) else product
        return out
    return Values(sheet, point, overrides, frozen).value(target)


def entries(value):
    return [()] if not is_array(value) else list(np.ndindex(value.shape))


def moved(value, index, by):
    if not is_array(value):
        return value + by
    out = value.copy()
    out[index] = out[index] + by
    return out


def step_for(value, order):
    """A third of the digits for first derivatives: small enough for badly conditioned functions, and two thirds remain."""
    size = magnitude(value)
    digits = mp.dps // {1: 3, 2: 4}.get(order, 6)
    return mpf(10) ** -digits * (size if size > 0 else 1)


def difference(function, names, base, side=0, order=None):
    """The derivative of `function(overrides)` by the last of `names`, of its derivative by the others before."""
    variable, order = names[-1], order or len(names)
    inner = function if len(names) == 1 else lambda o: difference(lambda p: function({**o, **p}), names[:-1], {**base, **o}, 0, order)
    value = base[variable]
    columns = []
    for index in entries(value):
        h = step_for(value, order)
        forward = inner({variable: moved(value, index, h if side >= 0 else mpf(0))})
        backward = inner({variable: moved(value, index, -h if side <= 0 else mpf(0))})
        columns.append((forward - backward) / (h if side else 2 * h))
    if not is_array(value):
        return columns[0]
    first = columns[0]
    if not is_array(first):
        return np.array(columns, dtype=object).reshape(value.shape)
    stacked = np.stack([c.reshape(-1) for c in columns], axis=-1)
    return stacked.reshape(first.shape + value.shape)


def derivative(sheet, claim, point, frozen=None, side=0):
    values = Values(sheet, point)
    base = {name: values.name(name) for name in flat(claim.variables)}
    keep = {k: v for k, v in (frozen or {}).items() if k not in base}

    def function(overrides):
        return target_value(sheet, claim, point, {**base, **overrides} if len(claim.variables) > 1 else overrides, keep)

    def by(*names):
        def held(overrides):
            return function({**{n: base[n] for n in names}, **overrides})

        return difference(held, list(names), base, side)

    first = claim.variables[0]
    if claim.form == 'hessian':
        if isinstance(first, list):
            return np.array([[by(a, b) for b in first] for a in first], dtype=object)
        return by(first, first)
    if isinstance(first, list):
        columns = [by(name) for name in first]
        return np.stack(columns, axis=-1) if is_array(columns[0]) else np.array(columns, dtype=object)
    return by(*claim.variables)


def magnitude(value):
    return max((abs(v) for v in value.reshape(-1)), default=mpf(0)) if is_array(value) else abs(value)


def entries_of(value):
    return list(value.reshape(-1)) if is_array(value) else [value]


def distance(truth, claimed, noise):
    """The largest difference of an entry, relative to the larger of both; 0 where both are equal to 25 digits."""
    worst = mpf(0)
    for t, c in zip(np.asarray(truth, dtype=object).reshape(-1), np.asarray(claimed, dtype=object).reshape(-1)):
        gap, size = abs(t - c), max(abs(t), abs(c))
        if gap <= size * mpf(10) ** -25 or gap <= noise:
            continue
        worst = max(worst, gap / size)
    return worst


def shape(value):
    return value.shape if is_array(value) else ()


def convention(truth, claimed, noise):
    """`layout` or `broadcast` where only the arrangement of the entries differs, else None."""
    t, c = np.asarray(truth, dtype=object), np.asarray(claimed, dtype=object)
    if t.ndim == 2 and c.shape == t.T.shape and distance(t.T, c, noise) == 0:
        return 'layout'
    if t.size == c.size and t.shape != c.shape and distance(t, c, noise) == 0:
        return 'layout'
    if t.shape != c.shape:
        try:
            if distance(*np.broadcast_arrays(t, c), noise) == 0:
                return 'broadcast'
        except ValueError:
            return None
    return None


class Case:
    """One sheet in one regime: points with the true derivative there."""

    def __init__(self, record, regime, nonzero=None):
        """`nonzero` tells the entries of an analytic derivative that are not 0 in another regime, so that they cannot be 0 here."""
        self.nonzero = nonzero
        self.head, self.left, self.wrap = regime['head'], regime['left'], regime['wrap']
        self.record = record
        self.sheet = self.read(record['right'])
        self.claim = self.sheet.claims[-1]
        if len(self.sheet.claims) != 1:
            raise Unreadable(f'{len(self.sheet.claims)} claims')

    def read(self, right):
        return sheet_of(f"{self.head}\n{self.left} = {self.wrap.replace('%', right)}")

    def vanishes(self, right):
        """Whether a right side is 0 everywhere: the partial derivative of a changed function with the function held fixed."""
        try:
            tree = self.right_side(right)
            return all(magnitude(Values(self.sheet, at['point']).value(tree)) == 0 for at in self.points)
        except (Unreadable, Mismatch, Undefined, TypeError):
            return False

    def right_side(self, right):
        return expression_of(self.wrap.replace('%', right), self.sheet.given)

    def prepare(self, count):
        seed = int(hashlib.sha256(self.record['id'].encode()).hexdigest()[:12], 16)
        rng = random.Random(seed)
        bounds, rest = bounds_of(self.sheet)
        self.points = []
        for _ in range(ATTEMPTS):
            if len(self.points) == count:
                break
            try:
                point = sample(self.sheet, rng, bounds)
                if inside(self.sheet, point, rest):
                    self.points.append(self.at(point))
            except Undefined:
                continue

    def prepare_more(self, count):
        """Further points, half of them with inputs close to each other, for mutants of which a few points may be too few."""
        rng = random.Random(1)
        bounds, rest = bounds_of(self.sheet)
        more = []
        for attempt in range(ATTEMPTS):
            if len(more) == count:
                break
            try:
                point = sample(self.sheet, rng, narrowed(self.sheet, rng, bounds) if attempt % 2 else bounds)
                if inside(self.sheet, point, rest):
                    more.append(self.at(point))
            except Undefined:
                continue
        self.points = [*self.points, *more]

    def at(self, point):
        values = Values(self.sheet, point)
        function = target_value(self.sheet, self.claim, point, {})
        truth = derivative(self.sheet, self.claim, point)
        first = flat(self.claim.variables)[0]
        scale = magnitude(values.name(first)) or mpf(1)
        order = 2 if self.claim.form == 'hessian' else len(self.claim.variables)
        # The quotient of first order is certain to about 1e-60 of f/x, that of second order to 1e-40 of f/x².
        noise = magnitude(function) / scale**order * mpf(10) ** {1: -55, 2: -38}.get(order, -28)
        relative = magnitude(truth) * scale**order
        least = mpf(10) ** -15 * magnitude(function) / scale**order
        elsewhere = self.nonzero if self.nonzero is not None else [False] * len(entries_of(truth))
        hidden = any(
            noise < abs(entry) < least or (abs(entry) <= noise and is_nonzero)
            for entry, is_nonzero in zip(entries_of(truth), elsewhere)
        )
        # A relative error of 1e-16 in x would change everything.
        chaotic = order == 1 and relative > mpf(10) ** 13 * magnitude(function)
        return {'point': point, 'truth': truth, 'noise': noise, 'hidden': hidden, 'chaotic': chaotic, 'partial': None}

    def nonzero_entries(self):
        """The entries of the derivative that are not 0 everywhere."""
        columns = zip(*(entries_of(at['truth']) for at in self.points))
        noises = [at['noise'] for at in self.points]
        return [any(abs(e) > noise for e, noise in zip(column, noises)) for column in columns]

    def partial(self, at):
        """The derivative with all defined names but the target held fixed."""
        if at['partial'] is None:
            point, target = at['point'], self.claim.target
            values = Values(self.sheet, point)
            own = target[1] if target[0] == 'name' else None
            try:
                fixed = {n: values.name(n) for n in self.sheet.definitions if n != own}
                at['partial'] = derivative(self.sheet, self.claim, point, fixed)
            except (Undefined, Mismatch):
                at['partial'] = at['truth']
        return at['partial']

    def judge(self, right):
        """A label, and the relative difference of wrong claims."""
        try:
            tree = self.right_side(right)
        except Unreadable:
            return 'unreadable', None
        worst, undefined, kinds, partial = mpf(0), 0, set(), True
        for at in self.points:
            values = Values(self.sheet, at['point'])
            try:
                claimed = values.value(tree)
                if isinstance(claimed, str):
                    return 'unreadable', None
            except Undefined:
                undefined += 1
                continue
            except Mismatch:
                return 'shape', None
            truth, noise = at['truth'], at['noise']
            other = self.partial(at)
            partial = partial and shape(other) == shape(claimed) and distance(other, claimed, noise) < NEAR
            if shape(truth) == shape(claimed):
                gap = distance(truth, claimed, noise)
                if gap == 0:
                    kinds.add('right')
                    continue
                worst = max(worst, gap)
            else:
                worst = max(worst, mpf(1))
            kinds.add(convention(truth, claimed, noise) or 'wrong')
        if undefined == len(self.points):
            return 'undefined', None
        if kinds == {'right'}:
            return ('right' if undefined == 0 else 'right where defined'), None
        if 'wrong' not in kinds:
            return sorted(kinds - {'right'})[0], None
        return ('partial', None) if partial else ('wrong', float(worst))


def confirm_symbolically(case, record):
    try:
        names, function = symbolic.derivative_function(case.sheet, case.claim)
    except symbolic.NotSymbolic:
        return False
    for at in case.points:
        values = Values(case.sheet, at['point'])
        value = function(*[values.name(n) for n in names])
        gap = abs(value - at['truth'])
        if gap > max(abs(at['truth']) * mpf(10) ** -25, at['noise']):
            raise AssertionError(f"{record['id']}: sympy has {mp.nstr(value, 20)}, the quotient {mp.nstr(at['truth'], 20)}")
    return True


def confirm_by_torch(case, record):
    try:
        import autograd
    except ImportError:
        return False
    if not autograd.possible(case):
        return False
    for at in case.points:
        gap = autograd.gap(case, at)
        if gap > 1e-8:
            raise AssertionError(f"{record['id']}: PyTorch's gradient differs by {gap:.1e}")
    return True


def at_kink(case, right):
    """At a kink the claim must lie between the one-sided derivatives. A label, and how far outside it is, relatively."""
    point = sample(case.sheet, random.Random(1), bounds_of(case.sheet)[0])
    low = derivative(case.sheet, case.claim, point, side=-1)
    high = derivative(case.sheet, case.claim, point, side=1)
    try:
        value = Values(case.sheet, point).value(case.right_side(right))
    except (Unreadable, Mismatch, Undefined, TypeError):
        return 'undefined', None
    if isinstance(value, str):
        return 'unreadable', None
    slack = mpf(10) ** -15 * (1 + abs(low) + abs(high))
    outside = max(min(low, high) - value, value - max(low, high))
    if outside <= slack:
        return 'right', None
    return 'wrong', float(outside / max(abs(value), abs(low), abs(high)))


def mutants_at_kink(case, record, benign):
    """The sheet is judged at the kink and elsewhere: a mutant that is wrong elsewhere is wrong here, too.

    A number is judged at the values of the sheet alone, as any value is.
    """
    labels = []
    for mutant, elsewhere in zip(record['mutants'], benign or []):
        try:
            is_number = not names_in(case.right_side(mutant['right']), set()) - {'pi', 'e', 'E'}
        except Unreadable:
            is_number = False
        kind, size = at_kink(case, mutant['right']) if elsewhere == 'right' or is_number else (elsewhere, None)
        labels.append(float(f'{size:.3g}') if kind == 'wrong' else kind)
    return labels


def target_name(case):
    target = case.claim.target
    return target[1] if target[0] == 'name' else None


def out_of_range(case, at, right):
    """Whether doubles have no finite value of function or claim as written, or not the magnitude of function or derivative."""
    values = RangedValues(case.sheet, at['point'])
    try:
        if target_name(case) in case.sheet.functions or target_name(case) in case.sheet.definitions or target_name(case) is None:
            values.value(case.claim.target)
        values.value(case.right_side(right))
    except (Undefined, Mismatch):
        return True
    sizes = [abs(entry) for entry in entries_of(at['truth']) if abs(entry) > at['noise']]
    function = magnitude(target_value(case.sheet, case.claim, at['point'], {}))
    sizes += [function] if function != 0 else []
    return any(size < LEAST or size >= GREATEST for size in sizes)


def status_of(case, right, label):
    """Why a right claim may be left open in this regime, or `right`."""
    if any(out_of_range(case, at, right) for at in case.points):
        return 'range'
    if any(at['chaotic'] for at in case.points):
        return 'chaotic'
    if label != 'right':
        return label
    return 'saturated' if 2 * sum(at['hidden'] for at in case.points) >= len(case.points) else 'right'


def too_long():
    raise TimeoutError('this takes too long')


def labelled(line):
    record = json.loads(line)
    out = {'id': record['id'], 'hash': record['hash'], 'confirmed': [], 'regimes': {}}
    right = record['right']
    # Of the functions that end in `elu` this one is smooth.
    piecewise = any(word in record['text'].replace('gelu', '') for word in PIECEWISE)
    count = POINTS[record['kind'], piecewise]
    signal.signal(signal.SIGALRM, lambda *_: too_long())
    nonzero = None
    for name, regime in record['regimes'].items():
        signal.alarm(LONGEST_SECONDS)
        try:
            case = Case(record, regime, None if piecewise else nonzero)
            if name == 'at kink':
                kind, size = at_kink(case, right)
                if kind != 'right':
                    out['problem'] = f'{name}: the claim is {kind} {size}'
                benign = out['regimes'].get('benign', {}).get('mutants')
                out['regimes'][name] = {'claim': kind, 'mutants': mutants_at_kink(case, record, benign)}
                continue
            wanted = POINTS_CHANGED if name in CHANGED else count
            case.prepare(wanted)
            if len(case.points) < wanted:
                out['regimes'][name] = {'claim': 'undefined'}
                if name == 'benign':
                    out['problem'] = 'too few points in the domain'
                continue
            label, gap = case.judge(right)
            if name == 'benign':
                nonzero = case.nonzero_entries()
                out['confirmed'] = ['difference quotient'] + ['sympy'] * confirm_symbolically(case, record) + ['torch'] * (record['kind'] == 'array' and confirm_by_torch(case, record))
            status = status_of(case, right, label)
            if status in ('wrong', 'partial', 'shape', 'unreadable'):
                out['problem'] = f'{name}: the claim is {label} {gap}'
            entry = {'claim': status}
            # A changed function has the same relative errors as the function itself: its mutants keep their labels.
            if status == 'right' and name not in CHANGED:
                entry['mutants'] = []
                elsewhere = out['regimes'].get('benign', {}).get('mutants', [])
                for place, mutant in enumerate(record['mutants']):
                    kind, size = case.judge(mutant['right'])
                    if name != 'benign' and kind == 'right' and isinstance((elsewhere[place:] or [None])[0], float):
                        # What is wrong in one place and analytic is right nowhere, but may be so close that 90 digits are too few.
                        if not piecewise:
                            kind = 'saturated'
                        else:
                            if len(case.points) == wanted:
                                case.prepare_more(POINTS_MORE)
                            kind, size = case.judge(mutant['right'])
                    entry['mutants'].append(float(f'{size:.3g}') if kind == 'wrong' else kind)
            out['regimes'][name] = entry
            if name == 'benign':
                known = zip(record['mutants'], entry.get('mutants', []))
                spared = [m['right'] for m, kind in known if m['edit'] == 'known' and not (isinstance(kind, float) or kind == 'shape')]
                if spared:
                    out['problem'] = f'not wrong as listed: {spared}'
                out['vanishing'] = [i for i, mutant in enumerate(record['mutants']) if case.vanishes(mutant['right'])]
        except (Unreadable, Mismatch, AssertionError, Undefined) as error:
            out['problem'] = f'{name}: {type(error).__name__}: {error}'
        except Exception as error:
            out['problem'] = f'{name}: {type(error).__name__}: {error}'
    signal.alarm(0)
    out['mutants'] = record['mutants']
    return out


def main():
    source, target = sys.argv[1:3]
    with open(source, encoding='utf-8') as file:
        lines = [line for line in file if line.strip()]
    problems = 0
    known = {}
    if '--keep' in sys.argv and os.path.exists(target):
        with open(target, encoding='utf-8') as file:
            known = {label['hash']: label for label in map(json.loads, file)}
    new = [line for line in lines if json.loads(line)['hash'] not in known]
    with ProcessPoolExecutor() as pool:
        made = {label['hash']: label for label in pool.map(labelled, new, chunksize=4)}
    with open(target, 'w', encoding='utf-8') as out:
        for line in lines:
            key = json.loads(line)['hash']
            label = known.get(key) or made[key]
            if 'problem' in label:
                problems += 1
                print(f"{label['id']}: {label['problem']}", file=sys.stderr)
                continue
            out.write(json.dumps(label, ensure_ascii=False) + '\n')
    print(f'{len(lines)} claims, {len(new)} labelled anew, {problems} problems')
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
