"""Writes elementwise.txt: values of every elementwise function and of its first two derivatives, from 80 digits.

    python3 elementwise.py > elementwise.txt        (needs mpmath)

A reference number is written as two doubles, `high low`, whose sum has 21 digits; `?` stands for none. A line is
    # name                                        the function of the following lines
    p arguments | value | first partials | second partials, each by its own argument
    b arguments | radii | arguments within the ball | value there

    python3 elementwise.py digits > elementwise-digits.txt

writes only `p arguments | value`, to 60 digits.
"""

import math
import sys
from fractions import Fraction

from mpmath import mp, mpf
import mpmath as m

mp.dps = 80


def pair(value):
    high = float(value)
    if math.isinf(high):
        raise ValueError("beyond the doubles")
    return f"{high!r} {float(value - mpf(high)):.6g}"


def sigmoid(x):
    return 1 / (1 + m.exp(-x))


def phi(x):
    return m.ncdf(x)


LAMBDA = mpf("1.0507009873554805")
ALPHA = mpf("1.6732632423543772")
GELU_CUBIC = mpf("0.044715")

ANY = [-7.3, -2.5, -1.1, -0.3, -1e-5, 1e-9, 1e-3, 0.21, 0.7, 1.9, 4.4, 13.7]
WIDE = ANY + [-650.5, -41.0, 27.3, 88.25]
POSITIVE = [1e-300, 1e-9, 3e-4, 0.021, 0.3, 0.75, 0.999, 1.001, 1.5, 2.7, 19.3, 880.0, 3e7, 1e200]
UNIT = [-0.999999, -0.97, -0.6, -0.31, -0.02, 1e-8, 1e-4, 0.11, 0.4, 0.52, 0.86, 0.9999]
GAMMA = [1e-9, 0.03, 0.41, 0.93, 1.0002, 1.3, 1.4616321449683622, 1.9997, 2.2, 3.7, 7.9, 9.4, 15.99, 16.01, 33.3, 140.7,
         -0.2, -0.999, -1.5, -2.4570247382208006, -7.3, -20.6]
ANGLES = ANY + [1.5707, 3.14159, 100.125, -1e5, 1e9]

ONE = {
    "exp": (m.exp, WIDE),
    "exp2": (lambda x: mpf(2) ** x, ANY),
    "expm1": (m.expm1, ANY + [-50.0, 300.0]),
    "log": (m.log, POSITIVE),
    "log1p": (m.log1p, [-0.9999, -0.7, -0.2, -1e-7] + POSITIVE),
    "log2": (lambda x: m.log(x) / m.log(2), POSITIVE),
    "log10": (lambda x: m.log(x) / m.log(10), POSITIVE),
    "sqrt": (m.sqrt, POSITIVE[1:-1]),
    "cbrt": (lambda x: m.sign(x) * m.cbrt(abs(x)), ANY),
    "square": (lambda x: x * x, ANY),
    "reciprocal": (lambda x: 1 / x, ANY),
    "sin": (m.sin, ANGLES),
    "cos": (m.cos, ANGLES),
    "tan": (m.tan, ANGLES),
    "cot": (m.cot, ANGLES),
    "sec": (m.sec, ANGLES),
    "csc": (m.csc, ANGLES),
    "asin": (m.asin, UNIT),
    "acos": (m.acos, UNIT),
    "atan": (m.atan, ANY + [1e6]),
    "deg2rad": (lambda x: x * m.pi / 180, ANY),
    "rad2deg": (lambda x: x * 180 / m.pi, ANY),
    "sinh": (m.sinh, ANY + [300.0]),
    "cosh": (m.cosh, ANY + [300.0]),
    "tanh": (m.tanh, ANY),
    "coth": (m.coth, ANY),
    "sech": (m.sech, ANY),
    "csch": (m.csch, ANY),
    "asinh": (m.asinh, ANY + [1e6]),
    "acosh": (m.acosh, [1.0001, 1.003, 1.02, 1.1, 1.3, 1.7, 2.5, 4.1, 9.7, 33.0, 810.0, 1e6]),
    "atanh": (m.atanh, UNIT),
    "erf": (m.erf, ANY),
    "erfc": (m.erfc, ANY + [-5.9, 2.9, 6.2, 20.0]),
    "gamma": (m.gamma, GAMMA),
    "lgamma": (lambda x: m.log(abs(m.gamma(x))), GAMMA),
    "digamma": (m.digamma, GAMMA),
    "trigamma": (lambda x: m.polygamma(1, x), GAMMA),
    "factorial": (lambda x: m.gamma(x + 1), [-0.4, 0.2, 0.9, 1.7, 2.3, 3.5, 4.1, 5.9, 8.8, 11.3, 19.7, 60.2]),
    "normal_cdf": (phi, ANY + [-20.0, -37.0]),
    "sigmoid": (sigmoid, WIDE),
    "relu": (lambda x: max(x, mpf(0)), WIDE),
    "leaky_relu": (lambda x: x if x > 0 else x * mpf("0.01"), WIDE),
    "elu": (lambda x: x if x > 0 else m.expm1(x), WIDE),
    "selu": (lambda x: LAMBDA * (x if x > 0 else ALPHA * m.expm1(x)), WIDE),
    "gelu": (lambda x: x * phi(x), ANY + [-20.0, -37.0, -38.2]),
    "gelu_tanh": (lambda x: x / 2 * (1 + m.tanh(m.sqrt(2 / m.pi) * (x + GELU_CUBIC * x ** 3))), ANY),
    "silu": (lambda x: x * sigmoid(x), WIDE + [-736.6683800044432]),
    "softplus": (lambda x: m.log1p(m.exp(x)), WIDE),
    "logsigmoid": (lambda x: -m.log1p(m.exp(-x)), WIDE),
    "logit": (lambda x: m.log(x / (1 - x)), [1e-12, 1e-5, 0.02, 0.2, 0.26, 0.4, 0.49999, 0.50001, 0.61, 0.74, 0.8, 0.97, 0.99999]),
    "softsign": (lambda x: x / (1 + abs(x)), WIDE),
    "tanhshrink": (lambda x: x - m.tanh(x), ANY),
    "mish": (lambda x: x * m.tanh(m.log1p(m.exp(x))), ANY),
    "abs": (abs, ANY),
    "sign": (m.sign, ANY),
    "step": (lambda x: mpf(x > 0), ANY),
    "floor": (m.floor, ANY),
    "ceil": (m.ceil, ANY),
    "round": (m.nint, [x for x in ANY if x != -2.5]),
}

MIXED = [(-7.3, 2.2), (-2.5, -1.75), (-1.1, 0.3), (-0.3, -4.0), (1e-5, 3.0), (0.21, 0.21), (0.7, -0.9), (1.9, 1e-4),
         (4.4, 6.6), (13.7, -0.01), (250.0, 251.5), (-1e-3, 1e3)]
ABOVE = [(1e-6, 0.3), (0.02, -2.2), (0.3, 5.5), (0.9, 40.25), (1.0001, -300.0), (1.4, 3.0), (2.3, 0.5), (3.0, -1.0),
         (9.7, 2.0), (55.0, -7.75), (1e5, 1.3), (7.25, 1e-9), (1.0000001, 5e8)]

TWO = {
    "add": (lambda x, y: x + y, MIXED),
    "subtract": (lambda x, y: x - y, MIXED),
    "multiply": (lambda x, y: x * y, MIXED),
    "divide": (lambda x, y: x / y, MIXED),
    "power": (lambda x, y: x ** y, ABOVE),
    "atan2": (m.atan2, MIXED),
    "hypot": (m.hypot, MIXED),
    "max": (max, [p for p in MIXED if p[0] != p[1]]),
    "min": (min, [p for p in MIXED if p[0] != p[1]]),
    "mod": (lambda x, y: x - y * m.floor(x / y), [p for p in MIXED if p[0] != p[1]]),
    "beta": (m.beta, [(0.1, 0.2), (0.5, 0.5), (1.5, 2.5), (3.3, 0.7), (7.1, 9.2), (20.5, 1.25), (60.0, 40.5)]),
    "leaky_relu": (lambda x, y: x if x > 0 else x * y, [p for p in MIXED]),
    "elu": (lambda x, y: x if x > 0 else y * m.expm1(x), [p for p in MIXED]),
    "less": (lambda x, y: mpf(x < y), [p for p in MIXED if p[0] != p[1]]),
    "greater_equal": (lambda x, y: mpf(x >= y), [p for p in MIXED if p[0] != p[1]]),
}


def derivative(f, x, k, order):
    def along(t):
        return f(*[t if i == k else mpf(v) for i, v in enumerate(x)])

    # Central differences at 800 digits: truncation stays below a relative 1e-170, cancellation below 1e-600.
    with mp.workdps(800):
        h = mpf(10) ** -90 * abs(mpf(x[k]))
        c = mpf(x[k])
        if order == 1:
            return (along(c + h) - along(c - h)) / (2 * h)
        return (along(c + h) - 2 * along(c) + along(c - h)) / (h * h)


def attempt(value):
    try:
        return pair(value())
    except (ValueError, OverflowError, ZeroDivisionError):
        return "?"


def listed(*groups):
    return " | ".join(" ".join(v if isinstance(v, str) else repr(v) for v in group) for group in groups)


def point(f, x):
    ks = range(len(x))
    first = [attempt(lambda: derivative(f, x, k, 1)) for k in ks]
    second = [attempt(lambda: derivative(f, x, k, 2)) for k in ks]
    return "p " + listed(x, [pair(f(*[mpf(v) for v in x]))], first, second)


def within(x, r, share):
    """A double within r of x, at about the share of the way to the end."""
    at = x + share * r
    while abs(Fraction(at) - Fraction(x)) > Fraction(r):
        at = math.nextafter(at, x)
    return at


def balls(f, points):
    for x in points:
        for k in (-50, -24, -3):
            r = [2.0 ** (math.floor(math.log2(abs(v))) + k) for v in x]
            for shares in ([1] * len(x), [-1] * len(x), [(-1) ** i for i in range(len(x))])[: len(x) + 1]:
                at = [within(v, s, share) for v, s, share in zip(x, r, shares)]
                try:
                    y = f(*[mpf(v) for v in at])
                    if isinstance(y, m.mpc):
                        continue
                    yield "b " + listed(x, r, at, [pair(y)])
                except (ValueError, OverflowError, ZeroDivisionError):
                    continue


def rows():
    for name, (f, xs) in ONE.items():
        yield name, f, [(x,) for x in xs]
    for name, (f, xs) in TWO.items():
        yield name, f, xs
    yield "polygamma 2", lambda x: m.polygamma(2, x), [(x,) for x in GAMMA if x > -3]
    yield "polygamma 3", lambda x: m.polygamma(3, x), [(x,) for x in GAMMA if x > -3]
    for n in (2, 3, 4, 7, -1, -2, -3, 0):
        yield f"power {n}", lambda x, n=n: x ** n, [(x,) for x in ANY if abs(x) > 1e-6]
    for n in (0.5, 1.5, -0.75):
        yield f"power {n}", lambda x, n=n: x ** mpf(n), [(x,) for x in POSITIVE[1:-2]]


def printed_derivatives():
    for name, f, xs in rows():
        print("#", name)
        for x in xs:
            print(point(f, x))
        for line in balls(f, xs if len(xs) <= 8 else xs[::2]):
            print(line)


# Where doubles overflow or cancel, and intervals of 50 digits must not.
FAR = [-1e9, -1e4, -745.25, -1e-12, 1e-30, 1e-300, 710.5, 1e4, 1e9]
SELDOM = {
    "log": [5e-324, 1.7976931348623157e308, 1.0000000000000002],
    "log1p": [1e-300, -1e-30, 1e300],
    "sqrt": [5e-324, 1e308],
    "sin": [1e22, 1e300, 3.141592653589793, -1e-200],
    "cos": [1e22, 1e300, 1.5707963267948966],
    "tan": [1e22, 1e300, 1.5707963267948966, -1e-200],
    "atan": [1e300, -1e-200],
    "asin": [1.0, -1.0, 0.9999999999999999],
    "acos": [1.0, -1.0, 0.9999999999999999],
    "acosh": [1.0, 1.0000000000000002, 1e300],
    "asinh": [1e300, -1e-200],
    "atanh": [0.9999999999999999, -1e-200],
    "tanh": [-1e-200, 400.0],
    "sinh": [-1e-200],
    **{name: FAR for name in ("exp", "expm1", "sigmoid", "relu", "leaky_relu", "elu", "selu", "silu", "softplus", "logsigmoid",
                              "softsign")},
    "gelu": [-1e4, 1e4, 1e-300, -38.5],
}


def printed_digits():
    # No cancellation of these functions takes more than 400 digits.
    mp.dps = 1000
    for name, f, xs in rows():
        print("#", name)
        for x in [*xs, *((x,) for x in SELDOM.get(name, []) if len(xs[0]) == 1)]:
            value = f(*[mpf(v) for v in x])
            print("p " + listed(x, [m.nstr(value, 60, min_fixed=0, max_fixed=0)]))


if sys.argv[1:] == ["digits"]:
    printed_digits()
else:
    printed_derivatives()
