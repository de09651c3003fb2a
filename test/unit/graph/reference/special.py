"""Writes special.txt: values of the special functions to 230 digits.

    python3 special.py > special.txt        (needs mpmath)

A line is `name argument value`; the argument is a double, exactly, or two with a comma between.
"""

import mpmath as m
from mpmath import mp, mpf

mp.dps = 600

ANY = [1e-300, 1e-9, 3e-4, 0.021, 0.3, 0.47693, 1.0, 1.7, 2.9, 5.5, 8.25, 10.9, 11.4, 14.3, 16.1, 22.7, 26.5, 40.0]
POSITIVE = [1e-300, 1e-30, 1e-9, 0.03, 0.41, 0.5, 0.93, 1.0000000000000002, 1.0002, 1.3, 1.4616321449683622, 1.5, 1.9997,
            1.9999999999999998, 2.2, 3.7, 7.9, 15.99, 33.3, 97.5, 140.7, 171.9, 412.25, 1e5 + 0.125, 1e15, 1e200]
NEGATIVE = [-1e-300, -1e-9, -0.2, -0.5, -0.999, -1.0000000000000002, -1.5, -2.4570247382208006, -2.5, -7.3, -20.6,
            -50.00000000000001, -75.25, -150.5, -300.7, -12345.678, -1e6 - 0.375, -2.0 ** 51 - 0.5]

ONE = {
    "erf": (m.erf, ANY + [-x for x in ANY] + [1e3, 1e300]),
    "erfc": (m.erfc, ANY + [-x for x in ANY] + [120.5, 1e3]),
    "gamma": (m.gamma, [x for x in POSITIVE + NEGATIVE if abs(x) < 1e14]),
    "lgamma": (lambda x: m.loggamma(x) if x > 0 else m.log(abs(m.gamma(x))), POSITIVE + NEGATIVE),
    "digamma": (m.digamma, POSITIVE + NEGATIVE),
}
for n in (1, 2, 3, 8, 41, 100):
    xs = [x for x in POSITIVE + NEGATIVE if x > (-1e7 if n < 10 else -60) and abs(x) > 1e-31]
    ONE[f"polygamma({n})"] = (lambda x, n=n: m.polygamma(n, x), xs)

BETA = [(0.1, 0.2), (1e-200, 3e-250), (0.5, 0.5), (3.25, 1e-9), (7.1, 9.2), (60.0, 40.5), (80.3, 79.9), (150.0, 11.0),
        (171.5, 2.5), (300.5, 400.25), (0.3, 1e10), (1e5, 2.5), (12.75, 1e4), (1e20, 1e-5), (1e200, 1.25), (520.0, 515.5),
        (9.99, 200.0), (10.01, 200.0), (1e8, 30.0), (-1.5, 0.7), (-2.3, -4.6), (2.25, -40.9), (-0.3, 100.0)]


def reference(f, x):
    """The digits on which two precisions agree, one of them far higher."""
    # Arguments next to a pole or far below 0 cost digits, up to the exponent of the argument.
    values = []
    for digits in (600, 800):
        with mp.workdps(digits):
            values.append(m.re(f(*[mpf(v) for v in (x if isinstance(x, tuple) else (x,))])))
    with mp.workdps(800):
        assert abs(values[0] - values[1]) <= mpf(10) ** -240 * abs(values[1]), (x, values)
    return values[1]


for name, (f, xs) in ONE.items():
    for x in xs:
        value = reference(f, x)
        print(name, repr(x), m.nstr(value, 230, min_fixed=1, max_fixed=0))
for x, y in BETA:
    value = reference(lambda x, y: m.gammaprod([x, y], [x + y]), (x, y))
    print("beta", f"{x!r},{y!r}", m.nstr(value, 230, min_fixed=1, max_fixed=0))
