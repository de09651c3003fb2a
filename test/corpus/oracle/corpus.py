"""Numbers for the equations of a document: what its names mean, written down by hand, and what each labelled equation says.

The derivative of anything is a central difference quotient in 120 digits, about 38 of which are certain; no derivative rule is
used. An equation is right if its sides agree at all points, and wrong if they differ clearly at one of them. Nothing here is
shared with Nabla.
"""

import itertools
import random
from dataclasses import dataclass, field

import mpmath
import numpy as np
from mpmath import mp, mpf

mp.dps = 120
STEP = mpf(10) ** -20
POINTS = 8
# Sides that agree do so far better, and sides that differ do so far more than that.
SAME = mpf(10) ** -30
DIFFERENT = mpf(10) ** -6


class Broken(Exception):
    """The oracle contradicts itself, or the document."""


class Names:
    """The values of a sheet's names at a point: inputs, and definitions that nobody has overridden."""

    def __init__(self, sheet, values):
        self.__dict__['_sheet'] = sheet
        self.__dict__['_values'] = values

    def __getattr__(self, name):
        values = self._values
        if name in values:
            return values[name]
        if name not in self._sheet.definitions:
            raise Broken(f'{name} has no meaning')
        value = self._sheet.definitions[name](self)
        values_are_inputs = self.__dict__.setdefault('_memo', {})
        values_are_inputs[name] = value
        return value

    def but(self, **changes):
        return Names(self._sheet, {**self._values, **changes})


def value_of(what, names):
    return getattr(names, what) if isinstance(what, str) else what(names)


def partial(what, variable):
    """The derivative of a name or a function of names: an array of the shape of `what`, then that of the variable."""

    def at(names):
        centre = getattr(names, variable)

        def quotient(step):
            above = value_of(what, names.but(**{variable: centre + step}))
            below = value_of(what, names.but(**{variable: centre - step}))
            return np.asarray((np.asarray(above, dtype=object) - np.asarray(below, dtype=object)) / (2 * STEP), dtype=object)

        if not isinstance(centre, np.ndarray):
            result = quotient(STEP)
            return result.item() if result.ndim == 0 else result
        entries = []
        for place in np.ndindex(centre.shape):
            step = np.full(centre.shape, mpf(0), dtype=object)
            step[place] = STEP
            entries.append(quotient(step))
        shape = np.asarray(entries[0], dtype=object).shape
        stacked = np.empty(shape + centre.shape, dtype=object)
        for place, entry in zip(np.ndindex(centre.shape), entries):
            stacked[(...,) + place] = entry
        return stacked

    return at


def with_others_fixed(what, variable):
    """The partial derivative of a name: what it is made of stays, unless it is the variable itself."""

    def at(names):
        others = {n: getattr(names, n) for n in names._sheet.definitions if n not in (what, variable)}
        return partial(what, variable)(names.but(**others))

    return at


def D(what, *variables):
    """`D('L', 'x', 'y')` differentiates by x, then by y."""
    for variable in variables:
        what = partial(what, variable)
    return what


def at(what, **changes):
    """A derivative, or anything else, at a point."""
    return lambda names: value_of(what, names.but(**{k: number(v) for k, v in changes.items()}))


def number(value):
    return value if isinstance(value, (np.ndarray, mpf)) else mpf(str(value))


def array(*entries):
    """A vector of numbers, or a matrix of rows."""
    return np.array(entries, dtype=object)


def tensor(shape, entry):
    """An array by the value of each entry; indices count from 0."""
    out = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        out[place] = entry(*place)
    return out


def delta(i, j):
    return mpf(1) if i == j else mpf(0)


def entrywise(function):
    return lambda x: np.vectorize(function, otypes=[object])(x) if isinstance(x, np.ndarray) else function(x)


exp, log, sqrt, sin, cos, tan = (entrywise(f) for f in (mpmath.exp, mpmath.log, mpmath.sqrt, mpmath.sin, mpmath.cos, mpmath.tan))
tanh, atan, asin, erf, cosh, sinh = (entrywise(f) for f in (mpmath.tanh, mpmath.atan, mpmath.asin, mpmath.erf, mpmath.cosh, mpmath.sinh))
sigmoid = entrywise(lambda x: 1 / (1 + mpmath.exp(-x)))
half = mpf(1) / 2
pi = mpmath.pi


@dataclass
class Equation:
    source: str
    occurrence: int
    left: object
    right: object
    planned: str
    mistake: str | None = None
    instead: object = None
    # Another reading in which a wrong equation holds.
    otherwise: object = None
    # `=`; `<` for an inequality, with a point where a wrong one fails; `~` for numbers that are rounded to a unit.
    relation: str = '='
    point: dict | None = None
    unit: object = None


@dataclass
class Sheet:
    """The names of a passage. Inputs have a range `(low, high)`, a shape with a range `((3, 4), low, high)`, or a list of values."""

    inputs: dict
    definitions: dict = field(default_factory=dict)
    equations: list = field(default_factory=list)
    conditions: list = field(default_factory=list)

    def define(self, **definitions):
        self.definitions.update(definitions)
        return self

    def where(self, condition):
        self.conditions.append(condition)
        return self

    def right(self, source, left, right, occurrence=1):
        self.equations.append(Equation(source, occurrence, left, right, 'right'))

    def wrong(self, source, left, right, mistake, instead, occurrence=1, partial=None):
        """
        `instead` is what the equation should say; the left side must agree with it, so that it is transcribed well. `partial` is
        the derivative with other definitions fixed, for equations that mix it up with the total one.
        """
        self.equations.append(Equation(source, occurrence, left, right, 'wrong', mistake, instead, partial))

    def below(self, source, left, right, occurrence=1, fails_at=None):
        """`left < right` everywhere, or not at the point that is given."""
        self.equations.append(Equation(source, occurrence, left, right, 'right' if fails_at is None else 'wrong', None if fails_at is None else 'bound', relation='<', point=fails_at))

    def rounded(self, source, left, right, unit, occurrence=1, planned='right'):
        """Numbers to the digits written; `unit` is that of the last digit."""
        self.equations.append(Equation(source, occurrence, left, right, planned, None if planned == 'right' else 'value', relation='~', unit=mpf(unit)))

    def points(self, seed, wanted=POINTS):
        chance = random.Random(seed)

        def draw(low, high):
            return mpf(str(low)) + (mpf(str(high)) - mpf(str(low))) * mpf(chance.getrandbits(60)) / 2**60

        found = 0
        for _ in range(100 * wanted):
            values = {}
            for name, kind in self.inputs.items():
                if isinstance(kind, list):
                    values[name] = number(chance.choice(kind))
                elif isinstance(kind[0], tuple):
                    values[name] = tensor(kind[0], lambda *_: draw(kind[1], kind[2]))
                else:
                    values[name] = draw(*kind)
            names = Names(self, values)
            if all(condition(names) for condition in self.conditions):
                found += 1
                yield names
                if found == wanted:
                    return
        raise Broken('no points')


def difference(left, right):
    """The greatest difference of an entry, relative to the greatest entry."""
    a, b = np.asarray(left, dtype=object), np.asarray(right, dtype=object)
    if a.shape != b.shape and b.shape == () and b.item() == 0:
        b = np.full(a.shape, mpf(0), dtype=object)
    if a.shape != b.shape:
        raise Broken(f'shapes {a.shape} and {b.shape}')
    size = max(itertools.chain((abs(x) for x in a.flat), (abs(x) for x in b.flat)))
    return mpf(0) if size < SAME else max(abs(x - y) for x, y in zip(a.flat, b.flat)) / size


@dataclass
class Document:
    name: str
    sheets: list = field(default_factory=list)

    def sheet(self, **inputs):
        made = Sheet(inputs)
        self.sheets.append(made)
        return made

    def labels(self, text):
        found = []
        for sheet in self.sheets:
            for equation in sheet.equations:
                found.append((place_of(text, equation), label_of(sheet, equation, text)))
        found.sort(key=lambda pair: pair[0])
        starts = [place for place, _ in found]
        if len(set(starts)) != len(starts):
            raise Broken(f'{self.name}: an equation is labelled twice')
        return [label for _, label in found]


def place_of(text, equation):
    place = -1
    for _ in range(equation.occurrence):
        place = text.find(equation.source, place + 1)
        if place < 0:
            raise Broken(f'{equation.source!r} is not in the document {equation.occurrence} times')
    return place


def label_of(sheet, equation, text):
    if equation.relation != '=':
        return labelled(equation, text, judged(sheet, equation))
    unequal, wrong_repair, unlike_partial, unlike_transposed = mpf(0), mpf(0), mpf(0), mpf(0)
    for names in sheet.points(equation.source):
        left, right = value_of(equation.left, names), value_of(equation.right, names)
        unequal = max(unequal, difference(left, right))
        if equation.instead is not None:
            wrong_repair = max(wrong_repair, difference(left, value_of(equation.instead, names)))
        if equation.otherwise is not None:
            unlike_partial = max(unlike_partial, difference(value_of(equation.otherwise, names), right))
        is_matrix = isinstance(left, np.ndarray) and left.ndim == 2 and left.shape == left.T.shape == np.shape(right)
        unlike_transposed = max(unlike_transposed, difference(left.T, right) if is_matrix else mpf(1))
    if SAME < unequal < DIFFERENT:
        raise Broken(f'{equation.source!r}: neither equal nor different: {mpmath.nstr(unequal, 5)}')
    truth = 'right' if unequal <= SAME else 'wrong'
    if truth != equation.planned:
        raise Broken(f'{equation.source!r} was meant as {equation.planned} and is {truth}: {mpmath.nstr(unequal, 5)}')
    if truth == 'wrong' and wrong_repair > SAME:
        raise Broken(f'{equation.source!r}: what should stand there is no better: {mpmath.nstr(wrong_repair, 5)}')
    if unlike_partial > SAME:
        raise Broken(f'{equation.source!r} is no partial derivative')
    reading = None if truth == 'right' else 'partial' if equation.otherwise is not None else 'layout' if unlike_transposed <= SAME else None
    return labelled(equation, text, truth, unequal, reading)


# An inequality holds at so many points, drawn over the ranges of its names, or it is not called right.
MANY = 3000


def judged(sheet, equation):
    if equation.relation == '~':
        names = next(sheet.points(equation.source))
        left, right = (np.asarray(value_of(side, names), dtype=object) for side in (equation.left, equation.right))
        if left.shape != right.shape:
            raise Broken(f'{equation.source!r}: shapes {left.shape} and {right.shape}')
        holds = all(abs(a - b) <= equation.unit * half for a, b in zip(left.flat, right.flat))
    elif equation.point is not None:
        names = Names(sheet, {name: number(value) for name, value in equation.point.items()})
        holds = value_of(equation.left, names) < value_of(equation.right, names)
    else:
        holds = all(value_of(equation.left, names) < value_of(equation.right, names) for names in sheet.points(equation.source, MANY))
    truth = 'right' if holds else 'wrong'
    if truth != equation.planned:
        raise Broken(f'{equation.source!r} was meant as {equation.planned} and is {truth}')
    return truth


def labelled(equation, text, truth, unequal=None, reading=None):
    place = place_of(text, equation)
    label = {'line': text.count('\n', 0, place) + 1, 'source': equation.source, 'occurrence': equation.occurrence, 'truth': truth}
    if truth == 'wrong':
        label['mistake'] = equation.mistake
        if unequal is not None:
            label['difference'] = float(mpmath.nstr(unequal, 3))
        if reading is not None:
            label['reading'] = reading
    return label
