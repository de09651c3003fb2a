"""Values of sheets to 90 digits with mpmath, and their derivatives by central differences.

Arrays are numpy arrays of mpmath numbers. Nothing here knows a derivative rule, so that a wrong rule elsewhere cannot hide.
"""

import mpmath
import numpy as np
from mpmath import mp, mpf

mp.dps = 90

SELU_SCALE, SELU_ALPHA = mpf('1.0507009873554805'), mpf('1.6732632423543772')


class Undefined(Exception):
    """The expression has no finite real value at this point."""


class Mismatch(Exception):
    """Shapes do not fit, or a name is not known: no point can help."""


def real(value):
    if isinstance(value, mpmath.mpc):
        if value.imag != 0:
            raise Undefined
        value = value.real
    if not mpmath.isfinite(value):
        raise Undefined
    return value


def guarded(function, inside=lambda *x: True):
    def call(*args):
        if not inside(*args):
            raise Undefined
        try:
            return real(function(*args))
        except (ZeroDivisionError, ValueError, OverflowError, mpmath.libmp.NoConvergence):
            raise Undefined from None

    return call


# Arguments beyond this would need more memory than there is, and are far outside of what doubles hold.
HUGE = mpf(10) ** 8


def modest(function):
    def call(x):
        if abs(x) > HUGE:
            raise Undefined
        return function(x)

    return call


def power(base, exponent):
    if base != 0 and abs(exponent) * abs(mpmath.log(abs(base))) > HUGE:
        raise Undefined
    if exponent == mpmath.floor(exponent):
        if base == 0 and exponent < 0:
            raise Undefined
        return base ** int(exponent) if abs(exponent) < 10**6 else guarded(lambda: base**exponent)()
    if base < 0 or (base == 0 and exponent < 0):
        raise Undefined
    return base**exponent


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x)) if x >= 0 else mpmath.exp(x) / (1 + mpmath.exp(x))


def log1p(x):
    return mpmath.log1p(x)


def softplus(x):
    return x + log1p(mpmath.exp(-x)) if x > 0 else log1p(mpmath.exp(x))


def normal_cdf(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    return x / 2 * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf('0.044715') * x**3)))


def cbrt(x):
    return mpmath.cbrt(x) if x >= 0 else -mpmath.cbrt(-x)


def truth(condition):
    return mpf(1) if condition else mpf(0)


def nearest(x):
    return mpf(mpmath.nint(x))


def lgamma(x):
    return mpmath.log(abs(mpmath.gamma(x)))


def step(x):
    return mpf(x > 0) if x != 0 else mpf('0.5')


def whole_pole(x):
    if abs(x) > HUGE:
        raise Undefined
    return x > 0 or x != mpmath.floor(x)


def mod(x, y):
    return x - y * mpmath.floor(x / y)


ONE = {
    'exp': guarded(mpmath.exp),
    'exp2': guarded(lambda x: mpf(2) ** x),
    'expm1': guarded(mpmath.expm1),
    'log': guarded(mpmath.log, lambda x: x > 0),
    'log1p': guarded(log1p, lambda x: x > -1),
    'log2': guarded(lambda x: mpmath.log(x) / mpmath.log(2), lambda x: x > 0),
    'log10': guarded(mpmath.log10, lambda x: x > 0),
    'sqrt': guarded(mpmath.sqrt, lambda x: x >= 0),
    'cbrt': guarded(cbrt),
    'square': lambda x: x * x,
    'reciprocal': guarded(lambda x: 1 / x),
    'sin': mpmath.sin,
    'cos': mpmath.cos,
    'tan': guarded(mpmath.tan),
    'cot': guarded(mpmath.cot),
    'sec': guarded(mpmath.sec),
    'csc': guarded(mpmath.csc),
    'asin': guarded(mpmath.asin, lambda x: abs(x) <= 1),
    'acos': guarded(mpmath.acos, lambda x: abs(x) <= 1),
    'atan': mpmath.atan,
    'deg2rad': lambda x: x * mpmath.pi / 180,
    'rad2deg': lambda x: x * 180 / mpmath.pi,
    'sinh': guarded(mpmath.sinh),
    'cosh': guarded(mpmath.cosh),
    'tanh': mpmath.tanh,
    'coth': guarded(mpmath.coth),
    'sech': guarded(mpmath.sech),
    'csch': guarded(mpmath.csch),
    'asinh': mpmath.asinh,
    'acosh': guarded(mpmath.acosh, lambda x: x >= 1),
    'atanh': guarded(mpmath.atanh, lambda x: abs(x) < 1),
    'erf': mpmath.erf,
    'erfc': mpmath.erfc,
    'gamma': guarded(mpmath.gamma, whole_pole),
    'lgamma': guarded(lgamma, whole_pole),
    'digamma': guarded(lambda x: mpmath.psi(0, x), whole_pole),
    'trigamma': guarded(lambda x: mpmath.psi(1, x), whole_pole),
    'factorial': guarded(lambda x: mpmath.gamma(x + 1), lambda x: whole_pole(x + 1)),
    'normal_cdf': normal_cdf,
    'sigmoid': sigmoid,
    'relu': lambda x: max(x, mpf(0)),
    'selu': lambda x: SELU_SCALE * (x if x > 0 else SELU_ALPHA * mpmath.expm1(x)),
    'gelu': lambda x: x * normal_cdf(x),
    'gelu_tanh': gelu_tanh,
    'silu': lambda x: x * sigmoid(x),
    'softplus': softplus,
    'logsigmoid': lambda x: -softplus(-x),
    'logit': guarded(lambda x: mpmath.log(x / (1 - x)), lambda x: 0 < x < 1),
    'softsign': lambda x: x / (1 + abs(x)),
    'tanhshrink': lambda x: x - mpmath.tanh(x),
    'mish': lambda x: x * mpmath.tanh(softplus(x)),
    'abs': abs,
    'sign': lambda x: mpf(mpmath.sign(x)),
    'step': step,
    'floor': lambda x: mpf(mpmath.floor(x)),
    'ceil': lambda x: mpf(mpmath.ceil(x)),
    'round': nearest,
    'not': lambda x: truth(x == 0),
    'negative': lambda x: -x,
}

TWO = {
    'power': power,
    'atan2': guarded(lambda y, x: mpmath.atan2(y, x), lambda y, x: x != 0 or y != 0),
    'hypot': lambda x, y: mpmath.sqrt(x * x + y * y),
    'beta': guarded(mpmath.beta, lambda x, y: x > 0 and y > 0),
    'polygamma': guarded(lambda n, x: mpmath.psi(int(n), x), lambda n, x: whole_pole(x)),
    'leaky_relu': lambda x, s: x if x > 0 else s * x,
    'elu': lambda x, a: x if x > 0 else a * ONE['expm1'](x),
    'maximum': lambda x, y: max(x, y),
    'minimum': lambda x, y: min(x, y),
    'mod': guarded(mod, lambda x, y: y != 0),
    'less': lambda x, y: truth(x < y),
    'less_equal': lambda x, y: truth(x <= y),
    'greater': lambda x, y: truth(x > y),
    'greater_equal': lambda x, y: truth(x >= y),
    'equal': lambda x, y: truth(x == y),
    'not_equal': lambda x, y: truth(x != y),
    'logical_and': lambda x, y: truth(x != 0 and y != 0),
    'logical_or': lambda x, y: truth(x != 0 or y != 0),
    'add': lambda x, y: x + y,
    'subtract': lambda x, y: x - y,
    'multiply': lambda x, y: x * y,
    'divide': guarded(lambda x, y: x / y, lambda x, y: y != 0),
}

THREE = {'where': lambda c, a, b: a if c != 0 else b, 'clip': lambda x, lo, hi: min(max(x, lo), hi)}

ALIASES = {
    'ln': 'log', 'lb': 'log2', 'lg': 'log10', 'log_2': 'log2', 'log_10': 'log10', 'pow': 'power', 'tg': 'tan', 'ctg': 'cot', 'cosec': 'csc',
    'arcsin': 'asin', 'arccos': 'acos', 'arctan': 'atan', 'arctan2': 'atan2', 'radians': 'deg2rad', 'degrees': 'rad2deg',
    'arcsinh': 'asinh', 'arsinh': 'asinh', 'arccosh': 'acosh', 'arcosh': 'acosh', 'arctanh': 'atanh', 'artanh': 'atanh',
    'Gamma': 'gamma', 'gammaln': 'lgamma', 'loggamma': 'lgamma', 'psi': 'digamma', 'norm_cdf': 'normal_cdf',
    'sigma': 'sigmoid', 'logistic': 'sigmoid', 'expit': 'sigmoid', 'ReLU': 'relu', 'leakyrelu': 'leaky_relu',
    'LeakyReLU': 'leaky_relu', 'prelu': 'leaky_relu', 'ELU': 'elu', 'SELU': 'selu', 'GELU': 'gelu', 'swish': 'silu',
    'SiLU': 'silu', 'log_sigmoid': 'logsigmoid', 'absolute': 'abs', 'fabs': 'abs', 'sgn': 'sign', 'heaviside': 'step',
    'amax': 'max', 'amin': 'min', 'fmax': 'maximum', 'fmin': 'minimum', 'remainder': 'mod', 'clamp': 'clip',
    'select': 'where', 'logical_not': 'not', 'sub': 'subtract', 'mul': 'multiply', 'div': 'divide', 'true_divide': 'divide',
    'neg': 'negative', 'negate': 'negative', 'identity': 'eye', 'ravel': 'flatten', 'concat': 'concatenate',
    'cat': 'concatenate', 'mm': 'matmul', 'inner': 'vdot', 'trace': 'tr', 'log_det': 'logdet', 'inverse': 'inv',
    'permute_dims': 'permute', 'unsqueeze': 'expand_dims', 'cof': 'cofactor', 'adj': 'adjugate', 'average': 'mean', 'product': 'prod', 'variance': 'var',
    'logsoftmax': 'log_softmax', 'lse': 'logsumexp',
}


def is_array(value):
    return isinstance(value, np.ndarray)


def plain(value):
    """A rank-0 array as a number."""
    return value.item() if is_array(value) and value.ndim == 0 else value


for grows in ('exp', 'exp2', 'expm1', 'sinh', 'cosh', 'sech', 'csch', 'coth', 'tanh', 'sigmoid', 'softplus', 'silu', 'mish', 'logsigmoid',
              'gamma', 'factorial', 'lgamma', 'gelu_tanh', 'erf', 'erfc', 'normal_cdf', 'gelu', 'tanhshrink', 'selu'):
    ONE[grows] = modest(ONE[grows])
for waves in ('sin', 'cos', 'tan', 'cot', 'sec', 'csc'):
    ONE[waves] = guarded(ONE[waves], lambda x: abs(x) < mpf(10) ** 60)


def elementwise(function, *args):
    if not any(is_array(arg) for arg in args):
        return function(*args)
    try:
        return plain(np.frompyfunc(function, len(args), 1)(*args))
    except ValueError:
        raise Mismatch('shapes do not broadcast') from None


def square(a):
    if not is_array(a) or a.ndim != 2 or a.shape[0] != a.shape[1]:
        raise Mismatch('a square matrix is needed')
    return a


def eliminate(a, right):
    """Gauss-Jordan elimination with the largest pivot: (determinant, solution)."""
    a, right = square(a).copy(), right.copy()
    n, determinant = a.shape[0], mpf(1)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(a[i, k]))
        if a[pivot, k] == 0:
            raise Undefined
        if pivot != k:
            a[[k, pivot]], right[[k, pivot]] = a[[pivot, k]], right[[pivot, k]]
            determinant = -determinant
        determinant *= a[k, k]
        right[k], a[k] = right[k] / a[k, k], a[k] / a[k, k]
        for i in range(n):
            if i != k and a[i, k] != 0:
                right[i], a[i] = right[i] - a[i, k] * right[k], a[i] - a[i, k] * a[k]
    return determinant, right


def eye(n, m=None):
    out = np.full((n, m or n), mpf(0), dtype=object)
    for i in range(min(out.shape)):
        out[i, i] = mpf(1)
    return out


def det(a):
    try:
        return eliminate(a, eye(square(a).shape[0]))[0]
    except Undefined:
        return mpf(0)


def inv(a):
    return eliminate(a, eye(square(a).shape[0]))[1]


def logdet(a):
    return ONE['log'](det(a))


def matmul(a, b):
    if not is_array(a) or not is_array(b):
        raise Mismatch('matmul needs arrays')
    try:
        return plain(np.matmul(a, b))
    except ValueError:
        raise Mismatch('shapes do not fit') from None


def transpose(a):
    """A vector is a column, so that its transpose is a row."""
    if not is_array(a):
        return a
    return a.reshape(1, -1) if a.ndim == 1 else np.swapaxes(a, -1, -2)


def multiply(a, b):
    """`*`: scales, or multiplies matrices; a column times a row is the outer product, a row times a column a number."""
    if not is_array(a) or not is_array(b):
        return a * b
    if a.ndim == 1 and b.ndim == 2 and b.shape[0] == 1:
        return np.matmul(a.reshape(-1, 1), b)
    if a.ndim == 1 and b.ndim == 1:
        raise Mismatch('two columns have no product')
    if a.ndim == 1:
        raise Mismatch('a column times a matrix')
    out = matmul(a, b)
    return out.item() if is_array(out) and out.size == 1 and a.shape[0] == 1 else out


def reduced(function, x, axis, keepdims):
    x = np.asarray(x, dtype=object)
    for one in axis if isinstance(axis, tuple) else () if axis is None else (axis,):
        if not -x.ndim <= one < x.ndim:
            raise Mismatch('no such axis')
    return plain(np.asarray(function(x, axis=axis, keepdims=keepdims), dtype=object))


def whole(axis):
    return tuple(int(one) for one in axis) if isinstance(axis, tuple) or is_array(axis) else int(axis)


def total(x, axis=None, keepdims=False):
    return np.sum(x, axis=axis, keepdims=keepdims)


def count(x, axis):
    axes = axis if isinstance(axis, tuple) else (axis,)
    return mpf(np.size(x) if axis is None else int(np.prod([np.shape(x)[one] for one in axes])))


def variance(x, ddof, axis, keepdims):
    x = np.asarray(x, dtype=object)
    centred = x - total(x, axis, True) / count(x, axis)
    return reduced(total, centred * centred, axis, keepdims) / (count(x, axis) - ddof)


def root(x):
    return elementwise(ONE['sqrt'], x)


def exp(x):
    return elementwise(ONE['exp'], x)


def logsumexp(x, axis, keepdims):
    if not is_array(x):
        return x
    x = np.asarray(x, dtype=object)
    top = np.max(x, axis=axis, keepdims=True)
    inner = elementwise(ONE['log'], total(exp(x - top), axis, True)) + top
    return plain(inner if keepdims else inner.reshape(total(x, axis).shape if axis is not None else ()))


def norm(x, order, axis, keepdims):
    if order == 'inf':
        return reduced(np.max, elementwise(abs, x), axis, keepdims)
    if order == 1:
        return reduced(total, elementwise(abs, x), axis, keepdims)
    if order == 2:
        return root(reduced(total, np.asarray(x * x, dtype=object), axis, keepdims))
    powers = elementwise(lambda e: power(abs(e), order), x)
    return elementwise(lambda s: power(s, 1 / order), reduced(total, powers, axis, keepdims))


def arranged(values):
    return np.array(values, dtype=object)


def einsum(labels, arrays):
    """By its definition: the sum over all labels of the products; NumPy's has no numbers of mpmath."""
    operands, result = labels.split('->')
    operands = operands.split(',')
    sizes = {}
    for letters, array in zip(operands, arrays):
        if not is_array(array) or len(letters) != array.ndim or len(operands) != len(arrays):
            raise Mismatch('labels do not fit')
        for letter, size in zip(letters, array.shape):
            if sizes.setdefault(letter, size) != size:
                raise Mismatch('sizes of a label differ')
    if not set(result) <= set(sizes):
        raise Mismatch('a label of the result is not known')
    out = np.full(tuple(sizes[letter] for letter in result), mpf(0), dtype=object)
    letters = sorted(sizes)
    for places in np.ndindex(*(sizes[letter] for letter in letters)):
        at = dict(zip(letters, places))
        term = mpf(1)
        for names, array in zip(operands, arrays):
            term = term * array[tuple(at[letter] for letter in names)]
        out[tuple(at[letter] for letter in result)] += term
    return plain(out)


ARRAY_FUNCTIONS = {
    'transpose': lambda x, axes=None: (np.swapaxes(x, -1, -2) if axes is None else np.transpose(x, axes)) if is_array(x) and x.ndim > 1 else x,
    'permute': lambda x, axes: np.transpose(x, axes),
    'swapaxes': lambda x, i, j: np.swapaxes(x, int(i), int(j)),
    'moveaxis': lambda x, i, j: np.moveaxis(x, int(i), int(j)),
    'expand_dims': lambda x, axis: np.expand_dims(x, whole(axis)),
    'squeeze': lambda x, axis=None: np.squeeze(x, axis=None if axis is None else whole(axis)),
    'flip': lambda x, axis=None: np.flip(x, axis=None if axis is None else whole(axis)),
    'tile': lambda x, n: np.tile(x, whole(n)),
    'kron': lambda a, b: np.kron(a, b),
    'einsum': lambda labels, *arrays: einsum(labels, arrays),
    'diag': lambda x: np.diag(x) if x.ndim == 2 else eye(x.size) * x,
    'flatten': lambda x: x.reshape(-1),
    'vec': lambda x: x.T.reshape(-1),
    'matmul': matmul,
    'dot': matmul,
    'vdot': lambda x, y: plain(np.sum(x * y)),
    'outer': lambda x, y: np.outer(x, y),
    'tr': lambda a: np.trace(square(a)) if a.ndim == 2 else np.trace(a, axis1=-2, axis2=-1),
    'det': det,
    'logdet': logdet,
    'inv': inv,
    'solve': lambda a, b: matmul(inv(a), b),
    'cofactor': lambda a: det(a) * inv(a).T,
    'adjugate': lambda a: det(a) * inv(a),
    'stack': lambda *parts: np.stack([np.asarray(p, dtype=object) for p in parts]),
}


# The range of doubles, without the subnormal ones.
LEAST, GREATEST = mpf(2) ** -1022, mpf(2) ** 1024


def flushed(value):
    """The value in the range of doubles but with all digits: 0 where it underflows, undefined where it overflows."""
    if is_array(value):
        return elementwise(flushed, value)
    if not isinstance(value, mpf):
        return value
    if abs(value) >= GREATEST:
        raise Undefined
    return value if abs(value) >= LEAST else mpf(0)


class Values:
    """The values of a sheet's names at one point.

    `overrides` replace names, defined ones included, so that a derivative may be taken by any name; `frozen` holds the values
    of defined names for partial derivatives.
    """

    def __init__(self, sheet, point, overrides=None, frozen=None):
        self.sheet, self.point = sheet, point
        self.overrides, self.frozen = overrides or {}, frozen or {}
        self.memo = {}

    def name(self, name):
        if name in self.overrides:
            return self.overrides[name]
        if name in self.frozen:
            return self.frozen[name]
        if name in self.memo:
            return self.memo[name]
        if name in self.sheet.definitions:
            value = self.value(self.sheet.definitions[name])
        elif name in self.sheet.functions:
            value = self.value(self.sheet.functions[name][1])
        elif name in self.point:
            value = self.point[name]
        elif name in ('e', 'E'):
            value = mpmath.e
        elif name == 'pi':
            value = mpmath.pi
        elif name == 'inf':
            return 'inf'
        else:
            raise Mismatch(f'{name} is not known')
        self.memo[name] = +value if not is_array(value) else value
        return self.memo[name]

    def number(self, tree):
        value = self.value(tree)
        if is_array(value):
            raise Mismatch('a number is needed')
        return value

    def value(self, tree):
        return self.exact(tree)

    def exact(self, tree):
        kind = tree[0]
        if kind == 'num':
            return mpf(tree[1])
        if kind == 'name':
            return self.name(tree[1])
        if kind == 'neg':
            return -self.value(tree[1])
        if kind == 'not':
            return elementwise(ONE['not'], self.value(tree[1]))
        if kind == 'T':
            return transpose(self.value(tree[1]))
        if kind == 'abs':
            return elementwise(abs, self.value(tree[1]))
        if kind == 'bin':
            return self.binary(tree[1], self.value(tree[2]), self.value(tree[3]))
        if kind == 'cmp':
            operands = [self.value(part) for part in tree[2]]
            names = {'<': 'less', '<=': 'less_equal', '>': 'greater', '>=': 'greater_equal', '==': 'equal', '!=': 'not_equal'}
            out = mpf(1)
            for operator, left, right in zip(tree[1], operands, operands[1:]):
                out = elementwise(TWO['logical_and'], out, elementwise(TWO[names[operator]], left, right))
            return out
        if kind == 'if':
            test = self.value(tree[1])
            if not is_array(test):
                return self.value(tree[2] if test != 0 else tree[3])
            return elementwise(THREE['where'], test, self.value(tree[2]), self.value(tree[3]))
        if kind == 'array':
            return self.array([[self.value(item) for item in row] for row in tree[1]])
        if kind == 'index':
            return self.index(self.value(tree[1]), tree[2])
        if kind == 'call':
            return self.call(tree[1], tree[2], tree[3])
        if kind == 'str':
            return tree[1]
        if kind == 'tuple':
            return tuple(int(self.number(item)) for item in tree[1])
        raise Mismatch(kind)

    def array(self, rows):
        try:
            if len(rows) == 1:
                if not any(is_array(item) for item in rows[0]):
                    return arranged(rows[0])
                return np.stack([np.asarray(item, dtype=object) for item in rows[0]])
            if any(is_array(item) for row in rows for item in row):
                return np.block([[np.atleast_2d(item) for item in row] for row in rows])
            return arranged(rows) if len({len(row) for row in rows}) == 1 else self.fail('rows differ')
        except ValueError:
            raise Mismatch('rows differ') from None

    def fail(self, why):
        raise Mismatch(why)

    def index(self, target, items):
        places = []
        for item in items:
            if item[0] == 'all':
                places.append(slice(None))
            elif item[0] == 'at':
                places.append(int(self.number(item[1])) - 1)
            else:
                places.append(slice(int(self.number(item[1])) - 1, int(self.number(item[2]))))
        if not is_array(target) or len(places) > target.ndim:
            raise Mismatch('too many indices')
        for size, place in zip(target.shape, places):
            if isinstance(place, int) and not 0 <= place < size:
                raise Mismatch('no such entry')
        return plain(target[tuple(places)])

    def binary(self, operator, a, b):
        if operator in ('+', '-', '.*'):
            names = {'+': 'add', '-': 'subtract', '.*': 'multiply'}
            return elementwise(TWO[names[operator]], a, b)
        if operator in ('/', './'):
            return elementwise(TWO['divide'], a, b)
        if operator == '*':
            return multiply(a, b)
        if operator == '@':
            return matmul(a, b)
        if operator == '.^' or (operator == '^' and not (is_array(a) and a.ndim == 2)):
            return elementwise(power, a, b)
        if operator == '^':
            if is_array(b) or b != int(b):
                raise Mismatch('power of a matrix')
            base = inv(a) if b < 0 else square(a)
            out = eye(a.shape[0])
            for _ in range(abs(int(b))):
                out = np.matmul(out, base)
            return out
        if operator == 'and':
            return elementwise(TWO['logical_and'], a, b)
        if operator == 'or':
            return elementwise(TWO['logical_or'], a, b)
        raise Mismatch(operator)

    def call(self, name, args, keywords):
        if name in self.sheet.functions:
            parameters, body = self.sheet.functions[name]
            bound = dict(zip(parameters, (self.value(arg) for arg in args)))
            return type(self)(self.sheet, self.point, {**self.overrides, **bound}, self.frozen).value(body)
        name = ALIASES.get(name, name)
        values = [self.value(arg) for arg in args]
        extra = {key: self.value(value) for key, value in keywords.items()}
        axis = whole(extra.pop('axis')) if 'axis' in extra else None
        keep = bool(extra.pop('keepdims', 0))
        try:
            return self.apply(name, values, extra, axis, keep)
        except (IndexError, AttributeError, ValueError, TypeError) as error:
            raise Mismatch(str(error)) from None

    def apply(self, name, values, extra, axis, keep):
        first = values[0]
        if name in ONE and len(values) == 1:
            return elementwise(ONE[name], first)
        if name == 'leaky_relu':
            return elementwise(TWO[name], first, values[1] if len(values) > 1 else extra.get('slope', mpf('0.01')))
        if name == 'elu':
            return elementwise(TWO[name], first, values[1] if len(values) > 1 else extra.get('alpha', mpf(1)))
        if name in ('max', 'min') and len(values) == 1:
            return reduced(np.max if name == 'max' else np.min, first, axis, keep)
        if name in ('max', 'min', 'maximum', 'minimum', 'hypot') and len(values) > 1:
            two = TWO[{'max': 'maximum', 'min': 'minimum'}.get(name, name)]
            for other in values[1:]:
                first = elementwise(two, first, other)
            return first
        if name in TWO and len(values) == 2:
            return elementwise(TWO[name], *values)
        if name in THREE and len(values) == 3:
            return elementwise(THREE[name], *values)
        if name in ('expand_dims', 'squeeze', 'flip') and axis is not None:
            return ARRAY_FUNCTIONS[name](first, axis)
        if name in ARRAY_FUNCTIONS:
            return plain(ARRAY_FUNCTIONS[name](*values))
        if name in ('eye', 'zeros', 'ones'):
            sizes = tuple(int(v) for v in values)
            return eye(*sizes) if name == 'eye' else np.full(sizes, mpf(0 if name == 'zeros' else 1), dtype=object)
        if name == 'reshape':
            return first.reshape(values[1] if isinstance(values[1], tuple) else tuple(int(v) for v in values[1:]))
        if name == 'repeat':
            return np.repeat(first, int(values[1]), axis=axis)
        if name == 'tensordot':
            axes = extra.get('axes', values[2] if len(values) > 2 else mpf(2))
            return plain(np.array(np.tensordot(first, values[1], axes=int(axes)), dtype=object))
        if name == 'concatenate':
            return np.concatenate(values, axis=axis or 0)
        if name == 'sum':
            return reduced(total, first, axis, keep)
        if name == 'prod':
            return reduced(np.prod, first, axis, keep)
        if name == 'mean':
            return reduced(total, first, axis, keep) / count(first, axis)
        if name in ('var', 'std'):
            ddof = values[1] if len(values) > 1 else extra.get('ddof', mpf(0))
            out = variance(first, ddof, axis, keep)
            return out if name == 'var' else root(out)
        if name == 'norm':
            order = values[1] if len(values) > 1 else extra.get('ord', mpf(2))
            return norm(first, order, axis, keep)
        if name == 'cumsum':
            return np.cumsum(first, axis=axis)
        if name in ('argmax', 'argmin'):
            out = (np.argmax if name == 'argmax' else np.argmin)(first, axis=axis)
            return mpf(int(out)) if axis is None else elementwise(lambda v: mpf(int(v)), out)
        if name == 'logsumexp':
            return logsumexp(first, axis, keep)
        if name in ('softmax', 'log_softmax'):
            logs = first - logsumexp(first, -1 if axis is None else axis, True)
            return exp(logs) if name == 'softmax' else logs
        raise Mismatch(f'{name} with {len(values)} arguments is not known')


class RangedValues(Values):
    """The same with the range of doubles: what is written may overflow or underflow on the way."""

    def value(self, tree):
        return flushed(self.exact(tree))
