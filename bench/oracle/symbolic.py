"""Derivatives of scalar sheets by sympy: the second, symbolic opinion of the oracle."""

import mpmath
import sympy as sp

from reference import ALIASES, SELU_ALPHA, SELU_SCALE


class NotSymbolic(Exception):
    """Sympy is not asked: the sheet has arrays or something that this table lacks."""


class Flat(sp.Function):
    """A function that is constant between its jumps."""

    def fdiff(self, argindex=1):
        return sp.Integer(0)


class floor_(Flat):
    pass


class ceil_(Flat):
    pass


class round_(Flat):
    pass


class sign_(Flat):
    pass


class step_(Flat):
    pass


MODULES = [
    {
        'floor_': lambda x: mpmath.floor(x),
        'ceil_': lambda x: mpmath.ceil(x),
        'round_': lambda x: mpmath.nint(x),
        'sign_': lambda x: mpmath.sign(x),
        'step_': lambda x: mpmath.mpf(x > 0) if x != 0 else mpmath.mpf('0.5'),
    },
    'mpmath',
]


def decimal(text):
    return sp.Rational(str(text))


def choose(condition, yes, no):
    return sp.Piecewise((yes, condition), (no, True))


def sigmoid(x):
    return 1 / (1 + sp.exp(-x))


def softplus(x):
    return sp.log(1 + sp.exp(x))


def normal_cdf(x):
    return (1 + sp.erf(x / sp.sqrt(2))) / 2


ONE = {
    'exp': sp.exp, 'exp2': lambda x: 2**x, 'expm1': lambda x: sp.exp(x) - 1, 'log': sp.log, 'log1p': lambda x: sp.log(1 + x),
    'log2': lambda x: sp.log(x) / sp.log(2), 'log10': lambda x: sp.log(x) / sp.log(10), 'sqrt': sp.sqrt,
    'cbrt': lambda x: choose(x >= 0, sp.Abs(x) ** sp.Rational(1, 3), -(sp.Abs(x) ** sp.Rational(1, 3))),
    'square': lambda x: x**2, 'reciprocal': lambda x: 1 / x,
    'sin': sp.sin, 'cos': sp.cos, 'tan': sp.tan, 'cot': sp.cot, 'sec': sp.sec, 'csc': sp.csc,
    'asin': sp.asin, 'acos': sp.acos, 'atan': sp.atan, 'deg2rad': lambda x: x * sp.pi / 180, 'rad2deg': lambda x: x * 180 / sp.pi,
    'sinh': sp.sinh, 'cosh': sp.cosh, 'tanh': sp.tanh,
    # Debian's sympy 1.11.1 prints coth for mpmath without the brackets that a power needs, so it must not appear.
    'coth': lambda x: sp.cosh(x) / sp.sinh(x), 'sech': lambda x: 1 / sp.cosh(x), 'csch': lambda x: 1 / sp.sinh(x),
    'asinh': sp.asinh, 'acosh': sp.acosh, 'atanh': sp.atanh, 'erf': sp.erf, 'erfc': sp.erfc,
    'gamma': sp.gamma, 'lgamma': lambda x: sp.log(sp.Abs(sp.gamma(x))), 'digamma': lambda x: sp.polygamma(0, x),
    'trigamma': lambda x: sp.polygamma(1, x), 'factorial': lambda x: sp.gamma(x + 1), 'normal_cdf': normal_cdf,
    'sigmoid': sigmoid, 'relu': lambda x: choose(x > 0, x, 0),
    'selu': lambda x: decimal('1.0507009873554805') * choose(x > 0, x, decimal('1.6732632423543772') * (sp.exp(x) - 1)),
    'gelu': lambda x: x * normal_cdf(x),
    'gelu_tanh': lambda x: x / 2 * (1 + sp.tanh(sp.sqrt(2 / sp.pi) * (x + decimal('0.044715') * x**3))),
    'silu': lambda x: x * sigmoid(x), 'softplus': softplus, 'logsigmoid': lambda x: -softplus(-x),
    'logit': lambda x: sp.log(x / (1 - x)), 'softsign': lambda x: x / (1 + sp.Abs(x)), 'tanhshrink': lambda x: x - sp.tanh(x),
    'mish': lambda x: x * sp.tanh(softplus(x)), 'abs': sp.Abs, 'sign': sign_, 'step': step_,
    'floor': floor_, 'ceil': ceil_, 'round': round_, 'negative': lambda x: -x,
}

MORE = {
    'power': lambda x, y: x**y, 'atan2': sp.atan2, 'beta': lambda x, y: sp.gamma(x) * sp.gamma(y) / sp.gamma(x + y),
    'polygamma': lambda n, x: sp.polygamma(n, x),
    'leaky_relu': lambda x, s=sp.Rational(1, 100): choose(x > 0, x, s * x),
    'elu': lambda x, a=sp.Integer(1): choose(x > 0, x, a * (sp.exp(x) - 1)),
    'mod': lambda x, y: x - y * floor_(x / y), 'where': lambda c, a, b: choose(c, a, b),
    'clip': lambda x, lo, hi: sp.Piecewise((lo, x < lo), (hi, x > hi), (x, True)),
    'add': lambda x, y: x + y, 'subtract': lambda x, y: x - y, 'multiply': lambda x, y: x * y, 'divide': lambda x, y: x / y,
    'less': lambda x, y: choose(x < y, 1, 0), 'less_equal': lambda x, y: choose(x <= y, 1, 0),
    'greater': lambda x, y: choose(x > y, 1, 0), 'greater_equal': lambda x, y: choose(x >= y, 1, 0),
}

FOLDED = {
    'max': lambda x, y: choose(x > y, x, y), 'maximum': lambda x, y: choose(x > y, x, y),
    'min': lambda x, y: choose(x < y, x, y), 'minimum': lambda x, y: choose(x < y, x, y),
    'hypot': lambda x, y: sp.sqrt(x**2 + y**2),
}

RELATIONS = {'<': sp.Lt, '<=': sp.Le, '>': sp.Gt, '>=': sp.Ge, '==': sp.Eq, '!=': sp.Ne}


class Symbols:
    def __init__(self, sheet, held):
        self.sheet, self.held, self.memo = sheet, set(held), {}

    def name(self, name):
        sheet = self.sheet
        if sheet.shapes.get(name):
            raise NotSymbolic
        if name not in self.memo:
            if name not in self.held and name in sheet.definitions:
                self.memo[name] = self.value(sheet.definitions[name])
            elif name not in self.held and name in sheet.functions:
                self.memo[name] = self.value(sheet.functions[name][1])
            elif name == 'pi':
                self.memo[name] = sp.pi
            elif name in ('e', 'E'):
                self.memo[name] = sp.E
            else:
                self.memo[name] = sp.Symbol(name, real=True)
        return self.memo[name]

    def condition(self, tree):
        if tree[0] == 'cmp':
            operands = [self.value(part) for part in tree[2]]
            return sp.And(*(RELATIONS[op](a, b) for op, a, b in zip(tree[1], operands, operands[1:])))
        if tree[0] == 'bin' and tree[1] in ('and', 'or'):
            return (sp.And if tree[1] == 'and' else sp.Or)(self.condition(tree[2]), self.condition(tree[3]))
        raise NotSymbolic

    def value(self, tree):
        kind = tree[0]
        if kind == 'num':
            return decimal(tree[1])
        if kind == 'name':
            return self.name(tree[1])
        if kind == 'neg':
            return -self.value(tree[1])
        if kind == 'abs':
            return sp.Abs(self.value(tree[1]))
        if kind == 'cmp':
            return choose(self.condition(tree), 1, 0)
        if kind == 'if':
            return choose(self.condition(tree[1]), self.value(tree[2]), self.value(tree[3]))
        if kind == 'bin':
            a, b = self.value(tree[2]), self.value(tree[3])
            if tree[1] in '+':
                return a + b
            if tree[1] == '-':
                return a - b
            if tree[1] in ('*', '.*'):
                return a * b
            if tree[1] in ('/', './'):
                return a / b
            if tree[1] in ('^', '.^'):
                return a**b
        if kind == 'call' and not tree[3]:
            return self.call(tree[1], tree[2])
        raise NotSymbolic

    def call(self, name, args):
        if name in self.sheet.functions:
            parameters, body = self.sheet.functions[name]
            inner = Symbols(self.sheet, self.held | set(parameters)).value(body)
            fresh = {sp.Symbol(p, real=True): self.value(arg) for p, arg in zip(parameters, args)}
            return inner.subs(fresh, simultaneous=True)
        name = ALIASES.get(name, name)
        if name == 'where':
            return choose(self.condition(args[0]), self.value(args[1]), self.value(args[2]))
        values = [self.value(arg) for arg in args]
        if name in ONE and len(values) == 1:
            return ONE[name](values[0])
        if name in FOLDED and len(values) > 1:
            out = values[0]
            for other in values[1:]:
                out = FOLDED[name](out, other)
            return out
        if name in MORE and len(values) > 1 or name in ('leaky_relu', 'elu'):
            return MORE[name](*values)
        raise NotSymbolic


def derivative_function(sheet, claim):
    """(names, function of their values) for the derivative that a scalar claim is about."""
    if any(not isinstance(v, str) for v in claim.variables) or claim.form not in ('leibniz', 'grad') or sheet.given:
        raise NotSymbolic
    if sheet.shapes and any(sheet.shapes.values()):
        raise NotSymbolic
    expression = Symbols(sheet, claim.variables).value(claim.target)
    for variable in claim.variables:
        expression = sp.diff(expression, sp.Symbol(variable, real=True))
    if expression.has(sp.Derivative) or expression.has(sp.DiracDelta):
        raise NotSymbolic
    symbols = sorted(expression.free_symbols, key=str)
    return [str(s) for s in symbols], sp.lambdify(symbols, expression, modules=MODULES)
